"""Key phrases of ten transcripts against TF-IDF and TextRank, by what a reader would pick.

    python -m benchmarks.phrases
    python -m benchmarks.phrases --unlabelled

`phrase_labels.tsv` says of each phrase, known by its digest, whether it is a whole term that says
what the transcript is about. One reader judged one sorted list per transcript, having seen the
stage's phrases before, so that the judgement is not blind. All methods have the same words and
stop words; a phrase that nobody judged counts as wrong. The second command lists those.
"""

import argparse
import csv
import tempfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix

from benchmarks.labels import digest
from benchmarks.stages import write_structures
from benchmarks.topics import RAW, SHARED
from pipeline.artefacts import read
from pipeline.language.terms.background import load_background
from pipeline.language.terms.words import fold_words, keep_words, load_stop_words, read_tokens
from pipeline.phrases.stage import extract_phrases
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

LABELS = Path(__file__).with_name("phrase_labels.tsv")
TEXTS = (
    *((RAW, name) for name in ("2021-01-26-工信部解读2020年工业通信业热点",)),
    *(
        (SHARED / "mfa", f"{day}-mfa-1")
        for day in ("2021-01-29", "2021-03-19", "2021-06-29", "2022-02-21", "2022-04-22")
    ),
    *(
        (SHARED / "reports", name)
        for name in (
            "2026-02-05-江西省",
            "2026-02-05-湖北省",
            "2026-02-09-上海市",
            "2026-02-25-四川省",
        )
    ),
)
TOP = 10
WINDOW = 5
DAMPING = 0.85
BACKGROUND = load_background()
STOP = load_stop_words()


def find_ours(transcript: Transcript, segmentation: Segmentation) -> list[str]:
    """Return the key phrases of the stage."""
    found = extract_phrases(transcript, segmentation)
    return [phrase.text for phrase in found.phrases][:TOP]


def find_by_tf_idf(transcript: Transcript, segmentation: Segmentation) -> list[str]:
    """Return the words with the largest frequency times rarity in general text."""
    sentences = read_sentences(transcript, segmentation)
    words = [word for tokens in sentences for word in keep_words(tokens, STOP)]
    weights = {word: words.count(word) * BACKGROUND.rarity(word) for word in set(words)}
    return sorted(weights, key=lambda word: (-weights[word], word))[:TOP]


def find_by_text_rank(transcript: Transcript, segmentation: Segmentation) -> list[str]:
    """Return the sequences of the words that walks over their neighbours reach most often.

    TextRank (Mihalcea and Tarau 2004): nouns and adjectives within a window are linked; of the
    third of them with the highest rank those that stand side by side are one phrase.
    """
    sentences = list(read_sentences(transcript, segmentation))
    words = sorted(
        {w for tokens in sentences for w in keep_words(tokens, STOP) if BACKGROUND.is_part(w)}
    )
    places = {word: place for place, word in enumerate(words)}
    pairs = [
        (places[one], places[two])
        for tokens in sentences
        for start, one in enumerate(tokens)
        for two in tokens[start + 1 : start + WINDOW]
        if one != two and one in places and two in places
    ]
    ends = np.array(pairs + [(two, one) for one, two in pairs], dtype=np.int64).T
    links = coo_matrix((np.ones(ends.shape[1]), (ends[0], ends[1])), (len(words),) * 2).tocsc()
    links = links.multiply(1 / np.maximum(links.sum(axis=0), 1)).tocsr()
    ranks = np.full(len(words), 1 / len(words))
    for _ in range(50):
        ranks = (1 - DAMPING) / len(words) + DAMPING * (links @ ranks)
    best = {words[i]: float(ranks[i]) for i in np.argsort(-ranks)[: len(words) // 3]}
    weights: dict[str, float] = {}
    for tokens in sentences:
        for chosen, run in groupby(tokens, key=best.__contains__):
            if chosen:
                phrase = list(run)
                weights["".join(phrase)] = sum(best[word] for word in phrase)
    return sorted(weights, key=lambda phrase: (-weights[phrase], phrase))[:TOP]


METHODS: dict[str, Callable[[Transcript, Segmentation], list[str]]] = {
    "C-value, as in phrases": find_ours,
    "TF-IDF": find_by_tf_idf,
    "TextRank": find_by_text_rank,
}


def read_sentences(transcript: Transcript, segmentation: Segmentation) -> Iterator[list[str]]:
    """Yield the words of each sentence, folded."""
    folded = fold_words(transcript.text)
    for sentence in segmentation.sentences:
        yield read_tokens(folded, sentence)


def read_labels() -> dict[tuple[str, str], bool]:
    """Return for each transcript and digest of a phrase whether a reader would pick it."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t")
        return {(transcript, phrase): label == "yes" for transcript, phrase, label in rows}


def main() -> None:
    """Run the stages before on the texts that are there, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unlabelled", action="store_true")
    options = parser.parse_args()
    labels = read_labels()
    paths = [path for folder, name in TEXTS if (path := folder / f"{name}.txt").exists()]
    right: dict[str, list[int]] = {method: [] for method in METHODS}
    with tempfile.TemporaryDirectory() as folder:
        artefacts = write_structures(Path(folder) / "texts", paths)
        records = zip(read(artefacts[0], Transcript), read(artefacts[1], Segmentation), strict=True)
        for transcript, segmentation in records:
            if isinstance(transcript, Problem) or isinstance(segmentation, Problem):
                continue
            name = transcript.transcript
            found = {
                m: [p.upper() for p in find(transcript, segmentation)]
                for m, find in METHODS.items()
            }
            if options.unlabelled:
                every = {phrase for phrases in found.values() for phrase in phrases}
                unknown = (p for p in every if (name, digest(name, p)) not in labels)
                for phrase in sorted(unknown):
                    print(name, phrase, sep="\t")
                continue
            for method, phrases in found.items():
                picked = (labels.get((name, digest(name, phrase)), False) for phrase in phrases)
                right[method].append(sum(picked))
    if not options.unlabelled:
        print(f"{len(paths)} transcripts, precision of the first {TOP} by reading")
        for method, counts in right.items():
            print(f"  {method}: {sum(counts) / TOP / len(counts):.2f}", counts)


if __name__ == "__main__":
    main()
