"""Baselines: what a quantity is compared with, as the words before it say.

比上年, 同比, 较2019年, 高于全国, 是上年的3倍.
"""

import re

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.predicate import Predicate
from pipeline.measure.units import RATES
from pipeline.records.base import Span

LONGEST_BASE = 20
"""Characters of what a quantity is compared with."""
AGAINST = re.compile(
    r"(?<![对同环相占])比(?![重例率价较如分值])|较(?![为快大好高强多少低]|[\u4e00-\u9fff]的)"
    r"|相比于?(?=[0-9去上前])"
)
COMPARING = ("相比", "相较", "比较", "比起来")
"""How words end for what a quantity is compared with: 与去年相比."""
COMPARED = re.compile(rf"(?:与|同|和|跟)([^，。；：\n]{{1,24}}?)(?:{'|'.join(COMPARING)})，?")
TIMES_OF = re.compile(r"(?:是|为|相当于|达到|约为|达|约)([^，。；：\n是为]{1,16})的?\Z")
EARLIER_TIME = re.compile(
    r"年|月|季|期|周|初|末|底|之前|以前|过去|节前|假前|昨|疫情|时|(?:[上前]一?|首)[轮届次批]"
)
LAST_YEAR = re.compile(r"(?:上年|去年|上一年)[^，。]{0,8}(?:同期|假期|期间|节|长假|同月|末|底)\Z")
EXCEEDED = re.compile(
    r"超(?:出|过|额)?(?P<goal>(?:全年|年度|年初|预期|既定|序时){0,2}(?:目标任务|目标|任务|计划|预算|进度))数?\Z"
)
"""What stands before by how much a goal was exceeded: 超目标任务|3.2万人, 超预算|2.1个百分点."""
VALUED = re.compile("(?<=.)(?:（|的[0-9])")
"""Behind the words for what a quantity is compared with, its own value: 与2010年|的30万人相比."""
REFERENCES = {"同比": "yoy", "环比": "mom", "按年": "yoy", "按季": "mom", "按月": "mom"}
STEPS = {"年增": "yoy", "年减": "yoy", "月增": "mom", "月减": "mom", "季增": "mom", "季减": "mom"}
"""How words of change begin in Taiwan that say against what: 年增7.6%."""
FARTHEST_COMPARED, FARTHEST_TIMES_OF = 38, 24
"""Characters before a number, or before its clause, in which 与…相比 and 是…的 stand: as many as
the patterns can have, and the words for what it is held against with them."""
FARTHEST_REFERENCE = 5
"""Characters from the begin of 同比 to the end of the subject: only its verb stands between."""
LONGEST_TIME = 8
"""Characters of the time between 比 and 同比: 比去年前三季度同比增长."""


