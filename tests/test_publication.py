"""The line that says when and by whom a text was published; titles."""

import pytest

from pipeline.clean.publication import Publication
from pipeline.clean.stage import clean, load_knowledge
from pipeline.metadata import Metadata

PUBLICATION = Publication.load()
KNOWLEDGE = load_knowledge()
BODY = """头九个月，全县用于工业的投资有74.35亿元，比去年多10.2%，其中技改多8.7%。
记者：请问明年有什么打算？
王小明：继续努力，争取增长5%。
"""


@pytest.mark.parametrize(
    ("line", "date", "publisher"),
    [
        ("发布日期：2018-10-22 浏览次数：  信息来源：云溪县统计局", "2018-10-22", "云溪县统计局"),
        ("2020-05-07 10:11:12 来源：某网 【打印】 【关闭】", "2020-05-07", "某网"),
        ("2020年2月28日 19:55 江城晚报", "2020年2月28日", "江城晚报"),
        ("字号: [大] [中] [小] [打印]", None, None),
        ("来源：海滨日报 | 作者：王小明 | 责任编辑：李华", None, "海滨日报"),
        ("索引号：0001/2021 | 发布机构：省统计局 | 成文日期：2021-01-26", "2021-01-26", "省统计局"),
        ("原创 海滨发布 2021年1月26日 10:00", "2021年1月26日", "海滨发布"),
        ("作者：\t来源：县统计局\t发布时间：2021-01-26\t点击：", "2021-01-26", "县统计局"),
        ("2021-01-26 10:00:05　来源：海滨网　记者：李华　编辑：小满", "2021-01-26", "海滨网"),
        ("楼主：小满 时间：2021-01-26 20:15:34 点击：127 回复：8", "2021-01-26", None),
        ("生成日期：2021-01-26 文号：海水〔2021〕8号 关键词：水利 供水", "2021-01-26", None),
    ],
)  # fmt: skip
def test_lines_of_publication(line, date, publisher):
    said = PUBLICATION.read(line)
    assert (said.date, said.publisher or said.outlet) == (date, publisher)


@pytest.mark.parametrize(
    "line",
    ["2021-01-26 10:05:12", "海滨省统计局", "编辑：谢谢大家。", "记者：请问", "来源广泛", "打印",
     "江城晚报记者：", "资金来源：财政拨款。其中中央占六成。"],
)  # fmt: skip
def test_lines_that_are_none(line):
    assert PUBLICATION.read(line) is None


def read(folder, text, suffix=".txt", **told):
    path = folder / f"a{suffix}"
    path.write_text(text, encoding="utf-8")
    return clean(path, Metadata(**told), KNOWLEDGE)


def test_a_line_of_publication_is_used_and_removed_with_its_reason(tmp_path):
    record = read(
        tmp_path,
        f"云溪县头九个月工业投资较快\n来源：\n县统计局\n发布时间：2018-10-22\n{BODY}责任编辑：林某\n",
    )
    assert (record.title, record.date, record.publisher) == (
        "云溪县头九个月工业投资较快",
        "2018-10-22",
        "县统计局",
    )
    assert record.text == f"云溪县头九个月工业投资较快\n{BODY}".rstrip()
    assert {r.reason for r in record.removals} == {"publication"}


def test_the_foot_of_a_press_release_is_used_whatever_blank_lines_it_has(tmp_path):
    text = "供水安全記者會\n\n　　年底前更換水管三百二十公里，市民可以放心飲用。\n\n完\n\n"
    for between in ("\n", "\n\n"):
        foot = f"2021年3月5日（星期五）{between}香港時間12時02分\n"
        record = read(tmp_path, text + foot)
        assert record.date == "2021-03-05"


def test_who_wrote_it_may_stand_behind_the_source_without_a_colon(tmp_path):
    line = "2025-10-21 08:15:03　来源：松河日报　记者　白洁"
    record = read(tmp_path, f"松河市管网改造年底完成\n{line}\n\n今年全市改造管网三百二十公里。\n")
    assert (record.date, record.publisher) == ("2025-10-21", "松河日报")


