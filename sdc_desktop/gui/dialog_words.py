"""What each dialog is for, in a sentence, and where the help says more."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def dialog_places() -> dict[str, tuple[str, str]]:
    """Return what each dialog is for and its topic of the help, by the name of its class."""
    return {**_of_protecting(), **_of_saving(), **_of_looking()}


def _of_protecting() -> dict[str, tuple[str, str]]:
    return {
        "RoundingDialog": (
            tr("Numbers are changed instead of withheld. Each way says what it would lose."),
            "methods/conventional-rounding",
        ),
        "ReasonDialog": (
            tr("The cells are shown although a rule calls them unsafe. It stands in the record."),
            "words/exception",
        ),
        "FactDialog": (
            tr("What readers know from elsewhere is taken into account when cells are judged."),
            "words/what-a-reader-can-work-out",
        ),
        "PolicyEditor": (
            tr("The rules of a policy in plain words. What a change does is said at once."),
            "first-hour/choose-the-policy-minutes",
        ),
        "ParametersDialog": (
            tr("The policy publishes no numbers, so it asks for yours. They are kept sealed."),
            "first-hour/choose-the-policy-minutes",
        ),
        "ComparisonDialog": (
            tr("What another policy would find in the same workbook, beside the one that holds."),
            "first-hour/choose-the-policy-minutes",
        ),
        "ProtectionDialog": (
            tr("What to keep small and what to avoid when cells are chosen to protect others."),
            "methods/suppression",
        ),
        "MethodsDialog": (
            tr("What each way to protect loses and leaves, before one of them is applied."),
            "methods/suppression",
        ),
        "RedesignDialog": (
            tr("Two categories become one, so that less has to be withheld. It can be undone."),
            "methods/suppression",
        ),
        "WeightDialog": (
            tr("Cells that count more are withheld later than others to protect what is unsafe."),
            "methods/suppression",
        ),
        "PercentageDialog": (
            tr("Which counts a percentage was worked out from, so that it is withheld with them."),
            "methods/percentages-rates-and-means",
        ),
        "TotalDialog": (
            tr("Which lines add up to a total. It is believed where arithmetic proves it."),
            "words/what-a-reader-can-work-out",
        ),
        "DecisionDialog": (
            tr("Your decision about a table or a finding. The reason stands in the record."),
            "words/record",
        ),
    }


def _of_saving() -> dict[str, tuple[str, str]]:
    return {
        "SaveDialog": (
            tr("Saves, reads back, proves and signs in one step. The source is not changed."),
            "first-hour/sign-and-save-minutes",
        ),
        "SavedDialog": (
            tr("What was saved, and what a second reader found when it read the file back."),
            "first-hour/sign-and-save-minutes",
        ),
        "ChangesDialog": (
            tr("What is different in the saved file; all else stays byte for byte."),
            "first-hour/sign-and-save-minutes",
        ),
        "FormulasDialog": (
            tr("Formulas whose results would tell a withheld number. The file keeps their values."),
            "first-hour/sign-and-save-minutes",
        ),
        "ReleaseDialog": (
            tr("What is released, when and from which data. It stands in the record."),
            "first-hour/sign-and-save-minutes",
        ),
        "PrintDialog": (
            tr("What is printed is what readers get, never a withheld number."),
            "first-hour/sign-and-save-minutes",
        ),
        "CrateDialog": (
            tr("A record with its reviews and the approved workbook, as a folder for an archive."),
            "words/record",
        ),
        "CardDialog": (
            tr("What is known of a dataset: owner, agreement, what is allowed, when it goes."),
            "words/record",
        ),
        "ReviewChoiceDialog": (
            tr(
                "Where the record and its workbooks are that you are to look at as another checker."
            ),
            "words/record",
        ),
        "ReviewDialog": (
            tr("Another checker's work: decide and sign, then see what they decided."),
            "words/record",
        ),
        "StandingDialog": (
            tr("What each checker decided, side by side, and whether they agree."),
            "words/record",
        ),
        "RegisterDialog": (tr("Who did what with which file, and what is known of data."), ""),
        "LeavingDialog": (
            tr("The last steps could not be kept on the disk, so leaving now would lose them."),
            "",
        ),
    }


def _of_looking() -> dict[str, tuple[str, str]]:
    return {
        "PicturesDialog": (
            tr("What became of the cells, what was lost, and how far numbers moved, as pictures."),
            "methods/conventional-rounding",
        ),
        "PlotDialog": (
            tr("How far each withheld cell can be narrowed, and how far the policy allows."),
            "words/what-a-reader-can-work-out",
        ),
        "HelpDialog": (tr("Words on the rules, on ways to protect, and on the first hour."), ""),
        "LearningDialog": (tr("Find the problems yourself, and see how many you found."), ""),
        "Dialog": (tr("A question that has to be answered before the check goes on."), ""),
        "QDialog": (tr("A question that has to be answered before the check goes on."), ""),
        "AboutDialog": (
            tr("The versions of the program and of what it is built on, for a report of a fault."),
            "",
        ),
        "FaultDialog": (
            tr("The program made a mistake. Your work is in its journal and nothing is lost."),
            "",
        ),
        "LogDialog": (
            tr("What the program did since it was started. It holds no value of a workbook."),
            "",
        ),
        "PasswordDialog": (
            tr("The workbook is locked. The password is used once and kept nowhere."),
            "first-hour/open-and-look-over-the-tables-minutes",
        ),
        "PictureDialog": (
            tr("A picture of the check. The saved one holds no withheld number."),
            "words/what-a-reader-can-work-out",
        ),
        "QuestionsDialog": (
            tr("What the researcher has to be asked before all can be judged, ready to be sent."),
            "words/dominance-and-p",
        ),
    }


def tr(text: str) -> str:
    """Return `text` in the user's language."""
    return QCoreApplication.translate("", text)
