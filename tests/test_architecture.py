"""docs/architecture.md and README.md say what is there."""

import re
from pathlib import Path

import pytest

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
