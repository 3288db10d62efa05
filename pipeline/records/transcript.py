"""What clean makes of a file: the text in reading order, and all that happened to it."""

from typing import Literal

from pydantic import Field

from pipeline.records.base import (
    Date,
    Flag,
    Message,
    Record,
    SourceEnd,
    SourceStart,
    Span,
    TranscriptId,
)
from pipeline.records.segmentation import Role

DateSource = Literal["name", "metadata", "document", "text"]


class Run(Record):
    """Characters taken over unchanged: `text[start:end] == source[source_start:][: end - start]`.

    Runs are in the order of the clean text. Characters of the text in no run are line breaks
    that `clean` put between blocks. A character of the source in no run is in a `Removal`, or is
    white space; control and zero-width characters (of a byte order mark, of bidirectional text)
    count as white space. No character but white space is in a run and in a `Removal`, or in two.
    """

    start: int
    end: int
    source_start: int


class Removal(Record):
    """Characters of the source that are not part of what was said, and why."""

    source_start: SourceStart
    source_end: SourceEnd
    text: str = Field(title="移除的文字", description="The characters that were removed")
    reason: str = Field(title="移除原因", description="Why they are not part of what was said")


class Move(Span):
    """A piece that stands elsewhere in the clean text than in the source.

    `start`, `end` is its place in the clean text. `evidence` lists the codes of what speaks for
    the move; `confidence`, between 0 and 1, is that of the surer of its links to what is now before
    and after it.
    """

    source_start: SourceStart
    source_end: SourceEnd
    evidence: tuple[str, ...] = Field(
        title="移动依据的代码", description="Codes of what speaks for the move"
    )
    confidence: float = Field(title="把握，0 至 1", description="Confidence between 0 and 1")
    message: Message


class Heading(Record):
    """A numbered heading: its style and level (1 is the highest), its number.

    `title_start` is where its title starts, counted from the start of its line.
    """

    style: str
    level: int
    ordinal: int
    title_start: int


class Label(Record):
    """The words that say who speaks, and where on the line the speech starts.

    `name` is a person's name, or a medium's reporter, and None where the words name nobody (问,
    记者). `medium` is that of a reporter, `style` the entry of structure.toml that fits.
    """

    role: Role
    name: str | None
    words: str
    speech_start: int
    medium: str | None = None
    style: str = ""

    def at(self, speech_start: int) -> "Label":
        """Return the label of a line on which the speech starts here."""
        return self.model_copy(update={"speech_start": speech_start})

    def fills(self, line: str) -> bool:
        """Return whether the line that it stands on says who speaks and nothing else."""
        return self.speech_start == len(line)


BlockKind = Literal["title", "dateline", "byline", "note", "heading", "table", "paragraph"]


class Block(Span):
    """A paragraph of the clean text (one line of it) and what it is.

    `heading` is its number as a heading, `label` who begins to speak in it. A `foreign` one is not
    in Chinese, and is not analysed. Of a `marked` one the file itself says that it is a heading.
    """

    kind: BlockKind
    heading: Heading | None = None
    label: Label | None = None
    foreign: bool = False
    marked: bool = False


class Cell(Span):
    """A cell of a table, where it begins in the table and over how much of it it goes."""

    row: int = Field(title="行号，从 0 起", description="Row, from 0")
    column: int = Field(title="列号，从 0 起", description="Column, from 0")
    rows: int = Field(default=1, title="所跨行数", description="Rows that it goes over")
    columns: int = Field(default=1, title="所跨列数", description="Columns that it goes over")


class Table(Span):
    """A table of values in the clean text, in which a row is a line and tabs part the cells.

    The cells of the first `head_rows` rows say what stands below them, those of the first
    `head_columns` columns what stands beside them. Empty cells are not listed.
    """

    head_rows: int = Field(title="表头行数", description="Rows of heads")
    head_columns: int = Field(title="表头列数", description="Columns of heads")
    cells: tuple[Cell, ...]


class Transcript(Record):
    """The clean text of one file, where each character came from, and what to watch out for."""

    transcript: TranscriptId
    file: str = Field(title="文件名", description="Name of the file in raw/")
    sha256: str = Field(title="文件字节的 SHA-256", description="SHA-256 of the bytes of the file")
    format: str = Field(title="文件格式", description="Format of the file")
    encoding: str | None = Field(title="文字编码", description="Encoding that the file was read in")
    title: str | None = Field(title="记录标题", description="Title of the transcript")
    date: Date | None = Field(
        title="记录日期，ISO 8601；时期据此推算",
        description="Date of the document, ISO 8601; periods are resolved by it",
    )
    date_source: DateSource | None = Field(
        title="日期出处：name 文件名，metadata 元数据表，document 文件自述，text 正文",
        description="Where the date was found: name of the file, metadata table, what the file "
        "says of itself beside the text, text",
    )
    event_date: Date | None = Field(
        default=None,
        title="会议举行的日期，正文有说明时",
        description="The day on which it was held, where the text tells it",
    )
    publisher: str | None = Field(title="发布机构", description="Publisher")
    url: str | None = Field(title="网址，未经核实", description="Address of the page, as given")
    source: str = Field(
        description="The decoded file; of a web page, a Word document or a PDF, all its text."
    )
    text: str
    runs: tuple[Run, ...]
    removals: tuple[Removal, ...]
    moves: tuple[Move, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    flags: tuple[Flag, ...]
