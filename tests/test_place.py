"""Where a run cannot work, it ends in one sentence before the first job."""

import subprocess
import sys

import pytest

from pipeline.errors import InputError
from pipeline.inventory import take_inventory
from pipeline.place import check_place
from tests.conftest import ROOT


def test_a_folder_with_braces_is_none_to_run_in(tmp_path, monkeypatch):
    folder = tmp_path / "第{1}批"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with pytest.raises(InputError, match="has a brace"):
        check_place()


def test_a_folder_that_cannot_be_written_is_none_to_run_in(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(InputError, match="nothing can be written here, where Snakemake"):
        check_place()


def test_names_are_read_as_utf_8_or_not_at_all():
    done = subprocess.run(
        [sys.executable, "-c", "from pipeline.place import check_place; check_place()"],
        env={"PYTHONPATH": str(ROOT), "LC_ALL": "POSIX", "PYTHONUTF8": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "names of files are read as ascii here" in done.stderr
    assert "set PYTHONUTF8=1" in done.stderr


def test_raw_that_may_not_be_read_is_said(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(InputError, match="Permission denied; let it be read, or set another raw"):
        take_inventory(tmp_path)
