"""Documents in order as offices publish them and converters write them.

More of the layouts of layouts.py, made later: rules and weights may be made on OPEN; SHUT is for
judging alone.
"""

import random
import re
from collections.abc import Sequence

from benchmarks.layouts import (
    CAPTIONS,
    CLAUSE,
    ENDS,
    ENGLISH,
    NAMES,
    STORIES,
    Layout,
    split_label,
    wrap,
)


def printed(lines: list[str], rng: random.Random) -> str:
    """A page printed by a browser: its name above each sheet, its address and number below."""
    width = rng.randint(38, 46)
    rows = [part for line in lines for part in wrap(line, width)]
    size = rng.randint(8, 20)
    sheets = [rows[at : at + size] for at in range(0, len(rows), size)]
    parts: list[str] = []
    for number, sheet in enumerate(sheets, start=1):
        parts += ["2021/3/8 上午10:14\t市水务局新闻发布会实录_青川市人民政府", "", *sheet, ""]
        parts += [f"www.qingchuan.example/art/2021/3/8/art_12_3456.html\t{number}/{len(sheets)}"]
    return "\n".join(parts)


def messenger(lines: list[str], rng: random.Random) -> str:
    """An article of a messenger: account and place above, short paragraphs, credits below."""
    head = ["青川供水通气会实录来了！", "原创 青川发布 青川发布", "2021-03-08 07:15 发表于青川"]
    head += ["点击蓝字 关注我们", "↑↑↑"]
    parts: list[str] = []
    for k, line in enumerate(lines):
        if rng.random() < 0.2:
            parts += [f"0{k % 9 + 1}", rng.choice(STORIES)]
        parts += [sentence for sentence in re.split("(?<=[。？！])", line) if sentence]
        if rng.random() < 0.2:
            parts.append(f"▲{rng.choice(CAPTIONS)}")
    tail = [
        "END",
        "来源丨青川发布",
        f"编辑丨{rng.choice(NAMES)}",
        "往期推荐",
        *rng.sample(STORIES, 3),
    ]
    return "\n\n".join([*head, *parts, *tail, "分享、在看与点赞", "只要你点，我们就是胖友"])


def footnoted(lines: list[str], rng: random.Random) -> str:
    """A book: its pages end within sentences, and notes stand at their feet."""
    text, parts, at, page = "\n".join(lines), [], 0, rng.randint(3, 300)
    while at < len(text):
        size = rng.randint(300, 600)
        parts.append(text[at : at + size].strip("\n"))
        notes = "①②③"[: rng.randint(0, 3)]
        parts += [f"{mark} 《青川水利志》，第{rng.randint(2, 400)}页。" for mark in notes]
        parts += [str(page), rng.choice(("", "\f"))]
        at, page = at + size, page + 1
    return "\n".join(parts)


def heard(lines: list[str], rng: random.Random) -> str:
    """What a program heard: a speaker's number and the minute, then words without paragraphs."""
    parts: list[str] = []
    for k, line in enumerate(lines):
        _, said = split_label(line)
        parts += [f"发言人{rng.randint(1, 3)} {k // 2:02}:{k * 31 % 60:02}", said.rstrip("。"), ""]
    return "\n".join(parts)


def slides(lines: list[str], rng: random.Random) -> str:
    """Slides: a title on each, points without a mark at their ends, the text as notes below."""
    parts: list[str] = []
    for k, line in enumerate(lines, start=1):
        points = [clause.rstrip(ENDS + "，") for clause in CLAUSE.split(line)[:4] if clause]
        parts += [f"幻灯片 {k}", rng.choice(STORIES), *points, "备注：", line, ""]
    return "\n".join(parts)


def asked_above(lines: list[str], rng: random.Random) -> str:
    """What was asked as a list above, without a mark at the end of each point."""
    asked = [line for line in lines if "？" in line] or lines[:3]
    points = [re.split("[，。？]", split_label(line)[1])[0] for line in asked]
    head = ["青川市举行供水专题新闻发布会", "核心提示", *(f"• {point}" for point in points)]
    return "\n".join([*head, "发布会实录", *lines, "（根据录音整理，未经本人审阅）"])


def excerpted(lines: list[str], rng: random.Random) -> str:
    """A passage copied out of a text: it ends within a sentence, and may begin within one."""
    *above, last = lines
    text = "\n".join([*above, last[: rng.randrange(3, max(4, len(last) - 2))]])
    return text[rng.randrange(1, 20) :] if rng.random() < 0.5 else text


