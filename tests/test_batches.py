import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batches import LEAST_COUNTED, find_bucket, make_batches
from pipeline.errors import InputError
from pipeline.inventory import identify_files, measure_files, take_inventory
from tests.conftest import ROOT


def touch(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text("文")
    return folder


def test_inventory_takes_files_and_refuses_names(tmp_path):
    touch(tmp_path, "b.txt", "a.docx", "两 会 'x'.txt", ".hidden", "metadata.tsv", "labels.tsv")
    touch(tmp_path, "line\nbreak.txt", "长" * 70 + ".txt", "{转载}.txt", "<a>.txt")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "inside.txt").symlink_to("b.txt")
    (tmp_path / "outside.txt").symlink_to(Path(__file__))
    (tmp_path / "nowhere.txt").symlink_to("长" * 300)
    (tmp_path / "round.txt").symlink_to("round.txt")
    inventory = take_inventory(tmp_path)
    assert [path.name for path in inventory.transcripts] == [
        "a.docx",
        "b.txt",
        "inside.txt",
        "两 会 'x'.txt",
    ]
    assert [path.name for path in inventory.metadata] == ["metadata.tsv"]
    assert inventory.refused == {
        ".hidden": "name_hidden",
        "line\nbreak.txt": "name_unsafe",
        "{转载}.txt": "name_unsafe",
        "<a>.txt": "name_unsafe",
        "长" * 70 + ".txt": "name_too_long",
        "folder": "not_a_file",
        "pipe.txt": "not_a_file",
        "nowhere.txt": "not_a_file",
        "round.txt": "not_a_file",
        "outside.txt": "leads_out",
    }


def test_a_table_that_is_no_file_is_refused_and_never_opened(tmp_path):
    touch(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "labels.tsv")
    (tmp_path / "metadata.tsv").mkdir()
    inventory = take_inventory(tmp_path)
    assert (inventory.labels, inventory.metadata) == ([], [])
    assert inventory.refused == {"labels.tsv": "not_a_file", "metadata.tsv": "not_a_file"}


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    touch(tmp_path, "a.txt", "b.txt")
    monkeypatch.setattr(os, "access", lambda path, mode: path.name != "b.txt")
    inventory = take_inventory(tmp_path)
    assert [path.name for path in inventory.transcripts] == ["a.txt"]
    assert inventory.refused == {"b.txt": "unreadable"}


def test_a_file_that_vanishes_stops_nothing(tmp_path):
    path = touch(tmp_path, "a.txt") / "a.txt"
    (before,) = identify_files([path])
    path.unlink()
    assert identify_files([path]) == [f"{path} gone"] != [before]
    assert measure_files([path]) == {path: 0}


def test_names_are_taken_from_standard_input_where_a_command_line_is_too_short():
    count, code = 30_000, "from pipeline.cli import read_names; print(len(read_names('-')))"
    names = b"".join(b"%d %s\n\0" % (number, b"'" * 190) for number in range(count))
    done = subprocess.run([sys.executable, "-c", code], input=names, capture_output=True, cwd=ROOT)
    assert int(done.stdout) == count


def test_inventory_of_an_empty_folder_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="no transcripts there; add"):
        take_inventory(tmp_path)


def test_inventory_of_no_folder_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        take_inventory(tmp_path / "none")


def make_files(names, size=LEAST_COUNTED):
    return {Path(name): size for name in names}


@given(st.sets(st.text(min_size=1, max_size=8), min_size=1, max_size=60), st.integers(1, 10))
def test_every_transcript_is_in_one_batch(names, most):
    files = make_files(f"{ord(name[0])}-{n}.txt" for n, name in enumerate(sorted(names)))
    batches = make_batches(files, most * LEAST_COUNTED)
    assert Counter(p for batch in batches.values() for p in batch) == Counter(list(files))


@given(st.integers(1, 500), st.lists(st.text(max_size=6), min_size=50, max_size=50))
def test_a_bucket_more_moves_nothing_but_what_goes_into_it(count, names):
    for name in names:
        before, after = find_bucket(name, count), find_bucket(name, count + 1)
        assert before < count
        assert after in (before, count)


def test_batches_are_of_about_the_size_asked_for():
    files = make_files(f"{n}.txt" for n in range(6400))
    sizes = [len(batch) for batch in make_batches(files, 50 * LEAST_COUNTED).values()]
    assert len(sizes) == 128
    assert max(sizes) < 100


def test_long_files_make_more_batches_and_one_of_any_size_counts_as_one():
    names, most = [f"{n}.txt" for n in range(64)], 128 * LEAST_COUNTED
    assert len(make_batches(make_files(names), most)) == 1
    assert len(make_batches(make_files(names, 8 * LEAST_COUNTED), most)) == 4
    huge = make_files(names) | {Path("huge.pdf"): 10**9}
    assert len(make_batches(huge, most)) == 2
    assert len(make_batches(make_files(names, 0), most)) == 1


@pytest.mark.parametrize(("files", "batches"), [(1, 1), (5, 1), (6, 2), (20, 2), (21, 3)])
def test_two_cores_share_more_than_half_a_batch(files, batches):
    made = make_batches(make_files(f"{n}.txt" for n in range(files)), 10 * LEAST_COUNTED)
    assert max(made) == f"{batches - 1:05}"


def test_a_file_that_grows_moves_no_more_than_one_that_is_added():
    files = make_files(f"{n}.txt" for n in range(100))
    before, after = (
        {
            path: batch
            for batch, paths in make_batches(made, 10 * LEAST_COUNTED).items()
            for path in paths
        }
        for made in (files, files | {Path("7.txt"): 2 * LEAST_COUNTED})
    )
    moved = [path for path in files if before[path] != after[path]]
    assert {after[path] for path in moved} == {"00010"}


def test_files_of_one_stem_share_a_batch():
    files = make_files(f"{n}.{suffix}" for n in range(300) for suffix in ("docx", "txt"))
    for batch in make_batches(files, 5 * LEAST_COUNTED).values():
        assert all(count == 2 for count in Counter(p.stem for p in batch).values())
