import importlib
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin, Span

from pipeline.claims import component
from pipeline.claims.stage import find_claims
from pipeline.errors import InputError
from pipeline.language.structure.lines import load_structure
from pipeline.records.transcript import Block
from pipeline.segment.doc import make_doc
from pipeline.segment.stage import segment
from tests.make import LEXICON, TOKENIZER, make_transcript

ROOT = Path(__file__).parents[1]
DATE = "2022-08-15"
TEXT = (
    "去年，全省工业增加值同比增长６.5%，增速居全国第3位。 其中高技术产业增長9%！\n"
    "下一步，力争今年新增就业40万人；\n\n失业率控制在5.5%以内……"
)


def make_blank(**config):
    nlp = spacy.blank("zh")
    nlp.add_pipe("numeric_claims", config=config)
    return nlp


@pytest.fixture(scope="module")
def nlp():
    return make_blank(date=DATE)


def facts(doc):
    return [(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans["claims"]]


def read_parts():
    lines = re.finditer("[^\n]+", TEXT)
    blocks = tuple(Block(start=m.start(), end=m.end(), kind="paragraph") for m in lines)
    transcript = make_transcript("t", TEXT, blocks).model_copy(update={"date": DATE})
    parts = segment(transcript, load_structure(), TOKENIZER)
    return transcript, parts


def test_the_claims_are_those_of_the_stage(nlp):
    doc = nlp(TEXT)
    transcript, parts = read_parts()
    assert len(parts.turns) == 1
    told = find_claims(transcript, parts, LEXICON).claims
    same = {"transcript", "sentence", "turn", "role", "quote"}
    found = [claim.model_dump(exclude=same) for claim in doc._.claims]
    assert found == [claim.model_dump(exclude=same) for claim in told]
    assert [claim.text for claim in doc._.claims] == ["６.5%", "第3位", "9%", "40万人", "5.5%"]


def test_a_span_leads_to_its_claim(nlp):
    doc = nlp(TEXT)
    spans = doc.spans["claims"]
    assert [span._.claim for span in spans] == list(doc._.claims)
    assert facts(doc) == [(c.start, c.end, c.kind, c.id) for c in doc._.claims]
    assert doc[0:2]._.claim is None


def test_the_words_of_the_stage_give_the_same_claims(nlp):
    transcript, parts = read_parts()
    doc = make_doc(transcript, parts, nlp.vocab)
    assert doc.text == TEXT
    spans = [(span.start_char, span.end_char) for span in doc.sents]
    assert set(spans) >= {(sentence.start, sentence.end) for sentence in parts.sentences}
    words = [
        len(word)
        for sentence in parts.sentences
        for word in doc.char_span(sentence.start, sentence.end)
    ]
    assert words == [length for sentence in parts.sentences for length in sentence.tokens]
    doc = nlp.get_pipe("numeric_claims")(doc)
    assert doc._.claims == nlp(TEXT)._.claims
    for span in doc.spans["claims"]:
        assert span._.claim.text in span.text


def test_a_span_takes_in_the_whole_of_the_tokens_that_it_touches():
    nlp = make_blank()
    doc = Doc(nlp.vocab, words=["产量", "增长", "了5%左右", "。"], spaces=[False] * 4)
    doc = nlp.get_pipe("numeric_claims")(doc)
    assert [span.text for span in doc.spans["claims"]] == ["了5%左右"]
    assert [(claim.start, claim.end) for claim in doc._.claims] == [(5, 7)]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "没有数字。", "5", "😀５％\x00"])
def test_little_or_nothing_to_find(nlp, text):
    doc = nlp(text)
    assert doc.text == text
    assert len(doc.spans["claims"]) == len(doc._.claims)


def test_a_doc_that_the_component_did_not_see_has_no_claims(nlp):
    assert nlp.make_doc("增长5%")._.claims == ()


def test_times_are_resolved_against_the_date_of_the_doc_or_else_of_the_component(nlp):
    def period(nlp, date=None):
        doc = nlp.make_doc("去年出口增长3%。")
        doc._.date = date
        return nlp(doc)._.claims[0].period

    assert period(nlp) == "2021"
    assert period(nlp, "2020-03-01") == "2019"
    assert period(make_blank()) is None


@pytest.mark.parametrize("date", ["2022年", "2022-13-01", "20220815", "", 2022])
def test_a_date_that_is_none(nlp, date):
    doc = nlp.make_doc("去年出口增长3%。")
    doc._.date = date
    with pytest.raises(InputError, match="write it as 2021-01-26"):
        nlp(doc)


def test_a_wrong_date_in_the_configuration():
    with pytest.raises(InputError, match="2021-02-30"):
        make_blank(date="2021-02-30")


@pytest.mark.parametrize("processes", [1, 2])
def test_pipe(nlp, processes):
    texts = ["出口增长3%。", "", TEXT]
    docs = list(nlp.pipe(texts, n_process=processes, batch_size=2))
    assert [facts(doc) for doc in docs] == [facts(nlp(text)) for text in texts]
    assert [doc._.claims for doc in docs] == [nlp(text)._.claims for text in texts]


def test_the_pipeline_can_be_stored(nlp, tmp_path):
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert loaded(TEXT)._.claims == nlp(TEXT)._.claims
    assert make_blank(date=DATE).from_bytes(nlp.to_bytes())(TEXT)._.claims == nlp(TEXT)._.claims


def test_a_doc_can_be_stored_with_its_claims(nlp):
    doc = nlp(TEXT)
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (loaded,) = DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab)
    assert facts(loaded) == facts(doc)
    assert [span._.claim for span in loaded.spans["claims"]] == list(doc._.claims)


def test_extensions_of_others_are_not_overwritten(nlp):
    importlib.reload(component)
    assert nlp("增长5%")._.claims
    ours = Span.remove_extension("claim")
    Span.set_extension("claim", default="theirs")
    try:
        with pytest.raises(ValueError, match="claim"):
            component.register_extensions()
    finally:
        Span.remove_extension("claim")
        Span.set_extension("claim", getter=ours[2])


def test_the_example_of_the_readme_with_the_project_installed(tmp_path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    info = tmp_path / f"{project['name']}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    (info / "entry_points.txt").write_text(
        "".join(
            f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
            for group, entries in project["entry-points"].items()
        )
    )
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (code,) = (block for block in blocks if "spacy" in block)
    said = code.splitlines()[-1].removeprefix("# ")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )
    assert run.stdout.strip() == said, run.stderr
