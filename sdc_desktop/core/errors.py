"""What can go wrong with a user's input: one sentence each, and a hint what to do."""

from __future__ import annotations


class SdcError(Exception):
    """An error to show to the user as `str(error)` with `error.hint` below it."""

    hint: str = ""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        if hint is not None:
            self.hint = hint


class Cancelled(Exception):  # noqa: N818 - it is a wish, not an error
    """Raised by a `Progress` when the user asked to stop."""
