"""Why a protected workbook was not saved: one sentence each, and a hint what to do."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError


class SourceChangedError(SdcError):
    """Raised when the file is no longer the one that was checked."""

    hint = "Open it again; what was decided is kept and can be looked through once more."

    def __init__(self, path: Path) -> None:
        super().__init__(f"The workbook {path.name} was changed since it was opened.")


class SourceOverwrittenError(SdcError):
    """Raised when the protected workbook would be written over the source."""

    hint = "Choose another name or folder for the protected workbook."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is the workbook that is being checked; it stays as it is.")


class FolderTakenError(SdcError):
    """Raised when a folder is to be written where there is something already."""

    hint = "Choose a new folder."

    def __init__(self, path: Path) -> None:
        super().__init__(f"There is something at {path.name} already.")


class WrongSuffixError(SdcError):
    """Raised when the name asked for promises another file format than the source has."""

    def __init__(self, path: Path, suffix: str) -> None:
        super().__init__(
            f"{path.name} cannot be saved: this workbook keeps its format {suffix}.",
            hint=f"Choose a name that ends in {suffix}.",
        )


class OnlyAsXlsxError(SdcError):
    """Raised when the name asked for promises a format that is only read."""

    hint = "Choose a name that ends in .xlsx."

    def __init__(self, path: Path, file_format: str) -> None:
        super().__init__(
            f"{path.name} cannot be saved: a .{file_format} workbook is saved as .xlsx."
        )


class MarkerNotInEncodingError(SdcError):
    """Raised when the encoding of a text file has no character of a marker."""

    hint = "Choose a marker of plain letters, such as [c]."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} was not saved: its encoding cannot hold the marker.")


class MacrosGoneSuffixError(SdcError):
    """Raised when a workbook is to lose its macros and its new name promises them."""

    hint = "Choose a name that ends in .xlsx."

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} cannot be saved: without its macros it is an .xlsx file.")


class NotSavedError(SdcError):
    """Raised when the file could not be written; nothing of it is left behind."""

    hint = "Make room on the disk or choose another folder, and save again."

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} was not saved: {reason}.")
