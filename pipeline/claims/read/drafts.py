"""Drafts: claims on their way through a sentence, and what one sentence leaves to the next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.find.times import Time
from pipeline.claims.read.dating import REVIEWED, SpeechTime
from pipeline.claims.read.features import ModalityName
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.predicate import Predicate
from pipeline.claims.read.weighing import Choice
from pipeline.records.base import Bilingual, Span

FAR = 6
"""Months ahead from which on none are told from January to them."""
MOMENTS_KEPT = 2
"""How many of the times with which earlier sentences opened may still hold."""

RECENT_KEPT = 8
"""How many claims later ones may go on to tell of."""
Apart = Literal["here", "next", "further", "paragraph"]
"""How far a claim is from another: in its sentence, the next, its paragraph, or another."""
TimeKind = Literal["now", "plan", "since", "year", "part"]


@lru_cache(maxsize=1024)
def make_span(start: int, end: int) -> Span:
    """Return the characters between two places; those of a time are asked for by many claims."""
    return Span(start=start, end=end)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression with its period; `sentence` numbers where it stands."""

    start: int
    end: int
    period: str
    kind: TimeKind
    opens: bool
    sentence: int
    leads: bool = False
    """Whether it opens a paragraph, or stands with words that say what follows."""
    title: bool = False
    """Whether it stands in the title of a plan."""
    aside: bool = False
    """Whether it is a part of the time that is told, for one fact: 9月当月."""
    compared: bool = False
    """Whether something is compared with it: it is the time of the number behind it at most."""
    recalled: bool = False
    """Whether something was compared with that year before: 为2019年的90%，2019年为3万."""
    reported: bool = False
    """Whether it is the day on which somebody reported what follows."""
    first: bool = False
    """Whether its sentence begins with it."""
    listed: bool = False
    """Whether it is one of several that 分别 gives a number each, and nothing else."""

    @property
    def span(self) -> Span:
        """Return the characters of the expression."""
        return make_span(self.start, self.end)


@dataclass(slots=True)
class Setting:
    """What earlier sentences leave behind for the next.

    `voice` is the answer or question they are in, or the speech, which goes on under new headings;
    `frame` says whether plans or a review are told; `moments` are the times that may still hold,
    `lead` the last that opened a paragraph or came with the frame.
    """

    year: int | None
    month: int | None
    day: int | None = None
    voice: str = ""
    section: str | None = None
    paragraph: int = -1
    sentence: int = 0
    turn: str = "statement"
    fresh: bool = True
    """Whether the sentence is the first of its paragraph."""
    in_heading: bool = False
    bare: bool = False
    """Whether the sentence is a line of its own without a full stop, as headlines are."""
    bulletin: bool = False
    """Whether the text tells the news, each under its headline."""
    frame: str | None = None
    moments: list[Moment] = field(default_factory=list)
    lead: Moment | None = None
    base: Moment | None = None
    """The last time in its paragraph that something was compared with."""
    passing: Moment | None = None
    """The last time that opened nothing, which may be of what follows: 审议明年度预算案。岁出…"""
    passing_empty: bool = False
    """Whether its sentence has no number."""
    plan: Moment | None = None
    """The five-year plan that a title, a heading or the question names."""
    question: Moment | None = None
    """The time that a question names, of which its answer may tell."""
    asked_in: int = -1
    """The paragraph of that question."""
    spoken: int | None = None
    spoken_in: int = 0
    """The sentence that spoke of that year."""
    interval: str | None = None
    """The years in which the value moved that was last told of in the paragraph."""
    last: "Draft | None" = None
    last_sentence: int = 0
    recent: "list[Told]" = field(default_factory=list)
    """The last claims with what they measure, of which later ones may go on to tell."""
    last_aside: bool = False
    """Whether the time of that claim was told by itself: 9月当月."""
    wholes: dict[str | None, tuple[str, Span]] = field(default_factory=dict)
    """Unit → what the sentence before measures in it, of which parts may be told."""
    of_parts: bool = False
    """Whether the sentence before tells of parts."""
    ruled: int = 0
    """How many different words of rules its paragraph has."""

    def reference(self) -> SpeechTime:
        """Return when the next sentence is said."""
        told = self.year if self.frame == "plan" else None
        if self.frame == "review" and self.year and self.month and self.month <= REVIEWED:
            told = self.year - 1
        here = self.spoken is None or self.spoken_in == self.sentence
        return SpeechTime(self.year, self.month, self.day, self.spoken or told, here)

    def enter(self, voice: str, paragraph: int, turn: str = "statement") -> None:
        """Forget what does not outlast an answer, a speech or a paragraph."""
        if voice != self.voice:
            self.open_frame(None)
            if turn == "question":
                self.plan = None
            if turn != "answer":
                self.question = None
        self.fresh = voice != self.voice or paragraph != self.paragraph
        self.base = None if self.fresh else self.base
        self.interval = None if self.fresh else self.interval
        ahead = self.spoken and self.year and self.spoken > self.year and self.frame != "plan"
        if (self.fresh and self.year) or ahead:
            self.spoken = None
        self.voice, self.paragraph, self.turn = voice, paragraph, turn
        self.sentence += 1

    def open_frame(self, frame: str | None) -> None:
        """Begin to tell plans, a review or neither: no earlier time or claim holds on.

        But for a time ahead that the sentence before named, of plans: 明年怎么干？我们的目标是….
        """
        ahead = [m for m in self.moments if m.period[: len("2024")] > f"{self.year}"]
        near = [m for m in ahead if self.sentence - m.sentence <= 1]
        self.frame, self.moments = frame, near if frame == "plan" else []
        self.lead, self.last = None, None
        self.passing = None

    def open_news(self) -> None:
        """Begin other news: nothing of what was told before holds on."""
        self.open_frame(None)
        self.plan = self.spoken = None

    def keep(self, moments: Sequence[Moment], drafts: "Sequence[Draft]", *, asks: bool) -> None:
        """Remember what a sentence may leave to the next; `asks` says that it is a question."""
        opening = [moment for moment in moments if moment.opens and not moment.listed]
        leading = [moment for moment in opening if moment.leads]
        plans = [m for m in moments if m.kind == "plan" and (m.title or m.leads)]
        if plans:
            self.plan = plans[0]
        if asks:
            named = [moment for moment in moments if not moment.compared]
            new = self.asked_in != self.paragraph
            self.question = named[0] if named else None if new else self.question
            self.asked_in = self.paragraph
        self.base = next((m for m in reversed(moments) if m.compared), self.base)
        named = [
            m for m in moments if not (m.compared or m.opens or m.aside or m.recalled or m.listed)
        ]
        if named:
            self.passing, self.passing_empty = named[-1], not drafts
        elif opening or self.fresh:
            self.passing = None
        if leading:
            self.lead = leading[0]
        if opening:
            held = [m for m in self.moments if m.period != opening[-1].period]
            self.moments = [*held, opening[-1]][-MOMENTS_KEPT:]
        named_by = [Told(one, self.sentence, self.paragraph) for one in drafts if one.indicator]
        self.recent = [*self.recent, *named_by][-RECENT_KEPT:]
        intervals = [draft.interval for draft in drafts if draft.interval]
        self.interval = intervals[-1] if intervals else self.interval
        if drafts:
            own = {moment.span for moment in moments if moment.compared or moment.listed}
            told = [draft for draft in drafts if draft.period_span not in own] or drafts
            passing = [draft for draft in told if not draft.lasting]
            self.last, self.last_sentence = (passing or told)[-1], self.sentence
            self.last_aside = self.last.period_span in [m.span for m in moments if m.aside]


