"""Features: all that may speak for a candidate, each with what it means.

weights.tsv has a weight for each; what it lacks or has too much stops the run.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, get_args

Meanings = Mapping[str, tuple[tuple[str, ...], str]]
"""What a feature begins with → how it goes on, and what that means; {} is how it goes on."""

ModalityName = Literal["actual", "target", "limit", "forecast"]
MODALITIES: tuple[ModalityName, ...] = get_args(ModalityName)
NUMBERS = ("0", "1", "2", "3")
FACTS = (
    "target", "forecast", "accumulated", "lasting", "plan", "review", "asked", "answered",
    "reported", "change", "duration", "counted", "parts", "moved", "limit", "behind",
    "statistics", "news", "property", "event", "exists", "modifies", "small", "sized", "ruled",
    "built", "norm", "untimed", "early", "ending",
)  # fmt: skip
"""What the words of a claim say of its time."""
SHAPES = ("yearly", "accumulated", "change", "reached", "rate", "counted")
"""What a number is to the years of a plan."""
TIME_SIDES = ("ahead", "behind", "begun", "coming", "past", "now")
"""Where a time lies from the document's date."""
SIDES_OF_NOW = ("ahead", "under", "behind", "now")
"""The same of a period: it is to come, under way, over, or all up to the document's date."""
GRAINS = ("day", "month", "part", "year", "years")
GRAIN_OF = ("growth", "change", "count", "amount", "rate")
"""How long a period is, and of what kind a number of it."""
OPEN_CLASSES = ("noun", "territory", "vn", "verb", "act", "flow")
"""Classes of words that stand both inside noun phrases and at their edges."""
ROLES = (
    *OPEN_CLASSES, "adverb", "preposition", "and", "pronoun", "time", "particle", "mark", "phrase",
    "other", "cue", "change", "stop", "skip", "open", "report", "done", "target", "forecast",
    "limit", "separator", "list", "of", "behind", "closer", "bound", "sum", "total",
)  # fmt: skip
"""What a word can do at the edge of a noun phrase."""
BEGINS_NOTHING = frozenset({
    "mark", "separator", "list", "of", "open", "time", "pronoun", "done", "skip", "total", "target",
    "forecast", "closer", "report",
})  # fmt: skip
ENDS_NOTHING = frozenset({
    "mark", "separator", "list", "of", "skip", "sum", "total", "adverb", "target", "forecast",
    "limit", "done", "and", "closer",
})  # fmt: skip
ENDS_NO_COUNT = ENDS_NOTHING | {"open", "change", "bound"}
"""The same behind a number."""
BEGINS, ENDS, ENDS_COUNT = (
    tuple(role for role in ROLES if role not in never)
    for never in (BEGINS_NOTHING, ENDS_NOTHING, ENDS_NO_COUNT)
)
LENGTHS = ("2", "3", "5", "8", "12", "18", "26", "99")
RESTS = ("of", "verb", "noun", "none")
"""What the words beside a phrase hold, the most telling first."""
TYPES = (
    "classifier", "money", "rate", "multiple", "measure", "duration", "bare", "rank", "doubling",
)  # fmt: skip
"""What a number is by its unit."""
ENDINGS = {
    "amount": "an amount of the glossary", "measure": "words for an amount", "thing": "a thing",
}  # fmt: skip
SIDES = (
    *TYPES, "change", "towards", "level", "people", "running", "has", "alone", "generic", "of",
    "later", "joined", "part",
)  # fmt: skip
"""What decides on which side of its number an indicator stands."""

UNITS = ("same", "rate", "both", "amount", "other")
"""How the unit of a claim before is to that of a number: a rate of the amount that was told."""

SOURCES = (
    "title", "question", "named", "compared", "after", "previous", "whole", "lead", "carried",
    "last", "passing", "none", "present", "year", "year_before",
)  # fmt: skip
"""Where a period may be from."""

