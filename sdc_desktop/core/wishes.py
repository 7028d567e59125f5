"""What may be wished of cells; by itself, so that menus can be made without the check."""

from __future__ import annotations

from enum import StrEnum


class Wish(StrEnum):
    """What a checker wishes of cells when others are chosen to protect what is unsafe."""

    KEEP = "keep"
    """They must stay shown, such as headline figures."""
    LET_GO = "let-go"
    """They may rather be withheld than others."""
    WEIGH = "weigh"
    """Withholding them costs so many times what it would."""
    NONE = "none"
    """Nothing any more."""
