"""What the stages made of one file, side by side, before it is reported."""

from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.classification import Classifications
from pipeline.records.phrases import KeyPhrases
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript

LINE: dict[str, type[Record]] = {
    "transcripts": Transcript,
    "segments": Segmentation,
    "phrases": KeyPhrases,
    "claims": TranscriptClaims,
    "classifications": Classifications,
}
"""The options that name the artefacts, and what is in them."""
