"""Changes: whether a number says by how much something grew or fell, and which of the two."""

import re
from typing import cast

from pipeline.claims.read.baseline import REFERENCES
from pipeline.claims.read.cues import FoundCue, is_name
from pipeline.claims.read.drafts import Clause, Draft
from pipeline.claims.read.lexicon import DirectionName, Lexicon
from pipeline.claims.read.predicate import Predicate

CHANGE_AFTER = re.compile(
    r"的?(?:速度|比例|幅度)?(?:预期|年均|平均|同比|经济|较快)?(增长|增速|增幅|涨幅|提升|上升|下降|降幅|减少|递增)(?!了?[0-9到至])"
)


def read_change(clause: Clause, low: int, cues: list[FoundCue], predicate: Predicate) -> None:
    """Set kind and direction from verbs of change before the quantity, or nouns after it."""
    text, quantity, lexicon = clause.text, clause.quantity, clause.lexicon
    for number, (start, end, cue) in enumerate(cues):
        if cue.gives == "towards":
            predicate.moves_to = True
            set_rate(clause, cues[number + 1 :], predicate)
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


def set_rate(clause: Clause, before: list[FoundCue], predicate: Predicate) -> None:
    """Set kind and direction where it is a rate of change that moved: 跌幅|扩大至11.3%."""
    if before and clause.quantity.unit == "%":
        start, end, _ = before[0]
        direction = clause.lexicon.change_nouns.get(clause.text[start:end])
        if direction:
            predicate.kind, predicate.direction = "change", direction
            predicate.subject_end = max(predicate.subject_end, end)


def change_by_name(text: str, draft: Draft, lexicon: Lexicon) -> None:
    """Make a rate a change whose name says that it is one: 居民消费价格涨幅|2%.

    But 贡献经济增长的|7.2% is a share of that.
    """
    span, predicate = draft.indicator, draft.predicate
    if span is None or predicate.kind != "level" or draft.quantity.unit not in ("%", "‰"):
        return
    for word, direction in lexicon.change_nouns.items():
        shared = text.startswith("的", span.end) and draft.quantity.start == span.end + 1
        if text.endswith(word, span.start, span.end) and not shared:
            predicate.kind, predicate.direction = "change", direction
