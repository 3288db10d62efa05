"""How exact a value is that somebody stated: several stages hold values against each other."""

import re
from decimal import Decimal

from pipeline.language.fold import fold
from pipeline.records.claims import Claim

WRITTEN = re.compile(r"(\d+)(?:\.(\d+))?")


def find_rounding(claim: Claim) -> Decimal:
    """Return how far a value may be from what was rounded: half its last written digit.

    A whole number without a multiplier (31个) counts exactly.
    """
    written = WRITTEN.search(fold(claim.text))
    if written is None:
        return Decimal(0)
    decimals = len(written[2] or "")
    scale = Decimal(claim.value) / Decimal(written[0]) if Decimal(written[0]) else Decimal(1)
    return Decimal(0) if scale == 1 and not decimals else scale.scaleb(-decimals) / 2
