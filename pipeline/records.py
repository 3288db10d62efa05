"""The records that cross a stage, and nothing else.

Data flows one way: raw → clean → segment → phrases, claims, classify, topics → report, corpus.
Every stage but the corpus-level ones writes one line a file in raw/: the stage's record, or the
`Problem` that stopped it. A stage adds records and never rewrites another's.

Offsets are half-open and count characters (Unicode code points). `start`, `end` refer to
`Transcript.text`; `source_start`, `source_end` refer to `Transcript.source`, the decoded file.
For every record with a `text` or `quote`, `transcript.text[start:end]` equals it.

The names of the fields are part of the product: they are the columns of the published tables.
"""

from typing import Literal

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

    start: int = Field(ge=0)
    end: int = Field(ge=0)


class Problem(Record):
    """Why a file of raw/ has no record at a stage. It stops that file alone."""

    transcript: str
    file: str
    stage: str
    code: str
    message: Bilingual


class Flag(Span):
    """Something about the text that a reader should know before citing it."""

    code: str
    message: Bilingual


# clean -------------------------------------------------------------------------------------


class Run(Record):
    """Characters taken over unchanged: `text[start:end] == source[source_start:][: end - start]`.

    Runs are in the order of the clean text. Characters of the text in no run are line breaks
    that `clean` put between blocks; characters of the source in no run are white space, control
    characters, or in a `Removal`.
    """

    start: int
    end: int
    source_start: int


class Removal(Record):
    """Characters of the source that are not part of what was said, and why."""

    source_start: int
    source_end: int
    text: str
    reason: str


class Move(Span):
    """A piece that stands elsewhere in the clean text than in the source.

    `start`, `end` is its place in the clean text. `evidence` lists the codes of what speaks for
    the move; `confidence` is between 0 and 1.
    """

    source_start: int
    source_end: int
    evidence: tuple[str, ...]
    confidence: float
    message: Bilingual


class Block(Span):
    """A paragraph of the clean text (one line of it) and what it is."""

    kind: Literal["title", "dateline", "byline", "note", "heading", "paragraph"]


class Transcript(Record):
    """The clean text of one file, where each character came from, and what to watch out for."""

    transcript: str = Field(description="Id: the stem of the file's name.")
    file: str
    sha256: str = Field(description="Of the bytes of the file.")
    format: str
    encoding: str | None
    title: str | None
    date: str | None = Field(description="ISO 8601.")
    date_source: Literal["name", "metadata", "text"] | None
    publisher: str | None
    url: str | None
    source: str
    text: str
    runs: tuple[Run, ...]
    removals: tuple[Removal, ...]
    moves: tuple[Move, ...]
    blocks: tuple[Block, ...]
    flags: tuple[Flag, ...]


# segment -----------------------------------------------------------------------------------

Role = Literal["reporter", "official", "host", "editor", "unknown"]


class Speaker(Record):
    """One person or medium over a transcript. `name` is the identity that turns refer to."""

    name: str
    role: Role
    office: str | None
    organisation: str | None
    aliases: tuple[str, ...]


class Section(Span):
    """A hotspot: a heading and all that stands under it, up to the next heading."""

    id: str
    ordinal: int | None = Field(description="The number that the heading itself bears.")
    title: str = Field(description="The heading without its number: 工业运行情况.")
    heading: Span


class Turn(Span):
    """What one speaker says without interruption.

    `start`, `end` cover the words without the label (`田玉龙：`). An answer's `answers` are the
    ids of the questions that it answers.
    """

    id: str
    section: str | None
    kind: Literal["question", "answer", "statement", "narration"]
    speaker: str | None
    role: Role
    answers: tuple[str, ...]


class Sentence(Span):
    """A sentence of a turn, and its tokens as lengths in characters.

    The lengths add up to `end - start`; white space is a token of its own.
    """

    id: str
    turn: str
    section: str | None
    paragraph: int = Field(description="Number of the paragraph in the transcript, from 0.")
    tokens: tuple[int, ...]


class Segmentation(Record):
    """The structure of one transcript."""

    transcript: str
    speakers: tuple[Speaker, ...]
    sections: tuple[Section, ...]
    turns: tuple[Turn, ...]
    sentences: tuple[Sentence, ...]
    flags: tuple[Flag, ...]


# phrases -----------------------------------------------------------------------------------


class Phrase(Record):
    """A term with its weight; a larger weight says more about the text."""

    text: str
    weight: float


class SectionPhrases(Record):
    """The key phrases of one section."""

    section: str
    phrases: tuple[Phrase, ...]


class SpeakerPhrases(Record):
    """The key phrases of what one speaker says; reporters have none."""

    speaker: str
    phrases: tuple[Phrase, ...]


class KeyPhrases(Record):
    """The key phrases of one transcript, its sections and its speakers, heaviest first."""

    transcript: str
    phrases: tuple[Phrase, ...]
    sections: tuple[SectionPhrases, ...]
    speakers: tuple[SpeakerPhrases, ...]


# claims ------------------------------------------------------------------------------------

Op = Literal["eq", "gt", "ge", "lt", "le", "approx", "range"]


