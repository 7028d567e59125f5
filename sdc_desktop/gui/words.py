"""The program's own words for rules, statuses and decisions, in one place and translatable."""

from __future__ import annotations

from sdc_desktop.core.actions import (
    Action,
    CompareReleases,
    CorrectMatching,
    CorrectTables,
    Exempt,
    MergeLines,
    Prefer,
    Release,
    RemoveHidden,
    RoundCells,
    StateExtract,
    StateFact,
    SuppressionRole,
    UseEvidence,
    Wish,
    Withhold,
)
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.published import CellStatus
from sdc_desktop.core.release_actions import (
    AnswerGate,
    DecideFinding,
    DecideTable,
    Declare,
    StateRelease,
)
from sdc_desktop.gui.models.marks import CellMark
from sdc_desktop.gui.release_words import release_action_in_words
from sdc_desktop.gui.translating import tr as tr


def cells_in_words(number: int) -> str:
    """Return "1 cell" or "5 cells"."""
    return tr("1 cell") if number == 1 else tr("%n cells", None, number)


def severity_in_words(severity: Severity) -> str:
    """Return what a severity is called on the screen."""
    return {
        Severity.FAIL: tr("At risk"),
        Severity.REVIEW: tr("To review"),
        Severity.INFO: tr("Good to know"),
    }[severity]


SEVERITY_SYMBOLS = {Severity.FAIL: "▲", Severity.REVIEW: "?", Severity.INFO: "i"}


def rule_in_words(rule: str) -> str:
    """Return what a rule is called on the screen; a new rule shows its own name."""
    names = {
        "threshold": tr("Small count"),
        "zeros": tr("Zero"),
        "ones-and-twos": tr("One or two people"),
        "group-disclosure": tr("Group disclosure"),
        "audit": tr("Can be worked out"),
        "rounding": tr("Not rounded"),
        "escaped-rounding": tr("Left out by rounding"),
        "thin-bin": tr("Stands for few counts"),
        "layout": tr("Table not understood"),
        "total": tr("Total does not add up"),
        "marker": tr("Marker in the source"),
        "derived": tr("Figure made from others"),
        "differencing": tr("Earlier release"),
        "release-match": tr("Not compared"),
        "revised": tr("Revised since"),
        "hidden": tr("Hidden rows or columns"),
        "count-quality": tr("Doubtful count"),
        "not-assessable": tr("Not assessable"),
        "evidence": tr("Evidence does not fit"),
        "acro": tr("Said by ACRO"),
        "chart-data": tr("Data of a chart"),
        "acro-file": tr("File of the folder"),
        "policy-age": tr("Policy to be read again"),
        "extract": tr("Kind of data"),
        "record-needed": tr("Record needed"),
        "policy-exception": tr("Exception from the policy"),
    }
    if rule.startswith("acro:"):
        return tr("ACRO: {check}").format(check=rule.removeprefix("acro:").replace("-", " "))
    return names.get(rule, rule.replace("-", " ").capitalize())


def mark_in_words(mark: CellMark) -> str:
    """Return what a cell's mark means, for tooltips and screen readers; "" for none."""
    return {
        CellMark.NONE: "",
        CellMark.FAIL: tr("unsafe"),
        CellMark.REVIEW: tr("to review"),
        CellMark.PRIMARY: tr("withheld, unsafe itself"),
        CellMark.SECONDARY: tr("withheld to protect others"),
        CellMark.UNPROTECTED: tr("withheld, but a reader can work it out"),
        CellMark.ROUNDED: tr("rounded"),
        CellMark.EXEMPT: tr("shown with a reason"),
    }[mark]


def action_in_words(action: Action) -> str:
    """Return one line on what an action did, such as "Withhold 3 cells (Table 1!B5 ...)"."""
    if isinstance(action, CorrectTables):
        text = tr("Correct the tables of {sheet}").format(sheet=action.sheet)
        return f"{text}: {action.stamp.why}" if action.stamp.why else text
    if isinstance(action, MergeLines):
        text = tr("Combine two lines of {sheet} into {name}")
        return text.format(sheet=action.sheet, name=action.texts[0][1])
    if isinstance(action, RemoveHidden):
        return _removing_in_words(len(action.carriers))
    if isinstance(action, CompareReleases):
        names = ", ".join(one.name for one in action.releases)
        return tr("Compare with {names}").format(names=names) if names else tr("Compare with none")
    if isinstance(action, StateExtract):
        text = tr("{sheet}!{body} comes from: {extract}")
        return text.format(sheet=action.sheet, body=action.body.a1, extract=action.extract.value)
    if isinstance(action, UseEvidence):
        names = ", ".join(one.name for one in action.files)
        return tr("Evidence: {names}").format(names=names) if names else tr("Use no evidence")
    if isinstance(action, CorrectMatching):
        return tr("Say what belongs together in an earlier release")
    if isinstance(action, StateFact):
        return _fact_in_words(action)
    if isinstance(action, StateRelease | DecideTable | DecideFinding | AnswerGate | Declare):
        return release_action_in_words(action)
    if isinstance(action, Prefer):
        what = cells_in_words(len(action.cells))
        said = _wish_pattern(action.wish).format(cells=what, n=number_in_words(action.factor))
        return f"{said} ({_where(action.cells)})"
    what = cells_in_words(len(action.cells))
    return f"{_verb(action).format(cells=what)} ({_where(action.cells)})"


