"""Writes the files of one transcript's report: page, Markdown, claim tables."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Template
from markupsafe import Markup

from pipeline.artefacts import replacing, write_bytes
from pipeline.glossary.compose import translate
from pipeline.glossary.titles import translate_title
from pipeline.measure.period import word_period
from pipeline.measure.words import SYMBOLS
from pipeline.publish.names import FILES, MARKDOWN, PAGE, ROWS, TABLES
from pipeline.publish.pages.beside import put_rows
from pipeline.publish.pages.rendering import (
    Messages,
    make_environment,
    make_policy,
    read_script,
    read_style,
    write_running_head,
)
from pipeline.publish.permalinks import name_claims
from pipeline.publish.tabular.columns import Surroundings
from pipeline.publish.tabular.declarations import OutputTable, load_claims_table
from pipeline.publish.tabular.spreadsheets import write_csv
from pipeline.publish.tabular.workbooks import Sheet, write_rows, write_workbook
from pipeline.records.base import Bilingual
from pipeline.records.problems import Problem
from pipeline.records.transcript import Transcript
from pipeline.report.categories import sum_up_paragraphs
from pipeline.report.markdown import Raw, make_markdown_environment
from pipeline.report.view import View, list_subjects, make_view
from pipeline.safe import make_visible
from pipeline.stages import Line
from pipeline.taxonomy import load_taxonomy

FOLDER = Path(__file__).parent
FEW_CLAIMS = 60
"""Claims up to which the table shows their sentences from the start."""
MOST_BESIDE = 16
"""Characters beside a number that a row shows of a sentence which stands in another row."""
MOST_WHOLE = {"claims": 60, "answers": 24}
"""Rows up to which the page has a list whole. Of a longer one it has the first half of so many,
and the others stand in a script beside it: a page of 300 claims weighs 270 KB and not 670."""
MOST_SUBJECTS = 8
"""Headings that the page names at a glance; the others are folded."""
MOST_TITLE, MOST_ENGLISH_TITLE, MOST_HEAD = 40, 80, 120
"""Characters of a title at the head of a printed page in both languages, and of all of it."""


class Writer(NamedTuple):
    """All that reports are made with, loaded once."""

    table: OutputTable
    page: Template
    later: Template
    """The rows that the page has not at first view."""
    problem: Template
    markdown: Template
    categories: dict[str, Bilingual]
    """Names of the taxonomy's categories by id."""
    fields: dict[str, Bilingual]
    """Names of its fields by id."""

    def write(self, folder: Path, line: Line) -> None:
        """Write all files of a transcript, and remove tables that it no longer has."""
        name = line.clean.transcript
        view = make_view(line)
        files = {"Markdown": name + MARKDOWN}
        if "claims" in line.missing:
            remove_files(folder, name, TABLES.values())
        else:
            files |= {kind: name + suffix for kind, suffix in TABLES.items()}
            self.write_tables(folder, line)
        context = self.make_context(view)
        loads = any(context["later"].values())
        put_rows(folder, name + ROWS, self.later.render(context) if loads else None)
        style = read_style() + write_running_head(word_head(line.clean))
        context["style"] = Markup(style)
        context["policy"] = make_policy(style, read_script(), loads=loads)
        write_bytes(folder / (name + PAGE), self.page.render(context, files=files).encode())
        write_bytes(folder / (name + MARKDOWN), self.markdown.render(context, raw=Raw).encode())

    def write_problems(self, folder: Path, name: str, problems: Sequence[Problem]) -> None:
        """Write a page that says why there is no report, and remove what an earlier run left."""
        remove_files(folder, name, (suffix for suffix in FILES if suffix != PAGE))
        write_bytes(folder / (name + PAGE), self.problem.render(problems=problems).encode())

    def write_tables(self, folder: Path, line: Line) -> None:
        """Write the claims of a transcript in each format."""
        transcript, claims = line.clean, line.claims.claims
        titles = {section.id: section.title for section in line.segment.sections}
        names = name_claims(claims)
        around = Surroundings("claims", line.claims, transcript, titles, names)
        stem = str(folder / transcript.transcript)
        columns, rows = self.table.columns, list(self.table.tabulate(claims, around))
        with replacing(Path(stem + TABLES["CSV"])) as out:
            write_csv(out, columns, rows)
        book = BytesIO()
        write_workbook(book, [Sheet(self.table, len(rows), write_rows(columns, rows))])
        write_bytes(Path(stem + TABLES["XLSX"]), book.getvalue())
        lines = "".join(f"{claim.model_dump_json()}\n" for claim in claims)
        write_bytes(Path(stem + TABLES["JSON Lines"]), lines.encode())

    def make_context(self, view: View) -> dict[str, Any]:
        """Return what the templates need besides their messages."""
        date, event_date = view.line.clean.date, view.line.clean.event_date
        modalities = {row.claim.modality for row in view.rows}
        sections = {row.claim.section for row in view.rows}
        speakers = dict.fromkeys(row.claim.speaker for row in view.rows if row.claim.speaker)
        messages = Messages.load()
        first, later = divide_rows(view)
        return {
            "view": view,
            "missing": view.line.missing,
            "first": first,
            "later": later,
            "rows_name": view.line.clean.transcript + ROWS,
            "date": word_period(date) if date else messages.text["undated"],
            "event_date": word_period(event_date) if event_date else None,
            "subjects": list_subjects(view.titles),
            "most_subjects": MOST_SUBJECTS,
            "listed": {row.claim.id for row in view.rows},
            "few": FEW_CLAIMS,
            "beside": MOST_BESIDE,
            "passing_count": sum(row.claim.salience == "passing" for row in view.rows),
            "named_count": sum(row.named for row in view.rows),
            "symbols": SYMBOLS,
            "plain_role": messages.role,
            "categories": self.categories,
            "fields": self.fields,
            "category_rows": sum_up_paragraphs(view.line.classify),
            "modalities": [
                (m, said.zh, said.en) for m, said in messages.modality.items() if m in modalities
            ],
            "section_choices": [(i, h, h) for i, h in view.headings.items() if i in sections],
            "speaker_choices": [(name, name, name) for name in speakers],
        }


