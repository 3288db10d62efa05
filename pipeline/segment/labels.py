"""Finds where somebody begins to speak: at labels, and at questions that none marks."""

from collections.abc import Mapping, Sequence

from pipeline.language.marks import COLONS, QUESTION_ENDS
from pipeline.language.ordinals import read_ordinal
from pipeline.language.structure.label_words import COUNTED
from pipeline.records.transcript import Label, Transcript
from pipeline.segment.signs import SegmentSigns

FEWEST_QUESTIONS = 2
"""Questions that make a text one of questions; a single one may stand in any."""
HELD = ("paragraph", "heading")
"""Kinds of lines that may be a question with a number: a bold one is marked as a heading."""
Labels = Mapping[int, Label]
"""Who speaks, by the number of the block that says so."""


def find_labels(transcript: Transcript) -> dict[int, Label]:
    """Return where somebody begins to speak, by the number of the block.

    In a text that marks answers only, an unmarked line that ends with a question mark just
    before one is a question; in a text that marks nobody, numbered questions are.
    """
    text, blocks = transcript.text, transcript.blocks
    said = [(text[b.start : b.end], b.kind) for b in blocks]
    lines = [words if kind == "paragraph" else "" for words, kind in said]
    labels = {k: b.label for k, b in enumerate(blocks) if b.label and b.kind != "note"}
    bare = {k for k, label in labels.items() if label.fills(lines[k])}
    for k in bare & {above + 1 for above in bare}:
        if labels[k].name == labels[k].words and lines[k].endswith(tuple(COLONS)):
            del labels[k]  # 答覆： with 主席： below it, whom the answer is addressed to
    held = [words if kind in HELD else "" for words, kind in said]
    roles = {label.role for label in labels.values()}
    if "official" in roles and not roles & {"reporter", "host"}:
        asked = [
            k - 1
            for k in labels
            if k and k - 1 not in labels and held[k - 1].endswith(QUESTION_ENDS)
        ]
    elif not roles & {"official", "reporter", "host"}:
        asked = find_numbered_questions(held) or find_question_headings(said)
    else:
        asked = []
    question = Label(role="reporter", name=None, words="", speech_start=0)
    return dict(sorted((labels | dict.fromkeys(asked, question)).items()))


def find_numbered_questions(lines: Sequence[str]) -> list[int]:
    """Return the questions that are counted from 1 to the last, two of them or more.

    Half of them at least end as questions; the others ask for something: 3．请介绍一下背景。
    """
    asks_for = SegmentSigns.load().patterns["asks_for"]
    found: list[int] = []
    for k, line in enumerate(lines):
        counted = COUNTED.match(line)
        asks = line.endswith(QUESTION_ENDS) or (counted and asks_for.match(line, counted.end()))
        if counted is None or not asks:
            continue
        if read_ordinal(counted[1] or counted[2]) == len(found) + 1:
            found.append(k)
    asked = sum(lines[k].endswith(QUESTION_ENDS) for k in found)
    return found if len(found) >= FEWEST_QUESTIONS and 2 * asked >= len(found) else []


def find_question_headings(said: Sequence[tuple[str, str]]) -> list[int]:
    """Return the headings of a text that are questions, where most of its headings are."""
    headings = [k for k, (_, kind) in enumerate(said) if kind == "heading"]
    asked = [k for k in headings if said[k][0].endswith(QUESTION_ENDS)]
    return asked if len(asked) >= max(FEWEST_QUESTIONS, len(headings) / 2) else []
