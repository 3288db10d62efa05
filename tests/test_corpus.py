import json
import re
import shutil
from csv import QUOTE_NONE, DictReader
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from pipeline.corpus import claims, stage
from pipeline.corpus.index import MOST_PROBLEMS, make_overview
from pipeline.corpus.stage import main
from pipeline.errors import InputError
from pipeline.kept import FOLDER as KEPT
from pipeline.publish.pages.rendering import Messages
from pipeline.records.problems import ListedProblem
from pipeline.report import writer
from pipeline.report.writer import Writer
from pipeline.stages import LINE, Line
from tests import synthetic
from tests.batches import run_corpus
from tests.html_reader import Reader
from tests.synthetic import NAME

HARD = "100% a#1?&<b>'\"“发布会”"


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = tmp_path_factory.mktemp("results")
    part = list(synthetic.make_lines("2023-01-01-部分"))
    part[3] = synthetic.make_problem("2023-01-01-部分", "claims")
    run_corpus(
        results,
        synthetic.make_lines(),
        synthetic.make_lines(HARD, date=None),
        (synthetic.make_problem("=坏"),) * 5,
        (synthetic.make_problem(NAME, file=f"{NAME}.docx"),) * 5,
        tuple(part),
        refused=("not_a_file=文件夹", "name_unsafe=a\nb.txt"),
    )
    return results


@pytest.mark.parametrize("name", ["index.html", "corpus/topics.html", "corpus/claims.html"])
def test_every_link_leads_somewhere(results: Path, name: str) -> None:
    reader = Reader((results / name).read_text(encoding="utf-8"))
    ids = reader.attributes("id")
    assert len(ids) == len(set(ids))
    targets = [urlsplit(href) for href in reader.attributes("href")]
    assert len(targets) > 3
    for target in targets:
        place = target.fragment.partition("?")[0]
        if not target.path:
            assert place in ids
            continue
        path = (results / name).parent / unquote(target.path)
        assert path.is_file()
        if place:
            there = Reader(path.read_text(encoding="utf-8"))
            assert place in there.attributes("id")


@pytest.mark.parametrize("here", ["claims", "hotspots", "indicators", "promises", "topics"])
def test_a_page_of_all_transcripts_leads_to_the_others(results: Path, here: str) -> None:
    page = (results / "corpus" / f"{here}.html").read_text(encoding="utf-8")
    nav = page.partition("<nav>")[2].partition("</nav>")[0]
    assert nav.count('<a class="page" href="../') == 8
    assert f"corpus/{here}.html" not in nav and nav.count('aria-current="page"') == 1


@pytest.mark.parametrize("first", [0, 1000])
def test_a_page_may_load_scripts_where_some_stand_beside_it_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    for module, limit in ((stage, "FIRST_ROWS"), (claims, "MOST_FIRST")):
        monkeypatch.setattr(module, limit, first)
    monkeypatch.setattr(writer, "MOST_WHOLE", {"claims": first, "answers": first})
    run_corpus(tmp_path, synthetic.make_lines("前", date="2023-07-15"), synthetic.make_lines("后"))
    beside = {
        "index.html": "transcripts-*.js",
        "report/前.html": "前.rows.js",
        "report/后.html": "后.rows.js",
        "search/search.html": "words.js",
        "wording/index.html": "rows.js",
    }
    loading = set()
    for path in (tmp_path / "index.html", *tmp_path.glob("*/*.html")):
        (policy,) = (
            content
            for content in Reader(path.read_text(encoding="utf-8")).attributes("content")
            if "script-src" in content
        )
        name = path.relative_to(tmp_path).as_posix()
        parts = list(path.parent.glob(beside.get(name, f"{path.stem}-*.js")))
        assert ("'strict-dynamic'" in policy) == bool(parts), name
        loading |= {path.stem} if parts else set()
    rest = {"index", "claims", "hotspots", "promises", "前", "后"}
    assert loading == {"topics", "search"} | (rest if first == 0 else set())