SAID = (".aimed", ".late", ".reviewed")
"""How something is said: as no outcome, in the last months of a year, behind what is of the year
before."""
OWN_SOURCES = ("none", "present", "year", "year_before")
"""Sources that the document's date gives: which of them holds is in the words of a claim alone."""
PERIOD: Meanings = {
    "": (
        SOURCES,
        "where the period is from: {}",
    ),
    **{
        f"{source}.": (FACTS, f"a period from {source}, where the claim is: {{}}")
        for source in OWN_SOURCES
    },
    "year_before.late": (("",), "the year before, months after its figures are out"),
    "title.has.": (("asked",), "the plan that a title names: {} (the question names it)"),
    "year.alone": (("",), "the year of a text, and none but a plan is told"),
    "question.has.": (("named",), "the time in the question: {} (another is named since)"),
    "review.end.": (("reached", "rate"), "the last of the years that are told, the number is: {}"),
    "named.rank.": (NUMBERS[:3], "times named between it and the number: {}"),
    "named.has.": (
        ("opens", "near", "reporting", "within", "led", "used", "run", "each", "joint"),
        "a time in the sentence: {} (it opens a clause, stands in that of the number, somebody "
        "reports, it dates what modifies a thing, the claim before is of it, it begins what goes "
        "on: 连续, the number has its place in a list: 一、二季度分别)",
    ),
    "compared.has.": (
        ("of", "moves", "itself", "base"),
        "something is compared with it, and behind it stands: {} (what moves from there, what is "
        "of that time itself, another number from which something moves)",
    ),
    "previous.has.": (
        ("compared", "unsure"),
        "the claim before: {} (something is compared with its time, its own time is unsure)",
    ),
    "passing.has.": (
        ("empty", "reported"),
        "a time that opened nothing in the last sentence that named one: {} (no number stood "
        "there, somebody reported then)",
    ),
    "whole.has.": (("yearly",), "from where to where the number before moved, the claim is: {}"),
    "lead.has.": (("passed",), "the time of a paragraph: {} (one before it was told since)"),
    "lies.": (
        tuple(f"{side}.{mood}" for side in SIDES_OF_NOW for mood in ("told", "aimed")),
        "where it lies from the document's date, for what is told or aimed at: {}",
    ),
    "grain.": (
        tuple(f"{grain}.{kind}" for grain in GRAINS for kind in GRAIN_OF),
        "how long it is, of what kind the number is: {}",
    ),
    "years": (
        ("", ".accumulated", ".counted", ".yearly"),
        "it is of several years, the claim is: {}",
    ),
    "short.": (("yearly",), "it is of one year or less, the claim is: {}"),
    "carried.rank.": (NUMBERS[:2], "times that opened a sentence since: {}"),
    "carried.has.": (
        ("named", "aside", "joined", "part", "back", "first"),
        "an earlier time: {} (another is named since, it is told by itself, a ； stands before, it "
        "lies before one told before it)",
    ),
    "last.has.": (
        ("joined", "aside", "part", "back"),
        "the last claim: {} (a ； stands between, its time was told by itself, it lies before one "
        "told before)",
    ),
    "end": (
        ("", ".counted", ".before"),
        "an end of an interval from or to which a value moves, the first of counted years, the "
        "year before",
    ),
    "over": (
        ("", *SAID),
        "the year before that in which a text says 全年 or 年末 alone, the claim is: {}",
    ),
    "edge": (("", *SAID), "the year whose edge is told, the claim is: {}"),
    "run": (("",), "the months that end with it: 连续3个月"),
    "sum": (("",), "all up to the end of a time"),
    "plan.whole.": (SHAPES, "all years of a plan that is told, the number is: {}"),
    "plan.end.": (SHAPES, "the last year of a plan that is told, the number is: {}"),
}  # fmt: skip
MODALITY: Meanings = {
    f"{name}.": (
        ("any", "defined", "weak", "word", "clauses.0", "clauses.1", "clauses.2", "own", "plan",
         "review", *TIME_SIDES, *(f"carried_{side}" for side in TIME_SIDES), "must", "duration",
         "le", "ge", "future", "later", "built", "done", "decided", "demanded", "budgeted",
         "capped", "norm", "from", "moved", "survey", "scenario", "estimated", "promised",
         "held", "planned", "remaining", "parts", "short", "share", "aim", "present", "set",
         "expected",
         *(f"ruled.{n}" for n in range(1, 7)),
         "joined", "previous.0", "previous.1", "previous.2", "last"),
        f"for {name}: {{}}",
    )
    for name in MODALITIES
}  # fmt: skip
INDICATOR: Meanings = {
    "": (("left", "right", "inherited", "none"), "where the indicator stands: {}"),
    **{
        f"{side}.": (SIDES, f"{side} of a number that is: {{}}")
        for side in ("left", "right", "inherited")
    },
    **{
        f"{side}.ends.{end}.": (TYPES, f"{side}, it ends as {meaning}, of a number that is: {{}}")
        for side in ("left", "right", "inherited")
        for end, meaning in ENDINGS.items()
    },
    **{
        f"{side}.thing.": (("fits", "other"), "its last word, for what its unit counts: {}")
        for side in ("left", "inherited")
    },
    "left.before.": ((*ROLES, "start"), "the word before the phrase: {}"),
    "left.first.": (BEGINS, "its first word: {}"),
    "left.last.": (ENDS, "its last word: {}"),
    "left.in.": (ROLES, "a word inside, not the first: {}"),
    "left.modifies.": (ROLES, "a word inside, before its last 的: {}"),
    "left.cut.": (ROLES, "it ends before a predicate, which begins with: {}"),
    "left.topic.": (ROLES, "it is what the clause begins with, behind it: {}"),
    "left.length.": (LENGTHS, "characters, up to: {}"),
    "left.single.": (("first", "before"), "of one character, which is seldom a word: {}"),
    "left.modifier.": (("last", "before"), "that says of what kind a thing is (大型): {}"),
    "left.known": (("", ".longer"), "all of its words are terms of the glossary{}"),
    "left.bound.": (
        ("held", "cut"),
        "a number with a bound (60岁以上) in the phrase, or before: {}",
    ),
    "left.is.": (
        ("generic", "object"),
        "the phrase: {} (it names nothing by itself, a preposition stands before its first noun)",
    ),
    **{
        f"left.{how}.": (("fewer", "as_many", "more"), f"{meaning}, it lists of things: {{}}")
        for how, meaning in (("each", "after 分别"), ("items", "before numbers side by side"))
    },
    "left.amount.": (RESTS, "it says how much there is of something, the words before it hold: {}"),
    "left.rest.": (RESTS, "the words of the clause before it hold: {}"),
    "right.first.": (ROLES, "its first word: {}"),
    "right.last.": (ENDS_COUNT, "its last word: {}"),
    "right.rest.": (RESTS, "the words behind it hold: {}"),
    "right.after.": (
        (*ROLES, "end", "list.on", "and.on", "list.number", "and.number"),
        "the word behind the phrase: {}",
    ),
    "right.in.": (ROLES, "a word inside, not the last: {}"),
    "right.is.": (("generic",), "the phrase: {} (it names nothing by itself)"),
    "right.head": (("",), "it begins behind the last 的"),
    "right.known": (("", ".longer"), "all of its words are terms of the glossary{}"),
    "right.modifier.": (("last",), "that says of what kind a thing is (大型): {}"),
    "right.modifies.": (ROLES, "a word inside, before its last 的: {}"),
    "right.fits.": (
        ("last", "behind"),
        "what its unit counts (名: people, 所: schools) is its last word, or stands behind: {}",
    ),
    "right.length.": (LENGTHS, "characters, up to: {}"),
    "right.single.": (("last", "after"), "of one character, which is seldom a word: {}"),
    "inherited.from.": (
        ("before", "after", "here", "next", "further", "paragraph"),
        "the claim before has it on the side, or one before that stands: {} (in the sentence, "
        "the one before, the paragraph, another)",
    ),
    "inherited.unit.": (UNITS, "the claim before has to this one the unit: {}"),
    "inherited.told.": (
        tuple(f"{unit}.{n}" for unit in UNITS[:-1] for n in NUMBERS[:2]),
        "a claim before that one has to this one the unit, and is of those the nearest: {}",
    ),
    "inherited.earlier": (("",), "it is the subject of a clause before the last"),
    "inherited.subject.": ((*ROLES, "end"), "subject of the clause before, what follows: {}"),
}
MEANINGS: Mapping[str, Meanings] = {
    "period": PERIOD, "modality": MODALITY, "indicator": INDICATOR,
}  # fmt: skip


def list_features(choice: str) -> Iterator[tuple[str, str]]:
    """Yield the features of a choice, each with what it means."""
    for prefix, (values, meaning) in MEANINGS[choice].items():
        for value in values:
            yield f"{prefix}{value}", meaning.format(value)


FEATURES: Mapping[str, frozenset[str]] = {
    choice: frozenset(name for name, _ in list_features(choice)) for choice in MEANINGS
}
