"""What hostile texts cost: `python -m benchmarks.hostile [KIND …] [--most BYTES]`.

Each kind of `tests/hostile_shapes.py` at doubling sizes through clean, segment, phrases, claims,
classify and report, in a process of its own: seconds of processor time, those of the dearest stage,
peak memory, the largest file of its report, and the slope from the size before, which is 1 where
twice the text costs twice the time. What is refused costs what it takes to refuse it. With --kills
PLAIN FORCED: so many whole runs of a small corpus, then so many forced ones, are killed at random
moments, run again, and held against an undisturbed run.
"""

import argparse
import hashlib
import json
import math
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import ROOT, write_corpus
from pipeline.kept import FOLDER as KEPT
from pipeline.records.problems import Problem
from tests.every_stage import Stages, load_stages
from tests.hostile_shapes import SHAPES

SIZES = (1, 2, 4, 8, 16)
MOST_BYTES = 1_000_000
MOST_SECONDS, MOST_MEGABYTES, MOST_SLOPE, MOST_OUTPUT = 20.0, 1000.0, 1.25, 30.0
"""Of a stage; of the whole; of the whole; of a file."""
TRANSCRIPTS, BATCH_KILOBYTES, SEED = 8, 100, 20210126
"""Of the runs that are killed."""
FASTEST = 1.0
"""Seconds; of less the slope says more of the machine."""


class Cost(NamedTuple):
    """What a text cost: seconds of processor time, of all and of the dearest stage and which that
    is, peak memory and largest file in MB, its fate."""

    seconds: float
    most: float
    dearest: str
    memory: float
    output: float
    said: str


class Watch:
    """The seconds of processor time of each stage in this process, in the order that they ran."""

    def __init__(self) -> None:
        self.begun: dict[str, float] = {}

    def begin(self, stage: str) -> None:
        """Note that a stage begins."""
        self.begun[stage] = time.process_time()

    def list_seconds(self) -> dict[str, float]:
        """Return what each stage but the first took; that one works in other processes too."""
        times = [*self.begun.values(), time.process_time()]
        took = (after - before for before, after in pairwise(times))
        return dict([*zip(self.begun, took, strict=True)][1:])


def measure(stages: Stages, path: Path, folder: Path) -> Cost:
    """Return what a file costs in a process of its own, and in those that it begins."""
    reader, writer = os.pipe()
    process = os.fork()
    if not process:
        from pipeline.clean.formats.apart import get_workers

        watch = Watch()
        line = stages.write(path, folder, watch.begin)
        get_workers().stop()
        said = line.code if isinstance(line, Problem) else "read"
        os.write(writer, json.dumps([said, watch.list_seconds()]).encode())
        os._exit(0)
    os.close(writer)
    _, status, usage = os.wait4(process, 0)
    with os.fdopen(reader) as told:
        said, took = ("died", {}) if status else json.load(told)
    seconds = usage.ru_utime + usage.ru_stime
    took["clean"] = seconds - sum(took.values())
    dearest = max(took, key=took.__getitem__)
    return Cost(
        seconds,
        took[dearest],
        dearest,
        usage.ru_maxrss * 1024 / 1_000_000,
        max((made.stat().st_size / 1_000_000 for made in folder.glob("*")), default=0.0),
        said,
    )


def measure_kind(stages: Stages, kind: str, most: int) -> bool:
    """Print a line for each size of a kind; return whether all is within bounds."""
    shape = SHAPES[kind]
    before: tuple[int, float] | None = None
    good = True
    for times in SIZES:
        data = shape.make(shape.parts * times)
        if len(data) > most or (before and len(data) <= before[0]):
            break
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / f"text{shape.suffix}"
            path.write_bytes(data)
            cost = measure(stages, path, Path(name) / "report")
        slope = ""
        if before and before[1] >= FASTEST:
            steep = math.log(cost.seconds / before[1]) / math.log(len(data) / before[0])
            slope = f"{steep:5.2f}"
            good &= steep <= MOST_SLOPE
        good &= cost.most <= MOST_SECONDS and cost.memory <= MOST_MEGABYTES
        good &= cost.output <= MOST_OUTPUT
        good &= cost.said not in ("died", "internal_error")
        before = len(data), cost.seconds
        print(
            f"{kind:18} {len(data):9,} B {cost.seconds:6.1f} s "
            f"(of it {cost.dearest:8} {cost.most:5.1f}) {cost.memory:6.0f} MB "
            f"{cost.output:5.1f} MB {slope:5}  {cost.said}",
            flush=True,
        )
    return good


def hash_tree(folder: Path) -> dict[str, str]:
    """Return the digest of each file of results but logs and what is kept for a next run."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"logs", KEPT} & {*path.relative_to(folder).parts}
    }


def kill_runs(plain: int, forced: int) -> bool:
    """Kill runs, forced ones last; return whether each time the next made the same bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_corpus(folder / "raw", TRANSCRIPTS, seed=SEED)
        config = ["--config", f"raw={folder / 'raw'}", f"results={folder / 'results'}"]
        command = [sys.executable, "-m", "snakemake", "-q", "--cores", "1", "--directory", name]
        command += ["--snakefile", str(ROOT / "Snakefile"), *config]
        command += [f"batch_kilobytes={BATCH_KILOBYTES}"]
        start = time.monotonic()
        subprocess.run(command, check=True, capture_output=True)
        took = time.monotonic() - start
        expected = hash_tree(folder / "results")
        chosen = random.Random(SEED)
        same = 0
        for force in [False] * plain + [True] * forced:
            if not force:
                shutil.rmtree(folder / "results")
                shutil.rmtree(folder / ".snakemake", ignore_errors=True)
            moment = chosen.uniform(0, took)
            kill_run([*command, *(["--forceall"] if force else [])], moment)
            subprocess.run([*command, "--unlock"], capture_output=True, check=False)
            subprocess.run(command, capture_output=True, check=False)
            made = hash_tree(folder / "results")
            other = sorted({path for path, _ in set(made.items()) ^ set(expected.items())})
            same += not other
            kind = "forced" if force else "plain"
            print(f"{kind:6} killed after {moment:5.1f} s: {other or 'the same bytes'}", flush=True)
        print(f"the same bytes after {same} of {plain + forced} kills")
        return same == plain + forced


def kill_run(command: list[str], moment: float) -> None:
    """Begin a run and kill it, with all that it began, after so many seconds."""
    child = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        child.wait(moment)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def main() -> int:
    """Print the table; the status is 1 where a bound does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="KIND")
    parser.add_argument("--most", type=int, default=MOST_BYTES, help="bytes of the largest text")
    parser.add_argument(
        "--kills",
        type=int,
        nargs=2,
        metavar=("PLAIN", "FORCED"),
        help="kill so many whole runs instead",
    )
    options = parser.parse_args()
    if options.kills:
        return not kill_runs(*options.kills)
    unknown = sorted({*options.kinds} - {*SHAPES})
    if unknown:
        parser.error(f"no such KIND: {', '.join(unknown)}; choose from {', '.join(SHAPES)}")
    stages = load_stages()
    kinds = options.kinds or list(SHAPES)
    bad = [kind for kind in kinds if not measure_kind(stages, kind, options.most)]
    print("out of bounds:", ", ".join(bad) or "none")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
