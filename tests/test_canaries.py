"""A whole check of a workbook full of canaries leaves none of the withheld ones anywhere.

Searched are all files in the home folder, in the folder for temporary files and beside the results:
workbooks, records, reports, journals, logs, settings, the register and what was printed.
"""

import json
import os
import sqlite3
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.canaries import SMALL, THRESHOLD, found_in, write_canaries

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "data" / "records" / "suppress" / "record" / "report.pdf"
PLACES = ("HOME", "TMPDIR", "TEMP", "TMP", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtGui import QGuiApplication
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.dialogs.review_choice_dialog import ReviewChoice
from sdc_desktop.gui.dialogs.save_wish import SaveWish
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow
from sdc_desktop.register.policies import load_policy

source, work, policy = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
store = SettingsStore(work / "home")
application = make_application(store)
window = MainWindow(store)
window.show()

def settle():
    while window.is_working or window.access.is_writing or window.register.is_looking:
        application.processEvents()

window.begin([source])
settle()
bench = window.workbench
bench.document.set_policy(load_policy(policy).with_parameters({}))
settle()
print("findings", len(bench.document.assessment.findings))
window.can.protect.trigger()
settle()
window.can.undo.trigger()
settle()
window.can.redo.trigger()
settle()
for cell in list(bench.document.published.markers):
    bench.go_to(cell)
    application.processEvents()
out, record, key = work / "out.xlsx", work / "record", work / "key"
wish = SaveWish(out, record, "Ann", key, True, "nine lives of a cat")
bench.saving.save(wish)
settle()
bench.saving.result.close()
window.can.register.trigger()
settle()
window.register.dialog.export(work / "log.json")
window.register.dialog.close()
window.review.look(ReviewChoice(work / "record", work / "out.xlsx", source))
settle()
page = window.review.page
print("review", page is not None)
page.decision.setCurrentIndex(page.decision.findData("approve"))
page.signature.who.setText("Bob")
page.signature.key.setCurrentIndex(page.signature.key.findData("new"))
for line in (page.signature.passphrase, page.signature.again):
    line.setText("nine lives of a cat")
page.accept_button.click()
settle()
print("signed", window.review.result is not None)
window.can.close_check.trigger()
settle()
(work / "clipboard.txt").write_text(QGuiApplication.clipboard().text() or "empty")
window.close()
"""


def withheld_in(record: Path, numbers: dict[str, int]) -> set[int]:
    """Return the numbers of the cells that a record says are withheld."""
    document = json.loads((record / "record.json").read_bytes())
    cells = {
        cell
        for action in document["actions"]
        if action["do"] == "withhold"
        for run in action["cells"]
        for cell in run["cells"]
    }
    return {numbers[cell] for cell in cells}


def policy_in(folder: Path) -> Path:
    """Write a policy under which the smaller canaries are unsafe."""
    path = folder / "canaries.toml"
    lines = (
        'id = "canaries"',
        'version = "1"',
        'title = "Canaries"',
        'source = "made up"',
        "[counts]",
        f'unsafe = "< {THRESHOLD}"',
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    (folder / "home").mkdir(parents=True)
    return folder


def run(work, words, name):
    """Run the program with all its places below one folder; keep what it prints."""
    places = {place: str(work) for place in PLACES} | {"SDC_DESKTOP_HOME": str(work / "home")}
    environment = {**os.environ, **places, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
    )
    (work / f"{name}.out.txt").write_text(done.stdout)
    (work / f"{name}.err.txt").write_text(done.stderr)
    return done


@pytest.mark.skipif(sys.platform == "win32", reason="the folders are named by other variables")
def test_a_check_in_the_window_leaves_no_canary(tmp_path, work):
    numbers = write_canaries(tmp_path / "source" / "in.xlsx")
    words = ("-c", WINDOW, tmp_path / "source" / "in.xlsx", work, policy_in(tmp_path))
    done = run(work, words, "window")
    assert done.returncode == 0, done.stderr
    assert "review True\nsigned True" in done.stdout
    withheld = withheld_in(work / "record", numbers)
    assert len(withheld) >= 6
    assert set(SMALL) <= withheld
    names = {path.name for path in work.rglob("*") if path.is_file()}
    assert {"register.sqlite", "settings.json", "log.json", "review-2.json", "out.xlsx"} <= names
    assert found_in(work, withheld, besides=tmp_path / "source") == []


@pytest.mark.skipif(sys.platform == "win32", reason="the folders are named by other variables")
def test_a_check_on_the_command_line_leaves_no_canary(tmp_path, work):
    source = tmp_path / "source" / "in.xlsx"
    numbers = write_canaries(source)
    policy = ("--policy", policy_in(tmp_path))
    out, record, key = work / "out.xlsx", work / "record", work / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    program = ("-m", "sdc_desktop")
    saved = ("--out", out, "--record", record, "--key", key)
    done = run(work, (*program, "protect", source, *policy, *saved, "--json"), "protect")
    assert done.returncode == 0, done.stderr
    withheld = withheld_in(record, numbers)
    assert len(withheld) >= 6
    crate = ("crate", record, "--workbook", out, "--out", work / "crate.zip")
    assert run(work, (*program, *crate), "crate").returncode == 0
    assert found_in(work, withheld, besides=tmp_path / "source") == []


@pytest.mark.parametrize("kind", ["txt", "utf16", "zip", "pdf", "sqlite", "double"])
def test_the_search_finds_what_is_there(tmp_path, kind):
    number, path = SMALL[0], tmp_path / "found" / "file"
    path.parent.mkdir()
    text = f"Area A {number:,} households"
    match kind:
        case "txt":
            path.write_text(text)
        case "utf16":
            path.write_text(text, encoding="utf-16")
        case "zip":
            inner = tmp_path / "inner.zip"
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("a.txt", text)
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                archive.write(inner, "inner.zip")
        case "pdf":
            number = 2026  # The year stands in its compressed text and nowhere else.
            path.write_bytes(GOLDEN.read_bytes())
        case "sqlite":
            with sqlite3.connect(path) as database:
                database.execute("CREATE TABLE a (b INTEGER)")
                database.execute("INSERT INTO a VALUES (?)", (number,))
            database.close()
        case _:
            path.write_bytes(b"xyz" + struct.pack("<d", number))
    assert found_in(tmp_path / "found", [number, 7_777_777_777], besides=tmp_path / "s") == [
        ("file", number)
    ]
