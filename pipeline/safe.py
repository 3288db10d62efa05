"""Text from transcripts and their names, made safe to show: in a table, in a line of text."""

import re

UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Control characters, and those that have no width or turn the direction of what follows."""
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character of two UTF-16 units, which stands in a pair alone: nothing can write it."""
FORMULA = frozenset("=+-@\t\r\n'＝＋－＠")
"""How a cell begins that a spreadsheet may run (OWASP, CSV Injection), and our own mark."""
MARK = "'"
SEPARATORS = re.compile(r"([;\t][;\s]*+)([=+\-@'＝＋－＠])?")
"""Where other cells would begin for a spreadsheet that parts cells by ; or tab, and a formula."""


def make_visible(name: str) -> str:
    """Return a text with characters that cannot be seen written out.

    >>> print(make_visible("a" + chr(10) + chr(7) + "b.txt"))
    a\\n\\x07b.txt
    """
    return UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape").decode(), name)


def keep_visible(value: str) -> str:
    """Return a value on one line, without characters that cannot be seen or that nothing can write.

    >>> keep_visible("工业" + chr(0) + chr(0xD800) + chr(10) + " 5G" + chr(0x202E))
    '工业 5G'
    """
    return " ".join("".join(c for c in value if c.isprintable() or c.isspace()).split())


def disarm(cell: str) -> str:
    """Return a cell that begins with no character of a formula, whatever parts the cells.

    >>> disarm("=1+1")
    "'=1+1"
    >>> disarm("a;=1+1")
    "a;'=1+1"
    """
    if ";" in cell or "\t" in cell:
        cell = SEPARATORS.sub(disarm_after, cell)
    return MARK + cell if cell[:1] in FORMULA else cell


def disarm_after(found: re.Match[str]) -> str:
    """Return separators with our mark behind those that nothing but white space parts from a
    formula."""
    between, formula = found.groups()
    if formula is None:
        return between
    before, semicolon, spaces = between.rpartition(";")
    return before + semicolon + MARK * len(semicolon) + spaces.replace("\t", f"\t{MARK}") + formula
