"""Corpus: the pages of all transcripts together.

Reads the pages and claims of all batches, the topics, the indicators and the list of problems;
writes results/index.html and results/corpus/, and sweeps what is left of transcripts that are gone.
Claims are streamed, so that memory does not grow with their number.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, TextIO

from jinja2 import Environment
from markupsafe import Markup

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.corpus.attention import Concern, list_concerns
from pipeline.corpus.claims import Catalogue, make_catalogue
from pipeline.corpus.index import Overview, list_transcripts, make_overview
from pipeline.corpus.indicators import Atlas, make_atlas
from pipeline.corpus.promises import Ledger, make_ledger
from pipeline.corpus.sweep import sweep
from pipeline.corpus.timeline import HeadingTimeline, make_timeline
from pipeline.glossary.compose import translate
from pipeline.measure.units import load_units
from pipeline.publish.pages.beside import SUFFIX, put_rows, write_part
from pipeline.publish.pages.rendering import (
    embed_json,
    gloss_by,
    make_environment,
    pair_texts,
    pair_words,
    read_script,
    write_page,
)
from pipeline.records.claims import TranscriptClaims
from pipeline.records.indicators import Indicator
from pipeline.records.pages import Page
from pipeline.records.problems import ListedProblem
from pipeline.records.promises import Promise
from pipeline.records.topics import Topic, TopicChoice
from pipeline.taxonomy import load_taxonomy

FOLDER = Path(__file__).parent
FIRST_ROWS = 200
"""Transcripts, promises and headings of their pages; the others stand beside them."""
FIRST_MEASURES = 60
"""Of the page of indicators: a measure weighs as much as ten promises."""
PART_ROWS = 10_000
"""Of these in a part."""
MOST_PASSAGES = 3
"""Passages of a topic that are shown without asking."""
MOST_OPEN = 12
"""Topics whose first passages are in the page; those of the others, and what is opened, stand
beside it: a page of 48 topics weighs 230 KB and not 800."""
TOPIC_ROWS = "topics-0001"
MOST_NEWEST = 5
"""Transcripts that the start page names as the newest."""
MOST_NAMED = 2
"""Transcripts that the end of a run names for what is to be checked in them."""
READS = ("report", "claims", "topics", "indicators", "promises", "problems")
SPOKEN = (
    "territory", "period", "targets", "outcomes", "verdict", "no_period", "disagree", "same_name",
    "by_territory", "bound_low", "bound_high", "bound_about", "bound_range", "newest",
    "transcripts", "periods", "disagreements", "colon",
)  # fmt: skip
"""The messages that the script of the indicators page speaks."""


class CorpusPages(NamedTuple):
    """All that the pages show."""

    overview: Overview
    catalogue: Catalogue
    atlas: Atlas
    timeline: HeadingTimeline
    promises: Ledger
    newest: list[Page]
    concerns: list[Concern]
    choice: TopicChoice | None
    """How the number of topics was chosen; None where there are none."""
    subjects: Mapping[str, str]
    """The English of fields and hotspots by their Chinese: topics may be named after them."""


def write_pages(results: Path, shown: CorpusPages) -> None:
    """Write the start page and those of topics, claims, indicators, promises and hotspots."""
    environment = make_environment(FOLDER)
    environment.globals["gloss_subject"] = gloss_by(partial(translate_subject, shown.subjects))
    context: dict[str, object] = shown._asdict()
    write_topics(environment, results / "corpus", shown.overview, shown.choice)
    listing = read_script("listing.js")
    for path, data in fill_pages(results, shown):
        loads = bool(data.get("older"))
        script = (FOLDER / f"{path.stem}.js").read_text(encoding="utf-8")
        context["listing"], context["page_script"] = Markup(listing), Markup(script)
        context["data"], context["older"] = embed_json(data), loads
        template = environment.get_template(path.name)
        write_page(template, path, context, (listing, script), loads=loads)


def write_topics(
    environment: Environment, folder: Path, overview: Overview, choice: TopicChoice | None
) -> None:
    """Write the page, and beside it the passages and shares that it has not at first view."""
    context: dict[str, object] = {
        "overview": overview,
        "choice": choice,
        "most_first": MOST_PASSAGES,
        "opened": {topic.id for topic in overview.topics[:MOST_OPEN]},
        "rows_name": TOPIC_ROWS,
    }
    loads = bool(overview.topics)
    later = environment.get_template("topics_later.html").render(context) if loads else None
    put_rows(folder, TOPIC_ROWS, later)
    template = environment.get_template("topics.html")
    write_page(template, folder / "topics.html", context, loads=loads)


def translate_subject(subjects: Mapping[str, str], name: str) -> str | None:
    """Return the English of a field, a hotspot, a term, or the name of a topic made of them; a part
    that has none stays as it is.

    >>> translate_subject({"涉台": "Taiwan"}, "涉台：某某某")
    'Taiwan: 某某某'
    """
    if name in subjects:
        return subjects[name]
    for sign, joint in (("：", ": "), ("、", ", ")):
        if sign in name:
            parts = name.split(sign)
            told = [translate_subject(subjects, part) for part in parts]
            return joint.join(one or part for one, part in zip(told, parts, strict=True))
    return translate(name)


def fill_pages(results: Path, shown: CorpusPages) -> Iterator[tuple[Path, dict[str, object]]]:
    """Yield the pages that scripts fill, with what they first show; write the rest beside them."""
    folder = results / "corpus"
    words: dict[str, object] = {
        **pair_words("modality", "movement", "baseline", "kind", "statistic", "verdict"),
        "text": pair_texts(*SPOKEN),
        "unit": dict(load_units().bare_names),
    }

    transcripts = list_transcripts(shown.overview)
    rows = put_beside(results, "transcripts", "transcripts", transcripts, FIRST_ROWS)
    yield results / "index.html", {"words": pair_texts("undated", "problem"), **rows}

    older = write_parts(folder, "claims", shown.catalogue.older)
    yield folder / "claims.html", {**shown.catalogue._asdict(), "words": words, "older": older}

    rows = put_beside(folder, "indicators", "measures", shown.atlas.measures, FIRST_MEASURES)
    yield folder / "indicators.html", {**shown.atlas._asdict(), "words": words, **rows}

    rows = put_beside(folder, "promises", "rows", shown.promises.rows, FIRST_ROWS)
    standing = pair_words("standing", "reason", "relation")
    promises = {**shown.promises._asdict(), "groups": [], "words": standing}
    yield folder / "promises.html", {**promises, **rows}

    rows = put_beside(folder, "hotspots", "headings", shown.timeline.headings, FIRST_ROWS)
    yield folder / "hotspots.html", {**shown.timeline._asdict(), **rows}


def put_beside(
    folder: Path, page: str, field: str, rows: Sequence[object], first: int
) -> dict[str, object]:
    """Write the rows of a page but the first beside it; return those, and the parts' names."""
    parts = [rows[at : at + PART_ROWS] for at in range(first, len(rows), PART_ROWS)]
    return {field: rows[:first], "older": write_parts(folder, page, parts)}


