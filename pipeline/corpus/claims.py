"""The claims of all transcripts in the form in which the claims page carries them.

Rows are short arrays and what repeats is listed once, so that 20,000 claims are some 3 MB; the
page's script makes elements only for the rows on show.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.corpus.index import list_reports
from pipeline.glossary.compose import name_base
from pipeline.glossary.english import get_english
from pipeline.glossary.romanise import name_person
from pipeline.measure.period import word_period
from pipeline.measure.units import load_units
from pipeline.measure.words import word_quantity, write_bound
from pipeline.records.claims import Claim, TranscriptClaims

MOST_FIRST = 500
"""Claims of the page: the newest, in some 100 KB."""
MOST_CLAIMS = 30_000
"""Claims of each part beside it; a browser takes so many in half a second."""


SearchRow = tuple[int | str, ...]
ENGLISH = 15
"""Place in a row of the English of its indicator."""


class ListNumbers(NamedTuple):
    """What repeats in rows, each with its number in the list that the page has of it."""

    periods: dict[str, int]
    baselines: dict[str, int]
    speakers: dict[str, int]


class Catalogue(NamedTuple):
    """Claims as rows: the numbers of transcript, period and speaker in their lists, and the rest.

    A row is (transcript, id, indicator, as written, symbol, value, unit, value in Chinese, value
    in English, movement, period, baseline, modality, speaker, certainty, indicator in English
    where it has a name, said in passing).
    """

    transcripts: list[tuple[str, str, str, str, str]]
    """Address of the report, title, date, id, title in English where that is known."""
    periods: list[tuple[str, str, str]]
    """As recorded, in Chinese, in English."""
    baselines: list[tuple[str, str]]
    """As recorded, and in English where that is known; year on year and its like are messages."""
    speakers: list[tuple[str, str]]
    """As recorded, and in English where that is known."""
    rows: list[SearchRow]
    """The newest, which the page carries."""
    older: list[list[SearchRow]]
    """The others, in the parts that stand beside the page."""
    total: int
    named: int
    """How many of all have an indicator with a name in English."""
    passing: int
    """Of all, how many are numbers said in passing."""


def make_catalogue(
    claims: Iterable[TranscriptClaims], reports: Mapping[str, tuple[str, str, str]]
) -> Catalogue:
    """Return the claims of the transcripts that have a report, newest transcript first."""
    order = {transcript: number for number, transcript in enumerate(reports)}
    numbers = ListNumbers({}, {}, {})
    rows = [
        (order[found.transcript], *make_cells(claim, numbers))
        for found in claims
        if found.transcript in order
        for claim in found.claims
    ]
    rows.sort(key=lambda row: row[0])
    return Catalogue(
        transcripts=list_reports(reports),
        periods=[describe_period(period) for period in numbers.periods],
        baselines=[(base, name_base(base) or "") for base in numbers.baselines],
        speakers=[(name, name_person(name) or "") for name in numbers.speakers],
        rows=rows[:MOST_FIRST],
        older=[
            rows[start : start + MOST_CLAIMS] for start in range(MOST_FIRST, len(rows), MOST_CLAIMS)
        ],
        total=len(rows),
        named=sum(bool(row[ENGLISH]) for row in rows),
        passing=sum(bool(row[-1]) for row in rows),
    )


def make_cells(claim: Claim, numbers: ListNumbers) -> SearchRow:
    """Return the cells of a claim's row but for the first, its transcript."""
    periods, baselines, speakers = numbers
    quantity = word_quantity(claim.value, claim.value_high, claim.unit, load_units())
    return (
        claim.id,
        claim.indicator_name.zh if claim.indicator_name else claim.indicator or "",
        claim.text,
        write_bound(claim.op),
        claim.value,
        claim.unit or "",
        quantity.zh,
        quantity.en,
        f"{claim.kind}_{claim.direction}",
        periods.setdefault(claim.period or "", len(periods)),
        baselines.setdefault(claim.baseline or "", len(baselines)),
        claim.modality,
        speakers.setdefault(claim.speaker or "", len(speakers)),
        "doubtful" if claim.doubtful else "sure",
        get_english(claim.indicator_name),
        int(claim.salience == "passing"),
    )


def describe_period(period: str) -> tuple[str, str, str]:
    """Return a period as recorded and as it is read in both languages."""
    words = word_period(period)
    return period, words.zh, words.en
