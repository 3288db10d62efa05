import pytest

from pipeline.provenance import find_source_span, find_source_spans
from pipeline.records.transcript import Run

# Source 0…20 with its halves exchanged and a line break in between: text 0…10, 11…21.
RUNS = (Run(start=0, end=10, source_start=10), Run(start=11, end=21, source_start=0))
# A page break of four characters inside a paragraph.
BROKEN = (Run(start=0, end=5, source_start=0), Run(start=5, end=9, source_start=9))


@pytest.mark.parametrize(
    ("runs", "span", "pieces"),
    [
        (RUNS, (2, 4), [(12, 14)]),
        (RUNS, (8, 13), [(18, 20), (0, 2)]),
        (RUNS, (10, 11), []),
        (RUNS, (11, 21), [(0, 10)]),
        (BROKEN, (3, 7), [(3, 5), (9, 11)]),
        ((), (0, 1), []),
    ],
)
def test_pieces_of_the_source(runs, span, pieces):
    assert find_source_spans(runs, *span) == pieces


def test_a_span_over_a_page_break_reaches_over_it():
    assert find_source_span(BROKEN, 3, 7) == (3, 11)


def test_a_span_over_a_move_is_its_first_piece():
    assert find_source_span(RUNS, 8, 13) == (18, 20)


def test_a_line_break_put_in_has_no_place_in_the_source():
    with pytest.raises(ValueError, match="10:11"):
        find_source_span(RUNS, 10, 11)
