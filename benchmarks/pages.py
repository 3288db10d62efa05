"""Measures the pages: `python -m benchmarks.pages [--pages N] [--claims N]`.

The transcripts of raw/ are taken through the stages once. Then: the size of each report; the
seconds of one core for N reports of the first, pages alone and with their tables; whether a
second build has the same bytes; and how quickly Chromium opens and searches the list of all
claims, and the longest report, when a corpus has N claims.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from benchmarks.corpus import ROOT
from benchmarks.workflow import run_snakemake
from pipeline import artefacts
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.pages import Page
from pipeline.records.problems import Problem
from pipeline.report.stage import add_problems, attempt_report
from pipeline.report.view import make_view
from pipeline.report.writer import Writer, make_writer
from pipeline.stages import LINE, RECORDS, Line, make_line
from tests.chromium import PROGRAM, Chromium

OPENED = "performance.getEntriesByType('navigation')[0].loadEventEnd"
SEARCH = """
(() => {
  const field = document.querySelector("input[name=q]");
  const words = ["增长", "增", "5G", ""];
  const start = performance.now();
  for (const word of words) {
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
  }
  return (performance.now() - start) / words.length;
})()
"""


def read_results(results: Path) -> list[Line | Problem]:
    """Return what each stage made of each transcript."""
    paths = {stage: sorted((results / stage).glob("*.jsonl")) for stage in LINE}
    models = [RECORDS[stage] for stage in LINE]
    return list(map(make_line, artefacts.read_batches(Namespace(**paths), LINE, models)))


def time_core(work: Callable[[], object], times: int) -> float:
    """Return the seconds of one core for some work, done several times."""
    start = time.process_time()
    for _ in range(times):
        work()
    return time.process_time() - start


def report(lines: list[Line | Problem], folder: Path, writer: Writer) -> list[Page]:
    """Write the reports of lines into a folder, and return the record of each file's page."""
    return add_problems((attempt_report(line, folder, writer) for line in lines), folder, writer)


def measure_reports(lines: list[Line | Problem], folder: Path, count: int) -> None:
    """Print sizes, seconds and whether bytes are the same again."""
    writer = make_writer()
    pages = [page for page in report(lines, folder, writer) if page.characters]
    for page in pages:
        size = (folder / f"{page.transcript}.html").stat().st_size
        print(f"{size / 1000:8.0f} kB  {page.claims:5} claims  {page.transcript}")
    before = digest(folder)
    report(lines, folder, writer)
    print(f"same bytes on a second build: {digest(folder) == before}")

    first = lines[:1]
    (found,) = first
    assert isinstance(found, Line)
    alone = time_core(lambda: render(found, writer, folder / "page.html"), count)
    whole = time_core(lambda: report(first, folder, writer), count)
    print(f"{count} pages: {alone:.1f} s of one core; with Markdown and tables {whole:.1f} s")


def render(line: Line, writer: Writer, path: Path) -> None:
    """Write one page."""
    view = make_view(line)
    text = writer.page.render(writer.make_context(view), files={})
    path.write_text(text, encoding="utf-8")


def digest(folder: Path) -> dict[str, str]:
    """Return what each file of a folder holds."""
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def write_ledger(results: Path, folder: Path, count: int) -> Path:
    """Write the corpus pages for so many claims, the found ones over and over; return the list."""
    found = [
        claims
        for path in sorted((results / "claims").glob("*.jsonl"))
        for claims in artefacts.read(path, TranscriptClaims)
        if isinstance(claims, TranscriptClaims) and claims.claims
    ]
    pages: list[Page] = []
    copies: list[TranscriptClaims] = []
    total = 0
    while total < count:
        number = len(copies)
        source = found[number % len(found)]
        name = f"{2015 + number % 10}-{1 + number % 12:02}-01-{number:05}"
        claims = tuple(claim.model_copy(update={"transcript": name}) for claim in source.claims)
        claims = claims[: count - total]
        total += len(claims)
        copies.append(TranscriptClaims(transcript=name, claims=claims))
        pages.append(
            Page.model_validate(
                dict.fromkeys(("sections", "speakers", "notices"), ())
                | dict.fromkeys(("turns", "contradictions", "flags"), 0)
                | {"transcript": name, "file": f"{name}.txt", "title": name, "date": name[:10]}
                | {"characters": 1, "claims": len(claims), "problem": None}
            )
        )
    given: dict[str, Sequence[Record]] = {"report": pages, "claims": copies}
    given |= dict.fromkeys(("topics", "choice", "indicators"), ())
    for stage, records in given.items():
        artefacts.write(folder / f"{stage}.jsonl", records)
    options = [word for name in given for word in (f"--{name}", f"{name}.jsonl")]
    command = [sys.executable, "-m", "pipeline", "corpus", *options, "--output", "results"]
    subprocess.run(
        command, cwd=folder, check=True, env={"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    return folder / "results" / "corpus" / "claims.html"


def measure_opening(pages: list[Path]) -> None:
    """Print how long Chromium takes to open pages, and to search their claims."""
    with Chromium() as browser:
        browser.set_screen(1280, 900)
        for page in pages:
            browser.open(page)
            opened = [browser.run(OPENED)]
            for _ in range(2):
                browser.open(page)
                opened.append(browser.run(OPENED))
            searched = browser.run(SEARCH)
            size = page.stat().st_size / 1000
            print(
                f"{page.name}: {size:.0f} kB, opens in {sorted(opened)[1]:.0f} ms,"
                f" a search takes {searched:.0f} ms"
            )


def main() -> None:
    """Take the transcripts of raw/ through the stages and measure their pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "raw")
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--claims", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run_snakemake(folder, options.raw.absolute(), "--cores", "1", "--until", *LINE[2:])
        lines = read_results(folder / "results")
        written = folder / "report"
        written.mkdir()
        measure_reports(lines, written, options.pages)
        ledger = write_ledger(folder / "results", folder, options.claims)
        longest = max(written.glob("*.html"), key=lambda path: path.stat().st_size)
        if PROGRAM:
            measure_opening([ledger, longest])


if __name__ == "__main__":
    main()
