import random
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.sheets import CellKind, Visibility, WorkbookFormat
from sdc_desktop.core.shown import shown_text
from sdc_desktop.workbook.reader import read_workbook

DRUGS = "bfs-drugs-region-xls/Konsum_Drogen_Region.xls"


def test_values_are_those_that_an_independent_reader_sees(corpus) -> None:
    workbook = read_workbook(corpus(DRUGS))
    other = python_calamine.CalamineWorkbook.from_path(str(corpus(DRUGS)))
    assert workbook.format is WorkbookFormat.XLS
    assert [one.name for one in workbook.sheets] == other.sheet_names
    for sheet in workbook.sheets:
        rows = other.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        assert sheet.shape == (len(rows), len(rows[0]))
        for place, line in enumerate(rows):
            for column, value in enumerate(line):
                if isinstance(value, float):
                    assert sheet.values[place, column] == value
                else:
                    assert sheet.texts[place, column] == value


def test_numbers_look_as_the_workbook_says(corpus) -> None:
    workbook = read_workbook(corpus(DRUGS))
    sheet = workbook.sheet("2007")
    look = workbook.styles[sheet.styles[8, 1]]
    assert look.number_format.startswith("#,###,##0.0__;")
    assert look.font_name == "Arial Narrow"
    assert shown_text(workbook, sheet, 8, 1).strip() == "27.9"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not at hand")
def test_shape_and_looks_are_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    sheet, hidden = book.add_worksheet("S"), book.add_worksheet("Back")
    hidden.hide()
    hidden.write(0, 0, 41)
    sheet.write(0, 0, "a", book.add_format({"bold": True, "indent": 2, "bg_color": "#FFFF00"}))
    sheet.write(0, 1, 1234.5, book.add_format({"num_format": "#,##0.0"}))
    sheet.write(1, 1, 44012, book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_boolean(2, 0, True)
    sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    sheet.write(3, 0, "1,234")
    sheet.merge_range("D1:E2", "m")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.set_column("C:C", None, None, {"hidden": True})
    book.close()
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "a.xlsx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=200)
    workbook = read_workbook(tmp_path / "a.xls")
    ours = workbook.sheet("S")
    kinds = [CellKind(one).name for one in ours.kinds[:4, :2].flat]
    assert kinds == ["TEXT", "NUMBER", "EMPTY", "DATE", "BOOLEAN", "ERROR", "TEXT", "EMPTY"]
    assert ours.texts[2].tolist()[:2] == ["TRUE", "#DIV/0!"]
    assert ours.values[3, 0] == 1234
    assert ours.merged == (CellRange.parse("D1:E2"),)
    assert ours.hidden_rows == {3}
    assert ours.hidden_columns == {2}
    look = workbook.styles[ours.styles[0, 0]]
    assert (look.bold, look.indent, look.fill_colour) == (True, 2, "#ffff00")
    assert shown_text(workbook, ours, 0, 1) == "1,234.5"
    assert shown_text(workbook, ours, 1, 1) == "30/06/2020"
    assert workbook.sheet("Back").visibility is Visibility.HIDDEN
    assert workbook.sheet("Back").values[0, 0] == 41


def test_a_damaged_file_is_read_or_ends_in_a_sentence(corpus, tmp_path: Path) -> None:
    whole, chance = corpus(DRUGS).read_bytes(), random.Random(7)
    path = tmp_path / "a.xls"
    for _ in range(120):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 5, 30))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice((len(data), chance.randrange(600, len(data))))])
        with suppress(SdcError):
            read_workbook(path)
