"""Accounts for every numeral of a transcript: the claim it became, or why it became none."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.claims.find.lexicon import Finder
from pipeline.claims.find.passage import read_passage
from pipeline.records.base import Bilingual
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

CLAIM = "claim"
PLACES = {
    CLAIM: Bilingual(zh="数字陈述", en="a claim"),
    "outside_sentences": Bilingual(
        zh="不在发言的句子中（标题、署名、编者按等）",
        en="outside the sentences that somebody says: a heading, a byline, a note",
    ),
    "across_sentences": Bilingual(
        zh="跨越句子边界", en="begins in one sentence and ends in the next"
    ),
}
"""Outcomes that follow from where a numeral stands; the others are entries of exclusions.toml."""
EXAMPLES = 3
CONTEXT = 8
"""Characters that an example shows on either side."""


class AuditedNumeral(NamedTuple):
    """A numeral with its unit, and the id of its claim or the code of the reason against one."""

    start: int
    end: int
    text: str
    claim: str | None
    reason: str | None


def audit(
    transcript: Transcript, segmentation: Segmentation, claims: TranscriptClaims, finder: Finder
) -> list[AuditedNumeral]:
    """Return what became of each numeral of a transcript, in reading order.

    The claims are those that the stage found in it. Raises KeyError where they leave out a
    quantity that stands in a sentence and that nothing refuses.
    """
    passage = read_passage(transcript.text, finder)
    ids = {(claim.start, claim.end): claim.id for claim in claims.claims}
    sentences = segmentation.analysed
    starts = [sentence.start for sentence in sentences]
    reasons: list[tuple[int, int, str | None, str | None]] = [
        (r.start, r.end, None, r.exclusion) for r in passage.refusals
    ]
    for quantity in passage.quantities:
        start, end = quantity.start, quantity.end
        i = bisect_right(starts, start) - 1
        if i < 0 or sentences[i].end <= start:
            reasons.append((start, end, None, "outside_sentences"))
        elif sentences[i].end < end:
            reasons.append((start, end, None, "across_sentences"))
        else:
            reasons.append((start, end, ids[start, end], None))
    text = transcript.text
    return [
        AuditedNumeral(a, b, text[a:b], claim, reason) for a, b, claim, reason in sorted(reasons)
    ]


def summarise_audit(
    audits: Iterable[tuple[Transcript, list[AuditedNumeral]]], finder: Finder
) -> Iterator[str]:
    """Yield lines for people: each outcome with its count, what it says and first examples."""
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    for transcript, outcomes in audits:
        for outcome in outcomes:
            code = outcome.reason or CLAIM
            counts[code] += 1
            if counts[code] <= EXAMPLES:
                examples.setdefault(code, []).append(show_numeral(transcript.text, outcome))
    for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        meaning = PLACES.get(code) or finder.exclusion_by_name[code]
        yield f"{count:7}  {code}: {meaning.en} ({meaning.zh})"
        yield from (f"{'':9}{example}" for example in examples[code])
    yield f"{counts.total():7}  numerals"


def show_numeral(text: str, outcome: AuditedNumeral) -> str:
    """Return a numeral in brackets between the words around it, on one line.

    >>> show_numeral("其中，产量增长5%。", AuditedNumeral(7, 9, "5%", "c1", None))
    '其中，产量增长【5%】。'
    """
    before = text[max(0, outcome.start - CONTEXT) : outcome.start]
    words = f"{before}【{outcome.text}】{text[outcome.end : outcome.end + CONTEXT]}"
    return " ".join(words.split())