def _wish_pattern(wish: Wish) -> str:
    return {
        Wish.KEEP: tr("Keep {cells} shown"),
        Wish.LET_GO: tr("Let {cells} go rather than others"),
        Wish.WEIGH: tr("Let withholding {cells} cost {n} times as much"),
        Wish.NONE: tr("Wish nothing of {cells} any more"),
    }[wish]


def wish_in_words(wish: Wish, factor: float = 1.0) -> str:
    """Return what is wished of a cell, for tooltips and screen readers; "" for nothing."""
    return {
        Wish.KEEP: tr("must stay shown"),
        Wish.LET_GO: tr("may go to protect others"),
        Wish.WEIGH: tr("withholding it costs {n} times as much").format(n=number_in_words(factor)),
        Wish.NONE: "",
    }[wish]


def _removing_in_words(count: int) -> str:
    """Return what agreeing that so many carriers go is called in the history."""
    if not count:
        return tr("Keep all hidden parts in the file")
    if count == 1:
        return tr("Remove 1 hidden part from the file")
    return tr("Remove {n} hidden parts from the file").format(n=count)


def _fact_in_words(fact: StateFact) -> str:
    """Return such as "Readers know: Table 1!C5: at least 3"."""
    cells = _where(fact.cells)
    if len(fact.cells) > 1:
        together = tr("{cells} together ({where})")
        cells = together.format(cells=cells_in_words(len(fact.cells)), where=cells)
    least, most = number_in_words(fact.lower), number_in_words(fact.upper)
    if fact.lower == fact.upper:
        return tr("Readers know: {cells}: exactly {n}").format(cells=cells, n=least)
    if fact.upper == float("inf"):
        return tr("Readers know: {cells}: at least {n}").format(cells=cells, n=least)
    if fact.lower == float("-inf"):
        return tr("Readers know: {cells}: at most {n}").format(cells=cells, n=most)
    text = tr("Readers know: {cells}: between {a} and {b}")
    return text.format(cells=cells, a=least, b=most)


def _verb(action: Withhold | Release | Exempt | RoundCells) -> str:
    if isinstance(action, Withhold):
        if action.role is SuppressionRole.PRIMARY:
            return tr("Withhold {cells}")
        return tr("Withhold {cells} to protect others")
    if isinstance(action, Release):
        return tr("Show {cells} again")
    if isinstance(action, Exempt):
        return tr("Accept {cells} with a reason")
    return tr("Round {cells}")


def _where(cells: tuple[CellRef, ...]) -> str:
    if not cells:
        return ""
    more = " …" if len(cells) > 1 else ""
    return f"{cells[0].sheet}!{cells[0].a1}{more}"


def number_in_words(number: float) -> str:
    """Return a number as people write it: no needless decimals, thousands apart."""
    if number == float("inf"):
        return tr("no limit")
    if float(number).is_integer():
        return f"{int(number):,}"
    return f"{number:,.6g}"


def range_in_words(lower: float, upper: float) -> str:
    """Return the sentence about what a reader can narrow a cell to."""
    if upper == float("inf"):
        return tr("A reader only knows that it is {lower} or more.").format(
            lower=number_in_words(lower)
        )
    if lower == upper:
        return tr("A reader can work out that it is {value}.").format(value=number_in_words(lower))
    return tr("A reader can narrow this to {lower} to {upper}.").format(
        lower=number_in_words(lower), upper=number_in_words(upper)
    )


def status_in_words(status: CellStatus) -> str:
    """Return what readers get in place of a cell's value, with its symbol."""
    return {
        CellStatus.AS_IS: tr("Shown"),
        CellStatus.PRIMARY: tr("■  Withheld, unsafe itself"),
        CellStatus.SECONDARY: tr("□  Withheld to protect others"),
        CellStatus.ROUNDED: tr("≈  Rounded"),
        CellStatus.COMBINED: tr("+  Combined with another line"),
    }[status]


def sheet_words(name: str) -> str:
    """Return what a sheet is called on the screen; that of a text file has no name of its own."""
    return name or tr("Text file")
