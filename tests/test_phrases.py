from collections import Counter
from inspect import getfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.artefacts import read
from pipeline.errors import InputError
from pipeline.knowledge import load_toml
from pipeline.language.fold import fold
from pipeline.language.terms.background import load_background, load_rarities
from pipeline.language.terms.words import StopWordFile, load_stop_words
from pipeline.phrases.stage import extract_phrases, main, weigh_candidates
from pipeline.records.base import Bilingual
from pipeline.records.phrases import KeyPhrases
from pipeline.records.problems import Problem
from tests.make import make_conference, write_stages

BACKGROUND = load_background()
STOP = load_stop_words()

CARE = """
# 养老服务
问：请问如何进一步做好养老服务方面的工作？
答：我们将推进社区养老服务，支持养老机构发展。去年新增养老床位20万张，护理型床位占比达到五成。
下一步，我们将加强护理人员培训，完善护理保险的制度，让护理保险覆盖更多老年人。
# 冰雪运动
问：冰雪运动的推广情况如何？
答：冰雪运动参与人数超过3亿人，新建滑雪场800座。我们将支持滑雪场开展青少年培训。
冰雪产业规模不断扩大，冰雪旅游成为热点，冰雪产业带动就业。
"""


def extract(lines: str) -> KeyPhrases:
    return extract_phrases(*make_conference(lines))


def texts(phrases: KeyPhrases, section: int | None = None) -> list[str]:
    chosen = phrases.phrases if section is None else phrases.sections[section].phrases
    return [phrase.text for phrase in chosen]


def test_whole_terms_are_found_where_they_belong():
    phrases = extract(CARE)
    assert {"养老服务", "护理保险", "滑雪场"} <= set(texts(phrases))
    assert texts(phrases, 0)[0] == "养老服务"
    assert {"冰雪运动", "冰雪产业", "滑雪场"} <= set(texts(phrases, 1))


@pytest.mark.parametrize(
    "word", ["进一步", "方面", "工作", "我们", "下一步", "请问", "情况", "发展", "五成", "3亿"]
)
def test_words_that_say_nothing_are_no_phrases(word):
    phrases = extract(CARE)
    assert word in CARE
    assert word not in texts(phrases) + texts(phrases, 0) + texts(phrases, 1)


def test_a_generic_word_may_end_a_phrase_but_not_begin_one():
    found = texts(extract("问：台海问题。\n答：半岛问题很复杂。半岛问题，问题半岛，问题半岛。"))
    assert "半岛问题" in found
    assert "问题半岛" not in found
    assert "问题" not in found


def test_a_part_counts_without_the_terms_around_it():
    around, part = ("智能", "制造", "装备"), ("智能", "制造")
    weights = weigh_candidates(Counter({around: 3, part: 3}), BACKGROUND)
    assert weights[part] == 0
    assert weights[around] > 0
    assert weigh_candidates(Counter({around: 3, part: 5}), BACKGROUND)[part] > 0


def test_variants_count_as_one_and_show_as_written():
    phrases = extract("答：滑雪場很多。\n滑雪場新增３座，ＡＰＰ上线。\n滑雪场的APP、App可用。")
    assert texts(phrases).count("滑雪場") == 1
    assert "滑雪场" not in texts(phrases)
    assert len({"APP", "App", "ＡＰＰ"} & set(texts(phrases))) == 1


def test_another_transcript_changes_nothing(tmp_path):
    one, two = make_conference(CARE, "甲"), make_conference("答：滑雪场很多，滑雪场很好。", "乙")
    problem = Problem(
        transcript="丙", file="丙.txt", stage="clean", code="empty", message=Bilingual(zh="", en="")
    )
    made = []
    for name, batch in (("a", [one]), ("b", [two, (problem, problem), one])):
        output = tmp_path / name / "phrases.jsonl"
        main([*write_stages(tmp_path / name, *batch), f"--output={output}"])
        made.append(output.read_bytes().splitlines())
        assert len(list(read(output, KeyPhrases))) == len(batch)
    assert made[0][0] == made[1][2]
    assert made[1][1].startswith(b'{"problem":')


@given(
    st.text(
        st.one_of(
            st.sampled_from("滑雪场养老服务护理保险问题发展的和在5GAPP3亿，。？、 Ⅷİß"),
            st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]),
        ),
        max_size=120,
    )
)
def test_any_text_gives_phrases_of_the_text(text):
    transcript, segmentation = make_conference(f"# 标题\n答：{text.strip()}")
    found = extract_phrases(transcript, segmentation)
    for phrases in (found.phrases, *(section.phrases for section in found.sections)):
        weights = [phrase.weight for phrase in phrases]
        assert weights == sorted(weights, reverse=True)
        for phrase in phrases:
            assert phrase.text in transcript.text
            assert phrase.weight >= 0
            assert fold(phrase.text).upper() not in STOP.every


def test_stop_words_stand_once_and_say_why():
    groups = StopWordFile.load().group
    written = Path(getfile(StopWordFile)).with_name(StopWordFile.file).read_text(encoding="utf-8")
    listed = [word for block in written.split('"""')[1::2] for word in block.split()]
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == set().union(*(group.words for group in groups))
    assert all(fold(word) == word and len(word) > 1 for word in listed)
    assert all(group.reason for group in groups)


@pytest.mark.parametrize("text", ["[[group]]\nname = 'a'\nwords = 'b'", "[[grupo]]", "x ="])
def test_a_wrong_stop_word_file_is_named(tmp_path, text):
    path = tmp_path / "stop.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"stop\.toml"):
        load_toml(path, StopWordFile)


@pytest.mark.parametrize("text", ["芯片 9.0 电池", "芯片 九"])
def test_a_wrong_background_file_is_named(tmp_path: Path, text):
    path = tmp_path / "idf.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"idf\.txt"):
        load_rarities(path)


def test_words_beyond_the_background_are_rare():
    assert BACKGROUND.rarity("发展") < BACKGROUND.rarity("芯片")
    assert BACKGROUND.rarity("芯片") < BACKGROUND.rarity("从未见过的词")
