"""Cleans texts and files in this process, and asks that nothing is lost of them."""

import pytest

from pipeline.clean.formats.readers import read_source
from pipeline.clean.formats.reading import Reading
from pipeline.clean.lines.normalise import UNSEEN
from pipeline.clean.stage import clean_text, load_knowledge
from pipeline.errors import Rejected

KNOWLEDGE = load_knowledge()
TEXT = "记者：请问今年的工业运行情况如何？\n田玉龙：总体平稳，增加值增长百分之五。\n" * 3


def code_of(data, suffix):
    """The code of the reason for which a file is refused, which is said in both languages."""
    with pytest.raises(Rejected) as reason:
        read_source(data, suffix)
    assert reason.value.message.zh and reason.value.message.en
    return reason.value.code


def clean(source, left_out=()):
    reading = Reading(source, left_out=tuple(left_out))
    return clean_text(reading, frozenset({"工业热点"}), KNOWLEDGE)


def is_seen(character):
    return not character.isspace() and UNSEEN.match(character) is None


def check_nothing_is_lost(source, left_out=()):
    """Every character that can be seen is in the text or in a removal, once and unchanged."""
    assembly, removals = clean(source, left_out)
    assert removals == sorted(removals, key=lambda r: r.source_start)
    times = [0] * len(source)
    for run in assembly.runs:
        end = run.source_start + run.end - run.start
        assert assembly.text[run.start : run.end] == source[run.source_start : end]
        for at in range(run.source_start, end):
            times[at] += 1
    for removal in removals:
        assert source[removal.source_start : removal.source_end] == removal.text
        for at in range(removal.source_start, removal.source_end):
            times[at] += 1
    for character, count in zip(source, times, strict=True):
        assert count == 1 if is_seen(character) else count <= 1
    assert [run.start for run in assembly.runs] == sorted(run.start for run in assembly.runs)
    covered = sum(run.end - run.start for run in assembly.runs)
    between = len(assembly.text) - covered
    assert between == max(0, len(assembly.places) - 1)
    lines = assembly.text.split("\n") if assembly.text else []
    assert [assembly.text[start:end] for start, end in assembly.places] == lines
    for flag in (*assembly.flags, *assembly.moves):
        assert 0 <= flag.start <= flag.end <= len(assembly.text)


def read(data, suffix):
    """Return the clean text of a file, and the pieces that were removed with their reasons."""
    source = read_source(data, suffix)
    check_nothing_is_lost(source.text, source.left_out)
    assembly, removals = clean(source.text, source.left_out)
    return assembly.text, [(r.reason, r.text) for r in removals]
