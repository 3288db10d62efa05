import json
import re
from csv import DictReader
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from pipeline import artefacts
from pipeline.publish.pages.rendering import hash_source
from pipeline.publish.permalinks import name_claims
from pipeline.publish.tabular.columns import Surroundings
from pipeline.publish.tabular.declarations import load_claims_table
from pipeline.records.claims import Claim
from pipeline.report import view
from pipeline.report.categories import choose_subjects
from pipeline.report.cautions import list_cautions
from pipeline.report.fulltext import Mark, lay_out_text
from pipeline.report.markdown import escape_markdown
from pipeline.stages import LINE
from tests import synthetic
from tests.batches import run_report
from tests.every_stage import read_file
from tests.html_reader import Reader
from tests.make import make_conference, make_line
from tests.spreadsheet_cells import arm
from tests.synthetic import NAME

PACKAGE = Path(artefacts.__file__).parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = tmp_path_factory.mktemp("results")
    run_report(results, synthetic.make_lines())
    return results / "report"


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / f"{NAME}.html").read_text(encoding="utf-8")


def test_every_link_leads_somewhere(page: str, folder: Path) -> None:
    reader = Reader(page)
    ids = reader.attributes("id")
    assert len(ids) == len(set(ids))
    for href in reader.attributes("href"):
        if href.startswith("#"):
            assert href[1:].partition("?")[0] in ids
        elif not href.startswith("../"):
            assert (folder / href.replace("%E7%A4%BA%E4%BE%8B", "示例")).is_file()


def test_each_claim_and_its_number_in_the_text_lead_to_each_other(page: str) -> None:
    reader = Reader(page)
    for claim in synthetic.make_claims().claims:
        assert ("a", f"#{claim.id}", f"q-{claim.id}") in [
            (tag, found.get("href"), found.get("id")) for tag, found in reader.elements
        ]
        assert f"#q-{claim.id}" in reader.attributes("href")


def test_the_page_has_all_of_the_text_once_and_in_order(page: str) -> None:
    added = {"turn", "line", "marker", "kind", "unseen"}
    shown = "".join(
        text
        for text, path in Reader(page).text
        if "fulltext" in path and not added.intersection(path)
    )
    assert shown.replace("\n", "") == synthetic.TEXT.replace("\n", "")


