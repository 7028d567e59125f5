"""Kill the real window at random moments, while it decides, undoes and saves; nothing may be lost.

    python -m tests.bench.journal_kills [--kills N] [--seed S]

A child drives the window without a display and says before and after each step what is in force.
After the kill the journal must hold the one or the other and can be continued; a protected
workbook is there whole or not at all, and a record that is there verifies. Prints the counts.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from sdc_desktop.core.action_json import action_as_json
from sdc_desktop.core.signing import new_key
from sdc_desktop.register.journal import unfinished
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.record_file import verify_record
from tests.workbooks import write_counts

ROOT = Path(__file__).resolve().parents[2]
CHILD = """
import json, random, sys
from pathlib import Path
from sdc_desktop.core.action_json import action_as_json
from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.app import make_application
from sdc_desktop.gui.dialogs.save_wish import SaveWish
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

home, source, key, chance = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), random.Random(
    int(sys.argv[4]))
store = SettingsStore(home)
application = make_application(store)
window = MainWindow(store)
window.show()

def settle():
    while window.is_working:
        application.processEvents()

def say(word, actions):
    held = [action_as_json(one, with_values=False, with_parameters=True) for one in actions]
    for one in held:
        one.pop("when")
    print(json.dumps([word, held]), flush=True)

window.open(source)
settle()
bench = window.workbench
document = bench.document
show = document.show

def show_and_say(check):
    say("will", check.actions)
    show(check)
    say("done", check.actions)

document.show = show_and_say
say("done", ())
for number in range(10**6):
    match chance.randrange(8):
        case 0 | 1 | 2 | 3:
            bench.go_to(CellRef("Table 1", chance.randint(3, 6), chance.randint(1, 4)))
            chance.choice((window.can.withhold, window.can.release)).trigger()
        case 4 | 5:
            window.can.undo.trigger()
        case 6:
            window.can.redo.trigger()
        case 7:
            settle()
            out = source.with_name(f"out-{number}.xlsx")
            print(json.dumps(["save", str(number)]), flush=True)
            bench.saving.save(SaveWish(out, out.with_name(f"record-{number}"), "Ann", key))
            settle()
            if bench.saving.result is not None:
                bench.saving.result.close()
    if chance.random() < 0.5:
        settle()
"""


def kill_once(folder: Path, chance: random.Random) -> str:
    """Run a child, kill it, and look at what is left; return what it was doing.

    Raises:
        AssertionError: Something was lost or half written.
    """
    source = write_counts(folder / "complaints.xlsx")
    (folder / "key").write_bytes(new_key(None).private)
    words = [sys.executable, "-c", CHILD, folder / "home", source, folder / "key"]
    child = subprocess.Popen(
        [*map(str, words), str(chance.randrange(10**9))],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    assert first, "the window did not open"
    time.sleep(chance.random() * 2.5)
    child.send_signal(signal.SIGKILL) if os.name == "posix" else child.kill()
    lines = [
        json.loads(line) for line in (first + child.stdout.read()).splitlines() if line[-1:] == "]"
    ]
    child.wait()
    look_at_journal(folder, lines)
    look_at_results(folder)
    return {"will": "writing a step", "done": "between steps", "save": "saving"}[lines[-1][0]]


def look_at_journal(folder: Path, lines: list[list[object]]) -> None:
    """See that the journal holds what was said last, before or after the last step."""
    said = [held for word, held in lines if word != "save"]
    allowed = said[-1:] if lines[-1][0] != "will" else said[-2:]
    workbook = read_workbook(folder / "complaints.xlsx")
    (check,) = unfinished(folder / "home" / "journals")
    assert check.problem is None, check.problem
    held = [
        action_as_json(one, with_values=False, with_parameters=True)
        for one in check.actions(workbook)
    ]
    for one in held:
        one.pop("when")
    # What the pipe had not taken yet may be one step further.
    assert held in allowed or len(lines) < 2, (held, allowed)
    check.resume(workbook).close()


def look_at_results(folder: Path) -> None:
    """See that each protected workbook is whole and each record verifies."""
    for out in folder.glob("out-*.xlsx"):
        with zipfile.ZipFile(out) as archive:
            assert archive.testzip() is None, out
        record = out.with_name(out.stem.replace("out", "record"))
        if record.exists():
            found = verify_record(record, out, folder / "complaints.xlsx")
            assert found.is_good, found.problems
    for record in folder.glob("record-*"):
        assert record.with_name(record.name.replace("record", "out") + ".xlsx").exists(), record


def main() -> int:
    """Kill as often as asked and print what was being done when."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261121)
    parsed = parser.parse_args()
    chance, counts = random.Random(parsed.seed), Counter[str]()
    for number in range(parsed.kills):
        with tempfile.TemporaryDirectory() as place:
            counts[kill_once(Path(place), chance)] += 1
        if number % 10 == 9:
            print(f"{number + 1} kills, nothing lost: {dict(counts)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
