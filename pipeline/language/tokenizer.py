"""Cuts Chinese text into words: jieba's dictionary and algorithm, and the terms of the domain.

The engine is rjieba, jieba in Rust: without the hidden Markov model it gives jieba's words, ten
times as fast (tests/test_tokenizer.py holds the two against each other).
"""

import csv
from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import InputError
from pipeline.language.fold import fold

if TYPE_CHECKING:
    from rjieba import Jieba

DICTIONARY = Path(__file__).with_name("dictionary.tsv")


class Tokenizer:
    """A tokenizer with a dictionary of its own; nothing is shared between two of them."""

    def __init__(self, terms: dict[str, str]) -> None:
        """Take the terms to keep whole, each with its part of speech (jieba's tags)."""
        self._jieba = find_engine()()
        for term, tag in terms.items():
            self._jieba.add_word(term, None, tag)

    def cut(self, text: str) -> list[str]:
        """Return the words of the text in order; joined they are the folded text.

        >>> Tokenizer({"工信部": "nt"}).cut("工信部将推进５Ｇ建设")
        ['工信部', '将', '推进', '5G', '建设']
        """
        return self._jieba.cut(fold(text), False)

    def tag(self, text: str) -> list[tuple[str, str]]:
        """Return the words of the text, each with its part of speech in jieba's tags."""
        return self._jieba.tag(fold(text), False)

    def has_word(self, text: str) -> bool:
        """Return whether the text is one word of the dictionary."""
        return self._jieba.has_word(fold(text))


@cache
def find_engine() -> "type[Jieba]":
    """Return the class of rjieba, without what its package does as it is imported.

    That makes a tokenizer which nobody asks for: a tenth of a second of each job.
    """
    package = find_spec("rjieba")
    spec = package and PathFinder.find_spec("rjieba.rjieba", package.submodule_search_locations)
    if spec is None or spec.loader is None:
        raise ImportError("No module named 'rjieba'")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    engine: type[Jieba] = module.Jieba
    return engine


@cache
def load_tokenizer() -> Tokenizer:
    """Return the words of Chinese and of the domain; nobody adds to them."""
    return Tokenizer(load_terms())


def load_terms(path: Path = DICTIONARY) -> dict[str, str]:
    """Return the domain dictionary: term → part of speech.

    Raises InputError where a line is not a term and a tag, or a term stands twice.
    """
    terms: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.reader(lines, delimiter="\t"), start=1):
            if not row or row[0].startswith("#"):
                continue
            if len(row) != 2 or not all(row):
                raise InputError(f"{path}, line {number}: give a term, one tab and its tag")
            term, tag = row
            if term in terms:
                raise InputError(f"{path}, line {number}: {term} stands here twice; keep one")
            terms[term] = tag
    return terms
