"""A copy of the checkout to run Snakemake in."""

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ROOT

RAW = ROOT / "tests" / "workflow" / "raw"


@cache
def start_server() -> subprocess.Popen[str]:
    """Start the process that runs Snakemake; it ends with this one."""
    command = [sys.executable, Path(__file__).with_name("snakemake_server.py")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen(command, text=True, bufsize=1, **pipes)


def run_snakemake(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Snakemake in a folder, as a command there would."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    server = start_server()
    with TemporaryDirectory() as made:
        said = [Path(made, name) for name in ("stdout", "stderr")]
        asked = [str(folder), environment, arguments, *map(str, said)]
        print(json.dumps(asked), file=server.stdin, flush=True)
        status = int(server.stdout.readline())
        texts = [path.read_text(encoding="utf-8") for path in said]
    return subprocess.CompletedProcess(arguments, status, *texts)


class Checkout:
    """A copy of the checkout with raw files of its own, to run Snakemake in.

    Of another one, it goes on from what has been done there.
    """

    def __init__(self, folder: Path, begun: "Checkout | None" = None) -> None:
        self.folder = folder
        if begun is not None:
            shutil.copytree(begun.folder, folder, dirs_exist_ok=True)
            return
        folder.mkdir(exist_ok=True)
        for name in ("Snakefile", "config.yaml", "environment.yaml"):
            shutil.copy(ROOT / name, folder)
        for name in ("pipeline", "profiles", "rules", "docs"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        shutil.copytree(RAW, folder / "raw")

    def snakemake(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run_snakemake(self.folder, "--cores", "2", *arguments)

    def run(self, *arguments: str) -> str:
        """Run and return all that was said; the run must succeed."""
        done = self.snakemake(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def planned(self, *arguments: str) -> dict[str, int]:
        """Return how often each rule would run, but for costs, which follows every other."""
        said = self.run("--dry-run", "--quiet=rules", *arguments)
        jobs = dict(re.findall(r"^(\w+) +(\d+)$", said, re.MULTILINE))
        return {rule: int(n) for rule, n in jobs.items() if rule not in ("all", "costs", "total")}

    def set(self, key: str, value: object) -> None:
        """Set a choice in config.yaml, as a person does."""
        path = self.folder / "config.yaml"
        before = path.read_text(encoding="utf-8")
        after, found = re.subn(rf"^{key}: .*$", f"{key}: {value}", before, flags=re.MULTILINE)
        assert found == 1
        path.write_text(after, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.folder / "results" / path).read_text(encoding="utf-8")
