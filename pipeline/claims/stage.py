"""Reads the clean text and its structure; writes each numeric claim with its fields and checks.

Numerals are found in the characters of the text, not in tokens. A numeral with its unit that no
exclusion refuses is a claim; the closed class of words around it gives op, kind, direction,
baseline and modality, the noun phrase beyond them the indicator, and the time expressions of
sentence and turn the period.
"""

import argparse
import re
from bisect import bisect_left
from collections.abc import Collection, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypedDict

from pipeline.artefacts import read
from pipeline.claims.checks import check_claims
from pipeline.claims.explain import explain_claims
from pipeline.claims.find.audit import audit, summarise_audit
from pipeline.claims.find.passage import Passage, read_passage
from pipeline.claims.find.quantities import find_rounding
from pipeline.claims.read.doubts import describe_doubts, quote_span
from pipeline.claims.read.drafts import Draft, make_setting
from pipeline.claims.read.lexicon import Lexicon, load_lexicon
from pipeline.claims.read.naming import name_draft
from pipeline.claims.read.sentence import read_sentence
from pipeline.claims.salience import SalienceSigns, find_salience
from pipeline.claims.tables import read_tables
from pipeline.kept import write_each
from pipeline.knowledge import load_message_file
from pipeline.language.fold import fold
from pipeline.limits import MOST_NUMERALS
from pipeline.measure.manner import read_manner
from pipeline.measure.period import Period
from pipeline.measure.units import Base, Units
from pipeline.measure.words import write_decimal
from pipeline.provenance import find_source_span
from pipeline.records.base import Flag
from pipeline.records.claims import Claim, Statistic, TranscriptClaims
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation, Sentence, Turn
from pipeline.records.transcript import Transcript

FLAGS = Path(__file__).with_name("flags.toml")
LONGEST_QUOTE, AROUND = 500, 60
"""Characters of a sentence that is quoted whole, and of a longer one on either side of a claim:
what quotes a text without full stops must not grow with its square."""
OPENING_YEAR = re.compile("(?:19|20)[0-9]{2}(?=[年-])")
REPORT_YEAR = re.compile("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
WORK_REPORT = "政府工作报告"
CONGRESS_MONTH = "03"


class Measured(TypedDict):
    """Fields of a claim that follow from its quantity, its period and the words about it."""

    rounding: str
    dimension: str | None
    base_unit: str | None
    base_value: str | None
    base_value_high: str | None
    statistic: Statistic | None
    flow: bool
    respectively: bool
    period_start: str | None
    period_end: str | None


class PlacedDraft(NamedTuple):
    """A draft with its sentence and turn; of a cell with the indicator that the heads tell."""

    sentence: Sentence
    turn: Turn
    draft: Draft
    indicator: str | None = None


def find_claims(
    transcript: Transcript, segmentation: Segmentation, lexicon: Lexicon
) -> TranscriptClaims:
    """Return every numeric claim of a transcript in reading order, and the checks between them.

    Of an absurd text it is those of the first MOST_NUMERALS numerals, and a flag that says so.
    Names are in simplified characters, so that texts of all places have one for a thing.
    """
    claims: list[Claim] = []
    passage = read_passage(transcript.text, lexicon.finder)
    rows = frozenset(block.start for block in transcript.blocks if block.kind == "table")
    drafts = find_drafts(passage, find_said(transcript), segmentation, lexicon, rows)
    found = list(drafts)
    if rows:
        found += find_cell_drafts(transcript, segmentation, lexicon, passage.end)
        found.sort(key=lambda one: one.draft.quantity.start)
    for one in found:
        measured = measure_draft(one.draft, passage.text, lexicon.finder.units)
        if one.indicator is None:
            name_draft(passage.text, one.draft, lexicon, measured["statistic"])
        claim = make_claim(transcript, one, len(claims) + 1, measured)
        salience = find_salience(claim, lexicon.finder.units, SalienceSigns.load())
        update = {"salience": salience} | ({"indicator": one.indicator} if one.indicator else {})
        claims.append(claim.model_copy(update=update))
    return TranscriptClaims(
        transcript=transcript.transcript,
        claims=tuple(claims),
        checks=check_claims(claims, transcript.text),
        flags=tuple(flag_unread(passage)),
    )


def find_said(transcript: Transcript) -> str | None:
    """Return when a transcript was said: its date, else the year that its title or name tells.

    A government reports on its work when its congress meets, in the first quarter of a year.
    """
    if transcript.date:
        return transcript.date
    for words in map(fold, (transcript.title or "", transcript.transcript)):
        reported = REPORT_YEAR.search(words) if WORK_REPORT in words else None
        if reported:
            return f"{reported[0]}-{CONGRESS_MONTH}"
        if opened := OPENING_YEAR.match(words):
            return opened[0]
    return None


def flag_unread(passage: Passage) -> Iterator[Flag]:
    """Yield the flag of a text with too many numerals, from the first that is not read."""
    if passage.end < len(passage.text):
        yield Flag(
            start=passage.end,
            end=len(passage.text),
            code="numbers_unread",
            message=load_message_file(FLAGS)["numbers_unread"].fill(count=MOST_NUMERALS),
        )


def find_cell_drafts(
    transcript: Transcript, segmentation: Segmentation, lexicon: Lexicon, end: int
) -> Iterator[PlacedDraft]:
    """Yield the drafts of the cells of tables.

    `end` is where the reading of numerals ends.
    """
    turns = {turn.id: turn for turn in segmentation.turns}
    cells = read_tables(transcript, lexicon, end)
    starts = [cell.draft.quantity.start for cell in cells]
    for sentence in segmentation.analysed:
        for k in range(bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)):
            turn = turns[sentence.turn]
            yield PlacedDraft(sentence, turn, cells[k].draft, cells[k].indicator)


