"""A small transcript made by hand, with every feature that a report can show.

The paragraphs are in reading order; the number before each is its line in the source, so that
one of them has been moved. Offsets are found in the text, so that all records agree.
"""

from itertools import accumulate, pairwise

from pipeline.records.base import Bilingual, Flag, Record, Span
from pipeline.records.claims import Check, TranscriptClaims
from pipeline.records.classification import (
    AnswerClassification,
    CategoryScore,
    Classifications,
    SectionScore,
)
from pipeline.records.model_card import Hotspot, ModelCard
from pipeline.records.phrases import KeyPhrases, Phrase, SectionPhrases, SpeakerPhrases
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Section, Segmentation, Sentence, Speaker, Turn
from pipeline.records.topics import Topic, TopicChoice, TopicPassage, TopicShare
from pipeline.records.transcript import Block, Move, Removal, Run, Transcript
from tests import make

NAME = "2024-07-15-示例"
HOSTILE = "<script>alert(1)</script>"
FURNITURE = "— 第 2 页 —"
HANDLER = '"onmouseover="alert(2)"'
PARAGRAPHS = (
    (1, "note", "编者按：下文为测试所写，数字均为虚构。"),
    (2, "title", f"上半年水利建设与粮食生产情况{HOSTILE}"),
    (4, "heading", "热点一：水利建设"),
    (5, "paragraph", "记者：请问上半年水利建设进展如何？"),
    (6, "paragraph", "甲司长：上半年完成水利投资约3200亿元，同比增长7.5%。新开工项目超过1.2万个。"),
    (9, "paragraph", "全年计划完成投资8000亿元，力争新增就业30万至50万人。"),
    (7, "heading", "热点二：粮食生产"),
    (8, "paragraph", "记者：夏粮收成怎么样？"),
    (10, "paragraph", f"乙司长：夏粮产量1500亿斤，比上年增长0.9%。{HANDLER} 不在此列。"),
    (11, "paragraph", "预计全年粮食产量不低于1.3万亿斤；上半年完成水利投资3100亿元。"),
)
TEXT = "\n".join(words for _, _, words in PARAGRAPHS)
STARTS = tuple(accumulate((len(words) + 1 for _, _, words in PARAGRAPHS), initial=0))[:-1]

_lines = {number: words for number, _, words in PARAGRAPHS} | {3: FURNITURE}
SOURCE = "\n".join(_lines[number] for number in sorted(_lines))


def find(words: str) -> tuple[int, int]:
    """Return the only place of some words in the text."""
    assert TEXT.count(words) == 1, words
    return TEXT.index(words), TEXT.index(words) + len(words)


def span(words: str | None) -> Span | None:
    """Return the span of some words, or None for none."""
    if words is None:
        return None
    start, end = find(words)
    return Span(start=start, end=end)


def make_transcript(name: str = NAME, **changes: object) -> Transcript:
    """Return the clean transcript, with some fields changed."""
    runs = tuple(
        Run(start=start, end=start + len(words), source_start=SOURCE.index(words))
        for start, (_, _, words) in zip(STARTS, PARAGRAPHS, strict=True)
    )
    moved = "全年计划完成投资8000亿元，力争新增就业30万至50万人。"
    start, end = find(moved)
    furniture = SOURCE.index(FURNITURE)
    breaks = find("增长0.9%。")[1]
    removal = Removal(
        source_start=furniture,
        source_end=furniture + len(FURNITURE),
        text=FURNITURE,
        reason="page_number",
    )
    move = Move(
        start=start,
        end=end,
        source_start=SOURCE.index(moved),
        source_end=SOURCE.index(moved) + len(moved),
        evidence=("list_marker",),
        confidence=0.91,
        message=Bilingual(zh="此段移回原位。", en="This passage was put back."),
    )
    missing = Bilingual(zh="此处可能有缺失。", en="Text may be missing here.")
    doubtful = Bilingual(zh=f"存疑{HOSTILE}", en=f"Doubtful {HOSTILE}")
    blocks = (
        Block(start=start, end=start + len(words), kind=kind)
        for start, (_, kind, words) in zip(STARTS, PARAGRAPHS, strict=True)
    )
    told = {
        "title": PARAGRAPHS[1][2],
        "date": "2024-07-15",
        "date_source": "name",
        "publisher": "测试",
        "url": "javascript:alert(3)",
        "source": SOURCE,
        "runs": runs,
        "removals": (removal,),
        "moves": (move,),
        "flags": (
            Flag(start=breaks, end=breaks, code="text_missing", message=missing),
            Flag(start=start + 4, end=start + 12, code="doubtful", message=doubtful),
        ),
    }
    whole = make.make_transcript(name, TEXT, tuple(blocks))
    return whole.model_copy(update=told | changes)


