"""Why a journal cannot be written or continued: one sentence each, and a hint what to do."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError


class JournalError(SdcError):
    """Raised when the folder or a file of the journals cannot be used."""

    hint = "Check that the disk is not full and that you may write to your own settings folder."


class CheckOpenElsewhereError(SdcError):
    """Raised when another window has the check of the same workbook open."""

    hint = "Go on in that window, or close it first."

    def __init__(self, source: Path) -> None:
        super().__init__(f"The check of {source.name} is open in another window.")


class UnfinishedCheckError(SdcError):
    """Raised when a check of the same workbook was begun and neither finished nor discarded."""

    hint = "Continue the unfinished check, or discard it first."

    def __init__(self, source: Path) -> None:
        super().__init__(f"There is an unfinished check of {source.name}.")


class JournalDamagedError(SdcError):
    """Raised when a journal was changed, or a line in its middle is lost."""

    hint = "What was done cannot be repeated safely; discard it and check the workbook anew."

    def __init__(self, line: int) -> None:
        super().__init__(f"The journal of the unfinished check is damaged in line {line}.")
        self.line = line


class NewerJournalError(SdcError):
    """Raised when a newer version of the program wrote the journal."""

    hint = "Finish the check with the newer version."

    def __init__(self) -> None:
        super().__init__("The unfinished check was begun with a newer version of the program.")


class SourceChangedError(SdcError):
    """Raised when the workbook is not the one that the unfinished check is about."""

    hint = "Open the workbook as it was when the check was begun, or discard the check."

    def __init__(self, source: Path) -> None:
        super().__init__(f"{source.name} was changed since its check was begun.")
