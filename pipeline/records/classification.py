"""What classify finds: the hotspot and the category of each answer."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.records.base import Flag, Record, Span, TranscriptId, TurnId, UnderSection
from pipeline.records.phrases import Phrase

PolicyFieldId = Annotated[
    str | None,
    Field(
        title="政策领域；没有一个领域的概率足够时为空",
        description="Policy field; null where none is likely enough",
    ),
]
FieldProbability = Annotated[
    float | None, Field(title="该领域的概率", description="Probability of the field")
]
PolicyCategory = Annotated[
    str | None,
    Field(
        title="政策热点类别，即 hotspots 表的 id；procedure 为程序性内容；"
        "均不属于或均不够可能时为空",
        description="Policy hotspot: an id of the table hotspots, or procedure for texts without "
        "substance; null where none fits or none is likely enough",
    ),
]
CategoryProbability = Annotated[
    float | None, Field(title="该类别的概率", description="Probability of the category")
]
SecondCategory = Annotated[
    str | None,
    Field(
        title="兼及的另一类别，即 hotspots 表的 id；没有则为空",
        description="Another policy hotspot that the text is of too, an id of the table hotspots; "
        "null where there is none",
    ),
]
SecondProbability = Annotated[
    float | None,
    Field(title="文字兼及该类别的概率", description="Probability that the text is of it too"),
]


class SectionScore(Record):
    """How probable it is that an answer belongs under a section."""

    section: str = Field(title="热点编号", description="Id of the section")
    probability: float = Field(title="概率", description="Probability")


class CategoryScore(Record):
    """How probable it is that a text is of a category of the taxonomy."""

    category: str = Field(title="政策热点类别", description="Policy category")
    probability: float = Field(title="概率", description="Probability")


CategoryScores = Annotated[
    tuple[CategoryScore, ...],
    Field(title="最可能的类别及其概率", description="The likeliest categories, with probabilities"),
]
CategoryTerms = Annotated[
    tuple[Phrase, ...],
    Field(
        title="最能说明类别的词及权重",
        description="Terms that spoke most for the likeliest category, with their weights",
    ),
]


class AnswerClassification(Record):
    """The section an answer stands under, the one its words speak for, and its category.

    The answer itself is never among the texts that describe the sections. `terms` are those
    that spoke most for `content_section`. `agrees` is null where there is nothing to compare.

    `category` is the id of the taxonomy's category, procedure for texts without substance, null
    where none fits or none is likely enough: then `field` is given where one is. Where a
    person gave the category (`label`), the model is not asked: probabilities are null, scores and
    terms are empty, and what a model without this label says stands in the model card.
    `category_terms` are the words that spoke most for the likeliest category, with their share of
    all that spoke for it.
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
    field: PolicyFieldId
    field_probability: FieldProbability
    category: PolicyCategory
    category_source: Literal["model", "label"] = Field(
        title="类别来源：model 模型，label 人工标注",
        description="Who gave the category: the model, or a label of a person",
    )
    category_probability: CategoryProbability
    second_category: SecondCategory
    second_probability: SecondProbability
    category_scores: CategoryScores
    category_terms: CategoryTerms


class PassageClassification(Span):
    """The category of a paragraph of a statement: what a report says on which hotspot, where."""

    section: UnderSection
    turn: TurnId
    paragraph: int = Field(title="段落序号", description="Number of the paragraph")
    field: PolicyFieldId
    field_probability: FieldProbability
    category: PolicyCategory
    probability: CategoryProbability
    second_category: SecondCategory
    second_probability: SecondProbability
    scores: CategoryScores
    terms: CategoryTerms


class Classifications(Record):
    """The classification of each answer of one transcript, and of its statements' paragraphs."""

    transcript: TranscriptId
    answers: tuple[AnswerClassification, ...] = ()
    passages: tuple[PassageClassification, ...] = ()
    flags: tuple[Flag, ...] = ()
