"""Makes Word files of some elements."""

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(i if i.startswith('<') else run(i) for i in inside)}</w:p>"


def table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(run(words))}</w:tc>" for words in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def part(name: str, inside: str) -> str:
    return (
        f'<w:{name} xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}" xmlns:v="urn:v">{inside}</w:{name}>'
    )


def make_docx(body: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", part("document", f"<w:body>{body}</w:body>"))
        for name, inside in parts.items():
            package.writestr(f"word/{name}.xml", inside)
    return out.getvalue()
