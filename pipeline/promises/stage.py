"""Promises: each target with its due time, what was said later on it, and how it stands.

Reads the clean texts, speakers and claims of all batches, and the indicators; writes
results/promises/promises.jsonl, one `Promise` per line.
"""

import re
from argparse import Namespace
from collections import Counter, defaultdict
from collections.abc import Iterable

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.knowledge import any_of
from pipeline.measure.units import load_units
from pipeline.measure.words import word_quantity
from pipeline.promises.later import PlaceInCorpus
from pipeline.promises.promiser import name_promiser
from pipeline.promises.standing import NameMention, Sources, TargetWording, find_promises
from pipeline.records.claims import Claim, TranscriptClaims
from pipeline.records.indicators import Indicator
from pipeline.records.promises import Promise
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

READS = ("clean", "segment", "claims", "indicators")


def read_indicators(options: Namespace) -> list[Indicator]:
    """Return the indicators of which there is a target."""
    found = artefacts.read_records(options, "indicators", Indicator)
    return [one for one in found if any(o.modality == "target" for o in one.observations)]


def read_sources(options: Namespace, indicators: Iterable[Indicator]) -> Sources:
    """Return what is needed of transcripts and claims; their texts are not kept."""
    needed: set[PlaceInCorpus] = {
        (seen.transcript, seen.claim) for one in indicators for seen in one.observations
    }
    found = Found()
    names = re.compile(any_of(name for one in indicators for name in one.names) or "(?!)")
    models = (Transcript, Segmentation, TranscriptClaims)
    for records in artefacts.read_batches(options, ("clean", "segment", "claims"), models):
        transcript, segmentation, claims = records
        if not isinstance(transcript, Transcript):
            continue
        cast = segmentation if isinstance(segmentation, Segmentation) else None
        found.add_transcript(transcript, cast, names)
        if isinstance(claims, TranscriptClaims):
            for claim in claims.claims:
                if (claim.transcript, claim.id) in needed:
                    found.add_claim(claim, name_promiser(transcript, cast, claim.speaker))
    return found.make_sources()


class Found:
    """What was found of transcripts and claims so far."""

    def __init__(self) -> None:
        self.units = load_units()
        self.wordings: dict[PlaceInCorpus, TargetWording] = {}
        self.passing: set[PlaceInCorpus] = set()
        self.said_for: dict[PlaceInCorpus, str | None] = {}
        self.publishers: dict[str, str | None] = {}
        self.promisers: dict[str, str | None] = {}
        self.newest_of: dict[str, str] = {}
        self.named: defaultdict[tuple[str, str], list[NameMention]] = defaultdict(list)

    def add_transcript(
        self, transcript: Transcript, segmentation: Segmentation | None, names: re.Pattern[str]
    ) -> None:
        """Add who promises in a transcript, its date, and which names it has."""
        promiser = name_promiser(transcript, segmentation)
        whose, date = promiser or "", transcript.date or ""
        self.publishers[transcript.transcript] = transcript.publisher
        self.promisers[transcript.transcript] = promiser
        self.newest_of[whose] = max(self.newest_of.get(whose, ""), date)
        for written, count in sorted(Counter(names.findall(transcript.text)).items()):
            self.named[whose, written].append(NameMention(date, transcript.transcript, count))

    def add_claim(self, claim: Claim, promiser: str | None) -> None:
        """Add the words of a claim and whose promise it is."""
        place = claim.transcript, claim.id
        amount = word_quantity(claim.value, claim.value_high, claim.unit, self.units)
        self.wordings[place] = TargetWording(claim.indicator_name, amount, claim.quote)
        self.said_for[place] = promiser
        if claim.salience == "passing":
            self.passing.add(place)

    def make_sources(self) -> Sources:
        """Return all that was found."""
        newest = max(self.newest_of.values(), default="")
        known = {whose: date for whose, date in self.newest_of.items() if whose}
        return Sources(
            wordings=self.wordings,
            publishers=self.publishers,
            promisers=self.promisers,
            said_for=self.said_for,
            newest=newest,
            newest_of=known,
            named=self.named,
            passing=self.passing,
        )


def count_told(indicators: Iterable[Indicator]) -> Counter[str]:
    """Return how often what an indicator measures is told of any territory, by its id."""
    measures: Counter[str] = Counter()
    indicators = list(indicators)
    for one in indicators:
        measures[one.measure] += len(one.observations)
    return Counter({one.id: measures[one.measure] for one in indicators})


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
    told = count_told(indicators)
    promises = sorted(
        (promise for one in indicators for promise in find_promises(one, sources)),
        key=lambda promise: order_promise(promise, told[promise.indicator]),
    )
    artefacts.write(options.output, promises)
