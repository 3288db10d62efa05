"""Escapes text for Markdown (CommonMark with GitHub's tables), so that it stays text."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.publish.pages.rendering import Messages
from pipeline.records.base import Bilingual
from pipeline.safe import make_visible

LINE_BREAKS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
INLINE = re.compile(r"[\\`*_\[\]|~$<>&@:.](?:(?<![:.])|(?<=[a-zA-Z]:)(?=//)|(?<=\bwww\.))")
ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
LINE_START = re.compile(r"\A(?:\d{1,9}(?=[.)](?:\s|\Z))|(?=[#+-]+(?:\s|\Z)))")


class Raw(str):
    """Text that is Markdown already."""


def escape_markdown(value: object) -> str:
    """Return a value as Markdown that shows it as it is, on one line.

    >>> print(escape_markdown("1. *5G* | <b>"))
    1\\. \\*5G\\* \\| &lt;b&gt;
    """
    if isinstance(value, Raw):
        return value
    if isinstance(value, Bilingual):
        return escape_both(value)
    text = LINE_BREAKS.sub(" ", str(value)).strip(" \t")
    text = INLINE.sub(lambda found: ENTITIES.get(found[0], f"\\{found[0]}"), text)
    return LINE_START.sub(lambda found: f"{found[0]}\\", text)


def escape_both(message: Bilingual) -> str:
    """Return a message in Chinese and in English, or once where they agree.

    >>> print(escape_both(Bilingual(zh="同比", en="year on year")))
    同比 · year on year
    """
    zh, en = escape_markdown(message.zh), escape_markdown(message.en)
    return zh if zh == en else f"{zh} · {en}"


def make_markdown_environment(folder: Path) -> Environment:
    """Return an environment in which every value is escaped for Markdown."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=False,
        undefined=StrictUndefined,
        finalize=escape_markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals.update(dict(Messages.load()), visible=make_visible)
    return environment
