"""Topics of every corpus at hand against plain baselines.

    python -m benchmarks.topics

About forty passages of the seed: its figures show what is wrong, not what is best. NMI is of
topics with hotspots (the seed alone); stability is the mean adjusted Rand index between each two
of ten seeds.
"""

import tempfile
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from time import perf_counter

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from pipeline.clean import stage as clean
from pipeline.records.segmentation import Segmentation
from pipeline.segment import stage as segment
from pipeline.terms.background import load_background
from pipeline.terms.words import load_stop_words
from pipeline.topics.choice import choose_number, measure_coherence
from pipeline.topics.model import fit
from pipeline.topics.passages import Passages, read_passages

RAW = Path(__file__).parents[1] / "raw"
SHARED = RAW.parents[1] / "shared" / "data"
SEED = 20210126
SEEDS = 10
STOP = load_stop_words()


def measure_topics(name: str, passages: Passages, sections: list[str] | None) -> None:
    """Print the figures of the topics, and of three other models with as many topics."""
    counts, _ = passages.count_words()
    choice = choose_number(counts, passages.get_keys(), len(passages.headings) - 1, None, SEED)
    number = choice.number
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    chance = np.random.default_rng(SEED)

    def fit_nmf(seed: int) -> np.ndarray:
        return np.asarray(fit(counts, number, seed).passages.argmax(axis=1))

    def fit_kmeans(seed: int) -> np.ndarray:
        return np.asarray(KMeans(number, random_state=seed, n_init=1).fit_predict(weighted))

    def fit_lda(seed: int) -> np.ndarray:
        model = LatentDirichletAllocation(number, random_state=seed, max_iter=5)
        return np.asarray(model.fit_transform(counts).argmax(axis=1))

    def draw(_: int) -> np.ndarray:
        return np.asarray(chance.integers(0, number, counts.shape[0]))

    print(f"topics of {name}: {counts.shape[0]} passages, K={number} ({choice.reason})")
    models: dict[str, Callable[[int], np.ndarray]] = {
        "NMF, as in topics": fit_nmf,
        "KMeans": fit_kmeans,
        "LDA": fit_lda,
        "random": draw,
    }
    for title, model in models.items():
        start = perf_counter()
        found = [model(SEED + run) for run in range(SEEDS)]
        seconds = (perf_counter() - start) / SEEDS
        top = find_top(found[0], weighted)
        stability = np.mean([adjusted_rand_score(a, b) for a, b in combinations(found, 2)])
        nmi = f"NMI {normalized_mutual_info_score(sections, found[0]):.2f}, " if sections else ""
        print(
            f"  {title}: {nmi}NPMI {measure_coherence(top, counts):.3f}, "
            f"diversity {len(np.unique(top)) / top.size:.2f}, "
            f"stability {stability:.2f}, {seconds:.2f} s"
        )


def find_top(main: np.ndarray, weighted: csr_matrix) -> np.ndarray:
    """Return the ten words with the most weight in the passages of each topic.

    All models are measured by their passages, so that none gains by how it weighs words.
    """
    return np.array(
        [
            np.argsort(-np.asarray(weighted[main == topic].mean(axis=0)).ravel())[:10]
            for topic in np.unique(main)
        ]
    )


def read_corpus(folder: Path, texts: list[Path]) -> tuple[Path, Path]:
    """Run clean and segment on some texts, and return their artefacts."""
    folder.mkdir()
    paths = folder / "clean.jsonl", folder / "segment.jsonl"
    clean.main([*map(str, texts), "--output", str(paths[0])])
    segment.main(["--transcripts", str(paths[0]), "--output", str(paths[1])])
    return paths


def main() -> None:
    """Run the stages before on raw/, and on what is beside the checkout, and measure."""
    background = load_background()
    with tempfile.TemporaryDirectory() as folder:
        paths = read_corpus(Path(folder) / "raw", sorted(RAW.glob("*.txt")))
        segmentation = Segmentation.model_validate_json(paths[1].read_bytes())
        passages = read_passages([paths], background, STOP)
        places = [passages.place(number) for number in range(len(passages))]
        by_start = {s.start: s.section or "" for s in segmentation.sentences}
        measure_topics("raw", passages, [by_start[place.start] for place in places])
        for name in ("mfa", "reports"):
            if texts := sorted((SHARED / name).glob("*.txt")):
                paths = read_corpus(Path(folder) / name, texts)
                measure_topics(name, read_passages([paths], background, STOP), None)


if __name__ == "__main__":
    main()