def test_problems_come_first_and_say_what_to_do(results: Path) -> None:
    page = (results / "index.html").read_text(encoding="utf-8")
    assert page.index('id="problems"') < page.index('id="transcripts"')
    for words in ("=坏.txt", f"{NAME}.docx", "文件夹", r"a\nb.txt", "Put the transcripts in it"):
        assert words in page


def test_only_the_file_that_a_page_is_of_leads_to_it(results: Path) -> None:
    reader = Reader((results / "index.html").read_text(encoding="utf-8"))
    linked = [text for text, path in reader.text if "problems" in path and "page" in path]
    assert linked == ["=坏.txt", "2023-01-01-部分.txt"]


def test_the_start_page_counts_what_wants_a_look_and_names_the_newest(results: Path) -> None:
    page = (results / "index.html").read_text(encoding="utf-8")
    first = page.partition('<section id="first"')[2].partition("</section>")[0]
    problems = page.partition('<section class="problem" id="problems">')[2].count('<th scope="row"')
    assert ">1 transcript without a date<" in first
    (unread,) = re.findall(r">(\d+) problems? that kept a file from being read<", first)
    (missing,) = re.findall(r">(\d+) places? where results are incomplete<", first)
    assert int(unread) + int(missing) == problems
    assert first.index("2024-07-15") < first.index("2023-01-01")


def test_a_run_without_faults_or_dates_says_so(tmp_path: Path) -> None:
    whole = list(synthetic.make_lines("短", date=None))
    whole[3] = whole[3].model_copy(update={"claims": (), "checks": ()})
    run_corpus(tmp_path, tuple(whole))
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    messages = Messages.load()
    assert messages.text["latest_none"].zh in page
    assert messages.concern["contradictions"].zh.removeprefix("{count}") not in page


def test_transcripts_come_newest_first(results: Path) -> None:
    reader = Reader((results / "index.html").read_text(encoding="utf-8"))
    dates = [text for text, path in reader.text if "date" in path and "zh" not in path]
    assert dates == ["2024-07-15", "2024-07-15", "undated"]


def test_problem_lists_agree(results: Path) -> None:
    lines = (results / "problems" / "problems.jsonl").read_text(encoding="utf-8").splitlines()
    problems = [ListedProblem.model_validate_json(line) for line in lines]
    assert [problem.file for problem in problems] == [
        "2023-01-01-部分.txt",
        f"{NAME}.docx",
        "=坏.txt",
        "a\nb.txt",
        "文件夹",
    ]
    with (results / "problems" / "problems.tsv").open(encoding="utf-8", newline="") as table:
        rows = list(DictReader(table, delimiter="\t", quoting=QUOTE_NONE))
    assert [row["code"] for row in rows] == [problem.code for problem in problems]
    assert [row["severity"] for row in rows] == ["warning", *["error"] * 4]
    assert [row["file"] for row in rows][2:4] == ["'=坏.txt", r"a\nb.txt"]


def test_of_very_many_problems_files_that_were_not_read_are_listed_first() -> None:
    base = ListedProblem(**dict(synthetic.make_problem("坏")), severity="warning", page=None)
    many = [base.model_copy(update={"file": f"表{n}"}) for n in range(MOST_PROBLEMS)]
    last = base.model_copy(update={"file": "坏.txt", "severity": "error"})
    overview = make_overview([], [*many, last], [])
    assert [problem.file for problem in overview.problems[:2]] == ["坏.txt", "表0"]
    assert len(overview.problems) == MOST_PROBLEMS < overview.problem_count


def test_without_problems_the_list_is_a_header(tmp_path: Path) -> None:
    run_corpus(tmp_path, synthetic.make_lines())
    table = (tmp_path / "problems" / "problems.tsv").read_text(encoding="utf-8")
    assert table == "severity\tfile\ttranscript\tstage\tcode\tmessage_zh\tmessage_en\n"
    assert (tmp_path / "problems" / "problems.jsonl").read_text(encoding="utf-8") == ""
    assert 'id="problems"' not in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_an_empty_run_has_an_index_that_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_corpus(tmp_path, topics=False)
    assert "Put files into raw/" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "too little text" in (tmp_path / "corpus" / "topics.html").read_text(encoding="utf-8")
    assert (tmp_path / "tables" / "claims.jsonl").read_text(encoding="utf-8") == ""
    assert "0 transcripts reported, 0 problems; open " in capsys.readouterr().err


