"""Arranges the records of one transcript in the order in which its page shows them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.glossary.english import get_english
from pipeline.measure.period import word_period
from pipeline.measure.units import load_units
from pipeline.measure.words import word_quantity
from pipeline.publish.pages.strips import Strip, lay_out_strip
from pipeline.publish.permalinks import name_claims
from pipeline.publish.rubrics import is_rubric
from pipeline.publish.warnings import Warned, count_open, find_warnings
from pipeline.records.base import Bilingual
from pipeline.records.claims import Check, Claim
from pipeline.records.classification import AnswerClassification
from pipeline.records.exchanges import Exchange, Question
from pipeline.records.phrases import Phrase
from pipeline.records.segmentation import Section, Segmentation, Speaker, Turn
from pipeline.report.categories import choose_subjects
from pipeline.report.cautions import MOST_LISTED, Cautions, choose_cautions
from pipeline.report.fulltext import Mark, ShownPassage, lay_out_text
from pipeline.report.key_figures import choose_figures, keep_timed
from pipeline.report.shown import show_beginning
from pipeline.report.target_pairs import TargetPair, pair_targets
from pipeline.stages import Line

SNIPPET = 90
"""Characters of a turn that the overview shows."""
MOST_CLAIMS = 2000
"""Claims that a page lists and marks in the text; a browser stays quick with so many."""
SORTED_DECIMALS = 6
"""Digits behind the point that sorting by value looks at."""


class TurnLine(NamedTuple):
    """One question or answer in the overview; a question with its headline and its parts.

    `category` is how the answer was classified.
    """

    turn: Turn
    snippet: str
    claims: int
    headline: str | None
    questions: Sequence[Question]
    category: AnswerClassification | None


class SectionOutline(NamedTuple):
    """A section in the overview; None for the turns that stand under no heading."""

    section: Section | None
    heading: str
    phrases: tuple[Phrase, ...]
    turns: Sequence[TurnLine]
    category: str | None = None
    """The policy hotspot that most of it is about."""


class ClaimRow(NamedTuple):
    """A claim as it is read; the quote is cut around its number.

    The page has a sentence once: where it holds several numbers, the rows after the first have
    the words beside theirs, and `sentence_in` is the id of the first.
    """

    claim: Claim
    quantity: Bilingual
    period: Bilingual | None
    heading: str
    before: str
    after: str
    sentence_in: str | None
    key: str
    """What sorts claims by unit and then by value, where runs of digits are numbers."""
    named: bool
    """Whether its indicator has a name in English."""
    permalink: str


class PairRow(NamedTuple):
    """An outcome beside its target, and both as a picture."""

    outcome: ClaimRow
    target: ClaimRow
    strip: Strip


class Glance(NamedTuple):
    """The transcript summed up in a few of its own words."""

    officials: tuple[Speaker, ...]
    reporters: tuple[Speaker, ...]
    phrases: tuple[Phrase, ...]
    said: Mapping[str, tuple[Phrase, ...]]
    """The phrases of each speaker, by name."""
    figures: tuple[ClaimRow, ...]
    targets: Mapping[str, ClaimRow]
    """The target for a figure, by the id of the figure, where the transcript names one."""


class View(NamedTuple):
    """A transcript's page. Sections are named by heading (热点二：5G) and by title (5G).

    Of a text that is too long it has the beginning, while `line` is all of it. `compared` is
    whether any answer is held against its heading; `disagreeing` are the places of those that
    disagree.
    """

    line: Line
    shown: int
    """Characters of the text that it has."""
    headings: Mapping[str, str]
    titles: Mapping[str, str]
    exchanges: tuple[Exchange, ...]
    """Those of a transcript without headings: its table of contents."""
    glance: Glance
    warnings: tuple[Warned, ...]
    cautions: Cautions
    doubts: int
    """How many places of the text a person should look at, listed or not."""
    checks: tuple[Check, ...]
    sections: list[SectionOutline]
    rows: list[ClaimRow]
    pairs: list[PairRow]
    answers: Sequence[AnswerClassification]
    turns: Mapping[str, Turn]
    compared: bool
    disagreeing: frozenset[int]
    passages: list[ShownPassage]


def make_view(line: Line) -> View:
    """Return what the page of a transcript shows, in order."""
    shown = show_beginning(line)
    transcript, segmentation = shown.clean, shown.segment
    headings = {
        section.id: transcript.text[section.heading.start : section.heading.end].strip()
        for section in segmentation.sections
    }
    cautions = choose_cautions(line, len(transcript.text))
    claims = shown.claims.claims[:MOST_CLAIMS]
    marks = [Mark(c.start, c.end, "claim", f"q-{c.id}", c.id, c.modality) for c in claims]
    rows = {row.claim.id: row for row in make_rows(claims, segmentation, headings)}
    pairs = list(pair_targets(claims))
    return View(
        line=line,
        shown=len(transcript.text),
        headings=headings,
        titles={section.id: section.title for section in segmentation.sections},
        exchanges=() if headings else segmentation.exchanges,
        glance=make_glance(shown, rows, pairs),
        warnings=tuple(find_warnings(line)),
        cautions=cautions,
        doubts=count_open(line),
        checks=line.claims.checks[:MOST_LISTED],
        sections=list(list_sections(shown, headings)),
        rows=list(rows.values()),
        pairs=[
            PairRow(rows[pair.outcome.id], rows[pair.target.id], lay_out_strip(*pair))
            for pair in pairs
        ],
        answers=shown.classify.answers[:MOST_LISTED],
        turns={turn.id: turn for turn in segmentation.turns},
        compared=any(answer.content_section for answer in line.classify.answers),
        disagreeing=frozenset(flag.start for flag in line.classify.flags),
        passages=lay_out_text(transcript, segmentation, (*cautions.marks, *marks)),
    )


def list_subjects(titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the sections by what they are about, rubrics left out where there are others.

    >>> list_subjects({"s1": "新闻摘要", "s2": "秋粮收购"})
    [('s2', '秋粮收购')]
    """
    named = [(place, title) for place, title in titles.items() if not is_rubric(title)]
    return named or list(titles.items())


