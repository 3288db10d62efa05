"""Documents that are in order, in the many shapes that files have.

A layout takes the lines of a whole text and writes them as one kind of file does: with time
stamps, translations, captions, menus, one phrase on each line. What it adds is invented. No
layout changes the order in which the text is read, so a document made so needs no move.

The layouts are in two parts, DEVELOPED and KEPT: rules and weights are made on the first, and the
second says what they are worth on shapes that they were not made on.
"""

import random
import re
from collections.abc import Callable, Sequence

import opencc

Layout = Callable[[list[str], random.Random], str]

ENGLISH = (
    "Good morning, ladies and gentlemen.",
    "Thank you for your question",
    "The first point is about water supply,",
    "and we will renew 120 kilometres of pipes next year.",
    "As you know, losses fell by 9.2 percent last year",
    "Let me add a few words on prices.",
    "This is an important issue for all of us, and we take it seriously.",
    "We are working with our partners in the region",
)
CAPTIONS = (
    "工作人员正在标定雨量计",
    "雷达天线吊装现场",
    "与会代表合影（资料）",
    "图为新建成的跨海大桥全景 吴一鸣 摄",
    "图2 各县区水质监测点分布",
    "志愿者在社区发放宣传册，居民认真阅读",
)
MENU = (
    "首页", "要闻", "政务公开", "办事服务", "互动交流", "专题专栏", "图解", "数据", "微博", "视频",
    "English", "无障碍", "登录", "注册", "移动端", "关注", "收藏", "举报", "0", "更多>>",
)  # fmt: skip
STORIES = (
    "城南水厂扩建工程今日开工",
    "青川茶叶进沿海推介会落幕，签约十二个项目",
    "一图读懂：明年供水计划",
    "【专题】迎汛备战",
    "海州港集装箱吞吐量创新高 同比增长8.1%",
    "市民热线开通夜间服务",
)
LICENCE = (
    "这里的文字是读者自愿录入的，谁都可以用。详见《", "使用条款", "》中的说明，这些文字在", "本站",
    "，或者在其他地方，算作", "公有资料", "。", "Public domain", "Public domain", "false", "false",
)  # fmt: skip
NAMES = ("郑小川", "吴一鸣", "陈明远", "李晓梅", "王建国", "丁立新")
LABEL = re.compile(r"([^：。，？！]{2,16})：(?=.)")
CLAUSE = re.compile(r"(?<=[，。；！？：])")
ENDS = "。！？；：”）"


def split_label(line: str) -> tuple[str | None, str]:
    """Return who speaks by a line, and what is said."""
    found = LABEL.match(line)
    return (found[1], line[found.end() :]) if found else (None, line)


def stamp(minute: int) -> str:
    """Return a time stamp of a morning."""
    return f"2019-05-06 {9 + minute // 60:02}:{minute % 60:02}:{minute * 7 % 60:02}"


def plain(lines: list[str], rng: random.Random) -> str:
    """One paragraph on each line."""
    return rng.choice(("\n", "\n\n", "\n　　")).join(lines)


def stamps_above(lines: list[str], rng: random.Random) -> str:
    """A time stamp on a line of its own above each speech."""
    return "\n".join(f"{stamp(k)}\n{line}" for k, line in enumerate(lines))


def stamps_below(lines: list[str], rng: random.Random) -> str:
    """The speaker in brackets, the time on a line of its own below; remarks in English."""
    parts = []
    for k, line in enumerate(lines):
        who, said = split_label(line)
        tail = rng.choice(("", "", "", "(laugh)", "(applause)"))
        gap = "\n" * rng.choice((0, 0, 0, 1, 3))
        parts.append(f"{gap}[{who or '主持人'}]{said}{tail}\n{stamp(k)}")
    return "\n".join(parts)


def clocks(lines: list[str], rng: random.Random) -> str:
    """A clock alone on its line, names on lines of their own, as chat rooms have them."""
    parts = []
    for k, line in enumerate(lines):
        who, said = split_label(line)
        parts.append(f"{who or '网友'}\n{9 + k // 60:02}:{k % 60:02}\n{said}")
    return "\n".join(parts)


def translated(lines: list[str], rng: random.Random) -> str:
    """English sentences below each paragraph."""
    parts: list[str] = []
    for line in lines:
        parts += [line, *rng.sample(ENGLISH, rng.randint(1, 3))]
    return "\n".join(parts)


