"""Sums of withheld sums are judged with the records behind them: check, protect and verify."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from sdc_desktop.core.signing import new_key

POLICY = """
id = "test"
version = "1"
title = "Test policy"
[magnitudes]
contributors = 1
p_percent = 15
[suppression]
secondary = true
"""
REGIONS, INDUSTRIES = ("East", "North", "South", "West"), ("Mining", "Retail", "Textiles")
ALONE = {("East", "Mining"): 40.5, ("East", "Retail"): 60.25}


def records() -> list[tuple[str, str, str, float]]:
    """One firm each in two cells of East, seven in every other cell."""
    rows = []
    for line, region in enumerate(REGIONS):
        for column, industry in enumerate(INDUSTRIES):
            amounts = [30.5 + 7 * line + 11 * column + one for one in range(7)]
            cell = [ALONE[region, industry]] if (region, industry) in ALONE else amounts
            rows += [(f"e{len(rows) + one}", region, industry, amount)
                     for one, amount in enumerate(cell)]  # fmt: skip
    return rows


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The table, the records and the policy."""
    told = records()
    lines = ["Enterprise ID,Region,Industry,Turnover", *(f"{a},{b},{c},{d}" for a, b, c, d in told)]
    micro, policy = tmp_path / "records.csv", tmp_path / "policy.toml"
    micro.write_text("\n".join(lines), encoding="utf-8")
    policy.write_text(POLICY, encoding="utf-8")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Table 1"
    sheet.append(["Table 1: Turnover by region and industry, £ thousand"])
    sheet.append(["Region", *INDUSTRIES, "Total"])
    for region in (*REGIONS, "Total"):
        sheet.append([region, *(_sum(told, region, one) for one in (*INDUSTRIES, "Total"))])
    book.save(tmp_path / "turnover.xlsx")
    return tmp_path / "turnover.xlsx", micro, policy


def _sum(told, region: str, industry: str) -> float:
    return sum(
        amount
        for _, one, other, amount in told
        if region in (one, "Total") and industry in (other, "Total")
    )


def withheld_by_hand(path: Path, *cells: str) -> Path:
    """The same table with these cells withheld by its author."""
    book = openpyxl.load_workbook(path)
    for cell in cells:
        book["Table 1"][cell] = "[c]"
    book.save(path.with_name("by_hand.xlsx"))
    return path.with_name("by_hand.xlsx")


def unsafe_in_east(path: Path) -> bool:
    """Whether the two firms' cells are the only withheld ones of a line whose total is shown."""
    sheet = openpyxl.load_workbook(path)["Table 1"]
    shown = {cell.coordinate for cell in sheet[3] if cell.value != "[c]"}
    return {"D3", "E3"} <= shown


def test_protecting_keeps_the_sum_of_two_firms_and_the_record_verifies(run, files, tmp_path):
    table, micro, policy = files
    key, out, record = tmp_path / "key", tmp_path / "out.xlsx", tmp_path / "record"
    key.write_bytes(new_key(None, "ann").private)
    wish = ("--policy", policy, "--companion", micro)
    answer = run(
        "protect", table, *wish, "--out", out, "--record", record, "--key", key, "--json"
    )  # fmt: skip
    assert {one["cell"] for one in answer.document["primary"]} == {"B3", "C3"}
    assert answer.document["audit"]["unprotected"] == 0
    assert not unsafe_in_east(out)
    verified = run("verify", record, "--workbook", out, "--source", table, "--json").document
    assert (verified["workbook"], verified["source"], verified["replay"]) == ("match",) * 3


def test_checking_tells_of_a_sum_of_two_firms(run, files):
    table, micro, policy = files
    by_hand = withheld_by_hand(table, "B3", "C3", "B4", "C4")
    answer = run("check", by_hand, "--policy", policy, "--companion", micro, "--json")
    told = [one for one in answer.document["findings"] if "unsafe by itself" in one["message"]]
    assert {cell for one in told for cell in one["cells"]} == {"B3", "C3"}
