"""Following numbers through all transcripts: claims, indicators, hotspots, promises."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from tests import synthetic
from tests.batches import run_corpus
from tests.browser import LISTED, make_told
from tests.chromium import Chromium
from tests.work_reports import ELSEWHERE, PLAN, REVIEW


@pytest.mark.parametrize(
    ("state", "ids"),
    [
        ("q=粮食产量", ["c8"]),
        ("modality=target&sort=3", ["c5", "c4"]),
        ("modality=target&sort=3&descending=1", ["c4", "c5"]),
        ("year=2023", []),
    ],
)
def test_claims_of_all_transcripts_are_searched(
    browser: Chromium, results: Path, state: str, ids: list[str]
) -> None:
    browser.open(results / "corpus" / "claims.html", f"?lang=en#claims?{state}")
    links = browser.run(LISTED)
    mine = [link.partition("#")[2] for link in links if "/2024-07-15" in link]
    assert mine == ids
    assert all("?lang=en#" in link for link in links)


def test_all_that_a_claim_does_not_say_has_one_sign(browser: Chromium, results: Path) -> None:
    browser.open(results / "corpus" / "claims.html")
    blank = "[...document.querySelectorAll('#claims tbody td')].filter((td) => !td.textContent)"
    shown = f"[...new Set({blank}.map((td) => getComputedStyle(td, '::before').content))]"
    assert browser.run(shown) == ['"–"']


COUNTED = "document.querySelector('#claims output b').textContent"


LOADED = """new Promise((done) => {
  const look = () => document.getElementById('loading').hidden ? done(true) : setTimeout(look, 20);
  look();
})"""


def test_older_claims_are_loaded_from_beside_the_page(
    browser: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corpus.claims.MOST_FIRST", 2)
    monkeypatch.setattr("pipeline.corpus.claims.MOST_CLAIMS", 2)
    run_corpus(tmp_path, synthetic.make_lines())
    page = tmp_path / "corpus" / "claims.html"
    total = len(synthetic.make_lines()[3].claims)
    parts = sorted(page.parent.glob("claims-*.js"))
    assert len(parts) == -(-total // 2) - 1 > 0
    browser.open(page, "?lang=en")
    browser.run(LOADED)
    assert browser.run(COUNTED) == f"{total} / {total}"
    assert not browser.run("document.getElementById('damaged').checkVisibility()")

    parts[0].write_text("damaged(", encoding="utf-8")
    browser.open(page, "?lang=en")
    browser.run(LOADED)
    assert browser.run(COUNTED) == "2 / 2"
    assert browser.run("document.getElementById('damaged').checkVisibility()")

    monkeypatch.setattr("pipeline.corpus.claims.MOST_FIRST", 30_000)
    run_corpus(tmp_path, synthetic.make_lines())
    assert list(page.parent.glob("claims-*.js")) == []
    assert "strict-dynamic" not in page.read_text(encoding="utf-8")


def test_rows_of_other_pages_are_loaded_from_beside_them(
    browser: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.corpus.stage.FIRST_ROWS", 1)
    monkeypatch.setattr("pipeline.corpus.stage.FIRST_MEASURES", 1)
    monkeypatch.setattr("pipeline.corpus.stage.PART_ROWS", 2)
    counted = "document.querySelector('.controls output b').textContent"
    told = [make_told(*words) for words in (PLAN, REVIEW, ELSEWHERE)]
    run_corpus(tmp_path, synthetic.make_lines(), *told)
    lists = ("corpus/promises.html", "corpus/hotspots.html", "corpus/indicators.html")
    for page in (tmp_path / name for name in (*lists, "index.html")):
        (part, *_) = sorted(page.parent.glob(f"{page.stem.replace('index', 'transcripts')}-*.js"))
        browser.open(page)
        browser.run(LOADED)
        assert not browser.run("document.getElementById('damaged').checkVisibility()")
        shown, total = browser.run(counted).split(" / ")
        listed = "document.querySelector('.controls').closest('section')"
        rows = browser.run(f"{listed}.querySelectorAll('tbody tr').length")
        assert int(shown) == int(total) == rows > 1
        part.unlink()
        browser.open(page)
        browser.run(LOADED)
        assert browser.run("document.getElementById('damaged').checkVisibility()")
        assert browser.run(counted) == "1 / 1"


@pytest.mark.parametrize(
    ("state", "count"),
    [
        ("kind=change&modality=actual&unit=%25", 6),
        ("speaker=乙司长", 8),
        ("transcript=2025-01-21-邻省", 2),
        ("transcript=nowhere", 0),
    ],
)
def test_every_facet_of_the_claims_has_an_address(
    browser: Chromium, results: Path, state: str, count: int
) -> None:
    browser.open(results / "corpus" / "claims.html", f"#claims?{state}")
    assert len(browser.run(LISTED)) == count


def choose_measure(browser: Chromium, results: Path, name: str, address: str = "") -> None:
    """Open the indicators page at the measure of a name."""
    browser.open(results / "corpus" / "indicators.html", address)
    browser.run(
        "[...document.querySelectorAll('.measures th a')]"
        f".find((a) => a.textContent.includes('{name}')).click()"
    )


ROWS = """
[...document.querySelectorAll('.beside tbody tr')].map((row) =>
  [...row.cells].map((cell) => cell.innerText.replace(/\\s+/g, ' ').trim()))
