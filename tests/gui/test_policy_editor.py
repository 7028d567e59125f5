import pytest

from sdc_desktop.core.policy import UnsafeRange
from sdc_desktop.gui.dialogs.policy_editor import PolicyEditor
from sdc_desktop.register.own_policies import load_any_policy


@pytest.fixture
def editor(window, counts, open_file, settle):
    open_file(counts)
    editor = PolicyEditor(window.workbench.document.check, window.jobs, window)
    yield editor
    editor.done(0)
    settle()


def test_the_fields_show_the_policy_and_give_it_back(editor, window):
    policy = window.workbench.document.check.policy
    assert editor.rules.policy() == policy
    assert editor.rules.fields["counts.unsafe"].text() == "1..9"


def test_what_a_change_does_to_the_open_workbook_is_said(editor, qtbot):
    editor.rules.fields["counts.unsafe"].setText("< 2")
    qtbot.waitUntil(lambda: "0 findings more, 1 fewer" in editor.effect.text())


def test_what_cannot_be_used_is_said_in_one_sentence(editor):
    editor.rules.fields["counts.unsafe"].setText("few")
    assert editor.problem.text().startswith("Counts that must not be shown")
    assert "it must be a range of counts" in editor.problem.text()
    assert not editor.accept_button.isEnabled()
    editor.rules.fields["counts.unsafe"].setText("")
    assert editor.accept_button.isEnabled()
    assert editor.policy.unsafe_counts is None


def test_a_copy_is_kept_and_used_and_the_step_can_be_undone(
    window, counts, open_file, settle, monkeypatch
):
    open_file(counts)

    def change(editor):
        editor.title.setText("Our rules")
        editor.rules.fields["counts.unsafe"].setText("< 20")
        editor.done(1)
        return 1

    monkeypatch.setattr(PolicyEditor, "exec", change)
    window.policies.change.trigger()
    settle()
    policy = window.workbench.document.check.policy
    assert policy.id == "own-our-rules"
    assert policy.unsafe_counts == UnsafeRange(1, 19)
    assert policy.notes[0].startswith('Made from "UK trusted research environments')
    assert not policy.is_verified
    assert load_any_policy(window.store.folder, policy.id).with_parameters({}) == policy
    window.can.undo.trigger()
    settle()
    assert window.workbench.document.check.policy.id == "uk-tre-acro"


def test_a_policy_of_the_user_holds_again_for_the_next_workbook(
    window, counts, open_file, settle, monkeypatch
):
    open_file(counts)

    def keep(editor):
        editor.title.setText("Ours")
        editor.done(1)
        return 1

    monkeypatch.setattr(PolicyEditor, "exec", keep)
    window.policies.change.trigger()
    settle()
    open_file(counts)
    assert window.workbench.document.check.policy.id == "own-ours"
