"""The findings that are listed, in the order in which they are listed.

Rows are chosen and ordered in one go: Qt's own filter would ask about each row, and about each
pair of rows that it compares.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.gui.models.finding_groups import Place
from sdc_desktop.gui.models.findings_model import FindingsModel

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FindingsFilter(QAbstractProxyModel):
    """Shows only findings of one severity, rule, sheet or table, and those that hold a text.

    Other choices begin the list anew; another order keeps what is current.
    """

    def __init__(self, model: FindingsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._severity: Severity | None = None
        self._rule: str | None = None
        self._place: Place | None = None
        self._places: Sequence[Place] = ()
        self._words: tuple[str, ...] = ()
        self._column, self._order = -1, Qt.SortOrder.AscendingOrder
        self._rows: list[int] = []
        self._row_of: dict[int, int] = {}
        self.setSourceModel(model)
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._end_reset)
        model.dataChanged.connect(self._pass_on)
        self._choose()

    # What is chosen

    def show_severity(self, severity: Severity | None) -> None:
        """Show findings of this severity only, all with None."""
        self._severity = severity
        self._begin_anew()

    def show_only(self, rule: str | None, place: Place | None, places: Sequence[Place]) -> None:
        """Show only findings of one rule and of one sheet or table, all with None.

        Args:
            rule: Which rule.
            place: Which sheet or table.
            places: Where each finding of the model is.
        """
        self._rule, self._place, self._places = rule, place, places
        self._begin_anew()

    def show_text(self, text: str) -> None:
        """Show findings with all of these words, in any column."""
        self._words = tuple(text.casefold().split())
        self._begin_anew()

    def finding_at(self, row: int) -> Finding:
        """Return the finding in a row as shown."""
        return self._model.findings[self._rows[row]]

    @property
    def rows(self) -> tuple[int, ...]:
        """The findings shown, by their places in the model, in their order."""
        return tuple(self._rows)

    # What Qt asks

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of findings shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return the number of columns."""
        return self._model.columnCount(parent)

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Return the index of a cell of the list."""
        return self.createIndex(row, column) if self.hasIndex(row, column, parent) else _ROOT

    def parent(self, index: Index | None = None) -> QModelIndex:  # type: ignore[override]
        """Return no index: a list has no levels."""
        return QModelIndex()

    def mapToSource(self, index: Index) -> QModelIndex:
        """Return the index of the model for one of the list."""
        if not index.isValid():
            return QModelIndex()
        return self._model.index(self._rows[index.row()], index.column())

    def mapFromSource(self, index: Index) -> QModelIndex:
        """Return the index of the list for one of the model, an invalid one for what is hidden."""
        row = self._row_of.get(index.row()) if index.isValid() else None
        return QModelIndex() if row is None else self.createIndex(row, index.column())

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Show the findings in the order of a column, as they come with -1."""
        self._column, self._order = column, order
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        places = [self._rows[index.row()] for index in before]
        self._choose()
        after = [
            self.createIndex(self._row_of[place], index.column())
            for place, index in zip(places, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # How it is done

    def _begin_anew(self) -> None:
        self.beginResetModel()
        self._choose()
        self.endResetModel()

    def _end_reset(self) -> None:
        self._choose()
        self.endResetModel()

    def _choose(self) -> None:
        """Choose the rows and put them in order."""
        rows = self._chosen(self._model.findings)
        if self._column >= 0:
            keys = self._model.sort_keys(self._column)
            rows.sort(key=keys.__getitem__)
        if self._order == Qt.SortOrder.DescendingOrder:
            rows.reverse()
        self._rows = rows
        self._row_of = {place: row for row, place in enumerate(rows)}

    def _chosen(self, findings: Sequence[Finding]) -> list[int]:
        rows: Sequence[int] = range(len(findings))
        if self._severity is not None:
            rows = [row for row in rows if findings[row].severity is self._severity]
        if self._rule is not None:
            rows = [row for row in rows if findings[row].rule == self._rule]
        if self._place is not None:
            rows = [row for row in rows if self._is_at(row, self._place)]
        if self._words:
            texts = self._model.search_texts()
            rows = [row for row in rows if all(word in texts[row] for word in self._words)]
        return list(rows)

    def _is_at(self, row: int, wanted: Place) -> bool:
        if row >= len(self._places):
            return True
        place = self._places[row]
        return place.sheet == wanted.sheet and wanted.table in (-1, place.table)

    def _pass_on(self, first: QModelIndex, last: QModelIndex) -> None:
        """Say that the columns changed in which the model changed."""
        if self._rows:
            end = len(self._rows) - 1
            self.dataChanged.emit(
                self.createIndex(0, first.column()), self.createIndex(end, last.column())
            )