def recognised(lines: list[str], rng: random.Random) -> str:
    """A scan that was recognised: blanks within lines, pages of uneven lines, wrong marks."""
    parts: list[str] = []
    for k, line in enumerate(lines):
        for row in wrap("　　" + line, rng.randint(22, 30)):
            at = rng.randrange(1, len(row) + 1)
            parts.append(row[:at] + " " + row[at:] if rng.random() < 0.3 else row)
        if k % 4 == 3:
            parts += ["", rng.choice((f"·{k}·", f"- {k} -", f"{k}")), ""]
    return "\n".join(parts).replace("；", rng.choice("；;"))


def film_titles(lines: list[str], rng: random.Random) -> str:
    """Titles of a film: a number, from when to when, a dozen characters."""
    parts: list[str] = []
    second = number = 0
    for line in lines:
        for phrase in filter(None, re.split("[，。；！？：]", line)):
            number, begin, second = number + 1, second, second + 3
            times = (f"00:{at // 60:02}:{at % 60:02},000" for at in (begin, second))
            parts += [str(number), " --> ".join(times), phrase[:24], ""]
    return "\n".join(parts)


def newspaper(lines: list[str], rng: random.Random) -> str:
    """A page of a newspaper: a line above the headline, two below, narrow columns, credits."""
    head = ["牢记嘱托 真抓实干", "让清水流进千家万户", "——全市供水改造工作纪实", "本报记者 郑小川"]
    width = rng.randint(13, 17)
    rows = [row for line in lines for row in wrap("　　" + split_label(line)[1], width)]
    at = rng.randrange(0, len(rows))
    inset = ["核心阅读", *wrap(rng.choice(STORIES) + "，群众得实惠", width)]
    return "\n".join(
        [*head, *inset, *rows[:at], rng.choice(CAPTIONS), *rows[at:], "版式设计：吴一鸣"]
    )


def converted(lines: list[str], rng: random.Random) -> str:
    """A page made into Markdown: links, pictures, menus as lists, bold names."""
    parts = ["[首页](/) > [新闻](/xw/) > 正文", "", "# 市水务局介绍供水情况", ""]
    parts += ["* [打印](javascript:void(0))", "* [关闭](#)", ""]
    for line in lines:
        who, said = split_label(line)
        parts += [f"**{who}：**{said}" if who else said, ""]
        if rng.random() < 0.3:
            parts += [f"![{rng.choice(CAPTIONS)}](/pic/{rng.randint(1, 99)}.jpg)", ""]
        if rng.random() < 0.2:
            parts += [f"[{rng.choice(STORIES)}](https://qingchuan.example/a.html)", ""]
    return "\n".join([*parts, "[上一篇：夜间服务](/1.html)", "[下一篇：节水周](/2.html)"])


def mailed(lines: list[str], rng: random.Random) -> str:
    """A mail that was handed on: its heads, its text broken at a width behind marks."""
    head = [
        "发件人: 青川发布",
        "收件人: 各媒体",
        "主题: 供水通气会实录",
        "日期: 2021年3月8日 10:14",
        "",
    ]
    rows = [f"> {row}" for line in lines for row in (*wrap(line, 36), "")]
    return "\n".join(
        [*head, "各位记者好，实录如下", "", *rows, "-- ", "青川发布编辑部", "电话 0000-1234567"]
    )


def encyclopedic(lines: list[str], rng: random.Random) -> str:
    """A page of an open library: sections with a word to edit them, marks of notes, notes below."""
    parts = ["供水通气会答问", "← 2020年", "作者：青川市", "2021年3月8日", "2022年 →"]
    for k, line in enumerate(lines):
        if k % 5 == 0:
            parts.append(f"{rng.choice(STORIES)}[编辑]")
        parts.append(f"{line}[{k + 1}]" if rng.random() < 0.3 else line)
    notes = [
        f"↑ {rng.choice(ENGLISH)}",
        "↑ 2.0 2.1 青川日报，2021年3月9日",
        "本作品在原产地属于公有领域",
    ]
    return "\n".join([*parts, "注释", *notes])


def sheets(lines: list[str], rng: random.Random) -> str:
    """A page printed on two sheets: its name above each, its address far from the number below."""
    rows = [part for line in lines for part in wrap(line, rng.randint(30, 44))]
    at = rng.randrange(1, len(rows)) if len(rows) > 1 else 1
    parts: list[str] = []
    for number, sheet in enumerate((rows[:at], rows[at:]), start=1):
        parts += ["青川供水通气会实录", *sheet, ""]
        parts += [f"https://www.qingchuan.example/art_12.html{' ' * rng.randint(4, 40)}{number}/2"]
    return "\n".join(parts)


