"""What all records are made of: their base, spans of text, sentences in two languages, flags."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of all records: immutable, and a field it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Bilingual(Record):
    """One sentence for people, in Chinese and in English."""

    zh: str
    en: str

    def fill(self, **values: object) -> "Bilingual":
        """Return the sentence with the names in braces filled in.

        >>> Bilingual(zh="第{line}行", en="line {line}").fill(line=3)
        Bilingual(zh='第3行', en='line 3')
        """
        return Bilingual(zh=self.zh.format(**values), en=self.en.format(**values))


class Span(Record):
    """A half-open range of characters of the clean text."""

    start: int = Field(
        ge=0,
        title="在整理文本中的起点（字符，从 0 起）",
        description="Start in the clean text, in characters from 0",
    )
    end: int = Field(
        ge=0, title="在整理文本中的终点（不含）", description="End in the clean text, exclusive"
    )


# Types of fields that several records have.
TranscriptId = Annotated[
    str,
    Field(
        title="记录编号，即文件名去掉扩展名",
        description="Id of the transcript: the file's name without suffix",
    ),
]

TurnId = Annotated[
    str, Field(title="发言编号", description="Id of the turn, unique in its transcript")
]

UnderSection = Annotated[
    str | None, Field(title="热点编号", description="Id of the section (hotspot) it stands under")
]

Message = Annotated[
    Bilingual, Field(title="说明，供人阅读", description="What it says, for people")
]

SourceStart = Annotated[
    int, Field(title="在源文件（解码后）中的起点", description="Start in the decoded source")
]

SourceEnd = Annotated[
    int,
    Field(
        title="在源文件（解码后）中的终点（不含）",
        description="End in the decoded source, exclusive",
    ),
]


class Exact:
    """Marks a string that holds an exact decimal: the tables give its number as well."""


class Day:
    """Marks a string that holds a whole date in ISO 8601."""


Decimal = Annotated[str, Exact]

Date = Annotated[str, Day]


class Flag(Span):
    """Something about the text that a reader should know before citing it."""

    code: str = Field(title="提示代码", description="Code of the flag")
    message: Message
