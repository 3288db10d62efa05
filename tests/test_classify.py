import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from pipeline.classify import stage
from pipeline.classify.similarity import (
    OTHER_ANSWERS,
    Description,
    compare_exchange,
    count_features,
)
from pipeline.classify.stage import main
from pipeline.language.terms.bags import Bag
from pipeline.records.classification import AnswerClassification, Classifications
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.taxonomy.model import dump_weights
from tests.conftest import SEED
from tests.make import (
    TOKENIZER,
    classify_conference,
    get_classifier,
    make_conference,
    move,
    write_batch,
)

THREE = """
# 粮食生产
问：请问今年夏粮收成怎么样？
答：夏粮再获丰收，小麦产量创新高。我们加强田间管理，小麦单产提高。
问：秋粮的形势如何？
答：秋粮播种面积稳定，玉米和大豆长势良好，丰收有基础。粮食生产要靠种子和耕地。
# 铁路建设
问：请问铁路投资完成了多少？
答：全国铁路完成投资3200亿元，新开通高铁线路9条，铁路客运量大幅增长。
# 冰雪运动
问：冰雪运动的推广有什么进展？
答：新建滑雪场和滑冰馆80座，参与冰雪运动的青少年明显增多。
"""


def classify(lines: str) -> Classifications:
    return classify_conference(*make_conference(lines))


def test_more_hotspots_than_are_compared_are_flagged():
    lines = "".join(f"# 热点{k}\n问：{k}怎么样？\n答：{k}很好。\n" for k in range(201))
    found = classify(lines)
    assert [flag.code for flag in found.flags] == ["answers_uncompared"]
    assert "201" in found.flags[0].message.en
    assert not any(answer.scores for answer in found.answers)


def test_content_agrees_with_the_headings():
    found = classify(THREE)
    assert [answer.content_section for answer in found.answers] == ["s1", "s1", "s2", "s3"]
    assert all(answer.agrees for answer in found.answers)
    assert not found.flags
    for answer in found.answers:
        assert answer.probability == max(score.probability for score in answer.scores)
        assert sum(score.probability for score in answer.scores) == pytest.approx(1, abs=1e-3)
        assert 0 < sum(term.weight for term in answer.terms) <= 1
    assert found.answers[2].terms[0].text == "铁路"


def test_an_exchange_under_a_wrong_heading_is_flagged():
    transcript, segmentation = make_conference(THREE)
    question, answer = segmentation.turns[4:6]
    moved = move(segmentation, {question.id, answer.id}, "s3")
    found = classify_conference(transcript, moved)
    (wrong,) = [a for a in found.answers if a.agrees is False]
    assert (wrong.heading_section, wrong.content_section) == ("s3", "s2")
    (flag,) = found.flags
    assert (flag.code, flag.start, flag.end) == (
        "section_disagreement",
        answer.start,
        answer.end,
    )
    assert "铁路建设" in flag.message.zh
    assert "冰雪运动" in flag.message.en


@pytest.mark.parametrize("section", ["s1", "s2", "s3"])
@pytest.mark.parametrize("answer", ["t2", "t4", "t6", "t8"])
def test_where_an_exchange_stands_does_not_count(answer, section):
    """Were the answer or its question among the texts of a section, its scores would change."""
    transcript, segmentation = make_conference(THREE)
    question = f"t{int(answer[1:]) - 1}"
    moved = move(segmentation, {question, answer}, section)
    here, there = (
        find(classify_conference(transcript, one), answer) for one in (segmentation, moved)
    )
    assert here.scores == there.scores
    assert here.terms == there.terms
    assert there.heading_section == section


def find(found: Classifications, turn: str) -> AnswerClassification:
    return next(answer for answer in found.answers if answer.turn == turn)


def test_comparison_is_cosine_with_weights_learned_from_the_descriptions():
    texts = ["铁路建设", "铁路投资", "滑雪场建设", "冰雪运动场", "铁路投资建设完成"]
    pieces = [Bag(TOKENIZER.cut(text), text) for text in texts]
    sections = [Description(main=[0], others=[1]), Description(main=[2], others=[3])]
    expected = np.zeros(2)
    for analyzer, lengths in ((TOKENIZER.cut, (1, 1)), ("char", (2, 3))):
        vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=lengths)
        described = vectorizer.fit_transform([texts[0], texts[2], texts[1], texts[3]])
        cosines = (described @ vectorizer.transform([texts[4]]).T).toarray().ravel()
        expected += (cosines[:2] + OTHER_ANSWERS * cosines[2:]) / 2
    made = compare_exchange(count_features(pieces), [4], sections)
    assert made.similarities == pytest.approx(expected)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("问：如何？\n答：铁路很好。", id="no section"),
        pytest.param("# 铁路\n问：如何？\n答：铁路很好。", id="one section"),
        pytest.param("# 铁路\n# 冰雪\n答：谢谢。", id="nothing said"),
    ],
)
def test_nothing_to_compare_leaves_it_open(lines):
    (answer,) = classify(lines).answers
    assert answer.content_section is None
    assert answer.probability is None
    assert answer.agrees is None
    assert answer.scores == answer.terms == ()


