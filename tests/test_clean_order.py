from itertools import pairwise, permutations
from math import exp
from pathlib import Path

import pytest

from pipeline.clean.lines.normalise import split_lines
from pipeline.clean.lines.paragraphs import LineReader, read_paragraphs
from pipeline.clean.order import restore
from pipeline.clean.order.choice import choose_order
from pipeline.clean.order.continuation import load_continuation
from pipeline.clean.order.evidence import Junctions
from pipeline.clean.order.links import Weigher
from pipeline.clean.order.weights import logistic
from tests.talk import CONFERENCE, KNOWLEDGE, TALK, clean, codes, cut

ROOT = Path(__file__).parents[1]


SEED = next((ROOT / "raw").glob("*热点.txt"))


@pytest.fixture(scope="module")
def seed():
    return clean(SEED.read_text("utf-8"), "工信部解读2020年工业通信业热点")


def test_seed_headings_are_in_order(seed):
    headings = [p.heading.ordinal for p in seed.firsts if p.heading]
    assert headings == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "joined",
    [
        "持续组织开展5G毫米波试验，超前谋划",
        "请问被通报的APP主要涉及哪些侵害用户的行为？整改的效果如何？",
    ],
)
def test_seed_is_joined(seed, joined):
    assert joined in seed.text


def test_seed_answer_follows_its_question_before_the_next_hotspot(seed):
    heading = seed.text.index("热点六：APP侵权")
    answer = seed.text.index("赵志国：近日，工信部通报了今年首批157款")
    assert heading < answer < seed.text.index("热点七")


def test_seed_has_one_move_and_says_why(seed):
    (move,) = seed.moves
    assert seed.text[move.start : move.end].startswith("热点六")
    assert "word_completed" in move.evidence and move.confidence > 0.95


def test_seed_missing_text_is_flagged_where_it_breaks_off(seed):
    (flag,) = (flag for flag in seed.flags if flag.code == "text_missing")
    assert seed.text[: flag.start].endswith("深入实施中小企业数字化、工业")
    assert seed.text[flag.end] == "\n"


def test_seed_suspect_text_is_flagged(seed):
    suspects = [f for f in seed.flags if f.code == "suspect_text"]
    assert {seed.text[f.start : f.end] for f in suspects} == {"届五中全"}


@pytest.mark.parametrize(
    ("at_words", "order"),
    [
        (["小麦长势好于去年同"], [1, 0]),
        (["三号线已经完成铺"], [1, 0]),
        (["粮食生产情", "预计今年年底开通运"], [0, 2, 1]),
        (["小麦长势好于去年同", "推广使用新能"], [2, 0, 1]),
        (["小麦长势好于去年同", "推广使用新能"], [0, 1, 2]),
        (["城市轨道交通的建设进", "争取明年上半年开工", "改善空气质"], [3, 1, 0, 2]),
    ],
)
def test_cut_talk_is_restored(at_words, order):
    assembly = clean(cut(at_words, order))
    assert assembly.text.split("\n") == TALK
    assert codes(assembly).count("text_joined") == len(at_words)
    assert bool(assembly.moves) == (order != sorted(order))


def make_weigher(text, cuts):
    """What weighs the links of a text that is cut before these lines."""
    lines = list(split_lines(text))
    reader = LineReader(KNOWLEDGE.structure, KNOWLEDGE.titles, frozenset())
    paragraphs = read_paragraphs(lines, [False] * len(lines), reader)
    return Weigher(paragraphs, cuts, reader, load_continuation())


def test_the_share_of_a_link_is_that_of_all_orders_that_lead_along_it():
    ordering = choose_order(make_weigher("\n".join(TALK), [2, 4, 6])).ordering
    shares = ordering.share()
    odds = {order: exp(ordering.weigh(order)) for order in permutations(range(4))}
    total = sum(odds.values())
    for pair in permutations(range(4), 2):
        along = sum(weight for order, weight in odds.items() if pair in pairwise(order))
        assert shares[pair] == pytest.approx(along / total)
    assert sum(shares[-1, k] for k in range(4)) == pytest.approx(1)


