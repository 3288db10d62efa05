"""Reads the passages of a corpus into one sparse matrix of the weights of their words.

A passage is a paragraph of a turn. Of its text nothing is kept but the counts: 10,000
transcripts fit into memory, and the passages that are shown are read again at the end.
"""

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic_core import from_json
from scipy.sparse import csr_matrix

from pipeline.artefacts import count_lines, progress
from pipeline.kept import Kept
from pipeline.language.structure.styles import Styles
from pipeline.language.terms.background import Background
from pipeline.language.terms.bags import Bag, read_sentences
from pipeline.language.terms.counting import find_rarities
from pipeline.language.terms.words import StopWords, fold_words, is_word
from pipeline.records.base import Record
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import PROCEDURE, load_taxonomy
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.model import Classifier

FEWEST_WORDS = 5
"""A passage with fewer words than that (谢谢。) is about nothing that could be named."""
FEW_PASSAGES = 20
"""In fewer passages, words that occur in only one count too: else passages share no words."""
RARE_WORD, MOST_RARE_WORDS = 250, 20
"""A word that fewer than one of so many passages have leads no topic, but makes names swing: with
one of 60 conferences left out more of them stay than where two passages are enough for a word
(benchmarks.topics --drop). MOST_RARE_WORDS passages are enough in any corpus."""
MOST_WORDS = 20_000
"""The vocabulary: the words that most passages have."""
Batch = tuple[Path, Path]
"""The artefacts of clean and segment of one batch."""


class PassagePlace(NamedTuple):
    """Where a passage stands: its batch, its line there, and its characters."""

    batch: int
    line: int
    start: int
    end: int


class PassageWords(Record):
    """A passage: its characters, its heading, the policy hotspot that the general model gives it, a
    digest of its text, the words that count."""

    start: int
    end: int
    heading: str | None
    hotspot: str | None
    key: int
    words: tuple[str, ...]


class TranscriptWords(Record):
    """What of one transcript topics are made of."""

    transcript: str
    month: str | None
    headings: tuple[str, ...]
    passages: tuple[PassageWords, ...]


class Numbered:
    """A text per passage or word, or None, as its number in the list of all different ones."""

    def __init__(self, *first: str | None) -> None:
        self.names: defaultdict[str | None, int] = defaultdict()
        self.names.default_factory = self.names.__len__
        self._numbers = array("i")
        self.find(first)

    def find(self, names: Iterable[str | None]) -> list[int]:
        """Return the numbers of texts; one that was not seen before has a new one."""
        return list(map(self.names.__getitem__, names))

    def extend(self, names: Iterable[str | None]) -> None:
        """Take the texts of more passages."""
        self._numbers.extend(self.find(names))

    def get_numbers(self) -> NDArray[np.int32]:
        """Return the number of each passage, in the order in which they were added."""
        return np.frombuffer(self._numbers, dtype=np.int32)