class Claim(Span):
    """One quantity that somebody stated: 5G终端连接数突破2亿.

    `value` and `value_high` are exact decimals written as strings, multipliers applied
    (1865亿元 → "186500000000"). The spans name the words that gave a field; they are null where
    no words did.
    """

    id: str
    transcript: str
    section: str | None
    turn: str
    speaker: str | None
    role: Role
    sentence: str
    source_start: int
    source_end: int
    text: str = Field(description="The number with its unit, as written.")
    quote: str = Field(description="The sentence as written; of one over 1,000 characters, a part.")
    value: str
    value_high: str | None = Field(description="Upper bound, only where op is range.")
    op: Op
    unit: str | None
    kind: Literal["level", "change", "difference", "rank", "duration"]
    direction: Literal["up", "down", "none"]
    indicator: str | None
    period: str | None = Field(description="2020, 2020-11, 2020-Q1, 2020-H1, 2020-01/2020-11 …")
    baseline: str | None = Field(description="yoy, mom, or what it is compared with.")
    modality: Literal["actual", "target", "limit", "forecast"]
    pattern: str = Field(description="Name of the rule that made the claim.")
    indicator_span: Span | None
    period_span: Span | None
    baseline_span: Span | None
    modality_span: Span | None


CheckKind = Literal["implied", "repeated", "contradiction", "total"]


class Check(Record):
    """A relation between claims of one transcript, with the ids of those it rests on.

    implied: a value that follows from others, in `value` and `unit`, said of `indicator`.
    repeated: the same fact said again. contradiction: the same fact with another value, or a part
    larger than its whole. total: parts that add up to the whole said before them.
    """

    id: str
    kind: CheckKind
    claims: tuple[str, ...]
    indicator: str | None
    period: str | None
    value: str | None
    unit: str | None
    message: Bilingual


class TranscriptClaims(Record):
    """The claims of one transcript in reading order, and what follows from them together."""

    transcript: str
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]


# classify ----------------------------------------------------------------------------------


class SectionScore(Record):
    """How probable it is that an answer belongs under a section."""

    section: str
    probability: float


class AnswerClassification(Record):
    """The section an answer stands under, and the section that its words speak for.

    The answer itself is never among the texts that describe the sections. `terms` are those
    that spoke most for `content_section`. `agrees` is null where there is nothing to compare.
    """

    turn: str
    heading_section: str | None
    content_section: str | None
    probability: float | None
    scores: tuple[SectionScore, ...]
    terms: tuple[Phrase, ...]
    agrees: bool | None


class Classifications(Record):
    """The classification of each answer of one transcript."""

    transcript: str
    answers: tuple[AnswerClassification, ...]
    flags: tuple[Flag, ...]


# topics ------------------------------------------------------------------------------------


class TopicPassage(Span):
    """A passage (a paragraph of a turn) that carries a topic, with its weight."""

    transcript: str
    section: str | None
    turn: str
    text: str
    weight: float


class TopicShare(Record):
    """How large a topic is in a part of the corpus: under a heading, or in a year or month.

    `share` is the part of its `passages` of which the topic is the main one.
    """

    label: str
    passages: int
    share: float


class Topic(Record):
    """A topic of the corpus: its terms and the passages that carry it, heaviest first.

    The id depends on its leading terms alone, so that another transcript does not change it.
    """

    id: str
    name: str
    share: float = Field(description="Part of the corpus's passages of which it is the main topic.")
    terms: tuple[Phrase, ...]
    passages: tuple[TopicPassage, ...]
    headings: tuple[TopicShare, ...] = Field(description="Where most of its passages stand.")
    periods: tuple[TopicShare, ...] = Field(description="Years, or months of two years at most.")


class TopicTrial(Record):
    """How good a number of topics is. NPMI is between -1 and 1, the others between 0 and 1."""

    number: int
    stability: float = Field(description="Mean cosine of matched topics between samples.")
    coherence: float = Field(description="NPMI of each topic's ten first words in passages.")
    diversity: float = Field(description="Part of those words that are different.")


class TopicChoice(Record):
    """How many topics were asked of the corpus and why, with the figures of each number tried."""

    number: int
    reason: Literal["config", "headings", "size", "trials"]
    passages: int
    headings: int
    trials: tuple[TopicTrial, ...]


# report ------------------------------------------------------------------------------------


class SectionTitle(Record):
    """A section's id and its title."""

    id: str
    title: str


class Page(Record):
    """What the start page needs to know of one file: its report, or why there is none.

    `problem` is what stopped the file, or the first stage that failed on it. `characters` counts
    those of the clean text and is 0 where there is none. `speakers` leaves out reporters.
    `contradictions` counts the checks of that kind, `flags` the flags and moves. `notices` say
    what a reader might look for in vain: hotspots, questions, claims.
    """

    transcript: str
    file: str
    title: str | None
    date: str | None
    characters: int
    sections: tuple[SectionTitle, ...]
    speakers: tuple[str, ...]
    turns: int
    claims: int
    contradictions: int
    flags: int
    notices: tuple[Problem, ...]
    problem: Problem | None
