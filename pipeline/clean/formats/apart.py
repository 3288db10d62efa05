"""Runs a reader in a process of its own, with bounds on its time and memory.

For readers in C that cannot be interrupted, and whose crash would end the run for all files.
"""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection

from pipeline.clean.formats.reading import Reading
from pipeline.clean.problems import refuse
from pipeline.errors import Rejected
from pipeline.records.base import Bilingual

LONGEST = 60
"""Seconds. A transcript of a hundred pages takes five."""
MOST_MEMORY = 4_000_000_000
"""Bytes of address space, of which a reader uses a small part."""


def run_apart(reader: Callable[[bytes], Reading], data: bytes, longest: float = LONGEST) -> Reading:
    """Return what the reader makes of the data.

    Raises Rejected where it does, where it takes too long, and where its process dies.
    """
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.Process(target=work, args=(reader, data, sender), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(longest):
            raise refuse("too_slow", seconds=LONGEST)
        answer: Reading | tuple[str, Bilingual] = receiver.recv()
    except EOFError as error:
        raise refuse("damaged") from error
    finally:
        receiver.close()
        process.kill()
        process.join()
    if isinstance(answer, Reading):
        return answer
    raise Rejected(*answer)


def work(reader: Callable[[bytes], Reading], data: bytes, sender: Connection) -> None:
    """Send what the reader makes of the data: a reading, or the code and message of a problem."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answer: Reading | tuple[str, Bilingual]
    try:
        answer = reader(data)
    except Rejected as reason:
        answer = (reason.code, reason.message)
    except MemoryError:
        too_much = refuse("damaged")
        answer = (too_much.code, too_much.message)
    sender.send(answer)