def named_twice(lines: list[str], rng: random.Random) -> str:
    """A page that says its headline above the text, whose own headline stands below the day."""
    name = "青川市水务局局长就供水改造答记者问"
    day = rng.choice(("2021年03月08日 10:14　来源：青川政务公报", "2021年3月8日（星期一）上午10时"))
    own = rng.choice((name, "青川市水务局局长今日（三月八日）就供水改造答记者问全文"))
    lead = rng.choice(("以下是水务局局长今日上午答记者问的全文：", "现场实录如下。"))
    return "\n\n".join([f"首页 > 要闻 > {name}", name, day, own, lead, *lines])


def minutes(lines: list[str], rng: random.Random) -> str:
    """Minutes of a council: who was there on lines and in cells, who speaks behind a mark."""
    head = ["青川市第三届第七次供水会议纪录", "时　间　2021年3月8日上午9时2分", "地　点　本市会堂"]
    head += [f"主　席　{rng.choice(NAMES)}", f"记　录　{rng.choice(NAMES)}", "列席官员 |"]
    for name, office in zip(rng.sample(NAMES, 3), ("局　长", "副局长", "处　长"), strict=True):
        head += [f"{office} |", f"{name} |", "|"]
    parts: list[str] = []
    for line in lines:
        who, said = split_label(line)
        parts += [f"• {who or '主席'}", said]
    return "\n".join([*head, *parts])


def asides(lines: list[str], rng: random.Random) -> str:
    """What was asked is told in brackets at times, and a page ends there."""
    parts: list[str] = []
    page = 1
    for line in lines:
        said = split_label(line)[1]
        asks = "？" in said and rng.random() < 0.6
        parts.append(f"记者：（关于{said[:6].strip('，。？、')}）" if asks else line)
        if asks:
            parts.append(f"— {page} —")
            page += 1
    return "\n".join(parts)


def interpreted(lines: list[str], rng: random.Random) -> str:
    """Two languages by turns: some clauses of a speech, then what the interpreter said of them."""
    parts: list[str] = []
    for line in lines:
        clauses = [clause for clause in CLAUSE.split(line) if clause]
        at = 0
        while at < len(clauses):
            size = rng.randint(1, 4)
            parts += ["".join(clauses[at : at + size]), " ".join(rng.sample(ENGLISH, 2))]
            at += size
    return "\n".join(parts)


def archived(lines: list[str], rng: random.Random) -> str:
    """An article of an archive as Markdown: front matter, lines in bold, pictures, tags."""
    head = ["---", "title: 青川供水通气会", "date: 2021-03-08", "author: 青川记者", "---", ""]
    head += ["# 青川供水通气会", "", "#### [请支持《青川报》](https://qingchuan.example/join)", ""]
    parts: list[str] = []
    for line in lines:
        if rng.random() < 0.25:
            parts += [f"**{rng.choice(STORIES)}**", ""]
        if rng.random() < 0.2:
            parts += [f"- {item}" for item in rng.sample(CAPTIONS, 3)] + [""]
        parts += [line, ""]
        if rng.random() < 0.2:
            parts += ["![](/images/1.jpg)", rng.choice(CAPTIONS), ""]
    return "\n".join([*head, *parts, "#供水 #青川", "", "[返回首页](/)"])


def linked(lines: list[str], rng: random.Random) -> str:
    """A page whose words that lead elsewhere came out on lines of their own, each only once."""
    parts: list[str] = []
    for line in lines:
        found = list(re.finditer("[\u4e00-\u9fff]{4,8}(?=[，、的和])", line))
        if found and rng.random() < 0.3:
            start, end = rng.choice(found).span()
            parts += [part for part in (line[:start], line[start:end], line[end:]) if part]
        else:
            parts.append(line)
    return "\n".join(parts)


OPEN: Sequence[Layout] = (
    printed, messenger, footnoted, heard, slides, asked_above, excerpted, sheets, named_twice,
    minutes, asides, interpreted, archived, linked,
)  # fmt: skip
SHUT: Sequence[Layout] = (
    recognised, film_titles, newspaper, converted, mailed, encyclopedic,
)  # fmt: skip
