"""Saving that is killed or runs out of space leaves no output or a complete one, and the source."""

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.clean_copy import CopyWish
from sdc_desktop.workbook.finish import FinishWish, finish_check
from sdc_desktop.workbook.reader import read_workbook
from tests.workbook.inspection.ods_makers import write_ods
from tests.workbook.saved import write_rich

STAMP = Stamp("ann", "2026-11-21T09:00:00Z")
BEFORE = b"what was there before"
ROOM = 600
PAGE, DISK = 4096, 256 * 1024
KILLS = 12
LONGEST_WAIT = 0.06
WAYS = ["xlsx", "ods", "csv", "copy.xlsx", "copy.ods", "copy.zip"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and limits are of Unix")


def source_of(way: str, folder: Path) -> Path:
    if way == "ods":
        return write_ods(folder / "a.ods")
    if way == "csv":
        rows = "".join(f"Area {n},{1200 + n},{400 + n}\n" for n in range(60))
        (folder / "a.csv").write_text(f"Region,Young,Old\n{rows}", encoding="utf-8")
        return folder / "a.csv"
    return write_rich(folder / "a.xlsx")


def saving(way: str, source: Path, out: Path) -> Callable[[], object]:
    """Return what saves the workbook with one cell withheld, proof and all."""
    workbook = read_workbook(source)
    policy = load_policy("uk-tre-acro").with_parameters({})
    cell = CellRef(workbook.sheets[0].name, 3 if source.suffix == ".xlsx" else 1, 1)
    action = Withhold((cell,), SuppressionRole.PRIMARY, "[c]", STAMP)
    check = Check(workbook, policy, find_tables(workbook), (action,))
    assessment = assess(check)
    copy = CopyWish(date=STAMP.when[:10]) if way.startswith("copy") else None
    wish = FinishWish(out, who="ann", clean_copy=copy)
    return lambda: finish_check(check, assessment, source, wish, version="test", when=STAMP.when)


def forked(work: Callable[[], object]) -> int:
    """Do some work in a process of its own and return its number."""
    number = os.fork()
    if number:
        return number
    try:
        work()
    finally:
        os._exit(0)


def is_whole(out: Path) -> bool:
    """Tell whether the file can be read back, or is what was there before."""
    if out.read_bytes() == BEFORE:
        return True
    if out.suffix == ".zip":
        with zipfile.ZipFile(out) as archive:
            return archive.testzip() is None
    return bool(read_workbook(out).sheets)


def again_and_again(work: Callable[[], object]) -> None:
    while True:
        work()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("way", WAYS)
def test_a_save_killed_at_any_moment_leaves_nothing_by_halves(way: str, tmp_path: Path) -> None:
    source, chance = source_of(way, tmp_path), random.Random(way)
    before = digest(source)
    out = tmp_path / "out" / f"b.{way.rpartition('.')[2]}"
    out.parent.mkdir()
    save = saving(way, source, out)
    for _ in range(KILLS):
        out.write_bytes(BEFORE)
        process = forked(lambda: again_and_again(save))
        time.sleep(chance.uniform(0, LONGEST_WAIT))
        os.kill(process, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
        assert is_whole(out)
        assert digest(source) == before


@pytest.mark.parametrize("way", WAYS)
def test_a_full_disk_leaves_what_was_there_and_says_so(way: str, tmp_path: Path) -> None:
    import resource

    source, said = source_of(way, tmp_path), tmp_path / "said.txt"
    before = digest(source)
    out = tmp_path / "out" / f"b.{way.rpartition('.')[2]}"
    out.parent.mkdir()
    out.write_bytes(BEFORE)
    save = saving(way, source, out)

    def save_in_a_corner() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
        try:
            save()
        except SdcError as error:
            said.write_text(str(error), encoding="utf-8")

    os.waitpid(forked(save_in_a_corner), 0)
    assert "was not saved: " in said.read_text(encoding="utf-8")
    assert out.read_bytes() == BEFORE
    assert list(out.parent.iterdir()) == [out]
    assert digest(source) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that is a disk of its own, of 256 KB."""
    folder, mount = tmp_path / "disk", shutil.which("mount")
    folder.mkdir()
    command = [mount or "", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only an administrator may mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def leave_room(folder: Path, size: int) -> None:
    """Fill a small disk until only so many bytes are free."""
    with (folder / "filler").open("wb") as filler:
        filler.write(bytes(shutil.disk_usage(folder).free - size))


@pytest.mark.parametrize("pages", [0, 1, 3])
@pytest.mark.parametrize("way", WAYS)
def test_a_disk_without_room_keeps_what_was_there(way: str, pages: int, small_disk: Path) -> None:
    source = source_of(way, small_disk.parent)
    before = digest(source)
    out = small_disk / f"b.{way.rpartition('.')[2]}"
    out.write_bytes(BEFORE)
    save = saving(way, source, out)
    leave_room(small_disk, pages * PAGE)
    names, said = set(small_disk.iterdir()), ""
    try:
        save()
    except SdcError as error:
        said = str(error)
    assert "was not saved: " in said if said else pages
    assert (out.read_bytes() == BEFORE) is bool(said)
    assert is_whole(out)
    assert set(small_disk.iterdir()) == names
    assert digest(source) == before
