"""Change every byte of every file of a record, reviews included, and see that it is detected.

    python -m tests.bench.record_bytes [--every N] [RECORD ...]

Every N-th byte is changed in three ways (lowest bit, highest bit, zero or one). The records of
earlier versions are taken when none is named. Prints one line for each file.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sdc_desktop.core.errors import SdcError
from sdc_desktop.workbook.record_file import verify_record

RECORDS = Path(__file__).parents[1] / "data" / "records"


def changes(byte: int) -> Iterator[int]:
    """Yield other bytes to put in place of one."""
    yield from {byte ^ 1, byte ^ 128, 1 if byte == 0 else 0}


def undetected(record: Path, every: int) -> Iterator[tuple[str, int, list[int]]]:
    """Yield name, number of changes and the places where one was not noticed, for each file.

    Args:
        record: A good record; a copy of it is changed.
        every: How far the changed bytes are apart.
    """
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "record"
        shutil.copytree(record, copy)
        assert is_good(copy)
        for path in sorted(copy.iterdir()):
            data = path.read_bytes()
            tried, missed = 0, []
            for at in range(0, len(data), every):
                for byte in changes(data[at]):
                    path.write_bytes(data[:at] + bytes([byte]) + data[at + 1 :])
                    tried += 1
                    if is_good(copy):
                        missed.append(at)
            path.write_bytes(data)
            yield path.name, tried, missed


def is_good(record: Path) -> bool:
    """Tell whether a record verifies; one that cannot be read does not."""
    try:
        return verify_record(record).is_good
    except SdcError:
        return False


def main() -> int:
    """Try all records and return 1 when a change was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path, nargs="*")
    parser.add_argument("--every", type=int, default=1)
    parsed = parser.parse_args()
    records = parsed.records or sorted(path.parent for path in RECORDS.glob("*/record/record.json"))
    total = 0
    for record in records:
        for name, tried, missed in undetected(record, parsed.every):
            total += len(missed)
            print(
                f"{record.parent.name} {name}: {tried} changes, {len(missed)} missed {missed[:5]}"
            )
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
