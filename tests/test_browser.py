"""What only a browser shows: pages at work, in both languages, on narrow screens, in the dark."""

import csv
import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pypdfium2
import pytest

from pipeline.claims.examples import load_checked
from pipeline.claims.stage import find_claims
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from tests import synthetic
from tests.batches import run_corpus
from tests.chromium import Chromium
from tests.make import make_conference
from tests.synthetic import NAME
from tests.work_reports import ELSEWHERE, PLAN, REVIEW

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
"""The checks of axe-core. The package drives another library; its script needs none."""
VIOLATIONS = """
axe.run(document, {resultTypes: ["violations"]}).then(({violations}) =>
  violations.map(({id, nodes}) => [id, ...nodes.map(({html}) => html)]))
"""

PAGES = (
    "index.html",
    "corpus/topics.html",
    "corpus/claims.html",
    "corpus/indicators.html",
    "corpus/hotspots.html",
    "search/search.html",
    "corpus/promises.html",
    "compare/index.html",
    "wording/index.html",
    f"report/{NAME}.html",
    "report/坏.html",
)

DISAGREEING = (
    "2025-02-20-再说", "2025年江西省就业<script>alert(5)</script>发布会",
    "2024年，粮食总产量2100万吨。“<img src=x onerror=alert(6)>”指标基站达到5万个。"
    "2024年，“<img src=x onerror=alert(6)>”指标基站达到6万个。",
)  # fmt: skip


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = tmp_path_factory.mktemp("results")
    earlier = synthetic.make_lines("2023-07-15-示例", date="2023-07-15")
    told = [make_told(*words) for words in (PLAN, REVIEW, ELSEWHERE, DISAGREEING)]
    run_corpus(results, synthetic.make_lines(), earlier, (synthetic.make_problem("坏"),) * 5, *told)
    return results


def make_told(name: str, title: str, said: str) -> tuple[Record, ...]:
    """Return what each stage makes of a transcript of one answer; its name begins with its date."""
    transcript, segmentation = make_conference(f"# 就业{synthetic.HOSTILE}\n答：{said}", name)
    transcript = transcript.model_copy(update={"title": title, "date": name[:10]})
    claims = find_claims(transcript, segmentation, load_checked())
    phrases = synthetic.make_phrases(name).model_copy(update={"sections": ()})
    classified = synthetic.make_classifications(name)
    return (
        transcript,
        segmentation,
        phrases,
        claims,
        classified.model_copy(update={"answers": (), "flags": ()}),
    )


