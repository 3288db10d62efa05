"""What the claims stage knows: its TOML files as checked records, compiled for look-up."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pipeline.claims.find.lexicon import Examples, Finder, Sentences, Words, load_finder
from pipeline.claims.read.features import FEATURES, ModalityName
from pipeline.claims.read.nearby import Nearby, index_words
from pipeline.claims.read.weighing import load_weights
from pipeline.errors import InputError
from pipeline.glossary.lexicon import GAP, load_glossary
from pipeline.knowledge import Entry, any_of, load_toml
from pipeline.language.tokenizer import Tokenizer, load_tokenizer
from pipeline.measure.manner import MannerWords
from pipeline.measure.units import PATH as UNITS

FOLDER = Path(__file__).parents[1]
"""Where `find/` and `read/` keep what they know."""
KindName = Literal["level", "change", "difference", "rank", "duration"]
DirectionName = Literal["up", "down", "none"]


class Shown(Entry):
    """What is known, with phrases that show it."""

    examples: Examples


class Cue(Shown):
    """Words directly before or after a quantity, and the field that they give."""

    side: Literal["before", "after"]
    gives: Literal["op", "change", "towards", "comparison", "level", "skip"]
    value: str | None = None
    words: Sentences


class Direction(Shown):
    """Words that give a claim's direction: comparators, nouns of change."""

    value: Literal["up", "down"]
    words: Sentences


class Reference(Shown):
    """Words for the time that growth is measured against."""

    value: Literal["yoy", "mom"]
    words: Sentences


class Counted(Shown):
    """Units that count one kind of things, and how the words for these end."""

    units: tuple[str, ...]
    things: Words


class Pair(Shown):
    """A word for several things side by side, and what each of them is called alone."""

    word: str
    items: tuple[str, ...]


class Modality(Shown):
    """Words that give a claim's modality, before it in its sentence or right after it."""

    value: ModalityName
    words: Sentences
    after: Words = ()


class Frame(Shown):
    """Words that turn what follows into plans, into outcomes, or into what others report."""

    value: Literal["plan", "review", "report"]
    opening: bool = False
    naming: bool = False
    words: Sentences


class DoneMore(Shown):
    """多 (its first group) or 少 with what is done more or less of, and the number behind it."""

    pattern: str


class Boundary(Shown):
    """Words at which the noun phrase of an indicator begins or ends."""

    stops: frozenset[str]
    behind_nouns: frozenset[str]
    empty: Words
    measured: Words
    befalls: Words
    destroying: frozenset[str]
    verbs: frozenset[str]
    nameless: frozenset[str]
    adverbs: Words
    adverbials: frozenset[str]
    flows: frozenset[str]
    acts: frozenset[str]
    light: frozenset[str]
    adjuncts: str
    sums: frozenset[str]
    totals: frozenset[str]
    opening: Words
    nouns: Words
    adjectives: Words
    closers: Words
    ranking: frozenset[str]
    heads: frozenset[str]
    counting: Words
    measuring: frozenset[str]
    modifying: frozenset[str]
    owned: frozenset[str]
    reporting: Words
    announcing: frozenset[str]
    causing: frozenset[str]
    existing: frozenset[str]
    limiting: frozenset[str]
    speakers: Words


class Lookalikes(Entry):
    """Words that look like a cue at their end, or like a word of modality, and are none."""

    words: frozenset[str]


class Cues(Entry):
    """cues.toml."""

    compounds: Lookalikes
    no_modality: Lookalikes
    cue: tuple[Cue, ...]
    comparator: tuple[Direction, ...]
    change_noun: tuple[Direction, ...]
    reference: tuple[Reference, ...]
    pair: tuple[Pair, ...]
    counted: tuple[Counted, ...]
    done_more: DoneMore
    modality: tuple[Modality, ...]
    frame: tuple[Frame, ...]
    boundary: Boundary


WHOLE = "限制|上限|下限|限额|门槛|红线|目标|承诺"
"""Nouns that a number with what it counts may define: 不超过三家企业的限制."""


