"""Sections, turns, speakers and sentences, on short transcripts written for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.lines.normalise import SourceLine
from pipeline.clean.lines.paragraphs import LineReader, Titles, read_paragraphs
from pipeline.language.structure.lines import load_structure
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.records.transcript import Block
from pipeline.segment.stage import segment
from tests.every_stage import read_written
from tests.make import make_transcript

STRUCTURE = load_structure()
READER = LineReader(STRUCTURE, Titles.load(), frozenset())
TOKENIZER = Tokenizer(load_terms())


def read(text: str):
    """Return a transcript as `clean` would give it, one block per line, and its structure."""
    lines, start = [], 0
    for line in text.split("\n"):
        if line:
            lines.append(SourceLine(line, ((start, start + len(line)),), 0))
        start += len(line) + 1
    blocks = [
        Block(
            kind=read.kind,
            heading=read.heading,
            label=read.label or STRUCTURE.read_note(read.text, read.kind),
            start=read.line.spans[0][0],
            end=read.line.spans[0][1],
        )
        for read in read_paragraphs(lines, [False] * len(lines), READER)
    ]
    transcript = make_transcript("t", text, tuple(blocks))
    return transcript, segment(transcript, STRUCTURE, TOKENIZER)


BRIEFING = """编者按：1月6日，国新办举行发布会，农业农村部副部长、新闻发言人王小明，\
农业农村部总农艺师兼发展规划司司长李华出席。
主持人：大家好，欢迎出席今天的发布会。
热点一：粮食生产
新华社记者：今年粮食产量如何？
《经济日报》记者：大豆呢？
王小明：粮食总产量稳定在1.3万亿斤以上。
主要有三个原因。
李华：我补充一点。
热点二：乡村振兴
记者：下一步有什么安排？
王小明：我们将抓好三件事。
记者：明年呢？"""


def test_sections_turns_and_who_answers_what():
    transcript, found = read(BRIEFING)
    assert [(s.ordinal, s.title) for s in found.sections] == [(1, "粮食生产"), (2, "乡村振兴")]
    assert [(t.kind, t.speaker, t.role, t.section, t.answers) for t in found.turns] == [
        ("narration", None, "editor", None, ()),
        ("statement", None, "host", None, ()),
        ("question", "新华社记者", "reporter", "s1", ()),
        ("question", "《经济日报》记者", "reporter", "s1", ()),
        ("answer", "王小明", "official", "s1", ("t3", "t4")),
        ("answer", "李华", "official", "s1", ("t3", "t4")),
        ("question", None, "reporter", "s2", ()),
        ("answer", "王小明", "official", "s2", ("t7",)),
        ("question", None, "reporter", "s2", ()),
    ]
    answer = found.turns[4]
    assert transcript.text[answer.start : answer.end].startswith("粮食总产量")
    assert transcript.text[answer.start : answer.end].endswith("三个原因。")


def test_a_section_reaches_to_the_next_heading():
    transcript, found = read(BRIEFING)
    first, second = found.sections
    assert transcript.text[first.start : first.end].startswith("热点一")
    assert transcript.text[first.start : first.end].endswith("我补充一点。")
    assert transcript.text[second.start : second.end].endswith("明年呢？")


def test_speakers_with_office_and_organisation():
    _, found = read(BRIEFING)
    assert [(s.name, s.role, s.organisation, s.office) for s in found.speakers] == [
        ("新华社记者", "reporter", "新华社", None),
        ("《经济日报》记者", "reporter", "经济日报", None),
        ("王小明", "official", "农业农村部", "副部长、新闻发言人"),
        ("李华", "official", "农业农村部", "总农艺师兼发展规划司司长"),
    ]


def test_a_follow_up_is_of_the_reporter_who_asked_last():
    _, found = read("法新社记者：有何评论？\n毛宁：没有。\n追问：为什么？\n毛宁：我已经回答了。")
    assert [t.speaker for t in found.turns] == ["法新社记者", "毛宁", "法新社记者", "毛宁"]
    assert [s.aliases for s in found.speakers] == [(), ()]


def test_a_question_without_an_answer_is_flagged():
    transcript, found = read(BRIEFING)
    flag = found.flags[0]
    assert [f.code for f in found.flags] == ["question_unanswered"]
    assert transcript.text[flag.start : flag.end] == "明年呢？"


def test_a_heading_of_two_parts_is_a_section_twice():
    _, found = read(
        "一、城区\n二、数据\n大家好。\n一、城区\n去年改造了三个小区。\n二、数据\n空气变好了。\n"
        "二、数据\n河水变清了。"
    )
    assert [section.title for section in found.sections] == ["城区", "数据", "数据"]


def test_a_text_without_labels_is_one_statement_a_section():
    _, found = read("一、工作回顾\n经济稳中有进。\n民生改善。\n二、工作安排\n扩大内需。")
    assert [(t.kind, t.role, t.section) for t in found.turns] == [
        ("statement", "unknown", "s1"),
        ("statement", "unknown", "s2"),
    ]
    assert found.flags == ()


def test_a_speech_is_that_of_its_byline():
    _, found = read("海滨省人民政府省长　郑文博\n各位代表：\n现在报告工作。\n一、回顾\n经济向好。")
    assert [(t.kind, t.speaker, t.role, t.section) for t in found.turns] == [
        ("statement", "郑文博", "official", None),
        ("statement", "郑文博", "official", "s1"),
    ]
    (speaker,) = found.speakers
    assert (speaker.organisation, speaker.office) == ("海滨省人民政府", "省长")


def test_a_long_text_without_headings_is_flagged():
    _, found = read("记者：有何评论？\n毛宁：没有评论。\n记者：还有呢？\n毛宁：没有更多。")
    assert found.flags == ()
    assert {t.section for t in found.turns} == {None}
    long = "中方的立场是一贯的。" * 100
    _, found = read(f"记者：有何评论？\n毛宁：{long}\n记者：还有呢？\n毛宁：没有更多。")
    assert [f.code for f in found.flags] == ["no_sections"]


MARKED = """# 海滨县工作总结

