from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.linear_model import Ridge

from pipeline.classify.stage import main as classify
from pipeline.errors import InputError
from pipeline.records.classification import Classifications
from pipeline.records.model_card import ModelCard
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.documents import read_text
from pipeline.taxonomy.features import Document
from pipeline.taxonomy.labels import CategoryLabel
from pipeline.taxonomy.model import GENERAL, Classifier, dump_weights, load_weights
from pipeline.train.examples import Example, list_taxonomy_texts, read_answers
from pipeline.train.figures import load_figures
from pipeline.train.fitting import learn
from pipeline.train.learning import PENALTY, learn_ridge
from pipeline.train.reliability import draw_reliability
from pipeline.train.stage import main
from tests.make import STOP, TOKENIZER, get_classifier, make_conference, write_stages

TAXONOMY = load_taxonomy()
TEXTS = list(list_taxonomy_texts(TAXONOMY, TOKENIZER, STOP))
TRAINS = """
问：请问铁路建设的进展？
答：高铁通车里程增加，铁路投资超额完成。
问：请问新能源汽车的销量？
答：新能源汽车产销两旺，动力电池技术进步。
"""


def read(text: str) -> Document:
    return Document(read_text(text, TOKENIZER, STOP))


def run(folder: Path, *lines: str, labelled: bool = True) -> tuple[ModelCard, dict[str, Path]]:
    """Run train on a batch of two transcripts with labels."""
    batch = write_stages(folder, make_conference(TRAINS, "甲"), make_conference("答：好。", "乙"))
    labels = folder / "labels.tsv"
    labels.write_text("transcript\tturn\tcategory\n" + "".join(lines), encoding="utf-8")
    names = {"figure": "svg", "weights": "npz", "output": "jsonl", "text": "md"}
    paths = {name: folder / f"model.{suffix}" for name, suffix in names.items()}
    given = [*batch, f"--labels={labels}"] if labelled else []
    main([*given, *(f"--{name}={path}" for name, path in paths.items())])
    return ModelCard.model_validate_json(paths["output"].read_text("utf-8")), paths


def test_without_labels_the_model_is_the_general_one(tmp_path):
    card, paths = run(tmp_path, labelled=False)
    assert paths["weights"].read_bytes() == dump_weights(load_weights(GENERAL))
    assert (card.answers, card.judged_on) == (0, "general")
    assert card.accuracy == load_figures().accuracy


def test_the_same_input_gives_the_same_bytes(tmp_path):
    for name in "ab":
        (tmp_path / name).mkdir()
    first, second = (run(tmp_path / name, "甲\tt2\tinfrastructure\n")[1] for name in "ab")
    for name in ("figure", "weights", "output", "text"):
        assert first[name].read_bytes() == second[name].read_bytes(), name


def test_the_card_counts_what_the_model_is_made_from(tmp_path):
    lines = "甲\tt2\tinfrastructure\n", "甲\tt4\tnone\n", "甲\tt9\tai\n", "丙\tt2\tai\n", "x\n"
    card, paths = run(tmp_path, *lines)
    assert (card.answers, card.judged_on) == (2, "general")
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
    assert "can score lower" in text
    assert "(model.svg)" in text


def test_the_figure_has_a_mark_for_each_bin(tmp_path):
    card, paths = run(tmp_path, labelled=False)
    marks = ElementTree.parse(paths["figure"]).findall(".//{http://www.w3.org/2000/svg}circle")
    assert len(marks) == len(card.reliability) > 2
    ElementTree.fromstring(draw_reliability(()))


def test_what_the_card_says_of_a_label_is_said_without_it(tmp_path):
    """The wrong label is one that no model would give which has not seen it."""
    card, _ = run(tmp_path, "甲\tt4\thousing\n")
    assert [(one.label, one.model) for one in card.labels] == [("housing", "vehicles")]


