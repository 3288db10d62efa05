"""Drafts: claims on their way through a sentence, and what one sentence leaves to the next."""

from dataclasses import dataclass
from decimal import Decimal

from pipeline.claims.find.quantities import Quantity
from pipeline.claims.lexicon import ModalityName
from pipeline.claims.read.predicate import Reading
from pipeline.claims.read.times import Reference
from pipeline.records.base import Span


@dataclass(slots=True)
class Setting:
    """What earlier sentences leave behind for the next.

    `voice` is the answer or question they are in, or the speech, which goes on under new headings.
    """

    year: int | None
    month: int | None
    voice: str = ""
    section: str | None = None
    paragraph: int = -1
    frame: str | None = None
    period: str | None = None
    period_span: Span | None = None
    fleeting: bool = False
    spoken: int | None = None
    forecast: bool = False

    def reference(self) -> Reference:
        """Return when the next sentence is said."""
        planned = self.year if self.frame == "plan" else None
        return Reference(self.year, self.month, self.spoken or planned)

    def enter(self, voice: str, paragraph: int) -> None:
        """Forget what does not outlast an answer, a speech or a paragraph."""
        if voice != self.voice:
            self.frame = self.period = self.period_span = None
        if voice != self.voice or paragraph != self.paragraph:
            self.spoken = None
            if self.fleeting:
                self.period = self.period_span = None
        self.voice, self.paragraph = voice, paragraph


@dataclass(slots=True)
class Draft:
    """A claim on its way: its quantity, what the words say, and the fields found so far."""

    quantity: Quantity
    reading: Reading
    indicator: Span | None = None
    inherited: bool = False
    period: str | None = None
    period_span: Span | None = None
    interval: str | None = None
    modality: ModalityName = "actual"
    modality_span: Span | None = None


def make_setting(date: str | None) -> Setting:
    """Return the setting in which a document of an ISO date begins."""
    parts = [int(part) for part in date.split("-")] if date else []
    return Setting(year=parts[0] if parts else None, month=parts[1] if len(parts) > 1 else None)


def write_decimal(value: Decimal) -> str:
    """Return a value as a plain decimal without trailing zeros: 1.50 → 1.5, 1E+3 → 1000.

    >>> write_decimal(Decimal("1.2") * 10**12), write_decimal(Decimal("-2.10"))
    ('1200000000000', '-2.1')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
