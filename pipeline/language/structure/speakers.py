"""Who speaks: weighs over a whole text which words before a colon name somebody.

小麦：达到五十六亿斤 and 王明：达到了预期 look alike. Whoever speaks says 我 or 各位, asks or is
asked, comes back, stands beside others who speak; the labels of a list say nothing of their own and
do not return. The signs of all lines with one label count together, and a logistic model (weights
in speakers.toml, fitted by `benchmarks.speakers`) says how surely somebody speaks.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.language.marks import squeeze
from pipeline.language.structure.label_words import is_everyday
from pipeline.language.structure.lines import Structure
from pipeline.language.structure.speech_signs import ASKING, SAID_BY_SOMEBODY
from pipeline.records.segmentation import Role
from pipeline.records.transcript import Label

LIKELY_SPEAKER = 0.5
"""Probability from which somebody speaks."""
REPLY = "reply"
"""A style of labels that names a reply to a letter (处理结果：), and nothing where none asks."""
SHORTEST_SPEECH = 8
"""Characters of a speech that does more than greet or thank."""
MOSTLY_ASKING = 2 / 3
"""Share of questions among the speeches of somebody beside reporters who is there to ask."""
CERTAIN_SPEAKER = 0.8
"""Probability from which a speaker's lines show that the lines beside them are speeches too."""
SPEAKER_KINDS = ("marked", "titled", "medium")
"""Kinds of labels that name who speaks by their words."""
EVERYDAY_KINDS = ("name", "outlet", "other")
"""Kinds of labels that may be words of everyday language."""
LEAST_DOUBT = 0.02
"""Within this of 0 or 1 no word of the dictionary changes the decision: none is looked up."""


class LabelledLine(NamedTuple):
    """A line that may say who speaks: its number, the label, the first line said, its signs.

    It is `unmarked` where it has no mark that says so: neither a colon nor brackets.
    """

    k: int
    label: Label
    said: str
    signs: frozenset[str]
    unmarked: bool


def group_labelled_lines(
    lines: Sequence[str],
    labels: Mapping[int, Label],
    structure: Structure,
    unmarked: Collection[int],
) -> dict[str, list[LabelledLine]]:
    """Return the lines with a label, those of one name together."""
    groups: defaultdict[str, list[LabelledLine]] = defaultdict(list)
    for k, label in labels.items():
        said = lines[k][label.speech_start :]
        below = k + 1
        while not said and below < len(lines) and below not in labels:
            dated = structure.read_front_matter(lines[below]) == "dateline"
            said, below = "" if dated else lines[below], below + 1
        signs = structure.speakers.find_speech_signs(said)
        found = LabelledLine(k, label, said, signs, k in unmarked)
        groups[squeeze(label.name or label.words)].append(found)
    return dict(groups)


class LabelSurroundings:
    """What the lines around labels tell of them.

    `sure` are the lines whose label is known to name a speaker: by its words at first, then by its
    weight. A name on a line above its office counts as one with a title.
    """

    def __init__(
        self,
        lines: Sequence[str],
        groups: Mapping[str, Sequence[LabelledLine]],
        structure: Structure,
    ) -> None:
        labels = {c.k: c.label for found in groups.values() for c in found}
        self.kinds = {k: structure.find_kind(label) for k, label in labels.items()}
        for k, below in pairwise(sorted(labels)):
            alone = below == k + 1 and all(labels[i].fills(lines[i]) for i in (k, below))
            if alone and (self.kinds[k], self.kinds[below]) == ("name", "office"):
                self.kinds[k] = "titled"
        self.sure = {k for k, kind in self.kinds.items() if kind in SPEAKER_KINDS}
        order = [None, *sorted(labels), None]
        self.beside = {k: {*order[i : i + 3 : 2]} for i, k in enumerate(sorted(labels))}

    def describe(self, found: Sequence[LabelledLine]) -> dict[str, float]:
        """Return the features of one label over the whole text, each between 0 and 1."""
        shares: Counter[str] = Counter()
        # It comes back after something else.
        returns = any(below.k - above.k > 1 for above, below in pairwise(found))
        for candidate in found:
            shares.update(candidate.signs)
            shares["unmarked"] += candidate.unmarked
            told = returns or candidate.signs & SAID_BY_SOMEBODY
            mute = self.kinds[candidate.k] == "other" and not told
            beside = self.sure & self.beside[candidate.k]
            shares["beside_speaker"] += bool(beside) and not mute
        features = {sign: count / len(found) for sign, count in shares.items() if count}
        features[f"is_{self.kinds[found[0].k]}"] = 1.0
        among = not self.sure <= {candidate.k for candidate in found}
        holding = {"returns": returns, "among_speakers": among, "alone": not (among or returns)}
        return features | {feature: 1.0 for feature, holds in holding.items() if holds}


