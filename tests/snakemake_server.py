"""Runs Snakemake time and again: what it imports, most of a dry run, is imported once.

A line is a run: folder, environment, arguments, files for what it says. The answer is its status.
"""

import json
import os
import sys

from snakemake import cli


def run(folder: str, environment: dict[str, str], arguments: list[str], *said: str) -> int:
    """Return the status with which Snakemake ends in a process of its own."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    for number, path in enumerate((os.devnull, *said)):
        os.dup2(os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv, sys.path[0] = ["snakemake", *arguments], folder
    status = 1
    try:
        cli.main(arguments)
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    for line in sys.stdin:
        print(run(*json.loads(line)), flush=True)
