"""How Sphinx makes the documentation: `sphinx-build -W docs docs/built`, without a network."""

import sys
from pathlib import Path

from sphinx.application import Sphinx

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

project = "pressbriefing"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["built", "captions", "reference/figures.md"]
html_theme = "furo"
html_title = "Press briefings that can be cited"
html_show_sphinx = False
html_show_copyright = False
myst_heading_anchors = 3


def setup(app: Sphinx) -> None:
    """Write the pages that are made from the code and from measurements before all is read."""
    app.connect("builder-inited", write_reference)


def write_reference(app: Sphinx) -> None:
    """Write docs/reference/ anew."""
    from pipeline.publish.reference import write_all

    folder = DOCS / "reference"
    write_all(folder)
    rows = (line.split("\t") for line in (DOCS / "figures.tsv").read_text("utf-8").splitlines())
    first, *others = (f"| {' | '.join(row)} |" for row in rows)
    table = (first, f"|{'---|' * (first.count('|') - 1)}", *others)
    (folder / "figures.md").write_text("\n".join(table) + "\n", encoding="utf-8")
