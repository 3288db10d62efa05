"""Reports how far a run is: which job begins, how many are done, how long the others may take."""

import logging
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path

from pipeline.stages import STAGES

ASKED_FOR = re.compile(r"No rule to produce (\S+) \(")
SECONDS_BETWEEN_LINES = 10.0
"""So that a run of an hour is a few hundred lines at most."""
UNCOUNTED = ("all", "total")
"""What Snakemake counts besides the jobs that do something."""
SAID_BETTER = re.compile(
    r"Finished jobid|Select jobs to execute|Execute \d+ jobs|RuleException:\nCalledProcessError"
)
"""Lines that Snakemake has for each job, and for each that failed besides that it did, and why."""
SAID_SHORTER = frozenset({"progress", "job_info", "group_info", "run_info", "resources_info"})
"""Events of which Snakemake says more than a person wants: that a job begins, what it may use."""


class Progress(logging.Handler):
    """Listens to what Snakemake logs; `attach` puts its lines in the place of Snakemake's own."""

    def __init__(
        self, say: Callable[[str], object], now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.say, self.now = say, now
        self.totals: dict[str, int] = {}
        self.rules: dict[int, str] = {}
        self.begun: dict[int, float] = {}
        self.done: Counter[str] = Counter()
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.start = self.last = now()

    def emit(self, record: logging.LogRecord) -> None:
        """Count what a record says of jobs, and say from time to time how many are done."""
        match str(getattr(record, "event", None)):
            case "run_info":
                jobs: Mapping[str, int] = getattr(record, "stats", {})
                self.totals = {rule: n for rule, n in jobs.items() if rule not in UNCOUNTED}
                self.start = self.last = self.now()
            case "job_info":
                fields = record.__dict__
                self.rules[fields["jobid"]] = fields["rule_name"]
                self.begun[fields["jobid"]] = self.now()
                if said := fields.get("rule_msg"):
                    self.say(said)
            case "job_finished":
                self.finish(record.__dict__["job_id"])

    def finish(self, job: int) -> None:
        """Count a job that is done."""
        rule, now = self.rules.get(job), self.now()
        if rule not in self.totals:
            return
        self.done[rule] += 1
        self.seconds[rule] += now - self.begun[job]
        if now - self.last >= SECONDS_BETWEEN_LINES:
            self.last = now
            left = estimate(self.totals, self.done, self.seconds, now - self.start)
            self.say(describe_progress(self.totals, self.done, left))


def attach(logger: logging.Logger, is_dry: Callable[[], bool] = lambda: False) -> None:
    """Let a logger of Snakemake say what is done and how far a run is.

    What it writes into files stays whole, and so does what a dry run lists.
    """
    for handler in logger.handlers:
        if not isinstance(handler, logging.FileHandler):
            handler.addFilter(lambda record: is_dry() or is_news(record))
        handler.addFilter(say_what_is_wrong)
    logger.addHandler(Progress(lambda line: None if is_dry() else say(line)))


def say_what_is_wrong(record: logging.LogRecord) -> bool:
    """Say in one sentence what Snakemake says in several.

    That what was asked for is neither a stage nor a file of one, or that another run works in this
    folder.
    """
    raised = getattr(record, "exception", None)
    if raised == "LockException":
        record.msg = (
            f"error: {Path.cwd()}: another run works in this folder; wait until it has ended, or, "
            "if it was killed, take its lock away by snakemake --unlock"
        )
    if raised == "MissingRuleException" and (found := ASKED_FOR.search(str(record.msg))):
        near = get_close_matches(found[1], [stage.name for stage in STAGES], n=1)
        meant = f"did you mean {near[0]}? See" if near else "see"
        record.msg = f"error: {found[1]}: no stage, and no file of one; {meant} snakemake --list"
    return True


def is_news(record: logging.LogRecord) -> bool:
    """Return whether a record says more than that one more job is begun or done."""
    event = str(getattr(record, "event", None))
    return event not in SAID_SHORTER and not SAID_BETTER.match(str(record.msg))


def estimate(
    totals: Mapping[str, int], done: Mapping[str, int], seconds: Mapping[str, float], elapsed: float
) -> float:
    """Return about how many seconds the remaining jobs take.

    `seconds` is what those that are done took. A job takes as long as those of its rule did, and
    where none is done as the average job; as many run at a time as did so far.

    >>> estimate({"clean": 4, "report": 4}, {"clean": 4}, {"clean": 8.0}, 4.0)
    4.0
    """
    work = sum(seconds.values())
    mean = work / sum(done.values())
    left = 0.0
    for rule, total in totals.items():
        finished = done.get(rule, 0)
        each = seconds[rule] / finished if finished else mean
        left += (total - finished) * each
    return left * elapsed / work if work else 0.0


def describe_progress(totals: Mapping[str, int], done: Mapping[str, int], left: float) -> str:
    """Return one line on the stages that are begun and not done."""
    open_rules = (
        f"{rule} {done[rule]} of {total}"
        for rule, total in totals.items()
        if 0 < done.get(rule, 0) < total
    )
    stages = ", ".join(open_rules)
    minutes = max(1, -(-round(left) // 60))
    finished, total = sum(done.values()), sum(totals.values())
    return (
        f"{finished} of {total} jobs done"
        f"{f' ({stages})' if stages else ''}"
        f"{f', about {minutes} min left' if finished < total else ''}"
    )


def say(line: str) -> None:
    """Say a line where Snakemake speaks."""
    print(line, file=sys.stderr, flush=True)
