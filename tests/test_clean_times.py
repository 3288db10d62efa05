import pytest

from pipeline.language.stamps import do_rise, find_time
from tests.talk import clean, codes

TIMED = {
    "at the head of a line": [
        "[10:00:05] [主持人 陈文俊] 大家好，欢迎参加今天的发布会。",
        "[10:02:40] [省生态环境厅副厅长 李华] 去年全省空气优良天数比例为87.6%。",
        "[10:09:11] [新华社记者] 请问今年治理的重点是什么？",
        "[10:10:30] [李华] 重点是三项工作。",
        "[10:16:02] [主持人 陈文俊] 今天的发布会到此结束，谢谢大家。",
    ],
    "on a line above": [
        "10:00:05\n主持人 陈文俊：大家好，欢迎参加今天的发布会。",
        "10:02:40\n李华：去年全省空气优良天数比例为87.6%。\n重污染天气减少了三天。",
        "10:09:11\n新华社记者：请问今年治理的重点是什么？",
        "10:10:30\n李华：重点是三项工作。",
        "10:16:02\n主持人 陈文俊：今天的发布会到此结束，谢谢大家。",
    ],
    "on a line below": [
        "[主持人 陈文俊]：\n大家好，欢迎参加今天的发布会。\n2025-11-20 10:00:05",
        "[李华]：\n去年全省空气优良天数比例为87.6%。\n2025-11-20 10:02:40",
        "[新华社记者]：\n请问今年治理的重点是什么？\n2025-11-20 10:09:11",
        "[李华]：\n重点是三项工作。\n2025-11-20 10:10:30",
        "[主持人 陈文俊]：\n今天的发布会到此结束，谢谢大家。\n2025-11-20 10:16:02",
    ],
    "at the end": [
        "主持人 陈文俊：大家好，欢迎参加今天的发布会。 [10:00]",
        "李华：去年全省空气优良天数比例为87.6%。\n重污染天气减少了三天。 [10:02]",
        "新华社记者：请问今年治理的重点是什么？ [10:09]",
        "李华：重点是三项工作。 [10:10]",
        "主持人 陈文俊：今天的发布会到此结束，谢谢大家。 [10:16]",
    ],
}


@pytest.mark.parametrize("place", TIMED)
def test_a_live_text_with_the_newest_first_is_read_from_its_end(place):
    title = "海滨省生态环境厅新闻发布会实录"
    told = clean("\n".join([title, *TIMED[place]]))
    assembly = clean("\n".join([title, *reversed(TIMED[place])]))
    assert assembly.text == told.text and not told.moves
    assert codes(assembly) == ["newest_first"]
    assert {code for move in assembly.moves for code in move.evidence} == {"times_ascend"}


def test_three_times_that_fall_prove_nothing():
    lines = TIMED["at the end"][:3]
    assembly = clean("\n".join(["海滨省生态环境厅新闻发布会实录", *reversed(lines)]))
    assert "newest_first" not in codes(assembly) and not assembly.moves


LIVE = """[主持人]大家好。关于自来水的这一场发布会，我们就开始了。
2019-05-06 09:00:11
[陈明远]我先介绍一下身边的同事。王建国总工程师。
2019-05-06 09:02:12
[陈明远]还有李晓梅处长，
丁立新处长。
2019-05-06 09:02:38
[江城晚报记者]Director, will the city cut losses
 further next year?
2019-05-06 09:04:02
[陈明远]老管道要换九十公里，花两亿六千万元。(laugh)
2019-05-06 09:05:14
"""


def test_time_stamps_that_rise_prove_order():
    assembly = clean(LIVE)
    assert assembly.moves == [] and "order_uncertain" not in codes(assembly)
    times = [time for line in LIVE.split("\n") if (time := find_time(line))]
    assert do_rise(times) and not do_rise([times[1], times[0], *times[2:]])


def test_a_time_that_falls_shows_that_a_text_is_out_of_order():
    lines = TIMED["at the head of a line"]
    whole = "\n".join(["海滨省生态环境厅新闻发布会实录", *lines])
    at = whole.index("空气优良天数")
    cut_again = whole.index("治理的重点")
    first, second, third = whole[:at], whole[at:cut_again], whole[cut_again:]
    for source in (f"{second}\n{first}\n{third}", f"{first}\n{third}\n{second}"):
        assembly = clean(source)
        assert assembly.text == whole and assembly.moves