def make_writer() -> Writer:
    """Load the columns, the templates and the names of the taxonomy."""
    taxonomy, html = load_taxonomy(), make_environment(FOLDER)
    return Writer(
        table=load_claims_table(),
        page=html.get_template("page.html"),
        later=html.get_template("later.html"),
        problem=html.get_template("problem.html"),
        markdown=make_markdown_environment(FOLDER).get_template("transcript.md"),
        categories=taxonomy.names(),
        fields={found.id: found.name for found in taxonomy.field},
    )


def divide_rows(view: View) -> tuple[dict[str, Sequence[Any]], dict[str, Sequence[Any]]]:
    """Return the rows of long lists that the page has at first view, and the others."""
    first, later = dict[str, Sequence[Any]](), dict[str, Sequence[Any]]()
    lists: dict[str, Sequence[Any]] = {"claims": view.rows, "answers": view.answers}
    for name, rows in lists.items():
        most = MOST_WHOLE[name]
        shown = len(rows) if len(rows) <= most else most // 2
        first[name], later[name] = rows[:shown], rows[shown:]
    return first, later


def word_head(transcript: Transcript) -> Bilingual:
    """Return what stands at the head of each printed page: title, date, publisher."""
    title, publisher = transcript.title or transcript.transcript, transcript.publisher or ""
    zh = (shorten(title, MOST_TITLE), transcript.date, publisher)
    said = shorten(translate_title(title) or title, MOST_ENGLISH_TITLE)
    en = (said, transcript.date, translate(publisher) or publisher)
    heads = [make_visible(" · ".join(filter(None, words)))[:MOST_HEAD] for words in (zh, en)]
    return Bilingual(zh=heads[0], en=heads[1])


def shorten(title: str, most: int) -> str:
    """Return the beginning of a title that is longer than so many characters."""
    return title if len(title) <= most else f"{title[: most - 1].rstrip()}…"


def remove_files(folder: Path, name: str, suffixes: Iterable[str]) -> None:
    """Remove files of a transcript, where there are any."""
    for suffix in suffixes:
        (folder / (name + suffix)).unlink(missing_ok=True)
