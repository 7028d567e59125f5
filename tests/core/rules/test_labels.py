from sdc_desktop.core.rules.labels import Labels
from tests.core.build import make_sheet, make_workbook, table_of


def test_note_marks_are_no_part_of_a_name() -> None:
    sheet = make_sheet(
        [["Region", "75+ [note 3]", "All"], ["Leeds [Note 1]", 3, 3], ["Total", 3, 3]]
    )
    labels = Labels(make_workbook(sheet), table_of(sheet))
    assert labels.of_cell(1, 1) == "Leeds, 75+"
