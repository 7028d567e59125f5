import difflib
import shutil
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange
from sdc_desktop.core.sheets import CellKind, Visibility
from sdc_desktop.workbook.errors import DamagedWorkbookError, WorkbookLockedError
from sdc_desktop.workbook.reader import read_workbook
from tests.workbook.inspection.ods_makers import number, row, table, text, write_ods
from tests.workbook.ods_saved import (
    CONTENT,
    rows_of,
    saved_sheet,
    source_part,
    with_libreoffice,
    write_rich_ods,
)
from tests.workbook.saved import Case, as_csv, protect, rounded, withheld, write_rich

SUPPORT = (
    "dluhc-council-tax-support/Local_Council_Tax_Support_Claimants_Live_Table_Q3_2022-23_v2.ods"
)
POVERTY = "scotgov-poverty/data2023_1yr"


@pytest.fixture(scope="module")
def rich(tmp_path_factory) -> Case:
    """Of the rich workbook B4 (1201) and D4 (7) are withheld, C5 (319) is shown as 320."""
    folder = tmp_path_factory.mktemp("ods")
    changes = [*withheld("Table 1", "B4", "D4"), rounded("Table 1", "C5", 320)]
    return protect(write_rich_ods(folder), changes, folder / "out")


def test_without_changes_every_part_stays_byte_for_byte(tmp_path):
    case = protect(write_ods(tmp_path / "a.ods"), [], tmp_path / "out")
    with zipfile.ZipFile(case.source) as before, zipfile.ZipFile(case.out) as after:
        assert before.namelist() == after.namelist()
        assert all(before.read(one) == after.read(one) for one in before.namelist())


def test_only_parts_that_copy_changed_cells_change(rich):
    removed = {one.name: one.why for one in rich.saved.parts if one.outcome == "removed"}
    assert "Thumbnails/thumbnail.png" in removed
    assert {"ObjectReplacements/Object 1", "ObjectReplacements/Object 2"} <= removed.keys()
    assert all(removed.values())
    changed = rich.changed_parts() - removed.keys()
    assert changed == {
        *(CONTENT, "META-INF/manifest.xml"),
        *("Object 1/content.xml", "Object 2/content.xml"),
    }
    for part in {one.name for one in rich.saved.parts} - rich.changed_parts():
        assert rich.read(part) == source_part(rich, part)


