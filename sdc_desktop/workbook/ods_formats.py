"""OpenDocument number styles as format codes of spreadsheets (OpenDocument 1.3, part 3, 16.29)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

STYLE_TAGS = frozenset(
    f"{kind}-style"
    for kind in ("number", "percentage", "currency", "date", "time", "text", "boolean")
)
_CONDITION = re.compile(r"value\(\)\s*(<=|>=|!=|<>|<|>|=)\s*(-?[0-9.]+)")
_PLAIN = frozenset(" -+/():£$€¥")
_MOST_DIGITS = 30
_DATE_PARTS = {
    "day": ("d", "dd"),
    "year": ("yy", "yyyy"),
    "day-of-week": ("ddd", "dddd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "seconds": ("s", "ss"),
}


def tag_of(element: etree._Element) -> str:
    """Return an element's name without its namespace, "" for remarks."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def fact(element: etree._Element, name: str, default: str = "") -> str:
    """Return an attribute by its name without namespace."""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return default


def format_code(style: etree._Element, others: Mapping[str, str]) -> str:
    """Return the format code of a number style, such as "#,##0.0;-#,##0.0".

    Args:
        style: A number:number-style, number:date-style or the like.
        others: The codes of the styles read before it, which its conditions point to.
    """
    own = _own_code(style)
    maps = [
        (condition[1].replace("!=", "<>") + condition[2], others[fact(one, "apply-style-name")])
        for one in style
        if tag_of(one) == "map" and fact(one, "apply-style-name") in others
        for condition in [_CONDITION.fullmatch(fact(one, "condition").strip())]
        if condition is not None
    ]
    return _sections(maps, own, is_text=tag_of(style) == "text-style")


def _sections(maps: list[tuple[str, str]], own: str, *, is_text: bool) -> str:
    """Join the codes of conditions and the rest, as plain sections where they mean these."""
    conditions, codes = [one for one, _ in maps], [one for _, one in maps]
    if is_text and conditions == [">0", "<0", "=0"]:
        return ";".join((*codes, own))
    if not is_text and conditions in ([">=0"], [">0", "<0"]):
        return ";".join((*codes, own))
    return ";".join((*(f"[{one}]{code}" for one, code in maps), own))


def _own_code(style: etree._Element) -> str:
    if tag_of(style) == "boolean-style":
        return "General"
    is_percentage = tag_of(style) == "percentage-style"
    is_elapsed = fact(style, "truncate-on-overflow") == "false"
    pieces = []
    for part in style:
        piece = _part_code(part, is_percentage=is_percentage)
        if is_elapsed and piece[:1] in {"h", "m", "s"} and tag_of(part) in _DATE_PARTS:
            piece, is_elapsed = f"[{piece}]", False
        pieces.append(piece)
    return "".join(pieces) or "General"


def _part_code(part: etree._Element, *, is_percentage: bool) -> str:
    tag, is_long = tag_of(part), fact(part, "style") == "long"
    if tag in _DATE_PARTS:
        places = min(_count(part, "decimal-places"), _MOST_DIGITS) if tag == "seconds" else 0
        return _DATE_PARTS[tag][is_long] + ("." + "0" * places if places else "")
    match tag:
        case "number":
            return _number_code(part)
        case "text" | "currency-symbol":
            return _literal(part.text or "", is_percentage=is_percentage)
        case "month":
            names = ("mmm", "mmmm") if fact(part, "textual") == "true" else ("m", "mm")
            return names[is_long]
        case "am-pm":
            return "AM/PM"
        case "text-content":
            return "@"
        case "scientific-number":
            power = "0" * max(1, min(_count(part, "min-exponent-digits"), _MOST_DIGITS))
            return f"{_number_code(part)}E+{power}"
        case "fraction":
            return _fraction_code(part)
        case _:
            return ""


def _number_code(part: etree._Element) -> str:
    """Return "#,##0.00" and the like; no number of decimals means as many as needed."""
    places = fact(part, "decimal-places")
    least = min(_count(part, "min-integer-digits"), _MOST_DIGITS)
    is_grouped = fact(part, "grouping") == "true"
    if not places and not is_grouped and least <= 1 and tag_of(part) == "number" and not len(part):
        return "General"
    whole = "0" * least or "#"
    if is_grouped:
        whole = whole.rjust(4, "#")
        whole = re.sub(r"(?<=.)(?=(?:.{3})+$)", ",", whole)
    between = {
        _count(one, "position"): _literal(one.text or "", is_percentage=False)
        for one in part
        if tag_of(one) == "embedded-text" and 0 < _count(one, "position") <= _MOST_DIGITS
    }
    whole = _spelled_out(least, between) if between else whole
    decimals = min(int(places), _MOST_DIGITS) if places.isdigit() else 0
    fixed = min(_count(part, "min-decimal-places", decimals), decimals)
    if not fact(part, "decimal-replacement", "0").strip("0123456789"):
        fixed = fixed if fact(part, "decimal-replacement", "0") else 0
    factor = fact(part, "display-factor")
    scale = "," * ((len(factor.partition(".")[0]) - 1) // 3) if factor.startswith("1000") else ""
    tail = "." + "0" * fixed + "#" * (decimals - fixed) if decimals else ""
    return whole + tail + scale


def _spelled_out(least: int, between: Mapping[int, str]) -> str:
    """Return digits with texts between them, such as "# ### ##0".

    Args:
        least: How many digits are always shown.
        between: Number of digits that follow a text to the text.
    """
    shown = ""
    for digits_left in range(max(least, *between), -1, -1):
        shown += "0" if digits_left < least else "#"
        shown += between.get(digits_left, "")
    return shown


def _fraction_code(part: etree._Element) -> str:
    digits = max(1, min(_count(part, "min-denominator-digits"), 5))
    fixed = fact(part, "denominator-value")
    return f"# {'?' * digits}/{fixed or '?' * digits}"


def _literal(text: str, *, is_percentage: bool) -> str:
    """Return a text as a format code shows it literally."""
    if not text:
        return ""
    if is_percentage and "%" in text:
        before, _, after = text.partition("%")
        plain = {"is_percentage": False}
        return _literal(before, **plain) + "%" + _literal(after, **plain)
    if set(text) <= _PLAIN:
        return text
    return "".join(f'"{one}"' if one else "" for one in text.split('"')) or '\\"'


def _count(part: etree._Element, name: str, default: int = 0) -> int:
    text = fact(part, name)
    return int(text) if text.isdigit() else default