def test_metadata_is_before_what_the_text_says(tmp_path):
    record = read(tmp_path, f"标题\n来源：县统计局\n{BODY}", publisher="县政府", title="工业投资")
    assert (record.publisher, record.title) == ("县政府", "工业投资")


def test_labels_of_speech_in_the_middle_are_no_publication(tmp_path):
    text = f"座谈会\n{BODY * 3}时间：2020-01-01\n来源：县统计局\n{BODY * 4}"
    assert read(tmp_path, text).text == text.rstrip()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"2018年海滨省水利新闻发布会\n{BODY}", "2018年海滨省水利新闻发布会"),
        (
            f"海滨省政府网\n海滨省举行水利发展新闻发布会\n2021-01-26\n{BODY}",
            "海滨省举行水利发展新闻发布会",
        ),
        (f"【访谈实录】\n海滨市供水新闻发布会（第2场）\n{BODY}", "海滨市供水新闻发布会（第2场）"),
        (
            f"我在水厂值了三年夜班，说说那几件小事\n2021-01-26 来源：海滨网\n{BODY}",
            "我在水厂值了三年夜班，说说那几件小事",
        ),
        (
            f"海滨网\n要闻\n视频\n首页 > 民生\n把渠水引到田间地头\n县水利局局长走访各乡镇\n"
            f"2021-01-26 来源：海滨网\n打印 收藏\n{BODY}返回顶部\n上一篇：天气转晴",
            "把渠水引到田间地头 县水利局局长走访各乡镇",
        ),
        (
            f"海滨周刊\n首页 要闻 | 订阅\n上一篇 下一篇\n守水人\n■本刊记者 李华\n{BODY}分享到：",
            "守水人",
        ),
        (f"记者：请问情况如何？\n\n{BODY}", "a"),
        (f"热点一：工业\n{BODY}", "a"),
    ],
)
def test_titles_of_plain_text(tmp_path, text, title):
    assert read(tmp_path, text).title == title


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ("日期：2021年1月26日\n時間：下午2時\n地點：會議室", "2021-01-26"),
        ("壹、時間：110年1月26日上午10時", "2021-01-26"),
        ("海濱縣政府", "2021-03-05"),
    ],
)
def test_the_day_of_a_meeting_is_before_that_of_a_change(tmp_path, above, date):
    text = f"海濱縣供水會議紀錄\n{above}\n{BODY * 2}最後更新日期：2021-03-05"
    record = read(tmp_path, text)
    assert record.date == date
    assert above in record.text


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("《每日新闻》 (20230612)", "2023-06-12"),
        ("二〇二一年一月二十六日", "2021-01-26"),
        ("（2021年1月26日）", "2021-01-26"),
        ("中華民國109年2月6日", "2020-02-06"),
        ("日期：109-02-06", "2020-02-06"),
        ("電話：02-3356-6500", None),
        ("文号：20219999", None),
        ("日期：26/01/2021 来源：海滨晚报", "2021-01-26"),
        ("January 26, 2021", "2021-01-26"),
    ],
)
def test_dates_as_texts_write_them(tmp_path, line, date):
    assert read(tmp_path, f"海滨省水利发展情况\n{line}\n{BODY}").date == date


@pytest.mark.parametrize(
    ("above", "date"),
    [
        ("海滨周报\n2021年 第4期\n首页 | 要闻 | 副刊\n1月26日 星期二", "2021-01-26"),
        ("海滨在线\n2021年1月\n首页 | 要闻 | 副刊\n01-26 10:22 来源：海滨日报", "2021-01-26"),
        ("首页 | 要闻 | 副刊\n出版：2021-01-26 16:31\n更新：2021-01-27 09:05", "2021-01-26"),
        ("首页 | 要闻 | 副刊\n首页 → 海滨报 → 2021年1月 → 26日", "2021-01-26"),
        ("首页 | 要闻 | 副刊\n2021年 1月 26日 星期二 10:48 打印本文 | 单页浏览", "2021-01-26"),
    ],
)
def test_the_day_of_a_page_may_stand_among_its_rows(tmp_path, above, date):
    assert read(tmp_path, f"{above}\n海滨县工业投资较快\n{BODY}\n返回顶部").date == date