def test_the_kind_of_document_stands_first_and_unpacked(rich):
    with zipfile.ZipFile(rich.out) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", 0, b"")
    assert rich.out.read_bytes()[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def test_no_other_byte_of_the_content_differs(rich):
    before, after = source_part(rich, CONTENT).decode(), rich.read(CONTENT).decode()
    pieces = [one.replace(">", ">\n").splitlines() for one in (before, after)]
    lost = [one[2:] for one in difflib.ndiff(*pieces) if one.startswith("- ")]
    kept = ("</", "<text:p>", "<draw:image", "<table:table-cell")
    assert lost
    assert all(one.startswith(kept) or one.split("<")[0] for one in lost)
    tags = [one for one in lost if one.startswith("<table:table-cell")]
    assert len(tags) == len(rich.changes) + len(rich.saved.formulas_to_values)


def test_formulas_that_depend_on_changed_cells_become_values_through_sheets_and_names(rich):
    cells = {f"{one.sheet}!{one.a1}" for one in rich.saved.formulas_to_values}
    on_table = {f"Table 1!{one}" for one in ("E4", "E5", "B8", "C8", "D8", "E8")}
    assert cells == on_table | {"Summary!A1", "Summary!A2", "Summary!A3"}
    formulas = read_workbook(rich.out).sheet("Summary").formulas
    assert set(formulas) == {(3, 0), (4, 0)}


def test_a_chart_keeps_what_its_unchanged_cells_hold(rich):
    chart = rich.read("Object 1/content.xml")
    assert b'office:value="453"' in chart
    assert b'office:value="1201"' not in chart
    assert b'office:value="320"' in chart or b'office:value="320"' in rich.read(
        "Object 2/content.xml"
    )


def test_nothing_names_the_parts_that_went(rich):
    manifest, content = rich.read("META-INF/manifest.xml"), rich.read(CONTENT)
    assert b"Thumbnails/" not in manifest
    assert b"ObjectReplacements/Object 1" not in manifest + content


def test_libreoffice_shows_the_same_as_for_the_twin_in_the_other_format(rich, tmp_path):
    soffice = shutil.which("soffice")
    twin = protect(write_rich(tmp_path / "a.xlsx"), rich.changes, tmp_path / "out")
    ours, theirs = (as_csv(one.out, tmp_path / one.out.suffix[1:], soffice) for one in (rich, twin))
    assert ours["Table 1"] == theirs["Table 1"]
    assert ours["Summary"] == theirs["Summary"]
    assert ours["Table 1"][3][1:5] == ["[c]", "453", "[c]", "1661"]


def test_twins_read_back_the_same_value_by_value(rich, tmp_path):
    twin = protect(write_rich(tmp_path / "a.xlsx"), rich.changes, tmp_path / "out")
    ours, theirs = read_workbook(rich.out), read_workbook(twin.out)
    for name in ("Table 1", "Summary"):
        one, other = ours.sheet(name), theirs.sheet(name)
        np.testing.assert_array_equal(one.kinds, other.kinds)
        np.testing.assert_array_equal(one.values, other.values)
        assert (one.texts == other.texts).all()


def test_a_run_of_cells_is_split_around_a_changed_one(tmp_path):
    run = number(41, "41", 'table:number-columns-repeated="5" table:style-name="x"')
    case = saved_sheet(tmp_path, [row(run)], withheld("S", "C1"))
    plain = number(41, "41", 'table:style-name="x" table:number-columns-repeated="2"')
    written = rows_of(case)
    assert written.count(plain[plain.index("office:value") : plain.index(" table:")]) == 2
    sheet = read_workbook(case.out).sheet("S")
    assert [sheet.texts[0, 2], *sheet.values[0, [0, 1, 3, 4]]] == ["[c]", 41, 41, 41, 41]
    assert 'table:number-columns-repeated="5"' not in written
    assert case.prove().passed


def test_a_run_of_rows_is_split_around_changed_ones(tmp_path):
    rows = [row(text("A"), number(41), attributes='table:number-rows-repeated="6"')]
    case = saved_sheet(tmp_path, rows, [*withheld("S", "B2", "B3"), rounded("S", "B6", 40)])
    sheet = read_workbook(case.out).sheet("S")
    assert sheet.shape[0] == 6
    assert sheet.texts[:, 1].tolist() == ["", "[c]", "[c]", "", "", ""]
    assert sheet.values[[0, 3, 4, 5], 1].tolist() == [41, 41, 41, 40]
    assert rows_of(case).count("<table:table-row") == 5
    assert case.prove().passed


def test_rows_and_cells_that_are_left_out_are_put_in(tmp_path):
    rows = [row(attributes='table:number-rows-repeated="3"'), row(number(5)), "<table:table-row/>"]
    case = saved_sheet(tmp_path, rows, [*withheld("S", "C2", "D4", "A5")])
    sheet = read_workbook(case.out).sheet("S")
    assert [sheet.texts[place] for place in ((1, 2), (3, 3), (4, 0))] == ["[c]"] * 3
    assert sheet.values[3, 0] == 5
    assert case.prove().passed


def test_a_row_that_is_nowhere_in_the_file_cannot_be_edited(tmp_path):
    with pytest.raises(DamagedWorkbookError):
        saved_sheet(tmp_path, [row(number(5))], withheld("S", "A9"))


@pytest.mark.parametrize(
    "attributes",
    [
        'office:value-type="float" office:value="7"',
        'office:value-type="percentage" office:value="0.07"',
        'office:value-type="currency" office:currency="GBP" office:value="7"',
        'office:value-type="float" office:value="7" calcext:value-type="float"',
        'office:value-type="date" office:date-value="2020-06-30"',
        'office:value-type="time" office:time-value="PT07H00M00S"',
        'office:value-type="boolean" office:boolean-value="true"',
        'office:value-type="string" office:string-value="seven"',
        'office:value-type="string" calcext:value-type="error"',
        'office:value-type="float" office:value="7" table:formula="of:=3+4"',
        "",
    ],
)
def test_nothing_of_a_withheld_cell_is_left_whatever_its_kind(tmp_path, attributes):
    cell = f"<table:table-cell {attributes}><text:p>7</text:p></table:table-cell>"
    case = saved_sheet(tmp_path, [row(text("A"), cell)], withheld("S", "B1"))
    written = rows_of(case)
    assert 'office:value-type="string"' in written
    assert "[c]" in written
    kinds = ("office:value=", "date-value", "time-value", "boolean-value", "string-value")
    assert not [one for one in (*kinds, "formula", "currency", "error", "7<") if one in written]
    assert case.prove().passed


@pytest.mark.parametrize("words", ['office:valu1="4321"', 'xmlns:h="x" h:content="was 4,321"'])
def test_attributes_of_no_known_meaning_go_with_the_cell(tmp_path, words):
    rows = [row(text("A"), number(4321, None, f'{words} table:style-name="ce1"'))]
    case = saved_sheet(tmp_path, rows, withheld("S", "B1"))
    assert "321" not in rows_of(case)
    assert 'table:style-name="ce1"' in rows_of(case)
    assert case.prove().passed


@pytest.mark.parametrize("place", ["row", "cell"])
def test_a_copy_in_an_unknown_attribute_elsewhere_is_found(tmp_path, place):
    copy = 'office:was="4321"'
    rows = [
        row(text("A"), number(4321, None), attributes=copy if place == "row" else ""),
        row(text("B"), number(5, None, copy if place == "cell" else "")),
    ]
    proof = saved_sheet(tmp_path, rows, withheld("S", "B1")).prove()
    assert not proof.passed
    assert {one.part for one in proof.leaks} == {"S!A1" if place == "row" else "S!B2"}


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number(1234.0, "1,234"), "1,230"),
        (number(1234.0, "1234"), "1230"),
        (number(1234.0, "£1,234"), "£1,230"),
        ('<table:table-cell office:value-type="string"><text:p>1,234</text:p></table:table-cell>',
         "1,230"),
    ],
)  # fmt: skip
def test_a_rounded_number_is_shown_the_way_the_old_one_was(tmp_path, cell, shown):
    case = saved_sheet(tmp_path, [row(cell)], [rounded("S", "A1", 1230)])
    assert f"<text:p>{shown}</text:p>" in rows_of(case)
    assert case.prove().passed


