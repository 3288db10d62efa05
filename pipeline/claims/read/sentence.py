"""Assembly: the quantities of one sentence become claims, with what was said before in mind."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import cast

from pipeline.claims.find.passage import Passage
from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read import lists
from pipeline.claims.read.baseline import AGAINST, COMPARING, REFERENCES
from pipeline.claims.read.bounds import read_distant_bound
from pipeline.claims.read.change import change_by_name
from pipeline.claims.read.context import read_context
from pipeline.claims.read.continued import continue_predicate
from pipeline.claims.read.drafts import (
    RECENT_KEPT,
    Apart,
    Clause,
    Draft,
    Moment,
    Setting,
    Told,
)
from pipeline.claims.read.facts import is_lasting
from pipeline.claims.read.indicator import choose_indicator, reach_back
from pipeline.claims.read.lexicon import DirectionName, Lexicon
from pipeline.claims.read.modality import choose_modality
from pipeline.claims.read.moments import (
    OPENING,
    drop_explained,
    find_moments,
    mark_asides,
    mark_listed,
)
from pipeline.claims.read.months import last_moment
from pipeline.claims.read.nearby import find_words
from pipeline.claims.read.parts import name_parts
from pipeline.claims.read.period import choose_period
from pipeline.claims.read.predicate import Predicate
from pipeline.claims.read.signs import count_signs
from pipeline.claims.read.things import say_things
from pipeline.claims.read.weighing import choose
from pipeline.records.base import Span

CLAUSE = re.compile(
    r"[，。；！？,;!?\n]|——|[：:](?!(?:约|近|超过?|逾)?(?![0-9]{4}年)[0-9])"
    r"|(?<![0-9.\u4e00-\u9fff])(?:（[0-9]{1,2}）|[0-9]{1,2}[.．](?![0-9]))"
)
"""Where a clause ends; not at the colon between a label and its number, and after an item's."""
NAMING = re.compile("(?:（[^（）]{1,4}）)?(?:建议|拟定|初步|如下)?(?:是|为|：|:|\n|\\Z)")
"""What stands behind a word that names what follows."""
VIEW = re.compile(
    r"从?(?P<seen>同比|环比)(?:情况|角度)?来?看，"
    r"|(?P<told>同比|环比)(?:变动|变化|增长|涨跌|升降)?(?:情况)?如下："
    rf"|(?:与|同|和|跟)(?P<against>[^，。；：\n]{{1,8}}?)(?:{'|'.join(COMPARING)})，"
)
"""What says for a sentence what its growth is measured against: 从环比看，增长1.6%."""
BULLETIN = re.compile(
    "(?:(?:节目|今[天日]|本期|新闻|联播)[^，。；\n]{0,6}主要内容|内容提要|新闻摘要|快讯|要闻|简讯)"
    "(?:有|如下)?[：:]?\\Z"
)
"""How a line ends behind which each line is news of its own."""
LONGEST_BULLETIN_LINE = 24
"""Characters of such a line."""
ENDS = "。！？；：…”"
"""What the last line of running text ends with."""
AIMED_RATE = re.compile(
    r"(?:增长率?|增速|增幅|涨幅)的?(?:预[期测估]|目标|展望)值?(?:[^，。；：、0-9的完实占]{0,6})\Z"
)
"""What stands before the rate at which something is to grow: 增长预测|下调至2.3%."""
ASKS = re.compile("[？?][”」]?\\Z|请[^，。；]{0,8}?(?:介绍|谈谈|说明)|想(?:了解|请?问|请)")
"""What a question ends with, or how one asks."""
CLOSES_BRACKET = re.compile("[^（）]*）")
"""Behind a number in the brackets of what the next is held against: 较乡村（75分）|低2分."""
IMPROVING = ("提", "加强", "增强", "加快", "升", "强", "扩", "延", "缩短")
"""How verbs begin that say of things that they are made better, longer or larger."""
LONGEST_PARAGRAPH = 600
"""Characters of a paragraph in which it is looked whether rules are told."""
BEFORE, BEHIND = 150, 100
"""Characters about a number in which others are counted as nearby."""
WINDOW = 400
"""Characters: how far back in its sentence a quantity's words are looked for."""


