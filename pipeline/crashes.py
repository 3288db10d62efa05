"""Goes on where a process dies: a library in C crashed, or the system had no memory left.

A job forks: the child does the work, the parent waits. Where the child is killed, the stage runs
once more with a child for each transcript: the one that kills it costs no other its results.
Where the system cannot fork, a crash ends the job as it does any program.
"""

import atexit
import os
import signal
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")

APART = "PRESSBRIEFING_APART"
"""The variable of the environment by which a stage knows that it runs each transcript apart."""
CRASHES = frozenset(
    number
    for name in ("SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT", "SIGKILL")
    if (number := getattr(signal, name, None)) is not None
)
"""What ends a process that crashed, or that the system chose to end for its memory."""


class Crashed(Exception):
    """The process that worked on a transcript died."""


def go_on_in_child(stage: str) -> None:
    """Return in a child of this process, which waits for it and ends as it does."""
    if not hasattr(os, "fork"):
        return
    for apart in ("", "1"):
        child = os.fork()
        if not child:
            os.environ[APART] = apart
            return
        status = wait(child)
        if -status not in CRASHES:
            break
        then = "ends" if apart else "runs again, each transcript by itself"
        print(f"{stage} was killed ({signal.Signals(-status).name}) and {then}", file=sys.stderr)
    end(status if status >= 0 else 128 - status)


def end(status: int) -> NoReturn:
    """End this process: with what was to run at its end, and all that was said.

    It gives back no memory before, which takes Python a tenth of a second.
    """
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def wait(child: int) -> int:
    """Return how a child ends: its status, or less than 0 the signal that killed it.

    What would end this process is for the child to act on.
    """
    signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGTERM))
    interrupted = signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, status = os.waitpid(child, 0)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, interrupted)
    return os.waitstatus_to_exitcode(status)


def is_apart() -> bool:
    """Return whether each transcript is to be worked on in a process of its own."""
    return bool(os.environ.get(APART))


def run_apart(function: Callable[[], T]) -> T:
    """Return what a function returns in a child of this process.

    Raises Crashed where the child dies, and what the function raises.
    """
    from multiprocessing import get_context

    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=send, args=(sender, function))
    child.start()
    sender.close()
    try:
        error, value = receiver.recv()
    except EOFError:
        raise Crashed from None
    finally:
        child.join()
    if error is not None:
        raise error
    result: T = value
    return result


def send(sender: "Connection", function: Callable[[], object]) -> None:
    """Send what a function returns, or what it raises."""
    sent: tuple[Exception | None, object]
    try:
        sent = None, function()
    except Exception as error:
        sent = error, None
    sender.send(sent)
