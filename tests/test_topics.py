import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer

import pipeline.topics.model as model
from pipeline.errors import InputError
from pipeline.kept import keeping
from pipeline.language.terms.background import load_background
from pipeline.language.terms.words import load_stop_words
from pipeline.records.base import Bilingual
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.topics import Topic
from pipeline.records.transcript import Transcript
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.model import GENERAL, Classifier, load_weights
from pipeline.topics.model import fit_topics
from pipeline.topics.naming import (
    BegunTopic,
    ToldTopic,
    is_specific,
    load_topic_terms,
    name_topic,
)
from pipeline.topics.passages import Reader, read_passages
from pipeline.topics.seeds import Beginning, choose_topics, part_passages, share_out_topics
from pipeline.topics.stage import find_topics, main, parse_number
from tests.make import make_conference, write_batch

BACKGROUND = load_background()
STOP = load_stop_words()
CLASSIFIER = Classifier(load_weights(GENERAL), load_taxonomy())

PLANTED = {
    "粮食": ("小麦", "玉米", "大豆", "耕地", "种子", "丰收", "秋粮", "夏粮"),
    "铁路": ("铁路", "高铁", "车站", "客运", "列车", "旅客", "货运", "隧道"),
    "医疗": ("医院", "医生", "患者", "药品", "门诊", "手术", "护士", "病床"),
}


HOTSPOTS = {"粮食": "农业农村", "铁路": "交通、水利与重大工程", "医疗": "医疗卫生与疫情防控"}
"""What a topic is called that no word has most of the passages of."""
PATHS = ("--clean", "a", "--segment", "b", "--output", "c", "--choice", "d")


def make_planted(name: str, passages: int, seed: int) -> tuple[Transcript, Segmentation]:
    """Return a transcript whose paragraphs are each on one of the planted subjects."""
    chance = random.Random(seed)
    lines = []
    for number in range(passages):
        subject = list(PLANTED)[number % len(PLANTED)]
        words = chance.sample(PLANTED[subject], 6)
        lines.append(
            f"答：我们将推进{'、'.join(words[:3])}的工作。进一步加强{'和'.join(words[3:])}。"
        )
    return make_conference("\n".join(lines), name)


def topics_of(tmp_path, *conferences, number=None) -> list[Topic]:
    batch = write_batch(tmp_path, *conferences)
    return find([batch], tmp_path, number)


def find(batches, folder, number) -> list[Topic]:
    """Return the topics of batches; what was read of them is kept in the folder."""
    with keeping("topics", folder / "topics.jsonl") as kept:
        passages = read_passages(batches, Reader(BACKGROUND, STOP, CLASSIFIER), kept)
    return find_topics(passages, number, BACKGROUND, STOP)[0]


def get_subjects(topic: Topic) -> set[str]:
    words = {term.text for term in topic.terms if term.weight > 0.1}
    return {name for name, planted in PLANTED.items() if words & set(planted)}


@pytest.mark.parametrize("most_fitted", [20_000, 20])
def test_planted_topics_are_found_with_their_passages(tmp_path, monkeypatch, most_fitted):
    monkeypatch.setattr(model, "MOST_FITTED", most_fitted)
    conferences = [make_planted(name, 30, seed) for seed, name in enumerate("甲乙")]
    topics = topics_of(tmp_path, *conferences, number=3)
    assert len({topic.id for topic in topics}) == 3
    found = [get_subjects(topic) for topic in topics]
    assert sorted(map(len, found)) == [1, 1, 1]
    assert set().union(*found) == set(PLANTED)
    assert sum(topic.share for topic in topics) == pytest.approx(1, abs=1e-3)
    texts = {transcript.transcript: transcript.text for transcript, _ in conferences}
    for topic in topics:
        (subject,) = get_subjects(topic)
        assert topic.name in {*PLANTED[subject], HOTSPOTS[subject]}
        weights = [passage.weight for passage in topic.passages]
        assert weights == sorted(weights, reverse=True)
        for passage in topic.passages:
            assert passage.text == texts[passage.transcript][passage.start : passage.end]
            assert any(word in passage.text for word in PLANTED[subject])
            assert passage.turn.startswith("t")


def test_words_of_passages_are_weighed_as_scikit_learn_does(tmp_path):
    batch = write_batch(tmp_path, *(make_planted(name, 30, 1) for name in "甲乙"))
    with keeping("topics", tmp_path / "topics.jsonl") as kept:
        passages = read_passages([batch], Reader(BACKGROUND, STOP, CLASSIFIER), kept)
    weighted, _ = passages.weigh_words()
    counts = weighted.copy()
    counts.data[:] = 1
    expected = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    assert weighted.toarray() == pytest.approx(expected.toarray(), abs=1e-6)