@dataclass(slots=True)
class Draft:
    """A claim on its way: its quantity, what the words say, and the fields found so far."""

    quantity: Quantity
    predicate: Predicate
    indicator: Span | None = None
    item: str | None = None
    """What an item of a list measures, in words, where its span says less or more."""
    told_of: str | None = None
    """What a share is of, nothing for people, where `item` says with a predicate what of them."""
    inherited: bool = False
    nearby: Sequence[str] = ()
    """The words right before and behind its number, each with its place."""
    lasting: bool = False
    """Whether it tells a state that lasts, as a rank or a duration, which is of no period."""
    period: str | None = None
    period_span: Span | None = None
    interval: str | None = None
    modality: ModalityName = "actual"
    modality_span: Span | None = None
    name: Bilingual | None = None
    choices: dict[str, Choice[Any]] = field(default_factory=dict)
    """Field → the candidates it was chosen from."""


class Told(NamedTuple):
    """A claim with the sentence and the paragraph in which it was told."""

    draft: Draft
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Clause:
    """Where a quantity stands: its clause is text[low:high], its sentence is read from `window`."""

    text: str
    window: int
    low: int
    high: int
    quantity: Quantity
    times: Sequence[Time]
    previous: Draft | None
    year: int | None
    lexicon: Lexicon
    near: int = 1
    """Numbers that stand nearby, this one among them: statistics have many."""
    told: "Sequence[tuple[Apart, Draft]]" = ()
    """Claims before with how far they are, the nearest first."""
    beside: int = 1
    """Numbers that stand side by side from this one on: 10%、20%和30%."""

    @property
    def joined(self) -> bool:
        """Return whether its sentence goes on behind a ；."""
        return self.text.startswith("；", self.window - 1)


def make_setting(date: str | None, times: Sequence[Time] = ()) -> Setting:
    """Return the setting in which a document of an ISO date begins.

    One that tells of months far ahead as of this year's (今年前11个月, dated in January) was said
    in the year before.
    """
    parts = [int(part) for part in date.split("-")] if date else []
    year, month, day = [*parts, None, None, None][:3]
    if year and month and any(time.last_of_this_year - month > FAR for time in times):
        return Setting(year - 1, 12)
    return Setting(year, month, day)
