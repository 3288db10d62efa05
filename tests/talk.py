"""A short talk, and what becomes of it where it is cut into pieces."""

from pipeline.clean.formats.reading import Reading
from pipeline.clean.stage import clean_text, load_knowledge

KNOWLEDGE = load_knowledge()
CONFERENCE = """主持人：女士们、先生们，大家好。欢迎出席海滨省新闻发布会。
王小明：去年全省改造老旧小区三百二十个，惠及居民六万户。
海滨日报记者：请问今年还要改造多少个小区？
王小明：今年计划再改造二百八十个，重点是加装电梯。
主持人：今天的发布会到此结束，谢谢大家。
责任编辑 赵丽"""


def clean(source, *titles):
    return clean_text(Reading(source), frozenset(titles), KNOWLEDGE)[0]


def codes(assembly):
    return [flag.code for flag in assembly.flags]


TALK = [
    "春季工作新闻发布会",
    "主持人：各位记者朋友，大家上午好，欢迎出席今天的新闻发布会。",
    "甲报记者：请问今年春季全市的粮食生产情况怎么样？",
    "王建国：今年春季全市粮食播种面积稳定，小麦长势好于去年同期，预计夏粮产量有所增加。",
    "乙报记者：请问城市轨道交通的建设进展如何，今年将开通哪几条线路？",
    "李明：城市轨道交通建设进展顺利，三号线已经完成铺轨，预计今年年底开通运营。",
    "同时，我们正在推进五号线的前期工作，争取明年上半年开工建设。",
    "丙报记者：请问在改善空气质量方面还有哪些措施？",
    "赵敏：我们将继续抓好工业源和移动源的治理，推广使用新能源汽车，让蓝天常在。",
]


def cut(at_words, order):
    """The talk cut after each of the words, its pieces in this order."""
    text, pieces = "\n".join(TALK), []
    for words in at_words:
        at = text.index(words) + len(words)
        pieces.append(text[:at])
        text = text[at:]
    pieces.append(text)
    return "\n\n".join(pieces[k] for k in order)
