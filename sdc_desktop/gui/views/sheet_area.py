"""The workbook's sheets as a spreadsheet shows them: cell line, grid, tabs below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.sheets import Sheet, Visibility, Workbook
from sdc_desktop.core.shown import shown_text
from sdc_desktop.gui.icons import icon
from sdc_desktop.gui.models.cell_wishes import NO_WISHES, Wishes
from sdc_desktop.gui.models.proof_signs import NO_SIGNS, Signs
from sdc_desktop.gui.models.sheet_model import SheetModel
from sdc_desktop.gui.models.target import Chosen
from sdc_desktop.gui.views.before_after import BeforeAfter, Following
from sdc_desktop.gui.views.sheet_look import SheetLook
from sdc_desktop.gui.views.sheet_view import SheetView
from sdc_desktop.gui.words import sheet_words, tr

_LEAST_ZOOM, _MOST_ZOOM = 50, 250


class SheetArea(QWidget):
    """All sheets of a workbook; a sheet's view is made when it is first looked at.

    `cell_changed` names the current cell; `sheet_made` gives each new model, to be filled, and
    `sheet_shown` each that is about to be seen, to be brought up to date;
    `selection_changed`, `menu_wanted` and `edges_dropped` come from the sheet that is shown;
    so do `brushed` and `brush_ended` while a brush is used.
    """

    cell_changed = Signal(object)
    selection_changed = Signal()
    menu_wanted = Signal(QPoint)
    edges_dropped = Signal(object, object)
    brushed = Signal()
    brush_ended = Signal()
    sheet_made = Signal(object)
    sheet_shown = Signal(object)
    zoom_changed = Signal(int)

    def __init__(self, workbook: Workbook, zoom: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbook, self.zoom = workbook, zoom
        self._look = SheetLook(workbook, zoom)
        self._views: dict[str, SheetView] = {}
        self._stubs: dict[str, int] = {}
        self._shows_source, self._shows_hidden = False, True
        self._proof: Mapping[str, Signs] = {}
        self._wishes: Mapping[str, Wishes] = {}
        self._has_brush = False
        self._name_box, self._content = QLineEdit(), QLabel()
        self._stack = QStackedWidget()
        self._panes = BeforeAfter(self._stack)
        self._befores: dict[str, SheetView] = {}
        self._tabs = QTabBar()
        self._make_cell_line()
        self._make_tabs()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._cell_line)
        column.addWidget(self._panes, 1)
        column.addWidget(self._tabs)

    @property
    def models(self) -> tuple[SheetModel, ...]:
        """The models of the sheets that were looked at so far, before and after."""
        return tuple(view.sheet_model for view in self._all_views)

    @property
    def models_in_sight(self) -> tuple[SheetModel, ...]:
        """The models of the sheets that are seen now."""
        return tuple(one.sheet_model for one in (self.view, self.before) if one is not None)

    @property
    def before(self) -> SheetView | None:
        """The grid with the source's numbers beside the one that is shown, None for none."""
        current = self._panes.before.currentWidget()
        is_shown = self._panes.is_split and isinstance(current, SheetView)
        return current if is_shown and isinstance(current, SheetView) else None

    @property
    def view(self) -> SheetView | None:
        """The grid of the sheet that is shown."""
        current = self._stack.currentWidget()
        return current if isinstance(current, SheetView) else None

    @property
    def current_sheet(self) -> str:
        """The name of the sheet that is shown."""
        return self._workbook.sheets[self._tabs.currentIndex()].name

    def show_labels(self, columns: dict[str, int]) -> None:
        """Say how many first columns of each sheet hold row labels; they stay in sight."""
        self._stubs = columns
        for view in self._all_views:
            view.keep_in_sight(columns.get(view.sheet_model.sheet.name, 0))

    def show_first_sheet(self, name: str) -> None:
        """Show the sheet that is worth looking at first."""
        self._show_sheet_at(self._place(name))
        self._tabs.setCurrentIndex(self._place(name))

    def show_sheet(self, name: str) -> SheetView:
        """Show a sheet and return its grid."""
        self._tabs.setCurrentIndex(self._place(name))
        self._show_sheet_at(self._place(name))
        return self._views[name]

    def step_sheet(self, step: int) -> None:
        """Show the next sheet, or the one before with -1."""
        place = self._tabs.currentIndex() + step
        if 0 <= place < self._tabs.count():
            self._tabs.setCurrentIndex(place)

    def show_next_sheet(self) -> None:
        """Show the next sheet."""
        self.step_sheet(1)

    def show_previous_sheet(self) -> None:
        """Show the sheet before."""
        self.step_sheet(-1)

    def stay_on_sheet(self) -> None:
        """Let nobody go to another sheet."""
        self._tabs.setEnabled(False)

    def zoom_in(self) -> None:
        """Show the sheets larger."""
        self.set_zoom(self.zoom + 10)

    def zoom_out(self) -> None:
        """Show the sheets smaller."""
        self.set_zoom(self.zoom - 10)

    def zoom_to_usual(self) -> None:
        """Show the sheets in their usual size."""
        self.set_zoom(100)

    def go_to(self, cell: CellRef) -> None:
        """Show a cell and make it the current one."""
        self.show_sheet(cell.sheet).go_to(cell.row, cell.column)

    def select_cells(self, cells: Sequence[CellRef]) -> None:
        """Show these cells of one sheet, all selected."""
        self.go_to(cells[0])
        view = self._views[cells[0].sheet]
        view.select_cells(cells)

    def current_cell(self) -> CellRef | None:
        """Return the current cell of the sheet that is shown."""
        return self.view.current_cell() if self.view is not None else None

    def selected_cells(self) -> tuple[CellRef, ...]:
        """Return the selected cells of the sheet that is shown."""
        return self.view.selected_cells() if self.view is not None else ()

    def chosen(self) -> Chosen | None:
        """Return what is selected on the sheet that is shown."""
        return self.view.chosen() if self.view is not None else None

    def focus_sheet(self) -> None:
        """Put the keyboard on the grid."""
        if self.view is not None:
            self.view.setFocus()

    def ask_cell(self) -> None:
        """Put the keyboard on the box where a cell's name is typed."""
        self._name_box.setFocus()
        self._name_box.selectAll()

    def show_source(self, is_shown: bool) -> None:
        """Show the source's values instead of what readers get."""
        self._shows_source = is_shown
        for view in self._views.values():
            view.sheet_model.show_source(is_shown)

    def show_both(self, are_shown: bool) -> None:
        """Show the source's numbers beside what readers get, or the latter alone."""
        self._panes.split(are_shown)
        self._show_before()

    def show_proof(self, signs: Mapping[str, Signs]) -> None:
        """Mark the cells that tell a reader a withheld one, sheet by sheet."""
        self._proof = signs
        for model in self.models:
            model.show_proof(signs.get(model.sheet.name, NO_SIGNS))

    def show_wishes(self, wishes: Mapping[str, Wishes]) -> None:
        """Mark the cells of which anything is wished, sheet by sheet."""
        self._wishes = wishes
        for model in self.models:
            model.show_wishes(wishes.get(model.sheet.name, NO_WISHES))

    def use_brush(self, has_brush: bool) -> None:
        """Let dragging over cells say something of them, or only choose them again."""
        self._has_brush = has_brush
        for view in self._views.values():
            view.use_brush(has_brush)

    def show_hidden(self, is_shown: bool) -> None:
        """Show hidden rows and columns, hatched, or leave them out."""
        self._shows_hidden = is_shown
        for view in self._all_views:
            view.show_hidden(is_shown)

    def set_zoom(self, percent: int) -> None:
        """Show the sheets larger or smaller."""
        self.zoom = min(max(percent, _LEAST_ZOOM), _MOST_ZOOM)
        self.refresh_look()
        self.zoom_changed.emit(self.zoom)

    def refresh_look(self) -> None:
        """Take sizes and colours anew: at once where they are seen, elsewhere when shown."""
        self._look = SheetLook(self._workbook, self.zoom)
        for view in (self.view, self.before):
            if view is not None:
                view.use_look(self._look)

    def show_counts(self, at_risk: dict[str, int]) -> None:
        """Put the number of cells at risk beside the sheets' names."""
        for place, sheet in enumerate(self._workbook.sheets):
            count, name = at_risk.get(sheet.name, 0), _tab_text(sheet)
            text = f"{name}  ▲{count}" if count else name
            if text != self._tabs.tabText(place):
                self._tabs.setTabText(place, text)

    def _make_cell_line(self) -> None:
        self._name_box.setFixedWidth(96)
        self._name_box.setAccessibleName(self.tr("Cell"))
        self._name_box.setToolTip(self.tr("Type a cell, such as C7, and press Enter (Ctrl+G)"))
        self._name_box.returnPressed.connect(self._go_to_typed)
        self._content.setTextFormat(Qt.TextFormat.PlainText)
        self._content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._content.setMinimumWidth(40)
        self._content.setAccessibleName(self.tr("Content of the cell in the source"))
        self._cell_line = QHBoxLayout()
        self._cell_line.setSpacing(8)
        self._cell_line.addWidget(self._name_box)
        self._cell_line.addWidget(self._content, 1)

    def _make_tabs(self) -> None:
        self._tabs.setObjectName("sheets")
        self._tabs.setShape(QTabBar.Shape.RoundedSouth)
        self._tabs.setExpanding(False)
        self._tabs.setUsesScrollButtons(True)
        self._tabs.setDrawBase(False)
        self._tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs.setAccessibleName(self.tr("Sheets"))
        for sheet in self._workbook.sheets:
            place = self._tabs.addTab(_tab_icon(sheet), _tab_text(sheet))
            self._tabs.setTabToolTip(place, _tab_hint(sheet))
        self._tabs.currentChanged.connect(self._show_sheet_at)

    def _place(self, name: str) -> int:
        return [sheet.name for sheet in self._workbook.sheets].index(name)

    def _show_sheet_at(self, place: int) -> None:
        sheet = self._workbook.sheets[place]
        view = self._views.get(sheet.name)
        if view is None:
            view = self._make_view(sheet)
        self._catch_up(view)
        self._stack.setCurrentWidget(view)
        self._show_before()
        cell = view.current_cell()
        if cell is None:
            view.go_to(0, 0)
        else:
            self._show_cell(cell)

    @property
    def _all_views(self) -> tuple[SheetView, ...]:
        return (*self._views.values(), *self._befores.values())

    def _show_before(self) -> None:
        """Show the source's numbers of the current sheet where both are to be seen."""
        after = self.view
        if not self._panes.is_split or after is None:
            return
        sheet = after.sheet_model.sheet
        view = self._befores.get(sheet.name)
        if view is None:
            view = self._befores[sheet.name] = self._new_view(sheet, self._panes.before)
            view.sheet_model.show_source(True)
            view.setAccessibleName(f"{after.accessibleName()}, {tr('before')}")
            Following(view, after)
        self._catch_up(view)
        self._panes.before.setCurrentWidget(view)
        cell = after.current_cell()
        if cell is not None:
            view.go_to(cell.row, cell.column)
        view.verticalScrollBar().setValue(after.verticalScrollBar().value())
        view.horizontalScrollBar().setValue(after.horizontalScrollBar().value())

    def _catch_up(self, view: SheetView) -> None:
        """Let a view that was not seen show what came about meanwhile."""
        if view.look is not self._look:
            view.use_look(self._look)
        self.sheet_shown.emit(view.sheet_model)

    def _make_view(self, sheet: Sheet) -> SheetView:
        view = self._new_view(sheet, self._stack)
        view.cell_changed.connect(self._show_cell)
        view.brushed.connect(self.brushed)
        view.brush_ended.connect(self.brush_ended)
        view.selectionModel().selectionChanged.connect(self.selection_changed)
        self._views[sheet.name] = view
        view.sheet_model.show_source(self._shows_source)
        view.use_brush(self._has_brush)
        return view

    def _new_view(self, sheet: Sheet, stack: QStackedWidget) -> SheetView:
        """Return a grid of a sheet that shows what is known."""
        model = SheetModel(self._workbook, sheet, self)
        view = SheetView(model, self._look)
        view.zoomed.connect(lambda step: self.set_zoom(self.zoom + step))
        view.menu_wanted.connect(self.menu_wanted)
        view.edges_dropped.connect(self.edges_dropped)
        stack.addWidget(view)
        self.sheet_made.emit(model)
        view.keep_in_sight(self._stubs.get(sheet.name, 0))
        model.show_proof(self._proof.get(sheet.name, NO_SIGNS))
        model.show_wishes(self._wishes.get(sheet.name, NO_WISHES))
        view.show_hidden(self._shows_hidden)
        return view

    def _show_cell(self, cell: CellRef) -> None:
        if cell.sheet != self.current_sheet:
            return
        self._name_box.setText(cell.a1)
        sheet = self._workbook.sheet(cell.sheet)
        formula = sheet.formulas.get((cell.row, cell.column))
        text = shown_text(self._workbook, sheet, cell.row, cell.column)
        content = f"={formula}" if formula is not None else text
        self._content.setText(" ".join(content.split()))
        self.cell_changed.emit(cell)

    def _go_to_typed(self) -> None:
        try:
            cell = CellRef.parse(self.current_sheet, self._name_box.text())
        except ValueError:
            self._name_box.selectAll()
            return
        view = self.view
        if view is not None:
            last_row = view.sheet_model.rowCount() - 1
            last_column = view.sheet_model.columnCount() - 1
            view.go_to(min(cell.row, last_row), min(cell.column, last_column))
            view.setFocus()


def _tab_text(sheet: Sheet) -> str:
    name = sheet_words(sheet.name).replace("&", "&&")
    return name if sheet.visibility is Visibility.VISIBLE else f"{name} ⊘"


def _tab_hint(sheet: Sheet) -> str:
    if sheet.visibility is Visibility.VISIBLE:
        return sheet_words(sheet.name)
    return tr("{name}: hidden in the spreadsheet; whoever gets the file can show it.").format(
        name=sheet_words(sheet.name)
    )


def _tab_icon(sheet: Sheet) -> QIcon:
    return icon("chart", "muted") if sheet.is_chart_sheet else QIcon()
