"""File > Review a record: blind until the second checker has signed, then side by side."""

import json
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
)

from sdc_desktop.core.record import canonical
from sdc_desktop.core.signing import allowed_signers_line, fingerprint, sign
from sdc_desktop.gui.dialogs.review_choice_dialog import ReviewChoice, ReviewChoiceDialog
from sdc_desktop.register.register import Register
from sdc_desktop.register.signers_file import read_signers
from sdc_desktop.workbook.record_verification import verify_record

GOLDEN = Path(__file__).parents[1] / "data" / "records" / "suppress"
PASSPHRASE = "nine lives of a cat"
WHY = "Only I know why this was decided."


@pytest.fixture
def case(tmp_path):
    """A signed record whose first checker rejected its table, beside its workbooks."""
    folder = tmp_path / "case"
    shutil.copytree(GOLDEN, folder)
    path = folder / "record" / "record.json"
    record = json.loads(path.read_bytes())
    (place,) = record["tables"]["sheets"][0]["tables"]
    record["decisions"] = [
        {"sheet": "Table 1", "body": place["body"], "decision": "reject", "who": record["who"]}
        | {"when": record["when"], "why": WHY}
    ]
    record["roles"] = [{"role": "requester", "who": "Rob Requester"}]
    sign_anew(folder / "record", record)
    return folder


def sign_anew(folder, record):
    key = Ed25519PrivateKey.generate()
    data = canonical({**record, "key": fingerprint(key)})
    (folder / "record.json").write_bytes(data)
    (folder / "record.json.sig").write_text(sign(data, key))
    (folder / "allowed_signers").write_text(allowed_signers_line(record["who"], key))


@pytest.fixture
def review(window, settle, case):
    """The page of the review."""
    choice = ReviewChoice(case / "record", case / "out.xlsx", case / "source.xlsx")
    window.review.look(choice)
    settle()
    return window.review.page


def sign_as(page, who, decision, *, table="", why="", comment=""):
    page.table_decision.setCurrentIndex(page.table_decision.findData(table))
    page.why.setText(why)
    page.decision.setCurrentIndex(page.decision.findData(decision))
    page.comment.setPlainText(comment)
    form = page.signature
    form.who.setText(who)
    form.key.setCurrentIndex(form.key.findData("new"))
    form.passphrase.setText(PASSPHRASE)
    form.again.setText(PASSPHRASE)
    page.accept_button.click()


