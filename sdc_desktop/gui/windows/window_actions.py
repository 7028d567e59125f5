"""What the window can be asked to do: texts, icons, shortcuts, menus and tool bar in one place."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar

from sdc_desktop.gui.icons import icon
from sdc_desktop.gui.windows.picture_menu import PictureMenu
from sdc_desktop.gui.windows.release_actions import ReleaseActions
from sdc_desktop.gui.windows.wish_menu import WishMenu


class WindowActions(QObject):
    """The actions of the main window; whoever can do something connects to them."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._icons: dict[QAction, str] = {}
        self.menus: dict[str, QMenu] = {}
        self._make_file_actions()
        self._make_edit_actions()
        self._make_protect_actions()
        self._make_view_actions()
        self._make_go_actions()
        self._make_tools_actions()
        self._make_menus()
        self._on_document = self._make_document_group()

    def needing_document(self) -> tuple[QAction, ...]:
        """Return the actions that make no sense before a workbook is open."""
        return (
            self.close_check,
            self.compare,
            self.evidence,
            self.ask,
            self.save,
            self.print,
            self.preview,
            self.withhold,
            self.release,
            self.accept,
            self.know,
            self.round,
            self.protect,
            self.protect_as,
            self.compare_ways,
            self.combine,
            self.check_again,
            *self.wishes.actions,
            self.go_to_cell,
            self.next_finding,
            self.previous_finding,
            self.next_hidden,
            self.previous_hidden,
            self.remove_hidden,
            self.picture,
            *self.pictures.actions,
            self.show_source,
            self.show_both,
            self.show_hidden,
            self.zoom_in,
            self.zoom_out,
            self.zoom_reset,
            self.next_sheet,
            self.previous_sheet,
            *self.deciding.all(),
        )

    def about_proof(self) -> tuple[QAction, ...]:
        """Return the actions that make no sense unless a proof is shown."""
        return self.next_of_proof, self.previous_of_proof, self.hide_proof

    def hold(self, is_held: bool) -> None:
        """Let nothing be done with the open workbook; afterwards all is as it would be."""
        self._on_document.setEnabled(not is_held)

    def _make_document_group(self) -> QActionGroup:
        group = QActionGroup(self)
        group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        for action in (*self.needing_document(), self.undo, self.redo, *self.about_proof()):
            group.addAction(action)
        group.addAction(self.menus["table"].menuAction())
        return group

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of the theme in use."""
        for action, name in self._icons.items():
            action.setIcon(icon(name))

    def _make_file_actions(self) -> None:
        self.open = self._make(
            self.tr("&Open…"), "open", "Ctrl+O", self.tr("Open a workbook to check")
        )
        self.open_folder = self._make(
            self.tr("Open a &folder of results…"),
            "",
            "Ctrl+Shift+F",
            self.tr("Open the outputs that ACRO wrote into a folder"),
        )
        self.compare = self._make(
            self.tr("Compare with an &earlier release…"),
            "",
            "Ctrl+Shift+E",
            self.tr("Find out what readers can work out of both together"),
        )
        self.evidence = self._make(
            self.tr("Add e&vidence…"),
            "",
            "Ctrl+Alt+E",
            self.tr("Add a file with what stands behind the numbers, such as the contributors"),
        )
        self.ask = self._make(
            self.tr("Ques&tions to send…"),
            "",
            "Ctrl+Shift+Q",
            self.tr("What the researcher has to be asked for, ready to send"),
        )
        self.save = self._make(
            self.tr("&Sign and save…"),
            "save",
            "Ctrl+S",
            self.tr("Save the protected workbook with its proof and signed record"),
        )
        self.review = self._make(
            self.tr("Review a recor&d…"),
            "",
            "Ctrl+Shift+V",
            self.tr("Look at another checker's record, decide and sign"),
        )
        self.crate = self._make(
            self.tr("E&xport a record…"),
            "",
            "Ctrl+Alt+X",
            self.tr("Write a record as an RO-Crate, for a trusted research environment"),
        )
        self.print = self._make(
            self.tr("&Print…"),
            "",
            "Ctrl+P",
            self.tr("Print sheets as readers get them, or the list of findings"),
        )
        self.preview = self._make(
            self.tr("Pri&nt preview"),
            "",
            "Ctrl+Alt+V",
            self.tr("Look at the pages that would be printed"),
        )
        self.close_check = self._make(
            self.tr("&Close the workbook"),
            "",
            "Ctrl+W",
            self.tr("Back to the welcome page; what was done is kept for later"),
        )
        self.quit = self._make(self.tr("&Quit"), "", "Ctrl+Q", self.tr("Close the program"))

    def _make_edit_actions(self) -> None:
        self.undo = self._make(self.tr("&Undo"), "undo", "Ctrl+Z", self.tr("Take back a step"))
        self.redo = self._make(
            self.tr("&Redo"), "redo", "Ctrl+Shift+Z", self.tr("Do the step again")
        )
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])

    def _make_protect_actions(self) -> None:
        self.withhold = self._make(
            self.tr("&Withhold"),
            "withhold",
            "Ctrl+Shift+S",
            self.tr("Show a marker in place of the selected cells"),
        )
        self.release = self._make(
            self.tr("Show &again"),
            "release",
            "Ctrl+Shift+R",
            self.tr("Show the source's values of the selected cells again"),
        )
        self.accept = self._make(
            self.tr("Accept with a &reason…"),
            "exempt",
            "Ctrl+Shift+A",
            self.tr("Show the selected cells although a rule calls them unsafe"),
        )
        self.know = self._make(
            self.tr("Readers &know…"),
            "",
            "Ctrl+Shift+K",
            self.tr("Say what readers know of the selected cells from elsewhere"),
        )
        self.round = self._make(
            self.tr("R&ound…"),
            "round",
            "Ctrl+Shift+O",
            self.tr("Round the tables or the selected cells to a base"),
        )
        self.protect = self._make(
            self.tr("&Protect automatically"),
            "protect",
            "Ctrl+Shift+P",
            self.tr("Withhold every unsafe cell and the cells that protect it"),
        )
        self.protect.setIconText(self.tr("Protect all"))
        self.wishes = WishMenu(self._make, self)
        self.check_again = self._make(
            self.tr("&Check again"),
            "",
            "F5",
            self.tr("Find out everything about the present state anew"),
        )
        self.protect_as = self._make(
            self.tr("Protect automatically, as &I wish…"),
            "",
            "Ctrl+Alt+P",
            self.tr("Say what withholding costs, and what to avoid; then protect"),
        )
        self.compare_ways = self._make(
            self.tr("Compare wa&ys to protect…"),
            "",
            "Ctrl+Shift+M",
            self.tr("See what withholding, rounding and noise lose and leave, and apply one"),
        )
        self.combine = self._make(
            self.tr("Com&bine categories…"),
            "",
            "Ctrl+Shift+G",
            self.tr("Publish less detail instead of withholding: two categories become one"),
        )
        self.remove_hidden = self._make(
            self.tr("Remo&ve hidden parts"),
            "",
            "Ctrl+Shift+D",
            self.tr("Take everything hidden that can go out of the saved file"),
        )

    def _make_view_actions(self) -> None:
        self.show_source = self._make(
            self.tr("Show the &source's values"),
            "before",
            "Ctrl+E",
            self.tr("Look at the numbers before protection; press again to go back"),
        )
        self.show_source.setCheckable(True)
        self.show_both = self._make(
            self.tr("&Before and after side by side"),
            "",
            "Ctrl+Shift+B",
            self.tr("Show the source's numbers beside what readers get; they scroll together"),
        )
        self.show_both.setCheckable(True)
        self.picture = self._make(
            self.tr("&Picture of what a reader can work out…"),
            "",
            "Ctrl+Shift+I",
            self.tr("See how far each withheld cell can be narrowed, and save the picture"),
        )
        self.pictures = PictureMenu(self._make, self.picture)
        self.show_hidden = self._make(
            self.tr("Show &hidden rows and columns"),
            "",
            "Ctrl+Shift+H",
            self.tr("Show what the spreadsheet hides, hatched"),
        )
        self.show_hidden.setCheckable(True)
        self.show_hidden.setChecked(True)
        self.zoom_in = self._make(self.tr("Zoo&m in"), "", "Ctrl++", self.tr("Larger cells"))
        self.zoom_in.setShortcuts([QKeySequence("Ctrl++"), QKeySequence("Ctrl+=")])
        self.zoom_out = self._make(self.tr("Zoom &out"), "", "Ctrl+-", self.tr("Smaller cells"))
        self.zoom_reset = self._make(self.tr("&Usual size"), "", "Ctrl+0", self.tr("100 %"))
        self.themes = QActionGroup(self)
        names = (
            ("system", self.tr("As the &desktop")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("Dar&k")),
            ("contrast", self.tr("&High contrast, dark")),
            ("contrast-light", self.tr("High &contrast, light")),
        )
        for name, text in names:
            action = QAction(text, self.themes)
            action.setCheckable(True)
            action.setData(name)

    def _make_go_actions(self) -> None:
        self.next_finding = self._make(
            self.tr("&Next finding"), "next", "F8", self.tr("Go to the next finding")
        )
        self.previous_finding = self._make(
            self.tr("&Previous finding"),
            "previous",
            "Shift+F8",
            self.tr("Go to the previous finding"),
        )
        self.next_hidden = self._make(
            self.tr("Next &hidden part"), "", "F9", self.tr("Go to the next hidden part")
        )
        self.previous_hidden = self._make(
            self.tr("Previous hi&dden part"),
            "",
            "Shift+F9",
            self.tr("Go to the hidden part before"),
        )
        self.next_of_proof = self._make(
            self.tr("Next ce&ll of the proof"),
            "",
            "F7",
            self.tr("Go to the next cell that tells a reader the withheld one"),
        )
        self.previous_of_proof = self._make(
            self.tr("Previous cell of the p&roof"),
            "",
            "Shift+F7",
            self.tr("Go to the cell of the proof before"),
        )
        self.hide_proof = self._make(
            self.tr("&Take the marks of the proof away"),
            "",
            "Esc",
            self.tr("Show the sheet without the proof"),
        )
        for action in self.about_proof():
            action.setEnabled(False)
        self.go_to_cell = self._make(
            self.tr("&Cell…"), "", "Ctrl+G", self.tr("Type where to go, such as C7")
        )
        self.next_sheet = self._make(
            self.tr("Next &sheet"), "", "Ctrl+PgDown", self.tr("Show the next sheet")
        )
        self.previous_sheet = self._make(
            self.tr("Previous sh&eet"), "", "Ctrl+PgUp", self.tr("Show the sheet before")
        )

    def _make_tools_actions(self) -> None:
        self.register = self._make(
            self.tr("&Register…"),
            "",
            "Ctrl+Shift+L",
            self.tr("Look up who opened, viewed, exported and verified which file"),
        )

    def _make_menus(self) -> None:
        file = self._add_menu("file", self.tr("&File"))
        file.addActions([self.open, self.open_folder])
        self.menus["recent"] = file.addMenu(self.tr("Open &recent"))
        file.addSeparator()
        file.addActions([self.compare, self.evidence, self.ask])
        file.addSeparator()
        file.addActions([self.save, self.review, self.crate])
        file.addSeparator()
        file.addActions([self.print, self.preview])
        file.addSeparator()
        file.addActions([self.close_check, self.quit])
        self._add_menu("edit", self.tr("&Edit")).addActions([self.undo, self.redo])
        protect = self._add_menu("protect", self.tr("&Protect"))
        protect.addActions([self.withhold, self.release, self.accept, self.know])
        protect.addSeparator()
        protect.addActions([self.round, self.protect, self.protect_as, self.compare_ways])
        protect.addAction(self.combine)
        protect.addMenu(self.wishes.menu)
        protect.addSeparator()
        protect.addActions([self.check_again, self.remove_hidden])
        self._add_menu("table", self.tr("&Table"))
        self.deciding = ReleaseActions(self._window, self._add_menu("release", self.tr("&Release")))
        go = self._add_menu("go", self.tr("&Go"))
        go.addActions([self.next_finding, self.previous_finding])
        go.addActions([self.next_hidden, self.previous_hidden])
        go.addSeparator()
        go.addActions([self.next_of_proof, self.previous_of_proof, self.hide_proof])
        go.addSeparator()
        go.addActions([self.go_to_cell, self.next_sheet, self.previous_sheet])
        view = self._add_menu("view", self.tr("&View"))
        view.addActions([self.show_source, self.show_both, self.show_hidden])
        view.addMenu(self.pictures.menu)
        view.addSeparator()
        view.addActions([self.zoom_in, self.zoom_out, self.zoom_reset])
        view.addSeparator()
        colours = view.addMenu(self.tr("&Colours"))
        colours.addActions(self.themes.actions())
        self.menus["panels"] = view.addMenu(self.tr("&Panels"))
        self._add_menu("tools", self.tr("T&ools")).addAction(self.register)

    def make_tool_bar(self) -> QToolBar:
        """Return the tool bar with what is used most; the policy chooser is added behind it."""
        bar = QToolBar(self.tr("Tools"), self._window)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addAction(self.open)
        bar.addSeparator()
        bar.addActions([self.withhold, self.release, self.round, self.protect])
        bar.addSeparator()
        bar.addActions([self.undo, self.redo])
        bar.addSeparator()
        bar.addAction(self.save)
        for action in (self.undo, self.redo):
            button = bar.widgetForAction(action)
            button.setProperty("toolButtonStyle", Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(action.iconText())
        return bar

    def _add_menu(self, name: str, text: str) -> QMenu:
        menu = self._window.menuBar().addMenu(text)
        self.menus[name] = menu
        return menu

    def _make(self, text: str, icon_name: str, shortcut: str, hint: str) -> QAction:
        action = QAction(text, self._window)
        if icon_name:
            self._icons[action] = icon_name
            action.setProperty("icon_name", icon_name)
            action.setIcon(icon(icon_name))
        action.setShortcut(QKeySequence(shortcut))
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{hint} ({keys})" if keys else hint)
        action.setStatusTip(hint)
        action.setWhatsThis(hint)
        self._window.addAction(action)
        return action
