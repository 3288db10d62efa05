"""What a file says of itself beside its text, by the names that formats and sites use for it."""

import re
from collections.abc import Iterable
from functools import cached_property

from pipeline.clean.formats.reading import About
from pipeline.knowledge import KnowledgeFile
from pipeline.language.marks import COMMON_HAN, NOTE_MARK
from pipeline.safe import keep_visible

NOTED = re.compile(rf"(?<=.){NOTE_MARK}\Z")
"""Of a title with a note."""
PARTING = r"(?<!\s)\s{0,3}[_|｜]\s{0,3}|(?<!\s)\s{1,3}[-–—]\s{1,3}|--"
"""What sites set between the title of a page and their name."""
LONGEST_VALUE, LONGEST_ADDRESS = 300, 2000
"""Characters of a value, and of an address; what is longer is neither title nor name."""


class Names(KnowledgeFile):
    """All that about.toml says."""

    file = "about.toml"
    title: tuple[str, ...]
    date: tuple[str, ...]
    publisher: tuple[str, ...]
    site: tuple[str, ...]
    url: tuple[str, ...]
    empty: frozenset[str]
    site_ends: tuple[str, ...]

    @cached_property
    def site_name(self) -> re.Pattern[str]:
        """The name of a site, which sites set before or after the title of a page."""
        name = rf"[{COMMON_HAN}A-Za-z·]{{1,16}}(?:{'|'.join(self.site_ends)})"
        return re.compile(
            rf"\A(?P<before>{name})(?:{PARTING})(?=.)|(?:{PARTING}|-)(?P<after>{name})"
            rf"(?:(?:{PARTING})Powered by .{{1,20}})?\s{{0,3}}\Z"
        )


def make_about(told: Iterable[tuple[str, str]], *, firm: bool) -> About:
    """Return what pairs of a name and a value say; of two with one name the first.

    >>> make_about([("date", "2018-09-14"), ("author", "本報記者")], firm=True).date
    '2018-09-14'
    """
    names = Names.load()
    values: dict[str, str] = {}
    for name, value in told:
        value = keep_visible(value)
        longest = LONGEST_ADDRESS if name.lower() in names.url else LONGEST_VALUE
        if value.lower() not in names.empty and len(value) <= longest:
            values.setdefault(name.strip().lower(), value)

    def first(known: tuple[str, ...]) -> str | None:
        return next((values[name] for name in known if name in values), None)

    title, site = part_site(first(names.title) or "")
    return About(
        NOTED.sub("", title) or None,
        first(names.date),
        first(names.publisher),
        first(names.url),
        first(names.site) or site,
        firm,
    )


def part_site(title: str) -> tuple[str, str | None]:
    """Return a title without the names of sites around it, and the last of them.

    >>> part_site("海滨省举行新闻发布会 | 海滨省人民政府门户网站")
    ('海滨省举行新闻发布会', '海滨省人民政府门户网站')
    >>> part_site("中国海滨网 | 海滨省举行新闻发布会 - 新闻 - 海滨网")
    ('海滨省举行新闻发布会 - 新闻', '海滨网')
    >>> part_site("供暖在线交流-百姓话题-松河论坛 - Powered by Discuz!")
    ('供暖在线交流-百姓话题', '松河论坛')
    """
    name = Names.load().site_name
    sites = [found["before"] or found["after"] for found in name.finditer(title)]
    return name.sub("", title), sites[-1] if sites else None
