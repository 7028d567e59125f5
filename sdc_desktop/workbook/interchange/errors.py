"""What can be wrong with a file that holds a suppression problem."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.errors import SdcError


class ProblemFileError(SdcError):
    """Raised when a file cannot be read as a suppression problem."""

    hint = "Write it again with the program that it comes from."

    def __init__(self, file: Path, because: str) -> None:
        super().__init__(f"{file.name} cannot be read as a suppression problem: {because}.")


def read_problem_text(file: Path) -> str:
    """Return the text of a file; old ones are in Windows' western code page.

    Raises:
        ProblemFileError: It cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise ProblemFileError(file, "it is not there or not yours to read") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
