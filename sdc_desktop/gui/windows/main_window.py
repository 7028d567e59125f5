"""The main window: welcome page or workbench, with menus, tool bar, panels and status line.

It imports nothing of the check itself, so that it can be painted at once; the workbench comes
with the first workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.errors import SdcError
from sdc_desktop.gui.access import AccessNotes
from sdc_desktop.gui.announcing import Announcer
from sdc_desktop.gui.awake import tidy
from sdc_desktop.gui.icons import application_icon
from sdc_desktop.gui.jobs import Job, Jobs
from sdc_desktop.gui.resources import sample_workbook
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.theme import apply_theme, theme_called
from sdc_desktop.gui.views.banner import Banner
from sdc_desktop.gui.views.guide_bar import GuideBar
from sdc_desktop.gui.views.policy_chooser import PolicyChooser
from sdc_desktop.gui.views.status_line import JobIndicator
from sdc_desktop.gui.views.welcome import WelcomePage
from sdc_desktop.gui.windows.crate_work import CrateWork
from sdc_desktop.gui.windows.help_work import HelpWork
from sdc_desktop.gui.windows.look_work import LookWork
from sdc_desktop.gui.windows.manners_work import MannersWork
from sdc_desktop.gui.windows.opening import SUFFIXES, Opening, prepare
from sdc_desktop.gui.windows.panels import Panels
from sdc_desktop.gui.windows.register_work import RegisterWork
from sdc_desktop.gui.windows.resuming import Resuming
from sdc_desktop.gui.windows.review_work import ReviewWork
from sdc_desktop.gui.windows.walking import Walking
from sdc_desktop.gui.windows.welcome_work import WelcomeWork
from sdc_desktop.gui.windows.window_actions import WindowActions

if TYPE_CHECKING:
    from sdc_desktop.gui.document import Opened
    from sdc_desktop.gui.windows.table_actions import TableActions
    from sdc_desktop.gui.windows.workbench import Workbench

_TITLE = "SDC Desktop"
_WIDE, _NARROW, _LOW = 78, 66, 42
"""Lines of text that a window is wide or high when it is called so."""


class MainWindow(QMainWindow):
    """`opened` is emitted when a workbook is on the screen."""

    opened = Signal()

    def __init__(self, store: SettingsStore) -> None:
        super().__init__()
        self.store = store
        self.jobs = Jobs(self)
        self.access = AccessNotes(self)
        self.register = RegisterWork(self)
        self.review = ReviewWork(self)
        self.crate = CrateWork(self)
        self.resuming = Resuming(self)
        self.workbench: Workbench | None = None
        self.opening = Opening(self)
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        self.can = WindowActions(self)
        self._tables: TableActions | None = None
        self.help = HelpWork(self)
        self.look = LookWork(self)
        self.manners = MannersWork(self)
        self.tools = self.can.make_tool_bar()
        self.policies = PolicyChooser()
        self.tools.addWidget(self.policies)
        self.addToolBar(self.tools)
        self._guide_bar = self._make_guide_bar()
        self.welcome = WelcomePage(sample_workbook() is not None)
        self.banner = Banner()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self._summary = QLabel()
        self._make_centre()
        self.panels = Panels(self, self.can.menus["panels"])
        self._make_status_line()
        self.welcoming = WelcomeWork(self)
        self.announcer = Announcer(self)
        self.walking = Walking(self)
        self._connect()
        self._restore()
        self.manners.note_what_is_chosen()
        self.show_welcome()

    # Opening

    def begin(self, paths: Sequence[Path]) -> None:
        """Do what waits until the window is on the screen: prepare, offer, open."""
        job = Job(self.tr("Getting ready"), lambda progress: prepare(self.store.folder, progress))
        job.signals.finished.connect(self.welcoming.show_unfinished)
        self.jobs.start(job)
        self.register.remind()
        for path in paths:
            self.open(path)

    @property
    def is_working(self) -> bool:
        """Whether anything is being done beside the window."""
        return bool(self.jobs.running)

    @property
    def summary(self) -> str:
        """Where the check stands, as the status line says."""
        return self._summary.text()

    @property
    def tables(self) -> TableActions:
        """The actions of the Table menu, made with the first workbook."""
        from sdc_desktop.gui.windows.table_actions import TableActions

        if self._tables is None:
            self._tables = TableActions(self, self.can.menus["table"])
        return self._tables

    def ask_workbook(self) -> None:
        """Let the user choose a workbook and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Open a workbook"),
            self.store.value.folder,
            self.tr("Workbooks ({kinds});;All files (*)").format(
                kinds=" ".join(f"*{one}" for one in SUFFIXES)
            ),
        )
        if name:
            self.open(Path(name))

    def ask_folder(self) -> None:
        """Let the user choose a folder of results and open it."""
        name = QFileDialog.getExistingDirectory(
            self, self.tr("Open a folder of results"), self.store.value.folder
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path, password: str = "") -> None:
        """Open a workbook beside the window; what is open stays until that has worked."""
        if not self._may_leave():
            return
        self.welcoming.finish()
        self.opening.open(path.absolute(), password)

    def show_preview(self, page: QWidget, name: str) -> None:
        """Show the first rows of a workbook; nothing can be done with an open one meanwhile."""
        self._hold(True)
        if self.workbench is not None:
            self.panels.hide()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.setWindowTitle(f"{name} - {_TITLE}")
        self._summary.setText(self.tr("Reading {name}…").format(name=name))

    def end_preview(self, page: QWidget) -> None:
        """Show again what was there before."""
        workbench = self.workbench
        self._pages.setCurrentWidget(self.welcome if workbench is None else workbench)
        self._pages.removeWidget(page)
        page.deleteLater()
        self._hold(False)
        if workbench is None:
            self.setWindowTitle(_TITLE)
            self._summary.setText(self.tr("Open a workbook to begin."))
        else:
            self.panels.show(workbench.panels())
            self.setWindowTitle(f"{workbench.document.path.name} - {_TITLE}")
            self._summary.setText(workbench.summary)

    def resume_check(self) -> None:
        """Check the open workbook unless that is done or under way; without one do nothing."""
        if self.workbench is not None:
            self.workbench.document.resume()

    def _hold(self, is_held: bool) -> None:
        self.can.hold(is_held)
        for bar in (self.tools, self._guide_bar):
            bar.setVisible(self.workbench is not None and not is_held)

    def show_opened(self, opened: Opened) -> None:
        """Show the workbench for a workbook that was read; what was open is left."""
        from sdc_desktop.gui.windows.opening import make_workbench

        self._remove_workbench()
        self.access.note_opened(opened)
        try:
            workbench = make_workbench(self, opened)
        except SdcError as error:
            self.show_welcome()
            self.banner.show_error(error)
            return
        self.store.keep(self.store.value.with_recent(opened.path))
        self.workbench = workbench
        self._pages.addWidget(workbench)
        self._pages.setCurrentWidget(workbench)
        self.panels.show(workbench.panels())
        if not self.store.value.panels:
            self.panels.size_for(self.width(), self.height())
        self.setWindowTitle(f"{opened.path.name} - {_TITLE}")
        self._set_document_actions(True)
        workbench.summary_changed.connect(self._summary.setText)
        self.announcer.follow(workbench)
        workbench.begin()
        if workbench.document.check.actions:
            self._say_continued()
        else:
            self.register.offer_earlier(opened)
        self.resuming.look_at(opened)
        self.opened.emit()

    def _say_continued(self) -> None:
        self.banner.show_message(
            "info",
            self.tr("What you did before with this workbook is back."),
            self.tr("Undo takes it back step by step; History shows it all."),
        )

    # Pages

    def close_check(self) -> None:
        """Leave the open check for the welcome page."""
        if self._may_leave():
            self.show_welcome()

    def _may_leave(self) -> bool:
        """Tell whether the open check can be left; ask only where something would be lost."""
        document = self.workbench.document if self.workbench is not None else None
        if document is None or document.is_kept or document.is_saved:
            return True
        from sdc_desktop.gui.dialogs.leaving_dialog import LeavingDialog

        return LeavingDialog.ask(document.path.name, self)

    def show_welcome(self) -> None:
        """Show the welcome page; an open check is kept in its journal."""
        if self.workbench is not None:
            self._remove_workbench()
            self.welcoming.offer_unfinished()
        self.panels.hide()
        self._pages.setCurrentWidget(self.welcome)
        self.setWindowTitle(_TITLE)
        self._summary.setText(self.tr("Open a workbook to begin."))
        self._set_document_actions(False)
        self.welcoming.show_recent()
        self.welcome.focus_first()

    def show_first_finding(self) -> None:
        """Go to the most serious finding, as a picture of the window shows it."""
        if self.workbench is not None:
            self.workbench.findings.go_to_next()

    def use_theme(self, name: str) -> None:
        """Show everything in the colours of a theme of this name, "system" for the desktop's."""
        self.store.change(theme=name)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            apply_theme(application, theme_called(name))
        self._use_room()
        self.can.refresh_icons()
        self.welcome.refresh_icons()
        self.welcoming.show_recent()
        self.opening.refresh_look()
        if self.workbench is not None:
            self.workbench.refresh_look()

    # What Qt tells

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files dragged in."""
        if _dropped_file(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the file that was dropped."""
        path = _dropped_file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.open(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._use_room()

    def _use_room(self) -> None:
        """Use words in the tool bar and two lines in the guide where there is room for them."""
        line = self.fontMetrics().height()
        self.policies.show_label(self.width() >= _WIDE * line)
        style = Qt.ToolButtonStyle
        has_words = self.width() >= _NARROW * line
        self.tools.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if has_words else style.ToolButtonIconOnly
        )
        is_low = self.height() < _LOW * line
        self.guide.show_compact(is_low)
        self.banner.show_compact(is_low)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stood; the journal keeps what was done."""
        if not self._may_leave():
            event.ignore()
            return
        self.store.change(geometry=bytes(self.saveGeometry().data()).hex())
        self._remove_workbench()
        self.jobs.finish()
        self.register.finish()
        self.access.finish()
        self.welcoming.finish()
        self.manners.leave_clipboard()
        super().closeEvent(event)

    # Making

    def _make_centre(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(4, 2, 4, 0)
        column.setSpacing(4)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(centre)

    def _make_guide_bar(self) -> QToolBar:
        self.guide = GuideBar()
        bar = QToolBar(self.tr("Steps"))
        bar.setObjectName("guide")
        bar.setMovable(False)
        bar.addWidget(self.guide)
        for one in (bar, self.tools):
            one.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.addToolBarBreak()
        self.addToolBar(bar)
        return bar

    def _make_status_line(self) -> None:
        self._summary.setAccessibleName(self.tr("Where the check stands"))
        self._summary.setContentsMargins(8, 0, 0, 0)
        self.statusBar().addWidget(self._summary)
        self.statusBar().addPermanentWidget(JobIndicator(self.jobs))
        self.statusBar().setSizeGripEnabled(False)

    def _connect(self) -> None:
        can = self.can
        can.open.triggered.connect(self.ask_workbook)
        can.open_folder.triggered.connect(self.ask_folder)
        can.close_check.triggered.connect(self.close_check)
        can.quit.triggered.connect(self.close)
        can.register.triggered.connect(self.register.show_register)
        can.review.triggered.connect(self.review.ask)
        can.crate.triggered.connect(self.crate.ask)
        for action in can.themes.actions():
            action.setChecked(action.data() == self.store.value.theme)
            action.triggered.connect(lambda _=False, one=action: self.use_theme(str(one.data())))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)

    def _follow_desktop(self) -> None:
        """Take the desktop's colours when it changes them."""
        if self.store.value.theme == "system":
            self.use_theme("system")

    def _set_document_actions(self, is_open: bool) -> None:
        for action in self.can.needing_document():
            action.setEnabled(is_open)
        self.can.menus["table"].setEnabled(is_open)
        if not is_open and self._tables is not None:
            self._tables.close()
        self.tools.setVisible(is_open)
        self._guide_bar.setVisible(is_open)
        for action in (self.can.undo, self.can.redo):
            action.setEnabled(False)

    def _remove_workbench(self) -> None:
        workbench, self.workbench = self.workbench, None
        if workbench is None:
            return
        if self._pages.currentWidget() is workbench:
            self.store.change(panels=self.panels.state())
        self.panels.hide()
        workbench.leave()
        self.setWindowTitle(_TITLE)
        self._pages.removeWidget(workbench)
        for widget in (*workbench.panels().values(), workbench):
            widget.deleteLater()
        workbench.destroyed.connect(lambda: QTimer.singleShot(0, tidy))

    def _restore(self) -> None:
        settings = self.store.value
        room = self.screen().availableSize()
        self.resize(min(1480, room.width() * 19 // 20), min(940, room.height() * 19 // 20))
        try:
            self.restoreGeometry(QByteArray(bytes.fromhex(settings.geometry)))
        except ValueError:
            return
        self.panels.restore(settings.panels)


def _dropped_file(data: QMimeData) -> Path | None:
    """Return the first file among what is dragged; one that can be opened comes first."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    fitting = [path for path in paths if path.suffix.lower() in SUFFIXES or path.is_dir()]
    return next(iter(fitting or paths), None)
