"""How the set-up speaks: one line at a time, and one kind of error that people can act on."""

from __future__ import annotations


class SetupError(Exception):
    """Raised when the set-up cannot go on; its text says in one sentence what to do."""


def say(text: str) -> None:
    """Print one line at once, so that it stands before what a started program prints."""
    print(f"[sdc-desktop] {text}", flush=True)
