"""Why a record cannot be written or read: one sentence each, and a hint what to do."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError


class RecordFolderTakenError(SdcError):
    """Raised when the folder for a record is there and holds something."""

    hint = "Choose a folder that does not exist yet, or an empty one."

    def __init__(self, folder: Path) -> None:
        super().__init__(f"The folder {folder.name} holds something already.")


class RecordNotWrittenError(SdcError):
    """Raised when the folder or a file of a record cannot be written; nothing is left behind."""

    hint = "Choose a folder that you may write to, on a disk that is not full."

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"The record {folder.name} cannot be written: {reason}.")


class RecordMissingError(SdcError):
    """Raised when there is no record at the path."""

    hint = "Give the folder that holds record.json."

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no check record at {folder}.")


class RecordUnreadableError(SdcError):
    """Raised when a file of a record, or one to compare it with, cannot be read."""

    hint = "Check its path and your rights, or fetch it again."

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} cannot be read.")


class RecordBrokenError(SdcError):
    """Raised when record.json holds no record."""

    hint = "It was changed or damaged; fetch the whole folder again."

    def __init__(self) -> None:
        super().__init__("record.json does not hold a check record.")


class NewerRecordError(SdcError):
    """Raised when a newer version of the program wrote the record in a new format."""

    hint = "Verify it with the newer version; ssh-keygen can check the signature in any case."

    def __init__(self) -> None:
        super().__init__("The record was written by a newer version of the program.")


class NotReviewedError(SdcError):
    """Raised when a record cannot be reviewed because it, or the workbook, is not what it was."""

    hint = "Fetch the whole folder and the protected workbook again, as they were signed."

    def __init__(self, problem: str) -> None:
        super().__init__(f"This record cannot be reviewed: {problem[0].lower()}{problem[1:]}")


class SameCheckerError(SdcError):
    """Raised when somebody reviews what they signed themselves."""

    hint = "A further checker must be somebody else, with a key of their own."

    def __init__(self) -> None:
        super().__init__("This key or person has signed the record or a review of it already.")


class OwnRequestError(SdcError):
    """Raised when somebody checks what they asked for themselves."""

    hint = "A further checker must be somebody else than the one who asks for the release."

    def __init__(self) -> None:
        super().__init__("Nobody checks their own request.")


class FolderLockedError(SdcError):
    """Raised when somebody else writes into the folder of a record and does not finish."""

    hint = "Try again in two minutes."

    def __init__(self, folder: Path) -> None:
        super().__init__(f"Somebody else is writing into {folder.name}.")
