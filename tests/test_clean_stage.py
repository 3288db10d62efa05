"""The stage as a whole: files and their metadata in, a line for each."""

import json

import pytest

from pipeline.clean.dates import split_name
from pipeline.clean.stage import main
from pipeline.metadata import Metadata, load_metadata
from pipeline.records.problems import Problem
from pipeline.records.transcript import Transcript
from tests.cleaning import TEXT


@pytest.mark.parametrize(
    ("stem", "parts"),
    [
        ("2021-01-26-工业热点", ("2021-01-26", "工业热点")),
        ("2021-01-26", ("2021-01-26", "")),
        ("2021-13-40-工业热点", (None, "2021-13-40-工业热点")),
        ("工业热点", (None, "工业热点")),
    ],
)
def test_name(stem, parts):
    assert split_name(stem) == parts


def run(tmp_path, *files, metadata=None):
    paths = []
    for name, data in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        paths.append(str(path))
    argv = [*paths, "--output", str(tmp_path / "out.jsonl")]
    if metadata is not None:
        (tmp_path / "metadata.tsv").write_text(metadata, encoding="utf-8")
        argv += ["--metadata", str(tmp_path / "metadata.tsv")]
    main(argv)
    lines = (tmp_path / "out.jsonl").read_text("utf-8").splitlines()
    return [
        Problem.model_validate(record["problem"])
        if "problem" in (record := json.loads(line))
        else Transcript.model_validate(record)
        for line in lines
    ]


def test_one_line_a_file_in_order(tmp_path):
    records = run(tmp_path, ("b.txt", TEXT), ("a.txt", b""), ("c.md", TEXT))
    assert [(type(r).__name__, r.transcript) for r in records] == [
        ("Transcript", "b"),
        ("Problem", "a"),
        ("Transcript", "c"),
    ]


def test_second_file_of_a_name_is_a_problem(tmp_path):
    first, second = run(tmp_path, ("a.txt", TEXT), ("a.html", f"<p>{TEXT}</p>"))
    assert isinstance(first, Transcript)
    assert second.code == "duplicate_name" and "a.txt" in second.message.en


def test_a_file_that_cannot_be_read_costs_no_other_its_name(tmp_path):
    first, second = run(tmp_path, ("a.md", b""), ("a.txt", TEXT))
    assert isinstance(first, Problem) and first.code == "empty"
    assert isinstance(second, Transcript) and second.file == "a.txt"


def test_missing_file_is_a_problem(tmp_path):
    main([str(tmp_path / "none.txt"), "--output", str(tmp_path / "out.jsonl")])
    assert '"unreadable"' in (tmp_path / "out.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "head", "metadata", "expected"),
    [
        ("2021-01-26-热点.txt", "", "", ("2021-01-26", "name")),
        ("热点.txt", "", "transcript\tdate\n热点\t2021-02-03\n", ("2021-02-03", "metadata")),
        ("热点.txt", "2021年1月26日\n", "transcript\n", ("2021-01-26", "text")),
        ("热点.txt", "", "transcript\n", (None, None)),
    ],
)
def test_date(tmp_path, name, head, metadata, expected):
    (record,) = run(tmp_path, (name, head + TEXT), metadata=metadata)
    assert (record.date, record.date_source) == expected


@pytest.mark.parametrize(
    ("head", "metadata", "title"),
    [
        ("", "transcript\n", "热点"),
        ("工业发展情况发布会\n", "transcript\n", "工业发展情况发布会"),
        ("本报记者 徐恒\n热点\n", "transcript\n", "热点"),
        ("发布会\n", "transcript\ttitle\n2021-01-26-热点\t工业运行\n", "工业运行"),
    ],
)
def test_title(tmp_path, head, metadata, title):
    (record,) = run(tmp_path, ("2021-01-26-热点.txt", head + TEXT), metadata=metadata)
    assert record.title == title


def test_metadata(tmp_path):
    path = tmp_path / "metadata.tsv"
    path.write_text("transcript\tdate\turl\n甲\t2021-01-26\thttps://example.org\n\n乙\n", "utf-8")
    table = load_metadata(path)
    assert table.found == {
        "甲": Metadata(date="2021-01-26", url="https://example.org"),
        "乙": Metadata(),
    }
    assert table.list_problems({"甲", "乙"}) == []
    (unknown,) = table.list_problems({"甲"})
    assert (unknown.code, unknown.transcript) == ("metadata_transcript_unknown", "乙")
    assert "line 4" in unknown.message.en
    assert not load_metadata(None).found


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("", []),
        ("name\tdate\n", ["metadata_header"]),
        ("transcript\tdate\tdate\n", ["metadata_header"]),
        ("transcript\tdate\n甲\t2021-02-30\n乙\t2021-1-2\n", ["metadata_date"]),
        ("transcript\n甲\n甲\n乙\n", ["metadata_duplicate"]),
        ("transcript\tdate\n\t2021-01-26\n乙\n", ["metadata_malformed"]),
        ("transcript\n甲\t乙\n乙\n", ["metadata_malformed"]),
    ],
)
def test_a_line_of_metadata_that_cannot_be_used_costs_no_other(tmp_path, content, codes):
    path = tmp_path / "metadata.tsv"
    path.write_text(content, encoding="utf-8")
    table = load_metadata(path)
    assert [problem.code for problem in table.list_problems("甲乙")] == codes
    assert ("乙" in table.found) == ("乙\n" in content or "乙\t" in content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "day", ["2021-01-26", "2021/1/26", "2021年1月26日", "20210126", "44222", "2021/1/26 0:00:00"]
)
def test_tables_are_read_as_spreadsheets_write_them(tmp_path, encoding, end, day):
    path = tmp_path / "metadata.tsv"
    lines = ("transcript\ttitle\tdate\t", f"海滨\t就业\u2028发布会\t{day}\t", "")
    path.write_bytes(end.join(lines).encode(encoding))
    expected = {"海滨": Metadata(date="2021-01-26", title="就业 发布会")}
    table = load_metadata(path)
    assert (table.found, table.list_problems(expected)) == (expected, [])
