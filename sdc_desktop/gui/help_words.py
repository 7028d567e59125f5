"""What people type when they look for something, and what the help calls it."""

from __future__ import annotations

import re
from functools import cache

_GROUPS = (
    "hide hidden conceal star stars starred asterisk asterisks blank mask redact delete drop "
    "suppress suppressed suppressing withhold withheld censor",
    "suppression withhold withheld",
    "small low tiny threshold",
    "number numbers count counts figure figures value values",
    "combine combining merge merging collapse aggregate regroup band bands",
    "round rounding rounded",
    "noise perturb perturbation perturbed swap swapping jitter blur random cell-key",
    "guess infer deduce derive reverse subtract subtraction recover differencing",
    "earlier previous old last-year differencing release releases",
    "mean means average averages",
    "percentage percentages percent proportion rate rates share",
    "person people individual individuals somebody respondent respondents",
    "dominance dominant largest biggest concentration p%",
    "exception exceptions exempt exemption override waive",
    "passphrase password key keys certificate signature sign signing",
    "record report audit-trail evidence log",
    "shortcut shortcuts keyboard keys hotkey hotkeys",
    "policy policies rule rules standard",
    "hidden metadata comments author properties",
    "save export write",
    "undo revert back",
    "secondary complementary consequential",
    "singleton single one unique",
    "zero zeros nil empty",
    "practise practice learn train training sample tutorial",
)
_LITTLE_ONES = """
    a an the to of in on at out up for from is are be do does can could may might i my we
    our you your it its this that how what why when where which and or with by not
"""
_LITTLE = frozenset(_LITTLE_ONES.split())


def words_of(typed: str) -> tuple[str, ...]:
    """Return the words that matter in what was typed; all of them when only little ones were."""
    words = tuple(re.findall(r"[\w%'-]+", typed.casefold()))
    return tuple(word for word in words if word not in _LITTLE) or words


@cache
def meanings(word: str) -> tuple[str, ...]:
    """Return other words for `word`, without itself."""
    groups = (group.split() for group in _GROUPS)
    found = (other for group in groups if word in group for other in group)
    return tuple(dict.fromkeys(other for other in found if other != word))
