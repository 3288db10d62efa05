"""Assembly: the quantities of one sentence become claims, with what was said before in mind."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from pipeline.claims.find.passage import Passage
from pipeline.claims.find.quantities import Quantity
from pipeline.claims.lexicon import DirectionName, Lexicon
from pipeline.claims.read import indicator as indicators
from pipeline.claims.read import lists
from pipeline.claims.read.drafts import Draft, Setting
from pipeline.claims.read.noun_phrase import find_boundary
from pipeline.claims.read.predicate import clause_start, read_context
from pipeline.claims.read.times import Time, resolve
from pipeline.records.base import Span

CLAUSE = re.compile(r"[，。；：！？,;!?\n]|——")
YEARLY = re.compile(r"每年|年均|每月|每天")
YEAR = re.compile("[0-9]{4}")
CUMULATIVE = re.compile(r"累计|已经?(?!故|知)|目前|迄今|至今|现有|总计|一共")
NOUN_OF_PLAN = re.compile(
    r"(?:行动|专项|[一二三五十]年|(?<![0-9])[0-9]{1,2}年|[一五目个超按]|完成(?:全?年度?)?|实施|[”》])\Z"
)
COUNTABLE = frozenset({"classifier", "bare", "money", "rate", "measure"})
"""Types of quantities that the noun after them may name."""
WINDOW = 400
"""Characters: how far back in its sentence a quantity's words are looked for."""
OPENING = 3
"""Characters: a time that stands so near a sentence's beginning holds for the next ones too."""