def test_a_label_wins_and_the_model_is_not_asked(tmp_path):
    _, paths = run(tmp_path, "甲\tt4\thousing\n", "甲\tt2\tnone\n")
    output = tmp_path / "classify.jsonl"
    given = [f"--{stage}={tmp_path / stage}.jsonl" for stage in ("clean", "segment")]
    given += [f"--weights={paths['weights']}", f"--labels={tmp_path / 'labels.tsv'}"]
    classify([*given, f"--output={output}"])
    found = Classifications.model_validate_json(output.read_text("utf-8").splitlines()[0])
    said = [(one.turn, one.field, one.category, one.category_source) for one in found.answers]
    assert said == [("t2", None, None, "label"), ("t4", "places", "housing", "label")]
    for answer in found.answers:
        assert answer.category_probability is None
        assert answer.field_probability is None
        assert answer.category_scores == answer.category_terms == ()


# learning ----------------------------------------------------------------------------------


def test_the_fit_is_ridge_regression_and_its_held_out_decisions_are_those_of_new_fits():
    draws = np.random.default_rng(1)
    rows = csr_matrix(draws.random((12, 30)) * (draws.random((12, 30)) < 0.4))
    targets = np.eye(3)[draws.integers(3, size=12)]
    said = draws.random((12, 3)) / 3
    sources = ["", "", "", *"aaabbbccc"]
    added, held_out = learn_ridge(rows, targets, said, sources)
    columns = rows.toarray()

    def refit(kept: np.ndarray) -> np.ndarray:
        ridge = Ridge(alpha=PENALTY, fit_intercept=False)
        return ridge.fit(columns[kept], (targets - said)[kept]).coef_

    every = refit(np.ones(12, bool))
    assert added == pytest.approx(every)
    for place, source in ((0, "a"), (3, "b"), (6, "c")):
        own = np.array([name == source for name in sources])
        expected = said[own] + columns[own] @ refit(~own).T
        assert held_out[place : place + 3] == pytest.approx(expected)


def make_answers(count: int) -> list[Example]:
    """Return answers of a category by words that the taxonomy does not have."""
    kinds = (("energy", "蓝宝石灯塔"), ("housing", "紫水晶风车"))
    return [
        Example(read(f"{text}第{n}座落成"), category, f"记录{n}", "t2")
        for n in range(count)
        for category, text in kinds
    ]


def test_labels_teach_words_that_the_taxonomy_lacks():
    document = read("蓝宝石灯塔落成")
    assert get_classifier().classify([document])[0].category is None
    weights, judgement = learn(load_weights(GENERAL), TAXONOMY, TEXTS, make_answers(60))
    assert Classifier(weights, TAXONOMY).classify([document])[0].category == "energy"
    best = [judgement.categories[number] for number in judgement.decisions.argmax(axis=1)]
    truth = [example.category for example in judgement.examples]
    assert len(truth) == 120
    assert np.mean([a == b for a, b in zip(best, truth, strict=True)]) > 0.95


def test_labels_that_agree_with_the_model_change_little():
    examples = [text for text in TEXTS if text.category in ("taiwan", "sport")]
    before = load_weights(GENERAL)
    after, _ = learn(before, TAXONOMY, TEXTS, [e._replace(source="甲") for e in examples[:5]])
    document = read("煤炭增产，电力供应充足，发电装机容量增加。")
    first, second = (Classifier(w, TAXONOMY).classify([document])[0] for w in (before, after))
    assert first.category == second.category == "energy"
    assert first.probability == pytest.approx(second.probability, abs=0.05)


def test_a_label_leaves_a_text_alone_that_shares_only_common_words():
    answer = "我们的工作有了新的进展，蓝宝石灯塔已经落成。"
    example = Example(read(answer), "sport", "甲", "t2")
    before = load_weights(GENERAL)
    after, _ = learn(before, TAXONOMY, TEXTS, [example])
    documents = [example.document, read("企业和群众的工作，要继续做好。")]
    models = [Classifier(weights, TAXONOMY) for weights in (before, after)]
    first, second = (model.decide(model.reader.read(documents)) for model in models)
    sport = before.categories.index("sport")
    assert second[0, sport] > first[0, sport] + 0.5
    assert second[1] == pytest.approx(first[1])


