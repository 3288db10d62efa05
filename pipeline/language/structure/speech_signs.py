"""The schema of speakers.toml: signs that somebody speaks, and what each weighs."""

from collections.abc import Iterable, Mapping
from math import exp, fsum

from pipeline.knowledge import SignFile
from pipeline.language.fold import fold

MOST_LOOKED_AT = 300
"""Characters of what is said that are looked at: signs of a speaker come early."""
ASKING = frozenset({"asks", "inquires"})
"""Signs that somebody asks."""
SPOKEN = frozenset({"first_person", "address"})
"""Signs of speech: 我, 大家."""
SAID_BY_SOMEBODY = ASKING | SPOKEN
"""Signs that an item of a list never has."""


class SpeakerModel(SignFile):
    """All that speakers.toml says: what in a speech tells whether somebody holds it."""

    file = "speakers.toml"
    weights: Mapping[str, float]

    def find_speech_signs(self, said: str) -> frozenset[str]:
        """Return the names of the signs in what is said."""
        folded = fold(said[:MOST_LOOKED_AT])
        return frozenset(name for name, own in self.patterns.items() if own.search(folded))

    def has_signs(self, said: str, signs: Iterable[str]) -> bool:
        """Return whether one of these signs is in what is said."""
        folded = fold(said[:MOST_LOOKED_AT])
        return any(self.patterns[name].search(folded) for name in signs)

    def weigh(self, features: Mapping[str, float]) -> float:
        """Return how surely somebody speaks, between 0 and 1."""
        weighed = (value * self.weights.get(name, 0.0) for name, value in features.items())
        return 1 / (1 + exp(-fsum([self.weights["bias"], *weighed])))
