"""How well who speaks is found in the styles of tests/styles: those read, and those kept apart.

    python -m benchmarks.styles [--show]

A turn is right where its kind, speaker, role, the questions that it answers and its first words
are; a style where all its turns and sections are. `--show` prints what differs in the styles that
rules are made on; of those kept apart only the figures are printed.
"""

import argparse
import tempfile
from collections.abc import Sequence
from difflib import unified_diff
from pathlib import Path

from pipeline.clean.stage import CleaningKnowledge, clean, load_knowledge
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.segment.stage import segment
from tests.styles import Style, Turn, load_styles, write_file


def read_text(style: Style, knowledge: CleaningKnowledge) -> Transcript:
    """Return the transcript of a style, cleaned as its file is."""
    with tempfile.TemporaryDirectory() as folder:
        return clean(write_file(style, Path(folder)), Metadata(), knowledge)


def list_turns(transcript: Transcript, found: Segmentation, wanted: Sequence[Turn]) -> list[Turn]:
    """Return the turns found, with first words as long as those of the turn that is wanted."""
    asked = [turn.id for turn in found.turns if turn.kind == "question"]
    turns: list[Turn] = []
    for turn in found.turns:
        said = transcript.text[turn.start : turn.end]
        begin = next((w[4] for w in wanted if said.startswith(w[4])), said[:12])
        answers = tuple(asked.index(question) + 1 for question in turn.answers)
        turns.append((turn.kind, turn.speaker, turn.role, answers, begin))
    return turns


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="what differs in the styles read")
    options = parser.parse_args()
    knowledge, tokenizer = load_knowledge(), Tokenizer(load_terms())
    for part in ("read", "apart"):
        styles = load_styles(part)
        whole = right = wanted = made = moved = 0
        for style in styles:
            transcript = read_text(style, knowledge)
            found = segment(transcript, knowledge.structure, tokenizer)
            turns = list_turns(transcript, found, style.turns)
            sections = tuple(section.title for section in found.sections)
            same = len(set(turns) & set(style.turns))
            right, wanted, made = right + same, wanted + len(style.turns), made + len(turns)
            whole += turns == list(style.turns) and sections == style.sections
            moved += bool(transcript.moves)
            if options.show and part == "read":
                wanted_lines = [str(x) for x in (*style.sections, *style.turns)]
                lines = [str(x) for x in (*sections, *turns)]
                print(*unified_diff(wanted_lines, lines, style.name, n=0), sep="\n")
        print(
            f"{part}: {whole} of {len(styles)} styles whole; of {wanted} turns {right} found, "
            f"{made - right} others made; {moved} with a move"
        )


if __name__ == "__main__":
    main()