def translated_phrases(lines: list[str], rng: random.Random) -> str:
    """Phrases of Chinese and of English by turns, broken where the speaker paused."""
    parts: list[str] = []
    for line in lines:
        for clause in filter(None, CLAUSE.split(line)):
            cut = rng.randrange(len(clause)) if rng.random() < 0.2 else 0
            parts += [part for part in (clause[:cut], clause[cut:]) if part]
        parts += rng.sample(ENGLISH, rng.randint(1, 3))
    return "\n".join(parts)


def english(lines: list[str], rng: random.Random) -> str:
    """English alone, wrapped at no width in particular."""
    words = " ".join(rng.choice(ENGLISH) for _ in lines).split()
    sizes = [rng.randint(3, 12) for _ in words]
    parts, at = [], 0
    for size in sizes:
        if at < len(words):
            parts.append(" ".join(words[at : at + size]))
            at += size
    return "\n".join(parts)


def captions(lines: list[str], rng: random.Random) -> str:
    """Captions of pictures between the paragraphs."""
    return "\n".join(
        f"{line}\n{rng.choice(CAPTIONS)}" if rng.random() < 0.4 else line for line in lines
    )


def portal(lines: list[str], rng: random.Random) -> str:
    """A page copied whole: menus above, other stories and buttons below."""
    head = rng.sample(MENU, rng.randint(4, 14))
    tail = [*rng.sample(STORIES, rng.randint(2, 6)), *rng.sample(MENU, rng.randint(2, 8))]
    meta = ["2021-03-08 07:15", f"来源 青川日报 作者 {rng.choice(NAMES)}"]
    return "\n".join([*head, lines[0], *meta, *lines[1:], *tail])


def widgets(lines: list[str], rng: random.Random) -> str:
    """Buttons, counts and stories of others within the text."""
    parts: list[str] = []
    for line in lines:
        parts.append(line)
        if rng.random() < 0.25:
            parts += rng.sample(MENU + STORIES, rng.randint(1, 3))
    return "\n".join(parts)


def licence(lines: list[str], rng: random.Random) -> str:
    """A tail about licences, its links on lines of their own."""
    return "\n".join([*lines, "", *LICENCE])


def links(lines: list[str], rng: random.Random) -> str:
    """Words that are links stand on lines of their own, within sentences."""
    parts: list[str] = []
    for line in lines:
        if len(line) > 20 and rng.random() < 0.3:
            at = rng.randrange(4, len(line) - 8)
            size = rng.randint(2, 6)
            parts += [line[:at], line[at : at + size], line[at + size :]]
        else:
            parts.append(line)
    return "\n".join(parts)


def signed(lines: list[str], rng: random.Random) -> str:
    """Authors in brackets at the end of paragraphs, an editor at the end."""
    parts = [
        f"{line}（{rng.choice(NAMES)}）" if rng.random() < 0.3 else line for line in lines[:-1]
    ]
    return "\n".join(
        [*parts, f"{lines[-1]}（{rng.choice(NAMES)} {rng.choice(NAMES)}）", "编辑 丁立新"]
    )


def dated(lines: list[str], rng: random.Random) -> str:
    """A title over two lines, a date and a source in words of their own."""
    title = ["青川茶叶进沿海推介会开幕", "签约项目十二个，总额创历史新高"]
    meta = ["发布日期：2018-10-22 浏览次数： 信息来源：县统计局", "2018年第42期（总第1380期）"]
    return "\n".join([*title, *meta[: rng.randint(1, 2)], *lines])


def phrases(lines: list[str], rng: random.Random) -> str:
    """One phrase on each line, without the mark at its end, as messengers show texts."""
    clauses = [c for line in lines for c in CLAUSE.split(line) if c]
    return "\n".join(c.rstrip("，。；") or c for c in clauses)


def phrases_marked(lines: list[str], rng: random.Random) -> str:
    """One phrase on each line, with its mark; a blank line after each paragraph."""
    return "\n\n".join("\n".join(filter(None, CLAUSE.split(line))) for line in lines)


def subtitles(lines: list[str], rng: random.Random) -> str:
    """Subtitles: a dozen characters on each line, no marks."""
    bare = re.sub("[，。；！？：“”、]", " ", " ".join(lines))
    parts: list[str] = []
    for phrase in bare.split():
        parts += [phrase[k : k + 14] for k in range(0, len(phrase), 14)]
    return "\n".join(parts)


def cells(lines: list[str], rng: random.Random) -> str:
    """A table between paragraphs, one cell on each line."""
    head = ["指标", "单位", "本月", "同比%"]
    rows = []
    for name in rng.sample(("原煤", "发电量", "水泥", "化肥", "纱", "钢材"), 4):
        rows += [name, rng.choice(("万吨", "亿千瓦时")), f"{rng.uniform(1, 999):.1f}", "-3.5"]
    at = rng.randrange(1, len(lines))
    return "\n".join([*lines[:at], *head, *rows, *lines[at:]])


