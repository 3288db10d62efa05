"""The title: what stands before the text proper."""

from collections.abc import Sequence

from pipeline.clean.lines.paragraphs import Paragraph


def find_title(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return which paragraph is the title: the first line set apart above the text proper."""
    for k, paragraph in enumerate(paragraphs):
        if paragraph.kind == "title":
            return k
        if paragraph.kind in ("dateline", "byline", "note"):
            continue
        if paragraph.kind == "heading" or not paragraph.is_display:
            return None
        return k
    return None
