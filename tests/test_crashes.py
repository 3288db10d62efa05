"""A process that dies costs one transcript its results, and no other."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import artefacts
from pipeline.clean.stage import main as clean_files
from pipeline.crashes import APART, Crashed, run_apart
from pipeline.errors import InputError
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from tests.conftest import ROOT

TEXT = "记者：请问进展如何？\n王司长：上半年产量增长5%。\n"
DEADLY = """
import os, runpy, signal
import pipeline.segment.stage as stage

real = stage.segment

def segment(transcript, *others):
    if transcript.transcript in {deadly}:
        os.kill(os.getpid(), signal.{signal})
    return real(transcript, *others)

stage.segment = segment
runpy.run_module("pipeline", run_name="__main__", alter_sys=True)
"""


def kill_myself() -> None:
    """Die as a process does whose library crashed."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    """Raise what a stage raises where the user is to be told."""
    raise InputError("install it")


def run_deadly(folder: Path, deadly: str, name: str) -> subprocess.CompletedProcess[str]:
    """Run segment on three files, killed by a signal on some of them."""
    names = ["a.txt", "b.txt", "c.txt"]
    for one in names:
        (folder / one).write_text(TEXT, encoding="utf-8")
    cleaned, made = folder / "clean.jsonl", folder / "segment.jsonl"
    clean_files(["--output", str(cleaned), "--", *(str(folder / one) for one in names)])
    arguments = ["segment", "--clean", str(cleaned), "--output", str(made)]
    code = DEADLY.format(deadly=deadly, signal=name)
    return subprocess.run(
        (sys.executable, "-c", code, *arguments),
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )


def test_the_transcript_that_kills_a_stage_is_a_problem_and_the_others_go_on(tmp_path: Path):
    done = run_deadly(tmp_path, "('b',)", "SIGSEGV")
    assert done.returncode == 0, done.stderr
    assert "segment was killed (SIGSEGV) and runs again" in done.stderr
    first, second, third = artefacts.read(tmp_path / "segment.jsonl", Segmentation)
    assert isinstance(first, Segmentation) and isinstance(third, Segmentation)
    assert isinstance(second, Problem)
    assert (second.file, second.stage, second.code) == ("b.txt", "segment", "stage_crashed")


def test_who_ends_a_stage_ends_it(tmp_path: Path):
    done = run_deadly(tmp_path, "('b',)", "SIGTERM")
    assert done.returncode == 128 + signal.SIGTERM
    assert not (tmp_path / "segment.jsonl").exists()


def test_what_is_run_apart_comes_back_or_is_known_to_have_died():
    assert run_apart(lambda: [1, "二"]) == [1, "二"]
    with pytest.raises(Crashed):
        run_apart(kill_myself)
    with pytest.raises(InputError, match="install it"):
        run_apart(refuse)


def test_apart_a_problem_is_what_it_is_otherwise(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(APART, "1")
    found = artefacts.attempt("claims", "a", "a.txt", kill_myself)
    assert isinstance(found, Problem) and found.code == "stage_crashed"
    assert "claims" in found.message.en


def test_a_job_ends_with_its_status_and_with_all_that_was_said_and_to_be_done() -> None:
    code = "import atexit; from pipeline.crashes import end; atexit.register(print, 'done'); "
    done = subprocess.run(
        (sys.executable, "-c", code + "print('said'); end(3)"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.split()) == (3, ["said", "done"])
