"""A lock on a file that the system takes back when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Lock:
    """Held from `Lock.take` to `release`; a second holder is refused, in this process too.

    A file that a killed program left behind is no lock: what counts is the system's own lock on
    it, which ends with the process.
    """

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path, self._descriptor = path, descriptor

    @classmethod
    def take(cls, path: Path) -> Lock:
        """Take the lock.

        Raises:
            BlockingIOError: Somebody else holds it.
            OSError: The file cannot be made or locked.
        """
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                _lock(descriptor)
                if _is_still_at(path, descriptor):
                    return cls(path, descriptor)
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        os.close(self._descriptor)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):
                self._path.unlink(missing_ok=True)


def is_locked(path: Path) -> bool:
    """Tell whether somebody holds the lock at `path`."""
    if not path.exists():
        return False
    try:
        Lock.take(path).release()
    except BlockingIOError:
        return True
    return False


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError("the file is locked") from error
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _is_still_at(path: Path, descriptor: int) -> bool:
    """Tell whether the file was not removed between its opening and its locking."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False
