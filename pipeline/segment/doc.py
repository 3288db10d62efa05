"""A transcript as a spaCy `Doc`, for those who ask: words, sentences, the offsets of all records.

No stage needs it. Importing spaCy and making the objects of a `Doc` took half of the time of
segment, which writes down where words end and no more.
"""

from collections.abc import Iterator

from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript


def make_doc(transcript: Transcript, segmentation: Segmentation, vocab: Vocab) -> Doc:
    """Return the clean text with the words of segment; `doc.text` is the text.

    What stands in no sentence, as labels of speakers and the ends of lines do, is one token each.
    `doc.char_span(claim.start, claim.end, alignment_mode="expand")` is a claim in it.
    """
    tokens = list(list_tokens(transcript.text, segmentation))
    words = [word for word, _ in tokens]
    starts: list[bool | int | None] = [begins for _, begins in tokens]
    return Doc(vocab, words=words, spaces=[False] * len(words), sent_starts=starts)


def list_tokens(text: str, segmentation: Segmentation) -> Iterator[tuple[str, bool]]:
    """Yield the tokens that make up a text, each with whether it begins a sentence."""
    place = 0
    for sentence in segmentation.sentences:
        if sentence.start > place:
            yield text[place : sentence.start], True
        place = sentence.start
        for length in sentence.tokens:
            yield text[place : place + length], place == sentence.start
            place += length
    if place < len(text):
        yield text[place:], True
