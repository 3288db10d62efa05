"""Every page: fits, can be read by all, in both languages, and runs nothing of the text."""

import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from tests import synthetic
from tests.batches import run_corpus
from tests.browser import PAGES, list_requests
from tests.chromium import Chromium

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
"""The checks of axe-core. The package drives another library; its script needs none."""


VIOLATIONS = """
axe.run(document, {{resultTypes: ["violations"], {chosen}}}).then(({{violations}}) =>
  violations.map(({{id, nodes}}) => [id, ...nodes.map(({{html}}) => html)]))
"""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_and_all_can_read_them(
    browser: Chromium, results: Path, name: str, language: str, width: int
) -> None:
    browser.set_screen(width, 900)
    browser.open(results / name, f"?lang={language}")
    assert browser.run("document.documentElement.lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    browser.run(f"{AXE}; 0")
    assert browser.run(VIOLATIONS.format(chosen="")) == []
    # In the dark the colours are others, and nothing else.
    browser.set_screen(width, 900, dark=True)
    assert browser.run(VIOLATIONS.format(chosen='runOnly: ["color-contrast"]')) == []
    browser.set_screen(1280, 900)


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_for_nothing_and_run_nothing_of_the_text(
    browser: Chromium, results: Path, name: str
) -> None:
    browser.open(results / name)
    methods = [event.get("method") for event in browser.events]
    assert not list_requests(browser, results / name)
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
      && !element.closest("[lang]:not(html), .name, code, noscript, .facts, .cautions, .cite"))
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
        assert not list_requests(browser, page)
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
