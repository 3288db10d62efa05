import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.claims.explain import explain
from pipeline.claims.stage import main
from pipeline.records.claims import Claim, TranscriptClaims
from tests.claims_text import LEXICON, claims_of, make_records

DATE = "2022-08-15"


def fields(text, *names, date=DATE):
    return [tuple(getattr(claim, name) for name in names) for claim in claims_of(text, date).claims]


@pytest.mark.parametrize(
    ("text", "kind", "direction"),
    [
        ("出口同比增长6.9%。", "change", "up"),
        ("降幅比上月收窄2.1个百分点。", "change", "down"),
        ("就业人数增加3万人。", "change", "up"),
        ("就业人数增加到3万人。", "level", "none"),
        ("税率由17%降至13%。", "level", "none"),
        ("城镇新增就业40万人。", "level", "none"),
        ("下调利率0.5个百分点。", "change", "down"),
        ("增加就业岗位3万个。", "change", "up"),
        ("核弹头将削减至1000枚。", "level", "none"),
        ("居民消费价格涨幅为2%。", "change", "up"),
        ("进出口平均降速为2%。", "change", "down"),
        ("增速高于全国1.5个百分点。", "difference", "up"),
        ("失业率比全国平均水平低0.4个百分点。", "difference", "down"),
        ("面积是邻县的3倍。", "difference", "up"),
        ("产量比2015年翻一番。", "change", "up"),
        ("产量是2015年的2.7倍。", "change", "up"),
        ("失业率平均为5.6%。", "level", "none"),
        ("总量居全国第5位。", "rank", "none"),
        ("投资连续7个月正增长。", "duration", "none"),
        ("一季度3.9%的增长来之不易。", "change", "up"),
    ],
)
def test_kind_and_direction(text, kind, direction):
    assert fields(text, "kind", "direction")[-1] == (kind, direction)


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("每年成立约20家公司。", "approx"),
        ("推动北约五轮东扩。", "eq"),
        ("租约到期后续约9年。", "eq"),
        ("收入超5亿元。", "gt"),
    ],
)
def test_a_cue_is_a_word_of_its_own(text, op):
    assert fields(text, "op") == [(op,)]


