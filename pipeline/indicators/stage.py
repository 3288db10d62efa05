"""Indicators: what was said of each quantity over transcripts and periods.

Reads the clean texts, their structure and the claims of all batches; writes
results/indicators/indicators.jsonl, one `Indicator` a line. Claims of one name, unit, kind and
territory are one series; targets are held against the outcomes of their period.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline import artefacts
from pipeline.indicators.lexicon import Knowledge, load_knowledge
from pipeline.indicators.linking import link
from pipeline.indicators.reading import Reading, read_transcript
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript


def read_batch(
    transcripts: Path, segments: Path, claims: Path, knowledge: Knowledge
) -> Iterator[Reading]:
    """Yield the readings of the claims of a batch; files with a problem have none."""
    lines = zip(
        artefacts.read(transcripts, Transcript),
        artefacts.read(segments, Segmentation),
        artefacts.read(claims, TranscriptClaims),
        strict=True,
    )
    for transcript, segmentation, found in lines:
        if (
            isinstance(transcript, Transcript)
            and isinstance(segmentation, Segmentation)
            and isinstance(found, TranscriptClaims)
        ):
            yield from read_transcript(transcript, segmentation, found, knowledge)


def read_batches(
    batches: Iterable[tuple[Path, Path, Path]], knowledge: Knowledge
) -> Iterator[Reading]:
    """Yield the readings of all batches."""
    for transcripts, segments, claims in batches:
        yield from read_batch(transcripts, segments, claims, knowledge)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the indicators."""
    parser = argparse.ArgumentParser(prog="python -m pipeline indicators", description=__doc__)
    inputs = ("transcripts", "segments", "claims")
    for name in inputs:
        parser.add_argument(f"--{name}", type=Path, nargs="*", default=[])
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args(argv)
    knowledge = load_knowledge()
    batches = zip(*(getattr(arguments, name) for name in inputs), strict=True)
    indicators = link(read_batches(batches, knowledge), knowledge.aliases)
    artefacts.write(arguments.output, indicators)
    linked = [one for one in indicators if len(one.observations) > 1]
    print(
        f"{sum(len(one.observations) for one in linked)} claims in {len(linked)} series of "
        f"several, {len(indicators) - len(linked)} alone",
        file=sys.stderr,
    )