def read_baseline(
    text: str, low: int, quantity: Quantity, predicate: Predicate, lexicon: Lexicon
) -> None:
    """Set what the quantity is compared with, and cut it off the subject.

    Growth behind it is that of the other itself: 高于市场预期增长|5.7%.
    """
    end = predicate.subject_end
    for step_start, step_end, _ in predicate.cues:
        step = STEPS.get(text[step_start : step_start + 2]) if step_end <= quantity.start else None
        if step:
            predicate.baseline = step
            predicate.baseline_span = Span(start=step_start, end=step_start + 1)
            return
    if exceeded := EXCEEDED.search(text, max(low, quantity.start - LONGEST_BASE), quantity.start):
        predicate.op, predicate.kind = quantity.op, "level"
        predicate.subject_end = quantity.start
        set_base(text, exceeded.start(), exceeded.span("goal"), predicate, lexicon)
        predicate.direction = "up"
        return
    comparable = predicate.kind in ("change", "difference") or quantity.unit in ("pp", "倍")
    if not comparable and not lexicon.comparator_pattern.search(text, low, end):
        return
    if comparable and read_reference(text, low, quantity.start, predicate, lexicon):
        return
    last = find_last(AGAINST, text, low, end)
    if last and 0 < end - last.end() <= LONGEST_BASE and comparable:
        set_base(text, last.start(), (last.end(), end), predicate, lexicon)
        return
    last = find_last(lexicon.comparator_pattern, text, low, end) or last
    if last and last[0] in lexicon.comparators and 0 < end - last.end() <= LONGEST_BASE:
        own = text.endswith("的", low, quantity.start) and last[0].endswith("过")
        if own or (predicate.kind == "change" and quantity.unit in RATES):
            predicate.subject_end = min(end, last.start())
            return
        set_base(text, last.start(), (last.end(), end), predicate, lexicon)
        if predicate.baseline not in ("yoy", "mom"):
            predicate.kind = "difference"
        predicate.direction = lexicon.comparators[last[0]]
        return
    if quantity.unit == "倍" and predicate.kind == "level":
        read_times_of(text, low, quantity.start, predicate)
        return
    compared = find_last(COMPARED, text, max(0, low - FARTHEST_COMPARED), quantity.start)
    if compared and compared.end() >= low - 1:
        cut = compared.start() if compared.end() >= end else end
        set_base(text, cut, compared.span(1), predicate, lexicon)


def read_reference(text: str, low: int, high: int, predicate: Predicate, lexicon: Lexicon) -> bool:
    """Set the baseline to the one that a word between two places names (同比), if one does.

    It is part of the name of a rate that is itself held against something: 同比涨幅|较1月收窄.
    """
    end = predicate.subject_end
    for word, name in REFERENCES.items():
        at = text.rfind(word, low, high)
        rate = text.startswith(tuple(lexicon.change_nouns), at + len(word))
        if at >= 0 and not (rate and AGAINST.search(text, at, end)):
            predicate.baseline, predicate.baseline_span = name, Span(start=at, end=at + 2)
            if at < end and end - at <= FARTHEST_REFERENCE:
                predicate.subject_end = at
            against = AGAINST.search(text, low, predicate.subject_end)
            if against and predicate.subject_end - against.end() <= LONGEST_TIME:
                predicate.subject_end = against.start()
            return True
    return False


def read_times_of(text: str, low: int, high: int, predicate: Predicate) -> None:
    """Set the baseline to that of which the quantity is a multiple: 是2019年的3倍."""
    match = TIMES_OF.search(text, max(low, high - FARTHEST_TIMES_OF), high)
    if not match or not match[1].strip("的约近"):
        return
    start = match.start(1)
    base = match[1].rstrip("的约近")
    predicate.baseline = base
    predicate.baseline_span = Span(start=start, end=start + len(base))
    predicate.kind = "change" if EARLIER_TIME.search(match[1]) else "difference"
    predicate.direction = "up"
    predicate.subject_end = match.start()


def set_base(
    text: str, cut: int, place: tuple[int, int], predicate: Predicate, lexicon: Lexicon
) -> None:
    """Set the baseline to the words at a place; the subject ends at `cut`."""
    start, end = place
    if text[start - 1] in "由从" or text[start] in "由从":
        return
    while end > start and text[end - 1] in "的均都也还偏 ，":
        end -= 1
    valued = VALUED.search(text, start, end)
    end = valued.start() if valued else end
    base = text[start:end]
    if not base:
        return
    yearly = LAST_YEAR.fullmatch(base) is not None
    predicate.baseline = "yoy" if yearly else lexicon.references.get(base, base)
    predicate.baseline_span = Span(start=start, end=end)
    predicate.subject_end = min(predicate.subject_end, cut)
    if predicate.kind == "difference" and EARLIER_TIME.search(base):
        predicate.kind = "change"
    elif predicate.kind == "level":
        predicate.kind = "difference"


def find_last(pattern: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    """Return the last match of a pattern between two places."""
    last = None
    for match in pattern.finditer(text, low, high):
        last = match
    return last
