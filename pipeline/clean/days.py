"""The day of a text: a choice among all days that its page and its ends have, or none of them.

Each mention is weighed by where it stands, by what stands beside it and by which others agree. The
weights are those of a conditional logit in which the mentions of a day stand for it together.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import chain, pairwise
from math import exp, fsum, inf
from typing import NamedTuple

from pipeline.clean import dates
from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.publication import join_parted
from pipeline.knowledge import KnowledgeFile
from pipeline.language.fold import fold, is_traditional
from pipeline.language.ordinals import REPUBLIC
from pipeline.records.transcript import Removal

FRONT_LINES, END_LINES, AROUND_LINES, LEAD_LINES = 30, 8, 200, 3
"""Lines whose days are looked at: of a text from its start and before its end, left out around it;
and those at its start that say on which day something was."""
LONGEST_BARE, LISTED = 60, 10
"""Characters of a line that may have a day without its year; those before a day, a headline."""
DISTANCES = (1, 2, 4, 8)
TOLD_FORMS = {"year", "year_words", "republic", "first"}
"""Forms of days of which it is told that no calendar has them; digits may be of something else."""
BARE_DAY = re.compile(
    r"(?<![\d年./:-])(?:(?P<short>\d\d)-)?(?P<month>\d{1,2})"
    r"(?:月|[-/](?=\d{1,2}(?:\Z|[ 　]{1,3}\d{1,2}:\d\d)))(?P<day>\d{1,2})(?:日|(?!\d))"
    r"(?:[ 　]?[（(]?(?:星期|周)(?P<weekday>[一二三四五六日天]))?"
)
"""A day without its year or with two digits of it: 7月15日（星期三）, 11-07 10:22, 21-3-5 9:05."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
WORD = re.compile(r"[\u4e00-\u9fff]|[A-Za-z]+")
WEEKDAYS = "一二三四五六日"
HOUR = re.compile(r"[^\u4e00-\u9fff\d]{0,6}(?:[上下]午)?\d{1,2}[:时]\d\d")


class DayWeights(KnowledgeFile):
    """All that days.toml says: what a line with a day may have, what each sign weighs, in nats."""

    file = "days.toml"
    line: dict[str, str]
    sign: dict[str, str]

    @cached_property
    def lines(self) -> dict[str, re.Pattern[str]]:
        """What a line with a day may have, ready to search."""
        return {name: re.compile(pattern) for name, pattern in self.line.items()}

    @cached_property
    def weights(self) -> dict[str, float]:
        """What each sign weighs."""
        return {sign: float(w) for w, signs in self.sign.items() for sign in signs.split()}


class DayLine(NamedTuple):
    """A line, what it is or why it is left out, and where it stands, how far within."""

    text: str
    kind: str
    place: str
    distance: int


class DatedLines(NamedTuple):
    """The lines of a page with the days that each has whole, and its years, by line.

    `taiwan` is whether years of two digits are those of the Republic.
    """

    lines: list[DayLine]
    whole: list[list[re.Match[str]]]
    years: list[tuple[int, int]]
    taiwan: bool


class Mention(NamedTuple):
    """A day as a line has it, in ISO 8601 or None where no calendar has it, with its signs."""

    day: str | None
    words: str
    signs: frozenset[str]


def list_lines(
    removals: Sequence[Removal], paragraphs: Sequence[Paragraph], title: range
) -> list[DayLine]:
    """Return the lines at both ends of a text and those left out around it, as they stand.

    Each is `above` its title, the `title`, `under` it, of the `text`, of its `end` or `below` it.
    """
    at = [p.line.spans[0][0] for p in paragraphs]
    plain = (at[k] for k in range(title.stop, len(at)) if paragraphs[k].kind == "paragraph")
    body, last = next(plain, at[-1]), max(at)
    head, below = (at[title.start], [*at, last + 1][title.stop]) if title else (body, body)
    places: dict[str, float] = {"above": head, "title": below, "under": body}
    places |= {"text": max(body + 1, at[-END_LINES:][0]), "end": last + 1, "below": inf}
    parts = [(p.line.spans[0][0], p.text, str(p.kind)) for p in paragraphs]
    for part in join_parted(removals):
        parts += [(part.source_start, t, part.reason) for t in part.text.splitlines() if t.strip()]
    parts.sort(key=lambda part: part[0])
    near = {"text": body, "end": last, "below": last}
    starts = [start for start, _, _ in parts]
    anchors = {name: bisect_left(starts, near.get(name, head)) for name in places}
    found = []
    for k, (start, text, kind) in enumerate(parts):
        place = next(name for name, end in places.items() if start < end)
        line = DayLine(text.strip().translate(dates.WIDE), kind, place, abs(k - anchors[place]))
        if line.distance < (FRONT_LINES if place == "text" else AROUND_LINES):
            found.append(line)
    return found


def read_dated_lines(lines: Sequence[DayLine]) -> DatedLines:
    """Return lines, folded, with the days and the years that they have."""
    taiwan = is_traditional("".join(line.text for line in lines))
    texts = (dates.MONTH_FIRST.sub(r"\2年\1", fold(line.text)) for line in lines)
    folded = [line._replace(text=text) for line, text in zip(lines, texts, strict=True)]
    whole = [list(dates.TEXT_DATE.finditer(line.text)) for line in folded]
    years = [(k, int(year)) for k, line in enumerate(folded) for year in YEAR.findall(line.text)]
    return DatedLines(folded, whole, years, taiwan)


