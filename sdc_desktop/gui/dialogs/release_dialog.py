"""Asks what is released, when, from which dataset of the register, and who authorises it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from sdc_desktop.core.policy_terms import Role
from sdc_desktop.core.release import Dataset, ReleaseDetails, ReleaseType
from sdc_desktop.gui.dialogs.dialog import Dialog, words
from sdc_desktop.gui.release_words import type_in_words
from sdc_desktop.register.entries import is_date

_ON_THE_CARD = frozenset({"Data Owner", "Data Steward"})


class ReleaseDialog(Dialog):
    """One line a fact; what the card of the dataset says is shown and not asked again.

    `register_wanted` is emitted by the button that opens the register.
    """

    register_wanted = Signal()

    def __init__(
        self,
        release: ReleaseDetails,
        datasets: Sequence[Dataset],
        parent: QWidget | None = None,
        *,
        roles: Sequence[Role] = (),
    ) -> None:
        """Make the dialog.

        Args:
            release: What is known already.
            datasets: The cards of the register.
            parent: The window.
            roles: The roles that the policy names.
        """
        super().__init__(parent)
        self.setMinimumWidth(580)
        self.set_words(
            self.tr("The release"),
            self.tr("&Keep"),
            self.tr("It goes into the record and the report. Write no number from the workbook."),
        )
        self._release = release
        self._lines = {name: QLineEdit(getattr(release, name)) for name in self._labels()}
        self._type, self._dataset = QComboBox(), QComboBox()
        for box in (self._type, self._dataset):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._card = words("", "muted")
        self._problem = words("")
        self._problem.setProperty("severity", "fail")
        self._fill_choices(release, datasets)
        self._roles = self._make_roles(release, roles)
        self._add_form(roles)
        self.column.addWidget(self._problem)
        self._lines["title"].setFocus()
        self._look()

    @property
    def release(self) -> ReleaseDetails:
        """The release as it is filled in."""
        texts = {name: " ".join(line.text().split()) for name, line in self._lines.items()}
        dataset = self._dataset.currentData() or Dataset()
        named = {title: " ".join(line.text().split()) for title, line in self._roles.items()}
        return ReleaseDetails(
            type=str(self._type.currentData()),
            dataset=dataset,
            roles=tuple((title, who) for title, who in named.items() if who),
            **texts,
        )

    def fill(self, kind: ReleaseType | None = None, dataset: str = "", **texts: str) -> None:
        """Fill the lines in, as a user would."""
        for name, text in texts.items():
            self._lines[name].setText(text)
        if kind is not None:
            self._type.setCurrentIndex(self._type.findData(kind.value))
        if dataset:
            self._dataset.setCurrentText(dataset)

    def fill_roles(self, roles: Mapping[str, str]) -> None:
        """Say who has which role."""
        for title, who in roles.items():
            self._roles[title].setText(who)

    def show_datasets(self, datasets: Sequence[Dataset]) -> None:
        """Offer other cards; the one that is chosen stays."""
        self._fill_choices(self.release, datasets)
        self._look()

    def _make_roles(self, release: ReleaseDetails, roles: Sequence[Role]) -> dict[str, QLineEdit]:
        """Return a line for each role; the card of the dataset says who owns and looks after it."""
        titles = [one.title for one in roles if one.title not in _ON_THE_CARD]
        said = dict(release.roles)
        return {title: QLineEdit(said.get(title, "")) for title in dict.fromkeys((*titles, *said))}

    def _labels(self) -> dict[str, str]:
        return {
            "title": self.tr("&Title"),
            "date": self.tr("&Date"),
            "requester": self.tr("Re&quested by"),
            "authorised_by": self.tr("&Authorised by"),
        }

    def _fill_choices(self, release: ReleaseDetails, datasets: Sequence[Dataset]) -> None:
        self._type.clear()
        self._type.addItem("", "")
        for kind in ReleaseType:
            self._type.addItem(type_in_words(kind), kind.value)
        self._type.setCurrentIndex(max(0, self._type.findData(release.type)))
        self._dataset.clear()
        self._dataset.addItem("", None)
        known = {one.name: one for one in datasets}
        if release.dataset.name:
            known.setdefault(release.dataset.name, release.dataset)
        for name, one in known.items():
            self._dataset.addItem(name, one)
        self._dataset.setCurrentIndex(max(0, self._dataset.findText(release.dataset.name)))

    def _add_form(self, roles: Sequence[Role]) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setHorizontalSpacing(14)
        form.setVerticalSpacing(8)
        labels = self._labels()
        self._lines["date"].setPlaceholderText(self.tr("such as 2026-12-03"))
        self._lines["requester"].setPlaceholderText(self.tr("Not the one who checks"))
        _add_row(form, labels["title"], self._lines["title"])
        _add_row(form, self.tr("T&ype"), self._type)
        for name in ("date", "requester", "authorised_by"):
            _add_row(form, labels[name], self._lines[name])
        _add_row(form, self.tr("Data&set"), self._dataset)
        form.addRow("", self._card)
        register = QPushButton(self.tr("Write a card in the &register…"))
        register.setAutoDefault(False)
        register.clicked.connect(self.register_wanted)
        form.addRow("", register)
        sides = QHBoxLayout()
        sides.setSpacing(24)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addStretch(1)
        sides.addLayout(left, 3)
        if self._roles:
            sides.addLayout(self._make_role_lines(roles), 2)
            self.setMinimumWidth(900)
        self.column.addLayout(sides)
        for line in self._lines.values():
            line.textChanged.connect(self._look)
        self._dataset.currentIndexChanged.connect(self._look)

    def _make_role_lines(self, roles: Sequence[Role]) -> QVBoxLayout:
        """Return a line below the title of each role that the policy names."""
        duties = {one.title: one.duty for one in roles}
        heading = QLabel(self.tr("Roles that the policy names"))
        heading.setObjectName("subheading")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(heading)
        for title, line in self._roles.items():
            label = QLabel(title.replace("&", "&&"))
            label.setBuddy(line)
            line.setAccessibleName(title)
            line.setToolTip(duties.get(title, ""))
            column.addSpacing(6)
            column.addWidget(label)
            column.addWidget(line)
        column.addStretch(1)
        return column

    def _look(self) -> None:
        dataset = self._dataset.currentData() or Dataset()
        self._card.setText(self._card_in_words(dataset))
        date = self._lines["date"].text().strip()
        is_day = not date or is_date(date)
        problem = "" if is_day else self.tr("Write the date as year-month-day.")
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.set_ready(is_day)

    def _card_in_words(self, dataset: Dataset) -> str:
        """Return what the card says, one fact a line; what it does not say is left out."""
        if not dataset.name:
            return self.tr("Datasets are chosen from the cards in the register.")
        facts = (
            (self.tr("Owner"), dataset.owner),
            (self.tr("Steward"), dataset.steward),
            (self.tr("Agreement"), dataset.agreement),
            (self.tr("Impact assessment"), dataset.dpia),
            (self.tr("Business case"), dataset.business_case),
            (self.tr("Special category"), dataset.special_category),
            (self.tr("Restrictions"), dataset.restrictions),
            (self.tr("Classification"), dataset.classification),
            (self.tr("Kind of extract"), dataset.extract_type),
            (self.tr("Delete by"), dataset.delete_by),
        )
        said = [f"{name}: {fact}" for name, fact in facts if fact]
        return "\n".join(said) or self.tr("The card says nothing more.")


def _add_row(form: QFormLayout, text: str, box: QWidget) -> None:
    label = QLabel(text)
    label.setBuddy(box)
    label.setMinimumHeight(label.fontMetrics().height() + 16)
    box.setAccessibleName(text.replace("&", ""))
    form.addRow(label, box)
