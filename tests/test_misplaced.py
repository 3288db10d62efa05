"""A whole exchange that stands elsewhere than its number or its time says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.order.misplaced import Swap, find_swap
from tests.talk import clean, codes

SAID = [
    ("请问今年全市的供水形势怎么样？", "水库蓄水量高于常年，供水总体平稳。"),
    ("老旧小区的水管什么时候能够换完？", "剩下的八十公里明年年底以前完成。"),
    ("农村饮水工程有哪些新的进展？", "新建水厂六座，水质合格率达到九成九。"),
    ("水价会不会因为工程投入而上涨？", "今年不调整水价，投入由财政承担。"),
    ("汛期怎样保证水源地不受污染？", "上游设了十二个监测点，每小时报送。"),
]
IN_ORDER = [0, 1, 2, 3, 4]
MOVED = [0, 3, 1, 2, 4]
TURNS = [
    "问题{cn}：{q}\n李明：{a}\n",
    "Q{n}：{q}\nA{n}：{a}\n",
    "{n}. 记者：{q}\n李明：{a}\n",
    "第{cn}个问题：{q}\n答：{a}\n",
    "记者：{q}\n[2023-05-06 10:{n}0:00]\n李明：{a}\n[2023-05-06 10:{n}5:00]\n",
    "09:{n}0:12\n记者：{q}\n09:{n}5:12\n李明：{a}\n",
    "王记者 2023/5/6 10:{n}0\n{q}\n李明 2023/5/6 10:{n}5\n{a}\n",
]


def write(turns, order):
    """Return a conference whose exchanges stand in this order."""
    exchanges = (
        turns.format(n=k + 1, cn="一二三四五"[k], q=SAID[k][0], a=SAID[k][1]) for k in order
    )
    return "海滨市举行供水安全新闻发布会\n" + "".join(exchanges)


def find_doubts(text):
    """Return how many places are told at which a text may not go on."""
    return codes(clean(text)).count("order_uncertain")


@pytest.mark.parametrize("turns", TURNS)
def test_an_exchange_out_of_its_count_is_told_where_it_begins_and_ends(turns):
    assert find_doubts(write(turns, MOVED)) == 3


@pytest.mark.parametrize("turns", TURNS)
def test_exchanges_that_count_up_are_not_doubted(turns):
    assert find_doubts(write(turns, IN_ORDER)) == 0


@pytest.mark.parametrize(
    "order",
    [[0, 1, 2, 0, 1], [0, 1, 2, 1, 3], [4, 3, 2, 1, 0]],
    ids=["a count that starts anew", "a question taken up again", "a count that falls"],
)
def test_numbers_that_are_no_single_move_tell_nothing(order):
    assert find_doubts(write(TURNS[0], order)) == 0


@pytest.mark.parametrize(
    "clocks",
    [
        ["10:03", "10:08", "10:13", "10:18", "08:03", "08:08", "08:13", "08:18"],
        ["23:43", "23:48", "23:53", "23:58", "00:03", "00:08", "00:13", "00:18"],
        ["10:03", "10:08", "10:13", "08:15", "10:18", "10:23", "10:28", "10:33"],
        ["10:03", "10:18", "10:08", "10:20", "10:23", "10:28", "10:33", "10:38"],
    ],
    ids=["another day", "midnight", "a time that is told of", "a late answer"],
)
def test_a_clock_that_falls_for_another_reason_tells_nothing(clocks):
    said = [line for exchange in SAID for line in exchange]
    lines = (f"{('王记者', '李明')[k % 2]} {clock}\n{said[k]}\n" for k, clock in enumerate(clocks))
    assert find_doubts("".join(lines)) == 0


@given(st.lists(st.integers(0, 9).map(lambda n: (n,)), max_size=9))
def test_parts_that_change_places_make_all_rise(keys):
    swap = find_swap(keys)
    if swap:
        first, middle, last = swap
        mended = keys[:first] + keys[middle:last] + keys[first:middle] + keys[last:]
        assert mended == sorted(keys) != keys


def test_both_sides_of_a_fall_change_places():
    assert find_swap([(1,), (4,), (2,), (3,), (5,)]) == Swap(1, 2, 4)
