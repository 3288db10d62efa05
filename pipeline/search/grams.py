"""The index: for each pair of characters that stand together, the sentences that have it.

Each letter or digit begins one pair; before a sign, a space or the end its second is a space. So
whatever is looked for, one character or many, is found by pairs. Characters are UTF-16 units, as
the browser counts them, and A is a. Pairs are put on disk in 256 heaps by their first character,
so that memory holds the pairs of one heap, however many transcripts there are.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SentenceNumbers = NDArray[Any]

AT_ONCE = 20_000
"""Sentences whose pairs are found together, and numbers that are written together."""
HEAPS = 256
UNIT_BITS = 16
NUMBER_BITS = 32
SPACE = ord(" ")
DIGITS = np.frombuffer(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", dtype=np.uint8
)
DIGIT_BITS = 5
"""A digit says five bits of a number, lowest first, and in its sixth whether another follows."""
SHIFTS = np.arange(7) * DIGIT_BITS
"""Of the digits of the largest number."""


@cache
def find_letters() -> SentenceNumbers:
    """Return of each UTF-16 unit whether it is a letter or digit, or half of a character."""
    letters = [
        unicodedata.category(chr(unit))[0] in "LN" or 0xD800 <= unit < 0xE000
        for unit in range(1 << UNIT_BITS)
    ]
    return np.array(letters)


def find_pairs(texts: Sequence[str], first: int) -> SentenceNumbers:
    """Return the pairs of sentences that are numbered from `first`: pair, then number, in 64 bits.

    >>> [(chr(p >> 48), chr(p >> 32 & 65535), p & 65535) for p in find_pairs(["G网。"], 3).tolist()]
    [('g', '网', 3), ('网', ' ', 3)]
    """
    parts = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    units = np.frombuffer(b" \0".join((*parts, b"")), dtype="<u2")
    lengths = np.array([len(part) // 2 + 1 for part in parts], dtype=np.int64)
    numbers = np.repeat(np.arange(first, first + len(parts), dtype=np.uint64), lengths)
    letters = find_letters()[units]
    units = np.where(letters, units, SPACE).astype(np.uint64)
    units[(units >= ord("A")) & (units <= ord("Z"))] += np.uint64(ord("a") - ord("A"))
    after = np.append(units[1:], np.uint64(SPACE))
    pairs = units << np.uint64(UNIT_BITS) | after
    numbered: SentenceNumbers = (pairs << np.uint64(NUMBER_BITS) | numbers)[letters]
    return numbered


def write_heaps(folder: Path, texts: Iterable[str]) -> None:
    """Write the pairs of all sentences, numbered from 0, into heaps by the first character."""
    waiting = iter(texts)
    first = 0
    while some := list(islice(waiting, AT_ONCE)):
        pairs = np.sort(find_pairs(some, first))
        # What np.unique would give, in a third of its time.
        new = np.ones(len(pairs), dtype=bool)
        new[1:] = pairs[1:] != pairs[:-1]
        pairs = pairs[new]
        first += len(some)
        heaps = pairs >> np.uint64(NUMBER_BITS + UNIT_BITS + 8)
        bounds = np.searchsorted(heaps, np.arange(HEAPS + 1, dtype=np.uint64))
        for heap in range(HEAPS):
            if bounds[heap] < bounds[heap + 1]:
                with name_heap(folder, heap).open("ab") as out:
                    out.write(pairs[bounds[heap] : bounds[heap + 1]].tobytes())


def name_heap(folder: Path, heap: int) -> Path:
    """Return the file of a heap."""
    return folder / f"{heap:03}.pairs"


def read_heaps(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each pair with the numbers of its sentences, in the order of the pairs.

    A number is written as what it is more than the one before it; the first as it is.
    """
    for heap in range(HEAPS):
        path = name_heap(folder, heap)
        if not path.is_file():
            continue
        # A heap is some sorted runs: to merge them is a third of sorting them.
        pairs = np.sort(np.fromfile(path, dtype=np.uint64), kind="stable")
        grams = pairs >> np.uint64(NUMBER_BITS)
        numbers = (pairs & np.uint64((1 << NUMBER_BITS) - 1)).astype(np.int64)
        starts = np.flatnonzero(np.append(True, grams[1:] != grams[:-1]))
        steps = np.diff(numbers, prepend=0)
        steps[starts] = numbers[starts]
        written, ends = write_numbers(steps)
        cuts = np.append(0, ends)[np.append(starts, len(pairs))]
        for place, gram in enumerate(grams[starts].tolist()):
            name = chr(gram >> UNIT_BITS) + chr(gram & ((1 << UNIT_BITS) - 1))
            yield name, written[cuts[place] : cuts[place + 1]]


def write_numbers(numbers: SentenceNumbers) -> tuple[str, SentenceNumbers]:
    """Return numbers from 0 as text, and where each ends in it.

    >>> text, ends = write_numbers(np.array([0, 31, 32]))
    >>> text, ends.tolist()
    ('AfgB', [1, 2, 4])
    """
    written: list[str] = []
    lengths: list[SentenceNumbers] = [np.zeros(0, dtype=np.int64)]
    for at in range(0, len(numbers), AT_ONCE):
        left = numbers[at : at + AT_ONCE, None] >> SHIFTS
        used = left > 0
        used[:, 0] = True
        more = np.zeros_like(used)
        more[:, :-1] = used[:, 1:]
        digits = (left & ((1 << DIGIT_BITS) - 1)) | (more << DIGIT_BITS)
        written.append(DIGITS[digits[used]].tobytes().decode())
        lengths.append(used.sum(axis=1))
    return "".join(written), np.cumsum(np.concatenate(lengths))
