"""What phrases finds: the key phrases of a transcript, its hotspots and its speakers."""

from pydantic import Field

from pipeline.records.base import Record, TranscriptId


class Phrase(Record):
    """A term with its weight; a larger weight says more about the text."""

    text: str = Field(title="词语", description="The term")
    weight: float = Field(title="权重", description="Weight")


class SectionPhrases(Record):
    """The key phrases of one section."""

    section: str
    phrases: tuple[Phrase, ...]


class SpeakerPhrases(Record):
    """The key phrases of what one speaker says; reporters have none."""

    speaker: str
    phrases: tuple[Phrase, ...]


class KeyPhrases(Record):
    """The key phrases of one transcript, its sections and its speakers, heaviest first."""

    transcript: TranscriptId
    phrases: tuple[Phrase, ...] = ()
    sections: tuple[SectionPhrases, ...] = ()
    speakers: tuple[SpeakerPhrases, ...] = ()
