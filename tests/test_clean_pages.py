import pytest

from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.furniture import find_known, strip_furniture
from pipeline.clean.lines.normalise import split_lines
from pipeline.clean.lines.page_numbers import Numbered, find_pages
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
    assert find_pages(*read(number_pages([0, 1, 2], form))) == Numbered()


def test_pages_need_a_number_each_and_no_number_twice():
    shuffled = number_pages([1, 0, 2], "第{number}页\n{page}")
    assert find_pages(*read(shuffled)).pages[0] == 2
    assert find_pages(*read(shuffled.removeprefix("第2页\n"))) == Numbered()
    assert find_pages(*read(shuffled.replace("第3页", "第1页"))) == Numbered()


def read(source):
    lines = list(split_lines(source))
    texts = [line.text for line in lines]
    known = find_known(texts, KNOWLEDGE.furniture)
    lines, breaks, removals = strip_furniture(source, lines, texts, known, KNOWLEDGE.furniture)
    reader = LineReader(KNOWLEDGE.structure, KNOWLEDGE.titles, frozenset())
    return read_paragraphs(lines, breaks, reader), removals, source


def test_a_line_below_the_last_page_does_not_hide_their_order():
    source = number_pages([2, 0, 1], "{page}\n— {number} —") + "\n（完）"
    assert find_pages(*read(source)).pages[-1] == 2
    assert [line for line in clean(source).text.split("\n") if line in TALK] == TALK


def number_quarters(numbers, form, between="\n"):
    """The talk cut within two lines into four pages, each with its number or without one."""
    pages = cut(["小麦长势好于去年同", "哪几条线路？", "推进五号线的前"], range(4)).split("\n\n")
    return between.join(
        form.format(page=page.strip(), number=number) if number else page.strip()
        for page, number in zip(pages, numbers, strict=True)
    )


FORMS = ["第{number}页\n{page}", "{page}\n— {number} —", "{page}\n-{number}-", "{page}\n{number}/9"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("last", "words"), [(5, "第4页"), (7, "第4–6页")])
def test_a_page_that_the_numbers_skip_is_told_and_nothing_joined_over_it(form, last, words):
    assembly = clean(number_quarters([1, 2, 3, last], form))
    (flag,) = (flag for flag in assembly.flags if flag.code != "text_joined")
    assert flag.code == "page_missing" and words in flag.message.zh
    assert assembly.text[: flag.end].endswith("推进五号线的前") and assembly.text[flag.end] == "\n"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "numbers",
    [[37, 38, 39, 40], [2, 3, 4, 5], [1, 3, 5, 7], [None, 2, None, 4], [1, 3, None, None]],
)
def test_numbers_that_do_not_skip_one_of_a_count_miss_no_page(form, numbers):
    assert "page_missing" not in codes(clean(number_quarters(numbers, form)))


def test_a_page_without_a_number_is_not_missing_where_the_file_has_its_pages():
    for between, told in (("\f", False), ("\n", True)):
        source = number_quarters([1, 2, None, 4], "{page}\n— {number} —", between)
        assert ("page_missing" in codes(clean(source))) == told


def test_the_first_page_may_lack_its_number():
    source = number_quarters([None, 2, 4, 5], "第{number}页\n{page}")
    assert "page_missing" in codes(clean(source))


@pytest.mark.parametrize("digits", [1, 2, 3])
def test_a_year_that_was_cut_is_no_page_number(digits):
    text = "\n".join(["2021年3月17日外交部发言人主持例行记者会", *TALK[2:]])
    source = f"{text[digits:]}\n\n\n{text[:digits]}"
    assert clean(source).text == text
    number = "\n".join([*TALK[:3], "20"[:digits], *TALK[3:]])
    assert clean(number).text.split("\n") == TALK


def test_a_page_that_is_missing_is_told_though_the_others_are_moved():
    text = number_pages([2, 0, 1], "第{number}页\n{page}")
    assembly = clean(text.replace("第3页", "第4页"))
    assert assembly.text.replace("\n", "") == "".join(TALK)
    assert codes(assembly).count("page_missing") == 1 and "order_uncertain" not in codes(assembly)
    assert assembly.text.endswith("\n".join(["", "在改善空气质量方面还有哪些措施？", TALK[-1]]))


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