def test_ranks_that_move():
    assert fields("产量从全国第9位上升至第5位。", "value", "kind") == [("9", "rank"), ("5", "rank")]
    assert fields("产量居全国第一梯队。", "value") == []


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("规模以上工业增加值同比增长6%。", ["规模以上工业增加值"]),
        ("在40多家工厂投入使用。", ["工厂"]),
        ("对外投资900亿美元，同比增长3%。", ["对外投资", "对外投资"]),
        ("农村、城镇居民收入分别增长5%、4%。", ["农村、城镇居民收入", "城镇居民收入"]),
        ("旅客总人数、旅游总收入分别增长5%和7%。", ["旅客总人数", "旅游总收入"]),
        ("开行班列900列、运送货物8万标箱，同比分别增长5%、7%。", ["开行班列", "运送货物"] * 2),
        ("外贸总额从3万亿元增至5万亿元。", ["外贸总额", "外贸总额"]),
        ("其中，高技术产业投资增长8%。", ["高技术产业投资"]),
        ("城镇失业率平均为5.6%。", ["城镇失业率"]),
        ("去年前三季度，公路货运量达30亿吨。", ["公路货运量"]),
        ("提供了30件仪器、40套设备和5个帐篷。", ["仪器", "设备", "帐篷"]),
        ("援助2亿剂和1亿剂疫苗。", ["疫苗", "疫苗"]),
        ("预计有300万人受益。", ["受益"]),
        ("全市40个街道中的12个社区已完成改造。", ["街道", "社区"]),
        ("建成5所高中的实验室。", ["高中的实验室"]),
        ("出席活动的有20位驻外大使和临时代办。", ["驻外大使和临时代办"]),
        ("先后举行4场新闻发布会，答复提问。", ["新闻发布会"]),
        ("派3名工作人员搭乘橡皮艇登岛。", ["工作人员"]),
        ("7名议员提交了决议。", ["议员"]),
        ("30个经济体中，有5个实现增长。", ["经济体", "经济体"]),
        ("六成企业计划扩大生产。", ["企业"]),
        ("推广8项企业改革经验。", ["企业改革经验"]),
        ("下架20款整改不到位、拒不整改的应用。", ["整改不到位、拒不整改的应用"]),
        ("打造6个“跑起来”示范场景。", ["“跑起来”示范场景"]),
        ("制定、修改政府规章9部。", ["政府规章"]),
        ("发放创业担保贷款30亿元。", ["创业担保贷款"]),
        ("下调存款准备金率0.5个百分点。", ["存款准备金率"]),
        ("是世界第一大蔬菜生产国。", ["蔬菜生产国"]),
        ("取消股比限制和合资企业不超过两家的限制。", ["合资企业"]),
        ("人口从19世纪末的500万减少到现在的25万。", ["人口", "人口"]),
        ("三是维修供水工程90处。", ["维修供水工程"]),
        ("六成的在华企业没有离开。", ["在华企业"]),
        ("20个类别增加值实现增长。", ["类别"]),
        ("运送口罩9万件、6万吨防疫物资。", ["运送口罩", "防疫物资"]),
        ("累计发运9万件、6万吨防疫物资。", ["防疫物资", "防疫物资"]),
        ("居民收入增长5.4%，扣除价格因素实际增长5.3%。", ["居民收入", "居民收入"]),
        ("出口增长5%，比上年四季度环比增长1.6%。", ["出口", "出口"]),
        ("赤字率拟按4%左右安排，比上年提高1个百分点。", ["赤字率", "赤字率"]),
    ],
)
def test_indicator(text, indicators):
    assert [indicator for (indicator,) in fields(text, "indicator")] == indicators


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2019年出口增长3%。", "2019"),
        ("2024年奥运会的举办地接待游客2万人。", None),
        ("去年出口增长3%。", "2021"),
        ("去年前11个月出口增长3%。", "2021-01/2021-11"),
        ("今年上半年出口增长3%。", "2022-H1"),
        ("一季度出口增长3%。", "2022-Q1"),
        ("前三季度出口增长3%。", "2021-01/2021-09"),
        ("7月份出口增长3%。", "2022-07"),
        ("1—7月出口增长3%。", "2022-01/2022-07"),
        ("截至2021年底，登记企业30万家。", "/2021-12"),
        ("截至今年6月底，累计登记企业30万家。", "/2022-06"),
        ("目前已登记企业30万家。", "/2022-08"),
        ("2013至2021年，出口增长3%。", "2013/2021"),
        ("2015年以来，出口增长3%。", "2015/2022"),
        ("今年以来，出口增长3%。", "2022-01/2022-08"),
        ("近十年来，出口增长3%。", "2012/2022"),
        ("“十三五”期间，出口增长3%。", "2016/2020"),
        ("2020年上半年略有波动，全年出口增长3%。", "2020"),
        ("到2030年，出口达到3万亿元。", "2030"),
        ("2019年企稳。出口增长3%。", "2019"),
        ("2019年企稳。\n出口增长3%。", "2019"),
        ("《2018年白皮书》发布，出口增长3%。", None),
        ("比2019年增长3%。", None),
        ("产量由2015年的3万台增长到2020年的9万台，年均增长24.6%。", "2015/2020"),
    ],
)
def test_period(text, period):
    assert fields(text, "period")[-1] == (period,)


def test_period_without_a_date_of_the_document():
    assert fields("去年出口增长3%。", "period", date=None) == [(None,)]
    assert fields("2019年出口增长3%。", "period", date=None) == [("2019",)]


