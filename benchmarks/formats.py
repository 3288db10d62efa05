"""Times clean on each format: `python -m benchmarks.formats [--hostile]`.

Characters of the clean text a second of processor time (reading, restoring order, writing), the
median of three runs in one process, and of reading alone; the peak memory of the stage for 10, 100
and 1,000 transcripts. With --hostile: seconds and peak memory of the stage for each file that
nobody should have to read, with what was said of it.
"""

import argparse
import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.corpus import ROOT, write_corpus
from pipeline.clean.formats.readers import read_source
from pipeline.clean.stage import clean, load_knowledge
from pipeline.metadata import Metadata

FONT = "STSong-Light"
LINE = 38
LINES = 48


def as_html(text: str) -> bytes:
    """Return a text as a page with some navigation around it."""
    links = "<ul>" + "<li><a href='#'>首页</a></li>" * 20 + "</ul>"
    said = "".join(f"<p><span>{line}</span></p>" for line in text.split("\n"))
    page = f"<div class=nav>{links}</div><div>{said}</div><div class=footer>{links}</div>"
    return f"<html><meta charset=utf-8><body>{page}</body></html>".encode()


def as_docx(text: str) -> bytes:
    """Return a text as a Word document."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    said = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        body = f'<w:document xmlns:w="{space}"><w:body>{said}</w:body></w:document>'
        package.writestr("word/document.xml", body)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    """Return a text as pages of lines."""
    lines = [
        line[at : at + LINE]
        for line in (f"　　{line}" for line in text.split("\n"))
        for at in range(0, len(line), LINE)
    ]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for page in range(0, len(lines), LINES):
        canvas.setFont(FONT, 12)
        for row, line in enumerate(lines[page : page + LINES]):
            canvas.drawString(60, A4[1] - 60 - 15 * row, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


FORMATS: dict[str, tuple[str, Callable[[str], bytes]]] = {
    "txt UTF-8": (".txt", str.encode),
    "txt GB18030": (".txt", lambda text: text.encode("gb18030")),
    "md": (".md", str.encode),
    "html": (".html", as_html),
    "docx": (".docx", as_docx),
    "pdf": (".pdf", as_pdf),
}


def time_formats(texts: list[str], folder: Path) -> None:
    """Print the characters a second of each format."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    knowledge = load_knowledge()
    for name, (suffix, make) in FORMATS.items():
        paths = []
        for number, text in enumerate(texts):
            paths.append(folder / f"{name}-{number}{suffix}")
            paths[-1].write_bytes(make(text))
        speeds, reading = [], []
        for _ in range(3):
            start = count_seconds()
            done = [clean(path, Metadata(), knowledge) for path in paths]
            lines = [record.model_dump_json() for record in done]
            middle = count_seconds()
            for path in paths:
                read_source(path.read_bytes(), suffix)
            characters = sum(len(t.text) for t in done)
            speeds.append(characters / (middle - start))
            reading.append(characters / (count_seconds() - middle))
            assert all(lines)
        print(
            f"{name:12} {statistics.median(speeds):10,.0f} characters a second; reading alone "
            f"{statistics.median(reading):12,.0f}"
        )


def count_seconds() -> float:
    """Return the processor time of this process and of those that it ran."""
    return time.process_time() + sum(os.times()[2:4])


def run_stage(paths: list[Path], output: Path) -> tuple[float, float]:
    """Run the stage by itself; return the seconds and the peak memory in MB."""
    command = [sys.executable, "-m", "pipeline", "clean", "--output", str(output), "--"]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, *map(str, paths)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, paths
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def time_counts(folder: Path) -> None:
    """Print the peak memory of the stage for more and more transcripts."""
    write_corpus(folder / "raw", 1000, seed=20210126)
    paths = sorted((folder / "raw").glob("*.txt"))
    for count in (10, 100, 1000):
        seconds, memory = run_stage(paths[:count], folder / "out.jsonl")
        print(f"{count:5} transcripts {seconds:6.1f} s {memory:6.0f} MB")


def time_hostile(folder: Path) -> None:
    """Print what each hostile file costs by itself, and what is said of it."""
    from tests.hostile import READ, REFUSED

    files = {name: make for name, (_, make) in REFUSED.items()} | READ
    files["二十兆一行.txt"] = lambda: ("记者：" + "工业经济平稳恢复，" * 740_000).encode()
    for name, make in files.items():
        path = folder / name
        path.write_bytes(make())
        seconds, memory = run_stage([path], folder / "out.jsonl")
        said = (folder / "out.jsonl").read_text(encoding="utf-8")
        code = said.partition('"code":"')[2].partition('"')[0] if '{"problem"' in said else "read"
        print(f"{name:30} {seconds:6.2f} s {memory:6.0f} MB  {code}")
        path.unlink()


def main() -> None:
    """Run the benchmark in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hostile", action="store_true")
    hostile = parser.parse_args().hostile
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if hostile:
            time_hostile(folder)
            return
        texts = [path.read_text(encoding="utf-8") for path in (ROOT / "raw").glob("*.txt")]
        time_formats(texts * 3, folder)
        time_counts(folder)


if __name__ == "__main__":
    main()
