"""Modality: whether a claim tells an outcome, a target, a limit or a forecast, weighed.

What speaks for each: its words (力争, 预计, 不得) before the quantity in its clause and sentence,
words of outcome (已, 了) behind them, whether plans are told, times that lie ahead, and the
modality of the claim before.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.claims.read.dating import REVIEWED
from pipeline.claims.read.drafts import Clause, Draft, Moment, Setting
from pipeline.claims.read.facts import BY_PARTS
from pipeline.claims.read.features import MODALITIES, ModalityName
from pipeline.claims.read.moments import begins_move
from pipeline.claims.read.months import last_moment
from pipeline.claims.read.nearby import relate_words
from pipeline.claims.read.period import CLAUSE_BREAK, is_bracketed
from pipeline.claims.read.signs import find_signs
from pipeline.claims.read.weighing import Candidate, Choice, choose, relate
from pipeline.records.base import Span

NOUN_OF_PLAN = re.compile(
    r"(?:行动|专项|[一二三五十]年|(?<![0-9])[0-9]{1,2}年|[一五目个]|(?:[超按]|完成)(?:全?年度?|年初)?|实施|[”》])\Z"
)
COUNTED_FORECAST = re.compile("[0-9.,]+[万千多余]*(?:期|站?次|条|份)")
"""Behind 预报 where it is counted, and not what is expected: 预报|92期."""
WEAK = "将愿要"
"""How the words begin that tell what will be, planned or not."""
MOST_RULED = 6
"""Different words of rules in a paragraph, from which on more say no more."""


Evidence = dict[str, list[str]]
"""Modality → the features that speak for it."""


class Mood(NamedTuple):
    """A modality and the words that gave it."""

    name: ModalityName
    span: Span | None


def choose_modality(
    clause: Clause, draft: Draft, moments: Sequence[Moment], setting: Setting
) -> Choice[Mood]:
    """Return the choice of a claim's modality."""
    evidence: Evidence = {name: [f"{name}.any"] for name in MODALITIES}
    spans: dict[str, Span] = {}
    add_words(clause, draft, evidence, spans)
    add_circumstances(clause, draft, moments, setting, evidence)
    for name, features in relate_words(draft.nearby, clause.lexicon.nearby["modality"]).items():
        evidence[name] += features
    names = ("target",) if draft.predicate.aimed else MODALITIES
    candidates = [Candidate(Mood(n, spans.get(n)), evidence[n]) for n in names]
    return choose(candidates, clause.lexicon.weights["modality"])


def add_words(clause: Clause, draft: Draft, evidence: Evidence, spans: dict[str, Span]) -> None:
    """Add what the words of modality before a quantity say, or the noun that it defines.

    A plan to lift a limit makes no plan of the number: 将取消不超过两家的限制.
    """
    text, start, lexicon = clause.text, draft.quantity.start, clause.lexicon
    defined = lexicon.modality_after_pattern.match(text, draft.predicate.follow)
    if defined:
        name = lexicon.modalities_after[defined[1]]
        evidence[name].append(f"{name}.defined")
        spans[name] = Span(start=defined.start(1), end=defined.end(1))
    base = draft.predicate.baseline_span
    for match in reversed(list(lexicon.modality_pattern.finditer(text, clause.window, start))):
        name = lexicon.modalities[match[0]]
        if name == "actual":
            evidence[name] += ["actual.own"] if match.start() >= clause.low else []
            continue
        if defined or name in spans or is_noun_of_plan(text, match):
            continue
        if base and base.start <= match.start() < base.end:
            continue
        spans[name] = Span(start=match.start(), end=match.end())
        strength = "weak" if match[0][0] in WEAK else "word"
        evidence[name].append(f"{name}.{strength}")
        breaks = len(CLAUSE_BREAK.findall(text, match.end(), start))
        evidence[name].append(f"{name}.clauses.{min(breaks, 2)}")


