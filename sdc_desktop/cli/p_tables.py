"""The `p-table` command: design a perturbation table, or look one over."""

from __future__ import annotations

import argparse
from pathlib import Path

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.cli.documents import Document
from sdc_desktop.cli.key_files import text_of
from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.perturbation.designed_p_table import design_p_table
from sdc_desktop.core.perturbation.p_table import PTable, read_p_table
from sdc_desktop.core.perturbation.p_table_quality import judge_p_table, p_table_text


def run_p_table(arguments: argparse.Namespace) -> Document:
    """Design a table, or read one, judge it, and write it where that is asked.

    Raises:
        SdcError: The numbers fit no table, or a file cannot be read or written.
    """
    if arguments.file is not None:
        table = read_p_table(text_of(arguments.file, "perturbation table"))
    else:
        table = designed(arguments.largest, arguments.variance, arguments.smallest)
    quality = judge_p_table(table)
    if arguments.out is not None:
        _write(arguments.out, table)
    return {
        "file": str(arguments.file) if arguments.file else None,
        "out": str(arguments.out) if arguments.out else None,
        **quality.as_json(),
    }


def p_table_in_words(document: Document) -> str:
    """Return what the command prints for people."""
    lines = [
        f"Rows: {document['rows']}; largest noise {document['largest']:g}, variance "
        f"{document['variance']:g}.",
        f"Large counts that stay as they are: {100 * document['unchanged']:.0f} %.",
        f"Smallest count shown: {document['smallest_shown']:g}.",
        f"Fewest true counts behind a shown one: {document['narrowest']}.",
        "Unbiased." if document["unbiased"] else f"Largest mean noise: {document['bias']:g}.",
        "Zeros stay." if document["keeps_zeros"] else "Zeros change.",
        *document["warnings"],
    ]
    if document["out"]:
        lines.append(f"Written: {document['out']}")
    return "\n".join(lines)


def designed(largest: int, variance: float, smallest: int) -> PTable:
    """Return the table of greatest entropy for these numbers.

    Raises:
        ArgumentsError: No table has them.
    """
    try:
        return design_p_table(largest, variance, smallest)
    except ValueError as error:
        raise ArgumentsError(
            "No perturbation table has this largest noise and this variance.",
            hint="The variance must be a number above 0 and below the square of the largest.",
        ) from error


def _write(path: Path, table: PTable) -> None:
    try:
        path.write_text(p_table_text(table), encoding="utf-8")
    except OSError as error:
        raise SdcError(
            f"{path.name} cannot be written.", hint="Check its folder and your rights."
        ) from error
