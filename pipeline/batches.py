"""Which batch each transcript belongs to.

Batches are the buckets of linear hashing (Litwin 1980) over the transcript's own id: when their
number grows by one, one bucket is split and all others stay as they were, so that adding a
transcript re-runs its own batch and, at times, the two halves of one other. Their number follows
the bytes of all files and nothing of the machine.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path

LEAST_COUNTED = 4_000
"""Bytes that a smaller file counts as: opening it and writing its report take time as well."""


def make_batches(sizes: Mapping[Path, int], most: int) -> dict[str, list[Path]]:
    """Return the files of each batch that has any, by the batch's name.

    `sizes` are the bytes of each file; a batch is to have about `most`, and of more than half of it
    there are two, for two cores. A file counts as no more than one batch, so that a large picture
    in a document does not part all others.
    """
    counted = sum(min(max(size, LEAST_COUNTED), most) for size in sizes.values())
    count = max(-(-counted // most), 1 + (2 * counted > most))
    batches: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sizes:
        batches[f"{find_bucket(path.stem, count):05d}"].append(path)
    return dict(sorted(batches.items()))


def find_batches(batches: Mapping[str, Iterable[Path]], transcripts: Collection[str]) -> list[str]:
    """Return the batches that hold any of the transcripts.

    >>> find_batches({"00000": [Path("a.txt")], "00001": [Path("b.txt")]}, {"b", "c"})
    ['00001']
    """
    return [
        batch for batch, files in batches.items() if any(path.stem in transcripts for path in files)
    ]


def find_bucket(transcript: str, count: int) -> int:
    """Return which of `count` buckets a transcript is in, by the hash of its id.

    >>> moved = [i for i in map(str, range(1000)) if find_bucket(i, 20) != find_bucket(i, 21)]
    >>> {(find_bucket(i, 20), find_bucket(i, 21)) for i in moved}
    {(4, 20)}
    """
    top = 1 << (count - 1).bit_length()
    bucket = int.from_bytes(sha256(transcript.encode()).digest()[:8]) % top
    return bucket if bucket < count else bucket - top // 2
