import errno

import pytest

from pipeline.artefacts import attempt, attempt_line, making, read, replacing, write
from pipeline.errors import InputError, Rejected
from pipeline.knowledge import load_message_file
from pipeline.records.base import Bilingual
from pipeline.records.phrases import KeyPhrases, Phrase
from pipeline.records.segmentation import Speaker

PHRASES = KeyPhrases(transcript="a", phrases=(Phrase(text="“六稳”", weight=1.5),))


def reject(_):
    raise Rejected("too_short", Bilingual(zh="太短。", en="Too short."))


def test_records_and_problems_read_back(tmp_path):
    problem = attempt("clean", "b", "b.txt", reject, None)
    write(tmp_path / "x.jsonl", [PHRASES, problem])
    assert list(read(tmp_path / "x.jsonl", KeyPhrases)) == [PHRASES, problem]
    assert problem.code == "too_short" and problem.message.zh == "太短。"


def test_a_record_that_cannot_be_written_is_a_problem_of_its_transcript(tmp_path, capsys):
    line = attempt_line(
        "phrases",
        "b",
        "b.txt",
        lambda: PHRASES.model_copy(update={"phrases": (Phrase(text=chr(0xD800), weight=1.5),)}),
    )
    (tmp_path / "x.jsonl").write_text(f"{line}\n", encoding="utf-8")
    (problem,) = read(tmp_path / "x.jsonl", KeyPhrases)
    assert problem.code == "internal_error" and "Serialization" in capsys.readouterr().err


def test_a_library_that_is_not_installed_stops_the_run_in_one_sentence():
    def use(_: object) -> None:
        import no_such_library  # noqa: F401

    with pytest.raises(InputError, match=r"no_such_library.*requirements\.txt"):
        attempt("clean", "b", "b.txt", use, None)


def test_a_malformed_file_of_knowledge_stops_the_run_in_one_sentence(tmp_path):
    path = tmp_path / "words.toml"
    path.write_text("message = 1", encoding="utf-8")
    with pytest.raises(InputError, match=r"words\.toml: message: "):
        attempt("clean", "b", "b.txt", load_message_file, path)


def test_a_full_disk_stops_the_run_and_names_the_file(tmp_path):
    def fill(_: object) -> None:
        with replacing(tmp_path / "x.txt"):
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match=r"No space left on device: .*x\.txt"):
        attempt("report", "b", "b.txt", fill, None)
    assert not any(tmp_path.iterdir())


def test_a_damaged_artefact_is_named(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"transcript": "a"}\n')
    with pytest.raises(InputError, match=r"x\.jsonl, line 1: .* run snakemake again"):
        list(read(tmp_path / "x.jsonl", Speaker))


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    target = tmp_path / "folder" / "x.txt"
    with replacing(target) as out:
        out.write("first")
    with pytest.raises(ZeroDivisionError), replacing(target) as out:
        out.write("second")
        raise ZeroDivisionError
    assert target.read_text() == "first"
    assert [path.name for path in target.parent.iterdir()] == ["x.txt"]


def test_a_file_that_comes_out_as_it_was_is_not_written_anew(tmp_path):
    target = tmp_path / "x.txt"
    for text, new in (("一", True), ("一", False), ("二", True), ("二二", True)):
        before = target.stat().st_ino if target.exists() else None
        with replacing(target) as out:
            out.write(text)
        assert target.read_text(encoding="utf-8") == text
        assert (target.stat().st_ino != before) is new
    assert [path.name for path in tmp_path.iterdir()] == ["x.txt"]


def test_what_a_killed_run_left_of_a_folder_is_gone(tmp_path):
    with pytest.raises(KeyboardInterrupt), making(tmp_path) as made:
        (made / "table.csv").write_text("half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    (tmp_path / ".files.part").mkdir()
    (tmp_path / ".files.part" / "old.csv").write_text("of a run that was killed")
    with making(tmp_path) as made:
        assert list(made.iterdir()) == []
    assert list(tmp_path.iterdir()) == []
