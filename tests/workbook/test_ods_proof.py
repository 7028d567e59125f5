import io
import zipfile

import pytest

from sdc_desktop.workbook.proof_numbers import key_of
from sdc_desktop.workbook.proof_ods_parts import keys_in_document
from sdc_desktop.workbook.proof_package import parse_xml
from tests.workbook.inspection.fixtures import png
from tests.workbook.inspection.ods_makers import HIDDEN_TABLE, number, row, table, text, write_ods
from tests.workbook.ods_saved import CONTENT, saved_sheet, source_part, write_rich_ods
from tests.workbook.saved import Case, protect, replace_parts, rounded, withheld

OBJECT = "Object 1/content.xml"
MARKER = b'office:value-type="string" calcext:value-type="string"><text:p>[c]</text:p>'


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    """D4 (7) and B4 (1201) are withheld, C5 (319) is shown as 320."""
    folder = tmp_path_factory.mktemp("proof")
    changes = [*withheld("Table 1", "B4", "D4"), rounded("Table 1", "C5", 320)]
    return protect(write_rich_ods(folder), changes, folder / "out")


def tampered(case: Case, parts):
    """Prove the saved file after some of its parts were replaced, the first as it has to be."""
    out = replace_parts(case.out, parts)
    with zipfile.ZipFile(out) as archive:
        read = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in read.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, data, stored)
    return case.prove(out)


def changed_content(case: Case, old: bytes, new: bytes):
    content = case.read(CONTENT)
    assert old in content
    return tampered(case, {CONTENT: content.replace(old, new, 1)})


def failures(proof) -> list[str]:
    return [one.message for one in proof.findings if one.severity == "fail"]


def leaking(proof) -> set[str]:
    return {leak.part for leak in proof.leaks}


def test_what_was_saved_rightly_passes(case):
    proof = case.prove()
    assert proof.findings == ()
    assert proof.passed
    assert proof.cells_compared > 30
    assert tampered(case, {}).passed


def test_the_source_itself_is_no_protected_file(case):
    assert not case.prove(case.source).passed


VALUE = (
    b'office:value-type="float" office:value="1201" calcext:value-type="float"><text:p>1201'
    b"</text:p>"
)


@pytest.mark.parametrize(
    "new",
    [
        VALUE,
        MARKER.replace(b'calcext:value-type="string"', b'office:value="1201"'),
        MARKER.replace(b'calcext:value-type="string"', b'office:string-value="1201"'),
        MARKER.replace(b'calcext:value-type="string"', b'table:formula="of:=1200+1"'),
        MARKER.replace(b"[c]", b"[c]<!-- 1201 -->"),
        MARKER.replace(b"[c]", b'[c]<text:a xlink:href="#1201"></text:a>'),
        MARKER.replace(b"[c]", b"1201"),
        MARKER + b"<text:p>1201</text:p>",
        MARKER + b"<office:annotation><text:p>was 1,201</text:p></office:annotation>",
        MARKER + b"<office:annotation><text:p>new</text:p></office:annotation>",
        MARKER.replace(b"string", b"float"),
        MARKER.replace(b"[c]", b"[d]"),
    ],
)
def test_a_decided_cell_that_holds_anything_else_fails(case, new):
    proof = changed_content(case, MARKER, new)
    assert failures(proof)
    assert "D4" in {cell.a1 for one in proof.findings for cell in one.cells}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'office:value="320"', b'office:value="319"'),
        (b"<text:p>320</text:p>", b"<text:p>319</text:p>"),
        (b'office:value="320"', b'office:value="320" office:string-value="319"'),
    ],
)
def test_a_rounded_cell_with_its_old_value_fails(case, old, new):
    assert failures(changed_content(case, old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'office:value="644"', b'office:value="645"'),
        (b"<text:p>644</text:p>", b"<text:p>646</text:p>"),
        (b"<text:p>North</text:p>", b"<text:p><text:span>North</text:span></text:p>"),
        (b"Checked by hand", b"Checked by machine"),
        (b"<table:table-row ", b'<table:table-row table:visibility="collapse" '),
        (b"<table:table-column ", b'<table:table-column table:visibility="collapse" '),
        (b'table:name="Summary"', b'table:name="Summary" table:protected="true"'),
        (b"is-in-list", b"is-not-in-list"),
        (b"<table:table-row ", b"<!-- x --><table:table-row "),
        (b"<table:table-cell ", b"x<table:table-cell "),
        (b"</office:spreadsheet>", b"<table:named-expressions/></office:spreadsheet>"),
    ],
)
def test_any_other_difference_in_the_content_fails(case, old, new):
    assert failures(changed_content(case, old, new))


