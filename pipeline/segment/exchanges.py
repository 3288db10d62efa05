"""Finds exchanges: who asks and who answers, and what the answers take up of each question."""

from collections import Counter
from collections.abc import Sequence

from pipeline.language.ordinals import COUNTING
from pipeline.limits import LONGEST_ANSWER, MOST_REPLIES
from pipeline.records.base import Span
from pipeline.records.exchanges import Exchange, Question, TakenUp
from pipeline.records.segmentation import Sentence, Turn
from pipeline.segment.asked import FEWEST_WORDS, QuestionPart, QuestionReader, TextRange
from pipeline.segment.questions import Questions
from pipeline.segment.turns import are_read_whole, group_replies

SHORT_ANSWER = 120
"""Characters of an answer that does nothing but decline."""
FEW_WORDS = 3
"""Words of a part of which one in an answer is enough to take it up."""
MOST_SHARED, MOST_COUNTED = 8, 9
"""Shared words that are listed, and parts of a question that an answer may name by number."""
SURE_CHARACTERS = 3
"""Characters of a name that is one without its last character: 巴勒斯坦人."""


def find_exchanges(
    text: str,
    turns: Sequence[Turn],
    sentences: Sequence[Sentence],
    questions: Questions,
) -> tuple[list[Exchange], list[Question]]:
    """Return the exchanges of a transcript in order, and what each of them asks."""
    asked = [turn for turn in turns if turn.kind == "question"]
    if not asked:
        return [], []
    reader = QuestionReader(text, sentences, questions)
    answers = group_replies(turns)
    exchanges: list[Exchange] = []
    found: list[Question] = []
    for turn in asked:
        parts = reader.read_parts(turn)
        if not parts:
            continue
        replies = answers.get(turn.id, [])
        headlines = [reader.find_question_headline(turn.id, part) for part in parts]
        exchanges.append(
            Exchange(
                turn=turn.id,
                section=turn.section,
                speaker=turn.speaker,
                headline=reader.write_headline(headlines[0]),
                answers=tuple(reply.id for reply in replies),
                parts=len(parts),
                headline_span=Span(start=headlines[0][0], end=headlines[0][1]),
            )
        )
        found += list_questions(reader, turn, parts, headlines, replies)
    return exchanges, found


def list_questions(
    reader: QuestionReader,
    turn: Turn,
    parts: Sequence[QuestionPart],
    headlines: Sequence[TextRange],
    replies: Sequence[Turn],
) -> list[Question]:
    """Return the parts of a question, each with what the answers take up of it.

    No part is in doubt where the answers are not read to their end.
    """
    answers = (reader.folded[reply.start : reply.end] for reply in replies[:MOST_REPLIES])
    said = "\n".join(answers)[: LONGEST_ANSWER + MOST_REPLIES]
    words = [
        {w for place in (*part.context, part.request) for w in reader.find_matters(turn.id, place)}
        for part in parts
    ]
    times = Counter(word for own in words for word in own)
    found = []
    for number, (part, headline) in enumerate(zip(parts, headlines, strict=True)):
        own = {word for word in words[number] if times[word] == 1}
        shared = {word for word in words[number] if is_mentioned(word, said)}
        found.append(
            Question(
                turn=turn.id,
                number=number + 1,
                headline=reader.write_headline(headline),
                taken_up=judge_part(said, own, shared, reader.questions),
                shared=tuple(sorted(shared)[:MOST_SHARED]),
                start=part.request[0],
                end=part.request[1],
            )
        )
    found = find_counted(found, parts, said)
    if not are_read_whole(replies):
        return found
    return mark_doubts(found, [reader.says_much(p, w) for p, w in zip(parts, words, strict=True)])


def find_counted(
    found: Sequence[Question], parts: Sequence[QuestionPart], said: str
) -> list[Question]:
    """Return the parts; one that an answer refers to by its number is taken up: 关于第二个问题.

    Where the question does not count its parts, they are counted as they come.
    """
    count = 0
    counted = []
    numbered = any(part.numbered for part in parts)
    named = [f"第{numeral}个问题" in said for numeral in COUNTING[: MOST_COUNTED + 2]]
    for question, part in zip(found, parts, strict=True):
        count += part.numbered or not numbered or not count
        told = len(found) > 1 and named[min(count, MOST_COUNTED) + 1]
        counted.append(question.model_copy(update={"taken_up": "yes"}) if told else question)
    return counted


def mark_doubts(found: Sequence[Question], telling: Sequence[bool]) -> list[Question]:
    """Return the parts; one that says much is doubtful where answers have no word of it.

    They must take up another part: an answer may be in other words altogether.
    """
    if all(question.taken_up != "yes" for question in found):
        return list(found)
    return [
        question.model_copy(update={"taken_up": "doubtful"})
        if tells and question.taken_up == "unclear" and not question.shared
        else question
        for question, tells in zip(found, telling, strict=True)
    ]


def is_mentioned(word: str, said: str) -> bool:
    """Return whether a word, or the party that it names, is in what is said.

    >>> is_mentioned("印度", "希望印方妥善处理"), is_mentioned("巴勒斯坦人", "巴勒斯坦问题")
    (True, True)
    """
    return (
        word in said
        or f"{word[0]}方" in said
        or (len(word) > SURE_CHARACTERS and word[:-1] in said)
    )


def judge_part(said: str, own: set[str], shared: set[str], questions: Questions) -> TakenUp:
    """Return whether answers take up a part of a question, by the words that they share with it.

    `own` are the words of the part that no other part of the question has.
    """
    if said and len(said) <= SHORT_ANSWER and questions.declines.search(said):
        return "declined"
    told = len(own & shared)
    return "yes" if told >= FEWEST_WORDS or (told and len(own) <= FEW_WORDS) else "unclear"
