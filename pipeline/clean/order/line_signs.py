"""What a line shows by itself: whether it breaks off or may be the rest of another, who speaks."""

import re
from dataclasses import replace
from typing import Literal

from pipeline.clean.lines.paragraphs import (
    BRACKETED,
    BULLETED,
    LONGEST_DISPLAY,
    YEAR,
    Paragraph,
)
from pipeline.language.marks import CLOSING, HAN_RANGE, SENTENCE_ENDS
from pipeline.language.ordinals import read_ordinal

LIST_START = re.compile(
    r"[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,3}[.．、](?!\d)|——"
    rf"|{BULLETED.pattern}|[※▶]|【[^【】]{{2,30}}】"
)
BETWEEN_POINTS = "，；、：,;:"
BETWEEN_PARTS = "，、,"
POINT = re.compile("(?:^|[，。；：:;、])([一二三四五六七八九十])是")
ANY_HAN = re.compile(rf"[{HAN_RANGE}\u3400-\u4dbf\U00020000-\U0003ffff]")
LETTER = re.compile(r"[^\W\d_]")
DAY_ALONE = re.compile(r"\W*\d{4}[-./]\d{1,2}[-./]\d{1,2}\W*")
ADDRESS = re.compile(
    r"尊敬的|女士[们們]|先生[们們]|大家(?:[上下中]午|早上|[晚早])?好|各位[^，。；：]{0,10}[，：！,:!]"
)
"""Whom somebody addresses who begins to speak."""
NAME = r"[^\s，。；：？！（）]{1,20}(?:（[^（）\s]{1,12}）)?"
CELL_GAP = re.compile(rf"\t| {{2,}}|\A(?:{NAME}[ \u3000]{{1,4}}){{4,}}{NAME}\Z")
"""What parts the cells of a row of a table; a row of names is one, too."""
NEVER_LAST = "、，,（(“《的"
"""No title, no heading and no name ends with these."""
PREDICATE = re.compile(r"(?:是|会)[^，；：]{1,40}的\Z")
"""A clause that is whole with 的 at its end: 立场是一贯的, 迟早会好起来的."""
DATELINE = re.compile(
    r"(?:本[报報刊台]|[^，。；：！？“”（(\s]{1,8}(?:[报報网網台臺]|社(?!会|會)|新[闻聞]|科技|[财財][经經]))"
    r"[^，。；：！？（(]{0,12}(?:\d日[电電]|[讯訊]|消息)(?=[ \u3000（(：:])"
)
"""What a report begins with: 青川社海州3月8日电（记者…, 青川新闻网讯 ."""
CREDIT = re.compile(
    rf"[{SENTENCE_ENDS}][{re.escape(CLOSING)}]*\s*(?:[（(\[【][^（）()\[\]【】]{{1,60}}[）)\]】]"
    r"|[^，。；：！？]{2,20}(?:[摄攝]|供[图圖])|[^，。；：！？“《‘]{2,8}[社网網报報台臺]|(?:[来來]源|[编編][辑輯]|作者|[记記]者)[：:／/]\S{2,12})\Z"
)
"""Behind the end of a sentence: who took a picture or wrote it, where it is from, an aside."""
LABEL_PART = 20
SHORTEST_TOLD = 20
"""Characters of a sentence that tells something."""
SHORT_LINE = 0.5
"""How surely a short line without an end mark stops in mid-sentence, and is no display."""
Side = Literal["asks", "answers"]


def is_foreign(paragraph: Paragraph) -> bool:
    """Return whether a line is of another script, or a day alone.

    It breaks no sentence and is the rest of none.
    """
    text = paragraph.text
    if ANY_HAN.search(text):
        return False
    return LETTER.search(text) is not None or DAY_ALONE.fullmatch(text) is not None


