"""How often `clean` moves or doubts a document that is in order.

Takes excerpts of whole transcripts, writes each as many kinds of files have it (layouts.py), and
counts the documents in which anything is moved, is in doubt, or is flagged more than five times,
by layout. Real documents beside the checkout, or those of FOLDER, are counted as they are. The
other side, texts that are out of order, is that of benchmarks/order.py.

    python -m benchmarks.in_order [FOLDER] [--runs 6] [--seed 1] [--layouts kept] [--show]

Rules and weights are made on the layouts "developed" and "open"; "kept" and "shut" judge.
"""

import argparse
import random
from collections import Counter
from pathlib import Path

from benchmarks.continuation import leave_out
from benchmarks.layouts import DEVELOPED, KEPT, excerpt
from benchmarks.layouts_found import OPEN, SHUT
from benchmarks.order import find_folder, read_whole
from pipeline.clean.assemble import Assembly
from pipeline.clean.formats.readers import read_source
from pipeline.clean.order.continuation import Continuation, load_continuation
from pipeline.clean.stage import CleaningKnowledge, clean, clean_text, load_knowledge
from pipeline.errors import Rejected
from pipeline.metadata import Metadata
from pipeline.records.base import Flag

DOUBTS = {"order_uncertain", "start_uncertain", "sentence_cut", "text_missing", "page_missing"}
"""The flags that say that the order, or that the text is whole, is in doubt."""
LAYOUTS = {"developed": DEVELOPED, "kept": KEPT, "open": OPEN, "shut": SHUT}
FEW_FLAGS = 5
FIGURES = ("moved", "doubted", "flagged", "joined")


def describe(moves: int, flags: tuple[Flag, ...]) -> list[str]:
    """Return which figures a document counts in."""
    codes = Counter(flag.code for flag in flags)
    found = {
        "moved": moves > 0,
        "doubted": bool(DOUBTS & codes.keys()),
        "flagged": len(flags) > FEW_FLAGS,
        "joined": "text_joined" in codes,
    }
    return [figure for figure in FIGURES if found[figure]]


def read_file(text: str, knowledge: CleaningKnowledge, model: Continuation) -> Assembly:
    """Clean a text as it is read from a file, with a model of our own."""
    reading = read_source(text.encode(), ".txt")
    return clean_text(reading, frozenset(), knowledge, lambda: model)[0]


def print_figures(name: str, count: int, tally: Counter[str]) -> None:
    """Print one row."""
    shares = ", ".join(f"{figure} {tally[figure] / count:.1%}" for figure in FIGURES)
    print(f"{name:>20}: {count:4} documents, {shares}")


def count_real(folder: Path, knowledge: CleaningKnowledge) -> None:
    """Print the figures of the files of a folder, and the names of those that are moved."""
    tally: Counter[str] = Counter()
    count = 0
    for path in sorted(folder.rglob("*.*")):
        try:
            found = clean(path, Metadata(), knowledge)
        except (Rejected, OSError):
            continue
        figures = describe(len(found.moves), found.flags)
        if "moved" in figures or "doubted" in figures:
            print(f"# {path.name}: {', '.join(figures)}")
        tally.update(figures)
        count += 1
    if count:
        print_figures("real", count, tally)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=find_folder())
    parser.add_argument("--runs", type=int, default=6, help="documents of each layout")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layouts", choices=LAYOUTS, default="developed")
    parser.add_argument("--show", action="store_true", help="print documents that are moved")
    arguments = parser.parse_args()
    knowledge, model = load_knowledge(), load_continuation()
    count_real(arguments.folder, knowledge)
    whole = read_whole(arguments.folder, knowledge)
    total: Counter[str] = Counter()
    layouts = LAYOUTS[arguments.layouts]
    for layout in layouts:
        tally: Counter[str] = Counter()
        for run in range(arguments.runs):
            rng = random.Random(f"{arguments.seed} {layout.__name__} {run}")
            text = whole[rng.choice(sorted(whole))]
            document = layout(excerpt(text, rng), rng)
            result = read_file(document, knowledge, leave_out(text, model))
            figures = describe(len(result.moves), tuple(result.flags))
            tally.update(figures)
            if arguments.show and {"moved", "doubted"} & {*figures}:
                for flag in result.flags:
                    if flag.code in DOUBTS:
                        at = result.text[max(0, flag.start - 12) : flag.start + 12]
                        print(f"    {run} {flag.code} {at!r}")
                for move in result.moves:
                    moved = result.text[move.start : move.end]
                    print(f"    {run} {moved[:30]!r} … {moved[-20:]!r} {move.confidence}")
        total += tally
        print_figures(layout.__name__, arguments.runs, tally)
    print_figures("all layouts", arguments.runs * len(layouts), total)


if __name__ == "__main__":
    main()
