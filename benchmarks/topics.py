"""Topics of every corpus at hand against plain baselines.

    python -m benchmarks.topics
    python -m benchmarks.topics --drop
    python -m benchmarks.topics --transcripts 1000 10000

About forty passages of the seed: its figures show what is wrong, not what is best. NMI is of
topics with hotspots (the seed and reports); stability is the mean adjusted Rand index between each
two of ten seeds. The second command leaves out one transcript at a time, and counts how often the
id of a topic stays, and with it half of its ten words, and its name. The third times the job on
generated transcripts.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import combinations
from pathlib import Path
from time import perf_counter

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.cluster import KMeans
from sklearn.decomposition import LatentDirichletAllocation
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from benchmarks.corpus import ROOT, write_corpus
from benchmarks.stages import write_structures
from pipeline.artefacts import read
from pipeline.kept import keeping
from pipeline.language.terms.background import Background, load_background
from pipeline.language.terms.words import load_stop_words
from pipeline.records.segmentation import Segmentation
from pipeline.records.topics import Topic, TopicChoice
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.model import GENERAL, Classifier, load_weights
from pipeline.topics.model import fit_topics
from pipeline.topics.passages import Passages, Reader, read_passages
from pipeline.topics.seeds import choose_topics
from pipeline.topics.stage import find_topics

RAW = ROOT / "raw"
SHARED = ROOT.parent / "shared" / "data"
BATCH = 128
MOST_DROPPED = 12
SEED = 20210126
SEEDS = 10
STOP = load_stop_words()
CLASSIFIER = Classifier(load_weights(GENERAL), load_taxonomy())


def measure_topics(name: str, passages: Passages, sections: list[str] | None) -> None:
    """Print the figures of the topics, and of three other models with as many topics."""
    weighted, _ = passages.weigh_words()
    counts = weighted > 0
    hotspots, sources = passages.get_hotspots(), passages.number(passages.transcripts)
    choice, shares = choose_topics(hotspots, len(passages.headings.names) - 1, None)
    number = choice.number
    chance = np.random.default_rng(SEED)

    def fit_nmf(_: int) -> np.ndarray:
        return np.asarray(fit_topics(weighted, hotspots, sources, shares).passages.argmax(axis=1))

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


def measure_coherence(top: np.ndarray, counts: csr_matrix) -> float:
    """Return the mean normalised pointwise mutual information of the words of each topic.

    Words occur together where one passage has both; two that never do have -1.
    """
    words = np.unique(top)
    places = {word: place for place, word in enumerate(words)}
    has = counts[:, words].astype(np.float64)
    together = np.asarray((has.T @ has).todense()) / counts.shape[0]
    alone = together.diagonal()
    values = []
    for topic in top:
        for one, two in combinations([places[word] for word in topic], 2):
            both = together[one, two]
            if both == 0:
                values.append(-1.0)
            elif both < 1:
                values.append(float(np.log(both / (alone[one] * alone[two])) / -np.log(both)))
    return float(np.mean(values)) if values else 0.0


def read_all(batches: list[tuple[Path, Path]], background: Background) -> Passages:
    """Return the passages of batches."""
    with (
        tempfile.TemporaryDirectory() as folder,
        keeping("topics", Path(folder) / "topics.jsonl") as kept,
    ):
        return read_passages(batches, Reader(background, STOP, CLASSIFIER), kept)


def drop_each(name: str, paths: tuple[Path, Path], background: Background) -> None:
    """Print what stays of the topics when one transcript is left out."""
    lines = [path.read_text(encoding="utf-8").splitlines(keepends=True) for path in paths]

    def find(dropped: int | None) -> dict[str, Topic]:
        kept = [path.with_suffix(".kept") for path in paths]
        for path, every in zip(kept, lines, strict=True):
            path.write_text("".join(x for i, x in enumerate(every) if i != dropped), "utf-8")
        passages = read_all([(kept[0], kept[1])], background)
        topics, _ = find_topics(passages, None, background, STOP)
        return {topic.id: topic for topic in topics}

    whole = find(None)
    step = max(1, -(-len(lines[0]) // MOST_DROPPED))
    found = [find(dropped) for dropped in range(0, len(lines[0]), step)]

    def average(holds: Callable[[Topic, dict[str, Topic]], bool]) -> str:
        return (
            f"{np.mean([holds(topic, other) for topic in whole.values() for other in found]):.3f}"
        )

    print(
        f"{name}: {len(whole)} topics, without one of {len(lines[0])} transcripts "
        f"{[len(other) for other in found]}; ids that stay {average(keeps_id)}, with half of their "
        f"words {average(keeps_words)}, with their name {average(keeps_name)}"
    )


def keeps_id(topic: Topic, others: dict[str, Topic]) -> bool:
    """Return whether a topic of other transcripts has the id of one."""
    return topic.id in others


def keeps_words(topic: Topic, others: dict[str, Topic]) -> bool:
    """Return whether it has half of the words too."""
    if topic.id not in others:
        return False
    words, said = ({term.text for term in one.terms} for one in (topic, others[topic.id]))
    return 2 * len(words & said) >= len(words)


def keeps_name(topic: Topic, others: dict[str, Topic]) -> bool:
    """Return whether it has the name too."""
    return topic.id in others and topic.name == others[topic.id].name


def time_topics(folder: Path, count: int) -> None:
    """Print the seconds and the peak memory of the job on some generated transcripts."""
    raw = folder / f"raw-{count}"
    write_corpus(raw, count, SEED)
    texts = sorted(raw.glob("*.txt"))
    # In a process of its own: a child's peak memory begins with that of its parent.
    with ProcessPoolExecutor(1) as pool:
        made = [
            pool.submit(write_structures, folder / f"{count}-{start}", texts[start : start + BATCH])
            for start in range(0, count, BATCH)
        ]
        batches = [future.result() for future in made]
    command = [sys.executable, "-m", "pipeline", "topics"]
    command += ["--clean", *(str(path) for path, _ in batches)]
    command += ["--segment", *(str(path) for _, path in batches)]
    command += ["--output", str(folder / "topics"), "--choice", str(folder / "choice")]
    start = perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    choice = TopicChoice.model_validate_json((folder / "choice").read_bytes())
    print(
        f"{count} transcripts, {choice.passages} passages, K={choice.number}: "
        f"{perf_counter() - start:.1f} s ({usage.ru_utime + usage.ru_stime:.1f} s of one core), "
        f"{usage.ru_maxrss / 1024:.0f} MB",
        flush=True,
    )


def find_sections(segmentations: list[Segmentation], passages: Passages) -> list[str]:
    """Return the hotspot of each passage."""
    by_start = [{s.start: s.section or "" for s in one.sentences} for one in segmentations]
    places = [passages.place(number) for number in range(len(passages))]
    return [f"{place.line} {by_start[place.line][place.start]}" for place in places]


def main() -> None:
    """Run the stages before on raw/, and on what is beside the checkout, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drop", action="store_true")
    parser.add_argument("--transcripts", type=int, nargs="+", default=[])
    options = parser.parse_args()
    background = load_background()
    with tempfile.TemporaryDirectory() as folder:
        for count in options.transcripts:
            time_topics(Path(folder), count)
        if options.transcripts:
            return
        for name, place in (("raw", RAW), ("mfa", SHARED / "mfa"), ("reports", SHARED / "reports")):
            if not (texts := sorted(place.glob("*.txt"))):
                continue
            paths = write_structures(Path(folder) / name, texts)
            if options.drop:
                if len(texts) > 1:
                    drop_each(name, paths, background)
                continue
            passages = read_all([paths], background)
            found = [s for s in read(paths[1], Segmentation) if isinstance(s, Segmentation)]
            sections = find_sections(found, passages)
            measure_topics(name, passages, sections if len(set(sections)) > len(found) else None)


if __name__ == "__main__":
    main()
