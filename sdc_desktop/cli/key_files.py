"""Secrets and tables from files, with a word about files that are no good place for a secret."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from sdc_desktop.core.errors import SdcError

LEAST_LETTERS = 20
"""A secret of fewer letters or digits can be tried out."""
_LEAST_DIFFERENT = 6
_OTHERS = stat.S_IRGRP | stat.S_IROTH


@dataclass(frozen=True, slots=True)
class SecretFile:
    """The secret in a file.

    Attributes:
        key: 32 bytes.
        warnings: Why it may be no secret, one sentence each.
    """

    key: bytes = field(repr=False)
    warnings: tuple[str, ...]


def read_secret(file: Path) -> SecretFile:
    """Return the secret in a text file.

    Raises:
        SdcError: The file cannot be read, or is empty.
    """
    text = text_of(file, "key file").strip()
    key = hashlib.sha256(text.encode()).digest()
    warnings = []
    if len(text) < LEAST_LETTERS or len(set(text)) < _LEAST_DIFFERENT:
        warnings.append(
            f"The key file {file.name} is too short or too simple: whoever tries out keys undoes "
            f"the noise. Use at least {LEAST_LETTERS} letters and digits that nobody guesses."
        )
    if _others_can_read(file):
        warnings.append(
            f"Other users of this computer can read the key file {file.name}: take that right away "
            "from them."
        )
    return SecretFile(key, tuple(warnings))


def text_of(file: Path, what: str) -> str:
    """Return the text of a file.

    Args:
        file: The file, in UTF-8.
        what: What it is called in a sentence.

    Raises:
        SdcError: It cannot be read, or is empty.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SdcError(
            f"The {what} {file.name} cannot be read.", hint="Check its path and rights."
        ) from error
    if not text.strip():
        raise SdcError(f"The {what} {file.name} is empty.", hint="Check its path.")
    return text


def _others_can_read(file: Path) -> bool:
    """Tell whether a file's rights let others read it; only where a system has such rights."""
    return os.name == "posix" and bool(file.stat().st_mode & _OTHERS)
