"""Whole transcripts in every style that is supported, from the file to its turns."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.clean.stage import load_knowledge
from pipeline.errors import Rejected
from pipeline.language.tokenizer import Tokenizer, load_terms
from tests.every_stage import read_file, read_written
from tests.styles import load_styles, write_file

KNOWLEDGE = load_knowledge()
TOKENIZER = Tokenizer(load_terms())
STYLES = load_styles("read")


@pytest.mark.parametrize("style", STYLES, ids=[style.name for style in STYLES])
def test_a_style_is_read_as_it_is_meant(style, tmp_path):
    transcript, found = read_written(write_file(style, tmp_path))
    questions = [turn.id for turn in found.turns if turn.kind == "question"]
    assert [
        (
            turn.kind,
            turn.speaker,
            turn.role,
            tuple(questions.index(question) + 1 for question in turn.answers),
            transcript.text[turn.start : turn.start + len(expected[-1])],
        )
        for turn, expected in zip(found.turns, style.turns, strict=True)
    ] == list(style.turns)
    assert tuple(section.title for section in found.sections) == style.sections
    assert {field: getattr(transcript, field) for field in style.front} == style.front


@pytest.mark.parametrize("style", STYLES, ids=[style.name for style in STYLES])
def test_nothing_of_a_whole_text_is_moved_or_in_doubt(style, tmp_path):
    transcript, found = read_written(write_file(style, tmp_path))
    assert transcript.moves == ()
    codes = {flag.code for flag in (*transcript.flags, *found.flags)}
    joined = {"text_joined", "lines_joined"} if style.file.endswith(".pdf") else set()
    assert codes <= {"no_sections", "no_questions", "speaker_inferred"} | joined


def test_styles_kept_apart_are_read_as_well(tmp_path):
    right = wanted = 0
    for style in load_styles("apart"):
        transcript, found = read_written(write_file(style, tmp_path))
        said = [
            (turn.kind, turn.speaker, turn.role, transcript.text[turn.start : turn.end])
            for turn in found.turns
        ]
        wanted += len(style.turns)
        right += sum(
            any(turn[:3] == (kind, speaker, role) and turn[3].startswith(begin) for turn in said)
            for kind, speaker, role, _, begin in style.turns
        )
    assert right >= 0.85 * wanted


PIECES = st.sampled_from(
    [
        *{line for style in STYLES for line in style.text.split("\n")},
        *(
            "（掌声）",
            "10:05:12",
            "[10:05]",
            "记者",
            "张明",
            "一1、？",
            "Q1",
            "赵局长：",
            "：",
            "##",
        ),
        *(
            "1. 是什么？",
            "2. 为什么？",
            "热点九九：",
            "（一）",
            "“",
            "三是好。",
            "网友“甲”：",
            "\ufffd",
        ),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=14).map("\n".join)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_any_text_is_read_in_order_and_whole(tmp_path, text):
    try:
        transcript, found = read_file(tmp_path, text)
    except Rejected:
        return
    at = 0
    turns = {turn.id: turn for turn in found.turns}
    for turn in found.turns:
        assert at <= turn.start < turn.end <= len(transcript.text)
        at = turn.end
        assert all(turns[asked].kind == "question" for asked in turn.answers)
        assert all(turns[asked].end <= turn.start for asked in turn.answers)
    names = [speaker.name for speaker in found.speakers]
    assert len(names) == len(set(names))
    assert {turn.speaker for turn in found.turns} - {None} == set(names)
    roles = {speaker.name: speaker.role for speaker in found.speakers}
    assert all(turn.role == roles[turn.speaker] for turn in found.turns if turn.speaker)
    for flag in found.flags:
        assert 0 <= flag.start <= flag.end <= len(transcript.text)


def test_speakers_have_one_identity_with_office_and_organisation(tmp_path):
    office = next(style for style in STYLES if style.name.startswith("information office:"))
    _, found = read_file(tmp_path, office.text)
    assert [(s.name, s.role, s.organisation, s.office) for s in found.speakers] == [
        ("陈文俊", "host", "国务院新闻办公室", "新闻局副局长、新闻发言人"),
        ("张明", "official", "海滨省水利厅", "厅长"),
        ("新华社记者", "reporter", "新华社", None),
        ("李华", "official", "海滨省水利厅", "规划司司长"),
        ("红网记者", "reporter", "红网", None),
    ]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "主持人：今天我们邀请到海滨省水利厅厅长张明先生。\n张明：好。\n张厅长：对。\n张明厅长：是。",
            [("张明", "official", "海滨省水利厅", "厅长", ("张厅长", "张明厅长"))],
        ),
        (
            "海滨省水利厅厅长张明：好。\n海滨省教育厅厅长张华：好。\n张厅长：对。",
            [
                ("张明", "official", "海滨省水利厅", "厅长", ("海滨省水利厅厅长张明",)),
                ("张华", "official", "海滨省教育厅", "厅长", ("海滨省教育厅厅长张华",)),
                ("张厅长", "official", None, None, ()),
            ],
        ),
        (
            "出席发布会的有：\n张 明，海滨省水利厅厅长。\n记者：如何？\n张明：好。",
            [("张明", "official", "海滨省水利厅", "厅长", ())],
        ),
        (
            "记者：一？\n张明（海滨省水利厅厅长）：好。\n记者：二？\n张明：好。\n记者 李华：三？",
            [
                ("张明", "official", "海滨省水利厅", "厅长", ("张明（海滨省水利厅厅长）",)),
                ("李华", "reporter", None, None, ("记者 李华",)),
            ],
        ),
        (
            "《海滨日报》记者：一？\n张明：好。\n海滨日报记者：二？\n海滨日报 记者 李华：三？",
            [
                ("《海滨日报》记者", "reporter", "海滨日报", None, ("海滨日报记者",)),
                ("张明", "official", None, None, ()),
                ("李华", "reporter", "海滨日报", "记者", ("海滨日报 记者 李华",)),
            ],
        ),
    ],
)
def test_identities(text, speakers, tmp_path):
    _, found = read_file(tmp_path, text)
    assert [
        (s.name, s.role, s.organisation, s.office, s.aliases) for s in found.speakers
    ] == speakers


def test_questions_answered_together_are_bounded(tmp_path):
    text = "记者：一？\n" * 50 + "张明：好。\n" * 50
    _, found = read_file(tmp_path, text)
    assert {len(turn.answers) for turn in found.turns if turn.kind == "answer"} == {30}


@pytest.mark.parametrize(
    "listed",
    [
        "张明：海滨省水利厅厅长\n李华：海滨省水利厅规划司司长",
        "出席委員：張明議員（主席）、李華議員",
    ],
)
def test_who_takes_part_says_nothing_above_the_first_words(listed, tmp_path):
    text = f"{listed}\n主持人：各位记者朋友，大家好。\n记者：如何？\n张明：工程进展顺利。"
    _, found = read_file(tmp_path, text)
    spoken = [turn for turn in found.turns if turn.speaker or turn.kind != "narration"]
    assert len(spoken) == 3
