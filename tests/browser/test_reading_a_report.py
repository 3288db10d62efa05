"""Reading a report: filters, addresses, from a number to its sentence, citations, paper."""

import csv
import re
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from tests import synthetic
from tests.batches import run_corpus, run_report
from tests.browser import LISTED, make_told
from tests.chromium import Chromium
from tests.synthetic import NAME

SHOWN = "[...document.querySelectorAll('.claims tbody:not([hidden])')].map((body) => body.id)"


@pytest.mark.parametrize(
    ("state", "ids"),
    [
        ("modality=target", ["c4", "c5"]),
        ("speaker=乙司长&modality=forecast", ["c8"]),
        ("section=s2&q=夏粮", ["c6", "c7"]),
        ("q=no such words", []),
        ("sort=3&speaker=甲司长", ["c2", "c3", "c5", "c1", "c4"]),
        ("sort=0&modality=target&descending=1", ["c5", "c4"]),
    ],
)
def test_an_address_sets_the_filter(
    browser: Chromium, report: Path, state: str, ids: list[str]
) -> None:
    browser.open(report, f"#claims?{state}")
    assert browser.run(SHOWN) == ids
    assert browser.run("document.querySelector('output b').textContent") == f"{len(ids)} / 9"


def test_a_filter_is_kept_in_the_address(browser: Chromium, report: Path) -> None:
    browser.open(report)
    browser.run(
        "(() => { const field = document.querySelector('select[name=modality]');"
        " field.value = 'target';"
        " field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    browser.run("document.querySelectorAll('.claims thead button')[1].click()")
    assert browser.run("location.hash") == "#claims?modality=target&sort=1"
    assert browser.run("document.querySelectorAll('.claims thead th')[1].ariaSort") == "ascending"
    browser.run("document.querySelector('button[type=reset]').click()")
    assert browser.run("location.hash") == "#claims"
    assert browser.run(SHOWN) == [f"c{n}" for n in range(1, 10)]


def test_an_address_shows_a_claim_whatever_the_filter(browser: Chromium, report: Path) -> None:
    browser.open(report, "#claims?modality=target")
    browser.run("location.hash = '#c8'")
    assert browser.run("document.querySelector('#c8 details').open")
    assert "c8" in browser.run(SHOWN)
    top = browser.run("document.getElementById('c8').getBoundingClientRect().top")
    assert 0 <= top < 900


def test_a_report_leads_to_its_passages_among_the_topics(
    browser: Chromium, results: Path, report: Path
) -> None:
    shown = """
    [...document.querySelectorAll("[data-transcript]")].filter((p) => p.checkVisibility())
      .map((p) => p.dataset.transcript)
    """
    browser.open(report)
    address = browser.run("document.querySelector('#hotspots a.page').href")
    topics = results / "corpus" / "topics.html"
    assert address.startswith(topics.as_uri())
    browser.open(topics, address.removeprefix(topics.as_uri()))
    assert set(browser.run(shown)) == {NAME}
    browser.run("document.querySelector('.narrowed a').click()")
    assert not browser.run("document.querySelector('.narrowed').checkVisibility()")
    browser.open(topics, "#passages?transcript=none")
    assert browser.run(shown) == []


def test_an_address_of_a_place_that_the_page_has_not_says_so(
    browser: Chromium, report: Path
) -> None:
    said = "document.querySelector('.unreached').checkVisibility()"
    browser.open(report, "#c9")
    assert not browser.run(said)
    browser.run("location.hash = '#c2001'")
    assert browser.run(said)
    browser.run("location.hash = '#c8'")
    assert not browser.run(said)


@pytest.mark.parametrize("address", ["#%", "#", "#nothing", "#claims?sort=99", "#index?q=1"])
def test_a_strange_address_harms_nothing(browser: Chromium, report: Path, address: str) -> None:
    browser.open(report, address)
    assert not [e for e in browser.events if e.get("method") == "Runtime.exceptionThrown"]
    assert len(browser.run(SHOWN)) == 9


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", ["整理文本第", "2024年7月15日"]), ("en", ["Characters", "15 Jul 2024"])],
)
def test_a_citation_can_be_copied(
    browser: Chromium, report: Path, language: str, words: list[str]
) -> None:
    browser.open(report, f"?lang={language}#c1")
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    browser.run("document.querySelector('#c1 .copy').click()")
    copied = browser.run("window.copied")
    assert copied.startswith("“上半年完成水利投资约3200亿元，同比增长7.5%。” 甲司长")
    for word in (*words, "热点一：水利建设", synthetic.PARAGRAPHS[1][2]):
        assert word in copied
    assert copied.count("SHA-256") == 1


