"""`pressbriefing run DIR`: the whole workflow over a folder, without knowing Snakemake."""

import subprocess
import sys
import sysconfig
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
INSTALLED = Path(sysconfig.get_path("data"), "share", "pressbriefing")
"""Where a wheel puts the Snakefile and what stands beside it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run Snakemake with the Snakefile of this package; its status is this program's."""
    parser = ArgumentParser(prog="pressbriefing", description=__doc__)
    commands = parser.add_subparsers(required=True)
    run = commands.add_parser("run", help="read the transcripts of a folder, write the reports")
    run.add_argument("raw", metavar="DIR", help="folder with the transcripts")
    run.add_argument("--results", default="results", metavar="DIR", help="default: results")
    run.add_argument("--cores", default="all", help="processors to use (default: all)")
    options = parser.parse_args(argv)
    places = (folder / "Snakefile" for folder in (CHECKOUT, INSTALLED))
    snakefile = next(path for path in places if path.is_file())
    snakemake = [sys.executable, "-m", "snakemake", "--snakefile", str(snakefile)]
    choices = [f"raw={options.raw}", f"results={options.results}"]
    return subprocess.run([*snakemake, "--cores", options.cores, "--config", *choices]).returncode
