import io
import zipfile

import pytest

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.proof_numbers import digits_of, key_of, keys_in_bytes, keys_in_text
from tests.workbook.saved import Case, protect, replace_parts, rounded, withheld, write_rich

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
CHART = "xl/charts/chart1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def case(tmp_path_factory) -> Case:
    """D4 (7) and B4 (1201) are withheld, C5 (319) is shown as 320."""
    folder = tmp_path_factory.mktemp("proof")
    changes = [*withheld("Table 1", "B4", "D4"), rounded("Table 1", "C5", 320)]
    return protect(write_rich(folder / "a.xlsx"), changes, folder / "out")


def leaking_parts(proof) -> set[str]:
    return {leak.part for leak in proof.leaks}


def test_what_was_saved_rightly_passes(case):
    proof = case.prove()
    assert proof.findings == ()
    assert proof.passed
    assert proof.as_json()["parts_kept"] == proof.parts_compared - len(proof.parts_changed)
    assert proof.cells_compared > 30


def test_a_decided_cell_with_its_old_value_fails(case):
    sheet = case.read(SHEET).replace(b"<is><t>[c]</t></is>", b"<v>1201</v>", 1)
    proof = case.tampered({SHEET: sheet})
    assert not proof.passed
    assert proof.findings[0].cells[0].a1 == "B4"


def test_a_marker_with_a_formula_behind_it_fails(case):
    sheet = case.read(SHEET).replace(b"<is><t>[c]", b"<f>1200+1</f><is><t>[c]", 1)
    assert not case.tampered({SHEET: sheet}).passed


def test_a_rounded_cell_with_its_old_value_fails(case):
    sheet = case.read(SHEET).replace(b"<v>320</v>", b"<v>319</v>")
    assert not case.tampered({SHEET: sheet}).passed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<v>644</v>", b"<v>645</v>"),
        (b'<c r="B5">', b'<c r="B5" s="1">'),
        (b'<c r="B5"><v>644</v></c>', b""),
        (b'<row r="5"', b'<row hidden="1" r="5"'),
        (b'type="list"', b'type="none"'),
        (b"<sheetFormatPr", b"<sheetPr/><sheetFormatPr"),
    ],
)
def test_any_other_difference_in_a_sheet_fails(case, old, new):
    sheet = case.read(SHEET)
    assert old in sheet
    assert not case.tampered({SHEET: sheet.replace(old, new, 1)}).passed


def test_a_formula_that_still_reads_a_changed_cell_fails(case):
    sheet = case.read(SHEET)
    old = b"<v>1661</v>"
    assert old in sheet
    proof = case.tampered({SHEET: sheet.replace(old, b"<f>SUM(B4:D4)</f>" + old)})
    assert not proof.passed
    assert any("formula" in one.message for one in proof.findings)


def test_a_number_inside_a_remaining_formula_fails(case):
    sheet = "xl/worksheets/sheet2.xml"
    formula = case.read(sheet).replace(b"<f>1+1</f>", b"<f>1201-1199</f>")
    assert not case.tampered({sheet: formula}).passed


def test_a_stale_copy_in_a_chart_fails_however_short_the_number(case):
    with zipfile.ZipFile(case.source) as archive:
        stale = archive.read(CHART)
    proof = case.tampered({CHART: stale})
    assert leaking_parts(proof) == {CHART}
    assert {cell.a1 for cell in proof.leaks[0].cells} == {"B4", "D4", "C5"}


def test_one_point_too_many_in_a_chart_fails(case):
    chart = case.read(CHART)
    place = chart.index(b"$D$4:$D$7")
    place = chart.index(b'<c:ptCount val="4"/>', place) + len(b'<c:ptCount val="4"/>')
    point = b'<c:pt idx="0"><c:v>7</c:v></c:pt>'
    assert not case.tampered({CHART: chart[:place] + point + chart[place:]}).passed


