"""The texts of benchmarks.hotspots: those that readers labelled, and what stands around them.

hotspot_labels.tsv has 1,434 answers and paragraphs of documents beside the checkout (../shared),
drawn by kind, round-robin over documents, before any of them was classified (labels whose text is
read otherwise today were dropped). Of 958 two readers who saw neither each other's labels nor the
model's gave each a first and, where it has two matters, a second category (hotspot_guide.md); of
the others one reader, who did not see the model's either. Then come 461 of the open documents that
a model was less than 90 % sure of, part `unsure`, labelled by one reader who did not see what it
said: they are learned from, but as they are harder than most they calibrate nothing.

hotspot_texts.tsv has 193 texts that were written for kinds of which those are few, labelled twice,
in another order the second time, and 164 as people speak (kind `spoken`: village meetings, calls to
a radio station, letters to a mayor, talk at briefings; metaphors, no official words), labelled
once; all before any model read them. The next 392 are of one more hand, which wrote them for what
was missed, labelled once before any model read them, a third of each kind shut: 230 more stories,
52 items of local broadcasts (`broadcast`), 50 paragraphs whose halves are on one subject each,
written with both, 35 refusals to answer, which are about what was asked (`refusal`), and 25 of
procedure. The next 292 are answers, items of news and sentences of reports for hotspots that had
few, and 88 stories, of a third hand, made likewise. The next 412, all open, are by one more hand:
121 items of news and broadcasts, 25 sentences of reports, 30 stories, 28 paragraphs on two subjects
and 20 texts of none (`none`), labelled twice, in another order the second time; 58 scenes that
name no field and 130 set phrases of policy (`short`), labelled once. After them come 585 of a fifth
hand, labelled once as they were written, a third of each kind shut: 406 scenes as newspapers tell
them, with people and what they say (`story`), 69 texts that are nearly all figures (`figures`), 48
refusals with what was asked, and 62 as people speak.

In both `both` has the two subjects of a text that a third reader found to have two, who read all
but the spoken, `unsure` and last ones for nothing else and saw neither label nor model; with his, a
text has two subjects where two readers say so. A text's truth are all labels of the first two. What
is of part `shut` is used for no choice by benchmarks.hotspots. The taxonomy's spoken terms were
written after the spoken texts, by the same hand: their shut part tells more than holds of others'.
Some 750 of them were added last, after the errors in open stories and news were read: the open
stories tell more than holds of others too.
"""

import csv
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.utils.extmath import randomized_svd

from benchmarks.classify import LANGUAGE, read_transcripts
from pipeline.language.terms.bags import read_sentences
from pipeline.taxonomy import NONE, Taxonomy
from pipeline.taxonomy.documents import read_documents, read_text
from pipeline.taxonomy.features import Document, Vocabulary
from pipeline.taxonomy.model import Weights, find_silent, make_reader
from pipeline.taxonomy.probabilities import (
    HotspotCalibration,
    find_probabilities,
    look_around,
)
from pipeline.taxonomy.seconds import NEVER, halve
from pipeline.train.examples import list_taxonomy_texts
from pipeline.train.learning import stack

TEXTS = Path(__file__).parents[2] / "shared" / "data"
LABELS = Path(__file__).with_name("hotspot_labels.tsv")
WRITTEN = Path(__file__).with_name("hotspot_texts.tsv")
ANCHOR = 24
"""Characters, without white space, by whose digest a label finds its text: the numbers of turns and
the first characters change as reading is improved."""
START = HotspotCalibration(0.1, 0.0, 0.0)
"""Of a model that has learned nothing."""
FEWEST = 2
"""Documents that have a word of the model."""
FEWEST_CHARACTERS, MOST_CHARACTERS = 5, 0.3
"""Texts that have a character or pair of the model at least, and the part of all that has it at
most."""
CHINESE = re.compile("[一-鿿]+")
DIMENSIONS, LIKENESS = 100, 0.5
"""Of the words' vectors, and the weight of a text's sum of them beside its words. 50 and 200
dimensions did alike."""
Matrix = NDArray[np.float64]
Chosen = NDArray[np.int64]
"""Numbers of texts."""


