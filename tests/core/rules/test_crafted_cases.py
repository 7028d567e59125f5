"""A hundred small tables and what must be found in each: no bad one passes, no clean one alarms.

The twenty bad outputs "peer 1" to "peer 20" are those on which other output checkers were measured,
of which the best one caught four; each is caught here, or told to be not assessable with what to
ask for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pytest

from sdc_desktop.core.check import Check, assess, take_into_account
from sdc_desktop.core.evidence import (
    ABSOLUTE,
    BASE,
    CONTRIBUTORS,
    FREEDOM,
    NUMERATOR,
    REQUESTED,
    SMALLEST,
    VALUE,
    Measure,
    largest,
    top,
)  # fmt: skip
from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_file import read_policy
from sdc_desktop.core.published import publish
from sdc_desktop.core.releases.release import EarlierRelease
from sdc_desktop.core.rules import find_risks
from sdc_desktop.core.tables import Axis, LineRatio, Statistic, Table
from tests.core.build import STAMP, Row, make_sheet, make_workbook, table_of, with_totals
from tests.core.evidence import contributions, evidence_of

COUNTS = '[counts]\nunsafe = "< 10"\nones_and_twos = false\n'
HEADING = 'id = "crafted"\nversion = "1"\ntitle = "Crafted"\n'
S = Statistic
Told = Mapping[str, Mapping[Measure, float]]


@dataclass(frozen=True)
class Case:
    """A small table and the rules that must find something in it, and no others.

    Attributes:
        name: What is wrong with it, or that nothing is.
        rows: The sheet, one header row and one column of labels.
        found: Rules with a finding to deal with.
        rules: The policy's parts as in a policy file.
        columns: What the columns of the body are, the first one first.
        told: Evidence by cell.
        totals: Whether the last row and column are totals.
        ratios: Which columns are percentages or means of which.
        title: The table's title.
        asks: Words that the finding must say to the researcher.
    """

    name: str
    rows: Sequence[Row]
    found: set[str]
    rules: str = COUNTS
    columns: tuple[Statistic, ...] = (S.COUNT,)
    told: Told = field(default_factory=dict)
    totals: bool = False
    ratios: tuple[LineRatio, ...] = ()
    title: str = ""
    asks: str = ""

    def policy(self) -> Policy:
        return read_policy(HEADING + self.rules).with_parameters({})

    def table(self) -> Table:
        sheet = make_sheet(self.rows)
        table = table_of(sheet, totals=self.totals, statistic=self.columns[0])
        kinds = (*self.columns, *(self.columns[-1],) * 20)
        statistics = tuple(zip(table.body.columns, kinds, strict=False))
        return replace(table, column_statistics=statistics, ratios=self.ratios, title=self.title)

    def findings(self) -> tuple[Finding, ...]:
        workbook = make_workbook(make_sheet(self.rows))
        evidence = evidence_of(self.told)
        return find_risks(workbook, (self.table(),), publish(workbook, ()), self.policy(), evidence)


def one(value: float | str, label: str = "people") -> list[Row]:
    """Return a sheet with one number."""
    return [["Area", label], ["Leeds", value]]


def beside(count: float, value: float, label: str, base: str = "number of people") -> list[Row]:
    """Return a sheet with a number and the count that stands behind it."""
    return [["Area", base, label], ["Leeds", count, value], ["York", 400, 40]]


def magnitudes(text: str) -> str:
    return f"[magnitudes]\n{text}\n"


def statistics(text: str, counts: str = COUNTS) -> str:
    return f"{counts}[statistics]\n{text}\n"


def tables(text: str) -> str:
    return f"{COUNTS}[tables]\n{text}\n"


DOMINANCE = magnitudes("contributors = 3\ndominance = [[1, 75]]")
P_PERCENT = magnitudes("contributors = 3\np_percent = 10")
FULL = '[counts]\nunsafe = "< 3"\nones_and_twos = false\ngroup_disclosure_k = [0, 1]\n'
ZEROS = '[counts]\nunsafe = "< 10"\nones_and_twos = false\nzeros = "unsafe"\n'
SHARE = LineRatio(Axis.COLUMNS, 2, 1, 3, None, (1, 2), 100.0, 0.1)

FREQUENCY = [
    Case("a count of 3", one(3), {"threshold"}),
    Case("a count of 9, the largest unsafe one", one(9), {"threshold"}),
    Case("clean: a count of 10", one(10), set()),
    Case("a fraction beside the range", one(9.5), {"threshold", "count-quality"}),
    Case("clean: zero where zeros are allowed", one(0), set()),
    Case("zero where zeros are not allowed", one(0), {"zeros"}, ZEROS),
    Case("a 7 under 1 to 7", one(7), {"threshold"},
         '[counts]\nunsafe = "1..7"\nones_and_twos = false\n'),
    Case("clean: an 8 under 1 to 7", one(8), set(),
         '[counts]\nunsafe = "1..7"\nones_and_twos = false\n'),
    Case("a 1 without a threshold", one(1), {"ones-and-twos"}, "[counts]\nones_and_twos = true\n"),
    Case("a 2 without a threshold", one(2), {"ones-and-twos"}, "[counts]\nones_and_twos = true\n"),
    Case("clean: a 3 without a threshold", one(3), set(), "[counts]\nones_and_twos = true\n"),
    Case("a count below zero", one(-4), {"count-quality"}),
    Case("an unrounded count", one(33), {"rounding"}, f"{COUNTS}[rounding]\nbase = 5\n"),
    Case("clean: a rounded count", one(35), set(), f"{COUNTS}[rounding]\nbase = 5\n"),
    Case("everybody in one cell", with_totals([[60, 0, 0], [30, 40, 50]]), {"group-disclosure"},
         FULL, totals=True),
    Case("everybody but one in one cell", with_totals([[60, 1, 0], [30, 40, 50]]),
         {"group-disclosure", "threshold"}, FULL, totals=True),
    Case("clean: nobody is told apart", with_totals([[60, 20, 10], [30, 40, 50]]), set(), FULL,
         totals=True),
    Case("one person told from all others", with_totals([[60, 1, 0], [30, 40, 50]]),
         {"threshold", "within-group"}, tables("within_group = true"), totals=True),
    Case("clean: two counts, none of them 1", with_totals([[60, 20, 0], [30, 40, 50]]), set(),
         tables("within_group = true"), totals=True),
    Case("91% of a row in one cell", with_totals([[910, 90], [300, 400]]), {"share"},
         tables("share = 90"), totals=True),
    Case("clean: exactly 90% of a row", with_totals([[900, 100], [300, 400]]), set(),
         tables("share = 90"), totals=True),
    Case("a table with an average of 1.5", with_totals([[0, 3], [0, 3]]), {"sparse-table"},
         "[counts]\nones_and_twos = false\n[tables]\naverage = 2\n", totals=True),
    Case("clean: a table with an average of 2", with_totals([[1, 3], [2, 2]]), set(),
         "[counts]\nones_and_twos = false\n[tables]\naverage = 2\n", totals=True),
    Case("a quarter of a table not zero", with_totals([[0, 50], [0, 0]]), {"sparse-table"},
         "[counts]\nones_and_twos = false\n[tables]\nfilled = 40\n", totals=True),
    Case("clean: half of a table not zero", with_totals([[0, 50], [40, 0]]), set(),
         "[counts]\nones_and_twos = false\n[tables]\nfilled = 40\n", totals=True),
    Case("an area of 39 people", [["Area", "population", "jobs"], ["Foula", 39, 15]],
         {"area-population"}, tables("population = 40")),
    Case("clean: an area of 40 people", [["Area", "population", "jobs"], ["Foula", 40, 15]], set(),
         tables("population = 40")),
]  # fmt: skip

SUMS = [
    Case("a sum without evidence", one(330, "turnover"), {"not-assessable"}, DOMINANCE, (S.SUM,),
         asks="number of contributors"),
    Case("a sum of two contributors", one(30, "turnover"), {"contributors"},
         magnitudes("contributors = 3"), (S.SUM,), {"B2": contributions(15, 15)}),
    Case("clean: a sum of three contributors", one(30, "turnover"), set(),
         magnitudes("contributors = 3"), (S.SUM,), {"B2": contributions(10, 10, 10)}),
    Case("76% from one contributor", one(100, "turnover"), {"dominance"}, DOMINANCE, (S.SUM,),
         {"B2": contributions(76, 14, 10)}),
    Case("clean: exactly 75% from one contributor", one(100, "turnover"), set(), DOMINANCE,
         (S.SUM,), {"B2": contributions(75, 15, 10)}),
    Case("exactly 75% where the limit is unsafe", one(100, "turnover"), {"dominance"},
         magnitudes('dominance = [[1, 75, ">="]]'), (S.SUM,), {"B2": contributions(75, 15, 10)}),
    Case("two contributors with 91%", one(100, "turnover"), {"dominance"},
         magnitudes("dominance = [[2, 90]]"), (S.SUM,), {"B2": contributions(50, 41, 5, 4)}),
    Case("the second of two rules broken", one(100, "turnover"), {"dominance"},
         magnitudes("dominance = [[1, 50], [2, 67]]"), (S.SUM,),
         {"B2": contributions(40, 30, 20, 10)}),
    Case("top 2 known and too large", one(100, "turnover"), {"dominance"},
         magnitudes("dominance = [[2, 90]]"), (S.SUM,), {"B2": {CONTRIBUTORS: 9, top(2): 91}}),
    Case("the handbook's giants under p%", one(100_000, "turnover"), {"p-percent"}, P_PERCENT,
         (S.SUM,), {"B2": contributions(50_000, 49_000, 1_000)}),
    Case("clean: the handbook's safe sum under p%", one(110_000, "turnover"), set(), P_PERCENT,
         (S.SUM,), {"B2": contributions(52_000, 50_000, 8_000)}),
    Case("a coalition of two", one(395, "turnover"), {"p-percent"},
         magnitudes("p_percent = 10\ncoalition = 3"), (S.SUM,),
         {"B2": contributions(300, 40, 30, 25)}),
    Case("readers who know to within 50%", one(330, "turnover"), {"prior-posterior"},
         magnitudes("prior_posterior = [10, 50]"), (S.SUM,), {"B2": contributions(300, 20, 10)}),
    Case("a large trader that asked", one(100, "exports"), {"request"},
         magnitudes("request_share = 50"), (S.SUM,),
         {"B2": {**contributions(60, 30, 10), REQUESTED: 1}}),
    Case("clean: a large trader that did not ask", one(100, "exports"), set(),
         magnitudes("request_share = 50"), (S.SUM,),
         {"B2": {**contributions(60, 30, 10), REQUESTED: 0}}),
    Case("clean: a small trader that asked", one(100, "exports"), set(),
         magnitudes("request_share = 50"), (S.SUM,),
         {"B2": {**contributions(40, 30, 30), REQUESTED: 1}}),
    Case("a loss among the contributions", one(330, "profit"), {"negatives"}, DOMINANCE, (S.SUM,),
         {"B2": {**contributions(300, 100, -70), SMALLEST: -70}}),
    Case("a sum below zero", one(-30, "profit"), {"negatives"}, DOMINANCE, (S.SUM,),
         {"B2": {CONTRIBUTORS: 5, largest(1): 20}}),
    Case("dominance by size of contributions", one(330, "profit"), {"dominance"},
         magnitudes('dominance = [[1, 75]]\nnegatives = "absolute"'), (S.SUM,),
         {"B2": {CONTRIBUTORS: 3, largest(1): 300, SMALLEST: -70, ABSOLUTE: 390}}),
    Case("a contribution larger than the sum", one(100, "turnover"), {"evidence", "dominance"},
         DOMINANCE, (S.SUM,), {"B2": {CONTRIBUTORS: 5, largest(1): 200}}),
    Case("another number in the evidence", one(100, "turnover"), {"evidence"}, DOMINANCE, (S.SUM,),
         {"B2": {**contributions(40, 30, 30), VALUE: 120}}),
    Case("the largest alone leaves p% open", one(330, "turnover"), {"not-assessable"}, P_PERCENT,
         (S.SUM,), {"B2": {CONTRIBUTORS: 20, largest(1): 200}}),
    Case("a rule asked for without numbers", one(330, "turnover"), {"not-assessable"},
         magnitudes("concentration = true\ncontributors = 3"), (S.SUM,),
         {"B2": contributions(40, 30, 30, 230)}),
    Case("sums on the count beside them", beside(4, 120.5, "turnover"),
         {"threshold", "contributors", "not-assessable"}, COUNTS, (S.COUNT, S.SUM)),
]  # fmt: skip

FIGURES = [
    Case("a percentage without its denominator", one(33.3, "percent"), {"not-assessable"}, COUNTS,
         (S.PERCENTAGE,), asks="numerator and denominator"),
    Case("a percentage of 6 people", beside(6, 50.0, "percent"), {"threshold", "percentages",
         "not-assessable"}, COUNTS, (S.COUNT, S.PERCENTAGE)),
    Case("7.5% of 40 are 3", beside(40, 7.5, "percent", "base"), {"percentages"}, COUNTS,
         (S.BASE, S.PERCENTAGE)),
    Case("clean: 50.1% of 4,000", beside(4000, 50.1, "percent", "base"), set(), COUNTS,
         (S.BASE, S.PERCENTAGE)),
    Case("1% of 300 are 2 to 4", beside(300, 1, "percent", "base"), {"percentages"}, COUNTS,
         (S.BASE, S.PERCENTAGE)),
    Case("clean: 3% of 400 are 10 to 14", beside(400, 3, "percent", "base"), set(), COUNTS,
         (S.BASE, S.PERCENTAGE)),
    Case("100% where that is unsafe", beside(400, 100, "percent", "base"), {"percentages"},
         statistics("full_percentages = true"), (S.BASE, S.PERCENTAGE)),
    Case("0% where that is unsafe", beside(400, 0, "percent", "base"), {"percentages"},
         statistics("full_percentages = true"), (S.BASE, S.PERCENTAGE)),
    Case("clean: 100% where it says nothing", beside(400, 100, "percent", "base"), set(), COUNTS,
         (S.BASE, S.PERCENTAGE)),
    Case("a denominator of 22 where 23 are asked", beside(22, 55, "percent", "base"),
         {"percentages"}, statistics("denominator = 23"), (S.BASE, S.PERCENTAGE)),
    Case("clean: a denominator of 23", beside(23, 57, "percent", "base"), set(),
         statistics("denominator = 23"), (S.BASE, S.PERCENTAGE)),
    Case("clean: percentages of judged counts",
         [["Area", "yes", "%", "all"], ["Leeds", 30, 30.0, 100], ["York", 40, 40.0, 100]],
         set(), COUNTS, (S.COUNT, S.PERCENTAGE, S.COUNT), ratios=(SHARE,)),
    Case("a rate on 2 deaths", one(3.1, "rate"), {"rates"}, statistics("events = 3"), (S.RATE,),
         {"B2": {NUMERATOR: 2}}),
    Case("clean: a rate on 30 deaths", one(3.1, "rate"), set(),
         statistics("events = 3\nreliable_events = 20"), (S.RATE,), {"B2": {NUMERATOR: 30}}),
    Case("a rate on 19 deaths is unreliable", one(3.1, "rate"), {"reliability"},
         statistics("events = 3\nreliable_events = 20"), (S.RATE,), {"B2": {NUMERATOR: 19}}),
    Case("clean: a rate on 20 deaths", one(3.1, "rate"), set(),
         statistics("events = 3\nreliable_events = 20"), (S.RATE,), {"B2": {NUMERATOR: 20}}),
    Case("a rate on 3 deaths is unreliable and may be shown", one(3.1, "rate"), {"reliability"},
         statistics("events = 3\nreliable_events = 20"), (S.RATE,), {"B2": {NUMERATOR: 3}}),
    Case("a rate without its events", one(3.1, "rate"), {"not-assessable"}, COUNTS, (S.RATE,),
         asks="number of events"),
    Case("a mean of 9 people", one(31.5, "mean age"), {"contributors"}, COUNTS, (S.MEAN,),
         {"B2": {CONTRIBUTORS: 9}}),
    Case("clean: a mean of 10 people", one(31.5, "mean age"), set(), COUNTS, (S.MEAN,),
         {"B2": {CONTRIBUTORS: 10}}),
    Case("a median on 9 people", beside(9, 31, "median age", "base"),
         {"threshold", "contributors"}, COUNTS, (S.BASE, S.MEDIAN)),
    Case("a median with 9 on each side", beside(18, 31, "median age", "base"), {"quantiles"},
         statistics("beside_quantile = 10"), (S.BASE, S.MEDIAN)),
    Case("clean: a median with 10 on each side", beside(20, 31, "median age", "base"), set(),
         statistics("beside_quantile = 10"), (S.BASE, S.MEDIAN)),
    Case("a 95th percentile of 199", beside(199, 31, "95th percentile", "base"), {"quantiles"},
         statistics("beside_quantile = 10"), (S.BASE, S.QUANTILE)),
    Case("clean: a 95th percentile of 200", beside(200, 31, "95th percentile", "base"), set(),
         statistics("beside_quantile = 10"), (S.BASE, S.QUANTILE)),
    Case("a lower quartile of 39", beside(39, 31, "lower quartile", "base"), {"quantiles"},
         statistics("beside_quantile = 10"), (S.BASE, S.QUANTILE)),
    Case("a minimum", one(16, "minimum age"), {"extremes"}, COUNTS, (S.MINIMUM,),
         asks="how many contributors share it"),
    Case("a standard deviation of 10", beside(10, 3.1, "standard deviation", "base"),
         {"degrees-of-freedom"}, statistics("freedom = 10"), (S.BASE, S.OTHER)),
    Case("clean: a standard deviation of 11", beside(11, 3.1, "standard deviation", "base"), set(),
         statistics("freedom = 10"), (S.BASE, S.OTHER)),
    Case("a correlation of 1", one(1, "correlation"), {"degrees-of-freedom", "not-assessable"},
         "[counts]\nones_and_twos = false\n", (S.OTHER,)),
    Case("a coefficient with 9 degrees of freedom", one(0.4, "coefficient"),
         {"degrees-of-freedom"}, statistics("freedom = 10"), (S.OTHER,), {"B2": {FREEDOM: 9}}),
    Case("clean: a coefficient with 10 degrees of freedom", one(0.4, "coefficient"), set(),
         statistics("freedom = 10"), (S.OTHER,), {"B2": {FREEDOM: 10}}),
    Case("an odds ratio", one(1.7, "odds ratio"), {"not-assessable"}, COUNTS, (S.OTHER,),
         asks="two rows and two columns"),
    Case("a survival table", one(0.93, "survival probability"), {"not-assessable"}, COUNTS,
         (S.OTHER,), asks="number at risk"),
    Case("a Gini coefficient", one(0.31, "Gini"), {"not-assessable"}, COUNTS, (S.OTHER,),
         asks="two largest contributions"),
    Case("a test", one(0.04, "p-value"), {"not-assessable"}, COUNTS, (S.OTHER,),
         asks="smallest group"),
    Case("a mode", one(3.5, "modal value"), {"not-assessable"}, COUNTS, (S.OTHER,),
         asks="whether all have it"),
    Case("an index on 4 firms", one(103.2, "index"), {"contributors", "not-assessable"}, COUNTS,
         (S.INDEX,), {"B2": {CONTRIBUTORS: 4}}),
    Case("an estimate on 29 observations", one(4000, "adults"), {"unweighted-base"},
         statistics("base = 30", ""), (S.COUNT,), {"B2": {BASE: 29}}),
    Case("clean: an estimate on 30 observations", one(4000, "adults"), set(),
         statistics("base = 30", ""), (S.COUNT,), {"B2": {BASE: 30}}),
    Case("a relative error of 31%", one(31, "RSE %"), {"reliability", "not-assessable"},
         statistics("relative_error = 30"), (S.ERROR,)),
    Case("a relative error of exactly 30%", one(30, "RSE %"), {"not-assessable"},
         statistics("relative_error = 30"), (S.ERROR,)),
    Case("a change by 2 people", one(2, "change"), {"changes", "not-assessable"}, COUNTS,
         (S.CHANGE,)),
    Case("a change by 9 people fewer", one(-9, "change"), {"changes", "not-assessable"}, COUNTS,
         (S.CHANGE,)),
    Case("a change by 10 people", one(10, "change"), {"not-assessable"}, COUNTS, (S.CHANGE,)),
]  # fmt: skip

PEERS = [
    Case("peer 1: a cell of 3", with_totals([[3, 40], [50, 60]]), {"threshold"}, totals=True),
    Case("peer 2: 15 contributors, one with 95%", one(100, "turnover"), {"dominance"}, DOMINANCE,
         (S.SUM,), {"B2": contributions(95, *[5 / 14] * 14)}),
    Case("peer 3: the rest is 12% of the largest, p is 15", one(1220, "turnover"), {"p-percent"},
         magnitudes("p_percent = 15"), (S.SUM,), {"B2": contributions(1000, 100, *[10] * 12)}),
    Case("peer 4: 60 people in one column", with_totals([[60, 0], [30, 40]]), {"group-disclosure"},
         FULL, totals=True),
    Case("peer 5: 99% in one column", with_totals([[990, 10], [400, 500]]), {"share"},
         tables("share = 90"), totals=True),
    Case("peer 6: percentages of 1 and 2", beside(3, 33.3, "percent"),
         {"threshold", "percentages", "not-assessable"}, COUNTS, (S.COUNT, S.PERCENTAGE)),
    Case("peer 7: a percentage given as a mean of 0 and 1",
         [["Area", "base", "mean"], ["Leeds", 40, 0.075], ["York", 40, 0.5]], {"percentages"},
         COUNTS, (S.BASE, S.MEAN)),
    Case("peer 8: a mean of 0 and 1 that is 1",
         [["Area", "base", "mean"], ["Leeds", 40, 1.0], ["York", 40, 0.5]], {"percentages"},
         statistics("full_percentages = true"), (S.BASE, S.MEAN)),
    Case("peer 10: means of 30 and of 29 people",
         [["Group", "number of people", "mean pay"], ["all", 30, 410.5], ["all but one", 29, 400]],
         {"not-assessable"}, f"{COUNTS}{DOMINANCE}", (S.COUNT, S.MEAN),
         asks="two largest of each mean"),
    Case("peer 13: a maximum by group", one(98, "maximum age"), {"extremes"}, COUNTS,
         (S.MAXIMUM,)),
    Case("peer 14: 15 records of one enterprise", one(150, "turnover"),
         {"contributors", "dominance"}, DOMINANCE, (S.SUM,), {"B2": contributions(150)}),
    Case("peer 15: a mean of 3 values among 20 rows", one(12.5, "mean"), {"contributors"}, COUNTS,
         (S.MEAN,), {"B2": {CONTRIBUTORS: 3}}),
    Case("peer 16: 95% in a cell, a negative elsewhere",
         [["Area", "turnover"], ["Leeds", 100], ["York", 50]], {"dominance", "negatives"},
         DOMINANCE, (S.SUM,), {"B2": contributions(95, 3, 2),
                               "B3": {**contributions(30, 25, -5), SMALLEST: -5}}),
    Case("peer 17: 20 equal values", beside(20, 0, "standard deviation", "base"),
         {"degrees-of-freedom"}, COUNTS, (S.BASE, S.OTHER)),
    Case("peer 18: a dummy that is 1 for one person", one(12.5, "regression coefficient"),
         {"not-assessable"}, COUNTS, (S.OTHER,), asks="how many units each dummy variable is 1"),
    Case("peer 19: a workbook with 1, 2 and 3", with_totals([[1, 2], [3, 40]]), {"threshold"},
         totals=True),
    Case("peer 20: a label that is an e-mail address",
         [["Person", "visits"], ["ann.smith@example.org", 12]], {"identifiers"}),
    Case("clean: peer 22, twelve counts of 40 to 63",
         with_totals([[40, 45, 50, 63], [41, 46, 51, 62], [42, 47, 52, 61]]), set(), ZEROS,
         totals=True),
]  # fmt: skip

CASES = (*FREQUENCY, *SUMS, *FIGURES, *PEERS)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_crafted_table_gives_the_findings_expected(case):
    findings = [one for one in case.findings() if one.severity is not Severity.INFO]
    assert {one.rule for one in findings} == case.found
    assert case.asks in " ".join(one.message for one in findings)


def test_clean_tables_raise_no_alarm_and_bad_ones_do():
    for case in CASES:
        assert case.name.startswith("clean") is (not case.found), case.name


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_advice_is_to_combine_first_then_to_withhold_and_to_round_what_is_left(case):
    order = ("combine", "withhold", "round", "accept")
    for finding in case.findings():
        words = [one.split()[0].rstrip(":").lower() for one in finding.remedies]
        known = [order.index(one) for one in words if one in order]
        assert known == sorted(known), finding.remedies


def counted_table(*rows: Sequence[float | str], header: Sequence[str]) -> Check:
    workbook = make_workbook(make_sheet([list(header), *map(list, rows)]))
    policy = Case("", (), set()).policy()
    return Check(workbook, policy, find_tables(workbook))


def test_peer_9_the_same_table_on_17_and_older_gives_one_person_away():
    header = ["Region", "Yes", "No", "Total"]
    first = counted_table(["North", 40, 60, 100], ["South", 31, 52, 83], ["Total", 71, 112, 183],
                          header=header)  # fmt: skip
    second = counted_table(["North", 39, 60, 99], ["South", 31, 52, 83], ["Total", 70, 112, 182],
                           header=header)  # fmt: skip
    earlier = EarlierRelease(
        replace(first.workbook, sha256="1" * 64, name="from 16.xlsx"), first.loaded
    )
    found = assess(take_into_account(second, (earlier,), STAMP)).findings
    assert any(one.rule.startswith(("differencing", "release", "match")) for one in found)


def test_peer_11_totals_beside_a_withheld_cell_give_it_away():
    check = counted_table(["North", "[c]", 65, 68], ["South", 31, 52, 83], ["Total", 34, 117, 151],
                          header=["Region", "Yes", "No", "Total"])  # fmt: skip
    audit = assess(check).audit
    assert [(one.cell.a1, one.lower) for one in audit.unprotected] == [("B2", 3)]


def test_peer_12_a_region_table_gives_a_withheld_county_away():
    header = ["Area", "Yes", "No", "Perhaps"]
    check = counted_table(
        ["county 1", "[c]", 30, 41], ["county 2", 48, 20, 37], ["county 3", 39, 31, 65],
        ["Region A total", 90, 81, 143],
        header=header,
    )  # fmt: skip
    audit = assess(check).audit
    assert [(one.cell.a1, one.lower) for one in audit.unprotected] == [("B2", 3)]


def test_there_are_a_hundred_crafted_cases_and_more():
    others = 3
    assert len(CASES) + others >= 100
    peers = [case.name for case in CASES if "peer" in case.name]
    assert len(peers) + others == 21


@pytest.mark.parametrize(("kind", "severity"), [(S.BASE, Severity.REVIEW), (None, Severity.FAIL)])
def test_a_small_share_of_a_sample_may_be_weighted_and_is_for_a_person_to_judge(kind, severity):
    rows = beside(40, 7.5, "percent", "base") if kind else one(7.5, "percent")
    told = {} if kind else {"B2": {CONTRIBUTORS: 40}}
    columns = (S.BASE, S.PERCENTAGE) if kind else (S.PERCENTAGE,)
    (finding,) = Case("", rows, set(), COUNTS, columns, told).findings()
    assert (finding.rule, finding.severity) == ("percentages", severity)
