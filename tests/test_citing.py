"""Citations for reference managers, and names of claims that stay."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.citations.stage import main
from pipeline.publish.citing import Work, write_bibtex, write_csl, write_ris
from pipeline.publish.permalinks import name_claims
from tests import synthetic
from tests.make import make_claims, write_stages

HOSTILE = 'x}, url = {http://evil},\r\nER  - \r\nTY  - \\input{/x} $1% #&_~^ "]}, {"id": 1}'
FIELD = re.compile(r"  (title|author|publisher|year|date|url|abstract|note) = \{.*\},")
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WORKS = st.builds(
    Work, st.just("k1"), TEXT, TEXT, TEXT, st.sampled_from(["", "2021-01-26"]), TEXT, TEXT, TEXT
)


def balances(entry: str) -> bool:
    """Tell whether braces are closed as TeX counts them, at the end and not before."""
    depth = 0
    bare = re.sub(r"\\.", "", entry)
    for place, sign in enumerate(bare):
        depth += (sign == "{") - (sign == "}")
        if depth == 0 and sign == "}":
            return place == len(bare.rstrip("\n")) - 1
    return False


@given(work=WORKS)
def test_any_text_stays_in_its_field(work: Work) -> None:
    entry = write_bibtex(work)
    assert balances(entry)
    for line in entry.splitlines()[1:-1]:
        assert re.fullmatch(
            r"  (title|author|publisher|year|date|url|abstract|note) = \{.*\},", line
        )
    for line in write_ris(work).split("\r\n")[:-1]:
        assert re.match(r"[A-Z][A-Z0-9]  - ", line)
    assert write_ris(work).count("\r\nER  - ") == 1
    item = json.loads(write_csl(work))
    assert item["id"] == "k1"
    assert "\n" not in write_csl(work)


def test_hostile_text_is_text() -> None:
    work = Work("k1", HOSTILE, HOSTILE, HOSTILE, "2021-01-26", HOSTILE, HOSTILE, HOSTILE)
    assert balances(write_bibtex(work))
    assert "url =" not in [line.strip()[:5] for line in write_bibtex(work).splitlines()]
    assert write_ris(work).count("\r\nTY  - ") == 0
    assert json.loads(write_csl(work))["title"].startswith("x}, url")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://例.cn/a b?x=1&y={2}", "https://%E4%BE%8B.cn/a%20b?x=1&y=%7B2%7D"),
        ("javascript:alert(3)", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_cited(url: str, kept: str) -> None:
    work = Work("k1", "题", "", "", "", url, "", "")
    assert work.address == kept
    assert ("url = " in write_bibtex(work)) == ("UR  - " in write_ris(work)) == bool(kept)


def test_a_name_stays_when_another_claim_is_found_before_it() -> None:
    first, second, again = make_claims({"quote": "甲。"}, {"quote": "乙。"}, {"quote": "乙。"})
    alone = name_claims([second])
    both = name_claims([first, second, again])
    assert alone["c2"] == both["c2"]
    assert len(set(both.values())) == 3
    assert both["c3"] == f"{both['c2']}-2"
    elsewhere = second.model_copy(update={"transcript": "另"})
    assert name_claims([elsewhere])["c2"] != alone["c2"]


def test_every_transcript_and_claim_can_be_cited(tmp_path: Path) -> None:
    found, bad = synthetic.make_claims(), synthetic.make_problem("坏")
    read = (synthetic.make_transcript(), found), (bad, bad)
    given = write_stages(tmp_path, *read, stages=("clean", "claims"))
    main([*given, "--output", str(tmp_path / "cited")])
    items = json.loads((tmp_path / "cited" / "claims.json").read_text(encoding="utf-8"))
    assert [item["id"] for item in items] == list(name_claims(found.claims).values())
    assert items[0]["abstract"] == found.claims[0].quote
    assert f"#{items[0]['id']}" in items[0]["note"]
    (whole,) = json.loads((tmp_path / "cited" / "transcripts.json").read_text(encoding="utf-8"))
    assert whole["issued"] == {"date-parts": [[2024, 7, 15]]}
    assert "URL" not in whole
    bib = (tmp_path / "cited" / "claims.bib").read_text(encoding="utf-8")
    assert bib.count("@misc{k") == len(items)
    ris = (tmp_path / "cited" / "claims.ris").read_bytes()
    assert ris.count(b"ER  - ") == len(items)
    main([*given, "--output", str(tmp_path / "again")])
    for path in (tmp_path / "cited").glob("[!.]*"):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()


def test_without_transcripts_the_files_are_empty_lists(tmp_path: Path) -> None:
    main(["--output", str(tmp_path)])
    assert json.loads((tmp_path / "claims.json").read_text(encoding="utf-8")) == []
    assert (tmp_path / "claims.bib").read_text(encoding="utf-8") == ""
