"""Any text ends in a report or a problem with a reason, at a bounded cost, with nothing lost."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.artefacts import attempt
from pipeline.clean.stage import clean
from pipeline.limits import MOST_FLAGS, limited
from pipeline.metadata import Metadata
from pipeline.publish.warnings import find_warnings
from pipeline.records.problems import Problem
from pipeline.records.transcript import Transcript
from pipeline.stages import Line
from tests.conftest import ROOT
from tests.every_stage import check_offsets, load_stages
from tests.hostile import SAID, WORD
from tests.hostile_shapes import SHAPES

UNFORESEEN = ("internal_error", "stage_too_slow", "stage_out_of_memory")
MOST_SECONDS = 15.0
"""Of processor time, that a stage may take for a text of 25 kB; most take a fiftieth of it."""
MOST_OUTPUT = 13_500_000
"""Bytes of its report: in it may be 4,000 claims, of which four files have each with the 120
characters around it, and with what it measures."""
few = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(path: Path) -> Line | Problem:
    """Return what becomes of a file, which is a record or a problem with a reason."""
    line = load_stages().make(path)
    if isinstance(line, Problem):
        assert line.code not in UNFORESEEN, line.message.en
        assert line.message.zh and line.message.en
    else:
        check_offsets(line)
    return line


@pytest.mark.parametrize("kind", SHAPES)
def test_a_text_of_any_kind_has_a_bounded_cost(kind, tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.artefacts.limited", lambda: limited(MOST_SECONDS))
    shape = SHAPES[kind]
    path = tmp_path / f"text{shape.suffix}"
    path.write_bytes(shape.make(shape.parts // 2))
    line = load_stages().write(path, tmp_path / "report")
    assert not (isinstance(line, Problem) and line.code in UNFORESEEN)
    assert sum(made.stat().st_size for made in (tmp_path / "report").iterdir()) < MOST_OUTPUT


@few
@given(data=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_any_bytes_are_a_record_or_a_problem(data, suffix, tmp_path):
    path = tmp_path / f"bytes{suffix}"
    path.write_bytes(data)
    read(path)


PIECES = st.sampled_from(
    ["记者：", "王小明：", "\n", "。", "，其中", "5", "万个", "%", "增长", "2020年", "“", "）",
     "\f", "一是", "\u2028", "\ufeff", "<b>", "</p>", "*", "#", "|", "\t", "热点一：",
     "百分之", "a", " "]
)  # fmt: skip


@few
@example(parts=["5", "5", "\f", "5"], suffix=".txt")
@given(parts=st.lists(PIECES, max_size=60), suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_any_words_are_a_record_or_a_problem(parts, suffix, tmp_path):
    path = tmp_path / f"words{suffix}"
    path.write_text("".join(parts), encoding="utf-8")
    line = read(path)
    if suffix == ".txt" and isinstance(line, Line):
        kept = [line.clean.text, *(removal.text for removal in line.clean.removals)]
        for word in ("记者", "王小明", "百分之", "增长"):
            assert sum(text.count(word) for text in kept) == "".join(parts).count(word)


NAMES = st.sampled_from(
    ["w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:del", "w:tab", "w:txbxContent"]
)
TREES = st.recursive(
    st.text("好a5% &<\uffff", max_size=4).map(
        lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
    ),
    lambda inside: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        NAMES,
        st.lists(inside, max_size=4),
    ),
    max_leaves=20,
)


@few
@given(tree=TREES, cut=st.integers(0, 20))
def test_any_small_document_is_a_record_or_a_problem(tree, cut, tmp_path):
    body = f'<w:document xmlns:w="{WORD}"><w:body>{tree}</w:body></w:document>'
    path = tmp_path / "document.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", body[: len(body) - max(0, cut - 15)])
    read(path)


def test_of_too_many_numbers_the_first_are_read_and_a_flag_says_from_where_on(
    tmp_path, monkeypatch
):
    most = 100
    for module in ("pipeline.claims.find.side_by_side", "pipeline.claims.stage"):
        monkeypatch.setattr(f"{module}.MOST_NUMERALS", most)
    rows = "".join(f"城市{number}\t{number + 1}.5\n" for number in range(most))
    said = f"{SAID}指标\t产量（万吨）\n{rows}\n王小明：去年生产汽车7万辆。\n"
    path = tmp_path / "年鉴.txt"
    path.write_text(said, encoding="utf-8")
    line = load_stages().write(path, tmp_path / "report")
    assert isinstance(line, Line) and line.claims and "7万辆" in line.clean.text
    (flag,) = line.claims.flags
    assert len(line.claims.claims) == most // 2, "a number in its name, and one beside it"
    assert max(claim.end for claim in line.claims.claims) <= flag.start
    assert flag.message.zh in (tmp_path / "report" / "年鉴.html").read_text("utf-8")
    assert flag.code in [warned.code for warned in find_warnings(line)]


def test_of_too_many_flags_the_first_are_listed_and_one_says_how_many_more(tmp_path):
    path = tmp_path / "括号.txt"
    path.write_text(f"{SAID}{'（' * (MOST_FLAGS + 50)}", encoding="utf-8")
    line = read(path)
    assert isinstance(line, Line) and line.segment
    codes = [flag.code for flag in line.segment.flags]
    assert codes.count("unbalanced") == MOST_FLAGS
    (more,) = (flag for flag in line.segment.flags if flag.code == "flags_unlisted")
    assert "50" in more.message.en and more.end - more.start == 50


def test_of_too_many_lines_that_break_off_none_is_joined_or_lost_and_a_flag_says_so(
    tmp_path, monkeypatch
):
    most = 500
    for module in ("pipeline.clean.assemble", "pipeline.clean.order.restore"):
        monkeypatch.setattr(f"{module}.MOST_BREAKS", most)
    path = tmp_path / "断行.html"
    lines = "今年，好\n" * (most + 10)
    path.write_text(f"<meta charset=utf-8><pre>{SAID}{lines}", encoding="utf-8")
    found = clean(path, Metadata(), load_stages().clean)
    assert f"{found.text}\n" == SAID + lines
    assert "breaks_unjudged" in [flag.code for flag in found.flags]


def test_a_transcript_that_takes_too_long_or_too_much_costs_no_other():
    def turn_for_ever() -> Transcript:
        with limited(0.05):
            while True:
                pass

    def want_all() -> Transcript:
        raise MemoryError

    codes = []
    for function in (turn_for_ever, want_all):
        found = attempt("segment", "a", "a.txt", function)
        assert isinstance(found, Problem) and found.message.zh and found.message.en
        codes.append(found.code)
    assert codes == ["stage_too_slow", "stage_out_of_memory"]


WANTS_ALL = """
import sys
import pipeline.topics.stage as stage
from pipeline.__main__ import main
stage.main = lambda argv: {}
sys.exit(main(["topics"]))
"""


@pytest.mark.parametrize("wants", ["bytearray(10**12)", "__import__('numpy').ones(10**12)"])
def test_a_stage_of_all_transcripts_that_wants_all_memory_ends_in_a_sentence(wants):
    command = [sys.executable, "-c", WANTS_ALL.format(wants)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("error: topics: ") and "memory" in line


def test_memory_is_bounded_beyond_what_is_taken_already():
    bound = "from pipeline.limits import *; print(limit_memory(10**9) - find_most_memory())"
    done = subprocess.run(
        [sys.executable, "-c", bound], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == 10**9
