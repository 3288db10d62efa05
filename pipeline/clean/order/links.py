"""How well one piece of a text follows another: what the characters, speakers and numbers say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from math import exp, inf, log, log1p

from pipeline.clean.lines.paragraphs import LineReader, Paragraph
from pipeline.clean.order.beside import Pages, Voices
from pipeline.clean.order.continuation import Continuation
from pipeline.clean.order.course import Course
from pipeline.clean.order.evidence import Finding, Junctions
from pipeline.clean.order.exchange import Exchanges
from pipeline.clean.order.line_signs import (
    SHORT_LINE,
    can_follow,
    find_broken_off,
    find_side,
    may_be_short,
    may_continue,
)
from pipeline.clean.order.pieces import (
    FRONT_MATTER,
    Piece,
    cut_at,
    find_label_parts,
    find_openings,
    find_signature,
    split_label,
)
from pipeline.clean.order.subjects import Subjects
from pipeline.clean.order.weights import NumberWeights, Sequel, logistic
from pipeline.language.han_pairs import pairs_of_han
from pipeline.language.marks import CLOSING, LINE_ENDS
from pipeline.language.stamps import find_time
from pipeline.limits import MOST_CUTS

ANNOUNCES = re.compile("(?:以下|下面)[是为為].*[：:]")
LOOSE_KINDS = ("byline", "note", "paragraph")
"""Kinds of lines at the foot of a page that may be the begin of a sentence, short or not."""
SAME_NAME = 1 / 3
"""Share of the pairs of characters of the shorter of two headlines that name the same."""
SMALL_PIECE = 40
"""Characters of a piece that may have been moved by itself."""


@dataclass(frozen=True, slots=True)
class Link:
    """How well a piece follows another; joined, they are one paragraph."""

    weight: float
    joined: bool
    evidence: tuple[str, ...]
    findings: float = 0.0
    """What the characters on both sides weigh without the rest."""
    start: float = 0.0
    """What speaks for the second piece beginning a paragraph."""
    otherwise: float = -inf
    """What the two weigh apart if they are joined, and joined if they are apart."""
    in_place: bool = False
    hidden: bool = False
    """Whether nothing but this link says that the text may have been cut between the two."""
    page_missing: bool = False
    """Whether the numbers of their pages do not follow each other."""
    over_page: bool = False
    """Whether it only leads over the end of a page in a file that has its pages in order."""

    @property
    def either(self) -> float:
        """What the second piece weighs below the first, joined to it or not."""
        return self.weight + log1p(exp(self.otherwise - self.weight))

    @property
    def reading(self) -> float:
        """The probability that they are joined, or apart, as they are taken to be."""
        return logistic(self.weight - self.otherwise)


class Weigher:
    """Weighs links between the pieces of one text, cut before the paragraphs `cuts`."""

    def __init__(
        self,
        paragraphs: Sequence[Paragraph],
        cuts: Sequence[int],
        reader: LineReader,
        model: Continuation,
        pages: Pages | None = None,
    ) -> None:
        self.paragraphs = paragraphs
        self.cuts = frozenset(cuts)
        self.reader = reader
        self.pages = pages or Pages(paragraphs)
        self.voices = Voices(paragraphs)
        self.course = Course(paragraphs, reader.structure, self.pages.stamps)
        self.junctions = Junctions([p.text for p in paragraphs], model)
        self.subjects = Subjects([p.text for p in paragraphs])
        self.weights = self.junctions.weights
        self.exchanges = Exchanges(paragraphs, cuts)
        self.label_parts = find_label_parts(paragraphs)
        self.broken_off = cache(self._broken_off)
        self.start = cache(self._start)
        self.join = cache(self._join)
        self.topic = cache(self._topic)

    @cached_property
    def begun(self) -> frozenset[int]:
        """The lines that are the first part of a title whose second part is in the text."""
        ends = {*(cut - 1 for cut in self.cuts), len(self.paragraphs) - 1}
        ends |= {k for k in (0, *self.cuts) if self.paragraphs[k].kind == "paragraph"}
        ends -= {*find_signature(self.paragraphs)}
        few = len(self.cuts) <= MOST_CUTS
        return frozenset(
            i
            for i in ends
            for j in ((0, *self.cuts) if few else (i + 1,))
            if j < len(self.paragraphs)
            if self.reader.completes_title(self.paragraphs[i], self.paragraphs[j])
        )

    @cached_property
    def hidden_in_place(self) -> float:
        """The weight of two paragraphs side by side between which nothing shows a cut."""
        known = self.weights.places
        whole = not find_broken_off(self.paragraphs[-1])
        return log(len(self.paragraphs)) + known.hidden + (known.unhidden if whole else 0.0)

    @cached_property
    def text_start(self) -> float:
        """The weight of the text beginning with a title: more with the only one that it has."""
        known = self.weights.sentences
        titles = sum(p.kind == "title" for p in self.paragraphs)
        return known.only_start if titles == 1 else known.text_start

    def _broken_off(self, i: int) -> float:
        """Return how surely paragraph i stops in mid-sentence, by its last characters as well.

        One who speaks says no titles or names on lines of their own. A line at the head of a page
        may be the rest of a short one, a line at its foot its begin.
        """
        paragraph = self.paragraphs[i]
        surely = find_broken_off(paragraph)
        if i in self.begun or i in self.label_parts:
            return max(surely, SHORT_LINE)
        at_foot = i + 1 < len(self.paragraphs) and self.paragraphs[i + 1].page_break
        may_be_begin = paragraph.kind == "heading" or (
            at_foot
            and paragraph.kind in LOOSE_KINDS
            and paragraph.text[-1] not in LINE_ENDS + CLOSING
        )
        may_be_rest = paragraph.page_break and may_be_short(paragraph)
        if (surely == 0 and not may_be_begin) or (surely == 1 and not may_be_rest):
            return surely
        known = self.weights.sentences
        spoken = known.spoken_line if self.voices.speaks(i) else 0.0
        usual = known.heading_line if surely == 0 else spoken
        end = self.junctions.weigh_end(paragraph.text)
        return logistic(usual - min(max(end, -known.most_end), known.most_end))

    def cut_at(self, cuts: Sequence[int]) -> list[Piece]:
        """Return the pieces that begin at 0 and at the cuts."""
        pieces = cut_at(self.paragraphs, cuts, self.begun)
        if self.opens_file():
            pieces[0] = replace(pieces[0], starts_text=True)
        return [replace(piece, broken_off=self.broken_off(piece.last - 1)) for piece in pieces]

    def opens_file(self) -> bool:
        """Return whether the file begins with a line set apart that begins like a text does.

        So does one that announces what is said, or that names the same as the first title below, as
        the name of a page does. The time of a speech does not, nor a line that goes on in the next.
        """
        first = self.paragraphs[0]
        if self.course.times and find_time(first.text):
            return False
        begins = first.kind == "paragraph" and first.is_display and self.start(0) > 0
        if begins and len(self.paragraphs) > 1 and self.can_follow(0, 1):
            begins = self.join(0, 1)[0] - self.start(1) < -self.weights.steps.unlikely
        title = min(find_openings(self.paragraphs), default=0)
        named, names = (pairs_of_han(self.paragraphs[k].text) for k in (0, title))
        same = title and len(named & names) > SAME_NAME * min(len(named), len(names))
        known = first.kind in FRONT_MATTER or ANNOUNCES.fullmatch(first.text) is not None
        return begins or known or bool(same and not first.has_marks)

    def _start(self, i: int) -> float:
        """Return the weight of paragraph i beginning with a sentence of its own."""
        paragraph = self.paragraphs[i]
        return self.junctions.weigh_start(paragraph.text) if may_continue(paragraph) else 0.5

    def _topic(self, i: int, j: int) -> float:
        """Return the weight of paragraph j going on with the topic of paragraph i."""
        below = self.paragraphs[j]
        if find_side(below) == "answers":
            return self.find_topic("answer", i, j).weight
        if not may_continue(below) or self.paragraphs[i].is_display:
            return 0.0
        return self.find_topic("paragraph", i, j).weight

    def find_topic(self, relation: Sequel, i: int, j: int) -> Finding:
        """Return what speaks for paragraph j going on with the subject of paragraph i."""
        above, below = self.exchanges.pairs_above(i), self.exchanges.pairs_below(j)
        texts = self.paragraphs[i].text, self.paragraphs[j].text
        weight = self.subjects.weigh(relation, *texts, (above, below))
        return Finding("topic_shared", self.subjects.bound(relation, weight))

    def _join(self, i: int, j: int) -> tuple[float, tuple[str, ...]]:
        """Return the weight of paragraph j going on in the sentence of i, and the reasons."""
        above, below = self.paragraphs[i], self.paragraphs[j]
        found = self.junctions.weigh_join(above.text, below.text, rest=self.start(i) < 0)
        found.append(self.find_topic("sentence", i, j))
        if self.completes_label(i, j):
            found.append(Finding("label_completed", self.weights.label))
        if self.completes_title(i, j):
            found.append(Finding("title_completed", self.weights.title))
        weight = sum(finding.weight for finding in found)
        if below.is_display and not above.is_display:
            # A whole line of its own is no rest of a sentence.
            weight += log(max(self.broken_off(j), self.weights.sentences.unbroken))
        return weight, tuple(f.code for f in found if f.weight > 0 and f.code != "usual")

    def can_follow(self, i: int, j: int) -> bool:
        """Return whether paragraph j may be the rest of paragraph i."""
        above, below = self.paragraphs[i], self.paragraphs[j]
        completes = self.completes_title(i, j) or self.completes_label(i, j)
        return completes or can_follow(above, below)

    def completes_label(self, i: int, j: int) -> bool:
        """Return whether paragraphs i and j are the parts of a label that was cut."""
        above, below = self.paragraphs[i], self.paragraphs[j]
        rest = split_label(below.text)
        known = rest is not None and above.text + rest in self.voices.labels
        return known or self.reader.completes_label(above, below)

    def completes_title(self, i: int, j: int) -> bool:
        """Return whether paragraphs i and j are the parts of a title that was cut."""
        if i not in self.begun:
            return False
        return self.reader.completes_title(self.paragraphs[i], self.paragraphs[j])

    def weigh(self, a: Piece, b: Piece, *, shuffled: bool = False) -> Link:
        """Return how well piece b follows piece a; `shuffled`, where the file is out of order.

        They are joined where that is likelier than that both are whole, though more likely than
        either text may be missing between: a reader is told, and has both parts side by side.
        """
        flow, reasons = self.weigh_flow(a, b)
        in_place = a.last == b.first
        place = self.weigh_in_place(a, b, shuffled=shuffled) if in_place else 0.0
        if in_place:
            reasons = (*reasons, "next_in_source")
        starts_text = self.text_start if b.starts_text else 0.0
        start = self.start(b.first)
        topic = 0.0 if a.broken_off else self.topic(a.last - 1, b.first)
        complete = "pages_ascend" in reasons or (in_place and self.pages.begins_bound(b.first))
        apart = Link(
            flow + place + topic + self.weigh_apart(a, b, complete=complete) - starts_text,
            joined=False,
            evidence=reasons,
            start=start,
            in_place=in_place,
            hidden=in_place and b.first not in self.cuts,
            page_missing=self.pages.skips(a.last - 1, b.first),
            over_page=in_place and self.pages.begins_bound(b.first),
        )
        if not self.may_join(a, b, apart):
            return apart
        weight, findings = self.join(a.last - 1, b.first)
        joined = replace(
            apart,
            weight=flow + place + weight + starts_text + log(a.broken_off),
            joined=True,
            evidence=(*findings, *reasons),
            findings=weight,
        )
        whole = flow + place + topic + self.weigh_apart(a, b, complete=True) - starts_text
        taken, other = (joined, apart) if joined.weight > whole else (apart, joined)
        return replace(taken, otherwise=other.weight)

    def weigh_apart(self, a: Piece, b: Piece, *, complete: bool) -> float:
        """Return the weight of piece b below a as no rest of it.

        Both are whole there, or the rest of a is missing, or what b is the rest of, or, where the
        pages do not show that the text is `complete`, what was between them.
        """
        known = self.weights.sentences
        whole = self.weigh_end(a) + self.start(b.first)
        if not b.may_continue:
            return whole
        gap = exp(-known.missing if complete else -known.gap)
        return log(exp(whole) + (1 - a.broken_off) * exp(-known.missing) + a.broken_off * gap)

    def weigh_begin(self, piece: Piece) -> float:
        """Return the weight of the text beginning with a piece: whole, or what is above missing."""
        start, missing = self.start(piece.first), self.weights.sentences.missing
        return log(exp(start) + exp(-missing)) if piece.may_continue else start

    def weigh_end(self, piece: Piece) -> float:
        """Return the weight of a piece with no rest below: it is whole, or its rest is missing."""
        missing = exp(-self.weights.sentences.missing)
        return log(1 - piece.broken_off + piece.broken_off * missing)

    def may_join(self, a: Piece, b: Piece, apart: Link) -> bool:
        """Return whether piece b may go on in the last sentence of piece a."""
        i = a.last - 1
        whole = apart.hidden and self.paragraphs[i].kind == "heading"
        if not a.broken_off or whole or not self.can_follow(i, b.first):
            return False
        alone = a.last - a.first == 1
        return not b.starts_text or (alone and self.completes_title(i, b.first))

    def weigh_in_place(self, a: Piece, b: Piece, *, shuffled: bool) -> float:
        """Return the weight of two pieces belonging side by side as they stand.

        What was put elsewhere is a page or a column, seldom a few words. Once it is known that the
        file is out of order its cuts say little.
        """
        if b.first not in self.cuts:
            return self.hidden_in_place
        if self.pages.begins_bound(b.first):
            return self.weights.places.bound
        if shuffled:
            return self.weights.places.shuffled
        sizes = [
            len(self.paragraphs[piece.first].text)
            for piece in (a, b)
            if piece.last - piece.first == 1
        ]
        small = log(SMALL_PIECE / min([*sizes, SMALL_PIECE]))
        known = self.weights.places
        return small + (known.cut if a.broken_off == 1 else known.likely)

    def weigh_flow(self, a: Piece, b: Piece) -> tuple[float, tuple[str, ...]]:
        """Return the weight of speakers taking turns and of numbers that count on."""
        weight, reasons = self.voices.weigh_turn(a.last_side, b.first_side), []
        if weight > self.weights.flow["named"]:
            reasons.append("speakers_alternate")
        numbers = weigh_number(a, b, self.weights.numbers)
        weight += numbers
        if numbers > 0:
            reasons.append("numbers_ascend")
        if a.top_last is not None and b.top_first == a.top_last + 1:
            reasons.append("numbers_ascend")
        if self.course.is_broken(a, b):
            weight += self.weights.flow["out_of_course"]
        pages = self.pages.weigh(a.last - 1, b.first, self.weights.numbers)
        if pages > 0:
            reasons.append("pages_ascend")
        return weight + pages, tuple(reasons)


def weigh_number(a: Piece, b: Piece, weights: NumberWeights) -> float:
    """Return the weight of the first number of piece b after those of its style in piece a."""
    style, number = b.head or ("", 1)
    before = a.tail.get(style)
    if before is not None and number == before + 1:
        return weights.follow
    return 0.0 if before is None or number == 1 else weights.skip