def read_sentence(
    passage: Passage, start: int, end: int, setting: Setting, lexicon: Lexicon
) -> list[Draft]:
    """Return the drafts of a sentence's claims, and leave its times and frame in the setting."""
    text = passage.text
    line = text[start:end].rstrip()
    setting.bare = setting.fresh and line[-1:] not in ENDS
    if is_news(line, setting):
        setting.open_news()
    framed = set_frame(text, start, end, setting, lexicon)
    if setting.fresh:
        close = text.find("\n", start, start + LONGEST_PARAGRAPH)
        high = start + LONGEST_PARAGRAPH if close < 0 else close
        ruled = count_signs(text, "ruled", start, max(end, high))
        asked = setting.ruled if setting.asked_in == setting.paragraph - 1 else 0
        setting.ruled = ruled + asked
    times = passage.times_in(start, end)
    named = find_moments(text, start, times, setting, leads=framed or setting.fresh)
    moments = mark_listed(text, mark_asides(drop_explained(text, named), setting))
    quantities = passage.quantities_in(start, end)
    drafts: list[Draft] = []
    if quantities:
        breaks = [start, *(m.end() for m in CLAUSE.finditer(text, start, end))]
        ends = [*(quantity.start for quantity in quantities[1:]), end]
        recent = [(find_apart(one, setting), one.draft) for one in reversed(setting.recent)]
        beside = lists.count_beside(text, quantities)
        for quantity, following, count in zip(quantities, ends, beside, strict=True):
            window = max(start, quantity.start - WINDOW)
            low = find_start(text, breaks, quantity.start, window)
            clause = Clause(
                text, window, low, find_end(breaks, quantity, following), quantity,
                passage.times_in(window, quantity.start),
                find_previous(text, low, quantity, drafts),
                setting.year, lexicon,
                len(passage.quantities_in(max(0, quantity.start - BEFORE), quantity.end + BEHIND)),
                [*(("here", one) for one in drafts[: -RECENT_KEPT - 1 : -1]), *recent],
                count,
            )  # fmt: skip
            drafts.append(read_draft(clause, moments, setting))
        lists.share_nouns(text, drafts, lexicon)
        lists.distribute(text, drafts, lexicon)
        lists.share_references(text, drafts, lexicon)
    if drafts:
        name_parts(text, start, drafts, setting, lexicon)
        say_things(text, start, drafts, lexicon)
    setting.keep(moments, drafts, asks=setting.turn == "question" or bool(ASKS.search(line)))
    return drafts


def is_news(line: str, setting: Setting) -> bool:
    """Return whether a line of a bulletin is the headline of other news, and note what is one.

    >>> from pipeline.claims.read.drafts import make_setting
    >>> setting = make_setting("2024-10-25")
    >>> is_news("国内联播快讯", setting), is_news("丝路展览在京开幕", setting), setting.bulletin
    (False, False, True)
    """
    if len(line) <= LONGEST_BULLETIN_LINE and BULLETIN.search(line):
        setting.bulletin = True
    headline = setting.in_heading or setting.bare or (setting.fresh and line.endswith("；"))
    return setting.bulletin and headline


def set_frame(text: str, start: int, end: int, setting: Setting, lexicon: Lexicon) -> bool:
    """Note where a sentence says that plans follow, or a review, or that others report.

    The word for it begins a clause, or names what follows: 2026年主要预期目标是. Returns whether
    there is one.
    """
    framed = False
    for match in lexicon.frame_pattern.finditer(text, start, end):
        opened = lexicon.frames[match[0]]
        begins = match.start() - start <= OPENING or text[match.start() - 1] in "，；："
        names = NAMING.match(text, match.end()) is not None and not opened.opening
        begins = begins and not opened.naming
        if begins or names or opened.value == "report":
            framed = True
            if opened.value != setting.frame:
                setting.open_frame(None if opened.value == "report" else opened.value)
    return framed


def find_start(text: str, breaks: Sequence[int], at: int, low: int) -> int:
    """Return where the clause begins that holds a place; no break in a bracket before it counts."""
    i = bisect_right(breaks, at) - 1
    while i > 0 and text.count("）", breaks[i], at) > text.count("（", breaks[i], at):
        i -= 1
    return max(low, breaks[i] if i >= 0 else low)


def find_end(breaks: Sequence[int], quantity: Quantity, following: int) -> int:
    """Return where the clause of a quantity ends: at its break, or at the next quantity."""
    following_break = bisect_left(breaks, quantity.end + 1)
    high = breaks[following_break] - 1 if following_break < len(breaks) else following
    return max(quantity.end, min(high, following))


def find_apart(told: Told, setting: Setting) -> Apart:
    """Return how far the sentence is from a claim that was told in one before."""
    if told.paragraph != setting.paragraph:
        return "paragraph"
    return "next" if setting.sentence - told.sentence == 1 else "further"


def find_previous(text: str, low: int, quantity: Quantity, drafts: Sequence[Draft]) -> Draft | None:
    """Return the number before another that it may go on from, or None.

    It is none in the brackets of what the other is held against: 均分73分，较乡村（75分）|低2分.
    """
    held = len(drafts) > 1 and AGAINST.match(text, low)
    if held and CLOSES_BRACKET.match(text, drafts[-1].quantity.end, quantity.start):
        return drafts[-2]
    return drafts[-1] if drafts else None


def is_held_against(clause: Clause, previous: Draft) -> bool:
    """Return whether a number says how far it is to the one before: 比2010年的3.3人|少0.6人."""
    text, start, end = clause.text, previous.quantity.start, previous.predicate.follow
    told = text.endswith("的", clause.low, start)
    cue = clause.lexicon.before.get(text[end : clause.quantity.start].removesuffix("了"))
    moves = cue is not None and cue.gives in ("change", "comparison")
    return told and moves and AGAINST.search(text, clause.low, start) is not None


