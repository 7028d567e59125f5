"""What the save dialog gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SaveWish:
    """Where to save, and who signs with what.

    Attributes:
        out: The protected workbook.
        record: The folder of the record.
        who: The name to sign with.
        key: The private key file, None to leave the record unsigned.
        is_new_key: Whether `key` is still to be made.
        passphrase: Of the key; never shown, never kept.
        declarations: What the signer declares.
        is_clean_copy: Whether a clean copy is written; the name of `out` tells its format.
    """

    out: Path
    record: Path
    who: str
    key: Path | None = None
    is_new_key: bool = False
    passphrase: str = field(default="", repr=False)
    declarations: tuple[str, ...] = ()
    is_clean_copy: bool = False
