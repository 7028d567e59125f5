"""Tables of τ-ARGUS are read with their hierarchies, protected, and written so that they fit."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sdc_desktop.core.check import Check
from sdc_desktop.core.protection.instances import InstanceStatus, judge_instance, protect_instance
from sdc_desktop.core.tables import Axis, LineSum
from sdc_desktop.workbook.interchange.errors import ProblemFileError
from sdc_desktop.workbook.interchange.from_workbook import NoHierarchyError, tau_table
from sdc_desktop.workbook.interchange.tau import read_tau
from sdc_desktop.workbook.interchange.tau_writing import tau_texts
from tests.core.build import make_sheet, make_workbook, table_of, with_totals
from tests.core.systems import POLICY

COUNTS = ((3, 40, 50), (20, 30, 60), (70, 80, 90))


def check_of(counts) -> Check:
    sheet = make_sheet(with_totals(counts))
    return Check(make_workbook(sheet), POLICY, (table_of(sheet),))


def written(table, folder: Path, name: str = "t") -> Path:
    for file, text in tau_texts(table, name).items():
        (folder / file).write_text(text, encoding="utf-8")
    return folder / f"{name}.rda"


def test_the_sample_of_tau_argus_is_read_and_protected(corpus):
    table = read_tau(corpus("sdc/tauargus/tableinput/pp.rda"))
    size, region = table.dimensions
    assert (size.total, region.parents[" 1"], region.parents["Nr"]) == ("Total", "Nr", "Total")
    assert len(table.codes) == 162
    assert table.instance.has(InstanceStatus.UNSAFE).sum() == 9
    done = protect_instance(table.instance)
    assert not done.short.any()


def test_a_table_of_a_workbook_is_written_and_read_again(tmp_path):
    table = tau_table(check_of(COUNTS), check_of(COUNTS).tables[0])
    again = read_tau(written(table, tmp_path))
    assert again.codes == table.codes
    assert again.instance.statuses == table.instance.statuses
    assert again.dimensions == table.dimensions
    for name in ("values", "weights", "lower_level", "upper_level"):
        assert np.array_equal(getattr(again.instance, name), getattr(table.instance, name))


def test_levels_of_small_counts_reach_from_one_to_the_threshold():
    table = tau_table(check_of(COUNTS), check_of(COUNTS).tables[0])
    unsafe = int(np.flatnonzero(table.instance.has(InstanceStatus.UNSAFE))[0])
    assert table.codes[unsafe] == ("Area 1", "Group 1")
    assert (table.instance.lower_level[unsafe], table.instance.upper_level[unsafe]) == (2, 7)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_a_pattern_is_sound_after_it_was_written_and_read(tmp_path_factory, seed):
    rng = np.random.default_rng(seed)
    check = check_of(rng.integers(2, 40, (4, 3)).tolist())
    table = tau_table(check, check.tables[0])
    done = protect_instance(table.instance)
    folder = tmp_path_factory.mktemp("tau")
    again = read_tau(
        written(type(table)(table.dimensions, "V", table.codes, done.instance), folder)
    )
    assert again.instance.statuses == done.instance.statuses
    assert np.array_equal(judge_instance(again.instance)[1], done.short)


def test_levels_of_rows_become_a_hierarchy(tmp_path):
    rows = [["Area", "A", "B", "Total"], ["N1", 3, 14, 17], ["N2", 20, 30, 50], ["N", 23, 44, 67]]
    rows += [["S", 40, 50, 90], ["All", 63, 94, 157]]
    sheet = make_sheet(rows)
    plain = table_of(sheet)
    columns = tuple(plain.body.columns)
    sums = (
        LineSum(Axis.ROWS, 3, (1, 2), columns),
        LineSum(Axis.ROWS, 5, (3, 4), columns),
        plain.relations[1],
    )
    table = type(plain)(
        **{
            **{name: getattr(plain, name) for name in plain.__slots__},
            "relations": sums,
        }
    )
    found = tau_table(Check(make_workbook(sheet), POLICY, (table,)), table)
    texts = tau_texts(found, "t")
    assert texts["t-1.hrc"] == "N\n@N1\n@N2\nS\n"
    assert read_tau(written(found, tmp_path)).dimensions == found.dimensions


def test_lines_that_are_no_single_hierarchy_are_refused():
    sheet = make_sheet([["Area", "A", "B"], ["North", 3, 40], ["South", 20, 30]])
    table = table_of(sheet, totals=False)
    with pytest.raises(NoHierarchyError):
        tau_table(Check(make_workbook(sheet), POLICY, (table,)), table)


@pytest.mark.parametrize(
    ("old", "new"), [("70", "7000"), ('"Area 1"', '"Area 2"'), (";U;", ";Q;"), (";", ",")]
)
def test_a_broken_table_is_refused_in_a_sentence(tmp_path, old, new):
    metadata = written(tau_table(check_of(COUNTS), check_of(COUNTS).tables[0]), tmp_path)
    file = tmp_path / "t.tab"
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ProblemFileError):
        read_tau(metadata)


def test_metadata_that_spans_no_table_is_refused(tmp_path):
    (tmp_path / "t.rda").write_text("Value\n  <NUMERIC>\n")
    with pytest.raises(ProblemFileError):
        read_tau(tmp_path / "t.rda")
