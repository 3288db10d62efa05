"""Names of claims that last: made of what was said, not of how many claims come before.

c12 is the twelfth claim that this run found; a rule that finds one more before it makes it c13.
A permalink follows from the transcript's id, the sentence and the number in it as written.
"""

from collections import Counter
from collections.abc import Iterable

from pipeline.identifiers import digest
from pipeline.records.claims import Claim


def name_claims(claims: Iterable[Claim]) -> dict[str, str]:
    """Return the permalink of each claim of one transcript by its id, claims in reading order.

    What is written the same in the same words, again in the transcript, is told apart by a number.
    """
    seen: Counter[str] = Counter()
    names = {}
    for claim in claims:
        name = f"k{digest(claim.transcript, claim.quote, claim.text)}"
        seen[name] += 1
        names[claim.id] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return names
