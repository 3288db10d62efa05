"""What a run has to do: which transcript is in which batch, and what shows that one has changed."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.batches import find_batches, make_batches
from pipeline.config import Config, check_config, check_pair
from pipeline.dependencies import digest_code
from pipeline.inventory import identify_files, measure_files, take_inventory
from pipeline.place import check_place
from pipeline.taxonomy.labels import list_labelled

BYTES_PER_KILOBYTE = 1000
WITHOUT_VARIABLE = "PRESSBRIEFING_WITHOUT"
"""The variable of the environment that names batches which failed, and are left out of the corpus
(`pipeline.unfinished`)."""


class Plan(NamedTuple):
    """A run, as the Snakefile asks for it.

    What is in raw/ is no input to Snakemake, which would end the run where a file may not be read,
    vanishes or has a date in the future. What tells a file as it is now, its identity, is a
    parameter of the jobs that read it, and a change of it runs them again.
    """

    settings: Config
    batches: dict[str, list[Path]]
    without: list[str]
    """Batches that failed: the pages of the corpus are made of the others."""
    corpus: list[str]
    """These others: all, but in the second run that makes them."""
    received: dict[str, list[str]]
    """The identities of each batch's transcripts."""
    metadata: list[Path]
    received_metadata: list[str]
    labels: list[Path]
    received_labels: list[str]
    labelled: list[str]
    """The batches that hold a labelled transcript."""
    trained_from: list[str]
    """What the model is made of besides artefacts: identities of the labelled transcripts."""
    train_code: str
    """The digest of the code of train, and of the stages that read the labelled."""
    refused: list[str]
    """`code=name` of what cannot be taken from raw/."""
    size: str
    """The number of transcripts, in words."""


def make_plan(config: Mapping[str, Any]) -> Plan:
    """Return what a run with these values of config.yaml is about.

    Raises InputError where a value is wrong, there are no transcripts, one to compare is not there,
    or nothing can be run here.
    """
    check_place()
    settings = check_config(config)
    inventory = take_inventory(Path(settings.raw))
    check_pair(settings.compare, {path.stem for path in inventory.transcripts})
    received = dict(zip(inventory.transcripts, identify_files(inventory.transcripts), strict=True))
    received_metadata = identify_files(inventory.metadata)
    sizes = measure_files(inventory.transcripts)
    batches = make_batches(sizes, settings.batch_kilobytes * BYTES_PER_KILOBYTE)
    names = list_labelled(inventory.labels)
    labelled = find_batches(batches, names)
    trains = ("clean", "segment", "train") if names else ("train",)
    without = [batch for batch in os.environ.get(WITHOUT_VARIABLE, "").split() if batch in batches]
    failed = [f"batch_failed={path.name}" for batch in without for path in batches[batch]]
    number = len(received) - len(failed)
    return Plan(
        settings=settings,
        batches=batches,
        without=without,
        corpus=[batch for batch in batches if batch not in without],
        received={batch: [received[path] for path in paths] for batch, paths in batches.items()},
        metadata=inventory.metadata,
        received_metadata=received_metadata,
        labels=inventory.labels,
        received_labels=identify_files(inventory.labels),
        labelled=labelled,
        trained_from=[
            *(received[path] for path in inventory.transcripts if path.stem in names),
            *(received_metadata if names else ()),
        ],
        train_code=digest_code(*trains),
        size=f"{number} transcript{'s' * (number != 1)}",
        refused=[*(f"{code}={name}" for name, code in inventory.refused.items()), *failed],
    )
