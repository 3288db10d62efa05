"""Names in English: the glossary is sound, its examples hold, and no name is half translated."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.claims.read.naming import name_indicator
from pipeline.errors import InputError
from pipeline.glossary.compose import find_head, translate
from pipeline.glossary.english import capitalise, is_english, make_plural
from pipeline.glossary.lexicon import GAP, load_glossary
from pipeline.glossary.mentions import MentionWords, describe_heading
from pipeline.glossary.romanise import Readings, romanise
from pipeline.glossary.set_phrases import SetPhrases, translate_phrase
from pipeline.glossary.titles import TitleGlossary, translate_title
from tests.make import LEXICON

GLOSSARY = load_glossary()
WORDS = sorted(GLOSSARY.terms)


@pytest.mark.parametrize(("name", "english"), GLOSSARY.examples.items())
def test_an_example_becomes_what_it_says(name: str, english: str) -> None:
    assert (translate(name) or "") == english


@pytest.mark.parametrize(("name", "pinyin"), Readings.load().examples.items())
def test_a_person_is_named_in_pinyin_and_nothing_else_is(name: str, pinyin: str) -> None:
    assert (romanise(name) or "") == pinyin


@pytest.mark.parametrize(("title", "english"), TitleGlossary.load().examples.items())
def test_a_title_says_what_kind_of_text_it_is_and_whose(title: str, english: str) -> None:
    assert (translate_title(title) or "") == english


@pytest.mark.parametrize(("heading", "english"), MentionWords.load().examples.items())
def test_a_heading_says_what_it_mentions(heading: str, english: str) -> None:
    assert (describe_heading(heading) or "") == english


@pytest.mark.parametrize(("phrase", "english"), SetPhrases.load().examples.items())
def test_a_set_phrase_is_said_as_a_call_or_by_its_known_wording(phrase: str, english: str) -> None:
    assert (translate_phrase(phrase) or "") == english


def test_no_set_phrase_is_told_again_that_is_a_term() -> None:
    told = SetPhrases.load().whole.items()
    # A modifier (一站式) is a term, but no name that stands alone.
    assert [
        word for word, said in told if word in WORDS and translate(word) == capitalise(said)
    ] == []


@given(st.lists(st.sampled_from([*SetPhrases.load().verbs, *WORDS, "斛"]), max_size=4).map("".join))
def test_no_set_phrase_is_half_translated(phrase: str) -> None:
    said = translate_phrase(phrase)
    assert said is None or (is_english(said) and GAP not in said)


@given(st.lists(st.sampled_from([*WORDS, "斛", "，", "5", "《"]), max_size=12).map("".join))
def test_what_a_heading_mentions_holds_no_chinese(heading: str) -> None:
    assert is_english(describe_heading(heading) or "")


@given(
    st.text(
        st.sampled_from(
            "外交部发言人就举行主持召开新闻发布会例行记者年12月日政府工作报告（）《》 a"
        ),
        max_size=60,
    )
)
def test_a_title_in_english_holds_no_chinese(title: str) -> None:
    assert is_english(translate_title(title) or "")


def test_every_term_is_sound() -> None:
    for word, readings in GLOSSARY.terms.items():
        for place, term in readings.items():
            assert term.source
            assert (GAP in term.english) == (place in ("head", "front")), word
            assert term.english.count(GAP) <= 1, word
            assert is_english(term.english), word
            assert not re.search(r"\s\s|[<>]", term.english), word


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map("".join))
def test_no_name_is_half_translated(name: str) -> None:
    said = translate(name)
    assert said is None or (is_english(said) and GAP not in said and "  " not in said)


@given(st.lists(st.sampled_from(WORDS), max_size=4).map("".join))
def test_a_part_that_is_not_known_leaves_the_name_in_chinese(known: str) -> None:
    assert translate(f"{known}龘") is None
    assert translate(f"龘{known}") is None


@given(st.text(max_size=80))
def test_any_text_is_translated_or_not(name: str) -> None:
    said = translate(name)
    assert said is None or said
    assert find_head(name) is None or is_english(str(find_head(name)))


@pytest.mark.parametrize("name", ["工业" * 50_000, "的" * 100_000, "、" * 100_000, "“" * 100_000])
def test_a_text_too_long_for_a_name_is_none(name: str) -> None:
    assert translate(name) is None


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ("水", "a term without English"),
        ("水 水", "its English has Chinese in it"),
        ("水 water\n水 sea", "is there twice"),
        ("水 water\n水 water", "is there twice"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, terms: str, reason: str) -> None:
    group = f'[[group]]\nplace = "noun"\nsource = "x"\nterms = """\n{terms}\n"""\n[examples]\n'
    (tmp_path / "own.toml").write_text(group, "utf-8")
    with pytest.raises(InputError, match=rf"own\.toml: .*{reason}"):
        load_glossary(tmp_path)


@pytest.mark.parametrize("again", ["sea", "water"])
def test_a_term_stands_once(tmp_path: Path, again: str) -> None:
    group = '[[group]]\nplace = "noun"\nsource = "x"\nterms = """\n水 {}\n"""\n[examples]\n'
    (tmp_path / "a.toml").write_text(group.format("water"), "utf-8")
    (tmp_path / "b.toml").write_text(group.format(again), "utf-8")
    with pytest.raises(InputError, match=rf"b\.toml: 水 is '{again}' and 'water'"):
        load_glossary(tmp_path)


def test_plurals() -> None:
    nouns = [
        "policy",
        "railway",
        "bus",
        "child",
        "person with a disability",
        "branch",
        "craftsman",
        "German",
    ]
    plurals = [
        "policies",
        "railways",
        "buses",
        "children",
        "people with a disability",
        "branches",
        "craftsmen",
        "Germans",
    ]
    assert [make_plural(noun) for noun in nouns] == plurals


@pytest.mark.parametrize(
    ("written", "kind", "direction", "baseline", "zh", "en"),
    [
        ("规模以上工业增加值", "change", "up", "yoy", "规模以上工业增加值同比增幅",
         "Growth in value added of industry above designated size, year on year"),
        ("出口", "change", "down", "mom", "出口环比降幅", "Decline in exports, period on period"),
        ("事故起数", "change", "down", "“十三五”时期", "事故起数较“十三五”时期降幅",
         "Decline in number of accidents against 13th Five-Year Plan period"),
        ("民间投资", "difference", "up", "全国平均水平", "民间投资与全国平均水平的差距",
         "Difference in private investment from the national average"),
        ("居民消费价格涨幅", "change", "up", None, "居民消费价格涨幅", "Growth in consumer prices"),
        ("龘增加值", "change", "up", "yoy", "龘增加值同比增幅",
         "Growth in 龘增加值 (value added), year on year"),
        ("森林覆盖率", "rank", "none", None, "森林覆盖率位次", "Rank of forest coverage"),
    ],
)  # fmt: skip
def test_a_name_says_how_it_changed_and_against_what(
    written: str, kind: str, direction: str, baseline: str | None, zh: str, en: str
) -> None:
    name = name_indicator(written, kind, direction, baseline, LEXICON)
    assert name is not None
    assert (name.zh, name.en) == (zh, en)
