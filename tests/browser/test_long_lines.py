"""Lines that nothing breaks: a page lays them out at once, and no wider than it is."""

from pathlib import Path

import pytest

from tests.chromium import Chromium
from tests.every_stage import load_stages
from tests.hostile import SAID


@pytest.mark.parametrize("line", ["：" * 100_000, "\u0301" * 200_000, "ﷺس" * 50_000])
def test_a_line_that_nothing_breaks_fits_its_page(
    browser: Chromium, tmp_path: Path, line: str
) -> None:
    path = tmp_path / "长行.txt"
    path.write_text(f"{SAID}王小明：{line}", encoding="utf-8")
    load_stages().write(path, tmp_path)
    browser.open(path.with_suffix(".html"))
    assert browser.run("document.documentElement.scrollWidth - innerWidth") <= 0