class WeighedLabel(NamedTuple):
    """A label of a text with its lines, its features, and how surely it names who speaks."""

    found: list[LabelledLine]
    features: dict[str, float]
    probability: float


def weigh_labels(
    lines: Sequence[str],
    labels: Mapping[int, Label],
    structure: Structure,
    unmarked: Collection[int],
) -> list[WeighedLabel]:
    """Return how surely each label names who speaks; `unmarked` are the lines without a mark.

    Each is weighed twice, since other speakers tell of it: first those known by their words, then
    those known by their weight.
    """
    groups = group_labelled_lines(lines, labels, structure, unmarked)
    if not groups:
        return []
    around = LabelSurroundings(lines, groups, structure)
    weighed: list[WeighedLabel] = []
    for _ in range(2):
        weighed = []
        for name, found in groups.items():
            features = around.describe(found)
            probability = structure.speakers.weigh(features)
            plain = around.kinds[found[0].k] in EVERYDAY_KINDS
            if plain and LEAST_DOUBT < probability < 1 - LEAST_DOUBT and is_everyday(name):
                features["is_word"] = 1.0
                probability = structure.speakers.weigh(features)
            weighed.append(WeighedLabel(found, features, probability))
        around.sure |= {c.k for w in weighed if w.probability >= CERTAIN_SPEAKER for c in w.found}
    return weighed


def choose_speakers(
    lines: Sequence[str],
    labels: Mapping[int, Label],
    structure: Structure,
    unmarked: Mapping[int, Label] | None = None,
) -> dict[int, Label]:
    """Return the labels of those who speak, by the number of the line.

    `labels` are marked by a colon or brackets, `unmarked` are on lines of their own. A mere role
    above a name on a line of its own is the role of that person, and so is an office below a name.
    """
    spoken: dict[int, Label] = {}
    asked = any(label.role == "reporter" for label in labels.values())
    labels = {k: label for k, label in labels.items() if asked or label.style != REPLY}
    both = dict(sorted({**labels, **(unmarked or {})}.items()))
    for found, _, probability in weigh_labels(lines, both, structure, unmarked or ()):
        if probability >= LIKELY_SPEAKER:
            role = find_role(found, asked=asked)
            for c in found:
                spoken[c.k] = c.label if c.label.role == role else take_role(c.label, role)
    for k, label in both.items():
        named, label = spoken.get(k + 1), spoken.get(k, label)
        if named is None or not (label.fills(lines[k]) and named.fills(lines[k + 1])):
            continue
        if label.name is None or structure.is_office(label):
            spoken |= {k: label, k + 1: named.model_copy(update={"role": label.role})}
        elif structure.is_office(named):
            own = {"name": label.name, "style": label.style}
            spoken |= {k: label, k + 1: named.model_copy(update=own)}
    return dict(sorted(spoken.items()))


def find_role(found: Sequence[LabelledLine], *, asked: bool) -> Role:
    """Return the role of a label: that of its style, or what is said tells it.

    Anybody half of whose speeches ask, greetings aside, is taken for a reporter. Where reporters
    have `asked`, most of them have to.
    """
    label = found[0].label
    if label.role != "unknown" or label.name is None:
        return label.role
    asking = sum(bool(c.signs & ASKING) for c in found)
    said = sum(bool(c.signs & ASKING) or len(c.said) >= SHORTEST_SPEECH for c in found)
    asks = asking >= (MOSTLY_ASKING if asked else LIKELY_SPEAKER) * said
    return "reporter" if said and asks else "official"


def take_role(label: Label, role: Role) -> Label:
    """Return a label with another role; who asks without an office, if no voice, is a medium."""
    named = role == "reporter" and label.style not in ("voice", "delegate", "member_within_name")
    medium = label.medium or (label.name if named else None)
    return label.model_copy(update={"role": role, "medium": medium})
