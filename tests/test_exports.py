import gzip
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from conllu import parse
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.exports.conllu import flatten, write_conllu
from pipeline.exports.stage import main
from pipeline.exports.tei import NAMESPACE, XML, TeiDocument, replace_unwritable
from pipeline.records.base import Record
from pipeline.records.claims import TranscriptClaims
from pipeline.records.segmentation import Segmentation, Sentence
from pipeline.records.transcript import Transcript
from pipeline.stages import Line
from tests import synthetic
from tests.conftest import ROOT, SEED
from tests.every_stage import load_stages, read_file
from tests.make import write_stages
from tests.synthetic import NAME

SCHEMA = ROOT / "tests" / "schemas" / "tei_all.rng.gz"
WORD = rb"(\p{L}|\p{N}|\p{P}|\p{S})+"
TEI = f"{{{NAMESPACE}}}"


def export(results: Path, *lines: Sequence[Record]) -> Path:
    """Export what three stages made of files."""
    main([*write_stages(results, *lines), f"--output={results / 'exports'}"])
    return results / "exports"


@pytest.fixture(scope="module")
def records() -> tuple[Transcript, Segmentation, TranscriptClaims]:
    """What the three stages make of the first transcript."""
    line = load_stages().make(SEED)
    assert isinstance(line, Line)
    return line.clean, line.segment, line.claims


@pytest.fixture(scope="module")
def exports(
    tmp_path_factory: pytest.TempPathFactory,
    records: tuple[Transcript, Segmentation, TranscriptClaims],
) -> Path:
    """The exports of the first transcript."""
    return export(tmp_path_factory.mktemp("results"), records)


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    """The schema of TEI P5, all modules.

    Its pattern of a word names classes of Unicode, which libxml2 does not know Chinese
    characters to be in; what it means is that there is no white space.
    """
    text = gzip.decompress(SCHEMA.read_bytes())
    assert WORD in text
    return etree.RelaxNG(etree.fromstring(text.replace(WORD, rb"\S+")))


HOSTILE = "a\x00]]>&<b \ufffe\t"


def write_hostile() -> str:
    """Return the synthetic transcript with names that are markup and no XML."""
    transcript = synthetic.make_transcript(file=HOSTILE, title=HOSTILE, publisher=HOSTILE, url="")
    claims = [
        claim.model_copy(update={"indicator": HOSTILE, "unit": HOSTILE})
        for claim in synthetic.make_claims().claims
    ]
    return TeiDocument(transcript, synthetic.make_segmentation(), claims).write()


def test_tei_fits_its_schema(exports: Path, schema: etree.RelaxNG) -> None:
    (path,) = (exports / "tei").iterdir()
    empty = Segmentation(transcript=NAME)
    for text in (
        path.read_text(encoding="utf-8"),
        write_hostile(),
        TeiDocument(synthetic.make_transcript(), empty, ()).write(),
        TeiDocument(synthetic.make_transcript(blocks=(), date=None), empty, ()).write(),
    ):
        document = etree.fromstring(text.encode())
        assert schema.validate(document), schema.error_log.last_error
        document.find(f".//{TEI}body").append(etree.Element(f"{TEI}utterance"))
        assert not schema.validate(document)


def test_tei_holds_every_character_of_the_text_where_it_says(
    exports: Path, records: tuple[Transcript, Segmentation, TranscriptClaims]
) -> None:
    text = records[0].text
    (path,) = (exports / "tei").iterdir()
    body = etree.parse(path).find(f".//{TEI}body")
    placed = [element for element in body.iter() if element.get("n")]
    for element in placed:
        start, end = map(int, element.get("n").split(":"))
        said = "".join(element.itertext())
        within = text[start:end]
        assert said == ("".join(within.split("\n")) if element.tag == f"{TEI}u" else within)
        if "source" not in element.attrib:
            assert element.tag in (f"{TEI}u", f"{TEI}head", f"{TEI}measure")
            continue
        sources = [piece.partition(":")[2].split(",") for piece in element.get("source").split()]
        read = "".join(records[0].source[int(a) : int(b)] for a, b in sources)
        assert "".join(read.split()) == "".join(text[start:end].split())
    assert "".join("".join(body.itertext()).split()) == "".join(text.split())


def test_tei_marks_claims_and_speakers(
    exports: Path, records: tuple[Transcript, Segmentation, TranscriptClaims]
) -> None:
    _, segmentation, claims = records
    (path,) = (exports / "tei").iterdir()
    document = etree.parse(path)
    measures = {m.get(f"{XML}id"): m for m in document.iter(f"{TEI}measure")}
    assert set(measures) == {claim.id for claim in claims.claims}
    for claim in claims.claims:
        assert measures[claim.id].text == claim.text
        assert measures[claim.id].get("quantity") == claim.value
    ids = {element.get(f"{XML}id") for element in document.iter() if element.get(f"{XML}id")}
    assert {turn.id for turn in segmentation.turns} <= ids
    pointers = [
        pointer
        for element in document.iter()
        for name in ("who", "corresp", "ana")
        for pointer in element.get(name, "").split()
    ]
    assert len(pointers) > len(segmentation.turns)
    assert {pointer.removeprefix("#") for pointer in pointers} <= ids


