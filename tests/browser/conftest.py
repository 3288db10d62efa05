"""The pages that the browser reads, made once."""

from pathlib import Path

import pytest

from tests import synthetic
from tests.batches import run_corpus
from tests.browser import make_told
from tests.synthetic import NAME
from tests.work_reports import ELSEWHERE, PLAN, REVIEW

DISAGREEING = (
    "2025-02-20-再说", "2025年江西省就业<script>alert(5)</script>发布会",
    "2024年，粮食总产量2100万吨。“<img src=x onerror=alert(6)>”指标基站达到5万个。"
    "2024年，“<img src=x onerror=alert(6)>”指标基站达到6万个。",
)  # fmt: skip


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    results = tmp_path_factory.mktemp("results")
    earlier = synthetic.make_lines("2023-07-15-示例", date="2023-07-15")
    told = [make_told(*words) for words in (PLAN, REVIEW, ELSEWHERE, DISAGREEING)]
    run_corpus(results, synthetic.make_lines(), earlier, (synthetic.make_problem("坏"),) * 5, *told)
    return results


@pytest.fixture(scope="session")
def report(results: Path) -> Path:
    return results / "report" / f"{NAME}.html"
