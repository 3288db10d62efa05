"""Context: what the words around a quantity say about it.

The words between an indicator and its number come from a closed class: 增长, 达到, 同比, 分别,
超过, 近 … They are peeled off one by one from the quantity outwards, each giving its field, until
a word of the indicator is reached. What stands after the quantity (以上, 左右) is read likewise.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import cast

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.find.times import Time
from pipeline.claims.read.lexicon import Cue, DirectionName, KindName, Lexicon
from pipeline.records.base import Span
from pipeline.records.claims import Op

LONGEST_CUE = 8
LONGEST_BASE = 20
"""Characters of what a quantity is compared with."""
NEARBY_CHARACTERS = 32
"""Characters before a quantity in which words are looked at."""
AGAINST = re.compile(
    r"(?<![对同环相占])比(?![重例率价较如分值])|较(?![为快大好高强多少低]|[\u4e00-\u9fff]的)"
)
COMPARED = re.compile(r"(?:与|同|和|跟)([^，。；：\n]{1,16}?)(?:相比|相较|比较|比起来)，?")
TIMES_OF = re.compile(r"(?:是|为|相当于|达到|约为|达|约)([^，。；：\n是为]{1,16})的?\Z")
EARLIER_TIME = re.compile(r"年|月|季|期|周|初|末|底|之前|以前|过去|节前|假前|昨|疫情|时")
CHANGE_AFTER = re.compile(
    r"的?(?:速度|比例|幅度)?(?:预期|年均|平均|同比|经济|较快)?(增长|增速|增幅|涨幅|提升|上升|下降|降幅|减少|递增)(?!了?[0-9到至])"
)
AT_MOST = re.compile(
    "(最多|至多|至少|最少|起码)(?:可以?|能够?|只能|要|需要?|得)?[^，。；：、\n0-9一二三四五六七八九十的]{1,4}\\Z"
    "|(最高|最长|最大)(?:(?:可|能)?(?:提高?|上?调高?|升|增加?|补[助贴]|奖励?|给予|放宽|延长)[到至给]?"
    "|(?:可以?|能够?|只能)[^，。；：、\n0-9一二三四五六七八九十的]{1,6})\\Z"
    "|(最低)(?:可|能)?[降减下调低]{1,2}[到至]\\Z"
)
"""A bound that a verb parts from its number: 最多能贷50万元, 最高提至60%, 最高可抵扣2000元."""
LEAST = ("至少", "最少", "起码", None)
WITHIN = re.compile("内(?![部外地陆设容径河阁科存销需参循])")
"""Behind a length of time or way also where the clause goes on: 15分钟内|能够到达."""
ABOUT = re.compile("(?:约|大约|接近|将近)(?:占|为|是|有|相当于)[^，。；：、\n0-9]{1,14}的\\Z")
"""That a share is told roughly, before what it is of: 约占全线的三成."""
ROUGHLY = "约近超逾"
"""Words of a bound that are words of their own right before a number, whatever goes before."""
LAST_YEAR = re.compile(r"(?:上年|去年|上一年)[^，。]{0,8}(?:同期|假期|期间|节|长假|同月|末|底)\Z")
AIMS = ("目标", "预期")
AIMED = frozenset(
    {"目标", "预期目标", "目标值", "目标任务", "年度目标", "控制目标", "目标数", "计划数", "预期"}
)
"""Words for what is aimed at, no part of a name; 高于|年度预期目标 compares with it."""
REFERENCES = {"同比": "yoy", "环比": "mom", "按年": "yoy", "按季": "mom", "按月": "mom"}
STEPS = {"年增": "yoy", "年减": "yoy", "月增": "mom", "月减": "mom", "季增": "mom", "季减": "mom"}
"""How words of change begin in Taiwan that say against what: 年增7.6%."""
OF_A_TIME = frozenset("0123456789今去上全明前逐每近当同本年半一二三四五六七八九十两几多个")
"""What makes a time of the 年 behind it: 去年|增5%."""


@dataclass(slots=True)
class Predicate:
    """What the words around one quantity say.

    `subject_end` is where the peeled words begin, `follow` where those after the quantity end.
    """

    op: Op
    kind: KindName = "level"
    direction: DirectionName = "none"
    baseline: str | None = None
    baseline_span: Span | None = None
    subject_end: int = 0
    follow: int = 0
    respectively: bool = False
    moves_to: bool = False
    moves_from: bool = False
    deadline: bool = False
    """Whether it is within so much time that something happens: 15分钟内到达."""
    cues: list[tuple[int, int, str]] = field(default_factory=list)


def read_context(
    text: str, low: int, quantity: Quantity, high: int, times: Sequence[Time], lexicon: Lexicon
) -> Predicate:
    """Return what the words from `low` to the quantity and from it to `high` say."""
    cues, at = peel_before(text, low, quantity, times, lexicon)
    after, follow = peel_after(text, quantity, high, lexicon)
    predicate = Predicate(op=quantity.op, subject_end=at, follow=follow)
    predicate.deadline = (
        quantity.type == "duration" and WITHIN.match(text, quantity.end) is not None
    )
    predicate.cues = [(a, b, c.gives) for a, b, c in cues + after]
    words = {text[a:b] for a, b, _ in cues}
    predicate.respectively = any("分别" in w for w in words) or text.find("分别", low, at) >= 0
    predicate.moves_from = bool(words & {"由", "从"})
    read_op(text, quantity, cues, after, predicate)
    read_change(text, low, quantity, cues, predicate, lexicon)
    read_baseline(text, low, quantity, predicate, lexicon)
    if quantity.type == "rank":
        predicate.kind, predicate.direction = "rank", "none"
    elif quantity.type == "duration" and predicate.kind not in ("change", "difference"):
        predicate.kind = "duration"
    elif quantity.type == "doubling":
        predicate.kind, predicate.direction = "change", "up"
    elif quantity.unit == "pp" and predicate.kind == "level":
        predicate.kind = "change"
    if predicate.kind in ("change", "difference") and predicate.direction == "none":
        predicate.direction = "up"
    return predicate


def peel_before(
    text: str, low: int, quantity: Quantity, times: Sequence[Time], lexicon: Lexicon
) -> tuple[list[tuple[int, int, Cue]], int]:
    """Return the cues before a quantity, nearest first, and where the farthest begins.

    Time expressions among them (由2019年的30个) are passed over.
    """
    found: list[tuple[int, int, Cue]] = []
    starts: set[int] = set()
    at = high = quantity.start
    while at > low:
        if text[at - 1] in " \u3000":
            at -= 1
            continue
        cue = word = None
        for length in range(min(LONGEST_CUE, at - low), 0, -1):
            word = text[at - length : at]
            cue = lexicon.before.get(word)
            begin = at - length
            if cue and text[max(0, begin - 1) : begin + 1] not in lexicon.cues.compounds.words:
                if word in AIMED and is_compared(text, low, begin, lexicon):
                    cue = None
                    break
                if word[:2] in STEPS and text[begin - 1 : begin] in OF_A_TIME:
                    cue = None
                    continue
                if length > 1 or (at == high and word in ROUGHLY):
                    break
                starts = starts or find_word_starts(text, low, high, lexicon)
                if begin in starts:
                    break
            cue = None
        if cue is None or word is None:
            time = next((t for t in times if t.end == at and t.start >= low), None)
            if time is None or time.baseline:
                break
            at = time.start
            continue
        if is_name(text, low, at - len(word), at, lexicon):
            found.append((at - len(word), at, cue))
            break
        if cue.gives == "comparison" and not compares(text, low, at - len(word), quantity):
            done = word.endswith("了") or (found and text[at : found[-1][1]] == "了")
            if not (done or word == "便宜") or word in ("提前", "领先", "落后", "高出", "多出"):
                break
            cue = cue.model_copy(update={"gives": "change"})
        found.append((at - len(word), at, cue))
        at -= len(word)
    return found, at


def compares(text: str, low: int, start: int, quantity: Quantity) -> bool:
    """Return whether 快, 低 or the like before a quantity says against what, or needs not.

    比全国慢0.3个百分点, 同比慢0.3个百分点, 增速慢0.3个百分点.
    """
    if quantity.unit == "pp" or text.endswith(tuple(REFERENCES), low, start):
        return True
    return AGAINST.search(text, low, start) is not None


def is_compared(text: str, low: int, high: int, lexicon: Lexicon) -> bool:
    """Return whether a word between two places says that something is compared: 高于|年度."""
    found = lexicon.comparator_pattern.search(text, low, high)
    return found is not None or AGAINST.search(text, low, high) is not None


def is_name(text: str, low: int, start: int, end: int, lexicon: Lexicon) -> bool:
    """Return whether a noun of change is part of the name: 增速, and 今年的|增长目标.

    After what grows 增长目标 says only that it is aimed at: 生产总值|增长目标5%.
    """
    word = text[start:end]
    if word not in lexicon.change_nouns:
        return False
    return not word.endswith(AIMS) or start == low or text[start - 1] in "的年，、：； "


def find_word_starts(text: str, low: int, high: int, lexicon: Lexicon) -> set[int]:
    """Return where words begin shortly before a place: the 约 of 北约 is no cue."""
    begin = max(low, high - NEARBY_CHARACTERS)
    words = lexicon.tokenizer.cut(text[begin:high])
    return set(accumulate(map(len, words), initial=begin))


def peel_after(
    text: str, quantity: Quantity, high: int, lexicon: Lexicon
) -> tuple[list[tuple[int, int, Cue]], int]:
    """Return the cues right after a quantity and where they end; white space parts none."""
    found: list[tuple[int, int, Cue]] = []
    end = at = quantity.end
    if quantity.type in ("duration", "measure") and WITHIN.match(text, at, high):
        return [(at, at + 1, lexicon.after[text[at]])], at + 1
    while at < high:
        if text[at] in " \u3000":
            at += 1
            continue
        for length in range(min(4, high - at), 0, -1):
            cue = lexicon.after.get(text[at : at + length])
            if cue and (length > 1 or ends_clause(text, at + 1)):
                found.append((at, at + length, cue))
                end = at = at + length
                break
        else:
            break
    return found, end


def ends_clause(text: str, at: int) -> bool:
    """Return whether no Chinese character stands at a place."""
    return not text[at : at + 1] or not "\u4e00" <= text[at] <= "\u9fff"


def read_op(
    text: str,
    quantity: Quantity,
    cues: list[tuple[int, int, Cue]],
    after: list[tuple[int, int, Cue]],
    predicate: Predicate,
) -> None:
    """Set how the value bounds the quantity: the nearest cue before it, else after it."""
    if quantity.op == "range":
        return
    for start, end, cue in cues:
        if cue.gives == "op":
            compared = (
                text[start:end] in ("高于", "低于")
                and text[quantity.end : quantity.end + 1] == "的"
            )
            if not compared:
                predicate.op = cast(Op, cue.value)
            return
        if cue.gives in ("change", "towards"):
            break
    at_most = AT_MOST.search(text, max(0, quantity.start - 12), quantity.start)
    if at_most and quantity.op == "eq":
        predicate.op = "ge" if at_most[1] in LEAST and not at_most[2] else "le"
        return
    if quantity.op == "eq" and ABOUT.search(text, max(0, quantity.start - 24), quantity.start):
        predicate.op = "approx"
        return
    for _, _, cue in after:
        if cue.gives == "op" and not (cue.value in ("ge", "le") and quantity.op == "gt"):
            predicate.op = cast(Op, cue.value)
            return


def read_change(
    text: str,
    low: int,
    quantity: Quantity,
    cues: list[tuple[int, int, Cue]],
    predicate: Predicate,
    lexicon: Lexicon,
) -> None:
    """Set kind and direction from verbs of change before the quantity, or nouns after it."""
    for number, (start, end, cue) in enumerate(cues):
        if cue.gives == "towards":
            predicate.moves_to = True
            set_rate(text, quantity, cues[number + 1 :], predicate, lexicon)
            return
        if cue.gives in ("change", "comparison"):
            told = text.endswith(tuple(REFERENCES), low, start)
            predicate.kind = "change" if cue.gives == "change" or told else "difference"
            predicate.direction = cast(DirectionName, cue.value)
            if is_name(text, min(low, start), start, end, lexicon):
                predicate.subject_end = max(predicate.subject_end, end)
            return
    at = predicate.subject_end
    ends = (quantity.start, *(start for start, *_ in cues))
    found = (lexicon.done_pattern.search(text, low, end) for end in ends)
    done = next((match for match in found if match), None)
    if done and quantity.type not in ("rank", "doubling"):
        predicate.kind = "change"
        predicate.direction = "up" if done[1] == "多" else "down"
        predicate.subject_end = min(predicate.subject_end, done.start())
    elif quantity.unit == "pp" and (how := lexicon.before.get(text[max(low, at - 1) : at])):
        if how.gives == "comparison":
            predicate.kind, predicate.direction = "change", cast(DirectionName, how.value)
            predicate.subject_end = at - 1
    elif quantity.type in ("rate", "bare") and quantity.unit != "ratio":
        match = CHANGE_AFTER.match(text, predicate.follow)
        if match:
            predicate.kind = "change"
            predicate.direction = "down" if match[1] in ("下降", "降幅", "减少") else "up"


def set_rate(
    text: str,
    quantity: Quantity,
    before: list[tuple[int, int, Cue]],
    predicate: Predicate,
    lexicon: Lexicon,
) -> None:
    """Set kind and direction where it is a rate of change that moved: 跌幅|扩大至11.3%."""
    if before and quantity.unit == "%":
        start, end, _ = before[0]
        direction = lexicon.change_nouns.get(text[start:end])
        if direction:
            predicate.kind, predicate.direction = "change", direction
            predicate.subject_end = max(predicate.subject_end, end)


def read_baseline(
    text: str, low: int, quantity: Quantity, predicate: Predicate, lexicon: Lexicon
) -> None:
    """Set what the quantity is compared with, and cut it off the subject."""
    end = predicate.subject_end
    for step_start, step_end, _ in predicate.cues:
        step = STEPS.get(text[step_start : step_start + 2]) if step_end <= quantity.start else None
        if step:
            predicate.baseline = step
            predicate.baseline_span = Span(start=step_start, end=step_start + 1)
            return
    comparable = predicate.kind in ("change", "difference") or quantity.unit in ("pp", "倍")
    if not comparable and not lexicon.comparator_pattern.search(text, low, end):
        return
    if comparable and read_reference(text, low, quantity.start, predicate):
        return
    last = find_last(AGAINST, text, low, end)
    if last and 0 < end - last.end() <= LONGEST_BASE and comparable:
        set_base(text, last.start(), (last.end(), end), predicate, lexicon)
        return
    last = find_last(lexicon.comparator_pattern, text, low, end) or last
    if last and last[0] in lexicon.comparators and 0 < end - last.end() <= LONGEST_BASE:
        set_base(text, last.start(), (last.end(), end), predicate, lexicon)
        if predicate.baseline not in ("yoy", "mom"):
            predicate.kind = "difference"
        predicate.direction = lexicon.comparators[last[0]]
        return
    if quantity.unit == "倍" and predicate.kind == "level":
        read_times_of(text, low, quantity.start, predicate)
        return
    compared = find_last(COMPARED, text, max(0, low - 30), quantity.start)
    if compared and compared.end() >= low - 1:
        cut = compared.start() if compared.end() >= end else end
        set_base(text, cut, compared.span(1), predicate, lexicon)


def find_last(pattern: re.Pattern[str], text: str, low: int, high: int) -> re.Match[str] | None:
    """Return the last match of a pattern between two places."""
    last = None
    for match in pattern.finditer(text, low, high):
        last = match
    return last


def read_reference(text: str, low: int, high: int, predicate: Predicate) -> bool:
    """Set the baseline to the one that a word between two places names (同比), if one does."""
    end = predicate.subject_end
    for word, name in REFERENCES.items():
        at = text.rfind(word, low, high)
        if at >= 0:
            predicate.baseline, predicate.baseline_span = name, Span(start=at, end=at + 2)
            if at < end and end - at < 6:
                predicate.subject_end = at
            against = AGAINST.search(text, low, predicate.subject_end)
            if against and predicate.subject_end - against.end() <= 8:
                predicate.subject_end = against.start()
            return True
    return False


def read_times_of(text: str, low: int, high: int, predicate: Predicate) -> None:
    """Set the baseline to that of which the quantity is a multiple: 是2019年的3倍."""
    match = TIMES_OF.search(text, max(low, high - 24), high)
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
    bracket = text.find("（", start, end)
    end = bracket if bracket > start else end
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


def clause_start(breaks: Sequence[int], at: int, low: int) -> int:
    """Return where the clause begins that holds a place."""
    i = bisect_right(breaks, at) - 1
    return max(low, breaks[i] if i >= 0 else low)
