from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.language.fold import fold
from pipeline.language.tokenizer import DICTIONARY, Tokenizer, load_terms

TERMS = load_terms()
TOKENIZER = Tokenizer(TERMS)


@pytest.fixture(scope="module")
def reference():
    """Return jieba itself with the same dictionary."""
    tokenizer = jieba.Tokenizer()
    for term, tag in TERMS.items():
        tokenizer.add_word(term, None, tag)
    return tokenizer


CHINESE = st.text(
    st.one_of(
        st.sampled_from("工业互联网信息化的发展和一二三十百万亿增长，。、“”（）："),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("5Gab0123456789.%+- \n"),
    ),
    max_size=80,
)


@given(CHINESE)
def test_the_words_are_those_of_jieba(reference, text):
    assert TOKENIZER.cut(text) == list(reference.cut(fold(text), HMM=False))


def test_the_words_of_real_text_are_those_of_jieba(reference, seed_source):
    assert TOKENIZER.cut(seed_source) == list(reference.cut(fold(seed_source), HMM=False))


@given(st.text(max_size=200))
def test_the_words_cover_the_text(text):
    assert "".join(TOKENIZER.cut(text)) == fold(text)
    assert len(fold(text)) == len(text)


def test_every_term_of_the_dictionary_is_one_word():
    assert [term for term in TERMS if TOKENIZER.cut(term) != [fold(term)]] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("工信部将推进5G建设", ["工信部", "将", "推进", "5G", "建设"]),
        ("规模以上工业增加值增长", ["规模以上工业增加值", "增长"]),
        ("“十四五”规划", ["“", "十四五", "”", "规划"]),
        ("新能源汽车和动力电池", ["新能源汽车", "和", "动力电池"]),
        ("新能源汽車", ["新能源汽车"]),
    ],
)
def test_words(text, words):
    assert TOKENIZER.cut(text) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("１２．５％", "12.5%"),
        ("５Ｇ", "5G"),
        ("增長", "增长"),
        ("，。：（）", "，。：（）"),
        ("𠀀", "𠀀"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("line", "said"), [("没有标签", "give a term"), ("工信部\tnt\n工信部\tnt", "stands here twice")]
)
def test_a_malformed_dictionary_names_the_line(tmp_path, line, said):
    path = tmp_path / DICTIONARY.name
    path.write_text(f"# comment\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        load_terms(path)


def read_domain_terms() -> list[str]:
    lines = Path(__file__).with_name("domain_terms.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_terms_of_the_domain_are_kept_whole():
    terms = read_domain_terms()
    assert len(set(terms)) == 200
    cut = [term for term in terms if fold(term) not in TOKENIZER.cut(f"我们将推进{term}，加强监督")]
    assert len(cut) <= 4, cut
