import pytest

from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.furniture import strip_furniture
from pipeline.clean.lines.normalise import split_lines
from pipeline.clean.lines.page_numbers import find_pages
from pipeline.clean.lines.paragraphs import LineReader, read_paragraphs
from pipeline.clean.stage import clean_text
from tests.talk import KNOWLEDGE, TALK, clean, codes, cut


def test_a_line_that_a_page_cuts_is_read_again_as_a_whole():
    lines = ["新华社记者：请问城市轨", "道交通的建设进展如何，今年将开通哪几条线路？"]
    assembly = clean("\n".join([*TALK[:4], f"{lines[0]}\n\n\n{lines[1]}", *TALK[5:]]))
    (joined,) = (first for first in assembly.firsts if first.text == "".join(lines))
    assert joined.kind == "paragraph" and joined.label is not None


def test_pages_in_order_are_joined_and_not_moved():
    source = cut(["小麦长势好于去年同", "推广使用新能"], [0, 1, 2])
    assert clean(source).moves == []


def number_pages(order, form):
    """The talk cut into three pages, each with its number, in this order."""
    text = "\n".join(TALK)
    first, second = text.index("预计夏粮"), text.index("在改善空气")
    pages = [text[:first], text[first:second], text[second:]]
    return "\n".join(form.format(page=pages[k], number=k + 1) for k in order)


@pytest.mark.parametrize("form", ["第{number}页\n{page}", "{page}\n— {number} —"])
@pytest.mark.parametrize("order", [[1, 0, 2], [2, 1, 0], [1, 2, 0]])
def test_numbers_of_pages_tell_their_order(order, form):
    assembly = clean(number_pages(order, form))
    assert assembly.text.split("\n") == TALK
    assert any("pages_ascend" in move.evidence for move in assembly.moves)
    assert not {"order_uncertain", "start_uncertain"} & set(codes(assembly))


@pytest.mark.parametrize("form", ["第{number}页\n{page}", "{page}\n— {number} —"])
def test_numbers_that_count_through_the_file_say_nothing(form):
    assembly = clean(number_pages([0, 1, 2], form))
    assert assembly.text.split("\n") == TALK and assembly.moves == []
    paragraphs, removals = read(number_pages([0, 1, 2], form))
    assert find_pages(paragraphs, removals) == []


def test_pages_need_a_number_each_and_no_number_twice():
    shuffled = number_pages([1, 0, 2], "第{number}页\n{page}")
    assert find_pages(*read(shuffled))[0] == 2
    assert find_pages(*read(shuffled.removeprefix("第2页\n"))) == []
    assert find_pages(*read(shuffled.replace("第3页", "第1页"))) == []


def read(source):
    lines, breaks, removals = strip_furniture(
        source, list(split_lines(source)), KNOWLEDGE.furniture
    )
    reader = LineReader(KNOWLEDGE.structure, KNOWLEDGE.titles, frozenset())
    return read_paragraphs(lines, breaks, reader), removals


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_a_year_that_was_cut_is_no_page_number(digits):
    text = "\n".join(["2021年3月17日外交部发言人主持例行记者会", *TALK[2:]])
    source = f"{text[digits:]}\n\n\n{text[:digits]}"
    assert clean(source).text == text
    number = "\n".join([*TALK[:3], "20"[:digits], *TALK[3:]])
    assert clean(number).text.split("\n") == TALK


def test_a_page_that_is_missing_is_in_doubt():
    text = number_pages([2, 0, 1], "第{number}页\n{page}")
    assembly = clean(text.replace("第3页", "第4页"))
    assert assembly.text.split("\n") == TALK
    (doubt,) = (flag for flag in assembly.flags if flag.code == "order_uncertain")
    assert assembly.text[doubt.end :].startswith("在改善空气")


def test_a_page_that_ends_within_a_sentence_is_no_news_where_pages_are_bound():
    source = "\n".join(TALK).replace("稳定，小麦", "稳\f定，小麦")
    loose, bound = (
        clean_text(Reading(source, bound=b), frozenset(), KNOWLEDGE)[0] for b in (False, True)
    )
    assert loose.text.split("\n") == bound.text.split("\n") == TALK
    assert codes(loose) == ["text_joined"] and codes(bound) == []


def test_pages_in_another_order_are_put_right_though_bound():
    first, second = "\n".join(TALK).replace("稳定，小麦", "稳\f定，小麦").split("\f")
    reading = Reading(f"{second}\f{first}", bound=True)
    assembly, _ = clean_text(reading, frozenset(), KNOWLEDGE)
    assert assembly.text.split("\n") == TALK and len(assembly.moves) == 1
