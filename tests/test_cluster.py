"""The workflow on a Slurm of one node, and what is said of a batch that was not finished."""

import importlib.util
from pathlib import Path

import pytest

from pipeline.costs import read_costs
from pipeline.kept import FOLDER as KEPT
from pipeline.plan import make_plan
from pipeline.unfinished import describe_unfinished, find_unfinished
from tests.checkout import Checkout
from tests.slurm import find_obstacle, running_slurm

OBSTACLE = (
    "snakemake-executor-plugin-slurm is not installed"
    if importlib.util.find_spec("snakemake_executor_plugin_slurm") is None
    else find_obstacle()
)
WITHOUT_ACCOUNTS = (
    *("--slurm-status-command", "squeue", "--slurm-no-account"),
    *("--slurm-init-seconds-before-status-checks", "5"),
)
"""What a Slurm needs that keeps no accounts of jobs; a cluster of several people keeps them."""
UNTIL = ("--until", "report")


@pytest.mark.skipif(OBSTACLE is not None, reason=f"no Slurm: {OBSTACLE}")
def test_a_cluster_gives_the_same_bytes_and_a_killed_job_comes_again_with_more(tmp_path):
    local, cluster = Checkout(tmp_path / "local"), Checkout(tmp_path / "cluster")
    local.run(*UNTIL)
    with running_slurm():
        # Python itself does not fit into 40 MB.
        little = ("--set-resources", "train:mem_mb=40 if attempt == 1 else 1000")
        said = cluster.run("--profile", "profiles/slurm", *WITHOUT_ACCOUNTS, *little, *UNTIL)
    # The stages of a batch before the model and after it, and the model twice.
    assert said.count("has been submitted with SLURM jobid") == 4
    assert said.count("Trying to restart") == 1
    made = {
        path.relative_to(local.folder): path.read_bytes()
        for path in sorted((local.folder / "results").rglob("*"))
        if path.is_file() and not {"logs", KEPT} & set(path.parts)
    }
    assert len(made) > 10
    for path, content in made.items():
        assert (cluster.folder / path).read_bytes() == content, path


def test_a_batch_that_was_not_finished_is_named_with_its_files(tmp_path):
    raw, results = tmp_path / "raw", tmp_path / "results"
    raw.mkdir()
    for name in "甲乙丙丁戊":
        (raw / f"{name}.txt").write_text("文", encoding="utf-8")
    plan = make_plan({"raw": str(raw), "results": str(results), "batch_kilobytes": 8})
    for stage in ("clean", "segment", "phrases", "claims", "classify", "report"):
        for folder, suffix in ((results / stage, "jsonl"), (results / "logs" / stage, "log")):
            folder.mkdir(parents=True)
            for batch in plan.batches:
                (folder / f"{batch}.{suffix}").touch()
    assert find_unfinished(plan) == []

    first, *_ = plan.batches
    for stage in ("claims", "report"):
        (results / stage / f"{first}.jsonl").unlink()
    (unfinished,) = find_unfinished(plan)
    assert (unfinished.batch, unfinished.stage) == (first, "claims")
    said = describe_unfinished(unfinished._replace(files=[Path("甲"), Path("乙"), Path("丙")]), 2)
    assert said == f"batch {first} was not finished: claims failed on 甲, 乙 and 1 more"


def test_costs_are_read_from_the_benchmarks_of_snakemake(tmp_path):
    path = tmp_path / "claims" / "00003.tsv"
    path.parent.mkdir()
    path.write_text("s\th:m:s\tmax_rss\tcpu_time\n1.5\t0:00:01\tNA\t1.2\n")
    assert list(read_costs([path])) == [
        {
            "stage": "claims",
            "batch": "00003",
            "seconds": "1.5",
            "cpu_seconds": "1.2",
            "peak_mb": "NA",
        }
    ]
