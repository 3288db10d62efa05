"""The two ways in which input can be wrong."""

from pipeline.records.base import Bilingual


class InputError(Exception):
    """Something the user gave stops the run. The text is one sentence: what, where, what to do."""


class Rejected(Exception):
    """One transcript cannot be taken at a stage; the others go on."""

    def __init__(self, code: str, message: Bilingual) -> None:
        super().__init__(message.en)
        self.code = code
        self.message = message
