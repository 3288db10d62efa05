"""Runs the stages after `segment` over one batch of records, as their commands do."""

from pathlib import Path

from pipeline import artefacts
from pipeline.compare.stage import main as compare
from pipeline.corpus.stage import main as write_corpus
from pipeline.indicators.stage import main as link_indicators
from pipeline.problems.stage import main as list_problems
from pipeline.promises.stage import main as follow_promises
from pipeline.publish.tabular.declarations import BATCH, CORPUS
from pipeline.records.base import Record
from pipeline.records.pages import Page
from pipeline.report.stage import main as write_reports
from pipeline.search.stage import main as write_search
from pipeline.stages import LINE
from pipeline.tables.stage import main as write_tables
from pipeline.wording.stage import main as follow_wording
from tests import synthetic


def run_report(results: Path, *lines: tuple[Record, ...]) -> list[Page]:
    """Run the stage over a batch of these lines, each with one record per stage."""
    arguments = []
    for stage, records in zip(LINE, zip(*lines, strict=True), strict=True):
        path = results / stage / "00000.jsonl"
        artefacts.write(path, records)
        arguments += [f"--{stage}", str(path)]
    output = results / "report" / "00000.jsonl"
    write_reports([*arguments, "--output", str(output)])
    return [page for page in artefacts.read(output, Page) if isinstance(page, Page)]


def run_corpus(
    results: Path, *lines: tuple[Record, ...], topics: bool = True, refused: tuple[str, ...] = ()
) -> None:
    """Run the report of one batch, then all stages of the whole corpus."""
    if lines:
        run_report(results, *lines)
    artefacts.write(results / "topics" / "topics.jsonl", synthetic.make_topics() if topics else ())
    choice = [synthetic.make_choice()] if topics else []
    artefacts.write(results / "topics" / "choice.jsonl", choice)

    def batches(*stages: str) -> list[str]:
        given = [[f"--{stage}", str(results / stage / "00000.jsonl")] for stage in stages]
        return [word for option in given for word in option] if lines else []

    def of_all(*names: str) -> list[str]:
        stages = {"choice": "topics"}
        paths = [(name, results / stages.get(name, name) / f"{name}.jsonl") for name in names]
        return [word for name, path in paths for word in (f"--{name}", str(path))]

    indicators = results / "indicators" / "indicators.jsonl"
    link_indicators([*batches("clean", "segment", "claims"), "--output", str(indicators)])
    promises = ["--output", str(results / "promises" / "promises.jsonl")]
    read = batches("clean", "segment", "claims") + of_all("indicators")
    follow_promises([*read, *promises])
    problems = results / "problems" / "problems.jsonl"
    table = ["--output", str(problems), "--table", str(problems.with_suffix(".tsv"))]
    list_problems([*batches(*LINE), "--refused", *refused, *table])
    read = batches("report", "claims") or ["--report", "--claims"]
    read += of_all("topics", "choice", "indicators", "promises", "problems")
    write_corpus([*read, "--output", str(results)])
    compared = ["--output", str(results / "compare" / "comparisons.jsonl")]
    compare([*batches("clean", "segment", "claims"), *compared])
    wording = results / "wording"
    series = ["--series", str(wording / "series.jsonl")]
    output = ["--output", str(wording / "wording.jsonl")]
    follow_wording([*batches("clean", "segment"), *series, *output])
    write_search([*batches("clean", "segment"), "--output", str(results / "search")])
    artefacts.write(results / "train" / "train.jsonl", [synthetic.make_card()])
    write_tables([*list_artefacts(results), "--output", str(results / "tables")])


def list_artefacts(results: Path) -> list[str]:
    """Return the options of tables and database for what `run_corpus` made."""
    paths = [(stage, results / stage / "00000.jsonl") for stage in BATCH]
    paths = [(stage, path) for stage, path in paths if path.is_file()]
    paths += [(stage, results / stage / f"{stage}.jsonl") for stage in CORPUS]
    return [word for stage, path in paths for word in (f"--{stage}", str(path))]
