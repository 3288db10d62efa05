"""Paragraphs that stand out of order are put back into reading order.

Most files are in order, and a text is left as it is unless that is unlikely:

1. `pieces` finds where a text may have been cut: a sentence breaks off (`line_signs`), a page ends.
2. `links` weighs how well any piece follows any other, by the characters on both sides
   (`evidence`, `continuation`), the topic (`subjects`, `exchange`), the opening and the end of the
   conference (`course`), and what counts up.
3. `choice` finds the order of the pieces that weighs most (`search`).
4. `disorder` says how probable it is that the file is out of order at all: another order must find
   the rests of sentences that cannot be whole as they stand. Times of speeches that rise prove
   that it is not. If it is, `confidence` says how sure each step of the new order is (`restore`).
5. Whole lines show a move as well: `parted` finds questions and answers (`answers`) that do not
   stand together, `course` what is said before the opening or after the end. It is told; only an
   answer that stands right above its question changes places with it (`restore`).
6. In a text that is in order `wraps` tells by the file as a whole which lines go on in the next,
   and `torn` below which of them a part is missing.

Lines of one width were put together before all this: `seams` finds where they may not belong
together. Two columns whose lines were read across make an order that nothing here mends: `columns`
tells it.

What each finding weighs, and where the weight comes from, stands in weights.toml.
"""
