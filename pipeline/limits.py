"""Limits for one transcript: time and memory, which the system enforces, and sizes.

They are far beyond what any text of the largest size can need. Where a stage takes for ever on one
text, they save the results of the others; where a text is absurd, its results stay small enough to
be opened, and a flag says what is not in them.
"""

import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.records.base import Bilingual, Flag

MOST_SECONDS = 120.0
"""Seconds of processor time that a stage may take for one transcript; most take a hundredth."""
MOST_MEMORY = 6_000_000_000
"""Bytes of address space that a stage may take for its work, beyond what its libraries have."""
MOST_NUMERALS = 10_000
"""Numerals of a transcript that are read as claims, and values of its tables; an hour of a press
conference has a few hundred. A flag says from where on the others are left unread."""
MOST_LINES = 150_000
"""Lines of a file that can be read; a book of a million characters has 30,000 short ones."""
MOST_LEFT_OUT = 150_000
"""Parts of a file that are left out of its text: the marks of a format, hidden and deleted text. A
page of an hour has some hundreds."""
MOST_BREAKS = 50_000
"""Lines that seem to stop in mid-sentence of which each is held against the next: a book whose
lines were all broken has fewer. Of a text with more the order stays, with a flag that says so."""
MOST_CUTS = 300
"""Places at which a text seems to break off, up to which another order is looked for; real ones
have 40. Of a text with more the order stays, with a flag that says so."""
MOST_REPLIES, LONGEST_ANSWER = 100, 10_000
"""Turns that answer a question, and characters of them all, in which its words are looked for; the
longest answers of real conferences have 2,000. A flag names a question with longer ones."""
MOST_FLAGS = 1000
"""Flags of one code that a stage gives a transcript; one more says how many others there are."""


class TooSlow(Exception):
    """A stage took longer than MOST_SECONDS for one transcript."""


def limit_memory(beyond: int = MOST_MEMORY) -> int:
    """Bound the memory of this process, where the system knows how, and return the bound.

    It may take so many bytes beyond what it has taken already: libraries reserve gigabytes of
    addresses as they are loaded. What goes beyond is a MemoryError.
    """
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = find_most_memory() + beyond
        most = most if soft == resource.RLIM_INFINITY else min(soft, most)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        return most
    return sys.maxsize


def find_most_memory() -> int:
    """Return the most bytes of address space that this process had at a time; 0 if unknown."""
    with suppress(OSError, ValueError):
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        return 1024 * int(status.partition("VmPeak:")[2].split()[0])
    return 0


@contextmanager
def limited(seconds: float = MOST_SECONDS) -> Iterator[None]:
    """Raise TooSlow inside the block once it has taken so much processor time.

    Where the system has no such clock, and off the main thread, there is no bound.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def stop(*_: object) -> None:
    """Say that the time is over."""
    raise TooSlow


UNLISTED = Bilingual(
    zh="同类提示（{code}）过多，从此处起另有{count}处，不再逐一列出。",
    en="There are too many notes of this kind ({code}): {count:,} more places from here on are not "
    "listed.",
)


def limit_flags(flags: Iterable[Flag], most: int = MOST_FLAGS) -> tuple[Flag, ...]:
    """Return the first flags of each code, and one flag for all others of it, from where to where.

    Of millions only those that are returned are held.

    >>> flags = [Flag(start=k, end=k + 1, code="a", message=UNLISTED) for k in range(5)]
    >>> [(flag.start, flag.end, flag.code) for flag in limit_flags(flags, most=2)]
    [(0, 1, 'a'), (1, 2, 'a'), (2, 5, 'flags_unlisted')]
    """
    listed: list[Flag] = []
    counts: Counter[str] = Counter()
    rest: dict[str, tuple[int, int]] = {}
    for flag in flags:
        counts[flag.code] += 1
        if counts[flag.code] <= most:
            listed.append(flag)
        else:
            start, end = rest.get(flag.code, (flag.start, flag.end))
            rest[flag.code] = min(start, flag.start), max(end, flag.end)
    for code, (start, end) in rest.items():
        message = UNLISTED.fill(code=code, count=counts[code] - most)
        listed.append(Flag(start=start, end=end, code="flags_unlisted", message=message))
    return tuple(listed)
