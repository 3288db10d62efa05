"""Numbered lines, as the lines around them tell: headings that a full stop ends, and mere lists."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.language.marks import COLONS
from pipeline.language.ordinals import COUNTING
from pipeline.language.structure.label_words import COUNTED
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.own_lines import ReadLine
from pipeline.records.transcript import Heading

ARABIC = re.compile(r"[0-9]+")
CHINESE = re.compile(f"[{COUNTING}]+")
ENDED_STYLES = ("number", "bracket")
"""Styles of headings that a full stop may end."""
FEWEST_HEADINGS = 2
"""Fewest headings that only a full stop or bold letters show, if they count as such."""


def find_ended_headings(lines: Sequence[ReadLine], structure: Structure) -> dict[int, Heading]:
    """Return the numbered lines that are headings though a full stop ends them.

    （三）深化重点领域改革，增强内生动力。 is one where it is a sentence alone and no other point
    stands below it; and where the text has two of them or more, and nobody asks.
    """
    if any(line.label is not None and line.label.role == "reporter" for line in lines):
        return {}
    found = {
        k: heading
        for k, line in enumerate(lines)
        if line.kind == "paragraph" and line.text.endswith("。") and line.label is None
        if (heading := structure.read_heading(line.text[:-1])) and heading.style in ENDED_STYLES
        if k + 1 < len(lines) and find_form(lines[k + 1].text) != find_form(line.text)
    }
    counts = Counter(heading.style for heading in found.values())
    return {k: h for k, h in found.items() if counts[h.style] >= FEWEST_HEADINGS}


def find_list_items(lines: Sequence[ReadLine]) -> set[int]:
    """Return the numbered lines that are a list and no headings.

    They stand one below another with numbers written alike, in digits or below a line that ends
    with a colon: 下列设备须先检修： 1.雷达, 2.雨量筒.
    """
    found: set[int] = set()
    forms = [find_form(line.text) for line in lines]
    for k, form in enumerate(forms):
        above, below = k - 1, k + 1
        goes_on = above in found and forms[above] == form
        listed = "1" in (form or "") or (k and lines[above].text.endswith(tuple(COLONS)))
        if form and (goes_on or (listed and forms[below : below + 1] == [form])):
            found.add(k)
    return found


def find_form(text: str) -> str | None:
    """Return how the number that a line begins with is written, or None if it begins with none.

    >>> [find_form(line) for line in ("（三）改善民生", "二、工作安排", "2. 雨量筒", "工作")]
    ['（一）', '一、', '1.', None]
    """
    counted = COUNTED.match(text)
    if counted is None:
        return None
    return ARABIC.sub("1", CHINESE.sub("一", counted[0].rstrip()))
