"""Search: a page that finds any phrase in all sentences, without a server.

Reads the clean texts and their structure of all batches; writes results/search/: the page
search.html, and beside it its sentences, its index and the Chinese of English words, in parts that
it loads when it needs them.
Sentences are numbered from the newest transcript on, so that the first found are the newest.
"""

import json
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from markupsafe import Markup

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.glossary.backwards import list_english
from pipeline.publish.names import make_address
from pipeline.publish.pages.beside import SUFFIX, write_part
from pipeline.publish.pages.rendering import (
    Messages,
    embed_json,
    make_environment,
    pair_texts,
    write_page,
)
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.search.grams import read_heaps, write_heaps
from pipeline.search.parts import SENTENCES, FoundTranscript, write_index, write_sentences

READS = ("clean", "segment")
FOLDER = Path(__file__).parent
PAGE = "search.html"
WORDS = "words"
"""The part that has the Chinese terms of English ones."""
SPOKEN = (
    "search_as",
    "search_found",
    "search_more",
    "search_nothing",
    "search_signs",
    "search_missing",
)
"""The messages that the script of the page speaks."""


def find_transcript(transcript: Transcript, segmentation: Segmentation) -> FoundTranscript:
    """Return a transcript with its sentences in reading order."""
    speakers = {turn.id: turn.speaker or "" for turn in segmentation.turns}
    text = transcript.text
    return FoundTranscript(
        address=make_address(transcript.transcript),
        title=transcript.title or transcript.transcript,
        date=transcript.date or "",
        sentences=[
            (one.turn, speakers.get(one.turn, ""), text[one.start : one.end])
            for one in segmentation.sentences
        ],
    )


def spool(out: IO[bytes], options: Namespace) -> list[int]:
    """Write each transcript with its sentences as a line; return their places, newest first."""
    places = []
    for transcript, segmentation in artefacts.read_batches(
        options, READS, (Transcript, Segmentation)
    ):
        if isinstance(transcript, Transcript) and isinstance(segmentation, Segmentation):
            places.append((transcript.date or "", transcript.transcript, out.tell()))
            found = find_transcript(transcript, segmentation)
            out.write(json.dumps(found).encode() + b"\n")
    places.sort(key=lambda place: place[1])
    places.sort(key=lambda place: place[0], reverse=True)
    return [at for _, _, at in places]


def read_back(lines: IO[bytes], places: Iterable[int]) -> Iterator[FoundTranscript]:
    """Yield the transcripts of the lines that begin at these places."""
    for at in places:
        lines.seek(at)
        yield FoundTranscript(*json.loads(lines.readline()))


def write_parts(folder: Path, options: Namespace) -> list[str]:
    """Write sentences and index in parts; return the first pair of each part of the index."""
    with artefacts.making(folder) as heaps:
        with (heaps / "spool").open("w+b") as lines:
            places = spool(lines, options)
            write_heaps(heaps, write_sentences(folder, read_back(lines, places)))
        return write_index(folder, read_heaps(heaps))


def write_search(folder: Path, firsts: list[str]) -> None:
    """Write the page, which knows which part of the index has which pairs."""
    messages = Messages.load()
    script = (FOLDER / "search.js").read_text(encoding="utf-8")
    context = {
        "data": embed_json(
            {"firsts": firsts, "sentences": SENTENCES, "words": pair_texts(messages, SPOKEN)}
        ),
        "page_script": Markup(script),
    }
    template = make_environment(FOLDER, messages).get_template(PAGE)
    write_page(template, folder / PAGE, context, [script], loads=True)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the page and its parts in place of earlier ones."""
    options = make_parser("search", __doc__, READS, many=True).parse_args(argv)
    folder: Path = options.output
    folder.mkdir(parents=True, exist_ok=True)
    with artefacts.making(folder) as made:
        firsts = write_parts(made, options)
        write_part(made, WORDS, list(list_english().items()))
        for old in folder.glob(f"[it]*{SUFFIX}"):
            old.unlink()
        for path in sorted(made.glob(f"*{SUFFIX}")):
            path.replace(folder / path.name)
    write_search(folder, firsts)
