"""OpenDocument spreadsheets to protect: of LibreOffice's making, and written by hand."""

import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from sdc_desktop.core.published import CellChange
from tests.workbook.inspection.ods_makers import table, write_ods
from tests.workbook.saved import Case, protect, write_rich

CONTENT = "content.xml"


def with_libreoffice(source: Path, folder: Path, kind: str = "ods") -> Path:
    """Return the same workbook as LibreOffice writes it; the test is skipped without it."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--convert-to", kind, "--outdir", str(folder / "converted"), str(source)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    return folder / "converted" / f"{source.stem}.{kind}"


def write_rich_ods(folder: Path) -> Path:
    """Write the rich workbook of the other format and let LibreOffice turn it into this one."""
    return with_libreoffice(write_rich(folder / "a.xlsx"), folder)


def saved_sheet(folder: Path, rows: Sequence[str], changes: Sequence[CellChange], **more) -> Case:
    """Protect a sheet "S" of these rows, which stands behind the usual table."""
    tables = table("S", "".join(rows)) + more.pop("tables", "")
    return protect(write_ods(folder / "a.ods", tables=tables, **more), changes, folder / "out")


def rows_of(case: Case, sheet: str = "S") -> str:
    """Return the rows of a sheet as they stand in the saved file."""
    content = case.read(CONTENT).decode()
    found = re.search(rf'table:name="{sheet}"[^>]*>(.*?)</table:table>', content, re.DOTALL)
    assert found is not None
    return found[1]


def source_part(case: Case, part: str) -> bytes:
    with zipfile.ZipFile(case.source) as archive:
        return archive.read(part)
