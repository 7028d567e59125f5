"""What the words of a label say: total, a part of something, a unit, a code, a table's name."""

from __future__ import annotations

import re
from functools import lru_cache

_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b|.*\btotals?$|all\b|overall$|sum$|sum of\b|aggregate$|both sexes\b"
    r"|everyone$|every(?:thing|body)$"
    r"|insgesamt|gesamt|summ[ea]$|zusammen$|alle\b|beide geschlechter"
    r"|ensemble\b|toutes?\b|tous\b|somme$"
    r"|totale?s?\b|totali$|tutt[ie]\b|ambos sexos|todos\b|todas\b|totaal\b|totalt\b"
    r"|samtliga\b|alla\b"
    r"|i alt$|cyfanswm\b|pawb\b|pob\b|ogółem\b|razem$|yhteensä$"
    r"|.*, all$|.*\(totals?\)$|.*\b(?:total(?:e|es|t)?|insgesamt|zusammen|gesamt|totaal|overall)$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\bof which\b|\ball other\b|\bnot at all\b|\ball others\b|\btotal numbers?\b|\ball year\b"
    r"|\b(?:average|mean|median)\b|\balleen\b|\ballein\b|\ball.?round\b",
    re.IGNORECASE,
)
_MOST_WORDS_OF_A_TOTAL = 5
_FOOTNOTE = re.compile(
    r"""(?:
        (?<=[^\W\d_]{3})\d{1,2}(?:\s*,\s*\d{1,2})*   # Total6, 7
      | \s*\((?:[a-z]|\d{1,2}|note[^)]*)\)           # Total (a), Total (1)
      | \s*\[[^\]]*\]                               # Total [note 3]
      | \s*[*†‡§¶:]+
      | \s*[\u00b9\u00b2\u00b3\u2070-\u2079]+
    )+$""",
    re.IGNORECASE | re.VERBOSE,
)
_UNIT = re.compile(
    r"(?:no\.?|n|nr\.?|numbers?(?: of \w+)?|counts?|anzahl|nombre|número|numero|aantal|antal|nifer"
    r"|%|per ?cent|percentages?|percent of \w+|prozent|in %|share|rates?|proportions?"
    r"|[£$€](?: ?(?:thousands?|millions?|billions?|bn|m|k|000s?))?|estimates?|values?|moe"
    r"|margin of error|se|cv|lower(?: \w+)*|upper(?: \w+)*"
    r"|central|nominal\b.*|real terms\b.*|per ?cent\b.*|thousands?|millions?|base"
    r"|mean|median|average|index|ki\b.*|ci\b.*|bev\..*|\(?\d+% ci\)?)$",
    re.IGNORECASE | re.DOTALL,
)
_STRONG = re.compile(
    r"(?:grand |sub-?)?totals?$|all\b|overall$|summ?a?e?$|(?:ins)?gesamt|zusammen$|alle\b|ensemble$"
    r"|total(?:e|es|t)?$|totaal$|i alt$|cyfanswm$|pawb$|both sexes$|todos\b|tous\b|tutti\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"[a-z]{1,3}\d{2}[\w./-]*$|\d{5,}\w*$|\d\d-\d{4}$", re.IGNORECASE)
_WHOLE_PLACES = re.compile(
    r"(?:united kingdom|uk|great britain|gb|united states|usa|deutschland|schweiz|österreich|france"
    r"|españa|italia|nederland|belgique|sverige|canada|australia|new zealand)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def says_total(label: str) -> bool:
    """Tell whether a label without footnote marks claims to be a total."""
    if not _TOTAL.match(label) or _PART.search(label):
        return False
    return len(label.split()) <= _MOST_WORDS_OF_A_TOTAL


def names_a_whole(label: str) -> bool:
    """Tell whether a label names a country, which first or last among places is their total."""
    return bool(_WHOLE_PLACES.match(label))


def says_only_total(label: str) -> bool:
    """Tell whether a label says total and nothing that could be something else, as "total pay"."""
    return says_total(label) and bool(_STRONG.match(label))


_OF_WHICH = re.compile(
    r"(?:of which|of whom|including|davon|darunter|dont\b|waarvan|därav|di cui|de los cuales"
    r"|de las cuales|del cual|o'r rhain|o\u2019r rhain|heraf|herav|joista)",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def says_of_which(label: str) -> bool:
    """Tell whether a label announces a part of what stands above."""
    return bool(_OF_WHICH.match(label))


_TABLE_NAME = re.compile(
    r"(?:tabl\w*|tabel\w*|tavola|figur\w*|abbildung|grafi\w*|chart)\s*[a-z]?\d", re.IGNORECASE
)


def names_a_table(text: str) -> bool:
    """Tell whether a text begins like "Table 3" or "Figure A1"."""
    return bool(_TABLE_NAME.match(text))


def is_unit(text: str) -> bool:
    """Tell whether a header text names a unit or a column number and no category."""
    plain = clean(text)
    return bool(_UNIT.match(plain)) or plain.isdigit()


def is_code(text: str) -> bool:
    """Tell whether a text is a code such as E12000007 and no name."""
    return bool(_CODE.match(text))


@lru_cache(maxsize=50_000)
def clean(label: str) -> str:
    """Return a label without footnote marks, in lower case, for comparing."""
    plain = label.casefold().strip()
    without = _FOOTNOTE.sub("", plain).strip()
    return without if without and any(one.isalpha() for one in without) else plain