TURNS = (
    ("t1", None, "narration", None, "editor", (0,), ()),
    ("t2", "s1", "question", None, "reporter", (3,), ()),
    ("t3", "s1", "answer", "甲司长", "official", (4, 5), ("t2",)),
    ("t4", "s2", "question", None, "reporter", (7,), ()),
    ("t5", "s2", "answer", "乙司长", "official", (8, 9), ("t4",)),
)


def make_segmentation(name: str = NAME) -> Segmentation:
    """Return the structure of the transcript."""
    bounds = (*STARTS, len(TEXT) + 1)
    sections, turns, sentences = [], [], []
    for number, (first, last) in enumerate(pairwise((2, 6, 10)), start=1):
        start = STARTS[first]
        sections.append(
            Section(
                id=f"s{number}",
                ordinal=number,
                title=PARAGRAPHS[first][2][4:],
                heading=Span(start=start, end=start + len(PARAGRAPHS[first][2])),
                start=start,
                end=bounds[last] - 1,
            )
        )
    for turn, section, kind, speaker, role, paragraphs, answers in TURNS:
        label = PARAGRAPHS[paragraphs[0]][2].index("：") + 1
        start, end = STARTS[paragraphs[0]] + label, bounds[paragraphs[-1] + 1] - 1
        turns.append(
            Turn(
                id=turn,
                section=section,
                kind=kind,
                speaker=speaker,
                role=role,
                answers=answers,
                start=start,
                end=end,
            )
        )
        for paragraph in paragraphs:
            low = max(start, STARTS[paragraph])
            for part in TEXT[low : bounds[paragraph + 1] - 1].split("。"):
                high = min(low + len(part) + 1, bounds[paragraph + 1] - 1)
                if high > low:
                    sentences.append(
                        Sentence(
                            id=f"x{len(sentences) + 1}",
                            turn=turn,
                            section=section,
                            paragraph=paragraph,
                            tokens=(high - low,),
                            start=low,
                            end=high,
                        )
                    )
                low = high
    return Segmentation(
        transcript=name,
        speakers=(
            Speaker(name="甲司长", role="official", office="司长", organisation="某部", aliases=()),
            Speaker(
                name="乙司长", role="official", office=None, organisation=None, aliases=("乙",)
            ),
        ),
        sections=tuple(sections),
        turns=tuple(turns),
        sentences=tuple(sentences),
    )


# The words, their value, op, unit and direction of change, indicator, period, baseline, modality.
CLAIMS = (
    ("3200亿元", "320000000000", "approx", "CNY", "none", "水利投资", "2024-H1"),
    ("7.5%", "7.5", "eq", "%", "up", "水利投资", "2024-H1", "yoy"),
    ("1.2万个", "12000", "gt", "个", "none", "新开工项目", "2024-H1"),
    ("8000亿元", "800000000000", "eq", "CNY", "none", "投资", "2024", None, "target"),
    ("30万至50万人", "300000", "range", "人", "none", "=就业", "2024", None, "target"),
    ("1500亿斤", "150000000000", "eq", "斤", "none", "夏粮产量", "2024"),
    ("0.9%", "0.9", "eq", "%", "up", "夏粮产量", "2024", "比上年"),
    ("1.3万亿斤", "1300000000000", "ge", "斤", "none", "粮食产量", "2024", None, "forecast"),
    ("3100亿元", "310000000000", "eq", "CNY", "none", "水利投资", "2024-H1"),
)


def make_claims(name: str = NAME) -> TranscriptClaims:
    """Return the claims of the transcript, and a contradiction between two of them."""
    segmentation = make_segmentation(name)
    claims = []
    for number, (words, value, op, unit, direction, *rest) in enumerate(CLAIMS, start=1):
        indicator, period, baseline, modality = (*rest, None, None)[:4]
        start, end = find(words)
        sentence = next(s for s in segmentation.sentences if s.start <= start < s.end)
        turn = next(t for t in segmentation.turns if t.id == sentence.turn)
        source = SOURCE.index(words)
        claims.append(
            make.CLAIM.model_copy(
                update={
                    "id": f"c{number}",
                    "transcript": name,
                    "section": turn.section,
                    "turn": turn.id,
                    "speaker": turn.speaker,
                    "role": turn.role,
                    "sentence": sentence.id,
                    "start": start,
                    "end": end,
                    "source_start": source,
                    "source_end": source + len(words),
                    "text": words,
                    "quote": TEXT[sentence.start : sentence.end],
                    "value": value,
                    "value_high": "500000" if op == "range" else None,
                    "op": op,
                    "unit": unit,
                    "kind": "level" if direction == "none" else "change",
                    "direction": direction,
                    "indicator": indicator,
                    "period": period,
                    "baseline": baseline,
                    "modality": modality or "actual",
                    "pattern": "amount",
                    "baseline_span": span("比上年") if baseline == "比上年" else None,
                    "modality_span": span("力争") if op == "range" else None,
                    "dimension": None,
                    "base_unit": None,
                    "base_value": None,
                    "period_start": None,
                    "period_end": None,
                }
            )
        )
    check = Check(
        id="k1",
        kind="contradiction",
        claims=("c1", "c9"),
        indicator="水利投资",
        period="2024-H1",
        value=None,
        unit=None,
        message=Bilingual(zh="两处数值不同。", en="The two values differ."),
    )
    return TranscriptClaims(transcript=name, claims=tuple(claims), checks=(check,))


