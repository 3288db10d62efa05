import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

import pytest

from pipeline.artefacts import Written, read, read_written, write
from pipeline.errors import InputError
from pipeline.kept import KEY, cut_parts, keep_folders, keeping, name_kept, write_each
from pipeline.publish.names import FILES, ROWS
from pipeline.records.base import Record
from pipeline.records.problems import Problem
from pipeline.records.segmentation import Segmentation
from pipeline.records.transcript import Transcript
from pipeline.stages import LINE
from tests import batches, synthetic

WRITTEN = [suffix for suffix in FILES if not suffix.startswith(ROWS)]
"""Of a short transcript: its page has all rows."""


class Counting:
    """A stage that gives each transcript back, and remembers which it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked, self.before = folder, [], ""

    def work(self, record: Transcript, before: str = "") -> Transcript:
        self.asked.append(record.transcript)
        self.before = before
        if record.title == "broken":
            raise ZeroDivisionError
        return record

    def run(self, *names: str, title: str | None = None, given: tuple[Path, ...] = ()) -> list:
        """Run the stage; return what it made, and of which transcripts it was asked for it."""
        self.asked.clear()
        texts = [synthetic.make_transcript(name) for name in names]
        if title:
            texts[0] = texts[0].model_copy(update={"title": title})
        write(self.folder / "clean.jsonl", texts)
        output = self.folder / "segment" / "00000.jsonl"
        output.unlink(missing_ok=True)
        source = (self.folder / "clean.jsonl", Transcript)
        write_each("segment", output, self.work, source, given=given)
        return [list(self.asked), [record.transcript for record in read(output, Transcript)]]


def test_what_is_made_of_the_same_is_made_once(tmp_path):
    stage = Counting(tmp_path)
    assert stage.run("a", "b") == [["a", "b"], ["a", "b"]]
    assert stage.run("a", "b") == [[], ["a", "b"]]
    assert stage.run("c", "b", "a") == [["c"], ["c", "b", "a"]]
    assert stage.run("b", title="another") == [["b"], ["b"]]
    # What is gone from a batch is not kept for it to come back.
    assert stage.run("b", "a") == [["b", "a"], ["b", "a"]]


def test_all_is_made_anew_where_a_file_is_another_that_all_lines_follow_from(tmp_path):
    stage, labels = Counting(tmp_path), tmp_path / "labels.tsv"
    labels.write_text("one")
    given = (labels,)
    assert stage.run("a", given=given)[0] == ["a"]
    assert stage.run("a", given=given)[0] == []
    assert not stage.before
    labels.write_text("two")
    assert stage.run("a", given=given)[0] == ["a"]
    assert Transcript.model_validate_json(stage.before).transcript == "a"
    assert stage.run("a", title="another", given=given)[0] == ["a"]
    assert not stage.before


@pytest.mark.parametrize("edited", ["pipeline/dependencies.py", "pipeline/language/dictionary.tsv"])
def test_all_is_made_anew_where_the_program_is_another(tmp_path, monkeypatch, edited):
    stage = Counting(tmp_path)
    code = tmp_path / Path(edited).name
    code.write_text("before")
    monkeypatch.setattr("pipeline.kept.digest_code", lambda stage: code.read_text())
    assert stage.run("a")[0] == ["a"]
    assert stage.run("a")[0] == []
    code.write_text("after")
    assert stage.run("a")[0] == ["a"]
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "a_library-2.0.dist-info").mkdir()
    assert stage.run("a")[0] == ["a"]


@pytest.mark.parametrize("damage", [lambda whole: whole[: len(whole) // 2], lambda _: b"\xff\n"])
def test_what_is_kept_and_damaged_is_not_used(tmp_path, damage):
    stage = Counting(tmp_path)
    stage.run("a", "b")
    kept = name_kept(tmp_path / "segment" / "00000.jsonl")
    kept.write_bytes(damage(kept.read_bytes()))
    assert stage.run("a", "b") == [["a", "b"], ["a", "b"]]
    kept.unlink()
    assert stage.run("a", "b") == [["a", "b"], ["a", "b"]]


def test_a_failure_is_a_problem_of_its_transcript_alone_and_is_tried_again(tmp_path, capsys):
    stage = Counting(tmp_path)
    for asked in (["a", "b"], ["a"]):
        assert stage.run("a", "b", title="broken")[0] == asked
        first, second = read(tmp_path / "segment" / "00000.jsonl", Transcript)
        assert isinstance(first, Problem) and isinstance(second, Transcript)
        assert first.code == "internal_error" and first.stage == "segment"
        assert "ZeroDivisionError" in capsys.readouterr().err


def test_a_problem_is_passed_on_in_its_place(tmp_path):
    problem = synthetic.make_problem("b")
    parts = synthetic.make_segmentation()
    write(tmp_path / "x.jsonl", [problem, synthetic.make_transcript()])
    write(tmp_path / "y.jsonl", [parts, problem])
    both = (tmp_path / "x.jsonl", Transcript), (tmp_path / "y.jsonl", Segmentation)
    write_each("report", tmp_path / "segment" / "00000.jsonl", lambda x, y: x, *both)
    assert list(read(tmp_path / "segment" / "00000.jsonl", Transcript)) == [problem, problem]
    write(tmp_path / "y.jsonl", [parts])
    with pytest.raises(InputError, match=r"y\.jsonl: lines are missing"):
        write_each("report", tmp_path / "segment" / "00000.jsonl", lambda x, y: x, *both)


def test_no_two_ways_of_cutting_what_a_line_is_made_of_have_one_key(tmp_path):
    ab, c = synthetic.make_transcript("ab"), synthetic.make_transcript("c")
    for _ in range(2):
        with keeping("segment", tmp_path / "x.jsonl") as kept:
            assert kept.take([b"a", b"bc"], ab.model_dump_json) == ab.model_dump_json()
            assert kept.take([b"ab", b"c"], c.model_dump_json) == c.model_dump_json()


def test_one_line_more_changes_one_part_and_leaves_all_others(tmp_path):
    artefact = ((tmp_path / "clean.jsonl", Transcript),)
    lines = [Written(artefact, n, (f"{n}".encode() * 10_000,)) for n in range(400)]
    before = list(map(tuple, cut_parts(lines)))
    assert sum(before, ()) == tuple(lines) and 5 < len(before) < 80
    after = list(map(tuple, cut_parts(lines[:200] + lines[201:])))
    assert len(set(before) - set(after)) <= 2
    assert len(set(after) - set(before)) == 1


def test_a_batch_that_is_as_it_was_is_not_read(tmp_path, monkeypatch):
    artefact, home = tmp_path / "00000.jsonl", tmp_path / "kept"
    read_lines, made = [], []

    def keep(*names: str) -> list[bytes]:
        if names:
            write(artefact, [synthetic.make_transcript(name) for name in names])
        read_lines.clear()
        made.clear()
        folders = keep_folders(b"program", home, [(artefact,)], [Transcript], make)
        return [(folder / "lines").read_bytes() for folder in folders]

    def make(part: Sequence[Written], folder: Path) -> None:
        made.extend(part)
        (folder / "lines").write_bytes(b"".join(line for written in part for line in written.lines))

    def read_some(*artefacts: tuple[Path, type[Record]]) -> Iterator[Written]:
        for written in read_written(*artefacts):
            read_lines.append(written)
            yield written

    monkeypatch.setattr("pipeline.kept.read_written", read_some)
    monkeypatch.setattr("pipeline.kept.PART", 1)
    before = keep("a", "b")
    assert len(before) == len(made) == 2
    assert keep() == before and not read_lines
    assert keep("a", "b", "c")[:2] == before and len(read_lines) == 3 and len(made) == 1
    # A list of parts that a killed run did not write to its end is none.
    told = home / "00000" / KEY
    told.write_text(told.read_text()[:-1])
    assert keep()[:2] == before and len(read_lines) == 3 and not made
    shutil.rmtree(next(path for path in told.parent.iterdir() if path.is_dir()))
    assert keep()[:2] == before and len(read_lines) == 3 and len(made) == 1


def test_lines_of_a_batch_that_is_as_it_was_are_taken_unread(tmp_path, monkeypatch):
    stage, asked = Counting(tmp_path), []
    artefact = tmp_path / "00000.jsonl"

    def read_all(*names: str, title: str | None = None) -> list[tuple[int, int, str]]:
        if names:
            texts = [synthetic.make_transcript(name) for name in names]
            write(artefact, [texts[0].model_copy(update={"title": title}), *texts[1:]])
        stage.asked.clear()
        asked.clear()
        with keeping("segment", tmp_path / "x.jsonl") as kept:
            found = kept.read_each(stage.work, [(artefact,)], [Transcript], Transcript)
            return [(batch, line, one.transcript) for batch, line, one in found]

    def read_some(*artefacts: tuple[Path, type[Record]]) -> Iterator[Written]:
        asked.extend(artefacts)
        return read_written(*artefacts)

    monkeypatch.setattr("pipeline.kept.read_written", read_some)
    assert read_all("a", "b") == [(0, 0, "a"), (0, 1, "b")] and stage.asked == ["a", "b"]
    for _ in range(2):
        assert read_all() == [(0, 0, "a"), (0, 1, "b")] and not asked
    assert len(read_all("a", "b", "c")) == 3 and stage.asked == ["c"] and asked
    # What failed is tried again.
    assert read_all("c", "b", title="broken") == [(0, 1, "b")] and stage.asked == ["c"]
    assert read_all() == [(0, 1, "b")] and stage.asked == ["c"]


def test_at_an_error_what_was_kept_stays(tmp_path):
    stage = Counting(tmp_path)
    stage.run("a")
    before = name_kept(tmp_path / "segment" / "00000.jsonl").read_bytes()
    with pytest.raises(InputError, match="no such file"):
        write_each(
            "segment",
            tmp_path / "segment" / "00000.jsonl",
            stage.work,
            (tmp_path / "clean.jsonl", Transcript),
            (tmp_path / "gone.jsonl", Segmentation),
        )
    assert name_kept(tmp_path / "segment" / "00000.jsonl").read_bytes() == before


@pytest.mark.parametrize("suffix", WRITTEN)
def test_a_page_that_somebody_deleted_or_edited_is_written_anew(tmp_path, suffix):
    run = partial(batches.run_report, tmp_path, synthetic.make_lines())
    run()
    paths = [tmp_path / "report" / f"{synthetic.NAME}{ending}" for ending in WRITTEN]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}
    run()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in paths} == before
    page = tmp_path / "report" / f"{synthetic.NAME}{suffix}"
    for damage in (page.unlink, partial(page.write_text, "edited")):
        damage()
        run()
        assert {path: path.read_bytes() for path in paths} == {p: b for p, (b, _) in before.items()}


def run_over(results: Path, stage: str, *batches: str) -> dict[str, bytes]:
    """Run a stage of the whole corpus over batches of one transcript; return its files."""
    read, arguments = {
        "indicators": (("clean", "segment", "claims"), []),
        "citations": (("clean", "claims"), []),
        "problems": (LINE, ["--table", str(results / "problems" / "problems.tsv")]),
    }[stage]
    for name in batches:
        for made, record in zip(LINE, synthetic.make_lines(name), strict=True):
            write(results / made / f"{name}.jsonl", [record])
    for made in read:
        arguments += [f"--{made}", *(str(results / made / f"{name}.jsonl") for name in batches)]
    output = results / stage / ("" if stage == "citations" else f"{stage}.jsonl")
    import_module(f"pipeline.{stage}.stage").main([*arguments, "--output", str(output)])
    files = (path for path in (results / stage).iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("stage", "reads"),
    [
        ("indicators", "read_every_claim"),
        ("citations", "cite_transcript"),
        ("problems", "read_file"),
    ],
)
def test_stages_of_the_corpus_read_what_has_changed_and_write_the_same(
    tmp_path, monkeypatch, stage, reads
):
    asked = []
    read = getattr(import_module(f"pipeline.{stage}.stage"), reads)

    def count(first, *others):
        asked.append(getattr(first, "clean", first).transcript)
        return read(first, *others)

    monkeypatch.setattr("pipeline.kept.PART", 1)
    monkeypatch.setattr(f"pipeline.{stage}.stage.{reads}", count)
    run_over(tmp_path / "x", stage, "a", "b")
    asked.clear()
    changed = run_over(tmp_path / "x", stage, "b", "c")
    assert set(asked) == {"c"}
    assert changed == run_over(tmp_path / "y", stage, "b", "c")
    assert any(changed.values())


def test_the_search_reads_each_transcript_once(tmp_path, monkeypatch):
    stage = import_module("pipeline.search.stage")
    find, asked = stage.find_transcript, []
    monkeypatch.setattr(
        stage,
        "find_transcript",
        lambda one, parts: asked.append(one.transcript) or find(one, parts),
    )
    for names in (["a"], ["b", "a"]):
        write(tmp_path / "clean.jsonl", map(synthetic.make_transcript, names))
        write(tmp_path / "segment.jsonl", map(synthetic.make_segmentation, names))
        artefacts = [f"--{name}={tmp_path / name}.jsonl" for name in ("clean", "segment")]
        stage.main([*artefacts, f"--output={tmp_path / 'search'}"])
    assert asked == ["a", "b"]
    said = (tmp_path / "search" / "t0.js").read_text(encoding="utf-8")
    assert all(f"report/{name}.html" in said for name in "ab")
