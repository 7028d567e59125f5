"""Noise in the window: a table made to measure, keys from a file, and what is said beforehand."""

from pathlib import Path

import numpy as np
import pytest

from sdc_desktop.core.actions import RoundCells
from sdc_desktop.core.evidence import Evidence, largest
from sdc_desktop.core.perturbation.methods import Method
from sdc_desktop.gui.dialogs.rounding_dialog import RoundingDialog
from sdc_desktop.gui.noise import NoiseError, NoiseWish
from sdc_desktop.gui.rounding import Scope, perturb_wish
from sdc_desktop.gui.views.move_bars import MoveBars

CELLS = [f"{column}{row}" for row in range(4, 9) for column in "BCDEF"]

KEY = b"k" * 32


@pytest.fixture
def bench(window, counts, open_file):
    open_file(counts)
    return window.workbench


@pytest.fixture
def dialog(window, bench, qtbot):
    evidence = Evidence({"Table 1": {largest(1): np.zeros((1, 1))}})
    made = RoundingDialog(5, {Scope.ALL: "All"}, bench.edits._preview, evidence, window)
    qtbot.addWidget(made)
    return made


def choose(dialog: RoundingDialog, method: Method) -> None:
    dialog.method.setCurrentIndex(dialog.method.findData(method.value))


def test_what_the_perturbation_table_does_is_said_while_it_is_designed(dialog):
    choose(dialog, Method.NOISE)
    assert "unbiased, keeps zeros" in dialog.noise.judgement
    dialog.noise.largest.setValue(2)
    dialog.noise.variance.setValue(9)
    assert "No perturbation table" in dialog.noise.judgement
    dialog._show_preview()
    assert "No perturbation table" in dialog.preview_text


def test_cell_keys_ask_for_the_records_and_use_them(dialog, bench, settle, tmp_path: Path):
    choose(dialog, Method.CELL_KEY)
    dialog._show_preview()
    assert "Cell keys need the keys of the records" in dialog.preview_text
    records = tmp_path / "keys.csv"
    lines = (f"Table 1,{cell},{number % 97 / 97:.8f}" for number, cell in enumerate(CELLS))
    records.write_text("\n".join(["sheet,cell,record_key", *lines]))
    dialog.noise.records.line.setText(str(records))
    dialog._show_preview()
    assert "would change" in dialog.preview_text
    bench.edits.apply_rounding(dialog.wish)
    settle()
    methods = {one.method for one in bench.document.check.actions if isinstance(one, RoundCells)}
    assert methods == {"cell-key"}


def test_a_table_from_a_file_takes_the_place_of_the_one_made_to_measure(dialog, tmp_path: Path):
    choose(dialog, Method.NOISE)
    table = tmp_path / "p.csv"
    table.write_text("i;v;p_ij_ub\n0;0;1\n1;2;1\n")
    dialog.noise.table.line.setText(str(table))
    dialog.noise.table.changed.emit()
    assert "biased" in dialog.noise.judgement
    assert not dialog.noise.largest.isEnabled()
    assert perturb_wish(dialog.wish, KEY).p_table.largest_noise == 2


def test_sums_get_noise_only_where_it_is_asked_for(dialog):
    choose(dialog, Method.NOISE)
    assert dialog.wish.noise.sums is None
    dialog.noise.has_sums.setChecked(True)
    assert dialog.wish.noise.sums == (10, 20)
    dialog.noise.first.setValue(30)
    with pytest.raises(NoiseError):
        perturb_wish(dialog.wish, KEY)


def test_neither_the_folder_of_a_file_nor_an_empty_answer_is_kept_for_the_record(tmp_path: Path):
    wish = NoiseWish(table=str(tmp_path / "p.csv"))
    assert dict(wish.parameters()) == {"p_table": "p.csv", "least": "0"}


def test_what_rounded_totals_give_away_is_offered_to_be_withheld_for_the_whole_workbook(dialog):
    assert dialog.wish.finishes
    dialog.finishes.setChecked(False)
    assert not dialog.wish.finishes


def test_the_bars_show_how_many_numbers_move_how_far(qtbot):
    bars = MoveBars()
    qtbot.addWidget(bars)
    bars.show_moves(np.array([-2.0, -1.0, 0.0, 0.0, 2.0]))
    assert bars.counts.sum() == 5
    assert bars.counts[0] == bars.counts[-1] == 1
    assert "2 numbers down, 2 unchanged, 1 up" in bars.accessibleDescription()
