"""Titles, dates and publishers are read off the heads of files: heads.toml, held to shares."""

import pytest

from benchmarks.documents import FIELDS
from benchmarks.heads import find_field, read_head
from pipeline.clean.stage import load_knowledge
from tests.heads import Head, load_heads

KNOWLEDGE = load_knowledge()
MOST_WRONG = 1
"""Of the fields of the heads that were scored before any rule was mended on them."""


@pytest.mark.parametrize("head", load_heads("read"), ids=lambda head: head.text[:12])
def test_a_head_says_title_date_and_publisher(head: Head) -> None:
    transcript = read_head(head.text, KNOWLEDGE)
    found = {field: find_field(transcript, field) for field in FIELDS}
    assert found == {field: "".join(getattr(head, field).split()) for field in FIELDS}


def test_so_do_most_heads_that_came_later() -> None:
    wrong = 0
    for head in load_heads("apart"):
        transcript = read_head(head.text, KNOWLEDGE)
        wrong += sum(
            find_field(transcript, field) != "".join(getattr(head, field).split())
            for field in FIELDS
        )
    assert wrong <= MOST_WRONG


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "海滨海关：外贸规模创新高\n\n海关今日公布了前三季度的数据。\n记者：请问？",
            "海滨海关：外贸规模创新高",
        ),
        ("王军：外贸形势很好\n记者：请问？\n王军：谢谢。", ""),
        ("王军：外贸形势很好，谢谢\n记者：请问？", ""),
    ],
)
def test_a_headline_with_a_colon_is_no_speech(text: str, title: str) -> None:
    transcript = read_head(text, KNOWLEDGE)
    assert find_field(transcript, "title") == title
    assert (transcript.blocks[0].label is None) == bool(title)
