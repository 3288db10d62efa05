"""What personal names, offices and media are made of."""

import re

from pipeline.knowledge import Entry
from pipeline.language.marks import HAN


class NamePatterns(Entry):
    """The surnames, offices and media of structure.toml as patterns."""

    surnames: str
    compound_surnames: tuple[str, ...]
    not_names: frozenset[str]
    offices: tuple[str, ...]
    ranks: tuple[str, ...]
    never_in_titles: frozenset[str]
    media: tuple[str, ...]

    @property
    def surname_pattern(self) -> str:
        """A surname of one character or two."""
        return rf"(?:{'|'.join(self.compound_surnames)}|[{self.surnames}])"

    @property
    def name_pattern(self) -> str:
        """A Chinese name of two to four characters, or a transcribed one with its dot."""
        denied = any_word(self.not_names)
        return (
            rf"(?:(?!{denied}(?:$|[（(\s]|{self.office_pattern}$))"
            rf"(?:(?:{'|'.join(self.compound_surnames)}){HAN}{{1,2}}"
            rf"|[{self.surnames}]\s{{0,3}}{HAN}{{1,2}})"
            rf"|{HAN}{{1,8}}(?:[·•‧・]{HAN}{{1,8}}){{1,3}})"
        )

    @property
    def office_pattern(self) -> str:
        """Any office, the longest first."""
        return any_word(self.offices)

    @property
    def media_pattern(self) -> str:
        """Any medium that is a questioner by its name alone."""
        return any_word(self.media)


def any_word(words: frozenset[str] | tuple[str, ...]) -> str:
    """Return a pattern that matches any of the words, the longest first.

    >>> any_word(("部长", "副部长"))
    '(?:副部长|部长)'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, ordered))})"
