"""Periods: which of the times that a text names a claim is of, or the time of the text itself.

Candidates are the times named before the claim in its sentence, the next one after it, the
period of the claim before, the times with which earlier sentences opened, what the date of the
document gives (its year, the year before, up to now), and none.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipeline.claims.read import derived
from pipeline.claims.read.dating import ENDS, REVIEWED
from pipeline.claims.read.derived import DIRECT, Dated
from pipeline.claims.read.drafts import Clause, Draft, Moment, Setting
from pipeline.claims.read.facts import REPORTING, YEARLY, find_shape, find_time_facts
from pipeline.claims.read.features import OWN_SOURCES
from pipeline.claims.read.moments import OWN_BRACKET, begins_move, is_of_bracket, tell_now
from pipeline.claims.read.months import find_months, last_moment
from pipeline.claims.read.nearby import relate_words
from pipeline.claims.read.weighing import Candidate, Choice, choose, relate, tell
from pipeline.records.base import Span

NAMED = 3
"""How many of the times named before a claim in its sentence are candidates."""
WITHIN = re.compile("(?!的)[^，。；：、\\n]{1,16}?的")
"""Behind a time that dates what modifies a thing, not the number: 去年竣工|的电站可发电5亿度."""
CLAUSE_BREAK = re.compile("[，,；：]")
ITSELF = re.compile(
    "，?(?:[^，。；：、0-9]{1,6}?[为是达有])?(?:则|仅|只|才|还|是|为|有|约|近|的|不[到足]|超过?)*"
    "(?:增[加长]|减少|上[升涨]|下[降跌]|净?[增减]|盈利|亏损|[顺逆]差|赤字|盈余|净流[入出])?"
)
"""What stands between the time that a clause begins with and its number: 上年同期|为5%."""
OF_THAT_TIME = re.compile("的?[^，。；：、0-9]{1,10}")
"""The same where a value moves from that number: 较上年同期总收益|12亿元增长5%."""
MOVES = re.compile(
    "相[比较]|的?[^，。；：、（0-9]{0,6}?(?:[增涨减]|上升|下[降跌]|回[升落]|提[高升]|扩大|收窄|[多少高低]了?(?=[0-9]))"
)
"""Behind a number from which a value moves."""
SAME_TIME = re.compile("同[期月季日]|这个?时候|水平")
"""Behind the year of a number that another is held against: 去年|同期的5%."""
SHARE_OF = ("至", "到", "为", "是", "达", "相当于")
"""Before the time of what a value is a share of: 恢复至|2019年同期的90%."""
MEASURED_BY = ("为", "是", "相当于", "恢复到", "恢复至")
"""The same where no 同期 follows: 相当于|2019年的90%, and not 提高到|2025年的90%."""
MEAN = re.compile("年均|[二两三四五六七八九十]年(?:来)?平均")
"""What growth is that is of no year by itself."""
FARTHEST_BRACKET = 60
"""Characters before it in which they open."""
COUNTED_AS = {"classifier": "count", "money": "amount", "measure": "amount", "rate": "rate"}
"""Type of a number → what it is to the length of its period."""
LIES_FOR = {"actual": "told", "target": "aimed", "forecast": "aimed"}
"""Modality → what it is to where its period lies."""
GRAIN_BY_LENGTH = {4: "year", 7: "month", 9: "years", 10: "day"}
EARLIER = ("previous", "lead", "carried", "last", "passing")
"""Where a time is from that was told before."""
UNSURE = 0.6
"""Confidence below which the time of the claim before says less of the next."""
PUBLISHED = 6
"""Month up to which the figures of the year before are published."""


def choose_period(
    clause: Clause, draft: Draft, moments: Sequence[Moment], setting: Setting
) -> Choice[Dated]:
    """Return the choice of a claim's period."""
    facts = tuple(find_time_facts(clause, draft, setting))
    said_nearby = relate_words(draft.nearby, clause.lexicon.nearby["period"])
    found: dict[str | None, Candidate[Dated]] = {}

    def add(dated: Dated, source: str, features: list[str]) -> None:
        own = found.get(dated.period)
        if own is None:
            own = found[dated.period] = Candidate(dated, [])
            own.features.extend(describe_years(dated.period, draft, clause, facts, setting))
        own.features.append(source)
        own.features.extend(features)
        if source in OWN_SOURCES:
            own.features.extend(relate(source, facts))
            own.features.extend(said_nearby.get(source, ()))

    shape = find_shape(clause, draft, facts)
    grows = draft.predicate.kind == "change" and draft.quantity.type == "rate"
    accumulated = "accumulated" in facts and not grows
    present = tell_present(setting)
    late = setting.month is not None and setting.month >= ENDS
    before = clause.previous or setting.last
    reviewed = before and (before.period or "").startswith(f"{(setting.year or 0) - 1}")
    said = tuple(tell("", aimed=draft.modality != "actual", late=late, reviewed=reviewed))
    for dated, source, features in find_sources(clause, draft, moments, setting):
        if accumulated and dated.period and source not in OWN_SOURCES:
            up_to = Dated(f"/{last_moment(dated.period)}", dated.span)
            if up_to.period != present:
                add(up_to, source, [*features, "sum"])
        for one, name in derived.find_interval_ends(clause, draft, dated, shape):
            if source == "title" and name == "end":
                continue
            add(one, source, [*features, name])
            if name.startswith("plan."):
                features = [*features, f"plan.whole.{shape}"]
        if source != "compared" and (earlier := derived.find_earlier(clause, draft, dated)):
            add(earlier, source, features)
        if over := derived.find_year_over(clause, dated, setting):
            add(over, source, [*features, "over", *relate("over", said)])
        if year := derived.find_year_of_edge(clause, dated):
            add(year, source, [*features, "edge", *relate("edge", said)])
        if source in EARLIER and (year := derived.find_year_of_end(clause, dated)):
            add(year, source, [])
        if run := derived.find_run(clause, draft, dated):
            add(run, source, [*features, "run"])
        add(dated, source, features)
    mean = grows and MEAN.search(clause.text, clause.low, draft.quantity.start)
    spans = [one for one in found.values() if mean and is_of_years(one.value.period)]
    return choose(spans or list(found.values()), clause.lexicon.weights["period"], are_alike)


