"""No regular expression takes longer than its text: runs of a character, and marks left open."""

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.claims.find.grammar import NumeralGrammar
from pipeline.claims.find.time_forms import TimeForms
from pipeline.language.stamps import Stamps
from pipeline.limits import TooSlow, limited
from pipeline.segment.signs import SegmentSigns
from tests.every_stage import load_stages
from tests.regular_expressions import find_possessive_groups, make_attacks, parse

LENGTH = 30_000
MOST_SECONDS = 0.6
"""Of processor time: what grows with the text takes a fiftieth of it, a square all of it."""
SEARCHING = re.compile(r"\b(\w+)(?:\[\w+\])?\.(?:search|finditer|findall|sub|subn|split)\(")
ROOT = Path(pipeline.__file__).parent


def list_patterns(holder: Any, seen: set[int]) -> Iterator[re.Pattern[str]]:
    """Yield the patterns in what a module or a stage holds."""
    if id(holder) in seen:
        return
    seen.add(id(holder))
    if isinstance(holder, re.Pattern):
        yield holder
    elif isinstance(holder, dict):
        for one in holder.values():
            yield from list_patterns(one, seen)
    elif isinstance(holder, (tuple, list)):
        for one in holder:
            yield from list_patterns(one, seen)
    elif type(holder).__module__.startswith("pipeline."):
        for name, value in inspect.getmembers_static(type(holder)):
            if isinstance(value, cached_property):
                yield from list_patterns(getattr(holder, name), seen)
        yield from list_patterns(getattr(holder, "__dict__", {}), seen)


@cache
def list_all() -> dict[re.Pattern[str], bool]:
    """Return the patterns of the pipeline, and whether they look for a place in a text.

    Others are matched from one place on, as are those of data.
    """
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.rglob("*.py")))
    searching = set(SEARCHING.findall(source))
    found: dict[re.Pattern[str], bool] = {}
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if module.name == "pipeline.__main__":
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in list_patterns(value, set()):
                searches = name in searching or not isinstance(value, re.Pattern)
                found[pattern] = found.get(pattern, False) or searches
    times, grammar = TimeForms.load(), NumeralGrammar.load()
    white_space = (*grammar.spaces_inside, grammar.parted_words)
    signs = (*Stamps.load().patterns.values(), *SegmentSigns.load().patterns.values())
    searching_too = (times.time, *times.around.values(), grammar.numerals, *white_space, *signs)
    found |= dict.fromkeys(searching_too, True)
    for pattern in list_patterns(tuple(load_stages()), set()):
        found.setdefault(pattern, False)
    return {pattern: found[pattern] for pattern in found if isinstance(pattern.pattern, str)}


def find_slow(pattern: re.Pattern[str], *, searches: bool, length: int = LENGTH) -> str | None:
    """Return a text that the pattern takes too long for, shortened, or None."""
    for text in make_attacks(pattern, length):
        try:
            with limited(MOST_SECONDS):
                for _ in pattern.finditer(text) if searches else [pattern.match(text)]:
                    pass
        except TooSlow:
            return f"{text[:20]}…{text[length // 2 :][:10]}…{text[-5:]}"
    return None


def test_patterns_take_time_that_grows_with_the_text():
    patterns = list_all()
    assert len(patterns) > 150
    slow = {p.pattern: found for p, s in patterns.items() if (found := find_slow(p, searches=s))}
    assert not slow, "\n".join(f"{pattern!r}: {text!r}" for pattern, text in slow.items())


def test_patterns_match_the_same_in_every_python():
    assert list(find_possessive_groups(parse(re.compile(r"a(?>(?:b|(?=d)c)+)[ef]++")))) == []
    assert list(find_possessive_groups(parse(re.compile(r"a(?=(?:b|cd)++)"))))
    found = [p.pattern for p in list_all() if any(find_possessive_groups(parse(p)))]
    assert not found


@pytest.mark.parametrize(
    "pattern", [r"^#[ ]+(.+?)[ ]*#*[ ]*$", r"`+a", r"\[[^\]\n]*\]\(a", "(a|b)+c"]
)
def test_a_pattern_with_a_square_in_it_is_found(pattern):
    # So long that the fastest machine takes more than MOST_SECONDS for a square.
    assert find_slow(re.compile(pattern), searches=True, length=5 * LENGTH)