@pytest.mark.parametrize(
    ("above", "below", "broken"),
    [(0, 1, False), (1, 0, True), (4, 2, True), (4, 5, False), (2, 3, False)],
)
def test_nobody_speaks_before_the_opening_and_nothing_is_told_after_the_end(above, below, broken):
    weigher = make_weigher(CONFERENCE, [])
    pieces = weigher.cut_at([1, 2, 3, 4, 5])
    assert weigher.course.is_broken(pieces[above], pieces[below]) is broken


@pytest.mark.parametrize("cut", ["重点是", "居民六"])
def test_a_conference_whose_end_stands_above_its_title_is_put_in_order(cut):
    whole = f"海滨省举行老旧小区改造新闻发布会\n{CONFERENCE}"
    at = whole.index(cut) + len(cut)
    assembly = clean(f"{whole[at:]}\n{whole[:at]}")
    assert assembly.text == whole and assembly.moves


REPORT = """各位代表：
现在，我代表县人民政府，向大会报告工作，请予审查。
去年全县粮食产量再创历史新高，水产养殖的规模扩大了一倍。
我们新建了三座水库和两条灌渠，十二个乡镇的农田用上了节水设备。
农村道路全部铺上了沥青路面，客车开进了每一个行政村。
县城的老旧小区改造了一半以上，六千户居民搬进了新的楼房。
今年要继续改造老旧小区，年底以前再铺设三十公里供水管道。
让我们携起手来，为建设更加美好的家园而共同奋斗！"""


def test_a_report_whose_end_stands_above_whom_it_addresses_is_put_in_order():
    at = REPORT.index("铺上了沥") + len("铺上了沥")
    assembly = clean(f"{REPORT[at:]}\n{REPORT[:at]}")
    assert assembly.text == REPORT and assembly.moves
    led = f"3月5日，县长在会上作报告。以下为全文。\n{REPORT}"
    assert clean(led).text == led and not clean(led).flags


def test_what_is_said_after_the_end_of_a_conference_is_in_doubt():
    *talk, end, editor = CONFERENCE.split("\n")
    moved = clean(
        "\n".join(["海滨省举行老旧小区改造新闻发布会", *talk[:2], end, *talk[2:], editor])
    )
    (doubt,) = moved.flags
    assert doubt.code == "order_uncertain" and not moved.moves
    assert moved.text[doubt.end :].startswith(talk[2])
    assert not codes(clean(f"海滨省举行老旧小区改造新闻发布会\n{CONFERENCE}"))


def test_what_a_likelier_order_would_part_is_in_doubt_where_the_text_stays(monkeypatch):
    monkeypatch.setattr(restore, "weigh_disorder", lambda *_: 0.3)
    source = cut(["小麦长势好于去年同", "推广使用新能"], [0, 2, 1])
    stays = clean(source)
    assert not stays.moves
    doubts = [f.end for f in stays.flags if f.code == "order_uncertain"]
    assert [stays.text[at:][:3] for at in doubts] == ["源汽车", "期，预"]
    monkeypatch.setattr(restore, "weigh_disorder", lambda *_: 0.1)
    assert codes(clean(source)).count("order_uncertain") < 2


def test_words_before_a_colon_that_name_nobody_may_be_the_rest_of_a_sentence():
    whole = "\n".join(TALK).replace("五号线的前期工作", "五号线。我再强调几点：一是安全，二是质量")
    at = whole.index("调几点")
    assert clean(f"{whole[at:]}\n\n{whole[:at]}").text == whole


def test_an_answer_goes_on_with_the_topic_of_its_question():
    weigher = make_weigher("\n".join(TALK), [])
    questions, answers = (2, 4, 7), (3, 5, 8)
    for question, answer in zip(questions, answers, strict=True):
        best = max(answers, key=lambda other: weigher.topic(question, other))
        assert best == answer


def test_no_word_lies_across_digits():
    junctions = Junctions(TALK, load_continuation())
    found = {f.code for f in junctions.weigh_join("其中有15", "33人为青少年")}
    assert "word_completed" not in found


def test_points_that_count_on_are_put_together():
    points = "李明：一是加快轨道交通建设，二是开通新的线路，", "三是改善车站的服务。"
    text = "\n".join([*TALK[:5], "".join(points), *TALK[7:]])
    first, second = text.split(points[1])
    assembly = clean(f"{points[1]}{second}\n\n{first}")
    assert assembly.text == text
    assert any("points_ascend" in move.evidence for move in assembly.moves)


