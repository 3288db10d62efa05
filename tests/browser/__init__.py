"""Reading in a browser: what only a browser shows."""

from pathlib import Path

from pipeline.records.base import Record
from pipeline.stages import LINE
from tests import synthetic
from tests.chromium import Chromium
from tests.make import make_line, tell
from tests.synthetic import NAME

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


def list_requests(browser: Chromium, page: Path) -> list[str]:
    """Return what the open page asked for besides itself and scripts that stand beside it."""
    asked = (
        event["params"]["request"]["url"]
        for event in browser.events
        if event.get("method") == "Network.requestWillBeSent"
    )
    beside = {path.absolute().as_uri() for path in page.parent.glob("*.js")}
    own = {page.absolute().as_uri(), *beside}
    return [url for url in asked if url.partition("?")[0] not in own]


def make_told(name: str, title: str, said: str) -> tuple[Record, ...]:
    """Return what each stage makes of a transcript of one answer; its name begins with its date."""
    line = make_line(*tell(name, title, f"# 就业{synthetic.HOSTILE}\n答：{said}"))
    phrases = synthetic.make_phrases(name).model_copy(update={"sections": ()})
    return line._replace(phrases=phrases)[: len(LINE)]


LISTED = "[...document.querySelectorAll('.written a')].map((a) => a.getAttribute('href'))"


SEARCHED = "[...document.querySelectorAll('.found li')].map((item) => item.textContent)"


QUIET = """
new Promise((done) => {
  const output = document.querySelector("output");
  const wait = () => (output.textContent ? done(output.textContent) : setTimeout(wait, 5));
  wait();
})
"""
