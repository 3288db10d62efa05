"""What a person may do wrong, and the one sentence that says what to do about it."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from pipeline.clean.stage import main as clean_files
from pipeline.config import check_config, check_yaml
from pipeline.errors import InputError
from pipeline.inventory import take_inventory
from pipeline.segment.stage import main as segment
from pipeline.unfinished import read_reason
from tests.conftest import ROOT

UNITS = len(tomllib.loads((ROOT / "pipeline/measure/units.toml").read_text("utf-8"))["unit"])
TEXT = "记者：请问进展如何？\n王司长：上半年产量增长5%。\n"


def run(*command: str, folder: Path, package: Path = ROOT) -> str:
    """Run a command that ends in an error, and return the line that says which."""
    done = subprocess.run(
        (sys.executable, "-m", *command),
        cwd=folder,
        env={"PYTHONPATH": str(package)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    (said,) = (line for line in done.stderr.splitlines() if line.startswith("error:"))
    assert done.stderr.endswith(f"{said}\n") and "Traceback" not in done.stderr
    return said


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a transcript and what clean made of it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "会.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "file").touch()
    clean_files(["raw/会.txt", "--output", "clean.jsonl"])
    return tmp_path


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ("topics=abc", "config: topics: 'abc' is not auto, or a number of topics from 1 to 200"),
        ("topics=0", "config: topics: 0 is not auto, or a number of topics from 1 to 200"),
        ("batchsize=3", "config: batchsize: no such key; the keys are raw, results, "),
        (
            "batch_size=128",
            "config: batch_size: no such key; the keys are raw, results, batch_kilo",
        ),
        (
            "batch_kilobytes=many",
            "config: batch_kilobytes: 'many' is not a number of kilobytes from 1 to 10000",
        ),
        ("seed=1", "config: seed: no such key; the keys are raw, results, "),
        (
            "raw=nowhere",
            "nowhere: no such folder; put transcripts there, or set raw in config.yaml",
        ),
        ("raw=2021", "2021: no such folder; put transcripts there, or set raw in config.yaml"),
        ("raw=file", "file: no such folder; put transcripts there, or set raw in config.yaml"),
        ("results=file", "config: results: file is a file; name a folder"),
        ("results=file/in/it", "config: results: file is a file; name a folder"),
        ("results=raw", "config: raw: raw is in the results folder, raw; keep the two apart"),
        ("results=a{b}", "config: results: a{b} has a brace or an angle bracket"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_choice_that_cannot_be(choice: str, said: str) -> None:
    key, _, value = choice.partition("=")
    with pytest.raises(InputError) as raised:
        take_inventory(Path(check_config({key: yaml.safe_load(value)}).raw))
    assert str(raised.value).startswith(said)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--config", "topics=abc"], "'abc'"),
        (["--config", "raw=nowhere"], "nowhere: no such folder"),
        (["--until", "clams"], "clams: no stage, and no file of one; did you mean claims?"),
        (["--forcerun", "results/x.html"], "results/x.html: no stage, and no file of one; see"),
    ],
)
def test_snakemake_says_so_and_no_more(folder: Path, options: list[str], named: str) -> None:
    snakefile = str(ROOT / "Snakefile")
    said = run("snakemake", "--snakefile", snakefile, *options, folder=folder)
    assert named in said


def test_an_environment_that_is_not_active(folder: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-S", "-m", "pipeline", "claims", "--explain", "增长5%。"),
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and "activate the virtual environment" in done.stderr
    assert done.stderr.startswith("error: ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["claim"], "error: claim: no stage; usage: python -m pipeline {citations,claims,"),
        (["claims", "--explain", " "], "--explain takes a sentence"),
    ],
)
def test_a_stage_or_a_sentence_that_is_none(arguments: list[str], said: str) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "pipeline", *arguments),
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr


def test_choices_that_are_no_yaml(folder: Path) -> None:
    (folder / "config.yaml").write_text("raw: raw\ntopics: [\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"config\.yaml, line 3: not a YAML file: .*; mend it"):
        check_yaml(folder / "config.yaml")


def test_a_batch_that_failed_says_why(folder: Path) -> None:
    log = folder / "log"
    log.write_text("claims: 1 of 2\nerror: units.toml: not a TOML file\n", encoding="utf-8")
    assert read_reason(log) == "units.toml: not a TOML file"
    log.write_text("Killed\n", encoding="utf-8")
    assert read_reason(log) == ""


def spoil(change: Callable[[str], str]) -> Callable[[Path], None]:
    """Return a change of what clean made."""

    def apply(folder: Path) -> None:
        path = folder / "clean.jsonl"
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    return apply


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        (lambda folder: (folder / "clean.jsonl").unlink(), "clean.jsonl: "),
        (spoil(lambda text: text[:100]), "clean.jsonl, line 1: not a Transcript record"),
        (spoil(lambda text: text.replace('"text"', '"txet"')), "clean.jsonl, line 1: not a "),
        (spoil(lambda text: f"{text}\n{{}}\n"), "clean.jsonl, line "),
    ],
)
def test_an_artefact_that_was_changed_by_hand(
    folder: Path, mistake: Callable[[Path], None], said: str
) -> None:
    mistake(folder)
    with pytest.raises(InputError) as raised:
        segment(["--clean", "clean.jsonl", "--output", "out.jsonl"])
    assert str(raised.value).startswith(said)
    assert not (folder / "out.jsonl").exists()


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("measure/units.toml", '[[unit]]\nname = "x"\n', f"units.toml: unit.{UNITS}.kind: "),
        ("measure/units.toml", "[[unit\n", "units.toml: not a TOML file: "),
        ("claims/read/cues.toml", '[[colour]]\nname = "red"\n', "cues.toml: colour: "),
        ("claims/read/weights.tsv", "period\tno_such_feature\t1\t\n", "weights.tsv"),
    ],
)
def test_an_edited_file_of_knowledge(folder: Path, file: str, change: str, said: str) -> None:
    shutil.copytree(ROOT / "pipeline", folder / "pipeline")
    with (folder / "pipeline" / file).open("a", encoding="utf-8") as lines:
        lines.write(f"\n{change}")
    command = ("pipeline", "claims", "--explain", "增长5%。")
    assert said in run(*command, folder=folder, package=folder)
