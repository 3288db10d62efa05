"""What only the lines around a line tell: names on a line of their own, lists, ended headings.

A line 张明 says nothing by itself. It is taken for a label if the line after it fits.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from pipeline.language.marks import CLOSING, COLONS, HAN, LINE_ENDS
from pipeline.language.ordinals import COUNTING
from pipeline.language.stamps import AT_END
from pipeline.language.structure.cast import are_offices, read_names
from pipeline.language.structure.label_words import COUNTED
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.speakers import ASKING, SAID_BY_SOMEBODY
from pipeline.records.transcript import Heading, Label

ARABIC = re.compile(r"[0-9]+")
CHINESE = re.compile(f"[{COUNTING}]+")
ENDED_STYLES = ("number", "bracket")
"""Styles of headings that a full stop may end."""
FEWEST_HEADINGS = 2
"""Fewest headings that only a full stop or bold letters show, if they count as such."""
LONGEST_PHRASE = 30
"""Characters; a longer line is taken for a sentence."""


class ReadLine(NamedTuple):
    """A line, and what it is by itself: the kind of a block, and who speaks."""

    text: str
    kind: str
    label: Label | None


def find_unmarked_labels(lines: Sequence[ReadLine], structure: Structure) -> dict[int, Label]:
    """Return the lines that may say who speaks below them, without a colon.

    Something is said below each, or it is a mere role or office above the name (主持人 above
    海滨省政府新闻办主任 above 李明), or a name above its office. Whether somebody speaks is weighed
    over the whole text.
    """
    found: dict[int, Label] = {}
    answered = any(line.label and line.label.role == "official" for line in lines)
    for k, line in enumerate(lines):
        if line.label is not None or line.kind not in ("paragraph", "byline", "note"):
            continue
        called = k > 0 and is_role(lines[k - 1], found.get(k - 1))
        label = read_own_line(line.text, structure, called=called)
        wrote = label and line.kind != "paragraph" and label.role in ("reporter", "unknown")
        if label and not (wrote and not (answered and asks_below(lines, k, structure))):
            found[k] = label
            answered |= label.role == "official"
    chosen: dict[int, Label] = {}
    for k in sorted(found, reverse=True):
        below = chosen.get(k + 1)
        names = below is not None and below.name is not None
        office = below is not None and structure.find_kind(below) == "office"
        heads = office or found[k].name is None or structure.find_kind(found[k]) == "office"
        if (names and heads) or has_speech(lines, k, found):
            chosen[k] = found[k]
    return dict(sorted(chosen.items()))


def is_role(line: ReadLine, unmarked: Label | None) -> bool:
    """Return whether a line says in which role somebody speaks, and no more: 主持人, not 答."""
    label = line.label or unmarked
    return (
        label is not None and label.name is None and len(label.words) > 1 and label.fills(line.text)
    )


def asks_below(lines: Sequence[ReadLine], k: int, structure: Structure) -> bool:
    """Return whether the line below asks something."""
    below = lines[k + 1 : k + 2]
    return any(structure.speakers.find_signs(line.text) & ASKING for line in below)


def find_names_behind(lines: Sequence[ReadLine], structure: Structure) -> dict[int, Label]:
    """Return who speaks where a role with a name stands above what is said.

    主持人：陈文俊 is no list of who takes part where 各位网友大家好 stands below it, and no other
    such line above.
    """
    found: dict[int, Label] = {}
    listed = -1
    for k, (line, below) in enumerate(pairwise(lines)):
        label = line.label
        if label is None or label.name is not None or label.fills(line.text):
            continue
        words = line.text[label.speech_start :].strip()
        names = read_names(words, structure)
        called = structure.labels.read(words, also_open=True) if label.role == "host" else None
        if called and called.name == words and not names:
            names = [words]
        said = below.label is None and below.kind == "paragraph" and is_speech(below.text)
        told = said and structure.speakers.find_signs(below.text) & SAID_BY_SOMEBODY
        if names and told and listed != k - 1:
            found[k] = label.model_copy(update={"name": names[0], "speech_start": len(line.text)})
        listed = k if names else listed
    return found


def read_own_line(text: str, structure: Structure, *, called: bool = False) -> Label | None:
    """Return who speaks below a line: a role, a name, one office or several: 新闻发言人、副司长.

    One who is `called` by a role above may have any name, as a host has: 小禾.
    """
    label = structure.read_unmarked_label(text)
    if label is None and called:
        label = structure.labels.read(text, also_open=True)
        label = label.at(len(text)) if label else None
    if label is None and are_offices(text, structure):
        end = len(text)
        label = Label(
            role="official", name=text, words=text, style="office_alone", speech_start=end
        )
    return label


def find_translations(lines: Sequence[str], labels: Mapping[int, Label]) -> set[int]:
    """Return the labels of lines in another language that say again what Chinese lines above say.

    Where half of the Chinese speeches have one below them, each such line is taken for that of the
    Chinese one which stands as far above. Of the others a speech stands between Chinese ones.
    """
    runs = [
        (foreign, list(run))
        for foreign, run in groupby(sorted(labels), lambda k: is_foreign(lines, labels, k))
    ]
    below = [min(len(run), len(other)) for (_, run), (foreign, other) in pairwise(runs) if foreign]
    chinese = sum(len(run) for foreign, run in runs if not foreign)
    found: set[int] = set()
    for at, (foreign, run) in enumerate(runs):
        if foreign and 0 < at < len(runs) - 1:
            again = len(runs[at - 1][1]) if 2 * sum(below) >= chinese else 0
            found.update(run[:again])
        elif foreign:
            found.update(run)
    return found


def is_foreign(lines: Sequence[str], labels: Mapping[int, Label], k: int) -> bool:
    """Return whether neither who speaks nor what he says has a Chinese character.

    A name alone below another says that again, whatever follows: Wang Ming: below 王明：.
    """
    again = k - 1 in labels and labels[k - 1].fills(lines[k - 1])
    said = lines[k + 1 : k + 2] if labels[k].fills(lines[k]) and not again else [lines[k]]
    return not any(re.search(HAN, line) for line in [lines[k], *said])


def has_speech(lines: Sequence[ReadLine], k: int, found: dict[int, Label]) -> bool:
    """Return whether the line below says something; the time of the speech may stand between."""
    below = k + 1
    while below < len(lines) and lines[below].kind == "dateline":
        below += 1
    if below >= len(lines) or below in found:
        return False
    line = lines[below]
    begins = line.kind == "paragraph" and line.text[:1] not in LINE_ENDS + CLOSING + "，、"
    return begins and line.label is None and is_speech(line.text)


def is_whole(text: str) -> bool:
    """Return whether a text ends as a sentence does, before the time at which it was said."""
    return AT_END.sub("", text).rstrip(CLOSING).endswith(tuple(LINE_ENDS))


def is_speech(text: str) -> bool:
    """Return whether a line is a sentence or more."""
    return len(text) > LONGEST_PHRASE or is_whole(text)


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
    """Return how the number is written that a line begins with, None where there is none.

    >>> [find_form(line) for line in ("（三）改善民生", "二、工作安排", "2. 雨量筒", "工作")]
    ['（一）', '一、', '1.', None]
    """
    counted = COUNTED.match(text)
    if counted is None:
        return None
    return ARABIC.sub("1", CHINESE.sub("一", counted[0].rstrip()))