SUMMARY = """《海滨新闻》 (20240627)
本期节目主要内容：
1.海滨省召开夏粮收购工作会议；
2.三号线年底前开通运营；
3.海滨港上半年吞吐量创新高；
4.全省空气质量持续改善 优良天数增加；
5.老旧小区改造惠及六万户居民；
6.国内快讯：
（1）南湖大桥合龙 计划明年通车；
（2）青川茶叶首次出口；
7.沿海部分地区有大到暴雨。
海滨台消息：海滨省今天召开夏粮收购工作会议，部署今年的收购工作，要求各地备足仓容和资金。"""


@pytest.mark.parametrize("order", [[1, 0, 2], [1, 2, 0], [2, 0, 1]])
def test_the_numbers_of_a_list_tell_its_order(order):
    first, second = SUMMARY.index("量持续改善"), SUMMARY.index("首次出口")
    pieces = [SUMMARY[:first], SUMMARY[first:second], SUMMARY[second:]]
    assembly = clean("\n".join(pieces[k] for k in order))
    assert assembly.text == SUMMARY and assembly.moves


def test_a_line_that_stops_within_a_number_has_lost_its_rest():
    for broken, code in ((f"{TALK[3][:-1]}12", "text_missing"), (TALK[3], "")):
        assembly = clean("\n".join([*TALK[:3], broken, *TALK[4:]]))
        assert not assembly.moves and codes(assembly) == [code] * bool(code)
    assert codes(clean("\n".join([*TALK, f"{TALK[5][:-3]}，"]))) == ["sentence_cut"]


def test_a_quote_may_be_open_above_the_rest_of_a_sentence():
    junctions = Junctions(TALK, load_continuation())
    parts = "相遇时，巡逻队先通报", "情况”的做法"
    assert "bracket_closed.clash" in junctions.find_join(*parts)
    assert "bracket_closed.clash" not in junctions.find_join(*parts, rest=True)


@pytest.mark.parametrize(
    "joined",
    [
        "进展顺\n\n\n”的产量有所",
        pytest.param(
            "进展\n\n\n产量有所",
            marks=pytest.mark.xfail(strict=True, reason="two nouns that may follow each other"),
        ),
    ],
)
def test_a_join_with_little_for_it_is_flagged(joined):
    text = "\n".join(TALK).replace("进展顺利，三号线已经完成", joined)
    assert {"order_uncertain", "text_missing"} & {*codes(clean(text))}


def test_moves_say_where_the_piece_stood():
    source = cut(["小麦长势好于去年同"], [1, 0])
    assembly = clean(source)
    (move,) = assembly.moves
    moved = assembly.text[move.start : move.end]
    assert source[move.source_start : move.source_end] == moved.replace("\n", "\n")


def test_a_sentence_without_its_rest_is_flagged():
    text = "\n".join(TALK)
    rest = "利，三号线已经完成铺轨，预计今年年底开通运营。"
    assembly = clean(text.replace(rest, "\n\n\n"))
    (doubt,) = (flag for flag in assembly.flags if flag.code != "text_joined")
    assert assembly.text[: doubt.start].endswith("城市轨道交通建设进展顺")
    assert assembly.moves == []


def test_a_line_that_no_line_begins_like_goes_on_in_the_one_above():
    text = "\n".join(TALK).replace("稳定，小麦", "稳定\n，小麦")
    assembly = clean(text)
    assert assembly.text.split("\n") == TALK and assembly.moves == []


def test_headings_that_skip_and_repeat_are_flagged():
    text = "\n".join(
        f"热点{n}：某某问题\n记者：请问情况如何？\n王建国：情况总体平稳。" for n in "一二四四"
    )
    found = codes(clean(text))
    assert "heading_skipped" in found and "heading_repeated" in found


def test_headings_are_put_in_order():
    def section(n, topic):
        return f"热点{n}：{topic}\n记者：请问今年{topic}的情况如何？\n王建国：今年{topic}总体平稳。"

    order = [section("一", "粮食"), section("三", "交通"), section("二", "教育")]
    assembly = clean("\n".join(order))
    assert [p.heading.ordinal for p in assembly.firsts if p.heading] == [1, 2, 3]
    assert len(assembly.moves) == 1


