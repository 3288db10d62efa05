"""Whole transcripts in every style that is supported, from the file to its turns."""

import pytest

from pipeline.chinese.tokenizer import Tokenizer, load_terms
from pipeline.clean.metadata import Metadata
from pipeline.clean.stage import clean, load_knowledge
from pipeline.segment.language import make_nlp
from pipeline.segment.stage import segment
from tests.styles import STYLES

KNOWLEDGE = load_knowledge()
TOKENIZER = Tokenizer(load_terms())
NLP = make_nlp(TOKENIZER)


def read_file(folder, text, name="发布会.txt"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    transcript = clean(path, Metadata(), KNOWLEDGE)
    return transcript, segment(transcript, KNOWLEDGE.structure, TOKENIZER, NLP)


@pytest.mark.parametrize("style", STYLES, ids=[style.name for style in STYLES])
def test_a_style_is_read_as_it_is_meant(style, tmp_path):
    transcript, found = read_file(tmp_path, style.text)
    questions = [turn.id for turn in found.turns if turn.kind == "question"]
    assert [
        (
            turn.kind,
            turn.speaker,
            turn.role,
            tuple(questions.index(question) + 1 for question in turn.answers),
            transcript.text[turn.start : turn.start + len(expected[-1])],
        )
        for turn, expected in zip(found.turns, style.turns, strict=True)
    ] == list(style.turns)
    assert tuple(section.title for section in found.sections) == style.sections


@pytest.mark.parametrize("style", STYLES, ids=[style.name for style in STYLES])
def test_nothing_of_a_whole_text_is_moved_or_in_doubt(style, tmp_path):
    transcript, found = read_file(tmp_path, style.text)
    assert transcript.moves == ()
    codes = {flag.code for flag in (*transcript.flags, *found.flags)}
    assert codes <= {"no_sections", "no_questions"}
