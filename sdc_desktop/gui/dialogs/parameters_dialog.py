"""Asks for the numbers that a policy leaves to each department."""

from __future__ import annotations

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QWidget

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_profile import Parameter, PolicyProfile
from sdc_desktop.gui.dialogs.dialog import Dialog, words

Box = QLineEdit | QComboBox


class ParametersDialog(Dialog):
    """One box for each open parameter; nothing is filled in that nobody published."""

    def __init__(self, profile: PolicyProfile, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(
            profile.title,
            self.tr("Use this policy"),
            self.tr(
                "This policy leaves some numbers to each department. Enter those that your "
                "department uses; they are kept out of everything that is published."
            ),
        )
        self._profile = profile
        self.policy: Policy | None = None
        self._boxes: dict[str, Box] = {}
        for parameter in profile.open_parameters:
            self._add_box(parameter)
        next(iter(self._boxes.values())).setFocus()
        self._problem = words("")
        self._problem.setProperty("severity", "fail")
        self.column.addWidget(self._problem)
        self._look()

    @classmethod
    def ask(cls, profile: PolicyProfile, parent: QWidget | None = None) -> Policy | None:
        """Return the policy with the numbers given, None when the user thinks better of it."""
        dialog = cls(profile, parent)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return dialog.policy

    def fill(self, values: dict[str, str]) -> None:
        """Put values into the boxes."""
        for name, value in values.items():
            box = self._boxes[name]
            if isinstance(box, QComboBox):
                box.setCurrentText(value)
            else:
                box.setText(value)

    def accept(self) -> None:
        """Take the values when the policy can be used with them."""
        try:
            self.policy = self._profile.with_parameters(self._values())
        except SdcError as error:
            self._problem.setText(f"{error} {error.hint}".strip())
            return
        super().accept()

    def _add_box(self, parameter: Parameter) -> None:
        box = _make_box(parameter)
        meaning = parameter.meaning[:1].upper() + parameter.meaning[1:]
        label = QLabel(meaning if parameter.is_required else f"{meaning} {self.tr('(optional)')}")
        label.setWordWrap(True)
        label.setBuddy(box)
        box.setAccessibleName(meaning)
        box.setAccessibleDescription(parameter.range_in_words)
        self._boxes[parameter.name] = box
        self.column.addWidget(label)
        self.column.addWidget(box)
        if isinstance(box, QComboBox):
            box.currentTextChanged.connect(self._look)
        else:
            box.textChanged.connect(self._look)

    def _values(self) -> dict[str, str]:
        texts = {
            name: box.currentText() if isinstance(box, QComboBox) else box.text()
            for name, box in self._boxes.items()
        }
        return {name: text.strip() for name, text in texts.items() if text.strip()}

    def _look(self) -> None:
        given = self._values()
        needed = [one.name for one in self._profile.open_parameters if one.is_required]
        self._problem.setText("")
        self.set_ready(all(name in given for name in needed))


def _make_box(parameter: Parameter) -> Box:
    if parameter.choices:
        choice = QComboBox()
        choice.addItems([""] * (not parameter.default) + list(parameter.choices))
        if parameter.default:
            choice.setCurrentText(parameter.default)
        return choice
    line = QLineEdit(parameter.default)
    line.setValidator(QIntValidator(parameter.lowest, parameter.highest, line))
    line.setPlaceholderText(parameter.range_in_words)
    return line
