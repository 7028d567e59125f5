"""The shared strings of an xlsx workbook, as plain text."""

from __future__ import annotations

from sdc_desktop.workbook.package import Package, local_name, parse, safe_parser


def read_shared_strings(package: Package, part: str) -> list[str]:
    """Return the strings of a part in their order; rich text joined, phonetic hints left out."""
    strings: list[str] = []
    pieces: list[str] = []
    depth_of_phonetic = 0
    is_text = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal is_text, depth_of_phonetic
        tag = local_name(name)
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            depth_of_phonetic += 1
        elif tag == "t":
            is_text = depth_of_phonetic == 0

    def end(name: str) -> None:
        nonlocal is_text, depth_of_phonetic
        tag = local_name(name)
        if tag == "si":
            strings.append("".join(pieces))
        elif tag == "rPh":
            depth_of_phonetic -= 1
        elif tag == "t":
            is_text = False

    def characters(data: str) -> None:
        if is_text:
            pieces.append(data)

    parser = safe_parser(package.path)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters
    parse(package, part, parser)
    return strings
