"""What the command line wishes of secondary suppression is heeded, or said to be impossible."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sdc_desktop.__main__ import main
from tests.workbooks import write_counts

COUNTS = ((3, 40, 50), (20, 30, 60), (70, 80, 90))


def protected(tmp_path: Path, *options: str) -> tuple[int, set[str]]:
    """The exit code and the cells that show a marker."""
    source = write_counts(tmp_path / "in.xlsx", COUNTS)
    out = tmp_path / "out.xlsx"
    command = ["protect", str(source), "--policy", "uk-tre-acro", "--out", str(out), *options]
    code = main(command)
    sheet = openpyxl.load_workbook(out)["Table 1"] if out.exists() else ()
    return code, {cell.coordinate for row in sheet for cell in row if cell.value == "[c]"}


def test_a_cell_that_must_be_shown_is_shown(tmp_path):
    _, plain = protected(tmp_path)
    kept = sorted(plain - {"B4"})[0]
    _, others = protected(tmp_path, "--keep", f"Table 1!{kept}")
    assert kept not in others
    assert "B4" in others


def test_the_cost_decides_what_is_kept_small(tmp_path):
    _, fewest = protected(tmp_path, "--cost", "cells")
    assert len(fewest) == 4


def test_the_same_seed_gives_the_same_pattern(tmp_path):
    assert protected(tmp_path, "--seed", "7")[1] == protected(tmp_path, "--seed", "7")[1]


@pytest.mark.parametrize("cell", ["C7", "Nowhere!C7", "Table 1!seven"])
def test_a_cell_that_does_not_exist_is_said(tmp_path, capsys, cell):
    code, _ = protected(tmp_path, "--keep", cell)
    assert code == 2
    assert "names no cell" in capsys.readouterr().err
