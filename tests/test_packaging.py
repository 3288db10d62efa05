"""The project as others take it: installed from a wheel, or as a module of their own workflow."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT, SEED

PARTS = ("pipeline", "docs/captions", "profiles", "rules")
"""Folders that a wheel is made of."""
OUTER = """
module pressbriefing:
    snakefile: "{snakefile}"
    config: {{"results": "made"}}


use rule * from pressbriefing as briefings_*


rule count:
    default_target: True
    input:
        rules.briefings_indicators.output,
    output:
        "count.txt",
    shell:
        "wc -l {{input}} > {{output}}"
"""

DEPLOYED = """
configfile: "config/config.yaml"


module briefings:
    snakefile: "{snakefile}"
    config: config


use rule * from briefings
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built in a copy of the files that go into it."""
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        shutil.copytree(
            ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__", ".*")
        )
    for path in (path for path in ROOT.iterdir() if path.is_file()):
        shutil.copy(path, source)
    build = ("pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", "dist")
    subprocess.run((sys.executable, "-m", *build, "."), cwd=source, check=True)
    (path,) = (source / "dist").glob("*.whl")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of somebody else, with a transcript in it."""
    (tmp_path / "raw").mkdir()
    shutil.copy(SEED, tmp_path / "raw")
    return tmp_path


def test_a_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = (path for path in (ROOT / "pipeline").rglob("*") if path.is_file())
    ours = {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}
    assert ours - packed == set()


def test_installed_it_is_one_command(wheel: Path, folder: Path) -> None:
    """Installed into an environment of its own, which sees what is installed in this one."""
    environment = folder / "environment"
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", environment), check=True)
    (packages,) = environment.glob("lib/python*/site-packages")
    ours = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "ours.pth").write_text("\n".join(ours), encoding="utf-8")
    install = ("--python", environment, "install", "--quiet", "--no-deps", "--no-index", wheel)
    subprocess.run((sys.executable, "-m", "pip", *install), check=True)
    command = (environment / "bin" / "pressbriefing", "run", "raw", "--results", "made")
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=folder, env=outside, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (folder / "made" / "index.html").is_file()
    assert "1 transcript reported" in done.stdout + done.stderr


def test_it_is_a_module_of_another_workflow(folder: Path) -> None:
    outer = OUTER.format(snakefile=ROOT / "Snakefile")
    (folder / "Snakefile").write_text(outer, encoding="utf-8")
    command = (sys.executable, "-m", "snakemake", "--cores", "2", "--quiet", "all")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int((folder / "count.txt").read_text().split()[0]) > 20


def test_what_snakedeploy_copies_runs(folder: Path) -> None:
    # snakedeploy copies config/ and profiles/, and writes a Snakefile like this one.
    for part in ("config", "profiles"):
        shutil.copytree(ROOT / part, folder / part)
    (folder / "workflow").mkdir()
    written = DEPLOYED.format(snakefile=ROOT / "Snakefile")
    (folder / "workflow" / "Snakefile").write_text(written, encoding="utf-8")
    command = (sys.executable, "-m", "snakemake", "--dry-run", "--quiet")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
