"""Checks: what follows from the claims of one transcript taken together.

implied       a rate and its distance from another give the other: 增长7.1%，高于整体工业4.3个百分点
repeated      the same quantity of the same thing and time, said in another sentence
contradiction the same thing and time with another exact value, in another sentence
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.claims.drafts import write_decimal
from pipeline.records import Bilingual, Check, Claim

MEASURED = frozenset({"rate_unit", "money_unit", "measure_unit", "share_in_words"})
"""Rules whose values can contradict each other; counts of 项目 may be of different ones."""
SHORTEST = 4
"""Characters: a shorter indicator (企业, 项目) does not tell what is counted well enough."""


def check_claims(claims: Sequence[Claim]) -> tuple[Check, ...]:
    """Return the checks, the implied values first, each kind in the order of the text."""
    found = [*find_implied(claims), *find_same(claims)]
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
        of_zh = f"{two.baseline}的{one.indicator}" if earlier else f"{two.baseline}的同一指标"
        of_en = f"{one.indicator} ({two.baseline})" if earlier else str(two.baseline)
        yield Check(
            id="",
            kind="implied",
            claims=(one.id, two.id),
            indicator=indicator,
            period=two.baseline if earlier else one.period,
            value=value,
            unit="%",
            message=Bilingual(
                zh=f"由“{one.text}”和“{two.text}”可推出：{of_zh}为{value}%。",
                en=f"{one.text} and {two.text} imply {value}% for {of_en}.",
            ),
        )


def find_same(claims: Sequence[Claim]) -> Iterator[Check]:
    """Yield facts said again and facts that differ, each claim against the first of its kind."""
    first: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        if not claim.indicator or len(claim.indicator) < SHORTEST or claim.kind == "rank":
            continue
        key = (
            claim.indicator, claim.period, claim.unit, claim.kind, claim.baseline, claim.modality,
        )  # fmt: skip
        earlier = first.setdefault(key, claim)
        if earlier is claim or earlier.sentence == claim.sentence:
            continue
        same = (earlier.value, earlier.value_high, earlier.op, earlier.direction) == (
            claim.value, claim.value_high, claim.op, claim.direction,
        )  # fmt: skip
        exact = earlier.op == claim.op == "eq" and claim.period and claim.pattern in MEASURED
        if not same and not exact:
            continue
        yield Check(
            id="",
            kind="repeated" if same else "contradiction",
            claims=(earlier.id, claim.id),
            indicator=claim.indicator,
            period=claim.period,
            value=claim.value if same else None,
            unit=claim.unit,
            message=Bilingual(
                zh=f"“{claim.indicator}”两次说为{claim.text}。"
                if same
                else f"“{claim.indicator}”先说{earlier.text}，后说{claim.text}。",
                en=f"{claim.indicator} is said twice to be {claim.text}."
                if same
                else f"{claim.indicator} is first said to be {earlier.text}, then {claim.text}.",
            ),
        )
