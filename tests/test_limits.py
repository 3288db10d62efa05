"""Where a text is so absurd that only a part of it is read or shown, a word says what is not."""

from pipeline.clean.stage import clean
from pipeline.limits import MOST_CUTS
from pipeline.metadata import Metadata
from pipeline.stages import Line
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


def test_of_too_many_lines_a_page_has_the_first_and_says_so(tmp_path, monkeypatch):
    most = 500
    monkeypatch.setattr("pipeline.report.shown.MOST_SHOWN_LINES", most)
    path = tmp_path / "长文.txt"
    said = "热点一：粮食\n记者：产量如何？\n王小明：2020年产量为5万吨。\n"
    last = "热点二：就业\n记者：如何？\n赵大海：新增就业8万人。\n"
    path.write_text(f"{said}{'王小明：好。' * 2}\n" * (most // 4) + last, encoding="utf-8")
    line = load_stages().write(path, tmp_path / "report")
    assert isinstance(line, Line) and line.segment and line.claims
    page = (tmp_path / "report" / "长文.html").read_text("utf-8")
    shown = page.count('class="line"')
    assert shown == most
    assert "赵大海" in line.clean.text and "赵大海" not in page
    assert f"{len(line.clean.text) - len(last) + 1:,}" in page, "how far it goes"
    assert "8万人" in (tmp_path / "report" / "长文.claims.csv").read_text("utf-8")
