"""Notes of the source: found by their marks, numbered through, and named again in labels."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sdc_desktop.core.layout.markers import read_marker

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARKED = (
    re.compile(r"\[notes?\s*(?P<mark>\d{1,3})\]\s*[:=.\u2013-]?\s*(?P<text>.*)", re.I | re.S),
    re.compile(r"notes?\s*(?P<mark>\d{1,3})\s*[:=.)\u2013-]\s*(?P<text>.+)", re.I | re.S),
    re.compile(r"\((?P<mark>\d{1,2})\)\s*(?P<text>.+)", re.S),
    re.compile(r"\((?P<mark>[a-z])\)(?!\s*(?:crown|copyright))\s*(?P<text>.+)", re.I | re.S),
    re.compile(r"(?P<mark>\d{1,2})[.)]\s+(?P<text>\D.+)", re.S),
    re.compile(r"(?P<mark>\d{1,2})\s{1,3}(?P<text>[A-Z].{12,})", re.S),
    re.compile(r"(?P<mark>[⁰¹²³⁴-⁹]+)\s*(?P<text>.+)", re.S),
    re.compile(r"(?P<mark>[*†‡§]{1,3})\s*(?P<text>\w.+)", re.S),
)
_SHORTHAND = re.compile(
    r"[\u2018\u2019'\"]?(?P<mark>\[[a-z]{1,4}\d?\]|\.{1,3}|[*~:\-\u2013]|[a-z]{1,3})"
    r"[\u2018\u2019'\"]?\s*(?:=|:|\bmeans\b|\u2013|-)\s*(?P<text>\S.+)",
    re.S,
)
_WITHOUT_MEANING = re.compile(
    r"(?:foot)?notes?:?$|this (?:work)?sheet contains|back to|return to"
    r"|some cells (?:refer|in this)|(?:relevant )?notes (?:are|can be)|see notes"
    r"|notes? (?:number|text)$|text$|contents$",
    re.IGNORECASE,
)
_ON_SHEET = re.compile(r"sources?\b|\u00a9|\(c\) crown|crown copyright|units?\b", re.IGNORECASE)
_LONGEST_LINE = 150
_IN_LABEL = re.compile(r"\[note\s*(\d{1,3})\]", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\s*\((\d{1,2}(?:\s*,\s*\d{1,2})*)\)")
_LETTERS = re.compile(r"\s*\(([a-z])\)(?=[\s:;,.]|\(|$)")
_CLOSED = re.compile(r"\s*(?<![\d(.,])\b(\d{1,2})\)(?=\s|$)")
_RAISED = re.compile(r"\s*([⁰¹²³⁴-⁹]+)")
_ATTACHED = re.compile(
    r"(?:(?<=[^\W\d_]{3})|(?<=covid-19))(\d{1,2}(?:,\s?\d{1,2})*)(?![\w.])", re.I
)
_WITH_STARS = re.compile(r"\s*([*†‡§]{1,3})(?=\s|$)")


@dataclass(frozen=True, slots=True)
class FoundNotes:
    """What the loose texts of one sheet say.

    Attributes:
        marked: (mark, text) in their order; "" for a note without a mark.
        shorthand: Marker and what the source says it means.
        lines: What belongs on the sheet itself: the source, the copyright.
    """

    marked: tuple[tuple[str, str], ...] = ()
    shorthand: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


def read_notes(
    texts: Sequence[tuple[int, str]],
    known: Sequence[str] = (),
    above: Collection[int] = (),
    *,
    only_marked: bool = False,
) -> FoundNotes:
    """Read the loose texts of a sheet.

    Args:
        texts: (row, text) from the top.
        known: Titles, which are no notes.
        above: Rows just above a table, where a short text describes its columns or unit.
        only_marked: Whether texts without a mark are no notes (a cover, a page of guidance).
    """
    marked: list[tuple[str, str]] = []
    shorthand: list[tuple[str, str]] = []
    lines: list[str] = []
    last = -9
    for row, text in texts:
        if has_no_meaning(text, known):
            continue
        meaning = _SHORTHAND.fullmatch(text)
        if meaning is not None and read_marker(meaning["mark"]) is not None:
            shorthand.append((meaning["mark"], meaning["text"].strip()))
        elif (found := _marked(text)) is not None:
            marked.append(found)
            last = row
        elif row - last <= 1 and marked and not _ON_SHEET.match(text):
            mark, before = marked[-1]
            marked[-1] = mark, f"{before} {text}".strip()
            last = row
        elif not only_marked and (_ON_SHEET.match(text) or _describes(row, text, above)):
            lines.append(text)
        elif not only_marked:
            marked.append(("", text))
    return FoundNotes(
        tuple(one for one in marked if one[1]), tuple(shorthand), tuple(dict.fromkeys(lines))
    )


def has_no_meaning(text: str, known: Sequence[str]) -> bool:
    """Tell whether a text only leads about in the source, or is one of the `known` titles."""
    plain = _letters(text)
    return bool(_WITHOUT_MEANING.match(text)) or any(plain in _letters(title) for title in known)


def _letters(text: str) -> str:
    return "".join(one for one in text.casefold() if one.isalpha()) or text


def _describes(row: int, text: str, above: Collection[int]) -> bool:
    return row in above and len(text) <= _LONGEST_LINE


def _marked(text: str) -> tuple[str, str] | None:
    for pattern in _MARKED:
        match = pattern.fullmatch(text)
        if match:
            return match["mark"].translate(_SUPERSCRIPTS), match["text"].strip()
    return None


@dataclass
class NoteBook:
    """All notes of the copy with their new numbers.

    Attributes:
        texts: Number to text.
        everywhere: Old mark to number, for notes of the whole workbook.
        of_sheet: Sheet to old mark to number.
        loose: Sheet to the numbers of notes there that have no mark.
    """

    texts: dict[int, str] = field(default_factory=dict)
    everywhere: dict[str, int] = field(default_factory=dict)
    of_sheet: dict[str, dict[str, int]] = field(default_factory=dict)
    loose: dict[str, list[int]] = field(default_factory=dict)

    def add_general(self, notes: Iterable[tuple[str, str]]) -> None:
        """Enter the notes of the whole workbook; they come first."""
        for mark, text in notes:
            number = self._number(text)
            if mark:
                self.everywhere.setdefault(mark, number)

    def add(self, sheet: str, notes: Iterable[tuple[str, str]]) -> None:
        """Enter the notes of one sheet."""
        own = self.of_sheet.setdefault(sheet, {})
        for mark, text in notes:
            number = self._number(text)
            if mark:
                own.setdefault(mark, number)
            else:
                self.loose.setdefault(sheet, []).append(number)

    def _number(self, text: str) -> int:
        for number, known in self.texts.items():
            if known.casefold() == text.casefold():
                return number
        self.texts[len(self.texts) + 1] = text
        return len(self.texts)

    def rename(self, sheet: str, text: str) -> str:
        """Return a label or title with every note mark as "[note 3]"."""
        own = self.of_sheet.get(sheet, {})
        marks = {**self.everywhere, **own}
        text = _IN_LABEL.sub(lambda match: _reference(match[1], marks) or match[0], text)
        for pattern in (_IN_BRACKETS, _LETTERS, _RAISED, _ATTACHED, _WITH_STARS):
            text = pattern.sub(lambda match: _reference(match[1], own) or match[0], text)
        text = _CLOSED.sub(lambda match: _closed(match, own), text)
        return " ".join(text.split())


def _closed(match: re.Match[str], marks: Mapping[str, int]) -> str:
    """Return the note that "1)" names, unless the bracket ends what another one began."""
    before = match.string[: match.start()]
    if before.count("(") > before.count(")"):
        return match[0]
    return _reference(match[1], marks) or match[0]


def _reference(written: str, marks: Mapping[str, int]) -> str:
    """Return " [note 3]" for each mark, "" when one of them is not known."""
    plain = written.translate(_SUPERSCRIPTS)
    found = [marks.get(one.strip()) for one in plain.split(",")]
    if not found or any(one is None for one in found):
        return ""
    return " " + " ".join(f"[note {one}]" for one in found)


def referred_notes(texts: Iterable[str]) -> list[int]:
    """Return the numbers of the notes that some texts name, each once, in their order."""
    found = {int(one) for text in texts for one in _IN_LABEL.findall(text)}
    return sorted(found)


MEANINGS = {
    "[er]": "Earliest revision.",
    "[ns]": "Not statistically significant.",
    "[b]": "Break in series.",
    "[c]": "Figures have been removed to protect confidentiality.",
    "[e]": "Estimated.",
    "[f]": "Forecast.",
    "[k]": "The figure is small and was not shown.",
    "[low]": "The figure appears as zero when rounded but is not zero.",
    "[p]": "Provisional.",
    "[r]": "Revised.",
    "[u]": "The figure is of low reliability.",
    "[w]": "None recorded in the survey.",
    "[x]": "Not available.",
    "[z]": "Not applicable.",
}
_UNKNOWN = "No figure is shown; the source does not explain why."


def meaning_of(marker: str, said: Mapping[str, str], withheld: Iterable[str]) -> str:
    """Return what a marker means: confidential where we withheld, else what the source says."""
    if marker in set(withheld):
        return MEANINGS["[c]"]
    plain = marker.casefold().strip("[]")
    for known, text in said.items():
        if known.casefold().strip("[]") == plain:
            return text
    kind = plain.rstrip("0123456789") or plain
    return MEANINGS.get(f"[{plain}]") or MEANINGS.get(f"[{kind}]", _UNKNOWN)


def is_explained(marker: str, said: Mapping[str, str], withheld: Iterable[str]) -> bool:
    """Tell whether anybody knows what a marker means."""
    return meaning_of(marker, said, withheld) != _UNKNOWN