def read_sentence(
    passage: Passage, start: int, end: int, setting: Setting, lexicon: Lexicon
) -> list[Draft]:
    """Return the drafts of a sentence's claims, and leave its times and frame in the setting."""
    text = passage.text
    quantities, times = passage.quantities_in(start, end), passage.times_in(start, end)
    for match in lexicon.frame_pattern.finditer(text, start, end):
        opened = lexicon.frames[match[0]]
        begins = match.start() - start <= OPENING or text[match.start() - 1] in "，；："
        if opened.value != setting.frame and (begins or not opened.opening):
            setting.frame = opened.value
            setting.period = setting.period_span = None
    moments = resolve_times(times, setting)
    moment_starts = [m.start for m in moments]
    drafts: list[Draft] = []
    if quantities:
        breaks = [start, *(m.end() for m in CLAUSE.finditer(text, start, end))]
        for i, quantity in enumerate(quantities):
            following = quantities[i + 1].start if i + 1 < len(quantities) else end
            low = max(start, quantity.start - WINDOW)
            near = passage.times_in(low, quantity.start)
            named = moments[
                bisect_left(moment_starts, low) : bisect_left(moment_starts, quantity.start)
            ]
            previous = drafts[-1] if drafts else None
            draft = read_draft(text, low, following, quantity, breaks, near, previous, lexicon)
            set_modality(text, low, draft, breaks, setting, lexicon)
            set_period(text, low, draft, breaks, named, previous, setting)
            drafts.append(draft)
        lists.share_nouns(text, drafts, lexicon)
        lists.distribute(text, drafts)
    for moment in moments:
        opens = moment.start - start <= OPENING or text[moment.start - 1] in "，：；"
        if opens and not moment.passing:
            setting.period, setting.period_span = moment.period, moment.span
            setting.fleeting = moment.fleeting
    return drafts


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression with its period.

    `passing` times hold for their own sentence only, `fleeting` ones for their paragraph.
    """

    start: int
    end: int
    period: str
    passing: bool
    fleeting: bool

    @property
    def span(self) -> Span:
        """Return the characters of the expression."""
        return Span(start=self.start, end=self.end)


def resolve_times(times: Sequence[Time], setting: Setting) -> list[Moment]:
    """Return the periods that a sentence names, in order."""
    moments = []
    for time in times:
        period, year = resolve(time, setting.reference())
        if year is not None and not time.baseline:
            setting.spoken = year
        if period and not time.baseline:
            passing = time.match["now"] is not None
            fleeting = time.match["today"] is not None or "/" in period
            moments.append(Moment(time.start, time.end, period, passing, fleeting))
    return moments


def read_draft(
    text: str,
    start: int,
    following: int,
    quantity: Quantity,
    breaks: Sequence[int],
    times: Sequence[Time],
    previous: Draft | None,
    lexicon: Lexicon,
) -> Draft:
    """Return a draft with what the words around its quantity say, and its indicator."""
    floor = max(start, previous.reading.follow) if previous else start
    low = clause_start(breaks, quantity.start, floor)
    next_break = bisect_left(breaks, quantity.end + 1)
    high = breaks[next_break] - 1 if next_break < len(breaks) else following
    high = max(quantity.end, min(high, following))
    reading = read_context(text, low, quantity, high, times, lexicon)
    draft = Draft(quantity, reading)
    gap = text[low : reading.subject_end]
    listed = previous and not gap.strip("、和及与 ") and low == floor and low < quantity.start
    if previous and listed and not any(g in ("change", "towards") for *_, g in reading.cues):
        share_predicate(previous, draft)
    if (
        any(gives == "towards" for *_, gives in reading.cues)
        and previous
        and reading.subject_end <= low
    ):
        draft.indicator, draft.inherited = previous.indicator, True
        return draft
    continues = previous is not None and reading.kind in ("change", "difference")
    right = indicators.find_right(text, quantity, reading, high, lexicon)
    changes = reading.kind in ("change", "difference") or reading.moves_to
    left = indicators.find_left(text, low, reading, quantity, times, lexicon)
    defined = lexicon.modality_after_pattern.match(text, reading.follow)
    if left and defined:
        left = indicators.skip_alike(text, left, defined[1])
    follows = text.startswith("的", reading.follow) and not left
    counted = (quantity.type in COUNTABLE and not changes) or follows
    if right and counted and not continues and not (left and changes) and quantity.type != "rank":
        draft.indicator = right
        set_noun_of_change(text, draft, lexicon)
        return draft
    draft.indicator = left
    if left is None and right and quantity.type == "rank":
        draft.indicator = indicators.skip_size(text, right)
    elif left is None:
        draft.inherited = True
        if previous:
            draft.indicator = previous.indicator
        else:
            draft.indicator = find_earlier(text, start, low, times, lexicon) or right
    elif not any(gives in ("change", "towards") for *_, gives in reading.cues):
        set_verb_of_change(text, draft, left, lexicon)
    if draft.indicator is None:
        draft.indicator = indicators.find_right(text, quantity, reading, high, lexicon, True)
    set_noun_of_change(text, draft, lexicon)
    return draft


def share_predicate(previous: Draft, draft: Draft) -> None:
    """Give a number in a list the predicate of the number before it: 分别增长75%、84%."""
    if previous.quantity.unit != draft.quantity.unit:
        return
    one, two = previous.reading, draft.reading
    two.kind, two.direction = one.kind, one.direction
    two.baseline, two.baseline_span = one.baseline, one.baseline_span
    two.respectively, two.predicate = one.respectively, one.predicate


def set_verb_of_change(text: str, draft: Draft, left: Span, lexicon: Lexicon) -> None:
    """Make a quantity a change where a verb before its noun says so: 下调利率0.5个百分点."""
    word = lexicon.tokenizer.tag(text[left.start : left.end])[0][0]
    cue = lexicon.before.get(word)
    rest = left.start + len(word)
    if cue is None or cue.gives != "change" or len(word) < 2 or left.end - rest < 2:
        return
    if draft.reading.kind == "rank" or text[rest] in "至到为":
        return
    draft.reading.kind, draft.reading.direction = "change", cast(DirectionName, cue.value)
    draft.indicator = Span(start=rest, end=left.end)


def set_noun_of_change(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Make a rate a change where its indicator ends in a noun of change: 涨幅, 增长率."""
    span = draft.indicator
    if span is None or draft.reading.kind != "level" or draft.quantity.type != "rate":
        return
    if draft.quantity.unit not in ("%", "‰") or draft.inherited:
        return
    for word, direction in lexicon.change_nouns.items():
        if text.endswith(word, span.start, span.end):
            draft.reading.kind, draft.reading.direction = "change", direction


def find_earlier(
    text: str, start: int, low: int, times: Sequence[Time], lexicon: Lexicon
) -> Span | None:
    """Return the subject of the clause before, for a clause that has none of its own."""
    if low <= start:
        return None
    begin = start
    for time in times:
        if time.end < low and time.start - begin <= OPENING:
            begin = time.end
    while begin < low and text[begin] in "，、 的":
        begin += 1
    stop = min(low - 1, begin + 20)
    comma = text.find("，", begin, stop)
    stop = comma if comma >= 0 else stop
    stop = find_boundary(text, begin, stop, lexicon, counts_people=False) if begin < stop else stop
    return indicators.trim(text, begin, stop)


