"""What the command line says of a clean copy: its words and its options."""

from __future__ import annotations

import argparse

from sdc_desktop.cli.arguments import ArgumentsError
from sdc_desktop.workbook.clean_copy import Arrangement, CopyWish


def copy_wish(arguments: argparse.Namespace, date: str) -> CopyWish | None:
    """Return what a clean copy should be, None where none is asked for.

    Args:
        arguments: Those of `protect`.
        date: When the copy is published, such as "2026-11-21".

    Raises:
        ArgumentsError: Something is said of a clean copy and none is asked for.
    """
    names = ("copy_title", "copy_publisher", "copy_contact")
    title, publisher, contact = (str(getattr(arguments, name)).strip() for name in names)
    is_together = arguments.tables_together
    if arguments.clean_copy:
        how = Arrangement.AS_IN_SOURCE if is_together else Arrangement.ONE_TABLE
        return CopyWish(date, title, publisher, contact, arrangement=how)
    if title or publisher or contact or is_together:
        raise ArgumentsError(
            "A title, a publisher, a contact and the order of tables are those of a clean copy.",
            hint="Add --clean-copy, or leave them out.",
        )
    return None
