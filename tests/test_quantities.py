"""What is found in the kinds of quantities of quantities.toml."""

import tomllib
from pathlib import Path

import pytest

from pipeline.records.claims import Claim
from tests.make import claims_of

KINDS = tomllib.loads(
    Path(__file__).with_suffix(".toml").with_stem("quantities").read_text("utf-8")
)


def write(claim: Claim) -> str:
    """Return a claim as the file has it."""
    value = claim.value
    if claim.value_high is not None:
        value = f"{value}–{claim.value_high}"
    op = "" if claim.op in ("eq", "range") else f"{claim.op} "
    return f"{op}{value} {claim.unit}"


@pytest.mark.parametrize(
    ("text", "found"),
    [case for kind in KINDS.values() for case in kind.items()],
    ids=[f"{kind}: {text}" for kind, cases in KINDS.items() for text in cases],
)
def test_kinds_of_quantities(text, found):
    assert [write(claim) for claim in claims_of(text).claims] == found
