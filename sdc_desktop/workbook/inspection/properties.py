"""Document properties, paths, printers, headers and protection (guidance E20 to E22, E28)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sdc_desktop.core.findings import Severity
from sdc_desktop.workbook.inspection.carrier import Carrier, counted
from sdc_desktop.workbook.inspection.inspected import Inspected, tag_of

CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
PEOPLE_IN_CORE = {"creator", "lastModifiedBy"}
PEOPLE_IN_APP = {"Manager", "Company", "HyperlinkBase", "Template"}
WORDS_IN_CORE = {"description", "keywords", "category", "contentStatus", "identifier", "version"}
_PROGRAMS = re.compile(
    r"openpyxl|xlsxwriter|apache poi|libreoffice.*|microsoft(?: office)?(?: excel)?.*|sdc desktop|"
    r"unknown(?: creator| author)?|user|author|r openxlsx2?|axios|python.*",
    re.IGNORECASE,
)
_PROTECTION = {"sheetProtection", "workbookProtection", "protectedRange"}
_HASHES = {"password", "hashValue", "workbookPassword", "revisionsPassword", "workbookHashValue"}


def find_in_properties(inspected: Inspected) -> Iterator[Carrier]:
    """Yield what the file tells about people, computers and printers."""
    for part in inspected.parts(r"docProps/core[^/]*\.xml"):
        yield from _core(inspected, part)
    for part in inspected.parts(r"docProps/app[^/]*\.xml"):
        yield from _app(inspected, part)
    yield from _whole_parts(inspected)
    yield from _workbook_part(inspected)
    for entry, _, frame in inspected.worksheets:
        yield from _headers(inspected, entry.part, entry.name)
        if any(tag_of(one) in _PROTECTION for one in frame.iter()):
            texts = [one for one in frame.iter() if tag_of(one) in _PROTECTION]
            yield _protection(entry.part, entry.name, any(_HASHES & set(o.keys()) for o in texts))


def is_program(name: str) -> bool:
    """Tell whether the author of a document is a program or nobody in particular."""
    return bool(_PROGRAMS.fullmatch(name))


def _core(inspected: Inspected, part: str) -> Iterator[Carrier]:
    texts = {tag_of(one): (one.text or "").strip() for one in inspected.xml(part)}
    people = [tag for tag in PEOPLE_IN_CORE if texts.get(tag) and not is_program(texts[tag])]
    if people:
        yield Carrier(
            kind="authors",
            severity=Severity.REVIEW,
            message="The properties of the document name who wrote it or saved it last.",
            part=part,
            removable=True,
        )
    words = [tag for tag in WORDS_IN_CORE if texts.get(tag)]
    if words:
        unseen = sum(inspected.unseen_numbers(texts[tag]) for tag in words)
        yield Carrier(
            kind="document-words",
            severity=Severity.REVIEW if unseen or "description" in words else Severity.INFO,
            message=f"The properties of the document hold {counted(len(words), 'text')} "
            f"that no sheet shows ({', '.join(sorted(words))}).",
            part=part,
            removable=True,
        )


def _app(inspected: Inspected, part: str) -> Iterator[Carrier]:
    root = inspected.xml(part)
    texts = {tag_of(one): (one.text or "").strip() for one in root}
    named = sorted(tag for tag in PEOPLE_IN_APP if texts.get(tag))
    if named:
        yield Carrier(
            kind="organisation",
            severity=Severity.REVIEW,
            message=f"The properties of the document tell {', '.join(named).lower()}.",
            part=part,
            removable=True,
        )
    if gone_titles(inspected, part):
        count = counted(len(gone_titles(inspected, part)), "title")
        yield Carrier(
            kind="titles-of-parts",
            severity=Severity.REVIEW,
            message=f"The properties list {count} of sheets or names that a reader does not see.",
            part=part,
            removable=True,
        )
    if texts.get("Application"):
        yield Carrier(
            kind="program",
            severity=Severity.INFO,
            message="The properties of the document tell which program wrote it.",
            part=part,
        )


def gone_titles(inspected: Inspected, part: str) -> list[str]:
    """Return the titles in docProps/app.xml of sheets that are hidden or not there."""
    root = inspected.xml(part)
    visible = {one.name for one in inspected.entries if one.is_visible}
    names = {one.get("name", "") for one in inspected.book.iter("{*}definedName")}
    titles = [(one.text or "") for one in root.iterfind("{*}TitlesOfParts//{*}lpstr")]
    return [
        title
        for title in titles
        if title not in visible and not _is_name(title, names) and title.strip()
    ]


def _is_name(title: str, names: set[str]) -> bool:
    plain = title.rpartition("!")[2]
    return plain in names or f"_xlnm.{plain}" in names


def _whole_parts(inspected: Inspected) -> Iterator[Carrier]:
    for pattern, kind, severity, message in (
        (
            r"docProps/custom[^/]*\.xml",
            "custom-properties",
            Severity.REVIEW,
            "The file carries properties of its own, such as labels, numbers of cases or folders.",
        ),
        (
            r"docMetadata/.*",
            "sensitivity-label",
            Severity.REVIEW,
            "The file carries a sensitivity label with the number of the organisation's account.",
        ),
        (
            r".*printerSettings/.*",
            "printer-settings",
            Severity.REVIEW,
            "Settings of a printer are kept, which tell its name and server and often a user.",
        ),
        (
            r"(?:.*/)?docProps/thumbnail.*|(?:.*/)?thumbnails?/.*",
            "thumbnail",
            Severity.REVIEW,
            "A small picture shows the first sheet as it was when the file was saved.",
        ),
        (
            r"_xmlsignatures/.*",
            "digital-signature",
            Severity.REVIEW,
            "A digital signature names who signed the source; it does not hold after a change.",
        ),
    ):
        for part in inspected.parts(pattern):
            sheet = inspected.sheet_of(part)
            yield Carrier(kind, severity, message, part=part, sheet=sheet, removable=True)


def _workbook_part(inspected: Inspected) -> Iterator[Carrier]:
    book, part = inspected.book, inspected.package.workbook_part
    if any(tag_of(one) == "absPath" for one in book.iter()):
        yield Carrier(
            kind="absolute-path",
            severity=Severity.REVIEW,
            message="The file tells the folder it was saved in, often with a user's name.",
            part=part,
            removable=True,
        )
    sharing = book.find("{*}fileSharing")
    if sharing is not None:
        yield Carrier(
            kind="file-sharing",
            severity=Severity.REVIEW if sharing.get("userName") else Severity.INFO,
            message="The file tells who reserved it for writing.",
            part=part,
            removable=True,
        )
    protection = book.find("{*}workbookProtection")
    if protection is not None:
        yield _protection(part, "", bool(_HASHES & set(map(str, protection.keys()))))


def _protection(part: str, sheet: str, has_hash: bool) -> Carrier:
    password = " It keeps a scrambled password that can be worked out." if has_hash else ""
    return Carrier(
        kind="protection",
        severity=Severity.REVIEW if has_hash else Severity.INFO,
        message=f"Protection against editing keeps nobody from reading what is hidden.{password}",
        part=part,
        sheet=sheet,
        removable=True,
    )


_CODES = re.compile(r"&(?:[LCRPNDTZFAGUESXYBIOH&+-]|\"[^\"]*\"|K[0-9A-F]{6}|K\d\d[+-]\d{3}|\d+)")


def _headers(inspected: Inspected, part: str, sheet: str) -> Iterator[Carrier]:
    texts = [one.text or "" for one in inspected.frame(part).iterfind("{*}headerFooter/*")]
    if not any(texts):
        return
    has_path = any("&Z" in one for one in texts)
    unseen = sum(inspected.unseen_numbers(_CODES.sub(" ", one)) for one in texts)
    if has_path or unseen:
        what = "print the file's folder" if has_path else "hold numbers that no cell shows"
        message = f"Headers and footers {what}; a reader sees them only on paper."
    else:
        message = "Headers and footers hold texts that a reader sees only on paper."
    yield Carrier(
        kind="headers-and-footers",
        severity=Severity.REVIEW if has_path or unseen else Severity.INFO,
        message=message,
        part=part,
        sheet=sheet,
        removable=bool(has_path or unseen),
    )
