"""What a reader is told about a text: messages in both languages, and what shows in the text."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from pydantic import Field

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.pieces import find_top
from pipeline.knowledge import Entry, KnowledgeFile
from pipeline.records.base import Bilingual, Flag


class FlagPattern(Entry):
    """A pattern of text to flag, with texts that it must accept and reject."""

    code: str
    pattern: str
    accept: tuple[str, ...] = Field(min_length=1)
    reject: tuple[str, ...] = Field(min_length=1)


class Flags(KnowledgeFile):
    """All that flags.toml says."""

    file = "flags.toml"
    message: dict[str, Bilingual]
    pattern: tuple[FlagPattern, ...]

    @cached_property
    def _patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(entry.code, re.compile(entry.pattern)) for entry in self.pattern]

    def say(self, code: str, **values: object) -> Bilingual:
        """Return the message of a code, filled in."""
        return self.message[code].fill(**values)

    def flag(self, code: str, start: int, end: int, **values: object) -> Flag:
        """Return a flag with the message of its code."""
        return Flag(start=start, end=end, code=code, message=self.say(code, **values))

    def search(self, text: str) -> Iterator[Flag]:
        """Yield a flag for all in the text that a pattern matches."""
        for code, pattern in self._patterns:
            for found in pattern.finditer(text):
                yield self.flag(code, found.start(), found.end(), text=found[0])

    def check_headings(
        self, paragraphs: Sequence[Paragraph], places: Sequence[tuple[int, int]]
    ) -> Iterator[Flag]:
        """Yield a flag where the numbers of the main headings do not count up by one."""
        top = find_top(paragraphs)
        before = 0
        for paragraph, (start, end) in zip(paragraphs, places, strict=True):
            if paragraph.heading is None or paragraph.heading.style != top:
                continue
            number = paragraph.heading.ordinal
            if number > before + 1:
                yield self.flag("heading_skipped", start, end, before=before, after=number)
            elif number <= before:
                yield self.flag("heading_repeated", start, end, before=before, after=number)
            before = max(before, number)
