"""The two ways in which input can be wrong, and what to do where nothing can be written."""

import errno

from pipeline.records.base import Bilingual

REMEDIES = {
    errno.ENOSPC: "make room on the disk and run snakemake again",
    errno.EDQUOT: "make room within your quota and run snakemake again",
    errno.EFBIG: "raise the limit of a file's size (ulimit -f) and run snakemake again",
    errno.EMFILE: "raise the limit of open files (ulimit -n) and run snakemake again",
    errno.EROFS: "the folder of results can only be read; set another in config.yaml",
    errno.EACCES: "allow writing there, or set other results in config.yaml",
}
"""What to do where the system does not let a stage write: no transcript is at fault."""


class InputError(Exception):
    """Something the user gave stops the run. The text is one sentence: what, where, what to do."""


class Rejected(Exception):
    """One transcript cannot be taken at a stage; the others go on."""

    def __init__(self, code: str, message: Bilingual) -> None:
        super().__init__(message.en)
        self.code = code
        self.message = message