def test_merged_cells_and_what_lies_under_them_can_change(tmp_path):
    merged = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    under = number(12).replace("table-cell", "covered-table-cell")
    case = saved_sheet(tmp_path, [row(number(41, "41", merged), under)], withheld("S", "A1", "B1"))
    written = rows_of(case)
    assert merged in written
    assert "<table:covered-table-cell" in written
    assert read_workbook(case.out).sheet("S").texts[0].tolist() == ["[c]", "[c]"]
    assert case.prove().passed


def test_a_remark_stays_unless_it_tells_the_old_number(tmp_path):
    def noted(remark: str) -> str:
        note = f"<office:annotation><text:p>{remark}</text:p></office:annotation>"
        return number(1234).replace("<text:p>", f"{note}<text:p>")

    rows = [row(noted("checked"), noted("was 1,234"), noted("1 234!"))]
    case = saved_sheet(tmp_path, rows, withheld("S", "A1", "B1", "C1"))
    assert "checked" in rows_of(case)
    assert (
        "annotation" not in rows_of(case).split("checked")[1].partition("</office:annotation>")[2]
    )
    assert case.prove().passed


def test_rich_text_of_a_changed_cell_becomes_a_plain_marker(tmp_path):
    cell = (
        '<table:table-cell office:value-type="string"><text:p>1<text:span>201</text:span>'
        '<text:s text:c="2"/><text:a xlink:href="#S.A1">people</text:a></text:p><text:p>in all'
        "</text:p></table:table-cell>"
    )
    case = saved_sheet(tmp_path, [row(cell, text("B"))], withheld("S", "A1"))
    assert rows_of(case).startswith(
        '<table:table-row ><table:table-cell office:value-type="string"><text:p>[c]</text:p>'
    )
    assert case.prove().passed


