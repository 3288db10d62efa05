"""The records that cross a stage, and nothing else.

Data flows one way: raw → clean → segment → phrases, claims, train, classify, topics → report,
corpus; claims → indicators → corpus.
Every stage but the corpus-level ones writes one line a file in raw/: the stage's record, or the
`Problem` that stopped it. A stage adds records and never rewrites another's.

Offsets are half-open and count characters (Unicode code points). `start`, `end` refer to
`Transcript.text`; `source_start`, `source_end` refer to `Transcript.source`, the decoded file.
For every record with a `text` or `quote`, `transcript.text[start:end]` equals it.

The names of the fields are part of the product: they are the columns of the published tables. A
field's `title` says in Chinese and its `description` in English what it means; the data dictionary
is made of them, so every field that becomes a column has both.
"""

from typing import Annotated, Literal

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
    Bilingual, Field(title="说明，供人阅读", description="What it is about, for people")
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


class Problem(Record):
    """Why a file of raw/ has no record at a stage. It stops that file alone."""

    transcript: TranscriptId
    file: str = Field(title="文件名", description="Name of the file in raw/")
    stage: str = Field(title="所在阶段", description="Stage that found it")
    code: str = Field(title="问题代码", description="Code of the problem")
    message: Message


Severity = Literal["error", "warning", "notice"]


class ListedProblem(Problem):
    """A problem in the list of a run.

    `severity` is error where the file has no report, warning where a part of it is missing or a
    line of labels.tsv is not used, and notice where the report is whole but the text has no
    hotspots, questions or claims.
    `page` is the address of the file's page from the results folder, where it has one.
    """

    severity: Severity = Field(
        title="程度：error 无报告，warning 缺部分内容，notice 提示",
        description="error: no report; warning: a part is missing; notice: nothing is missing",
    )
    page: str | None = Field(
        title="报告页相对 results 的地址", description="Address of the page from the results folder"
    )


class Flag(Span):
    """Something about the text that a reader should know before citing it."""

    code: str = Field(title="提示代码", description="Code of the flag")
    message: Message


