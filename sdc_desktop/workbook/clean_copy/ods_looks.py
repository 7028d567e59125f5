"""How an ods copy looks: cell styles, number formats and the printed page."""

from __future__ import annotations

from xml.sax.saxutils import escape

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("meta", "meta"),
        ("config", "config"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' office:version="1.2"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_PAGE = (
    '<office:automatic-styles><style:page-layout style:name="page">'
    '<style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm"'
    ' style:print-orientation="landscape" fo:margin="15mm" style:scale-to-X="1"'
    ' style:scale-to-Y="0"/></style:page-layout></office:automatic-styles>'
    '<office:master-styles><style:master-page style:name="Default"'
    ' style:page-layout-name="page"><style:header style:display="false"/>'
    '<style:footer style:display="false"/></style:master-page></office:master-styles>'
)


def styles_part() -> str:
    """Return the part with the styles that all sheets share."""
    font = 'fo:font-family="Arial" fo:font-size="{size}pt" fo:language="en" fo:country="GB"'
    body = font.format(size=12)
    return (
        f"{HEAD}<office:document-styles {NAMES}><office:styles>"
        '<style:default-style style:family="table-cell">'
        f"<style:text-properties {body}/></style:default-style>"
        + _cell_style("Default", "", 'style:vertical-align="top"', "")
        + _cell_style("Heading_20_1", 'style:display-name="Heading 1"', "", _bold(16))
        + _cell_style("Heading_20_2", 'style:display-name="Heading 2"', "", _bold(14))
        + _cell_style("label", "", f'fo:wrap-option="wrap" {_MIDDLE}', "")
        + _cell_style("figure", "", _MIDDLE, "", align="end")
        + _cell_style("header", "", _HEADER, _bold(12), align="start")
        + _cell_style("header-right", "", _HEADER, _bold(12), align="end")
        + f"</office:styles>{_PAGE}</office:document-styles>"
    )


_MIDDLE = 'style:vertical-align="middle"'
_HEADER = (
    'fo:wrap-option="wrap" style:vertical-align="bottom" fo:border-bottom="0.75pt solid #000000"'
)


def _bold(size: int) -> str:
    return f'fo:font-weight="bold" fo:font-size="{size}pt"'


def _cell_style(name: str, more: str, cell: str, text: str, align: str = "") -> str:
    parent = "" if name == "Default" else ' style:parent-style-name="Default"'
    source = ' style:text-align-source="fix"' if align else ""
    paragraph = f'<style:paragraph-properties fo:text-align="{align}"/>' if align else ""
    letters = f"<style:text-properties {text}/>" if text else ""
    return (
        f'<style:style style:name="{name}" {more} style:family="table-cell"{parent}>'
        f"<style:table-cell-properties{source} {cell}/>{paragraph}{letters}</style:style>"
    )


def number_style(number_format: str, name: str) -> str:
    """Return the style of one of our own formats: [prefix] digits [percent] [suffix]."""
    before, digits, after = _split(number_format)
    decimals = len(digits.partition(".")[2].partition("E")[0])
    sort = "percentage" if after.startswith("%") else "number"
    grouping = ' number:grouping="true"' if "," in digits else ""
    places = f'number:decimal-places="{decimals}" number:min-integer-digits="1"'
    number = f"<number:number {places}{grouping}/>"
    if "E" in digits:
        number = f'<number:scientific-number {places} number:min-exponent-digits="2"/>'
    return (
        f'<number:{sort}-style style:name="{name}">{_literal(before)}{number}{_literal(after)}'
        f"</number:{sort}-style>"
    )


def _split(number_format: str) -> tuple[str, str, str]:
    before, rest = "", number_format
    if rest.startswith('"'):
        before, _, rest = rest[1:].partition('"')
    digits = rest[: len(rest) - len(rest.lstrip("#,0.E+"))]
    return before, digits, rest[len(digits) :].replace('"', "")


def _literal(text: str) -> str:
    return f"<number:text>{escape(text)}</number:text>" if text else ""
