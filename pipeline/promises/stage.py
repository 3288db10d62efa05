"""Promises: each target with its due time, what was said later on it, and how it stands.

Reads the clean texts, speakers and claims of all batches, and the indicators; writes
results/promises/promises.jsonl, one `Promise` per line.
"""

import re
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.knowledge import any_of
from pipeline.promises.later import PlaceInCorpus
from pipeline.promises.promiser import name_promiser
from pipeline.promises.sources import Sources, ToldSpeakers, ToldText
from pipeline.promises.standing import find_promises
from pipeline.records.claims import TranscriptClaims
from pipeline.records.indicators import Indicator
from pipeline.records.promises import Promise

READS = ("clean", "segment", "claims", "indicators")


def read_indicators(options: Namespace) -> list[Indicator]:
    """Return the indicators of which there is a target."""
    found = artefacts.read_records(options, "indicators", Indicator)
    return [one for one in found if any(o.modality == "target" for o in one.observations)]


def read_sources(options: Namespace, indicators: Iterable[Indicator]) -> Sources:
    """Return what is needed of transcripts and claims."""
    needed: set[PlaceInCorpus] = {
        (seen.transcript, seen.claim) for one in indicators for seen in one.observations
    }
    sources = Sources()
    names = re.compile(any_of(name for one in indicators for name in one.names) or "(?!)")
    models = (ToldText, ToldSpeakers, TranscriptClaims)
    for records in artefacts.read_batches(options, ("clean", "segment", "claims"), models):
        transcript, segmentation, claims = records
        if not isinstance(transcript, ToldText):
            continue
        cast = segmentation.speakers if isinstance(segmentation, ToldSpeakers) else ()
        sources.add_transcript(transcript, cast, names)
        if isinstance(claims, TranscriptClaims):
            about = transcript.title, transcript.publisher, cast
            for claim in claims.claims:
                if (claim.transcript, claim.id) in needed:
                    sources.add_claim(claim, name_promiser(*about, claim.speaker))
    return sources


def order_promise(promise: Promise, told: int) -> tuple[str | int, ...]:
    """Return what promises are sorted by: promiser, due day, and what is told of most often first.

    Growth and jobs are told of in every report, so many square metres in one.
    """
    return (
        promise.promiser or "\uffff",
        promise.due or "\uffff",
        -told,
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
    # How often what an indicator measures is told of any territory.
    measured = Counter(one.measure for one in indicators for _ in one.observations)
    told = {one.id: measured[one.measure] for one in indicators}
    promises = sorted(
        (promise for one in indicators for promise in find_promises(one, sources)),
        key=lambda promise: order_promise(promise, told[promise.indicator]),
    )
    artefacts.write(options.output, promises)
