"""Ways to protect are judged as they would turn out, and nothing is done on the way."""

import numpy as np

from sdc_desktop.core.actions import RoundCells, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.protection.comparing import judge, perturb_among, suppress_among
from sdc_desktop.core.protection.perturbing import PerturbWish
from tests.core.build import STAMP, make_sheet, make_workbook, table_of
from tests.core.systems import POLICY

ROWS = [
    ["", "A", "B", "C", "All"],
    ["North", 3, 20, 30, 53],
    ["South", 25, 40, 50, 115],
    ["All", 28, 60, 80, 168],
]
OTHER = [[f"{one} x" if isinstance(one, str) else one for one in row] for row in ROWS]
ONE, TWO = make_sheet(ROWS), make_sheet(OTHER, "Table 2")
CHECK = Check(make_workbook(ONE, TWO), POLICY, (table_of(ONE), table_of(TWO)))
CELLS = tuple(CellRef("Table 1", row, column) for row in (1, 2, 3) for column in (1, 2, 3, 4))
RISKY = CELLS[0]


def test_suppression_protects_what_was_asked_about_and_no_more():
    actions = suppress_among(CHECK, CELLS, STAMP)
    withheld = [cell for one in actions if isinstance(one, Withhold) for cell in one.cells]
    assert {cell.sheet for cell in withheld} == {"Table 1"}
    found = judge(CHECK, actions, CELLS)
    assert found.is_safe
    assert found.withheld == len(withheld) == 4
    assert found.value == sum(CHECK.workbook.value(cell) for cell in withheld)
    assert found.share == 100 * found.value / sum(map(CHECK.workbook.value, CELLS))


def test_what_is_rounded_beside_withheld_cells_gives_nothing_away():
    wish = PerturbWish(method=Method.CONVENTIONAL, base=5.0)
    actions = perturb_among(CHECK, CELLS, wish, STAMP, to_round=CELLS)
    found = judge(CHECK, actions, CELLS)
    assert found.is_safe
    assert found.withheld >= 1
    assert found.loss.changed > 1


def test_cells_that_are_safe_need_nothing():
    assert suppress_among(CHECK, (CELLS[5],), STAMP) == ()


def test_what_a_reader_can_work_out_is_counted():
    alone = Withhold((RISKY,), SuppressionRole.PRIMARY, "[c]", STAMP)
    found = judge(CHECK, (alone,), CELLS)
    assert (found.at_risk, found.worked_out, found.is_safe) == (0, 1, False)


def test_nothing_done_leaves_what_is_at_risk():
    found = judge(CHECK, (), CELLS)
    assert (found.withheld, found.loss.changed, found.at_risk) == (0, 0, 1)


def test_the_loss_of_changed_numbers_is_told():
    rounded = RoundCells((RISKY, CELLS[1]), (5.0, 20.0), "conventional", 5.0, STAMP)
    found = judge(CHECK, (rounded,), CELLS)
    assert (found.loss.compared, found.loss.changed, found.loss.largest) == (12, 1, 2.0)


def test_judging_is_what_the_check_says_afterwards():
    actions = suppress_among(CHECK, CELLS, STAMP)
    after = assess(CHECK.do(*actions))
    found = judge(CHECK, actions, CELLS)
    assert found.worked_out == len(after.audit.unprotected)
    assert np.isfinite(found.loss.hellinger)
    assert CHECK.actions == ()
