"""Every reason why a name is not taken has its sentence."""

from typing import get_args

from pipeline.inventory import RefusalCode
from pipeline.knowledge import load_message_file
from pipeline.problems.stage import MESSAGES


def test_each_refusal_has_a_sentence_in_both_languages() -> None:
    messages = load_message_file(MESSAGES)
    assert {*get_args(RefusalCode), "no_claims"} == set(messages)
    assert all(message.zh and message.en for message in messages.values())
