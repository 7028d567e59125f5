"""What must go with a cell is said beforehand, and is enough."""

from sdc_desktop.core.actions import SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.protection.remedy_costs import companions_of
from tests.core.build import STAMP, make_sheet, make_workbook, table_of
from tests.core.systems import POLICY

SHEET = make_sheet(
    [
        ["", "A", "B", "C", "All"],
        ["North", 3, 20, 30, 53],
        ["South", 25, 40, 50, 115],
        ["All", 28, 60, 80, 168],
    ]
)
CHECK = Check(make_workbook(SHEET), POLICY, (table_of(SHEET),))
RISKY = CellRef("Table 1", 1, 1)


def withhold(*cells: CellRef) -> Withhold:
    return Withhold(cells, SuppressionRole.PRIMARY, "[c]", STAMP)


def test_withholding_the_cell_and_its_companions_is_enough():
    found = companions_of(CHECK, assess(CHECK), RISKY)
    assert found is not None
    assert len(found.cells) == 3
    assert found.total == sum(CHECK.workbook.value(cell) for cell in found.cells)
    assert found.is_enough
    after = assess(CHECK.do(withhold(RISKY, *found.cells)))
    assert not after.audit.unprotected


def test_nothing_must_go_with_a_cell_that_is_protected_already():
    check = CHECK.do(withhold(*(CellRef("Table 1", row, at) for row in (1, 2) for at in (1, 2))))
    found = companions_of(check, assess(check), CellRef("Table 1", 2, 2))
    assert found is not None
    assert found.cells == ()


def test_nobody_can_tell_while_another_cell_is_short():
    check = CHECK.do(withhold(RISKY))
    assert companions_of(check, assess(check), CellRef("Table 1", 2, 3)) is None
