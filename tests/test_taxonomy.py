import numpy as np
import pytest

from pipeline.errors import InputError
from pipeline.language.terms.bags import Bag
from pipeline.taxonomy import load_taxonomy
from pipeline.taxonomy.documents import read_text
from pipeline.taxonomy.features import TERMS, Document
from pipeline.taxonomy.model import (
    GENERAL,
    SECOND_GIVEN,
    Classifier,
    Prediction,
    Scores,
    begins_with,
    load_weights,
)
from pipeline.taxonomy.schemes import Schemes
from pipeline.taxonomy.seconds import SeenSecond, find_probability, halve, take_logarithm
from tests.make import STOP, TOKENIZER, get_classifier

TAXONOMY = load_taxonomy()


def ask(text: str) -> Prediction:
    return get_classifier().classify([Document(read_text(text, TOKENIZER, STOP))])[0]


def test_a_text_of_another_script_or_of_one_word_gets_nothing():
    for text in ("", "。", "Hello, how are you?", "Спасибо", "哦"):
        assert ask(text).category is None, text


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("坚持一个中国原则。", "taiwan"),
        ("深化国企改革", "state_firms"),
        ("抗震救灾", "disasters"),
        ("高质量", None),
        ("有人说起一个中国原则，别的人各有各的话要讲，一直讲到很晚。", None),
    ],
)
def test_a_phrase_whose_terms_are_all_of_one_hotspot_gets_it(text, category):
    assert ask(text).category == category


def test_traditional_characters_are_read_as_simplified():
    simplified = ask("我们坚决反对台独，台湾是中国领土不可分割的一部分。")
    assert ask("我們堅決反對臺獨，臺灣是中國領土不可分割的一部分。").category == simplified.category
    assert simplified.category == "taiwan"


def test_two_matters_are_two_categories():
    said = ask(
        "关于第一个问题，中方反对把体育政治化，欢迎各国运动员来京参加冬奥会，相信北京冬奥会将是一届"
        "简约、安全、精彩的盛会。关于第二个问题，中方已向有关国家提供新冠疫苗，支持世卫组织发挥领导作用，"
        "愿同各方加强国际抗疫合作。"
    )
    assert {said.category, said.second} == {"sport", "pandemic_cooperation"}
    assert said.second_probability >= SECOND_GIVEN


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("这两天老停电，电表也不走字，供电所的师傅上门修了两回。", "energy"),
        ("娃的班主任说，补习班不许开了，作业在学校里写完再放学。", "education"),
        ("大夫给开了降压的药，医保能报七成，不用再跑专家号。", "health"),
        ("急症室等到半夜，護士講床位滿咗，公院要再加人手。", "health"),
        ("稻秧返青的时候没雨，抽水机日夜响，秋天一亩才收了六百斤。", "agriculture"),
        ("官司打了两年，法院判了，可对方账上没钱，执行不下来。", "law"),
    ],
)
def test_a_matter_is_found_where_people_speak_of_it_in_their_words(text, category):
    assert ask(text).category == category


def test_several_terms_speak_louder_than_one():
    texts = "他提着菜篮子。", "春耕时农机下田，粮食播种面积和耕地都稳住，生猪存栏回升。"
    model = get_classifier()
    rows = model.reader.read([Document(read_text(text, TOKENIZER, STOP)) for text in texts])
    first = model.weights.coefficients.shape[1] - len(model.weights.owners)
    terms = (row.values[row.columns >= first] / TERMS for row in rows)
    one, several = map(np.linalg.norm, terms)
    assert 0 < one < 0.5 < 0.8 < several <= 1


def test_each_category_is_of_one_field():
    names = [name for field in TAXONOMY.field for name in field.categories]
    assert sorted(names) == sorted(category.id for category in TAXONOMY.category)
    assert 10 <= len(TAXONOMY.field) <= 14


def test_public_schemes_are_named_for_every_category():
    schemes = Schemes.load()
    assert set(schemes.category) == {category.id for category in TAXONOMY.category}
    for codes in schemes.category.values():
        assert set(codes.agendas) <= {topic.code for topic in schemes.agendas}
        assert set(codes.state_council) <= set(schemes.state_council)


def test_every_category_has_scopes_terms_and_passages():
    for category in TAXONOMY.category:
        assert len(category.terms) >= 10
        assert len(category.spoken) >= 10
        assert not set(category.terms) & set(category.spoken), category.id
        assert len(category.accept) >= 2
        assert category.reject
        assert category.excludes.zh.endswith("。")
        assert category.belongs.en.endswith(".")


CATEGORY = """
[[category]]
id = "{id}"
name = {{ zh = "{id}甲", en = "{id} a" }}
belongs = {{ zh = "甲。", en = "A." }}
excludes = {{ zh = "乙。", en = "B." }}
terms = "{terms}"
accept = []
reject = [{reject}]
"""
FIELD = 'order = 1\nname = { zh = "域", en = "field" }\n'