def test_words_that_say_nothing_are_no_terms(tmp_path):
    topics = topics_of(tmp_path, make_planted("甲", 30, 1))
    terms = {term.text for topic in topics for term in topic.terms}
    assert terms
    assert not terms & {"我们", "推进", "进一步", "加强", "工作", "的"}


def test_same_input_same_bytes_and_the_largest_topic_first(tmp_path):
    clean, segments = write_batch(tmp_path, make_planted("甲", 40, 1), make_planted("乙", 11, 2))
    made = []
    for name in ("a", "b"):
        output = tmp_path / f"{name}.jsonl"
        paths = ["--clean", str(clean), "--segment", str(segments), "--output", str(output)]
        paths += ["--choice", str(tmp_path / f"{name}.choice.jsonl")]
        main([*paths, "--topics", "auto"])
        made.append(output.read_bytes())
    assert made[0] == made[1]
    topics = [Topic.model_validate_json(line) for line in made[0].splitlines()]
    assert all(one.share >= two.share for one, two in pairwise(topics))


def test_topics_of_several_batches_are_those_of_the_corpus(tmp_path):
    one, two = make_planted("甲", 15, 1), make_planted("乙", 15, 2)
    batches = [write_batch(tmp_path / "1", one), write_batch(tmp_path / "2", two)]
    apart = find(batches, tmp_path / "1", 3)
    assert apart == topics_of(tmp_path / "3", one, two, number=3)
    # What was read of the first is kept, whatever its batch is.
    find([batches[1]], tmp_path / "2", 3)
    assert find(batches, tmp_path / "2", 3) == apart


def test_what_two_transcripts_say_alike_has_one_order_whatever_the_batches(tmp_path):
    first, second, third = (make_planted(name, 15, 1) for name in "乙甲丙")
    batches = [write_batch(tmp_path / "1", first, third), write_batch(tmp_path / "2", second)]
    others = [write_batch(tmp_path / "3", second), write_batch(tmp_path / "4", third, first)]
    assert find(batches, tmp_path / "1", 3) == find(others, tmp_path / "3", 3)


@pytest.mark.parametrize("lines", ["答：谢谢。", "问：2020年1月3日？\n答：好的。", "# 铁路"])
def test_without_a_usable_passage_there_are_no_topics(tmp_path, lines):
    assert topics_of(tmp_path, make_conference(lines)) == []


def test_files_with_a_problem_are_passed_over(tmp_path):
    problem = Problem(
        transcript="丙", file="丙.txt", stage="clean", code="empty", message=Bilingual(zh="", en="")
    )
    assert topics_of(tmp_path / "1", (problem, problem)) == []
    alone = topics_of(tmp_path / "2", make_planted("甲", 12, 1))
    assert alone == topics_of(tmp_path / "3", (problem, problem), make_planted("甲", 12, 1))


def test_one_passage_makes_one_true_topic(tmp_path):
    (topic,) = topics_of(tmp_path, make_planted("甲", 1, 1))
    assert topic.share == 1
    assert {term.text for term in topic.terms} <= set(PLANTED["粮食"])
    assert len(topic.passages) == 1


def test_more_topics_than_passages_are_not_made(tmp_path):
    assert 1 <= len(topics_of(tmp_path, make_planted("甲", 3, 1), number=50)) <= 3


@pytest.mark.parametrize(
    ("passages", "headings", "asked", "number", "reason"),
    [
        (36, 7, None, 7, "headings"),
        (36, 1, None, 6, "size"),
        (3, 0, None, 2, "size"),
        (6, 50, None, 3, "headings"),
        (36, 7, 12, 12, "config"),
        (1_000, 200, None, 20, "size"),
        (10**6, 9, None, 48, "size"),
    ],
)
def test_the_number_of_topics_follows_headings_or_size(passages, headings, asked, number, reason):
    choice, shares = choose_topics([None] * passages, headings, asked)
    assert (choice.number, choice.reason) == (number, reason)
    assert shares == {None: number}


@given(
    held=st.lists(st.integers(1, 300), min_size=1, max_size=30),
    more=st.integers(0, 29),
)
def test_a_passage_more_gives_its_hotspot_a_topic_at_most_and_takes_none(held, more):
    hotspots = [f"{place}" for place, times in enumerate(held) for _ in range(times)]
    added = f"{more % len(held)}"
    before, after = (share_out_topics([*hotspots, *new], None) for new in ([], [added]))
    assert after[added] - before[added] in (0, 1)
    assert all(after[name] <= before[name] for name in before if name != added)