def list_sections(line: Line, headings: Mapping[str, str]) -> Iterator[SectionOutline]:
    """Yield the sections with their phrases and turns, then the turns outside of any."""
    phrases = {part.section: part.phrases for part in line.phrases.sections}
    claims = Counter(claim.turn for claim in line.claims.claims)
    turns: defaultdict[str | None, list[TurnLine]] = defaultdict(list)
    headlines = {exchange.turn: exchange.headline for exchange in line.segment.exchanges}
    categories = {found.turn: found for found in line.classify.answers}
    questions: defaultdict[str, list[Question]] = defaultdict(list)
    for question in line.segment.questions:
        questions[question.turn].append(question)
    for turn in line.segment.turns:
        if turn.section is None and turn.kind == "narration":
            continue
        words = line.clean.text[turn.start : min(turn.end, turn.start + SNIPPET)]
        snippet = " ".join(words.split()) + ("…" if turn.end - turn.start > SNIPPET else "")
        asked = headlines.get(turn.id), questions[turn.id]
        told = TurnLine(turn, snippet, claims[turn.id], *asked, categories.get(turn.id))
        turns[turn.section].append(told)
    subjects = choose_subjects(line.classify, line.segment.turns)
    for section in line.segment.sections:
        said, subject = phrases.get(section.id, ()), subjects.get(section.id)
        yield SectionOutline(section, headings[section.id], said, turns[section.id], subject)
    if turns[None]:
        yield SectionOutline(None, "", (), turns[None])


def make_rows(
    claims: Sequence[Claim], segmentation: Segmentation, headings: Mapping[str, str]
) -> Iterator[ClaimRow]:
    """Yield claims in reading order, worded."""
    starts = {sentence.id: sentence.start for sentence in segmentation.sentences}
    names = name_claims(claims)
    first: dict[tuple[str, str], str] = {}
    for claim in claims:
        told = first.setdefault((claim.sentence, claim.quote), claim.id)
        whole, _, fraction = claim.value.partition(".")
        start = claim.start - starts.get(claim.sentence, claim.start - claim.quote.find(claim.text))
        yield ClaimRow(
            claim=claim,
            quantity=word_quantity(claim.value, claim.value_high, claim.unit, load_units()),
            period=word_period(claim.period) if claim.period else None,
            heading=headings.get(claim.section or "", ""),
            before=claim.quote[:start],
            after=claim.quote[start + claim.end - claim.start :],
            sentence_in=told if told != claim.id else None,
            key=f"{claim.unit or ''} {whole}.{fraction[:SORTED_DECIMALS]:0<{SORTED_DECIMALS}}",
            named=bool(get_english(claim.indicator_name)),
            permalink=names[claim.id],
        )


def make_glance(line: Line, rows: Mapping[str, ClaimRow], pairs: Sequence[TargetPair]) -> Glance:
    """Return who speaks, the words of most weight and the key figures."""
    speakers, phrases = line.segment.speakers, line.phrases
    by_section: dict[str | None, tuple[Phrase, ...]] = {None: phrases.phrases}
    by_section |= {part.section: part.phrases for part in phrases.sections}
    timed = keep_timed([row.claim for row in rows.values()], line.clean)
    figures = choose_figures(timed, pairs, by_section)
    return Glance(
        officials=tuple(person for person in speakers if person.role != "reporter"),
        reporters=tuple(person for person in speakers if person.role == "reporter"),
        phrases=by_section[None],
        said={part.speaker: part.phrases for part in phrases.speakers},
        figures=tuple(rows[claim.id] for claim in figures),
        targets={pair.outcome.id: rows[pair.target.id] for pair in pairs},
    )
