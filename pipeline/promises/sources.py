"""What is known of the transcripts and claims that promises name; their texts are not kept."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from pydantic import ConfigDict

from pipeline.measure.units import load_units
from pipeline.measure.words import word_quantity
from pipeline.promises.later import PlaceInCorpus
from pipeline.promises.promiser import name_promiser
from pipeline.records.base import Bilingual, Record
from pipeline.records.claims import Claim
from pipeline.records.segmentation import Speaker


class ToldText(Record):
    """What is read of a clean transcript; with all the rest it would take twice as long."""

    model_config = ConfigDict(extra="ignore")
    transcript: str
    title: str | None
    publisher: str | None
    date: str | None
    text: str


class ToldSpeakers(Record):
    """What is read of a segmentation."""

    model_config = ConfigDict(extra="ignore")
    speakers: tuple[Speaker, ...]


class NameMention(NamedTuple):
    """How often a transcript has a name."""

    date: str
    transcript: str
    times: int


class ToldClaim(NamedTuple):
    """How a claim is said: the name of what it measures, its amount, its sentence, by whom."""

    title: Bilingual | None
    amount: Bilingual
    quote: str
    promiser: str | None
    """Who promises what it says."""
    passing: bool
    """Whether it is said in passing, and promises nothing: 八项主张."""


class Sources:
    """What was found of transcripts and claims so far."""

    def __init__(self) -> None:
        self.claims: dict[PlaceInCorpus, ToldClaim] = {}
        self.publishers: dict[str, str | None] = {}
        """Transcript → its publisher."""
        self.promisers: dict[str, str | None] = {}
        """Transcript → who promises what it says as a whole."""
        self.newest = ""
        """Date of the newest transcript, empty where none has one."""
        self.newest_of: dict[str, str] = {}
        """Promiser → the date of their newest transcript."""
        self.named: defaultdict[tuple[str, str], list[NameMention]] = defaultdict(list)
        """Promiser and name as written → the transcripts that have the name."""

    def add_transcript(
        self, transcript: ToldText, cast: Sequence[Speaker], names: re.Pattern[str]
    ) -> None:
        """Add who promises in a transcript, its date, and which names it has."""
        promiser = name_promiser(transcript.title, transcript.publisher, cast)
        date = transcript.date or ""
        self.publishers[transcript.transcript] = transcript.publisher
        self.promisers[transcript.transcript] = promiser
        self.newest = max(self.newest, date)
        if promiser:
            self.newest_of[promiser] = max(self.newest_of.get(promiser, ""), date)
        for written, count in sorted(Counter(names.findall(transcript.text)).items()):
            mention = NameMention(date, transcript.transcript, count)
            self.named[promiser or "", written].append(mention)

    def add_claim(self, claim: Claim, promiser: str | None) -> None:
        """Add the words of a claim and whose promise it is."""
        amount = word_quantity(claim.value, claim.value_high, claim.unit, load_units())
        passing = claim.salience == "passing"
        told = ToldClaim(claim.indicator_name, amount, claim.quote, promiser, passing)
        self.claims[claim.transcript, claim.id] = told
