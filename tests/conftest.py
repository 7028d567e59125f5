"""What all tests share: the real workbooks, where they are at hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

_TESTS = Path(__file__).resolve().parent
_CORPUS = _TESTS.parent.parent / "shared" / "corpus"
_DATA = _TESTS / "data"


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], Path]:
    """Return a function from "folder/file" to a corpus file; its test is skipped without it."""

    def find(name: str) -> Path:
        for folder in (_DATA, _CORPUS):
            if (folder / name).exists():
                return folder / name
        pytest.skip(f"the corpus file {name} is not at hand")

    return find