def test_headings_that_say_nothing_flag_nothing():
    found = classify(THREE.replace("粮食生产", "第一部分", 1).replace("铁路建设", "第二部分"))
    assert not found.flags


def test_an_answer_outside_of_sections_has_content_but_nothing_to_agree_with():
    found = classify("答：铁路客运量增长。\n# 铁路\n答：铁路开通。\n# 冰雪\n答：滑雪场。")
    first = found.answers[0]
    assert (first.heading_section, first.content_section, first.agrees) == (None, "s1", None)


def test_without_an_answer_there_is_nothing():
    assert classify("# 铁路\n问：如何？\n# 冰雪\n问：如何？").answers == ()


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["# ", "问：", "答："]),
            st.text(st.sampled_from('铁路冰雪运动建设投资滑雪场5G1，。？<&" '), max_size=30),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_any_structure_is_classified(lines):
    text = "答：铁路。\n" + "\n".join(label + words for label, words in lines)
    transcript, segmentation = make_conference(text)
    found = classify_conference(transcript, segmentation)
    sections = {section.id for section in segmentation.sections}
    answers = [turn.id for turn in segmentation.turns if turn.kind == "answer"]
    assert [answer.turn for answer in found.answers] == answers
    for answer in found.answers:
        assert answer.content_section in sections | {None}
        if answer.content_section is not None:
            assert {score.section for score in answer.scores} == sections
            assert sum(s.probability for s in answer.scores) == pytest.approx(1, abs=1e-3)
    assert {flag.start for flag in found.flags} <= {turn.start for turn in segmentation.turns}


def test_main_writes_a_line_a_transcript(tmp_path):
    conferences = make_conference(THREE, "甲"), make_conference("答：好。", "乙")
    clean, segments = write_batch(tmp_path, *conferences)
    output = tmp_path / "classify.jsonl"
    weights = tmp_path / "weights.npz"
    weights.write_bytes(dump_weights(get_classifier().weights))
    paths = {"clean": clean, "segment": segments, "weights": weights, "output": output}
    main([word for name, path in paths.items() for word in (f"--{name}", str(path))])
    lines = output.read_text(encoding="utf-8").splitlines()
    assert [Classifications.model_validate_json(line).transcript for line in lines] == ["甲", "乙"]


def test_with_another_model_sections_are_not_looked_for_again(tmp_path, monkeypatch):
    clean, segments = write_batch(tmp_path, make_conference(THREE, "甲"))
    weights = get_classifier().weights
    other = weights._replace(coefficients=np.roll(weights.coefficients, 1, axis=0))
    (tmp_path / "one.npz").write_bytes(dump_weights(weights))
    (tmp_path / "other.npz").write_bytes(dump_weights(other))

    def run(name: str, folder: str) -> bytes:
        output, model = tmp_path / folder / "classify.jsonl", tmp_path / name
        given = ("--clean", clean, "--segment", segments, "--weights", model, "--output", output)
        main([str(word) for word in given])
        return output.read_bytes()

    before, anew = run("one.npz", "kept"), run("other.npz", "anew")
    monkeypatch.setattr(stage, "compare_answers", None)
    assert run("other.npz", "kept") == anew != before


@pytest.fixture(scope="module")
def seed(tmp_path_factory) -> tuple[Transcript, Segmentation]:
    clean = pytest.importorskip("pipeline.clean.stage")
    segment = pytest.importorskip("pipeline.segment.stage")
    folder = tmp_path_factory.mktemp("seed")
    transcripts, segments = folder / "clean.jsonl", folder / "segment.jsonl"
    clean.main([str(SEED), "--output", str(transcripts)])
    segment.main(["--clean", str(transcripts), "--output", str(segments)])
    return (
        Transcript.model_validate_json(transcripts.read_bytes()),
        Segmentation.model_validate_json(segments.read_bytes()),
    )


def test_answers_of_the_seed_speak_for_their_headings(seed):
    found = classify_conference(*seed)
    assert len(found.answers) == 9
    # The ninth, on a patent suit, names neither chips nor integrated circuits.
    assert sum(answer.agrees is True for answer in found.answers) >= 8
    assert not found.flags


@pytest.mark.parametrize("with_question", [False, True])
def test_the_answer_on_apps_goes_to_apps_wherever_it_stands(seed, with_question):
    transcript, segmentation = seed
    titles = {section.title: section.id for section in segmentation.sections}
    answer = next(
        turn
        for turn in segmentation.turns
        if transcript.text.startswith("近日，工信部通报了今年首批157款", turn.start)
    )
    exchange = {answer.id, *(answer.answers if with_question else ())}
    moved = move(segmentation, exchange, titles["中小企业"])
    found = classify_conference(transcript, moved)
    classified = find(found, answer.id)
    assert classified.heading_section == titles["中小企业"]
    assert classified.content_section == titles["APP侵权"]
    assert [(flag.start, flag.end) for flag in found.flags] == [(answer.start, answer.end)]
