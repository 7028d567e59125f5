import pytest

from sdc_desktop.gui.dialogs.comparison_dialog import ComparisonDialog
from sdc_desktop.register.policies import list_policies, load_policy


@pytest.fixture
def dialog(window, counts, open_file, qtbot):
    open_file(counts)
    check = window.workbench.document.check
    dialog = ComparisonDialog(check, list_policies(), window.jobs, window)
    qtbot.addWidget(dialog)
    return dialog


def test_the_policy_that_holds_is_not_among_the_others(dialog):
    titles = [dialog.other.itemText(place) for place in range(dialog.other.count())]
    assert load_policy("uk-tre-acro").title not in titles
    assert load_policy("us-cms").title in titles


def test_tables_are_listed_with_what_only_one_policy_finds(dialog, settle):
    assert not dialog.accept_button.isEnabled()
    dialog.compare(load_policy("eu-generic").with_parameters({}))
    settle()
    assert dialog.accept_button.isEnabled()
    row = dialog.list.topLevelItem(0)
    only_here, both, only_other = (int(row.text(column)) for column in (1, 2, 3))
    assert only_here > 0
    assert only_here + both + only_other == row.childCount()
    assert dialog.summary.text().startswith(f"{only_here} findings only here, {both} in both")


def test_a_finding_of_the_list_leads_to_its_cell(dialog, settle, window):
    dialog.compare(load_policy("eu-generic").with_parameters({}))
    settle()
    wanted = []
    dialog.cell_wanted.connect(wanted.append)
    dialog.list.itemActivated.emit(dialog.list.topLevelItem(0).child(0), 0)
    assert wanted[0].sheet == "Table 1"


def test_the_other_policy_holds_when_it_is_wished(window, counts, open_file, settle, monkeypatch):
    open_file(counts)
    other = load_policy("us-cms").with_parameters({})

    def agree(dialog):
        dialog.policy = other
        return 1

    monkeypatch.setattr(ComparisonDialog, "exec", agree)
    window.policies.compare.trigger()
    settle()
    assert window.workbench.document.check.policy.id == "us-cms"
    window.can.undo.trigger()
    settle()
    assert window.workbench.document.check.policy.id == "uk-tre-acro"
