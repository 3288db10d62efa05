"""Search: a page that finds any phrase in all sentences, without a server.

Reads the clean texts and their structure of all batches; writes results/search/: the page
search.html, and beside it its sentences, its index and the Chinese of English words, in parts that
it loads when it needs them.
Sentences are numbered from the newest transcript on, so that the first found are the newest.
"""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from markupsafe import Markup

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.glossary.backwards import list_english
from pipeline.glossary.romanise import name_person
from pipeline.glossary.titles import translate_title
from pipeline.kept import read_each
from pipeline.publish.names import make_address
from pipeline.publish.pages.beside import SUFFIX, write_part
from pipeline.publish.pages.rendering import embed_json, make_environment, pair_texts, write_page
from pipeline.records.base import Record
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.search.grams import read_heaps, write_heaps

READS = ("clean", "segment")
FOLDER = Path(__file__).parent
PAGE = "search.html"
PART_SENTENCES = 256
"""Sentences in a part: some 40 KB."""
PART_SIZE = 60_000
"""Characters of numbers after which a part of the index ends."""
WORDS = "words"
"""The part that has the Chinese terms of English ones."""
SPOKEN = (
    "search_as", "search_instead", "search_found", "search_more", "search_nothing", "search_signs",
    "search_missing",
)  # fmt: skip
"""The messages that the script of the page speaks."""


class FoundTranscript(Record):
    """A transcript, or a part of one, with its sentences."""

    transcript: str
    address: str
    """Address of its page, from the results folder."""
    title: str
    date: str
    english: str
    """Of its title, where that is known."""
    sentences: tuple[tuple[str, str, str], ...]
    """Turn, speaker and text of each."""


def find_transcript(transcript: Transcript, segmentation: Segmentation) -> FoundTranscript:
    """Return a transcript with its sentences in reading order."""
    speakers = {turn.id: turn.speaker or "" for turn in segmentation.turns}
    text, title = transcript.text, transcript.title or transcript.transcript
    return FoundTranscript(
        transcript=transcript.transcript,
        address=make_address(transcript.transcript),
        title=title,
        date=transcript.date or "",
        english=translate_title(title) or "",
        sentences=tuple(
            (one.turn, speakers.get(one.turn, ""), text[one.start : one.end])
            for one in segmentation.sentences
        ),
    )


def read_all(options: Namespace, home: Path) -> list[FoundTranscript]:
    """Return all transcripts, the newest first; what is found of each is kept in a folder."""
    models, batches = (Transcript, Segmentation), artefacts.list_batches(options, READS)
    path = home / "transcripts.jsonl"
    found = read_each("search", path, find_transcript, batches, models, FoundTranscript)
    by_name = sorted(found, key=lambda one: one.transcript)
    return sorted(by_name, key=lambda one: one.date, reverse=True)


def fill_parts(transcripts: Iterable[FoundTranscript]) -> Iterator[list[FoundTranscript]]:
    """Yield transcripts in groups that have as many sentences as a part."""
    part: list[FoundTranscript] = []
    room = PART_SENTENCES
    for found in transcripts:
        left = found.sentences
        while left:
            part.append(found.model_copy(update={"sentences": left[:room]}))
            left, room = left[room:], max(0, room - len(left))
            if not room:
                yield part
                part, room = [], PART_SENTENCES
    if part:
        yield part


def write_sentences(folder: Path, transcripts: Iterable[FoundTranscript]) -> Iterator[str]:
    """Write sentences in parts, t0, t1 …, and pass their texts on.

    A part has the transcripts and speakers that it names once, each with its English, and rows that
    name them by number.
    """
    for number, part in enumerate(fill_parts(transcripts)):
        titled: dict[tuple[str, str, str, str], int] = {}
        speakers: dict[str, int] = {}
        rows: list[tuple[int, str, int, str]] = []
        for found in part:
            head = found.address, found.title, found.date, found.english
            place = titled.setdefault(head, len(titled))
            rows += [
                (place, turn, speakers.setdefault(speaker, len(speakers)), text)
                for turn, speaker, text in found.sentences
            ]
        named = [(name, name_person(name) or "") for name in speakers]
        write_part(folder, f"t{number}", [list(titled), named, rows])
        yield from (text for *_, text in rows)


def write_index(folder: Path, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Write the index in parts, i0, i1 …; return the first pair of each."""
    firsts: list[str] = []
    waiting = iter(pairs)
    while part := take_part(waiting):
        write_part(folder, f"i{len(firsts)}", part)
        firsts.append(part[0][0])
    return firsts


def take_part(pairs: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Take the pairs of a part of the index, none where no more are left."""
    part, size = [], 0
    for pair, numbers in pairs:
        part.append((pair, numbers))
        size += len(numbers) + len(pair)
        if size > PART_SIZE:
            break
    return part


def write_search(folder: Path, firsts: list[str]) -> None:
    """Write the page, which knows which part of the index has which pairs."""
    script = (FOLDER / "search.js").read_text(encoding="utf-8")
    data = {"firsts": firsts, "sentences": PART_SENTENCES, "words": pair_texts(*SPOKEN)}
    context = {"data": embed_json(data), "page_script": Markup(script)}
    template = make_environment(FOLDER).get_template(PAGE)
    write_page(template, folder / PAGE, context, [script], loads=True)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the page and its parts in place of earlier ones."""
    options = make_parser("search", __doc__, READS, many=True).parse_args(argv)
    folder: Path = options.output
    folder.mkdir(parents=True, exist_ok=True)
    with artefacts.making(folder) as made:
        write_heaps(made, write_sentences(made, read_all(options, folder)))
        firsts = write_index(made, read_heaps(made))
        write_part(made, WORDS, list(list_english().items()))
        for old in folder.glob(f"[it]*{SUFFIX}"):
            old.unlink()
        for path in sorted(made.glob(f"*{SUFFIX}")):
            path.replace(folder / path.name)
    write_search(folder, firsts)
