"""Texts that are not Chinese, and those of two languages: what is said, and what is analysed."""

import pytest

from pipeline.claims.read.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.clean.chinese import find_foreign, judge_script
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.problems.stage import list_problems, read_file
from pipeline.publish.warnings import find_warnings
from pipeline.segment.stage import segment
from tests.make import make_line

KNOWLEDGE = load_knowledge()
ENGLISH = "We will renew {} kilometres of pipes next year, at a cost of 350 million yuan."
CHINESE = "陈明远：今年改造管网{}公里，用去3.5亿元，惠及沿线的居民。"


@pytest.fixture(scope="module")
def lexicon():
    return load_lexicon()


@pytest.fixture(scope="module")
def tokenizer():
    return Tokenizer(load_terms())


def analyse(folder, lines, lexicon, tokenizer):
    path = folder / "2024-03-01-供水.txt"
    path.write_text("\n".join(lines), "utf-8")
    record = clean(path, Metadata(), KNOWLEDGE)
    structure = segment(record, KNOWLEDGE.structure, tokenizer)
    return make_line(record, structure, find_claims(record, structure, lexicon))


@pytest.mark.parametrize(
    ("text", "script"),
    [
        (ENGLISH.format(120) * 3, "not_chinese"),
        ("Вода подорожает в будущем году, сказал министр. " * 4, "not_chinese"),
        ("水道料金について、市長はきのうのきしゃかいけんでこたえました。" * 3, "partly_chinese"),
        (CHINESE.format(120) * 3 + ENGLISH.format(120) * 2, "partly_chinese"),
        (CHINESE.format(120) * 5 + "GDP、CPI、PPI", None),
        ("Good morning.", None),
    ],
)  # fmt: skip
def test_the_script_of_a_text(text, script):
    assert judge_script(text) == script


def test_lines_of_another_language_among_chinese_ones():
    lines = [CHINESE.format(120), ENGLISH.format(120), "GDP、CPI、PPI", "Lina Sawtu："]
    text, places = "\n".join(lines), []
    for line in lines:
        start = text.index(line)
        places.append((start, start + len(line)))
    assert find_foreign(text, places) == {1}
    assert find_foreign("x " + ENGLISH * 3, [(0, 1), (2, 9)]) == {0, 1}


def test_a_text_that_is_not_chinese_has_one_warning_and_nothing_else(tmp_path, lexicon, tokenizer):
    lines = [ENGLISH.format(number) for number in (120, 80, 95)] + ["供水 2亿元"]
    line = analyse(tmp_path, lines, lexicon, tokenizer)
    assert line.segment.analysed == () and line.claims.claims == ()
    assert [(w.stage, w.code) for w in find_warnings(line)] == [("clean", "not_chinese")]
    problems = list_problems([read_file(line)], [])
    assert [(p.code, p.severity) for p in problems] == [("not_chinese", "notice")]


def test_a_bilingual_text_is_analysed_in_its_chinese_part(tmp_path, lexicon, tokenizer):
    lines = [form.format(n) for n in (120, 80, 95) for form in (CHINESE, ENGLISH)]
    line = analyse(tmp_path, lines, lexicon, tokenizer)
    assert "partly_chinese" in [warning.code for warning in find_warnings(line)]
    assert [c.value for c in line.claims.claims] == [
        value for n in ("120", "80", "95") for value in (n, "350000000")
    ]
    assert {sentence.foreign for sentence in line.segment.sentences} == {True, False}


def test_a_text_of_which_few_know_who_speaks_is_warned_of(tmp_path, lexicon, tokenizer):
    said = "供水安全关系千家万户，各地要把管网改造放在突出位置，一件一件抓好落实，让群众放心。"
    nobody = [said] * 12
    asked = ["记者：今年如何安排？", "陈明远：今年继续改造管网。"]
    for lines, codes in (
        ([*nobody, *asked], ["few_speakers"]),
        (nobody, []),
        ([*asked, CHINESE.format(9)], []),
    ):
        line = analyse(tmp_path, lines, lexicon, tokenizer)
        assert [warning.code for warning in find_warnings(line)] == codes


def test_a_table_without_claims_is_said_to_be_unread(tmp_path, lexicon, tokenizer):
    path = tmp_path / "a.html"
    path.write_text(
        "<html><body><p>下表列出主要产品的情况，供各界参考，最终数据以年鉴为准。</p>"
        "<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>12</td></tr></table></body></html>",
        "utf-8",
    )
    record = clean(path, Metadata(), KNOWLEDGE)
    structure = segment(record, KNOWLEDGE.structure, tokenizer)
    claims = find_claims(record, structure, lexicon)
    line = make_line(record, structure, claims)
    assert [warning.code for warning in find_warnings(line)] == ["tables_unclaimed"]
