"""The index of the search page: what is looked for is found, whatever the characters."""

import json
import re
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.search.grams import DIGITS, find_pairs, read_heaps, write_heaps
from pipeline.search.stage import (
    PART_SENTENCES,
    PART_SIZE,
    FoundTranscript,
    write_index,
    write_sentences,
)

VALUES = {chr(digit): value for value, digit in enumerate(DIGITS)}
HARD = "</script><img src=x onerror=alert(1)>\u2028😀"


def read_part(path: Path) -> list[list[object]]:
    found = re.fullmatch(r'part\("\w+",(.*)\);\n', path.read_text(encoding="utf-8"), re.S)
    assert found
    value: list[list[object]] = json.loads(found[1])
    return value


def read_numbers(text: str) -> list[int]:
    steps, step, shift = [], 0, 0
    for digit in text:
        step |= (VALUES[digit] & 31) << shift
        shift += 5
        if VALUES[digit] < 32:
            steps.append(step)
            step = shift = 0
    return list(accumulate(steps))


def make_index(folder: Path, texts: list[str]) -> dict[str, list[int]]:
    write_heaps(folder, texts)
    return {pair: read_numbers(numbers) for pair, numbers in read_heaps(folder)}


def test_each_letter_begins_a_pair(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["5G，G网。", "5g", "。", ""])
    assert index == {"5g": [0, 1], "g ": [0, 1], "g网": [0], "网 ": [0]}


@given(texts=st.lists(st.text(st.sampled_from("的国中Aa5，。 \n😀")), max_size=8))
def test_a_pair_has_the_sentences_in_which_it_stands(
    tmp_path_factory: object, texts: list[str]
) -> None:
    pairs = [find_pairs([text], number).tolist() for number, text in enumerate(texts)]
    for number, text in enumerate(texts):
        letters = [letter for letter in text if letter.isalnum() or letter == "😀"]
        assert len(pairs[number]) == sum(2 if letter == "😀" else 1 for letter in letters)
        assert {pair & 0xFFFFFFFF for pair in pairs[number]} <= {number}


def test_numbers_far_apart_are_kept(tmp_path: Path) -> None:
    texts = ["水"] + [""] * 50_000 + ["水", "水"]
    assert make_index(tmp_path, texts) == {"水 ": [0, 50_001, 50_002]}


def test_parts_of_the_index_say_where_they_begin(tmp_path: Path) -> None:
    pairs = [(f"一{chr(0x4E00 + n)}", "A" * (PART_SIZE // 3)) for n in range(10)]
    firsts = write_index(tmp_path, pairs)
    assert 1 < len(firsts) < len(pairs)
    for pair, numbers in pairs:
        part = read_part(tmp_path / f"i{bisect_right(firsts, pair) - 1}.js")
        assert [pair, numbers] in part
    assert write_index(tmp_path, []) == []


def make_transcript(title: str, *said: tuple[str, str, str]) -> FoundTranscript:
    address, date = "report/a.html", "2024-01-01"
    return FoundTranscript(
        transcript="a", address=address, title=title, date=date, english=title, sentences=said
    )


def test_text_in_a_part_is_data(tmp_path: Path) -> None:
    found = make_transcript(HARD, *[("t1", HARD, HARD)] * (PART_SENTENCES + 1))
    assert list(write_sentences(tmp_path, [found])) == [HARD] * (PART_SENTENCES + 1)
    script = (tmp_path / "t1.js").read_text(encoding="utf-8")
    assert "<" not in script and "\u2028" not in script and script.count("\n") == 1
    transcripts, speakers, rows = read_part(tmp_path / "t1.js")
    assert transcripts == [["report/a.html", HARD, "2024-01-01", HARD]]
    assert [name for name, _ in speakers] == [HARD]
    assert rows == [[0, "t1", 0, HARD]]


def test_who_speaks_has_a_name_in_english(tmp_path: Path) -> None:
    found = make_transcript("会", ("t1", "汪文斌", "好。"))
    assert list(write_sentences(tmp_path, [found])) == ["好。"]
    _, speakers, _ = read_part(tmp_path / "t0.js")
    assert speakers == [["汪文斌", "Wang Wenbin"]]


def test_half_a_character_can_be_written(tmp_path: Path) -> None:
    write_heaps(tmp_path, ["水😀"])
    write_index(tmp_path, read_heaps(tmp_path))
    pairs = [pair for pair, _ in read_part(tmp_path / "i0.js")]
    assert pairs == ["水\ud83d", "😀", "\ude00 "]