def test_a_page_loads_nothing_and_allows_only_its_own_style_and_script(page: str) -> None:
    reader = Reader(page)
    tags = {tag for tag, _ in reader.elements}
    assert not tags & {"img", "link", "iframe", "object", "embed", "base"}
    assert not any(
        name.startswith("on") or name == "style" for _, a in reader.elements for name in a
    )
    assert not any(url for url in reader.attributes("href") if "javascript" in url)
    policy = next(a["content"] for _, a in reader.elements if "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (source,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{tag}-src 'sha256-{hash_source(source)}'" in policy
    assert "base-uri 'none'" in policy
    assert "form-action 'none'" in policy


def test_markup_in_the_text_stays_text(page: str, folder: Path) -> None:
    assert synthetic.HOSTILE not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3
    assert page.count("<script>") == 1
    assert synthetic.HOSTILE not in (folder / f"{NAME}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "title", ["</title><script>alert(1)</script>", "{{ 7 * 7 }}", "{title} %s \\", "]]><!--"]
)
def test_titles_cannot_leave_their_place(tmp_path: Path, title: str) -> None:
    run_report(
        tmp_path, synthetic.make_lines(title=title, file='"><img src=x onerror=alert(1)>.txt')
    )
    reader = Reader((tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8"))
    assert {tag for tag, _ in reader.elements}.isdisjoint({"img"})
    assert title in "".join(text for text, _ in reader.text)


def test_the_first_things_said_are_what_is_wrong_with_the_text(page: str) -> None:
    order = [page.index(f'id="{name}"') for name in ("integrity", "hotspots", "claims", "text")]
    assert order == sorted(order)
    for words in ("此处可能有缺失。", "This passage was put back.", "页码。", "源文件第 9 行"):
        assert words in page


def test_values_are_read_in_both_languages(page: str) -> None:
    for words in ("CNY 320 billion", "3200亿元", "more than", "H1 2024", "year on year", "预测"):
        assert words in page


def test_disagreement_and_contradiction_are_shown(page: str) -> None:
    assert "✗ differs" in page
    assert "✗ contradiction" in page
    assert page.count('class="differs"') == 1


def test_a_slight_difference_of_words_is_not_called_a_disagreement(tmp_path: Path) -> None:
    classifications = synthetic.make_classifications().model_copy(update={"flags": ()})
    run_report(tmp_path, (*synthetic.make_lines()[:-1], classifications))
    page = (tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8")
    assert "○ not clear" in page and "✗ differs" not in page


def write(cell: object) -> str:
    """Return a cell as CSV has it."""
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else str(cell)


def test_tables_give_the_claims_back(folder: Path) -> None:
    claims = synthetic.make_claims().claims
    lines = (folder / f"{NAME}.claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert tuple(Claim.model_validate_json(line) for line in lines) == claims

    table = load_claims_table()
    names = [column.name for column in table.columns]
    titles = {"s1": "水利建设", "s2": "粮食生产"}
    names_of = name_claims(claims)
    around = Surroundings("claims", claims[0], synthetic.make_transcript(), titles, names_of)
    rows = [dict(zip(names, row, strict=True)) for row in table.tabulate(claims, around)]
    with (folder / f"{NAME}.claims.csv").open(encoding="utf-8-sig", newline="") as file:
        read = [{name: arm(cell) for name, cell in row.items()} for row in DictReader(file)]
    assert read == [{name: write(cell) for name, cell in row.items()} for row in rows]

    sheet = load_workbook(folder / f"{NAME}.claims.xlsx")["claims"]
    header, *body = sheet.iter_rows(values_only=True)
    numbers = ("value", "value_high", "rounding", "base_value", "base_value_high")
    expected = [
        tuple(
            float(cell) if cell and name in numbers else write(cell) if cell == [] else cell
            for name, cell in row.items()
        )
        for row in rows
    ]
    assert list(header) == names
    assert body == expected


def test_no_cell_is_a_formula(folder: Path) -> None:
    book = load_workbook(folder / f"{NAME}.claims.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n", "b", "inlineStr"}
    assert "'=就业" in (folder / f"{NAME}.claims.csv").read_text(encoding="utf-8-sig")


def test_a_second_build_gives_the_same_bytes(tmp_path: Path) -> None:
    built = []
    for name in ("a", "b"):
        run_report(tmp_path / name, synthetic.make_lines())
        files = sorted((tmp_path / name / "report").glob("[!.]*"))
        assert len(files) == 6
        built.append([(path.name, path.read_bytes()) for path in files])
    assert built[0] == built[1]


def test_a_file_that_cannot_be_read_has_a_page_that_says_why(tmp_path: Path) -> None:
    problem = synthetic.make_problem("<b>坏</b>")
    (page,) = run_report(tmp_path, (problem,) * 5)
    assert page.problem == problem
    text = (tmp_path / "report" / "<b>坏</b>.html").read_text(encoding="utf-8")
    assert "文件是空的，请补上内容。" in text
    assert "The file is empty; give it text." in text
    assert "<b>坏" not in text


def test_a_file_of_the_same_name_costs_a_page_nothing(tmp_path: Path) -> None:
    second = synthetic.make_problem(NAME, file=f"{NAME}.docx")
    for lines in ([synthetic.make_lines(), (second,) * 5], [(second,) * 5, synthetic.make_lines()]):
        pages = run_report(tmp_path, *lines)
        assert sorted(page.problem is None for page in pages) == [False, True]
        assert "热点一" in (tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("missing", range(1, 5))
def test_where_a_later_stage_failed_the_page_shows_the_rest(tmp_path: Path, missing: int) -> None:
    lines = list(synthetic.make_lines())
    lines[missing] = synthetic.make_problem(NAME, LINE[missing])
    if LINE[missing] == "segment":
        lines[1:] = [lines[1]] * 4
    (page,) = run_report(tmp_path, tuple(lines))
    assert page.problem is not None
    assert page.characters
    text = (tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8")
    assert "The file is empty; give it text." in text
    assert "夏粮收成怎么样？" in text
    has_tables = (tmp_path / "report" / f"{NAME}.claims.csv").is_file()
    assert has_tables == (LINE[missing] in ("phrases", "classify"))


def test_tables_of_an_earlier_run_do_not_outlive_the_claims(tmp_path: Path) -> None:
    run_report(tmp_path, synthetic.make_lines())
    run_report(tmp_path, (synthetic.make_problem(NAME),) * 5)
    assert [path.name for path in sorted((tmp_path / "report").glob("[!.]*"))] == [
        "00000.jsonl",
        f"{NAME}.html",
    ]


@given(st.data())
def test_overlapping_marks_are_cut_and_none_is_lost(data: st.DataObject) -> None:
    size = len(synthetic.TEXT)
    bounds = data.draw(st.lists(st.tuples(st.integers(0, size), st.integers(0, 40)), max_size=12))
    marks = [
        Mark(start, min(size, start + length), "flag", f"f{n}", "", "")
        for n, (start, length) in enumerate(bounds)
    ]
    passages = lay_out_text(synthetic.make_transcript(), synthetic.make_segmentation(), marks)
    pieces = [piece for passage in passages for part in passage.paragraphs for piece in part.pieces]
    assert "".join(piece.text for piece in pieces) == synthetic.TEXT.replace("\n", "")
    opened = [mark for piece in pieces for mark in (*piece.opens, *piece.points)]
    assert sorted(opened) == sorted(marks)
    for mark in marks:
        covered = "".join(piece.text for piece in pieces if mark in piece.marks)
        assert covered == synthetic.TEXT[mark.start : mark.end].replace("\n", "")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("[a](javascript:x)", r"\[a\](javascript:x)"),
        ("https://a.cn <b>", r"https\://a.cn &lt;b&gt;"),
        ("# 一\n- 二", r"\# 一 - 二"),
        ("a|b*c_d`e", r"a\|b\*c\_d\`e"),
        ("2020. 7.5%", r"2020\. 7.5%"),
    ],
)
def test_markdown_stays_text(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


def test_each_part_of_a_question_has_a_line_of_its_own(tmp_path: Path) -> None:
    text = (
        "记者：今年粮食产量如何？水利建设进展怎样？\n"
        "王小明：粮食产量保持稳定，各地丰收在望。水利建设完成投资一千亿元，进展顺利。"
    )
    run_report(tmp_path, make_line(*read_file(tmp_path, text, f"{NAME}.txt"))[: len(LINE)])
    report = (tmp_path / "report" / f"{NAME}.md").read_text(encoding="utf-8")
    parts = [line for line in report.splitlines() if line.startswith("  - ")]
    assert [part[4:8] for part in parts] == ["今年粮食", "水利建设"]
    assert re.search(r"^- 王小明 ", report, re.M)


def test_records_of_pages_count_what_the_page_shows(tmp_path: Path) -> None:
    (page,) = run_report(tmp_path, synthetic.make_lines())
    assert json.loads(page.model_dump_json()) | {"characters": 0} == {
        "transcript": NAME,
        "file": f"{NAME}.txt",
        "title": synthetic.PARAGRAPHS[1][2],
        "date": "2024-07-15",
        "characters": 0,
        "sections": [
            {
                "id": "s1",
                "title": "水利建设",
                "english": "Water conservancy construction",
                "category": "infrastructure",
            },
            {"id": "s2", "title": "粮食生产", "english": "Grain production", "category": ""},
        ],
        "exchanges": [],
        "speakers": ["甲司长", "乙司长"],
        "turns": 5,
        "claims": 9,
        "contradictions": 1,
        "flags": 4,
        "problem": None,
    }


def test_a_page_of_very_many_claims_lists_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(view, "MOST_CLAIMS", 3)
    run_report(tmp_path, synthetic.make_lines())
    page = (tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8")
    reader = Reader(page)
    ids = reader.attributes("id")
    assert [name for name in ids if re.fullmatch(r"c\d+", name)] == ["c1", "c2", "c3"]
    hrefs = [
        href[1:].partition("?")[0] for href in reader.attributes("href") if href.startswith("#")
    ]
    assert set(hrefs) <= set(ids)
    assert "This page lists the first 3" in page
    assert "列出前 3 条" in (tmp_path / "report" / f"{NAME}.md").read_text(encoding="utf-8")
    table = (tmp_path / "report" / f"{NAME}.claims.jsonl").read_text(encoding="utf-8")
    assert table.count("\n") == 9


def test_a_text_that_has_nothing_to_sum_up_says_so(tmp_path: Path) -> None:
    transcript, segmentation = make_conference("问：好吗？", NAME)
    run_report(tmp_path, make_line(transcript, segmentation)[: len(LINE)])
    page = (tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8")
    for said in ("names no speaker", "No numeric claims were found", "No claims imply"):
        assert page.count(said) == 1


def test_a_section_is_of_the_category_that_half_of_it_is_of() -> None:
    found = synthetic.make_classifications()
    turns = synthetic.make_segmentation().turns
    sections = {turn.section for turn in turns}
    assert set(choose_subjects(found, turns)) <= sections
    (answer, *_) = found.answers
    one = found.model_copy(update={"answers": (answer.model_copy(update={"category": "trade"}),)})
    (section,) = (turn.section for turn in turns if turn.id == answer.turn)
    assert choose_subjects(one, turns) == {section: "trade"}


def test_the_marks_of_a_format_are_no_notice():
    transcript = synthetic.make_transcript()
    marks = tuple(r.model_copy(update={"reason": "markup"}) for r in transcript.removals)
    for removals, kinds in ((transcript.removals, 1), (marks, 0)):
        shown = transcript.model_copy(update={"removals": removals})
        cautions = list_cautions(make_line(shown))
        assert sum(caution.kind == "removal" for caution, _ in cautions) == kinds


def test_notices_that_say_the_same_are_one_line_that_opens(tmp_path: Path) -> None:
    transcript, *others = synthetic.make_lines()
    flags = tuple(f.model_copy(update={"end": f.start + 1}) for f in transcript.flags[:1]) * 40
    run_report(tmp_path, (transcript.model_copy(update={"flags": flags}), *others))
    page = (tmp_path / "report" / f"{NAME}.html").read_text(encoding="utf-8")
    shown = page[page.index('id="integrity"') : page.index('<section id="hotspots"')]
    assert '<details class="cautions"><summary>' in shown
    assert shown.count(" × 40</strong>") == 1
    assert "提示 · Flag × 40" in (tmp_path / "report" / f"{NAME}.md").read_text(encoding="utf-8")
