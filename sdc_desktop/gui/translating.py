"""Texts in the user's language, for what is no Qt object; light enough for the first picture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, number: int = -1) -> str:
    """Return `text` in the user's language."""
    return QCoreApplication.translate("words", text, None, number)
