"""Texts in the form in which they are compared: their words and their characters."""

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.language.terms.words import StopWords, fold_words, keep_words, read_tokens
from pipeline.records.segmentation import Segmentation, Sentence
from pipeline.records.transcript import Transcript


class Bag(NamedTuple):
    """The words of a text, and the text itself: of a heading, a question or an answer."""

    words: list[str]
    text: str


class ReadSentence(NamedTuple):
    """A sentence with its tokens, folded, and those of them that say what it is about."""

    sentence: Sentence
    tokens: list[str]
    words: list[str]


class ReadText(NamedTuple):
    """The folded text of a transcript, its sentences, and its title."""

    folded: str
    sentences: list[ReadSentence]
    title: str


def read_sentences(transcript: Transcript, segmentation: Segmentation, stop: StopWords) -> ReadText:
    """Return the sentences of a transcript, read once for all that asks for their words."""
    folded = fold_words(transcript.text)
    sentences = []
    for sentence in segmentation.analysed:
        tokens = read_tokens(folded, sentence)
        sentences.append(ReadSentence(sentence, tokens, keep_words(tokens, stop)))
    return ReadText(folded, sentences, transcript.title or "")


def read_turns(read: ReadText, segmentation: Segmentation, stop: StopWords) -> list[Bag]:
    """Return the turns in order, with a gap in their texts for each stop word."""
    turns: dict[str, list[ReadSentence]] = {turn.id: [] for turn in segmentation.turns}
    for one in read.sentences:
        turns[one.sentence.turn].append(one)
    return [
        Bag([word for one in own for word in one.words], leave_gaps((s.tokens for s in own), stop))
        for own in turns.values()
    ]


def leave_gaps(sentences: Iterable[list[str]], stop: StopWords) -> str:
    """Return the characters of sentences, a line each, with a gap for each stop word."""
    every = stop.every
    return "\n".join(
        "".join([" " if token in every else token for token in tokens]) for tokens in sentences
    )


def join_bags(bags: list[Bag]) -> Bag:
    """Return several bags as one."""
    words = [word for bag in bags for word in bag.words]
    return Bag(words, "\n".join(bag.text for bag in bags))
