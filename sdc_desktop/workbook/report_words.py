"""The words of a report for what a record names by a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sdc_desktop.core.cells_json import cells_from_json
from sdc_desktop.core.perturbation.methods import method_in_words

FINAL_WORDS = {
    "primary": "Withheld because unsafe themselves",
    "secondary": "Withheld to protect others",
    "round": "Rounded",
    "merge-lines": "Combined with the line beside",
}

NARROWEST_WORDS = {
    "pass": "passed for every withheld cell",
    "fail": "FAILED for at least one cell",
    "none": "no cell is withheld",
}

STATISTIC_WORDS = {
    "count": "Counts",
    "sum": "Sums",
    "percentage": "Percentages",
    "rate": "Rates",
    "mean": "Means",
    "median": "Medians",
}

DECISION_WORDS = {
    "approve": "Approved",
    "approve-with-changes": "Approved with changes",
    "more-information": "More information asked for",
    "reject": "Rejected",
}

_RULE_WORDS = {
    "chart-data": "A chart with numbers that no table shows",
    "acro": "Said by ACRO of an output",
    "acro-file": "A file that was not checked, or changed since",
    "audit": "Withheld, but a reader can narrow it too far",
    "count-quality": "Not a whole number of people",
    "derived": "Percentage, rate or mean beside withheld counts",
    "differencing": "Given away together with an earlier release",
    "escaped-rounding": "Left out by the rounding of its table",
    "group-disclosure": "A whole group falls into one cell",
    "hidden": "Hidden part of the file",
    "kept-result": "Result of a formula over a changed cell",
    "layout": "Layout not fully understood",
    "marker": "Marker of unknown meaning",
    "not-assessable": "Could not be assessed",
    "ones-and-twos": "One or two people",
    "release-match": "Not compared with an earlier release",
    "revised": "Revised since an earlier release",
    "rounding": "Not rounded as the policy asks",
    "thin-bin": "Stands for very few true counts",
    "threshold": "Below the policy's threshold",
    "total": "Total that does not add up",
    "unsafe": "Unsafe to show",
    "zeros": "Zero",
}

_SEVERITY_WORDS = {"review": " (to look at)", "info": " (for information)"}

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def rule_in_words(rule: str, severity: str) -> str:
    """Return what a rule found; a rule without words here is called by its name."""
    words = _RULE_WORDS.get(rule, rule.replace("-", " ").capitalize())
    return f"{words}{_SEVERITY_WORDS.get(severity, '')}"


_WISHES = {
    "keep": "Said that these must stay shown:",
    "let-go": "Said that these may rather be withheld than others:",
    "weigh": "Said how much withholding costs for",
    "none": "Took back what was wished of",
}
_ALL_STAYS = "Left every hidden part in the file"


def action_in_words(action: Mapping[str, Any]) -> str:
    """Return what an action of a record did, without naming its cells."""
    kind = action["do"]
    if kind == "correct-tables":
        tables = count_in_words(len(action["tables"]), "table")
        return f"Corrected the tables of sheet {action['sheet']} ({tables})"
    if kind == "merge-lines":
        into = _listed(one["text"] for one in action["texts"][:1])
        return f"Combined two {action['axis']} of {action['sheet']} into {into}"
    if kind == "remove-hidden":
        parts = count_in_words(len(action["carriers"]), "hidden part")
        return f"Agreed to remove {parts} from the file" if action["carriers"] else _ALL_STAYS
    if kind == "compare-releases":
        return f"Compared with {_listed(one['name'] for one in action['releases'])}"
    if kind == "correct-matching":
        said = action["matching"]
        count = count_in_words(len(said["tables"]) + len(said["lines"]), "statement")
        return f"Said what belongs together in an earlier release ({count})"
    if kind == "use-evidence":
        names = ", ".join(one["name"] for one in action["files"])
        return f"Judged the numbers with evidence from {names}" if names else "Used no evidence"
    if kind == "state-extract":
        return f"Said that {action['sheet']} {action['body']} comes from: {action['extract']}"
    if kind in _ABOUT_THE_RELEASE:
        return _ABOUT_THE_RELEASE[kind](action)
    cells = count_in_words(len(cells_from_json(action["cells"])), "cell")
    if kind == "withhold" and action["role"] == "primary":
        return f"Withheld {cells} that are unsafe themselves"
    if kind == "withhold":
        return f"Withheld {cells} to protect others"
    if kind == "round":
        return f"Rounded {cells} ({method_in_words(action['method'])})"
    if kind == "state-fact":
        return f"Took into account what readers know of {cells} from elsewhere"
    if kind == "prefer":
        return f"{_WISHES.get(action['wish'], 'Wished something of')} {cells}"
    if kind == "exempt":
        return f"Accepted {cells} ({rule_in_words(action['rule'], '')})"
    return f"Showed {cells} again"


def _decided_table(action: Mapping[str, Any]) -> str:
    return f"{decision_in_words(action['decision'])}: {action['sheet']} {action['body']}"


def _decided_finding(action: Mapping[str, Any]) -> str:
    cells = cells_from_json(action["cells"])
    place = f", {cells[0].sheet} {cells[0].a1}" if cells else ""
    rule = rule_in_words(action["rule"], "")
    return f"{decision_in_words(action['decision'])}: {rule}{place}"


def _stated_release(action: Mapping[str, Any]) -> str:
    return f"Described the release: {action['release'].get('title') or 'no title yet'}"


def _answered(action: Mapping[str, Any]) -> str:
    return f"Said of {action['gate'].replace('-', ' ')}: {action['answer'] or 'no longer'}"


def _declared(action: Mapping[str, Any]) -> str:
    return f"Declared: {action['text'] or 'no longer'}"


_ABOUT_THE_RELEASE = {
    "state-release": _stated_release,
    "decide-table": _decided_table,
    "decide-finding": _decided_finding,
    "answer-gate": _answered,
    "declare": _declared,
}


def decision_in_words(decision: str | None) -> str:
    """Return what was decided; a decision without words here is called by its name."""
    if decision is None:
        return "Decision taken back"
    return DECISION_WORDS.get(decision, decision)


def ground_in_words(kind: str, source: str) -> str:
    """Return the ground of an exception to stand behind its rule, "" for an accepted risk."""
    if kind == "structural-zero":
        return ", structural zero"
    return f", public: {source}" if kind == "public" else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names) or "no earlier release"


def count_in_words(count: int, thing: str) -> str:
    """Return such as "1 cell" or "1,200 cells"."""
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def day(date: str) -> str:
    """Return "2026-12-03" as "3 December 2026"; other text as it is."""
    try:
        year, month, number = (int(part) for part in date.split("-"))
        return f"{number} {_MONTHS[month - 1]} {year}"
    except (IndexError, ValueError):
        return date


def moment(when: str) -> str:
    """Return "2026-11-21T09:30:00Z" as "21 November 2026, 09:30 UTC"; other text as it is."""
    try:
        date, time = when.split("T")
        year, month, day = (int(part) for part in date.split("-"))
        return f"{day} {_MONTHS[month - 1]} {year}, {time[:5]} UTC"
    except (IndexError, ValueError):
        return when
