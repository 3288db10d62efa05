"""Words for times, and other words in which their characters stand."""

import pytest

from pipeline.claims.find.times import find_times
from pipeline.language.fold import fold


@pytest.mark.parametrize(
    "text",
    [
        "主要表现在三个方面",
        "体现在政策上",
        "重大项目前期工作",
        "科目前三名",
        "表明日方立场",
        "靠近日本",
        "过去几年中方多次说明",
        "5000多年中华文明",
        "多年底蕴深厚",
        "60岁以上年龄组",
        "未来年均增长",
        "此前年均",
        "成本年均下降",
        "健全年度计划",
        "数千年内",
        "基本次数",
    ],
)
def test_no_time_is_told_by_characters_of_other_words(text):
    assert [text[time.start : time.end] for time in find_times(fold(text))] == []


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("现在有3家", "现在"),
        ("目前有3家", "目前"),
        ("今年底", "今年底"),
        ("年中会议", "年中"),
        ("今年年中完成", "今年年中"),
        ("2024年初步核算", "2024年"),
        ("2023年初中毕业生", "2023年"),
        ("2023年夏粮收购", "2023年"),
        ("2020年夏", "2020年夏"),
        ("2024年底气更足", "2024年"),
        ("去年全年龄段", "去年"),
        ("1—9月", "1—9月"),
    ],
)
def test_a_time_ends_where_another_word_begins(text, time):
    assert [text[found.start : found.end] for found in find_times(fold(text))] == [time]


@pytest.mark.parametrize(
    "time",
    [
        "2019年10月—2020年3月",
        "2022年底-2023年6月",
        "2020年1月1日-2021年6月30日",
        "6月12—14日",
        "6月28-7月2日",
        "六月十二至十四日",
        "二零二零/二一至二零二三/二四年度",
        "今明两年",
        "2023年尾",
        "元月",
        "去（2023）年9月底",
    ],
)
def test_a_time_goes_from_its_beginning_to_its_end(time):
    text = f"全市{time}增长5%。"
    assert [text[found.start : found.end] for found in find_times(fold(text))] == [time]
