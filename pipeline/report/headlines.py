"""Headlines: the indicators that a reader of the field looks for first (headlines.toml)."""

import re

from pipeline.knowledge import Entry, KnowledgeFile, PatternEntry
from pipeline.language.fold import fold

AFTER = "(?:（[^）]*）)?(?:同比)?(?:增速|增长率|增长|涨幅|增幅)?$"
"""What may follow the name of a headline indicator: the word of its change."""
SCOPE = re.compile("\\A(?:[全我本][国省市区县州]|中国)的?")
"""The territory that a report speaks for, before a name."""


class Headline(Entry):
    """An indicator of the first page."""

    name: str
    pattern: str
    reject_before: str | None = None
    """What may not stand before: it makes another indicator of it."""
    level: bool = False
    accept: tuple[str, ...]
    reject: tuple[str, ...]

    def holds(self, indicator: str) -> bool:
        """Return whether an indicator is this one."""
        found = re.search(f"(?:{self.pattern}){AFTER}", indicator)
        if found is None or self.reject_before is None:
            return found is not None
        return re.search(f"(?:{self.reject_before})$", indicator[: found.start()]) is None

    def is_whole(self, name: str) -> bool:
        """Return whether a name says this one and nothing of a part of it."""
        return re.fullmatch(f"(?:{self.pattern}){AFTER}", name) is not None


class Headlines(KnowledgeFile):
    """headlines.toml."""

    file = "headlines.toml"
    headline: tuple[Headline, ...]
    amount: PatternEntry
    """The words for an amount with which the name of a statistic ends."""
    incomplete: PatternEntry
    """Names that say nothing without their sentence."""
    before: PatternEntry
    """What may stand before a name in its clause."""
    share: PatternEntry
    """Names of quantities that may be shares."""
    rate: PatternEntry
    """Names of quantities that are nothing else."""

    def name_family(self, indicator: str) -> str:
        """Return the name of the headline that an indicator is, or its own without its territory.

        >>> headlines = Headlines.load()
        >>> [headlines.name_family(name) for name in ("全市GDP", "地区生产总值", "全省粮食总产值")]
        ['growth', 'growth', '粮食总产值']
        """
        name = SCOPE.sub("", fold(indicator)) or indicator
        known = (entry.name for entry in self.headline if entry.is_whole(name))
        return next(known, name)

    def is_whole(self, indicator: str) -> bool:
        """Return whether an indicator is a headline of the whole territory."""
        return any(entry.name == self.name_family(indicator) for entry in self.headline)

    def find(self, indicator: str) -> int | None:
        """Return the place of an indicator among the headlines; 0 is the most telling."""
        return next(
            (rank for rank, entry in enumerate(self.headline) if entry.holds(indicator)), None
        )
