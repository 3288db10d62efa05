"""Whether a transcript says the same as a web page, in Word and in print, as programs write them.

    python -m benchmarks.converted [FOLDER] [--most 8]

Takes the texts of raw/, and of FOLDER (../shared/data without one) as far as --most. LibreOffice
Writer makes Word documents and PDFs of them, Chromium prints PDFs, with paragraphs set apart and
with paragraphs set in. Counts, against the plain text: texts with the same characters, with the
same paragraphs as well, paragraph breaks more or less, moves, flags, and turns and claims that
differ. Formats whose program is not installed are left out.
"""

import argparse
import html
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import ROOT
from benchmarks.stages import run_stages
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from tests.chromium import PROGRAM, Chromium

WRITER = shutil.which("soffice")
FILTERS = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
"""What LibreOffice writes, and by which of its filters."""
SET_IN = "<style>p{text-indent:2em;margin:0;line-height:1.6}</style>"


class Found(NamedTuple):
    """What the stages make of one file."""

    text: str
    moves: int
    flags: int
    turns: list[tuple[str, str | None]]
    claims: list[tuple[str | None, ...]]


def read_files(paths: Sequence[Path]) -> list[Found]:
    """Return what the stages make of the files."""
    return [summarise(*made) for made in run_stages(paths)]


def summarise(transcript: object, segmentation: object, found: object) -> Found:
    """Return what is compared of the records of one file."""
    assert isinstance(transcript, Transcript)
    assert isinstance(segmentation, Segmentation)
    assert isinstance(found, TranscriptClaims)
    return Found(
        transcript.text,
        len(transcript.moves),
        len(transcript.flags),
        [(turn.kind, turn.speaker) for turn in segmentation.turns],
        [(c.text, c.op, c.value, c.unit, c.indicator, c.period, c.modality) for c in found.claims],
    )


def write_page(text: str, style: str = "") -> str:
    """Return a text as a web page, one paragraph per line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    title = html.escape(lines[0])
    return f'<html><meta charset="utf-8"><title>{title}</title>{style}<body>{body}</body></html>'


def convert(folder: Path, suffix: str, paths: Sequence[Path]) -> list[Path]:
    """Return the files that LibreOffice makes of others."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(WRITER), "--headless", profile, "--convert-to", FILTERS[suffix]]
    command += ["--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True)
    return [folder / f"{path.stem}.{suffix}" for path in paths]


def print_pages(folder: Path, pages: Sequence[Path]) -> list[Path]:
    """Return the files that Chromium prints of web pages."""
    printed = [folder / f"{page.stem}.pdf" for page in pages]
    with Chromium() as browser:
        for page, path in zip(pages, printed, strict=True):
            browser.open(page)
            browser.print_pdf(path)
    return printed


def make_files(folder: Path, sources: Sequence[Path]) -> dict[str, list[Path]]:
    """Return the files of each format, in the order of the sources.

    A LibreOffice without its Writer makes none.
    """
    made: dict[str, list[Path]] = {}
    for name, style in (("html", ""), ("set_in", SET_IN)):
        (folder / name).mkdir()
        made[name] = [folder / name / f"{source.stem}.html" for source in sources]
        for source, path in zip(sources, made[name], strict=True):
            path.write_text(write_page(source.read_text("utf-8"), style), "utf-8")
    if PROGRAM:
        for name, page in (("pdf, printed", "html"), ("pdf, printed, set in", "set_in")):
            (folder / name).mkdir()
            made[name] = print_pages(folder / name, made[page])
    if WRITER:
        (folder / "office").mkdir()
        made["docx"] = convert(folder / "office", "docx", made["html"])
        made["pdf, of docx"] = convert(folder / "office", "pdf", made["docx"])
    del made["set_in"]
    return {name: paths for name, paths in made.items() if all(path.exists() for path in paths)}


def print_differences(name: str, plain: Sequence[Found], found: Sequence[Found]) -> None:
    """Print how far a format is from the plain text."""
    pairs = list(zip(plain, found, strict=True))
    same = sum("".join(a.text.split()) == "".join(b.text.split()) for a, b in pairs)
    whole = sum(a.text.split("\n") == b.text.split("\n") for a, b in pairs)
    breaks = sum(abs(a.text.count("\n") - b.text.count("\n")) for a, b in pairs)
    turns = sum(a.turns != b.turns for a, b in pairs)
    differ = sum(len(set(b.claims) - set(a.claims)) for a, b in pairs)
    print(
        f"{name:22} {len(pairs)} texts: {same} same characters, {whole} same to the letter; "
        f"breaks {breaks} apart, moves {sum(one.moves for one in found)} "
        f"({sum(one.moves for one in plain)}), flags {sum(one.flags for one in found)} "
        f"({sum(one.flags for one in plain)}), turns differ in {turns}, "
        f"{differ} of {sum(len(one.claims) for one in found)} claims"
    )


def main() -> None:
    """Convert the texts and print the differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "data")
    parser.add_argument("--most", type=int, default=8, help="texts of each folder within")
    options = parser.parse_args()
    folders = [ROOT / "raw", options.folder, *sorted(p for p in options.folder.glob("*/"))]
    found = {p.stem: p for f in folders for p in sorted(f.glob("*.txt"))[: options.most]}
    sources = [found[stem] for stem in sorted(found)]
    plain = read_files(sources)
    with tempfile.TemporaryDirectory() as folder:
        for name, paths in make_files(Path(folder), sources).items():
            print_differences(name, plain, read_files(paths))


if __name__ == "__main__":
    main()