class Passages:
    """The passages of a corpus: where each stands, under what, when, and its words' counts.

    Once all are added, passages are numbered in an order that follows from their texts, of equal
    ones from where they stand: sums have one order then, and the same corpus the same topics,
    however it is batched.
    """

    def __init__(self, batches: Sequence[Batch]) -> None:
        self.batches = batches
        self.headings, self.hotspots, self.dates = Numbered(None), Numbered(None), Numbered(None)
        self.transcripts, self.words = Numbered(), Numbered()
        self._keys = array("q")
        self._places = array("q")
        self._ends = array("i", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, batch: int, line: int, told: TranscriptWords) -> None:
        """Take the passages of one more transcript."""
        self.headings.find(told.headings)
        self.headings.extend(passage.heading for passage in told.passages)
        self.hotspots.extend(passage.hotspot for passage in told.passages)
        self.transcripts.extend([told.transcript] * len(told.passages))
        self.dates.extend([told.month] * len(told.passages))
        self._keys.extend(passage.key for passage in told.passages)
        for passage in told.passages:
            self._places.extend((batch, line, passage.start, passage.end))
            self.words.extend(passage.words)
            self._ends.append(self._ends[-1] + len(passage.words))

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """The passages as they were added, in the order of their numbers.

        Those of one key are in the order of transcripts and places, whatever their batches are.
        """
        names = [name or "" for name in self.transcripts.names]
        ranks = np.argsort(sorted(range(len(names)), key=names.__getitem__))
        starts = np.frombuffer(self._places, dtype=np.int64)[2 :: len(PassagePlace._fields)]
        keys = np.frombuffer(self._keys, dtype=np.int64)
        return np.lexsort((starts, ranks[self.transcripts.get_numbers()], keys))

    def place(self, number: int) -> PassagePlace:
        """Return where a passage stands."""
        passage = int(self.order[number])
        width = len(PassagePlace._fields)
        return PassagePlace(*self._places[passage * width : (passage + 1) * width])

    def number(self, texts: Numbered) -> NDArray[np.int32]:
        """Return the numbers of some texts in the order of the passages."""
        return texts.get_numbers()[self.order]

    def get_hotspots(self) -> list[str | None]:
        """Return the hotspot of each passage."""
        names = list(self.hotspots.names)
        return [names[number] for number in self.number(self.hotspots)]

    def weigh_words(self) -> tuple[csr_matrix, list[str]]:
        """Return the TF-IDF of the words of the vocabulary, and these words in order.

        A word counts that two passages have, or one of RARE_WORD where there are many; of more than
        MOST_WORDS those that most have. A passage has the length 1 with all its words: one that has
        a common word beside rare ones is less about it (美国) than one that speaks of nothing else.
        """
        counts = csr_matrix(
            (
                np.ones(self._ends[-1], dtype=np.float32),
                self.words.get_numbers().copy(),
                np.array(self._ends, dtype=np.int32),
            ),
            shape=(len(self), len(self.words.names)),
        )
        counts.sum_duplicates()
        words = list(map(str, self.words.names))
        frequencies = np.bincount(counts.indices, minlength=len(words))
        fewest = (
            1 if len(self) < FEW_PASSAGES else min(max(2, len(self) // RARE_WORD), MOST_RARE_WORDS)
        )
        shared = [index for index in range(len(words)) if frequencies[index] >= fewest]
        kept = sorted(shared, key=lambda index: (-frequencies[index], words[index]))[:MOST_WORDS]
        kept.sort(key=words.__getitem__)
        weigh(counts, find_rarities(frequencies, len(self)))
        weighted = counts[self.order][:, kept]
        weighted.sort_indices()
        return weighted, [words[index] for index in kept]


def weigh(counts: csr_matrix, rarities: NDArray[np.float64]) -> None:
    """Weigh words in place by the logarithm of their times and how rare they are; rows get the
    length 1."""
    counts.data = 1 + np.log(counts.data)
    counts.data *= rarities[counts.indices]
    words = np.diff(counts.indptr)
    owners = np.repeat(np.arange(len(words)), words)
    lengths = np.sqrt(np.bincount(owners, counts.data**2, len(words)))
    counts.data *= (1 / np.where(lengths > 0, lengths, 1))[owners]


class Reader:
    """Reads the words that count of transcripts, and the hotspots of their passages."""

    def __init__(self, background: Background, stop: StopWords, classifier: Classifier) -> None:
        self._background = background
        self._stop = stop
        self._classifier = classifier
        # What the taxonomy names counts, verbs among it; media and offices say who speaks.
        named = (term for found in load_taxonomy().category for term in found.terms)
        self._known = frozenset(map(fold_words, named))
        self._never = stop.untopical.union(map(fold_words, Styles.load().names.media))
        self._counts = cache(self._look_up)

    def read(self, transcript: Transcript, segmentation: Segmentation) -> TranscriptWords:
        """Return the passages of a transcript that have words enough and are no procedure."""
        titles = {section.id: fold_words(section.title) for section in segmentation.sections}
        read = read_sentences(transcript, segmentation, self._stop)
        found: list[PassageWords] = []
        documents: list[Document] = []
        for _, group in groupby(
            read.sentences, key=lambda s: (s.sentence.turn, s.sentence.paragraph)
        ):
            own = list(group)
            said = [word for one in own for word in one.words]
            words = [word for word in said if self._counts(word)]
            if len(words) >= FEWEST_WORDS:
                first, last = own[0].sentence, own[-1].sentence
                text = read.folded[first.start : last.end]
                documents.append(Document(Bag(said, text)))
                passage = PassageWords(
                    start=first.start,
                    end=last.end,
                    heading=titles.get(first.section or ""),
                    hotspot=None,
                    key=zlib.crc32(text.encode("utf-8", "surrogatepass")),
                    words=tuple(words),
                )
                found.append(passage)
        hotspots = self._classifier.find_categories(documents)
        return TranscriptWords(
            transcript=transcript.transcript,
            month=transcript.date[:7] if transcript.date else None,
            headings=tuple(titles.values()),
            passages=tuple(
                passage.model_copy(update={"hotspot": hotspot})
                for passage, hotspot in zip(found, hotspots, strict=True)
                if hotspot != PROCEDURE
            ),
        )

    def _look_up(self, word: str) -> bool:
        if word in self._never or self._background.is_office(word) or not is_word(word):
            return False
        return word in self._known or self._background.is_topical(word)


def read_passages(batches: Sequence[Batch], reader: Reader, kept: Kept) -> Passages:
    """Return the passages of all transcripts that have a segmentation."""
    passages = Passages(batches)
    total = sum(count_lines(segments) for _, segments in batches)
    each = kept.read_each(reader.read, batches, (Transcript, Segmentation), TranscriptWords)
    for found in progress(each, "topics", total):
        passages.add(*found)
    return passages


def read_shown(
    batches: Sequence[Batch], places: Iterable[PassagePlace]
) -> dict[PassagePlace, tuple[str, Segmentation]]:
    """Return for each place the text of its transcript, and a segmentation of its sentences."""
    wanted: dict[tuple[int, int], list[PassagePlace]] = {}
    for place in sorted(set(places)):
        wanted.setdefault((place.batch, place.line), []).append(place)
    shown = {}
    for batch in sorted({batch for batch, _ in wanted}):
        with (
            batches[batch][0].open("rb") as transcripts,
            batches[batch][1].open("rb") as segments,
        ):
            for line, (first, second) in enumerate(zip(transcripts, segments, strict=True)):
                if (batch, line) not in wanted:
                    continue
                text, written = from_json(first)["text"], from_json(second)
                for place in wanted[batch, line]:
                    shown[place] = text, read_sentences_of(place, written)
    return shown


def read_sentences_of(place: PassagePlace, written: Mapping[str, Any]) -> Segmentation:
    """Return a segmentation of the sentences of a place alone: to read all would take longer."""
    own = (one for one in written["sentences"] if place.start <= one["start"] < place.end)
    read = Segmentation(transcript=written["transcript"], sentences=own)
    return read.model_copy(update={"sentences": read.analysed})
