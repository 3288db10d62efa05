"""Fits bare_headings.toml: which short lines without a number are headings.

    python -m benchmarks.bare_headings [PART] [--show] [--write]

Reads copies of pages and texts (tests/copied_pages), transcripts (tests/styles), and documents of
../shared/data: those whose headings the file itself marks, as if it did not, and briefings, which
have none, also with each sentence on a line of its own, and with lines broken within sentences.
Prints how many headings are found of those that are there, how many other lines are taken for one,
and of how many texts all is right, by kind of text: of those left out in turn that the weights are
fitted to, and of a PART of tests/copied_pages (kept, shut) that they are not; --show prints what is
wrong of the former. --write fits the weights and writes them: those of now tell which lines are
read, so a second run moves them a little.
"""

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from sklearn.linear_model import LogisticRegression

from benchmarks.fitted import list_weights, write_fitted
from benchmarks.labels import find_fold
from benchmarks.order_kinds import find_inside
from benchmarks.speakers import KNOWLEDGE, ROOT
from benchmarks.surroundings import regress
from pipeline.clean.formats.readers import FORMATS
from pipeline.clean.lines import paragraphs
from pipeline.clean.stage import clean
from pipeline.language.marks import squeeze
from pipeline.language.structure.bare_headings import (
    HeadingWeights,
    find_bare_headings,
    list_heading_signs,
    relate_lines,
    weigh_lines,
)
from pipeline.language.structure.own_lines import ReadLine
from pipeline.metadata import Metadata
from pipeline.segment.sentences import find_sentences
from tests.copied_pages import HEADING, load_copied_pages
from tests.styles import load_styles, write_file

WEIGHTS = HeadingWeights.find_path()
BRIEFINGS = "mfa"
"""What names of briefings have in them."""
COUNTS = {
    "copy": 1.0,
    "headed": 4.0,
    "style": 12.0,
    "marked": 0.2,
    "briefing": 0.3,
    "parted": 0.15,
    "broken": 0.15,
}
"""How much a text of a kind counts: many are alike."""
AT_EDGES = "【】●○◆■—"
"""Marks at the edges of a heading, which the title of its section has not."""
BREAKS = 6
"""Places at which a briefing is broken within sentences."""
LONGEST_WORDS = 12
"""Characters of the words that stand there on a line of their own."""
DECIMALS = 2
FOLDS = 5
STRENGTH = 1.0
"""Inverse of the penalty on large weights."""


class Text(NamedTuple):
    """The lines of a text, and which of them are headings without a number."""

    kind: str
    name: str
    lines: list[ReadLine]
    headings: frozenset[int]


def read_text(kind: str, path: Path, name: str, headings: Collection[str] | None = None) -> Text:
    """Return a text as it is when its headings are looked for: those given, or that it marks."""
    seen: list[list[ReadLine]] = []

    def look(lines: Sequence[ReadLine], weights: HeadingWeights) -> list[int]:
        seen.append([*lines])
        return find_bare_headings(lines, weights)

    with patch.object(paragraphs, "find_bare_headings", look):
        found = clean(path, Metadata(), KNOWLEDGE)
    if headings is None:
        headings = [found.text[b.start : b.end] for b in found.blocks if b.marked]
    wanted = {squeeze(heading).strip(AT_EDGES) for heading in headings}
    lines = seen[-1] if seen else []
    heads = {k for k, line in enumerate(lines) if squeeze(line.text).strip(AT_EDGES) in wanted}
    return Text(kind, name, lines, frozenset(k for k in heads if lines[k].kind != "heading"))


def read_copies(part: str) -> Iterator[Text]:
    """Yield the copies of pages and of texts of a part."""
    with tempfile.TemporaryDirectory() as folder:
        for kind, file in (("copy", part), ("headed", f"headings_{part}")):
            for name, page in load_copied_pages(file).items():
                path = Path(folder, "copy.txt")
                path.write_text(page.text, encoding="utf-8")
                yield read_text(kind, path, name, page.find(HEADING))


def read_others(folder: Path) -> Iterator[Text]:
    """Yield transcripts of all styles, and documents of a folder whose headings are known."""
    with tempfile.TemporaryDirectory() as styles:
        for style in load_styles("read"):
            yield read_text("style", write_file(style, Path(styles)), style.name, style.sections)
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in FORMATS or not path.is_file():
            continue
        text = read_text("marked", path, path.name)
        if text.headings:
            yield text
        elif BRIEFINGS in path.name:
            yield text._replace(kind="briefing")
            yield read_parted(path)
            yield read_broken(path)


