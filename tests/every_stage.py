"""What all stages of one transcript make of a file, one after the other, in this process."""

import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.artefacts import attempt
from pipeline.claims.read.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.classify.categories import Categories
from pipeline.classify.stage import Language, classify
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.structure.lines import load_structure
from pipeline.metadata import Metadata
from pipeline.phrases.stage import extract_phrases
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.report.stage import add_problems, attempt_report
from pipeline.report.writer import Writer, make_writer
from pipeline.segment.stage import segment
from pipeline.stages import Line
from pipeline.taxonomy import load_taxonomy
from tests.make import STOP, TOKENIZER, get_classifier


def ignore(stage: str) -> None:
    """Do nothing with the name of a stage."""


class Stages(NamedTuple):
    """All that the stages read texts with, loaded once."""

    clean: Any
    structure: Any
    claims: Any
    categories: Categories
    writer: Writer

    def make(self, path: Path, begin: Callable[[str], None] = ignore) -> Line | Problem:
        """Return what the stages before the report make of a file; the first problem they have.

        `begin` is told the name of each stage before it begins.
        """

        def run(stage: str, function: Any, *given: object) -> Any:
            begin(stage)
            return attempt(stage, path.stem, path.name, function, *given)

        transcript = run("clean", clean, path, Metadata(), self.clean)
        if isinstance(transcript, Problem):
            return transcript
        parts = run("segment", segment, transcript, self.structure, TOKENIZER)
        if isinstance(parts, Problem):
            return parts
        phrases = run("phrases", extract_phrases, transcript, parts)
        claims = run("claims", find_claims, transcript, parts, self.claims)
        language = Language(TOKENIZER, STOP)
        classes = run("classify", classify, transcript, parts, language, self.categories)
        for found in (phrases, claims, classes):
            if isinstance(found, Problem):
                return found
        return Line(transcript, parts, phrases, claims, classes)

    def write(
        self, path: Path, folder: Path, begin: Callable[[str], None] = ignore
    ) -> Line | Problem:
        """Write the report of a file into a folder, and return what the stages made of it."""
        line = self.make(path, begin)
        begin("report")
        made = attempt_report(line, folder, self.writer)
        (page,) = add_problems([made], folder, self.writer)
        return page.problem or line if isinstance(line, Line) else line


@cache
def load_stages() -> Stages:
    """Load what the stages read texts with; the model is that of the taxonomy alone."""
    return Stages(
        load_knowledge(),
        load_structure(),
        load_lexicon(),
        Categories(get_classifier(), {}, load_taxonomy().fields()),
        make_writer(),
    )


def check_offsets(line: Line) -> None:
    """Fail where a record does not say what stands at its place, or text is lost."""
    transcript = line.clean
    assert isinstance(transcript, Transcript) and line.segment and line.claims
    text, source = transcript.text, transcript.source
    for run in transcript.runs:
        length = run.end - run.start
        assert len(text[run.start : run.end]) == length
        assert source[run.source_start : run.source_start + length]
    for removal in transcript.removals:
        assert source[removal.source_start : removal.source_end] == removal.text
    assert not find_lost(transcript)
    for claim in line.claims.claims:
        assert text[claim.start : claim.end] == claim.text
    sentences = line.segment.sentences
    for before, after in pairwise(sentences):
        assert before.end <= after.start
    for sentence in sentences:
        assert sum(sentence.tokens) == sentence.end - sentence.start


def find_lost(transcript: Transcript) -> str:
    """Return what of a source can be seen and is neither in the text nor in what was left out."""
    kept = bytearray(len(transcript.source))
    for run in transcript.runs:
        end = run.source_start + run.end - run.start
        kept[run.source_start : end] = b"\1" * (end - run.source_start)
    for removal in transcript.removals:
        length = removal.source_end - removal.source_start
        kept[removal.source_start : removal.source_end] = b"\1" * length
    return "".join(
        character
        for character, known in zip(transcript.source, kept, strict=True)
        if not (known or character.isspace() or unicodedata.category(character) in ("Cf", "Cc"))
    )


def read_file(folder: Path, text: str, name: str = "发布会.txt") -> tuple[Transcript, Segmentation]:
    """Return what clean and segment make of a text that is a file of this name."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_written(path)


def read_written(path: Path) -> tuple[Transcript, Segmentation]:
    """Return what clean and segment make of a file."""
    stages = load_stages()
    transcript = clean(path, Metadata(), stages.clean)
    return transcript, segment(transcript, stages.structure, TOKENIZER)