# clean -------------------------------------------------------------------------------------


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
    the move; `confidence` is between 0 and 1.
    """

    source_start: SourceStart
    source_end: SourceEnd
    evidence: tuple[str, ...] = Field(
        title="移动依据的代码", description="Codes of what speaks for the move"
    )
    confidence: float = Field(title="把握，0 至 1", description="Confidence between 0 and 1")
    message: Message


class Block(Span):
    """A paragraph of the clean text (one line of it) and what it is."""

    kind: Literal["title", "dateline", "byline", "note", "heading", "paragraph"]


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
    date_source: Literal["name", "metadata", "text"] | None = Field(
        title="日期出处：name 文件名，metadata 元数据表，text 正文",
        description="Where the date was found: name of the file, metadata table, text",
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
    flags: tuple[Flag, ...]


# segment -----------------------------------------------------------------------------------

Role = Literal["reporter", "official", "host", "editor", "unknown"]
SpeakerRole = Annotated[
    Role,
    Field(
        title="发言人身份：reporter 记者，official 发布人，host 主持人，editor 编者，unknown 不详",
        description="Role of the speaker: reporter, official, host, editor, unknown",
    ),
]


class Speaker(Record):
    """One person or medium over a transcript. `name` is the identity that turns refer to.

    A reporter is known by name, else by medium; two reporters of one medium cannot be told
    apart. Who is only called 记者 or 问 is no speaker: each such question may be of another.
    `aliases` are the other labels that the text gives (赵局长, 信息通信管理局局长赵志国).
    """

    name: str = Field(title="姓名或媒体名", description="Name of the person or medium")
    role: SpeakerRole
    office: str | None = Field(title="职务", description="Office")
    organisation: str | None = Field(title="机构", description="Organisation")
    aliases: tuple[str, ...] = Field(
        title="在本记录中的其他称呼", description="What else the transcript calls them"
    )


class Section(Span):
    """A hotspot: a heading and all that stands under it, up to the next heading."""

    id: str = Field(
        title="热点编号，在一份记录内唯一",
        description="Id of the section, unique in its transcript",
    )
    ordinal: int | None = Field(
        title="标题自带的序号", description="The number that the heading itself bears"
    )
    title: str = Field(
        title="热点标题，不含序号", description="The heading without its number: 工业运行情况"
    )
    heading: Span = Field(title="标题", description="The heading")


class Turn(Span):
    """What one speaker says without interruption.

    `start`, `end` cover the words without the label (`田玉龙：`). An answer's `answers` are the
    ids of the questions that it answers.
    """

    id: TurnId
    section: UnderSection
    kind: Literal["question", "answer", "statement", "narration"] = Field(
        title="类别：question 提问，answer 回答，statement 陈述，narration 叙述",
        description="Kind: question, answer, statement, narration",
    )
    speaker: str | None = Field(title="发言人", description="Who speaks")
    role: SpeakerRole
    answers: tuple[str, ...] = Field(
        title="所回答的提问的编号", description="Ids of the questions that it answers"
    )


class Sentence(Span):
    """A sentence of a turn, and its tokens as lengths in characters.

    The lengths add up to `end - start`; white space is a token of its own.
    """

    id: str = Field(
        title="句子编号，在一份记录内唯一",
        description="Id of the sentence, unique in its transcript",
    )
    turn: TurnId
    section: UnderSection
    paragraph: int = Field(
        title="段落序号，从 0 起",
        description="Number of the paragraph in the transcript, from 0",
    )
    tokens: tuple[int, ...] = Field(
        title="各词的字符数，合计为句长",
        description="Lengths of the tokens in characters; they add up to the sentence's",
    )


class Segmentation(Record):
    """The structure of one transcript."""

    transcript: TranscriptId
    speakers: tuple[Speaker, ...]
    sections: tuple[Section, ...]
    turns: tuple[Turn, ...]
    sentences: tuple[Sentence, ...]
    flags: tuple[Flag, ...]


# phrases -----------------------------------------------------------------------------------


class Phrase(Record):
    """A term with its weight; a larger weight says more about the text."""

    text: str = Field(title="词语", description="The term")
    weight: float = Field(title="权重", description="Weight")


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

    transcript: TranscriptId
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

    id: str = Field(
        title="表述编号，在一份记录内唯一", description="Id of the claim, unique in its transcript"
    )
    transcript: TranscriptId
    section: UnderSection
    turn: TurnId
    speaker: str | None = Field(title="发言人", description="Who said it")
    role: SpeakerRole
    sentence: str = Field(title="句子编号", description="Id of the sentence")
    source_start: SourceStart
    source_end: SourceEnd
    text: str = Field(
        title="数字与单位，原文写法", description="The number with its unit, as written"
    )
    quote: str = Field(
        title="所在句子，照录原文；超过 1000 字时为其中一段",
        description="The sentence as written; of one over 1,000 characters, a part",
    )
    value: Decimal = Field(
        title="数值，已乘以万、亿等", description="Value as a plain decimal, multipliers applied"
    )
    value_high: Decimal | None = Field(
        title="区间上限，仅用于 range", description="Upper bound, only where op is range"
    )
    op: Op = Field(
        title="比较：eq 等于，gt 大于，ge 大于等于，lt 小于，le 小于等于，approx 约，range 区间",
        description="Comparison: eq, gt, ge, lt, le, approx, range",
    )
    unit: str | None = Field(
        title="单位：%、pp（百分点）、CNY 等货币、ratio（比例）、rank（名次），其余照原文",
        description="Unit: %, pp (percentage points), CNY and other money, ratio, rank; "
        "otherwise as written",
    )
    kind: Literal["level", "change", "difference", "rank", "duration"] = Field(
        title="类别：level 水平，change 变化，difference 差距，rank 名次，duration 时长",
        description="Kind: level, change, difference, rank, duration",
    )
    direction: Literal["up", "down", "none"] = Field(
        title="方向：up 上升或高于，down 下降或低于，none 无",
        description="Direction: up, down, none",
    )
    indicator: str | None = Field(
        title="指标，照录原文", description="What is measured, as written"
    )
    period: str | None = Field(
        title="时期：2020，2020-11，2020-Q1，2020-H1，2020-01/2020-11",
        description="Period: 2020, 2020-11, 2020-Q1, 2020-H1, 2020-01/2020-11",
    )
    baseline: str | None = Field(
        title="比较对象：yoy 同比，mom 环比，其余照原文",
        description="Compared with: yoy (year on year), mom (period on period), or as written",
    )
    modality: Literal["actual", "target", "limit", "forecast"] = Field(
        title="性质：actual 实际，target 目标，limit 限额，forecast 预测",
        description="Modality: actual, target, limit, forecast",
    )
    pattern: str = Field(
        title="得出此表述的规则", description="Name of the rule that made the claim"
    )
    indicator_span: Span | None = Field(
        title="指标用词", description="The words that gave the indicator"
    )
    period_span: Span | None = Field(title="时期用词", description="The words that gave the period")
    baseline_span: Span | None = Field(
        title="比较对象用词", description="The words that gave the baseline"
    )
    modality_span: Span | None = Field(
        title="性质用词", description="The words that gave the modality"
    )


CheckKind = Literal["implied", "repeated", "contradiction", "total"]


class Check(Record):
    """A relation between claims of one transcript, with the ids of those it rests on.

    implied: a value that follows from others, in `value` and `unit`, said of `indicator`.
    repeated: the same fact said again. contradiction: the same fact with another value, or a part
    larger than its whole. total: parts that add up to the whole said before them.
    """

    id: str = Field(
        title="检查编号，在一份记录内唯一", description="Id of the check, unique in its transcript"
    )
    kind: CheckKind = Field(
        title="类别：implied 可推得，repeated 重复，contradiction 矛盾，total 合计",
        description="Kind: implied, repeated, contradiction, total",
    )
    claims: tuple[str, ...] = Field(
        title="所依据的表述编号", description="Ids of the claims that it rests on"
    )
    indicator: str | None = Field(title="指标", description="What is measured")
    period: str | None = Field(title="时期", description="Period, as in the claims")
    value: Decimal | None = Field(title="推得的数值", description="The value that follows")
    unit: str | None = Field(title="单位", description="Unit, as in the claims")
    message: Message


class TranscriptClaims(Record):
    """The claims of one transcript in reading order, and what follows from them together."""

    transcript: TranscriptId
    claims: tuple[Claim, ...]
    checks: tuple[Check, ...]


# train -------------------------------------------------------------------------------------


class HeldOutLabel(Record):
    """An answer that a person labelled, and what a model that never saw it says of it."""

    transcript: str
    turn: str
    label: str | None = Field(description="Id of the category; null for none of them.")
    model: str | None
    probability: float | None


class CategoryReport(Record):
    """How well one category is found among texts that the model did not see.

    `passages` and `answers` count what it was judged on. `recall` is null where there is none,
    `precision` where it was never said.
    """

    category: str
    passages: int
    answers: int
    precision: float | None
    recall: float | None


class ModelCard(Record):
    """What the model of the taxonomy was made from and how far it can be trusted.

    Scores are those of cross-validation: `judged` texts, each by a model that did not learn from
    it. `coverage` is the share that is given a category, `precision` the share of these that is
    right, `calibration_error` the expected calibration error of ten equal bins.
    """

    taxonomy: str = Field(description="SHA-256 of the taxonomy.")
    scikit_learn: str
    categories: tuple[CategoryReport, ...]
    descriptions: int = Field(description="Names, scopes and lists of terms.")
    passages: int
    answers: int
    judged_on: Literal["passages", "answers"]
    judged: int
    folds: int
    accuracy: float
    macro_f1: float
    coverage: float
    precision: float | None
    calibration_error: float
    temperature: float
    threshold: float
    labels: tuple[HeldOutLabel, ...]
    problems: tuple[Problem, ...]


# classify ----------------------------------------------------------------------------------


class SectionScore(Record):
    """How probable it is that an answer belongs under a section."""

    section: str = Field(title="热点编号", description="Id of the section")
    probability: float = Field(title="概率", description="Probability")


class CategoryScore(Record):
    """How probable it is that a text is of a category of the taxonomy."""

    category: str = Field(title="政策热点类别", description="Policy category")
    probability: float = Field(title="概率", description="Probability")


class AnswerClassification(Record):
    """The section an answer stands under, the one its words speak for, and its category.

    The answer itself is never among the texts that describe the sections. `terms` are those
    that spoke most for `content_section`. `agrees` is null where there is nothing to compare.

    `category` is the id of the taxonomy's category, null for none of them. Where a person gave
    it (`label`), the model is not asked: probability is null, scores and terms are empty, and
    what a model without this label says stands in the model card. `category_terms` are the words
    that spoke most for the likeliest category, with their share of all that spoke for it.
    """

    turn: TurnId
    heading_section: str | None = Field(
        title="回答所在热点的编号", description="Id of the section it stands under"
    )
    content_section: str | None = Field(
        title="用词最接近的热点的编号", description="Id of the section that its words speak for"
    )
    probability: float | None = Field(
        title="该热点的概率", description="Probability of content_section"
    )
    scores: tuple[SectionScore, ...] = Field(
        title="各热点的概率", description="Probability of each section"
    )
    terms: tuple[Phrase, ...] = Field(
        title="最能说明 content_section 的词及权重",
        description="Terms that spoke most for content_section, with their weights",
    )
    agrees: bool | None = Field(
        title="用词与所在热点是否一致；空为无从比较",
        description="Whether both sections are the same; null where nothing can be compared",
    )
    category: str | None = Field(
        title="政策热点类别；空为均不属于", description="Policy category; null for none of them"
    )
    category_source: Literal["model", "label"] = Field(
        title="类别来源：model 模型，label 人工标注",
        description="Who gave the category: the model, or a label of a person",
    )
    category_probability: float | None = Field(
        title="该类别的概率", description="Probability of the category"
    )
    category_scores: tuple[CategoryScore, ...] = Field(
        title="最可能的类别及其概率", description="The likeliest categories, with probabilities"
    )
    category_terms: tuple[Phrase, ...] = Field(
        title="最能说明类别的词及权重",
        description="Terms that spoke most for the likeliest category, with their weights",
    )


class PassageClassification(Span):
    """The category of a paragraph of a statement: what a report says on which hotspot, where."""

    section: UnderSection
    turn: TurnId
    paragraph: int = Field(title="段落序号", description="Number of the paragraph")
    category: str | None = Field(
        title="政策热点类别；空为均不属于", description="Policy category; null for none of them"
    )
    probability: float | None = Field(
        title="该类别的概率", description="Probability of the category"
    )
    scores: tuple[CategoryScore, ...] = Field(
        title="最可能的类别及其概率", description="The likeliest categories, with probabilities"
    )
    terms: tuple[Phrase, ...] = Field(
        title="最能说明类别的词及权重",
        description="Terms that spoke most for the likeliest category, with their weights",
    )


class Classifications(Record):
    """The classification of each answer of one transcript, and of its statements' paragraphs."""

    transcript: TranscriptId
    answers: tuple[AnswerClassification, ...]
    passages: tuple[PassageClassification, ...]
    flags: tuple[Flag, ...]


