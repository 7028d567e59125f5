"""The hidden parts of a workbook as a list in which one ticks what is to go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from sdc_desktop.core.findings import Severity
from sdc_desktop.gui.hidden_words import kind_in_words, place_in_words
from sdc_desktop.gui.models.hidden_parts import Names
from sdc_desktop.gui.models.severity_filter import SORT, SeverityFilter
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.words import SEVERITY_SYMBOLS, severity_in_words, tr
from sdc_desktop.workbook.inspection import Carrier

Index = QModelIndex | QPersistentModelIndex

REMOVE = 0
_SEVERITY = 1
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_FOREGROUND = int(Qt.ItemDataRole.ForegroundRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_ACCESSIBLE_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)
_ROOT = QModelIndex()
_ORDER = {Severity.FAIL: 0, Severity.REVIEW: 1, Severity.INFO: 2}


class HiddenModel(QAbstractTableModel):
    """One row a carrier; `change_wanted` gives the carrier whose box was ticked or unticked.

    The model does not tick by itself: what goes is decided by an action of the document.
    """

    change_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._carriers: tuple[Carrier, ...] = ()
        self._names: Names = frozenset()
        self._headings = (
            tr("Remove"),
            tr("Severity"),
            tr("What it is"),
            tr("Where"),
            tr("What somebody could learn"),
        )

    @property
    def carriers(self) -> tuple[Carrier, ...]:
        """What is listed, in the order of the rows."""
        return self._carriers

    def show_carriers(self, carriers: Sequence[Carrier], names: Names) -> None:
        """List these carriers; those with one of `names` are ticked."""
        if tuple(carriers) != self._carriers:
            self.beginResetModel()
            self._carriers, self._names = tuple(carriers), names
            self.endResetModel()
        elif names != self._names:
            self._names = names
            last = self.index(len(self._carriers) - 1, REMOVE)
            self.dataChanged.emit(self.index(0, REMOVE), last, [_CHECK, _ACCESSIBLE_TEXT])

    def is_going(self, carrier: Carrier) -> bool:
        """Tell whether a carrier is ticked."""
        return carrier.removable and carrier.name in self._names

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of carriers."""
        return 0 if parent.isValid() else len(self._carriers)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let what can go be ticked."""
        flags = super().flags(index)
        if index.column() == REMOVE and self._carriers[index.row()].removable:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        """Return what stands in the list."""
        carrier, column = self._carriers[index.row()], index.column()
        if role == _DISPLAY:
            return self._texts(carrier)[column]
        if role == _ACCESSIBLE_TEXT:
            return self._spoken(carrier) if column == REMOVE else self._texts(carrier)[column]
        if role == _TOOL_TIP:
            return self._hint(carrier, column)
        if role == _CHECK and column == REMOVE and carrier.removable:
            state = Qt.CheckState
            return state.Checked if self.is_going(carrier) else state.Unchecked
        if role == _FOREGROUND and column == _SEVERITY:
            return QColor(getattr(theme(), str(carrier.severity)))
        if role == _FOREGROUND and column == REMOVE:
            return QColor(theme().muted)
        if role == SORT:
            return self._sort_key(index.row(), column)
        return None

    def setData(self, index: Index, value: object, role: int = _DISPLAY) -> bool:
        """Ask for a change when a box is ticked or unticked."""
        carrier = self._carriers[index.row()]
        if role != _CHECK or not carrier.removable:
            return False
        self.change_wanted.emit(carrier)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """Return the headings."""
        if orientation == Qt.Orientation.Horizontal and role == _DISPLAY:
            return self._headings[section]
        return None

    def _texts(self, carrier: Carrier) -> tuple[str, ...]:
        severity = f"{SEVERITY_SYMBOLS[carrier.severity]}  {severity_in_words(carrier.severity)}"
        return (
            "" if carrier.removable else tr("by hand"),
            severity,
            kind_in_words(carrier.kind),
            place_in_words(carrier),
            carrier.message,
        )

    def _spoken(self, carrier: Carrier) -> str:
        what = f"{kind_in_words(carrier.kind)}, {place_in_words(carrier)}"
        if not carrier.removable:
            return tr("{what}: only by hand").format(what=what)
        if self.is_going(carrier):
            return tr("{what}: goes").format(what=what)
        return tr("{what}: stays").format(what=what)

    def _hint(self, carrier: Carrier, column: int) -> str:
        if column == REMOVE and not carrier.removable:
            return tr(
                "The program cannot take this out. Deal with it in the spreadsheet program, "
                "and open the workbook again."
            )
        if column == REMOVE:
            return tr("Take this out of the file that is saved (Space)")
        part = tr("Part: {name}").format(name=carrier.part) if carrier.part else ""
        return "\n".join(text for text in (carrier.message, part) if text)

    def _sort_key(self, row: int, column: int) -> str:
        carrier, place = self._carriers[row], f"{row:07d}"
        if column == REMOVE:
            return f"{not carrier.removable:d}{not self.is_going(carrier):d}{place}"
        if column == _SEVERITY:
            return f"{_ORDER[carrier.severity]}{place}"
        return f"{self._texts(carrier)[column].casefold()} {place}"


class HiddenFilter(SeverityFilter):
    """Shows only hidden parts of one severity, and those that hold a text."""

    def __init__(self, model: HiddenModel, parent: QObject | None = None) -> None:
        self._model = model
        super().__init__(model, parent)

    def severity_at(self, row: int) -> Severity:
        """Return the severity of a hidden part of the model."""
        return self._model.carriers[row].severity

    def text_at(self, row: int) -> str:
        """Return what is searched of a hidden part of the model."""
        carrier = self._model.carriers[row]
        cells = " ".join(cell.a1 for cell in carrier.cells[:50])
        texts = (kind_in_words(carrier.kind), place_in_words(carrier), carrier.message)
        return " ".join((*texts, carrier.sheet, carrier.part, cells))

    def carrier_at(self, row: int) -> Carrier:
        """Return the hidden part in a row as shown."""
        return self._model.carriers[self.mapToSource(self.index(row, 0)).row()]
