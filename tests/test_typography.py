"""One passage as word processors, web forms and scanners set it: its claims stay the same."""

import re

import pytest

from pipeline.claims.read.lexicon import load_lexicon
from pipeline.claims.stage import find_claims
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.segment.stage import segment

PASSAGE = """2021年前三季度海滨省经济运行情况新闻发布会

2021年10月20日

发言人：前三季度，全省地区生产总值21635.4亿元，同比增长8.1%，比上半年回落2.3个百分点。

粮食产量达到1206.5万吨，种植面积3150万亩。城镇新增就业51.2万人，完成全年目标的92%。

今年将新建公园120个，投资30亿元以上。"""
NUMBER = r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?(?![0-9.]|年|月|日)"
KNOWLEDGE = load_knowledge()
WIDE = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
BETWEEN = r"(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])"


def group(mark):
    return re.sub(r"(?<![0-9])[0-9]{4,}(?![0-9年])", lambda m: f"{int(m[0]):,}", PASSAGE).replace(
        ",", mark
    )


def mark_up(form):
    return re.sub(NUMBER, form, PASSAGE)


def page(form):
    lines = "".join(f"<p>{line}</p>" for line in mark_up(form).split("\n") if line)
    return f'<html><head><meta charset="utf-8"></head><body>{lines}</body></html>'


VARIANTS = {
    "commas": (group(","), "txt"),
    "full-width commas": (group("，"), "txt"),
    "thin spaces": (group("\u2009"), "txt"),
    "wide digits": (re.sub("[0-9.%]+", lambda m: m[0].translate(WIDE), PASSAGE), "txt"),
    "half-width marks": (PASSAGE.translate(str.maketrans("，：", ",:")), "txt"),
    "set apart": (re.sub(BETWEEN, " ", PASSAGE), "txt"),
    "fixed spaces": (re.sub(BETWEEN, "\u00a0", PASSAGE), "txt"),
    "a full stop as decimal point": (re.sub(r"(?<=[0-9])\.(?=[0-9])", "。", PASSAGE), "txt"),
    "a raised point": (re.sub(r"(?<=[0-9])\.(?=[0-9])", "﹒", PASSAGE), "txt"),
    "O for 0": (re.sub(r"(?<=[0-9.])0(?=[0-9.]*[%万亿])", "O", PASSAGE), "txt"),
    "l for 1": (re.sub(r"(?<=[0-9.])1(?=[0-9.]*[%万亿])", "l", PASSAGE), "txt"),
    "small per cent": (PASSAGE.replace("%", "﹪"), "txt"),
    "space before per cent": (PASSAGE.replace("%", " %"), "txt"),
    "space in the unit": (re.sub("(?<=[万亿])(?=[元吨人])", " ", PASSAGE), "txt"),
    "entities left in the text": (mark_up(r"\g<0>&nbsp;"), "txt"),
    "bold in Markdown": (mark_up(r"**\g<0>**"), "md"),
    "bold on a page": (page(r"<b>\g<0></b>"), "html"),
    "fonts and entities on a page": (page(r"<span>\g<0></span>&nbsp;"), "html"),
    "wrapped": ("\n".join(re.sub("(.{30})", r"\1\n", p) for p in PASSAGE.split("\n")), "txt"),
}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    folder, lexicon = tmp_path_factory.mktemp("raw"), load_lexicon()
    tokenizer = Tokenizer(load_terms())

    def read(text, suffix):
        path = folder / f"a.{suffix}"
        path.write_text(text, "utf-8")
        record = clean(path, Metadata(), KNOWLEDGE)
        found = find_claims(record, segment(record, KNOWLEDGE.structure, tokenizer), lexicon)
        return [
            (c.op, c.value, c.unit, c.indicator, c.period, c.modality, c.kind, c.direction)
            for c in found.claims
        ]

    return read


def test_claims_of_the_passage(read):
    values = [value for _, value, *_ in read(PASSAGE, "txt")]
    assert values == [
        "2163540000000", "8.1", "2.3", "12065000", "31500000", "512000", "92", "120", "3000000000",
    ]  # fmt: skip


@pytest.mark.parametrize("name", VARIANTS)
def test_the_same_claims_however_it_is_set(name, read):
    assert read(*VARIANTS[name]) == read(PASSAGE, "txt")
