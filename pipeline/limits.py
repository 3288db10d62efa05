"""Bounds on what one transcript may cost a stage: processor time and memory, by the system's own.

They are far beyond what a text of the size that is read can need. They keep the results of the
others where a text is found that something takes for ever.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

LONGEST = 120.0
"""Seconds of processor time that a stage may take for one transcript; most take a hundredth."""
MOST_MEMORY = 6_000_000_000
"""Bytes of address space of a stage, libraries and all."""


class TooSlow(Exception):
    """A stage took longer than LONGEST for one transcript."""


def limit_memory() -> None:
    """Bound the memory of this process, where the system knows how; beyond is a MemoryError."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        if soft == resource.RLIM_INFINITY or soft > MOST_MEMORY:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, hard))


@contextmanager
def limited(seconds: float = LONGEST) -> Iterator[None]:
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
