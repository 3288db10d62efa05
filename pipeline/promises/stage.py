"""Promises: each target with its due time, what was said later on it, and how it stands.

Reads the clean texts and claims of all batches, and the indicators; writes
results/promises/promises.jsonl, one `Promise` per line.
"""

import re
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.knowledge import any_of
from pipeline.promises.later import PlaceInCorpus
from pipeline.promises.standing import Mention, Sources, find_promises
from pipeline.records.claims import TranscriptClaims
from pipeline.records.indicators import Indicator
from pipeline.records.promises import Promise
from pipeline.records.transcript import Transcript

READS = ("clean", "claims", "indicators")


def read_indicators(options: Namespace) -> list[Indicator]:
    """Return the indicators of which there is a target."""
    found = artefacts.read_records(options, "indicators", Indicator)
    return [one for one in found if any(o.modality == "target" for o in one.observations)]


def read_sources(options: Namespace, indicators: Iterable[Indicator]) -> Sources:
    """Return what is needed of transcripts and claims; their texts are not kept."""
    needed: set[PlaceInCorpus] = {
        (seen.transcript, seen.claim) for one in indicators for seen in one.observations
    }
    quotes: dict[PlaceInCorpus, str] = {}
    passing: set[PlaceInCorpus] = set()
    publishers: dict[str, str | None] = {}
    newest, newest_of = "", dict[str, str]()
    named: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    names = re.compile(any_of(name for one in indicators for name in one.names) or "(?!)")
    models = (Transcript, TranscriptClaims)
    for transcript, found in artefacts.read_batches(options, ("clean", "claims"), models):
        if isinstance(transcript, Transcript):
            name, date = transcript.publisher, transcript.date or ""
            publishers[transcript.transcript] = name
            newest = max(newest, date)
            newest_of[name or ""] = max(newest_of.get(name or "", ""), date)
            for written, count in sorted(Counter(names.findall(transcript.text)).items()):
                named[name or "", written].append(Mention(date, transcript.transcript, count))
        if isinstance(found, TranscriptClaims):
            for claim in found.claims:
                if (claim.transcript, claim.id) in needed:
                    quotes[claim.transcript, claim.id] = claim.quote
                    if claim.salience == "passing":
                        passing.add((claim.transcript, claim.id))
    newest_of.pop("", None)
    return Sources(quotes, publishers, newest, newest_of, named, passing)


def arrange(promise: Promise) -> tuple[str, ...]:
    """Return what promises are sorted by: publisher, due day, indicator."""
    return (
        promise.publisher or "\uffff",
        promise.due or "\uffff",
        promise.name,
        promise.scope or "",
        promise.transcript,
        promise.claim,
        promise.indicator,
    )


def main(argv: list[str]) -> None:
    """Read the artefacts, write the promises."""
    options = make_parser("promises", __doc__, READS, many=True).parse_args(argv)
    indicators = read_indicators(options)
    sources = read_sources(options, indicators)
    promises = sorted(
        (promise for one in indicators for promise in find_promises(one, sources)), key=arrange
    )
    artefacts.write(options.output, promises)
