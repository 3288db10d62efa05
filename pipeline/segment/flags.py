"""What a reader should know about the structure of a text before citing it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, zip_longest
from math import inf
from pathlib import Path

from pipeline.knowledge import load_message_file
from pipeline.language.fold import fold
from pipeline.language.marks import FULL_WIDTH, OPENING, PAIRS
from pipeline.language.ordinals import read_ordinal
from pipeline.limits import LONGEST_ANSWER
from pipeline.ranges import merge_ranges
from pipeline.records.base import Flag
from pipeline.records.segmentation import Section, Turn
from pipeline.records.transcript import Transcript
from pipeline.segment.crossed import find_crossed, find_talks
from pipeline.segment.questions import Questions, ends_as_question, mask_quotes
from pipeline.segment.sentences import find_sentences
from pipeline.segment.signs import SegmentSigns
from pipeline.segment.turns import are_read_whole, group_replies

MESSAGES = Path(__file__).with_name("flags.toml")
BRACKETS = re.compile(r"[“”（）()《》【】「」『』]")
WORDS = {"首先": 1, "其次": 2, "再次": 3}
ENDS = tuple("。.！？!?；;…：:—”’」』）)】]》〉~")
IN_MID_SENTENCE = re.compile(r"[，、。；：！？”’）》】」』]")
ALTERNATE = 3
"""Pairs of turns, question beside answer, for each pair of two alike, in a text whose questions
each have their answer; with fewer the text may follow another pattern."""
TURNED = "aaqq"
"""First letters of the kinds of turns where an answer stands above its question, between two
exchanges: the two pairs of turns alike are one mistake."""
TURN_BEGIN = 60
"""Characters of the beginning of a turn."""
DEEPEST = 4
"""Levels of brackets in brackets, and of lists in lists, that are followed."""
SHORTEST_REPEATED = 40
"""Characters. A shorter paragraph may well be said twice."""
SHORTEST_DIVIDED = 1_000
"""Characters of a text that may be expected to have headings; nor has one question any."""
SHORTEST_CUT = 8
"""Characters of what may be a sentence that stops; 谢谢 is too short."""


def flag_structure(
    transcript: Transcript,
    sections: Sequence[Section],
    turns: Sequence[Turn],
    inferred: Iterable[str],
) -> Iterator[Flag]:
    """Yield the flags of a transcript in the order of the text, if any of it is Chinese.

    `inferred` are the officials whose answers say that somebody answers, not who.
    """
    if all(block.foreign for block in transcript.blocks):
        return
    text = transcript.text
    known = merge_ranges((flag.start - 1, flag.end + 1) for flag in transcript.flags)
    found = [*find_unanswered(turns), *find_unasked(turns), *find_repeated(transcript)]
    found += [*find_lost_turns(text, turns), *find_turned(text, turns)]
    for pair in find_crossed([*find_talks(text, turns, sections)]):
        found += [(talk.answer.start, talk.answer.end, "answer_exchanged", "") for talk in pair]
    found += [cut for cut in find_cuts(transcript, turns) if not is_known(cut, known)]
    for turn in turns:
        if turn.role != "editor":
            found += find_unbalanced(text, turn)
            found += find_skipped(text, turn)
    asked = sum(turn.kind == "question" for turn in turns)
    if not sections and asked != 1 and len(text) >= SHORTEST_DIVIDED:
        found.append((0, len(text), "no_sections", ""))
    spoken = any(turn.speaker for turn in turns)
    if not asked and spoken and Questions.load().says(fold(transcript.title or ""), "occasions"):
        found.append((0, len(text), "no_questions", ""))
    found += [(0, len(text), "speaker_inferred", name) for name in inferred]
    messages = load_message_file(MESSAGES)
    for start, end, code, words in sorted(set(found)):
        yield Flag(code=code, message=messages[code].fill(text=words), start=start, end=end)


FlagParts = tuple[int, int, str, str]
"""Start, end, code, and the words that the message shows."""


def find_unanswered(turns: Sequence[Turn]) -> Iterator[FlagParts]:
    """Yield the questions that no answer follows, and those whose answers are not read whole."""
    replies = group_replies(turns)
    for turn in turns:
        if turn.kind == "question" and turn.id not in replies:
            yield turn.start, turn.end, "question_unanswered", ""
        elif turn.kind == "question" and not are_read_whole(replies[turn.id]):
            yield turn.start, turn.end, "answer_partly_read", f"{LONGEST_ANSWER:,}"


def find_unasked(turns: Sequence[Turn]) -> Iterator[FlagParts]:
    """Yield what an official says under a heading, without a question, after others were asked.

    Where a question stands under the same heading, such words only give the floor or take leave.
    """
    asked = here = False
    for before, turn in zip((None, *turns), turns, strict=False):
        same = before is not None and before.section == turn.section
        here = turn.kind == "question" or (here and same)
        asked = asked or here
        led = before is not None and before.role == "host"
        goes_on = before is not None and before.speaker == turn.speaker
        states = turn.kind == "statement" and turn.role == "official"
        if asked and states and not (here or led or goes_on):
            yield turn.start, turn.end, "answer_unasked", ""


def find_lost_turns(text: str, turns: Sequence[Turn]) -> Iterator[FlagParts]:
    """Yield the question below which another stands, and the answer below one of the same speaker.

    It tells of a lost turn only where questions and answers alternate in the rest of the text, and
    nothing says that two belong together.
    """
    said = [
        (above, below)
        for above, below in pairwise(turns)
        if {above.kind, below.kind} <= {"question", "answer"}
    ]
    alike = [(above, below) for above, below in said if above.kind == below.kind]
    kinds = "".join(turn.kind[0] for turn in turns)
    if len(said) - len(alike) < ALTERNATE * (len(alike) - kinds.count(TURNED)):
        return
    begins = {turn.id: text[turn.start : turn.end][:TURN_BEGIN] for turn in turns}
    together = SegmentSigns.load().patterns["goes_with_others"]
    answers = {question: turn.id for turn in reversed(turns) for question in turn.answers}
    for above, below in alike:
        words = begins[below.id] + begins.get(answers.get(below.id, ""), "")
        others = below.kind == "answer" and above.speaker != below.speaker
        if others or above.section != below.section or together.search(words):
            continue
        if above.kind == "question":
            yield above.start, above.end, "question_unanswered", ""
        else:
            yield below.start, below.end, "answer_unasked", ""


def find_turned(text: str, turns: Sequence[Turn]) -> Iterator[FlagParts]:
    """Yield the question that asks nothing with its answer that ends with a question mark.

    In a table the two stand in each other's cell; elsewhere a label has gone to the wrong one.
    """
    masked, questions = mask_quotes(text), Questions.load()
    replies = group_replies(turns)
    for turn in turns:
        if turn.kind != "question" or len(replies.get(turn.id, ())) != 1:
            continue
        (reply,) = replies[turn.id]
        place = masked, turn.start, turn.end
        asked = questions.says(masked[turn.start : turn.end], "asks", "requests")
        asks = asked or ends_as_question(*place)
        if not asks and ends_as_question(masked, reply.start, reply.end):
            yield turn.start, turn.end, "answer_unasked", ""
            yield reply.start, reply.end, "question_unanswered", ""


def find_repeated(transcript: Transcript) -> Iterator[FlagParts]:
    """Yield the paragraphs that are the same as one before, but for who speaks."""
    seen: set[str] = set()
    for block in transcript.blocks:
        start = block.start + (block.label.speech_start if block.label else 0)
        words = transcript.text[start : block.end]
        if block.kind == "paragraph" and len(words) >= SHORTEST_REPEATED:
            if words in seen:
                yield block.start, block.end, "paragraph_repeated", ""
            seen.add(words)


def find_cuts(transcript: Transcript, turns: Sequence[Turn]) -> Iterator[FlagParts]:
    """Yield where a turn stops, or a paragraph begins, in mid-sentence.

    What nobody says may be a list of those who take part, without an end mark; so may a table be,
    the day of a signature, and text that is not Chinese. Between a host and a question its subject
    may stand on a line of its own. In a text of which most lines end without a mark none is a cut.
    """
    text, unmarked = transcript.text, SegmentSigns.load().patterns["unmarked_item"]
    other = {b.end for b in transcript.blocks if b.kind in ("table", "dateline") or b.foreign}
    said = [
        text[block.start : block.end] for block in transcript.blocks if block.kind == "paragraph"
    ]
    if 2 * sum(words.endswith(ENDS) for words in said) < len(said):
        return
    for turn, below in zip_longest(turns, turns[1:]):
        whole = turn.end in other or text[turn.start : turn.end].endswith(ENDS)
        if turn.kind != "narration" and not whole:
            last = max(text.rfind("\n", turn.start, turn.end) + 1, turn.start)
            leads = turn.role == "host" and below is not None and below.kind == "question"
            if unmarked.match(text, last) or (leads and last > turn.start):
                continue
            *_, (start, end) = find_sentences(text[last : turn.end])
            if end - start >= SHORTEST_CUT:
                yield turn.end, turn.end, "turn_cut", ""
    for block in transcript.blocks:
        found = IN_MID_SENTENCE.match(text, block.start)
        if found and block.kind == "paragraph":
            yield block.start, block.start + 1, "paragraph_cut", found[0]


def is_known(cut: FlagParts, known: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place is in one of the spans, of which something is said already."""
    at = bisect_right(known, (cut[0], inf)) - 1
    return at >= 0 and cut[0] <= known[at][1]


