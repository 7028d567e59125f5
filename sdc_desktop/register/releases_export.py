"""The releases of the register for an auditor, as csv and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, fields
from pathlib import Path

from sdc_desktop.register.entries import PublishedRelease
from sdc_desktop.register.journal_file import write_whole
from sdc_desktop.register.log_export import ExportError, as_text


def export_releases(path: Path, releases: Sequence[PublishedRelease]) -> None:
    """Write the releases; the name's ending says whether as .csv or as JSON.

    Raises:
        ExportError: The file cannot be written.
    """
    if path.suffix.lower() == ".csv":
        text = _as_csv(releases)
    else:
        held = {"releases": [asdict(one) for one in releases]}
        text = json.dumps(held, ensure_ascii=False, indent=1)
    try:
        write_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise ExportError(path) from error


def _as_csv(releases: Sequence[PublishedRelease]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([one.name for one in fields(PublishedRelease)])
    for release in releases:
        writer.writerow([as_text(one) for one in astuple(release)])
    return written.getvalue()