def find_drafts(
    passage: Passage,
    date: str | None,
    segmentation: Segmentation,
    lexicon: Lexicon,
    rows: Collection[int] = (),
) -> Iterator[PlacedDraft]:
    """Yield the drafts of all claims that sentences make.

    `rows` is where rows of tables begin, which are no sentences.
    """
    turns = {turn.id: turn for turn in segmentation.turns}
    sections = {section.id: section for section in segmentation.sections}
    setting = make_setting(date, passage.times)
    for sentence in segmentation.analysed:
        if sentence.start in rows:
            continue
        turn = turns[sentence.turn]
        setting.enter(name_voice(turn), sentence.paragraph, turn.kind)
        if sentence.section != setting.section:
            setting.section = sentence.section
            if sentence.section is not None:
                heading = sections[sentence.section].heading
                setting.in_heading = True
                read_sentence(passage, heading.start, heading.end, setting, lexicon)
                setting.in_heading = False
        for draft in read_sentence(passage, sentence.start, sentence.end, setting, lexicon):
            yield PlacedDraft(sentence, turn, draft)


def name_voice(turn: Turn) -> str:
    """Return what a turn's times and plans hold for: itself, or the whole of a speech."""
    return turn.id if turn.kind in ("question", "answer") else f"speech of {turn.speaker}"


def make_claim(
    transcript: Transcript, placed: PlacedDraft, number: int, measured: Measured
) -> Claim:
    """Return a draft as a record; its texts are quoted as they are written."""
    sentence, turn, draft, _ = placed
    text, quantity, predicate = transcript.text, draft.quantity, draft.predicate
    source_start, source_end = find_source_span(transcript.runs, quantity.start, quantity.end)
    return Claim.model_construct(
        start=quantity.start,
        end=quantity.end,
        id=f"c{number}",
        transcript=transcript.transcript,
        section=sentence.section,
        turn=turn.id,
        speaker=turn.speaker,
        role=turn.role,
        sentence=sentence.id,
        source_start=source_start,
        source_end=source_end,
        text=text[quantity.start : quantity.end],
        quote=quote_sentence(text, sentence, quantity.start, quantity.end),
        value=write_decimal(quantity.value),
        value_high=None if quantity.value_high is None else write_decimal(quantity.value_high),
        op=predicate.op,
        unit=quantity.unit,
        kind=predicate.kind,
        direction=predicate.direction,
        indicator=quote_span(text, draft.indicator),
        item=draft.item,
        indicator_name=draft.name,
        period=draft.period,
        baseline=predicate.baseline,
        modality=draft.modality,
        pattern=quantity.pattern,
        indicator_span=draft.indicator,
        period_span=draft.period_span,
        baseline_span=predicate.baseline_span,
        modality_span=draft.modality_span,
        **describe_doubts(text, draft),
        **measured,
    )


