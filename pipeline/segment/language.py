"""The spaCy pipeline of this project: Chinese words and sentences in a `Doc`."""

import re
from collections.abc import Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.chinese.tokenizer import Tokenizer

SENTENCE = re.compile(r"[^。！？；!?;…\n]*(?:[。！？；!?;…]+[”’」』）)】\]]*\s*|\n+|$)")
"""Up to the marks that end a sentence, and the quotes and brackets that close after them."""


LONGEST_SENTENCE = 1000
"""Characters. What is longer is no sentence (a table, a damaged file): it is cut at a comma, so
that no quote and no context grows without bound."""


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as half-open ranges that cover it whole.

    >>> text = "他说：“很好。”今年增长5.2%；明年呢？"
    >>> [text[start:end] for start, end in find_sentences(text)]
    ['他说：“很好。”', '今年增长5.2%；', '明年呢？']
    """
    for found in SENTENCE.finditer(text):
        start, end = found.span()
        while end - start > LONGEST_SENTENCE:
            comma = text.rfind("，", start, start + LONGEST_SENTENCE)
            cut = comma + 1 if comma > start else start + LONGEST_SENTENCE
            yield start, cut
            start = cut
        if end > start:
            yield start, end


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

    >>> from pipeline.chinese.tokenizer import load_terms
    >>> nlp = make_nlp(Tokenizer(load_terms()))
    >>> [token.text for token in nlp("工信部推进5G+工业互联网。")]
    ['工信部', '推进', '5G+工业互联网', '。']
    """
    nlp = spacy.blank("zh")
    nlp.tokenizer = DocMaker(nlp.vocab, tokenizer)
    return nlp