def find_days(page: DatedLines, k: int) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield where a line has days, which, None where no calendar has one, and in which form.

    Those from which or until which something holds are none.
    """
    text, whole = page.lines[k].text, page.whole[k]
    for found in dates.ADDRESS_DATE.finditer(text):
        yield *found.span(), dates.read_date(found), "address"
    for found in whole:
        if not text.endswith(dates.FROM, 0, found.start()) and not text.startswith(
            dates.ON, found.end()
        ):
            form = next(name for name, value in found.groupdict().items() if value)
            yield *found.span(), dates.read_text_date(found), form
    if whole or len(text) > LONGEST_BARE or "。" in text:
        return
    two, bare = dates.TWO_DIGITS.search(text) if page.taiwan else None, BARE_DAY.search(text)
    if two:
        year, month, number = (int(part) for part in two.groups() if part)
        yield *two.span(), dates.write_date(REPUBLIC + year, month, number), "two_digits"
    elif bare and (day := complete_day(page, k, bare)):
        yield *bare.span(), day, "short" if bare["short"] else "bare"


def complete_day(page: DatedLines, k: int, found: re.Match[str]) -> str | None:
    """Return a day without its year with one that the lines speak of, or a year after it.

    With its weekday it is the most spoken of in which it falls on it; else that of the same day
    where the lines have it whole, or the nearest above.
    """
    years = Counter(year for _, year in page.years)
    above = [year for j, year in page.years if j <= k and page.lines[j].place != "text"][-1:]
    ranked = sorted({*years, *(y + 1 for y in years)}, key=lambda y: (-years[y] - years[y - 1], -y))
    if found["short"]:
        ranked = [2000 + int(found["short"])]
    elif not found["weekday"]:
        written = f"-{int(found['month']):02}-{int(found['day']):02}"
        whole = map(dates.read_text_date, chain.from_iterable(page.whole))
        ranked = [int(d[:4]) for d in whole if d and d.endswith(written)][:1]
        ranked = ranked or above or [year for year, _ in years.most_common(1)]
    days = [dates.write_date(y, int(found["month"]), int(found["day"])) for y in ranked]
    weekday = (found["weekday"] or "").replace("天", "日")
    fits = (d for d in days if d and weekday in WEEKDAYS[date.fromisoformat(d).weekday()])
    return next(fits, None)


def list_mentions(lines: Sequence[DayLine], known: DayWeights) -> list[Mention]:
    """Return the days that the lines have, each with its signs."""
    page = read_dated_lines(lines)
    lines = page.lines
    found = [(k, *of) for k in range(len(lines)) for of in find_days(page, k)]
    days = Counter(day for _, _, _, day, _ in found)
    said = [day for k, _, _, day, _ in found if day and lines[k].place == "text"]
    lead = [line.text for line in lines if line.place == "text"][:LEAD_LINES]
    mentions = []
    for k, start, end, day, form in found:
        text, kind, place, distance = lines[k]
        head = lines[k - 1].text if start < 2 and k and len(lines[k - 1].text) < LISTED else ""
        before, after = (WORD.findall(part.lower()) for part in (head + text[:start], text[end:]))
        has = {name for name, pattern in known.lines.items() if pattern.search(head + text)}
        signs = {"usual", f"form.{form}", place, f"{place}.{kind}", f"{place}.form.{form}", *has}
        signs |= {f"{place}.{most}" for most in DISTANCES if distance <= most}
        signs |= {f"{place}.{name}" for name in has}
        for name, words in (("before", before[:-5:-1]), ("after", after[:2])):
            signs |= {f"{name}.{n}.{word}" for n, word in enumerate(words)}
            signs |= {f"{name}.{word}{other}" for word, other in pairwise(words)}
        told = {
            "alone": not WORD.search(text[:start] + text[end:]),
            "minute": HOUR.match(text, end),
            "begins": start < 2,
            "colon": text[:start].rstrip().endswith((":", "：")),
            "listed": start >= LISTED and end >= len(text) - 8,
            "again": days[day] > 1,
            "only": len(days) == 1,
            "too_early": day and any(other > day for other in said),
            "year_apart": day and said and all(abs(int(day[:4]) - int(o[:4])) > 1 for o in said),
            "lead": day and place != "text" and dates.is_said(day, lead),
        }
        signs.update(name for name, holds in told.items() if holds)
        mentions.append(Mention(day, text[start:end], frozenset(signs)))
    return mentions


def choose_day(
    mentions: Iterable[Mention], weights: Mapping[str, float]
) -> tuple[str | None, list[str]]:
    """Return the day of a text, None where it tells none, and words of days that no calendar has.

    The latter are told where they rather are the day than not.
    """
    likely: defaultdict[str | None, float] = defaultdict(float, {None: 1.0})
    wrong: dict[str, None] = {}
    for day, words, signs in mentions:
        score = fsum(weights.get(sign, 0.0) for sign in signs)
        if day:
            likely[day] += exp(score)
        elif score > 0 and any(f"form.{form}" in signs for form in TOLD_FORMS):
            wrong[words] = None
    return max(likely, key=lambda day: (likely[day], day or "")), [*wrong]
