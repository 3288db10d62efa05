"""What a reader is told about a text: messages in both languages, and what shows in the text."""

from collections.abc import Iterator, Sequence

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.pieces import find_top
from pipeline.knowledge import KnowledgeFile, PatternEntry
from pipeline.records.base import Bilingual, Flag


class FlagPattern(PatternEntry):
    """A pattern of text to flag, with texts that it must accept and reject."""

    code: str


class Flags(KnowledgeFile):
    """All that flags.toml says."""

    file = "flags.toml"
    message: dict[str, Bilingual]
    pattern: tuple[FlagPattern, ...]

    def say(self, code: str, **values: object) -> Bilingual:
        """Return the message of a code, filled in."""
        return self.message[code].fill(**values)

    def flag(self, code: str, start: int, end: int, **values: object) -> Flag:
        """Return a flag with the message of its code."""
        return Flag(start=start, end=end, code=code, message=self.say(code, **values))

    def search(self, text: str) -> Iterator[Flag]:
        """Yield a flag for all in the text that a pattern matches."""
        for entry in self.pattern:
            for found in entry.compiled.finditer(text):
                yield self.flag(entry.code, found.start(), found.end(), text=found[0])

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
