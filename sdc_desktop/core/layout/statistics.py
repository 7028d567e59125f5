"""What the numbers of a table are: counts, sums, percentages, rates, means and so on.

A label says it first, where the numbers can be that; then the unit of the table; then the format
and the numbers themselves. Whole numbers up to 100 are counts until something says percentage.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from sdc_desktop.core.layout.block import Block
from sdc_desktop.core.layout.grid import CellClass, Grid
from sdc_desktop.core.layout.header_labels import HeaderLabels
from sdc_desktop.core.layout.label_words import clean
from sdc_desktop.core.layout.labels import cell_label, section_texts
from sdc_desktop.core.sheets import CellStyle, FloatArray
from sdc_desktop.core.tables import Statistic

_WORDS = {
    Statistic.ERROR: (
        r"\b(?:confidence|ci|ki|c\.i\.|s\.e\.|standard errors?|margin of error|moe\d?|cv)\b",
        r"\bcoefficient of variation\b|\bstandardfehler\b|\bkonfidenz\w*",
        r"\bintervalle? de confiance\b|\b(?:lower|upper) (?:limit|bound|ci|cl)\b",
        r"\bsampling (?:error|variability)\b|^(?:lower|upper)$|\b(?:lower|upper) \d+ ?%",
        r"\b(?:untere|obere) (?:grenze|schranke)\b|\bborne (?:inf|sup)",
        r"\bl[ií]mite (?:inf|sup)|\b(?:onder|boven)grens\b",
        r"\b(?:undre|övre|nedre) gräns\b|\bterfyn (?:isaf|uchaf)\b",
    ),
    Statistic.OTHER: (
        r"\bstandard deviations?\b|\bstd\.? ?dev\w*|^s\.?d\.?$|\bskewness\b|\bkurtosis\b",
        r"\bvariances?\b|\bstandardabweichung\w*|\bécarts?.types?\b",
        r"\bherfindahl\b|\bhhi\b|\bgini\b|\btheil\b|\bconcentration (?:ratio|index)\w*",
        r"\bcorrelations?\b|\bregression coefficients?\b|\bdegrees of freedom\b|\bchi.squared?\b",
        r"\bodds ratios?\b|\bhazard ratios?\b|\brelative risks?\b|\bp.values?\b",
        r"\bkaplan.meier\b|\bsurvival (?:probabilit|function|time|rate)\w*|^modes?$",
        r"\bmodal (?:age|value|number|income|class|group|category)\b",
    ),
    Statistic.BASE: (
        r"\bsample sizes?\b|\bunweighted\b|\bungewichtet\w*|\bstichprobe\w*",
        r"\b(?:respondents|sample) base\b|\bbase\b(?! year)|\bin (?:the )?sample\b",
        r"\bnumber of (?:respondents|observations)\b|\bsylfaen\b|\bongewogen\b|\boväg\w*",
        r"\bnon? pond[eé]r\w*|\bbasis\b",
    ),
    Statistic.CHANGE: (
        r"\b(?:percentage|per ?cent|annual|yearly|monthly) (?:point )?(?:change|growth)\b",
        r"\byear.on.year\b|\bchange (?:from|since|on|over|in)\b|\bdifferences?\b",
        r"\b(?:increase|decrease|growth) (?:from|since|on|over)\b",
        r"\bveränderung\b|\bévolution\b|\bvariación\b|\bvariazione\b|\bnewid\b"
        r"|\bverandering\b|\bförändring\b|\bevolución\b|\bcambio\b|\bzmiana\b|\bendring\b",
    ),
    Statistic.PERCENTAGE: (
        r"%|\bper ?cents?\b|\bpercentages?\b|\bproportions?\b|\bshares?\b|\bprozent\b",
        r"\banteil\b|\bpourcentages?\b|\bporcentajes?\b|\bpercentual[ei]\b|\bprocent\b|\bcanran\b",
    ),
    Statistic.QUANTILE: (
        r"\bpercentiles?\b|\bquartiles?\b|\binter.?quartile\b|\biqr\b",
        r"\b\d+(?:st|nd|rd|th) (?:per)?centile\b|_pct\d+",
    ),
    Statistic.MEDIAN: (r"\bmedian\b|\bmédiane?\b|\bmediana\b|\bmediaan\b|\bcanolrif\b",),
    Statistic.MEAN: (
        r"\bmean\b|\baverages?\b|\bmittelwert\b|\bdurchschnitt\w*|\bmoyen(?:ne)?s?\b|\bpromedio\b",
        r"\bmedi[ao]\b|\bgemiddeld\w*|\bmedelvärde\b|\bcyfartal\w*|\bgenomsnitt\w*|\bcymedr\w*|_mean\b",
    ),
    Statistic.MINIMUM: (r"\bminimum\b|\bmin\b|\blowest value\b|\bsmallest\b",),
    Statistic.MAXIMUM: (r"\bmaximum\b|\bmax\b|\bhighest value\b|\blargest\b|^range$",),
    Statistic.INDEX: (r"\bindex\b|\bindices\b|=\s*100\b|\bindice\b|\bíndice\b",),
    Statistic.RATE: (
        r"\brates?\b|\bratios?\b|\btaux\b|\btasa\b|\btasso\b|\bcyfradd\b|\bje [\d.]+\b",
        r"\bper (?:[\d,.]+|million|thousand|hundred|head|capita|person)\b|\bpour [\d ]+\b",
    ),
    Statistic.COUNT: (
        r"\bnumbers? of\b|\bcounts?\b|\bnumber\b|\bno\.|\banzahl\b|\bnombre\b|\bn =",
        r"\bnúmero\b|\bnumero\b|\baantal\b|\bantal\b|\bnifer\b|\bheadcount\b",
    ),
    Statistic.SUM: (
        r"[£$€](?!\s?[1-9])|\b(?:[mb]illion|miljoe?n|mili|mill[io])\w*\b|\bmio\b|\bmrd\b|\bmkr\b",
        r"\bkr\b|\b(?:umsatz|omsättning|omzet|facturación|fatturato|trosiant|gwariant|kronor)\b",
        r"\b(?:uitgaven|ausgaben|dépenses|gastos|spese|expenditure|income|turnover|spending)\b",
        r"\bchiffre d.affaires\b|\b(?:costs?|amounts?|hours|tonnes?|km|hectares?)\b",
    ),
}
_SURE_SUM = re.compile(
    r"[£$€](?!\s?[1-9])|\b(?:[mb]illion|miljoe?n|mili|mill[io])\w*\b"
    r"|\bmio\b|\bmrd\b|\bmkr\b|\bkr\b",
    re.IGNORECASE,
)
"""A unit of money or of millions; "£200 to £400" names a group of people and is none."""
_NUMBER_OF = re.compile(
    r"\b(?:numbers? of|counts? of|no\. of|anzahl|nombre de|número de|numero di)\b"
    r"|\b(?:aantal|antal|nifer)\b",
    re.IGNORECASE,
)
_PATTERNS = tuple(
    (statistic, re.compile("|".join(words), re.IGNORECASE)) for statistic, words in _WORDS.items()
)
_BASE = dict(_PATTERNS)[Statistic.BASE]
_GLUED_NOTE = re.compile(r"(?<=[^\W\d_]{3})\d{1,2}\b")
_ROW_SAYS = frozenset(Statistic) - {Statistic.SUM, Statistic.OTHER, Statistic.RATE}
_TITLE_SAYS = frozenset(Statistic) - {
    Statistic.ERROR,
    Statistic.BASE,
    Statistic.QUANTILE,
    Statistic.MINIMUM,
    Statistic.MAXIMUM,
}
_MOSTLY = 0.8
_HUNDRED = 100
_LARGE = 10_000
_MOST_MEASURES = 30
_LONGEST_TITLE = 250
_NOTE = re.compile(r"(?:note|source|this (?:work)?sheet|this table|back to)\b", re.IGNORECASE)


def column_statistics(
    grid: Grid, block: Block, styles: Sequence[CellStyle]
) -> tuple[tuple[int, Statistic], ...]:
    """Return what each data column holds, from its labels, its formats and its numbers."""
    title = _said(_title_text(grid, block))
    title = title if title in _TITLE_SAYS else None
    headers = HeaderLabels(grid, block)
    rows = _plain_rows(grid, block)
    statistics = [
        _column_statistic(grid, block, rows, column, title, headers, styles)
        for column in block.data_columns
    ]
    if Statistic.PERCENTAGE in statistics:
        for place, column in enumerate(block.data_columns):
            if statistics[place] is Statistic.COUNT and _is_all_hundred(grid, block, column):
                statistics[place] = Statistic.PERCENTAGE
    return tuple(zip(block.data_columns, statistics, strict=True))


def are_named(grid: Grid, block: Block, columns: Sequence[int]) -> bool:
    """Tell whether labels or titles say of all of `columns` what they hold, known here or not."""
    if _said(_title_text(grid, block)) is Statistic.OTHER:
        return True
    headers = HeaderLabels(grid, block)
    return all(_said_by_parts(_texts(headers, one)) is Statistic.OTHER for one in columns)


def _is_all_hundred(grid: Grid, block: Block, column: int) -> bool:
    """Tell whether a column holds 100 all over, as the total of percentages does."""
    rows = list(block.data_rows)
    numbers = grid.sheet.values[rows, column][grid.is_number[rows, column]]
    return numbers.size > 1 and bool((numbers == _HUNDRED).all())


def row_statistics(
    grid: Grid, block: Block, columns: tuple[tuple[int, Statistic], ...]
) -> tuple[tuple[int, Statistic], ...]:
    """Return the rows whose label, or whose section, says something else than their columns.

    Where the rows name the measures ("number", "population", "rate") every row is told by itself.
    """
    usual = most_common(columns)
    sections = section_texts(grid, block)
    own = {row: _said_by_parts(_stub_texts(grid, block, row)) for row in block.data_rows}
    if _are_measures(grid, block, own):
        return tuple((row, _row_statistic(grid, block, row, said)) for row, said in own.items())
    section: Statistic | None = None
    rows, waiting = [], sorted(sections)
    for row in block.data_rows:
        while waiting and waiting[0] < row:
            section = _said_by_section(sections[waiting.pop(0)])
        said = own[row] if own[row] in _ROW_SAYS else section
        numbers = grid.sheet.values[row, list(block.data_columns)]
        if said is not None and said is not usual and _fits(said, numbers):
            rows.append((row, said))
    return tuple(rows)


def _said_by_section(text: str) -> Statistic | None:
    """Return what the label of a section says; "gross income" names groups, "£ million" a unit."""
    said = _said(text)
    return None if said is Statistic.SUM and not _SURE_SUM.search(text) else said


def _plain_rows(grid: Grid, block: Block) -> list[int]:
    """Return the rows that neither their label nor their section calls percentages or the like."""
    sections = section_texts(grid, block)
    waiting = sorted(sections)
    section: Statistic | None = None
    rows = []
    for row in block.data_rows:
        while waiting and waiting[0] < row:
            section = _said_by_section(sections[waiting.pop(0)])
        said = _said_by_parts(_stub_texts(grid, block, row)) or section
        if said is None or said.is_additive:
            rows.append(row)
    return rows or list(block.data_rows)


def _are_measures(grid: Grid, block: Block, own: Mapping[int, Statistic | None]) -> bool:
    """Tell whether the rows name different measures and the columns none."""
    kinds = {said for said in own.values() if said is not None}
    if len(own) > _MOST_MEASURES or len(kinds) < 2 or None in list(own.values())[:1]:
        return False
    headers = HeaderLabels(grid, block)
    columns_say = any(_said_by_parts(_texts(headers, column)) for column in block.data_columns)
    says_enough = sum(said is not None for said in own.values()) >= len(own) / 2
    return says_enough and not columns_say


def _texts(headers: HeaderLabels, column: int) -> list[str]:
    return [text for _, text in headers.parts(column)]


def _row_statistic(grid: Grid, block: Block, row: int, said: Statistic | None) -> Statistic:
    values = grid.sheet.values[row, list(block.data_columns)]
    numbers = values[grid.is_number[row, list(block.data_columns)]]
    if said is not None and _fits(said, numbers):
        return said
    return Statistic.COUNT if are_counts(numbers) else Statistic.OTHER


def _stub_texts(grid: Grid, block: Block, row: int) -> list[str]:
    return [clean(cell_label(grid, row, column)) for column in block.stub_columns]


def most_common(columns: Sequence[tuple[int, Statistic]]) -> Statistic:
    """Return what most columns hold."""
    return Counter(statistic for _, statistic in columns).most_common(1)[0][0]


def _column_statistic(
    grid: Grid,
    block: Block,
    rows: list[int],
    column: int,
    title: Statistic | None,
    headers: HeaderLabels,
    styles: Sequence[CellStyle],
) -> Statistic:
    is_number = grid.is_number[rows, column]
    numbers = grid.sheet.values[rows, column][is_number]
    said = _said_by_parts(_texts(headers, column))
    formatted = _said_by_format(grid, rows, column, styles)
    if formatted is not None and said not in {Statistic.CHANGE, Statistic.ERROR, Statistic.MEAN}:
        return formatted
    candidates = (said, title)
    if said is Statistic.SUM and title is not Statistic.COUNT:
        candidates = (title, said)
    unit = f"{headers.text(column)} {_title_text(grid, block)}"
    for candidate in candidates:
        can_be = candidate is not Statistic.SUM or _can_be_sums(unit, numbers)
        if candidate is not None and _fits(candidate, numbers) and can_be:
            return candidate
    return Statistic.COUNT if are_counts(numbers) else Statistic.OTHER


def _said_by_format(
    grid: Grid, rows: list[int], column: int, styles: Sequence[CellStyle]
) -> Statistic | None:
    """Return percentage or sum when the number formats of most cells say so."""
    used = grid.sheet.styles[rows, column][grid.is_number[rows, column]]
    for code, count in Counter(used.tolist()).most_common(1):
        if count > used.size / 2:
            return _format_says(styles[code].number_format)
    return None


@lru_cache(maxsize=2_000)
def _format_says(number_format: str) -> Statistic | None:
    """Return percentage or sum when a number format shows a percent or a currency sign.

    The locale of a format, such as "[$-809]", has a sign that is no currency.
    """
    shown = re.sub(r"\[\$-[^\]]*\]", "", number_format)
    if "%" in shown:
        return Statistic.PERCENTAGE
    return Statistic.SUM if any(sign in shown for sign in "£$€") else None


def _said_by_parts(parts: list[str]) -> Statistic | None:
    """Return what the innermost label that says anything says."""
    for text in reversed(parts):
        said = _said(text)
        if said is not None:
            return said
    return None


@lru_cache(maxsize=20_000)
def _said(text: str) -> Statistic | None:
    """Return what a text says that numbers are; "number of" wins over what comes after it."""
    text = _GLUED_NOTE.sub("", text)
    number = _NUMBER_OF.search(text)
    first = number.start() if number and not _BASE.search(text) else len(text)
    for statistic, pattern in _PATTERNS:
        match = pattern.search(text)
        if match and match.start() < first:
            return statistic
    return Statistic.COUNT if first < len(text) else None


def _fits(statistic: Statistic, numbers: FloatArray) -> bool:
    """Tell whether numbers can be what a label says of them."""
    numbers = numbers[~np.isnan(numbers)]
    if statistic is Statistic.PERCENTAGE:
        return bool(numbers.size) and bool((np.abs(numbers) <= 100.5).mean() >= _MOSTLY)
    if statistic.is_count:
        return are_counts(numbers)
    return True


def _can_be_sums(unit: str, numbers: FloatArray) -> bool:
    """Tell whether numbers are amounts: by their unit, or because they look like no counts."""
    if _SURE_SUM.search(unit) or not are_counts(numbers):
        return True
    return bool(numbers.size) and float(numbers.max()) >= _LARGE


def are_counts(numbers: FloatArray) -> bool:
    """Tell whether most numbers are whole and none is negative; so they are taken as counts."""
    if not numbers.size:
        return False
    return bool((numbers == np.round(numbers)).mean() >= _MOSTLY) and bool((numbers >= 0).all())


def _title_text(grid: Grid, block: Block) -> str:
    """Return the titles and units above the header, without notes."""
    texts = (
        cell_label(grid, row, int(column))
        for row in block.title_rows
        for column in np.flatnonzero(grid.classes[row] == CellClass.LABEL)
    )
    return " ".join(text for text in texts if len(text) <= _LONGEST_TITLE and not _NOTE.match(text))
