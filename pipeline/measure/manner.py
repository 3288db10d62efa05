"""How a value was made: as a yearly average, summed up, added within a time, one of several."""

import re
from functools import cached_property
from typing import NamedTuple

from pipeline.knowledge import Entry, KnowledgeFile, any_of
from pipeline.records.base import Span
from pipeline.records.claims import Statistic

CLAUSE = re.compile(r"[，。；：！？、\n]")
LIST_BREAK = re.compile(r"[，。；：！？\n]")
LIST_MARK = "、"
RESPECTIVELY = "分别"
LONGEST_WINDOW = 60
"""Characters: a clause is hardly longer, and a text without marks costs no more than this."""
REACHED = re.compile(r"(?:增加|减少)[到至为]")
"""What says what there is in the end, not by how much there is more: 增加到1.2亿人."""
AVERAGED = re.compile("年均(?:增速|增幅|增长率|涨幅)\\Z")
"""The end of a name that says how growth is told, and not of what: 出口|年均增速."""
VERB_BEFORE_NUMBER = 6
"""Characters between an indicator and its number that a verb of adding stands in: 累计新增约."""


class FlowVerbs(Entry):
    """Verbs of what is added within a period."""

    words: tuple[str, ...]
    stock: tuple[str, ...]

    @cached_property
    def new(self) -> tuple[str, ...]:
        """Those that say that a thing is new, the longest first: 新增, and not 增加."""
        found = (word for word in self.words if word.startswith("新"))
        return tuple(sorted(found, key=lambda word: (-len(word), word)))

    @cached_property
    def stock_pattern(self) -> re.Pattern[str]:
        """Any word for all there is."""
        return re.compile(any_of(self.stock))


class MannerWords(KnowledgeFile):
    """manner.toml."""

    file = "manner.toml"
    statistic: dict[Statistic, tuple[str, ...]]
    flow: FlowVerbs
    examples: dict[str, tuple[str, bool]]

    @cached_property
    def statistic_of(self) -> dict[str, Statistic]:
        """Word → statistic."""
        return {word: name for name, words in self.statistic.items() for word in words}

    @cached_property
    def statistic_pattern(self) -> re.Pattern[str]:
        """Any word of a statistic."""
        return re.compile(any_of(self.statistic_of))


class Manner(NamedTuple):
    """How a value was made. `statistic` comes from the words outside the indicator."""

    statistic: Statistic | None
    flow: bool
    respectively: bool


def read_manner(text: str, start: int, indicator: Span | None) -> Manner:
    """Return how the value that starts at a place of the folded text was made.

    All there is was not added, whatever was told before: 新增企业48家、总量达122家.
    """
    words = MannerWords.load()
    first = min(indicator.start, start) if indicator else start
    low = max(0, first - LONGEST_WINDOW)
    breaks = [match.end() for match in CLAUSE.finditer(text, low, first)]
    low = breaks[-1] if breaks else low
    after = max(indicator.end, low) if indicator else low
    stock = words.flow.stock_pattern.search(text, after, start)
    low = stock.start() if stock else low
    name = AVERAGED.sub("", text[indicator.start : indicator.end]) if indicator else ""
    found = [word for word in words.statistic_pattern.findall(text, low, start) if word not in name]
    within = text.find(RESPECTIVELY, first, start) >= 0
    return Manner(
        words.statistic_of[found[-1]] if found else None,
        indicator is not None
        and stock is None
        and is_added(text, start, indicator, words.flow.words),
        within,
    )


def is_added(text: str, start: int, indicator: Span, verbs: tuple[str, ...]) -> bool:
    """Return whether a verb of adding governs the number.

    It begins the name (新增上市公司48家), stands before it (新增|上市公司48家) or after it
    (营业里程|新增1700公里), or before a list (新增工业企业1494家、|上云企业2万家).
    """
    before = text[max(0, indicator.start - LONGEST_WINDOW) : indicator.start]
    between = text[indicator.end : start]
    if text.startswith(verbs, indicator.start) and indicator.start < start:
        return True
    near = REACHED.sub("", between[-VERB_BEFORE_NUMBER:])
    if before.endswith(verbs) or any(verb in near for verb in verbs):
        return True
    clause = LIST_BREAK.split(before)[-1]
    return clause.endswith(LIST_MARK) and not between and clause.startswith(verbs)
