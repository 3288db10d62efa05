"""How many titles, dates and publishers are read right from the heads of tests/heads.toml.

    python -m benchmarks.heads

Prints what is wrong in the heads that rules are made on; of those kept apart only the figures.
"""

import tempfile
from pathlib import Path

from benchmarks.documents import FIELDS
from pipeline.clean.stage import CleaningKnowledge, clean, load_knowledge
from pipeline.metadata import Metadata
from pipeline.records.transcript import Transcript
from tests.heads import load_heads

NAME = "document.txt"


def read_head(text: str, knowledge: CleaningKnowledge) -> Transcript:
    """Return the transcript of a file that begins so, whose name says nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_text(text, encoding="utf-8")
        return clean(path, Metadata(), knowledge)


def find_field(transcript: Transcript, field: str) -> str:
    """Return what was found, without white space; nothing where the name stands for a title."""
    found = getattr(transcript, field) or ""
    return "" if field == "title" and found == Path(NAME).stem else "".join(found.split())


def main() -> None:
    """Run the benchmark."""
    knowledge = load_knowledge()
    for part in ("read", "apart"):
        heads = load_heads(part)
        right = dict.fromkeys(FIELDS, 0)
        for head in heads:
            transcript = read_head(head.text, knowledge)
            for field in FIELDS:
                found, wanted = find_field(transcript, field), "".join(getattr(head, field).split())
                right[field] += found == wanted
                if part == "read" and found != wanted:
                    print(f"{head.text[:20]!r}: {field} {found!r}, not {wanted!r}")
        figures = ", ".join(f"{field} {count}" for field, count in right.items())
        print(f"{part}: of {len(heads)} heads right {figures}")


if __name__ == "__main__":
    main()
