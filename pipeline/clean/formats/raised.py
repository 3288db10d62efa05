"""What a raised text is: an exponent, written in the signs that there are for it, or a mark."""

import re

POWER = re.compile(r"[×xX*·]\s?10$|[A-Za-zμ]$")
"""What an exponent stands after: 1.5×10, km."""
EXPONENT = re.compile(r"[-+−]?\d{1,2}")
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
NOTE_MARK = re.compile(r"[\[［（(〔【]?(?:注?\d{1,3}|[①-⑳⑴-⒇*＊†‡a-z])[\]］）)〕】]?")
"""What points to a note, where it is raised."""
REASON = "note_mark"


def read_raised(text: str, before: str) -> tuple[str, str | None]:
    """Return a raised text as it reads after what is before it, and why it is left out, or None.

    >>> read_raised("8", "1.5×10"), read_raised("[2]", "15.3%")
    (('⁸', None), ('[2]', 'note_mark'))
    """
    bare = text.strip()
    if EXPONENT.fullmatch(bare) and POWER.search(before):
        return bare.translate(RAISED), None
    return text, REASON if NOTE_MARK.fullmatch(bare) else None
