"""Removes what belongs to batches and transcripts that are gone.

Only files that the workflow itself made are touched: artefacts and logs by their names, reports
where the page says that it is ours. What somebody put beside them stays.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from pipeline.kept import FOLDER as KEPT
from pipeline.publish.names import FILES, PAGE
from pipeline.stages import PER_BATCH

BATCH = re.compile(r"\d{5}")
GENERATOR = b'<meta name="generator" content="pressbriefing">'
LONGEST_HEAD = 200
"""Bytes of a page in which the generator is named."""


def sweep(results: Path, batches: Collection[str], transcripts: Collection[str]) -> None:
    """Delete what the batches and transcripts that are not among these have left behind."""
    for stage in PER_BATCH:
        logs = results / "logs" / stage
        made, kept = results / stage, results / stage / KEPT
        for folder, suffix in ((made, ".jsonl"), (kept, ".jsonl"), (logs, ".log"), (logs, ".tsv")):
            for path in folder.glob(f"*{suffix}"):
                if BATCH.fullmatch(path.stem) and path.stem not in batches:
                    path.unlink()
    folder = results / "report"
    for transcript in find_reports(folder):
        if transcript not in transcripts:
            # The page goes last: it tells a later run, should this one be stopped, what is ours.
            for suffix in reversed(FILES):
                (folder / f"{transcript}{suffix}").unlink(missing_ok=True)


def find_reports(folder: Path) -> Iterator[str]:
    """Yield the ids of the transcripts that have a page of ours in a folder."""
    for path in sorted(folder.glob(f"*{PAGE}")):
        with path.open("rb") as page:
            if GENERATOR in page.read(LONGEST_HEAD):
                yield path.name.removesuffix(PAGE)
