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
    from docs.reference_pages import write_all

    folder = DOCS / "reference"
    write_all(folder)
    header, *rows = (DOCS / "figures.tsv").read_text(encoding="utf-8").splitlines()
    table = [header.replace("\t", " | "), " | ".join("---" for _ in header.split("\t"))]
    for row in rows:
        *cells, command = row.split("\t")
        table.append(" | ".join((*cells, f"`{command}`")))
    (folder / "figures.md").write_text("\n".join(table), encoding="utf-8")
