"""Who signs, as given on the command line, and when."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from datetime import UTC, datetime

from sdc_desktop.cli.opening import read_first_line
from sdc_desktop.workbook.finish import Signer, load_signer


def open_signer(arguments: argparse.Namespace) -> Signer | None:
    """Return who signs with `--key`, None when no key was given.

    Raises:
        SdcError: The key cannot be read or stays locked.
    """
    if arguments.key is None:
        return None
    ask: Callable[[], str] = lambda: getpass.getpass("Passphrase of the key: ")  # noqa: E731
    if arguments.passphrase_file is not None:
        ask = lambda: read_first_line(arguments.passphrase_file, "passphrase file")  # noqa: E731
    return load_signer(arguments.key, ask)


def now() -> str:
    """Return the present time in UTC, such as "2026-11-21T09:30:00Z"."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
