import json
from pathlib import Path

import pytest

from tests.make import claims_of

EDGE = [
    json.loads(line)
    for line in Path(__file__)
    .with_name("claims_edge.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", EDGE, ids=[case["text"] for case in EDGE])
def test_quantities_of_one_sentence(case):
    found = [
        {"surface": c.text, "value": c.value, "op": c.op, "unit": c.unit}
        | ({"value_high": c.value_high} if c.value_high is not None else {})
        for c in claims_of(case["text"]).claims
    ]
    assert found == case["claims"]
