"""Why a file cannot be read or written: one sentence each, and a hint what to do."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError


class FileMissingError(SdcError):
    """Raised when there is no file at the path."""

    hint = "Check the name and the folder."

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is no file {path}.")


class FileUnreadableError(SdcError):
    """Raised when the file or its folder may not be read, or is a folder."""

    hint = "Choose a workbook that you may open, or ask for access to it."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} cannot be read.")


class EmptyFileError(SdcError):
    """Raised when the file holds no byte."""

    hint = "It was perhaps not saved or copied completely; open the original and save it again."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is empty.")


class NotASpreadsheetError(SdcError):
    """Raised when the file is something else."""

    hint = "Open a workbook saved as .xlsx, .ods, .xls or .csv."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is not a spreadsheet that can be read.")


class DamagedWorkbookError(SdcError):
    """Raised when the file begins like a workbook and cannot be read to its end."""

    hint = (
        "It was perhaps not copied completely; fetch it again or open and save it in a spreadsheet."
    )

    def __init__(self, path: Path, detail: str = "") -> None:
        super().__init__(f"{path.name} is damaged{': ' + detail if detail else ''}.")


class WorkbookLockedError(SdcError):
    """Raised when a workbook asks for a password before it can be read."""

    hint = "Save a copy without the password and open the copy."

    def __init__(self, path: Path, *, hint: str | None = None) -> None:
        super().__init__(f"{path.name} is protected by a password.", hint=hint)


class WrongPasswordError(SdcError):
    """Raised when a workbook does not open with the password that was given."""

    hint = "Check the password; capital letters and spaces at its ends count."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} does not open with this password.")


class LockNotReadError(SdcError):
    """Raised when a workbook is locked in a way that a password does not open here."""

    hint = "Save a copy without the password in a spreadsheet program and open the copy."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is locked in a way that cannot be opened here.")


class OldFormatError(SdcError):
    """Raised where only the parts of an .xlsx workbook will do and the file is something else."""

    hint = "Open it in a spreadsheet program, save it as .xlsx and open that file."

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(f"{path.name} is {kind}, whose parts cannot be looked into.")


class EmptyWorkbookError(SdcError):
    """Raised when no sheet of a workbook holds anything."""

    hint = "Open the workbook that holds the tables."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} holds no data.")


class TooLargeError(SdcError):
    """Raised when a file holds more cells than a table that people read."""

    hint = "Open the tables made from it; microdata are not checked here."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} holds more cells than can be looked at.")


class TextTooLongError(SdcError):
    """Raised when a text is longer than a cell of a spreadsheet holds."""

    hint = "Look for a missing quotation mark or separator, or shorten the text."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} holds a text that is too long for a cell.")


class HostileWorkbookError(SdcError):
    """Raised when a file is made so that reading it would harm: bombs, tricks with names."""

    hint = "Do not open it elsewhere either; ask whoever sent it for the workbook itself."

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(f"{path.name} is not opened: {detail}.")
