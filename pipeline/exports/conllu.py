"""Words of a transcript as CoNLL-U: https://universaldependencies.org/format.html.

The words are the tokens of segment; lemmas, tags and trees are unspecified (`_`). Offsets are
those of the clean text, in the last column; a comment says where a sentence is in the source.
"""

import re
from collections.abc import Iterator

from pipeline.provenance import find_source_spans
from pipeline.records.segmentation import Segmentation, Sentence
from pipeline.records.transcript import Transcript

BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
"""What would end a line or a column."""


def write_conllu(transcript: Transcript, segmentation: Segmentation) -> Iterator[str]:
    """Yield the lines of a transcript."""
    turns = {turn.id: turn for turn in segmentation.turns}
    yield f"# newdoc id = {flatten(transcript.transcript)}"
    paragraph: int | None = None
    for sentence in segmentation.sentences:
        words = list_words(transcript.text, sentence)
        if not words:
            continue
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            yield f"# newpar id = p{paragraph}"
        turn = turns[sentence.turn]
        places = find_source_spans(transcript.runs, sentence.start, sentence.end)
        yield f"# sent_id = {sentence.id}"
        yield f"# text = {''.join(word + ' ' * spaced for word, _, _, spaced in words).rstrip(' ')}"
        for name, value in (
            ("turn", turn.id),
            ("kind", turn.kind),
            ("speaker", turn.speaker),
            ("section", sentence.section),
            ("source", ", ".join(f"{start}-{end}" for start, end in places)),
        ):
            if value:
                yield f"# {name} = {flatten(value)}"
        for number, (word, start, end, spaced) in enumerate(words, start=1):
            space = "" if spaced else "|SpaceAfter=No"
            yield f"{number}\t{word}" + "\t_" * 7 + f"\tCharEnd={end}|CharStart={start}{space}"
        yield ""


def list_words(text: str, sentence: Sentence) -> list[tuple[str, int, int, bool]]:
    """Return the words of a sentence, their offsets, and whether white space follows."""
    words: list[tuple[str, int, int, bool]] = []
    for start, end in sentence.places():
        word = text[start:end]
        if not word.isspace():
            words.append((flatten(word), start, end, False))
        elif words:
            words[-1] = (*words[-1][:3], True)
    return words


def flatten(text: str) -> str:
    """Return a text without what would end a line or a column.

    >>> flatten("a\\tb")
    'a\ufffdb'
    """
    return BREAKS.sub("\ufffd", text)
