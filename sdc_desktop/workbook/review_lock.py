"""One writer at a time in the folder of a record, and what a writer who was killed left behind.

The folder may be shared between computers, so the lock is a file that is made exclusively. A
review counts when its own file is there: its line in the list of signers and its signature come
before, and are taken back by the next writer where the file never came.
"""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sdc_desktop.workbook.record_errors import FolderLockedError, RecordNotWrittenError
from sdc_desktop.workbook.record_verification import ALLOWED_SIGNERS, signer_lines

LOCK = ".review.lock"
_WAIT = 15.0
_STALE = 120.0
_PAUSE = 0.05


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; one that was left behind by a crash is taken over.

    Raises:
        FolderLockedError: Somebody else holds it and does not finish.
        RecordNotWrittenError: The folder cannot be written to.
    """
    lock, end = folder / LOCK, time.monotonic() + _WAIT
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
            break
        except FileExistsError as error:
            if _take_away_stale(lock):
                continue
            if time.monotonic() > end:
                raise FolderLockedError(folder) from error
            time.sleep(_PAUSE)
        except OSError as error:
            reason = (error.strerror or "the disk refused it").lower()
            raise RecordNotWrittenError(folder, reason) from error
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def undo_interrupted(folder: Path) -> None:
    """Take back what a writer began who was killed; the lock is held.

    Only what such a writer leaves is touched: files of its own, a signature without its review,
    and a list of signers with a line too many or too few.

    Raises:
        OSError: Something cannot be read or written.
        SdcError: The record cannot be read.
    """
    for unfinished in folder.glob(".*.unfinished"):
        unfinished.unlink(missing_ok=True)
    for signature in folder.glob("review-*.json.sig"):
        if not signature.with_suffix("").exists():
            signature.unlink()
    path = folder / ALLOWED_SIGNERS
    wanted, held = signer_lines(folder), path.read_bytes() if path.exists() else b""
    if held != wanted and _differ_by_a_line(held, wanted):
        put(path, wanted)


def put(path: Path, data: bytes) -> None:
    """Write a file whole: until the last moment it is what it was.

    Raises:
        OSError: It cannot be written.
    """
    unfinished = _write_beside(path, data)
    try:
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def put_new(path: Path, data: bytes) -> None:
    """Write a file whole that is not there yet; one that is there is never written over.

    Raises:
        FileExistsError: It is there.
        OSError: It cannot be written.
    """
    unfinished = _write_beside(path, data)
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without second names for a file.
        with path.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    finally:
        unfinished.unlink(missing_ok=True)


def _write_beside(path: Path, data: bytes) -> Path:
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(6)}.unfinished")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    return unfinished


def _take_away_stale(lock: Path) -> bool:
    """Take a lock away that is old; of several who try, one gets the very file."""
    claimed = lock.with_name(f"{lock.name}.{secrets.token_hex(6)}")
    try:
        if time.time() - lock.stat().st_mtime <= _STALE:
            return False
        lock.rename(claimed)
    except OSError:
        return False
    try:
        if time.time() - claimed.stat().st_mtime <= _STALE:
            with suppress(OSError):
                os.link(claimed, lock)
    finally:
        claimed.unlink(missing_ok=True)
    return True


def _differ_by_a_line(held: bytes, wanted: bytes) -> bool:
    ours, theirs = held.splitlines(keepends=True), wanted.splitlines(keepends=True)
    shorter, longer = sorted((ours, theirs), key=len)
    return len(longer) - len(shorter) <= 1 and set(shorter) <= set(longer)
