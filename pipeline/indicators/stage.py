"""Indicators: what was said of each quantity over transcripts and periods.

Reads the clean texts, their structure and the claims of all batches; writes
results/indicators/indicators.jsonl, one `Indicator` per line. Claims of one name, unit, kind and
territory are one series; targets are held against the outcomes of their period.
"""

from collections.abc import Iterable, Iterator, Sequence

from pipeline import artefacts
from pipeline.cli import make_parser
from pipeline.indicators.lexicon import Knowledge, load_knowledge
from pipeline.indicators.linking import link
from pipeline.indicators.reading import IndicatorReading, read_transcript
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

READS = ("clean", "segment", "claims")


def read_transcripts(
    lines: Iterable[Sequence[Record]], knowledge: Knowledge
) -> Iterator[IndicatorReading]:
    """Yield the readings of all claims; files with a problem have none."""
    for transcript, segmentation, found in lines:
        if (
            isinstance(transcript, Transcript)
            and isinstance(segmentation, Segmentation)
            and isinstance(found, TranscriptClaims)
        ):
            yield from read_transcript(transcript, segmentation, found, knowledge)


def main(argv: list[str]) -> None:
    """Read the artefacts of all batches, write the indicators."""
    options = make_parser("indicators", __doc__, READS, many=True).parse_args(argv)
    knowledge = load_knowledge()
    lines = artefacts.read_batches(options, READS, (Transcript, Segmentation, TranscriptClaims))
    indicators = link(read_transcripts(lines, knowledge), knowledge.aliases)
    artefacts.write(options.output, indicators)