## 一、总体情况

全年完成投资12亿元，比上年增长6%。

## 二、重点工作

### （一）修路

新修农村公路80公里，全部通过验收。

### （二）供水

新建水厂2座，惠及3万人。
"""
IN_ANSWER = """# 海滨县发布会

## 一、就业

海滨日报记者：就业有什么措施？

人社局局长李明：主要有两项措施。

### （一）扩岗

企业扩岗补贴1500元。

## 二、养老

江城晚报记者：食堂建了多少？

民政局局长王芳：建了36个。
"""
NEWS = """海滨港新泊位投入使用
海滨网消息
（晚间新闻）：今天上午，海滨港两个新泊位投入使用，年吞吐能力增加300万吨。
全县秋粮收购进度过半
海滨网消息
（晚间新闻）：截至昨天，全县已收购秋粮5.2万吨，占计划的52%。
高铁站前广场今晚开放
海滨网消息
（晚间新闻）：高铁站前广场今晚开放，可停车600辆。
"""
HEADLINES = ["海滨港新泊位投入使用", "全县秋粮收购进度过半", "高铁站前广场今晚开放"]


@pytest.mark.parametrize(
    ("name", "words", "titles"),
    [
        ("marked.md", MARKED, ["总体情况", "重点工作", "修路", "供水"]),
        ("answer.md", IN_ANSWER, ["就业", "养老"]),
        ("news.txt", NEWS, HEADLINES),
        ("headed.txt", f"晚间要闻\n{NEWS}", HEADLINES),
    ],
)
def test_sections_are_what_the_file_marks_and_what_stands_above_news(name, words, titles, tmp_path):
    path = tmp_path / name
    path.write_text(words, encoding="utf-8")
    _, found = read_written(path)
    assert [section.title for section in found.sections] == titles
    assert found.flags == ()


def test_headings_of_a_lower_level_are_part_of_what_is_said():
    transcript, found = read("一、工作安排\n（一）扩大内需\n抓好消费。\n二、自身建设\n依法行政。")
    assert [s.title for s in found.sections] == ["工作安排", "自身建设"]
    first = found.turns[0]
    assert transcript.text[first.start : first.end] == "（一）扩大内需\n抓好消费。"


@pytest.mark.parametrize(
    "text", ["", "\n", "只有一行", "：：：", "记者：", "热点一：5G", "。" * 50]
)
def test_hardly_a_transcript(text):
    transcript, found = read(text)
    assert all(transcript.text[t.start : t.end] for t in found.turns)


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "热点一：5G",
                "记者：为什么？",
                "王小明：因为。",
                "主持人：请。",
                "一、回顾",
                "编者按：记。",
            ]
        ),
        st.text(alphabet="工业增长5.2%。；？！”“ 　\tab：、一", max_size=30),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(LINES)
def test_offsets_hold_and_turns_do_not_overlap(lines):
    _, found = read("\n".join(lines))
    ends = [0] + [turn.end for turn in found.turns]
    assert all(turn.start >= end for turn, end in zip(found.turns, ends, strict=False))
    turns = {turn.id: turn for turn in found.turns}
    sections = {section.id for section in found.sections}
    for turn in found.turns:
        assert turn.section is None or turn.section in sections
        assert all(turns[question].kind == "question" for question in turn.answers)
    for sentence in found.sentences:
        turn = turns[sentence.turn]
        assert turn.start <= sentence.start < sentence.end <= turn.end
        assert sum(sentence.tokens) == sentence.end - sentence.start
        assert sentence.section == turn.section


@settings(deadline=None)
@given(LINES)
def test_the_sentences_of_a_turn_cover_its_words(lines):
    transcript, found = read("\n".join(lines))
    for turn in found.turns:
        said = "".join(
            transcript.text[s.start : s.end] for s in found.sentences if s.turn == turn.id
        )
        whole = "".join(line for line in transcript.text[turn.start : turn.end].split("\n"))
        assert said == whole


ARTICLE = """# {title}

今天，市医保局通报了新规，群众关心的有两件事。

## 异地就医还要备案吗？

在手机上备案，当天生效，报销比例不变。

## 药店买药能不能报销？

定点药店可以报销，每年限额两千元。
"""


@pytest.mark.parametrize(("title", "sections"), [("新规看这里", 2), ("医保局局长答记者问", 0)])
def test_questions_head_an_article_and_are_asked(title, sections, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(ARTICLE.format(title=title), encoding="utf-8")
    _, found = read_written(path)
    assert len(found.sections) == sections
    assert [turn.kind for turn in found.turns if turn.answers] == ["answer"] * 2