def may_continue(paragraph: Paragraph) -> bool:
    """Return whether a paragraph may be the rest of a sentence: no row of a table, no aside."""
    return (
        paragraph.kind == "paragraph"
        and not is_foreign(paragraph)
        and CELL_GAP.search(paragraph.text) is None
        and paragraph.label is None
        and not paragraph.names_item
        and paragraph.item is None
        and LIST_START.match(paragraph.text) is None
        and DATELINE.match(paragraph.text) is None
        and BRACKETED.fullmatch(paragraph.text) is None
    )


def can_follow(above: Paragraph, below: Paragraph) -> bool:
    """Return whether the second of two paragraphs may be the rest of the first.

    The rest of a label that was cut (《环球|时报》记者：) looks like a label itself, and that
    of a title like a title, unless it begins with the year. Words before a colon that name nobody
    are those of a sentence, below a line that is not set apart (我再强|调几点：一是). A point of a
    sentence that counts them (一是稳就业，|二是稳投资) looks like one with a line of its own. Whom
    somebody addresses is named where a speech begins, or after others.
    """
    if below.item is not None:
        begins = above.text[-1] in BETWEEN_POINTS
        return begins and find_points(above.text)[-1:] == [below.item - 1]
    if ADDRESS.match(below.text) and above.text[-1] not in BETWEEN_PARTS:
        return False
    part = above.is_display and above.kind in ("paragraph", "heading") and not above.heading
    if below.label is not None:
        return part and len(above.text) < LABEL_PART
    if below.kind == "title":
        return part and YEAR.match(below.text) is None
    return may_continue(replace(below, names_item=below.names_item and above.is_display))


def may_be_short(paragraph: Paragraph) -> bool:
    """Return whether a line that breaks off may be the whole rest of a title or a heading."""
    return (
        may_continue(paragraph)
        and len(paragraph.text) <= LONGEST_DISPLAY
        and paragraph.text[-1] not in NEVER_LAST
        and not any(mark in paragraph.text for mark in "。；？！")
    )


def tells(paragraph: Paragraph) -> bool:
    """Return whether something is told: by somebody, or in a sentence of some length."""
    return speaks(paragraph) or (paragraph.ends_sentence and len(paragraph.text) > SHORTEST_TOLD)


def speaks(paragraph: Paragraph) -> bool:
    """Return whether somebody speaks: a label with words after it."""
    return paragraph.label is not None and not paragraph.label.fills(paragraph.text)


def find_points(text: str) -> list[int]:
    """Return the numbers of the points that a text counts.

    >>> find_points("一是稳就业，二是稳投资。")
    [1, 2]
    """
    return [read_ordinal(found) for found in POINT.findall(text)]


def find_broken_off(paragraph: Paragraph) -> float:
    """Return how surely a paragraph stops in mid-sentence: 0 to 1.

    A headline without a number may leave its noun out: “肥票”换来的.
    """
    if paragraph.kind in ("heading", "title") and paragraph.text[-1] in NEVER_LAST:
        elliptic = paragraph.heading is None and paragraph.text[-1] == "的"
        return 0.0 if elliptic else 1.0
    if paragraph.kind != "paragraph" or paragraph.ends_sentence or CELL_GAP.search(paragraph.text):
        return 0.0
    if paragraph.introduces or is_foreign(paragraph) or CREDIT.search(paragraph.text):
        return 0.0
    if paragraph.text[-1] in NEVER_LAST:
        return 1.0
    return SHORT_LINE if paragraph.is_display else 1.0


def has_lost_end(paragraph: Paragraph) -> bool:
    """Return whether a line that breaks off ends within a clause or a number.

    Others may be whole and only lack a mark, as many do in some texts.
    """
    text = paragraph.text
    within = text[-1] in NEVER_LAST or text[-1].isdigit()
    return within and PREDICATE.search(text[-LABEL_PART:]) is None


def find_side(paragraph: Paragraph) -> Side | None:
    """Return whether the label of a paragraph is one who asks or one who answers."""
    if paragraph.label is None:
        return None
    return "asks" if paragraph.label.role == "reporter" else "answers"
