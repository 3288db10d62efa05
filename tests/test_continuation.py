import pytest

from benchmarks.continuation import count_followers, leave_out, write_counts, write_row
from pipeline.clean.order.continuation import Continuation, OwnContinuation, load_continuation
from pipeline.errors import InputError


def count(texts):
    followers = count_followers(texts)
    return Continuation({history: write_row(history, n) for history, n in followers.items()})


def test_continuation_round_trip(tmp_path):
    followers = count_followers(["毫米波试验。", "毫米波雷达。", "毫米。"])
    write_counts(tmp_path / "counts.tsv", followers)
    model = load_continuation(tmp_path / "counts.tsv")
    assert model.count("") == followers[""] and model.count("波") == followers["波"]
    assert model.count("毫米") == {"波": 2, "。": 1} and model.count("米波") == {}
    assert model.surprise("毫米", "波") > 0 > model.surprise("毫米", "试")


def test_continuation_probabilities_add_up_to_no_more_than_one():
    model = count(["毫米波试验。毫米波雷达。"])
    characters = set("毫米波试验。雷达¶")
    for history in ("", "毫", "毫米", "未见"):
        assert 0 < sum(model.probability(history, c) for c in characters) <= 1


def test_continuation_without_a_text_is_as_if_never_seen():
    texts = ["毫米波试验。", "毫米波雷达。", "毫米波通信。"]
    left, never = leave_out(texts[0], count(texts)), count(texts[1:])
    for history, character in (("毫", "米"), ("毫米", "波"), ("试", "验"), ("", "试")):
        assert left.probability(history, character) == never.probability(history, character)


def test_what_a_text_says_again_is_likelier_there():
    model = count(["毫米波试验。", "毫米波雷达。", "毫米波通信。"])
    own = OwnContinuation(model, "量子通信和量子计算。")
    assert own.surprise("量子", "计") > 0 >= model.surprise("量子", "计")
    assert own.count("毫米") == model.count("毫米")


def test_malformed_counts_name_the_line(tmp_path):
    (tmp_path / "counts.tsv").write_text("毫\t二\t米\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1"):
        load_continuation(tmp_path / "counts.tsv")
