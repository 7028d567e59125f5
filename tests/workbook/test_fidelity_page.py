"""The table of docs/fidelity.md says what its script finds."""

from pathlib import Path

import pytest

from tests.bench.fidelity import CORPUS, PAGE, row_of
from tests.workbook.fidelity_makers import MAKERS
from tests.workbook.inspection.makers import ONLY_SEEN, REMOVABLE
from tests.workbook.inspection.ods_makers import CARRIERS

REAL = (
    "moj-prison-population/Population_30June2020_Annual.xlsx",
    "dwp-frs-savings/c7-savings-investments.xlsx",
)
SOME = ("comments", "pivot-cache", "chart-cache", "macros", "unknown-part", "threaded-comments")


def page_lines() -> list[str]:
    return PAGE.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", MAKERS)
def test_the_rows_of_made_workbooks_are_true(name: str, tmp_path: Path) -> None:
    row = row_of(f"fixture {name}", MAKERS[name](tmp_path / name), tmp_path)
    assert str(row) in page_lines()


@pytest.mark.parametrize("kind", SOME)
def test_the_rows_of_carriers_are_true(kind: str, tmp_path: Path) -> None:
    path = REMOVABLE[kind](tmp_path / f"{kind}.xlsx")
    assert str(row_of(f"carrier {kind}.xlsx", path, tmp_path)) in page_lines()


@pytest.mark.parametrize("name", REAL)
def test_the_rows_of_real_workbooks_are_true(name: str, tmp_path: Path) -> None:
    path = CORPUS[0] / name
    assert str(row_of(name, path, tmp_path)) in page_lines()


def test_every_fixture_has_a_row() -> None:
    lines = page_lines()
    names = [f"fixture {name}" for name in MAKERS]
    names += [f"carrier {kind}.xlsx" for kind in {**REMOVABLE, **ONLY_SEEN}]
    names += [f"carrier {kind}.ods" for kind in CARRIERS]
    assert [one for one in names if not any(line.startswith(f"| {one} |") for line in lines)] == []


def test_a_proof_on_the_page_fails_only_for_copies_outside_of_cells() -> None:
    failed = [line for line in page_lines() if "not passed: " in line]
    assert all("still holds what a changed cell held." in line for line in failed)
