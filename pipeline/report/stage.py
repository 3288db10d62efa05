"""Report: a page, a Markdown file and claim tables for each transcript of a batch.

Reads what the stages before made of the batch; writes results/report/{batch}.jsonl, one `Page` a
file of raw/, and beside it files named after the transcript. A file that could not be read has a
page that says why; where a later stage failed, the page shows what there is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from pydantic_core import from_json

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.glossary.mentions import describe_heading
from pipeline.kept import digest_files, keeping
from pipeline.publish.names import FILES
from pipeline.publish.warnings import count_open
from pipeline.records.pages import Named, Page
from pipeline.records.problems import Problem
from pipeline.report.categories import choose_subjects
from pipeline.report.writer import Writer, make_writer
from pipeline.stages import LINE, RECORDS, Line, make_line


def attempt_report(line: Line | Problem, folder: Path, writer: Writer) -> Page | Problem:
    """Write the report of a line; return the record of its page, or what stopped it."""
    if isinstance(line, Problem):
        return line
    name, file = line.clean.transcript, line.clean.file
    return artefacts.attempt("report", name, file, write_report, line, folder, writer)


def add_problems(found: Iterable[Page | Problem], folder: Path, writer: Writer) -> list[Page]:
    """Return the record of each file's page; write pages of the problems into the folder.

    Where two files have one id, the one that could be read has the page.
    """
    pages: list[Page] = []
    problems: defaultdict[str, list[Problem]] = defaultdict(list)
    for page in found:
        if isinstance(page, Problem):
            problems[page.transcript].append(page)
            page = Page(transcript=page.transcript, file=page.file, problem=page)
        pages.append(page)
    readable = {page.transcript for page in pages if page.characters}
    for name, stopped in problems.items():
        if name not in readable:
            writer.write_problems(folder, name, stopped)
    return pages


def write_report(line: Line, folder: Path, writer: Writer) -> Page:
    """Write the files of one transcript and return its page's record."""
    writer.write(folder, line)
    transcript, segmentation, claims = line.clean, line.segment, line.claims
    subjects = choose_subjects(line.classify, segmentation.turns)
    asked = find_subjects_asked(line)
    return Page(
        transcript=transcript.transcript,
        file=transcript.file,
        title=transcript.title,
        date=transcript.date,
        characters=len(transcript.text),
        sections=tuple(
            name_place(section.id, section.title, subjects) for section in segmentation.sections
        ),
        exchanges=tuple(
            name_place(exchange.turn, exchange.headline, asked)
            for exchange in segmentation.exchanges
        ),
        speakers=tuple(one.name for one in segmentation.speakers if one.role != "reporter"),
        turns=len(segmentation.turns),
        claims=len(claims.claims),
        contradictions=sum(check.kind == "contradiction" for check in claims.checks),
        flags=count_open(line),
        problem=line.problem,
    )


def name_place(place: str, title: str, subjects: Mapping[str, str]) -> Named:
    """Return a place of a transcript under its title, with its policy hotspot."""
    english, category = describe_heading(title) or "", subjects.get(place, "")
    return Named(id=place, title=title, english=english, category=category)


def find_subjects_asked(line: Line) -> dict[str, str]:
    """Return the policy hotspot of each turn that asks: that of the first answer that has one."""
    found = {answer.turn: answer.category for answer in line.classify.answers if answer.category}
    asked: dict[str, str] = {}
    for turn in line.segment.turns:
        for question in turn.answers if turn.id in found else ():
            asked.setdefault(question, found[turn.id])
    return asked


def stamp(line: str, folder: Path) -> str:
    """Return in what state the files of a page are: who deletes or edits one gets it anew."""
    name = from_json(line)["transcript"]
    return digest_files(folder / f"{name}{suffix}" for suffix in FILES)


def main(argv: list[str]) -> None:
    """Read the artefacts of a batch, write its reports."""
    options = make_parser("report", __doc__, LINE).parse_args(argv)
    artefact: Path = options.output
    folder = artefact.parent
    folder.mkdir(parents=True, exist_ok=True)
    writer = make_writer()

    def make(written: artefacts.Written) -> str:
        return artefacts.dump(attempt_report(make_line(written.parse()), folder, writer))

    def take(written: artefacts.Written) -> Page | Problem:
        line = kept.take(written.lines, partial(make, written), partial(stamp, folder=folder))
        return artefacts.parse(line.encode(), artefact, written.number, Page)

    files = [(getattr(options, stage), RECORDS[stage]) for stage in LINE]
    total = artefacts.count_lines(options.clean)
    lines = artefacts.progress(artefacts.read_written(*files), "report", total)
    with keeping("report", artefact) as kept:
        artefacts.write(artefact, add_problems(map(take, lines), folder, writer))
