import shutil
import subprocess
from dataclasses import replace

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel

from sdc_desktop.core.cells import CellRef
from sdc_desktop.gui.dialogs.save_dialog import SaveDialog
from sdc_desktop.gui.journals import unfinished_checks
from sdc_desktop.gui.views.guide_bar import Step

PASSPHRASE = "nine lives of a cat"


@pytest.fixture
def bench(window, counts, open_file, settle):
    open_file(counts)
    window.can.protect.trigger()
    settle()
    return window.workbench


def save_with(window, settle, **answers):
    """Press "Sign and save" and answer its dialog as a user would."""

    def answer():
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SaveDialog)
        dialog.fill(**answers)
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()


def result_words(bench):
    labels = bench.saving.result.findChildren(QLabel)
    return "\n".join(label.text() for label in labels)


def test_from_opening_to_a_signed_record(window, bench, counts, settle):
    save_with(window, settle, passphrase=PASSPHRASE)
    saved = counts.with_name("complaints-protected.xlsx")
    record = counts.with_name("complaints-record")
    sheet = openpyxl.load_workbook(saved)["Table 1"]
    assert sheet["D4"].value == "[c]"
    assert (record / "record.json.sig").exists()
    assert (record / "report.pdf").exists()
    assert "No withheld value is left" in result_words(bench)
    assert bench.guide.text_of(Step.SAVE) == "saved"


def test_ssh_keygen_says_the_signature_is_good(window, bench, counts, settle):
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not at hand")
    save_with(window, settle, passphrase=PASSPHRASE)
    record = counts.with_name("complaints-record")
    signed = ["-s", str(record / "record.json.sig"), "-n", "sdc-desktop-record"]
    who = ["-f", str(record / "allowed_signers"), "-I", "Ann Checker"]
    done = subprocess.run(
        ["ssh-keygen", "-Y", "verify", *who, *signed],
        input=(record / "record.json").read_bytes(),
        capture_output=True,
        check=False,
    )
    assert b"Good" in done.stdout, done.stderr


def test_an_unsigned_record_says_so(window, bench, counts, settle):
    save_with(window, settle, unsigned=True)
    assert "not signed" in result_words(bench)
    assert not (counts.with_name("complaints-record") / "record.json.sig").exists()


def test_a_saved_check_is_not_offered_again(window, bench, counts, settle):
    save_with(window, settle, unsigned=True)
    window.can.close_check.trigger()
    assert not unfinished_checks(window.store.folder)


def test_a_change_after_saving_is_offered_again(window, bench, counts, settle):
    save_with(window, settle, unsigned=True)
    bench.go_to(CellRef("Table 1", 4, 1))
    window.can.withhold.trigger()
    settle()
    window.can.close_check.trigger()
    assert unfinished_checks(window.store.folder)


def test_the_second_time_the_key_is_known_and_a_wrong_passphrase_is_said(
    window, bench, counts, settle
):
    save_with(window, settle, passphrase=PASSPHRASE)
    save_with(window, settle, passphrase="wrong")
    assert "does not open the signing key" in window.banner.text
    save_with(window, settle, passphrase=PASSPHRASE)
    assert (counts.with_name("complaints-record-2") / "record.json.sig").exists()


def test_a_folder_that_cannot_be_written_loses_nothing(window, bench, counts, settle, tmp_path):
    (tmp_path / "file").write_text("")
    wish = bench.saving._suggestion()
    bench.saving.save(replace(wish, out=tmp_path / "file" / "out.xlsx", key=None))
    settle()
    assert window.banner.isVisible()
    assert "fault in this program" not in window.banner.text
    assert bench.document.check.actions


def test_the_dialog_says_what_is_missing(window, bench, qtbot, tmp_path):
    dialog = SaveDialog(bench.saving._suggestion(), (), tmp_path / "key", "", window)
    qtbot.addWidget(dialog)
    assert "passphrase of 8" in dialog._missing.text()
    dialog.fill(passphrase="short")
    assert not dialog.accept_button.isEnabled()
    dialog.fill(passphrase=PASSPHRASE)
    assert dialog.accept_button.isEnabled()
    assert PASSPHRASE not in repr(dialog.wish)


def test_the_source_stays_as_it_was(window, bench, counts, settle):
    before = counts.read_bytes()
    save_with(window, settle, unsigned=True)
    assert counts.read_bytes() == before


def test_a_key_that_an_agent_holds_is_offered_and_signs(
    window, bench, counts, settle, tmp_path, ssh_agent, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "ann")]
    subprocess.run(words, check=True)
    ssh_agent(tmp_path / "ann")

    def answer():
        dialog = QApplication.activeModalWidget()
        texts = [dialog._key.itemText(number) for number in range(dialog._key.count())]
        (place,) = [number for number, text in enumerate(texts) if "ssh-agent" in text]
        dialog._key.setCurrentIndex(place)
        assert not dialog._passphrase.isVisible()
        dialog.accept_button.click()

    QTimer.singleShot(0, answer)
    window.can.save.trigger()
    settle()
    assert (counts.with_name("complaints-record") / "record.json.sig").exists()
