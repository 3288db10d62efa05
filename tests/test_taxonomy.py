from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.language.terms.pieces import make_piece
from pipeline.language.terms.words import fold_words
from pipeline.taxonomy import NONE, load_taxonomy
from pipeline.taxonomy.labels import (
    Label,
    find_unknown,
    list_labelled,
    place_labels,
    read_labels,
)
from pipeline.train.examples import describe
from pipeline.train.fitting import judge
from tests.conferences import STOP, TOKENIZER, get_classifier, make_conference

TAXONOMY = load_taxonomy()
HEADER = "transcript\tturn\tcategory\tbegins\tnote\n"
CONFERENCE = "问：如何？\n答：铁路开通了。\n问：还有呢？\n答：高铁也开通了。"


def find(text: str) -> str | None:
    piece = make_piece([TOKENIZER.cut(fold_words(text))], STOP)
    return get_classifier().classify([piece])[0].category


@pytest.mark.parametrize("category", TAXONOMY.category, ids=lambda category: category.id)
def test_passages_fall_where_they_must(category):
    for text in category.accept:
        assert find(text) == category.id, text
    for passage in category.reject:
        assert find(passage.text) == passage.is_, passage.text


def test_passages_of_none_get_no_category():
    assert [find(text) for text in TAXONOMY.none] == [None] * len(TAXONOMY.none)


def test_passages_are_found_by_models_that_never_saw_them():
    """Else the categories overlap, or their descriptions say too little."""
    judgement = judge(list(describe(TAXONOMY, TOKENIZER, STOP)))
    wrong = [
        example.document[:20]
        for example, row in zip(judgement.examples, judgement.decisions, strict=True)
        if judgement.categories[row.argmax()] != example.category
    ]
    assert len(wrong) <= 0.15 * len(judgement.examples), wrong


def test_every_category_has_scopes_terms_and_passages():
    for category in TAXONOMY.category:
        assert len(category.terms) >= 10
        assert len(category.accept) >= 2
        assert category.reject
        assert category.excludes.zh.endswith("。")
        assert category.belongs.en.endswith(".")


CATEGORY = """
[[category]]
id = "{id}"
name = {{ zh = "{id}甲", en = "{id} a" }}
belongs = {{ zh = "甲。", en = "A." }}
excludes = {{ zh = "乙。", en = "B." }}
terms = "{terms}"
accept = []
reject = [{reject}]
"""


@pytest.mark.parametrize(
    ("second", "reject", "reason"),
    [
        ("rail", "", "rail, rail a, rail甲: names more than one category"),
        ("none", "", "none: names more than one category"),
        ("Ice", "", "category.1.id: String should match pattern"),
        ("ice", '{ text = "甲", is = "sea" }', "a passage to reject is sea"),
        ("ice", '{ text = "甲", is = "rail" }', "a passage to reject is rail"),
    ],
)
def test_a_mistake_in_the_taxonomy_is_named(tmp_path, second, reject, reason):
    path = tmp_path / "taxonomy.toml"
    text = CATEGORY.format(id="rail", terms="铁路", reject=reject)
    text += CATEGORY.format(id=second, terms="", reject="")
    path.write_text("none = []\n" + text, encoding="utf-8")
    with pytest.raises(InputError, match=r"taxonomy\.toml: ") as error:
        load_taxonomy(path)
    assert reason in str(error.value)


# labels ------------------------------------------------------------------------------------


def write_labels(folder: Path, *lines: str) -> Path:
    path = folder / "labels.tsv"
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_labels_are_read_by_id_or_name(tmp_path):
    path = write_labels(
        tmp_path, "甲\tt2\ttaiwan", "甲\tt4\t汽车与新能源汽车\t高铁", "乙\tt2\tnone\t\t不清楚"
    )
    found = read_labels(path, TAXONOMY)
    assert not found.problems
    assert [label.category for label in found.labels] == ["taiwan", "vehicles", NONE]
    assert list_labelled([path]) == {"甲", "乙"}
    assert read_labels(None, TAXONOMY).labels == []


def test_a_line_that_cannot_be_used_costs_no_other(tmp_path):
    lines = ("甲\tt2", "甲\tt2\t\t", "甲\tt2\t外星", "甲\tt2\ttaiwan", "甲\tt2\tai", "# 注", "")
    found = read_labels(write_labels(tmp_path, *lines), TAXONOMY)
    assert [(label.line, label.category) for label in found.labels] == [(5, "taiwan")]
    assert [problem.code for problem in found.problems] == [
        "label_malformed",
        "label_malformed",
        "label_category_unknown",
        "label_duplicate",
    ]
    assert "第 2 行" in found.problems[0].message.zh
    assert "外星" in found.problems[2].message.en
    assert "line 5" in found.problems[3].message.en


def test_more_cells_than_columns_is_malformed(tmp_path):
    found = read_labels(write_labels(tmp_path, "甲\tt2\tai\t铁路\t注\t多"), TAXONOMY)
    assert [problem.code for problem in found.problems] == ["label_malformed"]


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
    assert [problem.code for problem in read_labels(path, TAXONOMY).problems] == codes


def place(*labels: Label) -> tuple[dict[str, str], list[str]]:
    placed, problems = place_labels(labels, *make_conference(CONFERENCE, "甲"))
    return (
        {turn: label.category for turn, label in placed.items()},
        [problem.code for problem in problems],
    )


def test_a_label_follows_its_answer_by_the_first_characters():
    """The numbers of turns change when a text is cleaned anew."""
    moved = Label(2, "甲", "t2", "ai", "高铁也")
    assert place(moved) == ({"t4": "ai"}, [])
    kept = Label(3, "甲", "t2", "energy", "铁路")
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
    assert place(Label(2, "甲", turn, "ai", begins)) == ({}, [code])


def test_first_characters_of_two_answers_place_nothing():
    conference = make_conference("问：一？\n答：好的。\n问：二？\n答：好的。", "甲")
    placed, problems = place_labels([Label(2, "甲", "t9", "ai", "好的")], *conference)
    assert not placed
    assert [problem.code for problem in problems] == ["label_begins_differs"]


def test_two_labels_that_come_to_one_answer_are_a_duplicate():
    labels = Label(2, "甲", "t4", "ai", ""), Label(3, "甲", "t2", "energy", "高铁")
    assert place(*labels) == ({"t4": "ai"}, ["label_duplicate"])


def test_labels_of_other_transcripts_are_left_to_them():
    label = Label(2, "乙", "t2", "ai", "")
    assert place(label) == ({}, [])
    (problem,) = find_unknown([label], ["甲"])
    assert (problem.code, problem.transcript) == ("label_transcript_unknown", "乙")
