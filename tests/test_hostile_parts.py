"""Files of parts that mean something to their readers: each is a record or a problem."""

import zipfile

from hypothesis import given
from hypothesis import strategies as st

from tests.hostile import make_body
from tests.test_hostile import few, read

BYTES = st.sampled_from(
    [b"\0", b"\xff\xfe", b"\xef\xbb\xbf", "好。".encode(), "好。".encode("gb18030"),
     "好。".encode("utf-16-le"), b"\n", b"\x1b$B", b"\xed\xa0\x80", b"<p>", b"&#xD800;", b"5%"]
)  # fmt: skip
WRAPPERS = st.sampled_from(["p", "del", "moveFrom", "ins", "tbl", "tr", "tc", "txbxContent", "rt"])
RUNS = st.sampled_from(["好。", "增长5%", " ", "\t"]).map("<w:r><w:t>{}</w:t></w:r>".format)
BODIES = st.recursive(
    RUNS,
    lambda inside: st.builds(
        lambda name, parts: f"<w:{name}>{''.join(parts)}</w:{name}>",
        WRAPPERS,
        st.lists(inside, min_size=1, max_size=4),
    ),
    max_leaves=12,
)


@few
@given(parts=st.lists(BYTES, max_size=30), suffix=st.sampled_from([".txt", ".md", ".html"]))
def test_bytes_of_several_encodings(parts, suffix, tmp_path):
    path = tmp_path / f"bytes{suffix}"
    path.write_bytes(b"".join(parts))
    read(path)


@few
@given(bodies=st.lists(BODIES, min_size=1, max_size=4))
def test_text_of_word_within_whatever_holds_it(bodies, tmp_path):
    path = tmp_path / "document.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", make_body("".join(bodies)))
    read(path)