def test_a_heading_that_runs_into_its_paragraph_is_said_once(tmp_path: Path) -> None:
    points = (
        "（一）水质良好。优良断面占95%。",
        "（二）空气变好。优良318天。",
        "（三）土壤安全。利用率93%。",
    )
    text = "\n".join(("工作情况如下。", *points))
    transcript, segmentation = read_file(tmp_path, text)
    written = TeiDocument(transcript, segmentation, ()).write()
    body = etree.fromstring(written.encode()).find(f".//{TEI}body")
    assert "".join("".join(body.itertext()).split()) == "".join(transcript.text.split())
    heads = [head.findtext(f"{TEI}seg") for head in body.iter(f"{TEI}head")]
    assert heads == ["（一）水质良好。", "（二）空气变好。", "（三）土壤安全。"]
    assert not list(body.iter(f"{TEI}note"))


def test_overlapping_claims_leave_one_mark_and_all_words() -> None:
    claims = synthetic.make_claims().claims
    wide = claims[0].model_copy(update={"id": "wide", "start": claims[0].start - 1})
    text = TeiDocument(
        synthetic.make_transcript(), synthetic.make_segmentation(), (*claims, wide)
    ).write()
    document = etree.fromstring(text.encode())
    ids = [measure.get(f"{XML}id") for measure in document.iter(f"{TEI}measure")]
    assert "wide" in ids and "c1" not in ids and len(ids) == len(claims)
    assert "上半年完成水利投资约3200亿元，同比" in "".join(document.itertext())


@given(st.text())
def test_any_text_is_well_formed_xml(text: str) -> None:
    element = etree.fromstring(
        f"<a>{replace_unwritable(text).replace('&', '').replace('<', '')}</a>"
    )
    assert element.tag == "a"


def test_conllu_is_read_by_its_parser(
    exports: Path, records: tuple[Transcript, Segmentation, TranscriptClaims]
) -> None:
    transcript, segmentation, _ = records
    (path,) = (exports / "conllu").iterdir()
    sentences = parse(path.read_text(encoding="utf-8"))
    assert [s.metadata["sent_id"] for s in sentences] == [s.id for s in segmentation.sentences]
    for sentence, record in zip(sentences, segmentation.sentences, strict=True):
        check_rules(sentence)
        for word in sentence:
            start, end = int(word["misc"]["CharStart"]), int(word["misc"]["CharEnd"])
            assert transcript.text[start:end] == word["form"]
        start, end = sentence[0]["misc"]["CharStart"], sentence[-1]["misc"]["CharEnd"]
        said = transcript.text[int(start) : int(end)]
        assert said == transcript.text[record.start : record.end].strip()
        assert sentence.metadata["text"] == " ".join(said.split())


def check_rules(sentence: object) -> None:
    """Check what the format's documentation asks of words and their text."""
    text = sentence.metadata["text"]
    built = ""
    for number, word in enumerate(sentence, start=1):
        assert word["id"] == number
        assert word["form"] and not re.search(r"\s", word["form"])
        keys = list(word["misc"])
        assert keys == sorted(keys, key=str.lower)
        built += word["form"] + " " * ("SpaceAfter" not in word["misc"])
    assert built.rstrip() == text
    assert text == text.strip()


@given(st.lists(st.sampled_from(["水", "利 ", "\t", "\u2028", " \u3000", "3.5", "_", "#"])))
def test_conllu_keeps_its_lines_whatever_the_words_are(words: list[str]) -> None:
    text = "甲" + "".join(words)
    lengths = [len(piece) for word in ("甲", *words) for piece in re.split(r"(\s+)", word) if piece]
    sentence = Sentence(
        id="x1", turn="t1", section=None, paragraph=0, tokens=lengths, start=0, end=len(text)
    )
    segmentation = synthetic.make_segmentation().model_copy(update={"sentences": (sentence,)})
    transcript = synthetic.make_transcript(text=text, runs=())
    lines = list(write_conllu(transcript, segmentation))
    (parsed,) = parse("\n".join(lines) + "\n")
    check_rules(parsed)
    spaced = [word for word in parsed if "SpaceAfter" not in word["misc"]]
    assert len(spaced) == len(re.findall(r"\S(?=\s)", text))
    assert all(line.count("\t") == 9 for line in lines if line and not line.startswith("# "))
    assert [line for line in lines if line.splitlines() != [line]] == [""]


def test_conllu_comments_are_one_line() -> None:
    assert flatten("断\n# sent_id = x") == "断\ufffd# sent_id = x"


def test_what_has_no_structure_is_left_out_and_what_has_no_claims_is_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = synthetic.make_problem("坏")
    whole = synthetic.make_transcript(), synthetic.make_segmentation()
    late = synthetic.make_problem(NAME, "claims")
    folder = export(tmp_path, (*whole, late), (problem,) * 3)
    assert [p.name for p in sorted(folder.rglob("*.*"))] == [f"{NAME}.conllu", f"{NAME}.xml"]
    assert "1 transcripts exported" in capsys.readouterr().err
