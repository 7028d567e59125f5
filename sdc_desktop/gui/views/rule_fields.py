"""The rules of a policy as fields: one for each, in plain words."""

from __future__ import annotations

import tomllib
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from sdc_desktop.core.policy import Policy
from sdc_desktop.core.policy_rules import RULES, with_rules
from sdc_desktop.core.policy_writing import rule_as_text, rule_of
from sdc_desktop.gui.words import tr

Field = QLineEdit | QComboBox

_NOTHING = Policy("", "", "")


class RuleFields(QWidget):
    """Fields filled from a policy; `changed` is emitted with every change."""

    changed = Signal()

    def __init__(self, policy: Policy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy = policy
        self.fields: dict[str, Field] = {}
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for section, rules in RULES.items():
            heading = QLabel(_sections().get(section, section).capitalize())
            heading.setObjectName("muted")
            form.addRow(heading)
            for key, (field, _) in rules.items():
                box = self._make_field(rule_of(policy, field))
                label = _labels().get(f"{section}.{key}", key.replace("_", " ").capitalize())
                box.setAccessibleName(label)
                self.fields[f"{section}.{key}"] = box
                form.addRow(label, box)

    def policy(self) -> Policy:
        """Return the policy with what is in the fields.

        Raises:
            ValueError: A field cannot be used; the text says which one and what it wants.
        """
        return with_rules(
            self._policy,
            {
                field: self._value(f"{section}.{key}", field)
                for section, rules in RULES.items()
                for key, (field, _) in rules.items()
            },
        )

    def _value(self, name: str, field: str) -> object:
        box = self.fields[name]
        section, key = name.split(".")
        if isinstance(box, QComboBox):
            text = str(box.currentData())
        elif not (text := box.text().strip()):
            return rule_of(_NOTHING, field)
        try:
            return RULES[section][key][1](_read(text))
        except ValueError as error:
            raise ValueError(f"{box.accessibleName()}: it must be {error}.") from error

    def _make_field(self, value: object) -> Field:
        choices = _choices(value)
        if not choices:
            line = QLineEdit(rule_as_text(value).strip('"'))
            line.textChanged.connect(self.changed)
            return line
        box = QComboBox()
        for text, data in choices:
            box.addItem(text, data)
        box.setCurrentIndex(box.findData(rule_as_text(value)))
        box.currentIndexChanged.connect(self.changed)
        return box


def _choices(value: object) -> list[tuple[str, str]]:
    """Return the words and the texts of a closed set, none for other values."""
    if isinstance(value, bool):
        return [(tr("Yes"), "true"), (tr("No"), "false")]
    if not isinstance(value, StrEnum):
        return []
    return [(one.replace("-", " ").capitalize(), rule_as_text(one)) for one in type(value)]


def _read(text: str) -> object:
    """Return a number or list as a policy file has it, any other text as it is."""
    try:
        return tomllib.loads(f"x = {text}")["x"]
    except tomllib.TOMLDecodeError:
        return text


def _sections() -> dict[str, str]:
    """Return what the sections of a policy are called."""
    return {
        "counts": tr("counts"),
        "rounding": tr("rounding"),
        "magnitudes": tr("sums and means"),
        "statistics": tr("percentages, rates and other figures"),
        "tables": tr("whole tables"),
        "suppression": tr("withheld cells"),
    }


def _labels() -> dict[str, str]:
    """Return what the rules of a policy are called."""
    return {
        "counts.unsafe": tr("Counts that must not be shown, such as < 10 or 1..7"),
        "counts.zeros": tr("Zeros"),
        "counts.ones_and_twos": tr("Report counts of 1 and 2"),
        "counts.group_disclosure_k": tr("People a reader may know in a full line: [], [0], [0, 1]"),
        "rounding.base": tr("Round to a multiple of"),
        "rounding.required": tr("Every count must be rounded"),
        "rounding.enough": tr("A rounded unsafe count may be shown"),
        "rounding.derived_withheld": tr("Percentages of changed counts are withheld"),
        "magnitudes.contributors": tr("Least number of contributors"),
        "magnitudes.dominance": tr("Dominance, such as [[2, 90]]"),
        "magnitudes.p_percent": tr("p of the p% rule"),
        "magnitudes.prior_posterior": tr("p and q, such as [10, 50]"),
        "magnitudes.request_share": tr("Share that gets protection on request, in %"),
        "magnitudes.negatives": tr("Contributions below zero"),
        "suppression.secondary": tr("Protect withheld cells by others"),
        "suppression.contributors": tr("Protect them from single contributors"),
        "suppression.interval": tr("What a reader must not work out"),
        "suppression.marker": tr("What withheld cells show"),
    }
