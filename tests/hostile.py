"""Files that nobody should have to read, as people have them all the same or make them on purpose.

Each takes the path that it is to have, without an ending that it adds itself.
"""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of old programs begin, and those of new ones with a password."""
SAID = "记者：请问全年情况如何？\n王小明：总体平稳，全年增长5.3%。\n"


def make_document(body: bytes, *, more: bytes = b"") -> bytes:
    """Return a Word document with this body, and another part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", body)
        package.writestr("word/media/image1.png", more)
    return out.getvalue()


def make_body(inside: str) -> bytes:
    """Return the main part of a Word document."""
    return f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'.encode()


def make_pdf(pages: int, text: str = "", *, password: str | None = None) -> bytes:
    """Return a PDF with a text on each page that is another on each."""
    out = io.BytesIO()
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(out, encrypt=encryption, invariant=True)
    for page in range(pages):
        if text:
            canvas.drawString(50, 500, f"{text} {chr(97 + page % 26)} {chr(97 + page // 26 % 26)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def make_laughs() -> bytes:
    """Return a Word document whose entities come to a billion times a word."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE d [<!ENTITY a0 "哈">{entities}]>'
    return make_document(head.encode() + make_body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>"))


WORDS = make_document(make_body(f"<w:p><w:r><w:t>{SAID * 50}</w:t></w:r></w:p>"))
NESTED = "<div><b>" * 4000

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "空文件.txt": ("empty", lambda: b""),
    "空白.md": ("empty", lambda: " \n\u3000\ufeff\n".encode()),
    "图片.txt": ("binary", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20),
    "乱码.txt": ("undecodable", lambda: b"\xc4\xea\xff\xfe\x80" * 50),
    "半截.txt": ("undecodable", lambda: SAID.encode()[:-2]),
    "太大.txt": ("too_large", lambda: b"a" * 20_000_001),
    "表格.xyz": ("unsupported_format", lambda: b"a,b\n1,2\n"),
    "半截.docx": ("damaged", lambda: WORDS[: len(WORDS) // 2]),
    "加密.docx": ("encrypted", lambda: OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le")),
    "旧版.docx": ("old_word", lambda: OLE + bytes(512)),
    "炸弹.docx": (
        "unpacks_too_large",
        lambda: make_document(make_body(""), more=bytes(200_000_000)),
    ),
    "大笑.docx": ("damaged", make_laughs),
    "深.docx": ("damaged", lambda: make_document(make_body("<w:p>" * 10_000))),
    "行.txt": ("too_many_lines", lambda: b"a\n" * 200_000),
    "标记.md": ("too_many_parts", lambda: b"\\." * 160_000),
    "元素.html": ("too_many_elements", lambda: b"<p>" * 400_000),
    "过深.html": ("too_nested", lambda: b"<div>" * 30_000),
    "选项.html": ("too_many_options", lambda: b"<select>" + b"<option>a" * 20_001),
    "属性.html": ("too_nested", lambda: b"<p " + b"a=1 " * 20_000),
    "多体.html": ("too_nested", lambda: b"".join(b"<body a%d></body>" % k for k in range(20_000))),
    "半截.pdf": ("damaged", lambda: make_pdf(3)[:400]),
    "加密.pdf": ("encrypted", lambda: make_pdf(1, "words", password="secret")),
    "扫描.pdf": ("no_text", lambda: make_pdf(3)),
    "两千页.pdf": ("too_many_pages", lambda: make_pdf(2000, "words")),
}
"""The name of a file → the code with which it is refused, and its bytes."""

READ: dict[str, Callable[[], bytes]] = {
    "一行.txt": lambda: ("记者：" + "工业经济平稳恢复，" * 112_000).encode(),
    "深.html": lambda: f"{NESTED}{SAID}".encode(),
    "半字.html": lambda: (
        r'<meta charset=utf-8><script type="application/ld+json">{"headline":"\ud800"}</script>'
        f"<p>{SAID}"
    ).encode(),
    "九百页.pdf": lambda: make_pdf(900, "Words of a page."),
    "引号 ' 与 \" $(touch x) ;.txt": SAID.encode,
    "-rf ...txt": SAID.encode,
    "%2e%2e%2f..%2fetc.md": SAID.encode,
    "  空 格 .txt": SAID.encode,
}
"""The name of a file that is strange and can be read → its bytes."""


LONG = f"{'长' * 80}.txt"
NO_FILES = {"管道.txt", "文件夹.txt", "循环.txt", "无处.txt", LONG, "断\\n行.txt"}
"""What is no file, or has a name that none may have, as it is shown."""


def make_no_files(folder: Path) -> set[str]:
    """Make what is no file, or has a name that none may have, and return the names as shown."""
    os.mkfifo(folder / "管道.txt")
    (folder / "文件夹.txt").mkdir()
    (folder / "循环.txt").symlink_to(folder / "循环.txt")
    (folder / "无处.txt").symlink_to(folder / "没有这个文件")
    for name in (LONG, "断\n行.txt"):
        (folder / name).write_text(SAID, encoding="utf-8")
    return {path.name.replace("\n", "\\n") for path in folder.iterdir()} & NO_FILES