def test_probabilities_and_shares_are_told_with_two_digits():
    said = get_classifier().classify([read("煤炭增产，电力供应充足，发电装机容量增加。")])[0]
    told = [said.field_probability, said.probability, *(share for _, share in said.scores)]
    for number in (*told, *(share for _, share in said.terms)):
        assert number is not None
        assert number == round(number, 2)


def test_a_category_that_the_model_does_not_know_is_learned_from_the_taxonomy():
    lighthouse = TAXONOMY.category[0].model_copy(
        update={
            "id": "lighthouses",
            "name": TAXONOMY.category[0].name.model_copy(update={"zh": "灯塔", "en": "Lights"}),
            "belongs": TAXONOMY.category[0].belongs.model_copy(update={"zh": "灯塔与航标。"}),
            "terms": ("灯塔", "航标", "守塔人"),
            "accept": ("灯塔换上了新灯，守塔人仍在岛上。", "航标定期维护，灯塔照亮航道。"),
            "reject": (),
        }
    )
    field = TAXONOMY.field[0]._replace(categories=(*TAXONOMY.field[0].categories, "lighthouses"))
    changed = TAXONOMY.model_copy(
        update={"category": (*TAXONOMY.category, lighthouse), "field": (field, *TAXONOMY.field[1:])}
    )
    weights, _ = learn(
        load_weights(GENERAL), changed, list_taxonomy_texts(changed, TOKENIZER, STOP), []
    )
    said = Classifier(weights, changed).classify([read("守塔人点亮灯塔，检修航标。")])[0]
    assert (said.category, said.field) == ("lighthouses", field.id)


def test_a_category_that_the_taxonomy_lost_is_never_said():
    left = tuple(found for found in TAXONOMY.category if found.id != "taiwan")
    fields = tuple(
        field._replace(categories=tuple(name for name in field.categories if name != "taiwan"))
        for field in TAXONOMY.field
    )
    kept = tuple(
        found.model_copy(update={"reject": tuple(r for r in found.reject if r.is_ != "taiwan")})
        for found in left
    )
    changed = TAXONOMY.model_copy(update={"category": kept, "field": fields})
    said = Classifier(load_weights(GENERAL), changed).classify([read("坚持一个中国原则。")])[0]
    assert "taiwan" not in [name for name, _ in said.scores]
    assert all(0 <= share <= 1 for _, share in said.scores)


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04" + b"\0" * 40])
def test_a_broken_model_is_one_sentence(tmp_path, content):
    path = tmp_path / "model"
    path.write_bytes(content)
    with pytest.raises(InputError, match="delete it and run snakemake again"):
        load_weights(path)


def test_weights_without_an_array_are_refused(tmp_path):
    path = tmp_path / "model.npz"
    np.savez(path, words=np.array("a"))
    with pytest.raises(InputError, match="not a model"):
        load_weights(path)


def test_a_model_is_stored_as_it_is(tmp_path):
    path = tmp_path / "model.npz"
    weights = load_weights(GENERAL)
    path.write_bytes(dump_weights(weights))
    again = load_weights(path)
    assert again.words == weights.words
    assert np.allclose(again.coefficients, weights.coefficients, rtol=1e-6, atol=1e-12)
    assert again.second == weights.second


def test_the_order_of_batches_does_not_matter():
    labels = [CategoryLabel(2, "甲", "t2", "ai", ""), CategoryLabel(3, "乙", "t2", "energy", "")]
    lines = [make_conference(TRAINS, name) for name in ("甲", "乙")]
    first, second = (read_answers(given, labels, TOKENIZER, STOP) for given in (lines, lines[::-1]))
    assert first == second
