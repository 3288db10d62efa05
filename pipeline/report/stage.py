"""Report: a page, a Markdown file and claim tables for each transcript of a batch.

Reads what the stages before made of the batch; writes results/report/{batch}.jsonl, one `Page` a
file of raw/, and beside it files named after the transcript. A file that could not be read has a
page that says why; where a later stage failed, the page shows what there is.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pipeline import artefacts
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.classification import Classifications
from pipeline.records.lines import LINE
from pipeline.records.pages import Page, SectionTitle
from pipeline.records.phrases import KeyPhrases
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.report.view import Results
from pipeline.report.writer import Writer, make_writer

R = TypeVar("R", bound=Record)


def report(records: Iterable[tuple[Record, ...]], folder: Path, writer: Writer) -> list[Page]:
    """Write the reports of a batch into a folder, and return what each file's came to.

    A record is given for each stage in the order of `LINE`. Where two files have one id, the
    one that could be read has the page.
    """
    pages: list[Page] = []
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for first, *others in records:
        found: Record = first
        if isinstance(first, Transcript):
            results = gather(first, others)
            found = artefacts.attempt(
                "report", first.transcript, first.file, write_report, results, folder, writer
            )
        if isinstance(found, Problem):
            problems[found.transcript].append(found)
            found = make_problem_page(found)
        assert isinstance(found, Page)
        pages.append(found)
    readable = {page.transcript for page in pages if page.characters}
    for transcript, stopped in problems.items():
        if transcript not in readable:
            writer.write_problems(folder, transcript, stopped)
    return pages


def gather(transcript: Transcript, others: Sequence[Record]) -> Results:
    """Return what the stages made of one transcript, and the first problem among them."""
    segmentation, phrases, claims, classifications = others
    return Results(
        transcript,
        keep(segmentation, Segmentation),
        keep(phrases, KeyPhrases),
        keep(claims, TranscriptClaims),
        keep(classifications, Classifications),
        next((record for record in others if isinstance(record, Problem)), None),
    )


def keep(record: Record, model: type[R]) -> R | None:
    """Return a stage's record, or None where it is a problem."""
    return record if isinstance(record, model) else None


def write_report(results: Results, folder: Path, writer: Writer) -> Page:
    """Write the files of one transcript and return its page's record."""
    writer.write(folder, results)
    transcript, segmentation, claims = results.transcript, results.segmentation, results.claims
    classifications = results.classifications
    return Page(
        transcript=transcript.transcript,
        file=transcript.file,
        title=transcript.title,
        date=transcript.date,
        characters=len(transcript.text),
        sections=tuple(
            SectionTitle(id=section.id, title=section.title)
            for section in (segmentation.sections if segmentation else ())
        ),
        speakers=tuple(
            speaker.name
            for speaker in (segmentation.speakers if segmentation else ())
            if speaker.role != "reporter"
        ),
        turns=len(segmentation.turns) if segmentation else 0,
        claims=len(claims.claims) if claims else 0,
        contradictions=sum(c.kind == "contradiction" for c in (claims.checks if claims else ())),
        flags=len(transcript.moves)
        + sum(len(part.flags) for part in (transcript, segmentation, classifications) if part),
        problem=results.problem,
    )


def make_problem_page(problem: Problem) -> Page:
    """Return the record of a file that could not be read."""
    return Page(
        transcript=problem.transcript,
        file=problem.file,
        title=None,
        date=None,
        characters=0,
        sections=(),
        speakers=(),
        turns=0,
        claims=0,
        contradictions=0,
        flags=0,
        problem=problem,
    )


def main(argv: list[str]) -> None:
    """Read the artefacts of a batch, write its reports."""
    parser = argparse.ArgumentParser(prog="python -m pipeline report", description=__doc__)
    for name in (*LINE, "output"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args(argv)
    artefact: Path = arguments.output
    artefact.parent.mkdir(parents=True, exist_ok=True)
    paths = [getattr(arguments, name) for name in LINE]
    lines = artefacts.read_side_by_side(*zip(paths, LINE.values(), strict=True))
    records = artefacts.progress(lines, "report", artefacts.count_lines(paths[0]))
    artefacts.write(artefact, report(records, artefact.parent, make_writer()))
