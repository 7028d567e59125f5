"""What is printed is what readers get; tried by printing into PDF files and reading these."""

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.print_dialog import PrintDialog, PrintWish, What
from sdc_desktop.gui.printing.paging import cut
from tests.canaries import SMALL, write_canaries

RISKY = CellRef("Table 1", 3, 3)


@pytest.fixture
def printed(window, tmp_path):
    """Return a function that prints into a file and gives the words of each page."""

    def print_it(what=What.SHEET, *, fits_width=False):
        work = window.manners.printing
        work.wish = PrintWish(what, fits_width=fits_width)
        printer = work.make_printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "printed.pdf"))
        work.print_on(printer)
        pages = PdfReader(tmp_path / "printed.pdf").pages
        return [" ".join(page.extract_text().split()) for page in pages]

    return print_it


def withhold(window, settle, cell):
    window.workbench.go_to(cell)
    window.can.withhold.trigger()
    settle()


def write_wide(path, years=28):
    """Write a wide table of 45 rows below a long title; row 8 and column F are hidden."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Wide")
    sheet.write(0, 0, "Table 9: " + "persons by area and year of birth " * 9 + "end of title")
    sheet.write_row(2, 0, ("Area", *(f"Y{1950 + year}" for year in range(years)), "Total"))
    for row in range(45):
        numbers = [(row * 31 + column * 17) % 997 + 3 for column in range(years)]
        sheet.write_row(3 + row, 0, (f"Area{row:02d}", *numbers, sum(numbers)))
    sheet.set_row(7, None, None, {"hidden": True})
    sheet.set_column(5, 5, None, None, {"hidden": True})
    secret = book.add_worksheet("Secret")
    secret.write(0, 0, "Unseen")
    secret.hide()
    book.close()
    return path


def test_a_sheet_is_printed_with_markers_title_policy_date_and_page(
    window, counts, open_file, settle, printed
):
    open_file(counts)
    withhold(window, settle, RISKY)
    (words,) = printed()
    assert "Table 1: Complaints by region and age, 2026" in words
    assert "[c]" in words
    assert "complaints.xlsx: Table 1" in words
    assert "Checked against: UK trusted research environments" in words
    assert "Ann Checker" in words
    assert "Page 1 of 1" in words
    assert "Draft, not for release: " in words
    assert not {"3", "■"} & set(words.split())
    assert {"120", "45", "20", "64"} < set(words.split())


@pytest.mark.parametrize("shows_source", [False, True])
def test_no_withheld_number_is_printed_even_while_the_source_is_shown(
    window, tmp_path, open_file, settle, printed, shows_source
):
    write_canaries(tmp_path / "canaries.xlsx")
    open_file(tmp_path / "canaries.xlsx")
    for row, column in ((4, 3), (6, 2)):
        withhold(window, settle, CellRef("Table 1", row, column))
    window.can.show_source.setChecked(shows_source)
    for what in What:
        words = " ".join(printed(what))
        assert not [number for number in SMALL if str(number) in words]
    assert "[c]" in " ".join(printed())


def test_wide_and_long_sheets_repeat_their_headers_and_labels(window, tmp_path, open_file, printed):
    open_file(write_wide(tmp_path / "wide.xlsx"))
    pages = printed()
    years = [{word for word in page.split() if word.startswith("Y19")} for page in pages]
    areas = [
        {word for word in page.split() if word.startswith("Area")} - {"Area"} for page in pages
    ]
    assert len(pages) > 3
    assert all(years)
    assert all(areas)
    shown = {f"Y{1950 + year}" for year in range(28)} - {"Y1954"}
    assert set.union(*years) == shown
    assert set.union(*areas) == {f"Area{row:02d}" for row in range(45)} - {"Area04"}
    assert "end of title" in pages[0]
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_all_columns_fit_on_one_page_where_that_is_asked_for(window, tmp_path, open_file, printed):
    open_file(write_wide(tmp_path / "wide.xlsx", years=20))
    assert not all("Total" in page for page in printed())
    for page in printed(fits_width=True):
        assert {"Y1950", "Y1969", "Total"} <= set(page.split())


def test_all_sheets_are_printed_but_for_those_that_readers_do_not_see(
    window, tmp_path, open_file, printed
):
    open_file(write_wide(tmp_path / "wide.xlsx"))
    words = " ".join(printed(What.WORKBOOK))
    assert "wide.xlsx: Wide" in words
    assert "Unseen" not in words


def test_findings_are_printed_by_cell_and_rule_and_without_their_numbers(
    window, counts, open_file, printed
):
    open_file(counts)
    (words,) = printed(What.FINDINGS)
    found = window.workbench.document.assessment.findings
    assert "D4" in words
    assert "Small count" in words
    assert found
    assert not [one.message for one in found if one.message in words]


def test_no_list_of_findings_is_printed_before_the_workbook_is_checked(window, counts, open_file):
    open_file(counts)
    window.manners.printing.wish = PrintWish(What.FINDINGS)
    window.workbench.document.assessment = None
    window.can.preview.trigger()
    assert window.banner.text == "There is no list of findings yet."


def test_printing_that_is_cancelled_says_so_and_the_window_goes_on(
    window, counts, open_file, tmp_path, monkeypatch
):
    open_file(counts)
    monkeypatch.setattr(QProgressDialog, "wasCanceled", lambda _: True)
    work = window.manners.printing
    printer = work.make_printer()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    work.print_on(printer)
    assert window.banner.text == "Nothing was printed."


def test_the_preview_shows_the_pages(window, counts, open_file, qtbot, monkeypatch):
    open_file(counts)
    seen = []

    def look(dialog):
        dialog.show()
        QApplication.processEvents()
        seen.append(dialog.findChild(QPrintPreviewWidget).pageCount())
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    window.can.preview.trigger()
    assert seen == [1]


def test_the_preview_is_black_on_white_in_dark_colours_too(
    window, counts, open_file, qtbot, monkeypatch
):
    open_file(counts)
    seen = []

    def look(dialog):
        dialog.show()
        QApplication.processEvents()
        seen.append(dialog.findChild(QPrintPreviewWidget).grab().toImage())
        dialog.close()
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    for theme in ("light", "dark"):
        window.use_theme(theme)
        window.can.preview.trigger()
    dark = [sum(QColor(one).lightness() < 90 for one in sample(image)) for image in seen]
    window.use_theme("light")
    assert dark[0] > 50
    assert abs(dark[0] - dark[1]) < 0.03 * dark[0]


def sample(image):
    """Return the colours of all pixels but those at the edge, where the page's shadow is."""
    width, height = image.width(), image.height()
    return [image.pixel(x, y) for x in range(4, width - 4) for y in range(4, height // 3)]


def test_the_dialog_gives_back_what_was_chosen_and_offers_it_again(window, qtbot):
    dialog = PrintDialog("Table 1", PrintWish(What.WORKBOOK, False, True), window)
    assert dialog.wish == PrintWish(What.WORKBOOK, False, True)
    dialog.what.setCurrentIndex(2)
    assert not dialog.fits.isEnabled()
    dialog.at_once.click()
    assert dialog.wish == PrintWish(What.FINDINGS, False, True, is_previewed=False)


@given(
    st.lists(st.floats(0.1, 40), min_size=1, max_size=60),
    st.floats(10, 100),
    st.integers(0, 3),
)
def test_every_line_is_on_just_one_page_apart_from_those_that_are_repeated(sizes, room, labels):
    def repeated(first):
        return tuple(range(min(labels, first)))

    pages = cut(dict(enumerate(sizes)), room, repeated)
    seen = []
    for page in pages:
        own = [one for one in page if one not in seen]
        again = page[: len(page) - len(own)]
        assert again in ((), repeated(own[0]))
        assert len(own) == 1 or sum(sizes[one] for one in page) <= room + 1e-6
        seen += own
    assert seen == list(range(len(sizes)))


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_cannot_be_used_is_said(window, counts, open_file, tmp_path):
    open_file(counts)
    printer = window.manners.printing.make_printer()
    printer.setOutputFileName(str(tmp_path / "none" / "printed.pdf"))
    window.manners.printing.print_on(printer)
    assert window.banner.text == "The printer cannot be used."