def test_an_answer_leads_to_its_claims(browser: Chromium, report: Path) -> None:
    browser.open(report)
    browser.run("document.querySelector('.turns .count').click()")
    assert browser.run("location.hash") == "#claims?turn=t3"
    assert browser.run(SHOWN) == [f"c{n}" for n in range(1, 6)]


def test_sentences_can_be_folded_away_and_a_claim_opens_its_own(
    browser: Chromium, report: Path
) -> None:
    sentence = "document.querySelector('#c2 .quote').checkVisibility()"
    browser.open(report)
    assert browser.run(sentence)
    browser.run("document.querySelector('input[name=sentences]').click()")
    assert not browser.run(sentence)
    assert browser.run("location.hash") == "#claims?sentences=0"
    browser.run("document.querySelector('#c2 th a').click()")
    browser.run("new Promise((done) => setTimeout(done))")
    assert browser.run(sentence)
    browser.open(report, "#claims?sentences=0&q=水利")
    assert not browser.run(sentence)


def test_links_lead_from_a_key_figure_to_its_claim_to_the_text_and_back(
    browser: Chromium, report: Path
) -> None:
    browser.open(report)
    for link, place in (
        (".figures a", "c2"),
        ("#c2 .written a", "q-c2"),
        ("#q-c2", "c2"),
        ("#c2 .citation a", "s1"),
    ):
        browser.run(f"document.querySelector('{link}').click()")
        assert browser.run("location.hash") == f"#{place}"
        assert browser.run("document.querySelector(':target').id") == place


def test_a_sentence_stands_once_in_the_page_and_whole_in_each_row(
    browser: Chromium, report: Path
) -> None:
    claims = synthetic.make_claims().claims
    shared = Counter(claim.quote for claim in claims)
    assert max(shared.values()) > 1
    table = report.read_text(encoding="utf-8").partition('<table class="claims" data-rows')[2]
    table = table.partition("</table>")[0]
    assert table.count("<summary") - table.count('<summary lang="zh-Hans" data-in=') == len(shared)
    browser.open(report)
    for claim in claims:
        row = f"document.querySelector('#{claim.id} summary')"
        assert browser.run(f"{row}.textContent") == claim.quote
        assert browser.run(f"{row}.querySelector('b').textContent") == claim.text


def test_paper_holds_each_sentence_a_head_and_the_page_and_no_controls(
    browser: Chromium, report: Path, tmp_path: Path
) -> None:
    browser.open(report, "?lang=en#claims?sentences=0")
    browser.print_pdf(tmp_path / "page.pdf")
    pages = [
        page.get_textpage().get_text_range()
        for page in pypdfium2.PdfDocument(tmp_path / "page.pdf")
    ]
    title = "On water conservancy construction, grain production"
    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in page
        assert number == 1 or title in page
    assert any("Indicator" in page and "As written" in page for page in pages)
    printed = re.sub(r"\s", "", "".join(pages))
    for claim in synthetic.make_claims().claims:
        assert re.sub(r"\s", "", claim.quote) in printed
    for claim in synthetic.make_claims().claims:
        assert f"Characters{claim.start}–{claim.end}" in printed
    for words in ("Integrityofthetext", "CNY320billion", "Probability0.75"):
        assert words in printed
    for words in ("Clearfilters", "English", "Showsentences", "文本完整性"):
        assert words not in printed


FEW = {"claims": 4, "answers": 1}
ODD = "甲#1 100%&'坏"