# topics ------------------------------------------------------------------------------------


class TopicPassage(Span):
    """A passage (a paragraph of a turn) that carries a topic, with its weight."""

    transcript: TranscriptId
    section: UnderSection
    turn: TurnId
    text: str = Field(title="段落文字", description="The passage")
    weight: float = Field(title="主题在此段的权重", description="How strongly it carries the topic")


class TopicShare(Record):
    """How large a topic is in a part of the corpus: under a heading, or in a year or month.

    `share` is the part of its `passages` of which the topic is the main one.
    """

    label: str = Field(title="标题或时期", description="Heading or period")
    passages: int = Field(title="段落数", description="Number of passages there")
    share: float = Field(
        title="其中以此为主要主题的比例", description="Part of them of which it is the main topic"
    )


class Topic(Record):
    """A topic of the corpus: its terms and the passages that carry it, heaviest first.

    The id depends on its leading terms alone, so that another transcript does not change it.
    """

    id: str = Field(title="主题编号", description="Id of the topic")
    name: str = Field(title="主题名", description="Name of the topic")
    share: float = Field(
        title="以此为主要主题的段落所占比例",
        description="Part of the corpus's passages of which it is the main topic",
    )
    terms: tuple[Phrase, ...] = Field(
        title="主题的词及权重，由重到轻", description="Its terms with their weights, heaviest first"
    )
    passages: tuple[TopicPassage, ...]
    headings: tuple[TopicShare, ...] = Field(
        title="在各热点标题下的比例", description="Its share under headings, most passages first"
    )
    periods: tuple[TopicShare, ...] = Field(
        title="在各时期的比例", description="Its share by year, or by month of two years at most"
    )


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


