"""A source in a format that is only read, as an xlsx package in memory that can be edited."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from sdc_desktop.core.errors import SdcError
from sdc_desktop.core.progress import Progress, no_progress
from sdc_desktop.core.sheets import Visibility, Workbook
from sdc_desktop.workbook.package import Package
from sdc_desktop.workbook.reader import read_package
from sdc_desktop.workbook.rewritten.writing import written_sheets, xlsx_bytes

REWRITTEN = "it was saved as a new xlsx workbook, with values in place of formulas"
"""Why the file as a whole is another one, in the record's list of parts."""

SUFFIX = ".xlsx"


class NotRewrittenError(SdcError):
    """Raised when a workbook holds something that no xlsx workbook can hold."""

    hint = "Save it as .xlsx in a spreadsheet program, and check and protect that workbook."

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} cannot be saved as .xlsx: {reason}.")


@dataclass(frozen=True, slots=True)
class Plain:
    """A source written anew, before anything is protected; it stays in memory.

    Attributes:
        package: Its parts.
        workbook: What is read of them: cells, looks and layout as in the source.
    """

    package: Package
    workbook: Workbook

    @classmethod
    def of(cls, source: Workbook, progress: Progress = no_progress) -> Plain:
        """Write a workbook anew.

        Raises:
            NotRewrittenError: It holds what no xlsx workbook can hold.
            Cancelled: `progress` was asked to stop.
        """
        if not any(one.visibility is Visibility.VISIBLE for one in written_sheets(source)):
            raise NotRewrittenError(source.name, "a reader sees none of its sheets with cells")
        try:
            data = xlsx_bytes(source, progress)
        except XlsxWriterException as error:
            reason = "xlsx does not allow the name of one of its sheets"
            raise NotRewrittenError(source.name, reason) from error
        except ValueError as error:
            raise NotRewrittenError(source.name, "one of its texts does not fit") from error
        try:
            package = Package.from_bytes(Path(source.name).with_suffix(SUFFIX), data)
            return cls(package, read_package(package, progress))
        except SdcError as error:
            reason = "what was written cannot be read again"
            raise NotRewrittenError(source.name, reason) from error


def in_words(workbook: Workbook) -> str:
    """Return one sentence that says what saving as xlsx means for a workbook."""
    charts = [one.name for one in workbook.sheets if one.is_chart_sheet]
    left = "charts, pictures, comments, macros and links"
    if charts:
        left += f" (with the chart sheets {', '.join(charts)})"
    return (
        f"The .{workbook.format} workbook was saved as xlsx: values, number formats, looks, merged "
        f"cells, widths and hidden parts are as in the source, formulas became values, and {left} "
        "were left out."
    )
