"""Compare: two transcripts side by side, each with the one before it in its series.

Reads the clean texts, their structure and the claims of all batches; writes
results/compare/comparisons.jsonl, one `Comparison` per line, results/compare/index.html, and a page
for each. `--pair` names two more: the earlier and the later.
"""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import add
from pathlib import Path
from typing import NamedTuple

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.compare.comparing import SideText, compare_transcripts
from pipeline.compare.pages import name_page, remove_others, write_index, write_pair
from pipeline.config import check_pair
from pipeline.kept import digest_files, digest_parts, keeping
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.comparison import Comparison, PairReason
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.series import TranscriptInfo, find_pairs, is_fair

READS = ("clean", "segment", "claims")
MODELS: tuple[type[Record], ...] = (Transcript, Segmentation, TranscriptClaims)


class TranscriptPair(NamedTuple):
    """Two transcripts to compare, and why."""

    before: str
    after: str
    reason: PairReason


class Compared(Record):
    """What is kept of a pair: whether the two have enough in common, and the comparison.

    There is none of a pair that has not, or where a stage failed.
    """

    fair: bool
    comparison: Comparison | None


class ComparedTranscript(NamedTuple):
    """What is known of a transcript, a digest of all that stages made of it, and where that is."""

    told: TranscriptInfo
    digest: bytes
    number: int
    starts: tuple[tuple[Path, int], ...]
    """The artefact of each stage, and where the line of the transcript begins in it."""

    def read_text(self) -> str:
        """Return its text."""
        transcript = read_record(*self.starts[0], self.number, Transcript)
        assert isinstance(transcript, Transcript)
        return transcript.text

    def read_side(self) -> SideText | None:
        """Return what is compared of it, None where a stage failed."""
        _, *others = zip(self.starts, MODELS, strict=True)
        segmentation, claims = (read_record(*at, self.number, model) for at, model in others)
        if not isinstance(segmentation, Segmentation) or not isinstance(claims, TranscriptClaims):
            return None
        text = self.read_text()
        return SideText(self.told.transcript, text, segmentation.sentences, claims.claims)


def read_record(path: Path, start: int, number: int, model: type[Record]) -> Record:
    """Return the record of the line of an artefact that begins at a place."""
    with path.open("rb") as lines:
        lines.seek(start)
        return artefacts.parse(lines.readline(), path, number, model)


def find_transcripts(options: Namespace) -> Iterator[ComparedTranscript]:
    """Yield the transcripts that could be read."""
    for paths in artefacts.list_batches(options, READS):
        starts = [0] * len(paths)
        for written in artefacts.read_written(*zip(paths, MODELS, strict=True)):
            (found,) = written.parse(1)
            if isinstance(found, Transcript):
                told = TranscriptInfo(found.transcript, found.title, found.publisher, found.date)
                made = digest_parts(written.lines).encode()
                places = tuple(zip(paths, starts, strict=True))
                yield ComparedTranscript(told, made, written.number, places)
            starts = list(map(add, starts, map(len, written.lines)))


def choose_pairs(told: Mapping[str, TranscriptInfo], asked: Sequence[str]) -> list[TranscriptPair]:
    """Return the pairs to compare: each transcript with the one before it, and the pair asked for.

    Raises InputError where the pair asked for is not two transcripts, or one of them is not there.
    """
    check_pair(asked, told)
    pairs = [
        TranscriptPair(before, after, "series")
        for before, after in find_pairs(told.values())
        if [before, after] != list(asked)
    ]
    return [*pairs, TranscriptPair(asked[0], asked[1], "asked")] if asked else pairs


def compare_pair(
    pair: TranscriptPair, corpus: Mapping[str, ComparedTranscript], folder: Path
) -> str:
    """Return the line of what is found of a pair; write the page of its comparison, if any."""
    before, after = (corpus[name] for name in pair[:2])
    found = None
    fair = pair.reason == "asked" or is_fair(before.read_text(), after.read_text())
    if fair and (first := before.read_side()) and (second := after.read_side()):
        found = compare_transcripts(first, second, pair.reason)
        write_pair(folder, found, (first, second), (before.told, after.told))
    return artefacts.dump(Compared(fair=fair, comparison=found))


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the comparisons and their pages."""
    parser = make_parser("compare", __doc__, READS, many=True)
    parser.add_argument("--pair", nargs="*", default=[], metavar="TRANSCRIPT")
    options = parser.parse_args(argv)
    folder: Path = options.output.parent
    corpus = {found.told.transcript: found for found in find_transcripts(options)}
    told = {name: found.told for name, found in corpus.items()}
    comparisons, apart = [], []
    with keeping("compare", options.output) as kept:
        for pair in choose_pairs(told, options.pair):
            made_of = [*(corpus[name].digest for name in pair[:2]), pair.reason.encode()]
            stamp = partial(stamp_page, folder / name_page(*pair[:2]))
            line = kept.take(made_of, partial(compare_pair, pair, corpus, folder), stamp)
            found = Compared.model_validate_json(line)
            if found.comparison:
                comparisons.append(found.comparison)
            elif not found.fair:
                apart.append((told[pair.before], told[pair.after]))
    artefacts.write(options.output, comparisons)
    remove_others(folder, comparisons)
    write_index(folder, comparisons, told, apart)


def stamp_page(path: Path, line: str) -> str:
    """Return in what state the page of a pair is: who deletes or edits it gets it anew."""
    return digest_files([path])
