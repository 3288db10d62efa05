"""Whole runs of the workflow in a copy of the checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from snakemake.scheduling.job_scheduler import JobScheduler

from tests.checkout import RAW, Checkout
from tests.conftest import ROOT
from tests.hostile import NO_FILES, READ, REFUSED, make_no_files

CAPTIONS = ROOT / "docs" / "captions"
EXPECTED = ROOT / "tests" / "workflow" / "expected"
BATCHED = ("clean", "segment", "phrases", "claims", "classify", "report")
LAST = {"problems", "report", "corpus", "tables", "database"}
"""What runs again with whatever was found in the texts."""
AFTER_TRAIN = {"train", "classify", *LAST}
"""What runs again with the model of the policy hotspots."""
AFTER_CLAIMS = {"claims", "citations", "compare", "indicators", "promises", *LAST}
"""What runs again with the claims."""


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> tuple[Checkout, str]:
    """A checkout after a whole run over good and hostile files, and what the run said."""
    checkout = Checkout(tmp_path_factory.mktemp("checkout"))
    raw = checkout.folder / "raw"
    for name, (_, make) in REFUSED.items():
        (raw / name).write_bytes(make())
    for name, make in READ.items():
        (raw / name).write_bytes(make())
    assert make_no_files(raw) == NO_FILES
    return checkout, checkout.run()


BROKEN = set(REFUSED) | NO_FILES
GOOD = {path.name for path in RAW.iterdir()} | set(READ)


@pytest.mark.parametrize("transcript", sorted(path.stem for path in RAW.iterdir()))
def test_reports_are_as_expected(finished, golden, transcript):
    for suffix in (".md", ".claims.csv"):
        made = finished[0].folder / "results" / "report" / f"{transcript}{suffix}"
        golden(EXPECTED / made.name, made.read_text(encoding="utf-8-sig"))


def test_every_broken_file_is_a_problem_with_a_reason(finished):
    lines = finished[0].read("problems/problems.tsv").splitlines()
    columns = lines[0].split("\t")
    rows = [dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:]]
    stopped = {row["file"] for row in rows if row["severity"] == "error"}
    assert stopped == BROKEN
    codes = {row["file"]: row["code"] for row in rows if row["severity"] == "error"}
    assert {name: codes[name] for name in REFUSED} == {n: code for n, (code, _) in REFUSED.items()}
    assert all(row["message_zh"] and row["message_en"] for row in rows)
    notices = {(row["file"], row["code"]) for row in rows if row["severity"] == "notice"}
    assert ("2024-06-03-例行记者会.txt", "no_claims") in notices
    assert ("2024-01-20-政府工作报告.txt", "no_questions") in notices
    index = finished[0].read("index.html")
    assert all(name in index for name in BROKEN - {"断\\n行.txt"})
    assert "internal_error" not in codes.values()


def test_all_other_files_have_their_report(finished):
    pages = finished[0].folder / "results" / "report"
    for name in GOOD:
        assert (pages / f"{Path(name).stem}.html").stat().st_size > 2000, name
    assert not (finished[0].folder / "x").exists()


def test_the_end_of_a_run_says_where_the_reports_are(finished):
    total = len(GOOD) + len(BROKEN)
    said = f"{len(GOOD)} of {total} transcripts reported, {len(BROKEN)} problems"
    assert f"{said}; open results/index.html" in finished[1]
    assert "Reports: results/index.html" in finished[1].splitlines()


def test_a_second_run_has_nothing_to_do(finished):
    assert "Nothing to be done" in finished[0].run()


def test_the_report_of_snakemake_shows_the_results(finished):
    checkout = finished[0]
    checkout.run("--report", "report.html")
    page = (checkout.folder / "report.html").read_text(encoding="utf-8")
    captions = [path.read_text(encoding="utf-8") for path in CAPTIONS.glob("*.rst")]
    assert captions
    for caption in captions:
        assert json.dumps(caption.partition("。")[0])[1:-1] in page, caption
    assert not re.search(r"""<(script|link|img)[^>]*(src|href)=["']http""", page)
    assert "Nothing to be done" in checkout.run()


def test_exports_are_made_when_asked_for(finished):
    checkout = finished[0]
    exports = checkout.folder / "results" / "exports"
    assert not exports.exists()
    checkout.run("exports")
    assert (
        len(list((exports / "tei").iterdir()))
        == len(list((exports / "conllu").iterdir()))
        == len(GOOD)
    )
    assert "Nothing to be done" in checkout.run("exports")