"""


def test_targets_stand_beside_outcomes(browser: Chromium, results: Path) -> None:
    choose_measure(browser, results, "规模以上工业增加值")
    assert browser.run("location.hash").startswith("#m")
    rows = browser.run(ROWS)
    assert [row[0] for row in rows] == ["湖北省", "江西省"]
    assert rows[1][4] == "✗ 未达到"
    assert browser.run("document.querySelectorAll('#chosen .mark.target').length") > 0
    assert browser.run("document.querySelectorAll('#chosen .mark.actual').length") > 1
    choose_measure(browser, results, "城镇新增就业", "?lang=en")
    assert "✓ met" in [row[4] for row in browser.run(ROWS)]
    assert browser.run("document.querySelectorAll('#chosen .mark .bound').length") > 0


def test_transcripts_that_disagree_are_marked(browser: Chromium, results: Path) -> None:
    browser.open(results / "corpus" / "indicators.html", "#indicators?has=conflict")
    names = browser.run(
        "[...document.querySelectorAll('.measures th a')].map((a) => a.textContent)"
    )
    assert names == ["粮食产量"]
    choose_measure(browser, results, "粮食产量")
    assert any("✗ 各记录说法不一" in row[4] for row in browser.run(ROWS))


def test_hotspots_are_counted_by_the_chosen_time(browser: Chromium, results: Path) -> None:
    browser.open(results / "corpus" / "hotspots.html", "#hotspots?step=year&sort=1&descending=1")
    heads = browser.run("[...document.querySelectorAll('th.step')].map((th) => th.textContent)")
    assert heads == ["2023", "2024", "2025"]
    first = browser.run(
        "[...document.querySelector('.steps tbody tr').cells].map((c) => c.innerText)"
    )
    assert first == [f"就业{synthetic.HOSTILE}", "4", "·", "1", "3"]


def test_a_choice_is_filled_when_it_is_used(browser: Chromium, results: Path) -> None:
    browser.open(results / "corpus" / "claims.html", "#claims?transcript=2025-01-21-邻省")
    select = "document.querySelector('select[name=transcript]')"
    assert browser.run(f"{select}.options.length") == 2
    browser.run(f"{select}.dispatchEvent(new Event('focus'))")
    texts = browser.run(f"[...{select}.options].map((option) => option.textContent)")
    assert "2025-01-21 2025年湖北省政府工作报告 (2)" in texts
    assert len(texts) == 7
    assert browser.run(f"{select}.value") == "2025-01-21-邻省"


def test_promises_lead_to_the_sentences_on_both_sides(browser: Chromium, results: Path) -> None:
    page = results / "corpus" / "promises.html"
    browser.open(page, "?lang=en#promises?state=missed")
    links = browser.run("[...document.querySelectorAll('#promises tbody a')].map((a) => a.href)")
    assert len(links) == 2
    for link, words in zip(
        links, ("规上工业增加值预期目标增长6%", "规模以上工业增加值增长5.5%"), strict=True
    ):
        address, _, place = link.partition("?lang=en#")
        assert (results / "report" / unquote(address).rpartition("/")[2]).is_file()
        browser.open(results / "report" / unquote(address).rpartition("/")[2], f"#{place}")
        assert words in browser.run(f"document.getElementById('{place}').textContent")
