import csv
import io
import re
import shutil
import subprocess
import zipfile

import numpy as np
import pytest

from sdc_desktop.core.cells import CellRef
from sdc_desktop.workbook.hidden_data import inspect_saved
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.proof import prove_saved
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.removal import plan_removal
from sdc_desktop.workbook.removal.agreed import agreed_removal
from sdc_desktop.workbook.saving import open_parts, save_protected
from tests.workbook.inspection.makers import REMOVABLE as MADE
from tests.workbook.inspection.ods_makers import (
    CARRIERS,
    HIDDEN_TABLE,
    SECRET_ROW,
    number,
    row,
    table,
    text,
    write_ods,
)
from tests.workbook.ods_saved import CONTENT, with_libreoffice
from tests.workbook.saved import as_csv, withheld

NOT_REMOVABLE = {"picture", "personal-ni-numbers", "contradicting-text"}
REMOVABLE = [kind for kind in CARRIERS if kind not in NOT_REMOVABLE]
SUPPORT = (
    "dluhc-council-tax-support/Local_Council_Tax_Support_Claimants_Live_Table_Q3_2022-23_v2.ods"
)
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
DRAW = 'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'


def remove(source, out, *kinds, changes=()):
    """Save `source` without these sorts of carriers (all without any) and prove it."""
    workbook = read_workbook(source)
    which = [one for one in inspect_file(source) if one.kind in kinds] if kinds else None
    removal = plan_removal(open_parts(source, workbook), workbook, which)
    saved = save_protected(source, workbook, changes, out, removal=removal)
    agreed = agreed_removal(removal, saved.edited_parts)
    return removal, prove_saved(workbook, source, out, changes, agreed=agreed)


