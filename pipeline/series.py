"""Which transcripts follow each other: those of one publisher whose titles differ by a date."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from pipeline.language.fold import fold
from pipeline.language.marks import keep_letters

PERIOD = re.compile(
    r"[\d〇零一二三四五六七八九十]{1,9}(?:年度|年|月份|月|日|号|季度)|前[一二三两]个?季度|[上下]半年|全年|年度|\d+"
)
PERSON = re.compile(r"(?<=发言人)[一-鿿]{2,3}(?=主持|就|答|举行)")
"""Who speaks for an office changes from day to day; the series is the office's."""
SHORTEST_NAME = 4
"""Characters of a title without its dates that tell a series."""


class TranscriptInfo(NamedTuple):
    """What is known of a transcript before it is read."""

    transcript: str
    title: str | None
    publisher: str | None
    date: str | None


def name_series(title: str) -> str | None:
    """Return what titles of a series have in common, or None where a title has too little.

    >>> name_series("2024年江西省政府工作报告"), name_series("江西省2025年政府工作报告")
    ('江西省政府工作报告', '江西省政府工作报告')
    >>> name_series("2024年6月3日海滨省政府发言人李华主持例行记者会")
    '海滨省政府发言人主持例行记者会'
    >>> name_series("2024年上半年国民经济运行情况") == name_series("2024年前三季度国民经济运行情况")
    True
    """
    name = keep_letters(PERIOD.sub("", PERSON.sub("", fold(title))))
    return name if len(name) >= SHORTEST_NAME else None


def group_series(
    transcripts: Iterable[TranscriptInfo],
) -> list[tuple[tuple[str, str], list[TranscriptInfo]]]:
    """Return the transcripts of each series, by publisher (empty where unknown) and name.

    A transcript without a title or a date belongs to no series.
    """
    series: defaultdict[tuple[str, str], list[TranscriptInfo]] = defaultdict(list)
    for told in transcripts:
        name = name_series(told.title or "")
        if name and told.date:
            series[told.publisher or "", name].append(told)
    return sorted(series.items(), key=itemgetter(0))


def find_pairs(transcripts: Iterable[TranscriptInfo]) -> Iterator[tuple[str, str]]:
    """Yield each transcript with the one before it in its series: earlier, later.

    Those of one day are not compared with each other.
    """
    for _, members in group_series(transcripts):
        dated = sorted((told.date or "", told.transcript) for told in members)
        for (day, earlier), (next_day, later) in pairwise(dated):
            if day < next_day:
                yield earlier, later


RUN_LENGTH = 6
"""Characters of the runs by which two texts are compared before their sentences are."""
LEAST_SHARED = 0.1
"""Share of the later text's runs that the earlier one has, from which a comparison says something.
Conferences of one office on following days share .01 to .05, work reports of different provinces
.04 to .08."""


def is_fair(before: str, after: str) -> bool:
    """Return whether two texts have enough in common that a comparison of them is one."""
    runs = list_runs(after)
    return len(runs & list_runs(before)) >= LEAST_SHARED * len(runs) > 0


@lru_cache(maxsize=3)
def list_runs(text: str) -> frozenset[str]:
    """Return the runs of characters of a text, without white space.

    Of a series each text is compared with the one before it and the one after it.
    """
    text = "".join(text.split())
    return frozenset([text[at : at + RUN_LENGTH] for at in range(len(text) - RUN_LENGTH + 1)])
