"""Topics of the seed transcript against plain baselines.

    python -m benchmarks.topics

About forty passages: the figures show what is wrong, not what is best.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from sklearn.cluster import KMeans
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import normalized_mutual_info_score

from pipeline.clean import stage as clean
from pipeline.records import Segmentation
from pipeline.segment import stage as segment
from pipeline.terms.words import load_stop_words
from pipeline.topics.model import choose_number, fit
from pipeline.topics.passages import Passages, read_passages

RAW = Path(__file__).parents[1] / "raw"
SEED = 20210126
STOP = load_stop_words()


def measure_topics(passages: Passages, sections: list[str]) -> None:
    """Print how much the topics tell of the hotspots, with two other models beside."""
    counts, _ = passages.count_words()
    number = choose_number(len(passages), len(passages.headings))
    weighted = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    models: dict[str, Callable[[], np.ndarray]] = {
        "NMF, as in topics": lambda: fit(counts, number, SEED).passages.argmax(axis=1),
        "KMeans": lambda: KMeans(number, random_state=SEED, n_init=10).fit_predict(weighted),
        "LDA": lambda: (
            LatentDirichletAllocation(number, random_state=SEED).fit_transform(counts).argmax(1)
        ),
    }
    for name, model in models.items():
        start = perf_counter()
        score = normalized_mutual_info_score(sections, model())
        print(f"topics: {name}, K={number}: NMI {score:.2f}, {perf_counter() - start:.2f} s")


def main() -> None:
    """Run the stages before on raw/ and measure."""
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "clean.jsonl", Path(folder) / "segment.jsonl"
        clean.main([*map(str, sorted(RAW.glob("*.txt"))), "--output", str(paths[0])])
        segment.main(["--transcripts", str(paths[0]), "--output", str(paths[1])])
        segmentation = Segmentation.model_validate_json(paths[1].read_bytes())
        passages = read_passages([paths], STOP)
    places = [passages.place(number) for number in range(len(passages))]
    by_start = {s.start: s.section or "" for s in segmentation.sentences}
    measure_topics(passages, [by_start[place.start] for place in places])


if __name__ == "__main__":
    main()
