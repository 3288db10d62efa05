"""Finds what a turn asks: each of its questions, and the words that make its headline.

A headline is taken from the question. The request carries it where it names a matter (今年5G的工作
重点有哪些); where it only points to one (中方对此有何评论), what stands before carries it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pipeline.language.marks import SENTENCE_ENDS
from pipeline.language.terms.words import fold_words, is_word, load_stop_words
from pipeline.records.segmentation import Sentence, Turn
from pipeline.segment.questions import (
    MARKS,
    QuestionKind,
    Questions,
    ends_as_question,
    find_clauses,
    mask_quotes,
)

LONGEST_HEADLINE = 40
"""Characters of a headline, where it can be had."""
SHORT_HEADLINE = 26
"""Characters below which a headline goes on with the next clause."""
STRETCHED_HEADLINE = 56
"""Characters up to which it does."""
SHORTEST_HEADLINE = 8
"""Characters of what can carry one."""
FEWEST_WORDS = 2
"""Words that name a matter; one is enough in a request that says more around it."""
FULL_REQUEST, LONG_MATTER = 10, 6
"""Characters of such a request, and of the words that name the matter of one to tell more."""
TELLING_WORDS = 3
"""Words of a part of which an answer would have one if it took the part up."""
PARTY = re.compile(".方")
"""A party by the first character of its name: 美方. It names no matter."""

TextRange = tuple[int, int]


class QuestionPart(NamedTuple):
    """One thing that is asked: its request, what is said before it, the sentence of the request."""

    request: TextRange
    context: tuple[TextRange, ...]
    numbered: bool


class QuestionReader:
    """Reads the questions of one transcript: as it is written, folded, and with its quotations
    masked, all of one length."""

    def __init__(self, text: str, sentences: Iterable[Sentence], questions: Questions) -> None:
        self.written, self.folded = text, fold_words(text)
        self.masked = mask_quotes(self.folded)
        self.questions = questions
        self.stop = load_stop_words().every
        self.sentences: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            self.sentences.setdefault(sentence.turn, []).append(sentence)

    def read_parts(self, turn: Turn) -> list[QuestionPart]:
        """Return the things that a turn asks, in order.

        A sentence asks that ends with a question mark or says that it asks (我想了解); in a turn
        without one, what has a word that asks; else the last sentence.
        """
        masked = self.masked
        said = [(s.start, s.end) for s in self.sentences.get(turn.id, ()) if not s.foreign]
        asked = [
            place
            for place in said
            if ends_as_question(masked, *place) or self.says(place, "requests")
        ]
        asked = asked or [place for place in said if self.says(place, "asks")]
        asking = {*(asked or said[-1:])}
        parts: list[QuestionPart] = []
        before: list[TextRange] = []
        for place in said:
            if place not in asking:
                before.append(place)
                continue
            request = self.find_request(*place)
            lead = (place[0], request[0])
            context = (*before, lead) if lead[0] < lead[1] else tuple(before)
            parts.append(QuestionPart(request, context, self.is_numbered((*before, place)[0])))
            before = []
        return parts

    def says(self, place: TextRange, *kinds: QuestionKind) -> bool:
        """Return whether a place asks, or points to what was said, in one of these ways."""
        return self.questions.says(self.masked[slice(*place)], *kinds)

    def is_numbered(self, place: TextRange) -> bool:
        """Return whether what is asked is counted: 第二，…; 另外，…."""
        orders = (lead for lead in self.questions.lead if lead.kind == "order")
        return any(lead.compiled.match(self.folded, *place) for lead in orders)

    def find_request(self, start: int, end: int) -> TextRange:
        """Return where a sentence asks: its clauses from the first that has a word that asks.

        A clause that begins with a preposition (在这一过程中，) goes with what it leads to.
        """
        folded = self.folded
        clauses = list(find_clauses(self.masked, start, end)) or [(start, end)]
        asking = (k for k, place in enumerate(clauses) if self.says(place, "asks"))
        first = next(asking, len(clauses) - 1)
        adjuncts = self.questions.vocabulary.adjuncts
        while first and folded.startswith(adjuncts, clauses[first - 1][0]):
            first -= 1
        asked = folded.find("请问", start, clauses[first][0])
        return (asked if asked >= 0 else clauses[first][0]), end

    def find_matters(self, turn: str, place: TextRange) -> list[str]:
        """Return the words of a place that name a matter, in order."""
        return [
            word
            for sentence in self.find_sentences(turn, *place)
            for low, high in sentence.places()
            if place[0] <= low
            and high <= place[1]
            and self.names_matter(word := self.folded[low:high])
        ]

    def find_sentences(self, turn: str, start: int, end: int) -> Sequence[Sentence]:
        """Return the sentences of a turn of which anything stands in a range."""
        said = self.sentences.get(turn, ())
        first = bisect_right(said, start, key=lambda sentence: sentence.end)
        return said[first : bisect_left(said, end, key=lambda sentence: sentence.start)]

    def names_matter(self, word: str) -> bool:
        """Return whether a word says what a question is about."""
        if word in self.stop or not is_word(word):
            return False
        return not (PARTY.fullmatch(word) or self.questions.generic.fullmatch(word))

    def find_question_headline(self, turn: str, part: QuestionPart) -> TextRange:
        """Return where the headline of a part stands."""
        request = self.fit_headline(turn, part.request, asking=True)
        words = self.find_matters(turn, request)
        if self.says_enough(part, request, words):
            return request
        for place in part.context:
            if matter := self.find_topic(place):
                return self.fit_headline(turn, matter)
            whole = (place[0], part.request[1]) if words and self.leads_on(place, part) else place
            fitted = self.fit_headline(turn, whole)
            says = fitted[1] - fitted[0] >= SHORTEST_HEADLINE and self.find_matters(turn, fitted)
            if says and not self.questions.announces(self.folded, *fitted):
                return fitted
        matter = self.find_topic(part.request)
        return self.fit_headline(turn, matter) if matter else request

    def find_topic(self, place: TextRange) -> TextRange | None:
        """Return what a place says that the question is about: 关于…的问题，."""
        opening = self.questions.skip_leads(self.folded, *place)
        for topic in self.questions.topic:
            if found := topic.compiled.match(self.folded, opening, place[1]):
                return found.span("matter")
        return None

    def says_enough(self, part: QuestionPart, request: TextRange, words: Sequence[str]) -> bool:
        """Return whether a request names its matter by itself.

        One that asks to confirm or tell more (能否证实) is mostly of what was said before.
        """
        if self.says(request, "points"):
            return False
        if part.context and self.says(request, "confirms"):
            return sum(map(len, words)) >= LONG_MATTER
        full = bool(words) and request[1] - request[0] >= FULL_REQUEST
        return full or len(words) >= FEWEST_WORDS

    def says_much(self, part: QuestionPart, words: Collection[str]) -> bool:
        """Return whether an answer to a part would have a word of it: it follows up on no other."""
        own = bool(part.context) or not self.says(part.request, "points", "confirms")
        return own and len(words) >= TELLING_WORDS

    def leads_on(self, place: TextRange, part: QuestionPart) -> bool:
        """Return whether a place is of the sentence that the request ends."""
        ends = SENTENCE_ENDS + "\n"
        return place[1] == part.request[0] and self.masked[place[1] - 1] not in ends

    def fit_headline(self, turn: str, place: TextRange, *, asking: bool = False) -> TextRange:
        """Return what of a place is short enough for a headline, without what leads in.

        Whole clauses, where one of them says something; else as many words as fit in.
        """
        folded, masked = self.folded, self.masked
        end = place[1]
        start = self.questions.skip_leads(folded, place[0], end)
        while end > start and folded[end - 1] in MARKS:
            end -= 1
        if end - start <= LONGEST_HEADLINE:
            return start, end
        clauses = list(find_clauses(masked, start, end))
        if asking:
            asks = (a for a, b in clauses if self.says((a, b), "asks"))
            start = self.questions.skip_leads(folded, next(asks, start), end)
            clauses = [(a, b) for a, b in clauses if b > start]
        while len(clauses) > 1 and self.questions.is_setting(folded, start, clauses[0][1]):
            del clauses[0]
            start = self.questions.skip_leads(folded, clauses[0][0], end)
        if end - start > LONGEST_HEADLINE:
            end = self.find_cut(turn, start, clauses)
        return start, end

    def find_cut(self, turn: str, start: int, clauses: Sequence[TextRange]) -> int:
        """Return where a headline that is too long ends: after a clause, else after a word."""
        folded = self.folded
        ends = [b for a, b in clauses if not self.questions.goes_on(folded, a, b)]
        fitting = [b for b in ends if SHORTEST_HEADLINE <= b - start <= LONGEST_HEADLINE]
        if fitting and fitting[-1] - start >= SHORT_HEADLINE:
            return fitting[-1]
        stretched = [b for b in ends if SHORTEST_HEADLINE <= b - start <= STRETCHED_HEADLINE]
        words = (
            high
            for sentence in self.find_sentences(turn, start, start + LONGEST_HEADLINE)
            for _, high in sentence.places()
            if start < high < start + LONGEST_HEADLINE
        )
        return max(stretched or words, default=start + LONGEST_HEADLINE)

    def write_headline(self, place: TextRange) -> str:
        """Return the words of a headline; … where it ends within a clause."""
        start, end = place
        whole = end >= len(self.written) or self.folded[end] in MARKS + "的”’」』）)"
        words = " ".join(self.written[start:end].split())
        return words if whole else f"{words}…"
