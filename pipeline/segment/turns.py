"""Makes turns of speeches: what is a question, what an answer, and to which questions."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from pipeline.language.marks import QUESTION_ENDS
from pipeline.language.structure.lines import RECORDED, Structure
from pipeline.language.structure.speech_signs import ASKING
from pipeline.limits import LONGEST_ANSWER, MOST_REPLIES
from pipeline.records.segmentation import Turn
from pipeline.segment.signs import SegmentSigns
from pipeline.segment.speeches import Speech

TurnKind = Literal["question", "answer", "statement", "narration"]

HEARD = ("numbered", *RECORDED)
"""Styles of labels of those who state an opinion in a hearing or were recorded for a broadcast."""
MOST_TOGETHER = 30
"""Questions that are answered together; of more, the last. A round of questions is shorter."""


class TurnParagraph(NamedTuple):
    """The words of one block that belong to a turn, without a speaker's label."""

    turn: str
    block: int
    start: int
    end: int


class StandingQuestions:
    """The questions that an answer would be to: those asked last, whether or not one has come."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answered = False

    @property
    def state(self) -> str | None:
        """Whether they are asked or answered; None where no question stands."""
        return ("answered" if self.answered else "asked") if self.asked else None

    def take(self, turn: str, kind: TurnKind) -> None:
        """Take one more turn. Questions one after another stand together."""
        if kind == "question":
            before = [] if self.answered else self.asked[1 - MOST_TOGETHER :]
            self.asked, self.answered = [*before, turn], False
        self.answered = self.answered or kind == "answer"


class TurnKinds:
    """Tells what the speeches of one text are: by who speaks in it, and by their words."""

    def __init__(
        self, speeches: Sequence[Speech], text: str, structure: Structure, *, recorded: bool
    ) -> None:
        roles = {speech.role for speech in speeches}
        self.text, self.structure, self.recorded = text, structure, recorded
        self.labelled = bool(roles - {"unknown", "editor"})
        self.interview = "reporter" not in roles and {"host", "official"} <= roles
        self.reporting = find_reporting(speeches, text, structure)

    def find(self, speech: Speech, below: Speech | None, stands: str | None) -> TurnKind:
        """Return what a speech is, the one below it and the question that stands being known."""
        text, structure = self.text, self.structure
        led = self.interview or asks_guest(speech, below, text)
        kind = find_turn_kind(speech, text, structure, stands, interview=led)
        asks_nothing = kind == "question" and not asks_something(speech, text, structure)
        nobodys = kind == "narration" and speech.role == "unknown" and not self.labelled
        return "statement" if nobodys or (asks_nothing and self.tells(speech)) else kind

    def tells(self, speech: Speech) -> bool:
        """Return whether somebody tells, who asks only by asking: for a broadcast, in a hearing."""
        heard = speech.label is not None and speech.label.style in HEARD
        opens = self.structure.is_remark(speech.list_words(self.text)[0], "opens")
        return self.recorded or heard or opens or speech.speaker in self.reporting


def make_turns(
    speeches: Sequence[Speech], text: str, structure: Structure, *, recorded: bool
) -> tuple[list[Turn], list[TurnParagraph]]:
    """Return speeches as turns: what is a question, and which questions an answer answers.

    Questions asked one after another are answered together; a second official who speaks after
    an answer answers the same questions. Where nobody is named, the text is one statement. What
    is `recorded` for a broadcast, or said in a hearing, is a question only if it asks.
    """
    kinds = TurnKinds(speeches, text, structure, recorded=recorded)
    standing = StandingQuestions()
    turns: list[Turn] = []
    paragraphs: list[TurnParagraph] = []
    for number, (speech, below) in enumerate(zip_longest(speeches, speeches[1:]), start=1):
        name = f"t{number}"
        if turns and turns[-1].section != speech.section:
            standing = StandingQuestions()
        kind = kinds.find(speech, below, standing.state)
        standing.take(name, kind)
        turns.append(
            Turn(
                id=name,
                section=speech.section,
                kind=kind,
                speaker=speech.speaker,
                role=speech.role,
                answers=tuple(standing.asked) if kind == "answer" else (),
                start=speech.start,
                end=speech.end,
            )
        )
        paragraphs.extend(TurnParagraph(name, *paragraph) for paragraph in speech.paragraphs)
    return turns, paragraphs


def find_reporting(speeches: Sequence[Speech], text: str, structure: Structure) -> set[str]:
    """Return the media that speak more than once and never ask: they tell what goes on."""
    asks: dict[str, list[bool]] = {}
    for speech in speeches:
        if speech.role == "reporter" and speech.speaker:
            said = asks_something(speech, text, structure)
            asks.setdefault(speech.speaker, []).append(said)
    return {name for name, own in asks.items() if len(own) > 1 and not any(own)}


def asks_something(speech: Speech, text: str, structure: Structure) -> bool:
    """Return whether a speech asks, by its words or by its end."""
    return any(structure.speakers.has_signs(words, ASKING) for words in speech.list_words(text))


def asks_guest(speech: Speech, below: Speech | None, text: str) -> bool:
    """Return whether a host asks an official something, who answers at once.

    The host ends with a question, or asks for an account: 请您介绍一下进展。
    """
    if speech.role != "host" or below is None or below.role != "official":
        return False
    last = speech.list_words(text)[-1]
    invites = SegmentSigns.load().patterns["invites"].search(last)
    return invites is not None or last.endswith(QUESTION_ENDS)


def find_turn_kind(
    speech: Speech, text: str, structure: Structure, stands: str | None, *, interview: bool
) -> TurnKind:
    """Return what a speech is, by who speaks and by the question that `stands`: asked, answered.

    A reporter who only gives thanks asks nothing. A host asks if no reporter does, and answers by
    doing more than lead on. An official who only gives the floor after an answer does not answer
    again.
    """
    if speech.role not in ("reporter", "official", "host"):
        return "narration"
    said = "\n".join(speech.list_words(text))
    if speech.role == "reporter":
        return "statement" if structure.only_greets(said) else "question"
    if speech.role == "official":
        done = stands == "answered" and structure.only_leads(said)
        return "answer" if stands and not done else "statement"
    invites = SegmentSigns.load().patterns["invites"]
    if interview and (invites.search(said) or any(mark in said for mark in QUESTION_ENDS)):
        return "question"
    leads = structure.is_remark(said, "opens", "calls", "moves", "ends")
    leads = leads or structure.only_leads(said) or said.endswith(QUESTION_ENDS)
    return "answer" if stands and not (interview or leads) else "statement"


def group_replies(turns: Iterable[Turn]) -> dict[str, list[Turn]]:
    """Return the turns that answer each question, by the question's id."""
    replies: dict[str, list[Turn]] = {}
    for turn in turns:
        for question in turn.answers:
            replies.setdefault(question, []).append(turn)
    return replies


def are_read_whole(replies: Sequence[Turn]) -> bool:
    """Return whether the answers to a question are looked through for its words to their end."""
    size = sum(reply.end - reply.start for reply in replies)
    return len(replies) <= MOST_REPLIES and size <= LONGEST_ANSWER
