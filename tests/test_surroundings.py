"""Copies of whole pages: what a page sets around its text, above the title and below the end."""

import re
from collections import Counter

import pytest

from benchmarks.web import squeeze
from pipeline.clean.formats.readers import read_source
from pipeline.clean.lines.normalise import split_lines
from tests.cleaning import read
from tests.copied_pages import AROUND, load_copied_pages
from tests.web_sites import SITES

NOTE = re.compile(r"\[\d\]")
"""A mark that is raised in a page, and in its copy is not."""
TITLE = "海滨省举行水利发展新闻发布会"
TEXT = """王小明：各位记者朋友，大家好。今年全省新建水库三座，改造管网三百二十公里。
海滨日报记者：请问明年有什么打算？
王小明：继续改造，争取再完成二百公里，同时加强对老旧水库的巡查。"""
PAGES = {
    "channels and other stories": (
        "新闻 | 民生 | 读图 | 文娱 | 体育\n“海滨云”客户端\n最新新闻排行\n· 海滨港新航线开通\n"
        "· 春耕进入高峰 各地忙播种",
        "http://www.haibin.example  2021-01-26 21:09",
        "【编辑：李华】\n视频\n更 多\n想看花就去东湖公园！\n海滨马拉松下周开跑 选手已报到",
    ),
    "a thread of a forum": (
        "设为首页收藏本站\n海滨论坛\n立即注册\n查看: 1024|回复: 32\n打印 上一主题 下一主题",
        "[复制链接]\n楼主\n发表于 2021-1-26 21:59:01 | 只看该作者 |倒序浏览 |阅读模式",
        "↓回帖下载全文↓\n返回列表",
    ),
    "one row": ("简体版 寄给朋友 政府新闻网", "2021-01-26 来源：海滨日报", "回页首"),
    "rows of channels and of buttons": (
        "海滨新闻 热点 民生 图库\n统计局首页 - 统计动态 - 新闻发布\n数据 > 快报",
        "2019-10-14 13:48 海滨新闻网阅读 (1136) 扫描到手机",
        "赞 (3) 踩 (0)\n满意 基本满意 不满意\n我要提问 | 我要留言\n1.主要指标表.xls\n"
        "凡注明来源为“海浪网”的文字、图片，版权均属本网所有，未经授权不得转载。\n"
        "点击次数：402 【返回】",
    ),
    "a newspaper": (
        "第A03版：综合 上一版 下一版\n海滨大学报 第612期",
        "本期四版 出版日期:2016年11月18日",
        "本版编辑:陈雪 版式设计:阿满\n上一篇 下一篇 返回目录 放大 缩小 全文复制",
    ),
    "a blog": (
        "首页\n关于本站",
        "|     2021年1月26日   |   文库   |     评论已关闭   |    1024",
        "猜你喜欢\n登录后才能评论",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_copied_page_is_read_as_its_text(name: str) -> None:
    head, info, foot = PAGES[name]
    text, _ = read(f"{head}\n{TITLE}\n{info}\n{TEXT}\n{foot}\n".encode(), ".txt")
    assert text == f"{TITLE}\n{TEXT}"


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n地点：海滨省水利厅\n嘉宾：王小明\n李华\n陈明\n{TEXT}\n谢谢。\n王小明：再见！",
        f"{TITLE}\n时间：2021年1月26日10时\n地点：海滨省水利厅\n{TEXT}",
        f"海滨省水利厅\n王小明 李华\n\n{TEXT}\n再见",
        f"2021年1月26日海滨省水利厅发言人王小明\n主持例行记者会\n{TEXT}",
        "视频\n频道",
    ],
)
def test_a_text_alone_is_whole(text: str) -> None:
    lines, _ = read(text.encode(), ".txt")
    assert lines.split("\n") == [line for line in text.split("\n") if line]


MOST_LEFT, MOST_LOST = 0.05, 0.015
"""Shares of the lines around the texts of copied pages that may be left, and of their own."""


def test_copies_of_pages_keep_their_texts_and_little_else() -> None:
    counts: Counter[str] = Counter()
    for page in load_copied_pages().values():
        text, _ = read(page.text.encode(), ".txt")
        left = text.split("\n")
        around, own = page.find(AROUND), page.find_text()
        counts.update(around=len(around), left=sum(line in left for line in around))
        counts.update(own=len(own), lost=sum(line not in text for line in own))
    assert counts["left"] <= MOST_LEFT * counts["around"]
    assert counts["lost"] <= MOST_LOST * counts["own"]


@pytest.mark.parametrize("name", SITES)
def test_no_line_of_an_article_is_lost_from_a_copy_of_its_page(name: str) -> None:
    reading = read_source(SITES[name].page.encode(), ".html")
    hidden = [(part.start, part.end) for part in reading.left_out if part.reason == "hidden"]
    page = "\n".join(line.text for line in split_lines(reading.text, hidden))
    text, _ = read(page.encode(), ".txt")
    found = {NOTE.sub("", squeeze(line)) for line in text.split("\n")}
    assert [line for line in SITES[name].lines if NOTE.sub("", squeeze(line)) not in found] == []
