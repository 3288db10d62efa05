import pytest

from benchmarks.terms import main, propose
from pipeline.artefacts import write
from pipeline.language.terms.background import load_background
from pipeline.language.terms.words import load_stop_words
from tests.make import make_transcript

LINES = [
    f"{before}云海旱作{after}。"
    for before, after in zip("试问何谓听闻坚守重视熟知", "怎样兴起今后推广多有增产", strict=True)
]
TEXT = "\n".join([*LINES, *("其他段落谈论粮食收成与农民生活。",) * 30])


def test_a_sequence_that_stands_in_many_contexts_is_proposed():
    found = propose([TEXT], load_background(), load_stop_words())
    assert found[0].term == "云海旱作"
    assert found[0].occurrences == len(LINES)
    assert "云海旱作" in found[0].example


def test_what_is_known_or_stands_in_one_context_is_not_proposed():
    text = "\n".join(["工业互联网发展", "加快工业互联网", "云海旱作地带很大"] * 5)
    found = [p.term for p in propose([text], load_background(), load_stop_words())]
    assert "工业互联网" not in found
    assert "云海旱作" not in found


def test_the_rows_are_ready_to_paste(tmp_path, capsys):
    path = tmp_path / "clean.jsonl"
    write(path, [make_transcript("甲", TEXT)])
    printed = []
    for _ in range(2):
        assert main(["--transcripts", str(path), "--most", "3"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    assert printed[0].startswith("云海旱作\t")
    assert all(len(line.split("\t")) == 5 for line in printed[0].splitlines())


def test_a_missing_file_is_said_in_one_sentence(tmp_path, capsys):
    assert main(["--transcripts", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().err.startswith("error: ")


@pytest.mark.parametrize("text", ["", "。", "\n\n", "5G"])
def test_nothing_comes_of_nothing(text):
    assert propose([text], load_background(), load_stop_words()) == []