def tabbed(lines: list[str], rng: random.Random) -> str:
    """A table between paragraphs, tabs between its cells, remarks below it."""
    rows = [f"{name}\t{rng.randint(10, 999)}\t{rng.uniform(-9, 9):.1f}" for name in CAPTIONS]
    at = rng.randrange(1, len(lines))
    note = "注：1. 本表数据为快报数；2. 部分合计因四舍五入不等"
    return "\n".join([*lines[:at], "指标\t数量\t增长", *rows, note, *lines[at:]])


def gazette(lines: list[str], rng: random.Random) -> str:
    """Documents of a gazette: number, addressees, articles, a signature and a day."""
    size = max(3, len(lines) // 3)
    parts: list[str] = []
    for k in range(0, len(lines), size):
        parts += [f"云政发〔2020〕{k + 3}号", "各县（市、区）人民政府，市政府各部门"]
        parts += [split_label(line)[1] for line in lines[k : k + size]]
        parts += ["云溪市人民政府", "2020年3月8日", "（此件公开发布）"]
    return "\n".join(parts)


def points(lines: list[str], rng: random.Random) -> str:
    """Lists between the paragraphs, items without marks at their ends."""
    parts: list[str] = []
    for line in lines:
        parts.append(line)
        if rng.random() < 0.3:
            marks = rng.choice(("●{}", "- {}", "{n}. {}", "（{n}）{}", "{}", "◆ {}"))
            chosen = rng.sample(STORIES + CAPTIONS, rng.randint(2, 5))
            parts += [marks.format(item, n=n) for n, item in enumerate(chosen, start=1)]
    return "\n".join(parts)


def subheads(lines: list[str], rng: random.Random) -> str:
    """Headings without numbers, some with a comma, some as long as a sentence."""
    parts: list[str] = []
    for line in lines:
        if rng.random() < 0.3:
            words = split_label(line)[1]
            parts.append(re.split("[。？；]", words)[0][: rng.randint(6, 32)].rstrip("，、"))
        parts.append(line)
    return "\n".join(parts)


def digest(lines: list[str], rng: random.Random) -> str:
    """Stories one after another, each under its headline."""
    parts: list[str] = []
    for line in lines:
        parts += [f"{rng.choice(STORIES)}", "", f"　　本报讯（记者 {rng.choice(NAMES)}）{line}", ""]
    return "\n".join(parts)


def verses(lines: list[str], rng: random.Random) -> str:
    """Verses and slogans between the paragraphs."""
    verse = ["青山遮不住", "江水向东流", "众人齐努力", "更上一层楼"]
    at = rng.randrange(1, len(lines))
    return "\n".join([*lines[:at], *verse, *lines[at:], "我们的口号是", "安全用水 人人有责"])


def wrap(line: str, width: int) -> list[str]:
    """Return a line broken at a width."""
    return [line[k : k + width] for k in range(0, len(line), width)]


def wrapped_narrow(lines: list[str], rng: random.Random) -> str:
    """Broken at a narrow width, as in a column; paragraphs set in."""
    width = rng.randint(14, 22)
    return "\n".join(part for line in lines for part in wrap("　　" + line, width))


def wrapped_wide(lines: list[str], rng: random.Random) -> str:
    """Broken at the width of a page; a blank line after each paragraph."""
    width = rng.randint(32, 60)
    return "\n\n".join("\n".join(wrap(line, width)) for line in lines)


def ragged(lines: list[str], rng: random.Random) -> str:
    """Broken at uneven places, as text copied out of a PDF."""
    parts: list[str] = []
    for line in lines:
        at = 0
        while at < len(line):
            size = rng.randint(18, 34)
            parts.append(line[at : at + size])
            at += size
    return "\n".join(parts)


def pages(lines: list[str], rng: random.Random) -> str:
    """Pages that end within sentences, with running heads and numbers."""
    text, parts, at, page = "\n".join(lines), [], 0, 1
    while at < len(text):
        size = rng.randint(400, 900)
        parts += [text[at : at + size].strip("\n"), f"— {page} —", "海滨省水利发展公报 2021"]
        at, page = at + size, page + 1
    return "\n".join(parts)


def traditional(lines: list[str], rng: random.Random) -> str:
    """Traditional characters, question and answer on lines of their own."""
    parts = []
    for line in lines:
        who, said = split_label(line)
        parts.append(f"{'問' if who and '记者' in who else who or '院長'}：\n{said}")
    return str(opencc.OpenCC("s2t").convert("\n\n".join(parts)))


def traditional_page(lines: list[str], rng: random.Random) -> str:
    """A press release of traditional characters: front matter, headings, one line for an end."""
    head = [
        "---",
        'title: "局長會見傳媒談話全文"',
        "date: 2018-09-14",
        "tags:",
        '  - "供水"',
        "---",
    ]
    body = [split_label(line)[1] for line in lines]
    text = "\n\n".join([*body, "完", "2018年9月14日（星期五）", "香港時間18時55分"])
    return "\n".join([*head, str(opencc.OpenCC("s2t").convert(text))])


def unmarked(lines: list[str], rng: random.Random) -> str:
    """Careless typing: paragraphs without a mark at their ends."""
    return "\n".join(line.rstrip(ENDS) if rng.random() < 0.4 else line for line in lines)


def named(lines: list[str], rng: random.Random) -> str:
    """Who speaks on a line of its own, without a colon, with the office at times."""
    parts: list[str] = []
    for line in lines:
        who, said = split_label(line)
        office = rng.choice(("", "水利厅厅长 ", "新闻发言人 "))
        parts += [f"{office}{who or rng.choice(NAMES)}", said]
    return "\n".join(parts)


def bracketed(lines: list[str], rng: random.Random) -> str:
    """Who speaks in 【】, remarks in brackets on lines of their own."""
    parts: list[str] = []
    for line in lines:
        who, said = split_label(line)
        parts.append(f"【{who or '主持人'}】{said}")
        if rng.random() < 0.2:
            parts.append(rng.choice(("（掌声）", "（全场起立）", "（视频播放完毕", "——播放短片——")))
    return "\n".join(parts)


def attendance(lines: list[str], rng: random.Random) -> str:
    """Who takes part, when and where, as lines before the text."""
    head = ["时间：2021年3月8日上午10时", "地点：市新闻发布厅", "出席人员"]
    people = [
        f"{name} 市水务局{office}"
        for name, office in zip(
            NAMES,
            ("局长", "副局长", "总工程师、新闻发言人", "供水处处长", "", "办公室"),
            strict=True,
        )
    ]
    return "\n".join([*head, *people, *lines])


def noted(lines: list[str], rng: random.Random) -> str:
    """Notes, a bibliography and an editor's line below the text."""
    notes = [
        "注释",
        "[1] 云溪统计年鉴，2019年版，第32页",
        "[2] 见附表3",
        "参考文献",
        "青川志，卷四",
    ]
    return "\n".join([*lines, *notes, "（本文有删节", "原载《青川日报》2019年3月8日第3版"])


def hashed(lines: list[str], rng: random.Random) -> str:
    """Markdown: headings of levels, bold, a quote, a list, a rule."""
    parts: list[str] = ["# 每日新闻 (20230612)", "", "## 摘要", ""]
    parts += [f"{n}.{story}；\n" for n, story in enumerate(STORIES, start=1)]
    for line in lines:
        kind = rng.random()
        if kind < 0.15:
            parts += [f"## {rng.choice(STORIES)}", ""]
        elif kind < 0.3:
            parts += [f"**{rng.choice(CAPTIONS)}**", ""]
        parts += [f"> {line}" if kind > 0.9 else line, ""]
    return "\n".join([*parts, "***", "", "编辑：丁立新"])


def table_of_contents(lines: list[str], rng: random.Random) -> str:
    """A table of contents, then the parts under their headings."""
    heads = [f"{n}、{story}" for n, story in zip("一二三四五六", STORIES, strict=True)]
    size = max(1, len(lines) // len(heads))
    parts = ["目录", *(f"{head}……{3 * n + 1}" for n, head in enumerate(heads))]
    for n, head in enumerate(heads):
        last = None if n == len(heads) - 1 else (n + 1) * size
        parts += [head, *lines[n * size : last]]
    return "\n".join(parts)


LAYOUTS: Sequence[Layout] = (
    plain, stamps_above, stamps_below, clocks, translated, translated_phrases, english, captions,
    portal, widgets, licence, links, signed, dated, phrases, phrases_marked, subtitles, cells,
    tabbed, gazette, points, subheads, digest, verses, wrapped_narrow, wrapped_wide, ragged, pages,
    traditional, traditional_page, unmarked, named, bracketed, attendance, noted, hashed,
    table_of_contents,
)  # fmt: skip
DEVELOPED = LAYOUTS[::2]
KEPT = LAYOUTS[1::2]


def excerpt(text: str, rng: random.Random) -> list[str]:
    """Return a run of whole lines of a text, for one document."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    size = min(len(lines), rng.choice((6, 10, 16, 30)))
    first = rng.randrange(0, len(lines) - size + 1)
    return lines[first : first + size]