@pytest.mark.parametrize(
    ("text", "baseline"),
    [
        ("出口同比增长3%。", "yoy"),
        ("出口比上年增长3%。", "yoy"),
        ("出口较上年同期增长3%。", "yoy"),
        ("出口比去年同期（下同）增长3%。", "yoy"),
        ("出口环比增长3%。", "mom"),
        ("出口比上年四季度环比增长3%。", "mom"),
        ("出口比上月增长3%。", "mom"),
        ("出口增长3%。", None),
        ("出口比2019年增长3%。", "2019年"),
        ("出口增速高于全部企业3个百分点。", "全部企业"),
        ("面积是邻县的3倍。", "邻县"),
        ("出口占比达到3%。", None),
    ],
)
def test_baseline(text, baseline):
    assert fields(text, "baseline") == [(baseline,)]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("建成基站60万个。", "actual"),
        ("计划建设基站60万个。", "target"),
        ("力争基站达到60万个。", "target"),
        ("主要预期目标是：出口增长3%。", "target"),
        ("到2035年，基站达到60万个。", "target"),
        ("预计基站达到60万个。", "forecast"),
        ("预计明年将为居民减负900亿元。", "forecast"),
        ("取消每地不超过两家的限制。", "limit"),
        ("单笔贷款不得超过30万元。", "limit"),
        ("存款准备金率为7%。", "actual"),
        ("退出平台9家，超计划2家。", "actual"),
        ("三年行动计划实施以来，已建成基站60万个。", "actual"),
    ],
)
def test_modality(text, modality):
    assert fields(text, "modality")[-1] == (modality,)


def test_plans_last_until_the_next_review():
    text = "主要预期目标是：出口增长3%。\n新建学校5所。\n一年来，新建医院6所。"
    assert fields(text, "modality", "period") == [
        ("target", "2022"),
        ("target", "2022"),
        ("actual", "2022"),
    ]


def test_spans_hold_the_words_that_gave_the_fields():
    text = "２０２１年，計劃新建５Ｇ基站６０萬個，比上年增長３％。"
    built, grown = claims_of(text).claims
    for claim in (built, grown):
        assert text[claim.start : claim.end] == claim.text
        assert text[claim.source_start : claim.source_end] == claim.text
        span = claim.indicator_span
        assert text[span.start : span.end] == claim.indicator
    assert built.text == "６０萬個"
    assert text[built.period_span.start : built.period_span.end] == "２０２１年"
    assert text[built.modality_span.start : built.modality_span.end] == "計劃"
    assert text[grown.baseline_span.start : grown.baseline_span.end] == "上年"


def test_a_claim_names_its_rule():
    text = "占三成，增长百分之二，共30家，2亿人，排第3位，3—5倍。"
    assert [c.pattern for c in claims_of(text).claims] == [
        "tenths",
        "share_in_words",
        "classifier_unit",
        "classifier_unit",
        "rank",
        "range_multiple_unit",
    ]


def test_the_implied_value():
    checks = claims_of("高技术产业增长7.1%，高于全部工业4.3个百分点。").checks
    assert [(c.kind, c.indicator, c.value, c.unit) for c in checks] == [
        ("implied", "全部工业", "2.8", "%")
    ]


@pytest.mark.parametrize(
    ("text", "period", "said"),
    [
        ("2020年空气优良天数比例为87.5%，同比提高0.5个百分点。", None, "上年同期的"),
        ("2020年空气优良天数比例为87.5%，比2015年提高5.5个百分点。", "2015", "2015年的"),
    ],
)
def test_the_implied_value_of_an_earlier_time(text, period, said):
    (check,) = claims_of(text).checks
    assert (check.kind, check.period) == ("implied", period)
    assert said in check.message.zh and "yoy" not in check.message.en


def test_facts_said_again_and_facts_that_differ():
    text = "2020年进出口总额为30万亿元。2020年进出口总额为30万亿元。2020年进出口总额为31万亿元。"
    checks = claims_of(text).checks
    assert [(c.kind, c.claims) for c in checks] == [
        ("repeated", ("c1", "c2")),
        ("contradiction", ("c1", "c3")),
    ]


