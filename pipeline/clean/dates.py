"""Dates of a transcript: of the document, and of the event where the text tells it.

The date of the document comes from the file's name, else from metadata.tsv, else from the text.
The event is often held some days before: 1月26日，国新办举行发布会.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.knowledge import KnowledgeFile, PatternEntry
from pipeline.language.ordinals import REPUBLIC, read_ordinal
from pipeline.records.transcript import DateSource

NAME_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[-_ ]+|$)")
DATE_WITHIN = re.compile(r"[-_ （(]{0,4}(?<!\d)(20\d{2})-?([01]\d)-?([0-3]\d)(?!\d)[-_ ）)]{0,4}")
"""A date in a name that begins with something else: 发布会-2024-04-18, 发布会（20240418）."""
DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
WIDE = str.maketrans("０１２３４５６７８９－／．", "0123456789-/.")
MARKED_DATE = (
    r"(?P<year>(?:19|20)\d{2})"
    r"(?:年 ?(?=\d{1,2}月)|-(?=\d{1,2}-)|\.(?=\d{1,2}\.)|(?:/| {1,3})(?=\d{1,2}/))"
    r"(?P<month>\d{1,2})(?:[-/.]|月 ?(?:[→>] ?)?)(?P<day>\d{1,2})(?:日|(?!\d))"
)
"""2023年6月12日, 2023年 6月 12日, 2023-06-12, 2023 6/12, 2023年6月 > 12日, and not 2023年1-5月."""
EIGHT_DIGITS = r"(?<!\d)(?P<year8>(?:19|20)\d{2})(?P<month8>0[1-9]|1[0-2])(?P<day8>[0-3]\d)(?!\d)"
DATE_IN_WORDS = (
    r"(?P<year_words>[一二][〇○零Ｏ一二三四五六七八九]{3})年"
    r"(?P<month_words>[一二三四五六七八九十]{1,3})月(?P<day_words>[一二三四五六七八九十]{1,3})日"
)
REPUBLIC_DATE = (
    r"(?:民[国國] ?(?P<republic>\d{2,3})年"
    r"|(?<![\d.-])(?P<minguo>1[01]\d)(?:[-./]|年(?=\d{1,2}月\d{1,2}日)))"
    r"(?P<republic_month>\d{1,2})[月/.-](?P<republic_day>\d{1,2})(?:日|(?!\d))"
)
"""By the years of the Republic: 民國112年6月12日, 112-06-12."""
DAY_FIRST_DATE = (
    r"(?<![\d./-])(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-]"
    r"(?P<year_behind>(?:19|20)\d{2})(?![\d./-])"
)
"""30/08/2017, 20.06.2017, 23-07-2020."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH = r"(?:st|nd|rd|th)?"
ENGLISH_DATE = (
    r"\b(?:(?P<day_before>\d{1,2})" + _NTH + r"[ -])?"
    r"(?P<month_name>(?i:" + "|".join(MONTHS) + r"))[a-z]{0,6}\.?[ ,-]{1,2}"
    r"(?:(?P<day_behind>\d{1,2})" + _NTH + r",? {0,2}(?:\d\d:\d\d(?::\d\d)?,? )?)?"
    r"(?P<year_english>(?:19|20)\d{2})(?!\d)"
)
"""May 9, 2016; 17 November 2015; Fri Oct 18 20:31:02 2002."""
TEXT_DATE = re.compile(
    "|".join(
        (MARKED_DATE, EIGHT_DIGITS, DATE_IN_WORDS, REPUBLIC_DATE, DAY_FIRST_DATE, ENGLISH_DATE)
    )
)
"""A whole date."""
TWO_DIGITS = re.compile(
    r"(?<![\d./-])(?P<year>[4-9]\d)(?:[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})(?![\d./-])"
    r"|年(?P<month_told>\d{1,2})月(?P<day_told>\d{1,2})日)"
)
"""By the years of the Republic before its hundredth, as pages of Taiwan have them: 90/01/15."""
WHOLE_DATE, SHORT_DATE = (
    re.sub(r"\?P<\w+>", "?:", pattern.pattern) for pattern in (TEXT_DATE, TWO_DIGITS)
)
"""The patterns of both without names, as parts of others."""
FROM, ON = (
    ("自", "从", "截至", "截止", "截止到", "不晚于"),
    ("起", "前", "以前", "之前", "止", "施行"),
)
"""Before and behind a date from which or until which something holds: 自2022年6月1日起施行."""
ADDRESS_DATE = re.compile(r"[/t](20\d{2})[-/]?(0[1-9]|1[0-2])[-/]?([0-3]\d)(?=[/_.])")
"""The day in the address of a page: …/2019-12/10/…, …/t20210106_47506.html."""
MONTH_FIRST = re.compile(r"(\d{1,2}月\d{1,2}日) (20\d\d)(?![\d年])")
EVENT_DATE = r"(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>(?<!\d)\d{1,2})月(?P<day>\d{1,2})日"
RESULTS = re.compile(
    r"(?P<year>20\d\d)年(?:第?(?P<quarter>[一二三四])季|前(?P<quarters>[二三])季|(?P<half>上半年)"
    r"|1月?[-—–~～至到](?P<month>\d{1,2})月)"
)
"""A part of a year whose results are told once it is over."""
FRONT = 1000
"""Characters from the start in which the dates of a text are looked for."""
FRONT_LINES = 30
"""Paragraphs from the start in which it is said when a text was held or published."""


