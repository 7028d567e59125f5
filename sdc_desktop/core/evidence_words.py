"""Which words of a label, a title or a sheet's name say that numbers are evidence, and which."""

from __future__ import annotations

import re
from functools import lru_cache

from sdc_desktop.core.evidence import (
    ABSOLUTE,
    BASE,
    CONTRIBUTORS,
    DENOMINATOR,
    FREEDOM,
    GROSSED,
    NUMERATOR,
    REQUESTED,
    SMALLEST,
    UNWAIVED,
    Measure,
    largest,
    top,
)

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "first": 1, "second": 2, "third": 3,
    "fourth": 4, "fifth": 5, "zweit": 2, "dritt": 3,
}  # fmt: skip
_NUMBER = r"(\d|one|two|three|four|five)"
_WHO = (
    r"(?:contributors?|contributions?|respondents?|businesses|business|enterprises?|units?"
    r"|compan(?:y|ies)|firms?|holdings?|records?|reporters?|entit(?:y|ies)|observations?|people"
    r"|persons?|households?|traders?|values?|amounts?|cases)"
)
_OF_WHO = rf"(?:[ _]{_WHO})?"

_RANKED = (
    (rf"\btop[ _-]?{_NUMBER}{_OF_WHO}(?:[ _](?:sum|total))?\b", top),
    (rf"\b(?:sum|total) of (?:the )?(?:top[ _])?{_NUMBER}(?: largest)?{_OF_WHO}\b", top),
    (rf"\b(?:sum|total) of (?:the )?largest {_NUMBER}{_OF_WHO}\b", top),
    (rf"\b{_NUMBER} largest{_OF_WHO}\b", top),
    (
        rf"\b(first|second|third|fourth|fifth|[1-9](?=st|nd|rd|th))(?:st|nd|rd|th)?[ _-]"
        rf"(?:largest|biggest|highest){_OF_WHO}\b",
        largest,
    ),
    (r"\b(zweit|dritt)gr\w+\b", largest),
    (r"(?<![^\W_])x[ _]?([1-9])\b", largest),
)
_PLAIN = (
    (rf"\blargest (?:{_WHO} )?(?:without|with no) (?:a )?waiver\b", UNWAIVED),
    (r"\b(?:asked for|request\w*) (?:protection|confidentiality|suppression)\b", REQUESTED),
    (rf"\b(?:largest|biggest)(?: single)?{_OF_WHO}\b|\bmax(?:imum)? {_WHO}\b", largest(1)),
    (r"\bgrößte[rns]?(?: einzelwert\w*| einheit| beitrag)?\b", largest(1)),
    (rf"\b(?:smallest|lowest|min(?:imum)?) {_WHO}\b", SMALLEST),
    (r"\b(?:sum|total) of absolute (?:values?|contributions?)\b", ABSOLUTE),
    (r"\b(?:unweighted (?:base|counts?|n|sample size|number\w*)|unweighted|sample size)\b", BASE),
    (
        r"\bgrossed(?:[ -]up)?(?: (?:estimates?|counts?|numbers?))?\b"
        r"|\bweighted (?:estimates?|counts?|numbers?)\b",
        GROSSED,
    ),
    (rf"\b(?:numbers?|no\.?|counts?|nr\.?) of {_WHO}\b|\bcontributors\b", CONTRIBUTORS),
    (r"^n(?:\b|_)|(?:\b|_)n$|\b(?:anzahl|zahl) der (?:einheiten|fälle|befragten)\b", CONTRIBUTORS),
    (r"\b(?:residual )?(?:degrees of freedom|d\.?o\.?f\.?)\b", FREEDOM),
    (r"\bnumerators?\b|\bnumber of events\b", NUMERATOR),
    (r"\bdenominators?\b", DENOMINATOR),
)  # fmt: skip
_RANKED_PATTERNS = tuple((re.compile(words, re.IGNORECASE), make) for words, make in _RANKED)
_PLAIN_PATTERNS = tuple((re.compile(words, re.IGNORECASE), what) for words, what in _PLAIN)
_EDGES = re.compile(r"^[\s,:;()_\-\N{EN DASH}]+|[\s,:;(_\-\N{EN DASH}]+$|\(\s*\)")
_JOINTS = re.compile(r"(?:^| )(?:of|in|for|by|the|evidence)$|^(?:of|in|for|by|the|evidence) ")


@lru_cache(maxsize=20_000)
def split_measure(text: str) -> tuple[Measure | None, str]:
    """Return the measure that a text names, None for none, and the text without its words."""
    for pattern, make in _RANKED_PATTERNS:
        match = pattern.search(text)
        if match:
            word = match[1].casefold()
            return make(_NUMBERS.get(word) or int(word)), _without(text, match)
    for pattern, measure in _PLAIN_PATTERNS:
        match = pattern.search(text)
        if match:
            return measure, _without(text, match)
    return None, text


def _without(text: str, match: re.Match[str]) -> str:
    """Return a text without a match and without the signs and words that joined the two."""
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    before = ""
    while rest != before:
        before, rest = rest, _JOINTS.sub("", _EDGES.sub("", " ".join(rest.split())))
    return rest