class Text(NamedTuple):
    """A labelled text: its number among all passages, and what each of its readers said of it.

    `both` are the two subjects that the reader for seconds gave it, if he found two.
    """

    passage: int
    transcript: str
    kind: str
    part: str
    said: tuple[tuple[str, str], ...]
    both: tuple[str, ...]

    def truth(self) -> set[str]:
        """Return all categories that the readers gave."""
        return {name for reader in self.said for name in reader if name}

    def subjects(self) -> set[str]:
        """Return all categories that any reader gave, the one for seconds among them."""
        return self.truth() | set(self.both)

    def has_two(self) -> bool:
        """Return whether two readers say that it has two subjects."""
        return bool(self.both) + sum(bool(second) for _, second in self.said) > 1


class Labelled(NamedTuple):
    """All passages of the documents in order, and the labelled ones among them.

    `spans` has the first passage of each document and the one after its last.
    """

    documents: list[Document]
    spans: dict[str, tuple[int, int]]
    texts: list[Text]


class Data(NamedTuple):
    """Passages and the taxonomy's texts as a model sees them: rows and targets.

    `rows` has a row for each passage, then two for the halves of each text; `places` are the
    passages of the texts; `vectors` has a row for each word.
    """

    passages: Labelled
    rows: csr_matrix
    targets: Matrix
    places: Chosen
    taxonomy_rows: csr_matrix
    taxonomy_targets: Matrix
    vectors: Matrix
    start: Weights


def read_labelled() -> Labelled:
    """Return the passages of all documents with labels, and the written texts."""
    found = Labelled([], {}, [])
    paths = sorted(path for path in TEXTS.rglob("*") if path.is_file() and path.name != "README.md")
    labelled: dict[str, list[dict[str, str]]] = {}
    for row in read_rows(LABELS):
        labelled.setdefault(row["transcript"], []).append(row)
    for transcript, segmentation in read_transcripts(paths):
        read = read_sentences(transcript, segmentation, LANGUAGE.stop)
        passages = read_documents(read, segmentation, *LANGUAGE)
        first = len(found.documents)
        found.documents.extend(passage.document for passage in passages)
        found.spans[transcript.transcript] = first, len(found.documents)
        anchors = {
            anchor: first + number
            for number, passage in reversed(list(enumerate(passages)))
            for anchor in list_anchors(transcript.text[passage.start : passage.end])
        }
        for row in labelled.get(transcript.transcript, []):
            if row["anchor"] in anchors:
                found.texts.append(make_text(row, anchors[row["anchor"]], row["transcript"]))
    for number, row in enumerate(read_rows(WRITTEN)):
        name, place = f"written {number}", len(found.documents)
        question, body = (read_text(row[part], *LANGUAGE) for part in ("question", "text"))
        found.documents.append(Document(body, question))
        found.spans[name] = place, place + 1
        found.texts.append(make_text(row, place, name))
    return found


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def make_text(row: dict[str, str], passage: int, transcript: str) -> Text:
    """Return the labelled text of a row of a table."""
    readers = ((row[name], row[f"{name}_second"]) for name in "ab")
    said = tuple(reader for reader in readers if reader[0])
    both = tuple(row["both"].split())
    return Text(passage, transcript, row["kind"], row["part"], said, both)


def list_anchors(text: str) -> Iterator[str]:
    """Yield the digests of all runs of ANCHOR characters; of a shorter text that of all."""
    squeezed = "".join(text.split())
    for start in range(max(1, len(squeezed) - ANCHOR + 1)):
        yield f"{zlib.crc32(squeezed[start : start + ANCHOR].encode()):08x}"


def make_untaught_model(taxonomy: Taxonomy, words: Vocabulary, characters: Vocabulary) -> Weights:
    """Return a model that has learned nothing: every category is as likely as any other."""
    owners = list(taxonomy.terms())
    categories = [*owners, NONE]
    return Weights(
        categories=categories,
        words=list(words.known),
        rarities=words.rarities,
        characters=list(characters.known),
        character_rarities=characters.rarities,
        owners=owners,
        coefficients=np.zeros(
            (len(categories), len(words.known) + len(characters.known) + len(owners))
        ),
        intercept=np.full(len(categories), 1 / len(categories)),
        calibration=START,
        second=NEVER,
        together=np.zeros((len(categories), len(categories))),
    )


