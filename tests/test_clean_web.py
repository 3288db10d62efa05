"""Saved pages of the web: whole articles and no more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.formats.readers import read_source
from pipeline.clean.stage import clean as clean_file
from pipeline.metadata import Metadata
from tests.cleaning import KNOWLEDGE, check_nothing_is_lost, read
from tests.web_pages import INFO, PAGES, TITLE
from tests.web_sites import SHUT, SITES


@pytest.mark.parametrize("name", PAGES)
def test_the_article_of_a_page_is_whole_and_alone(name):
    page, said = PAGES[name]
    text, _ = read(page.encode(), ".html")
    lines = text.split("\n")
    assert lines[0] == TITLE
    if lines[1] == INFO:
        del lines[1]
    rows = ["指标\t增速", "增加值\t5.3%"] if name == "interview" else []
    assert lines[1:] == said + rows


@pytest.mark.parametrize("name", PAGES)
def test_all_that_a_page_shows_is_accounted_for(name):
    page, _ = PAGES[name]
    source = read_source(page.encode(), ".html").text
    assert "脚本里的字" not in source
    for words in ("主办单位", "某市召开第7次会议", "会议强调", "扫一扫", "搜索", "不显示的话"):
        assert (words in page) == (words in source)


def test_a_page_in_gb_and_its_removals():
    text, removals = read(
        PAGES["government"][0].replace("utf-8", "gb2312").encode("gb18030"), ".htm"
    )
    assert text.startswith(TITLE)
    assert dict(removals)["related"].startswith("相关链接\n")
    assert ("page_tools", "【字体：大 中 小】打印\n分享到：微信 微博") in removals


@pytest.mark.parametrize("name", SITES)
def test_a_page_after_a_real_site(name, tmp_path):
    """Those of SHUT are not all right; that they lose no line is asked of them as well."""
    site = SITES[name]
    path = tmp_path / "page.html"
    path.write_text(site.page, "utf-8")
    record = clean_file(path, Metadata(), KNOWLEDGE)
    found = [line for line in record.text.split("\n") if line != site.title]
    check_nothing_is_lost(record.source, read_source(site.page.encode(), ".html").left_out)
    assert (record.title, record.date) == (site.title, site.date)
    if name not in SHUT:
        assert record.publisher == site.publisher
        assert ["".join(line.split()) for line in found] == ["".join(x.split()) for x in site.lines]


def test_the_name_of_a_site_above_the_title_is_no_text(tmp_path):
    said = "海滨市召开防汛工作会议，部署今年防汛工作。全市已储备物资价值4600万元，组建队伍126支。"
    page = f"<div>海滨市政府门户网站</div><div>防汛会议召开</div><p>{said}</p><p>{said}</p>"
    title = "<title>防汛会议召开</title>"
    path = tmp_path / "a.html"
    path.write_text(f"<html><head>{title}</head><body>{page}</body></html>", "utf-8")
    record = clean_file(path, Metadata(), KNOWLEDGE)
    assert record.text.split("\n") == ["防汛会议召开", said, said]
    assert "海滨市政府门户网站" in {part.text for part in record.removals}


def test_a_title_that_only_looks_like_one(tmp_path):
    rows = ("<strong>卫生例行发布会散发材料</strong>", "2019-03-27　省卫生健康委员会")
    head = "".join(f"<tr><td align=center>{row}</td></tr>" for row in rows)
    said = "全年完成投资320亿元，同比增长7.5%，好于预期；明年计划投资350亿元，再增30亿元。"
    path = tmp_path / "page.html"
    page = "<meta charset=utf-8><title>文字实录</title><table>{}<tr><td><p>{}</p></td></tr></table>"
    path.write_text(page.format(head, said * 2), "utf-8")
    record = clean_file(path, Metadata(), KNOWLEDGE)
    assert (record.title, record.date) == ("卫生例行发布会散发材料", "2019-03-27")
    assert record.publisher == "省卫生健康委员会"
    assert record.text == f"卫生例行发布会散发材料\n{said * 2}"


TAGS = ("div", "p", "span", "a href=x", "li", "td", "h1", "nav", "footer", "b", "section", "button")


NAMES = ("", " class=nav", " class=share", " hidden", " id=content", " class=related")


@st.composite
def make_pages(draw):
    """A page of nested elements, each with a word of its own."""
    count = draw(st.integers(1, 25))
    parts, opened = [], []
    for n in range(count):
        tag = draw(st.sampled_from(TAGS))
        parts.append(f"<{tag}{draw(st.sampled_from(NAMES))}>字{n}号")
        parts.append(
            draw(st.sampled_from(("", "。", "：我们看到，全年工业经济平稳恢复，总体向好。")))
        )
        opened.append(tag.split()[0])
        while opened and draw(st.booleans()):
            parts.append(f"</{opened.pop()}>")
    return "".join(parts)


@settings(deadline=None, max_examples=150)
@given(make_pages())
def test_nothing_is_lost_of_any_page(page):
    source = read_source(page.encode(), ".html")
    check_nothing_is_lost(source.text, source.left_out)
    for n in range(page.count("号")):
        assert source.text.count(f"字{n}号") == 1
