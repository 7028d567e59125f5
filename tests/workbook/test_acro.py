"""Folders that ACRO wrote are opened as outputs to be checked, and never written to."""

import json
import shutil
from pathlib import Path

import pytest

from sdc_desktop.core.check import Check, assess
from sdc_desktop.core.findings import Severity
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.progress import no_progress
from sdc_desktop.core.release_actions import DecideTable, Decision
from sdc_desktop.core.sheets import WorkbookFormat
from sdc_desktop.core.tables import Statistic
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.acro.finishing import finish_folder
from sdc_desktop.workbook.acro.outcome import CheckedBy
from sdc_desktop.workbook.acro.results import NoResultsError
from sdc_desktop.workbook.errors import EmptyWorkbookError
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.reader import read_workbook
from tests.core.build import STAMP

DATA = Path(__file__).parents[1] / "data" / "acro"
LAYOUTS = ["1.0.2", "0.4.12"]


@pytest.fixture(params=LAYOUTS)
def folder(request, tmp_path):
    """A folder as one of two versions of ACRO wrote it, free to be changed."""
    return shutil.copytree(DATA / request.param, tmp_path / "outputs")


def change_results(folder, change):
    file = folder / "results.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    change(document)
    file.write_text(json.dumps(document), encoding="utf-8")


def findings(folder, policy="uk-tre-acro"):
    workbook = read_workbook(folder)
    check = Check(workbook, load_policy(policy).with_parameters({}), find_tables(workbook))
    return assess(check).findings


def rules_at(folder, sheet, cell):
    found = findings(folder)
    return {one.rule for one in found if any(c.sheet == sheet and c.a1 == cell for c in one.cells)}


def test_each_table_of_an_output_is_a_sheet(folder):
    workbook = read_workbook(folder)
    assert workbook.format is WorkbookFormat.ACRO
    assert [sheet.name for sheet in workbook.sheets][:4] == [
        "output_0_0.csv", "output_2_0.csv", "output_3_0.csv", "output_4_0.csv",
    ]  # fmt: skip
    assert "income by region_0.csv" in [sheet.name for sheet in workbook.sheets]


def test_what_numbers_are_comes_from_the_command_that_made_them(folder):
    workbook = read_workbook(folder)
    kinds = {table.sheet: table.statistic for table in find_tables(workbook)}
    assert kinds["output_0_0.csv"] is Statistic.COUNT
    assert kinds["output_2_0.csv"] is Statistic.MEAN
    assert kinds["income by region_0.csv"] is Statistic.SUM
    assert kinds["output_4_1.csv"] is Statistic.OTHER


def test_cells_are_those_of_the_judged_table_also_with_two_columns_of_labels(folder):
    assert "acro:threshold" in rules_at(folder, "output_2_0.csv", "E2")
    assert "acro:threshold" in rules_at(folder, "output_0_0.csv", "B4")
    assert not any(one.startswith("acro:") for one in rules_at(folder, "output_0_0.csv", "B2"))


def test_a_failure_is_at_risk_and_a_review_is_for_a_person(folder):
    found = findings(folder)
    failed = [one for one in found if one.rule == "acro:threshold" and one.severity == "fail"]
    assert {one.sheet for one in failed} >= {"output_0_0.csv", "output_2_0.csv"}
    (suppressed,) = [one for one in found if one.rule == "acro" and one.sheet == "output_3_0.csv"]
    assert suppressed.severity is Severity.REVIEW


def test_what_the_researcher_says_and_asks_for_can_be_read(folder):
    told = " ".join(one.message for one in findings(folder))
    assert 'asks for an exception: "needed for the paper"' in told
    assert "Counts of charities by region and status." in told


def test_a_file_that_is_no_table_is_said_to_be_unchecked(folder):
    (finding,) = [one for one in findings(folder) if "note.txt" in one.message]
    assert finding.severity is Severity.REVIEW


def test_a_file_that_was_changed_after_its_checksum_is_at_risk(folder):
    with (folder / "output_0_0.csv").open("ab") as file:
        file.write(b"East,60,70,80\n")
    (finding,) = [one for one in findings(folder) if "was changed since" in one.message]
    assert finding.severity is Severity.FAIL


