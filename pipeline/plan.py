"""What a run has to do: which transcript is in which batch, and what shows that one has changed."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.batches import find_batches, make_batches
from pipeline.config import Config, check_config
from pipeline.dependencies import find_dependencies
from pipeline.inventory import identify, measure, take_inventory
from pipeline.stages import PER_BATCH
from pipeline.taxonomy.labels import list_labelled

BYTES_PER_KILOBYTE = 1000


class Plan(NamedTuple):
    """A run, as the Snakefile asks for it.

    What is in raw/ is no input to Snakemake, which would end the run where a file may not be read,
    vanishes or has a date in the future. What tells a file as it is now, its identity, is a
    parameter of the jobs that read it, and a change of it runs them again.
    """

    settings: Config
    batches: dict[str, list[Path]]
    received: dict[str, list[str]]
    """The identities of each batch's transcripts."""
    metadata: list[Path]
    received_metadata: list[str]
    labels: list[Path]
    received_labels: list[str]
    labelled: list[str]
    """The batches that hold a labelled transcript."""
    trained_from: list[str]
    """What the model is made of that is no artefact: identities of the labelled transcripts."""
    train_code: list[str]
    """What the model follows from: the code of train, and of the stages that read the labelled."""
    refused: list[str]
    """`code=name` of what cannot be taken from raw/."""
    size: str
    """The number of transcripts, in words."""


def make_plan(config: Mapping[str, Any]) -> Plan:
    """Return what a run with these values of config.yaml is about.

    Raises InputError where a value is wrong, or there are no transcripts.
    """
    settings = check_config(config)
    inventory = take_inventory(Path(settings.raw))
    received = dict(zip(inventory.transcripts, identify(inventory.transcripts), strict=True))
    received_metadata = identify(inventory.metadata)
    sizes = measure(inventory.transcripts)
    batches = make_batches(sizes, settings.batch_kilobytes * BYTES_PER_KILOBYTE)
    names = list_labelled(inventory.labels)
    labelled = find_batches(batches, names)
    return Plan(
        settings=settings,
        batches=batches,
        received={batch: [received[path] for path in paths] for batch, paths in batches.items()},
        metadata=inventory.metadata,
        received_metadata=received_metadata,
        labels=inventory.labels,
        received_labels=identify(inventory.labels),
        labelled=labelled,
        trained_from=[
            *(received[path] for path in inventory.transcripts if path.stem in names),
            *(received_metadata if names else ()),
        ],
        train_code=merge_code(("clean", "segment", "train") if names else ("train",)),
        size=f"{len(received)} transcript{'s' * (len(received) != 1)}",
        refused=[f"{code}={name}" for name, code in inventory.refused.items()],
    )


def merge_code(stages: Iterable[str]) -> list[str]:
    """Return what any of the stages depends on."""
    return sorted({source for stage in stages for source in find_dependencies(stage)})


class Unfinished(NamedTuple):
    """A batch that a run did not finish, and the first stage that was begun in vain."""

    batch: str
    stage: str
    files: Sequence[Path]


def find_unfinished(plan: Plan) -> list[Unfinished]:
    """Return the batches of which a job was begun and not finished.

    A job has its log from its first moment. What a job that failed had written is deleted.
    """
    results = Path(plan.settings.results)
    found = []
    for batch, files in plan.batches.items():
        for stage in PER_BATCH:
            begun = (results / "logs" / stage / f"{batch}.log").is_file()
            if begun and not (results / stage / f"{batch}.jsonl").is_file():
                found.append(Unfinished(batch, stage, files))
                break
    return found


def describe_unfinished(unfinished: Unfinished, most: int = 3) -> str:
    """Return one line that names a batch, where it stopped, and the first of its files.

    >>> describe_unfinished(Unfinished("00002", "claims", [Path("raw/a.txt"), Path("raw/b.txt")]))
    'batch 00002 was not finished: claims failed on raw/a.txt, raw/b.txt'
    """
    names = ", ".join(map(str, unfinished.files[:most]))
    more = len(unfinished.files) - most
    rest = f" and {more} more" if more > 0 else ""
    return f"batch {unfinished.batch} was not finished: {unfinished.stage} failed on {names}{rest}"
