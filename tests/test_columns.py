"""Two columns whose lines were read across are told; lines broken at a width are not."""

from itertools import zip_longest

import pytest

from tests.talk import clean, codes

SAID = (
    "去年全市供水行业保持平稳运行，规模以上水厂完成供水两亿立方米，比上年增长百分之五点二，"
    "其中居民生活用水增长百分之三点一，工业用水增长百分之六点八，服务业用水有所恢复。"
    "今年我们将继续推进老旧管网改造，加快建设城北水厂和两座加压泵站，提高供水保障能力，"
    "同时加强水源保护和水质监测，健全应急处置机制，确保群众喝上放心水、用上便宜水。"
    "在服务方面，我们将进一步优化办理流程，压缩办理时限，推动更多事项在网上办理，"
    "并且组织工作人员深入社区和企业，听取意见建议，及时解决群众反映的突出问题。"
)
WIDTH = 9
ROWS = [SAID[at : at + WIDTH] for at in range(0, len(SAID), WIDTH)]
HALF = (len(ROWS) + 1) // 2
PAIRS = [*zip_longest(ROWS[:HALF], ROWS[HALF:], fillvalue="")]


@pytest.mark.parametrize("between", ["\n", "        ", "\t"])
def test_columns_read_across_are_told(between):
    found = clean("\n".join(between.join(filter(None, pair)) for pair in PAIRS))
    assert "columns_across" in codes(found)


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(ROWS),
        SAID,
        "\n".join(f"{row}\nthe same in English, line {k}" for k, row in enumerate(ROWS)),
        "\n".join(f"{row}\t{k}00" for k, row in enumerate(ROWS)),
    ],
)
def test_lines_in_order_are_not(text):
    assert "columns_across" not in codes(clean(text))
