"""How long work reports what it has done, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called now and then by long work."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Note that `done` of `total` steps are done and `what` comes now.

        Raises:
            Cancelled: The user asked to stop.
        """


def no_progress(done: int, total: int, what: str) -> None:
    """Report to nobody."""
