"""What `--extract` says of tables, as actions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.core.actions import Extract, Stamp, StateExtract
from sdc_desktop.core.extracts import ExtractSaid
from sdc_desktop.core.tables import Table

_GROSSED = {"": None, "grossed": True, "not-grossed": False}
_HINT = "Write --extract sample:grossed, or --extract 'Table 1=100%'."


def extracts_said(
    texts: Iterable[str], tables: Sequence[Table], stamp: Stamp
) -> tuple[StateExtract, ...]:
    """Return what was said of the tables; of several about one table the last counts.

    Args:
        texts: Such as "100%", "sample:grossed", "Table 1=survey:not-grossed".
        tables: The tables found.
        stamp: Who says so and when.

    Raises:
        ArgumentsError: A text cannot be understood, or its sheet has no table.
    """
    why = replace(stamp, why="Said on the command line")
    actions = []
    for text in texts:
        sheet, said = _read(text)
        about = [table for table in tables if not sheet or table.sheet == sheet]
        if not about:
            raise ArgumentsError(f"No table was found on the sheet {sheet}.", hint=_HINT)
        actions += [
            StateExtract(table.sheet, table.body, said.extract, said.is_grossed, why)
            for table in about
        ]
    return tuple(actions)


def _read(text: str) -> tuple[str, ExtractSaid]:
    """Return the sheet, "" for all, and what is said of its tables."""
    sheet, _, kind = text.rpartition("=")
    name, colon, grossed = kind.partition(":")
    is_known = name in set(Extract) and grossed in _GROSSED and bool(colon) == bool(grossed)
    if not is_known or (colon and Extract(name) not in (Extract.SAMPLE, Extract.SURVEY)):
        raise ArgumentsError(f"--extract {text} cannot be understood.", hint=_HINT)
    return sheet, ExtractSaid(Extract(name), _GROSSED[grossed])