def words_of(page):
    """Return everything that a page shows."""
    kinds = (QLabel, QLineEdit, QPlainTextEdit)
    found = [
        str(getattr(one, "text", getattr(one, "toPlainText", str))())
        for kind in kinds
        for one in page.findChildren(kind)
    ]
    found += [one.currentText() for one in page.findChildren(QComboBox)]
    for view in page.findChildren(type(page.list)):
        model = view.model()
        found += [
            str(model.index(row, column).data())
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
    return "\n".join(found)


def test_the_choice_finds_the_workbooks_beside_the_record(qtbot, case):
    dialog = ReviewChoiceDialog(str(case / "record"))
    qtbot.addWidget(dialog)
    choice = ReviewChoice(case / "record", case / "out.xlsx", case / "source.xlsx")
    assert dialog.choice == choice
    assert dialog.accept_button.isEnabled()
    dialog.workbook.setText("nowhere.xlsx")
    assert not dialog.accept_button.isEnabled()


def test_the_page_shows_findings_and_nobodys_decision(review):
    shown = words_of(review)
    assert "Table 1" in shown
    assert "Rob Requester" in shown
    assert review.before.findings
    assert WHY not in shown
    assert "Reject" not in shown


def test_a_trusted_key_is_said_to_be_trusted(window, settle, review, case, home):
    assert "not among your trusted signers" in words_of(review)
    with Register(str(home / "register.sqlite")) as register:
        for one in read_signers(case / "record" / "allowed_signers", "bea", "2026-11-21"):
            register.keep_signer(one)
    window.review.look(ReviewChoice(case / "record", case / "out.xlsx"))
    settle()
    assert "✓  the key is among your trusted signers" in words_of(window.review.page)


def test_a_finding_is_shown_in_the_workbook_that_is_open(window, settle, review, case, open_file):
    open_file(case / "source.xlsx")
    finding = review.before.findings[0]
    review.finding_wanted.emit(finding)
    assert window.workbench.sheets.current_cell() == finding.cells[0]


def test_after_signing_both_decisions_are_side_by_side(window, settle, review, case):
    sign_as(review, "bob@example.org", "approve", table="approve")
    settle()
    assert window.review.page is None
    result = window.review.result
    shown = words_of(result)
    assert WHY in shown
    assert "differ. A third person must decide" in result.verdict.text()
    document = json.loads((case / "record" / "review-2.json").read_bytes())
    assert document["blind"] is True
    assert [one["decision"] for one in document["tables"]] == ["approve"]
    assert verify_record(case / "record", case / "out.xlsx").is_good


def test_a_third_person_decides_blind_as_well(window, settle, review, case, home):
    sign_as(review, "bob@example.org", "approve", comment="Bob saw nothing wrong.")
    settle()
    choice = ReviewChoice(case / "record", case / "out.xlsx")
    window.review.look(choice)
    settle()
    page = window.review.page
    shown = words_of(page)
    assert WHY not in shown
    assert "Bob saw nothing wrong" not in shown
    sign_as(page, "cleo@example.org", "reject", comment="One cell can be worked out.")
    settle()
    assert "A third person decided: Reject" in window.review.result.verdict.text()


@pytest.mark.parametrize(
    ("who", "said"),
    [("rob requester", "checks their own request"), ("ann@example.org", "signed the record")],
)
def test_requester_and_first_checker_cannot_review(window, settle, review, case, who, said):
    sign_as(review, who, "approve")
    settle()
    assert window.review.page is review
    assert said in review._missing.text()
    assert not list((case / "record").glob("review-*"))


def test_a_decision_against_the_findings_needs_a_reason(review):
    review.decision.setCurrentIndex(review.decision.findData("approve"))
    review.table_decision.setCurrentIndex(review.table_decision.findData("reject"))
    assert "Give a reason" in review._missing.text()
    assert not review.accept_button.isEnabled()
    review.why.setText("The total gives it away.")
    assert "Give a reason" not in review._missing.text()


def test_changes_need_a_comment(review):
    review.decision.setCurrentIndex(review.decision.findData("changes"))
    assert "Say in the comment" in review._missing.text()


def test_a_workbook_that_is_not_the_recorded_one_is_refused(window, settle, case):
    window.review.look(ReviewChoice(case / "record", case / "source.xlsx"))
    settle()
    assert window.review.page is None
    assert "cannot be reviewed" in window.banner.text


def test_without_the_source_its_findings_are_said_to_be_missing(window, settle, case):
    window.review.look(ReviewChoice(case / "record", case / "out.xlsx"))
    settle()
    assert "source is not at hand" in words_of(window.review.page)


def test_who_has_signed_sees_what_was_decided(window, settle, case):
    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReviewChoiceDialog)
        dialog.folder.setText(str(case / "record"))
        dialog.standing.click()

    QTimer.singleShot(0, answer)
    window.can.review.trigger()
    settle()
    assert "Fewer than two" in window.review.result.verdict.text()
    assert WHY in words_of(window.review.result)


def nameless(page):
    """Return the controls of a page that a screen reader cannot name."""
    kinds = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView, QTabBar)
    found = []
    for widget in (one for kind in kinds for one in page.findChildren(kind)):
        is_part = type(widget.parent()) in (QTabBar, QComboBox) or "Corner" in type(widget).__name__
        if not widget.isVisible() or widget.objectName().startswith("qt_") or is_part:
            continue
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name):
            found.append(type(widget).__name__)
    return found


def test_every_control_of_the_pages_has_a_name(window, settle, review, case, qtbot):
    choice = ReviewChoiceDialog(str(case / "record"), window)
    qtbot.addWidget(choice)
    choice.show()
    assert nameless(choice) == []
    assert nameless(review) == []
    review.pages.setCurrentIndex(1)
    assert nameless(review) == []
    sign_as(review, "bob@example.org", "approve")
    settle()
    assert nameless(window.review.result) == []


def test_the_page_is_worked_with_the_keyboard_alone(review, qtbot):
    review.list.setFocus()
    seen = set()
    for _ in range(30):
        seen.add(type(review.focusWidget()).__name__ + review.focusWidget().accessibleName())
        qtbot.keyClick(review.focusWidget(), Qt.Key.Key_Tab)
    wanted = {"Decision about this table", "Reason of this decision", "On the whole", "Comment"}
    wanted |= {"You sign as", "Your name", "Signing key", "Passphrase"}
    assert not [one for one in wanted if not any(name.endswith(one) for name in seen)]