def test_lines_within_the_pieces_of_a_restored_text_are_joined():
    broken = [part for line in TALK[2:] for part in (line[:9], line[9:26], line[26:]) if part]
    said = "\n".join([*TALK[:2], *broken])
    cut_at = said.index("期工作")
    assembly = clean(f"{said[cut_at:]}\n\n{said[:cut_at]}")
    assert assembly.text.split("\n") == TALK and len(assembly.moves) == 1


def test_many_pieces_are_joined_where_certain_and_never_moved_in_bulk():
    source = "\n\n\n".join(TALK[3][:20] for _ in range(60)) + "\n" + "\n".join(TALK)
    assembly = clean(source)
    assert len(assembly.text) > 0


def test_logistic_is_bounded():
    assert logistic(-1000) == 0 and logistic(1000) == 1


def test_captions_and_headlines_are_not_joined_with_what_follows():
    lines = [
        "青川气象站迎汛备战",
        "雨季快到了，各观测点正把仪器查一遍，全年要放气球640个。",
        "工作人员正在标定雨量计",
        "两部雷达的检修都已排定，配件也备好了。（郑小川）",
        "海州港集装箱吞吐量创新高 同比增长8.1%",
        "夜里也有两人值守，数据十分钟报一回。",
    ]
    assembly = clean("\n".join(lines))
    assert assembly.text.split("\n") == lines and codes(assembly) == []


def test_a_file_that_breaks_its_lines_says_so_once():
    lines = [part for line in TALK for part in (line[:9], line[9:23], line[23:]) if part]
    assembly = clean("\n".join(lines))
    assert assembly.text.split("\n")[1:] == TALK[1:]
    assert codes(assembly) == ["lines_joined"]


def test_nothing_is_moved_behind_a_text_that_is_cut_at_its_end():
    lines = [
        "以下是候任局長王小明昨晚（四月十二日）與傳媒的談話全文：",
        "候任局長∶我先與大家說幾句，然後答大家的提問。昨晚與街坊吃了頓飯，聽了十六位街坊的意見。",
        "記者∶街坊最關心甚麼？",
        "候任局長：他們最關心街燈，也問到水管何時更換。",
        "記者∶辦公室的人手是否已經找到？",
        "候任局長：候任局長辦公室的主管人選，",
    ]
    assembly = clean("\n".join(lines))
    assert assembly.text.split("\n") == lines and codes(assembly) == ["sentence_cut"]


def test_a_text_that_is_not_chinese_is_said_to_be_so():
    said = "We will renew 120 kilometres of pipes next year, at a cost of 350 million yuan.\n"
    assert codes(clean(said * 4)) == ["not_chinese"]
    assert codes(clean("\n".join(TALK) + "\n" + said * 12)) == ["partly_chinese"]
    assert codes(clean("\n".join(TALK))) == []


def test_a_lone_join_that_the_characters_speak_against_is_none():
    text = "\n".join(TALK)
    at, rest = text.index("定，小麦"), text.index("移动源的治理")
    assert codes(clean(f"{text[:at]}\n{text[rest:]}")) == ["text_missing"]
    assert codes(clean(f"{text[:at]}\n{text[at:]}")) == ["text_joined"]


def test_where_the_only_line_without_a_mark_goes_on_in_nothing_a_part_is_missing():
    text = "\n".join([*TALK, *(line.replace("春季", "夏季") for line in TALK[2:])])
    at, rest = text.index("定，小麦"), text.rindex("源的治理")
    assert codes(clean(f"{text[:at]}\n{text[rest:]}")) == ["text_missing"]
    listed = "\n".join(
        f"{name}\n{line}" for name, line in zip("甲乙丙丁戊", TALK[1:], strict=False)
    )
    assert "text_missing" not in codes(clean(listed))


def test_a_part_cut_out_within_an_answer_is_told():
    text = "\n".join(TALK)
    at = text.index("定，小麦")
    whole, cut_out = (
        f"{text[:at]}\n{text[at:]}",
        f"{text[:at]}\n雷达能看清二十海里以外，雾天也能航行。",
    )
    assert "order_uncertain" not in codes(clean(whole))
    assert {"text_missing", "order_uncertain"} & {
        *codes(clean(cut_out + text[text.index(TALK[2]) - 1 :]))
    }
