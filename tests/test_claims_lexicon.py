import re
import shutil

import pytest

from pipeline.claims.find.time_forms import TimeForms
from pipeline.claims.read.lexicon import FOLDER, load_lexicon
from pipeline.claims.read.signs import ModalitySigns
from pipeline.errors import InputError
from pipeline.knowledge import any_of
from pipeline.measure.units import PATH as UNITS
from tests.lexicon_examples import load_checked


@pytest.fixture
def folder(tmp_path):
    for path in FOLDER.rglob("*.toml"):
        copy = tmp_path / path.relative_to(FOLDER)
        copy.parent.mkdir(exist_ok=True)
        shutil.copy(path, copy)
    shutil.copy(UNITS, tmp_path)
    return tmp_path


def append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


UNIT = '\n[[unit]]\nname = "斛"\nkind = "measure"\nsurfaces = ["斛"]\nen = "hu"\n'


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("units.toml", UNIT + 'colour = "red"\nexamples = { "收粮3斛" = "3" }\n', ["colour"]),
        ("units.toml", UNIT, ["examples"]),
        ("units.toml", UNIT + "examples = {}\n", ["examples"]),
        (
            "units.toml",
            UNIT.replace('en = "hu"\n', 'examples = { "收粮3斛" = "3" }\n'),
            ["斛", "give en"],
        ),
        ("units.toml", UNIT + 'examples = { "收粮3斛" = "4" }\n', ["斛", "收粮3斛", "4"]),
        (
            "units.toml",
            UNIT.replace('["斛"]', '["吨"]') + 'examples = { "收粮3吨" = "3" }\n',
            ["吨", "twice"],
        ),
        ("units.toml", "[[unit", ["not a TOML file"]),
        (
            "find/exclusions.toml",
            '\n[[exclusion]]\nname = "slow"\nzh = "慢"\nen = "slow"\npattern = "(一+)+二"\n'
            'accept = ["一一二"]\nreject = ["3家"]\n',
            ["slow", "bound"],
        ),
        (
            "find/exclusions.toml",
            '\n[[exclusion]]\nname = "open"\nzh = "坏"\nen = "bad"\npattern = "(一"\n'
            'accept = ["一"]\nreject = ["3家"]\n',
            ["open.pattern"],
        ),
        (
            "find/exclusions.toml",
            '\n[[exclusion]]\nname = "greedy"\nzh = "贪"\nen = "greedy"\npattern = "3家"\n'
            'accept = ["3家"]\nreject = ["办了3家"]\n',
            ["greedy", "办了3家"],
        ),
    ],
)
def test_a_malformed_entry_is_one_sentence(folder, file, text, words):
    append(folder / file, text)
    with pytest.raises(InputError) as raised:
        load_checked(folder, folder / "units.toml")
    message = str(raised.value)
    assert file in message
    assert "\n" not in message
    assert all(word in message for word in words)


def test_an_entry_that_is_right_is_taken(folder):
    append(folder / "units.toml", UNIT + 'examples = { "收粮3斛" = "3" }\n')
    assert load_checked(folder, folder / "units.toml").finder.units.unit[-1].name == "斛"


def test_prefix_tree_prefers_the_longest_word():
    words = ["下降", "下降到", "降", "下"]
    assert any_of(words) == "(?:下(?:降(?:到)?)?|降)"
    assert load_lexicon().comparator_pattern.fullmatch("落后于")


def list_examples(lexicon):
    """Return a text of all sentences that entries of the lexicon have as examples."""
    cues = lexicon.cues
    groups = (cues.cue, cues.reference, cues.modality, cues.frame, cues.comparator)
    sentences = [text for group in groups for entry in group for text in entry.examples]
    for exclusion in lexicon.finder.exclusions.exclusion:
        sentences += [*exclusion.accept, *exclusion.reject]
    return "。".join(sentences)


def test_what_a_pattern_begins_with_excludes_no_match():
    lexicon = load_lexicon()
    text = list_examples(lexicon)
    exclusions = lexicon.finder.exclusions
    guarded = [entry for entry in exclusions.exclusion if entry.begins]
    assert guarded
    for entry in guarded:
        free = entry.model_copy(update={"begins": ""})
        spans, wanted = (
            [m.span() for m in re.finditer(exclusions.write_pattern(one), text)]
            for one in (entry, free)
        )
        assert spans == wanted != []
    times = TimeForms.load()
    kinds = [{**kind.model_dump(), "begins": ""} for kind in times.kind]
    free = TimeForms.model_validate(times.model_dump() | {"begins": "", "kind": kinds})
    spans, wanted = ([m.span() for m in one.time.finditer(text)] for one in (times, free))
    assert spans == wanted != []


@pytest.mark.parametrize("sign", ModalitySigns.load().sign, ids=lambda sign: sign.name)
def test_signs_of_modality_stand_where_they_say(sign):
    _, pattern = ModalitySigns.load().patterns[sign.name]
    assert [text for text in sign.accept if not pattern.search(text)] == []
    assert [text for text in sign.reject if pattern.search(text)] == []
