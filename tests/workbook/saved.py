"""Workbooks to protect, changes to make in them, and ways to tamper with the result."""

import csv
import io
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import Workbook
from sdc_desktop.workbook.proof import Proof, prove_saved
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.saving import SavedFile, save_protected

NAMES = ("North", "East", "South", "West")
COUNTS = ((1201, 453, 7), (644, 319, 188), (277, 901, 333), (511, 12, 286))


def withheld(sheet: str, *cells: str, marker: str = "[c]") -> list[CellChange]:
    return [CellChange(CellRef.parse(sheet, cell), marker=marker) for cell in cells]


def rounded(sheet: str, cell: str, number: float) -> CellChange:
    return CellChange(CellRef.parse(sheet, cell), number=number)


def write_rich(path: Path) -> Path:
    """Write counts in B4:D7, totals as formulas, and one of everything that copies cells."""
    book = xlsxwriter.Workbook(str(path))
    sheet, summary = book.add_worksheet("Table 1"), book.add_worksheet("Summary")
    bold = book.add_format({"bold": True, "num_format": "#,##0"})
    sheet.write(0, 0, "Table 1: Complaints")
    sheet.write_row(2, 0, ("Region", "Young", "Middle", "Old", "Total"))
    for row, (name, counts) in enumerate(zip(NAMES, COUNTS, strict=True), start=3):
        sheet.write_row(row, 0, (name, *counts))
        sheet.write_formula(row, 4, f"=SUM(B{row + 1}:D{row + 1})", bold, sum(counts))
    sheet.write(7, 0, "Total")
    for column in range(1, 4):
        letter = "ABCD"[column]
        total = sum(counts[column - 1] for counts in COUNTS)
        sheet.write_formula(7, column, f"=SUM({letter}4:{letter}7)", bold, total)
    sheet.write_formula(7, 4, "=SUM(E4:E7)", bold, sum(map(sum, COUNTS)))
    sheet.add_table("A12:B14", {"columns": [{"header": "Key"}, {"header": "Meaning"}]})
    sheet.write_comment("B4", "Checked by hand")
    sheet.data_validation("G4", {"validate": "list", "source": ["yes", "no"]})
    book.define_name("All_old", "='Table 1'!$D$4:$D$7")
    summary.write_formula("A1", "='Table 1'!E8", None, sum(map(sum, COUNTS)))
    summary.write_formula("A2", "=A1*2", None, 2 * sum(map(sum, COUNTS)))
    summary.write_formula("A3", "=SUM(All_old)", None, sum(counts[2] for counts in COUNTS))
    summary.write_formula("A4", "='Table 1'!B7+1", None, COUNTS[3][0] + 1)
    summary.write_formula("A5", "=1+1", None, 2)
    _add_charts(book, summary)
    book.close()
    return path


def _add_charts(book: xlsxwriter.Workbook, summary: xlsxwriter.worksheet.Worksheet) -> None:
    chart = book.add_chart({"type": "column"})
    for column in "BCD":
        chart.add_series(
            {
                "name": f"='Table 1'!${column}$3",
                "categories": "='Table 1'!$A$4:$A$7",
                "values": f"='Table 1'!${column}$4:${column}$7",
            }
        )
    summary.insert_chart("C3", chart)
    on_sheet = book.add_chart({"type": "line"})
    on_sheet.add_series({"values": "='Table 1'!$C$4:$C$7"})
    book.add_chartsheet("Figure").set_chart(on_sheet)


@dataclass(frozen=True)
class Case:
    """A source, what was decided, and the saved file."""

    source: Path
    workbook: Workbook
    changes: Sequence[CellChange]
    out: Path
    saved: SavedFile

    def prove(self, out: Path | None = None) -> Proof:
        return prove_saved(self.workbook, self.source, out or self.out, self.changes)

    def tampered(self, parts: Mapping[str, bytes]) -> Proof:
        """Prove the saved file after some of its parts were replaced."""
        return self.prove(replace_parts(self.out, parts))

    def read(self, part: str) -> bytes:
        with zipfile.ZipFile(self.out) as archive:
            return archive.read(part)

    def changed_parts(self) -> set[str]:
        return {part.name for part in self.saved.parts if part.outcome != "kept"}


def protect(source: Path, changes: Sequence[CellChange], folder: Path) -> Case:
    workbook = read_workbook(source)
    folder.mkdir(exist_ok=True)
    out = folder / f"protected{source.suffix}"
    return Case(source, workbook, changes, out, save_protected(source, workbook, changes, out))


def replace_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Return a copy of a package with some parts replaced or added, packed as tightly."""
    before = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    copy = path.with_name(f"tampered{path.suffix}")
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, parts.get(name, before.read(name)))
        for name in parts.keys() - set(before.namelist()):
            after.writestr(name, parts[name])
    return copy


def as_csv(path: Path, folder: Path, soffice: str) -> dict[str, list[list[str]]]:
    """Return the sheets as LibreOffice shows them: name to rows of texts."""
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,,,-1"),
        *("--outdir", str(folder / "csv"), str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=200)
    start = f"{path.stem}-"
    return {
        one.stem.removeprefix(start): list(
            csv.reader(io.StringIO(one.read_text(encoding="utf-8"), newline=""))
        )
        for one in (folder / "csv").glob("*.csv")
    }