@pytest.mark.parametrize("marker", ["  two  spaces ", "a&b<c>\"'", "tab\there", "naïve ⚠"])
def test_any_marker_reads_back_as_it_was_decided(tmp_path, marker):
    case = saved_sheet(tmp_path, [row(number(7))], withheld("S", "A1", marker=marker))
    assert read_workbook(case.out).sheet("S").texts[0, 0] == marker
    assert case.prove().passed


FORMULAS = {
    "of:=[.A1]+1": True,
    "of:=SUM([.A1:.B1])": True,
    "of:=SUM([.A:.A])": True,
    "of:=SUM([.1:.1])": True,
    "of:=[$S.$A$1]*2": True,
    "of:=['Table 1'.B2]": False,
    "of:=SUM([.B1:.B9])": False,
    "of:=Old*2": True,
    "of:=Base+1": True,
    "of:=Marked": True,
    "of:=SUM(['Table 1'.A1:S.B2])": True,
    'of:=INDIRECT("A"&1)': True,
    "of:=OFFSET([.B5];-4;-1)": True,
    "of:=[.A1:.B1]![.A1:.A9]": True,
    "msoxl:=A1+1": True,
    "of:=[.D1]": True,
    'of:="[.A1]"': False,
    "of:=['file:///b.ods'#$S.A1]": False,
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_becomes_a_value_exactly_when_it_can_read_a_changed_cell(tmp_path, formula):
    quoted = formula.replace("&", "&amp;").replace('"', "&quot;")
    rows = [
        row(
            *(number(41), number(5)),
            number(9, None, f'table:formula="{quoted}"'),
            number(42, None, 'table:formula="of:=[.A1]+1"'),
        ),
    ]
    beside = (
        "<table:named-expressions>"
        '<table:named-range table:name="Old" table:cell-range-address="$S.$A$1"/>'
        '<table:named-expression table:name="Base" table:expression="of:=[$S.$A$1]*3"/>'
        "</table:named-expressions><table:database-ranges><table:database-range "
        'table:name="Marked" table:target-range-address="S.A1:S.A1"/></table:database-ranges>'
    )
    case = saved_sheet(tmp_path, rows, withheld("S", "A1"), beside=beside)
    assert (CellRef("S", 0, 2) in case.saved.formulas_to_values) is FORMULAS[formula]
    assert CellRef("S", 0, 3) in case.saved.formulas_to_values
    assert case.prove().passed


def test_a_formula_over_several_cells_goes_as_a_whole(tmp_path):
    spans = 'table:number-matrix-columns-spanned="1" table:number-matrix-rows-spanned="2"'
    array = number(82, None, f'table:formula="of:=[.A1:.A2]*2" {spans}')
    case = saved_sheet(
        tmp_path, [row(number(41), array), row(number(5), number(10))], withheld("S", "A2")
    )
    assert "matrix" not in rows_of(case)
    assert read_workbook(case.out).sheet("S").values[:, 1].tolist() == [82, 10]
    assert case.prove().passed


def test_a_formula_in_a_run_of_cells_goes_from_the_whole_run(tmp_path):
    run = number(42, None, 'table:formula="of:=[.A1]+1" table:number-columns-repeated="3"')
    case = saved_sheet(tmp_path, [row(number(41), run)], withheld("S", "A1"))
    assert "formula" not in rows_of(case)
    assert read_workbook(case.out).sheet("S").values[0, 1:].tolist() == [42, 42, 42]
    assert case.prove().passed


def test_a_formula_without_a_stored_result_is_named(tmp_path):
    cell = '<table:table-cell table:formula="of:=[.A1]"/>'
    case = saved_sheet(tmp_path, [row(number(41), cell)], withheld("S", "A1"))
    assert case.saved.without_result == (CellRef("S", 0, 1),)
    assert [one.severity for one in case.prove().findings] == ["review"]


def test_tracked_changes_go_because_they_tell_what_cells_held(tmp_path):
    change = (
        "<table:tracked-changes><table:cell-content-change><table:previous><table:change-track-"
        'table-cell office:value-type="float" office:value="7"/></table:previous>'
        "</table:cell-content-change></table:tracked-changes>"
    )
    case = saved_sheet(tmp_path, [row(number(41))], withheld("S", "A1"), beside=change)
    assert b"tracked" not in case.read(CONTENT)
    reasons = {one.name: one.why for one in case.saved.parts}
    assert "tracked changes" in reasons[CONTENT]
    assert case.prove().passed


@pytest.mark.parametrize(
    "part",
    ["Thumbnails/thumbnail.png", "Versions/Version1", "META-INF/documentsignatures.xml"],
)
def test_a_part_that_shows_the_old_workbook_goes_with_a_reason(tmp_path, part):
    case = saved_sheet(tmp_path, [row(number(41))], withheld("S", "A1"), parts={part: b"<old/>"})
    reasons = {one.name: one.why for one in case.saved.parts if one.outcome == "removed"}
    assert reasons[part]
    assert case.prove().passed


def test_a_table_inside_a_drawing_is_not_taken_for_the_sheet(tmp_path):
    inner = table("Inner", row(number(1)))
    shapes = f"<table:shapes><draw:frame>{inner}</draw:frame></table:shapes>"
    case = saved_sheet(
        tmp_path,
        [shapes.replace("<draw:frame>", '<draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:'
         'xmlns:drawing:1.0">'), row(number(41), number(5))],
        withheld("S", "B1"),
    )  # fmt: skip
    assert read_workbook(case.out).sheet("S").texts[0, 1] == "[c]"
    assert inner in case.read(CONTENT).decode()


@pytest.mark.parametrize("kind", ["entries", "one package"])
def test_a_file_with_a_password_is_refused_in_one_sentence(tmp_path, kind):
    entry = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    manifest = f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entry}'
    source = write_ods(
        tmp_path / "a.ods", parts={"META-INF/manifest.xml": f"{manifest}</m:manifest>"}
    )
    if kind == "one package":
        with zipfile.ZipFile(source) as before, zipfile.ZipFile(tmp_path / "b.ods", "w") as after:
            for name in ("mimetype", "META-INF/manifest.xml"):
                data = before.read(name).replace(b"content.xml", b"encrypted-package")
                after.writestr(name, data)
            after.writestr("encrypted-package", b"secret")
        source = tmp_path / "b.ods"
    with pytest.raises(WorkbookLockedError):
        read_workbook(source)


