"""Compares two transcripts: what was kept, changed, moved, is new or was dropped; and numbers."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from pipeline.measure.verdicts import find_sign
from pipeline.records.base import Span
from pipeline.records.claims import LINKED_BY, Claim
from pipeline.records.comparison import Alignment, Change, Comparison, Development, PairReason
from pipeline.records.segmentation import Sentence

if TYPE_CHECKING:
    from pipeline.compare.alignment import SentenceLink

LEVELS = frozenset({"eq", "approx"})
"""The ops of a value that is one number."""


class SideText(NamedTuple):
    """One of the two transcripts: its text, its sentences and its claims."""

    transcript: str
    text: str
    sentences: Sequence[Sentence]
    claims: Sequence[Claim]

    def say(self) -> list[str]:
        """Return the sentences as texts."""
        return [self.text[one.start : one.end] for one in self.sentences]


def compare_transcripts(before: SideText, after: SideText, reason: PairReason) -> Comparison:
    """Return what became of the earlier transcript in the later."""
    # NumPy and SciPy are half of the time in which nothing is found to compare.
    from pipeline.compare.alignment import align

    links = align(before.say(), after.say())
    alignments = tuple(lay_out_sentences(links, before, after))
    size = len(after.sentences)
    return Comparison(
        before=before.transcript,
        after=after.transcript,
        reason=reason,
        shared=round(len(links) / size, 4) if size else 0.0,
        alignments=alignments,
        developments=tuple(find_developments(before.claims, after.claims)),
    )


def lay_out_sentences(
    links: "Sequence[SentenceLink]", before: SideText, after: SideText
) -> Iterator[Alignment]:
    """Yield the sentences of both: in the order of the later, the dropped ones where they stood."""
    linked = {link.before: link for link in links}
    gone: dict[int, list[int]] = {}
    last = -1
    for number in range(len(before.sentences)):
        link = linked.get(number)
        if link is None:
            gone.setdefault(last, []).append(number)
        elif not link.moved:
            last = link.after
    came = {link.after: link for link in links}
    for place in range(-1, len(after.sentences)):
        if place in came:
            yield make_alignment(came[place], before, after)
        elif place >= 0:
            span = span_of(after.sentences[place])
            yield Alignment(state="new", before=None, after=span, similarity=0, changes=())
        for number in gone.get(place, ()):
            span = span_of(before.sentences[number])
            yield Alignment(state="dropped", before=span, after=None, similarity=0, changes=())


def span_of(sentence: Sentence) -> Span:
    """Return where a sentence stands."""
    return Span(start=sentence.start, end=sentence.end)


def make_alignment(link: "SentenceLink", before: SideText, after: SideText) -> Alignment:
    """Return two sentences that are one, with the words that differ."""
    first, second = before.sentences[link.before], after.sentences[link.after]
    changes = tuple(find_changes(before.text, first, after.text, second))
    return Alignment(
        state="moved" if link.moved else "changed" if changes else "kept",
        before=span_of(first),
        after=span_of(second),
        similarity=link.similarity,
        changes=changes,
    )


def find_changes(before: str, first: Sentence, after: str, second: Sentence) -> Iterator[Change]:
    """Yield the words of two sentences that differ, white space aside."""
    words, others = cut_words(before, first), cut_words(after, second)
    matcher = SequenceMatcher(
        None, [word for word, _ in words], [word for word, _ in others], autojunk=False
    )
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Change(before=join_range(words[a:b]), after=join_range(others[c:d]))


def cut_words(text: str, sentence: Sentence) -> list[tuple[str, tuple[int, int]]]:
    """Return the words of a sentence with their places, white space left out."""
    return [(text[a:b], (a, b)) for a, b in sentence.places() if text[a:b].strip()]


def join_range(words: Sequence[tuple[str, tuple[int, int]]]) -> Span | None:
    """Return the range of some words, None for none."""
    return Span(start=words[0][1][0], end=words[-1][1][1]) if words else None


def find_developments(before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[Development]:
    """Yield the quantities that both state, once each, in the order of the later.

    What is in doubt, and what one of the two states several times, is left out.
    """
    first, second = find_stated_once(before), find_stated_once(after)
    for key, claim in second.items():
        earlier = first.get(key)
        if claim is not None and earlier is not None and claim.indicator_name is not None:
            yield Development(
                name=claim.indicator_name,
                unit=claim.unit,
                modality=claim.modality,
                before=earlier.id,
                after=claim.id,
                value_before=earlier.text,
                value_after=claim.text,
                difference=subtract(claim, earlier),
            )


def find_stated_once(claims: Sequence[Claim]) -> dict[tuple[object, ...], Claim | None]:
    """Return the claim of each quantity, None where a transcript states it several times."""
    sure = [c for c in claims if c.indicator_name and not LINKED_BY & set(c.doubtful)]
    keys = [(c.indicator_name.zh, c.unit, c.kind, c.modality) for c in sure if c.indicator_name]
    times = Counter(keys)
    return {k: c if times[k] == 1 else None for k, c in zip(keys, sure, strict=True)}


def subtract(later: Claim, earlier: Claim) -> str | None:
    """Return the later value less the earlier, None where one of them is a range or a bound."""
    if not {later.op, earlier.op} <= LEVELS:
        return None
    after, before = (Decimal(one.value) * find_sign(one) for one in (later, earlier))
    return str(after - before + 0)
