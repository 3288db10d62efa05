"""How well `segment` finds who says what, held against a plain rule; what it flags; its speed.

    python -m benchmarks.structure [FOLDER]

The plain rule reads the transcripts of mfa/ line by line: a line that begins with few words, 记者
among them, and a colon is a question; one that begins with the spokesperson of the title and a
colon is an answer; all other lines go on, and those before the first are no turn. Every turn
where the two differ is printed. Then the flags on all texts are counted, and segment is timed on
texts made to slow it down: twice the text should take twice the time.
"""

import argparse
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from pipeline.clean.stage import CleaningKnowledge, clean, load_knowledge
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.segment.stage import segment

ROOT = Path(__file__).parents[1]
SPOKESPERSON = re.compile(r"发言人(.{2,3})主持")
LABEL = re.compile(r"^(?P<words>[^：:，。？]{1,24})[：:]")
SIZES = (20_000, 40_000)
HOSTILE: dict[str, Callable[[int], str]] = {
    "questions, then answers": lambda k: "记者：问？\n" * (k // 12) + "王明：答。\n" * (k // 12),
    "many officials": lambda k: "".join(
        f"局长王{chr(0x4E00 + n // 200)}{chr(0x4E00 + n % 200)}：好。\n" for n in range(k // 9)
    ),
    "names alone": lambda k: "局长王小明\n好的好的好的好的好的好的好的好。\n" * (k // 22),
    "offices": lambda k: "局长" * (k // 2),
    "open quotes": lambda k: "王明：" + "\n“（" * (k // 3),
    "points": lambda k: "王明：" + "一是好。三是好。" * (k // 8),
    "quotations": lambda k: '"好。"的' * (k // 5),
    "short lines": lambda k: "工业\n" * (k // 3),
    "one line": lambda k: "工业增长" * (k // 4),
    "colons": lambda k: "记者" * 20 + "：" * k,
}


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


def read_text(text: str, knowledge: CleaningKnowledge) -> Transcript:
    """Return a text as `clean` reads it from a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(text, encoding="utf-8")
        return clean(path, Metadata(), knowledge)


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
    for kind, make in HOSTILE.items():
        seconds = []
        for size in SIZES:
            transcript = read_text(make(size), knowledge)
            start = perf_counter()
            segment(transcript, knowledge.structure, tokenizer)
            seconds.append(perf_counter() - start)
        print(f"{kind:24} {seconds[0]:6.2f} s, twice the text {seconds[1]:6.2f} s")


if __name__ == "__main__":
    main()
