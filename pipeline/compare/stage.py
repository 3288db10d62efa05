"""Compare: two transcripts side by side, each with the one before it in its series.

Reads the clean texts, their structure and the claims of all batches; writes
results/compare/comparisons.jsonl, one `Comparison` per line, results/compare/index.html, and a page
for each. `--pair` names two more: the earlier and the later.
"""

from argparse import Namespace
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.compare.comparing import SideText, compare_transcripts
from pipeline.compare.pages import write_list, write_pages
from pipeline.config import check_pair
from pipeline.records.claims import TranscriptClaims
from pipeline.records.comparison import PairReason
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.series import TranscriptInfo, find_pairs, is_fair

READS = ("clean", "segment", "claims")


class TranscriptText(NamedTuple):
    """A transcript before it is compared: what is known of it, and its text."""

    told: TranscriptInfo
    text: str


class TranscriptPair(NamedTuple):
    """Two transcripts to compare, and why."""

    before: str
    after: str
    reason: PairReason


class ChosenPairs(NamedTuple):
    """The pairs to compare, and those of a series that have too little in common."""

    compared: list[TranscriptPair]
    apart: list[TranscriptPair]


def choose_pairs(texts: Mapping[str, TranscriptText], asked: Sequence[str]) -> ChosenPairs:
    """Return the pairs to compare: each transcript with the one before it, and the pair asked for.

    Raises InputError where the pair asked for is not two transcripts, or one of them is not there.
    """
    check_pair(asked, texts)
    chosen = ChosenPairs([], [])
    for before, after in find_pairs(text.told for text in texts.values()):
        if [before, after] != list(asked):
            fair = is_fair(texts[before].text, texts[after].text)
            part = chosen.compared if fair else chosen.apart
            part.append(TranscriptPair(before, after, "series"))
    if asked:
        chosen.compared.append(TranscriptPair(asked[0], asked[1], "asked"))
    return chosen


def read_texts(options: Namespace) -> dict[str, TranscriptText]:
    """Return all texts, and what is known of each."""
    texts = {}
    for found in artefacts.read_records(options, "clean", Transcript):
        told = TranscriptInfo(found.transcript, found.title, found.publisher, found.date)
        texts[found.transcript] = TranscriptText(told, found.text)
    return texts


def read_sides(options: Namespace, wanted: Collection[str]) -> dict[str, SideText]:
    """Return what is needed of the transcripts of all pairs; those with a problem are left out."""
    sides = {}
    models = (Transcript, Segmentation, TranscriptClaims)
    for written in artefacts.read_written_batches(options, READS, models):
        (transcript,) = written.parse(1)
        if not isinstance(transcript, Transcript) or transcript.transcript not in wanted:
            continue
        _, segmentation, claims = written.parse()
        if isinstance(segmentation, Segmentation) and isinstance(claims, TranscriptClaims):
            sides[transcript.transcript] = SideText(
                transcript.transcript, transcript.text, segmentation.sentences, claims.claims
            )
    return sides


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the comparisons and their pages."""
    parser = make_parser("compare", __doc__, READS, many=True)
    parser.add_argument("--pair", nargs="*", default=[], metavar="TRANSCRIPT")
    options = parser.parse_args(argv)
    texts = read_texts(options)
    pairs, apart = choose_pairs(texts, options.pair)
    sides = read_sides(options, {name for pair in pairs for name in pair[:2]})
    comparisons = [
        compare_transcripts(sides[before], sides[after], reason)
        for before, after, reason in pairs
        if before in sides and after in sides
    ]
    artefacts.write(options.output, comparisons)
    told = {name: text.told for name, text in texts.items()}
    write_pages(options.output.parent, comparisons, sides, told)
    listed = [(told[before], told[after]) for before, after, _ in apart]
    write_list(options.output.parent, comparisons, told, listed)
