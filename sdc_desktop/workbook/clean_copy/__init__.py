"""A clean copy: a new, accessible workbook with nothing in it but what is published."""

from __future__ import annotations

from sdc_desktop.workbook.clean_copy.building import NothingToCopyError, build_copy
from sdc_desktop.workbook.clean_copy.model import Arrangement, CleanCopy, CopyWish
from sdc_desktop.workbook.clean_copy.proof import prove_copy
from sdc_desktop.workbook.clean_copy.saving import (
    CopyFolderTakenError,
    CopySuffixError,
    refuse_copy_place,
    save_copy,
)

__all__ = [
    "Arrangement",
    "CleanCopy",
    "CopyFolderTakenError",
    "CopySuffixError",
    "CopyWish",
    "NothingToCopyError",
    "build_copy",
    "prove_copy",
    "refuse_copy_place",
    "save_copy",
]
