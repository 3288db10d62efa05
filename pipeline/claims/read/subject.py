"""Subjects: where the words before a number end that may name what it measures."""

import re

from pipeline.claims.read.baseline import COMPARING
from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.edges import SEPARATORS
from pipeline.claims.read.words import Word
from pipeline.knowledge import any_of

JOINTS_AND_MARKS = f"{SEPARATORS}的等近约超逾达（(—"
"""What stands between a phrase and its number and belongs to neither."""
RELATIVE = frozenset({"%", "‰", "ratio", "倍"})
SHARE = "占"
SCORE, IS = "分", "为"
"""得分|为|73分: behind 分 the 为 is a word of its own where points are told."""
RELATIONS = ("为", "是", "完成", "到", "至", "达", "于", "超", "超过")
SHARES = ("比重", "比例", "份额", "比率", "占比")
EARLIER = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?<![自理经])[从由](?=[^，。；从由]{1,12}(?:世纪[^，。；]{0,4}|[年月][前初末底]?)\Z)"
)
"""从 or 由 with a time, where the noun before it moves from one value to another."""
AGAINST_TIME = re.compile(
    r"(?:(?<=[\u4e00-\u9fff])[较比]|相[较比]于?)[^，。；较比]{0,10}?[年月季期][^，。；较比]{0,4}的?\Z"
    r"|相[较比]于?\Z|与[0-9]{4}年的?\Z"
)
"""What stands before the value of an earlier time: 失业率|较二月至四月的3.4%, 相比2024年的99款."""
OF_EARLIER = re.compile(r"(?<![参给])[较比与][0-9]{4}年[^，。；较比]{1,14}\Z")
"""Before 的 and the value of an earlier time, with a word beside it: 比2010年普查|的30万人."""
HELD = re.compile(r"[与同和跟][^，。；：]{1,24}\Z")
"""Before a number that something is compared with: 同2010年的|30万人相比."""
MOVED = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![自理经])(?:从(?![事业严来容属])|由(?![于来此]))")
"""从 or 由 where a value moves: 时间|由高峰期的6年降至5年, 审批|从受理到办结压到12天."""
CURRENCY = re.compile(
    "(?:[按以][^，。；]{0,8}?(?:汇率|牌价))?(?:计算?|折合成?|约合){0,2}(?:人民币|新[台臺][币幣]|港[币幣]|澳门元)?\\Z"
)
"""What says in which money an amount is told: 成交值|新台币3200亿元."""
_BASE_UNIT = (
    "公?升|公?吨|公?斤|千?克|股|度|[平立]方米|公?亩|公顷|桶|箱|株|头|坪|套|间|人|生|户"
    "|月|年|天|秒|小时|分钟"
)
PER = re.compile(
    rf"({any_of(RELATIONS)})每[一十百千万亿]{{0,3}}[\u4e00-\u9fff]{{1,4}}\Z"
    rf"|()(?:每[0-9一十百千万]{{0,4}}(?:{_BASE_UNIT}|度电|枚|课时|学期|孩|台|辆|次)){{1,3}}\Z"
)
"""Of how many things there is so much: 密度达到|每万名工人392台."""


def cut_base(clause: Clause, draft: Draft, words: list[Word]) -> list[Word]:
    """Return the words before those that say what a number is held against.

    工业投资|占全部投资的40%, 出口|恢复到2019年的95%; but 工业投资占比 is a thing.
    """
    text, compounds = clause.text, clause.lexicon.cues.compounds.words
    of = text.endswith("的", clause.low, draft.quantity.start)
    relations = (SHARE, *RELATIONS) if of and draft.quantity.unit in RELATIVE else (SHARE,)
    for number in range(len(words) - 1, -1, -1):
        start, end = words[number].start, words[number].end
        if text.endswith(relations, start, end) and text[start:end] not in compounds:
            whole = text[end : words[-1].end]
            return words if number and whole.endswith(SHARES) else words[:number]
    return words


def find_left_end(clause: Clause, draft: Draft, low: int) -> int:
    """Return where a phrase before a quantity ends."""
    text, predicate, end = clause.text, draft.predicate, draft.predicate.subject_end
    if draft.quantity.type == "money" and (money := CURRENCY.search(text, low, end)):
        end = money.start()
    end -= draft.quantity.unit == SCORE and text.endswith(IS, low, end)
    end = strip_joints(clause, low, end)
    for adjunct in clause.lexicon.adjunct_pattern.finditer(text, low, end):
        end = adjunct.start() if adjunct.end() == end else end
    against = AGAINST_TIME.search(text, low, end)
    if against is None and text.startswith("的", end):
        against = OF_EARLIER.search(text, low, end)
    if against is None and text.startswith(COMPARING, predicate.follow):
        against = HELD.search(text, low, end)
    end = against.start() if against else end
    moved = predicate.moves_from or predicate.moves_to or starts_with_move(clause, draft)
    earlier = (MOVED if moved else EARLIER).search(text, low, end)
    end = earlier.start() if earlier else end
    if per := PER.search(text, low, end):
        end = per.start()
    return strip_joints(clause, low, end)


def strip_joints(clause: Clause, low: int, end: int) -> int:
    """Return where text[low:end] ends without joints and marks; the 和 of 温和 is none."""
    text, lexicon = clause.text, clause.lexicon
    while end > low and text[end - 1] in JOINTS_AND_MARKS:
        two = text[max(low, end - 2) : end]
        whole = two in lexicon.cues.compounds.words
        if whole or (two.endswith("和") and lexicon.tokenizer.has_word(two)):
            break
        end -= 1
    return end


def starts_with_move(clause: Clause, draft: Draft) -> bool:
    """Return whether behind a number stands to what its value moves: 6年|降至5年."""
    follow = draft.predicate.follow
    words = (clause.text[follow : follow + length] for length in (2, 3, 4))
    cues = (clause.lexicon.before.get(word) for word in words)
    return any(cue is not None and cue.gives == "towards" for cue in cues)
