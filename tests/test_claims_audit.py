import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.artefacts import write
from pipeline.claims.component import make_records
from pipeline.claims.explain import explain_claims
from pipeline.claims.find.audit import audit
from pipeline.claims.find.numerals import DIGITS, FINANCIAL, POWERS
from pipeline.claims.stage import find_claims, main
from pipeline.clean.stage import clean, load_knowledge
from pipeline.language.fold import fold
from pipeline.language.structure.lines import load_structure
from pipeline.language.tokenizer import Tokenizer, load_terms
from pipeline.metadata import Metadata
from pipeline.records.base import Bilingual
from pipeline.records.problems import Problem
from pipeline.segment.stage import segment
from tests.make import LEXICON, claims_of

REPORTS = Path(__file__).parents[2] / "shared" / "data" / "reports"
WORDS = "".join([*DIGITS, *POWERS, *map(chr, FINANCIAL)]).replace("参", "")
"""参 is a numeral only beside others: 参加."""
NUMERAL = re.compile(f"(?:(?!零[上下])[0-9{WORDS}])+")
"""零上 and 零下 are words for a sign, no numerals."""
MIXED = st.text(
    st.sampled_from(
        "0123456789５.,%％〇零一二两三四五六七八九十百千万亿壹陆伍拾仟萬億兩第分之点成半折番翻倍多余几数上下约"
        "个項项家元美人次位名年月日号季度时至到-—~、和：:/+“”《》（）Gk$¥瓦克米"
        "过近首居增长占比每这前。，；\n \u3000"
    ),
    max_size=40,
)


def outcomes_of(text, date=None):
    transcript, segmentation = make_records(text, date)
    claims = find_claims(transcript, segmentation, LEXICON)
    return audit(transcript, segmentation, claims, LEXICON.finder)


def find_unexplained(text, outcomes):
    """Return the runs of numeral characters with a character that no outcome takes in."""
    explained = {i for outcome in outcomes for i in range(outcome.start, outcome.end)}
    runs = [match.span() for match in NUMERAL.finditer(fold(text))]
    return [text[start:end] for start, end in runs if not explained.issuperset(range(start, end))]


@settings(max_examples=400, deadline=None)
@given(MIXED)
@example("近半数三级医院")
@example("一半二成")
@example("六个半数")
@example("近4成七亿")
@example("千瓦时电价，千千瓦")
@example("第一半")
@example("三分之一半，百分之0，一分之")
@example("壹拾贰萬叁仟，兩億５千")
def test_every_numeral_is_a_claim_or_has_a_reason(text):
    outcomes = outcomes_of(text)
    assert find_unexplained(text, outcomes) == []
    for outcome in outcomes:
        assert outcome.text == text[outcome.start : outcome.end]
        assert (outcome.claim is None) != (outcome.reason is None)


@given(MIXED)
def test_the_claims_of_an_audit_are_those_of_the_stage(text):
    found = [(o.start, o.end, o.claim) for o in outcomes_of(text) if o.claim]
    assert found == [(claim.start, claim.end, claim.id) for claim in claims_of(text).claims]


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("产量增长5%。", [("5%", "c1")]),
        ("第三，2021年推广５Ｇ，增至壹佰万户。", ["ordinal", "time", "code", ("壹佰万户", "c1")]),
        ("一是外部环境严峻，十大工程推进。", ["list_marker", "no_unit"]),
        ("过半数三百人。", [("过半数", "c1"), ("三百人", "c2")]),
        ("占四成一。", [("四成一", "c1")]),
        ("四成三百人。", [("四成", "c1"), ("三百人", "c2")]),
        ("每千瓦时0.6元。", ["unit_name", ("0.6元", "c1")]),
        ("以千瓦时为单位。", ["unit_name"]),
        ("部队伍长。", ["word_end"]),
        ("三十五十家。", ["unreadable"]),
        ("无数字。", []),
    ],
)
def test_outcomes(text, outcomes):
    found = [o.reason or (o.text, o.claim) for o in outcomes_of(text)]
    assert found == outcomes


def test_a_number_in_no_sentence():
    transcript, segmentation = make_records("出口增长5%\n进口增长3%。")
    said = segmentation.model_copy(update={"sentences": segmentation.sentences[1:]})
    claims = find_claims(transcript, said, LEXICON)
    outcomes = audit(transcript, said, claims, LEXICON.finder)
    assert [(o.text, o.claim, o.reason) for o in outcomes] == [
        ("5%", None, "outside_sentences"),
        ("3%", "c1", None),
    ]


def test_a_number_that_a_sentence_ends_in():
    transcript, segmentation = make_records("出口增长5.25%。")
    (sentence,) = segmentation.sentences
    halves = (
        sentence.model_copy(update={"end": 6, "tokens": (6,)}),
        sentence.model_copy(update={"start": 6, "tokens": (sentence.end - 6,)}),
    )
    cut = segmentation.model_copy(update={"sentences": halves})
    (outcome,) = audit(transcript, cut, find_claims(transcript, cut, LEXICON), LEXICON.finder)
    assert (outcome.text, outcome.reason) == ("5.25%", "across_sentences")


def test_a_claim_that_is_missing_is_no_reason():
    transcript, segmentation = make_records("出口增长5%。")
    with pytest.raises(KeyError):
        audit(transcript, segmentation, claims_of("没有。"), LEXICON.finder)


@given(MIXED.filter(lambda text: not re.search("[。；\n]", text)))
def test_an_explanation_names_the_same_reasons(text):
    refused = [(o.text, o.reason) for o in outcomes_of(text) if o.reason]
    lines = (line.split("\tno claim: ") for line in explain_claims(text, None, LEXICON))
    assert [(line[0], line[1].split(":")[0]) for line in lines if len(line) == 2] == refused


def test_the_command_line_counts_outcomes(tmp_path, capsys):
    pairs = [make_records(text) for text in ("增长5%，降至3%。", "第一，增加4人、6人、7人。")]
    problem = Problem(
        transcript="p", file="p.txt", stage="clean", code="x", message=Bilingual(zh="", en="")
    )
    transcripts, segments = tmp_path / "clean.jsonl", tmp_path / "segment.jsonl"
    write(transcripts, [problem, *(transcript for transcript, _ in pairs)])
    write(segments, [problem, *(segmentation for _, segmentation in pairs)])
    main(["--audit", "--clean", str(transcripts), "--segment", str(segments)])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "5  claim: a claim (数字陈述)",
        "增长【5%】，降至3%。",
        "增长5%，降至【3%】。",
        "第一，增加【4人】、6人、7人。",
        "1  ordinal: an ordinal (序数)",
        "【第一】，增加4人、6人",
        "6  numerals",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["clean.jsonl", "segment.jsonl"]


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the reports are not beside the checkout")
def test_no_numeral_of_a_report_is_unexplained():
    knowledge, structure, tokenizer = load_knowledge(), load_structure(), Tokenizer(load_terms())
    for path in sorted(REPORTS.glob("*.txt"))[:2]:
        transcript = clean(path, Metadata(), knowledge)
        segmentation = segment(transcript, structure, tokenizer)
        claims = find_claims(transcript, segmentation, LEXICON)
        outcomes = audit(transcript, segmentation, claims, LEXICON.finder)
        assert find_unexplained(transcript.text, outcomes) == []
        assert sum(outcome.claim is not None for outcome in outcomes) == len(claims.claims)
