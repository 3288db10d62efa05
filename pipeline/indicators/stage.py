"""Indicators: what was said of each quantity over transcripts and periods.

Reads the clean texts, their structure and the claims of all batches; writes
results/indicators/indicators.jsonl, one `Indicator` per line. Claims of one name, unit, kind and
territory are one indicator; targets are held against the outcomes of their period.
"""

from argparse import Namespace
from collections.abc import Iterator

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.indicators.linking import link_readings
from pipeline.indicators.reading import IndicatorReading, TranscriptReadings, read_every_claim
from pipeline.kept import read_each
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

READS = ("clean", "segment", "claims")


def read_all(options: Namespace) -> Iterator[IndicatorReading]:
    """Yield the readings of all claims; files with a problem have none."""
    batches = artefacts.list_batches(options, READS)
    models = (Transcript, Segmentation, TranscriptClaims)
    read = read_each(
        "indicators", options.output, read_every_claim, batches, models, TranscriptReadings
    )
    for found in read:
        yield from found.readings


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the indicators."""
    options = make_parser("indicators", __doc__, READS, many=True).parse_args(argv)
    artefacts.write(options.output, link_readings(read_all(options)))
