"""Corpus: the index of all transcripts, the topics page, the claim tables, the list of problems.

Reads the pages and claims of all batches and the topics; writes results/index.html,
results/corpus/ and results/problems/, and sweeps what is left of transcripts that are gone.
Claims are streamed, so that memory does not grow with their number.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TextIO, get_args

from jinja2 import Environment
from markupsafe import Markup

from pipeline import artefacts
from pipeline.corpus.catalogue import Catalogue, make_catalogue
from pipeline.corpus.overview import Overview, make_overview
from pipeline.corpus.problems import ListedProblem, list_problems, write_problems
from pipeline.corpus.sweep import sweep
from pipeline.pages.rendering import (
    RefusalCode,
    embed_json,
    load_messages,
    make_environment,
    make_policy,
    read_script,
    read_style,
)
from pipeline.pages.wording import load_units
from pipeline.records import Claim, Page, Topic, TopicChoice, TranscriptClaims
from pipeline.tables.rows import Row, load_columns, tabulate
from pipeline.tables.spreadsheets import BYTE_ORDER_MARK, write_csv, write_xlsx

FOLDER = Path(__file__).parent


def read_pages(paths: Sequence[Path]) -> Iterator[Page]:
    """Yield the pages of all batches."""
    for path in paths:
        for page in artefacts.read(path, Page):
            assert isinstance(page, Page)
            yield page


def read_claims(paths: Sequence[Path]) -> Iterator[tuple[str, tuple[Claim, ...]]]:
    """Yield the id and the claims of each transcript of all batches."""
    for path in paths:
        for record in artefacts.read(path, TranscriptClaims):
            if isinstance(record, TranscriptClaims):
                yield record.transcript, record.claims


def write_pages(
    results: Path, overview: Overview, catalogue: Catalogue, choice: TopicChoice | None
) -> None:
    """Write the index, the topics page and the claims page."""
    messages = load_messages()
    environment = make_environment(FOLDER, messages)
    script = (FOLDER / "catalogue.js").read_text(encoding="utf-8")
    words = {
        field: {value: (word.zh, word.en) for value, word in getattr(messages, field).items()}
        for field in ("modality", "movement", "baseline")
    }
    context: dict[str, object] = {
        "overview": overview,
        "catalogue": catalogue,
        "choice": choice,
        "catalogue_script": Markup(script),
        "modalities": [(name, *both) for name, both in words["modality"].items()],
        "data": embed_json({**catalogue._asdict(), "words": words}),
    }
    write_page(environment, "index.html", results / "index.html", context)
    write_page(environment, "topics.html", results / "corpus" / "topics.html", context)
    context["policy"] = make_policy(read_style(), read_script(), script)
    write_page(environment, "claims.html", results / "corpus" / "claims.html", context)


def write_page(
    environment: Environment, template: str, path: Path, context: Mapping[str, object]
) -> None:
    """Write one page."""
    with artefacts.replacing(path) as out:
        out.writelines(environment.get_template(template).generate(context))


def write_tables(folder: Path, claims: Sequence[Path], pages: Mapping[str, Page]) -> None:
    """Write all claims as CSV, XLSX and JSON Lines."""
    columns = load_columns()

    def read_rows() -> Iterator[Row]:
        for transcript, found in read_claims(claims):
            page = pages[transcript]
            titles = {section.id: section.title for section in page.sections}
            yield from tabulate(found, columns, date=page.date, title=page.title, sections=titles)

    with artefacts.replacing(folder / "claims.csv") as out:
        out.write(BYTE_ORDER_MARK)
        write_csv(out, read_rows(), columns)
    write_xlsx(folder / "claims.xlsx", read_rows(), columns, many=True)
    with artefacts.replacing(folder / "claims.jsonl") as out:
        for _, found in read_claims(claims):
            out.writelines(f"{claim.model_dump_json()}\n" for claim in found)


def write_problem_lists(folder: Path, problems: Sequence[ListedProblem]) -> None:
    """Write the problems as a table and as JSON Lines."""
    with artefacts.replacing(folder / "problems.tsv") as out:
        write_problems(out, problems)
    with artefacts.replacing(folder / "problems.jsonl") as out:
        out.writelines(f"{problem.model_dump_json()}\n" for problem in problems)


def say_what_was_done(out: TextIO, overview: Overview, results: Path) -> None:
    """Say in one line how many reports and problems there are, and where to begin."""
    problems = len(overview.problems)
    print(
        f"{len(overview.pages)} of {overview.files} transcripts reported, "
        f"{problems} problem{'s' * (problems != 1)}; open {results / 'index.html'}",
        file=out,
    )


def split_refusal(argument: str) -> tuple[RefusalCode, str]:
    """Return the code and the name of an argument CODE=NAME.

    Raises ValueError for a code that is not known.
    """
    code, _, name = argument.partition("=")
    for known in get_args(RefusalCode):
        if code == known:
            return known, name
    raise ValueError(f"{code} is not one of {get_args(RefusalCode)}")


def main(argv: list[str]) -> None:
    """Read the pages, claims and topics of all batches, write what belongs to the corpus."""
    parser = argparse.ArgumentParser(prog="python -m pipeline corpus", description=__doc__)
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    parser.add_argument("--claims", type=Path, nargs="*", default=[])
    parser.add_argument("--topics", type=Path, required=True)
    parser.add_argument("--choice", type=Path, required=True)
    parser.add_argument("--refused", type=split_refusal, nargs="*", default=[], metavar="CODE=NAME")
    parser.add_argument("--results", type=Path, required=True)
    arguments = parser.parse_args(argv)
    results: Path = arguments.results

    pages = list(read_pages(arguments.pages))
    problems = list_problems(pages, arguments.refused, load_messages().refusal)
    topics = [t for t in artefacts.read(arguments.topics, Topic) if isinstance(t, Topic)]
    choices = artefacts.read(arguments.choice, TopicChoice)
    choice = next((c for c in choices if isinstance(c, TopicChoice)), None)
    overview = make_overview(pages, problems, topics)
    catalogue = make_catalogue(read_claims(arguments.claims), overview.reports, load_units())
    write_pages(results, overview, catalogue, choice)
    by_id = {page.transcript: page for page in (*pages, *overview.pages)}
    write_tables(results / "corpus", arguments.claims, by_id)
    write_problem_lists(results / "problems", problems)
    sweep(results, {path.stem for path in arguments.pages}, {page.transcript for page in pages})
    say_what_was_done(sys.stderr, overview, results)
