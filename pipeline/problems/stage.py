"""Problems: which files could not be read, and which parts of others are missing.

Reads what the stages made of all batches, the model card for the lines of labels.tsv that were not
used, metadata.tsv for those of its own, and the names in raw/ that are not taken. Writes the list
of problems as JSON Lines and as a table. A page that cannot be written is not a problem of a
file; the start page names it.
"""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path, PurePath

from pipeline import artefacts
from pipeline.cli import make_parser, read_names
from pipeline.kept import keeping
from pipeline.knowledge import load_message_file
from pipeline.metadata import load_metadata
from pipeline.problems.listing import FileProblems, list_problems, read_file, write_problems
from pipeline.records.base import Bilingual
from pipeline.records.model_card import ModelCard
from pipeline.stages import LINE, RECORDS, make_line

MESSAGES = Path(__file__).with_name("problems.toml")


def read_files(options: Namespace, messages: Mapping[str, Bilingual]) -> Iterator[FileProblems]:
    """Yield the problems of each file of all batches, found as far as none are kept."""
    models = [RECORDS[stage] for stage in LINE]

    def read(written: artefacts.Written) -> str:
        return artefacts.dump(read_file(make_line(written.parse()), messages))

    with keeping("problems", options.output) as kept:
        for written in artefacts.read_written_batches(options, LINE, models):
            found = kept.take_record(written, partial(read, written), FileProblems)
            assert isinstance(found, FileProblems)
            yield found


def main(argv: list[str]) -> None:
    """Read what the stages made of all batches, write the list of problems."""
    parser = make_parser("problems", __doc__, (*LINE, "train"), many=True)
    parser.add_argument(
        "--refused", nargs="*", default=[], metavar="CODE=NAME", help="or - for standard input"
    )
    parser.add_argument("--metadata", type=Path, metavar="TSV")
    parser.add_argument("--table", type=Path, required=True)
    options = parser.parse_args(argv)
    refused = [(c, n) for c, _, n in (said.partition("=") for said in read_names(options.refused))]
    messages = load_message_file(MESSAGES)
    files = list(read_files(options, messages))
    known = {file.transcript for file in files} | {PurePath(name).stem for _, name in refused}
    cards = artefacts.read_records(options, "train", ModelCard)
    of_tables = [problem for card in cards for problem in card.problems]
    of_tables += load_metadata(options.metadata).list_problems(known)
    problems = list_problems(files, refused, messages, of_tables)
    with artefacts.replacing(options.output) as out:
        out.writelines(f"{problem.model_dump_json()}\n" for problem in problems)
    with artefacts.replacing(options.table) as out:
        write_problems(out, problems)
