"""Two transcripts side by side: which are, what became of each sentence, and its numbers."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline import artefacts
from pipeline.compare.alignment import align, weigh_texts
from pipeline.compare.comparing import SideText, compare_transcripts
from pipeline.compare.stage import main
from pipeline.errors import InputError
from pipeline.records.comparison import Comparison, PairReason
from pipeline.series import TranscriptInfo, find_pairs, is_fair, name_series
from tests.html_reader import Reader
from tests.make import tell, write_stages

BEFORE = """
答：2023年，全省粮食总产量412亿斤。
实施稳健的货币政策，保持流动性合理充裕。
推进数字乡村试点，改造农村公路三千公里。
深入开展爱国卫生运动，整治城乡环境。
2023年，城镇新增就业46.2万人。
"""
AFTER = """
答：深入开展爱国卫生运动，整治城乡环境。
2024年，全省粮食总产量418亿斤。
实施适度宽松的货币政策，保持流动性合理充裕。
设立县域商业发展基金，支持夜间经济。
2024年，城镇新增就业47万人。
"""


def make_side(lines: str, name: str) -> SideText:
    transcript, parts, found = tell(name, "", lines, date=f"{name[:4]}-02-01")
    return SideText(name, transcript.text, parts.sentences, found.claims)


@pytest.fixture(scope="module")
def found() -> tuple[Comparison, SideText, SideText]:
    before, after = make_side(BEFORE, "2024-甲"), make_side(AFTER, "2025-乙")
    return compare_transcripts(before, after, "series"), before, after


def test_what_became_of_each_sentence(found: tuple[Comparison, SideText, SideText]) -> None:
    comparison, before, after = found

    def say(side: SideText, span) -> str:
        return side.text[span.start : span.end][:6] if span else ""

    rows = [
        (one.state, say(before, one.before), say(after, one.after)) for one in comparison.alignments
    ]
    assert rows == [
        ("moved", "深入开展爱国", "深入开展爱国"),
        ("changed", "2023年，", "2024年，"),
        ("changed", "实施稳健的货", "实施适度宽松"),
        ("dropped", "推进数字乡村", ""),
        ("new", "", "设立县域商业"),
        ("changed", "2023年，", "2024年，"),
    ]
    assert comparison.shared == 0.8


def test_the_words_that_changed(found: tuple[Comparison, SideText, SideText]) -> None:
    comparison, before, after = found
    (change,) = comparison.alignments[2].changes
    assert before.text[change.before.start : change.before.end] == "稳健"
    assert after.text[change.after.start : change.after.end] == "适度宽松"


def test_numbers_of_the_same_quantity(found: tuple[Comparison, SideText, SideText]) -> None:
    told = {d.name.zh: (d.value_before, d.value_after, d.difference) for d in found[0].developments}
    assert told == {
        "全省粮食总产量": ("412亿斤", "418亿斤", "600000000"),
        "城镇新增就业": ("46.2万人", "47万人", "8000"),
    }


def test_a_bound_is_not_subtracted_and_what_is_told_twice_not_compared() -> None:
    before = make_side("答：2023年，投资超过300亿元。2023年，产量5吨。2023年，产量6吨。", "2024-甲")
    after = make_side("答：2024年，投资320亿元。2024年，产量7吨。", "2025-乙")
    (one,) = compare_transcripts(before, after, "series").developments
    assert (one.value_before, one.difference) == ("300亿元", None)


def test_the_same_text_twice_and_two_that_share_nothing() -> None:
    side, other = make_side(BEFORE, "2024-甲"), make_side("答：谢谢各位记者朋友。", "2025-乙")
    same, apart = (
        compare_transcripts(side, side, "asked"),
        compare_transcripts(side, other, "asked"),
    )
    assert {one.state for one in same.alignments} == {"kept"} and same.shared == 1
    assert {one.state for one in apart.alignments} == {"new", "dropped"} and apart.shared == 0


@settings(max_examples=60)
@given(st.lists(st.integers(0, 9), max_size=12), st.lists(st.integers(0, 9), max_size=12))
def test_every_sentence_is_linked_at_most_once(first: list[int], second: list[int]) -> None:
    kinds = [f"{word}产量持续增加，市场供应充足稳定。" for word in "稻麦棉油糖菜果茶奶鱼"]
    links = align([kinds[n] for n in first], [kinds[n] for n in second])
    assert len({link.before for link in links}) == len({link.after for link in links}) == len(links)
    chain = [link.after for link in links if not link.moved]
    assert chain == sorted(chain)
    if first == second:
        assert [(link.before, link.after) for link in links] == [(n, n) for n in range(len(first))]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2023年江西省政府工作报告", "江西省2024年政府工作报告", True),
        ("2023年江西省政府工作报告", "2024年湖北省政府工作报告", False),
        ("2024年上半年国民经济运行情况", "2024年前三季度国民经济运行情况", True),
        ("二〇二三年国民经济公报", "2024年国民经济公报", True),
    ],
)
def test_titles_of_a_series(one: str, other: str, same: bool) -> None:
    assert (name_series(one) == name_series(other)) == same


def test_a_series_with_a_gap_and_transcripts_that_are_of_none() -> None:
    title = "{}年甲省政府工作报告"
    told = [
        TranscriptInfo(f"t{year}", title.format(year), "甲报", f"{year}-02-01")
        for year in (2021, 2024, 2020)
    ]
    told += [
        TranscriptInfo("无日期", title.format(2022), "甲报", None),
        TranscriptInfo("他人", title.format(2022), "乙报", "2022-02-01"),
        TranscriptInfo("短", "2024年", None, "2024-02-01"),
    ]
    assert list(find_pairs(told)) == [("t2020", "t2021"), ("t2021", "t2024")]


def test_what_has_too_little_in_common_is_not_compared() -> None:
    assert is_fair(BEFORE, AFTER)
    assert not is_fair(BEFORE, "记者：请问进展如何？\n答：谢谢各位记者朋友的关心。")
    assert not is_fair("", "") and not is_fair(BEFORE, "")


def write(folder: Path, *sides: tuple[str, str, str]) -> list[str]:
    """Write the artefacts of transcripts given as name, title and lines; return the options."""
    output = f"--output={folder / 'compare' / 'comparisons.jsonl'}"
    return [*write_stages(folder, *(tell(*side) for side in sides)), output]


HOSTILE = "<script>alert(1)</script>"


def test_pages_and_a_pair_that_is_asked_for(tmp_path: Path) -> None:
    title = "{}年甲省政府工作报告" + HOSTILE
    options = write(
        tmp_path,
        ("2024-02-01-甲", title.format(2024), BEFORE + HOSTILE),
        ("2025-02-01-乙", title.format(2025), AFTER + HOSTILE),
        ("2025-03-01-丙", "记者会", "答：谢谢。"),
    )
    main(options)
    folder = tmp_path / "compare"
    (page,) = folder.glob("????????????.html")
    for path in (page, folder / "index.html"):
        reader = Reader(path.read_text(encoding="utf-8"))
        assert [tag for tag, _ in reader.elements].count("script") == 1
        assert "alert(1)" in "".join(text for text, _ in reader.text)
    words = {text for text, inside in Reader(page.read_text("utf-8")).text if "ins" in inside}
    assert "适度宽松" in words

    main([*options, "--pair", "2025-03-01-丙", "2025-02-01-乙"])
    found = list(artefacts.read(folder / "comparisons.jsonl", Comparison))
    assert [one.reason for one in found] == ["series", "asked"]
    assert len(list(folder.glob("????????????.html"))) == 2
    main(options)
    assert list(folder.glob("????????????.html")) == [page]


def test_pairs_that_have_not_changed_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, str]] = []

    def count(before: SideText, after: SideText, reason: PairReason) -> Comparison:
        made.append((before.transcript[:4], after.transcript[:4]))
        return compare_transcripts(before, after, reason)

    monkeypatch.setattr("pipeline.compare.stage.compare_transcripts", count)
    sides = [
        (f"{year}-02-01-甲", f"{year}年甲省政府工作报告", BEFORE) for year in range(2021, 2025)
    ]
    main(write(tmp_path / "x", *sides[1:3]))
    main(write(tmp_path / "x", *sides))
    assert made == [("2022", "2023"), ("2021", "2022"), ("2023", "2024")]
    folder, other = (tmp_path / name / "compare" for name in "xy")
    main(write(tmp_path / "y", *sides))
    for path in other.glob("[!.]*"):
        assert (folder / path.name).read_bytes() == path.read_bytes()
    # Who has deleted a page gets it anew, and nothing else.
    made.clear()
    page = min(folder.glob("????????????.html"))
    page.unlink()
    main(write(tmp_path / "x", *sides))
    assert len(made) == 1 and page.is_file()


def test_neighbours_that_are_not_compared_are_listed(tmp_path: Path) -> None:
    other = "答：谢谢各位记者朋友的关心，今天的情况就介绍到这里。"
    main(
        write(
            tmp_path,
            ("2024-02-01-甲", "甲省记者会", BEFORE),
            ("2025-02-01-乙", "甲省记者会", other),
        )
    )
    assert list((tmp_path / "compare").glob("????????????.html")) == []
    listed = (tmp_path / "compare" / "index.html").read_text(encoding="utf-8")
    assert "10%" in listed and "compare=EARLIER,LATER" in listed
    assert listed.count('href="../report/') == 2


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (["无"], r"by their ids, .*\(compare=2024-02-01-甲\)"),
        (["无", "甲"], "无: no such transcript"),
    ],
)
def test_a_pair_that_is_not_there(tmp_path: Path, pair: list[str], said: str) -> None:
    options = write(tmp_path, ("2024-02-01-甲", "会", "答：好。"))
    with pytest.raises(InputError, match=said):
        main([*options, "--pair", *pair])


def test_one_transcript_alone_has_a_page_that_says_so(tmp_path: Path) -> None:
    main(write(tmp_path, ("2024-02-01-甲", "会", "答：好。")))
    assert "没有可对照的记录" in (tmp_path / "compare" / "index.html").read_text(encoding="utf-8")


def test_sentences_are_weighed_as_scikit_learn_does():
    texts = ["粮食产量增加", "粮食丰收", "推进水利建设水利", "谢"]
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), lowercase=False)
    rows = vectorizer.fit_transform(texts)
    made = weigh_texts(texts)
    assert (made @ made.T).toarray() == pytest.approx((rows @ rows.T).toarray())
