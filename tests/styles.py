"""Small transcripts in the styles of Chinese press offices, and how each is to be read.

A turn is written as kind, speaker, role, the numbers of the questions that it answers (counted
over the questions of the transcript), and its first words.
"""

from typing import NamedTuple


class Style(NamedTuple):
    """A transcript as a file has it, its sections and its turns."""

    name: str
    text: str
    sections: tuple[str, ...]
    turns: tuple[tuple[str, str | None, str, tuple[int, ...], str], ...]


STYLES = (
    Style(
        "newspaper: hotspots, name and colon",
        """海滨省政府解读水利与粮食热点

热点一：水利建设
记者：请问去年水利建设进展如何？
王小明：去年完成水利投资320亿元，同比增长7.5%。
主要有两个特点。
热点二：粮食生产
记者：夏粮收成怎么样？今年有何安排?
李华:夏粮总产量稳定在150亿斤以上。
""",
        ("水利建设", "粮食生产"),
        (
            ("question", None, "reporter", (), "请问去年水利建设"),
            ("answer", "王小明", "official", (1,), "去年完成水利投资"),
            ("question", None, "reporter", (), "夏粮收成"),
            ("answer", "李华", "official", (2,), "夏粮总产量"),
        ),
    ),
    Style(
        "information office: office and name with a colon on a line of their own",
        """国新办举行海滨省水利发展新闻发布会（文字实录）

国务院新闻办公室新闻局副局长、新闻发言人 陈文俊：
女士们、先生们，大家上午好！欢迎出席国务院新闻办新闻发布会。今天我们邀请到海滨省\
水利厅厅长张 明先生、海滨省水利厅规划司司长李华女士，请他们介绍情况。
海滨省水利厅厅长 张 明：
谢谢主持人。下面，我介绍有关情况。
去年完成水利投资320亿元。
国务院新闻办公室新闻局副局长、新闻发言人 陈文俊：
谢谢张明厅长的介绍，下面进入提问环节，提问前请通报所在的新闻机构。
新华社记者：
请问今年水利投资有何安排？
海滨省水利厅厅长 张 明：
今年计划投资350亿元。具体请李华司长介绍。
海滨省水利厅规划司司长 李华：
我补充一点，新开工项目超过120个。
国务院新闻办公室新闻局副局长、新闻发言人 陈文俊：
继续提问。
红网记者：
灌区改造进展如何？
海滨省水利厅规划司司长 李华：
灌区改造已完成八成。
国务院新闻办公室新闻局副局长、新闻发言人 陈文俊：
今天的发布会就到这里，谢谢大家。
""",
        (),
        (
            ("statement", "陈文俊", "host", (), "女士们、先生们"),
            ("statement", "张明", "official", (), "谢谢主持人。下面"),
            ("statement", "陈文俊", "host", (), "谢谢张明厅长"),
            ("question", "新华社记者", "reporter", (), "请问今年水利投资"),
            ("answer", "张明", "official", (1,), "今年计划投资"),
            ("answer", "李华", "official", (1,), "我补充一点"),
            ("statement", "陈文俊", "host", (), "继续提问。"),
            ("question", "红网记者", "reporter", (), "灌区改造进展"),
            ("answer", "李华", "official", (2,), "灌区改造已完成"),
            ("statement", "陈文俊", "host", (), "今天的发布会就到这里"),
        ),
    ),
    Style(
        "the same without a colon, with the time of each speech",
        """海滨省政府新闻办举行就业情况新闻发布会

主持人 陈文俊
各位记者，大家上午好，欢迎参加今天的发布会。
2025-03-04 10:00:12
海滨省人力资源和社会保障厅厅长 王小明
去年全省新增就业62万人。
2025-03-04 10:05:40
（掌声）
今年的目标是新增就业60万人以上。
2025-03-04 10:09:02
海滨日报 记者 赵小玲
请问高校毕业生就业情况怎么样？
2025-03-04 10:12:30
海滨省人力资源和社会保障厅厅长 王小明
高校毕业生就业总体稳定。
2025-03-04 10:15:00
主持人 陈文俊
最后一个问题。
中央广播电视总台央视记者
企业用工有什么变化？
王小明
企业用工需求有所增加。
""",
        (),
        (
            ("statement", "陈文俊", "host", (), "各位记者，大家上午好"),
            ("statement", "王小明", "official", (), "去年全省新增就业"),
            ("narration", None, "editor", (), "（掌声）"),
            ("statement", "王小明", "official", (), "今年的目标是"),
            ("question", "赵小玲", "reporter", (), "请问高校毕业生"),
            ("answer", "王小明", "official", (1,), "高校毕业生就业"),
            ("statement", "陈文俊", "host", (), "最后一个问题。"),
            ("question", "中央广播电视总台央视记者", "reporter", (), "企业用工有什么"),
            ("answer", "王小明", "official", (2,), "企业用工需求"),
        ),
    ),
    Style(
        "live text: names in brackets, the time before them",
        """海滨省环境保护新闻发布会 文字实录

[10:00:05] [主持人 陈文俊] 大家好，欢迎参加今天的发布会。
[10:02:40] [省生态环境厅副厅长 李华] 去年全省空气优良天数比例为87.6%。
[10:09:11] [新华社记者] 请问今年治理的重点是什么？
[10:10:30] [李华] 重点是三项工作。
[10:15:02] [追问] 有没有时间表？
[10:15:20] [李华] 年底前完成。
""",
        (),
        (
            ("statement", "陈文俊", "host", (), "大家好，欢迎参加"),
            ("statement", "李华", "official", (), "去年全省空气"),
            ("question", "新华社记者", "reporter", (), "请问今年治理"),
            ("answer", "李华", "official", (1,), "重点是三项"),
            ("question", "新华社记者", "reporter", (), "有没有时间表"),
            ("answer", "李华", "official", (2,), "年底前完成"),
        ),
    ),
    Style(
        "brackets of another kind",
        """海滨省交通运输例行发布会

【主持人】各位记者，大家下午好，欢迎出席今天的发布会。
【王小明】去年新建改建农村公路3200公里。
【记者】今年有何计划？
【王小明】今年计划新建改建3500公里。
〔李华〕我补充一句，桥梁改造同步进行。
""",
        (),
        (
            ("statement", None, "host", (), "各位记者"),
            ("statement", "王小明", "official", (), "去年新建改建"),
            ("question", None, "reporter", (), "今年有何计划"),
            ("answer", "王小明", "official", (1,), "今年计划新建"),
            ("answer", "李华", "official", (1,), "我补充一句"),
        ),
    ),
    Style(
        "foreign ministry: several questions together, a follow-up, a remark after the meeting",
        """2025年3月4日外交部发言人王小明主持例行记者会

《海滨时报》记者：请问中方有何评论？
路透社记者：第二个问题，会谈何时举行？
王小明：我一并回答。双方保持沟通。
彭博社记者追问：有更多消息吗？
王小明：没有可以提供的消息。
记者追问：为什么？
王小明：我已经回答了。
会后有记者问：第三国有何反应？
王小明：你可以向有关方面了解。
""",
        (),
        (
            ("question", "《海滨时报》记者", "reporter", (), "请问中方"),
            ("question", "路透社记者", "reporter", (), "第二个问题"),
            ("answer", "王小明", "official", (1, 2), "我一并回答"),
            ("question", "彭博社记者", "reporter", (), "有更多消息"),
            ("answer", "王小明", "official", (3,), "没有可以"),
            ("question", "彭博社记者", "reporter", (), "为什么"),
            ("answer", "王小明", "official", (4,), "我已经回答"),
            ("question", None, "reporter", (), "第三国有何"),
            ("answer", "王小明", "official", (5,), "你可以向"),
        ),
    ),
    Style(
        "answers to the press: counted questions, 问 and 答",
        """海滨省市场监管局有关负责人就新规答记者问

近日，海滨省印发《平台管理办法》，海滨省市场监管局有关负责人回答了记者提问。
一、问：请介绍一下办法出台的背景？
答：平台经济发展很快。
办法共五章三十二条。
二、问：主要内容有哪些？
答：主要包括三个方面。
""",
        (),
        (
            ("narration", None, "unknown", (), "近日，海滨省印发"),
            ("question", None, "reporter", (), "请介绍一下"),
            ("answer", None, "official", (1,), "平台经济"),
            ("question", None, "reporter", (), "主要内容"),
            ("answer", None, "official", (2,), "主要包括"),
        ),
    ),
    Style(
        "answers to the press: counted questions, nobody is marked",
        """海滨省税务局就个人所得税汇算答记者问

1. 什么是汇算清缴？
汇算清缴是对全年税款的汇总计算。
纳税人可以自行办理。
2. 今年的办理时间是什么时候？
办理时间为3月1日至6月30日。
""",
        (),
        (
            ("question", None, "reporter", (), "1. 什么是"),
            ("answer", None, "official", (1,), "汇算清缴是"),
            ("question", None, "reporter", (), "2. 今年的"),
            ("answer", None, "official", (2,), "办理时间"),
        ),
    ),
    Style(
        "Q and A under numbered chapters",
        """海滨省医保政策问答

一、参保缴费
Q1：谁可以参保？
A1：本省户籍居民都可以参保。
Q2：缴费标准是多少？
A2：每人每年400元。
二、待遇报销
Q3：报销比例是多少？
A3：住院报销比例约为70%。
""",
        ("参保缴费", "待遇报销"),
        (
            ("question", None, "reporter", (), "谁可以"),
            ("answer", None, "official", (1,), "本省户籍"),
            ("question", None, "reporter", (), "缴费标准"),
            ("answer", None, "official", (2,), "每人每年"),
            ("question", None, "reporter", (), "报销比例"),
            ("answer", None, "official", (3,), "住院报销"),
        ),
    ),
    Style(
        "interview: the host asks, netizens ask, one title for the guest",
        """海滨省教育厅厅长谈义务教育在线访谈

主持人：各位网友大家好，欢迎收看在线访谈。今天我们邀请到海滨省教育厅厅长张明先生。
张厅长：主持人好，各位网友好。
主持人：今年新增多少学位？
张厅长：今年新增学位4.2万个。
主持人：请您谈谈课后服务。
张明：课后服务覆盖率超过95%。
""",
        (),
        (
            ("statement", None, "host", (), "各位网友大家好"),
            ("statement", "张明", "official", (), "主持人好"),
            ("question", None, "host", (), "今年新增多少"),
            ("answer", "张明", "official", (1,), "今年新增学位"),
            ("question", None, "host", (), "请您谈谈"),
            ("answer", "张明", "official", (2,), "课后服务覆盖率"),
        ),
    ),
    Style(
        "bold names of Markdown, headings of Markdown, captions",
        """# 海滨省能源发布会

## 一、电力供应
**记者：**今年迎峰度夏形势如何？
**王小明：**电力供应总体平稳。
图为发布会现场。（海滨网 李小红 摄）
新增装机1200万千瓦。
## 二、油气储备
**《海滨日报》记者：** 储备够不够？
**王小明**：储备充足。
""",
        ("电力供应", "油气储备"),
        (
            ("question", None, "reporter", (), "今年迎峰度夏"),
            ("answer", "王小明", "official", (1,), "电力供应"),
            ("narration", None, "editor", (), "图为发布会现场"),
            ("answer", "王小明", "official", (1,), "新增装机"),
            ("question", "《海滨日报》记者", "reporter", (), "储备够不够"),
            ("answer", "王小明", "official", (2,), "储备充足"),
        ),
    ),
    Style(
        "bare headings, only the questions are marked",
        """海滨省民政厅解读养老热点

养老服务设施
记者：目前有多少养老机构？
全省共有养老机构1320家，床位21万张，基本覆盖所有街道和乡镇，服务能力进一步提升。
下一步将继续增加供给。
长期护理保险
记者：试点进展如何？
试点已扩大到8个城市，参保人数超过900万人，待遇享受人数稳步增加，基金运行平稳。
""",
        ("养老服务设施", "长期护理保险"),
        (
            ("question", None, "reporter", (), "目前有多少"),
            ("answer", None, "official", (1,), "全省共有养老机构"),
            ("question", None, "reporter", (), "试点进展"),
            ("answer", None, "official", (2,), "试点已扩大到"),
        ),
    ),
    Style(
        "only the answers are marked, the questions stand above them",
        """海滨省统计局负责人解读一季度数据

一季度经济运行总体如何？
赵志强（海滨省统计局局长）：一季度地区生产总值增长5.3%。
消费恢复有哪些特点？
赵志强：服务消费增长较快。
""",
        (),
        (
            ("question", None, "reporter", (), "一季度经济运行"),
            ("answer", "赵志强", "official", (1,), "一季度地区"),
            ("question", None, "reporter", (), "消费恢复"),
            ("answer", "赵志强", "official", (2,), "服务消费"),
        ),
    ),
    Style(
        "a host by name who answers as well, an official by surname and office",
        """海滨省商务厅新闻通气会

主持人（陈文俊）：大家好，欢迎参加通气会。商务厅副厅长赵志强出席。
新华社记者：外贸形势如何？
赵副厅长：进出口增长6.1%。
主持人：请继续提问。
《人民日报》记者：会展业有什么打算？
陈文俊：这个情况我来说明，今年将举办展会二百场，规模比去年扩大，名单已经公布。
人民日报记者：外资呢？
赵志强：实际使用外资稳中有升。
""",
        (),
        (
            ("statement", "陈文俊", "host", (), "大家好，欢迎参加"),
            ("question", "新华社记者", "reporter", (), "外贸形势"),
            ("answer", "赵志强", "official", (1,), "进出口增长"),
            ("statement", None, "host", (), "请继续提问"),
            ("question", "《人民日报》记者", "reporter", (), "会展业"),
            ("answer", "陈文俊", "host", (2,), "这个情况我来说明"),
            ("question", "《人民日报》记者", "reporter", (), "外资呢"),
            ("answer", "赵志强", "official", (3,), "实际使用外资"),
        ),
    ),
    Style(
        "points with numbers inside a speech are no sections",
        """海滨省农业农村厅新闻发布会

主持人：欢迎出席今天的发布会，首先请王小明同志介绍情况。
王小明：去年主要做了两件事。
一、粮食生产
粮食总产量达到312亿斤。
二、乡村建设
改造农村厕所12万户。
记者：今年的目标是什么？
王小明：粮食总产量稳定在310亿斤以上。
""",
        (),
        (
            ("statement", None, "host", (), "欢迎出席"),
            ("statement", "王小明", "official", (), "去年主要做了两件事。\n一、粮食生产"),
            ("question", None, "reporter", (), "今年的目标"),
            ("answer", "王小明", "official", (1,), "粮食总产量稳定"),
        ),
    ),
    Style(
        "a speech with headings of two levels",
        """政府工作报告
——2025年1月20日在海滨省第十四届人民代表大会第三次会议上
海滨省人民政府省长 郑文博

各位代表：
现在，我代表省人民政府作工作报告。
一、2024年工作回顾
（一）经济运行稳中有进
地区生产总值增长5.5%。
（二）民生持续改善
新增就业62万人。
二、2025年工作安排
地区生产总值增长5%左右。
""",
        ("2024年工作回顾", "2025年工作安排"),
        (
            ("statement", "郑文博", "official", (), "各位代表"),
            ("statement", "郑文博", "official", (), "（一）经济运行"),
            ("statement", "郑文博", "official", (), "地区生产总值增长5%"),
        ),
    ),
)