def test_a_row_or_a_sheet_too_many_or_too_few_fails(case):
    content = case.read(CONTENT)
    start, end = content.index(b"<table:table-row"), content.index(b"</table:table-row>") + 18
    without = content[:start] + content[end:]
    assert failures(tampered(case, {CONTENT: without}))
    sheet = b'<table:table table:name="More"/></office:spreadsheet>'
    assert failures(changed_content(case, b"</office:spreadsheet>", sheet))


LEAKS = {
    "a remark at a cell": (
        b"<text:p>North</text:p>",
        b"<office:annotation><text:p>1 201</text:p></office:annotation><text:p>North</text:p>",
    ),
    "a remark in the rows": (b"<table:table-row ", b"<!-- 1201 --><table:table-row "),
    "a formula": (b"of:=1+1", b"of:=1201-1199"),
    "a named expression": (
        b"</office:spreadsheet>",
        b'<table:named-expressions><table:named-expression table:name="k" '
        b'table:expression="of:=1201"/></table:named-expressions></office:spreadsheet>',
    ),
    "a tracked change": (
        b"<office:spreadsheet>",
        b"<office:spreadsheet><table:tracked-changes><table:previous><table:change-track-"
        b'table-cell office:value="1201"/></table:previous></table:tracked-changes>',
    ),
    "a list to choose from": (b'is-in-list("', b'is-in-list("1201";"'),
    "a filter": (
        b"<table:database-range ",
        b'<table:database-range table:x="1201" ',
    ),
    "a control": (
        b"<office:spreadsheet>",
        b'<office:spreadsheet><office:forms><form:text form:current-value="1201"/></office:forms>',
    ),
    "a drawing": (
        b"<table:shapes>",
        b"<table:shapes><draw:rect><text:p>1,2<text:span>01</text:span></text:p></draw:rect>",
    ),
    "a title of a drawing": (
        b"<table:shapes>",
        b"<table:shapes><draw:rect><svg:title>1201</svg:title></draw:rect>",
    ),
    "a pivot table": (
        b"</office:spreadsheet>",
        b"<table:data-pilot-tables><table:data-pilot-table><table:data-pilot-member "
        b'table:name="1201"/></table:data-pilot-table></table:data-pilot-tables>'
        b"</office:spreadsheet>",
    ),
    "a scenario's remark": (
        b"<office:spreadsheet>",
        b'<office:spreadsheet><table:scenario table:comment="1201 before"/>',
    ),
    "a query": (
        b"</office:spreadsheet>",
        b'<table:database-source-sql table:sql-statement="n=1201"/></office:spreadsheet>',
    ),
    "a copy of another program's data": (
        b"</office:spreadsheet>",
        b"<table:dde-links><table:dde-link><table:table><table:table-row><table:table-cell "
        b'office:value="1201"/></table:table-row></table:table></table:dde-link>'
        b"</table:dde-links></office:spreadsheet>",
    ),
    "an instruction": (b"<office:spreadsheet>", b"<?x 1201?><office:spreadsheet>"),
    "what stands behind the end": (b"</office:document-content>", b"</office:document-content>"
                                   b"<!-- 1201 -->"),
}  # fmt: skip


@pytest.mark.parametrize("where", LEAKS)
def test_a_withheld_number_anywhere_in_the_content_fails(case, where):
    old, new = LEAKS[where]
    content = case.read(CONTENT)
    if old not in content:
        old, new = b"</office:spreadsheet>", new.replace(old, b"") + b"</office:spreadsheet>"
        if where == "a filter":
            new = b'<table:database-range table:x="1201"/></office:spreadsheet>'
        if b"<table:shapes>" in LEAKS[where][0]:
            new = LEAKS[where][1] + b"</table:shapes></office:spreadsheet>"
    data = content.replace(old, new, 1).replace(
        b"<office:document-content ",
        b'<office:document-content xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
        if b"xmlns:form=" not in content
        else b"<office:document-content ",
        1,
    )
    proof = tampered(case, {CONTENT: data})
    assert failures(proof)
    assert leaking(proof), proof.findings


