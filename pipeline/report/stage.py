"""Report: a page, a Markdown file and claim tables for each transcript of a batch.

Reads what the stages before made of the batch; writes results/report/{batch}.jsonl, one `Page` a
file of raw/, and beside it files named after the transcript. A file that could not be read has a
page that says why; where a later stage failed, the page shows what there is.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.records.pages import Page, SectionTitle
from pipeline.records.problems import Problem
from pipeline.report.writer import Writer, make_writer
from pipeline.stages import LINE, Line, read_lines


def report(lines: Iterable[Line | Problem], folder: Path, writer: Writer) -> list[Page]:
    """Write the reports of a batch into a folder, and return the record of each file's page.

    Where two files have one id, the one that could be read has the page.
    """
    pages: list[Page] = []
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for line in lines:
        found: Page | Problem
        if isinstance(line, Problem):
            found = line
        else:
            transcript = line.clean
            found = artefacts.attempt(
                "report", transcript.transcript, transcript.file, write_report, line, folder, writer
            )
        if isinstance(found, Problem):
            problems[found.transcript].append(found)
            found = make_problem_page(found)
        pages.append(found)
    readable = {page.transcript for page in pages if page.characters}
    for name, stopped in problems.items():
        if name not in readable:
            writer.write_problems(folder, name, stopped)
    return pages


def write_report(line: Line, folder: Path, writer: Writer) -> Page:
    """Write the files of one transcript and return its page's record."""
    writer.write(folder, line)
    transcript, segmentation, claims = line.clean, line.segment, line.claims
    classifications = line.classify
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
        + sum(
            len(part.flags) for part in (transcript, segmentation, claims, classifications) if part
        ),
        problem=line.problem,
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
    options = make_parser("report", __doc__, LINE, many=True).parse_args(argv)
    artefact: Path = options.output
    artefact.parent.mkdir(parents=True, exist_ok=True)
    total = sum(map(artefacts.count_lines, options.clean))
    lines = artefacts.progress(read_lines(options), "report", total)
    artefacts.write(artefact, report(lines, artefact.parent, make_writer()))
