"""Chooses the key figures of a transcript: what a reader of the field would put on a card.

Headline indicators come first, in the order of headlines.toml, then statistics of which the text
has both outcome and target, or that its key phrases are about. What is in doubt is never chosen,
and a text without such figures has no card.
"""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.language.fold import fold
from pipeline.measure.units import SHARES
from pipeline.records.claims import Claim
from pipeline.records.phrases import Phrase
from pipeline.records.transcript import Transcript
from pipeline.report.headlines import Headlines
from pipeline.report.target_pairs import TargetPair

POINTS = "pp"
ADDED = re.compile("[新增]")
"""What the name of an amount says that was added: without it, it reads as all there is."""
YEAR = re.compile(r"[0-9０-９〇零一二三四五六七八九]{4}年?")
LEAST_THING = 2
"""Characters before the word for the amount: 均|值 does not say of what."""
SURE_FIGURE = 0.85
"""So likely indicator, period and modality of a figure must be right, all three together."""
MOST_FIGURES = 6
"""Key figures of a transcript: as many as are read in ten seconds."""
CLAUSE_ENDS = re.compile(r"[，,。；;：:、\s（）()“”]")


class FigureRank(NamedTuple):
    """How telling a claim is, the weightiest first; larger is more telling."""

    headline: int
    """Place among the headlines, counted from the last one, which is 1; 0 for other indicators."""
    whole: bool
    """Whether it is the headline itself and no part of it: 实际使用外资, not 制造业实际使用外资."""
    paired: bool
    """Whether the transcript also names a target for it."""
    outcome: bool
    """Whether it is told as a fact."""
    year: str
    """The last year of its period: of one indicator the newest is told."""
    brief: bool
    """Whether its period is no longer than a year."""
    fitting: bool
    """Whether it is told as the amount or the change that is the news of this indicator."""
    exact: bool
    """Whether it is told without a bound: 突破4000亿元、达到4211亿元."""
    phrases: float
    """Weight of the key phrases that its indicator holds."""


def keep_timed(claims: Sequence[Claim], transcript: Transcript) -> list[Claim]:
    """Return the claims whose time can be what their words and the date of the text say.

    A fact of a time that has not ended is a plan, or what was reached so far. A text without a date
    tells the time of nothing but what names its year, and the newest year of its facts may be the
    one in which it was spoken.
    """
    facts = [claim for claim in claims if claim.modality == "actual"]
    newest = max((claim.period_end or "" for claim in facts), default="")[:4]
    last = transcript.date or f"{newest}-00"
    return [
        claim
        for claim in claims
        if (claim.modality != "actual" or (claim.period_end or "") <= last)
        and (transcript.date or names_year(claim, transcript.text))
    ]


def names_year(claim: Claim, text: str) -> bool:
    """Return whether the words that gave the period of a claim name a year."""
    span = claim.period_span
    return span is not None and YEAR.search(text[span.start : span.end]) is not None


class FigureContext:
    """What a text says beside a claim about the same indicator.

    Two claims of one sentence may tell its level and the step that led there.
    """

    def __init__(
        self,
        claims: Sequence[Claim],
        pairs: Sequence[TargetPair],
        phrases: Mapping[str | None, Sequence[Phrase]],
    ) -> None:
        self.targets = {pair.target.id for pair in pairs}
        self.aimed_at = {pair.outcome.id: pair.target.indicator_confidence for pair in pairs}
        """Of outcomes with a target: how surely that one says what is measured."""
        self.levels = {(c.sentence, c.indicator) for c in claims if c.kind == "level"}
        self.steps = {(c.sentence, c.indicator) for c in claims if is_step(c)}
        self.phrases = phrases

    def has_better(self, claim: Claim) -> bool:
        """Return whether another claim says more: the outcome of a target, the level of a step."""
        step = is_step(claim) and (claim.sentence, claim.indicator) in self.levels
        return step or claim.id in self.targets

    def is_compared(self, claim: Claim) -> bool:
        """Return whether a claim is compared with the year before, or its step is told."""
        return claim.baseline == "yoy" or (claim.sentence, claim.indicator) in self.steps

    def weigh_phrases(self, claim: Claim) -> float:
        """Return the weight of the key phrases of its section that its indicator holds."""
        said = self.phrases.get(claim.section, ())
        return sum(phrase.weight for phrase in said if phrase.text in (claim.indicator or ""))