def are_alike(one: Dated, two: Dated) -> bool:
    """Return whether two periods say the same: a stock by now is a stock now."""
    return (one.period or "").lstrip("/") == (two.period or "").lstrip("/")


def find_sources(
    clause: Clause, draft: Draft, moments: Sequence[Moment], setting: Setting
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the periods that a claim may be of, where each comes from, and its features."""
    start, previous = draft.quantity.start, clause.previous
    past = [m for m in moments if m.start < start and not begins_move(clause.text, m, previous)]
    before = [
        m for m in past if not m.compared and not is_bracketed(clause.text, m.start, m.end, start)
    ]
    if past and past[-1].compared:
        yield from find_compared(clause.text, past[-1], draft)
    base = next((m for m in reversed(past) if m.compared), setting.base)
    if base and draft.predicate.moves_from and len(base.period) == len("2024"):
        yield Dated(base.period, base.span), "compared", ["compared.has.base"]
    led = [m for m in before if dates_a_thing(clause.text, m, before[0], start)]
    each = derived.find_each(clause, draft, before)
    spent = [] if each or draft.inherited else [moment.span for moment in past if moment.listed]
    before = [moment for moment in before if moment.span not in spent]
    if previous and previous.period_span in spent:
        here = (one for where, one in clause.told if where == "here")
        previous = next((one for one in here if one.period_span not in spent), None)
    if each:
        run = [] if each in before else describe_named(clause, draft, each, 0)
        yield Dated(each.period, each.span), "named", ["named.has.each", *run]
    if joint := derived.find_joint(clause, draft, before):
        yield joint, "named", ["named.has.joint"]
    for moment in led[-1:]:
        yield Dated(moment.period, moment.span), "named", ["named.has.led"]
    ranked = [moment for moment in before if moment not in led]
    for rank, moment in enumerate(reversed(ranked[-NAMED:])):
        features = describe_named(clause, draft, moment, rank)
        yield Dated(moment.period, moment.span), "named", features
    behind = (m for m in moments if m.start >= draft.quantity.end and not m.compared)
    after = next(behind, None)
    if after and not (
        CLAUSE_BREAK.search(clause.text, draft.quantity.end, after.start)
        or is_of_bracket(clause.text, after.start, after.end)
    ):
        yield Dated(after.period, after.span), "after", []
    if previous:
        against = [m.span for m in past if m.compared or m.recalled]
        yield from find_previous(clause, draft, previous, before, against)
    if setting.interval and draft.predicate.moves_from and not (previous and previous.interval):
        begin = setting.interval.partition("/")[0]
        yield Dated(begin, None, setting.interval), "whole", ["end"]
    if setting.plan:
        asked = setting.question and setting.plan.span == setting.question.span
        yield (
            Dated(setting.plan.period, setting.plan.span),
            "title",
            tell("title.has.", asked=asked),
        )
    question, lead, last = setting.question, setting.lead, setting.last
    if question and setting.paragraph != setting.asked_in:
        named = before or any(moment.sentence > question.sentence for moment in setting.moments)
        features = tell("question.has.", named=named)
        yield Dated(question.period, question.span), "question", features
    if lead:
        back = [m for m in setting.moments if goes_back(m.period, m.span, setting)]
        yield Dated(lead.period, lead.span), "lead", tell("lead.has.", passed=back)
    for rank, moment in enumerate(reversed(setting.moments)):
        if not dates_stock(clause, draft, moment.span):
            features = tell(
                "carried.has.",
                named=before,
                part=lead and is_part(moment.period, lead.period),
                aside=moment.aside,
                joined=not rank and clause.joined,
                back=goes_back(moment.period, moment.span, setting),
                first=moment.first,
            )
            features.append(f"carried.rank.{rank}")
            yield Dated(moment.period, moment.span), "carried", features
    if setting.passing and setting.passing not in setting.moments:
        moment = setting.passing
        features = tell("passing.has.", empty=setting.passing_empty, reported=moment.reported)
        yield Dated(moment.period, moment.span), "passing", features
    passed = any(moment.sentence > setting.last_sentence for moment in setting.moments)
    if last and not (previous or passed or dates_stock(clause, draft, last.period_span)):
        features = tell(
            "last.has.",
            joined=clause.joined,
            aside=setting.last_aside,
            part=lead and is_part(last.period, lead.period),
            back=goes_back(last.period, last.period_span, setting),
        )
        yield Dated(last.period, last.period_span), "last", features
    planned = setting.plan is not None and not (before or setting.moments)
    yield from find_own(draft, setting, planned=planned)


def is_bracketed(text: str, start: int, end: int, number: int) -> bool:
    """Return whether text[start:end] stands in brackets that close before a number."""
    low = max(0, start - FARTHEST_BRACKET)
    opens = text.rfind("（", low, start) > text.rfind("）", low, start)
    return opens and OWN_BRACKET.match(text, end, number) is not None


def find_compared(
    text: str, moment: Moment, draft: Draft
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the time that something is compared with, for its own number: 高于2020年的2%.

    What a value is of that time's is of now: 恢复至2019年同期的90%, 是2012年的3.2倍.
    """
    same = SAME_TIME.match(text, moment.end)
    end = same.end() if same else moment.end
    opens = moment.start == 0 or text[moment.start - 1] in "，；。、（\n："
    if opens and same and ITSELF.fullmatch(text, end, draft.quantity.start):
        yield Dated(moment.period, moment.span), "compared", ["compared.has.itself"]
        return
    if draft.quantity.unit == "pp":
        return
    share = draft.quantity.type in ("rate", "multiple")
    if share and text.endswith(SHARE_OF if same else MEASURED_BY, 0, moment.start):
        return
    moves = MOVES.match(text, draft.predicate.follow) is not None
    named = moves and OF_THAT_TIME.fullmatch(text, end, draft.quantity.start)
    if named or DIRECT.fullmatch(text, end, draft.quantity.start):
        features = tell("compared.has.", of=text.startswith("的", end), moves=moves)
        yield Dated(moment.period, moment.span), "compared", features


def dates_a_thing(text: str, moment: Moment, first: Moment, start: int) -> bool:
    """Return whether a time says of when a thing is, in a sentence that told its own before.

    上半年，2022年印发的办法惠及46万人 is of the half year.
    """
    within = first.opens and first.start < moment.start and not is_part(moment.period, first.period)
    return within and WITHIN.match(text, moment.end, start) is not None


def describe_named(clause: Clause, draft: Draft, moment: Moment, rank: int) -> list[str]:
    """Return the features of a time that is named before a claim in its sentence."""
    text, start, previous = clause.text, draft.quantity.start, clause.previous
    before = previous if previous and previous.quantity.start > moment.start else None
    features = tell(
        "named.has.",
        opens=moment.opens,
        near=not CLAUSE_BREAK.search(text, moment.end, start),
        reporting=REPORTING.search(text, moment.end, start),
        within=WITHIN.match(text, moment.end, start),
        run=moment.kind == "since" and "连续" in text[moment.end : start],
        used=before and before.period == moment.period,
    )
    return [f"named.rank.{rank}", *features]


def describe_years(
    period: str | None, draft: Draft, clause: Clause, facts: Sequence[str], setting: Setting
) -> list[str]:
    """Return what speaks for a period, wherever it is from: how long it is, where it lies."""
    if period is None:
        return []
    kind = COUNTED_AS.get(draft.quantity.type)
    if draft.predicate.kind == "change":
        kind = "growth" if draft.quantity.unit == "%" else "change"
    side, grain = place_period(period, setting.year, setting.month)
    mood = LIES_FOR.get(draft.modality)
    placed = [f"lies.{side}.{mood}"] if side and mood else []
    placed += [f"grain.{grain}.{kind}"] if grain and kind else []
    yearly = YEARLY.search(clause.text, clause.low, draft.quantity.start)
    if not is_of_years(period):
        return [*placed, *tell("short.", yearly=yearly)]
    told = [f"years.{fact}" for fact in facts if fact in ("accumulated", "counted")]
    return [*placed, "years", *told, *tell("years.", yearly=yearly)]


@lru_cache(maxsize=4096)
def place_period(period: str, year: int | None, month: int | None) -> tuple[str | None, str | None]:
    """Return where a period lies from when a text was said, if that is known, and how long it is.

    >>> place_period("2026/2030", 2025, 9), place_period("2025-H1", 2025, None)
    (('ahead', 'years'), ('under', 'part'))
    """
    if period.startswith("/"):
        return "now", None
    first, last = find_months(period)
    now = f"{year}-{month:02}" if month else f"{year}"
    side = "ahead" if first[: len(now)] > now else "behind" if last[: len(now)] < now else "under"
    grain = GRAIN_BY_LENGTH.get(len(period), "part")
    grain = "part" if grain == "month" and not period[5:].isdecimal() else grain
    return side if year else None, grain


def is_of_years(period: str | None) -> bool:
    """Return whether a period is of several whole years."""
    first, _, last = (period or "").partition("/")
    return first.isdecimal() and last.isdecimal()


def find_previous(
    clause: Clause,
    draft: Draft,
    previous: Draft,
    before: Sequence[Moment],
    against: Sequence[Span],
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the period of the claim before in the sentence, and that of which it is an end.

    `against` are the times that something is compared with.
    """
    moved = previous.predicate.moves_from and not previous.interval
    moved = moved and previous.period_span not in [m.span for m in before]
    if not (moved or (previous.predicate.moves_from and draft.predicate.moves_to)):
        made = previous.choices["period"]
        features = tell(
            "previous.has.",
            compared=previous.period_span in against,
            unsure=made.confidence < UNSURE,
        )
        yield Dated(previous.period, previous.period_span), "previous", features
    if previous.interval:
        yearly = YEARLY.search(clause.text, clause.low, draft.quantity.start)
        whole = Dated(previous.interval, previous.period_span)
        yield whole, "whole", tell("whole.has.", yearly=yearly)


def dates_stock(clause: Clause, draft: Draft, span: Span | None) -> bool:
    """Return whether a time is the end of a year or month: it dates stocks, no growth of later
    sentences, unless these go on behind a ；.
    """
    ends = span is not None and clause.text.endswith(("末", "底"), span.start, span.end)
    return ends and draft.predicate.kind == "change" and not clause.joined


def find_own(
    draft: Draft, setting: Setting, *, planned: bool
) -> Iterator[tuple[Dated, str, list[str]]]:
    """Yield the times that the document's date gives, and none."""
    yield Dated(None), "none", []
    year, month = setting.year, setting.month
    if year is None:
        return
    yield Dated(tell_present(setting)), "present", []
    yield Dated(f"{year}"), "year", ["year.alone"] if planned else []
    if draft.predicate.moves_from or (month and month <= PUBLISHED):
        late = month and month > REVIEWED
        yield Dated(f"{year - 1}"), "year_before", ["year_before.late"] if late else []


def is_part(period: str | None, whole: str) -> bool:
    """Return whether a period is a part of a longer one.

    >>> is_part("2025-05", "2025-01/2025-05"), is_part("2025", "2025")
    (True, False)
    """
    if period is None or period.startswith("/"):
        return False
    (first, last), (begin, end) = find_months(period), find_months(whole)
    return begin <= first and last <= end and (first, last) != (begin, end)


def goes_back(period: str | None, span: Span | None, setting: Setting) -> bool:
    """Return whether a time lies before one told before it: 10月…，2019年10月为5%；收入…."""
    if period is None or span is None or period.startswith("/"):
        return False
    told = [m for m in (setting.lead, *setting.moments) if m and m.start < span.start]
    begins = [find_months(moment.period)[0] for moment in told]
    return find_months(period)[1] < max(begins, default="")


def tell_present(setting: Setting) -> str:
    """Return all up to when a text was said."""
    return f"/{tell_now(setting)}"