class EventStyle(PatternEntry):
    """A pattern of how a text says when it was held, with texts to accept and to reject."""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, with a date in its place."""
        return re.compile(self.pattern.replace("{date}", EVENT_DATE))


class Dates(KnowledgeFile):
    """All that dates.toml says."""

    file = "dates.toml"
    event: tuple[EventStyle, ...]

    def search(self, text: str) -> Iterator[re.Match[str]]:
        """Yield where a text says when it was held, in its order."""
        found = (match for style in self.event for match in style.compiled.finditer(text))
        yield from sorted(found, key=lambda match: match.start())


class Dating(NamedTuple):
    """The dates of a transcript, and what is wrong with what was said of them: code, words."""

    date: str | None
    source: DateSource | None
    event: str | None
    doubts: tuple[tuple[str, str], ...]


def read_date(found: re.Match[str] | None, year: int | None = None) -> str | None:
    """Return the date of a match of three groups in ISO 8601, None where there is no such day."""
    if found is None:
        return None
    first, month, day = found.groups()
    return write_date(int(first or year or 0), int(month), int(day))


def write_date(year: int, month: int, day: int) -> str | None:
    """Return a date in ISO 8601, or None where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_text_date(found: re.Match[str]) -> str | None:
    """Return the date of a match of TEXT_DATE, or None where there is no such day.

    >>> days = "(20230612) 二〇二一年一月二十六日 民國109年2月6日 30/08/2017 May 9, 2016"
    >>> [read_text_date(found) for found in TEXT_DATE.finditer(days)]
    ['2023-06-12', '2021-01-26', '2020-02-06', '2017-08-30', '2016-05-09']
    """
    parts = {name: value for name, value in found.groupdict().items() if value}
    if "republic_month" in parts:
        year = REPUBLIC + int(parts.get("republic") or parts["minguo"])
        return write_date(year, int(parts["republic_month"]), int(parts["republic_day"]))
    if "year_words" in parts:
        year = int(parts["year_words"].translate(DIGITS))
        return write_date(year, *map(read_ordinal, (parts["month_words"], parts["day_words"])))
    if "year_behind" in parts:
        day, month = int(parts["first"]), int(parts["second"])
        day, month = (month, day) if month > len(MONTHS) else (day, month)
        return write_date(int(parts["year_behind"]), month, day)
    if "month_name" in parts:
        day = int(parts.get("day_before") or parts.get("day_behind") or 0)
        month = MONTHS.index(parts["month_name"].lower()) + 1
        return write_date(int(parts["year_english"]), month, day)
    year, month, day = (int(value) for value in parts.values())
    return write_date(year, month, day)


def split_name(stem: str) -> tuple[str | None, str]:
    """Return the ISO date in a file's name, and the rest of the name.

    >>> split_name("2021-01-26-工信部解读2020年工业通信业热点")
    ('2021-01-26', '工信部解读2020年工业通信业热点')
    >>> split_name("发布会实录（20240418）")
    ('2024-04-18', '发布会实录')
    """
    for found in (NAME_DATE.match(stem), *DATE_WITHIN.finditer(stem)):
        if found and (day := read_date(found)):
            return day, "-".join(filter(None, (stem[: found.start()], stem[found.end() :])))
    return None, stem


