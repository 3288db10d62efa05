"""Scan: all quantities of a text in order, numerals with their units and words that are both."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pipeline.claims.find.grammar import NumeralGrammar
from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.numerals import Numeral, find_numerals
from pipeline.claims.find.quantities import Found, Quantity, Refusal, make_quantity
from pipeline.claims.find.readers import read_quantity
from pipeline.records.claims import Op

FARTHEST_SIGN = 7
"""Characters before such a word in which stands what makes a number of it, where it needs that."""


def scan(text: str, finder: Finder) -> Iterator[Found]:
    """Yield the quantities of a folded text in order, and the numerals that have no unit."""
    at = 0
    for word in (*find_number_words(text, finder), None):
        stop = word.start if word else len(text)
        for found in scan_numerals(text, at, stop, finder):
            if isinstance(found, Quantity) and found.end > stop:
                found = Refusal(found.start, stop, "unreadable")
            yield found
        if word:
            yield word
            at = word.end


def scan_numerals(text: str, start: int, stop: int, finder: Finder) -> Iterator[Found]:
    """Yield what the numerals between two places make; a unit may take in numeral characters."""
    at = start
    while at < stop:
        for numeral in find_numerals(text, at, stop):
            found = read_quantity(text, numeral, finder)
            yield found
            if found.end > numeral.end:
                at = found.end
                if NumeralGrammar.load().numerals.search(text, numeral.end, min(at, stop)):
                    break
        else:
            return


def find_number_words(text: str, finder: Finder) -> Iterator[Quantity]:
    """Yield the words that are a number and a unit at once, and 半 with a unit, in order."""
    found = []
    for match in finder.word_pattern.finditer(text):
        entry = finder.words[match[0]]
        start, end = match.span()
        before = re.split("[，。；、\n]", text[max(0, start - FARTHEST_SIGN) : start])[-1]
        lacks = entry.before and not any(word in before for word in entry.before)
        if lacks or text.startswith(entry.not_words, start):
            continue
        found.append(make_word((start, end), entry.value, entry.unit, entry.kind, entry.op))
    for match in finder.half_pattern.finditer(text):
        unit = finder.units.by_surface[match["unit"]]
        if not text.startswith(unit.not_words, match.start("unit")):
            name = unit.name or match["unit"]
            found.append(make_word(match.span(), Decimal("0.5"), name, unit.kind, "eq"))
    end = 0
    for word in sorted(found, key=lambda word: word.start):
        if word.start >= end:
            yield word
            end = word.end


def make_word(place: tuple[int, int], value: Decimal, unit: str, kind: str, op: Op) -> Quantity:
    """Return the quantity of a word that is a number and a unit at once."""
    start, end = place
    numeral = Numeral(start, end, value, None, False, True, 1, value, None)
    made = make_quantity(numeral, end, unit, kind, "number_word")
    made.op = op
    return made