# indicators --------------------------------------------------------------------------------

Granularity = Literal["year", "half", "quarter", "month", "day", "interval", "until", "none"]
"""How long a period is: /2021-12 is `until`, 2020-01/2020-11 and 2021/2025 are intervals."""
Statistic = Literal["annual_average", "yearly", "monthly", "daily", "cumulative", "average"]
Apart = Literal[
    "scope_unknown", "other_place", "generic_name", "several_things", "several_values", "counted"
]
Verdict = Literal["met", "missed", "undecided"]


class Observation(Record):
    """One claim in the series of its indicator.

    `value`, `value_high` are those of the claim in the unit of the indicator, below zero where
    the claim is a decline.
    """

    claim: str = Field(title="表述编号", description="Id of the claim, unique in its transcript")
    transcript: TranscriptId
    date: Date | None = Field(title="记录日期", description="Date of the transcript")
    period: str | None = Field(title="时期", description="Period, as in the claim")
    granularity: Granularity = Field(title="时期的长短", description="How long the period is")
    value: Decimal = Field(
        title="数值，以指标的单位计，下降为负",
        description="Value in the unit of the indicator, below zero for a decline",
    )
    value_high: Decimal | None = Field(
        title="区间上限", description="Upper end of a range in the unit of the indicator"
    )
    op: Op = Field(title="数值与实际的关系", description="How the value bounds the quantity")
    modality: Literal["actual", "target", "limit", "forecast"] = Field(
        title="性质：实际、目标、限制、预测", description="Outcome, target, limit or forecast"
    )
    speaker: str | None = Field(title="发言人", description="Who said it")
    text: str = Field(title="数据原文", description="The number with its unit, as written")