def find_unbalanced(text: str, turn: Turn) -> Iterator[FlagParts]:
    """Yield the quotes and brackets of a turn that have no other half.

    Where a quotation has several paragraphs, each may open it again.
    """
    counted = SegmentSigns.load().patterns["counted"]
    opened: list[tuple[str, int]] = []
    quotes = 0
    for found in BRACKETS.finditer(text, turn.start, turn.end):
        mark, at = found[0].translate(FULL_WIDTH), found.start()
        if mark in PAIRS:
            again = mark == "“" and quotes and text[at - 1 : at] in ("\n", "")
            if not again:
                opened.append((mark, at))
                quotes += mark == "“"
        elif any(opening == OPENING[mark] for opening, _ in opened[-DEEPEST:]):
            while opened[-1][0] != OPENING[mark]:
                inner, start = opened.pop()
                quotes -= inner == "“"
                yield start, start + 1, "unbalanced", text[start]
            opened.pop()
            quotes -= mark == "”"
        elif not (mark == "）" and counted.search(text, max(turn.start, at - 4), at)):
            yield at, at + 1, "unbalanced", found[0]
    for _, at in opened:
        yield at, at + 1, "unbalanced", text[at]


def find_skipped(text: str, turn: Turn) -> Iterator[FlagParts]:
    """Yield the points of a turn (一是, 第一) that are counted without the one before.

    Lists may stand in lists: a point goes on with any list that is open. A line may begin with a
    number that counts nothing (9.36个城市), so of lines only one right below the next point is
    told, and no second list that begins at 1.
    """
    lists: dict[str, list[int]] = {"is": [], "nth": []}
    last = {"digit": 0, "bracket": 0}
    begun: set[str] = set()
    item = SegmentSigns.load().patterns["item"]
    for found in item.finditer(text, turn.start, turn.end):
        word, style = found["word"], found.lastgroup or ""
        number = WORDS[word] if word else read_ordinal(found[style])
        if style in last:
            if last[style] == number + 1 and not (number == 1 and style in begun):
                yield found.start(), found.end(), "item_skipped", found[0]
            last[style] = number
            if number == 1:
                begun.add(style)
            continue
        counted = lists["is" if found["is"] else "nth"]
        if number == 1:
            del counted[: 1 - DEEPEST]
            counted.append(1)
            continue
        if number - 1 not in counted:
            if counted or number > 2:
                yield found.start(), found.end(), "item_skipped", found[0].rstrip("，,、：:")
            counted.append(number)
            continue
        while counted[-1] != number - 1:
            counted.pop()
        counted[-1] = number
