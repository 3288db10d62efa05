from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEED = ROOT / "raw" / "2021-01-26-工信部解读2020年工业通信业热点.txt"


@pytest.fixture(scope="session")
def seed_source() -> str:
    """Return the transcript that the project began with, as received."""
    return SEED.read_text(encoding="utf-8")