@pytest.mark.parametrize("name", [SUPPORT, f"{POVERTY}.ods"])
def test_a_real_workbook_is_protected_and_proved(corpus, tmp_path, name):
    case = protect(corpus(name), some_changes(corpus(name)), tmp_path / "out")
    proof = case.prove()
    assert proof.passed, [one.message for one in proof.findings]
    assert case.changed_parts() == {CONTENT}


def some_changes(path) -> list[CellChange]:
    """Withhold or round a few numbers on every visible sheet."""
    found = []
    for sheet in read_workbook(path).sheets:
        places = np.argwhere(sheet.kinds == CellKind.NUMBER).tolist()
        if sheet.visibility is not Visibility.VISIBLE:
            continue
        for count, (place, column) in enumerate(places[3:200:40]):
            cell = CellRef(sheet.name, place, column)
            base = float(5 * round(sheet.values[place, column] / 5))
            found.append(CellChange(cell, number=base) if count % 2 else CellChange(cell, "[c]"))
    return found


def test_a_real_workbook_and_its_twin_show_the_same_afterwards(corpus, tmp_path):
    changes = some_changes(corpus(f"{POVERTY}.ods"))
    ours, theirs = (
        read_workbook(protect(corpus(f"{POVERTY}.{one}"), changes, tmp_path / one).out)
        for one in ("ods", "xlsx")
    )
    for one, other in zip(ours.sheets, theirs.sheets, strict=True):
        np.testing.assert_array_equal(one.kinds, other.kinds)
        np.testing.assert_array_equal(one.values, other.values)
        assert (one.texts == other.texts).all()


