import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.findings import Severity
from sdc_desktop.core.policy import Policy, UnsafeRange, ZeroPolicy
from sdc_desktop.core.rules import unsafe_cells
from tests.core.build import exempt, places, ref, risks, rounded, with_totals, withhold

HEADER = ["Area", "under 75", "75+", "Total"]


def policy_with(unsafe: str, **more: object) -> Policy:
    unsafe_counts = UnsafeRange.parse(unsafe)
    return Policy("test", "1", "Test policy", unsafe_counts=unsafe_counts, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("unsafe", "count", "is_unsafe"),
    [
        ("< 10", 9, True),
        ("< 10", 10, False),
        ("< 10", 1, True),
        ("< 10", 0, False),
        ("<= 7", 7, True),
        ("<= 7", 8, False),
        ("1..7", 1, True),
        ("1..7", 7, True),
        ("1..7", 8, False),
        ("1..7", 0, False),
        ("3..5", 2, False),
        ("< 10", 9.5, True),
        ("< 10", 0.5, True),
        ("< 10", -1, False),
        ("< 10", 9.9999999999, False),
    ],
)
def test_each_operator_is_exact_at_its_boundaries(unsafe, count, is_unsafe):
    findings = risks([["Area", "people"], ["Leeds", count]], policy_with(unsafe), totals=False)
    assert bool(places(findings, "threshold")) is is_unsafe


def test_the_sentence_names_cell_count_range_and_what_a_reader_learns():
    rows = [HEADER, ["Leeds", 20, 3, 23], ["York", 30, 40, 70], ["Total", 50, 43, 93]]
    policy = policy_with("< 10", paragraphs=(("threshold", "Rule 2"),))
    (finding,) = (one for one in risks(rows, policy) if one.rule == "threshold")
    assert finding.message == (
        "Leeds, 75+ (C2) is 3, a count from 1 to 9, which the policy does not allow to be shown: "
        "a reader could work out who it is."
    )
    assert finding.severity is Severity.FAIL
    assert finding.cells == (ref("C2"),)
    assert finding.policy_paragraph == "Rule 2"


def test_totals_are_judged_like_other_counts():
    findings = risks(with_totals([[1, 2], [3, 0]]), policy_with("< 10"))
    assert [
        cells for cells in places(findings, "threshold") if "D" in cells[0] or "4" in cells[0]
    ] == [["D2"], ["D3"], ["B4"], ["C4"], ["D4"]]


def test_withheld_and_exempt_cells_give_no_finding():
    rows = with_totals([[3, 20], [4, 50]])
    findings = risks(rows, policy_with("< 10"), withhold("B2"), exempt("threshold", "B3"))
    assert places(findings, "threshold") == [["B4"]]


def test_an_exemption_from_another_rule_does_not_count():
    findings = risks(
        [["Area", "people"], ["Leeds", 2]],
        policy_with("< 10"),
        exempt("ones-and-twos", "B2"),
        totals=False,
    )
    assert places(findings, "threshold") == [["B2"]]
    assert places(findings, "ones-and-twos") == []


def test_rounding_does_not_make_an_unsafe_count_safe_unless_the_policy_says_so():
    rows = [["Area", "people"], ["Leeds", 3]]
    findings = risks(rows, policy_with("< 10"), rounded(5, B2=5), totals=False)
    (finding,) = findings
    assert "shown rounded" in finding.message
    assert "wants it withheld" in finding.message


@pytest.mark.parametrize(("base", "found"), [(5, False), (10, False), (3, True)])
def test_rounding_is_enough_from_the_base_of_the_policy(base, found):
    policy = policy_with("< 10", rounding_is_enough=True, rounding_base=5)
    rows = [["Area", "people"], ["Leeds", 3]]
    findings = risks(rows, policy, rounded(base, B2=base), totals=False)
    assert bool(places(findings, "threshold")) is found


def test_ones_and_twos_are_reported_apart_from_the_threshold():
    findings = risks(with_totals([[1, 20], [2, 50]]), policy_with("< 10"))
    assert places(findings, "ones-and-twos") == [["B2"], ["B3"]]
    one, two = (finding for finding in findings if finding.rule == "ones-and-twos")
    assert "recognise themselves" in one.message
    assert "recognise the other" in two.message


def test_ones_and_twos_are_reported_without_a_threshold_too():
    policy = Policy("test", "1", "Test policy")
    assert places(risks(with_totals([[1, 20], [30, 50]]), policy), "ones-and-twos") == [["B2"]]


@pytest.mark.parametrize(("base", "found"), [(2, True), (3, False), (5, False)])
def test_without_a_threshold_rounding_hides_ones_from_base_3(base, found):
    rows = [["Area", "people"], ["Leeds", 1]]
    findings = risks(rows, Policy("test", "1", "Test"), rounded(base, B2=0), totals=False)
    assert bool(places(findings, "ones-and-twos")) is found


def test_zeros_that_the_policy_does_not_allow_are_one_finding_per_table():
    policy = policy_with("< 10", zeros=ZeroPolicy.UNSAFE)
    findings = risks(with_totals([[0, 20], [30, 0]]), policy)
    assert places(findings, "zeros") == [["B2", "C3"]]


@pytest.mark.parametrize("zeros", [ZeroPolicy.ALLOW, ZeroPolicy.FLAG_FULL_LINES])
def test_zeros_are_shown_where_the_policy_allows_them(zeros):
    rows = with_totals([[0, 20, 30], [30, 20, 30], [40, 20, 30]])
    findings = risks(rows, policy_with("< 10", zeros=zeros))
    assert findings == ()


def test_structural_zeros_are_exempt():
    policy = policy_with("< 10", zeros=ZeroPolicy.UNSAFE)
    rows = with_totals([[0, 20, 30], [30, 0, 40]])
    assert places(risks(rows, policy, exempt("zeros", "B2")), "zeros") == [["C3"]]


def test_unsafe_cells_are_listed_once_in_sheet_order():
    policy = policy_with("< 10", zeros=ZeroPolicy.UNSAFE)
    findings = risks(with_totals([[20, 0, 11], [1, 30, 12]]), policy)
    assert unsafe_cells(findings[::-1]) == (ref("C2"), ref("B3"))


@settings(deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=12), st.randoms())
def test_order_of_rows_does_not_matter(counts, random):
    policy = policy_with("< 10", zeros=ZeroPolicy.UNSAFE)

    def unsafe(numbers):
        rows = [["Area", "people"], *(["area", number] for number in numbers)]
        cells = unsafe_cells(risks(rows, policy, totals=False))
        return sorted(numbers[cell.row - 1] for cell in cells)

    shuffled = counts.copy()
    random.shuffle(shuffled)
    assert unsafe(shuffled) == unsafe(counts) == sorted(one for one in counts if one < 10)