def inner_zip(text: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", text)
    return packed.getvalue()


PARTS = {
    "meta.xml": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:'
    '1.0"><office:meta><x>about 1,201 people</x></office:meta></office:document-meta>',
    "settings.xml": '<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    'office:1.0"><item>1201</item></office:document-settings>',
    "styles.xml": '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    'office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><text:p>n = 1201'
    "</text:p></office:document-styles>",
    "manifest.rdf": '<a b="1201"/>',
    "Basic/Standard/Module1.xml": '<s:module xmlns:s="x">n = 1201</s:module>',
    "Configurations2/x.txt": "1201".encode("utf-16"),
    "Object 9": inner_zip("there were 1201"),
    "Object 8/content.xml": "<a><b>1201</b></a>",
    "notes.txt": "1 201",
}


@pytest.mark.parametrize("part", PARTS)
def test_a_withheld_number_in_another_part_fails(tmp_path, part):
    source = write_ods(tmp_path / "a.ods", parts={part: PARTS[part]})
    proof = protect(source, withheld("Table 1", "B2"), tmp_path / "out").prove()
    assert failures(proof)
    assert {one.partition(" > ")[0] for one in leaking(proof)} == {part}


@pytest.mark.parametrize("text", ["1201", "1,201", "1 201", "1\u00a0201", "£1201.00", "120100%"])
def test_a_withheld_number_is_found_however_it_is_spelt(tmp_path, text):
    parts = {"notes.txt": f"about {text} people"}
    source = write_ods(tmp_path / "a.ods", parts=parts)
    proof = protect(source, withheld("Table 1", "B2"), tmp_path / "out").prove()
    assert leaking(proof) == {"notes.txt"}


def test_an_embedded_file_that_nobody_can_search_is_reviewed(tmp_path):
    source = write_ods(tmp_path / "a.ods", parts={"Object 1": b"\xd0\xcf\x11\xe0 data"})
    proof = protect(source, withheld("Table 1", "B2"), tmp_path / "out").prove()
    assert [(one.severity, one.evidence) for one in proof.findings] == [
        ("review", (("part", "Object 1"),))
    ]


def test_a_stale_copy_in_a_chart_fails_however_short_the_number(case):
    proof = tampered(case, {OBJECT: source_part(case, OBJECT)})
    assert leaking(proof) == {OBJECT}
    assert {"B4", "D4"} <= {cell.a1 for cell in proof.leaks[0].cells}


def test_a_chart_that_differs_in_more_than_its_numbers_fails(case):
    chart = case.read(OBJECT)
    assert b"chart:class=" in chart
    proof = tampered(case, {OBJECT: chart.replace(b"chart:class=", b"chart:other=", 1)})
    assert failures(proof)


@pytest.mark.parametrize("part", ["Thumbnails/thumbnail.png", "ObjectReplacements/Object 1"])
def test_a_picture_that_comes_back_fails_nothing_but_one_that_is_new_does(case, part):
    assert failures(tampered(case, {"Pictures/new.png": png(8, 8)}))
    assert failures(tampered(case, {part: source_part(case, part), "more.bin": b"x"}))


@pytest.mark.parametrize("part", ["styles.xml", "settings.xml", "meta.xml"])
def test_a_part_that_changed_without_need_fails(case, part):
    data = case.read(part)
    assert failures(tampered(case, {part: data.replace(b"?>", b"?><!-- x -->", 1)}))


def test_a_part_that_went_without_need_fails(case):
    out = case.out.with_name("without.ods")
    with zipfile.ZipFile(case.out) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            if name != "manifest.rdf":
                after.writestr(name, before.read(name))
    assert any("removed without need" in one for one in failures(case.prove(out)))


def test_a_kind_of_document_that_is_packed_or_not_first_fails(case):
    out = replace_parts(case.out, {})
    assert any("kind of document" in one for one in failures(case.prove(out)))


@pytest.mark.parametrize("remark", [b"<!-- x -->", b"<?x y?>"])
def test_remarks_among_the_listed_parts_end_nothing(case, remark):
    listed = case.read("META-INF/manifest.xml").replace(b"</manifest:", remark + b"</manifest:", 1)
    assert remark in listed
    assert tampered(case, {"META-INF/manifest.xml": listed}).parts_changed


def test_bytes_behind_the_end_and_a_remark_of_the_zip_fail(case):
    behind = case.out.with_name("behind.ods")
    behind.write_bytes(case.out.read_bytes() + b"1201")
    assert failures(case.prove(behind))


def test_a_broken_file_cannot_be_proved(case):
    broken = case.out.with_name("broken.ods")
    broken.write_bytes(case.out.read_bytes()[:2000])
    assert failures(case.prove(broken)) == ["The saved file cannot be read back."]
    assert failures(tampered(case, {CONTENT: case.read(CONTENT)[:-9]}))


def test_a_formula_that_still_reads_a_changed_cell_fails(case):
    for formula in ("of:=SUM([.B4:.D4])", "of:=All_old+1", "of:=INDIRECT(&quot;B4&quot;)"):
        old = b'office:value="1661"'
        new = b'table:formula="%s" ' % formula.encode() + old
        assert failures(changed_content(case, old, new)), formula


def test_a_number_on_a_hidden_sheet_fails(tmp_path):
    hidden = table("Hidden", row(number(4321)), 'table:style-name="h"')
    case = saved_sheet(
        tmp_path,
        [row(text("A"), number(4321))],
        withheld("S", "B1"),
        tables=hidden,
        styles=HIDDEN_TABLE,
    )
    assert leaking(case.prove()) == {"Hidden!A1"}


def test_a_number_in_a_hidden_row_is_reviewed(tmp_path):
    rows = [
        row(text("A"), number(4321)),
        row(number(4321), attributes='table:visibility="collapse"'),
        row(text("end")),
    ]
    proof = saved_sheet(tmp_path, rows, withheld("S", "B1")).prove()
    assert [(one.severity, one.cells[0].a1) for one in proof.findings] == [("review", "A2")]


def test_a_number_that_is_shown_elsewhere_is_no_secret(tmp_path):
    case = saved_sheet(
        tmp_path,
        [row(number(4321), number(4321))],
        withheld("S", "B1"),
        parts={"notes.txt": "4321"},
    )
    assert case.prove().passed


def test_a_longer_number_that_is_shown_does_not_publish_its_pieces(tmp_path):
    case = saved_sheet(
        tmp_path,
        [row(number(1721337.0, "1,721,337"), number(721))],
        withheld("S", "B1"),
        parts={"notes.txt": "721"},
    )
    assert leaking(case.prove()) == {"notes.txt"}


def test_a_name_of_a_visible_sheet_is_no_secret(tmp_path):
    tables = table("Table 721", row(number(9, None, "table:formula=\"of:=['Table 721'.B9]\"")))
    case = saved_sheet(tmp_path, [row(number(721))], withheld("S", "A1"), tables=tables)
    assert case.prove().passed


def test_measures_of_shapes_are_no_numbers_of_cells():
    office = "urn:oasis:names:tc:opendocument:xmlns"
    document = parse_xml(
        f'<o:document-content xmlns:o="{office}:office:1.0" xmlns:d="{office}:drawing:1.0" '
        f'xmlns:s="{office}:svg-compatible:1.0" xmlns:t="{office}:table:1.0">'
        '<d:frame d:z-index="1201" s:viewBox="0 0 1202 1203" t:number-rows-spanned="1204" '
        't:name="of 1205"/></o:document-content>'.encode()
    )
    assert set(keys_in_document(document)) == {key_of(1205)}


@pytest.mark.parametrize(("value", "shown"), [(319, "4321"), (4.3, "4321"), (319, "4321%")])
def test_a_text_that_its_number_is_not_shown_as_publishes_nothing(tmp_path, value, shown):
    case = saved_sheet(tmp_path, [row(number(4321), number(value, shown))], withheld("S", "A1"))
    assert leaking(case.prove()) == {"S!B1"}


@pytest.mark.parametrize("value", [4321.2, 43.21, 4321000, 4320999999])
def test_a_text_that_its_number_is_shown_as_is_public(tmp_path, value):
    cells = [row(number(4321), number(value, "4321"))]
    assert saved_sheet(tmp_path, cells, withheld("S", "A1")).prove().passed