def test_libreoffice_opens_a_real_workbook_and_writes_the_same_values(corpus, tmp_path):
    case = protect(corpus(SUPPORT), some_changes(corpus(SUPPORT)), tmp_path / "out")
    again = read_workbook(with_libreoffice(case.out, tmp_path, "xlsx"))
    ours = read_workbook(case.out)
    for change in case.changes:
        one, other = ours.sheet(change.cell.sheet), again.sheet(change.cell.sheet)
        place = change.cell.row, change.cell.column
        assert other.texts[place] == one.texts[place]
        np.testing.assert_equal(other.values[place], one.values[place])


CELLS = st.one_of(
    st.none(),
    st.integers(-9999, 9999).map(float),
    st.floats(-1e6, 1e6, allow_nan=False).map(lambda one: round(one, 3)),
    st.text("ab 12,", max_size=6),
)


@st.composite
def sheets(draw):
    """Return rows of runs, and a few changes inside of them."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(1, 3),
                st.lists(st.tuples(st.integers(1, 3), CELLS), min_size=1, max_size=4),
            ),
            min_size=1,
            max_size=4,
        )
    )
    height = sum(count for count, _ in rows)
    places = st.tuples(st.integers(0, height - 1), st.integers(0, 13))
    shown = st.one_of(st.sampled_from(("[c]", "x", "")), st.integers(0, 500).map(float))
    return rows, draw(st.dictionaries(places, shown.filter(lambda one: one != ""), max_size=6))


def written_cell(count: int, value: object) -> str:
    repeated = f'table:number-columns-repeated="{count}"'
    if value is None:
        return f"<table:table-cell {repeated}/>"
    if isinstance(value, float):
        return number(value, f"{value:,.10g}", repeated)
    return text(str(value), repeated)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(made=sheets())
def test_a_random_table_reads_back_as_decided(made, tmp_path_factory):
    rows, decided = made
    written = [
        row(
            *(written_cell(*one) for one in cells),
            attributes=f'table:number-rows-repeated="{count}"',
        )
        for count, cells in rows
    ]
    changes = [
        CellChange(CellRef("S", *place), marker=shown)
        if isinstance(shown, str)
        else CellChange(CellRef("S", *place), number=shown)
        for place, shown in decided.items()
    ]
    case = saved_sheet(tmp_path_factory.mktemp("random"), written, changes)
    before, after = case.workbook.sheet("S"), read_workbook(case.out).sheet("S")
    for place in np.ndindex(after.shape):
        cell = CellRef("S", *place)
        change = next((one for one in changes if one.cell == cell), None)
        if change is not None and change.is_withheld:
            assert after.texts[place] == change.marker
        elif change is not None:
            assert after.values[place] == change.number
        elif place[0] < before.shape[0] and place[1] < before.shape[1]:
            np.testing.assert_equal(after.values[place], before.values[place])
            assert after.texts[place] == before.texts[place]
        else:
            assert after.is_empty(*place)
    proof = case.prove()
    assert not [one for one in proof.findings if one.severity == "fail" and not proof.leaks]
