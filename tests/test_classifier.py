"""What the model of the taxonomy says of texts that it is asked about."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.documents import read_text
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.labels import CategoryLabel
from pipeline.taxonomy.model import NOTHING, Classifier
from pipeline.taxonomy.probabilities import find_probabilities, look_around
from tests.make import STOP, TOKENIZER, classify_conference, get_classifier, make_conference


def read(text: str) -> Document:
    return Document(read_text(text, TOKENIZER, STOP))


@pytest.mark.parametrize("text", ["", "。。。", "123,456.78", "😀", "ﷺ"])
def test_a_text_of_no_words_is_of_no_category(text):
    assert get_classifier().classify([read(text)])[0] == NOTHING


def test_an_answer_in_english_is_of_no_category():
    said = get_classifier().classify([read("Thank you. The economy keeps growing steadily.")])[0]
    assert said.category is None


def test_ten_characters_are_enough_where_they_are_clear():
    said = get_classifier().classify([read("神舟飞船发射成功。")])[0]
    assert (said.field, said.category) == ("knowledge", "space")
    assert sum(share for _, share in said.terms) <= 1


def test_the_question_tells_what_a_short_answer_is_about():
    answer, question = (
        read("我没有可以提供的信息。").body,
        read("请问北京冬奥会门票何时发售？").body,
    )
    alone, asked = (
        get_classifier().classify([document])[0]
        for document in (Document(answer), Document(answer, question))
    )
    assert asked.scores[0][0] == "sport"
    assert "sport" not in [name for name, _ in alone.scores]


@pytest.mark.parametrize(
    "lines", ["答：铁路。", "# 铁路\n答：铁路。", "问：铁路？\n答：铁路。\n问：铁路？\n答：铁路。"]
)
def test_one_answer_one_hotspot_and_answers_all_alike(lines):
    found = classify_conference(*make_conference(lines))
    assert {answer.category for answer in found.answers} <= {"infrastructure", None}
    assert len({answer.category_scores for answer in found.answers}) == 1


def test_a_label_of_another_transcript_changes_nothing():
    conference = make_conference("问：请问铁路？\n答：高铁通车里程增加。", "甲")
    label = CategoryLabel(2, "乙", "t2", "housing", "")
    assert classify_conference(*conference, label) == classify_conference(*conference)


def test_paragraphs_of_statements_have_a_category():
    transcript, segmentation = make_conference(
        "# 工作回顾\n答：粮食再获丰收，建成高标准农田，生猪存栏恢复，农民收入增加。\n"
        "高铁通车里程增加，机场扩建，港口货物吞吐量增长，公路联网。\n谢谢。"
    )
    turns = tuple(turn.model_copy(update={"kind": "statement"}) for turn in segmentation.turns)
    paragraphs = [
        sentence.model_copy(update={"paragraph": number})
        for number, sentence in enumerate(segmentation.sentences)
    ]
    changed = segmentation.model_copy(update={"turns": turns, "sentences": tuple(paragraphs)})
    found = classify_conference(transcript, changed)
    assert found.answers == ()
    assert [passage.category for passage in found.passages] == ["agriculture", "infrastructure"]
    assert {passage.field for passage in found.passages} == {"places"}
    assert [passage.section for passage in found.passages] == ["s1", "s1"]
    for passage in found.passages:
        assert transcript.text[passage.start : passage.end].endswith("。")


VAGUE = "我们要一步一个脚印走下去。"
GRAIN = "粮食播种面积增加，高标准农田建设提速。"


def get_shares(*documents: Document) -> list[float]:
    """Return how likely agriculture is in texts that stand after each other."""
    scores = [dict(said.scores) for said in get_classifier().classify(documents)]
    return [found.get("agriculture", 0.0) for found in scores]


def test_texts_near_by_help_where_a_text_says_little():
    (alone,) = get_shares(read(VAGUE))
    _, among, _ = get_shares(read(GRAIN), read(VAGUE), read("夏粮收获过半，农技人员下田指导。"))
    assert among > 2 * alone


def test_a_text_further_away_helps_less():
    """The first of five is clear; of the fourth on it counts no more."""
    around = look_around(np.array([[1.0, 0.0], *[[0.0, 0.0]] * 4]), [1])
    assert around[:, 0].tolist() == pytest.approx([0, 1, 1 / 2, 1 / 3, 0])


def test_thanks_between_answers_stay_thanks_and_say_nothing_of_them():
    thanks = read("谢谢大家，今天的发布会到此结束，再见。")
    said = get_classifier().classify([read(GRAIN), thanks, read(GRAIN)])
    assert [one.category for one in said] == ["agriculture", "procedure", "agriculture"]
    assert get_shares(thanks, read(VAGUE))[1] == get_shares(read(VAGUE))[0]


def test_what_is_said_around_a_text_counts_by_its_weight():
    decisions = np.zeros((1, 2))
    calibration = get_classifier().weights.calibration._replace(near=1.0)
    around = np.array([[0.0, np.log(3)]])
    assert find_probabilities(decisions, calibration, around)[0] == pytest.approx([0.25, 0.75])


def make_even(*names):
    """Return a model for which some categories are alike likely, and no others are."""
    weights = get_classifier().weights
    even = np.array([float(name in names) for name in weights.categories])
    flat = weights._replace(coefficients=weights.coefficients * 0, intercept=even * 0.6)
    return Classifier(flat, load_taxonomy())


def test_of_two_equal_subjects_both_are_given_each_with_its_probability():
    said = make_even("housing", "trade").classify([read("改造城中村，出口增长。")])[0]
    assert {said.category, said.second} == {"housing", "trade"}
    assert said.probability == pytest.approx(said.second_probability, abs=0.2)
    assert 0.5 < said.second_probability < 1


def test_where_no_hotspot_is_likely_the_field_can_be():
    """A text between three hotspots of one field."""
    even = make_even("housing", "infrastructure", "regions")
    said = even.classify([read("改造城中村，修建铁路。")])[0]
    assert (said.category, said.field) == (None, "places")
    assert said.field_probability >= 0.5


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_texts_are_classified(texts):
    found = get_classifier().classify([read(text) for text in texts])
    assert len(found) == len(texts)
    for said in found:
        assert said.category is None or said.category == said.scores[0][0]
        assert (said.second is None) == (said.second_probability is None)
        assert said.second is None or said.second != said.category
        assert all(0 < share <= 1 for _, share in said.terms)


def test_probabilities_add_up():
    classifier = get_classifier()
    decisions = classifier.decide(classifier.reader.read([read("煤炭"), read("")]))
    shares = find_probabilities(decisions, classifier.weights.calibration, None)
    assert shares.sum(axis=1) == pytest.approx(np.ones(2))