def test_an_unused_shared_string_fails(case):
    strings = case.read(STRINGS).replace(b"</sst>", b"<si><t>7</t></si></sst>")
    proof = case.tampered({STRINGS: strings})
    assert not proof.passed
    assert {one.evidence for one in proof.findings} == {(("part", STRINGS),)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="6"', b'<row was="1201" r="6"'),
        (b'<c r="A6"', b'<c was="1,201" r="A6"'),
        (b'<c r="A6"', b"<c x:was='n = 1201' xmlns:x='x' r=\"A6\""),
    ],
)
def test_a_copy_in_an_attribute_of_no_known_meaning_fails(tmp_path, old, new):
    source = write_rich(tmp_path / "a.xlsx")
    sheet = zipfile.ZipFile(source).read(SHEET)
    assert old in sheet
    odd = replace_parts(source, {SHEET: sheet.replace(old, new, 1)})
    proof = protect(odd, withheld("Table 1", "B4"), tmp_path / "out").prove()
    assert leaking_parts(proof) == {SHEET}


@pytest.mark.parametrize("text", ["1201", "1,201", "1 201", "1\u00a0201", "GBP 1201.00", "120100%"])
def test_a_withheld_number_in_the_document_properties_fails(case, text):
    core = case.read("docProps/core.xml").decode()
    end = "</cp:coreProperties>"
    core = core.replace(end, f"<cp:category>about {text} people</cp:category>{end}")
    proof = case.tampered({"docProps/core.xml": core.encode()})
    assert leaking_parts(proof) == {"docProps/core.xml"}


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("customXml/item1.xml", '<?xml version="1.0" encoding="UTF-16"?><a b="1201"/>'),
        ("customXml/item1.xml", '<?xml version="1.0" encoding="UTF-16"?><a>x<!-- 1201 --></a>'),
        ("notes.txt", "there were 1201"),
        ("notes.bin", "\0\0 12010 \0"),
        ("xl/externalLinks/externalLink1.xml", f'<a xmlns="{MAIN}"><cell><v>1201</v></cell></a>'),
        ("xl/connections.xml", f'<connections xmlns="{MAIN}"><c command="n=1201"/></connections>'),
    ],
)
def test_a_withheld_number_in_a_part_of_its_own_fails(tmp_path, part, data):
    source = write_rich(tmp_path / "a.xlsx")
    with_part = replace_parts(source, {part: data.encode("utf-16")})
    changes = [*withheld("Table 1", "B4"), rounded("Table 1", "C4", 12010)]
    if part.endswith(".bin"):
        with zipfile.ZipFile(source) as archive:
            sheet = archive.read(SHEET).replace(b"<v>1201</v>", b"<v>12010</v>")
        with_part = replace_parts(source, {part: data.encode("utf-16"), SHEET: sheet})
        changes = withheld("Table 1", "B4")
    proof = protect(with_part, changes, tmp_path / "out").prove()
    assert leaking_parts(proof) == {part}
    assert not proof.passed


def test_a_withheld_number_in_a_comment_fails(case):
    comments = case.read("xl/comments1.xml").replace(b"Checked by hand", b"was 1201 in May")
    proof = case.tampered({"xl/comments1.xml": comments})
    assert "xl/comments1.xml" in leaking_parts(proof)


def test_a_withheld_number_in_a_defined_name_or_a_drop_down_fails(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source) as archive:
        book, sheet = archive.read("xl/workbook.xml"), archive.read(SHEET)
    name = b'<definedName name="N">1201</definedName></definedNames>'
    for parts in (
        {"xl/workbook.xml": book.replace(b"</definedNames>", name)},
        {SHEET: sheet.replace(b"yes,no", b"1201,other")},
    ):
        case = protect(replace_parts(source, parts), withheld("Table 1", "B4"), tmp_path / "out")
        assert leaking_parts(case.prove()) == set(parts)


