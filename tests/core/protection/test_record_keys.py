"""Keys of cells from records: the same people, the same key; what does not agree is none."""

import numpy as np
import pytest

from sdc_desktop.core.check import Check
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.protection.perturbing import NotPerturbedError, PerturbWish, perturb
from sdc_desktop.core.protection.record_keys import Microdata
from sdc_desktop.core.published import publish
from sdc_desktop.workbook.record_keys import RecordKeysError, read_record_keys
from tests.core.build import STAMP, make_sheet, make_workbook, ref, table_of, with_totals

AREAS = ["area 1", "area 1", "area 1", "area 2", "area 2", "area 2", "area 2"]
GROUPS = ["group 1", "group 2", "group 2", "group 1", "group 1", "group 1", "group 2"]
KEYS = [10, 200, 100, 7, 8, 250, 30]
COUNTS = [[1, 2], [3, 1]]


def check_of(counts: list[list[int]]) -> Check:
    sheet = make_sheet(with_totals(counts))
    return Check(make_workbook(sheet), Policy("p", "1", "P"), (table_of(sheet),))


def microdata() -> Microdata:
    columns = {"area": np.array(AREAS, object), "group": np.array(GROUPS, object)}
    return Microdata(columns, np.array(KEYS, float), 256)


def test_a_cell_has_the_sum_of_the_keys_of_its_records_and_so_has_a_total() -> None:
    cells = tuple(map(ref, ("B2", "C2", "B3", "D3", "B4", "D4")))
    counts = np.array([1, 2, 3, 4, 4, 7], float)
    keys = microdata().keys_of(check_of(COUNTS), cells, counts) * 256
    assert keys.tolist() == [10, 300 % 256, 265 % 256, 295 % 256, 275 % 256, 605 % 256]


def test_a_cell_that_counts_other_than_the_records_has_no_key() -> None:
    check = check_of([[1, 2], [3, 2]])
    wish = PerturbWish(
        method=Method.CELL_KEY, p_table=design_p_table(5, 2.0), cell_keys=microdata()
    )
    with pytest.raises(NotPerturbedError) as caught:
        perturb(check, wish, None, STAMP)
    assert "4 of 9 cells have no key, beginning with C3" in str(caught.value)


def test_the_same_people_are_shown_the_same_in_tables_turned_round() -> None:
    turned = [list(column) for column in zip(*COUNTS, strict=True)]
    rows = with_totals(turned)
    rows[0] = ["Group", "Area 1", "Area 2", "Total"]
    rows[1][0], rows[2][0] = "Group 1", "Group 2"
    sheet = make_sheet(rows)
    other = Check(make_workbook(sheet), Policy("p", "1", "P"), (table_of(sheet),))
    wish = PerturbWish(
        method=Method.CELL_KEY, p_table=design_p_table(2, 1.5), cell_keys=microdata()
    )
    shown = [
        publish(one.workbook, perturb(one, wish, None, STAMP).actions).values["Table 1"][1:, 1:]
        for one in (check_of(COUNTS), other)
    ]
    assert shown[0].tolist() == shown[1].T.tolist()
    assert shown[0].tolist() != make_sheet(with_totals(COUNTS)).values[1:, 1:].tolist()


def test_records_that_name_their_cell_are_added_up(tmp_path) -> None:
    file = tmp_path / "keys.csv"
    file.write_text("sheet,cell,record_key\nTable 1,B2,200\nTable 1,B2,100\nTable 1,C2,7\n")
    source = read_record_keys(file, 256)
    cells, counts = (ref("B2"), ref("C2"), ref("D2"), ref("D3")), np.array([2, 1, 0, 4.0])
    keys = source.keys_of(check_of(COUNTS), cells, counts)
    assert (keys[:3] * 256).tolist() == [44, 7, 0]
    assert np.isnan(keys[3])


@pytest.mark.parametrize(
    ("text", "modulus"),
    [
        ("area,sex\na,b\n", 256),
        ("record_key,area\n300,a\n", 256),
        ("record_key,area\n0.5,a\n", 256),
        ("record_key,area\n3,a\n", 0),
        ("record_key,area\nx,a\n", 256),
        ("record_key,area\n,a\n,b\n1,c\n", 256),
        ("record_key,area\n1\n", 256),
        ("record_key,area,area\n1,2,3\n", 256),
        ("record_key,sheet,cell\n1,Table 1,nowhere\n", 256),
        ("", 256),
    ],
)
def test_what_are_no_record_keys_gets_a_sentence(tmp_path, text: str, modulus: int) -> None:
    file = tmp_path / "keys.csv"
    file.write_text(text)
    with pytest.raises(RecordKeysError) as caught:
        read_record_keys(file, modulus)
    assert str(caught.value).endswith(".")
