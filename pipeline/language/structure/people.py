"""Reads lines that list who takes part: 嘉宾：海滨省商务厅厅长 王明，李红 海滨海关副关长."""

import re

from pipeline.language.fold import fold
from pipeline.language.structure.lines import Structure

BETWEEN = re.compile(r"[；;、，,]")
REMARK = re.compile(r"[（(][^（）()]{1,24}[）)]")
"""What a text calls somebody from there on: （以下简称“局长”）."""


def read_people(words: str, structure: Structure) -> list[str]:
    """Return the names in words that are names with offices and nothing else; else none.

    >>> from pipeline.language.structure.lines import load_structure
    >>> read_people("海滨省商务厅厅长 王明，李红 海滨海关副关长", load_structure())
    ['王明', '李红']
    >>> read_people("王明　海滨省商务厅副厅长、一级巡视员", load_structure())
    ['王明']
    >>> read_people("海滨日报群众工作部 温岚", load_structure())
    ['温岚']
    >>> read_people("簡兆明議員（主席）、文慧心議員", load_structure())
    ['簡兆明', '文慧心']
    >>> read_people("大家上午好！", load_structure())
    []
    """
    found: list[str] = []
    for part in filter(str.strip, BETWEEN.split(REMARK.sub("", words))):
        first, rest = (*re.split(r"\s+", part.strip(), maxsplit=1), "")[:2]
        tried = (structure.read_unmarked_label(w) for w in (part, f"{rest.strip()} {first}"))
        labels = [
            label
            for label in tried
            if label and (label.role == "official" or structure.find_kind(label) == "titled")
        ]
        if labels and structure.is_office(labels[0]):
            continue  # another office of the one who is named before or behind
        names = (label.name for label in labels if not structure.is_office(label))
        name = next((name for name in names if name and " " not in name), None)
        name = name or find_member(part, structure)
        if name is None:
            return []
        found.append(name)
    return found


def are_offices(words: str, structure: Structure) -> bool:
    """Return whether words are offices and nothing else: those who take part without their names.

    >>> from pipeline.language.structure.lines import load_structure
    >>> are_offices("海滨省环保局副局长（以下简称“局长”）", load_structure())
    True
    >>> are_offices("大家上午好！", load_structure())
    False
    """
    parts = [part.strip() for part in BETWEEN.split(REMARK.sub("", words)) if part.strip()]
    labels = map(structure.read_unmarked_label, parts)
    return bool(parts) and all(label and structure.is_office(label) for label in labels)


def are_names(words: str, structure: Structure) -> bool:
    """Return whether words are names of several and nothing else: 王建军 刘玉梅."""
    name = structure.names.name_pattern
    return re.fullmatch(rf"{name}(?:[ \u3000、，]{{1,4}}{name}){{1,9}}", fold(words)) is not None


def find_member(part: str, structure: Structure) -> str | None:
    """Return the name that stands apart behind where somebody works, without an office."""
    where, _, name = part.strip().rpartition(" ")
    label = structure.labels.read(part, also_open=True) if where else None
    member = label is not None and label.name == name and structure.is_open(label)
    return name if member else None
