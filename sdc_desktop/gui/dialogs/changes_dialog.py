"""Shows what became of each part of the source: kept byte for byte, changed or removed, why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from sdc_desktop.gui.dialogs.dialog import Dialog
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.wrapping_list import WrappingList
from sdc_desktop.workbook.part_difference import (
    PartDifference,
    PartState,
    count_in_words,
    difference_as_text,
    part_in_words,
)

_ROLES = {
    PartState.CHANGED: "rounded",
    PartState.REMOVED: "withheld",
    PartState.ADDED: "review",
    PartState.KEPT: "muted",
}


class ChangesDialog(Dialog):
    """The comparison part by part, to be read or copied."""

    def __init__(
        self,
        source: str,
        result: str,
        parts: Sequence[PartDifference],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = difference_as_text(source, result, parts)
        self.set_words(
            self.tr("What changed in the file"),
            self.tr("&Copy as text"),
            self.tr("{result} compared with {source}: {counts}.").format(
                result=result, source=source, counts=count_in_words(parts)
            ),
        )
        self.accept_button.setToolTip(self.tr("Put this list on the clipboard"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(self.tr("Close"))
        self.list = WrappingList(self._model(parts), (100, 240, 220), parent=self)
        self.list.setAccessibleName(self.tr("Parts of the file"))
        self.list.setMinimumSize(800, 320)
        self.column.addWidget(self.list, 1)
        self.list.setFocus()

    def accept(self) -> None:
        """Put the list on the clipboard and stay."""
        QGuiApplication.clipboard().setText(self.text)
        self.accept_button.setText(self.tr("Copied"))

    def _model(self, parts: Sequence[PartDifference]) -> QStandardItemModel:
        model = QStandardItemModel(self)
        headings = (self.tr("Outcome"), self.tr("Part"), self.tr("What it is"))
        model.setHorizontalHeaderLabels([*headings, self.tr("Why")])
        for one in parts:
            model.appendRow(self._row(one))
        return model

    def _row(self, part: PartDifference) -> list[QStandardItem]:
        state = QStandardItem(self._states()[part.state])
        state.setForeground(QColor(getattr(theme(), _ROLES[part.state])))
        texts = (part.name or self.tr("The whole file"), part_in_words(part.name), part.why)
        items = [state, *map(QStandardItem, texts)]
        for item in items:
            item.setEditable(False)
            item.setToolTip(self._sizes(part))
        return items

    def _states(self) -> dict[PartState, str]:
        return {
            PartState.CHANGED: self.tr("≈  changed"),
            PartState.REMOVED: self.tr("✕  removed"),
            PartState.ADDED: self.tr("+  added"),
            PartState.KEPT: self.tr("=  kept"),
        }

    def _sizes(self, part: PartDifference) -> str:
        if part.state is PartState.KEPT:
            return self.tr("{n} bytes, all the same").format(n=f"{part.after:,}")
        return self.tr("{a} bytes before, {b} after").format(
            a=f"{part.before:,}", b=f"{part.after:,}"
        )