def tell_side(moment: Moment, setting: Setting) -> str | None:
    """Return on which side of the document's date a time lies, where it is known and not now.

    What is told as of a day is of now. A year is ahead or behind, a part of the document's own
    coming or past; of the year as a whole most is still to come in its first months. A five-year
    plan under way is on neither side.
    """
    if moment.kind == "now":
        return "now"
    last, year, month = last_moment(moment.period), setting.year, setting.month
    if year is None or not last[:4].isdecimal():
        return None
    if moment.kind == "plan" and int(moment.period[:4]) < year <= int(last[:4]):
        return None
    if int(last[:4]) != year:
        return "ahead" if int(last[:4]) > year else "behind"
    if moment.kind == "year":
        return "begun" if month and month <= REVIEWED else None
    if month is None or not last[5:7].isdecimal() or int(last[5:7]) == month:
        return None
    return "coming" if int(last[5:7]) > month else "past"


def is_noun_of_plan(text: str, match: re.Match[str]) -> bool:
    """Return whether 计划, 规划, 目标 or 预报 is a noun: 三年行动计划, 超计划, 预报92期."""
    if match[0] == "预报":
        return COUNTED_FORECAST.match(text, match.end()) is not None
    if match[0] not in ("计划", "规划", "目标"):
        return False
    named = NOUN_OF_PLAN.search(text, max(0, match.start() - 5), match.start())
    return named is not None or text[match.end() : match.end() + 1] in "，。、”》）"


def add_circumstances(
    clause: Clause, draft: Draft, moments: Sequence[Moment], setting: Setting, evidence: Evidence
) -> None:
    """Add what is told around a claim: plans, times ahead, the modality of the claim before."""
    found = [setting.frame] if setting.frame else []
    begun = clause.previous if draft.predicate.moves_to else None
    text, start = clause.text, draft.quantity.start
    before = [
        m
        for m in moments
        if m.start < start and not m.compared and not is_bracketed(text, m.start, m.end, start)
    ]
    named = [m for m in before if not begins_move(clause.text, m, begun)]
    times = [m for m in named or setting.moments if m.kind != "since"]
    side = tell_side(times[-1], setting) if times else None
    if side:
        found.append(side if named else f"carried_{side}")
    if draft.quantity.type == "duration":
        found.append("duration")
    worded = any(f"{name}.clauses.0" in evidence[name] for name in MODALITIES)
    found += find_modality_facts(clause, draft, worded=worded)
    if setting.ruled:
        found.append(f"ruled.{min(setting.ruled, MOST_RULED)}")
    for name in MODALITIES:
        evidence[name] += relate(name, tuple(found))
    previous = clause.previous
    whole = previous or setting.last
    if whole and is_of_number_alone(text, whole):
        return
    at = previous.quantity.start if previous else start
    if previous and not is_bracketed(text, at, at, start):
        breaks = len(CLAUSE_BREAK.findall(text, previous.quantity.end, start))
        evidence[previous.modality].append(f"{previous.modality}.previous.{min(breaks, 2)}")
    if whole and BY_PARTS.search(text, clause.window, start):
        evidence[whole.modality].append(f"{whole.modality}.parts")
    near = setting.last and setting.sentence - setting.last_sentence <= 1
    if setting.last and near and (clause.joined or not previous):
        told = f"{setting.last.modality}.{'joined' if clause.joined else 'last'}"
        evidence[setting.last.modality].append(told)


def is_of_number_alone(text: str, draft: Draft) -> bool:
    """Return whether a number is a forecast or a plan with which another is compared.

    好于市场预测的|8.2% says nothing of what follows.
    """
    span = draft.modality_span
    return span is not None and text.startswith("的", span.end) and span.end < draft.quantity.start


def find_modality_facts(clause: Clause, draft: Draft, *, worded: bool) -> Iterator[str]:
    """Yield what the words about a number and its own form say of its modality.

    `worded` says that a word of modality stands in the clause, as 将 may be a part of.
    """
    predicate = draft.predicate
    for name in find_signs(clause):
        if name != "future" or not worded:
            yield name
    if predicate.op in ("le", "ge") and not predicate.deadline:
        yield predicate.op
    if predicate.moves_from:
        yield "from"
    elif predicate.moves_to:
        yield "moved"