def test_files_without_checksum_or_output_are_said(folder):
    (folder / "checksums" / "output_0_0.csv.txt").unlink()
    (folder / "stray.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    told = " ".join(one.message for one in findings(folder) if one.rule == "acro-file")
    assert "No checksum was noted of output_0_0.csv" in told
    assert "stray.csv belongs to no output" in told


def test_a_listed_file_that_is_missing_is_said(folder):
    (folder / "output_2_0.csv").unlink()
    assert any("output_2_0.csv of output_2 is listed" in one.message for one in findings(folder))


def test_a_name_that_begins_with_a_blank_is_kept(folder):
    (folder / "output_0_0.csv").rename(folder / " first_0.csv")

    def rename(document):
        document["results"]["output_0"]["files"][0]["name"] = " first_0.csv"

    change_results(folder, rename)
    assert " first_0.csv" in [sheet.name for sheet in read_workbook(folder).sheets]
    assert "acro:threshold" in rules_at(folder, " first_0.csv", "B4")


def test_a_path_in_the_list_is_never_followed(folder):
    outside = folder.parent / "secret.csv"
    outside.write_text("a,b\nx,1\n", encoding="utf-8")

    def point_outside(document):
        document["results"]["output_0"]["files"][0]["name"] = "../secret.csv"

    change_results(folder, point_outside)
    assert "secret.csv" not in [sheet.name for sheet in read_workbook(folder).sheets]


def test_a_link_to_another_place_is_not_followed(folder):
    outside = folder.parent / "secret.csv"
    outside.write_text("a,b\nx,1\n", encoding="utf-8")
    (folder / "output_0_0.csv").unlink()
    (folder / "output_0_0.csv").symlink_to(outside)
    assert "output_0_0.csv" not in [sheet.name for sheet in read_workbook(folder).sheets]
    assert any("output_0_0.csv of output_0 is no table" in one.message for one in findings(folder))


def test_places_that_cannot_be_found_are_for_a_person(folder):
    def rename(document):
        outcome = document["results"]["output_0"]["outcome"]
        document["results"]["output_0"]["outcome"] = {
            f"?{key}": one for key, one in outcome.items()
        }

    change_results(folder, rename)
    found = [one for one in findings(folder) if one.sheet == "output_0_0.csv"]
    assert any("where they stand in its file is not certain" in one.message for one in found)


def test_the_flat_list_of_2023_is_read(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    (folder / "output_1.csv").write_text("grant,G,N\nNorth,52,3\nSouth,50,54\n", encoding="utf-8")
    outcome = {"G": {"North": "ok", "South": "ok"}, "N": {"North": "threshold; ", "South": "ok"}}
    said = {
        "command": "crosstab(df.region, df.grant)",
        "summary": "fail; threshold: 1 cells may need suppressing; ",
        "outcome": json.dumps(outcome),
        "output": "C:/work/outputs/output_1.csv",
    }
    (folder / "results.json").write_text(json.dumps({"output_1": said}), encoding="utf-8")
    (on_the_whole,) = [one for one in findings(folder) if one.rule == "acro"]
    assert on_the_whole.severity is Severity.FAIL
    assert "threshold" in rules_at(folder, "output_1.csv", "C2")


@pytest.mark.parametrize("text", ["", "[]", "{", '{"results": 3}', '{"results": {"a": []}}'])
def test_a_list_that_is_none_is_refused_in_a_sentence(tmp_path, text):
    (tmp_path / "results.json").write_text(text or " ", encoding="utf-8")
    with pytest.raises(NoResultsError) as error:
        read_workbook(tmp_path)
    assert error.value.hint


def test_a_folder_without_a_table_is_refused(folder):
    for file in folder.glob("*.csv"):
        file.unlink()
    with pytest.raises(EmptyWorkbookError):
        read_workbook(folder)


def test_the_files_of_a_folder_are_inspected(folder):
    with (folder / "output_0_0.csv").open("a", encoding="utf-8") as file:
        file.write("=cmd(),1,2,3\n")
    (found,) = [one for one in inspect_file(folder) if one.sheet == "output_0_0.csv"]
    assert found.cells[0].sheet == "output_0_0.csv"
    assert not found.removable


def test_decisions_about_tables_are_written_to_the_copy_and_private_comments_are_not(
    folder, tmp_path
):
    workbook = read_workbook(folder)
    tables = find_tables(workbook)
    policy = load_policy("uk-tre-acro").with_parameters({})
    first, second = tables[0], tables[1]
    actions = (
        DecideTable(first.sheet, first.body, Decision.REJECT, STAMP, "between us"),
        DecideTable(second.sheet, second.body, Decision.APPROVE, STAMP),
    )
    check = Check(workbook, policy, tables, actions)
    by, out = CheckedBy("ann", STAMP.when), tmp_path / "checked"
    finish_folder(check, assess(check), folder, out, by, no_progress)
    document = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert document["results"]["output_0"]["status"] == "rejected"
    assert document["results"]["output_2"]["status"] == "approved"
    assert document["results"]["output_0"]["comments"][-1].startswith(
        "Output checker: reject (B2:D4)"
    )
    assert document["reviewer"] == "ann"
    assert "between us" not in json.dumps(document)
