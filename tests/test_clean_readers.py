import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.clean.formats import readers
from pipeline.clean.formats.apart import get_workers
from pipeline.clean.formats.pdf import document as pdf_document
from pipeline.clean.formats.readers import FORMATS, read_source
from pipeline.clean.formats.word import package as word_package
from pipeline.clean.formats.word.package import EventReader, feed
from pipeline.errors import Rejected
from tests.cleaning import TEXT, check_nothing_is_lost, code_of
from tests.conftest import ROOT


@pytest.fixture(autouse=True)
def new_worker():
    """Readers run in a process that begins with what the test has set."""
    get_workers().stop()


def make_docx(body, **others):
    parts = {"word/document.xml": body, **others}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


def make_body(*paragraphs):
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    inside = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return f'<w:document xmlns:w="{word}"><w:body>{inside}</w:body></w:document>'


def make_pdf(pages=1, password=None):
    encryption = StandardEncryption(password) if password else None
    out = io.BytesIO()
    drawing = Canvas(out, pagesize=(200, 200), encrypt=encryption, invariant=True)
    for _ in range(pages):
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def make_pdf_with_text(*pages):
    """A PDF written by hand: one line of Latin text a page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(count))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for k, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents {5 + 2 * k} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    return out + (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF".encode()
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "suffix", "code"),
    [
        (b"", ".txt", "empty"),
        (b" \n\t", ".txt", "empty"),
        (b"<html><body><script>1</script></body></html>", ".html", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", ".txt", "binary"),
        (b"text\0with\0nulls", ".txt", "binary"),
        (make_docx(make_body("甲")), ".txt", "binary"),
        (b"%PDF-1.4", ".docx", "binary"),
        (b"\xff\xff\xff\xff\xff", ".txt", "undecodable"),
        (TEXT.encode()[:50] + b"\xff\xff" + TEXT.encode(), ".txt", "undecodable"),
        (OLE + b"rest", ".docx", "old_word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), ".docx", "encrypted"),
        (make_docx(make_body("甲" * 100))[:-40], ".docx", "damaged"),
        (make_docx("<w:document"), ".docx", "damaged"),
        (b"no zip at all", ".docx", "damaged"),
        (make_docx(make_body("")), ".docx", "empty"),
        (make_pdf(), ".pdf", "no_text"),
        (make_pdf(password="secret"), ".pdf", "encrypted"),
        (make_pdf()[:200], ".pdf", "damaged"),
        (b"no pdf at all", ".pdf", "damaged"),
        (b"text", ".doc", "unsupported_format"),
        (b"text", "", "unsupported_format"),
    ],
)
def test_refused(data, suffix, code):
    assert code_of(data, suffix) == code


def test_formats_are_named_where_people_look_for_them():
    """A format is its module and a line of FORMATS; these texts name each as well."""
    for place in ("README.md", "config.yaml", "pipeline/inventory.py"):
        text = (ROOT / place).read_text("utf-8")
        missing = [suffix for suffix in FORMATS if suffix != ".htm" and suffix not in text]
        assert not missing, f"{place} does not name {missing}"
    assert all(callable(readers.load_reader(form)) for form in FORMATS.values())


def test_a_line_on_every_page_is_text_where_there_is_nothing_else():
    assert (
        read_source(make_pdf_with_text(*["Growth 5.2"] * 4), ".pdf").text.count("Growth 5.2") == 4
    )


def test_too_large(monkeypatch):
    monkeypatch.setattr(readers, "LARGEST_FILE", 10)
    assert code_of(b"0123456789\n", ".txt") == "too_large"


def test_zip_bomb(monkeypatch):
    monkeypatch.setattr(word_package, "LARGEST_UNPACKED", 100_000)
    assert code_of(make_docx(make_body("甲" * 100_000)), ".docx") == "unpacks_too_large"
    hidden = make_docx(make_body("甲"), **{"word/media/image.bin": b"\0" * 200_000})
    assert code_of(hidden, ".docx") == "unpacks_too_large"


def test_zip_that_lies_about_its_size(monkeypatch):
    monkeypatch.setattr(word_package, "LARGEST_UNPACKED", 100_000)
    honest = make_docx(make_body("甲" * 100_000))
    size = zipfile.ZipFile(io.BytesIO(honest)).getinfo("word/document.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert code_of(lying, ".docx") in ("damaged", "unpacks_too_large")


def test_too_many_pages(monkeypatch):
    monkeypatch.setattr(pdf_document, "MOST_PAGES", 3)
    assert code_of(make_pdf(pages=4), ".pdf") == "too_many_pages"


def test_pdf_pages_are_parted_by_form_feeds():
    assert read_source(make_pdf_with_text("One page", "Two pages"), ".pdf").text == (
        "One page\n\fTwo pages\n"
    )


def test_html_keeps_what_a_reader_sees_in_order():
    page = """<html><head><title>x</title><meta charset="utf-8"></head><body>
      <nav>首页 新闻</nav><h1>发布会</h1><script>var a = "甲";</script>
      <p>记者：请问<b>情况</b>如何？<br>谢谢。</p><p style="display:none">隐藏</p>
      <!-- 注释 --><div>田玉龙：&nbsp;总体&amp;平稳</div>尾
      <table><tr><td>一</td><td>二</td></tr></table></body></html>"""
    source = read_source(page.encode(), ".html")
    assert source.text.split("\n") == [
        "x",
        "首页 新闻",
        "发布会",
        "记者：请问情况如何？",
        "谢谢。",
        "隐藏",
        "田玉龙：\xa0总体&平稳",
        "尾",
        "一\t二",
    ]
    assert [(source.text[a:b].strip(), reason) for a, b, reason, _ in source.left_out] == [
        ("x", "hidden"),
        ("首页 新闻", "navigation"),
        ("隐藏", "hidden"),
    ]


def test_html_that_declares_another_encoding_than_its_own():
    page = f'<meta charset="gb2312"><p>{TEXT}</p>'
    source = read_source(page.encode(), ".htm")
    assert source.encoding == "utf-8" and "田玉龙" in source.text


def test_html_in_its_declared_encoding():
    page = f'<meta charset="gb2312"><p>{TEXT}</p>'
    source = read_source(page.encode("gbk"), ".htm")
    assert source.encoding == "gb18030" and "田玉龙" in source.text


def test_html_nested_ten_thousand_deep():
    page = "<div>" * 10_000 + "深处的话" + "</div>" * 10_000
    assert read_source(page.encode(), ".html").text == "深处的话"


def test_docx_paragraphs_tabs_and_breaks():
    body = make_body("第一段", "第二段").replace(
        "第二段</w:t>", "第二</w:t><w:br/><w:t>段</w:t><w:tab/><w:t>完</w:t>"
    )
    assert read_source(make_docx(body), ".docx").text == "第一段\n第二\n段\t完\n"


def test_docx_entities_are_not_expanded():
    body = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + make_body("甲&x;乙")
    try:
        text = read_source(make_docx(body), ".docx").text
    except Rejected as reason:
        assert reason.code == "damaged"
    else:
        assert "root:" not in text


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200), st.sampled_from(sorted(FORMATS)))
def test_any_bytes_are_read_or_refused(data, suffix):
    try:
        assert read_source(data, suffix).text.strip()
    except Rejected as reason:
        assert reason.message.en


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_damaged_documents_are_read_or_refused(at, noise):
    for data, suffix in ((make_docx(make_body("甲")), ".docx"), (make_pdf(), ".pdf")):
        broken = data[:at] + noise + data[at + len(noise) :]
        try:
            read_source(broken, suffix)
        except Rejected as reason:
            assert reason.code


@pytest.mark.parametrize("error", [KeyError("a"), IndexError("a"), AttributeError("a")])
def test_a_mistake_of_a_reader_is_not_called_damage(error):
    class Mistaken(EventReader):
        def start(self, tag, attributes):
            raise error

    with pytest.raises(type(error)):
        feed(Mistaken(), b"<a/>", last=True)


@pytest.mark.parametrize("encoding", ["x-none", "gb18030", "utf-7"])
def test_an_encoding_that_no_reader_of_xml_has_is_damage(encoding):
    with pytest.raises(Rejected, match="damaged"):
        feed(EventReader(), f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode(), last=True)


SHARED = ROOT.parent / "shared" / "data"


@pytest.mark.parametrize("folder", [ROOT / "raw", ROOT / "tests" / "workflow" / "raw", SHARED])
def test_nothing_is_lost_of_real_texts(folder):
    for path in sorted(folder.rglob("*.txt"))[:: 1 if folder != SHARED else 6]:
        source = read_source(path.read_bytes(), path.suffix)
        check_nothing_is_lost(source.text, source.left_out)
        as_markdown = read_source(path.read_bytes(), ".md")
        check_nothing_is_lost(as_markdown.text, as_markdown.left_out)
        assert all(part.reason == "markup" for part in as_markdown.left_out)
