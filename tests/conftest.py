"""What all tests share: the real workbooks, where they are at hand."""

import re
import shutil
import subprocess
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
        changed.delenv("SSH_AUTH_SOCK", raising=False)
        yield


@pytest.fixture
def ssh_agent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """A real ssh-agent; the function gives it a key, whose private file is then removed."""
    if any(shutil.which(tool) is None for tool in ("ssh-keygen", "ssh-agent", "ssh-add")):
        pytest.skip("OpenSSH is not at hand")
    said = subprocess.run(["ssh-agent", "-s"], capture_output=True, text=True, check=True).stdout
    for name, value in re.findall(r"(SSH_\w+)=([^;]+);", said):
        monkeypatch.setenv(name, value)

    def give(key: Path) -> None:
        subprocess.run(["ssh-add", "-q", str(key)], check=True, capture_output=True)
        key.unlink()

    yield give
    subprocess.run(["ssh-agent", "-k"], capture_output=True, check=True)


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], Path]:
    """Return a function from "folder/file" to a corpus file; its test is skipped without it."""

    def find(name: str) -> Path:
        for folder in (_DATA, _CORPUS):
            if (folder / name).exists():
                return folder / name
        pytest.skip(f"the corpus file {name} is not at hand")

    return find
