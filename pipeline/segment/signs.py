"""Words that tell who speaks, what is a question or an answer, and what is missing."""

from pipeline.knowledge import SignFile


class SegmentSigns(SignFile):
    """All that signs.toml says."""

    file = "signs.toml"
