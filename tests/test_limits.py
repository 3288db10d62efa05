"""Where a text is so absurd that only a part of it is read or shown, a word says what is not."""

from pipeline.clean.stage import clean
from pipeline.limits import MOST_CUTS
from pipeline.metadata import Metadata
from tests.every_stage import load_stages
from tests.hostile_shapes import make_han


def test_of_too_many_breaks_the_order_stays_and_a_flag_says_so(tmp_path):
    path = tmp_path / "断处.txt"
    piece = "的成绩{}我们今年的工作取得了很好的\n\n"
    said = "".join(piece.format(make_han(k)) for k in range(MOST_CUTS + 10))
    path.write_text(said, encoding="utf-8")
    found = clean(path, Metadata(), load_stages().clean)
    assert not found.moves
    assert "order_unjudged" in [flag.code for flag in found.flags]