@pytest.mark.parametrize(
    ("second", "reject", "reason"),
    [
        ("rail", "", "rail, rail a, rail甲: names more than one category"),
        ("none", "", "none: names more than one category"),
        ("procedure", "", "procedure: names more than one category"),
        ("Ice", "", "category.1.id: String should match pattern"),
        ("ice", '{ text = "甲", is = "sea" }', "a passage to reject is sea"),
        ("ice", '{ text = "甲", is = "rail" }', "a passage to reject is rail"),
    ],
)
def test_a_mistake_in_the_taxonomy_is_named(tmp_path, second, reject, reason):
    path = tmp_path / "field.toml"
    text = FIELD + CATEGORY.format(id="rail", terms="铁路", reject=reject)
    text += CATEGORY.format(id=second, terms="", reject="")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_taxonomy(tmp_path)
    assert reason in str(error.value)
    assert str(tmp_path) in str(error.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (FIELD, "field.toml: category: Field required"),
        (FIELD + "category = []\n", "field.toml: category: Tuple should have at least 1 item"),
        ("order = 1", "field.toml: name: Field required"),
    ],
)
def test_an_empty_field_is_named(tmp_path, content, reason):
    (tmp_path / "field.toml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_taxonomy(tmp_path)
    assert reason in str(error.value)


def test_a_new_term_of_the_taxonomy_counts_at_once():
    """Its weight is that of the other terms of its category, which the model has learned."""
    place = [category.id for category in TAXONOMY.category].index("taiwan")
    category = TAXONOMY.category[place]
    wider = category.model_copy(update={"terms": (*category.terms, "湾湾海峡")})
    categories = [wider if one is category else one for one in TAXONOMY.category]
    changed = TAXONOMY.model_copy(update={"category": tuple(categories)})
    document = Document(read_text("湾湾海峡如何", TOKENIZER, STOP))
    (said,) = Classifier(load_weights(GENERAL), changed).classify([document])
    assert said.scores[0][0] == "taiwan"


def see(share=0.2, decided=0.3, together=-3.0, parted=0.5):
    return SeenSecond(take_logarithm(share), decided, together, parted)


def test_a_second_hotspot_is_likelier_the_more_is_decided_for_it():
    weights = load_weights(GENERAL).second
    assert [
        find_probability(see(share, decided, -4.0, 0.1), weights) > 0.5
        for share, decided in ((0.02, 0.1), (0.2, 0.2), (0.2, 0.6))
    ] == [False, False, True]


def test_a_second_hotspot_is_likelier_where_half_of_the_text_is_of_it():
    weights = load_weights(GENERAL).second
    mixed, parted = (find_probability(see(parted=share), weights) for share in (0.05, 0.95))
    assert parted > mixed


def test_a_second_hotspot_is_likelier_beside_one_that_it_often_stands_with():
    weights = load_weights(GENERAL)
    agriculture, infrastructure, sport = map(
        weights.categories.index, ("agriculture", "infrastructure", "sport")
    )
    often, seldom = (
        find_probability(see(together=weights.together[agriculture, name]), weights.second)
        for name in (infrastructure, sport)
    )
    assert often > seldom


def test_halves_on_hotspots_that_are_near_to_each_other_are_two_subjects():
    said = ask(
        "以军空袭加沙北部，停火谈判破裂，难民营死伤惨重。"
        "中方运去的面粉和帐篷抵达口岸，援助物资将分给难民。"
    )
    assert (said.category, said.second) == ("conflicts", "aid")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "粮食",
        "，，，",
        "。粮食丰收。",
        "粮食丰收。铁路通车。",
        "。。。",
    ],
)
def test_the_halves_of_a_text_are_the_text(text):
    words = [word for word in ("粮食", "丰收", "铁路", "通车") if word in text]
    first, second = (half.body for half in halve(Bag(words, text)))
    if (first, second) != (Bag(words, text), Bag(words, text)):
        assert (first.words + second.words, first.text + second.text) == (words, text)


@pytest.mark.parametrize(
    ("halves", "begins"),
    [
        ([[0.1, 0.9], [0.9, 0.1]], True),
        ([[0.9, 0.1], [0.1, 0.9]], False),
        ([[0.4, 0.6], [0.6, 0.4]], False),
        ([[0.1, 0.9], [0.1, 0.9]], False),
        (None, False),
    ],
)
def test_of_two_subjects_that_comes_first_which_the_first_half_is_clearly_of(halves, begins):
    read = None if halves is None else np.array(halves)
    assert begins_with(Scores(np.array([0.5, 0.4]), np.zeros(2), [0, 1], read, 0.5), 1) is begins


@pytest.mark.parametrize(
    ("schools", "hospitals", "both"),
    [
        ("，教师编制向乡村倾斜", "", ("education", "health")),
        ("", "，中医馆覆盖乡镇", ("education", "health")),
        ("", "，中医馆覆盖乡镇，急救站点加密，慢性病用药目录扩大一倍", ("health", "education")),
    ],
)
def test_a_text_with_two_subjects_gets_both(schools, hospitals, both):
    """First that which has most of the text; of equals that which it begins with."""
    said = ask(
        f"新建中小学二百所，义务教育学位增加十万个，高校新增本科专业三十个{schools}。"
        f"县级医院开设儿科门诊，医保报销比例提高，家庭医生签约过半{hospitals}。"
    )
    assert (said.category, said.second) == both
    assert said.second_probability is not None and said.second_probability >= SECOND_GIVEN
