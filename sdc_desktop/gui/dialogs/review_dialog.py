"""A further checker's page: what is found, a decision for each table, and a signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.findings import Finding, Severity
from sdc_desktop.core.review import COUNTERSIGNERS, ReviewDecision, TableReview
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.models.findings_model import DECISION, FindingsModel
from sdc_desktop.gui.review_words import decision_in_words
from sdc_desktop.gui.theme import theme
from sdc_desktop.gui.views.list_view import ListView
from sdc_desktop.gui.views.signature_form import SignatureForm, SignatureWish
from sdc_desktop.workbook.second_look import LookedTable, SecondLook
from sdc_desktop.workbook.verification import SignatureCheck

_MOST, _LOWEST = 20, 96
_CHOICES = ("", "approve", "approve-with-changes", "more-information", "reject")


@dataclass(frozen=True, slots=True)
class ReviewWish:
    """What a further checker decided, and who signs it."""

    decision: ReviewDecision
    comment: str
    tables: tuple[TableReview, ...]
    role: str
    signature: SignatureWish


class ReviewDialog(Dialog):
    """`signed` gives what to sign; `workbook_wanted` a file to look at in the window.

    `finding_wanted` gives a finding whose cells are to be shown there.
    """

    signed = Signal(object)
    workbook_wanted = Signal(object)
    finding_wanted = Signal(object)

    def __init__(
        self,
        look: SecondLook,
        who: str,
        keys: Sequence[Path],
        new_key: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.set_words(
            self.tr("Review of {name}").format(name=look.folder.name),
            self.tr("Sign the review"),
            self.tr("What others decided is shown when you have signed."),
        )
        self.setMinimumWidth(900)
        self.look, self._tables = look, look.tables
        self._decided: dict[int, tuple[str, str]] = {}
        self._add_facts(look)
        self.pages = QTabWidget()
        self.pages.setAccessibleName(self.tr("Parts of the review"))
        self.pages.addTab(self._tables_page(), self.tr("&Tables"))
        self.other = self._findings_list(look.other)
        count = len(look.other)
        self.pages.addTab(self.other, self.tr("&Elsewhere ({n})").format(n=count))
        self.column.addWidget(self.pages, 1)
        self.signature = SignatureForm(who, keys, new_key)
        self.signature.changed.connect(self._look)
        row = QHBoxLayout()
        row.setSpacing(22)
        row.addLayout(self._decision_form(), 1)
        row.addWidget(self.signature, 1)
        self.column.addLayout(row)
        self._missing = words("", "muted")
        self.column.addWidget(self._missing)
        if self._tables:
            self.list.selectRow(0)
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretchFactor(self.column, _MOST)
        self._look()

    @property
    def wish(self) -> ReviewWish:
        """What is filled in."""
        tables = tuple(
            TableReview(table.sheet, table.body, *self._decided[number])
            for number, table in enumerate(self._tables)
            if number in self._decided and self._decided[number][0]
        )
        return ReviewWish(
            ReviewDecision(self.decision.currentData() or ReviewDecision.CHANGES),
            " ".join(self.comment.toPlainText().split()),
            tables,
            self.role.currentData(),
            self.signature.wish,
        )

    def accept(self) -> None:
        """Hand the review over; the page stays until it is signed."""
        self.set_ready(False)
        self.signed.emit(self.wish)

    def say_problem(self, text: str) -> None:
        """Say why it was not signed; it can be tried again."""
        self._look()
        self._missing.setText(text)

    def _add_facts(self, look: SecondLook) -> None:
        signed = "\n".join(self._signer(one) for one in look.signed)
        asked = ", ".join(look.requesters)
        version = (
            look.policy.title
            if look.is_recorded_policy
            else self.tr("{title} - the recorded policy is not at hand in its version").format(
                title=look.policy.title
            )
        )
        replayed = (
            self.tr("The recorded actions on the source give exactly this workbook.")
            if look.is_replayed
            else self.tr("The source is not at hand: what was found in it is not shown.")
        )
        form = QFormLayout()
        form.setHorizontalSpacing(14)
        for name, text in (
            (self.tr("Signed by"), signed),
            (self.tr("Requested by"), asked),
            (self.tr("Policy"), version),
            (self.tr("Verified"), replayed),
        ):
            if text:
                form.addRow(QLabel(name), words(text))
        row = QHBoxLayout()
        for path, text in (
            (look.workbook, self.tr("Open the protected &workbook")),
            (look.source, self.tr("Open the &source")),
        ):
            if path is not None:
                button = QPushButton(text)
                button.setAutoDefault(False)
                button.clicked.connect(lambda _=False, one=path: self.workbook_wanted.emit(one))
                row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(form)
        self.column.addLayout(row)

    def _signer(self, one: SignatureCheck) -> str:
        trust = (
            self.tr("✓  the key is among your trusted signers")
            if one.is_trusted
            else self.tr("?  the key is not among your trusted signers")
        )
        return f"{one.signer} ({one.role})  {trust}"

    def _tables_page(self) -> QWidget:
        self.model = QStandardItemModel(self)
        self.model.setHorizontalHeaderLabels(
            [
                self.tr("Table"),
                self.tr("In the source"),
                self.tr("Still there"),
                self.tr("Your decision"),
                self.tr("Reason"),
            ]
        )
        for table in self._tables:
            self.model.appendRow(self._row(table))
        self.list = ListView(self.model, (280, 110, 90, 170), self)
        self.list.setAccessibleName(self.tr("Tables"))
        _let_shrink(self.list)
        self.list.selectionModel().currentRowChanged.connect(self._show_table)
        self.before, self.now = FindingsModel(self), FindingsModel(self)
        self._found = QTabWidget()
        self._found.setAccessibleName(self.tr("What was found"))
        for model, text in (
            (self.now, self.tr("Still in the protected workbook")),
            (self.before, self.tr("In the source, before anything was done")),
        ):
            self._found.addTab(self._list_of(model), text)
        page = QWidget()
        column = QVBoxLayout(page)
        column.addWidget(self.list, 2)
        column.addLayout(self._decision_row())
        column.addWidget(self._found, 2)
        return page

    def _row(self, table: LookedTable) -> list[QStandardItem]:
        title = f"{table.sheet}  {table.title or table.body}".strip()
        items = [QStandardItem(title), *(_count(one) for one in (table.before, table.now))]
        return [*items, QStandardItem(""), QStandardItem("")]

    def _decision_row(self) -> QHBoxLayout:
        self.table_decision, self.why = QComboBox(), QLineEdit()
        for one in _CHOICES:
            self.table_decision.addItem(decision_in_words(one), one)
        self.table_decision.setAccessibleName(self.tr("Decision about this table"))
        self.why.setAccessibleName(self.tr("Reason of this decision"))
        self.why.setPlaceholderText(self.tr("Reason; name no number from the cells"))
        self.table_decision.currentIndexChanged.connect(self._decide)
        self.why.textChanged.connect(self._decide)
        row = QHBoxLayout()
        label = QLabel(self.tr("&Decision"))
        label.setBuddy(self.table_decision)
        row.addWidget(label)
        row.addWidget(self.table_decision)
        row.addWidget(self.why, 1)
        return row

    def _findings_list(self, findings: Sequence[Finding]) -> ListView:
        model = FindingsModel(self)
        model.show_findings(findings)
        return self._list_of(model)

    def _list_of(self, model: FindingsModel) -> ListView:
        view = ListView(model, (110, 120, 120, 160), self)
        view.setAccessibleName(self.tr("Findings"))
        _let_shrink(view)
        view.setColumnHidden(DECISION, True)
        view.wanted.connect(lambda index: self.finding_wanted.emit(model.findings[index.row()]))
        return view

    def _decision_form(self) -> QFormLayout:
        self.decision, self.role, self.comment = QComboBox(), QComboBox(), QPlainTextEdit()
        self.decision.addItem(self.tr("Choose…"), "")
        for one in ReviewDecision:
            self.decision.addItem(decision_in_words(one.value), one.value)
        self.role.addItem(self.tr("checker"), "")
        for role in COUNTERSIGNERS:
            self.role.addItem(role, role)
        self.comment.setFixedHeight(52)
        self.comment.setTabChangesFocus(True)
        self.comment.setPlaceholderText(self.tr("Name no number from the cells."))
        self.decision.currentIndexChanged.connect(self._look)
        self.comment.textChanged.connect(self._look)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for text, box in (
            (self.tr("On the &whole"), self.decision),
            (self.tr("C&omment"), self.comment),
            (self.tr("You sign &as"), self.role),
        ):
            box.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(box)
            form.addRow(label, box)
        return form

    def _show_table(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self._tables):
            return
        decision, why = self._decided.get(row, ("", ""))
        for box in (self.table_decision, self.why):
            box.blockSignals(True)
        self.table_decision.setCurrentIndex(self.table_decision.findData(decision))
        self.why.setText(why)
        for box in (self.table_decision, self.why):
            box.blockSignals(False)
        self.before.show_findings(self._tables[row].before)
        self.now.show_findings(self._tables[row].now)

    def _decide(self) -> None:
        row = self.list.currentIndex().row()
        if not 0 <= row < len(self._tables):
            return
        decision = self.table_decision.currentData()
        self._decided[row] = decision, self.why.text().strip()
        self.model.item(row, 3).setText(decision_in_words(decision) if decision else "")
        self.model.item(row, 4).setText(self.why.text().strip())
        self._look()

    def _look(self) -> None:
        missing = self._what_is_missing()
        self._missing.setText(missing)
        self.set_ready(not missing)

    def _what_is_missing(self) -> str:
        if not self.decision.currentData():
            return self.tr("Decide on the whole.")
        for table in self.wish.tables:
            if not table.why and _needs_reason(table.decision, self._now(table)):
                named = f"{table.sheet} {table.body}".strip()
                return self.tr("Give a reason for {table}: it goes against what is found.").format(
                    table=named
                )
        if self.decision.currentData() != ReviewDecision.APPROVE and not self.wish.comment:
            return self.tr("Say in the comment what is to be changed, or why it is rejected.")
        return self.signature.missing

    def _now(self, table: TableReview) -> tuple[Finding, ...]:
        places = {(one.sheet, one.body): one.now for one in self._tables}
        return places[table.sheet, table.body]


def _let_shrink(view: ListView) -> None:
    """Let a list be as low as a small screen wants it."""
    view.setMinimumHeight(_LOWEST)
    view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)


def _needs_reason(decision: str, now: Sequence[Finding]) -> bool:
    """Tell whether a decision goes against what is found, or asks somebody to do something."""
    is_found = any(one.severity is not Severity.INFO for one in now)
    return decision != ReviewDecision.APPROVE or is_found


def _count(findings: Sequence[Finding]) -> QStandardItem:
    serious = [one for one in findings if one.severity is not Severity.INFO]
    item = QStandardItem(f"▲  {len(serious)}" if serious else "✓")
    if any(one.severity is Severity.FAIL for one in serious):
        item.setForeground(QColor(theme().fail))
    return item
