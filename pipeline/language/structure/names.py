"""What personal names, offices and media are made of."""

from functools import cached_property

from pipeline.knowledge import Entry, any_of
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

    @cached_property
    def surname_pattern(self) -> str:
        """A surname of one character or two."""
        return rf"(?:{'|'.join(self.compound_surnames)}|[{self.surnames}])"

    @cached_property
    def name_pattern(self) -> str:
        """A Chinese name of two to four characters, or a transcribed one with its dot."""
        return (
            rf"(?:(?!{self.not_name_pattern}(?:$|[（(\s]|{self.office_pattern}$))"
            rf"(?:(?:{'|'.join(self.compound_surnames)}){HAN}{{1,2}}"
            rf"|[{self.surnames}]\s{{0,3}}{HAN}{{1,2}})"
            rf"|{HAN}{{1,8}}(?:[·•‧・]{HAN}{{1,8}}){{1,3}})"
        )

    @cached_property
    def not_name_pattern(self) -> str:
        """Words that are no name, though they may look like one."""
        return any_of(self.not_names)

    @cached_property
    def plain_name_pattern(self) -> str:
        """A Chinese name in a sentence; the surname of a husband may stand before: 林郑月娥."""
        return rf"{self.surname_pattern}(?:{HAN}{{1,2}}?|[{self.surnames}]{HAN}{{2}})"

    @cached_property
    def office_pattern(self) -> str:
        """Any office."""
        return any_of(self.offices)

    @cached_property
    def rank_pattern(self) -> str:
        """Any rank."""
        return f"(?:{any_of(self.ranks)})"

    @cached_property
    def media_pattern(self) -> str:
        """Any medium that is a questioner by its name alone."""
        return any_of(self.media)
