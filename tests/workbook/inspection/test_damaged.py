"""Files that were changed at random: one sentence or a result, never anything else."""

import random
import re
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from sdc_desktop.core.errors import SdcError
from sdc_desktop.workbook.errors import EmptyWorkbookError
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.inspection.container import slack_bytes
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.reader import read_package
from sdc_desktop.workbook.removal import plan_removal
from sdc_desktop.workbook.saving import save_protected
from tests.workbook.inspection.makers import REMOVABLE
from tests.workbook.inspection.ods_makers import CARRIERS

VALUES = (b"", b"-1", b"99999999999", b"A1:B", b"1e400", b"nan", b"Secret!A1", b"\xff")
SOURCES = (
    "external-link",
    "pivot-cache",
    "form-controls",
    "hidden-sheet",
    "chart-cache",
    "comments",
)


def damage(source: Path, out: Path, chance: random.Random) -> Path:
    """Copy a package with one part cut, changed in bytes, values or tags, or left out."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(out, "w") as after:
        target = chance.choice(before.namelist())
        for name in before.namelist():
            data = before.read(name)
            data = _changed(data, chance) if name == target else data
            if data is not None:
                after.writestr(name, data)
    return out


def _changed(data: bytes, chance: random.Random) -> bytes | None:
    way = chance.randrange(4)
    if way == 0:
        return None
    if way == 1:
        return data[: chance.randrange(len(data) + 1)]
    pattern = rb'"([^"]*)"|>([^<]+)<' if way == 2 else rb"(<[^>]*>)"
    found = list(re.finditer(pattern, data))
    if not found:
        return data
    match = chance.choice(found)
    start, end = match.span(match.lastindex or 0)
    return data[:start] + (chance.choice(VALUES) if way == 2 else b"") + data[end:]


@pytest.mark.parametrize("kind", SOURCES)
def test_damaged_workbooks_end_in_a_sentence_or_a_result(tmp_path, kind):
    chance = random.Random(kind)
    source = REMOVABLE[kind](tmp_path / "a.xlsx")
    for _ in range(40):
        try:
            package = Package.open(damage(source, tmp_path / "b.xlsx", chance))
            workbook = read_package(package)
            removal = plan_removal(package, workbook)
            out = tmp_path / "c.xlsx"
            save_protected(package.path, workbook, [], out, removal=removal)
        except SdcError:
            continue
        try:
            assert not [one for one in inspect_file(out) if one.severity is None]
        except EmptyWorkbookError:
            continue


def test_damaged_ods_ends_in_a_sentence_or_a_result(tmp_path):
    chance = random.Random(1)
    for number, make in enumerate(CARRIERS.values()):
        source = make(tmp_path / f"{number}.ods")
        for _ in range(6):
            try:
                inspect_file(damage(source, tmp_path / "b.ods", chance))
            except SdcError:
                continue


def test_a_part_that_the_zip_places_behind_its_end_is_no_traceback(tmp_path: Path) -> None:
    source = CARRIERS["thumbnail"](tmp_path / "a.ods")
    data = bytearray(source.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 42 : entry + 46] = (len(data) + 40).to_bytes(4, "little")
    source.write_bytes(data)
    with suppress(SdcError):
        inspect_file(source)
    assert slack_bytes(bytes(data), [(len(data) + 40, 9)]) > 0
