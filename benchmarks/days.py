"""Fits days.toml: what speaks for a day that a page has being that of its text.

    python -m benchmarks.days [FOLDER] [--show] [--write]

Takes the copies of pages of tests/copied_pages, the heads of tests/heads.toml and the web pages of
tests/web_sites.py that rules are made on, and the documents of FOLDER without their names, whose
date publication_labels.tsv tells. Prints of how many, left out in turn, the day is
found; --show which are wrong. --write fits the weights to all and writes them.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp, softmax
from sklearn.feature_extraction import DictVectorizer

from benchmarks.corpus import ROOT
from benchmarks.documents import list_files, load_right
from benchmarks.fitted import MARKS, pack_weights, write_fitted
from benchmarks.labels import find_fold
from pipeline.clean.days import DayWeights, Mention, choose_day, list_lines, list_mentions
from pipeline.clean.formats.readers import read_source
from pipeline.clean.front_matter import find_title
from pipeline.clean.publication import read_removals
from pipeline.clean.stage import CleaningKnowledge, clean_text, load_knowledge
from tests.copied_pages import load_copied_pages
from tests.heads import load_heads
from tests.web_sites import SHUT, SITES

WEIGHTS = DayWeights.find_path()
PENALTY = 0.15
FOLDS = 5
ALIKE = 12
"""Of documents whose folder is one so many count as one: series of one form."""
FEWEST = 4
"""Texts that have a sign that is weighed."""


class Dated(NamedTuple):
    """The days that a text has, and which is its own, empty where it tells none."""

    name: str
    series: str
    mentions: list[Mention]
    day: str


def read_text(data: bytes, suffix: str, knowledge: CleaningKnowledge) -> list[Mention]:
    """Return the days that a file has."""
    reading = read_source(data, suffix)
    assembly, removals = clean_text(reading, frozenset(), knowledge)
    start = assembly.runs[0].source_start
    told = read_removals(removals, start, knowledge.publication).title
    title = find_title(assembly.firsts, reading.about.title or told or "".join(assembly.title))
    lines = list_lines(removals, assembly.firsts, title)
    return list_mentions(lines, DayWeights.load())


def read_all(folder: Path, knowledge: CleaningKnowledge) -> Iterator[Dated]:
    """Yield all that weights are fitted to."""
    for name, page in load_copied_pages().items():
        if page.day:
            yield Dated(name, name, read_text(page.text.encode(), ".txt", knowledge), page.day)
    for head in load_heads("read"):
        mentions = read_text(head.text.encode(), ".txt", knowledge)
        yield Dated(head.text[:20], head.text, mentions, head.date)
    for name in SITES.keys() - SHUT:
        mentions = read_text(SITES[name].page.encode(), ".html", knowledge)
        yield Dated(name, name, mentions, SITES[name].date or "")
    right = load_right()
    for path in list_files(folder):
        if path.stem in right:
            mentions = read_text(path.read_bytes(), path.suffix, knowledge)
            yield Dated(path.stem, str(path.parent), mentions, right[path.stem]["date"])


def fit(texts: Sequence[Dated]) -> dict[str, float]:
    """Return the weight of each sign; texts of a series count as no more than a few."""
    sizes = Counter(text.series for text in texts)
    seen = Counter(s for t in texts for s in frozenset().union(*(m.signs for m in t.mentions)))
    kept = {sign for sign, count in seen.items() if count >= FEWEST and not MARKS & set(sign)}
    rows: list[dict[str, int]] = []
    groups = []
    for text in texts:
        days = [m for m in text.mentions if m.day]
        own = np.array([m.day == text.day for m in days] + [not text.day])
        if own.any():
            place = slice(len(rows), len(rows) + len(own))
            rows += [dict.fromkeys(sorted(m.signs & kept), 1) for m in days] + [{}]
            groups.append((place, own, min(1.0, ALIKE / sizes[text.series])))
    names = DictVectorizer()
    table = names.fit_transform(rows)

    def lose(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores, missed, slope = table @ weights, PENALTY * weights @ weights, np.zeros(len(rows))
        for place, own, share in groups:
            mine = scores[place]
            missed += share * (logsumexp(mine) - logsumexp(mine[own]))
            slope[place] = softmax(mine)
            slope[place][own] -= softmax(mine[own])
            slope[place] *= share
        return float(missed), table.T @ slope + 2 * PENALTY * weights

    found = minimize(lose, np.zeros(len(names.feature_names_)), jac=True, method="L-BFGS-B").x
    return dict(zip(names.feature_names_, map(float, found), strict=True))


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = list(read_all(options.folder, load_knowledge()))
    right = 0
    for fold in range(FOLDS):
        weights = fit([text for text in texts if find_fold(text.series, FOLDS) != fold])
        for text in texts:
            if find_fold(text.series, FOLDS) == fold:
                chosen = choose_day(text.mentions, weights)[0] or ""
                right += chosen == text.day
                if options.show and chosen != text.day:
                    print(f"{text.name}: {chosen!r}, not {text.day!r}")
    print(f"left out in turn: of {len(texts)} texts {right} days right")
    if options.write:
        write_fitted(WEIGHTS, {"sign": pack_weights(fit(texts))})


if __name__ == "__main__":
    main()
