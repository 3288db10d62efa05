"""Questions have a headline in their own words, their parts, and what answers take up of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.exchanges import Exchange, Question
from pipeline.segment.asked import STRETCHED_HEADLINE
from pipeline.segment.exchanges import find_exchanges
from pipeline.segment.questions import Questions
from tests.make import make_conference

QUESTIONS = Questions.load()


def read(lines: str) -> tuple[list[Exchange], list[Question]]:
    transcript, parts = make_conference(lines)
    return find_exchanges(transcript.text, parts.turns, parts.sentences, QUESTIONS)


def headline(question: str) -> str:
    (exchange,), _ = read(f"问：{question}\n答：谢谢你的提问。")
    return exchange.headline


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("请问今年海滨市工业运行的重点任务有哪些？", "今年海滨市工业运行的重点任务有哪些"),
        ("去年港口很忙。2021年海滨港扩建的工作重点有哪些？", "2021年海滨港扩建的工作重点有哪些"),
        ("谢谢主持人。我是海滨日报记者。请问当前中小企业的融资状况如何？",
         "当前中小企业的融资状况如何"),
        (
            "据报道，海滨国外长8日发表声明，称将关闭东部港口。中方对此有何评论？",
            "海滨国外长8日发表声明，称将关闭东部港口",
        ),
        ("关于海滨核电站停运的问题，能否介绍有关情况？", "海滨核电站停运"),
        ("近日，海滨市出现极端低温，电动车无法启动，请问对这一问题有哪些办法？",
         "海滨市出现极端低温，电动车无法启动"),
        ("海滨国渔民问“为什么关闭港口”，要求政府说明。中方对此有何回应？",
         "海滨国渔民问“为什么关闭港口”，要求政府说明"),
    ],
)  # fmt: skip
def test_a_headline_is_what_carries_the_question(question: str, expected: str) -> None:
    assert headline(question) == expected


def test_headlines_are_the_words_of_the_text() -> None:
    lines = "问：据报道，海滨市新建一座港口。有何考虑？\n答：港口将改善渔业。"
    transcript, _ = make_conference(lines)
    (exchange,), _ = read(lines)
    span = exchange.headline_span
    assert transcript.text[span.start : span.end] == exchange.headline == "海滨市新建一座港口"
    assert exchange.answers == ("t2",)


def test_parts_are_what_is_asked_one_by_one() -> None:
    (exchange,), parts = read(
        "问：第一个问题，海滨市今年新建港口，进展如何？第二个问题，山城市的中欧班列何时恢复开行，旅客如何乘坐列车？\n"
        "答：关于第一个问题，海滨市的港口已经开工。"
    )
    assert exchange.parts == len(parts) == 2
    assert [part.number for part in parts] == [1, 2]
    assert [part.taken_up for part in parts] == ["yes", "doubtful"]
    assert "港口" in parts[0].shared
    assert parts[1].headline == "山城市的中欧班列何时恢复开行，旅客如何乘坐列车"


def test_who_declines_says_so() -> None:
    _, (part,) = read("问：海滨国总统是否会来访？\n答：我没有可以提供的消息。")
    assert part.taken_up == "declined"


def test_one_question_is_never_in_doubt() -> None:
    """An answer in other words altogether takes up the one question that there is."""
    _, (part,) = read("问：海滨市的蒸汽机车博物馆何时开放？\n答：明年春天，欢迎大家。")
    assert part.taken_up == "unclear"


def test_a_request_needs_no_question_mark() -> None:
    _, parts = read("问：海滨市渔业产量如何？另外，我们也想听听您对山城市旅游业的想法。\n答：好。")
    assert len(parts) == 2


def test_without_questions_there_are_no_exchanges() -> None:
    assert read("答：海滨市今年新建港口。") == ([], [])


@given(
    st.text(alphabet="请问海滨市港口如何？，。“”第一个问题对此有评论\n 1", min_size=1, max_size=200)
)
def test_any_question_has_a_short_headline_of_its_words(words: str) -> None:
    words = words.replace("\n", "，").strip()
    transcript, parts = make_conference(f"问：{words}。\n答：好。")
    exchanges, questions = find_exchanges(transcript.text, parts.turns, parts.sentences, QUESTIONS)
    for one in (*exchanges, *questions):
        assert len(one.headline) <= STRETCHED_HEADLINE + 1
        squeezed = " ".join(transcript.text.split())
        assert one.headline.removesuffix("…") in squeezed
