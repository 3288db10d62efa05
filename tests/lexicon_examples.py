"""Runs the examples of the lexicons: an entry is right when its examples come out as it says."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.claims.find.lexicon import Exclusion, Home
from pipeline.claims.find.passage import read_passage
from pipeline.claims.read.drafts import Draft, make_setting
from pipeline.claims.read.lexicon import FOLDER, Cue, Lexicon, load_lexicon
from pipeline.claims.read.naming import name_draft
from pipeline.claims.read.sentence import read_sentence
from pipeline.errors import InputError
from pipeline.measure.units import PATH as UNITS
from pipeline.measure.words import write_decimal

DATE = "2021-06-15"
"""The date on which the examples are said."""


def load_checked(folder: Path = FOLDER, units: Path = UNITS) -> Lexicon:
    """Return the stage's knowledge, all of its examples run.

    Raises InputError that names the file, the entry and what is wrong with it.
    """
    lexicon = load_lexicon(folder, units)
    for failure in find_failures(lexicon):
        place = units.parent if failure.startswith(units.name) else folder
        raise InputError(f"{place}/{failure}")
    return lexicon


def find_failures(lexicon: Lexicon) -> Iterator[str]:
    """Yield a sentence for each example that fails: file, entry, what it should give and gave."""
    finder = lexicon.finder
    for exclusion in finder.exclusions.exclusion:
        yield from fail_exclusion(exclusion, lexicon)
    for unit in finder.units.unit:
        yield from fail_values("units.toml", unit.names, unit.examples, lexicon)
    forms, times = finder.forms, ("年", "个月", "小时")
    for form in forms.form:
        yield from fail_values("find/forms.toml", (form.unit,), form.examples, lexicon)
    for word in forms.word:
        yield from fail_values("find/forms.toml", (word.unit,), word.examples, lexicon)
    for spell in forms.spell:
        yield from fail_values("find/forms.toml", (spell.unit,), spell.examples, lexicon)
    yield from fail_values("find/forms.toml", times, forms.half.examples, lexicon)
    for name, rule in forms.rules.items():
        yield from fail_rule(name, rule.examples, lexicon)
    for home in finder.homes.home:
        yield from fail_home(home, lexicon)
    cues = lexicon.cues
    for cue in cues.cue:
        yield from fail_field(cue.words[0], cue.examples, field_of(cue), lexicon)
    for direction in (*cues.comparator, *cues.change_noun):
        yield from fail_field(direction.words[0], direction.examples, "direction", lexicon)
    for reference in cues.reference:
        yield from fail_field(reference.words[0], reference.examples, "baseline", lexicon)
    for modality in cues.modality:
        yield from fail_field(modality.words[0], modality.examples, "modality", lexicon)
    for frame in cues.frame:
        yield from fail_field(frame.words[0], frame.examples, "frame", lexicon)
    for one in cues.counted:
        yield from fail_field("counted", one.examples, "indicator", lexicon)
    for pair in cues.pair:
        yield from fail_field(pair.word, pair.examples, "names", lexicon)
    yield from fail_field("done_more", cues.done_more.examples, "direction", lexicon)
    yield from fail_field("boundary", cues.boundary.examples, "indicator", lexicon)


def field_of(cue: Cue) -> str:
    """Return the field of a claim that a cue's examples state."""
    return {"op": "op", "change": "direction", "comparison": "direction"}.get(cue.gives, "kind")


def fail_values(
    file: str, names: Sequence[str], examples: dict[str, str], lexicon: Lexicon
) -> Iterator[str]:
    """Yield the failures of a unit or form: text → value, or "" where no quantity has the unit."""
    for text, value in examples.items():
        found = [
            write_decimal(q.value)
            for q in read_passage(text, lexicon.finder).quantities
            if q.unit in names or (q.unit or "").split("/")[0].split("每")[0] in names
        ]
        if found != value.split():
            wanted = value or "nothing"
            yield f"{file}: {names[0]}: {text} should give {wanted}, gave {found}"


def fail_rule(name: str, examples: dict[str, str], lexicon: Lexicon) -> Iterator[str]:
    """Yield the failures of a rule: text → the values with a unit."""
    for text, wanted in examples.items():
        found = [
            write_decimal(q.value) for q in read_passage(text, lexicon.finder).quantities if q.unit
        ]
        if found != wanted.split():
            yield f"find/forms.toml: {name}: {text} should give {wanted}, gave {' '.join(found)}"


def fail_home(home: Home, lexicon: Lexicon) -> Iterator[str]:
    """Yield the failures of a home: text → the units of its quantities."""
    for text, wanted in home.examples.items():
        found = [q.unit or "nothing" for q in read_passage(text, lexicon.finder).quantities]
        if found != wanted.split():
            gave = " ".join(found)
            yield f"find/homes.toml: {home.currency}: {text} should give {wanted}, gave {gave}"


def fail_exclusion(entry: Exclusion, lexicon: Lexicon) -> Iterator[str]:
    """Yield the failures of an exclusion."""
    for text in entry.accept:
        passage = read_passage(text, lexicon.finder)
        if passage.quantities or entry.name not in {r.exclusion for r in passage.refusals}:
            yield f"find/exclusions.toml: {entry.name}: it should exclude all of {text}"
    for text in entry.reject:
        if not read_passage(text, lexicon.finder).quantities:
            yield f"find/exclusions.toml: {entry.name}: a claim stands in {text}"


def fail_field(entry: str, examples: dict[str, str], field: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the failures of words that give a field: text → the field of its first claim."""
    for text, wanted in examples.items():
        setting = make_setting(DATE)
        drafts = read_sentence(read_passage(text, lexicon.finder), 0, len(text), setting, lexicon)
        got = str(setting.frame) if field == "frame" else get_field(text, drafts, field, lexicon)
        if got != wanted:
            yield f"cues.toml: {entry}: {text} should give {wanted}, gave {got}"


def get_field(text: str, drafts: list[Draft], field: str, lexicon: Lexicon) -> str | None:
    """Return a field of the first draft, or the names of all."""
    if not drafts:
        return None
    draft = drafts[0]
    if field == "names":
        for one in drafts:
            name_draft(text, one, lexicon)
        return " ".join(one.name.zh for one in drafts if one.name)
    if field == "indicator":
        return text[draft.indicator.start : draft.indicator.end] if draft.indicator else None
    return str(draft.modality if field == "modality" else getattr(draft.predicate, field))
