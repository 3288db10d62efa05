import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.batches import find_bucket, make_batches
from pipeline.errors import InputError
from pipeline.inventory import take_inventory


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


def test_inventory_of_an_empty_folder_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="no transcripts there; add"):
        take_inventory(tmp_path)


def test_inventory_of_no_folder_says_what_to_do(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        take_inventory(tmp_path / "none")


@given(st.sets(st.text(min_size=1, max_size=8), min_size=1, max_size=60), st.integers(1, 10))
def test_every_transcript_is_in_one_batch(names, size):
    files = [Path(f"{ord(name[0])}-{number}.txt") for number, name in enumerate(sorted(names))]
    batches = make_batches(files, size)
    assert Counter(p for batch in batches.values() for p in batch) == Counter(files)


@given(st.integers(1, 500), st.lists(st.text(max_size=6), min_size=50, max_size=50))
def test_a_bucket_more_moves_nothing_but_what_goes_into_it(count, names):
    for name in names:
        before, after = find_bucket(name, count), find_bucket(name, count + 1)
        assert before < count
        assert after in (before, count)


def test_batches_are_of_about_the_size_asked_for():
    files = [Path(f"{n}.txt") for n in range(6400)]
    sizes = [len(batch) for batch in make_batches(files, 50).values()]
    assert len(sizes) == 128
    assert max(sizes) < 100


def test_files_of_one_stem_share_a_batch():
    files = [Path(f"{n}.{suffix}") for n in range(300) for suffix in ("docx", "txt")]
    for batch in make_batches(files, 5).values():
        assert all(count == 2 for count in Counter(p.stem for p in batch).values())
