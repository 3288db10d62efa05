"""Follows phrases through the issues of a series: which came, went, came back, were replaced.

A comparison is fair where the other side is long enough: a phrase is new where the earlier issues
would have had it three times at the latest issue's rate and have it never, and gone the other way
round (with a Poisson process of that rate, none of three expected is seen in one case of twenty).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pipeline.records.base import Record
from pipeline.records.wording import Fate, Form, Issue, Series, Turning, Use
from pipeline.series import TranscriptInfo, group_series

LEAST_EXPECTED = 3.0
"""Times that the other side would have a phrase, from which it says something that it has none."""
FEWEST_TIMES = 2
"""Fewest times of a phrase that is new, back or gone: what was said once may be chance."""
FEWEST_CHARACTERS = 2000
"""Of a side: below, no phrase is said to be new or gone."""
MOST_A_YEAR = 13
"""Transcripts of a series in a year; a series with more is taken month by month."""


class FormedPhrase(NamedTuple):
    """A phrase of a form."""

    phrase: str
    form: Form


class ReadWording(Record):
    """What was read of one transcript: its phrases, and the words before policies (slots)."""

    transcript: str
    title: str | None
    publisher: str | None
    date: str | None
    characters: int
    uses: tuple[tuple[FormedPhrase, Use], ...]
    slots: dict[str, dict[str, int]]


def find_series(read: Mapping[str, ReadWording]) -> list[Series]:
    """Return the series of the transcripts, each with its issues by date."""
    found = []
    told = (TranscriptInfo(o.transcript, o.title, o.publisher, o.date) for o in read.values())
    for number, ((publisher, name), members) in enumerate(group_series(told), start=1):
        issues = tuple(join_latest(list(make_issues(read[one.transcript] for one in members))))
        if len(issues) > 1:
            sides = sum(issue.characters for issue in issues[:-1]), issues[-1].characters
            fair, known = min(sides) >= FEWEST_CHARACTERS, publisher or None
            series = Series(id=f"r{number}", name=name, publisher=known, issues=issues, fair=fair)
            found.append(series)
    return found


def make_issues(members: Iterable[ReadWording]) -> Iterator[Issue]:
    """Yield the issues of a series by date: transcripts, or months where there are many a year."""
    ordered = sorted(members, key=lambda one: (one.date or "", one.transcript))
    years = Counter((one.date or "")[:4] for one in ordered)
    size = len("2024-01") if max(years.values()) > MOST_A_YEAR else len("2024-01-31")
    issues: dict[str, list[ReadWording]] = {}
    for one in ordered:
        issues.setdefault((one.date or "")[:size], []).append(one)
    for label, ones in issues.items():
        yield Issue(
            label=label,
            transcripts=tuple(one.transcript for one in ones),
            characters=sum(one.characters for one in ones),
        )


def join_latest(issues: list[Issue]) -> list[Issue]:
    """Return the issues, the last one joined with those before it until it is long enough."""
    while len(issues) > 2 and issues[-1].characters < FEWEST_CHARACTERS:
        first, last = issues[-2:]
        joined = Issue(
            label=f"{first.label}–{last.label}",
            transcripts=first.transcripts + last.transcripts,
            characters=first.characters + last.characters,
        )
        issues = [*issues[:-2], joined]
    return issues


def find_turnings(
    series: Series, read: Mapping[str, ReadWording]
) -> Iterator[tuple[FormedPhrase, Turning]]:
    """Yield what became of phrases between the last issue of a series and those before it."""
    if not series.fair:
        return
    counts = [count_phrases(issue, read) for issue in series.issues]
    sizes = [issue.characters for issue in series.issues]
    latest, size = counts[-1], sizes[-1]
    earlier = sum(counts[:-1], Counter[FormedPhrase]())
    before = sum(sizes[:-1])
    for key in sorted(latest.keys() | earlier.keys()):
        times, had = latest[key], earlier[key]
        fate: Fate | None = None
        expected = 0.0
        if times and not had:
            fate, expected = "new", times * before / size
        elif times and not counts[-2][key]:
            fate, expected = "back", times * sizes[-2] / size
        elif had and not times:
            fate, expected = "dropped", had * size / before
        if fate and expected >= LEAST_EXPECTED and (times or had) >= FEWEST_TIMES:
            turning = Turning(
                series=series.id,
                fate=fate,
                times_before=had,
                times_after=times,
                expected=round(expected, 2),
                instead=None,
            )
            yield key, turning
    yield from find_replaced(series, read)


def count_phrases(issue: Issue, read: Mapping[str, ReadWording]) -> Counter[FormedPhrase]:
    """Return how often an issue has each phrase."""
    total: Counter[FormedPhrase] = Counter()
    for name in issue.transcripts:
        total.update({key: use.times for key, use in read[name].uses})
    return total


def find_replaced(
    series: Series, read: Mapping[str, ReadWording]
) -> Iterator[tuple[FormedPhrase, Turning]]:
    """Yield the policies of which other words are said than in the issue before."""
    sides = []
    for issue in series.issues[-2:]:
        slots: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for name in issue.transcripts:
            for policy, words in read[name].slots.items():
                slots[policy].update(words)
        sides.append(slots)
    before, after = sides
    for policy in sorted(before.keys() & after.keys()):
        old, new = before[policy], after[policy]
        if not old.keys() & new.keys():
            (was, times), (now, since) = old.most_common(1)[0], new.most_common(1)[0]
            turning = Turning(
                series=series.id,
                fate="changed",
                times_before=times,
                times_after=since,
                expected=times,
                instead=f"{now}的{policy}",
            )
            yield FormedPhrase(f"{was}的{policy}", "term"), turning
