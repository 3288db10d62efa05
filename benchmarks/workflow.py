"""Times the workflow: `python -m benchmarks.workflow [--transcripts N] [--checkout FOLDER]`.

Without N: the transcripts of raw/, beside a workflow of one trivial rule. With N: as many generated
transcripts, beside `jieba.cut` of the same texts in the same minutes; then one transcript more, one
label, an edit of the report's code. `--checkout` takes another checkout, to compare two. What is to
be trusted are ratios, and seconds of the processor where the machine has other work.
"""

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import ROOT, write_corpus
from pipeline.costs import read_costs

TRIVIAL = 'rule all:\n    output:\n        "made"\n    shell:\n        "touch {output}"\n'
COPIED = ("Snakefile", "config.yaml", "environment.yaml", "rules", "pipeline", "profiles", "docs")


class Cost(NamedTuple):
    """Seconds by the clock and of the processor, children's included."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s, {self.cpu:7.1f} CPU-s"


def run_snakemake(folder: Path, *arguments: str) -> Cost:
    """Run Snakemake in a folder; return what it took. Ends the program where it fails."""
    command = [sys.executable, "-m", "snakemake", "--cores", "2", "--quiet", "all", *arguments]
    before, start = spent(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    return Cost(time.perf_counter() - start, spent() - before)


def spent() -> float:
    """Return the seconds of the processor that finished children took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def copy_checkout(checkout: Path, folder: Path) -> None:
    """Copy what a run needs, so that code can be edited."""
    for name in COPIED:
        if (checkout / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(checkout / name, folder / name, ignore=ignored)
        else:
            shutil.copy(checkout / name, folder)


def time_jieba(raw: Path) -> float:
    """Return the characters that jieba.cut takes in a second, on 60 of the transcripts."""
    import jieba

    jieba.initialize()
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(raw.glob("*.txt"))[:60])
    start = time.process_time()
    for _ in jieba.cut(text):
        pass
    return len(text) / (time.process_time() - start)


def print_costs(folder: Path, whole: Cost) -> None:
    """Print what the jobs of each stage took, and what of the whole is Snakemake's own."""
    stages: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for costs in read_costs(sorted((folder / "results" / "logs").glob("*/*.tsv"))):
        stages[costs["stage"]].append(costs)
    print(f"{'stage':10} {'jobs':>5} {'sum s':>8} {'longest':>8} {'CPU-s':>8} {'peak MB':>8}")
    total = 0.0
    for stage, jobs in stages.items():
        seconds, cpu, peak = (
            [float(job[name]) for job in jobs if job[name] != "NA"] or [0.0]
            for name in ("seconds", "cpu_seconds", "peak_mb")
        )
        total += sum(cpu)
        print(
            f"{stage:10} {len(jobs):5} {sum(seconds):8.1f} {max(seconds):8.1f} {sum(cpu):8.1f}"
            f" {max(peak):8.0f}"
        )
    print(f"{'snakemake':10} {1:5} {whole.wall:8.1f} {whole.wall:8.1f} {whole.cpu - total:8.1f}")


def time_seed(folder: Path) -> None:
    """Print the whole run on raw/ against a workflow of one trivial rule."""
    shutil.copytree(ROOT / "raw", folder / "raw")
    trivial = folder / "trivial"
    trivial.mkdir()
    ratios = []
    for _ in range(3):
        (trivial / "made").unlink(missing_ok=True)
        (trivial / "Snakefile").write_text(TRIVIAL, encoding="utf-8")
        least = run_snakemake(trivial)
        shutil.rmtree(folder / "results", ignore_errors=True)
        whole = run_snakemake(folder)
        ratios.append(whole.wall / least.wall)
        print(f"trivial rule {least}; whole run {whole}: {ratios[-1]:.1f} times")
    print(f"median {statistics.median(ratios):.1f} times")


def time_corpus(folder: Path, count: int) -> None:
    """Print the whole run on generated transcripts, and what changes after it cost."""
    raw = folder / "raw"
    characters = write_corpus(raw, count, seed=20210126)
    before = time_jieba(raw)
    whole = run_snakemake(folder)
    jieba = (before + time_jieba(raw)) / 2
    print(f"from nothing      {whole}: {characters / whole.wall:,.0f} characters a second")
    print(f"jieba.cut         {jieba:,.0f} characters a second of one core")
    print(f"                  {characters / whole.wall / jieba:.2f} of its speed by the clock,")
    print(f"                  {characters / whole.cpu / jieba:.2f} by seconds of the processor")
    print_costs(folder, whole)
    print(f"nothing to do     {run_snakemake(folder)}")
    shutil.copy(next((ROOT / "raw").glob("*.txt")), raw / "2025-01-01-one-more.txt")
    print(f"one transcript    {run_snakemake(folder)}")
    first = min(raw.glob("*.txt")).stem
    label = f"transcript\tturn\tcategory\n{first}\tt2\tagriculture\n"
    (raw / "labels.tsv").write_text(label, encoding="utf-8")
    print(f"one label         {run_snakemake(folder)}")
    with (folder / "pipeline" / "report" / "stage.py").open("a", encoding="utf-8") as code:
        code.write("# edited\n")
    print(f"an edit of report {run_snakemake(folder)}")


def main() -> None:
    """Run the benchmark in a temporary folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--transcripts", type=int, default=0)
    parser.add_argument("--checkout", type=Path, default=ROOT)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_checkout(options.checkout.resolve(), folder)
        if options.transcripts:
            time_corpus(folder, options.transcripts)
        else:
            time_seed(folder)


if __name__ == "__main__":
    main()
