"""Dates of the document and of the event."""

import pytest

from pipeline.clean.stage import clean, load_knowledge, warn_of_future
from pipeline.metadata import Metadata

KNOWLEDGE = load_knowledge()
BODY = "\n记者：今年的目标是什么？\n王小明：1月5日，我们召开会议，部署工作。\n"
NOTE = "编者按：1月26日，海滨省政府新闻办举行新闻发布会，介绍2020年水利发展情况。"


def read(folder, name, text, told=None):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return clean(path, Metadata(date=told), KNOWLEDGE)


@pytest.mark.parametrize(
    ("name", "text", "told", "expected"),
    [
        # name, metadata and text in this order; the event beside them
        ("2021-01-27-水利.txt", NOTE, None, ("2021-01-27", "name", "2021-01-26")),
        ("水利.txt", NOTE, "2021-01-28", ("2021-01-28", "metadata", "2021-01-26")),
        ("水利.txt", "时间：2021-01-29\n" + NOTE, None, ("2021-01-29", "text", "2021-01-26")),
        ("水利.txt", NOTE, None, (None, None, None)),
        # a day without a year is the last such day
        ("2021-01-04-水利.txt", NOTE.replace("1月26", "12月30"), None,
         ("2021-01-04", "name", "2020-12-30")),
        ("水利.txt", NOTE.replace("1月", "2021年1月"), None, ("2021-01-26", "text", "2021-01-26")),
        ("2026-02-05-报告.txt", "工作报告\n——2026年1月27日在海滨省人民代表大会第四次会议上", None,
         ("2026-02-05", "name", "2026-01-27")),
        ("2021-01-27-水利.txt", "海滨省发布消息。", None, ("2021-01-27", "name", None)),
        # a date anywhere in a name; none from which or until which something holds
        ("水利（20210127）.txt", NOTE, None, ("2021-01-27", "name", "2021-01-26")),
        ("水利.txt", "办法自2021年3月1日起施行，截至2020年12月31日已有三省试行。", None,
         (None, None, None)),
        # months, and no day; a year by the part of it whose results are told
        ("水利.txt", "2025年1-5月，全省完成投资1.5亿元。", None, (None, None, None)),
        ("水利.txt", NOTE.replace("1月26", "7月15") + "2020年上半年，全省完成投资三亿元。", None,
         ("2020-07-15", "text", "2020-07-15")),
        # the year in which a day falls on its weekday, of those that the text speaks of
        ("水利.txt", "时间：7月15日（星期三）\n2019年完成投资三亿元，2015年为一亿元。", None,
         ("2020-07-15", "text", None)),
        ("水利.txt", "时间：7月15日（星期三）上午10时\n2019年完成投资三亿元，2014年至2015年二亿元。"
         "2015年开工。", None, ("2015-07-15", "text", None)),
        ("水利.txt", "时间：7月15日（星期三）上午10时\n2021年完成投资三亿元。", None,
         (None, None, None)),
        # years of the Republic of two digits, in a text of Taiwan and on a line of their own
        ("水利.txt", "發布日期：90/01/15\n海濱縣政府說明", None, ("2001-01-15", "text", None)),
        ("水利.txt", "海濱縣政府說明\n（90.1.15）", None, ("2001-01-15", "text", None)),
        ("水利.txt", "海濱縣政府說明90.1.15號公告。", None, (None, None, None)),
        ("水利.txt", "海滨市政府说明\n90.1.15", None, (None, None, None)),
        # the year behind the day
        ("水利.txt", "海滨省水利发布会\n07月03日 2024 10:02 来源：海滨日报\n今年投资三亿元。", None,
         ("2024-07-03", "text", None)),
    ],
)  # fmt: skip
def test_dates(tmp_path, name, text, told, expected):
    record = read(tmp_path, name, text + BODY, told)
    assert (record.date, record.date_source, record.event_date) == expected
    assert [flag.code for flag in record.flags] == []


@pytest.mark.parametrize(
    ("name", "text", "told", "date", "code"),
    [
        ("2021-02-30-水利.txt", "海滨省发布消息。", None, None, "date_invalid"),
        ("水利.txt", "时间：2021-02-30\n时间：2021-03-01\n", None, "2021-03-01", "date_invalid"),
        ("水利.txt", "2021年2月31日，某地。", None, None, "date_invalid"),
        ("2020-12-01-水利.txt", NOTE.replace("1月", "2021年1月"), None, "2020-12-01",
         "date_before_event"),
        ("2021-01-27-水利.txt", NOTE, "2012-01-27", "2021-01-27", "date_differs"),
    ],
)  # fmt: skip
def test_a_date_in_doubt_is_flagged(tmp_path, name, text, told, date, code):
    record = read(tmp_path, name, text + BODY, told)
    assert record.date == date
    assert [flag.code for flag in record.flags] == [code]


def test_a_date_in_the_future_is_said_and_kept(tmp_path, capsys):
    record = read(tmp_path, "2021-01-27-水利.txt", "海滨省发布消息。" + BODY)
    warn_of_future(record, "2021-01-26")
    assert "2021-01-27, is in the future" in capsys.readouterr().err
    warn_of_future(record, "2021-01-27")
    assert capsys.readouterr().err == ""
