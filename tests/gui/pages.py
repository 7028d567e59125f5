"""Every page and dialog of the program, brought up as a user does, for pictures and for tests.

Dialogs that wait for an answer are shown and left standing, so that they can be looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.release_actions import Decision
from sdc_desktop.gui.dialogs.fault_dialog import FaultDialog
from sdc_desktop.gui.dialogs.leaving_dialog import LeavingDialog
from sdc_desktop.gui.dialogs.policy_editor import PolicyEditor
from sdc_desktop.gui.resources import sample_workbook
from sdc_desktop.gui.settings import SettingsStore
from sdc_desktop.gui.windows.main_window import MainWindow

SIZE = (1280, 800)
RISKY = CellRef("Table 1", 5, 6)


@dataclass
class Stage:
    """A window, and what looks at each page of it.

    Attributes:
        wait: Returns when nothing is under way any more.
        pause: Returns after a moment, when what was asked for is painted.
        look: Is given what is to be looked at: the window or a dialog.
    """

    window: MainWindow
    wait: Callable[[], None]
    pause: Callable[[], None]
    look: Callable[[QWidget], None]

    @property
    def bench(self):
        """The work on the open workbook."""
        return self.window.workbench

    def do(self, name: str) -> None:
        """Choose an action and look at the window afterwards."""
        getattr(self.window.can, name).trigger()
        self.look_at_window()

    def ask(self, name: str) -> None:
        """Choose an action that opens a dialog, which is looked at."""
        getattr(self.window.can, name).trigger()
        self.wait()

    def panel(self, name: str) -> None:
        """Bring a panel to the front and look at the window."""
        self.window.panels.bring_up(name)
        self.look_at_window()

    def look_at_window(self) -> None:
        """Look at the window once nothing is under way."""
        self.wait()
        self.look(self.window)


@dataclass(frozen=True)
class Page:
    """A page: its name, and what shows it on a stage so that it is looked at."""

    name: str
    show: Callable[[Stage], None]


def use_fixed_font(application: QApplication) -> None:
    """Write with the same font on every machine: the one that comes with matplotlib."""
    import matplotlib

    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf"):
        QFontDatabase.addApplicationFont(str(folder / name))
    application.setFont(QFont("DejaVu Sans", 10))


@contextmanager
def looked_at_dialogs(stage: Stage) -> Iterator[None]:
    """Look at every dialog that waits for an answer, then go on as if it was refused."""
    usual = QDialog.exec

    def look(dialog: QDialog) -> int:
        dialog.show()
        stage.pause()
        stage.look(dialog)
        dialog.close()
        return 0

    QDialog.exec = look
    try:
        yield
    finally:
        QDialog.exec = usual


def make_window(folder: Path, theme: str = "light", size=SIZE, points: int = 0) -> MainWindow:
    """Return a window of a size and with words of so many points; it keeps all in `folder`."""
    store = SettingsStore(folder / "home")
    store.change(theme=theme, who="Ann Checker", register=str(folder / "register.sqlite"))
    window = MainWindow(store)
    window.look.use_text_size(points)
    window.use_theme(theme)
    window.resize(*size)
    window.show()
    return window


def leave(window: MainWindow) -> None:
    """Close a window and let it go at once, not when Python happens to notice."""
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _open_sample(stage: Stage) -> None:
    stage.window.open(sample_workbook())
    stage.wait()
    stage.window.show_first_finding()
    stage.look_at_window()


def _at_risky_cell(stage: Stage, action: str) -> None:
    stage.bench.go_to(RISKY)
    stage.ask(action)


def _ways(stage: Stage) -> None:
    stage.bench.go_to(RISKY)
    dialog = stage.bench.comparing.make_dialog()
    stage.wait()
    dialog.exec()


def _change_policy(stage: Stage) -> None:
    PolicyEditor(stage.bench.document.check, stage.window.jobs, stage.window).exec()
    stage.wait()


def _protect(stage: Stage) -> None:
    stage.window.panels.bring_up("findings")
    stage.window.can.protect.trigger()
    stage.wait()
    stage.bench.go_to(RISKY)
    stage.look_at_window()


def _before_and_after(stage: Stage) -> None:
    stage.do("show_both")
    stage.window.can.show_both.trigger()


def _register(stage: Stage) -> None:
    stage.window.can.register.trigger()
    stage.wait()
    stage.look(stage.window.register.dialog)
    stage.window.register.dialog.close()


def _help(stage: Stage) -> None:
    stage.window.help.show_topic("methods/suppression")
    stage.pause()
    stage.look(stage.window.help.dialog)
    stage.window.help.dialog.close()


def _learning(stage: Stage) -> None:
    stage.window.help.show_learning()
    dialog = stage.window.help.learning
    for cell in (CellRef("Table 1", 5, 3), CellRef("Table 1", 5, 1)):
        dialog.sheets.go_to(cell)
        dialog.mark()
    dialog.show_score()
    stage.pause()
    stage.look(dialog)
    dialog.close()


def _log(stage: Stage) -> None:
    stage.window.manners.show_log.trigger()
    stage.pause()
    stage.look(stage.window.manners.log)
    stage.window.manners.log.close()


def _fault(stage: Stage) -> None:
    """Show what the window says of a fault of its own."""
    way = "ValueError\n  in sdc_desktop.gui.jobs, line 12, Job.run"
    FaultDialog(way, has_work=True, parent=stage.window).exec()


def _release(stage: Stage) -> None:
    """Show the page that describes the release."""
    stage.window.can.deciding.describe.trigger()
    stage.wait()
    dialog = stage.bench.release.dialog
    stage.look(dialog)
    dialog.reject()


def _decision(stage: Stage) -> None:
    """Refuse the table of the current cell."""
    stage.bench.sheets.focus_sheet()
    stage.window.can.deciding.decisions[Decision.REJECT].trigger()
    stage.wait()


PAGES = (
    Page("welcome", Stage.look_at_window),
    Page("opened", _open_sample),
    Page("policy", _change_policy),
    Page("reason", lambda stage: _at_risky_cell(stage, "accept")),
    Page("readers-know", lambda stage: _at_risky_cell(stage, "know")),
    Page("rounding", lambda stage: _at_risky_cell(stage, "round")),
    Page("protect-as", lambda stage: _at_risky_cell(stage, "protect_as")),
    Page("ways", _ways),
    Page("hidden", lambda stage: stage.panel("hidden")),
    Page("earlier", lambda stage: stage.panel("earlier")),
    Page("protected", _protect),
    Page("before-after", _before_and_after),
    Page("proof", lambda stage: stage.panel("proof")),
    Page("picture", lambda stage: stage.ask("picture")),
    Page("history", lambda stage: stage.panel("history")),
    Page("release", _release),
    Page("decision", _decision),
    Page("save", lambda stage: stage.ask("save")),
    Page("crate", lambda stage: stage.ask("crate")),
    Page("print", lambda stage: stage.ask("print")),
    Page("register", _register),
    Page("help", _help),
    Page("learning", _learning),
    Page("log", _log),
    Page("fault", _fault),
    Page("leaving", lambda stage: LeavingDialog.ask("complaints.xlsx", stage.window)),
)
"""In the order of a check; each page finds the window as the page before left it."""
