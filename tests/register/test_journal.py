"""A check that ends in the middle goes on where it was: nothing acknowledged is lost."""

import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdc_desktop.core.actions import (
    Exempt,
    MergeLines,
    Release,
    RoundCells,
    Stamp,
    SuppressionRole,
    Withhold,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import CellKind, Sheet, Workbook, WorkbookFormat
from sdc_desktop.core.tables import Axis
from sdc_desktop.register.history import History
from sdc_desktop.register.journal import Journal, JournalHeader, PolicyChoice, unfinished
from sdc_desktop.register.journal_errors import (
    CheckOpenElsewhereError,
    JournalDamagedError,
    JournalError,
    NewerJournalError,
    SourceChangedError,
    UnfinishedCheckError,
)
from sdc_desktop.register.journal_file import journal_line, read_journal
from sdc_desktop.register.lock import Lock

SHA256 = "ab" * 32
POLICY = PolicyChoice("uk-dhsc", "2026-08", (("threshold", "7"),))
HEADER = JournalHeader(Path("/data/tables.xlsx"), SHA256, POLICY, "Zoë", "2026-11-21T09:30:00Z")
STAMP = Stamp("Zoë", "2026-11-21T09:31:00Z", "too small")
CANARY = 86_317.0


def cell(number):
    return CellRef("T", number // 10, number % 10)


def step(number):
    return Withhold((cell(number),), SuppressionRole.PRIMARY, "[c]", STAMP)


def rounding(*numbers):
    cells = tuple(cell(number) for number in numbers)
    return RoundCells(cells, (86_315.0,) * len(cells), "conventional", 5.0, STAMP)


@pytest.fixture(scope="module")
def workbook():
    shape = (10, 10)
    sheet = Sheet(
        "T",
        np.full(shape, CellKind.NUMBER, np.uint8),
        np.full(shape, CANARY),
        np.full(shape, "", object),
        np.zeros(shape, np.int32),
    )
    return Workbook("tables.xlsx", WorkbookFormat.XLSX, SHA256, (sheet,))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "journals"


@pytest.fixture
def journal(folder):
    started = Journal.start(folder, HEADER)
    yield started
    started.close()


def the_one(folder):
    (check,) = unfinished(folder)
    return check


def test_a_check_is_offered_with_everything_that_was_done(folder, journal, workbook):
    done = (step(1), rounding(2, 3), Release((cell(1),), STAMP), Exempt((cell(4),), "ones", STAMP))
    for action in done:
        journal.append(action)
    journal.close()
    check = the_one(folder)
    assert (check.source, check.checker, check.policy) == (HEADER.source, "Zoë", POLICY)
    assert (check.count, check.problem) == (4, None)
    assert check.actions(workbook) == done


def test_no_number_of_the_workbook_is_written(folder, journal):
    journal.append(rounding(2, 3))
    written = the_one(folder).path.read_text()
    assert "86317" not in written
    assert "86315" not in written


def test_undo_and_redo_survive(folder, journal, workbook):
    journal.append(step(1))
    journal.append(step(2), step(3))
    journal.append(step(4))
    journal.undo_to(1)
    journal.redo_to(3)
    check = the_one(folder)
    assert check.actions(workbook) == (step(1), step(2), step(3))
    assert check.history(workbook).steps == ((step(1),), (step(2), step(3)), (step(4),))


def test_what_is_done_after_an_undo_replaces_what_was_undone(folder, journal, workbook):
    journal.append(step(1))
    journal.append(step(2))
    journal.undo_to(1)
    journal.append(step(3))
    assert the_one(folder).history(workbook).actions == (step(1), step(3))


@given(st.lists(st.lists(st.integers(0, 3), max_size=4), max_size=8))
def test_a_journal_follows_any_lists_of_actions(tmp_path_factory, workbook, lists):
    folder = tmp_path_factory.mktemp("journals")
    journal = Journal.start(folder, HEADER)
    for numbers in lists:
        actions = tuple(step(number) for number in numbers)
        journal.follow(actions)
        assert the_one(folder).actions(workbook) == actions
    journal.close()


def test_a_combined_line_that_was_rounded_is_rounded_again_from_its_sums(folder, journal, workbook):
    texts = ((cell(11), "[z]"),)
    combined = MergeLines("T", Axis.ROWS, 0, 1, (cell(1),), (cell(11),), texts, STAMP)
    rounded = RoundCells((cell(1),), (172_635.0,), "conventional", 5.0, STAMP)
    journal.append(combined)
    journal.append(rounded)
    assert the_one(folder).actions(workbook) == (combined, rounded)


def test_a_policy_chosen_on_the_way_is_kept(folder, journal):
    other = PolicyChoice("strict", "1", (), "/data/own.toml")
    journal.set_policy(other)
    assert the_one(folder).policy == other


def test_a_workbook_that_was_moved_is_noted(folder, journal, workbook):
    journal.append(step(1))
    journal.set_source(Path("elsewhere/tables.xlsx"))
    journal.append(step(2))
    check = the_one(folder)
    assert check.source == Path("elsewhere/tables.xlsx")
    assert check.count == 2
    assert len(check.actions(workbook)) == 2


def test_a_check_goes_on_where_it_was(folder, journal, workbook):
    journal.append(step(1))
    journal.append(step(2))
    journal.undo_to(1)
    journal.close()
    again = the_one(folder).resume(workbook)
    again.redo_to(2)
    again.append(step(3))
    again.close()
    assert the_one(folder).actions(workbook) == (step(1), step(2), step(3))


def test_a_finished_check_leaves_nothing(folder, journal):
    journal.append(step(1))
    journal.finish()
    assert unfinished(folder) == ()
    assert list(folder.iterdir()) == []


def test_a_discarded_check_leaves_nothing(folder, journal):
    journal.close()
    the_one(folder).discard()
    assert list(folder.iterdir()) == []


def test_no_folder_means_no_unfinished_checks(folder):
    assert unfinished(folder) == ()


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such rights")
def test_only_the_user_can_read_it(folder, journal):
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in folder.iterdir())


def test_a_second_window_is_refused(folder, journal, workbook):
    check = the_one(folder)
    assert check.is_open
    for attempt in (lambda: Journal.start(folder, HEADER), lambda: check.resume(workbook)):
        with pytest.raises(CheckOpenElsewhereError, match="another window"):
            attempt()
    with pytest.raises(CheckOpenElsewhereError):
        check.discard()
    journal.close()
    assert not check.is_open


def test_an_unfinished_check_is_never_overwritten(folder, journal, workbook):
    journal.append(step(1))
    journal.close()
    with pytest.raises(UnfinishedCheckError):
        Journal.start(folder, HEADER)
    assert the_one(folder).actions(workbook) == (step(1),)


def test_a_lock_file_that_was_left_behind_is_no_lock(folder, journal, workbook):
    journal.close()
    check = the_one(folder)
    check.path.with_suffix(".lock").write_text("12345")
    assert not check.is_open
    check.resume(workbook).close()


def test_a_lock_is_not_held_twice_in_one_process(tmp_path):
    lock = Lock.take(tmp_path / "lock")
    with pytest.raises(BlockingIOError):
        Lock.take(tmp_path / "lock")
    lock.release()
    Lock.take(tmp_path / "lock").release()


def test_another_workbook_is_not_taken_for_the_one_that_was_checked(folder, journal, workbook):
    journal.append(step(1))
    journal.close()
    other = Workbook("tables.xlsx", WorkbookFormat.XLSX, "cd" * 32, workbook.sheets)
    with pytest.raises(SourceChangedError):
        the_one(folder).actions(other)
    with pytest.raises(SourceChangedError):
        the_one(folder).resume(other)
    assert not the_one(folder).is_open


def test_a_journal_cut_anywhere_holds_the_steps_before_the_cut(folder, journal, workbook):
    steps = [step(number) for number in range(4)]
    ends = []
    path = next(folder.glob("*.journal"))
    for action in steps:
        journal.append(action)
        ends.append(path.stat().st_size)
    journal.close()
    data = path.read_bytes()
    header_size = data.index(b"\n") + 1
    for size in range(header_size, len(data) + 1):
        path.write_bytes(data[:size])
        whole = sum(end <= size for end in ends)
        assert the_one(folder).actions(workbook) == tuple(steps[:whole])


def test_zero_bytes_in_the_last_line_are_a_cut(folder, journal, workbook):
    journal.append(step(1))
    journal.append(step(2))
    journal.close()
    path = the_one(folder).path
    path.write_bytes(path.read_bytes()[:-40] + b"\0" * 39 + b"\n")
    assert the_one(folder).actions(workbook) == (step(1),)


def test_after_a_cut_line_the_journal_goes_on(folder, journal, workbook):
    journal.append(step(1))
    journal.append(step(2))
    journal.close()
    path = the_one(folder).path
    path.write_bytes(path.read_bytes()[:-10])
    again = the_one(folder).resume(workbook)
    again.append(step(3))
    again.close()
    assert the_one(folder).actions(workbook) == (step(1), step(3))


def test_a_changed_byte_before_the_last_line_is_reported(folder, journal, workbook):
    for number in range(3):
        journal.append(step(number))
    journal.close()
    path = the_one(folder).path
    data = path.read_bytes()
    for place in range(0, len(data) - 1, 3):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        check = the_one(folder)
        assert isinstance(check.problem, JournalDamagedError)
        with pytest.raises(JournalDamagedError):
            check.actions(workbook)
        with pytest.raises(UnfinishedCheckError):
            Journal.start(folder, HEADER)


@pytest.mark.parametrize("change", ["lost", "doubled", "swapped"])
def test_a_lost_doubled_or_swapped_line_is_reported(folder, journal, workbook, change):
    for number in range(3):
        journal.append(step(number))
    journal.close()
    path = the_one(folder).path
    header, a, b, c = path.read_bytes().splitlines(keepends=True)
    lines = {"lost": (header, a, c), "doubled": (header, a, a, b, c), "swapped": (header, b, a, c)}
    path.write_bytes(b"".join(lines[change]))
    with pytest.raises(JournalDamagedError):
        the_one(folder).resume(workbook)


def test_a_journal_of_a_newer_version_is_left_alone(folder, journal, workbook):
    journal.close()
    path = the_one(folder).path
    path.write_bytes(journal_line("", {"check": {"format": 2, "mood": "good"}})[0])
    check = the_one(folder)
    assert isinstance(check.problem, NewerJournalError)
    with pytest.raises(UnfinishedCheckError):
        Journal.start(folder, HEADER)


def test_a_journal_without_a_first_line_is_begun_anew(folder, journal, workbook):
    journal.close()
    path = the_one(folder).path
    path.write_bytes(path.read_bytes()[:50])
    assert unfinished(folder) == ()
    Journal.start(folder, HEADER).close()
    assert the_one(folder).count == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_a_full_disk_is_said_and_the_journal_stays_sound(folder, journal, workbook, monkeypatch):
    journal.append(step(1))
    real_write = os.write

    def write_a_little(descriptor, data):
        if len(data) < 60:
            raise OSError(28, "No space left on device")
        return real_write(descriptor, data[: len(data) - 50])

    monkeypatch.setattr("sdc_desktop.register.journal_file.os.write", write_a_little)
    with pytest.raises(JournalError) as caught:
        journal.append(step(2))
    assert "disk" in caught.value.hint
    monkeypatch.undo()
    journal.append(step(3))
    assert the_one(folder).actions(workbook) == (step(1), step(3))


def test_a_folder_that_cannot_be_made_is_an_error_in_words(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError) as caught:
        Journal.start(tmp_path / "file", HEADER)
    assert caught.value.hint


def test_steps_are_kept_apart():
    history = History().do("ab").do("c").show(1).do("d")
    assert history.steps == (("a",), ("d",))
    with pytest.raises(ValueError, match="no 3"):
        history.show(3)


_WRITER = """
import os
import sys
from pathlib import Path
from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.register.journal import Journal, JournalHeader, PolicyChoice

policy = PolicyChoice("uk-dhsc", "2026-08", (("threshold", "7"),))
header = JournalHeader(Path("t.xlsx"), "ab" * 32, policy, "Z", "2026-11-21T09:30:00Z")
stamp = Stamp("Z", "2026-11-21T09:31:00Z", "x" * 3000)
for turn in range(10**6):
    journal = Journal.start(Path(sys.argv[1]) / str(turn), header)
    for number in range(8):
        cell = CellRef("T", number, 0)
        journal.append(Withhold((cell,), SuppressionRole.PRIMARY, "[c]", stamp))
        os.write(1, f"{turn} {number}\\n".encode())
"""


@pytest.mark.skipif(os.name != "posix", reason="needs kill -9")
def test_a_killed_program_loses_nothing_that_it_acknowledged(tmp_path, workbook):
    chance = random.Random(20261121)
    for turn in range(40):
        folder = tmp_path / str(turn)
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(folder)], stdout=subprocess.PIPE, text=True
        )
        first = writer.stdout.readline()
        time.sleep(chance.random() * 0.08)
        os.kill(writer.pid, signal.SIGKILL)
        lines = (first + writer.stdout.read()).splitlines()
        writer.wait()
        last_turn, last = map(int, lines[-1].split())
        check = the_one(folder / str(last_turn))
        done = [action.cells[0].row for action in check.actions(workbook)]
        assert done in (list(range(last + 1)), list(range(last + 2)))
        check.resume(workbook).close()


def test_an_entry_is_readable_json(folder, journal):
    journal.append(step(1))
    lines = the_one(folder).path.read_text().splitlines()
    assert [set(json.loads(line)) for line in lines] == [{"chain", "entry"}] * 2
    assert read_journal(the_one(folder).path).chain == json.loads(lines[1])["chain"]