def read_parted(path: Path) -> Text:
    """Return a briefing as it is where each of its sentences stands on a line of its own."""
    lines = path.read_text(encoding="utf-8").splitlines()
    sentences = [line[start:end] for line in lines for start, end in find_sentences(line)]
    return read_without("parted", path, "\n".join(sentences))


def read_broken(path: Path) -> Text:
    """Return a briefing as it is where words within sentences stand on lines of their own."""
    text = path.read_text(encoding="utf-8")
    rng = random.Random(path.name)
    inside = find_inside(text)
    places = rng.sample(range(len(inside) - LONGEST_WORDS), BREAKS)
    parted = (rng.randint(1, LONGEST_WORDS) for _ in places)
    cuts = sorted(
        {inside[k] for at, size in zip(places, parted, strict=True) for k in (at, at + size)}
    )
    return read_without("broken", path, "\n".join(text[a:b] for a, b in pairwise([0, *cuts, None])))


def read_without(kind: str, path: Path, text: str) -> Text:
    """Return a briefing, written anew, in which no line is a heading."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, path.name)
        written.write_text(text, encoding="utf-8")
        return read_text(kind, written, path.name, [])


def fit(texts: Sequence[Text], weights: HeadingWeights) -> HeadingWeights:
    """Return the weights of lines by themselves, and then of lines among likely headings."""
    alone = [list_heading_signs(text.lines, weights) for text in texts]
    first = regress_lines(texts, alone)
    among = [
        relate_lines(text.lines, own, weigh_lines(own, first))
        for text, own in zip(texts, alone, strict=True)
    ]
    return weights.model_copy(update={"alone": first, "among": regress_lines(texts, among)})


def regress_lines(
    texts: Sequence[Text], signs: Sequence[Mapping[int, set[str]]]
) -> dict[str, float]:
    """Return what signs of lines of texts weigh."""
    lines = [(text, k, own[k]) for text, own in zip(texts, signs, strict=True) for k in own]
    return regress(
        LogisticRegression(C=STRENGTH, max_iter=3000),
        [own for _, _, own in lines],
        [k in text.headings for text, k, _ in lines],
        [COUNTS[text.kind] for text, _, _ in lines],
    )


def leave_out(texts: Sequence[Text], weights: HeadingWeights) -> Iterator[tuple[Text, list[int]]]:
    """Yield texts with the headings that weights find which were fitted to others."""
    folds = [find_fold(text.name, FOLDS) for text in texts]
    for fold in range(FOLDS):
        apart = [text for text, at in zip(texts, folds, strict=True) if at == fold]
        fitted = fit([text for text, at in zip(texts, folds, strict=True) if at != fold], weights)
        yield from ((text, find_bare_headings(text.lines, fitted)) for text in apart)


def measure(found: Iterable[tuple[Text, list[int]]], *, show: bool = False) -> None:
    """Print what is found in texts of each kind."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, made in found:
        right = text.headings & {*made}
        sums[text.kind] += Counter(
            texts=1, whole=text.headings == {*made}, headings=len(text.headings),
            right=len(right), made=len(made),
        )  # fmt: skip
        for k in sorted(text.headings ^ {*made}) if show else ():
            below = "".join(line.text for line in text.lines[k + 1 : k + 2])[:30]
            wrong = "missed" if k in text.headings else "made"
            print(f"{text.name}: {wrong} {text.lines[k].text} | {below}")
    for kind, n in sums.items():
        print(
            f"{kind}: {n['right']} of {n['headings']} headings found, {n['made'] - n['right']} "
            f"other lines taken for one; {n['whole']} of {n['texts']} texts right"
        )


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", choices=("kept", "shut"))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    weights = HeadingWeights.load()
    if options.part is None:
        texts = [*read_copies("learned"), *read_others(ROOT.parent / "shared" / "data")]
        measure(leave_out(texts, weights), show=options.show)
        if options.write:
            fitted = fit(texts, weights)
            tables = {"alone": fitted.alone, "among": fitted.among}
            lines = {name: list_weights(table, DECIMALS) for name, table in tables.items()}
            write_fitted(WEIGHTS, lines)
    else:
        copies = read_copies(options.part)
        measure((text, find_bare_headings(text.lines, weights)) for text in copies)


if __name__ == "__main__":
    main()
