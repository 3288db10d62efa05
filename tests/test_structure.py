import pytest

from pipeline.language.ordinals import read_ordinal
from pipeline.language.structure.lines import load_structure

STRUCTURE = load_structure()
STYLES = STRUCTURE.styles


def examples(entries, wanted):
    return [(e, line) for e in entries for line in getattr(e, wanted)]


@pytest.mark.parametrize(("style", "line"), examples(STYLES.heading, "accept"))
def test_heading_accepts(style, line):
    heading = STRUCTURE.read_heading(line)
    assert heading is not None and heading.style == style.name


@pytest.mark.parametrize(("style", "line"), examples(STYLES.heading, "reject"))
def test_heading_rejects(style, line):
    heading = STRUCTURE.read_heading(line)
    assert heading is None or heading.style != style.name


@pytest.mark.parametrize(("style", "words"), examples(STYLES.label, "accept"))
def test_label_accepts(style, words):
    label = STRUCTURE.read_label(f"{words}：今天的天气很好。")
    assert label is not None and (label.style, label.role) == (style.name, style.role)


@pytest.mark.parametrize(("style", "words"), examples(STYLES.label, "reject"))
def test_label_rejects(style, words):
    label = STRUCTURE.read_label(f"{words}：今天的天气很好。")
    assert label is None or label.style != style.name


@pytest.mark.parametrize(("style", "line"), examples(STYLES.item, "accept"))
def test_item_accepts(style, line):
    assert STRUCTURE.read_item(line) is not None


@pytest.mark.parametrize(("style", "line"), examples(STYLES.item, "reject"))
def test_item_rejects(style, line):
    assert STRUCTURE.read_item(line) is None


@pytest.mark.parametrize(("style", "line"), examples(STYLES.front_matter, "accept"))
def test_front_matter_accepts(style, line):
    assert STRUCTURE.read_front_matter(line) == style.kind


@pytest.mark.parametrize(("style", "line"), examples(STYLES.front_matter, "reject"))
def test_front_matter_rejects(style, line):
    assert STRUCTURE.read_front_matter(line) != style.kind


@pytest.mark.parametrize(
    ("line", "name", "speech"),
    [
        ("田玉龙：2020年面对疫情", "田玉龙", "2020年面对疫情"),
        ("《环球时报》记者：据报道", "《环球时报》记者", "据报道"),
        ("信息通信管理局局长赵志国：近日", "赵志国", "近日"),
        ("赵志国（信息通信管理局局长）：近日", "赵志国", "近日"),
        ("龚 正：各位代表", "龚正", "各位代表"),
        ("【主持人】：大家好", None, "大家好"),
        ("问：有何评论？", None, "有何评论？"),
        ("彭博社记者追问：有何评论？", "彭博社记者", "有何评论？"),
    ],
)
def test_label_name_and_speech(line, name, speech):
    label = STRUCTURE.read_label(line)
    assert label is not None
    assert (label.name, line[label.speech_start :]) == (name, speech)


@pytest.mark.parametrize("number", range(1, 100))
def test_ordinals(number):
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    written = (digits[tens] if tens > 1 else "") + ("十" if tens else "")
    written += digits[ones] if ones else ""
    assert read_ordinal(written) == number


@pytest.mark.parametrize(("sign", "said"), examples(STRUCTURE.speakers.sign, "accept"))
def test_sign_accepts(sign, said):
    assert sign.name in STRUCTURE.speakers.find_signs(said)


@pytest.mark.parametrize(("sign", "said"), examples(STRUCTURE.speakers.sign, "reject"))
def test_sign_rejects(sign, said):
    assert sign.name not in STRUCTURE.speakers.find_signs(said)


@pytest.mark.parametrize(("style", "said"), examples(STYLES.remark, "accept"))
def test_remark_accepts(style, said):
    assert STRUCTURE.is_remark(said, style.kind)


@pytest.mark.parametrize(("style", "said"), examples(STYLES.remark, "reject"))
def test_remark_rejects(style, said):
    assert not STRUCTURE.is_remark(said, style.kind)
