"""What a spreadsheet shows for a number: number formats as in ECMA-376 part 1, 18.8.31."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor, isfinite

_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)
      | \\(?P<escaped>.)
      | (?P<padding>[_*].)
      | \[(?P<bracket>[^\]]*)\]
      | (?P<general>General)
      | (?P<ampm>AM/PM|A/P)
      | (?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?)
      | (?P<exponent>E[+-]0+)
      | (?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+,*)
      | (?P<percent>%)
      | (?P<text>@)
      | (?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_LONGEST_GENERAL = 11
_EXACT = Context(prec=700)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of a format between semicolons."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None
    separator: str = ","

    def has(self, kind: str) -> bool:
        return any(name == kind for name, _ in self.tokens)


_SPACED_THOUSANDS = re.compile("(?<=[#0?])[ \u00a0\u202f](?=[#0?]{3})")
"""Between groups of digits, as in "# ### ##0": spaces in place of commas."""


def is_date_format(number_format: str) -> bool:
    """Tell whether a format shows dates or times."""
    return any(section.has("date") for section in _sections(number_format)[:1])


def shown_number(value: float, number_format: str, *, uses_1904_dates: bool = False) -> str:
    """Return what the spreadsheet shows for `value`; halves are rounded away from zero."""
    if not isfinite(value):
        return ""
    section, shown = _choose(_sections(number_format), value)
    if section.has("date"):
        return _date(section, value + (1462 if uses_1904_dates else 0))
    return _number(section, shown)


@lru_cache(maxsize=4096)
def _sections(number_format: str) -> tuple[_Section, ...]:
    return tuple(_parse_section(part) for part in _split(number_format))


def _split(number_format: str) -> list[str]:
    """Split at semicolons that are not quoted or escaped."""
    parts, is_quoted, is_escaped = [""], False, False
    for character in number_format:
        if character == ";" and not is_quoted and not is_escaped:
            parts.append("")
            continue
        if character == '"' and not is_escaped:
            is_quoted = not is_quoted
        is_escaped = character == "\\" and not is_escaped and not is_quoted
        parts[-1] += character
    return parts[:4]


def _parse_section(text: str) -> _Section:
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    spaced = _SPACED_THOUSANDS.sub(",", text)
    for match in _TOKEN.finditer(spaced):
        kind = match.lastgroup or "literal"
        value = match[kind]
        if kind == "bracket":
            limit = _CONDITION.fullmatch(value)
            if limit:
                condition = (limit[1], float(limit[2]))
            elif value.startswith("$"):
                tokens.append(("literal", value[1:].partition("-")[0]))
            elif value and set(value.lower()) <= set("hms"):
                tokens.append(("elapsed", value.lower()))
                tokens.append(("date", ""))
        elif kind == "quoted":
            tokens.append(("literal", value.strip('"')))
        elif kind == "escaped":
            tokens.append(("literal", value))
        elif kind == "padding":
            tokens.append(("literal", " " if value[0] == "_" else ""))
        else:
            tokens.append((kind, value))
    return _Section(tuple(tokens), condition, "," if spaced == text else " ")


def _choose(sections: tuple[_Section, ...], value: float) -> tuple[_Section, float]:
    """Return the section that applies and the number to show with it."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(section.condition, value):
                return section, value
        return sections[-1], value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _holds(condition: tuple[str, float], value: float) -> bool:
    operator, limit = condition
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[operator]


