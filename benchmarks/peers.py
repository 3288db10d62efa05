"""Other libraries that find quantities in Chinese text, each as a function text → spans.

They are no dependency of the project; those that are installed are measured beside it. Of each,
the types are asked for that can be a claim: numbers, shares, money, measures; no times.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import NamedTuple

Span = tuple[int, int]
Find = Callable[[str], list[Span]]


class Peer(NamedTuple):
    """A library: its package, the module it installs, and what makes its function."""

    package: str
    module: str
    make: Callable[[], Find]

    def load(self) -> Find | None:
        """Return the function, or None where the library is not installed."""
        return None if find_spec(self.module) is None else self.make()


def make_recognizers() -> Find:
    """Return Recognizers-Text for Chinese; the ends of its results are inclusive."""
    suite = import_module("recognizers_suite")
    names = ("number", "percentage", "currency", "dimension", "temperature")
    functions = [getattr(suite, f"recognize_{name}") for name in names]
    culture = suite.Culture.Chinese

    def find(text: str) -> list[Span]:
        results = (result for function in functions for result in function(text, culture))
        return list(drop_inner((result.start, result.end + 1) for result in results))

    return find


def make_duckling() -> Find:
    """Return Duckling for Chinese."""
    duckling = import_module("duckling")
    zones = duckling.load_time_zones("/usr/share/zoneinfo")
    default = duckling.default_locale_lang(duckling.parse_lang("ZH"))
    moment = duckling.parse_ref_time(zones, "Asia/Shanghai", 0)
    context = duckling.Context(moment, duckling.parse_locale("ZH_CN", default))
    names = ["number", "amount-of-money", "distance", "quantity", "temperature", "volume"]
    dimensions = duckling.parse_dimensions(names)

    def find(text: str) -> list[Span]:
        results = duckling.parse(text, context, dimensions, False)
        return list(drop_inner((result["start"], result["end"]) for result in results))

    return find


def make_jionlp() -> Find:
    """Return JioNLP's finder of money."""
    extract = import_module("jionlp").ner.extract_money

    def find(text: str) -> list[Span]:
        return [(start, end) for start, end in (r["offset"] for r in extract(text))]

    return find


def drop_inner(spans: Iterator[Span]) -> Iterator[Span]:
    """Yield the spans in order, of those that overlap the first and longest.

    >>> list(drop_inner(iter([(0, 2), (5, 6), (0, 3), (2, 4)])))
    [(0, 3), (5, 6)]
    """
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end
            last = end


PEERS = (
    Peer("recognizers-text-suite", "recognizers_suite", make_recognizers),
    Peer("pyduckling-native-phihos", "duckling", make_duckling),
    Peer("jionlp", "jionlp", make_jionlp),
)
