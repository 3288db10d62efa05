"""Topics: what a sentence says first that its numbers are about, where they name nothing.

关于粮食产量。去年达到1.4万亿斤; 在消费方面，去年超过43万亿元; 先说就业情况：全年新增1200万人. The
words of the frame (关于, 在…方面) are no part of the name.
"""

import re
from collections.abc import Sequence

from pipeline.claims.read.change import change_by_name
from pipeline.claims.read.drafts import Draft, Setting
from pipeline.claims.read.lexicon import Lexicon
from pipeline.claims.read.parts import take
from pipeline.claims.read.things import find_added, is_bare_name
from pipeline.records.base import Span

_SAY = "(?:首先|先|再|接着|下面|最后)?来?(?:[说看谈讲]一?[说看谈讲下]?|[说谈讲]到)"
FRAME = re.compile(
    rf"(?:(?P<told>关于|至于|{_SAY})|[在就])(?P<topic>[^\W\d_]{{2,12}}?)"
    r"(?:的?(?:情况|问题))?(?P<closed>(?:这个)?方面|而言|来[说讲看])?[，。：]"
)
"""How a sentence begins that says what it is about; behind 在 or 就 something has to close it."""
NAMELESS = ("ns", "nt", "t", "f", "s")
"""jieba's tags of places, bodies and times, which say no measure; what it takes for a person
is often another word (养老金)."""
NOT_TAKEN = ("rank", "duration", "multiple")


def say_topic(
    text: str, start: int, drafts: Sequence[Draft], setting: Setting, lexicon: Lexicon
) -> None:
    """Name by the topic of their sentence, or of the one before, the numbers that name nothing.

    It holds on to the end of the paragraph, or to the first number that has a name of its own.
    """
    frame = find_frame(text, start, lexicon)
    if frame is not None:
        setting.topic = Span(start=frame.start("topic"), end=frame.end("topic"))
    elif setting.fresh:
        setting.topic = None
    for draft in drafts:
        span, topic = draft.indicator, setting.topic
        if topic is None:
            return
        framed = frame is not None and span is not None and span.start < frame.end()
        if span is not None and not framed:
            setting.topic = None
        elif draft.quantity.type not in NOT_TAKEN:
            take(draft, topic)
            if added := find_added(text, draft):
                draft.item = f"{added}{text[topic.start : topic.end]}"
            change_by_name(text, draft, lexicon)


def find_frame(text: str, start: int, lexicon: Lexicon) -> re.Match[str] | None:
    """Return the words with which a sentence says that it is about a bare name, or None."""
    frame = FRAME.match(text, start)
    if frame is None or not (frame["told"] or frame["closed"]):
        return None
    named = is_bare_name(frame["topic"], lexicon)
    _, tag = lexicon.tokenizer.tag(frame["topic"])[-1]
    return frame if named and tag not in NAMELESS else None
