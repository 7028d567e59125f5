"""Evidence from microdata: contributors and contributions of each cell; the table is checked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.evidence import BASE, CONTRIBUTORS, SMALLEST, VALUE, Evidence, largest
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.policy import Dominance, MagnitudeRules, Policy
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.tables import Table
from sdc_desktop.workbook.evidence_reader import NoEvidenceError, read_evidence
from sdc_desktop.workbook.reader import read_workbook

RECORDS = [
    ("Enterprise ID", "Industry", "Region", "Turnover"),
    *((f"e{n}", "Mining", "North", 10.5) for n in range(4)),
    ("e90", "Mining", "South", 900.25),
    *((f"e{n}", "Mining", "South", 5.5) for n in range(10, 15)),
    *((f"e{n}", "Retail", "North", 20.5) for n in range(20, 30)),
    *((f"e{n}", "Retail", "South", 30.5) for n in range(30, 40)),
    ("e39", "Retail", "South", 11.25),
]
TABLE = [
    ("Table 1: Turnover by industry and region, £ thousand",),
    ("Industry", "North", "South", "Total"),
    ("Mining", 42.0, 927.75, 969.75),
    ("Retail", 205.0, 316.25, 521.25),
    ("Total", 247.0, 1244.0, 1491.0),
]
RULES = MagnitudeRules(contributors=3, dominance=(Dominance(1, 75),))
POLICY = Policy("test", "1", "Test", magnitudes=RULES)


def write(path: Path, rows: list[tuple[object, ...]]) -> Path:
    lines = (
        ",".join(f'"{one}"' if isinstance(one, str) else str(one) for one in row) for row in rows
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def check_of(folder: Path, records: Path, table: list[tuple[object, ...]] = TABLE) -> Check:
    workbook = read_workbook(write(folder / "table.csv", table))
    tables = find_tables(workbook)
    evidence = read_evidence(records, workbook, tables, no_progress)
    return Check(workbook, POLICY, tables, evidence=evidence)


@pytest.fixture
def records(tmp_path: Path) -> Path:
    return write(tmp_path / "records.csv", RECORDS)


def of(check: Check, measure) -> np.ndarray:
    (table,) = check.tables
    assert isinstance(table, Table)
    return check.evidence.of(table, measure)


def test_contributors_and_contributions_of_each_cell_are_worked_out(tmp_path, records):
    check = check_of(tmp_path, records)
    assert of(check, CONTRIBUTORS).tolist() == [[4, 6, 10], [10, 10, 20], [14, 16, 30]]
    assert of(check, largest(1))[0].tolist() == [10.5, 900.25, 900.25]
    assert of(check, largest(2))[0].tolist() == [10.5, 5.5, 10.5]


def test_records_of_one_enterprise_are_one_contribution(tmp_path, records):
    check = check_of(tmp_path, records)
    assert of(check, BASE)[1, 1] == 11
    assert of(check, CONTRIBUTORS)[1, 1] == 10
    assert of(check, largest(1))[1, 1] == 30.5 + 11.25


def test_the_records_make_sums_judged(tmp_path, records):
    found = assess(check_of(tmp_path, records)).findings
    told = {(one.rule, one.cells[0].a1) for one in found}
    assert told == {("dominance", "C3"), ("dominance", "D3")}
    assert not any(one.rule == "not-assessable" for one in found)


def test_a_table_that_the_records_do_not_reproduce_is_told(tmp_path, records):
    other = [*TABLE[:3], ("Retail", 205.0, 316.75, 521.75), ("Total", 247.0, 1244.5, 1491.5)]
    found = assess(check_of(tmp_path, records, other)).findings
    (finding,) = [one for one in found if one.rule == "evidence"]
    assert {cell.a1 for cell in finding.cells} == {"C4", "D4", "C5", "D5"}


def test_each_value_is_repeated_by_its_weight(tmp_path):
    rows = [("Industry", "Region", "Turnover", "Weight"), ("Mining", "North", 100.5, 4),
            ("Mining", "North", 10.5, 7), ("Mining", "South", 50.5, 3),
            ("Retail", "North", 20.5, 9), ("Retail", "North", 21.5, 9),
            ("Retail", "South", 8.5, 6)]  # fmt: skip
    table = [
        ("Turnover by industry and region, £ thousand",), ("Industry", "North", "South", "Total"),
        ("Mining", 475.5, 151.5, 627.0), ("Retail", 378.0, 51.0, 429.0),
        ("Total", 853.5, 202.5, 1056.0),
    ]  # fmt: skip
    check = check_of(tmp_path, write(tmp_path / "weighted.csv", rows), table)
    assert of(check, VALUE)[0, 0] == 475.5
    assert [of(check, largest(rank))[0, 0] for rank in (1, 2, 4, 5)] == [100.5, 100.5, 100.5, 10.5]


def test_missing_values_are_no_contributors(tmp_path):
    rows = [*RECORDS, ("e70", "Mining", "North", ""), ("e71", "Mining", "North", "")]
    check = check_of(tmp_path, write(tmp_path / "missing.csv", rows))
    assert of(check, CONTRIBUTORS)[0, 0] == 4


def test_contributions_below_zero_are_seen(tmp_path):
    rows = [*RECORDS, ("e80", "Mining", "North", -7.5), ("e81", "Mining", "North", 7.5)]
    check = check_of(tmp_path, write(tmp_path / "negative.csv", rows))
    assert of(check, SMALLEST)[0, 0] == -7.5
    assert "negatives" in {one.rule for one in assess(check).findings}


def test_parquet_gives_the_same_as_csv(tmp_path, records):
    arrow = pytest.importorskip("pyarrow", exc_type=ImportError)
    parquet = pytest.importorskip("pyarrow.parquet", exc_type=ImportError)
    columns = dict(zip(RECORDS[0], map(list, zip(*RECORDS[1:], strict=True)), strict=True))
    path = tmp_path / "records.parquet"
    parquet.write_table(arrow.table(columns), path)
    one, other = check_of(tmp_path, records), check_of(tmp_path, path)
    for measure in (CONTRIBUTORS, VALUE, largest(1), largest(2)):
        assert np.array_equal(of(one, measure), of(other, measure), equal_nan=True)


def test_records_of_something_else_are_refused(tmp_path):
    rows = [("fruit", "weight of it"), *((f"apple {n}", n) for n in range(20))]
    with pytest.raises(NoEvidenceError):
        check_of(tmp_path, write(tmp_path / "fruit.csv", rows))


def test_no_evidence_says_nothing_of_a_table():
    assert Evidence().sheets == {}