def make_phrases(name: str = NAME) -> KeyPhrases:
    """Return key phrases of the transcript and its sections."""
    water = (Phrase(text="水利", weight=2.0), Phrase(text="投资", weight=1.0))
    grain = (Phrase(text="夏粮", weight=1.5),)
    return KeyPhrases(
        transcript=name,
        phrases=water + grain,
        sections=(
            SectionPhrases(section="s1", phrases=water),
            SectionPhrases(section="s2", phrases=grain),
        ),
        speakers=(SpeakerPhrases(speaker="甲司长", phrases=water),),
    )


def make_classifications(name: str = NAME) -> Classifications:
    """Return the classification of both answers, of which one differs from its heading."""
    differing = make_segmentation().turns[-1]
    return Classifications(
        transcript=name,
        answers=tuple(
            AnswerClassification(
                turn=turn,
                heading_section=heading,
                content_section="s1",
                probability=0.75,
                scores=(
                    SectionScore(section="s1", probability=0.75),
                    SectionScore(section="s2", probability=0.25),
                ),
                terms=(Phrase(text="水利", weight=0.4),),
                agrees=heading == "s1",
                field="places",
                field_probability=None if category else 0.6,
                category=category,
                category_source="label" if category else "model",
                category_probability=None,
                second_category="agriculture" if category else None,
                second_probability=0.55 if category else None,
                category_scores=(CategoryScore(category="agriculture", probability=0.4),),
                category_terms=(Phrase(text="夏粮", weight=0.5),),
            )
            for turn, heading, category in (("t3", "s1", "infrastructure"), ("t5", "s2", None))
        ),
        flags=(
            Flag(
                start=differing.start,
                end=differing.end,
                code="section_disagreement",
                message=Bilingual(zh="用词更像另一热点。", en="Its words speak for another."),
            ),
        ),
    )


def make_problem(name: str, stage: str = "clean", file: str | None = None) -> Problem:
    """Return a problem of a file."""
    return Problem(
        transcript=name,
        file=file or f"{name}.txt",
        stage=stage,
        code="empty",
        message=Bilingual(zh="文件是空的，请补上内容。", en="The file is empty; give it text."),
    )


def make_topics() -> list[Topic]:
    """Return one topic with one passage."""
    start, end = find("夏粮产量1500亿斤，比上年增长0.9%。")
    passage = TopicPassage(
        transcript=NAME,
        section="s2",
        turn="t5",
        text=TEXT[start:end],
        weight=0.8,
        start=start,
        end=end,
    )
    terms = (Phrase(text="粮食", weight=0.6), Phrase(text="产量", weight=0.2))
    return [
        Topic(
            id="topic-0123abcd",
            name="粮食、产量",
            share=0.4,
            terms=terms,
            passages=(passage,),
            headings=(TopicShare(label="粮食生产", passages=4, share=0.5),),
            periods=(
                TopicShare(label="2024-06", passages=5, share=0.2),
                TopicShare(label="2024-07", passages=5, share=0.6),
            ),
        )
    ]


def make_card() -> ModelCard:
    """Return the card of a model that nothing was learned by."""
    hotspot = Hotspot(
        id="agriculture",
        name=Bilingual(zh="农业农村", en="Agriculture and villages"),
        field="places",
        field_name=Bilingual(zh="城乡", en="Town and country"),
        agendas=(4,),
        state_council=("农业、林业、水利",),
    )
    counts = ("answers", "learned", "judged", "documents")
    shares = ("accuracy", "macro_f1", "coverage", "calibration_error")
    lists = ("kinds", "reliability", "categories", "labels", "problems")
    return ModelCard(
        taxonomy="0" * 64,
        general="0" * 64,
        judged_on="general",
        precision=None,
        calibration=(1, 0, 0),
        threshold=0.5,
        hotspots=(hotspot,),
        **dict.fromkeys((*counts, *shares), 0),
        **dict.fromkeys(lists, ()),
    )


def make_choice() -> TopicChoice:
    """Return the choice of a number of topics by the size of the corpus."""
    return TopicChoice(number=6, reason="size", passages=400, headings=2)


def make_lines(name: str = NAME, **changes: object) -> tuple[Record, ...]:
    """Return what each stage made of the synthetic transcript under another name."""
    return (
        make_transcript(name, **changes),
        make_segmentation(name),
        make_phrases(name),
        make_claims(name),
        make_classifications(name),
    )