def test_the_last_line_says_what_was_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_corpus(tmp_path, synthetic.make_lines(), (synthetic.make_problem("坏"),) * 5)
    said = capsys.readouterr().err
    assert f"1 of 2 transcripts reported, 1 problem; open {tmp_path / 'index.html'}\n" in said
    assert "1 of them with places to check, most in " in said
    run_corpus(tmp_path, (synthetic.make_problem("坏"),) * 5, topics=False)
    assert "0 of 1 transcript reported, 1 problem; " in capsys.readouterr().err


def test_a_second_build_gives_the_same_bytes(results: Path, tmp_path: Path) -> None:
    built = []
    for name in ("a", "b"):
        run_corpus(tmp_path / name, synthetic.make_lines(), synthetic.make_lines(HARD))
        # What is kept for a next run knows when files were written.
        for kept in (tmp_path / name).glob(f"*/{KEPT}"):
            shutil.rmtree(kept)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        built.append([(path.relative_to(tmp_path / name), path.read_bytes()) for path in files])
    assert built[0] == built[1]


def test_sweeping_takes_what_is_gone_and_nothing_else(tmp_path: Path) -> None:
    run_corpus(tmp_path, synthetic.make_lines(), synthetic.make_lines("旧"))
    mine = ["report/notes.md", "report/mine.html", "report/旧.txt", "clean/extra.jsonl", "x.html"]
    for name in mine:
        (tmp_path / name).write_text("<html>", encoding="utf-8")
    gone = [f"{stage}/00007.jsonl" for stage in (*LINE, "report")]
    gone += [f"logs/{stage}/00007.log" for stage in LINE]
    kept = [f"logs/{stage}/00000.log" for stage in LINE]
    for name in (*gone, *kept):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    run_corpus(tmp_path, synthetic.make_lines())
    for name in (*mine, *kept, f"report/{NAME}.html", f"report/{NAME}.claims.csv"):
        assert (tmp_path / name).is_file()
    assert [name for name in gone if (tmp_path / name).exists()] == []
    assert [path.name for path in (tmp_path / "report").glob("旧*")] == ["旧.txt"]


def test_a_topic_that_is_named_after_a_field_has_the_english_of_the_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = [
        topic.model_copy(update={"name": "国际与地区热点"}) for topic in synthetic.make_topics()
    ]
    monkeypatch.setattr(synthetic, "make_topics", lambda: named)
    run_corpus(tmp_path, synthetic.make_lines())
    for page in ("index.html", "corpus/topics.html"):
        assert "Conflicts and crises abroad" in (tmp_path / page).read_text(encoding="utf-8")


def test_a_page_that_could_not_be_written_is_named_on_the_start_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(writer: Writer, folder: Path, line: Line) -> None:
        raise RuntimeError("no page")

    monkeypatch.setattr(Writer, "write", fail)
    run_corpus(tmp_path, synthetic.make_lines())
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "The report stage failed on this file" in index
    assert (tmp_path / "problems" / "problems.jsonl").read_text(encoding="utf-8") == ""


def test_a_broken_artefact_is_named(tmp_path: Path) -> None:
    run_corpus(tmp_path, synthetic.make_lines())
    path = tmp_path / "report" / "00000.jsonl"
    path.write_text(json.dumps({"transcript": "x"}), encoding="utf-8")
    topics = str(tmp_path / "topics" / "topics.jsonl")
    indicators = str(tmp_path / "indicators" / "indicators.jsonl")
    with pytest.raises(InputError, match=r"00000\.jsonl, line 1"):
        choice = str(tmp_path / "topics" / "choice.jsonl")
        paths = ["--topics", topics, "--choice", choice, "--indicators", indicators]
        paths += ["--problems", str(tmp_path / "problems" / "problems.jsonl")]
        main(["--report", str(path), *paths, "--output", str(tmp_path)])