def test_until_and_forcerun(finished):
    checkout = finished[0]
    assert set(checkout.planned("--forcerun", "claims")) == AFTER_CLAIMS
    assert set(checkout.planned("--forceall", "--until", "claims")) == {
        "clean",
        "segment",
        "claims",
    }


@pytest.mark.parametrize(
    ("file", "rules"),
    [
        ("pipeline/measure/units.toml", AFTER_CLAIMS),
        (
            "pipeline/indicators/aliases.toml",
            {"indicators", "promises", "corpus", "tables", "database"},
        ),
        ("pipeline/topics/stage.py", {"topics", "corpus", "tables", "database"}),
        ("pipeline/corpus/stage.py", {"corpus"}),
        ("pipeline/tables/stage.py", {"tables", "database"}),
        ("pipeline/taxonomy/fields/economy.toml", AFTER_TRAIN | {"topics"}),
        (
            "pipeline/publish/pages/style.css",
            {"compare", "wording", "report", "corpus", "search", "tables", "database"},
        ),
        (
            "pipeline/segment/turns.py",
            {
                "segment",
                "phrases",
                "claims",
                "citations",
                "classify",
                "topics",
                "compare",
                "indicators",
                "promises",
                "wording",
                "problems",
                "report",
                "corpus",
                "search",
                "tables",
                "database",
            },
        ),
    ],
)
def test_an_edit_runs_its_stage_and_what_follows(finished, file, rules):
    checkout = finished[0]
    path = checkout.folder / file
    before = path.read_bytes()
    try:
        path.write_bytes(before + b"\n# edited\n")
        assert set(checkout.planned()) == rules
    finally:
        path.write_bytes(before)
    assert checkout.planned() == {}


def test_a_transcript_more_or_less_runs_its_batch_and_the_corpus(tmp_path):
    checkout = Checkout(tmp_path)
    one_each = ("--config", "batch_kilobytes=1")
    checkout.run(*one_each)
    first = checkout.read("index.html")

    added = tmp_path / "raw" / "2024-07-01-补充.txt"
    added.write_text("记者：好吗？\n王小明：增长5%。", encoding="utf-8")
    planned = checkout.planned(*one_each)
    assert planned["corpus"] == planned["topics"] == planned["indicators"] == 1
    assert all(planned[stage] <= 2 for stage in BATCHED)
    checkout.run(*one_each)
    assert "补充" in checkout.read("index.html")

    added.unlink()
    checkout.run(*one_each)
    assert checkout.read("index.html") == first
    left = [p.name for p in (tmp_path / "results").rglob("*") if "补充" in p.name]
    assert left == []
    batches = {p.name for p in (tmp_path / "results" / "clean").glob("*.jsonl")}
    for stage in BATCHED:
        assert {p.name for p in (tmp_path / "results" / stage).glob("?????.jsonl")} == batches


def test_labels_win_train_and_are_not_trained_on_again_by_other_transcripts(tmp_path):
    checkout = Checkout(tmp_path)
    for path in list((tmp_path / "raw").iterdir()):
        if "例行记者会" not in path.name:
            path.unlink()
    checkout.run()
    labels = tmp_path / "raw" / "labels.tsv"
    labels.write_text(
        "transcript\tturn\tcategory\tbegins\n"
        "2024-06-03-例行记者会\tt2\tagriculture\t我们坚持\n"
        "2024-06-03-例行记者会\tt99\tagriculture\t\n"
        "没有的记录\tt2\tagriculture\t\n"
        "2024-06-03-例行记者会\tt4\t外星\t\n",
        encoding="utf-8",
    )
    assert set(checkout.planned()) == AFTER_TRAIN
    checkout.run()
    report = checkout.read("report/2024-06-03-例行记者会.md")
    assert "t2 罗志明: 农业农村 · Agriculture and villages (人工标注 · given by a person)" in report
    problems = checkout.read("problems/problems.tsv")
    for code in ("label_turn_unknown", "label_transcript_unknown", "label_category_unknown"):
        assert f"\ttrain\t{code}\t" in problems
    assert "1 answers labelled" in checkout.read("train/model.md")

    # In the same batch, which is made anew.
    added = tmp_path / "raw" / "2024-07-01-补充.txt"
    added.write_text("记者：好吗？\n王小明：增长5%。", encoding="utf-8")
    planned = checkout.planned()
    assert planned["classify"] == 1
    assert "train" not in planned
    checkout.run()
    assert "补充" in checkout.read("index.html")

    labels.write_text("transcript\tcategory\n", encoding="utf-8")
    checkout.run()
    assert "\tlabel_table_header\t" in checkout.read("problems/problems.tsv")


