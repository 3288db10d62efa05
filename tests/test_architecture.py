"""docs/architecture.md and README.md say what is there."""

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from pipeline.dependencies import NAMED, PACKAGE, find_files, read_imports
from pipeline.stages import STAGES

ROOT = Path(__file__).parents[1]
PATHS = re.compile(r"`((?:pipeline|docs|tests|benchmarks)/[\w./-]+)`")


@pytest.mark.parametrize("name", ["docs/architecture.md", "README.md", "CONTRIBUTING.md"])
def test_every_path_that_a_document_names_is_there(name: str) -> None:
    paths = PATHS.findall((ROOT / name).read_text(encoding="utf-8"))
    assert paths
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("name", ["docs/architecture.md", "README.md"])
def test_every_stage_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [stage.name for stage in STAGES if stage.name not in text] == []


def test_folders_import_each_other_in_one_direction() -> None:
    """What reads numbers stands on what finds them, a stage on both, and never the other way.

    A module that is named in a table and loaded when a file needs it is no import.
    """
    reads: dict[str, set[str]] = {}
    for module in PACKAGE.rglob("*.py"):
        names = read_imports(NAMED.sub("", module.read_text(encoding="utf-8")))
        sources = [path for name in names for path in find_files(name)]
        folders = {str(s.parent.relative_to(PACKAGE)) for s in sources if s.stem != "__init__"}
        own = str(module.parent.relative_to(PACKAGE))
        reads[own] = reads.get(own, set()) | folders - {own, "."}
    assert "claims/find" in reads["claims/read"]
    del reads["."]
    TopologicalSorter(reads).prepare()  # raises CycleError, which names the folders
