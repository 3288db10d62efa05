"""Stage `segment`: finds what a transcript is made of.

Reads Transcript, writes Segmentation: sections by their headings, turns by the
labels of speakers, sentences by their marks, words by jieba, exchanges by who answers what.
"""

from collections.abc import Sequence

from pipeline.cli import make_parser
from pipeline.kept import write_each
from pipeline.language.fold import fold
from pipeline.language.structure.lines import Structure, load_structure
from pipeline.language.tokenizer import Tokenizer, load_tokenizer
from pipeline.limits import limit_flags
from pipeline.records.segmentation import Segmentation, Sentence, Turn
from pipeline.records.transcript import Transcript
from pipeline.segment.cast import find_cast
from pipeline.segment.exchanges import find_exchanges
from pipeline.segment.flags import flag_structure
from pipeline.segment.identities import list_speakers, name_speakers
from pipeline.segment.labels import find_labels
from pipeline.segment.questions import Questions
from pipeline.segment.sections import find_sections
from pipeline.segment.sentences import find_sentences
from pipeline.segment.speeches import find_speeches
from pipeline.segment.turns import TurnParagraph, make_turns
from pipeline.segment.unlabelled import give_unlabelled

ORIGINAL_TITLE = "原标题"
"""What a title is called that a text had where it was first published."""


def segment(transcript: Transcript, structure: Structure, tokenizer: Tokenizer) -> Segmentation:
    """Return the structure of a transcript."""
    text = transcript.text
    said = find_labels(transcript)
    cast = find_cast(transcript, said, structure)
    labels = {number: label for number, label in said.items() if number not in cast.blocks}
    sections = find_sections(transcript, labels, structure)
    labelled = find_speeches(transcript, sections, labels)
    found = give_unlabelled(labelled, transcript, structure)
    titled = "\n".join(r.text for r in transcript.removals if ORIGINAL_TITLE in fold(r.text))
    speeches = name_speakers(found, text, structure, cast.hosts, titled)
    recorded = any(removal.reason == "script_mark" for removal in transcript.removals)
    turns, paragraphs = make_turns(speeches, text, structure, recorded=recorded)
    sentences = make_sentences(transcript, turns, paragraphs, tokenizer)
    unnamed = (s for s in speeches if s.role == "official" and s.label and not s.label.name)
    inferred = {s.speaker for s in unnamed if s.speaker}
    exchanges, questions = find_exchanges(text, turns, sentences, Questions.load())
    return Segmentation(
        transcript=transcript.transcript,
        speakers=tuple(list_speakers(text, speeches, structure, tokenizer)),
        sections=tuple(sections),
        turns=tuple(turns),
        sentences=tuple(sentences),
        exchanges=tuple(exchanges),
        questions=tuple(questions),
        flags=limit_flags(flag_structure(transcript, sections, turns, inferred)),
    )


def make_sentences(
    transcript: Transcript,
    turns: Sequence[Turn],
    paragraphs: Sequence[TurnParagraph],
    tokenizer: Tokenizer,
) -> list[Sentence]:
    """Return the sentences of all paragraphs in order, with their tokens."""
    text = transcript.text
    sections = {turn.id: turn.section for turn in turns}
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        for low, high in find_sentences(text[paragraph.start : paragraph.end]):
            start, end = paragraph.start + low, paragraph.start + high
            sentences.append(
                Sentence(
                    id=f"x{len(sentences) + 1}",
                    turn=paragraph.turn,
                    section=sections[paragraph.turn],
                    paragraph=paragraph.block,
                    tokens=tuple(map(len, tokenizer.cut(text[start:end]))),
                    start=start,
                    end=end,
                    foreign=transcript.blocks[paragraph.block].foreign,
                )
            )
    return sentences


def main(argv: list[str]) -> None:
    """Read the clean texts of a batch, write their structure."""
    options = make_parser("segment", __doc__, ("clean",)).parse_args(argv)
    structure, tokenizer = load_structure(), load_tokenizer()
    write_each(
        "segment",
        options.output,
        lambda transcript: segment(transcript, structure, tokenizer),
        (options.clean, Transcript),
    )
