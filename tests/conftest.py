"""What all tests share: the real workbooks, where they are at hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

_TESTS = Path(__file__).resolve().parent
_CORPUS = _TESTS.parent.parent / "shared" / "corpus"
_DATA = _TESTS / "data"


@pytest.fixture(scope="session", autouse=True)
def _users_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the user's own settings and register."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("SDC_DESKTOP_HOME", str(tmp_path_factory.mktemp("home")))
        changed.delenv("SDC_DESKTOP_REGISTER", raising=False)
        yield


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], Path]:
    """Return a function from "folder/file" to a corpus file; its test is skipped without it."""

    def find(name: str) -> Path:
        for folder in (_DATA, _CORPUS):
            if (folder / name).exists():
                return folder / name
        pytest.skip(f"the corpus file {name} is not at hand")

    return find
