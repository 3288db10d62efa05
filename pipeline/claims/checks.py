"""Checks: what follows from the claims of one transcript taken together.

implied       a rate and its distance from another give the other: 增长7.1%，高于整体工业4.3个百分点
repeated      the same quantity of the same thing and time, said in another sentence
contradiction the same thing and time with a value that cannot be true as well, in another
              sentence (5.2% and 5.23% can); or a part that is larger than its whole
total         parts that add up to the whole: 进出口9万亿元，其中出口5万亿元，进口4万亿元
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.measure.verdicts import agree, state
from pipeline.measure.words import write_decimal
from pipeline.records.base import Bilingual
from pipeline.records.claims import Check, Claim

MEASURED = frozenset({"rate_unit", "money_unit", "measure_unit", "share_in_words"})
"""Rules whose values can contradict each other; counts of 项目 may be of different ones."""
SHORTEST_INDICATOR = 4
"""Characters: a shorter indicator (企业, 项目) does not tell what is counted well enough."""


EARLIER_TIMES = {
    "yoy": Bilingual(zh="上年同期", en="a year earlier"),
    "mom": Bilingual(zh="上期", en="the period before"),
}
YEAR = re.compile(r"(\d{4})年")
OF_WHICH = "其中"
NEAREST_WHOLE = 60
"""Characters between a whole and the word that opens its parts."""
MOST_PARTS = 40
"""Of a whole; a sentence that lists more amounts does not divide one."""
SENTENCE_END = re.compile(r"[。\n]")


def check_claims(claims: Sequence[Claim], text: str) -> tuple[Check, ...]:
    """Return the checks, the implied values first, each kind in the order of the text."""
    found = [*find_implied(claims), *find_same(claims), *find_totals(claims, text)]
    return tuple(
        check.model_copy(update={"id": f"k{number}"}) for number, check in enumerate(found, start=1)
    )


def find_implied(claims: Sequence[Claim]) -> Iterator[Check]:
    """Yield the values that follow from a rate and a distance in points beside it."""
    for one, two in pairwise(claims):
        if not (
            two.unit == "pp"
            and one.unit == "%"
            and one.sentence == two.sentence
            and one.indicator == two.indicator
            and two.baseline
            and one.op == two.op == "eq"
        ):
            continue
        rate = Decimal(one.value) * (-1 if one.direction == "down" else 1)
        distance = Decimal(two.value) * (-1 if two.direction == "down" else 1)
        value = write_decimal(rate - distance)
        earlier = two.kind == "change"
        if earlier and one.kind != "level":
            continue
        indicator = one.indicator if earlier else two.baseline
        base = EARLIER_TIMES.get(two.baseline, Bilingual(zh=two.baseline, en=two.baseline))
        year = YEAR.fullmatch(two.baseline)
        of_zh = f"{base.zh}的{one.indicator}" if earlier else f"{base.zh}的同一指标"
        of_en = f"{one.indicator} ({base.en})" if earlier else base.en
        yield Check(
            id="",
            kind="implied",
            claims=(one.id, two.id),
            indicator=indicator,
            period=one.period if not earlier else year[1] if year else None,
            value=value,
            unit="%",
            message=Bilingual(
                zh=f"由“{one.text}”和“{two.text}”可推出：{of_zh}为{value}%。",
                en=f"{one.text} and {two.text} imply {value}% for {of_en}.",
            ),
        )


def find_same(claims: Sequence[Claim]) -> Iterator[Check]:
    """Yield facts said again and facts that differ, each claim against the first of its kind.

    A fact said again may leave its time unsaid; facts differ only where both say the same time.
    """
    of_time: dict[tuple[object, ...], Claim] = {}
    of_value: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if not claim.indicator or len(claim.indicator) < SHORTEST_INDICATOR or claim.kind == "rank":
            continue
        fact = (claim.indicator, claim.unit, claim.kind, claim.baseline, claim.modality)
        value = (claim.value, claim.value_high, claim.op, claim.direction)
        earlier = of_time.setdefault((fact, claim.period), claim)
        again = of_value.setdefault((fact, value), claim)
        if earlier is claim and None in (again.period, claim.period):
            earlier = again
        if earlier is claim or earlier.sentence == claim.sentence:
            continue
        if value == (earlier.value, earlier.value_high, earlier.op, earlier.direction):
            yield Check(
                id="",
                kind="repeated",
                claims=(earlier.id, claim.id),
                indicator=claim.indicator,
                period=earlier.period or claim.period,
                value=claim.value,
                unit=claim.unit,
                message=Bilingual(
                    zh=f"“{claim.indicator}”两次说为{claim.text}。",
                    en=f"{claim.indicator} is said twice to be {claim.text}.",
                ),
            )
        elif (
            earlier.op == claim.op == "eq"
            and claim.period
            and claim.pattern in MEASURED
            and not agree(state(earlier), state(claim))
        ):
            yield contradict(
                earlier,
                claim,
                zh=f"“{claim.indicator}”先说{earlier.text}，后说{claim.text}。",
                en=f"{claim.indicator} is first said to be {earlier.text}, then {claim.text}.",
            )


def contradict(one: Claim, two: Claim, zh: str, en: str) -> Check:
    """Return the check that two claims cannot both be right."""
    return Check(
        id="",
        kind="contradiction",
        claims=(one.id, two.id),
        indicator=two.indicator,
        period=two.period,
        value=None,
        unit=two.unit,
        message=Bilingual(zh=zh, en=en),
    )


def find_totals(claims: Sequence[Claim], text: str) -> Iterator[Check]:
    """Yield the wholes whose parts add up to them, or are larger than they.

    A part is held against the first of its wholes that is smaller. Parts that add up to less are
    some of them; parts that add up to more may overlap.
    """
    contradicted: set[str] = set()
    for whole, parts in find_parts(claims, text):
        doubt = sum(Decimal(claim.rounding) for claim in (whole, *parts))
        for part in parts:
            too_large = Decimal(part.value) > Decimal(whole.value) + doubt
            if too_large and part.id not in contradicted:
                contradicted.add(part.id)
                yield contradict(
                    whole,
                    part,
                    zh=f"“{part.indicator}”{part.text}大于其总数{whole.text}。",
                    en=f"{part.indicator} ({part.text}) is larger than its whole ({whole.text}).",
                )
        left = sum(Decimal(part.value) for part in parts) - Decimal(whole.value)
        if len(parts) > 1 and abs(left) <= doubt:
            yield Check(
                id="",
                kind="total",
                claims=(whole.id, *(part.id for part in parts)),
                indicator=whole.indicator,
                period=whole.period,
                value=whole.value,
                unit=whole.unit,
                message=Bilingual(
                    zh=f"{'、'.join(part.text for part in parts)}合计为{whole.text}。",
                    en=f"{', '.join(part.text for part in parts)} add up to {whole.text}.",
                ),
            )


def find_parts(claims: Sequence[Claim], text: str) -> Iterator[tuple[Claim, list[Claim]]]:
    """Yield each amount that 其中 follows, with the amounts of the rest of its sentence."""
    amounts = [
        c for c in claims if c.kind == "level" and c.op == "eq" and c.unit not in ("%", None)
    ]
    starts = [claim.start for claim in amounts]
    ends = [*(found.start() for found in SENTENCE_END.finditer(text)), len(text)]
    for opened in re.finditer(OF_WHICH, text):
        at = bisect_left(starts, opened.start())
        whole = amounts[at - 1] if at else None
        if whole is None or opened.start() - whole.end > NEAREST_WHOLE:
            continue
        end = ends[bisect_left(ends, opened.end())]
        parts = [
            part
            for part in amounts[at : min(bisect_left(starts, end), at + MOST_PARTS)]
            if (part.turn, part.unit, part.modality) == (whole.turn, whole.unit, whole.modality)
        ]
        yield whole, parts
