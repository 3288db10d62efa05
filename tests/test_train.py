from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skops import io as skops

from pipeline.classify.stage import main as classify
from pipeline.errors import InputError
from pipeline.language.terms.pieces import Piece, make_piece
from pipeline.language.terms.words import fold_words
from pipeline.records.classification import Classifications
from pipeline.records.model_card import ModelCard
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.labels import Label
from pipeline.taxonomy.model import Classifier, dump_weights, load_classifier
from pipeline.train.examples import Example, describe, read_answers
from pipeline.train.fitting import assign_folds, fit, judge
from pipeline.train.learning import get_weights, write_document
from pipeline.train.stage import main, train
from tests.conferences import (
    STOP,
    TOKENIZER,
    classify_conference,
    get_classifier,
    make_conference,
    write_batch,
)

TEXTS = list(describe(load_taxonomy(), TOKENIZER, STOP))
TRAINS = """
问：请问铁路建设的进展？
答：高铁通车里程增加，铁路投资超额完成。
问：请问新能源汽车的销量？
答：新能源汽车产销两旺，动力电池技术进步。
"""


def read(text: str) -> Piece:
    return make_piece([TOKENIZER.cut(fold_words(text))], STOP)


def run(folder: Path, *lines: str, labelled: bool = True) -> tuple[ModelCard, dict[str, Path]]:
    """Run train on a batch of two transcripts with labels."""
    clean, segments = write_batch(
        folder, make_conference(TRAINS, "甲"), make_conference("答：好。", "乙")
    )
    labels = folder / "labels.tsv"
    labels.write_text("transcript\tturn\tcategory\n" + "".join(lines), encoding="utf-8")
    names = {"model": "skops", "weights": "npz", "output": "jsonl", "text": "md"}
    paths = {name: folder / f"model.{suffix}" for name, suffix in names.items()}
    given = {"labels": labels, "clean": clean, "segment": segments} if labelled else {}
    main([word for name, path in (given | paths).items() for word in (f"--{name}", str(path))])
    card = ModelCard.model_validate_json(paths["output"].read_text("utf-8"))
    return card, {"clean": clean, "segment": segments, "labels": labels, **paths}


def test_what_classify_asks_says_what_scikit_learn_says(tmp_path):
    _, paths = run(tmp_path, labelled=False)
    pipeline = skops.load(paths["model"], trusted=[])
    pieces = [read("高铁通车，动力电池出口增长"), read("请问台湾问题"), read("abc"), Piece([], "")]
    expected = pipeline.predict_proba([write_document(piece) for piece in pieces])
    _, found = load_classifier(paths["weights"]).ask(pieces)
    assert found == pytest.approx(expected, abs=1e-5)


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
    first, second = (run(tmp_path / name, "甲\tt2\tinfrastructure\n")[1] for name in "ab")
    for name in ("model", "weights", "output", "text"):
        assert first[name].read_bytes() == second[name].read_bytes(), name


def test_the_card_counts_what_the_model_is_made_from(tmp_path):
    lines = "甲\tt2\tinfrastructure\n", "甲\tt4\tnone\n", "甲\tt9\tai\n", "丙\tt2\tai\n", "x\n"
    card, paths = run(tmp_path, *lines)
    assert (card.answers, card.judged_on) == (2, "passages")
    assert [problem.code for problem in card.problems] == [
        "label_malformed",
        "label_turn_unknown",
        "label_transcript_unknown",
    ]
    assert [(one.turn, one.label) for one in card.labels] == [
        ("t2", "infrastructure"),
        ("t4", None),
    ]
    text = paths["text"].read_text("utf-8")
    assert "2 answers labelled" in text
    assert "real answers score lower" in text


def test_what_the_card_says_of_a_label_is_said_without_it(tmp_path):
    """The wrong label is one that no model would give which has not seen it."""
    card, _ = run(tmp_path, "甲\tt4\thousing\n")
    assert [(one.label, one.model) for one in card.labels] == [("housing", "vehicles")]


def test_a_label_wins_and_the_model_is_not_asked(tmp_path):
    _, paths = run(tmp_path, "甲\tt4\thousing\n", "甲\tt2\tnone\n")
    output = tmp_path / "classify.jsonl"
    given = {
        "clean": paths["clean"],
        "segment": paths["segment"],
        "weights": paths["weights"],
        "labels": paths["labels"],
        "output": output,
    }
    classify([word for name, path in given.items() for word in (f"--{name}", str(path))])
    found = Classifications.model_validate_json(output.read_text("utf-8").splitlines()[0])
    said = [(one.turn, one.category, one.category_source) for one in found.answers]
    assert said == [("t2", None, "label"), ("t4", "housing", "label")]
    for answer in found.answers:
        assert answer.category_probability is None
        assert answer.category_scores == answer.category_terms == ()


def make_answers(count: int) -> list[Example]:
    """Return answers of a category by words that the taxonomy does not have."""
    kinds = (("energy", "蓝宝石灯塔"), ("housing", "紫水晶风车"))
    return [
        Example(write_document(read(f"{text}第{n}座落成")), category, "answer", f"记录{n}")
        for n in range(count)
        for category, text in kinds
    ]


