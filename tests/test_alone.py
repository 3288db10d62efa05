"""Two runs never write the same results at a time."""

import pytest

from pipeline.alone import LOCK, write_alone
from pipeline.errors import InputError


def test_of_two_runs_on_the_same_results_the_second_ends_in_a_sentence(tmp_path):
    first = write_alone(tmp_path / "results")
    assert first is not None
    with pytest.raises(InputError, match="another run writes these results now; wait"):
        write_alone(tmp_path / "results")
    first.close()
    second = write_alone(tmp_path / "results")
    assert second is not None
    second.close()


def test_where_nothing_can_be_written_a_run_ends_in_a_sentence(tmp_path):
    (tmp_path / LOCK).parent.write_text("no folder")
    with pytest.raises(InputError, match="logs: File exists; set other results"):
        write_alone(tmp_path)
