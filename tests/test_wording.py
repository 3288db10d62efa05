"""Set phrases over a series: what is new, gone, back, reworded, and when nothing is said."""

from pathlib import Path

import pytest

from pipeline import artefacts
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.records.wording import Series, Wording
from pipeline.wording.stage import follow, main, read_transcript
from tests.html_reader import Reader
from tests.make import make_conference, write_stages

FILL = "全省各级各部门围绕年度任务做了大量工作，各项事业稳步向前，群众生活有了新的改善。" * 60
"""Enough text without a set phrase that a comparison is fair."""


def read(name: str, said: str, fill: str = FILL, title: str = "甲省政府工作报告"):
    return read_transcript(*make(name, said, fill, title))


def make(name: str, said: str, fill: str = FILL, title: str = "甲省政府工作报告"):
    """Return what clean and segment make of a report."""
    transcript, parts = make_conference(f"答：{said}\n{fill}", name)
    told = {"title": f"{name[:4]}年{title}", "date": name[:10]}
    return transcript.model_copy(update=told), parts


def run(folder: Path, *lines: tuple[Transcript, Segmentation]) -> Path:
    """Run the stage over reports; return the folder into which it wrote."""
    made = folder / "wording"
    given = write_stages(folder, *lines, stages=("clean", "segment"))
    main([*given, f"--series={made / 'series.jsonl'}", f"--output={made / 'wording.jsonl'}"])
    return made


def tell(*years: str, **options: str) -> dict[str, tuple[str, str | None]]:
    """Return what became of the phrases of yearly reports, from 2021."""
    reports = [read(f"{2021 + n}-02-01-甲", said, **options) for n, said in enumerate(years)]
    wordings, _ = follow({one.transcript: one for one in reports})
    return {w.phrase: (t.fate, t.instead) for w in wordings for t in w.turnings}


def test_new_gone_and_back() -> None:
    old, lasting = "推进“乡村记忆”行动。" * 4, "坚持“双碳”目标。" * 4
    told = tell(old + lasting, lasting, old + lasting + "建设“口袋公园”。" * 4)
    assert told == {"口袋公园": ("new", None), "乡村记忆": ("back", None)}
    assert tell(old + lasting, old + lasting, lasting) == {"乡村记忆": ("dropped", None)}


def test_what_is_said_of_a_policy_has_changed() -> None:
    told = tell("实施稳健的货币政策。", "实施稳健的货币政策。", "实施适度宽松的货币政策。")
    assert told == {"稳健的货币政策": ("changed", "适度宽松的货币政策")}
    assert tell("实施稳健的货币政策。", "实施稳健的货币政策。") == {}


def test_once_is_chance_and_a_short_text_says_nothing() -> None:
    assert tell("好。", "好。", "建设“口袋公园”。") == {}
    assert tell("好。", "好。", "建设“口袋公园”。" * 3, fill="好。") == {}


def test_a_phrase_has_its_uses_by_date_with_who_said_it() -> None:
    reports = [read(f"{year}-02-01-甲", "“双碳”“双碳”。") for year in (2022, 2021)]
    (wording,) = (w for w in follow({r.transcript: r for r in reports})[0] if w.phrase == "双碳")
    assert [(use.date, use.times) for use in wording.uses] == [("2021-02-01", 2), ("2022-02-01", 2)]
    assert wording.times == 4 and wording.turnings == ()


def test_a_daily_series_is_taken_month_by_month() -> None:
    days = [
        read(f"2024-{month:02}-{day:02}-会", "好。", "好。", "记者会实录")
        for month in (1, 2)
        for day in range(1, 10)
    ]
    _, (series,) = follow({one.transcript: one for one in days})
    assert [issue.label for issue in series.issues] == ["2024-01", "2024-02"]
    assert not series.fair


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "“<img src=x>”", "{{ 7 * 7 }}"])
def test_the_page(tmp_path: Path, hostile: str) -> None:
    said, title = "“双碳”。" * 3, f"甲省政府工作报告{hostile}"
    told = {"2021-02-01-甲": said + hostile, "2022-02-01-甲": said + "“口袋公园”。" * 4 + hostile}
    folder = run(tmp_path, *(make(name, words, title=title) for name, words in told.items()))
    reader = Reader((folder / "index.html").read_text(encoding="utf-8"))
    assert [tag for tag, _ in reader.elements].count("script") == 1
    assert "img" not in {tag for tag, _ in reader.elements}
    words = [text.strip() for text, _ in reader.text]
    assert "口袋公园" in words and "49" not in words
    assert len(list(artefacts.read(folder / "series.jsonl", Series))) == 1
    phrases = {one.phrase for one in artefacts.read(folder / "wording.jsonl", Wording)}
    assert phrases >= {"双碳", "口袋公园"}


def follow_years(folder: Path, *years: int) -> dict[str, bytes]:
    """Run the stage over yearly reports; return what it wrote."""
    said = {
        2021: "“双碳”。" * 5,
        2022: "“双碳”。" * 3 + "“口袋公园”。" * 4,
        2023: "“口袋公园”。" * 4,
    }
    made = run(folder, *(make(f"{year}-02-01-甲", said[year]) for year in years))
    return {path.name: path.read_bytes() for path in made.glob("[!.]*")}


def test_a_run_after_another_gives_what_one_from_nothing_gives(tmp_path: Path) -> None:
    whole = follow_years(tmp_path / "new", 2021, 2022, 2023)
    assert "口袋公园".encode() in whole["wording.jsonl"]
    follow_years(tmp_path / "old", 2021, 2022)
    for _ in range(2):
        assert follow_years(tmp_path / "old", 2021, 2022, 2023) == whole


def test_nothing_at_all_is_a_page_that_says_so(tmp_path: Path) -> None:
    page = (run(tmp_path) / "index.html").read_text(encoding="utf-8")
    assert "没有反复出现的提法" in page
