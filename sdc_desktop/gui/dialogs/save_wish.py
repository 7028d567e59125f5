"""What the save dialog gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sdc_desktop.gui.models.questions import NO_QUESTIONS, Questions


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
        questions: What was gone through before signing.
        answers: What the signer answered, by the name of the policy's gate.
        declared: Names of what the signer declares.
        is_clean_copy: Whether a clean copy is written; the name of `out` tells its format.
    """

    out: Path
    record: Path
    who: str
    key: Path | None = None
    is_new_key: bool = False
    passphrase: str = field(default="", repr=False)
    questions: Questions = NO_QUESTIONS
    answers: Mapping[str, str] = field(default_factory=dict)
    declared: frozenset[str] = frozenset()
    is_clean_copy: bool = False
