"""Texts in the encodings that files really have."""

import pytest

from pipeline.clean.formats.readers import read_source
from pipeline.errors import Rejected
from tests.cleaning import TEXT

TRADITIONAL = "記者：請問今年的工業運行情況如何？\n田玉龍：總體平穩，增加值增長百分之五。\n" * 3


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TEXT, "utf-8", "utf-8"),
        (TEXT, "utf-8-sig", "utf-8-sig"),
        (TEXT, "utf-16", "utf-16"),
        (TEXT, "utf-16-le", "utf-16-le"),
        (TEXT, "utf-16-be", "utf-16-be"),
        (TEXT, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
    ],
)
def test_encodings(text, encoding, name):
    source = read_source(text.encode(encoding), ".txt")
    assert (source.text, source.encoding) == (text, name)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("big5", "big5hkscs"),
    ],
)
def test_one_line_without_a_byte_order_mark(encoding, name):
    said = (
        "記者：請問今年的工業情況如何？" if "big5" in encoding else "记者：请问今年工业情况如何？"
    )
    source = read_source(said.encode(encoding), ".txt")
    assert (source.text, source.encoding) == (said, name)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
@pytest.mark.parametrize("fault", ["cut", "lost", "changed"])
def test_a_damaged_encoding_is_refused_or_only_its_faults_differ(encoding, fault):
    """A text that nobody wrote is never made of it."""
    data = (TRADITIONAL if encoding == "big5hkscs" else TEXT * 4).encode(encoding)
    at = len(data) // 2 // 2 * 2
    damaged = {
        "cut": data[:-1],
        "lost": data[:at] + data[at + 1 :],
        "changed": data[:at] + b"\xff" + data[at + 1 :],
    }[fault]
    try:
        text = read_source(damaged, ".txt").text
    except Rejected as reason:
        assert reason.code in ("undecodable", "binary")
    else:
        whole = data.decode(encoding)
        assert text[: len(whole) // 3] == whole[: len(whole) // 3]


def test_a_bad_byte_is_named_in_the_encoding_of_the_rest():
    before, after = (part.encode("gb18030") for part in (TEXT[:20], TEXT[20:]))
    with pytest.raises(Rejected) as raised:
        read_source(before + b"\xff" + after, ".txt")
    assert f"GB18030, but byte {len(before)} " in raised.value.message.en
