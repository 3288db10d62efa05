"""Times the workflow: `python -m benchmarks.workflow [--transcripts N]`.

Without N: the transcripts of raw/, from nothing, then a run with nothing to do. With N: a corpus
of N generated transcripts, the same, then one transcript more. In both cases each job's command
is run once more by itself for its time and its peak memory, and segment is held against
`jieba.cut` alone.
"""

import argparse
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.corpus import ROOT, write_corpus


def run_snakemake(folder: Path, raw: Path, *arguments: str) -> tuple[float, str]:
    """Run the workflow in a folder of its own; return the seconds and what was said."""
    command = [
        *(sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile")),
        *("--directory", str(folder), *arguments, "--config", f"raw={raw}"),
    ]
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return time.perf_counter() - start, done.stdout + done.stderr


def time_jobs(folder: Path, raw: Path) -> None:
    """Print seconds and peak memory of each stage's jobs, run one after another."""
    _, said = run_snakemake(folder, raw, "--dry-run", "--forceall", "--printshellcmds")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    stages: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for line in said.splitlines():
        _, _, command = line.partition("Shell command: ")
        if not command.startswith("python"):
            continue
        words = shlex.split(command.partition(" 2>&1")[0])
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *words[1:]], cwd=folder, env=environment, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit(f"failed: {line}")
        stages[words[3]].append((time.perf_counter() - start, usage.ru_maxrss / 1024))
    assert stages, said
    print(f"{'stage':10} {'jobs':>5} {'sum s':>8} {'median s':>9} {'peak MB':>8}")
    for stage, jobs in stages.items():
        seconds = [second for second, _ in jobs]
        peak = max(memory for _, memory in jobs)
        print(
            f"{stage:10} {len(jobs):5} {sum(seconds):8.2f} {statistics.median(seconds):9.2f}"
            f" {peak:8.0f}"
        )


def time_segment(raw: Path) -> None:
    """Print the speed of segment, records included, and of jieba.cut on the same text."""
    import jieba

    from pipeline.artefacts import read, write
    from pipeline.clean.stage import main as clean
    from pipeline.language.structure.lines import load_structure
    from pipeline.language.tokenizer import Tokenizer, load_terms
    from pipeline.records.problems import Problem
    from pipeline.records.transcript import Transcript
    from pipeline.segment.stage import segment

    jieba.initialize()
    structure, tokenizer = load_structure(), Tokenizer(load_terms())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        clean(["--output", str(path / "clean"), "--", *map(str, sorted(raw.iterdir())[:100])])
        found = [t for t in read(path / "clean", Transcript) if not isinstance(t, Problem)]
        characters = sum(len(transcript.text) for transcript in found)
        ours, theirs = [], []
        for _ in range(3):
            start = time.perf_counter()
            write(path / "segment", (segment(t, structure, tokenizer) for t in found))
            middle = time.perf_counter()
            for transcript in found:
                for _ in jieba.cut(transcript.text):
                    pass
            ours.append(characters / (middle - start))
            theirs.append(characters / (time.perf_counter() - middle))
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"segment {statistics.median(ours):,.0f} characters a second, jieba.cut "
        f"{statistics.median(theirs):,.0f}: {ratio:.1f} times as fast"
    )


def main() -> None:
    """Run the benchmark in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=int, default=0)
    count = parser.parse_args().transcripts
    with tempfile.TemporaryDirectory() as name:
        folder, raw = Path(name), Path(name) / "raw"
        if count:
            characters = write_corpus(raw, count, seed=20210126)
        else:
            shutil.copytree(ROOT / "raw", raw)
            characters = sum(len(p.read_text(encoding="utf-8")) for p in raw.glob("*.txt"))
        seconds, _ = run_snakemake(folder, raw)
        print(f"whole run from nothing: {seconds:.1f} s, {characters / seconds:,.0f} characters/s")
        print(f"run with nothing to do: {run_snakemake(folder, raw)[0]:.1f} s")
        if count:
            shutil.copy(next((ROOT / "raw").glob("*.txt")), raw / "2025-01-01-one-more.txt")
            print(f"one transcript more: {run_snakemake(folder, raw)[0]:.1f} s")
        time_jobs(folder, raw)
        time_segment(raw)


if __name__ == "__main__":
    main()
