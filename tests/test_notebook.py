"""The notebook runs from start to end on the tables of a run, and on empty ones."""

import runpy
from pathlib import Path
from typing import Any

import pytest

from pipeline.stages import LINE, Line
from tests.batches import run_corpus
from tests.conftest import ROOT, SEED
from tests.every_stage import load_stages

NOTEBOOK = ROOT / "docs" / "notebook.py"


def run(results: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setenv("RESULTS", str(results))
    return runpy.run_path(str(NOTEBOOK))


def test_the_notebook_reads_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [SEED, *sorted((ROOT / "tests" / "workflow" / "raw").glob("*.txt"))]
    lines = [line for path in paths if isinstance(line := load_stages().make(path), Line)]
    run_corpus(tmp_path, *(tuple(getattr(line, stage) for stage in LINE) for line in lines))
    made = run(tmp_path, monkeypatch)
    assert len(made["claims"]) == made["by_transcript"]["claims"].sum()
    assert len(made["series"]) and made["title"].strip()
    drawn = made["development"].to_dict()
    (values,) = drawn["datasets"].values()
    assert len(values) == len(made["series"]) and all(row["period_end"] for row in values)
    assert made["states"]["len"].sum() == len(made["promises"]) > 0
    assert len(made["asked"]) > len(made["exchanges"]) > 0
    assert made["taken_up"].to_dict()["mark"]["type"] == "bar"
    assert len(made["spoken"])


def test_the_notebook_reads_empty_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_corpus(tmp_path, topics=False)
    made = run(tmp_path, monkeypatch)
    assert not len(made["series"]) and not len(made["promises"]) and not len(made["spoken"])