def measure_draft(draft: Draft, folded: str, units: Units) -> Measured:
    """Return what follows from a draft: its value in base units, its days, how it was made."""
    quantity = draft.quantity
    base = units.find_base(quantity.unit)
    manner = read_manner(folded, quantity.start, draft.indicator)
    period = Period.parse(draft.period)
    start, end = (period.start, period.end) if period else (None, None)
    return Measured(
        rounding=write_decimal(find_rounding(quantity)),
        dimension=base.dimension,
        base_unit=base.unit if base.dimension else None,
        base_value=scale_to_base(quantity.value, base),
        base_value_high=scale_to_base(quantity.value_high, base),
        statistic=manner.statistic,
        flow=manner.flow,
        respectively=manner.respectively or draft.predicate.respectively,
        period_start=start.isoformat() if start else None,
        period_end=end.isoformat() if end else None,
    )


def scale_to_base(value: Decimal | None, base: Base) -> str | None:
    """Return a value in the base unit, where its unit has one."""
    return None if value is None or not base.dimension else write_decimal(value * base.factor)


def quote_sentence(text: str, sentence: Sentence, start: int, end: int) -> str:
    """Return the sentence of a claim; of a monstrous one, the part around the claim."""
    low, high = sentence.start, sentence.end
    if high - low > LONGEST_QUOTE:
        low, high = max(low, start - AROUND), min(high, end + AROUND)
    return text[low:high]


def main(argv: list[str]) -> None:
    """Run the stage on a batch, account for its numerals, or explain one sentence."""
    parser = argparse.ArgumentParser(prog="python -m pipeline claims", description=__doc__)
    parser.add_argument("--clean", type=Path, help="artefact of the stage clean")
    parser.add_argument("--segment", type=Path, help="artefact of the stage segment")
    parser.add_argument("--output", type=Path)
    parser.add_argument(
        "--audit", action="store_true", help="print what became of all numerals, write nothing"
    )
    parser.add_argument("--explain", metavar="SENTENCE", help="print what is found in it, and why")
    parser.add_argument("--date", help="ISO date of the sentence to explain")
    arguments = parser.parse_args(argv)
    if arguments.explain is not None and not arguments.explain.strip():
        parser.error("--explain takes a sentence")
    lexicon = load_lexicon()
    if arguments.explain is not None:
        print("\n".join(explain_claims(arguments.explain, arguments.date, lexicon)))
        return
    given = arguments.clean and arguments.segment
    if not given or not (arguments.output or arguments.audit):
        parser.error("give --clean, --segment and --output or --audit; or give --explain")
    find = partial(find_claims, lexicon=lexicon)
    if arguments.audit:
        pairs = zip(
            read(arguments.clean, Transcript),
            read(arguments.segment, Segmentation),
            strict=True,
        )
        audits = (
            (one, audit(one, two, find(one, two), lexicon.finder))
            for one, two in pairs
            if not isinstance(one, Problem) and not isinstance(two, Problem)
        )
        print("\n".join(summarise_audit(audits, lexicon.finder)))
        return
    write_each(
        "claims",
        arguments.output,
        find,
        (arguments.clean, Transcript),
        (arguments.segment, Segmentation),
    )
