"""Compare: two transcripts side by side, each with the one before it in its series.

Reads the clean texts, their structure and the claims of all batches; writes
results/compare/comparisons.jsonl, one `Comparison` a line, results/compare/index.html, and a page
for each. `--pair` names two more: the earlier and the later.
"""

import sys
from argparse import Namespace
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.compare.comparing import Side, compare
from pipeline.compare.pages import write_pages
from pipeline.errors import InputError
from pipeline.records.claims import TranscriptClaims
from pipeline.records.comparison import Comparison
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.series import Told, find_pairs, is_fair

READS = ("clean", "segment", "claims")
Reason = Literal["series", "asked"]


class Pair(NamedTuple):
    """Two transcripts to compare, and why."""

    before: str
    after: str
    reason: Reason


def choose_pairs(told: Sequence[Told], asked: Sequence[str]) -> list[Pair]:
    """Return what is compared: each transcript with the one before it, and the pair asked for.

    Raises InputError where not two were asked for, or one of them is not there.
    """
    if len(asked) not in (0, 2):
        raise InputError("compare: name two transcripts, the earlier and the later")
    known = {one.transcript for one in told}
    for name in asked:
        if name not in known:
            raise InputError(
                f"compare: {name}: no such transcript; give names of files without suffix"
            )
    pairs = [Pair(before, after, "series") for before, after in find_pairs(told)]
    if asked:
        pair = Pair(asked[0], asked[1], "asked")
        pairs = [*(p for p in pairs if p[:2] != pair[:2]), pair]
    return pairs


def read_sides(options: Namespace, wanted: Collection[str]) -> dict[str, Side]:
    """Return what is needed of the transcripts of all pairs; those with a problem are left out."""
    sides = {}
    for records in artefacts.read_batches(
        options, READS, (Transcript, Segmentation, TranscriptClaims)
    ):
        transcript, segmentation, claims = records
        if (
            isinstance(transcript, Transcript)
            and isinstance(segmentation, Segmentation)
            and isinstance(claims, TranscriptClaims)
            and transcript.transcript in wanted
        ):
            sides[transcript.transcript] = Side(
                transcript.transcript, transcript.text, segmentation.sentences, claims.claims
            )
    return sides


def compare_all(pairs: Sequence[Pair], sides: Mapping[str, Side]) -> Iterator[Comparison]:
    """Yield the comparisons of those pairs that have enough in common, and what was asked for."""
    for before, after, reason in pairs:
        if before in sides and after in sides:
            first, second = sides[before], sides[after]
            if reason == "asked" or is_fair(first.text, second.text):
                yield compare(first, second, reason)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the comparisons and their pages."""
    parser = make_parser("compare", __doc__, READS, many=True)
    parser.add_argument("--pair", nargs="*", default=[], metavar="TRANSCRIPT")
    options = parser.parse_args(argv)
    told: dict[str, Told] = {}
    for (found,) in artefacts.read_batches(options, ["clean"], [Transcript]):
        if isinstance(found, Transcript):
            names = (found.transcript, found.title, found.publisher, found.date)
            told[found.transcript] = Told(*names)
    pairs = choose_pairs(list(told.values()), options.pair)
    sides = read_sides(options, {name for pair in pairs for name in pair[:2]})
    comparisons = list(compare_all(pairs, sides))
    artefacts.write(options.output, comparisons)
    write_pages(options.output.parent, comparisons, sides, told)
    print(f"{len(comparisons)} of {len(pairs)} pairs have enough in common", file=sys.stderr)
