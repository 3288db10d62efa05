"""The examples beside each entry of knowledge come out as the entry says, whatever file it is in.

`accept` is what an entry must take, `reject` what it must leave, `examples` say what comes out.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.claims.find.grammar import NumeralGrammar
from pipeline.claims.find.time_forms import TimeForms
from pipeline.claims.salience import SalienceSigns
from pipeline.clean.dates import Dates
from pipeline.clean.flags import Flags
from pipeline.clean.formats.web.parts import Parts
from pipeline.clean.front_matter import FrontSigns
from pipeline.clean.lines.furniture import Furniture, FurnitureStyle
from pipeline.clean.lines.paragraphs import Titles
from pipeline.clean.lines.surroundings import Surroundings
from pipeline.clean.publication import Publication
from pipeline.indicators.lexicon import Aliases
from pipeline.indicators.names import NameWords, clean_name, is_generic, normalise_name
from pipeline.indicators.place_names import PlaceNames
from pipeline.indicators.scope import read_scope
from pipeline.knowledge import PatternEntry
from pipeline.language.fold import fold
from pipeline.language.stamps import Stamps
from pipeline.language.structure.bare_headings import HeadingWeights
from pipeline.language.structure.lines import load_structure
from pipeline.language.structure.styles import LabelStyle
from pipeline.language.terms.background import Offices, load_background
from pipeline.publish.rubrics import RubricEntry, RubricFile
from pipeline.report.headlines import Headline, Headlines
from pipeline.segment.questions import Questions
from pipeline.segment.signs import SegmentSigns
from pipeline.taxonomy import PROCEDURE, load_taxonomy
from pipeline.taxonomy.documents import read_text
from pipeline.taxonomy.features import Document
from pipeline.wording.forms import PhraseForms, find_phrases
from tests.lexicon_examples import find_failures
from tests.make import LEXICON, STOP, TOKENIZER, claims_of, get_classifier, make_conference

PIPELINE = Path(__file__).parents[1] / "pipeline"
STRUCTURE = load_structure()
FURNITURE, FLAGS, TITLES, PARTS = Furniture.load(), Flags.load(), Titles.load(), Parts.load()
DATES, PUBLICATION, OFFICES = Dates.load(), Publication.load(), Offices.load()
HEADLINES, TAXONOMY = Headlines.load(), load_taxonomy()
TIMES, GRAMMAR = TimeForms.load(), NumeralGrammar.load()
ALIASES, PLACES = Aliases.load(), PlaceNames.load()


def name_of(found: Any) -> str | None:
    """Return the style of a line that was read, or None."""
    return None if found is None else found.style


def is_furniture(style: FurnitureStyle, text: str) -> bool:
    """Return whether all of a text, or one end of it, is furniture of a style."""
    text = fold(text)
    if style.place == "around":
        return FURNITURE.match(text, "around") == style.reason
    if style.place in ("line", "block"):
        found = FURNITURE.find_lines(text.split("\n"))
        return found == (style.reason, text.count("\n") + 1)
    reason, start, end = FURNITURE.find_ends(text)
    return reason == style.reason and (start > 0 if style.place == "start" else end < len(text))


def is_whole(found: re.Match[str] | None) -> bool:
    """Return whether a match reaches to the end of its text."""
    return found is not None and found.end() == len(found.string)


def has_style(style: LabelStyle, words: str) -> bool:
    """Return whether a label that opens a speech is of a style, and of its role."""
    time = "2024-05-06 10:05 " if style.stamped else ""
    label = STRUCTURE.read_label(f"{time}{words}：今天的天气很好。")
    known = label is not None and (style.parts is not None or label.role == style.role)
    return label is not None and label.style == style.name and known


QUESTIONS, SEGMENT_SIGNS = Questions.load(), SegmentSigns.load()
STYLES, SIGNS = STRUCTURE.styles, STRUCTURE.speakers
TAKES: dict[str, tuple[Iterable[Any], Callable[[Any, str], bool]]] = {
    "claims/find/numerals.toml": (
        [GRAMMAR.numeral, GRAMMAR.unit_name, *GRAMMAR.inside, GRAMMAR.in_words],
        lambda entry, text: GRAMMAR.compile(entry.pattern).search(text) is not None,
    ),
    "claims/find/times.toml": (
        [*TIMES.kind, *TIMES.about, *TIMES.listed],
        lambda entry, text: TIMES.compile(entry.pattern).search(text) is not None,
    ),
    "language/stamps.toml": (
        Stamps.load().sign,
        lambda sign, text: Stamps.load().patterns[sign.name].search(text) is not None,
    ),
    "clean/front_matter.toml": (
        FrontSigns.load().sign,
        lambda sign, text: FrontSigns.load().find(sign.name, text) is not None,
    ),
    "segment/signs.toml": (
        SEGMENT_SIGNS.sign,
        lambda sign, text: SEGMENT_SIGNS.patterns[sign.name].search(text) is not None,
    ),
    "segment/questions.toml: lead": (
        QUESTIONS.lead,
        lambda lead, text: lead.compiled.match(text) is not None,
    ),
    "segment/questions.toml: topic": (
        QUESTIONS.topic,
        lambda topic, text: topic.compiled.match(text) is not None,
    ),
    "segment/questions.toml: words": (
        [*QUESTIONS.asks, *QUESTIONS.requests, *QUESTIONS.confirms, *QUESTIONS.points],
        PatternEntry.is_in,
    ),
    "language/structure/structure.toml: heading": (
        STYLES.heading,
        lambda style, line: name_of(STRUCTURE.read_heading(line)) == style.name,
    ),
    "language/structure/structure.toml: form": (
        STYLES.form,
        lambda form, line: form.compile(STRUCTURE.names).match(line) is not None,
    ),
    "language/structure/structure.toml: label": (STYLES.label, has_style),
    "language/structure/structure.toml: item": (
        STYLES.item,
        lambda _, line: STRUCTURE.read_item(line) is not None,
    ),
    "language/structure/structure.toml: front_matter": (
        STYLES.front_matter,
        lambda style, line: STRUCTURE.read_front_matter(line) == style.kind,
    ),
    "language/structure/structure.toml: remark": (
        STYLES.remark,
        lambda style, said: STRUCTURE.is_remark(said, style.kind),
    ),
    "language/structure/speakers.toml: sign": (
        SIGNS.sign,
        lambda sign, said: sign.name in SIGNS.find_speech_signs(said),
    ),
    "language/terms/offices.toml": ([OFFICES], lambda offices, word: bool(offices.match(word))),
    "clean/lines/furniture.toml": (FURNITURE.furniture, is_furniture),
    "clean/lines/furniture.toml: statement": (
        [FURNITURE.statement],
        lambda entry, text: entry.compiled.match(fold(text)) is not None,
    ),
    "clean/lines/titles.toml": (TITLES.title, lambda _, line: TITLES.read_like_one(line)),
    "clean/lines/surroundings.toml": (
        Surroundings.load().sign,
        lambda sign, line: sign.compiled.fullmatch(fold(line)) is not None,
    ),
    "language/structure/bare_headings.toml": (
        HeadingWeights.load().sign,
        lambda sign, line: sign.is_in(fold(line)),
    ),
    "clean/flags.toml": (
        FLAGS.pattern,
        lambda pattern, text: pattern.code in {flag.code for flag in FLAGS.search(text)},
    ),
    "clean/dates.toml": (DATES.event, PatternEntry.is_in),
    "clean/publication.toml": (
        PUBLICATION.field,
        lambda field, text: is_whole(field.compiled.match(fold(text))),
    ),
    "clean/formats/web/parts.toml: part": (
        PARTS.part,
        lambda part, name: PARTS.find_reason(name) == part.reason,
    ),
    "clean/formats/web/parts.toml: heading": (
        [PARTS.heading],
        lambda _, line: PARTS.heads_other(line),
    ),
    "clean/formats/web/parts.toml: comments": (
        [PARTS.comments],
        lambda entry, line: entry.compiled.search(line) is not None,
    ),
    "publish/rubrics.toml: rubric": (RubricFile.load().rubric, RubricEntry.names),
    "indicators/places.toml": (
        [PLACES.city, PLACES.county, PLACES.beside, PLACES.part, PLACES.opener],
        lambda entry, text: PLACES.compile(entry.pattern).search(text) is not None,
    ),
    "indicators/names.toml": (
        [entry for _, entry in NameWords.load() if isinstance(entry, PatternEntry)],
        PatternEntry.is_in,
    ),
    "report/headlines.toml: headline": (HEADLINES.headline, Headline.holds),
    **{
        f"report/headlines.toml: {kind}": ([getattr(HEADLINES, kind)], PatternEntry.is_in)
        for kind in ("amount", "before", "incomplete", "rate", "share")
    },
}
"""File and kind of entry: the entries, and whether one takes a text."""
OTHERS = (
    "wording/forms.toml",
    "claims/",
    "measure/units.toml",
    "indicators/aliases.toml",
    "taxonomy/fields/",
    "glossary/titles.toml",
)
"""Files whose examples say what comes out; they have tests of their own below."""


def list_examples(wanted: str) -> Iterator[tuple[str, Any, str]]:
    """Yield each example: kind of entry, entry, text."""
    for kind, (entries, _) in TAKES.items():
        for entry in entries:
            yield from ((kind, entry, text) for text in getattr(entry, wanted))


@pytest.mark.parametrize(("kind", "entry", "text"), list(list_examples("accept")))
def test_an_entry_takes_what_it_accepts(kind: str, entry: Any, text: str) -> None:
    assert TAKES[kind][1](entry, text)


@pytest.mark.parametrize(("kind", "entry", "text"), list(list_examples("reject")))
def test_an_entry_leaves_what_it_rejects(kind: str, entry: Any, text: str) -> None:
    assert not TAKES[kind][1](entry, text)


def test_every_file_with_examples_is_run_here() -> None:
    run = (*{kind.partition(":")[0] for kind in TAKES}, *OTHERS)
    files = {
        path.relative_to(PIPELINE).as_posix()
        for path in PIPELINE.rglob("*.toml")
        if re.search(r"^(accept|reject|examples) ?=", path.read_text("utf-8"), re.MULTILINE)
    }
    assert {file for file in files if not file.startswith(run)} == set()


# claims and units --------------------------------------------------------------------------


def test_examples_of_claims_and_units() -> None:
    assert list(find_failures(LEXICON)) == []


@pytest.mark.parametrize(("text", "salience"), SalienceSigns.load().examples.items())
def test_salience_of_what_is_said(text: str, salience: tuple[str, ...]) -> None:
    assert tuple(claim.salience for claim in claims_of(text).claims) == salience


# names of indicators -----------------------------------------------------------------------

AREAS = {"nation": "nation", "region": "region", None: "region"}


def normalise(written: str, kind: str, unit: str | None, area: str) -> str | None:
    return normalise_name(clean_name(written), kind, unit, area)  # type: ignore[arg-type]


@pytest.mark.parametrize("alias", ALIASES.alias, ids=lambda alias: alias.name)
def test_an_alias_is_taken_for_its_indicator(alias: Any) -> None:
    kind, area = alias.kind or "level", AREAS[alias.scope]
    unit = alias.unit or ("%" if kind == "change" else "CNY")
    for written in (alias.name, *alias.also, *alias.accept):
        assert normalise(written, kind, unit, area) == alias.name, written
    for written in alias.reject:
        assert normalise(written, kind, unit, area) != alias.name, written
    if alias.scope:
        other = {"region": "nation", "nation": "region"}[alias.scope]
        assert all(normalise(w, kind, unit, other) != alias.name for w in alias.also)


@pytest.mark.parametrize("word", ALIASES.word, ids=lambda word: word.to)
def test_a_short_word_is_written_out(word: Any) -> None:
    area = AREAS[word.scope]
    for written, name in word.accept.items():
        assert normalise(written, "level", "CNY", area) == name
    for written in word.reject:
        assert word.to not in (normalise(written, "level", "CNY", area) or "")


def test_generic_names_and_goals() -> None:
    for name, generic in ALIASES.generic.examples.items():
        assert is_generic(name) == generic
    for name, goal in ALIASES.goal.examples.items():
        assert ALIASES.goal.find(name) == goal


@pytest.mark.parametrize(("words", "scope"), PLACES.examples.items())
def test_scopes_of_openings(words: str, scope: str) -> None:
    assert (read_scope(words) or "") == scope


# set phrases -------------------------------------------------------------------------------

SET_FORMS = PhraseForms.load()
BACKGROUND = load_background()
FOUND_IN = [
    *((entry.name, entry) for entry in SET_FORMS.form),
    ("call", SET_FORMS.call),
    ("slot", SET_FORMS.slot),
]


def find_set_phrases(form: str, text: str) -> list[str]:
    """Return the phrases of a form in a text; of a slot its words, and what they are said of."""
    if form == "slot":
        return [part for words, policy, _ in SET_FORMS.slot.find(text) for part in (words, policy)]
    transcript, parts = make_conference(f"答：{text}")
    found = find_phrases(transcript.text, parts.sentences, BACKGROUND)
    return [one.phrase for one in found if one.form == form]


@pytest.mark.parametrize(("form", "entry"), FOUND_IN)
def test_set_phrases_are_found(form: str, entry: Any) -> None:
    assert {text: find_set_phrases(form, text) for text in entry.accept} == entry.accept
    assert [text for text in entry.reject if find_set_phrases(form, text)] == []


# policy hotspots ---------------------------------------------------------------------------


def classify(text: str) -> Any:
    return get_classifier().classify([Document(read_text(text, TOKENIZER, STOP))])[0]


@pytest.mark.parametrize("category", TAXONOMY.category, ids=lambda category: category.id)
def test_passages_fall_where_they_must(category: Any) -> None:
    """The likeliest category counts: a passage may be too short for the model to be sure."""
    passages = [(text, category.id) for text in category.accept]
    passages += [(passage.text, passage.is_) for passage in category.reject]
    wrong = [text for text, name in passages if get_likeliest(text) != name]
    assert not wrong


def get_likeliest(text: str) -> str | None:
    """Return the category that a text has the highest score for."""
    scores = classify(text).scores
    return scores[0][0] if scores else None


@pytest.mark.parametrize("text", TAXONOMY.other.procedure)
def test_procedure_is_recognised(text: str) -> None:
    assert classify(text).category == PROCEDURE
