"""Whole runs of the workflow in a copy of the checkout."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from snakemake.scheduling.job_scheduler import JobScheduler

from pipeline.plan import make_plan
from pipeline.publish.names import make_address
from pipeline.stages import ONCE, PER_BATCH
from tests.checkout import RAW, Checkout, run_snakemake
from tests.conftest import ROOT
from tests.hostile import NO_FILES, READ, REFUSED, make_no_files

CAPTIONS = ROOT / "docs" / "captions"
EXPECTED = ROOT / "tests" / "workflow" / "expected"
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


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Checkout:
    """A checkout after a whole run over few files, in two batches."""
    checkout = Checkout(tmp_path_factory.mktemp("begun"))
    checkout.set("batch_kilobytes", 1)
    checkout.run()
    return checkout


@pytest.fixture
def moved(begun, tmp_path) -> Checkout:
    """That checkout with its results, moved to another place, where a test goes on."""
    return Checkout(tmp_path, begun)


ADDED = "2024-07-01-补充"


def add(checkout: Checkout, name: str = ADDED) -> Path:
    """Add a transcript and return its path."""
    path = checkout.folder / "raw" / f"{name}.txt"
    path.write_text("记者：好吗？\n王小明：增长5%。", encoding="utf-8")
    return path


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
        ("pipeline/tables/stage.py", {"tables"}),
        ("pipeline/taxonomy/fields/economy.toml", AFTER_TRAIN | {"topics"}),
        (
            "pipeline/publish/pages/style.css",
            {"compare", "wording", "report", "corpus", "search", "tables", "database"},
        ),
        ("pipeline/segment/turns.py", {*PER_BATCH, *ONCE} - {"clean", "train"}),
    ],
)
def test_an_edit_runs_its_stage_and_what_follows(begun, file, rules):
    path = begun.folder / file
    before = path.read_bytes()
    try:
        path.write_bytes(before + b"\n# edited\n")
        assert set(begun.planned()) == rules
    finally:
        path.write_bytes(before)


def test_a_moved_checkout_has_nothing_to_do_but_what_a_killed_run_took_away(moved):
    assert moved.planned() == {}
    # It is made again though what follows is there.
    for name in ("train/model.md", "train/model.npz", "phrases/00000.jsonl"):
        (moved.folder / "results" / name).unlink()
    planned = moved.planned()
    assert planned["train"] == planned["phrases"] == 1


def test_a_transcript_more_or_less_runs_its_batch_and_the_corpus(moved):
    results = moved.folder / "results"
    first = moved.read("index.html")
    added = add(moved)
    planned = moved.planned()
    assert planned["corpus"] == planned["topics"] == planned["indicators"] == 1
    assert all(planned[stage] <= 2 for stage in PER_BATCH)
    moved.run("corpus")
    assert ADDED in moved.read("index.html")

    added.unlink()
    moved.run("corpus")
    assert moved.read("index.html") == first
    assert not [path for path in results.rglob("*") if ADDED in path.name]
    batches = {path.name for path in (results / "clean").glob("*.jsonl")}
    for stage in PER_BATCH:
        assert {path.name for path in (results / stage).glob("?????.jsonl")} == batches


LABELS = """\
transcript\tturn\tcategory\tbegins
2024-06-03-例行记者会\tt2\tagriculture\t我们坚持
2024-06-03-例行记者会\tt99\tagriculture\t
没有的记录\tt2\tagriculture\t
2024-06-03-例行记者会\tt4\t外星\t
"""


def test_labels_win_train_and_are_not_trained_on_again_by_other_transcripts(moved):
    labels = moved.folder / "raw" / "labels.tsv"
    labels.write_text(LABELS, encoding="utf-8")
    assert set(moved.planned()) == AFTER_TRAIN
    moved.run("--until", "report", "problems")
    report = moved.read("report/2024-06-03-例行记者会.md")
    assert "t2 罗志明: 农业农村 · Agriculture and villages (人工标注 · given by a person)" in report
    problems = moved.read("problems/problems.tsv")
    for code in ("label_turn_unknown", "label_transcript_unknown", "label_category_unknown"):
        assert f"\ttrain\t{code}\t" in problems
    assert "1 answers labelled" in moved.read("train/model.md")

    # In the batch of one that is there, which is made anew.
    add(moved)
    planned = moved.planned("--until", "report", "problems")
    assert planned["classify"] == 1
    assert "train" not in planned

    labels.write_text("transcript\tcategory\n", encoding="utf-8")
    moved.run("--until", "problems")
    assert "\tlabel_table_header\t" in moved.read("problems/problems.tsv")


def test_what_is_odd_about_a_file_of_raw_stops_no_run(moved):
    late = add(moved, "将来")
    os.utime(late, (4e9, 4e9))
    (moved.folder / "raw" / "metadata.tsv").write_bytes(
        "transcript\tdate\n将来\t2021-02-30\n甲\t2021/1/26\n".encode("gbk")
    )
    moved.run("corpus")
    assert "将来" in moved.read("index.html")
    assert "\tmetadata_date\t" in moved.read("problems/problems.tsv")
    assert moved.planned("corpus") == {}
    # An older file in the place of a newer one is another file.
    os.utime(late, (1e9, 1e9))
    assert moved.planned("corpus")["clean"] == 1


def test_a_batch_that_fails_is_named_and_keeps_no_page_from_the_others(moved):
    plan = make_plan({"raw": str(moved.folder / "raw"), "batch_kilobytes": 1})
    last = max(plan.batches)
    path = moved.folder / "pipeline" / "claims" / "stage.py"
    broken = f"import sys\n\nif sys.argv[-1].endswith('{last}.jsonl'): sys.exit('killed')\n"
    path.write_text(broken + path.read_text("utf-8"), encoding="utf-8")
    done = moved.snakemake("results/index.html")
    assert done.returncode == 1
    assert "The pages of the corpus are made without it" in done.stderr
    (line,) = [line for line in done.stderr.splitlines() if "was not finished" in line]
    assert line.startswith(f"batch {last} was not finished: claims failed on raw/")
    listed = [json.loads(line) for line in moved.read("problems/problems.jsonl").splitlines()]
    failed = {one["file"] for one in listed if one["code"] == "batch_failed"}
    assert failed == {path.name for path in plan.batches[last]}
    pages = {batch: [make_address(f.stem) for f in plan.batches[batch]] for batch in plan.batches}
    index = moved.read("index.html")
    for batch, addresses in pages.items():
        assert all((f'"{address}"' in index) == (batch != last) for address in addresses)

    # The next run takes it up again, it alone, and the corpus with it.
    again = moved.planned("results/index.html")
    assert (again["claims"], again["report"], again["corpus"]) == (1, 1, 1)


def test_other_folders_and_only_broken_files(tmp_path):
    checkout = Checkout(tmp_path)
    shutil.rmtree(tmp_path / "raw")
    (tmp_path / "my texts").mkdir()
    (tmp_path / "my texts" / "empty.txt").write_bytes(b"")
    assert "0 of 1" in checkout.run("--config", "raw=my texts", "results=my results")
    index = (tmp_path / "my results" / "index.html").read_text(encoding="utf-8")
    assert "empty.txt" in index
    done = checkout.snakemake()
    assert done.returncode == 1
    assert "raw: no such folder; put transcripts there" in done.stderr


def test_two_runs_give_the_same_bytes(finished, tmp_path):
    checkout = Checkout(tmp_path)
    shutil.rmtree(tmp_path / "raw")
    raw = finished[0].folder / "raw"
    # Links, files that are none and when each was changed are as they were.
    subprocess.run(["cp", "-a", raw, tmp_path / "raw"], check=True)
    checkout.set("batch_kilobytes", 2000)
    checkout.run("corpus", "tables")
    results = finished[0].folder / "results"
    assert len(list((tmp_path / "results" / "clean").glob("*.jsonl"))) > 3
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
    done = run_snakemake(ROOT, "--list")
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert len(lines) >= 13
    rules = {line.split()[0]: line for line in lines}
    for stage in (*PER_BATCH, *ONCE):
        assert len(rules[stage].split()) > 3
