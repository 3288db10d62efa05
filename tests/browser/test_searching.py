"""Searching all sentences, from the start page and the search page."""

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.browser import QUIET, SEARCHED
from tests.chromium import Chromium
from tests.synthetic import NAME


def look_for(browser: Chromium, results: Path, phrase: str, address: str = "") -> list[str]:
    """Type a phrase into the search page and return the sentences that it shows."""
    browser.open(results / "search" / "search.html", address)
    browser.run(
        f"document.querySelector('[name=q]').value = {json.dumps(phrase)};"
        "document.querySelector('form').dispatchEvent(new Event('input', {bubbles: true}))"
    )
    browser.run(QUIET)
    found: list[str] = browser.run(SEARCHED)
    return found


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("水利投资", "完成水利投资约3200亿元"),
        ("利投", "完成水利投资约3200亿元"),
        ("粮", "夏粮产量1500亿斤"),
        ("。", None),
        ("投资 同比", "同比增长7.5%"),
        ("ALERT(2)", "不在此列"),
        ("增长0.9%。", "夏粮产量1500亿斤"),
        ("投资水利", None),
    ],
)
def test_sentences_are_found_without_a_server(
    browser: Chromium, results: Path, phrase: str, part: str | None
) -> None:
    found = look_for(browser, results, phrase)
    if part is None:
        assert found == []
    else:
        assert any(part in text for text in found)
        marked = browser.run("document.querySelector('.found mark').textContent")
        assert marked.lower() in phrase.lower()


@pytest.mark.parametrize(
    ("phrase", "chinese", "part"),
    [
        ("investment in water conservancy", "水利投资", "完成水利投资约3200亿元"),
        ("water conservancy and the investment", "水利 投资", "完成水利投资约3200亿元"),
        ("Investment 3200", "投资 3200", "完成水利投资约3200亿元"),
        ("ALERT(2)", None, "不在此列"),
    ],
)
def test_english_words_are_looked_for_in_chinese(
    browser: Chromium, results: Path, phrase: str, chinese: str | None, part: str
) -> None:
    found = look_for(browser, results, phrase, "?lang=en")
    assert any(part in text for text in found)
    said = "document.querySelector('.said')"
    assert browser.run(f"{said}.querySelector('b')?.textContent ?? null") == chinese
    assert browser.run(f"{said}.hidden") is (chinese is None)


def test_words_as_typed_are_one_click_away(browser: Chromium, results: Path) -> None:
    look_for(browser, results, "investment", "?lang=en")
    browser.run("[...document.querySelectorAll('.said button')].at(-1).click()")
    browser.run(QUIET)
    assert browser.run("document.querySelector('[name=q]').value") == "investment"
    assert browser.run("document.querySelectorAll('.found li').length") == 0


def test_the_newest_sentences_come_first_and_lead_to_their_turn(
    browser: Chromium, results: Path
) -> None:
    found = look_for(browser, results, "水利投资")
    dates = [date for text in found for date in re.findall(r"20\d\d-\d\d-\d\d", text)]
    assert dates == sorted(dates, reverse=True) and len(set(dates)) > 1
    href = browser.run("document.querySelector('.found a').href")
    page, _, place = href.partition("#")
    assert unquote(page).endswith(f"report/{NAME}.html")
    place, _, words = place.partition(":~:text=")
    said = unquote(words).split(",")
    assert found[0].find(said[0]) < found[0].find(said[-1])
    browser.open(results / "report" / f"{NAME}.html", f"#{place}")
    shown = f"document.getElementById('{place}')"
    assert "水利投资" in browser.run(f"{shown}.textContent")
    assert browser.run(f"{shown}.getBoundingClientRect().top") < 900


def test_the_start_page_searches(browser: Chromium, results: Path) -> None:
    browser.open(results / "index.html", "?lang=en")
    browser.run("document.querySelector('.seek').seek.value = '水利投资'")
    browser.follow("document.querySelector('.seek button').click()")
    assert unquote(browser.run("location.href")).endswith(
        "search/search.html?lang=en#search?q=水利投资"
    )
    browser.run(QUIET)
    assert browser.run(SEARCHED)


def test_what_is_found_is_never_markup(browser: Chromium, results: Path) -> None:
    assert look_for(browser, results, "img src")
    assert browser.run("document.querySelectorAll('.found img, .found script').length") == 0
    methods = {event.get("method") for event in browser.events}
    assert not {"Page.javascriptDialogOpening", "Runtime.exceptionThrown"} & methods


@pytest.mark.parametrize(
    "phrase",
    ['"', "'; --", "水\\", "(.*", "</script>", "水" * 10_000, "水 " * 5000, "😀", "\ud83d", "**"],
    ids=lambda phrase: ascii(phrase[:8]),
)
def test_hostile_phrases_are_answered(browser: Chromium, results: Path, phrase: str) -> None:
    look_for(browser, results, phrase)
    said = browser.run("document.querySelector('output').textContent")
    assert said
    assert not [e for e in browser.events if e.get("method") == "Runtime.exceptionThrown"]


def test_a_missing_part_is_said(browser: Chromium, results: Path) -> None:
    part = results / "search" / "t0.js"
    before = part.read_bytes()
    try:
        part.unlink()
        assert look_for(browser, results, "水利投资") == []
        assert "results/search" in browser.run("document.querySelector('output').textContent")
        part.write_bytes(before)
        browser.run("document.querySelector('form').dispatchEvent(new Event('input'))")
        browser.run(f"new Promise((done) => setTimeout(done, 50)).then(() => {QUIET})")
        assert browser.run(SEARCHED)
    finally:
        part.write_bytes(before)


def test_an_address_holds_what_is_looked_for(browser: Chromium, results: Path) -> None:
    browser.open(results / "search" / "search.html", "?lang=en#search?q=水利投资")
    browser.run(QUIET)
    assert browser.run(SEARCHED)
    assert "Sentences: " in browser.run("document.querySelector('output').textContent")
    assert browser.run("document.querySelector('.found a').search") == "?lang=en"
