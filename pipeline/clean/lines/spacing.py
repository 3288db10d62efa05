"""White space that only sets digits and letters apart from Chinese characters: 2025 年 3 月.

Word processors and typesetters put it there, and it means nothing. Where a text is set so
throughout it is passed over like all that cannot be seen; elsewhere only inside of dates, since
white space parts columns and fields as well.
"""

import re
from collections.abc import Sequence

from pipeline.clean.lines.normalise import mask_ranges
from pipeline.language.fold import SPACES

_SPACE = f"[ {SPACES}]"
_HAN = "[\u3400-\u9fff]"
BORDERS = (re.compile(f"{_HAN}({_SPACE}?)[0-9]"), re.compile(f"[0-9]({_SPACE}?){_HAN}"))
"""Where digits follow Chinese characters, and where these follow digits."""
IN_DATES = re.compile(
    rf"(?<=[0-9]){_SPACE}(?=[年月日])|(?<=年){_SPACE}(?=[0-9]{{1,2}}{_SPACE}?月)"
    rf"|(?<=月){_SPACE}(?=[0-9]{{1,2}}{_SPACE}?[日号])"
)
APART = re.compile(
    rf"{IN_DATES.pattern}|(?<=[0-9A-Za-z%]){_SPACE}(?={_HAN})"
    rf"|(?<={_HAN}){_SPACE}(?=[0-9A-Za-z])(?!(?:[0-9]{{4}}[-/.]|[0-9]{{1,2}}:)[0-9])"
)
"""A day or an hour behind white space is a field of its own: 新华社 2025-03-05 10:30."""
FEWEST, SHARE = 3, 0.8
"""Borders of each kind with white space, and their share, by which a text is set so throughout."""


def find_spacing(source: str, left_out: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the ranges of white space that only sets digits apart, in order.

    Nothing is found in the ranges that are `left_out` of the source, which are in order.

    >>> find_spacing("2025 年 3 月增长 5.2%")
    [(4, 5), (6, 7), (8, 9)]
    >>> find_spacing("产量 12 万吨，出口 3 万吨，进口 2 万吨，库存 9 万吨")[:3]
    [(2, 3), (5, 6), (11, 12)]
    """
    if not BORDERS[1].search(source):
        return []
    text = mask_ranges(source, left_out)
    pattern = APART if all(is_spaced(text, border) for border in BORDERS) else IN_DATES
    return [match.span() for match in pattern.finditer(text)]


def is_spaced(text: str, border: re.Pattern[str]) -> bool:
    """Return whether white space stands at nearly all borders of a kind."""
    borders = border.findall(text)
    spaced = sum(map(bool, borders))
    return spaced >= FEWEST and spaced >= SHARE * len(borders)
