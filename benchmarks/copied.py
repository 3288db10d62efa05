"""How copies of whole pages are read: titles, days, what is left around them, turns, sections.

    python -m benchmarks.copied [PART] [--show]

Reads the pages of a part of tests/copied_pages (learned, kept, shut, sealed) and prints the sums;
--show prints what is wrong of each page of those that rules are made on.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from pipeline.clean.stage import CleaningKnowledge, clean, load_knowledge
from pipeline.language.marks import squeeze
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.transcript import Transcript
from pipeline.segment.stage import segment
from tests.copied_pages import (
    AROUND,
    EITHER,
    HEADING,
    PARTS,
    TITLE,
    TURN,
    CopiedPage,
    load_copied_pages,
)

SHOWN = ("learned",)
ERRORS = ("title", "day", "left", "lost", "moves", "turns missed", "turns made", "sections")
"""What a page without error has none of; a flag may be right."""


def list_turns(page: CopiedPage) -> Counter[str]:
    """Return the lines with which turns begin: below a label on a line of its own the next one."""
    lines = [squeeze(line.text) for line in page.lines if line.mark != AROUND]
    marks = [line.mark for line in page.lines if line.mark != AROUND]
    return Counter(
        below if line.endswith("：") else line
        for (line, below), mark in zip(pairwise([*lines, ""]), marks, strict=True)
        if mark == TURN
    )


def find_lines(text: str, places: Iterable[int]) -> Counter[str]:
    """Return the lines of a text in which these places are."""
    ends = ((text.rfind("\n", 0, at) + 1, text.find("\n", at)) for at in places)
    return Counter(squeeze(text[start : end if end >= 0 else None]) for start, end in ends)


def list_differences(
    page: CopiedPage, found: Transcript, tokenizer: Tokenizer, knowledge: CleaningKnowledge
) -> Iterator[tuple[str, str]]:
    """Yield what of a page is read otherwise than by a person: of which kind, and the words."""
    said = segment(found, knowledge.structure, tokenizer)
    kept = Counter(map(squeeze, found.text.split("\n")))
    titled = squeeze("".join(page.find(TITLE)))
    title = found.title or ""
    if squeeze(title) != titled:
        yield "title", title
    if page.day and found.date != page.day:
        yield "day", str(found.date)
    for line in page.lines:
        words = squeeze(line.text)
        if line.mark == AROUND and kept[words] and words != titled:
            yield "left", line.text
        elif line.mark not in (AROUND, EITHER) and words not in squeeze(found.text):
            yield "lost", line.text
    yield from (("moves", move.message.zh) for move in found.moves)
    yield from (("flags", flag.message.zh) for flag in (*found.flags, *said.flags))
    if wanted := list_turns(page):
        turns = find_lines(found.text, (t.start for t in said.turns if t.kind != "narration"))
        yield from (("turns missed", line) for line in (wanted - turns).elements())
        yield from (("turns made", line) for line in (turns - wanted).elements())
        yield from (("turns found", "") for _ in (wanted & turns).elements())
    heads = find_lines(found.text, (section.heading.start for section in said.sections))
    asked = Counter(map(squeeze, page.find(HEADING)))
    yield from (("sections", line) for line in ((asked - heads) + (heads - asked)).elements())
    yield from (("sections found", "") for _ in (asked & heads).elements())


def read_page(page: CopiedPage, knowledge: CleaningKnowledge) -> Transcript:
    """Return the transcript of a copy whose name tells nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.txt"
        path.write_text(page.text, "utf-8")
        return clean(path, Metadata(), knowledge)


def main() -> None:
    """Read the pages of a part and print what is wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", nargs="?", choices=PARTS, default="learned")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    knowledge, tokenizer = load_knowledge(), Tokenizer(load_terms())
    pages = load_copied_pages(options.part)
    sums: Counter[str] = Counter()
    for name, page in pages.items():
        found = read_page(page, knowledge)
        differences = list(list_differences(page, found, tokenizer, knowledge))
        counts = Counter(kind for kind, _ in differences)
        sums.update(counts)
        sums.update(
            around=len(page.find(AROUND)),
            days=page.day is not None,
            text=len(page.find_text()),
            whole=not any(counts[kind] for kind in ERRORS),
        )
        if options.show and options.part in SHOWN:
            for kind, words in differences:
                if not kind.endswith("found"):
                    print(f"{name}\t{kind}\t{words}")
    turns = 2 * sums["turns found"] + sums["turns missed"] + sums["turns made"]
    sections = 2 * sums["sections found"] + sums["sections"]
    print(
        f"{options.part}: {len(pages)} pages, {sums['whole']} without error; titles right "
        f"{len(pages) - sums['title']}, days {sums['days'] - sums['day']} of {sums['days']}; "
        f"{sums['left']} of {sums['around']} lines left around, {sums['lost']} of {sums['text']} "
        f"of the text lost; {sums['moves']} moves, {sums['flags']} flags; F1 of turns "
        f"{2 * sums['turns found'] / max(1, turns):.3f}, of sections "
        f"{2 * sums['sections found'] / max(1, sections):.3f}"
    )


if __name__ == "__main__":
    main()
