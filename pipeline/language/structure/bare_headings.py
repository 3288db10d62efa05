"""Headings without a number: which short lines stand above a part of the text.

Each line is weighed twice: by its looks and by the lines around it, then also by the lines that are
likely headings by the first, for those of a text are alike (stacked sequential learning: W. Cohen
and V. Carvalho, IJCAI 2005). benchmarks/bare_headings.py fits both.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from math import exp, fsum
from typing import Any, NamedTuple

from pipeline.knowledge import KnowledgeFile, NamedPattern
from pipeline.language.fold import fold
from pipeline.language.marks import QUESTION_ENDS, squeeze
from pipeline.language.structure.label_words import COUNTED
from pipeline.language.structure.own_lines import ReadLine, is_label_alone, is_whole
from pipeline.records.transcript import Label

LENGTHS = (4, 8, 14, 22, 30, 40, 60, 90)
"""Lengths, in characters, up to which lines weigh the same; no heading is longer than the last."""
COUNTS = (0, 1, 3, 7)
"""Numbers of other headings up to which texts weigh the same."""
LONG = 60
"""Characters from which a line, if it is not a heading, counts as a paragraph for others."""
MEMBER = ("paragraph", "byline")
"""Kinds of lines that may be headings."""
LIKELY = 0.4
"""Probability from which a line is held against others as a heading."""
NEAR = 6
"""Characters by which lengths of headings of one kind differ at most."""
ROUNDS = 2
"""Times that lines are weighed among the likely headings."""
LONGEST_PART = 3
"""Lines between two headings from which they do not stand in a list of headings."""
FORMS = frozenset({"mark", "dash", "bracket", "question"})
"""Signs that all headings of a text have, or none."""

Signs = dict[int, set[str]]
"""What may be a heading, by the number of the line, and what it is like."""


class HeadingWeights(KnowledgeFile):
    """All that bare_headings.toml says: what short lines have in them, and its weight in nats."""

    file = "bare_headings.toml"
    sign: tuple[NamedPattern, ...]
    alone: dict[str, float]
    among: dict[str, float]


def find_bare_headings(lines: Sequence[ReadLine], weights: HeadingWeights) -> list[int]:
    """Return the lines without a number that are headings.

    Where some headings have numbers, those without do not begin sections, and none is looked for.
    """
    if any(line.kind == "heading" for line in lines):
        return []
    signs = list_heading_signs(lines, weights)
    likely = weigh_lines(signs, weights.alone)
    for _ in range(ROUNDS):
        likely = weigh_lines(relate_lines(lines, signs, likely), weights.among)
    return [k for k, probability in likely.items() if probability > 0.5]


def weigh_lines(signs: Signs, weights: Mapping[str, float]) -> dict[int, float]:
    """Return how likely each line is a heading."""
    usual = weights["usual"]
    scores = {k: usual + fsum(weights.get(sign, 0.0) for sign in own) for k, own in signs.items()}
    return {k: 1 / (1 + exp(-score)) for k, score in scores.items()}


def list_heading_signs(lines: Sequence[ReadLine], weights: HeadingWeights) -> Signs:
    """Return what may be a heading, and what it is like by itself and between its neighbours."""

    @cache  # a line is looked at as one that may be a heading, and as one below another
    def list_looks(text: str) -> list[str]:
        folded = fold(text)
        return [sign.name for sign in weights.sign if sign.is_in(folded)]

    begun = [False, *accumulate((begins_text(line) for line in lines), max)]
    voices: list[Label | None] = [None]
    for line in lines:
        voices.append(line.label or voices[-1])
    words = [read_uncounted(line) for line in lines]
    first = {said: k for k, said in reversed([*enumerate(words)])}
    roles = {line.label.role for line in lines if line.label is not None}
    of_text = {f"text.{role}" for role in roles}
    return {
        k: {
            *list_own_signs(line),
            *list_looks(line.text),
            *list_signs_above(lines, k, again=first[words[k]] < k),
            *list_signs_below(lines, k),
            *(
                f"below.{look}"
                for below in lines[k + 1 : k + 2]
                for look in list_looks(below.text[:LONG])
            ),
            *of_text,
            *list_signs_of_turn(line, voices[k]),
            "begun" if begun[k] else "first",
        }
        for k, line in enumerate(lines)
        if may_be_heading(line) and not (k and is_label_alone(lines[k - 1]))
    }


def read_uncounted(line: ReadLine) -> str:
    """Return the words of a line as a list of contents may have them too: 2.降费；."""
    counted = COUNTED.match(line.text)
    return squeeze(line.text[counted.end() if counted else 0 :]).rstrip("；。")


def may_be_heading(line: ReadLine) -> bool:
    """Return whether a line is short and nobody speaks in it."""
    speaks = is_label_alone(line) or (line.label is not None and is_whole(line.text))
    return line.kind in MEMBER and not speaks and 1 < len(line.text) <= LENGTHS[-1]


def begins_text(line: ReadLine) -> bool:
    """Return whether with this line a text has begun."""
    return line.label is not None or name_shape(line) in ("sentence", "long")


def name_shape(line: ReadLine) -> str:
    """Return what a line looks like beside another one: what it is, or how it ends."""
    if line.kind != "paragraph":
        return line.kind
    if len(line.text) > LONG:
        return "long"
    if is_whole(line.text):
        return "sentence"
    return "open" if line.text.endswith(("：", ":", "；", ";", "，", ",", "、")) else "short"


def list_own_signs(line: ReadLine) -> Iterator[str]:
    """Yield what a line is by itself."""
    yield f"length.{next(most for most in LENGTHS if len(line.text) <= most)}"
    yield f"own.{name_shape(line)}"
    if line.label is not None:
        yield f"own.{line.label.role}"


def list_signs_above(lines: Sequence[ReadLine], k: int, *, again: bool) -> Iterator[str]:
    """Yield what stands above a line; its words may stand there `again`, as in a list of them."""
    if again:
        yield "again"
    if k == 0:
        yield "above.nothing"
        return
    above = lines[k - 1]
    yield f"above.{name_shape(above)}"
    if above.label is not None:
        yield f"above.{above.label.role}"


def list_signs_of_turn(line: ReadLine, voice: Label | None) -> Iterator[str]:
    """Yield whose turn a line without a label is in, and whether it asks something there."""
    if voice is not None and line.label is None:
        yield f"turn.{voice.role}"
        if line.text.endswith(QUESTION_ENDS):
            yield f"turn.{voice.role}.asks"


def list_signs_below(lines: Sequence[ReadLine], k: int) -> Iterator[str]:
    """Yield what stands below a line."""
    below = lines[k + 1 : k + 3]
    if not below:
        yield "below.nothing"
        return
    yield f"below.{name_shape(below[0])}"
    if below[0].label is not None:
        yield f"below.{below[0].label.role}"
    if below[1:]:
        yield f"second.{name_shape(below[1])}"


class Look(NamedTuple):
    """What headings of a text have in common."""

    speaks_below: bool
    below: tuple[str, ...]
    form: frozenset[str]
    length: int


def relate_lines(lines: Sequence[ReadLine], signs: Signs, likely: Mapping[int, float]) -> Signs:
    """Return the signs, with what each line is among those that are likely headings."""
    heads = [k for k, probability in likely.items() if probability > LIKELY]
    looks = {k: find_look(lines, signs, k) for k in signs}
    counts = [Counter(field) for field in zip(*(looks[k] for k in heads), strict=True)]
    related: Signs = {}
    for k, own in signs.items():
        itself = likely[k] > LIKELY
        others = len(heads) - itself
        related[k] = own | {f"others.{next((most for most in COUNTS if others <= most), 'more')}"}
        related[k].update(list_places(signs, heads, k, len(lines)))
        if others:
            opens = None if "begun" in own else "first" if k else "top"
            related[k].update(compare(looks[k], counts, others, itself=itself, opens=opens))
    return related


def list_places(signs: Signs, heads: Sequence[int], k: int, count: int) -> Iterator[str]:
    """Yield how long the part below one of `count` lines is, and what stands next to it."""
    at, behind = bisect_left(heads, k), bisect_right(heads, k)
    end = heads[behind] if behind < len(heads) else count
    yield f"part.{min(end - k - 1, LONGEST_PART)}"
    yield "after.heading" if at and heads[at - 1] == k - 1 else "after.text"
    yield f"run.{sum('own.short' in signs.get(k + away, ()) for away in (-2, -1, 1, 2))}"


def find_look(lines: Sequence[ReadLine], signs: Signs, k: int) -> Look:
    """Return how a line looks beside other headings."""
    below = lines[k + 1 : k + 3]
    speaks = any(line.label is not None for line in below[:1])
    form = frozenset(signs[k] & FORMS)
    return Look(speaks, tuple(map(name_shape, below)), form, len(lines[k].text))


def compare(
    look: Look, counts: Sequence[Counter[Any]], others: int, *, itself: bool, opens: str | None
) -> Iterator[str]:
    """Yield how many of the other headings look like a line, which may be one `itself`.

    `opens` is where it stands if nothing is said above it: at the top, or first below a title.
    """
    speaks, below, form, length = counts
    near = sum(length[n] for n in range(look.length - NEAR, look.length + NEAR + 1))
    formed = round(2 * (form[look.form] - itself) / others)
    same = round(3 * (below[look.below] - itself) / others)
    yield f"spoken.{round(3 * (speaks[look.speaks_below] - itself) / others)}"
    yield f"long.{round(2 * (near - itself) / others)}"
    yield f"formed.{formed}" if look.form else f"plain.{formed}"
    yield f"same.{same}"
    if opens:
        yield f"{opens}.{same}"
