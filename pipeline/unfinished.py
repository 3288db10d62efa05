"""What a run left undone: the batches that failed, and the pages of the corpus without them.

Snakemake does not run a rule if one of its inputs is missing: one failed batch would block all
pages of the corpus. Once all other batches are done, a second run makes these pages without the
failed one; the next run of the user takes that batch up again.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.plan import WITHOUT_VARIABLE, Plan
from pipeline.progress import say
from pipeline.stages import PER_BATCH

ERROR = "error: "
"""How the sentence begins with which a stage ends."""


class Unfinished(NamedTuple):
    """A batch that a run did not finish, the first stage that was begun in vain, and why."""

    batch: str
    stage: str
    files: Sequence[Path]
    reason: str
    """The sentence that the stage ended with, if it did."""


def find_unfinished(plan: Plan) -> list[Unfinished]:
    """Return the batches of which a job was begun and not finished.

    A job has its log from its first moment. What a job that failed had written is deleted.
    """
    results = Path(plan.settings.results)
    found = []
    for batch, files in plan.batches.items():
        for stage in PER_BATCH:
            log = results / "logs" / stage / f"{batch}.log"
            if log.is_file() and not is_made(results, stage, batch):
                found.append(Unfinished(batch, stage, files, read_reason(log)))
                break
    return found


def is_made(results: Path, stage: str, batch: str) -> bool:
    """Return whether there is the artefact of a stage."""
    return (results / stage / f"{batch}.jsonl").is_file()


def read_reason(log: Path) -> str:
    """Return the last sentence of a log that says why its stage ended, or nothing."""
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    said = [line.removeprefix(ERROR) for line in lines if line.startswith(ERROR)]
    return said[-1] if said else ""


def describe_unfinished(unfinished: Unfinished, most: int = 3) -> str:
    """Return one line that names a batch, where it stopped, and the first of its files.

    >>> files = [Path("raw/a.txt"), Path("raw/b.txt")]
    >>> describe_unfinished(Unfinished("00002", "claims", files, ""))
    'batch 00002 was not finished: claims failed on raw/a.txt, raw/b.txt'
    >>> describe_unfinished(Unfinished("00002", "claims", files[:1], "units.toml: no TOML file"))
    'batch 00002 was not finished: claims failed on raw/a.txt: units.toml: no TOML file'
    """
    names = ", ".join(map(str, unfinished.files[:most]))
    more = len(unfinished.files) - most
    rest = f" and {more} more" if more > 0 else ""
    why = f": {unfinished.reason}" if unfinished.reason else ""
    stage = f"{unfinished.stage} failed on {names}{rest}"
    return f"batch {unfinished.batch} was not finished: {stage}{why}"


def go_on(plan: Plan, arguments: Sequence[str], failed: bool) -> None:
    """Say which batches were not finished, and run again without them where all others are done.

    `arguments` are those of this run of Snakemake; `failed` is whether a job failed, rather than
    that somebody ended the run.
    """
    unfinished = find_unfinished(plan)
    for one in unfinished:
        say(describe_unfinished(one))
    without = {one.batch for one in unfinished}
    results = Path(plan.settings.results)
    others = [(stage, batch) for batch in plan.batches.keys() - without for stage in PER_BATCH]
    done = others and all(is_made(results, *place) for place in others)
    if failed and without and done and not plan.without:
        say("The pages of the corpus are made without it. The next run takes it up again.")
        command = [sys.executable, "-m", "snakemake", "--nolock", *arguments]
        subprocess.run(
            command, env=os.environ | {WITHOUT_VARIABLE: " ".join(sorted(without))}, check=False
        )