def test_rows_beside_the_page_are_read_and_printed_like_the_others(
    browser: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.report.writer.MOST_WHOLE", FEW)
    run_report(tmp_path, synthetic.make_lines(ODD))
    claims = synthetic.make_claims().claims
    browser.open(tmp_path / "report" / f"{ODD}.html", "#c8")
    assert browser.run(SHOWN) == [claim.id for claim in claims]
    assert browser.run("document.querySelector('#c8 details').open")
    assert browser.run("document.querySelector(':target').id") == "c8"
    assert not browser.run("document.querySelector('.unreached').checkVisibility()")
    assert browser.run("document.querySelector('output b').textContent") == "9 / 9"
    quotes = "[...document.querySelectorAll('.claims summary')].map((said) => said.textContent)"
    assert browser.run(quotes) == [claim.quote for claim in claims]
    assert not browser.run("document.querySelector('.missing').checkVisibility()")
    answers = len(synthetic.make_classifications().answers)
    assert (
        browser.run("document.querySelectorAll('[data-rows=answers] tbody tr').length") == answers
    )
    browser.print_pdf(tmp_path / "page.pdf")
    pages = pypdfium2.PdfDocument(tmp_path / "page.pdf")
    printed = re.sub(r"\s", "", "".join(page.get_textpage().get_text_range() for page in pages))
    for claim in claims:
        assert re.sub(r"\s", "", claim.quote) in printed


def test_a_page_without_what_stands_beside_it_says_so(
    browser: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.report.writer.MOST_WHOLE", FEW)
    run_report(tmp_path, synthetic.make_lines())
    (beside,) = (tmp_path / "report").glob("*.rows.js")
    assert synthetic.HOSTILE not in beside.read_text(encoding="utf-8")
    for damage in ("damaged(", f'part("{NAME}.rows",null);'):
        beside.write_text(damage, encoding="utf-8")
        browser.open(tmp_path / "report" / f"{NAME}.html", "?lang=en#c8")
        browser.run("new Promise((done) => setTimeout(done, 50))")
        assert browser.run(SHOWN) == ["c1", "c2"]
        said = browser.run("document.querySelector('.damaged').innerText")
        assert f"The file {NAME}.rows.js beside this page is missing or damaged" in said
    monkeypatch.undo()
    run_report(tmp_path, synthetic.make_lines())
    assert not beside.exists()
    page = (tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8")
    assert "strict-dynamic" not in page


def test_a_permalink_leads_to_its_claim_and_copies_are_text(
    browser: Chromium, report: Path
) -> None:
    browser.open(report)
    name = browser.run("document.querySelector('#c4 th a').id")
    assert re.fullmatch(r"k[0-9a-f]{12}", name)
    browser.open(report, f"#{name}")
    assert browser.run("document.querySelector('#c4 details').open")
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    browser.run("document.querySelector('#c4 [data-form=markdown]').click()")
    copied = browser.run("window.copied")
    assert f"#{name}>)" in copied and copied.startswith("> 全年计划")
    assert copied.count("<script") == copied.count("\\<script") == 1
    browser.run("document.querySelector('#c4 [data-form=csv]').click()")
    (row,) = csv.reader([browser.run("window.copied")])
    assert row[0] == name and row[3] == "8000亿元" and "全年计划" in row[-1]


def test_two_clicks_lead_from_a_number_to_what_belongs_to_it(
    browser: Chromium, tmp_path: Path
) -> None:
    said = "2024年，城镇新增就业45万人。2025年，城镇新增就业预期目标50万人以上。"
    run_corpus(tmp_path, make_told("2025-01-20-就业", "2025年就业发布会", said))
    browser.open(tmp_path / "report" / "2025-01-20-就业.html", "?lang=en")
    browser.run("document.querySelector('.pairs td a').click()")
    browser.run("new Promise((done) => setTimeout(done, 50))")
    claim = browser.run("location.hash")
    detail = f"document.querySelector('{claim} .detail')"
    same = browser.run(f"{detail}.querySelector('a.page').href")
    browser.run(f"{detail}.querySelector('.counterpart').click()")
    browser.run("new Promise((done) => setTimeout(done, 50))")
    other = browser.run("location.hash")
    pairs = browser.run("[...document.querySelectorAll('.pairs td a')].map((a) => a.hash)")
    assert pairs == [claim, other]
    browser.open(tmp_path / "corpus" / "claims.html", same.partition("claims.html")[2])
    found = browser.run(LISTED)
    assert [link.rpartition("#")[2] for link in found] == [claim[1:], other[1:]]
    assert all("?lang=en#" in link for link in found)