def choose_figures(
    claims: Sequence[Claim],
    pairs: Sequence[TargetPair],
    phrases: Mapping[str | None, Sequence[Phrase]],
) -> list[Claim]:
    """Return the most telling claims in reading order, none for the same indicator twice.

    `phrases` are the key phrases by section. Never chosen are claims without indicator or period,
    of a reporter, of a limit, and statistics that nothing in the text speaks for.
    """
    around = FigureContext(claims, pairs, phrases)
    ranks = ((rank_claim(claim, around), claim) for claim in claims)
    ranked = [(rank, claim) for rank, claim in ranks if rank is not None]
    chosen: dict[int | str | None, Claim] = {}
    for rank, claim in sorted(ranked, key=lambda entry: entry[0], reverse=True):
        if len(chosen) < MOST_FIGURES and not any(repeats(claim, c) for c in chosen.values()):
            chosen.setdefault(rank.headline or claim.indicator, claim)
    return sorted(chosen.values(), key=lambda claim: claim.start)


def repeats(one: Claim, other: Claim) -> bool:
    """Return whether two claims tell the same, one of them with more words, or its other side.

    成交额 is in 全国成交金额: all its characters, in order. The other side of an amount is
    its change.
    """
    if one.kind == other.kind and (one.value, one.unit) != (other.value, other.unit):
        return False
    short, long = sorted((one.indicator or "", other.indicator or ""), key=len)
    rest = iter(long)
    return all(sign in rest for sign in short)


def is_citable(claim: Claim, aimed_at: float) -> bool:
    """Return whether a claim surely says what was measured, when, and is no question or limit.

    What lasts (连续4年增速…) or is said in passing is no figure for a card. `aimed_at` is how
    surely the target of an outcome, where it has one, says what is measured: both name the same.
    """
    named = max(claim.indicator_confidence, aimed_at)
    return bool(
        claim.indicator
        and claim.period
        and claim.role != "reporter"
        and claim.modality != "limit"
        and claim.kind in ("level", "change")
        and claim.salience == "statistic"
        and not lasts(claim)
        and not claim.doubtful
        and named * claim.period_confidence * claim.modality_confidence >= SURE_FIGURE
        and not sounds_estimated(claim)
    )


def sounds_estimated(claim: Claim) -> bool:
    """Return whether a fact is told as a range, or a rate as about so much.

    Statistics tell exactly what was reached: such words are those of an aim or an estimate.
    """
    about = claim.op == "approx" and claim.unit in SHARES
    return claim.modality == "actual" and (claim.op == "range" or about)


def has_subject(claim: Claim) -> bool:
    """Return whether the name of a claim holds all that its clause says it is of."""
    name = claim.indicator or ""
    place = claim.quote.rfind(name, 0, claim.quote.find(claim.text))
    return place < 0 or Headlines.load().before.is_in(CLAUSE_ENDS.split(claim.quote[:place])[-1])


def is_step(claim: Claim) -> bool:
    """Return whether a claim tells a change as an amount (上升0.2个百分点): its level says more."""
    return claim.kind == "change" and claim.unit not in SHARES


def rank_claim(claim: Claim, around: FigureContext) -> FigureRank | None:
    """Return how telling a claim is; None where it is no figure for a card."""
    if around.has_better(claim) or not is_citable(claim, around.aimed_at.get(claim.id, 0)):
        return None
    name, headlines = fold(claim.indicator or ""), Headlines.load()
    shown = claim.indicator_name.zh if claim.indicator_name else name
    if any(map(headlines.incomplete.is_in, (name, shown))):
        return None
    if claim.flow and claim.kind == "level" and not ADDED.search(shown):
        return None
    if not fits_unit(claim, name) or not has_subject(claim):
        return None
    place, whole = headlines.find(name), headlines.is_whole(name)
    paired, held = claim.id in around.aimed_at, around.weigh_phrases(claim)
    change, outcome, exact = claim.kind == "change", claim.modality == "actual", claim.op == "eq"
    first, last = (claim.period_start or "")[:4], (claim.period_end or "")[:4]
    if place is not None:
        rank, fitting = len(headlines.headline) - place, change != headlines.headline[place].level
    else:
        amount = headlines.amount.compiled.search(name)
        telling = (held or around.is_compared(claim)) and amount and amount.start() >= LEAST_THING
        if not paired and not telling:
            return None
        rank, fitting = 0, change
    return FigureRank(rank, whole, paired, outcome, last, first == last, fitting, exact, held)


def fits_unit(claim: Claim, name: str) -> bool:
    """Return whether an amount has a unit of its indicator: a rate no 个, people no 3/4 of them.

    Percentage points are what a share moves by; of an amount it is the growth that does.
    """
    ratio, headlines = claim.unit in SHARES, Headlines.load()
    if claim.unit == POINTS:
        return headlines.share.is_in(name)
    if claim.kind != "level" or claim.unit is None:
        return True
    return headlines.share.is_in(name) if ratio else not headlines.rate.is_in(name)


def lasts(claim: Claim) -> bool:
    """Return whether a change on the period before is said of several years, which cannot be."""
    start, end = claim.period_start, claim.period_end
    return bool(claim.baseline in ("yoy", "mom") and start and end and start[:4] != end[:4])