def write_parts(folder: Path, page: str, parts: Sequence[Sequence[object]]) -> list[str]:
    """Write the rows that a page loads, in parts; return their names."""
    for path in folder.glob(f"{page}-*{SUFFIX}"):
        path.unlink()
    names = [f"{page}-{number:04}" for number in range(1, len(parts) + 1)]
    for name, rows in zip(names, parts, strict=True):
        write_part(folder, name, rows)
    return names


def say_what_was_done(out: TextIO, overview: Overview, results: Path) -> None:
    """Say how many reports and problems there are, where to begin, and what wants a look most."""
    problems = overview.problem_count
    flagged = sorted((p for p in overview.pages if p.flags), key=lambda p: (-p.flags, p.transcript))
    most = " and ".join(f"{page.transcript} ({page.flags})" for page in flagged[:MOST_NAMED])
    made, files = len(overview.pages), overview.files
    counted = f"{made} of {files}" if made < files else f"{files}"
    print(
        f"{counted} transcript{'s' * (files != 1)} reported, "
        f"{problems} problem{'s' * (problems != 1)}; open {results / 'index.html'}",
        file=out,
    )
    if flagged:
        print(f"{len(flagged)} of them with places to check, most in {most}", file=out)


def main(argv: list[str]) -> None:
    """Read what was made of all batches, write what belongs to the corpus."""
    parser = make_parser("corpus", __doc__, READS, many=True)
    parser.add_argument("--choice", type=Path, required=True)
    options = parser.parse_args(argv)
    results: Path = options.output

    pages = list(artefacts.read_records(options, "report", Page))
    problems = list(artefacts.read_records(options, "problems", ListedProblem))
    choices = artefacts.read(options.choice, TopicChoice)
    choice = next((c for c in choices if isinstance(c, TopicChoice)), None)
    overview = make_overview(
        pages, problems, list(artefacts.read_records(options, "topics", Topic))
    )
    reports = overview.reports
    indicators = list(artefacts.read_records(options, "indicators", Indicator))
    promises = list(artefacts.read_records(options, "promises", Promise))
    atlas = make_atlas(indicators, reports)
    claims = artefacts.read_records(options, "claims", TranscriptClaims)
    taxonomy = load_taxonomy()
    names = [*(field.name for field in taxonomy.field), *taxonomy.names().values()]
    shown = CorpusPages(
        overview,
        make_catalogue(claims, reports),
        atlas,
        make_timeline(overview.pages, reports, taxonomy.names()),
        make_ledger(promises),
        [page for page in overview.pages if page.date][:MOST_NEWEST],
        list_concerns(overview, atlas, promises),
        choice,
        {name.zh: name.en for name in names},
    )
    write_pages(results, shown)
    sweep(results, {path.stem for path in options.report}, {page.transcript for page in pages})
    say_what_was_done(sys.stderr, overview, results)
