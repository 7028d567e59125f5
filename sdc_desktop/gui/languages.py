"""The window's language: English in the program itself, others from resources/translations."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from sdc_desktop.register.resource_files import resource

LANGUAGES = {"en": "English", "cy": "Cymraeg"}
"""What there is, each under its own name."""

_NAME = "translator of the program"


def use_language(application: QApplication, language: str) -> None:
    """Show what is translated in `language`, "" for the desktop's; the rest stays English."""
    for old in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(old)
        old.deleteLater()
    locale = QLocale(language) if language else QLocale.system()
    for name, folder in (
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        ("sdc", str(resource("translations"))),
    ):
        translator = QTranslator(application)
        translator.setObjectName(_NAME)
        if translator.load(locale, name, "_", folder):
            application.installTranslator(translator)