def test_labels_teach_words_that_the_taxonomy_lacks():
    piece = read("蓝宝石灯塔落成")
    assert get_classifier().classify([piece])[0].category is None
    pipeline, card = train(load_taxonomy(), [*TEXTS, *make_answers(60)], [])
    said = Classifier(get_weights(pipeline)).classify([piece])[0]
    assert said.category == "energy"
    assert (card.judged_on, card.judged) == ("answers", 120)
    assert card.accuracy > 0.95


def test_answers_of_a_transcript_are_in_one_fold_and_descriptions_in_none():
    examples = [*TEXTS, *make_answers(7)]
    folds = assign_folds(examples, 5)
    by_source: dict[str, set[int]] = {}
    for example, fold in zip(examples, folds, strict=True):
        if example.kind == "answer":
            by_source.setdefault(example.source, set()).add(fold)
        assert (fold == -1) == (example.kind == "description")
    assert all(len(found) == 1 for found in by_source.values())


def test_a_category_without_terms_and_passages_is_still_one():
    taxonomy = load_taxonomy()
    bare = taxonomy.category[0].model_copy(update={"terms": (), "accept": (), "reject": ()})
    changed = taxonomy.model_copy(update={"category": (bare, *taxonomy.category[1:])})
    texts = list(describe(changed, TOKENIZER, STOP))
    pipeline, card = train(changed, texts, [])
    said = Classifier(get_weights(pipeline)).classify([read("工业经济整体的形势与走势")])[0]
    assert said.category == bare.id
    # One passage is left: that which another category refuses.
    assert card.categories[0].passages <= 1


def test_two_categories_are_enough():
    kept = [text for text in TEXTS if text.category in ("energy", "housing")]
    weights = get_weights(fit(kept))
    said = Classifier(weights).classify([read("煤炭发电")])[0]
    assert said.scores[0][0] == "energy"
    assert judge(kept).decisions.shape[1] == 2


@pytest.mark.parametrize("text", ["", "谢谢。", "。。。", "123,456.78", "😀", "ﷺ"])
def test_a_text_of_no_words_is_of_no_category(text):
    said = get_classifier().classify([read(text)])[0]
    assert said == (None, None, [], [])


def test_an_answer_in_english_is_of_no_category():
    said = get_classifier().classify([read("Thank you. The economy keeps growing steadily.")])[0]
    assert said.category is None


def test_ten_characters_are_enough_where_they_are_clear():
    said = get_classifier().classify([read("坚持一个中国原则。")])[0]
    assert said.category == "taiwan"
    assert sum(share for _, share in said.terms) <= 1


@pytest.mark.parametrize(
    "lines", ["答：铁路。", "# 铁路\n答：铁路。", "问：铁路？\n答：铁路。\n问：铁路？\n答：铁路。"]
)
def test_one_answer_one_hotspot_and_answers_all_alike(lines):
    found = classify_conference(*make_conference(lines))
    assert {answer.category for answer in found.answers} <= {"infrastructure", None}
    assert len({answer.category_scores for answer in found.answers}) == 1


def test_a_label_of_another_transcript_changes_nothing():
    conference = make_conference(TRAINS, "甲")
    label = Label(2, "乙", "t2", "housing", "")
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
    assert [passage.section for passage in found.passages] == ["s1", "s1"]
    for passage in found.passages:
        assert transcript.text[passage.start : passage.end].endswith("。")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_texts_are_classified(texts):
    found = get_classifier().classify([read(text) for text in texts])
    assert len(found) == len(texts)
    for said in found:
        assert said.category is None or said.category == said.scores[0][0]
        assert all(0 < share <= 1 for _, share in said.terms)


def test_probabilities_add_up():
    _, shares = get_classifier().ask([read("煤炭"), read("")])
    assert shares.sum(axis=1) == pytest.approx(np.ones(2))


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04" + b"\0" * 40])
def test_a_broken_model_is_one_sentence(tmp_path, content):
    path = tmp_path / "model"
    path.write_bytes(content)
    with pytest.raises(InputError, match="delete it and run snakemake again"):
        load_classifier(path)


def test_weights_without_an_array_are_refused(tmp_path):
    path = tmp_path / "model.npz"
    np.savez(path, words=np.array(["a"]))
    with pytest.raises(InputError, match="not a model"):
        load_classifier(path)
    path.write_bytes(dump_weights(get_classifier().weights))
    assert load_classifier(path).weights.categories.tolist()


def test_the_order_of_batches_does_not_matter(tmp_path):
    labels = [Label(2, "甲", "t2", "ai", ""), Label(3, "乙", "t2", "energy", "")]
    batches = []
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        batches.append(write_batch(tmp_path / name, make_conference(TRAINS, name)))
    assert read_answers(batches, labels, STOP) == read_answers(batches[::-1], labels, STOP)