def read_draft(clause: Clause, moments: Sequence[Moment], setting: Setting) -> Draft:
    """Return a draft with what the words around its quantity say, and all of its fields."""
    draft = Draft(clause.quantity, read_predicate(clause))
    indicator = choose_indicator(clause, draft)
    draft.indicator = reach_back(clause.text, indicator.value.span)
    draft.inherited = indicator.value.source == "inherited"
    set_change(clause, draft)
    draft.nearby = find_words(clause.text, clause.low, clause.quantity, clause.lexicon.tokenizer)
    modality = choose_modality(clause, draft, moments, setting)
    draft.modality, draft.modality_span = modality.value
    draft.choices = {"indicator": indicator, "modality": modality}
    draft.lasting = is_lasting(clause, draft)
    period = choose_period(clause, draft, moments, setting)
    dated = period.value
    draft.period, draft.period_span, draft.interval = dated.period, dated.span, dated.interval
    previous = clause.previous
    if previous and draft.predicate.moves_to and previous.predicate.moves_from:
        draft.interval = join_years(previous.period, draft.period) or draft.interval
    elif previous and not draft.interval and draft.period == previous.period:
        draft.interval = previous.interval
    draft.choices["period"] = period
    ahead = setting.year and last_moment(dated.period or "")[:4] > f"{setting.year}"
    if ahead and draft.modality == "actual" and draft.predicate.kind == "change":
        # Nothing has grown yet over a time that is still to come.
        to_come = [mood for mood in modality.candidates if mood.value.name != "actual"]
        draft.choices["modality"] = choose(to_come, clause.lexicon.weights["modality"])
        draft.modality, draft.modality_span = draft.choices["modality"].value
    return draft


def join_years(first: str | None, last: str | None) -> str | None:
    """Return the years from one to another: those in which a value moved between two numbers."""
    years = first and last and len(first) == len(last) == len("2020") and first < last
    return f"{first}/{last}" if years else None


def read_predicate(clause: Clause) -> Predicate:
    """Return what the words around a quantity say; a number of a list shares its predicate."""
    text, quantity, previous = clause.text, clause.quantity, clause.previous
    floor = max(clause.window, previous.predicate.follow) if previous else clause.window
    held = previous is not None and is_held_against(clause, previous)
    low = clause.low if held else max(clause.low, floor)
    predicate = read_context(clause, low)
    read_distant_bound(text, low, quantity, predicate, clause.lexicon)
    if previous and not held:
        continue_predicate(clause, floor, previous, predicate)
    if predicate.kind == "change" and predicate.baseline is None:
        take_view(clause, low, predicate)
    return predicate


def take_view(clause: Clause, low: int, predicate: Predicate) -> None:
    """Give a change the baseline that the sentence says for all of its own: 与上年同期相比，."""
    text, references = clause.text, {**clause.lexicon.references, **REFERENCES}
    for view in VIEW.finditer(text, clause.window, low):
        word = view.lastgroup or ""
        if word == "against" or view[word] in references:
            predicate.baseline = references.get(view[word], view[word])
            predicate.baseline_span = Span(start=view.start(word), end=view.end(word))


def counts(text: str, verb: str, span: Span, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Return whether a verb before a noun says that there is more or less by a number.

    What is made better counts the things that are: 提升公路1200公里, and not 提高产量20吨.
    """
    if quantity.type not in ("classifier", "measure") or not verb.startswith(IMPROVING):
        return True
    return text.endswith(lexicon.cues.boundary.measured, span.start, span.end)


def set_change(clause: Clause, draft: Draft) -> None:
    """Make a quantity a change where a verb before its noun or the end of the noun says so.

    下调|利率0.5个百分点, 居民消费价格涨幅|2%. An aim is as what was reached: 增长6%（目标|5%）.
    """
    text, lexicon, predicate, span = clause.text, clause.lexicon, draft.predicate, draft.indicator
    reached = clause.previous if predicate.aimed else None
    if reached and (span, clause.quantity.unit) == (reached.indicator, reached.quantity.unit):
        predicate.kind, predicate.direction = reached.predicate.kind, reached.predicate.direction
        predicate.baseline = predicate.baseline_span = None
        return
    rate = predicate.kind == "level" and clause.quantity.unit == "%"
    if rate and AIMED_RATE.search(text, clause.low, clause.quantity.start):
        predicate.kind, predicate.direction = "change", "up"
    if span is None or predicate.kind not in ("level", "change"):
        return
    given = {gives for *_, gives in predicate.cues}
    if "change" in given:
        return
    if "towards" not in given and span.end <= draft.quantity.start and not draft.inherited:
        for length in (3, 2):
            word = text[max(clause.low, span.start - length) : span.start]
            cue = lexicon.before.get(word)
            if cue and cue.gives == "change" and counts(text, word, span, draft.quantity, lexicon):
                predicate.kind, predicate.direction = "change", cast(DirectionName, cue.value)
                return
    change_by_name(text, draft, lexicon)
