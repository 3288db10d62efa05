"""Makes transcripts and what the stages make of them, small enough to read in a test.

A conference is written as lines: `# 标题` begins a section, `问：` a question, `答：` an answer; a
line without a label goes on with the turn before it.
"""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.artefacts import write
from pipeline.claims.component import make_records
from pipeline.claims.read.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.classify.categories import Categories
from pipeline.classify.stage import Language, classify
from pipeline.language.terms.words import load_stop_words
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.base import Record, Span
from pipeline.records.claims import Claim, TranscriptClaims
from pipeline.records.classification import Classifications
from pipeline.records.phrases import KeyPhrases
from pipeline.records.segmentation import Role, Section, Segmentation, Sentence, Turn
from pipeline.records.transcript import Block, Run, Transcript
from pipeline.stages import Line
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.labels import CategoryLabel, group_labels
from pipeline.taxonomy.model import GENERAL, Classifier, load_weights

TOKENIZER = Tokenizer(load_terms())
STOP = load_stop_words()
LEXICON = load_lexicon()
LABELS: dict[str, tuple[Literal["question", "answer"], Role]] = {
    "问：": ("question", "reporter"),
    "答：": ("answer", "official"),
}


def make_transcript(name: str, text: str, blocks: tuple[Block, ...] = ()) -> Transcript:
    """Return a clean transcript that is as its file."""
    return Transcript(
        transcript=name,
        file=f"{name}.txt",
        sha256="0" * 64,
        format="txt",
        encoding="utf-8",
        title=None,
        date=None,
        date_source=None,
        publisher=None,
        url=None,
        source=text,
        text=text,
        runs=(Run(start=0, end=len(text), source_start=0),),
        removals=(),
        moves=(),
        blocks=blocks,
        flags=(),
    )


def make_conference(lines: str, name: str = "会") -> tuple[Transcript, Segmentation]:
    """Return a transcript of the lines, and its structure."""
    sections: list[Section] = []
    turns: list[Turn] = []
    sentences: list[Sentence] = []
    text = ""
    for paragraph, line in enumerate(lines.strip().splitlines()):
        start = len(text)
        text += line.strip() + "\n"
        end = len(text) - 1
        if line.startswith("# "):
            sections.append(
                Section(
                    id=f"s{len(sections) + 1}",
                    ordinal=None,
                    title=line[2:],
                    heading=Span(start=start, end=end),
                    start=start,
                    end=end,
                )
            )
            continue
        if line[:2] in LABELS:
            kind, role = LABELS[line[:2]]
            asked = kind == "answer" and turns and turns[-1].kind == "question"
            start += 2
            turns.append(
                Turn(
                    id=f"t{len(turns) + 1}",
                    section=sections[-1].id if sections else None,
                    kind=kind,
                    speaker=None,
                    role=role,
                    answers=(turns[-1].id,) if asked else (),
                    start=start,
                    end=end,
                )
            )
        else:
            turns[-1] = turns[-1].model_copy(update={"end": end})
        for found in re.finditer("[^。？]+[。？]?", text[start:end]):
            sentences.append(
                Sentence(
                    id=f"x{len(sentences) + 1}",
                    turn=turns[-1].id,
                    section=turns[-1].section,
                    paragraph=paragraph,
                    tokens=tuple(map(len, TOKENIZER.cut(found[0]))),
                    start=start + found.start(),
                    end=start + found.end(),
                )
            )
    transcript = make_transcript(name, text)
    segmentation = Segmentation(
        transcript=name, sections=tuple(sections), turns=tuple(turns), sentences=tuple(sentences)
    )
    return transcript, segmentation


@cache
def get_classifier() -> Classifier:
    """Return the general model."""
    return Classifier(load_weights(GENERAL), load_taxonomy())


def classify_conference(
    transcript: Transcript, segmentation: Segmentation, *labels: CategoryLabel
) -> Classifications:
    """Return the classifications of a transcript."""
    categories = Categories(get_classifier(), group_labels(labels), load_taxonomy().fields())
    return classify(transcript, segmentation, Language(TOKENIZER, STOP), categories)


def move(segmentation: Segmentation, turns: set[str], section: str) -> Segmentation:
    """Return the structure with some turns under another section."""
    return segmentation.model_copy(
        update={
            part: tuple(
                record.model_copy(update={"section": section})
                if getattr(record, key) in turns
                else record
                for record in getattr(segmentation, part)
            )
            for part, key in (("turns", "id"), ("sentences", "turn"))
        }
    )


def tell(
    name: str, title: str, lines: str, **changes: object
) -> tuple[Transcript, Segmentation, TranscriptClaims]:
    """Return what clean, segment and claims make of a conference; its name begins with its date."""
    transcript, segmentation = make_conference(lines, name)
    told = {"title": title, "date": name[:10]} | changes
    transcript = transcript.model_copy(update=told)
    return transcript, segmentation, find_claims(transcript, segmentation, LEXICON)


def write_batch(folder: Path, *conferences: tuple[Record, Record]) -> tuple[Path, Path]:
    """Write the artefacts of clean and segment; give a Problem twice where there is one."""
    write_stages(folder, *conferences)
    return folder / "clean.jsonl", folder / "segment.jsonl"


def write_stages(
    folder: Path, *lines: Sequence[Record], stages: Sequence[str] = ("clean", "segment", "claims")
) -> list[str]:
    """Write what the first of some stages made of files; return the options of the artefacts."""
    columns = list(zip(*lines, strict=True)) if lines else [()] * len(stages)
    given = dict(zip(stages, columns, strict=False))
    for stage, records in given.items():
        write(folder / f"{stage}.jsonl", records)
    return [f"--{stage}={folder / stage}.jsonl" for stage in given]


def make_line(
    transcript: Transcript,
    segmentation: Segmentation | None = None,
    claims: TranscriptClaims | None = None,
) -> Line:
    """Return a line of what is given, on which all else that stages make is empty."""
    name = transcript.transcript
    return Line(
        transcript,
        segmentation or Segmentation(transcript=name),
        KeyPhrases(transcript=name),
        claims or TranscriptClaims(transcript=name),
        Classifications(transcript=name),
    )


def claims_of(text: str, date: str | None = None) -> TranscriptClaims:
    """Return the claims of a text that is one statement."""
    return find_claims(*make_records(text, date), LEXICON)


CLAIM = Claim(
    id="c1",
    transcript="示例",
    section="s1",
    turn="t1",
    speaker="甲司长",
    role="official",
    sentence="x1",
    start=0,
    end=4,
    source_start=0,
    source_end=4,
    text="300万亩",
    quote="建成高标准农田300万亩。",
    value="3000000",
    value_high=None,
    rounding="0",
    op="eq",
    unit="亩",
    dimension="land",
    base_unit="亩",
    base_value="3000000",
    base_value_high=None,
    kind="level",
    direction="none",
    indicator="高标准农田",
    statistic=None,
    flow=False,
    respectively=False,
    period="2024",
    period_start="2024-01-01",
    period_end="2024-12-31",
    baseline=None,
    modality="actual",
    indicator_confidence=0.97,
    period_confidence=0.98,
    modality_confidence=0.99,
    pattern="measure_unit",
    indicator_span=None,
    period_span=None,
    baseline_span=None,
    modality_span=None,
)


def make_claims(*changes: dict[str, object]) -> list[Claim]:
    """Return claims that differ from the first in some fields, numbered in reading order."""
    return [
        CLAIM.model_copy(update={"id": f"c{n}", "start": 10 * n, "end": 10 * n + 4} | change)
        for n, change in enumerate(changes, start=1)
    ]
