"""Compare: two transcripts side by side, each with the one before it in its series.

Reads the clean texts, their structure and the claims of all batches; writes
results/compare/comparisons.jsonl, one `Comparison` per line, results/compare/index.html, and a page
for each. `--pair` names two more: the earlier and the later.
"""

from argparse import Namespace
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.compare.comparing import SideText, compare_transcripts
from pipeline.compare.pages import name_page, remove_others, write_list, write_pair
from pipeline.config import check_pair
from pipeline.inventory import identify_files
from pipeline.kept import digest_parts, keeping
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.comparison import Comparison, PairReason
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.series import TranscriptInfo, find_pairs, is_fair

READS = ("clean", "segment", "claims")
MODELS = (Transcript, Segmentation, TranscriptClaims)


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


class Corpus(NamedTuple):
    """What is known of each transcript, its text, and a digest of all that stages made of it."""

    told: dict[str, TranscriptInfo]
    texts: dict[str, str]
    digests: dict[str, bytes]


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


def read_corpus(options: Namespace) -> Corpus:
    """Return what is known of all transcripts that could be read."""
    corpus = Corpus({}, {}, {})
    for written in artefacts.read_written_batches(options, READS, MODELS):
        (found,) = written.parse(1)
        if isinstance(found, Transcript):
            told = TranscriptInfo(found.transcript, found.title, found.publisher, found.date)
            corpus.told[found.transcript] = told
            corpus.texts[found.transcript] = found.text
            corpus.digests[found.transcript] = digest_parts(written.lines).encode()
    return corpus


def read_sides(options: Namespace, wanted: Collection[str]) -> dict[str, SideText]:
    """Return what is compared of some transcripts; those with a problem are left out."""
    sides = {}
    for written in artefacts.read_written_batches(options, READS, MODELS) if wanted else ():
        (transcript,) = written.parse(1)
        if not isinstance(transcript, Transcript) or transcript.transcript not in wanted:
            continue
        _, segmentation, claims = written.parse()
        if isinstance(segmentation, Segmentation) and isinstance(claims, TranscriptClaims):
            sides[transcript.transcript] = SideText(
                transcript.transcript, transcript.text, segmentation.sentences, claims.claims
            )
    return sides


def compare_pair(
    pair: TranscriptPair,
    sides: Mapping[str, SideText],
    told: Mapping[str, TranscriptInfo],
    folder: Path,
) -> Comparison | None:
    """Return the comparison of a pair and write its page, unless a side is missing."""
    if not (pair.before in sides and pair.after in sides):
        return None
    before, after = sides[pair.before], sides[pair.after]
    found = compare_transcripts(before, after, pair.reason)
    write_pair(folder, found, (before, after), told)
    return found


def compare_all(options: Namespace, corpus: Corpus) -> Iterator[tuple[TranscriptPair, Compared]]:
    """Yield what was found of each pair, as far as it is not kept of an earlier run."""
    folder: Path = options.output.parent
    told, texts, digests = corpus
    pairs = choose_pairs(told, options.pair)
    keys = [(digests[pair.before], digests[pair.after], pair.reason.encode()) for pair in pairs]
    stamps = [partial(stamp_page, folder / name_page(*pair[:2])) for pair in pairs]
    with keeping("compare", options.output) as kept:
        known = list(map(kept.knows, keys, stamps))
        fair = {
            pair
            for pair, is_known in zip(pairs, known, strict=True)
            if not is_known
            and (pair.reason == "asked" or is_fair(texts[pair.before], texts[pair.after]))
        }
        sides = read_sides(options, {name for pair in fair for name in pair[:2]})

        def make(pair: TranscriptPair) -> str:
            found = compare_pair(pair, sides, told, folder) if pair in fair else None
            return artefacts.dump(Compared(fair=pair in fair, comparison=found))

        for pair, key, stamp in zip(pairs, keys, stamps, strict=True):
            line = kept.take(key, partial(make, pair), stamp)
            yield pair, Compared.model_validate_json(line)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the comparisons and their pages."""
    parser = make_parser("compare", __doc__, READS, many=True)
    parser.add_argument("--pair", nargs="*", default=[], metavar="TRANSCRIPT")
    options = parser.parse_args(argv)
    folder: Path = options.output.parent
    corpus = read_corpus(options)
    comparisons, apart = [], []
    for pair, found in compare_all(options, corpus):
        if found.comparison:
            comparisons.append(found.comparison)
        elif not found.fair:
            apart.append((corpus.told[pair.before], corpus.told[pair.after]))
    artefacts.write(options.output, comparisons)
    remove_others(folder, comparisons)
    write_list(folder, comparisons, corpus.told, apart)


def stamp_page(path: Path, line: str) -> str:
    """Return in what state the page of a pair is: who deletes or edits it gets it anew."""
    return digest_parts(map(str.encode, identify_files([path])))
