"""The page of hotspots: policy hotspots first, what names no subject last."""

from pipeline.corpus.index import list_places
from pipeline.corpus.timeline import make_timeline
from pipeline.records.base import Bilingual
from pipeline.records.pages import Named, Page

CATEGORIES = {
    "energy": Bilingual(zh="能源", en="Energy"),
    "procedure": Bilingual(zh="程序性内容", en="Procedure"),
}


def make_page(number: int, sections: dict[str, str], questions: dict[str, str]) -> Page:
    """Return a page with sections or questions, each with its policy hotspot."""
    places = [
        tuple(
            Named(id=f"{letter}{n}", title=title, english="", category=category)
            for n, (title, category) in enumerate(named.items(), start=1)
        )
        for letter, named in (("s", sections), ("t", questions))
    ]
    return Page(
        transcript=f"{number}", file=f"{number}.txt", title=None, date=f"2025-01-0{number}",
        characters=9, sections=places[0], exchanges=places[1], speakers=(), turns=0, claims=0,
        contradictions=0, flags=0, problem=None,
    )  # fmt: skip


BULLETIN = {"国内快讯": "", "煤炭保供": "energy"}
PAGES = [
    make_page(3, BULLETIN, {}),
    make_page(2, {**BULLETIN, "秋粮收购": ""}, {}),
    make_page(1, {}, {"电价怎么定": "energy", "请介绍情况": "procedure"}),
]
REPORTS = {page.transcript: (f"report/{page.transcript}.html", "", "") for page in PAGES}


def test_policy_hotspots_come_first_and_rubrics_last() -> None:
    headings = make_timeline(PAGES, REPORTS, CATEGORIES).headings
    assert [(title, len(places), kind) for title, places, kind, _ in headings] == [
        ("能源", 3, "category"),
        ("煤炭保供", 2, "section"),
        ("秋粮收购", 1, "section"),
        ("电价怎么定", 1, "question"),
        ("请介绍情况", 1, "question"),
        ("国内快讯", 2, "rubric"),
    ]
    assert headings[0][1] == [(0, "s2"), (1, "s2"), (2, "t1")]
    assert headings[0][3] == "Energy"


def test_the_start_page_names_subjects_before_rubrics() -> None:
    assert [named.title for named in list_places(PAGES[1])] == [
        "煤炭保供",
        "秋粮收购",
        "国内快讯",
    ]