@pytest.fixture
def report(results: Path) -> Path:
    return results / "report" / f"{NAME}.html"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_pages_fit_and_all_can_read_them(
    browser: Chromium, results: Path, name: str, language: str, width: int, dark: bool
) -> None:
    browser.set_screen(width, 900, dark=dark)
    browser.open(results / name, f"?lang={language}")
    assert browser.run("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    browser.run(f"{AXE}; 0")
    assert browser.run(VIOLATIONS) == []
    browser.set_screen(1280, 900)


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_for_nothing_and_run_nothing_of_the_text(
    browser: Chromium, results: Path, name: str
) -> None:
    browser.open(results / name)
    methods = [event.get("method") for event in browser.events]
    assert methods.count("Network.requestWillBeSent") == 1
    assert not {"Page.javascriptDialogOpening", "Runtime.exceptionThrown", "Log.entryAdded"} & {
        *methods
    }


def test_the_policy_stops_a_script_that_is_not_the_pages(browser: Chromium, report: Path) -> None:
    browser.open(report)
    browser.run(
        "document.body.append(Object.assign(document.createElement('script'),"
        " {textContent: 'window.hostile = 1'}))"
    )
    assert browser.run("window.hostile") is None


def test_the_language_goes_with_the_reader(browser: Chromium, results: Path) -> None:
    browser.open(results / "index.html")
    browser.run("document.querySelector('label[for=en]').click()")
    assert browser.run("document.documentElement.lang") == "en"
    assert browser.run("getComputedStyle(document.querySelector('h1 .zh')).display") == "none"
    assert browser.run("document.querySelector('option').textContent") == "All"
    assert browser.run(
        "[...document.querySelectorAll('a.page')].every((a) => a.search === '?lang=en')"
    )


def test_without_scripts_the_language_can_be_switched(browser: Chromium, report: Path) -> None:
    browser.send("Emulation.setScriptExecutionDisabled", value=True)
    try:
        browser.open(report)
        shown = "getComputedStyle(document.querySelector('h2 .{}')).display"
        assert browser.run(shown.format("en")) == "none"
        browser.run("document.getElementById('en').checked = true")
        assert browser.run(shown.format("zh")) == "none"
        assert browser.run(shown.format("en")) != "none"
        assert browser.run("document.querySelector('form').checkVisibility()") is False
    finally:
        browser.send("Emulation.setScriptExecutionDisabled", value=False)


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


LISTED = "[...document.querySelectorAll('.written a')].map((a) => a.getAttribute('href'))"


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


COUNTED = "document.querySelector('#claims output b').textContent"
LOADED = """new Promise((done) => {
  const look = () => document.getElementById('loading').hidden ? done(true) : setTimeout(look, 20);
  look();
})"""


def test_older_claims_are_loaded_from_beside_the_page(
    browser: Chromium, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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

    monkeypatch.setattr("pipeline.corpus.claims.MOST_CLAIMS", 30_000)
    run_corpus(tmp_path, synthetic.make_lines())
    assert list(page.parent.glob("claims-*.js")) == []
    assert "strict-dynamic" not in page.read_text(encoding="utf-8")


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
    table = report.read_text(encoding="utf-8").partition('<table class="claims">')[2]
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
    title = "上半年水利建设与粮食生产情况"
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


ENGLISH = """
[...document.querySelectorAll("main *, title + *, .bar *")].flatMap((element) =>
  [...element.childNodes].filter((node) => node.nodeType === 3)
    .filter((node) => /[\\u4e00-\\u9fff]/.test(node.data) && element.checkVisibility()
      && !element.closest("[lang]:not(html)")?.getAttribute("lang").startsWith("zh")
      && !element.closest(".name"))
    .map((node) => node.data))
"""
CHINESE = """
[...document.querySelectorAll("main *, .bar *")].flatMap((element) =>
  [...element.childNodes].filter((node) => node.nodeType === 3)
    .filter((node) => /[a-z]{3}/.test(node.data) && element.checkVisibility()
      && !element.closest("[lang]:not(html), .name, code, noscript, .facts, .notices, .cite"))
    .map((node) => node.data.trim()))
"""


@pytest.mark.parametrize("name", PAGES)
def test_each_language_is_complete_and_quotations_are_marked(
    browser: Chromium, results: Path, name: str
) -> None:
    browser.open(results / name, "?lang=en")
    assert browser.run(ENGLISH) == []
    browser.open(results / name)
    words = {word for text in browser.run(CHINESE) for word in re.findall(r"[A-Za-z]{3,}", text)}
    formats = {"Markdown", "XLSX", "CSV", "JSON", "Lines", "TSV", "Parquet", "Data", "Package"}
    assert words <= formats | {"SHA"}


HOSTILE = (
    "</title></script><script>window.hostile=1</script>",
    "<img src=x onerror=window.hostile=1>",
    "\u202egnp.exe\u2028 {{ 7*7 }} <!--",
)


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return pages whose titles, names and words all try to be more than text."""
    results = tmp_path_factory.mktemp("attacked")
    batches = []
    for number, hostile in enumerate(HOSTILE):
        name = f"{number} javascript:window.hostile=1 \u202e#?%"
        transcript, segmentation, phrases, claims, classifications = synthetic.make_lines(
            name, title=hostile, publisher=hostile, url="javascript:window.hostile=1", file=hostile
        )
        assert isinstance(segmentation, Segmentation) and isinstance(claims, TranscriptClaims)
        batches.append(
            (
                transcript,
                segmentation.model_copy(
                    update={
                        "speakers": tuple(
                            person.model_copy(update={"office": hostile, "name": hostile})
                            for person in segmentation.speakers
                        ),
                        "sections": tuple(
                            section.model_copy(update={"title": hostile})
                            for section in segmentation.sections
                        ),
                    }
                ),
                phrases,
                claims.model_copy(
                    update={
                        "claims": tuple(
                            claim.model_copy(
                                update={"indicator": hostile, "speaker": hostile, "unit": hostile}
                            )
                            for claim in claims.claims
                        )
                    }
                ),
                classifications,
            )
        )
    run_corpus(results, *batches, (synthetic.make_problem(HOSTILE[0].replace("/", "")),) * 5)
    return results


def test_hostile_words_stay_words_on_every_page(browser: Chromium, attacked: Path) -> None:
    pages = sorted(attacked.rglob("*.html"))
    names = {page.relative_to(attacked).as_posix() for page in pages}
    assert names >= {page for page in PAGES if not page.startswith("report/")}
    assert sum(name.startswith("report/") for name in names) == len(HOSTILE) + 1
    for page in pages:
        browser.open(page, "?lang=en")
        methods = [event.get("method") for event in browser.events]
        assert browser.run("window.hostile") is None
        assert methods.count("Network.requestWillBeSent") == 1
        assert not {"Page.javascriptDialogOpening", "Runtime.exceptionThrown", "Log.entryAdded"} & {
            *methods
        }
        assert (
            browser.run("document.querySelectorAll('img, iframe, base, main script').length") == 0
        )
        assert browser.run(
            "[...document.links].every(({protocol}) => ['file:', 'https:'].includes(protocol))"
        )


LOOSE = """
(() => {
  const holds = (element) => [...element.childNodes]
    .some((node) => node.nodeType === 3 && node.data.includes("\u202e"));
  const bounds = (element) => {
    const { display, unicodeBidi } = getComputedStyle(element);
    return display !== "inline" || unicodeBidi.startsWith("isolate");
  };
  // What stands beside the element in the nearest box that ends its direction.
  return [...document.querySelectorAll("main *:not(option)")].filter((element) => {
    if (!holds(element) || !element.checkVisibility()) return false;
    let part = element;
    while (!bounds(part) && part.parentElement.childNodes.length === 1) part = part.parentElement;
    return !bounds(part) && !bounds(part.parentElement);
  }).map((element) => element.outerHTML);
})()
"""


def test_words_that_turn_direction_turn_nothing_around_them(
    browser: Chromium, attacked: Path
) -> None:
    for page in sorted(attacked.rglob("*.html")):
        browser.open(page)
        assert browser.run(LOOSE) == []


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


@pytest.mark.parametrize("name", ["index.html", *PAGES[1:5]])
def test_what_scripts_draw_leads_somewhere(browser: Chromium, results: Path, name: str) -> None:
    browser.open(results / name)
    browser.run(
        "document.querySelectorAll('details').forEach((d) => { d.open = true; })"
        " || new Promise((done) => setTimeout(done, 50))"
    )
    links = browser.run(
        "[...document.querySelectorAll('main a')].map((a) => new URL(a.getAttribute('href'),"
        " location)).map((url) => [url.pathname, url.hash])"
    )
    assert len(links) > 1
    for path, hash_ in links:
        page = Path(unquote(path))
        assert page.is_file(), path
        place = unquote(hash_[1:]).partition("?")[0]
        if page.suffix == ".html" and place and not place.startswith("m"):
            assert f'id="{place}"' in page.read_text(encoding="utf-8"), (path, place)


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


SEARCHED = "[...document.querySelectorAll('.found li')].map((item) => item.textContent)"
QUIET = """
new Promise((done) => {
  const output = document.querySelector("output");
  const wait = () => (output.textContent ? done(output.textContent) : setTimeout(wait, 5));
  wait();
})
"""


def look_for(browser: Chromium, results: Path, phrase: str) -> list[str]:
    """Type a phrase into the search page and return the sentences that it shows."""
    browser.open(results / "search" / "search.html")
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
    browser.run("document.querySelector('.seek button').click()")
    browser.run("new Promise((done) => setTimeout(done, 300))")
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
