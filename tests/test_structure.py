import pytest

from pipeline.language.ordinals import read_ordinal
from pipeline.language.structure.lines import load_structure

STRUCTURE = load_structure()
STYLES = STRUCTURE.styles


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
        ("海滨日报記者∶有何評論？", "海滨日报記者", "有何評論？"),
        ("（会后有记者问：有何评论？）", None, "有何评论？）"),
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
