import sys

import pytest

from sdc_desktop.core.cells import CellRange
from sdc_desktop.core.layout.given import TablePlace
from sdc_desktop.core.layout.remembered import LayoutSignature, RememberedLayout, RememberedTable
from sdc_desktop.register.layouts import (
    LayoutsError,
    keep_layouts,
    kept_layouts,
    layouts_folder,
)


def layout(sheet="table #", when="2026-05-04T10:00:00Z"):
    place = TablePlace("", CellRange.parse("B2:D4"), (0,), (0,), (2,), (2,))
    return RememberedLayout(
        LayoutSignature(sheet, ("", "north", "total")),
        (RememberedTable(place, ("", "men", "women", "all"), is_none=True),),
        "may.xlsx",
        when,
    )


def test_a_layout_comes_back_as_it_was(tmp_path):
    keep_layouts(tmp_path, [layout()])
    assert kept_layouts(tmp_path).layouts == (layout(),)


def test_the_same_sheet_is_kept_once_and_the_latest_comes_first(tmp_path):
    later = layout(when="2026-06-04T10:00:00Z")
    keep_layouts(tmp_path, [layout(), later, layout("annex")])
    assert kept_layouts(tmp_path).layouts == (later, layout("annex"))


def test_damaged_files_are_named_and_passed_over(tmp_path):
    keep_layouts(tmp_path, [layout()])
    for name, text in {
        "a": b"",
        "b": b"[1",
        "c": b"{}",
        "d": b"\xff\xfe",
        "e": b"[" * 99999,
    }.items():
        (tmp_path / f"{name}.layout").write_bytes(text)
    kept = kept_layouts(tmp_path)
    assert kept.layouts == (layout(),)
    assert kept.damaged == tuple(f"{name}.layout" for name in "abcde")


def test_a_folder_that_is_missing_holds_nothing(tmp_path):
    assert kept_layouts(layouts_folder(tmp_path)).layouts == ()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "layouts").write_text("")
    with pytest.raises(LayoutsError, match="could not be kept"):
        keep_layouts(layouts_folder(tmp_path), [layout()])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps user folders by other means")
def test_only_the_user_can_read_them(tmp_path):
    keep_layouts(layouts_folder(tmp_path), [layout()])
    (path,) = layouts_folder(tmp_path).glob("*")
    assert path.stat().st_mode & 0o077 == 0
