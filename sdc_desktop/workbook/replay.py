"""Replay: the recorded actions on the source must give the protected workbook, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sdc_desktop.core.action_json import BrokenActionError
from sdc_desktop.core.actions import Action
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.published import CellChange, publish
from sdc_desktop.core.record import read_actions
from sdc_desktop.core.sheets import (
    TEXT_FORMATS,
    CellKind,
    Sheet,
    Visibility,
    Workbook,
    WorkbookFormat,
)
from sdc_desktop.workbook.acro.saving import changes_of, sheet_alone
from sdc_desktop.workbook.clean_copy.finishing import copy_differs, is_copy
from sdc_desktop.workbook.errors import FileMissingError
from sdc_desktop.workbook.inspection import inspect_file, inspect_package
from sdc_desktop.workbook.package import Package, read_file
from sdc_desktop.workbook.proof_csv import compare_csv
from sdc_desktop.workbook.proof_removal import CLEARED, together
from sdc_desktop.workbook.reader import read_workbook
from sdc_desktop.workbook.removal import plan_removal
from sdc_desktop.workbook.removal.agreed import agreed_removal
from sdc_desktop.workbook.removal.text_files import plan_text_removal
from sdc_desktop.workbook.rewritten.plain import Plain
from sdc_desktop.workbook.saving import READ_ONLY, open_parts


def replay_differs(record: Mapping[str, Any], source: Path, workbook: Path) -> bool:
    """Tell whether the record's actions on `source` give anything but `workbook`.

    Raises:
        UnknownActionError: An action is of a kind that this program does not know.
        SdcError: A file cannot be read.
    """
    if is_copy(record):
        return copy_differs(record, source, workbook)
    try:
        actions = read_actions(record)
    except (BrokenActionError, KeyError, TypeError):
        return True
    read = read_workbook(source)
    if read.format is WorkbookFormat.ACRO:
        return not _is_folder_replayed(read, actions, source, workbook)
    if read.format in TEXT_FORMATS:
        return not _is_text_replayed(record, read, actions, source, workbook)
    if read.format in READ_ONLY:
        plain = Plain.of(read)
        removed = _cells_of_removal(record, plain.package, plain.workbook)
        return not is_replayed(plain.workbook, actions, read_workbook(workbook), removed)
    package = open_parts(source, read)
    removed = _cells_of_removal(record, package, read)
    return not is_replayed(read, actions, read_workbook(workbook), removed)


def _is_text_replayed(
    record: Mapping[str, Any],
    read: Workbook,
    actions: Sequence[Action],
    source: Path,
    workbook: Path,
) -> bool:
    """Tell the same of text files; the saved one is read with the source's dialect.

    Read by itself, a file whose numbers are gone may seem to be written in another way.
    """
    data = read_file(source)
    removed = _cells_of_text_removal(record, source, data, read)
    try:
        changes = tuple(together(removed, publish(read, actions).changes()).values())
        return compare_csv(read, data, read_file(workbook), changes).is_same
    except ValueError:
        return False


def _is_folder_replayed(
    read: Workbook, actions: Sequence[Action], source: Path, workbook: Path
) -> bool:
    """Tell the same of folders of results, file by file."""
    try:
        changes = publish(read, actions).changes()
        return all(
            compare_csv(
                sheet_alone(read, sheet.name),
                read_file(source / sheet.name),
                read_file(workbook / sheet.name),
                changes_of(changes, sheet.name),
            ).is_same
            for sheet in read.sheets
        )
    except (ValueError, FileMissingError):
        return False


def _cells_of_text_removal(
    record: Mapping[str, Any], source: Path, data: bytes, workbook: Workbook
) -> Mapping[CellRef, CellChange]:
    names = ["|".join((rule.removeprefix("hidden:"), *rest)) for rule, *rest in _removed(record)]
    return agreed_removal(plan_text_removal(source, data, workbook, names), {}).cells


def _removed(record: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    """Return rule, part and sheet of the carriers that a record says were removed."""
    hidden = record.get("hidden_data", {}).get("findings", ())
    return {(one["rule"], one["part"], one["sheet"]) for one in hidden if one.get("removed")}


def _cells_of_removal(
    record: Mapping[str, Any], package: Package, workbook: Workbook
) -> Mapping[CellRef, CellChange]:
    """Return what cells hold because hidden data were removed, as the record lists them."""
    wanted = _removed(record)
    if not wanted:
        return {}
    is_ods = workbook.format is WorkbookFormat.ODS
    found = inspect_file(package.path) if is_ods else inspect_package(package, workbook)
    chosen = [one for one in found if (one.rule, one.part, one.sheet) in wanted]
    return agreed_removal(plan_removal(package, workbook, chosen), {}).cells


def is_replayed(
    source: Workbook,
    actions: Sequence[Action],
    result: Workbook,
    removed: Mapping[CellRef, CellChange] | None = None,
) -> bool:
    """Tell whether `result` shows what `actions` decided, and elsewhere what `source` shows.

    A sheet that was hidden in the source may be missing. Formats are not compared: a withheld
    number needs none.

    Args:
        source: The workbook that was checked.
        actions: What was decided.
        result: The protected workbook.
        removed: What other cells hold because hidden data were removed.
    """
    try:
        decided = publish(source, actions).changes()
    except ValueError:
        return False
    changes = together(removed or {}, decided).values()
    by_sheet: dict[str, list[CellChange]] = {sheet.name: [] for sheet in source.sheets}
    for change in changes:
        by_sheet[change.cell.sheet].append(change)
    results = {sheet.name: sheet for sheet in result.sheets}
    if not results.keys() <= by_sheet.keys():
        return False
    return all(
        _is_sheet_replayed(sheet, by_sheet[sheet.name], results[sheet.name])
        if sheet.name in results
        else sheet.visibility is not Visibility.VISIBLE
        for sheet in source.sheets
    )


def _is_sheet_replayed(source: Sheet, changes: Sequence[CellChange], result: Sheet) -> bool:
    shape = (max(source.shape[0], result.shape[0]), max(source.shape[1], result.shape[1]))
    is_same = _same_cells(source, result, shape)
    for change in changes:
        row, column = change.cell.row, change.cell.column
        if row < shape[0] and column < shape[1]:
            is_same[row, column] = _shows(change, result)
    return bool(is_same.all()) and set(source.stray) >= set(result.stray)


def _same_cells(source: Sheet, result: Sheet, shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Return (rows, columns) bool: where both show the same kind, number and text."""
    kinds = _fill(source.kinds, shape, CellKind.EMPTY), _fill(result.kinds, shape, CellKind.EMPTY)
    values = _fill(source.values, shape, np.nan), _fill(result.values, shape, np.nan)
    texts = _fill(source.texts, shape, ""), _fill(result.texts, shape, "")
    is_same_value = (values[0] == values[1]) | (np.isnan(values[0]) & np.isnan(values[1]))
    is_same_text = np.asarray(texts[0] == texts[1], np.bool_)
    is_same_kind = np.equal(kinds[0], kinds[1])
    return np.asarray(is_same_kind & is_same_value & is_same_text, np.bool_)


def _fill(array: npt.NDArray[Any], shape: tuple[int, int], rest: object) -> npt.NDArray[Any]:
    """Return `array` made larger with `rest`."""
    rows, columns = array.shape
    if (rows, columns) == shape:
        return array
    larger = np.full(shape, rest, array.dtype)
    larger[:rows, :columns] = array
    return larger


def _shows(change: CellChange, result: Sheet) -> bool:
    row, column = change.cell.row, change.cell.column
    if result.is_empty(row, column):
        return change.marker == CLEARED
    if change.is_withheld:
        is_text = result.kinds[row, column] == CellKind.TEXT
        return bool(is_text) and str(result.texts[row, column]) == change.marker
    return float(result.values[row, column]) == change.number
