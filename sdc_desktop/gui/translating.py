"""Texts in the user's language, for what is no Qt object; light enough for the first picture."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, comment: str | None = None, number: int = -1) -> str:
    """Return `text` in the user's language; `comment` tells translators which of two is meant."""
    return QCoreApplication.translate("", text, comment, number)