class Told(NamedTuple):
    """What is said of a date beside the text, as it is written; None where nothing is.

    `metadata` is what metadata.tsv says, `document` what the file says of itself, `day` the one
    chosen among those of the page, with those that are `wrong`; `hint` may be the day of another
    text, and only gives its year to a day that the text has. `address` is that of the page, in
    which there may be a day.
    """

    metadata: str | None = None
    document: str | None = None
    day: str | None = None
    wrong: Sequence[str] = ()
    hint: str | None = None
    address: str | None = None


def find_dates(stem: str, told: Told, paragraphs: Sequence[Paragraph], dates: Dates) -> Dating:
    """Return the dates of a transcript by its name, by what is told of it, and by its text."""
    named, _ = split_name(stem)
    doubts = []
    wrong = NAME_DATE.match(stem)
    if wrong and not named:
        doubts.append(("date_invalid", wrong[0].rstrip("-_ ")))
    own, wrong_days = find_first_date(told.document or "")
    doubts += [("date_invalid", words) for words in (*wrong_days, *told.wrong)]
    hint, _ = find_first_date(told.hint or "")
    front = (p.text for p in paragraphs[:FRONT_LINES])
    hinted = hint if hint and is_said(hint, front) else None
    found: dict[DateSource, str | None]
    address = read_date(ADDRESS_DATE.search(told.address or ""))
    found = {
        "name": named,
        "metadata": told.metadata,
        "document": own,
        "text": told.day or hinted or address,
    }
    document = next((day for day in found.values() if day), None)
    event = find_event(paragraphs, document, dates)
    found["text"] = found["text"] or event
    source = next((rank for rank, day in found.items() if day), None)
    document = found[source] if source else None
    if document and event and event > document:
        doubts.append(("date_before_event", document))
    if named and told.metadata and named != told.metadata:
        doubts.append(("date_differs", told.metadata))
    return Dating(document, source, event, tuple(doubts))


def find_first_date(text: str) -> tuple[str | None, list[str]]:
    """Return the first date in a text, and the days before it that no calendar has."""
    wrong: list[str] = []
    for found in TEXT_DATE.finditer(text := MONTH_FIRST.sub(r"\2年\1", text.translate(WIDE))):
        day = read_text_date(found)
        bound = text.endswith(FROM, 0, found.start()) or text.startswith(ON, found.end())
        if day and not bound:
            return day, wrong
        if (
            day is None
            and found["year8"] is None
            and found["minguo"] is None
            and found["month_name"] is None
            and found[0] not in wrong
        ):
            wrong.append(found[0])
    return None, wrong


def is_said(day: str, lines: Iterable[str]) -> bool:
    """Return whether lines have this day, with its year or without."""
    _, month, number = map(int, day.split("-"))
    return any(map(re.compile(rf"(?<!\d)0?{month}月0?{number}日").search, lines))


def find_event(paragraphs: Sequence[Paragraph], document: str | None, dates: Dates) -> str | None:
    """Return the day on which the front of the text says that it was held.

    The year of a day without one is that of the last such day up to the document's date. What
    somebody says in the conference is not looked at.
    """
    front: list[str] = []
    for paragraph in paragraphs[:FRONT_LINES]:
        if paragraph.label is not None or paragraph.kind == "heading":
            break
        front.append(paragraph.text)
    told = "\n".join(front)
    for found in dates.search(told[:FRONT]):
        if found["year"]:
            day = read_date(found)
        elif document:
            year = int(document[:4])
            day = read_date(found, year)
            if day and day > document:
                day = read_date(found, year - 1)
        elif year_after := find_year_after(told, int(found["month"])):
            day = read_date(found, year_after)
        else:
            continue
        if day:
            return day
    return None


def find_year_after(text: str, month: int) -> int | None:
    """Return the year of a month in which the results are told of a part of a year.

    >>> find_year_after("2020年第三季度发布会", 10), find_year_after("2020年第四季度", 1)
    (2020, 2021)
    >>> find_year_after("2020年上半年", 7), find_year_after("2020年1—5月", 6)
    (2020, 2020)
    """
    found = RESULTS.search(text)
    if found is None:
        return None
    quarters = found["quarter"] or found["quarters"] or "二"
    end = int(found["month"]) if found["month"] else 3 * read_ordinal(quarters)
    return int(found["year"]) + (month < end)