@dataclass(frozen=True)
class Lexicon:
    """What is known, and the tables that the modules of this stage look things up in."""

    finder: Finder
    cues: Cues
    weights: Mapping[str, Mapping[str, float]]
    """Choice → feature → weight."""

    @cached_property
    def before(self) -> dict[str, Cue]:
        """Word → cue that stands before a quantity."""
        return {w: c for c in self.cues.cue if c.side == "before" for w in c.words}

    @cached_property
    def after(self) -> dict[str, Cue]:
        """Word → cue that stands after a quantity."""
        return {w: c for c in self.cues.cue if c.side == "after" for w in c.words}

    @cached_property
    def moving(self) -> frozenset[str]:
        """Verbs that tell how a value moves."""
        verbs = (w for w, c in self.before.items() if c.gives in ("change", "towards"))
        return frozenset(verbs) - set(self.change_nouns)

    @cached_property
    def comparators(self) -> dict[str, DirectionName]:
        """Preposition of comparison → direction."""
        return {w: c.value for c in self.cues.comparator for w in c.words}

    @cached_property
    def comparator_pattern(self) -> re.Pattern[str]:
        """Any preposition of comparison."""
        return re.compile(any_of(self.comparators))

    @cached_property
    def bound_pattern(self) -> re.Pattern[str]:
        """Words that bound a number, also where a noun parts them from it: 不到|全国的|三分之二."""
        bounds = (c.words for c in self.cues.cue if c.side == "before" and c.gives == "op")
        return re.compile(any_of(word for words in bounds for word in words if len(word) > 1))

    @cached_property
    def done_pattern(self) -> re.Pattern[str]:
        """多 or 少 with a verb, right before a number: 财政多收1.2亿."""
        return re.compile(rf"(?:{self.cues.done_more.pattern})\Z")

    @cached_property
    def change_nouns(self) -> dict[str, DirectionName]:
        """Noun of change → direction."""
        return {w: c.value for c in self.cues.change_noun for w in c.words}

    @cached_property
    def references(self) -> dict[str, str]:
        """Words after 比 or 较 → yoy or mom."""
        return {w: r.value for r in self.cues.reference for w in r.words}

    @cached_property
    def pairs(self) -> dict[str, tuple[str, ...]]:
        """Word for several things → what each of them is called alone."""
        return {pair.word: pair.items for pair in self.cues.pair}

    @cached_property
    def modalities(self) -> dict[str, ModalityName]:
        """Word before a quantity → modality."""
        return {w: m.value for m in self.cues.modality for w in m.words}

    @cached_property
    def modality_pattern(self) -> re.Pattern[str]:
        """Any word of modality that stands before, but for what only begins like one.

        What the market expects is said of nothing that is told: 高于市场|预期增长5%.
        """
        none = f"(?<!市场)(?!{any_of(self.cues.no_modality.words)})"
        return re.compile(f"{none}{any_of(self.modalities)}")

    @cached_property
    def modalities_after(self) -> dict[str, ModalityName]:
        """Noun that a quantity defines → modality."""
        return {w: m.value for m in self.cues.modality for w in m.after}

    @cached_property
    def modality_after_pattern(self) -> re.Pattern[str]:
        """的, with a word before or behind it, and a noun that a quantity defines."""
        noun = f"({any_of(self.modalities_after)})"
        return re.compile(
            rf"(?:的[\u4e00-\u9fff]{{0,4}}?|[\u4e00-\u9fff]{{1,10}}?的(?={WHOLE})){noun}"
        )

    @cached_property
    def frames(self) -> dict[str, Frame]:
        """Word → the frame it opens."""
        return {w: f for f in self.cues.frame for w in f.words}

    @cached_property
    def frame_pattern(self) -> re.Pattern[str]:
        """Any word of a frame."""
        return re.compile(any_of(self.frames))

    @cached_property
    def word_roles(self) -> dict[str, str]:
        """Word → what it can do at the edge of a noun phrase, for words that are known to."""
        own, cues = self.cues.boundary, self.before.items()
        words: list[tuple[str, Iterable[str]]] = [
            ("territory", load_glossary().territories),
            ("stop", own.stops),
            ("behind", own.behind_nouns),
            ("change", [word for word, cue in cues if cue.gives == "change"]),
            ("cue", [word for word, cue in cues if cue.gives not in ("change", "skip")]),
            ("skip", [word for word, cue in cues if cue.gives == "skip"]),
            ("act", own.acts),
            ("change_noun", self.change_nouns),
            ("skip", own.adverbs),
            ("empty", set(own.empty) - own.acts),
            ("open", own.opening),
            ("sum", own.sums),
            ("total", own.totals),
            ("report", own.reporting),
            ("flow", own.flows),
            *(("done" if name == "actual" else name, [w]) for w, name in self.modalities.items()),
            ("noun", own.nouns),
            ("adjective", own.adjectives),
            ("closer", own.closers),
            ("separator", [*"，。；：！？,;:!?\n 吗吧呢"]),
            ("list", "、"),
            ("pronoun", own.speakers),
            ("of", "的"),
        ]
        return {word: role for role, those in words for word in those}

    @cached_property
    def counted(self) -> dict[str, tuple[str, ...]]:
        """Unit → how the words end for what it counts: 所 → 学校, 院."""
        return {unit: c.things for c in self.cues.counted for unit in c.units}

    @cached_property
    def telling_verbs(self) -> frozenset[str]:
        """Verbs that tell apart how things of one kind are counted: 受理|案件, 审结|案件."""
        fronts = (
            word
            for word, readings in load_glossary().terms.items()
            if "front" in readings and readings["front"].english.startswith(GAP)
        )
        return self.sure_acts.union(fronts) - self.cues.boundary.light

    @cached_property
    def sure_acts(self) -> frozenset[str]:
        """Verbs that are such however they are tagged."""
        return self.cues.boundary.acts.union(MannerWords.load().flow.new)

    @cached_property
    def amounts(self) -> frozenset[str]:
        """Words that say how much there is of something, not of what: 增加值, 利润总额."""
        return frozenset(load_glossary().amounts)

    @cached_property
    def adjunct_pattern(self) -> re.Pattern[str]:
        """What stands before a noun phrase and says how it was computed."""
        return re.compile(self.cues.boundary.adjuncts)

    @cached_property
    def nearby(self) -> Mapping[str, Nearby]:
        """Choice → the words by a number that tell of it."""
        return {choice: index_words(weights) for choice, weights in self.weights.items()}

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The words of Chinese and of the domain, with their parts of speech."""
        return load_tokenizer()


def load_lexicon(folder: Path = FOLDER, units: Path = UNITS) -> Lexicon:
    """Return the stage's knowledge.

    Raises InputError that names the file, the entry and what is wrong with it.
    """
    path = folder / "read" / "cues.toml"
    cues = load_toml(path, Cues)
    for side in ("before", "after"):
        words = (word for cue in cues.cue if cue.side == side for word in cue.words)
        refuse_doubles(path, f"cue {side}", words)
    return Lexicon(load_finder(folder / "find", units), cues, load_weights(FEATURES))


def refuse_doubles(path: Path, what: str, words: Iterable[str]) -> None:
    """Raise InputError where a word stands twice."""
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise InputError(f"{path}: {what}: {word} stands here twice; keep one")
        seen.add(word)
