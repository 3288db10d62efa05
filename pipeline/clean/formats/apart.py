"""Runs readers in a process of their own, with bounds on its time and memory.

For readers in C that cannot be interrupted, and whose crash would end the run for all files. One
process reads file after file; where it dies, another takes its place.
"""

import atexit
import multiprocessing
import pickle
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection

from pipeline.clean.formats.problems import refuse
from pipeline.clean.formats.reading import Reading
from pipeline.errors import Rejected
from pipeline.limits import find_most_memory, limit_memory
from pipeline.records.base import Bilingual

READER_SECONDS, READER_SECONDS_PER_MEGABYTE = 8.0, 10.0
"""Seconds of processor time for a file. A page takes a hundredth, a PDF of a hundred pages five."""
READER_MEMORY = 650_000_000
"""Bytes of address space beyond what the process begins with, so that all of it stays below 1 GB; a
page of 280,000 elements takes 360 MB of it."""
WAITS = 10
"""Times as long as its time a reader is waited for: the machine may have other things to do."""
Answer = Reading | tuple[str, Bilingual] | RuntimeError
"""A reading, the code and message of a problem, or what nobody foresaw."""


def read_apart(
    reader: Callable[[bytes], Reading], data: bytes, longest: float | None = None
) -> Reading:
    """Return what the reader makes of the data.

    `longest` are seconds. Raises Rejected where the reader does, where it takes too long or too
    much memory, and where its process dies. In a process that has read other files already the
    memory may be theirs: a new one reads the file again.
    """
    seconds = longest or READER_SECONDS + READER_SECONDS_PER_MEGABYTE * len(data) / 1_000_000
    worker = get_workers()
    had_read = worker.has_read
    answer = worker.ask(reader, data, seconds)
    if had_read and is_for_memory(answer, worker):
        worker.stop()
        answer = worker.ask(reader, data, seconds)
    if isinstance(answer, Reading):
        return answer
    raise answer if isinstance(answer, RuntimeError) else Rejected(*answer)


def is_for_memory(answer: Answer, worker: "Worker") -> bool:
    """Return whether a reader may have failed for want of memory: a library may die of it."""
    code = answer[0] if isinstance(answer, tuple) and not isinstance(answer, Reading) else ""
    return code == "too_much_memory" or (code == "damaged" and not worker.has_read)


class Worker:
    """A process that reads, begun when there is something to read, and again after it died."""

    def __init__(self) -> None:
        self.has_read = False
        self._process: multiprocessing.Process | None = None

    def ask(self, reader: Callable[[bytes], Reading], data: bytes, seconds: float) -> Answer:
        """Return the reading of the data, or the code and message of what stopped it."""
        if self._process is None:
            self._begin()
        try:
            self._pipe.send((reader, data, seconds))
            if self._pipe.poll(WAITS * seconds):
                answer: Answer = self._pipe.recv()
                self.has_read = True
                return answer
            slow = True
        except (EOFError, OSError):
            slow = self._has_run_out()
        self.stop()
        reason = refuse("too_slow", seconds=round(seconds)) if slow else refuse("damaged")
        return reason.code, reason.message

    def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._pipe.close()
            self._process.kill()
            self._process.join()
            self._process = None
            self.has_read = False

    def _begin(self) -> None:
        self._pipe, other = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=answer_requests, args=(other, self._pipe), daemon=True
        )
        self._process.start()
        other.close()

    def _has_run_out(self) -> bool:
        """Return whether the process ended because its time had."""
        from signal import SIGXCPU

        assert self._process is not None
        self._process.join(1)
        return self._process.exitcode == -SIGXCPU


@cache
def get_workers() -> Worker:
    """Return the worker of this process."""
    worker = Worker()
    atexit.register(worker.stop)
    return worker


def answer_requests(pipe: Connection, others: Connection) -> None:
    """Answer what is asked: with a reading, or with the code and message of a problem."""
    others.close()
    most = limit_memory(READER_MEMORY)
    keep_no_core()
    while True:
        try:
            reader, data, seconds = pipe.recv()
        except EOFError:
            return
        limit_time(seconds)
        pipe.send_bytes(read(reader, data, most))


def read(reader: Callable[[bytes], Reading], data: bytes, most: int) -> bytes:
    """Return what the reader makes of the data, to be sent; `most` is the limit of memory."""
    try:
        return pickle.dumps(reader(data))
    except Rejected as reason:
        return pickle.dumps((reason.code, reason.message))
    except Exception as error:
        # Libraries in C have names of their own for a want of memory.
        if not (isinstance(error, MemoryError) or find_most_memory() > most - READER_MEMORY / 2):
            traceback.print_exc()
            return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
        too_much = refuse("too_much_memory", limit=READER_MEMORY // 1_000_000)
    return pickle.dumps((too_much.code, too_much.message))


def keep_no_core() -> None:
    """Let the system write no file of what this process has in memory where it crashes."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float) -> None:
    """Bound the processor time of this process from now on, where the system knows how."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time() + seconds) + 1, hard))