def _number(section: _Section, value: float) -> str:
    if not section.tokens or not (
        section.has("digits") or section.has("general") or section.has("text")
    ):
        return "".join(text for kind, text in section.tokens if kind == "literal")
    if ("literal", "/") in section.tokens:
        return _fraction(section, value)
    percents = sum(kind == "percent" for kind, _ in section.tokens)
    scaled = Decimal(repr(value)).scaleb(2 * percents)
    pattern = next((text for kind, text in section.tokens if kind == "digits"), "")
    exponent = next((text for kind, text in section.tokens if kind == "exponent"), "")
    sign = "-" if value < 0 else ""
    digits = _scientific(scaled, pattern, exponent) if exponent else _digits(abs(scaled), pattern)
    digits = digits.replace(",", section.separator)
    if not exponent and sign and not any(character in "123456789" for character in digits):
        sign = ""
    shown, is_first = [sign], True
    for kind, text in section.tokens:
        if kind == "digits":
            shown.append(digits if is_first else "")
            is_first = False
        elif kind in {"general", "text"}:
            shown.append(_general(abs(value)))
        elif kind in {"literal", "percent"}:
            shown.append(text)
    return "".join(shown)


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, decimals = pattern.partition(".")
    scale = len(pattern) - len(pattern.rstrip(","))
    decimals = decimals.rstrip(",")
    whole = whole.rstrip(",") if not decimals else whole
    rounded = _rounded(value.scaleb(-3 * scale), len(decimals))
    left, _, right = f"{rounded:f}".partition(".")
    smallest = sum(character == "0" for character in whole)
    left = left.lstrip("0").rjust(smallest, "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    keep = len(decimals.rstrip("#?"))
    right = right[:keep] + right[keep:].rstrip("0")
    return f"{left}.{right}" if decimals else left


def _rounded(value: Decimal, decimals: int) -> Decimal:
    exponent = Decimal(1).scaleb(-decimals)
    return value.quantize(exponent, rounding=ROUND_HALF_UP, context=_EXACT)


def _fraction(section: _Section, value: float) -> str:
    """Return "2 1/2" for "# ?/?", with as many digits in the denominator as the format has."""
    digits = len([text for kind, text in section.tokens if kind == "digits"][-1])
    whole, rest = divmod(Fraction(abs(value)), 1)
    part = rest.limit_denominator(10**digits - 1)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    sign = "-" if value < 0 and (whole or part) else ""
    shown = [str(whole)] if whole or not part else []
    shown += [f"{part.numerator}/{part.denominator}"] if part else []
    return sign + " ".join(shown)


def _scientific(value: Decimal, pattern: str, exponent: str) -> str:
    decimals = len(pattern.partition(".")[2])
    mantissa, _, power = f"{abs(value):.{decimals}E}".partition("E")
    width = exponent.count("0")
    sign = "-" if int(power) < 0 else ("+" if "+" in exponent else "")
    return f"{mantissa}E{sign}{abs(int(power)):0{width}d}"


def _general(value: float) -> str:
    if value < 1e11 and value == int(value):
        return str(int(value))
    if value < 1e-4 or value >= 1e11:
        mantissa, _, power = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{power[0]}{int(power[1:]):02d}"
    whole = len(str(int(value)))
    decimals = max(_LONGEST_GENERAL - 1 - whole, 0)
    shown = _rounded(Decimal(repr(value)), decimals)
    return f"{shown:f}".rstrip("0").rstrip(".") if decimals else f"{shown:f}"


def _date(section: _Section, serial: float) -> str:
    day, seconds = floor(serial), round((serial - floor(serial)) * 86_400)
    if seconds == 86_400:
        day, seconds = day + 1, 0
    year, month, day_of_month, weekday = _civil(day)
    has_ampm = section.has("ampm")
    shown = []
    for place, (kind, text) in enumerate(section.tokens):
        code = text.lower()
        if kind == "elapsed":
            unit = {"h": 3600, "m": 60, "s": 1}[code[0]]
            shown.append(str(round(serial * 86_400) // unit))
        elif kind == "ampm":
            shown.append("AM" if seconds < 43_200 else "PM")
        elif kind == "literal":
            shown.append(text)
        elif kind == "date" and code:
            if code[0] == "m" and _means_minutes(section.tokens, place):
                shown.append(_padded(seconds // 60 % 60, code))
            elif code[0] == "h":
                hour = seconds // 3600
                shown.append(_padded((hour % 12 or 12) if has_ampm else hour, code))
            elif code[0] == "s":
                shown.append(_padded(seconds % 60, code.partition(".")[0]))
            else:
                shown.append(_date_part(code, year, month, day_of_month, weekday))
    return "".join(shown)


def _date_part(code: str, year: int, month: int, day: int, weekday: int) -> str:
    if code[0] == "y":
        return f"{year:04d}" if len(code) > 2 else f"{year % 100:02d}"
    if code[0] == "m":
        if len(code) == 5:
            return _MONTHS[month - 1][0]
        name = _MONTHS[month - 1]
        return {3: name[:3], 4: name}.get(len(code), _padded(month, code))
    return {3: _DAYS[weekday][:3], 4: _DAYS[weekday]}.get(len(code), _padded(day, code))


def _means_minutes(tokens: tuple[tuple[str, str], ...], place: int) -> bool:
    """Tell whether an "m" stands after hours or before seconds."""
    before = [text.lower()[:1] for kind, text in tokens[:place] if kind in {"date", "elapsed"}]
    after = [text.lower()[:1] for kind, text in tokens[place + 1 :] if kind == "date"]
    return [one for one in before if one][-1:] == ["h"] or after[:1] == ["s"]


def _padded(number: int, code: str) -> str:
    return f"{number:02d}" if len(code) == 2 else str(number)


def _civil(serial: int) -> tuple[int, int, int, int]:
    """Return year, month, day and weekday (Monday is 0) of a serial day counted from 1900.

    The spreadsheets' 29 February 1900, day 60, is kept.
    """
    if serial == 60:
        return 1900, 2, 29, 2
    # Days since 1 March of year 0, counted in eras of 400 years.
    days = serial + (1 if serial < 60 else 0) + 693_899
    era, of_era = divmod(days, 146_097)
    of_year_era = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
    of_year = of_era - (365 * of_year_era + of_year_era // 4 - of_year_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    year = of_year_era + era * 400 + (1 if month <= 2 else 0)
    return year, month, day, (days + 2) % 7