def test_what_is_odd_about_a_file_of_raw_stops_no_run(tmp_path):
    checkout = Checkout(tmp_path)
    raw = tmp_path / "raw"
    for path in sorted(raw.iterdir())[1:]:
        path.unlink()
    late = raw / "将来.txt"
    late.write_text("记者：好吗？\n王小明：增长5%。", encoding="utf-8")
    os.utime(late, (4e9, 4e9))
    (raw / "metadata.tsv").write_bytes(
        "transcript\tdate\n将来\t2021-02-30\n甲\t2021/1/26\n".encode("gbk")
    )
    checkout.run()
    assert "将来" in checkout.read("index.html")
    assert "\tmetadata_date\t" in checkout.read("problems/problems.tsv")
    assert checkout.planned() == {}
    # An older file in the place of a newer one is another file.
    os.utime(late, (1e9, 1e9))
    assert checkout.planned()["clean"] == 1
    # What a killed run took away is made again, though what follows is there.
    for name in ("train/model.md", "train/model.npz", "phrases/00000.jsonl"):
        (tmp_path / "results" / name).unlink()
    checkout.run()
    for name in ("train/model.md", "train/model.npz", "phrases/00000.jsonl"):
        assert (tmp_path / "results" / name).is_file()


def test_other_folders_and_no_transcript(tmp_path):
    checkout = Checkout(tmp_path)
    shutil.move(tmp_path / "raw", tmp_path / "my texts")
    checkout.run("--config", "raw=my texts", "results=my results")
    assert (tmp_path / "my results" / "index.html").is_file()
    done = checkout.snakemake()
    assert done.returncode == 1
    assert "raw: no such folder; put transcripts there" in done.stderr


def test_only_broken_files(tmp_path):
    checkout = Checkout(tmp_path)
    shutil.rmtree(tmp_path / "raw")
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "empty.txt").write_bytes(b"")
    assert "0 of 1" in checkout.run()
    assert "empty.txt" in checkout.read("index.html")


def test_a_wrong_key_is_one_line_that_names_it(tmp_path):
    checkout = Checkout(tmp_path)
    done = checkout.snakemake("--config", "topcs=7")
    assert done.returncode == 1
    assert "config: topcs: no such key; the keys are raw, results" in done.stderr
    assert "Traceback" not in done.stderr


def test_two_runs_give_the_same_bytes(finished, tmp_path):
    checkout = Checkout(tmp_path)
    for name in ("raw", "results"):
        shutil.rmtree(tmp_path / name, ignore_errors=True)
    shutil.copytree(RAW, tmp_path / "raw")
    for name, make in READ.items():
        (tmp_path / "raw" / name).write_bytes(make())
    for name, (_, make) in REFUSED.items():
        (tmp_path / "raw" / name).write_bytes(make())
    make_no_files(tmp_path / "raw")
    checkout.run("--config", "batch_kilobytes=12")
    results = finished[0].folder / "results"
    for path in sorted((results / "report").glob("[!.]*")):
        if not re.fullmatch(r"\d{5}\.jsonl", path.name):
            other = tmp_path / "results" / "report" / path.name
            assert other.read_bytes() == path.read_bytes(), path.name
    for name in (
        "index.html",
        "topics/topics.jsonl",
        "indicators/indicators.jsonl",
        "corpus/indicators.html",
        "corpus/hotspots.html",
    ):
        assert (tmp_path / "results" / name).read_bytes() == (results / name).read_bytes(), name
    # Rows come in the order of the batches, which are others here.
    for path in sorted((results / "tables").glob("*.jsonl")):
        rows = (tmp_path / "results" / "tables" / path.name).read_text(encoding="utf-8")
        assert sorted(rows.splitlines()) == sorted(path.read_text(encoding="utf-8").splitlines())


def test_what_the_snakefile_sets_in_the_scheduler_of_snakemake_is_there():
    assert "job_rate_limiter" in JobScheduler.__init__.__code__.co_names


def test_every_rule_has_a_description():
    done = subprocess.run(
        [sys.executable, "-m", "snakemake", "--list"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert len(lines) >= 13
    rules = {line.split()[0]: line for line in lines}
    for stage in (
        *BATCHED,
        "train",
        "topics",
        "indicators",
        "problems",
        "corpus",
        "tables",
        "database",
    ):
        assert len(rules[stage].split()) > 3
