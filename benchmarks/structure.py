"""How well `segment` finds who says what, held against a plain rule, and what it flags.

    python -m benchmarks.structure [FOLDER]

The plain rule reads the transcripts of mfa/ line by line: a line that begins with few words, 记者
among them, and a colon is a question; one that begins with the spokesperson of the title and a
colon is an answer; all other lines go on, and those before the first are no turn. Every turn
where the two differ is printed. Then the flags on all texts are counted.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.segment.stage import segment

ROOT = Path(__file__).parents[1]
SPOKESPERSON = re.compile(r"发言人(.{2,3})主持")
LABEL = re.compile(r"^(?P<words>[^：:，。？]{1,24})[：:]")


def read_plainly(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield kind and speaker of each turn by the plain rule; who speaks by medium or name."""
    found = SPOKESPERSON.search(text)
    spokesperson = found[1] if found else ""
    asker: str | None = None
    for line in text.split("\n"):
        label = LABEL.match(line)
        words = label["words"].strip() if label else ""
        if words == spokesperson:
            yield "answer", spokesperson
        elif "记者" in words or "追问" in words or re.fullmatch("《.+》", words):
            medium = re.sub("[《》]|^会后|有(?=记者)|追问", "", words).partition("记者")[0]
            if "追问" not in words or medium:
                asker = medium or None
            yield "question", asker


def name(segmentation: Segmentation, speaker: str | None) -> str | None:
    """Return a speaker as the plain rule names it."""
    person = next((p for p in segmentation.speakers if p.name == speaker), None)
    if person is None or person.role != "reporter":
        return speaker
    return person.organisation.partition("、")[0] if person.organisation else None


def compare(transcript: Transcript, found: Segmentation) -> tuple[int, list[str]]:
    """Return how many turns the two readings have in common, and where they differ."""
    plain = list(read_plainly(transcript.text))
    ours = [(t.kind, name(found, t.speaker)) for t in found.turns if t.kind != "narration"]
    differing = [
        f"{transcript.transcript}: turn {k + 1}: plain {a}, segment {b}"
        for k, (a, b) in enumerate(zip(plain, ours, strict=False))
        if a != b
    ]
    if len(plain) != len(ours):
        differing.append(f"{transcript.transcript}: plain {len(plain)} turns, segment {len(ours)}")
    return sum(a == b for a, b in zip(plain, ours, strict=False)), differing


def count_misplaced(found: Segmentation) -> int:
    """Return how many answers are not of the question right before them."""
    asked: list[str] = []
    misplaced = 0
    for before, turn in zip((None, *found.turns), found.turns, strict=False):
        if turn.kind == "question":
            asked = [*(asked if before and before.kind == "question" else []), turn.id]
        misplaced += turn.kind == "answer" and turn.answers != tuple(asked)
    return misplaced


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT.parent / "shared" / "data")
    folder = parser.parse_args().folder
    knowledge, tokenizer = load_knowledge(), Tokenizer(load_terms())
    flags: Counter[str] = Counter()
    agreed = turns = misplaced = moved = 0
    for path in sorted(folder.rglob("*.txt")):
        transcript = clean(path, Metadata(), knowledge)
        found = segment(transcript, knowledge.structure, tokenizer)
        flags.update(flag.code for flag in (*transcript.flags, *found.flags))
        moved += bool(transcript.moves)
        if path.parent.name == "mfa":
            same, differing = compare(transcript, found)
            agreed, turns = agreed + same, turns + len(found.turns)
            misplaced += count_misplaced(found)
            print(*differing, sep="\n", end="\n" if differing else "")
    print(f"mfa: {turns} turns, {agreed} as the plain rule has them, {misplaced} answers misplaced")
    print(f"texts with a move: {moved}; flags:")
    for code, count in sorted(flags.items()):
        print(f"  {count:5} {code}")


if __name__ == "__main__":
    main()
