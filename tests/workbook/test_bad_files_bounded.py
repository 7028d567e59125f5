"""Files made to harm take little memory and time, and nothing outside of the file is opened."""

import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.reader import read_workbook
from tests.workbook.hostile import hostile_files

ROOT = Path(__file__).resolve().parents[2]
LONGEST_WAIT = 900
READ_FIRST = (
    "xl-worksheets",
    "xl-workbook",
    "xl-sharedStrings",
    "xl-_rels",
    "_rels",
    "content.xml",
)
REFUSED = (
    *(f"{kind}-in-{one}" for kind in ("laughs", "file", "web", "dtd") for one in READ_FIRST),
    *("path", "twice", "capitals", "nameless", "lying-size"),
    *("many-parts", "overlapping", "bomb.", "bomb-beside", "length-", "repeated-", "sparse"),
    *("deep-xl-workbook", "deep-xl-styles", "place", "surrogate.xlsx", "raw-surrogate"),
    *("surrogate.ods", "long.", "huge", "styles", "nested", "inside", "negative", "spaces.ods"),
    *("endless", "loop", "commas", "line", "bomb.csv"),
)


pytestmark = pytest.mark.timeout(LONGEST_WAIT + 60)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Return what became of each file in a process that may take 2 GB, by its name."""
    folder, makers = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("makers")
    with warnings.catch_warnings(action="ignore"):
        for name, data in hostile_files(makers):
            (folder / name).write_bytes(data)
    command = [sys.executable, "-m", "tests.workbook.hostile_child", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_WAIT)
    assert run.returncode == 0, run.stderr[-2000:]
    found = [json.loads(line) for line in run.stdout.splitlines()]
    return {one["name"]: one for one in found}


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
def test_every_file_ends_in_a_result_or_a_sentence(outcomes: dict[str, dict[str, Any]]) -> None:
    assert len(outcomes) > 140
    assert {name: one["faults"] for name, one in outcomes.items() if one["faults"]} == {}
    sentences = {one["sentence"] for one in outcomes.values()} - {""}
    assert all(one.endswith(".") and "Error" not in one for one in sentences)


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
def test_nothing_but_the_file_is_opened(outcomes: dict[str, dict[str, Any]]) -> None:
    assert {name: one["opened"] for name, one in outcomes.items() if one["opened"]} == {}


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not limited there")
def test_bombs_and_tricks_are_refused(outcomes: dict[str, dict[str, Any]]) -> None:
    tricks = [name for name in outcomes if name.startswith(REFUSED)]
    assert len(tricks) > 80
    assert [name for name in tricks if not outcomes[name]["sentence"]] == []


def test_a_command_in_a_text_file_stays_text_and_is_found(tmp_path: Path) -> None:
    path = tmp_path / "command.csv"
    path.write_bytes(b"Region,Young\n=cmd|' /C calc'!A0,12\n@SUM(A1),14\n")
    sheet = read_workbook(path).sheets[0]
    assert sheet.texts[1, 0] == "=cmd|' /C calc'!A0"
    assert not sheet.formulas
    assert any("formula" in one.kind or "formula" in one.message for one in inspect_file(path))
