"""Bounds on what one transcript may cost a stage: time and memory, kept by the system, and numbers.

They are far beyond what any text of the largest size can need. Where a stage takes for ever on one
text, they save the results of the others.
"""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MOST_SECONDS = 120.0
"""Seconds of processor time that a stage may take for one transcript; most take a hundredth."""
MOST_MEMORY = 6_000_000_000
"""Bytes of address space that a stage may take for its work, beyond what its libraries have."""
MOST_NUMERALS = 10_000
"""Numerals of a transcript that are read as claims, and values of its tables; an hour of a press
conference has a few hundred. A flag says from where on the others are left unread."""


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