def make_blocks(blocks: int, passages: int) -> csr_matrix:
    """Return weights of passages that each have six of the ten words of one subject."""
    chance = random.Random(5)
    counts = np.zeros((passages, 10 * blocks), dtype=np.float32)
    for row in range(passages):
        for word in chance.sample(range(10), 6):
            counts[row, 10 * (row % blocks) + word] = 1 + chance.random()
    return csr_matrix(counts / np.linalg.norm(counts, axis=1, keepdims=True))


def test_each_subject_of_a_corpus_without_hotspots_is_a_topic():
    model = fit_topics(make_blocks(9, 400), [None] * 400, np.zeros(400, np.int32), {None: 9})
    subjects = {tuple(sorted(np.argsort(-words)[:10] // 10)) for words in model.words}
    assert subjects == {(subject,) * 10 for subject in range(9)}
    assert all(len(set(model.passages.argmax(axis=1)[block::9])) == 1 for block in range(9))


def test_a_topic_has_the_passages_and_the_words_of_the_hotspot_that_it_began_with():
    hotspots = ["agriculture", "space", None] * 20
    shares = {"agriculture": 1, "space": 1}
    model = fit_topics(make_blocks(3, 60), hotspots, np.zeros(60, np.int32), shares)
    assert model.begun == [Beginning("agriculture", None), Beginning("space", None)]
    assert model.passages.argmax(axis=1)[:2].tolist() == [0, 1]
    assert [set(np.argsort(-words)[:10] // 10) for words in model.words] == [{0}, {1}]


@pytest.mark.parametrize(
    ("held", "number", "topics"),
    [
        ({"law": 40, "trade": 30, "space": 1}, 4, {"law": 2, "trade": 2}),
        ({"law": 40, "trade": 5, "space": 5}, 4, {"law": 2, "space": 1, "trade": 1}),
        ({"law": 4, "trade": 2, "space": 1}, 2, {"law": 1, "trade": 1}),
        ({None: 9, "law": 3}, 3, {None: 2, "law": 1}),
        ({None: 4, "law": 5}, 2, {"law": 2}),
    ],
)
def test_each_hotspot_with_passages_enough_has_a_topic_before_one_has_two(held, number, topics):
    hotspots = [name for name, times in held.items() for _ in range(times)]
    assert share_out_topics(hotspots, number) == topics


def test_a_hotspot_is_parted_by_the_word_that_its_passages_differ_most_in():
    rows = csr_matrix([[1, 9, 0, 0], [1, 9, 0, 0], [1, 0, 0, 5], [1, 0, 9, 5]], dtype=np.float32)
    parts = [
        (word, part.tolist())
        for word, part in part_passages(rows, np.array([1, 2, 1, 2], np.int32), 2, True)
    ]
    # All have the first word, and one transcript alone has the third.
    assert parts == [(1, [0, 1]), (None, [2, 3])]


def test_ids_depend_on_the_topic_alone(tmp_path):
    one, two = make_planted("甲", 30, 1), make_planted("乙", 9, 2)
    before = topics_of(tmp_path / "1", one, number=3)
    after = topics_of(tmp_path / "2", two, one, number=3)
    known = {topic.terms[0].text: topic.id for topic in before}
    again = {topic.terms[0].text: topic.id for topic in after}
    common = known.keys() & again.keys()
    assert common
    assert all(known[term] == again[term] for term in common)


def test_shares_by_heading_and_period_add_up(tmp_path):
    text = "\n".join(
        f"# {subject}\n"
        + "\n".join(f"答：推进{'、'.join(words[i:] + words[:i])}。" for i in range(6))
        for subject, words in PLANTED.items()
    )
    first, structure = make_conference(text, "甲")
    second, other = make_planted("乙", 12, 3)
    dated = first.model_copy(update={"date": "2023-05-01"}), structure
    later = second.model_copy(update={"date": "2023-07-01"}), other
    topics = topics_of(tmp_path, dated, later, number=3)
    for topic in topics:
        (subject,) = get_subjects(topic)
        (heading,) = topic.headings
        assert (heading.label, heading.passages, heading.share) == (subject, 6, 1)
        assert [period.label for period in topic.periods] == ["2023-05", "2023-07"]
    for number in range(2):
        assert sum(t.periods[number].share for t in topics) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("quantity", ["60万个", "5.2%", "1500亿千瓦时", "3.5万亿元", "12个百分点"])
def test_numbers_with_their_units_are_no_topic_words(tmp_path, quantity):
    words = "、".join(PLANTED["粮食"][:6])
    topics = topics_of(tmp_path, make_conference(f"答：{words}达到{quantity}，{quantity}。"))
    assert topics
    assert {term.text for topic in topics for term in topic.terms} <= set(PLANTED["粮食"])


@pytest.mark.parametrize("text", ["0", "-1", "many", ""])
def test_a_wrong_number_of_topics_is_refused(text, capsys):
    with pytest.raises(SystemExit):
        main([*PATHS, "--topics", text])
    assert "--topics" in capsys.readouterr().err


def test_batches_come_in_pairs():
    with pytest.raises(InputError, match="--clean 2, --segment 1"):
        main([*PATHS, "--clean", "a", "b"])


def test_auto_is_no_number():
    assert parse_number("auto") is None
    assert parse_number("12") == 12


def test_who_speaks_and_other_scripts_are_no_topic_words(tmp_path):
    words = "、".join(PLANTED["粮食"][:6])
    said = f"答：{words}。央视网、新华社、提问者、上个月份、汪文斌、总理、Subscribe、OFCOM。"
    topics = topics_of(tmp_path, make_conference("\n".join([said] * 3)))
    assert {term.text for topic in topics for term in topic.terms} <= set(PLANTED["粮食"])


def test_a_text_that_is_not_chinese_takes_no_part(tmp_path):
    transcript, segmentation = make_conference(
        "答：The harvest 粮食 was good, and so were 小麦、玉米、大豆、水稻。", "外"
    )
    assert topics_of(tmp_path, (transcript, segmentation))
    foreign = tuple(s.model_copy(update={"foreign": True}) for s in segmentation.sentences)
    english = segmentation.model_copy(update={"sentences": foreign})
    assert topics_of(tmp_path, (transcript, english)) == []


def test_a_place_is_no_name_by_itself():
    assert not is_specific(("美国",), BACKGROUND)
    assert not is_specific(("日本", "民众"), BACKGROUND)
    assert not is_specific(("日本政府",), BACKGROUND)
    assert is_specific(("枪支暴力",), BACKGROUND)


def name(texts, hotspots, begun=None, taken=()) -> str:
    """Return the name of a topic of passages."""
    made = [make_conference(f"答：{text}", "甲") for text in texts]
    read = [(transcript.text, segmentation) for transcript, segmentation in made]
    weights = {
        text[start:end]: 1.0
        for text, segmentation in read
        for sentence in segmentation.sentences
        for start, end in sentence.places()
        if end - start > 1
    }
    topic = ToldTopic(read, texts, weights, hotspots, begun or BegunTopic())
    return name_topic(topic, load_topic_terms(BACKGROUND, STOP), taken)


@pytest.mark.parametrize(
    ("said", "hotspot", "called"),
    [
        ("核污染水排放入海。", "green", "核污染水"),
        ("生态越来越好。", "green", "生态环境与气候"),
        ("阿富汗局势紧张。", "conflicts", "国际与地区热点：阿富汗"),
        ("台湾是中国的一部分。", "taiwan", "涉台"),
        ("就业越来越好。", "livelihood", "就业与社会保障"),
    ],
)
def test_a_topic_is_called_as_its_hotspot_or_as_a_narrower_matter_of_it(said, hotspot, called):
    assert name([said] * 4, {hotspot: 4}) == called


def test_two_topics_of_a_hotspot_have_two_names():
    taken: set[str] = set()
    for called in ("疫苗接种", "医疗卫生与疫情防控", "医疗卫生与疫情防控：疫苗接种"):
        assert name(["疫苗接种率提高。"] * 4, {"health": 4}, taken=taken) == called
        taken.add(called)


def test_a_part_of_a_hotspot_is_called_after_the_word_that_it_began_with():
    said, began = ["就业越来越好。"] * 6, BegunTopic("livelihood", "养老")
    assert name(said, {"livelihood": 6}, began) == "就业与社会保障：养老"
    assert name(said, {"space": 6}, began) == "航天"


def test_a_topic_that_left_its_hotspot_is_called_as_the_one_that_its_passages_are_of():
    said = ["就业越来越好。"] * 6
    assert name(said, {"livelihood": 5, "space": 1}, BegunTopic("space")) == "就业与社会保障"


@pytest.mark.parametrize(
    ("hotspots", "called"),
    [
        ({"health": 5, "education": 4}, "医疗卫生与疫情防控、教育"),
        ({"manufacturing": 2, "industry": 2, "vehicles": 2}, "工业与数字经济"),
        ({"manufacturing": 2, "industry": 2, "macro": 2}, "工业与数字经济、经济与企业"),
        ({}, "数据、标准"),
    ],
)
def test_a_topic_of_many_hotspots_is_called_as_those_or_their_fields(hotspots, called):
    topic = ToldTopic([], [""] * 12, {"数据": 0.5, "标准": 0.4, "人": 0.3}, hotspots, BegunTopic())
    assert name_topic(topic, load_topic_terms(BACKGROUND, STOP)) == called
