"""The documentation is built without a network, and what it tells people to type works."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from docs.reference_pages import list_records, write_all
from pipeline.citations.stage import main as cite
from pipeline.database.stage import main as make_database
from pipeline.stages import LINE, Line
from tests.batches import list_artefacts, run_corpus
from tests.browser import make_told
from tests.checkout import run_snakemake
from tests.conftest import ROOT, SEED
from tests.every_stage import load_stages
from tests.work_reports import ELSEWHERE, PLAN, REVIEW

DOCS = ROOT / "docs"
PAGES = (ROOT / "README.md", *sorted(DOCS.glob("*.md")))
PROGRAMS = ("snakemake", "python")
"""Programs whose commands are run: not pip, docker and the like. `--report` needs a whole run, as
tests/test_workflow.py has it, and `--sdm` a conda."""


def list_commands() -> dict[str, str]:
    """Return the commands of all pages, without their comments, and a page that has each."""
    blocks = (
        (page.name, block)
        for page in PAGES
        for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    )
    lines = ((page, line) for page, block in blocks for line in block.splitlines())
    found = {
        part.strip(): page
        for page, line in lines
        for part in line.partition(" #")[0].split("&&")
        if part.split() and part.split()[0] in PROGRAMS
    }
    others = ("-m venv", "--report", "--sdm")
    return {c: page for c, page in found.items() if not any(word in c for word in others)}


COMMANDS = list_commands()


@pytest.mark.parametrize("command", COMMANDS, ids=str)
def test_a_command_of_the_documentation_works(command: str) -> None:
    if "profiles/slurm" in command:
        pytest.importorskip("snakemake_executor_plugin_slurm", reason="requirements-slurm.txt")
    transcript = min((ROOT / "raw").glob("*.txt")).stem
    filled = command.replace("DIR", "raw", 1).replace("DIR", "made", 1)
    filled = filled.replace("EARLIER,LATER", f"{transcript},{transcript}")
    program, *arguments = shlex.split(filled)
    if program == "snakemake":
        done = run_snakemake(ROOT, *arguments, "--dry-run", "--quiet")
    else:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a run has left its results."""
    folder = tmp_path_factory.mktemp("run")
    results = folder / "results"
    line = load_stages().make(SEED)
    assert isinstance(line, Line)
    read_here = tuple(getattr(line, stage) for stage in LINE)
    run_corpus(results, read_here, *(make_told(*words) for words in (PLAN, REVIEW, ELSEWHERE)))
    read = ["--clean", str(results / "clean" / "00000.jsonl")]
    read += ["--claims", str(results / "claims" / "00000.jsonl")]
    cite([*read, "--output", str(results / "citations")])
    described = ["--metadata", str(results / "database" / "metadata.json")]
    database = ["--output", str(results / "corpus.sqlite")]
    make_database([*list_artefacts(results), *described, *database])
    return folder


RECIPES = re.findall(
    r"## (.*?)\n.*?```python\n(.*?)```",
    (DOCS / "recipes.md").read_text(encoding="utf-8"),
    re.DOTALL,
)


@pytest.mark.parametrize(("title", "code"), RECIPES, ids=[title for title, _ in RECIPES])
def test_a_recipe_answers(
    title: str, code: str, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(results)
    said: dict[str, Any] = {}
    exec(code, said)
    assert len(said["answer"])


def test_the_pages_are_built_without_a_warning(tmp_path: Path) -> None:
    build = ("sphinx", "-q", "-W", "-n", "-d", str(tmp_path / "trees"), str(DOCS))
    subprocess.run([sys.executable, "-m", *build, str(tmp_path / "built")], check=True)
    page = (tmp_path / "built" / "reference" / "tables.html").read_text(encoding="utf-8")
    assert "indicator_confidence" in page
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "built").glob("*.html")]
    assert not any(re.search(r"<(script|link|img)[^>]*(src|href)=\"(https?:)?//", p) for p in pages)


def test_every_record_has_its_schema(tmp_path: Path) -> None:
    write_all(tmp_path)
    for name, record in list_records().items():
        schema = json.loads((tmp_path / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
        assert set(schema["properties"]) >= set(record.model_fields)