def test_a_fact_said_again_may_leave_its_time_unsaid():
    checks = claims_of("通报侵权应用157款。\n2020年，通报侵权应用157款。").checks
    assert [(c.kind, c.claims, c.period) for c in checks] == [("repeated", ("c1", "c2"), "2020")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "货物进出口9.1万亿元，其中出口5.3万亿元，进口3.8万亿元。",
            [("total", ("c1", "c2", "c3"))],
        ),
        (
            "进出口9.1万亿元，增长2%。其中，出口5.3万亿元，增长3%；进口3.8万亿元，增长1%。",
            [("total", ("c1", "c3", "c5"))],
        ),
        ("进出口10万亿元，其中出口5.34万亿元，进口4.7万亿元。", [("total", ("c1", "c2", "c3"))]),
        ("参赛企业80家，其中国有企业30家，民营企业50家。", [("total", ("c1", "c2", "c3"))]),
        ("参赛企业80家，其中国有企业30家，民营企业49家。", []),
        ("参赛企业80家，其中民营企业90家。", [("contradiction", ("c1", "c2"))]),
        ("进出口9.1万亿元，其中出口3亿美元，进口5亿美元。", []),
        ("其中，出口5万亿元。", []),
    ],
)
def test_parts_and_their_whole(text, found):
    assert [(c.kind, c.claims) for c in claims_of(text, DATE).checks] == found


def test_counts_of_other_things_are_no_contradiction():
    assert claims_of("2020年进出口总额超过30万亿元。2020年进出口总额为31万亿元。").checks == ()
    assert claims_of("今年落成公园3座。今年落成公园4座。", DATE).checks == ()


def test_explain_names_cues_and_reasons():
    lines = list(explain("第三，产量同比增长5%，推广5G。", None, LEXICON))
    text = "\n".join(lines)
    assert "rate_unit" in text
    assert "yoy (from 同比)" in text
    assert "ordinal" in text
    assert "code" in text


def test_explain_on_the_command_line(capsys):
    main(["--explain", "产量增长5%。"])
    assert "change, direction up" in capsys.readouterr().out


def test_a_batch_on_the_command_line(tmp_path):
    transcript, segmentation = make_records("产量增长5%。")
    (tmp_path / "clean").write_text(transcript.model_dump_json() + "\n", encoding="utf-8")
    (tmp_path / "segment").write_text(segmentation.model_dump_json() + "\n", encoding="utf-8")
    paths = [str(tmp_path / name) for name in ("clean", "segment", "claims")]
    main(["--clean", paths[0], "--segment", paths[1], "--output", paths[2]])
    (line,) = (tmp_path / "claims").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["claims"][0]["value"] == "5"


ALPHABET = (
    "一二两三十百千万亿数几多余半0123456789.,-%％元个家人年月日第增长降比较上同期去今前到至为超过约近"
    "的、，。：“”《》（）\n产量计划AG "
)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=80))
def test_any_text_gives_valid_claims_in_order(text):
    found = claims_of(text, DATE)
    assert TranscriptClaims.model_validate_json(found.model_dump_json()) == found
    for claim in found.claims:
        assert isinstance(claim, Claim)
        assert text[claim.start : claim.end] == claim.text
        for span in (claim.indicator_span, claim.period_span, claim.baseline_span):
            assert span is None or 0 <= span.start < span.end <= len(text)
    assert all(a.end <= b.start for a, b in pairwise(found.claims))


def test_the_cells_of_a_table_stand_apart():
    text = "产品\t产量\t增速\n汽车\t45.6万辆\t增长12.3%\n产品\t单位\t产量\n原煤\t万吨\t12345"
    found = claims_of(text).claims
    assert [(c.indicator, c.text) for c in found] == [("汽车", "45.6万辆"), ("汽车", "12.3%")]
