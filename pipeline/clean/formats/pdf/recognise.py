"""Reads pages that are images with the program tesseract, where it is installed with Chinese.

One page takes some seconds. What is recognised may have wrong characters, and is marked as such.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from math import sqrt

import pypdfium2

from pipeline.clean.formats.pdf.layout import PageLine
from pipeline.clean.formats.problems import refuse
from pipeline.language.marks import COMMON_HAN

PROGRAM, LANGUAGE = "tesseract", "chi_sim"
MOST_PAGES = 20
"""Pages of a file that are recognised: the reader of a file is not waited for without end."""
SECONDS = 60
"""For one page, which takes two."""
DOTS_PER_POINT, MOST_DOTS = 200 / 72, 8_000_000
"""How finely a page is drawn, 200 dots to the inch, and its dots at most: two sheets of A4."""
WRITTEN = f"{COMMON_HAN}，。；：！？、“”"
APART = re.compile(rf"(?<=[{WRITTEN}]) +(?=[{WRITTEN}0-9A-Za-z])")
"""Spaces that no writer of Chinese sets."""
LABEL = re.compile(rf"\A([{COMMON_HAN}《》（）]{{1,20}})\s*[:：;；]\s*")
"""Who speaks: the program takes the colon for a semicolon at times."""
ENDS = ("。", "？", "！", "”")
HALF = re.compile(rf"(?<=[{COMMON_HAN}%])\s*([:;,?!])\s*")
FULL = {":": "：", ";": "；", ",": "，", "?": "？", "!": "！"}
"""Marks behind Chinese, which the program takes for those of Latin script."""


def can_recognise() -> bool:
    """Return whether the program is there, and knows Chinese."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    told = subprocess.run(
        [program, "--list-langs"], capture_output=True, text=True, timeout=SECONDS, check=False
    )
    return LANGUAGE in told.stdout.split()


def recognise(document: pypdfium2.PdfDocument, number: int) -> list[PageLine]:
    """Return the lines of a page as the program reads them, a blank line between paragraphs.

    Raises Rejected where it takes too long.
    """
    try:
        done = subprocess.run(
            [PROGRAM, "stdin", "stdout", "-l", LANGUAGE],
            input=draw(document, number),
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise refuse("too_slow", seconds=SECONDS) from error
    return list(make_lines(done.stdout.decode("utf-8", "replace")))


def draw(document: pypdfium2.PdfDocument, number: int) -> bytes:
    """Return a page as an image in the format PGM."""
    page = document[number]
    most = sqrt(MOST_DOTS / max(1.0, page.get_width() * page.get_height()))
    bitmap = page.render(scale=min(DOTS_PER_POINT, most), grayscale=True)
    rows, wide = bytes(bitmap.buffer), bitmap.stride
    image = (rows[k * wide : k * wide + bitmap.width] for k in range(bitmap.height))
    return b"P5\n%d %d\n255\n" % (bitmap.width, bitmap.height) + b"".join(image)


def make_lines(recognised: str) -> Iterator[PageLine]:
    """Yield the lines of what was recognised.

    >>> lines = make_lines("王 明 : 增长5.3%，\\n好于预期。\\n\\n谢谢。\\n")
    >>> [(line.text, line.goes_on) for line in lines]
    [('王明：增长5.3%，', False), ('好于预期。', True), ('谢谢。', False)]
    """
    above = ""
    for place, line in enumerate(recognised.splitlines()):
        words = APART.sub("", line.strip())
        speaks = LABEL.match(words) is not None and above.endswith(ENDS)
        goes_on = above != "" and not speaks
        words = words if goes_on else LABEL.sub(r"\1：", words)
        words = HALF.sub(lambda mark: FULL[mark[1]], words)
        if words:
            yield PageLine(words, -float(place), goes_on, 0.0)
        above = words
