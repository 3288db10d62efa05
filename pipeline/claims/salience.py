"""Tells statistics from numbers that are said in passing: 四个政治文件, 两个方面, 20年战争.

A plain rule on what a claim already says: the kind of its unit, how its indicator is named, and
whether the number is written in figures or in Han numerals.
"""

import re
from decimal import Decimal

from pipeline.knowledge import KnowledgeFile
from pipeline.measure.units import Units
from pipeline.records.claims import Claim, Salience

FIGURE = re.compile("[0-9０-９万亿]")
WEIGHED = ("money", "rate", "multiple", "measure")
"""Kinds of units that measure, where a classifier counts."""


class SalienceSigns(KnowledgeFile):
    """salience.toml."""

    file = "salience.toml"
    amount: str
    most: int
    many: int
    examples: dict[str, tuple[Salience, ...]]

    def names_amount(self, indicator: str | None) -> bool:
        """Return whether an indicator is named as a statistic is."""
        return indicator is not None and re.search(self.amount, indicator) is not None


def find_salience(claim: Claim, units: Units, signs: SalienceSigns) -> Salience:
    """Return whether a claim is a statistic, a count, or a number said in passing."""
    kind = units.kinds.get(claim.unit or "")
    value = Decimal(claim.value)
    worded = value < signs.most and not FIGURE.search(claim.text)
    lasts = "duration" in (claim.kind, kind)
    if lasts and (worded or not signs.names_amount(claim.indicator)):
        return "passing"
    if signs.names_amount(claim.indicator):
        return "statistic"
    if kind in WEIGHED:
        return "statistic" if claim.indicator else "count"
    if claim.indicator is None or worded:
        return "passing"
    told = claim.statistic or claim.flow or claim.baseline or claim.modality == "target"
    return "statistic" if told or value >= signs.many else "count"
