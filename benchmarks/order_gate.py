"""Fits when a text is out of order, and which lines go on in the next (order/weights.toml).

Lines: transcripts cut into pages that stay in order, and the layouts that rules are made on, say
which lines go on. Texts: the same layouts, the real files, the transcripts of tests/styles and the
copies of pages that rules are made on are in order, the cut and shuffled transcripts of
benchmarks/order.py are not. Both by logistic regression; of texts only
those are asked where another order weighs more. Lines joined where they stand, in texts that are
left in their order: of these some are out of order all the same, or lack a part.

    python -m benchmarks.order_gate [FOLDER] [--runs 4] [--seed 1]
"""

import itertools
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from benchmarks.continuation import leave_out
from benchmarks.layouts import DEVELOPED, LICENCE, excerpt
from benchmarks.layouts_found import OPEN
from benchmarks.order import Case, leaves_evidence, make_case, make_parser, read_whole
from benchmarks.order_kinds import build, ended_early, opened_late, read_texts
from pipeline.clean.formats.readers import read_source
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.page_numbers import find_pages
from pipeline.clean.lines.paragraphs import LineReader
from pipeline.clean.order.beside import Pages
from pipeline.clean.order.choice import choose_order
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.order.disorder import find_signs as find_disorder
from pipeline.clean.order.disorder import weigh_disorder
from pipeline.clean.order.evidence import Features
from pipeline.clean.order.line_signs import find_broken_off
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.pieces import find_cuts
from pipeline.clean.order.times import choose_form
from pipeline.clean.order.wraps import (
    REFRAIN,
    find_joined_signs,
    find_open_ended,
    find_signs,
    may_go_on,
    weigh_others,
    weigh_wraps,
)
from pipeline.clean.stage import CleaningKnowledge, find_paragraphs, load_knowledge, read_lines
from pipeline.errors import Rejected
from pipeline.language.stamps import do_rise
from pipeline.limits import MOST_CUTS
from tests.copied_pages import load_copied_pages
from tests.styles import load_styles, write_file

UNTOLD = {"phrases", "phrases_marked", "subtitles", "english", "interpreted"}
"""Layouts that say nothing of whether a line goes on: they leave out the marks between."""


OUT_OF_ORDER = "2021-01-26-工信部解读2020年工业通信业热点"
"""The one of the real files that is."""


class Document(NamedTuple):
    """A text ready to be weighed."""

    name: str
    weigher: Weigher
    shuffled: bool
    goes_on: "dict[int, bool]"
    """Of lines, as far as it is known."""
    apart: frozenset[int] = frozenset()
    """The paragraphs that do not belong to those above them."""


def read_document(
    name: str, reading: Reading, knowledge: CleaningKnowledge, model: Continuation
) -> Document | None:
    """Return a text with what weighs its lines, or None where it seems whole."""
    reader = LineReader(knowledge.structure, knowledge.titles, frozenset())
    lines, breaks, removed, _ = read_lines(reading, knowledge)
    paragraphs = find_paragraphs(reading, lines, breaks, reader)
    cuts = find_cuts(paragraphs)
    if not paragraphs or not (cuts or find_broken_off(paragraphs[-1]) == 1):
        return None
    pages = Pages(paragraphs, find_pages(paragraphs, removed, reading.text).news)
    return Document(name, Weigher(paragraphs, cuts, reader, model, pages), False, {})


