"""Lengths of time: what goes on for so long, is done within it, or comes after it."""

import re
from typing import Literal

from pipeline.claims.read.drafts import Draft

DurationKind = Literal["duration", "deadline", "taken", "interval", "since"]
NEAR_CHARACTERS = 8
"""Characters before a number in which the word for what it is of stands."""
RUN = re.compile(r"连续(?:第|了|近|超过|保持)?\Z")
RUNNING = re.compile(r"(?:累计|均|都|的)?([^，。；、！？：\n]{2,18}?)(?=后|[，。；！？：\n]|\Z)")
"""What goes on: 连续8年|位居全国第二."""
INTERVAL = re.compile(r"(?:时隔|相隔|间隔|阔别|睽违)(?:了|近|约|超过|整整)*\Z")
"""What stands before the time since something was last done: 时隔五年|重启谈判."""
SINCE = re.compile(r"(?:后|以来)的?(?:近|约|最初|头|前)?\Z")
"""The same of the time that has passed: 疫情发生后的|8个月里."""

LASTING = re.compile("内?(?:都|均|一直|始终|仍|不|没|未|无|持续|保持)")
"""What stands behind a time within which something goes on: 数年内|都有效."""


def say_run(text: str, draft: Draft) -> str | None:
    """Return what goes on, where a number says for how long it did: 连续位居全国第二时间."""
    if draft.quantity.type != "duration" or not ends(RUN, text, draft):
        return None
    goes_on = RUNNING.match(text, draft.predicate.follow)
    return f"连续{goes_on[1]}时间" if goes_on else None


def find_duration_kind(text: str, draft: Draft) -> DurationKind:
    """Return what a length of time is: how long, within how long, or how long after."""
    if draft.predicate.deadline and not LASTING.match(text, draft.predicate.follow):
        return "taken" if draft.modality == "actual" else "deadline"
    if ends(INTERVAL, text, draft):
        return "interval"
    return "since" if ends(SINCE, text, draft) else "duration"


def ends(pattern: re.Pattern[str], text: str, draft: Draft) -> bool:
    """Return whether the words right before a number end so."""
    start = draft.quantity.start
    return pattern.search(text, max(0, start - NEAR_CHARACTERS), start) is not None
