"""Write what the researcher has to be asked for into a text file."""

from __future__ import annotations

from pathlib import Path

from sdc_desktop.core.asking import letter, questions_about
from sdc_desktop.core.check import Assessment, Check
from sdc_desktop.core.errors import SdcError


class QuestionsNotWrittenError(SdcError):
    """Raised when the file for the questions cannot be written."""

    hint = "Give a new name in a folder that you may write to."

    def __init__(self, path: Path) -> None:
        super().__init__(f"The questions cannot be written to {path.name}.")
        self.path = path


def write_questions(path: Path, check: Check, assessment: Assessment) -> None:
    """Write a text with everything that has to be asked for; no file is replaced.

    Raises:
        QuestionsNotWrittenError: There is such a file already, or it cannot be written.
    """
    questions = questions_about(assessment.tables, assessment.findings)
    text = letter(check.workbook.name, check.policy.title, questions)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise QuestionsNotWrittenError(path) from error
