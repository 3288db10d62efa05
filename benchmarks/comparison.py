"""How well sentences of two texts are aligned: texts that are changed by a script, truth known.

Every other text of `../shared/data` chose the constants of `pipeline/compare/alignment.py`; the
others were shut. Of the sentences of each text a tenth is dropped, a tenth is new (from another
text), a twentieth is moved, and a third is changed: numbers, words left out, words put in.
"""

import argparse
import random
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.compare import alignment

DATA = Path(__file__).parents[2] / "shared" / "data"
SENTENCE = re.compile(r"[^。！？\n]{4,}[。！？]?")
FEWEST = 20


class Case(NamedTuple):
    """Two texts as sentences, and which are the same."""

    before: list[str]
    after: list[str]
    links: set[tuple[int, int]]


def read_texts() -> list[list[str]]:
    """Return the sentences of each text."""
    texts = (path.read_text("utf-8", "ignore") for path in sorted(DATA.rglob("*.txt")))
    found = ([m[0].strip() for m in SENTENCE.finditer(text)] for text in texts)
    return [sentences for sentences in found if len(sentences) >= FEWEST]


def change(sentence: str, chance: random.Random) -> str:
    """Return a sentence with other numbers, some characters left out, and others put in."""
    sentence = re.sub(r"\d+", lambda found: str(int(found[0]) + chance.randint(1, 9)), sentence)
    at = chance.randrange(len(sentence))
    size = max(1, len(sentence) // 6)
    return sentence[:at] + chance.choice(("", "进一步", "全面深入")) + sentence[at + size :]


def make_case(sentences: Sequence[str], others: Sequence[str], chance: random.Random) -> Case:
    """Return a text beside what a script has made of it."""
    rows: list[tuple[int | None, str]] = []
    moved: list[tuple[int | None, str]] = []
    for number, sentence in enumerate(sentences):
        drawn = chance.random()
        if drawn < 0.1:
            continue
        text = change(sentence, chance) if drawn < 0.43 else sentence
        (moved if chance.random() < 0.05 else rows).append((number, text))
        if chance.random() < 0.1:
            rows.append((None, chance.choice(others)))
    for row in moved:
        rows.insert(chance.randrange(len(rows) + 1), row)
    links = {(number, place) for place, (number, _) in enumerate(rows) if number is not None}
    return Case(list(sentences), [text for _, text in rows], links)


def make_cases(texts: Sequence[Sequence[str]]) -> Iterator[Case]:
    """Yield a case for each text."""
    chance = random.Random(7)
    for number, sentences in enumerate(texts):
        yield make_case(sentences, texts[number - 1], chance)


def score(cases: Sequence[Case]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the links of all cases."""
    right = found = wanted = 0
    for case in cases:
        links = {link[:2] for link in alignment.align(case.before, case.after)}
        right += len(links & case.links)
        found += len(links)
        wanted += len(case.links)
    precision, recall = right / max(1, found), right / max(1, wanted)
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--choose", action="store_true", help="try constants on the open half")
    options = parser.parse_args()
    texts = read_texts()
    open_cases, shut = list(make_cases(texts[::2])), list(make_cases(texts[1::2]))
    if options.choose:
        for alike in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
            for moved in (0.5, 0.6, 0.7):
                alignment.LEAST_ALIKE, alignment.LEAST_ALIKE_MOVED = alike, moved
                figures = " ".join(f"{figure:.4f}" for figure in score(open_cases))
                print(f"alike {alike} moved {moved}: {figures}")
        return
    for name, cases in (("open", open_cases), ("shut", shut)):
        begun = time.perf_counter()
        precision, recall, f1 = score(cases)
        seconds = time.perf_counter() - begun
        size = sum(len(text) for case in cases for text in (*case.before, *case.after))
        print(
            f"{name}: {len(cases)} texts, precision {precision:.4f}, recall {recall:.4f}, "
            f"F1 {f1:.4f}, {size / seconds:,.0f} characters a second"
        )


if __name__ == "__main__":
    main()
