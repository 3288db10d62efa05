"""Lines of labels.tsv: each is used, or says why not, and costs no other."""

from pathlib import Path

import pytest

from pipeline.taxonomy import NONE, load_taxonomy
from pipeline.taxonomy.labels import (
    CategoryLabel,
    find_unknown,
    group_labels,
    list_labelled,
    place_labels,
    read_labels,
)
from pipeline.tsv import MOST_LISTED, MOST_TABLE_LINES
from tests.make import make_conference

TAXONOMY = load_taxonomy()
HEADER = "transcript\tturn\tcategory\tbegins\tnote\n"
CONFERENCE = "问：如何？\n答：铁路开通了。\n问：还有呢？\n答：高铁也开通了。"


def write_labels(folder: Path, *lines: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_labels_are_read_by_id_or_name(tmp_path):
    path = write_labels(
        tmp_path,
        "甲\tt2\ttaiwan",
        "甲\tt4\t汽车与新能源汽车\t高铁",
        "甲\tt6\tAI",
        "乙\tt2\tnone\t\t不清楚",
        "乙\tt4\t均不属于",
    )
    found = read_labels(path, TAXONOMY)
    assert not found.unused
    assert [label.category for label in found.labels] == ["taiwan", "vehicles", "ai", NONE, NONE]
    assert list_labelled([path]) == {"甲", "乙"}
    assert read_labels(None, TAXONOMY).labels == []


def test_a_line_that_cannot_be_used_costs_no_other(tmp_path):
    lines = ("甲\tt2", "甲\tt2\t\t", "甲\tt2\t外星", "甲\tt2\ttaiwan", "甲\tt2\tai", "# 注", "")
    found = read_labels(write_labels(tmp_path, *lines), TAXONOMY)
    assert [(label.line, label.category) for label in found.labels] == [(5, "taiwan")]
    problems = found.list_problems()
    assert [problem.code for problem in problems] == [
        "label_malformed",
        "label_malformed",
        "label_category_unknown",
        "label_duplicate",
    ]
    assert "第 2 行" in problems[0].message.zh
    assert "外星" in problems[2].message.en
    assert "line 5" in problems[3].message.en


def test_of_too_many_lines_of_a_kind_the_first_are_listed_and_one_says_how_many_more(tmp_path):
    lines = ["甲\tt2"] * (MOST_LISTED + 50)
    *listed, more = read_labels(write_labels(tmp_path, *lines), TAXONOMY).list_problems()
    assert len(listed) == MOST_LISTED
    assert more.code == "lines_unlisted" and " 50 more lines" in more.message.en
    too_many = ["甲\tt2\ttaiwan"] * MOST_TABLE_LINES
    (problem,) = read_labels(write_labels(tmp_path, *too_many), TAXONOMY).list_problems()
    assert problem.code == "label_table_too_large" and "200,000 lines" in problem.message.en


def test_more_cells_than_columns_is_malformed(tmp_path):
    found = read_labels(write_labels(tmp_path, "甲\tt2\tai\t铁路\t注\t多"), TAXONOMY)
    assert [line.code for line in found.unused] == ["label_malformed"]


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"", []),
        (b"\xff\xfe\x00", []),
        (b"transcript\tturn\n", ["label_table_header"]),
        (b"transcript\tturn\tcategory\tcategory\n", ["label_table_header"]),
        (b"transcript\tturn\tkategory\n", ["label_table_header"]),
        (b"\x89PNG\r\n\xff", ["label_table_header"]),
    ],
)
def test_a_file_that_is_no_table_of_labels_is_one_problem(tmp_path, content, codes):
    path = tmp_path / "labels.tsv"
    path.write_bytes(content)
    assert list_labelled([path]) == set()
    assert [problem.code for problem in read_labels(path, TAXONOMY).list_problems()] == codes


def place(*labels: CategoryLabel) -> tuple[dict[str, str], list[str]]:
    own = group_labels(labels).get("甲", [])
    placed, unused = place_labels(own, *make_conference(CONFERENCE, "甲"))
    return (
        {turn: label.category for turn, label in placed.items()},
        [line.code for line in unused],
    )


def test_a_label_follows_its_answer_by_the_first_characters():
    """The numbers of turns change when a text is cleaned anew."""
    moved = CategoryLabel(2, "甲", "t2", "ai", "高铁也")
    assert place(moved) == ({"t4": "ai"}, [])
    kept = CategoryLabel(3, "甲", "t2", "energy", "铁路")
    assert place(moved, kept) == ({"t4": "ai", "t2": "energy"}, [])


@pytest.mark.parametrize(
    ("turn", "begins", "code"),
    [
        ("t1", "", "label_turn_unknown"),
        ("t9", "", "label_turn_unknown"),
        ("t2", "公路", "label_begins_differs"),
        ("t1", "公路", "label_begins_differs"),
    ],
)
def test_a_label_that_fits_no_answer_is_a_problem(turn, begins, code):
    assert place(CategoryLabel(2, "甲", turn, "ai", begins)) == ({}, [code])


def test_first_characters_of_two_answers_place_nothing():
    conference = make_conference("问：一？\n答：好的。\n问：二？\n答：好的。", "甲")
    placed, unused = place_labels([CategoryLabel(2, "甲", "t9", "ai", "好的")], *conference)
    assert not placed
    assert [line.code for line in unused] == ["label_begins_differs"]


def test_two_labels_that_come_to_one_answer_are_a_duplicate():
    labels = (
        CategoryLabel(2, "甲", "t4", "ai", ""),
        CategoryLabel(3, "甲", "t2", "energy", "高铁"),
    )
    assert place(*labels) == ({"t4": "ai"}, ["label_duplicate"])


def test_labels_of_other_transcripts_are_left_to_them():
    label = CategoryLabel(2, "乙", "t2", "ai", "")
    assert place(label) == ({}, [])
    (line,) = find_unknown([label], ["甲"])
    assert (line.code, line.values["transcript"]) == ("label_transcript_unknown", "乙")
