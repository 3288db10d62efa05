"""Where sentences end: each example is written with a | where one does."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.segment.sentences import LONGEST_SENTENCE, find_sentences

EXAMPLES = """\
增长5.2%。|很好！
没有句号
今年怎么样？|明年怎么样？
一是稳增长；|二是保就业；|三是防风险。
什么？！|对。
什么？！……|对。
真的吗？？？|真的。
他问：“好吗？”|她说好。
他说：“我们会努力。|我们会成功。”|会场响起掌声。
他说：“很好。”|今年增长5.2%；|明年呢？
要回答好“谁来干？”的问题。|下一步还要回答“怎么干？”。
解决了“钱从哪里来？”、“人往哪里去？”等问题。|效果很好。
“为什么？”，记者追问。|没有回答。
《我们怎么办？》的作者来了。|大家鼓掌。
（见附件。）|下面是第二部分。
项目已开工（总投资32亿元。）|进展顺利。
“十四五”规划提出：“坚持创新。”|这是方向。
「好。」|『好！』|对。
他说：‘好。’|对。
【完。】|再见。
稳就业、稳金融……都要抓好。
包括钢铁、水泥……等行业。
包括钢铁、水泥……，都在增长。
这件事……|没有下文。
他沉默了…|然后说好。
我们要稳就业……”|他说。
增长12.5%，达到3.14万亿元。|其中出口1.2万亿元。
约合US$3.5 million左右。|这是初步数据。
U.S. Steel公司表示关注。|中方表示反对。
Mr. Smith和Dr. Li出席。|会议很成功。
No.1和No.2机组投产。|总装机200万千瓦。
增长5.2%!|很好!
为什么?|因为。
一是稳增长;|二是保就业;|三是防风险。
网址是http://www.example.cn/a?id=1;page=2&x=3，欢迎访问。|谢谢。
详见https://example.cn/?q=5G!top。|谢谢。
电邮a.b@example.cn；|电话010-12345678。
比分是3:2。|时间是10:05:12。
R17、R18版本。|5G-A商用。
GB/T 1.1-2020标准。|已实施。
第1.2.3条规定如下。|请遵守。
1.提升能力。|2.优化环境。
（一）提升能力。|（二）优化环境。
①提升能力；|②优化环境。
第一，提升能力。|第二，优化环境。
Why? |Because it is so.
Really?! |不。
他说:"很好。"|今年继续。
他问:"好吗?"的时候，大家笑了。|然后散会。
"好。"|"对。"
有人说“好！”|有人说“不好！”|都对。
工业，增长了2.8％。|服务业增长３．５％。
占比为1/3。|其余为2/3。
气温零下5℃。|降雪20毫米。
2021年1月26日。|星期二。
2021.01.26发布。|次日实施。
温度：-5.0～10.5℃。|湿度：30%~50%。
甲；|乙：丙。
共有A；|B；|C三类。
好。 |明天见。
好。　|明天见。
好。\\n|明天见。
第一段\\n|第二段
。|好。
！！！
……
5G+工业互联网项目超过1100个。|5G+远程会诊上线。
他喊道：“加油！|加油！”|观众也喊：“加油！”
问：“是吗？”|答：“是。”|完。
出台《关于“三农”工作的意见（2020年。）》的通知。|已印发。
""".splitlines()


@pytest.mark.parametrize("written", EXAMPLES)
def test_sentences_end_where_they_are_meant_to(written):
    written = written.replace("\\n", "\n")
    text = written.replace("|", "")
    assert [text[start:end] for start, end in find_sentences(text)] == written.split("|")


TEXTS = st.text(alphabet='工业增5.2%。；？！…，、“”‘’（）"!?;:/=& \n的等A1', max_size=60)


@settings(deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=60)))
@example("")
@example("\n\n")
@example("。" * 50)
def test_sentences_cover_the_text_and_none_is_empty(text):
    at = 0
    for start, end in find_sentences(text):
        assert start == at < end
        at = end
    assert at == len(text)


@settings(deadline=None)
@given(
    TEXTS, st.sampled_from(["12.5%", "1,234.56", "http://a.cn/?b=1;c=2!d", "U.S.", "3:2"]), TEXTS
)
def test_numbers_and_addresses_stay_whole(before, whole, after):
    before, after = before + "为", "，" + after
    text = before + whole + after
    spans = [(start, end) for start, end in find_sentences(text)]
    assert any(s <= len(before) and len(before) + len(whole) <= e for s, e in spans)


@pytest.mark.parametrize(
    "unit", ["工业增长，", "工业增长", "1234567.89", "http://a.cn/b?c=1;", "，"]
)
def test_what_is_too_long_for_a_sentence_is_cut(unit):
    text = unit * 1500
    spans = list(find_sentences(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert max(end - start for start, end in spans) <= LONGEST_SENTENCE


def test_a_long_text_is_not_cut_inside_a_number():
    text = "工" * 995 + "1234567.89" + "业" * 500
    assert next(text[start:end] for start, end in find_sentences(text)) == "工" * 995
