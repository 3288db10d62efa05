"""Who speaks: weighs over a whole text which words before a colon name somebody.

小麦：达到五十六亿斤 and 王明：达到了预期 look alike. Whoever speaks says 我 or 各位, asks or is
asked, comes back, is introduced with an office; the labels of a list stand side by side, say
nothing of their own and do not return. The signs of all lines with one label count together, and
a logistic model (weights in speakers.toml, fitted by `benchmarks.speakers`) says how surely
somebody speaks.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.language.fold import fold
from pipeline.language.marks import COLONS, HAN, squeeze
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.model import SpeakerModel
from pipeline.records.segmentation import Role
from pipeline.records.transcript import Label

EVEN = 0.5
"""Somebody speaks where that is likelier than not."""
LONGEST_INTRODUCED = 4
"""Han characters of a name that is looked for behind an office."""
FEWEST_IN_LIST = 2
"""Lines with different labels, one after another, that may be a list."""


class Candidate(NamedTuple):
    """A line with words before a colon: its number, the label, and the first line said."""

    k: int
    label: Label
    said: str


def find_candidates(
    lines: Sequence[str], labels: Mapping[int, Label]
) -> dict[str, list[Candidate]]:
    """Return the lines with a label, those of one name together."""
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for k, label in labels.items():
        said = lines[k][label.speech_start :]
        if not said and k + 1 < len(lines) and k + 1 not in labels:
            said = lines[k + 1]
        groups[squeeze(label.name or label.words)].append(Candidate(k, label, said))
    return dict(groups)


def find_introduced(lines: Sequence[str], structure: Structure) -> set[str]:
    """Return what stands behind an office or before a title, as names do, in all its lengths."""
    after = re.compile(rf"(?:{structure.names.office_pattern}|请)\s?(?=({HAN}{{1,4}}))")
    latin = re.compile(r"[A-Z][A-Za-z.'’-]*(?:\s[A-Z][A-Za-z.'’-]*){1,3}")
    before = re.compile(rf"(?=({HAN}{{2,4}})(?:先生|女士|同志|{structure.names.office_pattern}))")
    found: set[str] = set()
    for line in lines:
        folded = fold(line)
        for match in after.finditer(folded):
            low = match.start(1)
            found.update(line[low : low + n] for n in range(2, len(match[1]) + 1))
        for match in before.finditer(folded):
            high = match.end(1)
            found.update(line[high - n : high] for n in range(2, len(match[1]) + 1))
        found.update(match[0] for match in latin.finditer(line))
    return found


class Surroundings:
    """What the lines around labels tell of them."""

    def __init__(
        self, lines: Sequence[str], groups: Mapping[str, Sequence[Candidate]], structure: Structure
    ) -> None:
        self.structure = structure
        self.names = {c.k: name for name, found in groups.items() for c in found}
        self.kinds = {
            c.k: structure.kinds[c.label.style] for found in groups.values() for c in found
        }
        self.roles = {c.k: c.label.role for found in groups.values() for c in found}
        order = sorted(self.names)
        self.above = {b: a for a, b in pairwise(order)}
        self.below = dict(pairwise(order))
        self.counts = {name: len(found) for name, found in groups.items()}
        self.introduced = find_introduced(lines, structure)
        self.in_list = find_lists(lines, self)
        self.marked = any(kind == "marked" for kind in self.kinds.values())

    def is_sure(self, k: int | None) -> bool:
        """Return whether a line has a label that is one by its words."""
        return k is not None and self.kinds[k] in ("marked", "titled", "medium")

    def returns(self, name: str, found: Sequence[Candidate]) -> bool:
        """Return whether a label comes back after others."""
        return any(self.names.get(self.above.get(c.k, -1), name) != name for c in found[1:])

    def is_answered(self, candidate: Candidate) -> bool:
        """Return whether a question stands above or an answer below: a label that is sure."""
        return self.is_sure(self.above.get(candidate.k)) or self.is_sure(
            self.below.get(candidate.k)
        )


def find_lists(lines: Sequence[str], around: Surroundings) -> set[int]:
    """Return the lines with a label that are items of a list.

    They stand one below another, each with another label that the text has once, and the line
    above them ends with a colon, or none of them is a label by its words.
    """
    found: set[int] = set()
    run: list[int] = []
    for k in [*sorted(around.names), len(lines) + 1]:
        if run and k != run[-1] + 1:
            led = run[0] > 0 and lines[run[0] - 1].endswith(tuple(COLONS))
            if led or len(run) >= FEWEST_IN_LIST:
                found.update(run)
            run = []
        once = k in around.names and around.counts[around.names[k]] == 1
        if once and not around.is_sure(k):
            run.append(k)
    return found


def describe(
    name: str, found: Sequence[Candidate], around: Surroundings, model: SpeakerModel
) -> dict[str, float]:
    """Return the features of one label over the whole text, each between 0 and 1."""
    count = len(found)
    features: dict[str, float] = {}
    for candidate in found:
        for sign in model.find_signs(candidate.said):
            features[sign] = features.get(sign, 0.0) + 1 / count
        if candidate.k in around.in_list:
            features["in_list"] = features.get("in_list", 0.0) + 1 / count
        if around.is_answered(candidate):
            features["beside_sure"] = features.get("beside_sure", 0.0) + 1 / count
    first = found[0]
    kind = around.kinds[first.k]
    features[f"is_{kind}"] = 1.0
    features["returns"] = float(around.returns(name, found))
    features["introduced"] = float(name in around.introduced or is_of(first.label, around))
    features["among_marked"] = float(around.marked)
    return {name: value for name, value in features.items() if value}


def is_of(label: Label, around: Surroundings) -> bool:
    """Return whether the name of a label is said with an office elsewhere."""
    return label.name is not None and label.name in around.introduced


def find_speakers(
    lines: Sequence[str],
    labels: Mapping[int, Label],
    structure: Structure,
) -> dict[int, Label]:
    """Return the labels of those who speak, by the number of the line."""
    groups = find_candidates(lines, labels)
    around = Surroundings(lines, groups, structure)
    spoken: dict[int, Label] = {}
    for name, found in groups.items():
        features = describe(name, found, around, structure.speakers)
        if structure.speakers.weigh(features) < EVEN:
            continue
        role = find_role(found, features)
        for c in found:
            spoken[c.k] = c.label if c.label.role == role else as_role(c.label, role)
    return dict(sorted(spoken.items()))


def find_role(found: Sequence[Candidate], features: Mapping[str, float]) -> Role:
    """Return the role of a label: that of its style, or what is said tells it."""
    label = found[0].label
    if label.role != "unknown" or label.style == "interpreter":
        return label.role
    asks = max(features.get("asks", 0.0), features.get("inquires", 0.0)) >= EVEN
    return "reporter" if asks and not features.get("introduced") else "official"


def as_role(label: Label, role: Role) -> Label:
    """Return a label with another role; who asks and has no office is a medium."""
    medium = label.medium or (label.name if role == "reporter" else None)
    return label.model_copy(update={"role": role, "medium": medium})
