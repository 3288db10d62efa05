"""Proposes new terms of a corpus for the domain dictionary.

`python -m benchmarks.terms`

Reads the artefacts of clean, and prints rows for a person to accept: the term, a guess of its
tag, how often it occurs, its score, and an example. The first two columns of an accepted row are
a line of pipeline/language/dictionary.tsv.

A term is a sequence of words that occur together more often than by chance (pointwise mutual
information), and whose neighbours on either side are many (branching entropy): what stands in
many contexts as one piece is one word.
"""

import argparse
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.artefacts import read
from pipeline.errors import InputError
from pipeline.language.terms.background import Background, load_background
from pipeline.language.terms.words import NUMERALS, StopWords, fold_words, load_stop_words
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.problems import Problem
from pipeline.records.transcript import Transcript

MOST_WORDS = 4
MOST_CHARACTERS = 9
"""Of a proposed term."""
FEWEST_OCCURRENCES = 2
"""Occurrences; of rarer sequences neither measure says anything."""
ASSOCIATED = 3.0
"""Nats of mutual information at the weakest place where the sequence could be cut."""
LEAST_OPEN = 0.9
"""Nats of entropy of the neighbours on the less open side; a rare sequence needs the same share of
what its occurrences allow."""
CONTEXT = 12
"""Characters that an example shows on either side of the term."""
EDGE = ""
Words = tuple[str, ...]


class Proposal(NamedTuple):
    """A term, a guess of its tag, its number of occurrences, its score and an example."""

    term: str
    tag: str
    occurrences: int
    score: float
    example: str


class Sequences(NamedTuple):
    """How often words and sequences of words occur, and what stands beside them."""

    words: Counter[str]
    counts: Counter[Words]
    before: defaultdict[Words, Counter[str]]
    after: defaultdict[Words, Counter[str]]
    examples: dict[Words, str]


def propose(texts: Iterable[str], background: Background, stop: StopWords) -> list[Proposal]:
    """Return the terms that the dictionary lacks, the surest first."""
    tokenizer = Tokenizer(load_terms())
    found = count_sequences((tokenizer.cut(line) for line in read_lines(texts)), stop)
    total = found.words.total()
    proposals = []
    for words, count in found.counts.items():
        if count < FEWEST_OCCURRENCES:
            continue
        association = min(
            math.log(count * total / (count_of(found, words[:cut]) * count_of(found, words[cut:])))
            for cut in range(1, len(words))
        )
        openness = min(entropy(found.before[words]), entropy(found.after[words]))
        if association >= ASSOCIATED and openness >= min(LEAST_OPEN, LEAST_OPEN * math.log(count)):
            term = "".join(words)
            tag = "n" if background.is_noun(words[-1]) else "v"
            score = round(association * openness * math.log2(count), 2)
            proposals.append(Proposal(term, tag, count, score, found.examples[words]))
    return sorted(proposals, key=lambda proposal: (-proposal.score, proposal.term))


def read_lines(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines of all texts, folded."""
    for text in texts:
        yield from fold_words(text).splitlines()


def count_sequences(lines: Iterable[Sequence[str]], stop: StopWords) -> Sequences:
    """Return the counts of words and of the sequences that could be terms."""
    found = Sequences(Counter(), Counter(), defaultdict(Counter), defaultdict(Counter), {})
    for line in lines:
        found.words.update(line)
        usable = [can_be_part(word, stop) for word in line]
        for first, word in enumerate(line):
            length = len(word)
            for last in range(first + 1, min(first + MOST_WORDS, len(line))):
                length += len(line[last])
                if not (usable[first] and usable[last]) or length > MOST_CHARACTERS:
                    break
                words = tuple(line[first : last + 1])
                found.counts[words] += 1
                found.before[words][line[first - 1] if first else EDGE] += 1
                found.after[words][line[last + 1] if last + 1 < len(line) else EDGE] += 1
                if words not in found.examples:
                    start = "".join(line[:first])[-CONTEXT:]
                    found.examples[words] = start + "".join(line[first:])[: length + CONTEXT]
    return found


def can_be_part(word: str, stop: StopWords) -> bool:
    """Return whether a word can be part of a term: letters, no number, nothing of grammar."""
    return (
        all(character.isalpha() and character not in NUMERALS for character in word)
        and word not in stop.every
        and word not in GRAMMAR
    )


GRAMMAR = frozenset(
    "的了和与及或在是为对从到以向将把被让使由于给等也都又还再更最很就才只不没无有要会能可应该这那"
    "其之者所而且但若如则因此各每某该本我你他她它们个上下中内外前后里间来去做作说好大小多少新高"
)
"""Words of one character that join or point; a term with them is a phrase of the moment."""


def count_of(found: Sequences, words: Words) -> int:
    """Return how often a word or a sequence occurs."""
    return found.words[words[0]] if len(words) == 1 else found.counts[words]


def entropy(neighbours: Counter[str]) -> float:
    """Return the entropy of what stands on one side, in nats; an end of line is new each time."""
    total = neighbours.total()
    edges = neighbours[EDGE]
    shares = [count / total for word, count in neighbours.items() if word != EDGE]
    return -sum(p * math.log(p) for p in shares) + edges / total * math.log(total)


def read_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the texts of the artefacts of clean."""
    for path in paths:
        for record in read(path, Transcript):
            if not isinstance(record, Problem):
                yield record.text


def main(argv: list[str]) -> int:
    """Print the proposals as lines of a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terms", description=__doc__)
    parser.add_argument("--transcripts", type=Path, nargs="+", required=True)
    parser.add_argument("--most", type=int, default=50)
    options = parser.parse_args(argv)
    try:
        found = propose(read_texts(options.transcripts), load_background(), load_stop_words())
    except (InputError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for row in found[: options.most]:
        print(*row, sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
