"""What is said of what comes next: where something else does, the order is in doubt.

A host announces questions, or the last one. Where a part was moved or is missing such words stand
without what they speak of, as a question does that something answers without a label.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.clean.lines.paragraphs import Paragraph
from pipeline.clean.order.line_signs import is_foreign
from pipeline.language.han_pairs import pairs_of_han
from pipeline.language.structure.lines import Structure

SENTENCE = re.compile("[^。！？]+")
ASKS = re.compile("[？?]|[谢謝]|[请請][问問]")
TOLD = 30
"""Pairs of characters of a paragraph that tells something, and announces nothing."""


def find_unheeded(paragraphs: Sequence[Paragraph], structure: Structure) -> Iterator[int]:
    """Yield the paragraphs above which a text cannot go on, by what is announced or asked.

    Below it something is told without a label, or by an official whom nobody asked. Or questions
    stand above the round of questions, or more than one below the last.
    """
    roles = {k: p.label.role for k, p in enumerate(paragraphs) if p.label}
    asked = [k for k, role in roles.items() if role == "reporter"] or [
        k for k, role in roles.items() if role == "host" and paragraphs[k].text.endswith("？")
    ]
    for turn, end in pairwise([*roles, len(paragraphs)] if asked else []):
        rest = [paragraph.text for paragraph in paragraphs[turn + 1 : end]]
        asks = roles[turn] == "reporter" and roles.get(end) == "official"
        asks = asks and not any(map(ASKS.search, rest))
        for k in range(turn + 1, end + 1):
            above = paragraphs[k - 1].text
            told = k < end and is_told(paragraphs[k])
            if told and asks and above.endswith("？"):
                yield k
            if roles[turn] != "host":
                continue
            lead = ["", *SENTENCE.findall(above)][-1]
            if structure.is_remark(lead, "next") and (told or roles.get(k) == "official"):
                yield k
            if structure.is_remark(lead, "questions") and asked[0] < turn:
                yield turn
            if structure.is_remark(lead, "last") and len(below := [q for q in asked if q >= k]) > 1:
                yield below[turn not in asked]


def is_told(paragraph: Paragraph) -> bool:
    """Return whether a paragraph tells something, in Chinese."""
    told = paragraph.ends_sentence and not is_foreign(paragraph)
    return told and len(pairs_of_han(paragraph.text)) > TOLD
