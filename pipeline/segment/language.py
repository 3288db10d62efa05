"""The spaCy pipeline of this project: Chinese words and sentences in a `Doc`."""

import sys

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.language.tokenizer import Tokenizer
from pipeline.segment.sentences import find_sentences


class DocMaker:
    """Makes a `Doc` of a text: spaCy's place for a tokenizer that also knows sentences."""

    def __init__(self, vocab: Vocab, tokenizer: Tokenizer) -> None:
        self.vocab = vocab
        self.tokenizer = tokenizer

    def __call__(self, text: str) -> Doc:
        """Return the words of each sentence, as they stand in the text."""
        words: list[str] = []
        starts: list[bool | int | None] = []
        for start, end in find_sentences(text):
            position = start
            for word in self.tokenizer.cut(text[start:end]):
                words.append(text[position : position + len(word)])
                starts.append(position == start)
                position += len(word)
        return Doc(self.vocab, words=words, spaces=[False] * len(words), sent_starts=starts)


def make_nlp(tokenizer: Tokenizer) -> Language:
    """Return a blank Chinese pipeline that cuts words with this tokenizer.

    >>> from pipeline.language.tokenizer import load_terms
    >>> nlp = make_nlp(Tokenizer(load_terms()))
    >>> [token.text for token in nlp("工信部推进5G+工业互联网。")]
    ['工信部', '推进', '5G+工业互联网', '。']
    """
    nlp = spacy.blank("zh")
    # Its limit is for parsers, whose memory grows with a text; here a word takes 100 bytes.
    nlp.max_length = sys.maxsize
    nlp.tokenizer = DocMaker(nlp.vocab, tokenizer)
    return nlp
