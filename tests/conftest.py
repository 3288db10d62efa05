from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.chromium import PROGRAM, Chromium

# How fast an example is says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).parents[1]
SEED = ROOT / "raw" / "2021-01-26-工信部解读2020年工业通信业热点.txt"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="rewrite the expected files")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Return a check that a text is as the expected file has it; --golden rewrites the file."""

    def check(expected: Path, made: str) -> None:
        if request.config.getoption("--golden"):
            expected.parent.mkdir(exist_ok=True)
            expected.write_text(made, encoding="utf-8", newline="\n")
        assert made == expected.read_text(encoding="utf-8")

    return check


@pytest.fixture(scope="session")
def seed_source() -> str:
    """Return the transcript that the project began with, as received."""
    return SEED.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """Return a browser with a window of 1280 × 900; a test that changes it sets it back."""
    if not PROGRAM:
        pytest.skip("no Chromium is installed")
    with Chromium() as browser:
        browser.set_screen(1280, 900)
        yield browser
