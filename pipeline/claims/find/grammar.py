"""The schema of numerals.toml: the characters that write a number, and white space inside one."""

import re
from functools import cached_property

from pipeline.knowledge import KnowledgeFile, PatternEntry, PatternFile


class NumeralGrammar(PatternFile, KnowledgeFile):
    """All that numerals.toml says."""

    file = "numerals.toml"
    numeral: PatternEntry
    unit_name: PatternEntry
    inside: tuple[PatternEntry, ...]
    in_words: PatternEntry

    @cached_property
    def numerals(self) -> re.Pattern[str]:
        """A number as written."""
        return self.compile(self.numeral.pattern)

    @cached_property
    def unit_names(self) -> re.Pattern[str]:
        """Characters of numerals that may be the name of a unit, or begin it."""
        return self.compile(self.unit_name.pattern)

    @cached_property
    def spaces_inside(self) -> tuple[re.Pattern[str], ...]:
        """White space inside a number, whatever its value."""
        return tuple(self.compile(entry.pattern) for entry in self.inside)

    @cached_property
    def parted_words(self) -> re.Pattern[str]:
        """Words that white space parts behind or before a multiplier."""
        return self.compile(self.in_words.pattern)
