"""What a person reads of a long run."""

import logging
import sys

from pipeline.progress import Progress, attach, describe_progress


def test_a_run_says_every_ten_seconds_how_far_it_is():
    said: list[str] = []
    clock = [0.0]
    progress = Progress(said.append, lambda: clock[0])

    def log(event, **fields):
        progress.emit(logging.makeLogRecord({"event": event, **fields}))

    log("run_info", stats={"clean": 3, "segment": 3, "all": 1, "total": 7})
    for job in range(2):
        log("job_info", jobid=job, rule_name="clean", rule_msg=f"Clean batch {job}")
    assert said == ["Clean batch 0", "Clean batch 1"]
    said.clear()
    for job, seconds in enumerate((6.0, 12.0)):
        clock[0] = seconds
        log("job_finished", job_id=job)
    # Two ran at a time, 9 seconds each: of the other four it is 4 * 9 * 12 / 18 seconds.
    assert said == ["2 of 6 jobs done (clean 2 of 3), about 1 min left"]
    done = describe_progress({"clean": 4, "report": 4}, {"clean": 4, "report": 1}, 130)
    assert done == "5 of 8 jobs done (report 1 of 4), about 3 min left"
    assert describe_progress({"clean": 4}, {"clean": 4}, 0) == "4 of 4 jobs done"
    log("job_info", jobid=7, rule_name="all")
    clock[0] = 99.0
    log("job_finished", job_id=7)
    assert len(said) == 1


def test_lines_of_each_job_give_way_and_errors_stay(capsys, tmp_path):
    logger = logging.Logger("test")
    logger.addHandler(logging.StreamHandler(sys.stdout))
    logger.addHandler(logging.FileHandler(tmp_path / "log"))
    attach(logger)
    finished = "Finished jobid: 3 (Rule: clean)"
    for said in ("Select jobs to execute...", "Execute 2 jobs...", finished, "Error in rule clean"):
        logger.info(said)
    logger.info(None, extra={"event": "progress", "done": 1, "total": 2})
    logger.info("Job 3", extra={"event": "job_info", "jobid": 3, "rule_name": "clean"})
    assert capsys.readouterr().out == "Error in rule clean\n"
    assert finished in (tmp_path / "log").read_text()


def test_a_job_that_failed_is_told_once(capsys):
    logger = logging.Logger("test")
    logger.addHandler(logging.StreamHandler(sys.stdout))
    attach(logger)
    logger.error("failed", extra={"event": "job_error", "input": ["results/clean/00000.jsonl"]})
    logger.error("RuleException:\nCalledProcessError in file Snakefile", extra={"input": []})
    assert capsys.readouterr().out == "failed\n"


def test_a_dry_run_lists_its_jobs_whole(capsys):
    logger = logging.Logger("test")
    logger.addHandler(logging.StreamHandler(sys.stdout))
    attach(logger, lambda: True)
    logger.info("Job 3", extra={"event": "job_info", "jobid": 3, "rule_name": "clean"})
    assert capsys.readouterr().out == "Job 3\n"


def test_a_folder_in_which_another_run_works_is_one_sentence(capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    logger = logging.Logger("test")
    logger.addHandler(logging.StreamHandler(sys.stdout))
    attach(logger)
    logger.error("Error: Directory\nlocked", extra={"exception": "LockException"})
    said = capsys.readouterr().out
    assert said.startswith(f"error: {tmp_path}: another run works in this folder; ")
    assert said.endswith("snakemake --unlock\n") and said.count("\n") == 1