def set_modality(
    text: str, start: int, draft: Draft, breaks: Sequence[int], setting: Setting, lexicon: Lexicon
) -> None:
    """Set whether the claim is an outcome, a target, a limit or a forecast."""
    quantity = draft.quantity
    defined = lexicon.modality_after_pattern.match(text, draft.reading.follow)
    if defined:
        draft.modality = lexicon.modalities_after[defined[1]]
        draft.modality_span = Span(start=defined.start(1), end=defined.end(1))
        return
    clause = clause_start(breaks, quantity.start, start)
    done = False
    for match in reversed(list(lexicon.find_modalities(text, start, quantity.start))):
        value = lexicon.modalities[match[0]]
        if match[0] in ("计划", "规划", "目标") and (
            NOUN_OF_PLAN.search(text[max(0, match.start() - 4) : match.start()])
            or text[match.end() : match.end() + 1] in "，。、”》）"
        ):
            continue
        own = clause_start(breaks, match.start(), start)
        if value == "actual":
            done = True
            if match.start() < clause:
                break
            continue
        if done and value == "target":
            break
        if value == "target" and own == clause:
            expected = find_forecast(text, clause, match.start(), lexicon)
            if expected:
                draft.modality, draft.modality_span = "forecast", expected
                return
        if own == clause or (not done and match.start() - own <= 8):
            draft.modality = value
            draft.modality_span = Span(start=match.start(), end=match.end())
            return
        if done:
            break
    if setting.frame == "plan" and not done:
        draft.modality = "target"


def find_forecast(text: str, start: int, end: int, lexicon: Lexicon) -> Span | None:
    """Return the first word of forecast: 预计明年将为居民减负 states no target."""
    for match in lexicon.find_modalities(text, start, end):
        if lexicon.modalities[match[0]] == "forecast":
            return Span(start=match.start(), end=match.end())
    return None


def set_period(
    text: str,
    start: int,
    draft: Draft,
    breaks: Sequence[int],
    named: Sequence[Moment],
    previous: Draft | None,
    setting: Setting,
) -> None:
    """Set the period: the last one named before the quantity, else the one that still holds."""
    quantity = draft.quantity
    year, month = setting.year, setting.month
    clause = clause_start(breaks, quantity.start, start)
    accumulated = draft.modality == "actual" and CUMULATIVE.search(text, clause, quantity.start)
    if draft.modality in ("target", "forecast"):
        named = [
            m
            for m in named
            if not m.passing
            and not (year and m.period < f"{year}" and YEARLY.search(text, m.end, quantity.start))
        ]
    follows = previous is not None and previous.quantity.end > clause
    if (
        previous
        and previous.interval
        and YEARLY.search(text, previous.quantity.end, quantity.start)
    ):
        draft.period, draft.period_span = previous.interval, previous.period_span
    elif named and not (follows and previous and previous.quantity.start > named[-1].start):
        draft.period, draft.period_span = named[-1].period, named[-1].span
    elif previous and (follows or previous.reading.moves_to):
        draft.period, draft.period_span = previous.period, previous.period_span
        if draft.reading.moves_to and previous.interval:
            draft.period = previous.interval
    elif accumulated and setting.frame is None and year:
        pass
    elif draft.modality in ("actual", "limit") or setting.frame == "plan":
        draft.period, draft.period_span = setting.period, setting.period_span
    if draft.period is None and year:
        if draft.modality == "target" and setting.frame == "plan":
            draft.period = f"{year}"
        elif accumulated:
            draft.period = f"/{year}-{month:02}" if month else f"/{year}"
        elif draft.modality == "actual" and setting.frame == "review":
            draft.period = f"{year - 1 if month and month <= 3 else year}"
    if draft.period and re.fullmatch("[0-9]{4}/[0-9]{4}", draft.period):
        draft.interval = draft.period
        first, last = draft.period.split("/")
        if draft.reading.moves_from:
            draft.period = first
        elif draft.reading.moves_to:
            draft.period = last
    elif draft.reading.moves_to and previous and previous.reading.moves_from:
        ends = (previous.period, draft.period)
        if all(end and YEAR.fullmatch(end) for end in ends) and ends[0] != ends[1]:
            draft.interval = "/".join(filter(None, ends))
    if draft.modality == "actual" and draft.period and year:
        last = draft.period.split("/")[-1]
        if int(last[:4]) > year:
            draft.modality = "forecast" if setting.forecast else "target"
    setting.forecast = draft.modality == "forecast"
    if quantity.unit == "年" and draft.period and "起" in text[quantity.start - 6 : quantity.start]:
        first = draft.period[:4]
        if first.isdecimal():
            draft.period = f"{first}/{int(first) + int(quantity.value) - 1}"
