"""Workbooks that claim or ask for far too much, or tell what cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from tests.workbook.hostile_packages import BOOK, SHEET, STRINGS, Parts, changed, packed

ALL = "A1:XFD1048576"
DEEP = 200_000
MANY = 100_000


def sheets(plain: Parts) -> Iterator[tuple[str, bytes]]:
    """Workbooks that claim or ask for far too much."""

    def sheet(old: str, new: str) -> bytes:
        assert old in plain[SHEET].decode(), old
        return changed(plain, SHEET, lambda whole: whole.replace(old, new, 1))

    after = "</sheetData>"
    yield "dimension.xlsx", sheet('ref="A1:E8"', f'ref="{ALL}"')
    yield "merged.xlsx", sheet(after, f'{after}<mergeCells><mergeCell ref="{ALL}"/></mergeCells>')
    rule = f'<conditionalFormatting sqref="{ALL}"><cfRule type="blanks" priority="1"/>'
    yield "condition.xlsx", sheet(after, f"{after}{rule}</conditionalFormatting>")
    check = f'<dataValidation type="list" sqref="{ALL}"><formula1>"a"</formula1></dataValidation>'
    yield "validation.xlsx", sheet(after, f"{after}<dataValidations>{check}</dataValidations>")
    yield "array.xlsx", sheet("<f>SUM(B4:D4)</f>", f'<f t="array" ref="{ALL}">SUM(B4:D4)</f>')
    yield "shared.xlsx", sheet("<f>SUM(B4:D4)</f>", f'<f t="shared" si="0" ref="{ALL}">B4</f>')
    yield "reference.xlsx", sheet("<f>SUM(B4:D4)</f>", f"<f>SUM({ALL})</f>")
    columns = '<cols><col min="1" max="2000000000" width="9" hidden="1"/></cols><sheetData>'
    yield "columns.xlsx", sheet("<sheetData>", columns)
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    yield "corner.xlsx", sheet(after, corner)
    steps = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="CN{n}"><v>1</v></c></row>'
        for n in range(9, 1_048_576, 4_900)
    )
    yield "sparse.xlsx", sheet(after, steps + after)
    yield "cycle.xlsx", sheet("<f>SUM(B4:D4)</f>", "<f>E5</f>")
    chain = "".join(f'<c r="A{n}"><f>A{n + 1}+1</f><v>{n}</v></c>' for n in range(9, 4_009))
    cells = chain.replace("<c ", "</row><row><c ").removeprefix("</row>") + "</row>"
    yield (
        "chain.xlsx",
        sheet(after, cells + '<row><c r="A4009"><f>A9</f><v>1</v></c></row>' + after),
    )
    yield "brackets.xlsx", sheet("SUM(B4:D4)", "(" * 8000 + "B4" + ")" * 8000)
    nested = "<a>" * DEEP + "</a>" * DEEP
    yield "deep.xlsx", sheet(after, after + nested)
    yield "deep-cell.xlsx", sheet("<v>1201</v>", f"<v>1201</v>{nested}")
    for part in (STRINGS, BOOK, "xl/styles.xml"):
        name = part.replace("/", "-")
        yield (
            f"deep-{name}.xlsx",
            changed(
                plain,
                part,
                lambda whole: whole[: whole.rindex("</")] + nested + whole[whole.rindex("</") :],
            ),
        )
    claims = 'count="1000000000" uniqueCount="1000000000"'
    yield (
        "claimed.xlsx",
        changed(
            plain,
            STRINGS,
            lambda w: w.replace("<sst ", f"<sst {claims} ").replace(
                ' count="11" uniqueCount="11"', "", 1
            ),
        ),
    )
    more = "<si><t/></si>" * MANY
    yield "strings.xlsx", changed(plain, STRINGS, lambda w: w.replace("</sst>", more + "</sst>"))
    yield "place.xlsx", sheet('t="s"><v>0</v>', 't="s"><v>999999999</v>')
    yield "surrogate.xlsx", changed(plain, STRINGS, lambda w: w.replace("North", "&#xD800;"))
    yield "escaped-surrogate.xlsx", changed(plain, STRINGS, lambda w: w.replace("North", "_xD800_"))
    yield "surrogate-name.xlsx", changed(plain, BOOK, lambda w: w.replace("Table 1", "_xDC00_"))
    yield (
        "raw-surrogate.xlsx",
        packed(*{**plain, STRINGS: plain[STRINGS].replace(b"North", b"\xed\xa0\x80")}.items()),
    )
    yield "long.xlsx", sheet("<v>1201</v>", f"<v>{'9' * 5_000_000}</v>")
    yield "huge.xlsx", sheet("<v>1201</v>", "<v>1e400</v>")
    yield "styles.xlsx", sheet('<c r="B4">', '<c r="B4" s="4294967295">')
    names = "".join(f'<definedName name="n{n}">n{n + 1}</definedName>' for n in range(3000))
    yield (
        "names.xlsx",
        changed(
            plain,
            BOOK,
            lambda w: w.replace("</sheets>", f"</sheets><definedNames>{names}</definedNames>"),
        ),
    )