class ClaimReference(Record):
    """A claim by its transcript and its id there."""

    transcript: TranscriptId
    claim: str = Field(title="表述编号", description="Id of the claim, unique in its transcript")


class Pairing(Record):
    """A target held against the outcome of the same period.

    met and missed hold whatever exact value the words stand for; else it is undecided.
    """

    period: str = Field(title="时期", description="Period of both")
    target: ClaimReference = Field(title="目标", description="Target")
    outcome: ClaimReference = Field(title="结果", description="Outcome")
    verdict: Verdict = Field(
        title="是否达到：met 达到，missed 未达到，undecided 不能判定",
        description="Whether the target was met; undecided where the words allow both",
    )


class Disagreement(Record):
    """Outcomes of one period in different transcripts that cannot all be true, one a statement.

    Bounds, words like 约 and rounding are allowed for: 5.2% and 5.23% agree.
    """

    period: str = Field(title="时期", description="Period of all")
    claims: tuple[ClaimReference, ...] = Field(
        title="说法不一的表述", description="The claims that disagree"
    )


class Indicator(Record):
    """What was said of one quantity of one territory or body, over all transcripts.

    `measure` is the same for the same quantity of other territories: its series stand side by
    side. Both ids follow from what is measured alone, so that they stay when transcripts are
    added. `scope` is the territory; null where it is not known. `apart` is why the claim is
    linked with no other: its scope is not known, another place is named beside it, its name is
    too general, it stands for several things, or gives several values, or it counts in passing.
    """

    id: str = Field(title="指标编号", description="Id of the indicator of this territory")
    measure: str = Field(
        title="所量事物的编号，各地相同", description="Id of what is measured, alike for all places"
    )
    name: str = Field(
        title="指标名称，已归一",
        description="Name, normalised: one for all its spellings",
    )
    unit: str | None = Field(title="单位", description="Unit of all values")
    kind: Literal["level", "change", "difference", "rank", "duration"] = Field(
        title="种类：水平、变动、差异、位次、时长", description="What the values are"
    )
    baseline: str | None = Field(title="比较基准", description="What it is compared with")
    statistic: Statistic | None = Field(
        title="统计口径：年均、每年、日均、累计等",
        description="annual average, yearly, monthly, daily, cumulative, average; else null",
    )
    scope: str | None = Field(title="地域或机构", description="Territory or body")
    apart: Apart | None = Field(
        title="不与其他表述相连的原因", description="Why it is linked with no other claim"
    )
    names: tuple[str, ...] = Field(title="原文中的名称", description="The names as written, sorted")
    observations: tuple[Observation, ...]
    pairings: tuple[Pairing, ...]
    disagreements: tuple[Disagreement, ...]


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

    transcript: TranscriptId
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
