"""`crate`: a record as an RO-Crate."""

from __future__ import annotations

import argparse
import uuid

from sdc_desktop.cli.documents import Document
from sdc_desktop.cli.signing import now
from sdc_desktop.workbook.crate_file import CrateWish, write_crate


def run_crate(arguments: argparse.Namespace) -> Document:
    """Write the crate as asked and return what `crate` prints.

    Raises:
        SdcError: The record does not hold, or the crate cannot be written.
    """
    wish = CrateWish(
        arguments.out,
        str(uuid.uuid4()),
        now(),
        arguments.workflow,
        arguments.project,
        arguments.licence,
    )
    made = write_crate(arguments.record, arguments.workbook, wish)
    return {
        "out": str(made.out),
        "identifier": f"urn:uuid:{wish.identifier}",
        "files": list(made.files),
        "workbook": made.has_workbook,
        "five_safes": made.is_five_safes,
        "outstanding": [] if made.has_workbook else ["the protected workbook is not approved"],
    }
