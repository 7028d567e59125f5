"""For each sort of carrier of an OpenDocument spreadsheet a file that has it."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.workbook.inspection.fixtures import png

_SPACES = {
    **{one: one for one in ("office", "table", "text", "style", "meta", "config", "script")},
    "fo": "xsl-fo-compatible",
    "calcext": "calcext",
}
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(f'xmlns:{key}="{_OASIS}:{value}:1.0"' for key, value in _SPACES.items())
_NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'


_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_SPREADSHEET}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def number(value: float, shown: str | None = None, attributes: str = "") -> str:
    text = f"{value:g}" if shown is None else shown
    return (
        f'<table:table-cell office:value-type="float" office:value="{value!r}" {attributes}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def text(shown: str, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(name: str, inside: str, attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{inside}</table:table>'


TABLE = "".join(
    (
        '<table:table-column table:number-columns-repeated="3"/>',
        row(text("Region"), text("Young"), text("Old")),
        row(text("North"), number(1201), number(453)),
        row(text("South"), number(319), number(188)),
    )
)


def root(kind: str, inside: str) -> str:
    return f"<office:{kind} {_NAMES}>{inside}</office:{kind}>"


def write_ods(
    path: Path,
    more_rows: str = "",
    *,
    tables: str = "",
    beside: str = "",
    styles: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    comment: bytes = b"",
) -> Path:
    """Write a table of counts on "Table 1", with more rows, sheets, styles and parts."""
    body = f"<office:body><office:spreadsheet>{table('Table 1', TABLE + more_rows)}"
    body += f"{tables}{beside}</office:spreadsheet></office:body>"
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    whole = {
        "mimetype": _SPREADSHEET,
        "content.xml": root("document-content", automatic + body),
        "META-INF/manifest.xml": MANIFEST,
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in whole.items():
            archive.writestr(name, data)
    return path


Make = Callable[[Path], Path]


def ods(more_rows: str = "", **options: object) -> Make:
    return lambda path: write_ods(path, more_rows, **options)  # type: ignore[arg-type]


def style(name: str, family: str, properties: str) -> str:
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


HIDDEN_TABLE = style("h", "table", '<style:table-properties table:display="false"/>')
WHITE = style("w", "table-cell", '<style:text-properties fo:color="#ffffff"/>')
ON_BLUE = style(
    "b",
    "table-cell",
    '<style:table-cell-properties fo:background-color="#000080"/>'
    '<style:text-properties fo:color="#ffffff"/>',
)
TINY = style("t", "table-cell", '<style:text-properties fo:font-size="1pt"/>')
META = root("document-meta", "<office:meta>{}</office:meta>")
SECRET_ROW = row(text("Secret"), number(918273))
CHART = root(
    "document-content",
    f"<office:body><office:chart>{table('local-table', SECRET_ROW)}</office:chart></office:body>",
)
PRINTER = '<config:config-item config:name="PrinterName">srv</config:config-item>'

CARRIERS: dict[str, Make] = {
    "hidden-sheet": ods(tables=table("S", SECRET_ROW, 'table:style-name="h"'), styles=HIDDEN_TABLE),
    "hidden-rows": ods(row(number(41), attributes='table:visibility="collapse"')),
    "filtered-rows": ods(row(number(41), attributes='table:visibility="filter"')),
    "hidden-columns": ods(
        tables=table(
            "S",
            '<table:table-column table:number-columns-repeated="2" table:visibility="collapse"/>'
            + SECRET_ROW,
        )
    ),
    "under-merged-cells": ods(
        row(text("A"), number(41).replace("table-cell", "covered-table-cell"))
    ),
    "hidden-by-format": ods(row(number(3, "[c]"))),
    "stored-precision": ods(row(number(12.345678, "12.3"))),
    "contradicting-text": ods(row(number(319, "2"))),
    "hidden-by-colour": ods(row(number(41, None, 'table:style-name="w"')), styles=WHITE),
    "tiny-text": ods(row(number(41, None, 'table:style-name="t"')), styles=TINY),
    "far-cells": ods(row(attributes='table:number-rows-repeated="9000"') + SECRET_ROW),
    "comments": ods(
        row(
            "<table:table-cell><office:annotation><text:p>was 41</text:p></office:annotation>"
            "</table:table-cell>"
        )
    ),
    "scenarios": ods(tables=table("S", '<table:scenario table:is-active="true"/>' + SECRET_ROW)),
    "protection": ods(tables=table("S", row(text("A")), 'table:protected="true"')),
    "external-link": ods(
        tables=table("'file:///a.ods'#S", '<table:table-source xlink:href="a.ods"/>' + SECRET_ROW)
    ),
    "formula-other-workbook": ods(
        row(number(41, None, "table:formula=\"of:=['file:///a.ods'#$S.A1]\""))
    ),
    "formula-fetches": ods(row(number(41, None, 'table:formula="of:=WEBSERVICE([.A1])"'))),
    "tracked-changes": ods(beside="<table:tracked-changes/>"),
    "pivot-table": ods(
        beside="<table:data-pilot-tables><table:data-pilot-table/></table:data-pilot-tables>"
    ),
    "filter-criteria": ods(
        beside='<table:database-ranges><table:filter-condition table:value="A"/>'
        "</table:database-ranges>"
    ),
    "data-connections": ods(beside="<table:database-source-sql/>"),
    "constant-names": ods(
        beside='<table:named-expression table:name="k" table:expression="of:=412"/>'
    ),
    "validation-lists": ods(
        beside='<table:content-validation table:condition=\'of:cell-content-is-in-list("A";"B")\'/>'
    ),
    "local-hyperlinks": ods(
        row(
            '<table:table-cell><text:p><text:a xlink:href="file:///C:/Users/smith/a.ods">A</text:a>'
            "</text:p></table:table-cell>"
        )
    ),
    "macros": ods(parts={"Basic/Standard/Module1.xml": "<m/>"}),
    "chart-cache": ods(parts={"Object 1/content.xml": CHART}),
    "embedded-file": ods(parts={"Object 1": b"\xd0\xcf data"}),
    "replacement-picture": ods(parts={"ObjectReplacements/Object 1": b"picture"}),
    "thumbnail": ods(parts={"Thumbnails/thumbnail.png": png(8, 8)}),
    "old-versions": ods(parts={"Versions/Version1": b"PK"}),
    "authors": ods(parts={"meta.xml": META.format("<dc:creator>Jo Smith</dc:creator>")}),
    "custom-properties": ods(
        parts={"meta.xml": META.format("<meta:user-defined>A41</meta:user-defined>")}
    ),
    "printer-settings": ods(parts={"settings.xml": root("document-settings", PRINTER)}),
    "headers-and-footers": ods(
        parts={
            "styles.xml": root(
                "document-styles", "<style:header><text:p>918273</text:p></style:header>"
            )
        }
    ),
    "picture": ods(parts={"Pictures/a.png": png(400, 300)}),
    "picture-metadata": ods(parts={"Pictures/a.png": png(8, 8, (b"tEXt", b"Author\0Smith"))}),
    "digital-signature": ods(parts={"META-INF/documentsignatures.xml": "<s/>"}),
    "unknown-part": ods(parts={"notes.txt": "was 41"}),
    "xml-comments": ods(beside="<!-- was 41 -->"),
    "zip-comment": ods(comment=b"was 41"),
    "personal-ni-numbers": ods("".join(row(text(f"AB 12 34 {n} A")) for n in range(10, 30))),
}

HARMLESS: dict[str, Make] = {
    "a plain table": write_ods,
    "white on blue": ods(row(number(41, None, 'table:style-name="b"')), styles=ON_BLUE),
    "an empty hidden row": ods(row(attributes='table:visibility="collapse"')),
    "many empty rows": ods(row(attributes='table:number-rows-repeated="1048570"')),
    "a zero as a dash": ods(row(number(0, "-"))),
    "a percentage as exact as shown": ods(row(number(0.125, "12.5%"))),
    "a small plain picture": ods(parts={"Pictures/a.png": png(8, 8)}),
    "a chart of shown numbers": ods(
        parts={"Object 1/content.xml": CHART.replace("918273", "1201")}
    ),
    "a program as author": ods(
        parts={"meta.xml": META.format("<dc:creator>LibreOffice</dc:creator>")}
    ),
    "a web address": ods(
        row(
            '<table:table-cell><text:p><text:a xlink:href="https://www.example.org/">A</text:a>'
            "</text:p></table:table-cell>"
        )
    ),
}