def find_documents(
    folder: Path, knowledge: CleaningKnowledge, runs: int, seed: int
) -> Iterator[Document]:
    """Yield the texts: cut and shuffled, cut and in order, in other layouts, real ones."""
    model = load_continuation()
    whole = read_whole(folder, knowledge)
    unseen = {name: leave_out(text, model) for name, text in whole.items()}
    for name, text in whole.items():
        for case in make_cases(f"gate {seed} {name}", text, runs):
            document = read_document("cut", Reading(case.text), knowledge, unseen[name])
            if document:
                known = {} if case.shuffled else find_cut_lines(document.weigher, text, case)
                apart = find_apart(document.weigher, case)
                yield document._replace(shuffled=case.shuffled, goes_on=known, apart=apart)
    for name, text in read_texts(folder, knowledge, shut=False):
        for kind in (opened_late, ended_early):
            shape = kind(text, random.Random(f"gate {seed} {name} {kind.__name__}"))
            source = Reading(build(text, shape)[0] if shape else "")
            own = unseen.get(name) or leave_out(text, model)
            document = read_document(kind.__name__, source, knowledge, own)
            if document:
                yield document._replace(shuffled=True)
    for layout in (*DEVELOPED, *OPEN):
        for run in range(4 * runs):
            rng = random.Random(f"gate {seed} {layout.__name__} {run}")
            name = rng.choice(sorted(whole))
            lines = excerpt(whole[name], rng)
            document = read_document(
                layout.__name__, Reading(layout(lines, rng)), knowledge, unseen[name]
            )
            if document:
                kept = "\n".join([*lines, "".join(LICENCE[:7])])
                known = (
                    {} if layout.__name__ in UNTOLD else find_broken_lines(document.weigher, kept)
                )
                yield document._replace(goes_on=known)
    for name, source in read_written():
        document = read_document(name, source, knowledge, model)
        if document:
            yield document
    for path in sorted(folder.rglob("*.*")):
        try:
            source = read_source(path.read_bytes(), path.suffix)
        except Rejected:
            continue
        document = read_document(path.name, source, knowledge, model)
        if document and path.stem not in whole and "README" not in path.name:
            yield document._replace(shuffled=path.stem == OUT_OF_ORDER)


def read_written() -> Iterator[tuple[str, Reading]]:
    """Yield the names of invented texts in order, and what is read of their files."""
    with TemporaryDirectory() as place:
        for style in load_styles("read"):
            path = write_file(style, Path(place))
            yield style.name, read_source(path.read_bytes(), path.suffix)
    for name, page in load_copied_pages("learned").items():
        yield name, Reading(page.text)


def make_cases(seed: str, text: str, runs: int) -> Iterator[Case]:
    """Yield texts that were cut, half of them shuffled and half in order."""
    wanted = {True: runs, False: runs}
    number = 0
    while any(wanted.values()):
        case = make_case(text, random.Random(f"{seed} {number}"))
        number += 1
        if wanted[case.shuffled]:
            wanted[case.shuffled] -= 1
            yield case


def find_cut_lines(weigher: Weigher, text: str, case: Case) -> dict[int, bool]:
    """Return which lines of a text that was cut go on in the next one, where nothing is missing."""
    known = {}
    for i, paragraph in enumerate(weigher.paragraphs[:-1]):
        place = case.places[paragraph.line.spans[-1][1] - 1]
        after = case.places[weigher.paragraphs[i + 1].line.spans[0][0]]
        at_cut = place + 1 in case.cuts
        goes_on = at_cut and after == place + 1 and leaves_evidence(text, [place + 1])
        if place >= 0 and (goes_on or not at_cut):
            known[i] = goes_on
    return known


def find_apart(weigher: Weigher, case: Case) -> frozenset[int]:
    """Return the paragraphs above which another part of a text stood that was cut."""
    ends = [case.places[paragraph.line.spans[-1][1] - 1] for paragraph in weigher.paragraphs]
    starts = [case.places[paragraph.line.spans[0][0]] for paragraph in weigher.paragraphs]
    return frozenset(k for k in range(1, len(starts)) if starts[k] != ends[k - 1] + 1)


def find_broken_lines(weigher: Weigher, whole: str) -> dict[int, bool]:
    """Return which lines of a layout go on in the next one: those that the text has as one."""
    paragraphs = weigher.paragraphs
    simple = [p.text for p in paragraphs]
    return {i: a[-4:] + b[:4] in whole for i, (a, b) in enumerate(itertools.pairwise(simple))}


def fit(signs: list[Features], right: list[bool]) -> tuple[dict[str, float], NDArray[np.float64]]:
    """Return the weight of each sign, and the log-odds of each example by the others."""
    vectors = DictVectorizer(sparse=False)
    matrix, classes = vectors.fit_transform(signs), np.array(right)
    model = LogisticRegression(fit_intercept=False, max_iter=5000)
    odds = cross_val_predict(model, matrix, classes, cv=5, method="decision_function")
    weights = dict(zip(vectors.feature_names_, model.fit(matrix, classes).coef_[0], strict=True))
    return weights, odds