def prepare(taxonomy: Taxonomy, passages: Labelled, parts: Sequence[str]) -> Data:
    """Return the passages as a model sees them whose words are those of documents of some parts."""
    described = list(list_taxonomy_texts(taxonomy, LANGUAGE.tokenizer, LANGUAGE.stop))
    known = {text.transcript for text in passages.texts if text.part in parts}
    seen = [
        number
        for name, (start, end) in passages.spans.items()
        if name in known
        for number in range(start, end)
    ]
    learned = [*(passages.documents[n] for n in seen), *(one.document for one in described)]
    words = weigh_terms([set(one.body.words) for one in learned], FEWEST, 1.0)
    characters = weigh_terms(
        [cut_characters(one.body.text) for one in learned], FEWEST_CHARACTERS, MOST_CHARACTERS
    )
    start = make_untaught_model(taxonomy, words, characters)
    reader = make_reader(start, taxonomy)
    halves = [h for text in passages.texts for h in halve(passages.documents[text.passage].body)]
    rows, taxonomy_rows = (
        stack(reader.read(documents), start.coefficients.shape[1])
        for documents in (
            [*passages.documents, *halves],
            [example.document for example in described],
        )
    )
    return Data(
        passages,
        rows,
        np.array([make_target(text, start.categories) for text in passages.texts]),
        np.array([text.passage for text in passages.texts]),
        taxonomy_rows,
        np.eye(len(start.categories))[[start.categories.index(e.category) for e in described]],
        find_vectors(vstack([rows[seen], taxonomy_rows]).tocsr()[:, : len(start.words)]),
        start,
    )


def weigh_terms(texts: Sequence[set[str]], fewest: int, most: float) -> Vocabulary:
    """Return what so many of the texts have, and no larger part of them, with its rarity."""
    counts = Counter(one for text in texts for one in text)
    known = sorted(one for one, count in counts.items() if fewest <= count <= most * len(texts))
    times = np.array([counts[one] for one in known])
    return Vocabulary(known, np.log((1 + len(texts)) / (1 + times)) + 1)


def cut_characters(text: str) -> set[str]:
    """Return the Chinese characters of a text, and pairs of them that stand side by side."""
    return {
        run[start : start + length]
        for run in CHINESE.findall(text)
        for length in (1, 2)
        for start in range(len(run) - length + 1)
    }


def find_vectors(rows: csr_matrix) -> Matrix:
    """Return a vector of length LIKENESS for each word: near for words of the same texts (LSA)."""
    _, values, terms = randomized_svd(rows, DIMENSIONS, n_iter=7, random_state=0)
    vectors = terms.T * np.sqrt(values)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(LIKENESS * vectors / np.maximum(lengths, 1e-9))


def make_target(text: Text, categories: Sequence[str]) -> Matrix:
    """Return what a text is of: for each category the share of its readers who gave it.

    The reader for seconds agrees with the others on a text with one subject.
    """
    given = [{name for name in reader if name} for reader in text.said]
    given.append(set(text.both) or {first for first, _ in text.said})
    return np.array([sum(name in one for one in given) / len(given) for name in categories])


def surround(data: Data, decisions: Matrix, calibration: HotspotCalibration) -> Matrix:
    """Return what is said around each passage, by decisions for all of them."""
    alone = find_probabilities(decisions, calibration, None)
    silent = find_silent(data.start.categories)
    found = [
        look_around(alone[start:end], silent)
        for start, end in data.passages.spans.values()
        if start < end
    ]
    return np.concatenate(found)


class Said(NamedTuple):
    """What is said of some texts, a row of probabilities and one of decisions per text, and the
    probabilities of the halves of each."""

    chosen: Chosen
    shares: Matrix
    decisions: Matrix
    halves: list[Matrix]


def pick(said: Said, own: list[int]) -> Said:
    """Return what is said of some of the texts."""
    halves = [said.halves[number] for number in own]
    return Said(said.chosen[own], said.shares[own], said.decisions[own], halves)
