"""Writes the page of topics; what is opened later stands in a script beside it."""

from pathlib import Path

from jinja2 import Environment

from pipeline.corpus.index import Overview
from pipeline.publish.pages.beside import put_rows
from pipeline.publish.pages.rendering import write_page
from pipeline.records.topics import TopicChoice

MOST_FIRST = 3
"""Passages of a topic that are shown without asking."""
MOST_OPEN = 12
"""Topics whose first passages are in the page; those of the others, and what is opened, stand
beside it: a page of 48 topics weighs 230 KB and not 800."""
ROWS = "topics-0001"


def write_topics(
    environment: Environment, folder: Path, overview: Overview, choice: TopicChoice | None
) -> None:
    """Write the page, and beside it the passages and shares that it has not at first view."""
    context: dict[str, object] = {
        "overview": overview,
        "choice": choice,
        "most_first": MOST_FIRST,
        "opened": {topic.id for topic in overview.topics[:MOST_OPEN]},
        "rows_name": ROWS,
    }
    loads = bool(overview.topics)
    later = environment.get_template("topics_later.html").render(context) if loads else None
    put_rows(folder, ROWS, later)
    template = environment.get_template("topics.html")
    write_page(template, folder / "topics.html", context, loads=loads)