@pytest.fixture
def paths(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "a.ods", tmp_path / "out" / "b.ods"


def parts_of(path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", REMOVABLE)
def test_each_carrier_goes_and_nothing_else_does(paths, kind):
    source, out = CARRIERS[kind](paths[0]), paths[1]
    removal, proof = remove(source, out, kind)
    assert [one.message for one in proof.findings if one.severity == "fail"] == []
    assert kind not in {one.kind for one in inspect_file(out)}
    assert not inspect_saved(out, removal).still_there
    sheet = read_workbook(out).sheet("Table 1")
    assert sheet.values[1:3, 1:].tolist() == [[1201, 453], [319, 188]]


@pytest.mark.parametrize("kind", REMOVABLE)
def test_removing_all_leaves_no_trace(paths, kind):
    source, out = CARRIERS[kind](paths[0]), paths[1]
    _, proof = remove(source, out)
    assert proof.passed, [one.message for one in proof.findings]
    assert not [one for one in inspect_file(out) if one.removable]
    for name, data in parts_of(out).items():
        for secret in (b"918273", b"mith", b"was 41", b"secret"):
            assert secret not in data, name
    assert b"was 41" not in out.read_bytes()


@pytest.mark.parametrize("kind", REMOVABLE)
def test_with_a_decided_cell_the_rest_still_goes(paths, kind):
    source, out = CARRIERS[kind](paths[0]), paths[1]
    changes = withheld("Table 1", "B2")
    _, proof = remove(source, out, changes=changes)
    assert proof.passed, [one.message for one in proof.findings]
    assert read_workbook(out).sheet("Table 1").texts[1, 1] == "[c]"
    assert b"1201" not in b"".join(parts_of(out).values())


@pytest.mark.parametrize("kind", sorted(NOT_REMOVABLE))
def test_what_only_a_person_can_judge_is_not_called_removable(paths, kind):
    found = [one for one in inspect_file(CARRIERS[kind](paths[0])) if one.kind == kind]
    assert found
    assert not any(one.removable for one in found)


def test_libreoffice_opens_every_result_and_shows_the_table(tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    (tmp_path / "out").mkdir()
    for kind in REMOVABLE:
        source = CARRIERS[kind](tmp_path / f"{kind}.ods")
        remove(source, tmp_path / "out" / f"{kind}.ods", changes=withheld("Table 1", "B2"))
    shown = as_csv_of_all(tmp_path / "out", tmp_path, soffice)
    assert shown.keys() == set(REMOVABLE)
    for kind, lines in shown.items():
        assert lines[:3] == [
            ["Region", "Young", "Old"],
            ["North", "[c]", "453"],
            ["South", "319", "188"],
        ], kind


def as_csv_of_all(folder, work, soffice) -> dict[str, list[list[str]]]:
    """Return the first sheet of every file as LibreOffice shows it."""
    command = [
        *(soffice, "--headless", f"-env:UserInstallation={(work / 'profile').as_uri()}"),
        *("--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir"),
        *(str(work / "csv"), *(str(one) for one in sorted(folder.glob("*.ods")))),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {
        one.stem: list(csv.reader(io.StringIO(one.read_text(encoding="utf-8"), newline="")))
        for one in (work / "csv").glob("*")
    }


def test_a_real_file_loses_its_hidden_sheets_columns_and_digits(corpus, paths):
    source = corpus(SUPPORT)
    removal, proof = remove(source, paths[1])
    assert proof.passed, [one.message for one in proof.findings]
    assert not [one for one in inspect_file(paths[1]) if one.removable]
    before, after = read_workbook(source), read_workbook(paths[1])
    seen = [one for one in before.sheets if one.visibility == "visible"]
    assert [one.name for one in after.sheets] == [one.name for one in seen]
    assert len(removal.plan.gone) == 4


def test_libreoffice_shows_a_real_file_as_before_where_it_was_seen(corpus, tmp_path, paths):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not at hand")
    source = corpus(SUPPORT)
    removal, _ = remove(source, paths[1])
    shown = as_csv(paths[1], tmp_path, soffice)
    before = as_csv(source, tmp_path / "before", soffice)
    assert shown.keys() == before.keys() - removal.plan.gone
    touched = {cell.sheet for cell in removal.plan.edits}
    for name in shown.keys() - touched:
        assert shown[name] == before[name]


def test_formulas_that_read_a_removed_sheet_keep_their_result(paths):
    formula = number(918273, None, 'table:formula="of:=[S.B1]"')
    by_name = number(5, None, 'table:formula="of:=Old*1"')
    source = write_ods(
        paths[0],
        row(text("A"), formula, by_name),
        tables=table("S", SECRET_ROW, 'table:style-name="h"'),
        styles=HIDDEN_TABLE,
        beside='<table:named-expressions><table:named-range table:name="Old" '
        'table:cell-range-address="$S.$A$1:$S.$B$9"/><table:named-range table:name="Kept" '
        "table:cell-range-address=\"$'Table 1'.$B$2\"/></table:named-expressions>"
        '<table:database-ranges><table:database-range table:name="d" '
        'table:target-range-address="S.A1:S.B9"/></table:database-ranges>',
    )
    _, proof = remove(source, paths[1], "hidden-sheet")
    assert proof.passed, [one.message for one in proof.findings]
    content = parts_of(paths[1])[CONTENT].decode()
    assert "formula" not in content
    assert 'office:value="918273"' in content
    assert "Kept" in content
    assert "Old" not in re.sub(r"<text:p>Old</text:p>", "", content)
    assert "database-range " not in content


def test_what_names_a_removed_sheet_in_the_settings_goes(paths):
    item = '<config:config-item config:name="{}">{}</config:config-item>'
    entry = '<config:config-item-map-entry config:name="{}"/>'
    settings = "".join(
        (entry.format("S"), entry.format("Table 1"), item.format("ActiveTable", "S"))
    )
    spaces = 'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
    source = write_ods(
        paths[0],
        tables=table("S", SECRET_ROW, 'table:style-name="h"'),
        styles=HIDDEN_TABLE,
        parts={"settings.xml": f"<s {spaces}>{settings}</s>"},
    )
    _, proof = remove(source, paths[1])
    assert proof.passed
    left = parts_of(paths[1])["settings.xml"].decode()
    assert left == f"<s {spaces}>{entry.format('Table 1')}</s>"


def test_objects_and_pictures_of_a_removed_sheet_go_with_it(paths):
    frame = (
        f'<table:shapes><draw:frame {DRAW}><draw:object {XLINK} xlink:href="./Object 1"/>'
        f'<draw:image {XLINK} xlink:href="./ObjectReplacements/Object 1"/></draw:frame>'
        "</table:shapes>"
    )
    source = write_ods(
        paths[0],
        tables=table("S", frame + SECRET_ROW, 'table:style-name="h"'),
        styles=HIDDEN_TABLE,
        parts={
            "Object 1/content.xml": "<a/>",
            "Object 1/styles.xml": "<a/>",
            "ObjectReplacements/Object 1": b"x",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path='
            '"Object 1/"/><m:file-entry m:full-path="Object 1/content.xml"/>'
            '<m:file-entry m:full-path="content.xml"/></m:manifest>',
        },
    )
    _, proof = remove(source, paths[1], "hidden-sheet")
    assert proof.passed, [one.message for one in proof.findings]
    left = parts_of(paths[1])
    assert not [name for name in left if "Object" in name]
    assert left["META-INF/manifest.xml"].count(b"file-entry") == 1


def test_a_chart_of_a_removed_sheet_keeps_nothing_of_it(paths):
    cell = (
        '<table:table-cell office:value-type="float" office:value="918273"><text:p>918273</text:p>'
        "{}</table:table-cell>"
    )
    described = cell.format(
        f'<draw:g {DRAW}><svg:desc xmlns:svg="urn:svg">$S.$B$1</svg:desc></draw:g>'
    )
    head = "<table:table-row><table:table-cell/></table:table-row>"
    rows = f"{head}<table:table-row>{described}</table:table-row>"
    content = parts_of(write_ods(paths[0], parts={"x": "x"}))[CONTENT].decode()
    spaces = content[content.index("xmlns") : content.index(">")]
    chart = (
        f"<office:document-content {spaces}><office:body><office:chart><chart:chart "
        f'xmlns:chart="urn:c">{table("local-table", rows)}</chart:chart></office:chart>'
        "</office:body></office:document-content>"
    )
    source = write_ods(
        paths[0],
        tables=table("S", SECRET_ROW, 'table:style-name="h"'),
        styles=HIDDEN_TABLE,
        parts={"Object 1/content.xml": chart},
    )
    _, proof = remove(source, paths[1], "hidden-sheet")
    assert proof.passed, [one.message for one in proof.findings]
    assert b"918273" not in parts_of(paths[1])["Object 1/content.xml"]


def test_an_embedded_file_goes_with_its_frame_and_its_cell_stays(paths):
    frame = (
        f'<draw:frame {DRAW}><draw:object-ole {XLINK} xlink:href="./Object 1"/>'
        f'<draw:image {XLINK} xlink:href="./ObjectReplacements/Object 1"/></draw:frame>'
    )
    cell = number(41).replace("</table:table-cell>", f"{frame}</table:table-cell>")
    parts = {"Object 1": b"\xd0\xcf\x11\xe0", "ObjectReplacements/Object 1": b"x"}
    source = write_ods(paths[0], row(text("A"), cell), parts=parts)
    _, proof = remove(source, paths[1], "embedded-file")
    assert proof.passed, [one.message for one in proof.findings]
    assert b"frame" not in parts_of(paths[1])[CONTENT]
    assert read_workbook(paths[1]).sheet("Table 1").values[3, 1] == 41


def test_a_local_link_becomes_its_text(paths):
    source = CARRIERS["local-hyperlinks"](paths[0])
    _, proof = remove(source, paths[1], "local-hyperlinks")
    assert proof.passed
    assert b"<text:p>A</text:p>" in parts_of(paths[1])[CONTENT]


def test_hidden_cells_are_cleared_in_every_row_they_are_repeated_in(paths):
    hidden = row(
        number(41), attributes='table:visibility="collapse" table:number-rows-repeated="4"'
    )
    remove(CARRIERS["hidden-rows"](paths[0]), paths[1])
    source = write_ods(paths[0], hidden + row(text("end")))
    removal, proof = remove(source, paths[1])
    assert proof.passed
    assert len(removal.plan.edits) == 4
    sheet = read_workbook(paths[1]).sheet("Table 1")
    assert np.isnan(sheet.values[3:7]).all()
    assert sheet.texts[7, 0] == "end"


def test_a_number_stored_too_exactly_becomes_what_is_shown(paths):
    cells = row(number(12.345678, "12.3"), number(-1234.5678, "(1,235)"), number(0.12345, "12%"))
    cells = cells.replace('"float" office:value="0.12345"', '"percentage" office:value="0.12345"')
    source = write_ods(paths[0], cells)
    _, proof = remove(source, paths[1])
    assert proof.passed, [one.message for one in proof.findings]
    values = read_workbook(paths[1]).sheet("Table 1").values[3].tolist()
    assert values == [12.3, -1235.0, 0.12]


def test_a_rule_for_entries_goes_from_its_cells_too(paths):
    ruled = number(41, None, 'table:content-validation-name="v"')
    kept = number(42, None, 'table:content-validation-name="w"')
    rules = (
        '<table:content-validations><table:content-validation table:name="v" table:condition=\''
        'of:cell-content-is-in-list("A";"B")\'/><table:content-validation table:name="w" '
        'table:condition="of:cell-content()&gt;1"/></table:content-validations>'
    )
    made = write_ods(paths[0], row(ruled, kept))
    content = parts_of(made)[CONTENT].decode()
    content = content.replace("<office:spreadsheet>", f"<office:spreadsheet>{rules}")
    source = write_ods(paths[0], parts={CONTENT: content})
    _, proof = remove(source, paths[1], "validation-lists")
    assert proof.passed, [one.message for one in proof.findings]
    left = parts_of(paths[1])[CONTENT]
    assert b'validation-name="v"' not in left
    assert b'validation-name="w"' in left


def test_protection_goes_with_its_scrambled_password(paths):
    attributes = 'table:protected="true" table:protection-key="abc="'
    source = write_ods(paths[0], tables=table("S", row(number(1)), attributes))
    _, proof = remove(source, paths[1], "protection")
    assert proof.passed
    assert b"protect" not in parts_of(paths[1])[CONTENT]


def test_what_was_not_agreed_to_go_must_stay(paths):
    source = CARRIERS["comments"](paths[0])
    workbook = read_workbook(source)
    remove(source, paths[1], "comments")
    proof = prove_saved(workbook, source, paths[1], ())
    assert not proof.passed


def test_a_visible_sheet_must_not_go_whatever_was_agreed(paths):
    source = CARRIERS["hidden-sheet"](paths[0])
    workbook = read_workbook(source)
    removal = plan_removal(open_parts(source, workbook), workbook)
    saved = save_protected(source, workbook, (), paths[1], removal=removal)
    agreed = agreed_removal(removal, saved.edited_parts)
    content = parts_of(paths[1])[CONTENT]
    shown = write_ods(paths[0], tables=table("S", SECRET_ROW))
    proof = prove_saved(read_workbook(shown), shown, paths[1], (), agreed=agreed)
    assert b"Secret" not in content
    assert not proof.passed


def test_what_libreoffice_hid_is_removed(tmp_path, paths):
    for kind in ("hidden-sheet", "hidden-rows", "hidden-columns", "comments", "stored-precision"):
        made = MADE[kind](tmp_path / f"{kind}.xlsx")
        source = with_libreoffice(made, tmp_path)
        assert kind in {one.kind for one in inspect_file(source)}
        _, proof = remove(source, paths[1])
        assert proof.passed, (kind, [one.message for one in proof.findings])
        assert not [one.kind for one in inspect_file(paths[1]) if one.removable], kind


def test_an_action_on_a_cell_that_is_cleared_clears_it(paths):
    source = write_ods(paths[0], row(number(41), attributes='table:visibility="collapse"'))
    _, proof = remove(source, paths[1], changes=withheld("Table 1", "A4"))
    assert proof.passed
    assert read_workbook(paths[1]).value(CellRef("Table 1", 3, 0)) != 41


def test_rows_and_columns_of_a_folded_group_are_hidden_too(paths):
    def folded(what, inside):
        return f'<table:{what}-group table:display="false">{inside}</table:{what}-group>'

    column = folded("table-column", '<table:table-column table:number-columns-repeated="2"/>')
    inside = column + row(number(918273), text("a"), text("b"))
    rows = folded("table-row", row(text("West"), number(918273)))
    source = write_ods(paths[0], rows + row(text("end")), tables=table("S", inside))
    kinds = {(one.kind, one.sheet) for one in inspect_file(source) if one.is_outstanding}
    assert kinds == {("hidden-rows", "Table 1"), ("hidden-columns", "S")}
    _, proof = remove(source, paths[1])
    assert proof.passed, [one.message for one in proof.findings]
    assert b"918273" not in parts_of(paths[1])[CONTENT]
    assert read_workbook(paths[1]).sheet("S").texts[0, 2] == "b"


def test_the_place_of_a_template_goes(paths):
    spaces = 'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    template = f'<meta:template {XLINK} xlink:href="file:///C:/Users/smith/t.ots"/>'
    meta = f"<office:document-meta xmlns:office='urn:o' {spaces}>{template}</office:document-meta>"
    source = write_ods(paths[0], parts={"meta.xml": meta})
    assert [one.kind for one in inspect_file(source)] == ["local-hyperlinks"]
    _, proof = remove(source, paths[1])
    assert proof.passed
    assert b"smith" not in parts_of(paths[1])["meta.xml"]
