"""Asks where to save the protected workbook, and who signs the record with which key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.gui.dialogs.dialog import EDGES, Dialog, words
from sdc_desktop.gui.dialogs.save_way import SaveWay
from sdc_desktop.gui.dialogs.save_wish import SaveWish
from sdc_desktop.gui.keys import is_kept_by_agent
from sdc_desktop.gui.models.questions import NO_QUESTIONS, Questions
from sdc_desktop.gui.views.preflight_view import PreflightView
from sdc_desktop.gui.words import tr

_NEW, _UNSIGNED, _CHOOSE = "new", "unsigned", "choose"
_SHORTEST = 8


class SaveDialog(Dialog):
    """One page with everything; what is missing is said beside the button."""

    def __init__(
        self,
        suggested: SaveWish,
        keys: Sequence[Path],
        new_key: Path,
        outstanding: str,
        parent: QWidget | None = None,
        *,
        hidden: str = "",
        is_new: bool = False,
        questions: Questions = NO_QUESTIONS,
    ) -> None:
        """Make the dialog.

        Args:
            suggested: What is filled in at first.
            keys: Key files to choose from.
            new_key: Where a new key would be made.
            outstanding: What is still outstanding, "" when nothing is.
            parent: The window.
            hidden: Which hidden parts stay in the file if it is saved in place, "" when none do.
            is_new: Whether a new workbook has to be written, for the source's format is only read.
            questions: What is gone through before signing.
        """
        super().__init__(parent)
        self.wants_hidden = False
        self._outstanding, self._hidden = outstanding, hidden
        self.set_words(
            self.tr("Sign and save"),
            self.tr("Save and prove"),
            self.tr("Your source file stays as it is; a second reader proves what was saved."),
        )
        self.setMinimumWidth(980)
        self._left = QVBoxLayout()
        self._left.setSpacing(10)
        self.preflight = PreflightView()
        self.preflight.show_questions(questions)
        self.preflight.listed.connect(self._order_tabs)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(24)
        self._sides.addLayout(self._left, 3)
        self._sides.addWidget(self.preflight, 2)
        self.column.addLayout(self._sides)
        self._new_key = new_key
        self._card = self._outstanding_card()
        self._left.addWidget(self._card)
        self._out, self._record = QLineEdit(str(suggested.out)), QLineEdit(str(suggested.record))
        self._who = QLineEdit(suggested.who)
        self._key = QComboBox()
        self._passphrase, self._again = QLineEdit(), QLineEdit()
        self.way = SaveWay(suggested.out.suffix, is_new=is_new)
        self.way.suffix_wanted.connect(self._end_in)
        self._add_places()
        self._add_signature(keys, suggested.key)
        self._missing = words("", "muted")
        self._left.addWidget(self._missing)
        self._left.addStretch(1)
        for line in (self._out, self._record, self._who, self._passphrase, self._again):
            line.textChanged.connect(self._look)
        self._show_key_kind()
        self._show_outstanding()
        if suggested.is_clean_copy:
            self.way.choose(suggested.out.suffix.lower())
        (self._passphrase if self._who.text() else self._who).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand what is asked above the list before signing where the screen is narrow."""
        self._sides.invalidate()
        if self._sides.totalMinimumSize().width() > self.screen().availableSize().width() - EDGES:
            self._sides.setDirection(QHBoxLayout.Direction.TopToBottom)
        super().showEvent(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go from the passphrase to the list before release, and then to the buttons."""
        cancel = self.buttons.button(QDialogButtonBox.StandardButton.Cancel)
        way = (self._again, *self.preflight.takers, self.accept_button, cancel)
        for one, following in pairwise(way):
            self.setTabOrder(one, following)

    @classmethod
    def ask(
        cls,
        suggested: SaveWish,
        keys: Sequence[Path],
        new_key: Path,
        outstanding: str,
        parent: QWidget | None = None,
        *,
        hidden: str = "",
        show_hidden: Callable[[], None],
        is_new: bool = False,
        questions: Questions = NO_QUESTIONS,
        begin: Callable[[SaveDialog], None],
    ) -> SaveWish | None:
        """Return what is wished, None when the user thinks better of it.

        Where there are hidden parts to be looked at, `show_hidden` shows them on demand; `begin`
        looks for what takes a moment to find out. Other arguments as for the dialog.
        """
        dialog = cls(
            suggested,
            keys,
            new_key,
            outstanding,
            parent,
            hidden=hidden,
            is_new=is_new,
            questions=questions,
        )
        begin(dialog)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            return dialog.wish
        if dialog.wants_hidden:
            show_hidden()
        return None

    @property
    def wish(self) -> SaveWish:
        """What is filled in."""
        kind = self._key.currentData()
        key = {_NEW: self._new_key, _UNSIGNED: None}.get(kind, None if kind is None else kind)
        return SaveWish(
            out=Path(self._out.text().strip()),
            record=Path(self._record.text().strip()),
            who=self._who.text().strip(),
            key=Path(key) if key is not None else None,
            is_new_key=kind == _NEW,
            passphrase=self._passphrase.text(),
            answers=self.preflight.answers,
            declared=self.preflight.declared,
            questions=self.preflight.questions,
            is_clean_copy=self.way.is_clean_copy,
        )

    def fill(self, *, who: str = "", passphrase: str = "", unsigned: bool = False) -> None:
        """Fill the boxes in, as a user would."""
        self._who.setText(who or self._who.text())
        if unsigned:
            self._key.setCurrentIndex(self._key.findData(_UNSIGNED))
        self._passphrase.setText(passphrase)
        self._again.setText(passphrase)

    def leave_for_hidden(self) -> None:
        """Close without saving; the user wants to look at the hidden parts."""
        self.wants_hidden = True
        self.reject()

    def _outstanding_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("card", "review")
        column = QVBoxLayout(card)
        column.setContentsMargins(10, 6, 10, 8)
        self._open_title = words("")
        self._open_title.setProperty("severity", "review")
        column.addWidget(self._open_title)
        column.addWidget(words(self.tr("You can save all the same; the record says what is open.")))
        self.hidden_button = QPushButton(self.tr("Show the &hidden parts"))
        self.hidden_button.setToolTip(self.tr("Close this and go to the hidden parts"))
        self.hidden_button.clicked.connect(self.leave_for_hidden)
        column.addWidget(self.hidden_button, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _show_outstanding(self) -> None:
        """Say what is outstanding; a clean copy has no hidden parts."""
        hidden = "" if self.way.is_clean_copy else self._hidden
        what = ", ".join(one for one in (self._outstanding, hidden) if one)
        self._open_title.setText(self.tr("?  Still outstanding: {what}").format(what=what))
        self.hidden_button.setVisible(bool(hidden))
        self._card.setVisible(bool(what))

    def _end_in(self, suffix: str) -> None:
        text = self._out.text().strip()
        if text:
            self._out.setText(str(Path(text).with_suffix(suffix)))
        self._show_outstanding()

    def _add_places(self) -> None:
        form = _form()
        self._out.setAccessibleName(self.tr("Protected workbook"))
        self._record.setAccessibleName(self.tr("Folder of the record"))
        form.addRow(_label(self.tr("How to &save"), self.way.choice), self.way)
        form.addRow(
            _label(self.tr("Protected &workbook"), self._out),
            _with_button(self._out, self.tr("Browse…"), self._browse_out),
        )
        form.addRow(
            _label(self.tr("Folder of the &record"), self._record),
            _with_button(self._record, self.tr("Browse…"), self._browse_record),
        )
        self._left.addLayout(form)

    def _add_signature(self, keys: Sequence[Path], last: Path | None) -> None:
        form = _form()
        for key in keys:
            self._key.addItem(key_in_words(key), str(key))
        self._key.addItem(self.tr("Make a new key for me"), _NEW)
        self._key.addItem(self.tr("Choose a key file…"), _CHOOSE)
        self._key.addItem(self.tr("No signature (the record stays outstanding)"), _UNSIGNED)
        self._key.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._key.setCurrentIndex(max(0, self._key.findData(str(last))))
        self._key.activated.connect(self._choose_key)
        self._key.currentIndexChanged.connect(self._show_key_kind)
        for line in (self._passphrase, self._again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self._who.setPlaceholderText(self.tr("Your name or e-mail address"))
        self._passphrase_label = _label(self.tr("&Passphrase"), self._passphrase)
        self._again_label = _label(self.tr("and a&gain"), self._again, width=0)
        self._again.setAccessibleName(self.tr("Passphrase again"))
        form.addRow(_label(self.tr("Your &name"), self._who), self._who)
        form.addRow(_label(self.tr("Signing &key"), self._key), self._key)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._passphrase, 1)
        row.addWidget(self._again_label)
        row.addWidget(self._again, 1)
        form.addRow(self._passphrase_label, row)
        self._left.addLayout(form)

    def _choose_key(self) -> None:
        if self._key.currentData() != _CHOOSE:
            return
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a private key"))
        if name:
            self._key.insertItem(0, Path(name).name, name)
            self._key.setCurrentIndex(0)
        else:
            self._key.setCurrentIndex(self._key.findData(_NEW))

    def _browse_out(self) -> None:
        suffix = Path(self._out.text()).suffix or ".xlsx"
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the protected workbook"), self._out.text(), f"*{suffix}"
        )
        if name:
            self._out.setText(name)

    def _browse_record(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self,
            self.tr("Where the folder of the record is made"),
            str(Path(self._record.text()).parent),
        )
        if name:
            self._record.setText(str(Path(name) / Path(self._record.text()).name))

    def _show_key_kind(self) -> None:
        kind = self._key.currentData()
        for widget in (self._again, self._again_label):
            widget.setVisible(kind == _NEW)
        for widget in (self._passphrase, self._passphrase_label):
            widget.setVisible(kind != _UNSIGNED and not is_kept_by_agent(Path(str(kind))))
        self._look()

    def _look(self) -> None:
        missing = self._what_is_missing()
        self._missing.setText(missing)
        self.set_ready(not missing)

    def _what_is_missing(self) -> str:
        wish = self.wish
        if not self._out.text().strip() or not self._record.text().strip():
            return self.tr("Say where to save.")
        if not wish.who:
            return self.tr("Enter your name.")
        if wish.is_new_key and len(wish.passphrase) < _SHORTEST:
            return self.tr("Choose a passphrase of {n} characters or more.").format(n=_SHORTEST)
        if wish.is_new_key and wish.passphrase != self._again.text():
            return self.tr("The two passphrases differ.")
        return ""


def key_in_words(key: Path) -> str:
    """Return how a list names a key."""
    if is_kept_by_agent(key):
        return tr("{name} (kept by ssh-agent)").format(name=key.stem)
    return tr("{name} (in {folder})").format(name=key.name, folder=key.parent)


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    form.setHorizontalSpacing(14)
    return form


def _label(text: str, buddy: QWidget, width: int = 140) -> QLabel:
    label = QLabel(text)
    label.setBuddy(buddy)
    label.setMinimumSize(width, label.fontMetrics().height() + 16)
    buddy.setAccessibleName(text.replace("&", ""))
    return label


def _with_button(line: QLineEdit, text: str, browse: object) -> QHBoxLayout:
    button = QPushButton(text)
    button.clicked.connect(browse)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(line, 1)
    row.addWidget(button)
    return row