def test_an_embedded_workbook_is_searched_too(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    inner = "xl/embeddings/Microsoft_Excel_Sheet.xlsx"
    with_inner = replace_parts(source, {inner: write_rich(tmp_path / "b.xlsx").read_bytes()})
    proof = protect(with_inner, withheld("Table 1", "B4"), tmp_path / "out").prove()
    assert f"{inner} > {SHEET}" in leaking_parts(proof)


def pivot_parts(source) -> dict[str, bytes]:
    """Return a pivot cache over the counts, as a spreadsheet would have written it."""
    with zipfile.ZipFile(source) as archive:
        links = archive.read("xl/_rels/workbook.xml.rels")
    link = f'<Relationship Id="rId77" Type="{OFFICE}/pivotCacheDefinition" Target="p/d1.xml"/>'
    fields = "".join(f'<cacheField name="{name}"><sharedItems/></cacheField>' for name in "ABCD")
    records = "".join(f"<r><s v='{n}'/><n v='{n}0'/><n v='{n}'/><n v='7'/></r>" for n in "1234")
    return {
        "xl/p/d1.xml": (
            f'<pivotCacheDefinition xmlns="{MAIN}"><cacheSource type="worksheet">'
            f'<worksheetSource ref="A3:D7" sheet="Table 1"/></cacheSource>'
            f"<cacheFields>{fields}</cacheFields></pivotCacheDefinition>"
        ).encode(),
        "xl/p/r1.xml": f'<pivotCacheRecords xmlns="{MAIN}">{records}</pivotCacheRecords>'.encode(),
        "xl/p/_rels/d1.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{OFFICE}/pivotCacheRecords" Target="r1.xml"/>'
            "</Relationships>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": links.replace(
            b"</Relationships>", link.encode() + b"</Relationships>"
        ),
    }


def test_a_pivot_cache_over_a_withheld_cell_fails_however_short_the_number(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with_pivot = replace_parts(source, pivot_parts(source))
    proof = protect(with_pivot, withheld("Table 1", "D4"), tmp_path / "one").prove()
    assert leaking_parts(proof) == {"xl/p/r1.xml"}
    assert protect(with_pivot, withheld("Table 1", "D5"), tmp_path / "two").prove().passed


def test_a_hidden_sheet_with_the_withheld_number_fails(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Table").write_row(0, 0, (1201, 55))
    hidden = book.add_worksheet("Raw")
    hidden.write(4, 4, 1201)
    hidden.very_hidden()
    book.close()
    proof = protect(path, withheld("Table", "A1"), tmp_path / "out").prove()
    assert leaking_parts(proof) == {"Raw!E5"}


def test_the_same_number_in_a_hidden_column_is_for_the_checker_to_judge(tmp_path):
    import xlsxwriter

    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Table")
    sheet.write_row(0, 0, (1201, 55, 1201))
    sheet.set_column("C:C", None, None, {"hidden": True})
    book.close()
    proof = protect(path, withheld("Table", "A1"), tmp_path / "out").prove()
    assert [one.severity for one in proof.findings] == [Severity.REVIEW]
    assert [cell.a1 for cell in proof.findings[0].cells] == ["C1"]


def test_a_number_that_is_published_elsewhere_is_no_leak(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source) as archive:
        sheet = archive.read(SHEET).replace(b"<v>901</v>", b"<v>1201</v>")
    same_twice = replace_parts(source, {SHEET: sheet, "notes.txt": b"1201"})
    assert protect(same_twice, withheld("Table 1", "B4"), tmp_path / "out").prove().passed


def test_parts_that_cannot_be_searched_are_named(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with_macros = replace_parts(source, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0packed"})
    proof = protect(with_macros, withheld("Table 1", "B4"), tmp_path / "out").prove()
    assert [one.severity for one in proof.findings] == [Severity.REVIEW]
    assert "xl/vbaProject.bin" in proof.findings[0].message


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("xl/styles.xml", b"<styleSheet/>"),
        ("xl/media/new.png", b"\x89PNG"),
        ("xl/theme/theme1.xml", b"<theme/>"),
        ("[Content_Types].xml", b"<Types/>"),
    ],
)
def test_parts_that_had_to_stay_fail_when_they_differ(case, part, data):
    assert not case.tampered({part: data}).passed


@pytest.mark.parametrize("part", ["xl/_rels/workbook.xml.rels", "[Content_Types].xml", STRINGS])
def test_remarks_and_instructions_among_the_entries_end_nothing(case, part):
    data = case.read(part)
    end = data.rindex(b"</")
    data = data[:end] + b"<!-- x --><?x y?>" + data[end:]
    assert case.tampered({part: data}).parts_changed


def test_bytes_behind_the_end_and_between_the_parts_fail(case):
    data = case.out.read_bytes()
    copy = case.out.with_name("longer.xlsx")
    copy.write_bytes(data + b"1201")
    assert not case.prove(copy).passed
    packed = io.BytesIO(data)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.comment = b"1201"
    copy.write_bytes(packed.getvalue())
    assert not case.prove(copy).passed


def test_a_file_that_cannot_be_read_back_fails(case):
    copy = case.out.with_name("cut.xlsx")
    copy.write_bytes(case.out.read_bytes()[:2000])
    assert not case.prove(copy).passed
    assert not case.prove(case.out.with_name("nowhere.xlsx")).passed


def test_no_finding_holds_a_number_that_was_withheld(case):
    with zipfile.ZipFile(case.source) as archive:
        proof = case.tampered({CHART: archive.read(CHART), SHEET: archive.read(SHEET)})
    words = " ".join(one.message + str(one.evidence) for one in proof.findings)
    assert "1201" not in words
    assert "1201" not in str(proof.as_json())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234", 1234),
        ("1,234,567.5", 1234567.5),
        ("1\u202f234", 1234),
        ("n=1234;", 1234),
        ("12.5%", 0.125),
        ("1.5E3", 1500),
        ("-1234", 1234),
        ("(1234)", 1234),
        ("£1,234.", 1234),
        (".25", 0.25),
    ],
)
def test_numbers_are_found_however_they_are_written(text, number):
    assert key_of(number) in set(keys_in_text(text))


@pytest.mark.parametrize(
    "text",
    ["Table1234", "a1234b", "2020-06-12T34:00:00Z", "{12341234-1234-1234-1234-123412341234}"],
)
def test_numbers_inside_of_words_dates_and_ids_are_not_numbers(text):
    assert key_of(1234) not in set(keys_in_text(text))


def test_numbers_in_bytes_are_found_in_both_widths():
    for encoding in ("ascii", "utf-16-le", "utf-16-be"):
        assert key_of(12345) in set(keys_in_bytes(b"\xff\x00" + "x 12345 y".encode(encoding)))


def test_digits_count_from_the_first_that_is_not_zero():
    counted = [digits_of(key_of(number)) for number in (7, 12, 100, 0.05, 0.125, 1.5e20)]
    assert counted == [1, 2, 3, 1, 3, 2]


def test_a_sheet_that_the_workbook_does_not_list_is_searched(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source) as archive:
        orphan = archive.read(SHEET)
    with_orphan = replace_parts(source, {"xl/worksheets/sheet9.xml": orphan})
    proof = protect(with_orphan, withheld("Table 1", "B4"), tmp_path / "out").prove()
    assert leaking_parts(proof) == {"xl/worksheets/sheet9.xml"}


def test_a_comment_in_the_xml_of_a_sheet_fails(case):
    sheet = case.read(SHEET).replace(b"<sheetData>", b"<sheetData><!-- 1201 -->")
    assert leaking_parts(case.tampered({SHEET: sheet})) == {SHEET}


def test_a_scenario_that_keeps_a_withheld_cell_fails_however_short_the_number(tmp_path):
    source = write_rich(tmp_path / "a.xlsx")
    with zipfile.ZipFile(source) as archive:
        sheet = archive.read(SHEET)
    scenario = b'<scenarios><scenario name="s"><inputCells r="D4" val="7"/></scenario></scenarios>'
    place = sheet.index(b"</sheetData>") + len(b"</sheetData>")
    with_scenario = replace_parts(source, {SHEET: sheet[:place] + scenario + sheet[place:]})
    proof = protect(with_scenario, withheld("Table 1", "D4"), tmp_path / "out").prove()
    assert leaking_parts(proof) == {SHEET}


@pytest.mark.parametrize("text", [b"", b"Norden"])
def test_a_text_in_use_that_was_blanked_or_altered_fails(case, text):
    strings = case.read(STRINGS)
    assert b"<t>North</t>" in strings
    tampered = strings.replace(b"<t>North</t>", b"<t>" + text + b"</t>")
    assert not case.tampered({STRINGS: tampered}).passed
