"""How well one piece of a text follows another: what the characters, speakers and numbers say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

from pipeline.clean.lines.paragraphs import LineReader, Paragraph
from pipeline.clean.order.pieces import (
    FRONT_MATTER,
    ITEM,
    LABEL_PART,
    SHORT_LINE,
    Piece,
    Side,
    can_follow,
    cut_at,
    find_broken_off,
    find_echoes,
    find_side,
    find_sides,
    may_be_short,
    may_continue,
)

if TYPE_CHECKING:
    from pipeline.clean.order.continuation import Continuation
    from pipeline.clean.order.evidence import Finding, Relation

# In nats.
IN_PLACE, IN_PLACE_CUT, BOUND = 3.0, 1.0, 8.0
UNHIDDEN = 2.0
HEADING_LINE, SPOKEN_LINE, MOST_END = -2.0, 2.0, 3.0
MISSING = 6.0
TEXT_START, ONLY_START = 3.0, 4.0
NUMBER_FOLLOWS, NUMBER_SKIPS = 3.0, -2.0
SHORT_KINDS = ("byline", "note")
UNBROKEN = 0.01
"""A line may break off though it shows no sign of it."""
SMALL = 40
"""Characters of a piece that may have been moved by itself."""
PAGE_FALLS = -6.0
FEWEST_LABELS = 2
"""Of a text in which people speak."""


@dataclass(frozen=True, slots=True)
class Link:
    """How well a piece follows another; joined, they are one paragraph."""

    weight: float
    joined: bool
    evidence: tuple[str, ...]
    findings: float
    """What the characters on both sides weigh without the rest."""
    start: float
    """What speaks for the second piece beginning a paragraph."""
    in_place: bool
    hidden: bool
    """Whether nothing but this link says that the text may have been cut between the two."""
    page_missing: bool
    """Whether the numbers of their pages do not follow each other."""
    over_page: bool
    """Whether it only leads over the end of a page in a file that has its pages in order."""


MOST_CUTS = 300
"""A text that seems cut at more places is left as it is."""


class Weigher:
    """Weighs links between the pieces of one text."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        cuts: Sequence[int],
        reader: LineReader,
        model: "Continuation",
        pages: Sequence[int] = (),
        bound: bool = False,
    ) -> None:
        from pipeline.clean.order.evidence import Junctions
        from pipeline.clean.order.exchange import Exchanges

        self.paragraphs = paragraphs
        self.reader = reader
        self.pages = pages
        self.bound = bound
        self.junctions = Junctions([p.text for p in paragraphs], model)
        self.exchanges = Exchanges(paragraphs, cuts)
        self.calibrations = self.junctions.weights.confidence
        self.cuts = frozenset(cuts)
        self.begun = frozenset(
            i
            for i in (*(cut - 1 for cut in cuts), len(paragraphs) - 1)
            for j in ((0, *cuts) if len(cuts) <= MOST_CUTS else (i + 1,))
            if j < len(paragraphs)
            if reader.completes_title(paragraphs[i], paragraphs[j])
        )
        self.hidden_in_place = log(len(paragraphs)) + (
            0.0 if find_broken_off(paragraphs[-1]) else UNHIDDEN
        )
        self.labels = frozenset(p.label.words for p in paragraphs if p.label)
        sides = [p.label.role == "reporter" for p in paragraphs if p.label]
        turns = sum(a != b for a, b in pairwise(sides))
        self.alternating = (turns + 1) / (len(sides) + 1)
        titles = sum(p.kind == "title" for p in paragraphs) - len(find_echoes(paragraphs))
        self.text_start = ONLY_START if titles == 1 else TEXT_START
        self.speakers = find_sides(paragraphs)[0] if len(sides) >= FEWEST_LABELS else []
        self.broken_off = cache(self._broken_off)
        self.start = cache(self._start)
        self.join = cache(self._join)
        self.topic = cache(self._topic)

    def _broken_off(self, i: int) -> float:
        """Return how surely paragraph i stops in mid-sentence, by its last characters as well.

        One who speaks says no titles or names on lines of their own. A line at the head of a page
        may be the rest of a short one, a line at its foot its begin.
        """
        paragraph = self.paragraphs[i]
        surely = find_broken_off(paragraph)
        if i in self.begun:
            return max(surely, SHORT_LINE)
        at_foot = i + 1 < len(self.paragraphs) and self.paragraphs[i + 1].page_break
        may_be_begin = paragraph.kind == "heading" or (at_foot and paragraph.kind in SHORT_KINDS)
        may_be_rest = paragraph.page_break and may_be_short(paragraph)
        if (surely == 0 and not may_be_begin) or (surely == 1 and not may_be_rest):
            return surely
        spoken = self.speakers and self.speakers[i] is not None
        usual = HEADING_LINE if surely == 0 else SPOKEN_LINE if spoken else 0.0
        end = self.junctions.weigh_end(paragraph.text)
        return logistic(usual - min(max(end, -MOST_END), MOST_END))

    def cut_at(self, cuts: Sequence[int]) -> list[Piece]:
        """Return the pieces that begin at 0 and at the cuts."""
        pieces = cut_at(self.paragraphs, cuts, self.begun)
        if self.opens_file():
            pieces[0] = replace(pieces[0], starts_text=True)
        return [replace(piece, broken_off=self.broken_off(piece.last - 1)) for piece in pieces]

    def opens_file(self) -> bool:
        """Return whether the file begins with a line set apart that begins like a text does."""
        first = self.paragraphs[0]
        begins = first.kind == "paragraph" and first.is_display and self.start(0) > 0
        return begins or first.kind in FRONT_MATTER

    def _start(self, i: int) -> float:
        """Return the weight of paragraph i beginning with a sentence of its own."""
        paragraph = self.paragraphs[i]
        return self.junctions.weigh_start(paragraph.text) if may_continue(paragraph) else 0.5

    def _topic(self, i: int, j: int) -> float:
        """Return the weight of paragraph j going on with the topic of paragraph i."""
        below = self.paragraphs[j]
        if find_side(below) == "answers":
            return self._find_topic("answer", i, j).weight
        if not may_continue(below) or self.paragraphs[i].is_display:
            return 0.0
        return self._find_topic("paragraph", i, j).weight

    def _find_topic(self, relation: "Relation", i: int, j: int) -> "Finding":
        above, below = self.exchanges.pairs_above(i), self.exchanges.pairs_below(j)
        texts = self.paragraphs[i].text, self.paragraphs[j].text
        return self.junctions.weigh_topic(relation, *texts, (above, below))

    def _join(self, i: int, j: int) -> tuple[float, tuple[str, ...]]:
        """Return the weight of paragraph j going on in the sentence of i, and the reasons."""
        above, below = self.paragraphs[i], self.paragraphs[j]
        found = self.junctions.weigh_join(above.text, below.text)
        found.append(self._find_topic("sentence", i, j))
        if self.completes_label(i, j):
            found.append(self.junctions.weigh_whole("label"))
        if self.completes_title(i, j):
            found.append(self.junctions.weigh_whole("title"))
        weight = sum(finding.weight for finding in found)
        if below.is_display and not above.is_display:
            # A whole line of its own is no rest of a sentence.
            weight += log(max(self.broken_off(j), UNBROKEN))
        return weight, tuple(f.code for f in found if f.weight > 0 and f.code != "usual")

    def can_follow(self, i: int, j: int) -> bool:
        """Return whether paragraph j may be the rest of paragraph i."""
        above, below = self.paragraphs[i], self.paragraphs[j]
        return can_follow(above, below) or self.completes_title(i, j)

    def completes_label(self, i: int, j: int) -> bool:
        """Return whether paragraphs i and j are the parts of a label that was cut."""
        above, below = self.paragraphs[i], self.paragraphs[j]
        head, colon, _ = below.text[:LABEL_PART].replace(":", "：").partition("：")
        known = bool(colon) and above.text + head in self.labels
        return known or self.reader.completes_label(above, below)

    def completes_title(self, i: int, j: int) -> bool:
        """Return whether paragraphs i and j are the parts of a title that was cut."""
        if i not in self.begun:
            return False
        return self.reader.completes_title(self.paragraphs[i], self.paragraphs[j])

    def weigh(self, a: Piece, b: Piece) -> Link:
        """Return how well piece b follows piece a."""
        flow, reasons = self.weigh_flow(a, b)
        in_place = a.last == b.first
        hidden = in_place and b.first not in self.cuts
        if in_place:
            flow += self.weigh_in_place(a, b)
            reasons = (*reasons, "next_in_source")
        starts_text = self.text_start if b.starts_text else 0.0
        start = self.start(b.first)
        below_above = start - starts_text
        if not a.broken_off:
            below_above += self.topic(a.last - 1, b.first)
        weight = flow + below_above - MISSING * a.broken_off
        apart = Link(
            weight,
            joined=False,
            evidence=reasons,
            findings=below_above,
            start=start,
            in_place=in_place,
            hidden=hidden,
            page_missing=self.skips_page(a.last - 1, b.first),
            over_page=in_place and self.begins_bound_page(b.first),
        )
        above = self.paragraphs[a.last - 1]
        alone = a.last - a.first == 1
        whole = hidden and above.kind == "heading"
        if not a.broken_off or whole or not self.can_follow(a.last - 1, b.first):
            return apart
        if b.starts_text and not (alone and self.completes_title(a.last - 1, b.first)):
            return apart
        weight, findings = self.join(a.last - 1, b.first)
        joined = replace(
            apart,
            weight=flow + weight + starts_text + log(a.broken_off),
            joined=True,
            evidence=(*findings, *reasons),
            findings=weight,
        )
        return max(apart, joined, key=lambda link: link.weight)

    def weigh_in_place(self, a: Piece, b: Piece) -> float:
        """Return the weight of two pieces belonging side by side as they stand.

        What was put elsewhere is a page or a column, seldom a few words.
        """
        if b.first not in self.cuts:
            return self.hidden_in_place
        if self.begins_bound_page(b.first):
            return BOUND
        size = (
            min(
                len(self.paragraphs[piece.first].text)
                for piece in (a, b)
                if piece.last - piece.first == 1
            )
            if 1 in (a.last - a.first, b.last - b.first)
            else SMALL
        )
        small = log(SMALL / min(size, SMALL))
        return small + (IN_PLACE_CUT if a.broken_off == 1 else IN_PLACE)

    def weigh_turn(self, before: Side | None, after: Side | None) -> float:
        """Return the weight of one speaker's label following another's, as in the rest."""
        if before is None or after is None:
            return 0.0
        share = self.alternating if before != after else 1 - self.alternating
        return log(max(share, 0.01) / 0.5)

    def weigh_flow(self, a: Piece, b: Piece) -> tuple[float, tuple[str, ...]]:
        """Return the weight of speakers taking turns and of numbers that count on."""
        weight, reasons = self.weigh_turn(a.last_side, b.first_side), []
        if weight > 0.3:
            reasons.append("speakers_alternate")
        for style, number in sorted(b.head.items()):
            numbers = weigh_number(style, a, number)
            if numbers > 0:
                reasons.append("numbers_ascend")
            weight += numbers
        if a.top_last is not None and b.top_first == a.top_last + 1:
            reasons.append("numbers_ascend")
        pages = self.weigh_pages(a.last - 1, b.first)
        if pages > 0:
            reasons.append("pages_ascend")
        return weight + pages, tuple(reasons)

    def begins_bound_page(self, j: int) -> bool:
        """Return whether a page begins with paragraph j in a file that has its pages in order."""
        return self.bound and self.paragraphs[j].page_break

    def begins_page(self, j: int) -> bool:
        """Return whether a page with a number of use begins with paragraph j."""
        return bool(self.pages) and (j == 0 or self.pages[j - 1] != self.pages[j])

    def skips_page(self, i: int, j: int) -> bool:
        """Return whether paragraph j begins a page that is not the next one after that of i."""
        return self.begins_page(j) and self.pages[j] != self.pages[i] + 1

    def weigh_pages(self, i: int, j: int) -> float:
        """Return the weight of the page that begins with paragraph j following that of i."""
        if not self.begins_page(j):
            return 0.0
        if self.pages[j] == self.pages[i] + 1:
            return NUMBER_FOLLOWS
        return NUMBER_SKIPS if self.pages[j] > self.pages[i] else PAGE_FALLS


def weigh_number(style: str, a: Piece, number: int) -> float:
    """Return the weight of the first number of a style in a piece after piece a."""
    before = a.tail.get(style)
    if before is None:
        if style not in a.restarts:
            return 0.0
        return 0.5 if number == 1 else NUMBER_SKIPS
    if number == before + 1:
        return NUMBER_FOLLOWS
    if number == 1 and style == ITEM:
        return 0.0
    return NUMBER_SKIPS


def logistic(x: float) -> float:
    """Return the probability of log-odds.

    >>> round(logistic(3.0), 2)
    0.95
    """
    return 1 / (1 + exp(-x)) if x > -30 else 0.0