def fit_wraps(documents: list[Document]) -> None:
    """Print the weights of lines that go on, alone and among the others of their file."""
    signs: list[Features] = []
    homes: list[tuple[int, str, bool | None]] = []
    counts: Counter[tuple[int, bool]] = Counter()
    for number, document in enumerate(documents):
        weigher = document.weigher
        if document.shuffled:
            continue
        openings = Counter(p.text[:REFRAIN] for p in weigher.paragraphs)
        for i in find_open_ended(weigher):
            counts[number, weigher.paragraphs[i].is_display] += 1
            if may_go_on(weigher, i):
                signs.append(find_signs(weigher, i, openings))
                homes.append((number, document.name, document.goes_on.get(i)))
    told = [k for k, (_, _, known) in enumerate(homes) if known is not None]
    right = [bool(homes[k][2]) for k in told]
    alone, odds = fit([signs[k] for k in told], right)
    print_weights("wraps.alone", alone, odds, right)
    likely = [1 / (1 + np.exp(-sum(alone[c] * v for c, v in found.items()))) for found in signs]
    kinds = [(home[0], bool(found["display"])) for home, found in zip(homes, signs, strict=True)]
    totals: Counter[tuple[int, bool]] = Counter()
    for kind, probability in zip(kinds, likely, strict=True):
        totals[kind] += probability
    for found, kind, probability in zip(signs, kinds, likely, strict=True):
        found["others"] = weigh_others(totals[kind] - probability, counts[kind] - 1)
    among, odds = fit([signs[k] for k in told], right)
    print_weights("wraps.among_others", among, odds, right)
    wrong = Counter(homes[k][1] for k, o, r in zip(told, odds, right, strict=True) if (o > 0) != r)
    print("# wrong:", dict(wrong.most_common()), "of", Counter(homes[k][1] for k in told))


def fit_joined(documents: list[Document]) -> None:
    """Print the weights of lines that are joined in texts which are left in their order."""
    signs: list[Features] = []
    right: list[bool] = []
    for document in documents:
        weigher = document.weigher
        if len(weigher.cuts) > MOST_CUTS or is_timed(weigher):
            continue
        known = weigher.weights
        if weigh_disorder(weigher, choose_order(weigher)) < known.disorder.even:
            wraps = weigh_wraps(weigher)
            joined = {i + 1 for i, sure in wraps.items() if sure >= known.wraps.goes_on}
            found = find_joined_signs(weigher, joined)
            signs += found.values()
            right += [k not in document.apart for k in found]
    print_weights("wraps.joined", *fit(signs, right), right)


def print_weights(
    name: str, weights: dict[str, float], odds: NDArray[np.float64], right: list[bool]
) -> None:
    """Print a table as TOML."""
    wrong = sum((o > 0) != r for o, r in zip(odds, right, strict=True))
    print(f"\n[{name}]  # {len(right)} examples, {sum(right)} of them so, {wrong} wrong")
    for code, weight in weights.items():
        print(f"{code} = {weight:.2f}")


def is_timed(weigher: Weigher) -> bool:
    """Return whether rising times prove that a text is in order."""
    return do_rise([stamp.time for stamp in choose_form(weigher.pages.stamps)])


def fit_disorder(documents: list[Document]) -> None:
    """Print the weights of texts out of order, and how the two kinds lie apart."""
    signs: list[Features] = []
    right: list[bool] = []
    names: list[str] = []
    same = Counter[bool]()
    for document in documents:
        weigher = document.weigher
        if len(weigher.cuts) > MOST_CUTS or is_timed(weigher):
            same[document.shuffled] += 1
            continue
        choice = choose_order(weigher)
        if choice.gain <= 0:
            same[document.shuffled] += 1
            continue
        signs.append(find_disorder(weigher, choice))
        right.append(document.shuffled)
        names.append(document.name)
    weights, odds = fit(signs, right)
    print_weights("disorder.signs", weights, odds, right)
    print(f"# no better order: {same[True]} shuffled, {same[False]} in order")
    for bound in (-2, -1, 0, 1, 2, 3, 4):
        above = sum(o > bound and not r for o, r in zip(odds, right, strict=True))
        below = sum(o < bound and r for o, r in zip(odds, right, strict=True))
        print(f"# {bound:+}: {above} in order above, {below} shuffled below")
    top = sorted(
        ((o, n) for o, r, n in zip(odds, right, names, strict=True) if not r), reverse=True
    )
    print("#", ", ".join(f"{name} {o:.1f}" for o, name in top[:8]))


def main() -> None:
    """Print the weights as TOML, to copy by hand."""
    arguments = make_parser(__doc__, runs=4).parse_args()
    documents = list(
        find_documents(arguments.folder, load_knowledge(), arguments.runs, arguments.seed)
    )
    fit_wraps(documents)
    fit_joined(documents)
    fit_disorder(documents)


if __name__ == "__main__":
    main()
