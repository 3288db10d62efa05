import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment

import pipeline
from pipeline.clean.formats.web.parts import Parts
from pipeline.clean.lines.furniture import Furniture
from pipeline.corpus.stage import SPOKEN as OF_CORPUS
from pipeline.measure.period import word_period
from pipeline.measure.units import load_units
from pipeline.measure.words import word_number
from pipeline.publish.pages.rendering import (
    CompiledTemplates,
    Messages,
    hash_source,
    read_script,
    write_page,
)
from pipeline.search.stage import SPOKEN as OF_SEARCH

SPOKEN = (*OF_CORPUS, *OF_SEARCH)
PACKAGE = Path(pipeline.__file__).parent


UNITS = load_units()


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        ("2020", "2020年", "2020"),
        ("2020-11", "2020年11月", "Nov 2020"),
        ("2020-H1", "2020年上半年", "H1 2020"),
        ("2013/2021", "2013年—2021年", "2013 – 2021"),
        ("2021-01-29", "2021年1月29日", "29 Jan 2021"),
        ("2024-06-03", "2024年6月3日", "3 Jun 2024"),
        ("2021/", "2021年起", "from 2021"),
        ("2021-99", "2021-99", "2021-99"),
        ("十四五", "十四五", "十四五"),
    ],
)
def test_periods(period: str, zh: str, en: str) -> None:
    worded = word_period(period)
    assert (worded.zh, worded.en) == (zh, en)


@given(st.decimals(-(10**15), 10**15, places=4))
def test_numbers_are_never_rounded(value: Decimal) -> None:
    scales = {"万亿": 10**12, "亿": 10**8, "万": 10**4}
    words = word_number(f"{value:f}").zh.replace(",", "")
    scale = next((word for word in scales if words.endswith(word)), "")
    assert Decimal(words.removesuffix(scale)) * scales.get(scale, 1) == value


def find_keys(pattern: str) -> Iterator[str]:
    """Yield the message keys that templates and code use."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".html", ".md", ".py"):
            yield from re.findall(pattern, path.read_text(encoding="utf-8"))


def test_all_messages_are_complete_and_used() -> None:
    messages = Messages.load()
    kinds = ("flag_kind", "move_kind", "removal_kind")
    used = {*find_keys(r'\bt\("(\w+)"'), *find_keys(r"\b(?:plain|text)\.(\w+)\b"), *kinds}
    used |= set(find_keys(r'messages\.text\["(\w+)"\]'))
    used |= set(find_keys(r'\bhead\("(\w+)"')) | {"answer"}
    assert set(SPOKEN) <= set(messages.text)
    assert set(messages.text) <= used | set(SPOKEN)
    assert set(find_keys(r'\bt\("(\w+)"')) <= set(messages.text)
    for field in type(messages).model_fields:
        for message in getattr(messages, field).values():
            assert message.zh.strip()
            assert message.en.strip() not in ("", message.zh)
            # Only English has an ending for more than one.
            assert "{s}" not in message.en or "{count}" in message.en
            english = message.en.replace("{s}", "")
            assert re.findall(r"{\w+}", message.zh) == re.findall(r"{\w+}", english)


@pytest.mark.parametrize(
    "field", ["op", "modality", "kind", "statistic", "verdict", "apart", "role", "turn", "check"]
)
def test_every_value_of_a_field_has_its_word(field: str) -> None:
    messages = Messages.load()
    kind = type(messages).model_fields[field].annotation
    assert set(get_args(get_args(kind)[0])) == set(getattr(messages, field))


def test_every_reason_to_leave_text_out_has_its_sentence() -> None:
    reasons = {style.reason for style in Furniture.load().furniture}
    reasons |= {style.reason for style in Parts.load().part}
    reasons |= {"publication", "note_mark", "phonetic", "watermark", "line_number"}
    reasons |= {"turned_text", "outside_page", "running_head", "footnote", "comment"}
    assert reasons <= set(Messages.load().removal)


@pytest.mark.parametrize("loads", [False, True])
def test_a_page_runs_its_own_scripts_and_those_that_these_load_where_it_may(
    tmp_path: Path, loads: bool
) -> None:
    template = Environment(autoescape=True).from_string("{{ policy | safe }}")
    write_page(template, tmp_path / "a.html", {}, ["load()"], loads=loads)
    allowed = dict(
        part.split(" ", 1) for part in (tmp_path / "a.html").read_text("utf-8").split("; ")
    )
    own = [f"'sha256-{hash_source(script)}'" for script in (read_script(), "load()")]
    assert allowed["script-src"].split() == [*own, *["'strict-dynamic'"] * loads]
    assert allowed["default-src"] == allowed["base-uri"] == allowed["form-action"] == "'none'"


def test_a_template_is_kept_as_it_is_compiled_where_this_may_be(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        kept = CompiledTemplates()
        kept.directory = str(folder)
        pages = Environment(
            autoescape=True, loader=DictLoader({"a": "{{ 1 }}"}), bytecode_cache=kept
        )
        assert pages.get_template("a").render() == "1"
    assert len(list(tmp_path.iterdir())) == 1
