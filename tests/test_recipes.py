"""The recipes of CONTRIBUTING.md, each followed to the letter in a copy of the checkout."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import RAW, Checkout
from tests.conftest import ROOT


def add(path: Path, text: str, *, before: str = "") -> None:
    """Put text into a file: before a line of it, else at its end."""
    old = path.read_text(encoding="utf-8")
    assert old.count(before) == 1 or not before, before
    path.write_text(old.replace(before, text + before) if before else old + text, encoding="utf-8")


def run(folder: Path, *arguments: str) -> str:
    """Run Python in the copy and return what it prints."""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = Checkout(tmp_path / "copy").folder
    (copy / "tests").symlink_to(ROOT / "tests")
    return copy


FORM = """
[[form]]
name = "dozen"
begins = "打"
unit = "件"
kind = "classifier"
compute = "dozen"
after = "打(?=鸡蛋)"
examples = { "买了两打鸡蛋" = "24", "打鸡蛋" = "" }
"""


def test_a_form_of_number_is_an_entry_and_its_arithmetic(folder: Path) -> None:
    find = folder / "pipeline" / "claims" / "find"
    add(find / "forms.toml", FORM, before="# words -")
    add(
        find / "forms.py", '    "dozen": lambda value, groups: value * 12,\n', before='    "tenths"'
    )
    said = run(folder, "-m", "pipeline", "claims", "--explain", "食堂买了两打鸡蛋。")
    assert "24" in said and "件" in said


READER = '''
"""Subtitles: lines of times and lines of words."""

from pipeline.clean.formats.reading import Reading


def read(data: bytes) -> Reading:
    """Return the words of subtitles."""
    lines = data.decode("utf-8").splitlines()
    return Reading("\\n".join(line for line in lines if "-->" not in line), "utf-8")
'''


def test_a_format_is_a_module_and_a_line(folder: Path) -> None:
    formats = folder / "pipeline" / "clean" / "formats"
    (formats / "subtitles.py").write_text(READER, encoding="utf-8")
    add(
        formats / "readers.py",
        '    ".sub": Format("pipeline.clean.formats.subtitles:read"),\n',
        before='    ".md"',
    )
    raw = folder / "raw" / "2024-05-06-通气会.sub"
    raw.write_text("00:01 --> 00:09\n记者：今年收成如何？\n王明：增长5%。\n", encoding="utf-8")
    output = folder / "clean.jsonl"
    run(folder, "-m", "pipeline", "clean", "--output", str(output), str(raw))
    (line,) = output.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["text"].startswith("记者：今年收成如何？")


SECTION = """
{% macro letters(view) %}
<p>{{ t("letters_count", count=view.letters) }}</p>
{% endmacro %}
"""
SHOW = """
from pathlib import Path
from tests import batches, synthetic
batches.run_report(Path("results"), synthetic.make_lines())
"""


def test_a_section_of_the_report_is_a_macro_its_words_and_a_field(folder: Path) -> None:
    report = folder / "pipeline" / "report"
    add(report / "sections.html", SECTION)
    add(
        report / "page.html",
        '<section id="letters"><h2>{{ t("letters") }}</h2>{{ sections.letters(view) }}</section>\n',
        before='<section id="text">',
    )
    add(
        folder / "pipeline" / "publish" / "pages" / "messages.toml",
        'letters = { zh = "字数", en = "Length" }\n'
        'letters_count = { zh = "{count} 字", en = "{count} characters" }\n',
        before="language = ",
    )
    add(report / "view.py", "    letters: int\n", before="    passages: list[")
    add(report / "view.py", "        letters=len(transcript.text),\n", before="        passages=")
    run(folder, "-c", SHOW)
    (page,) = (folder / "results" / "report").glob("*.html")
    assert re.search(r'id="letters".*?字数.*?\d+ 字', page.read_text(encoding="utf-8"), re.DOTALL)


RECORD = '''
"""What lengths finds."""

from pydantic import Field

from pipeline.records.base import Record, TranscriptId


class Length(Record):
    """How long a transcript is."""

    transcript: TranscriptId
    characters: int = Field(title="字数", description="Characters of the text")
'''
STAGE = '''
"""Stage `lengths`: how long each transcript is."""

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.records.lengths import Length
from pipeline.records.transcript import Transcript

READS = ("clean",)


def main(argv: list[str]) -> None:
    """Read the transcripts, write their lengths."""
    options = make_parser("lengths", __doc__, READS, many=True).parse_args(argv)
    lines = artefacts.read_batches(options, READS, (Transcript,))
    artefacts.write(
        options.output,
        (Length(transcript=t.transcript, characters=len(t.text)) for (t,) in lines),
    )
'''
RULE = """

rule lengths:
    input:
        **of_all("clean"),
    output:
        "<results>/lengths/lengths.jsonl",
    log:
        "<logs>/lengths/all.log",
    benchmark:
        "<logs>/lengths/all.tsv"
    params:
        code=digest_code("lengths"),
    message:
        "Measure the transcripts"
    shell:
        "python -m pipeline lengths --clean {input.clean:q} --output {output:q}"
        " 2>&1 | tee {log:q}"
"""


def test_a_stage_is_a_record_a_module_a_line_a_rule_and_its_rows(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "copy")
    package = checkout.folder / "pipeline"
    (package / "records" / "lengths.py").write_text(RECORD, encoding="utf-8")
    (package / "lengths").mkdir()
    (package / "lengths" / "__init__.py").write_text('"""How long transcripts are."""\n')
    (package / "lengths" / "stage.py").write_text(STAGE, encoding="utf-8")
    line = '    Stage("lengths", "once", Length),\n'
    add(package / "stages.py", line, before='    Stage("corpus"')
    imported = "from pipeline.records.lengths import Length\n"
    add(package / "stages.py", imported, before="from pipeline.records.model_card")
    add(checkout.folder / "rules" / "corpus.smk", RULE)
    checkout.run("lengths", "--quiet", "all")
    found = [json.loads(line) for line in checkout.read("lengths/lengths.jsonl").splitlines()]
    assert len(found) == len(list(RAW.iterdir()))
    assert all(length["characters"] > 100 for length in found)
