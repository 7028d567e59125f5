"""What the program did since its start, in memory only: no file, and no value of any workbook.

It listens to the loggers below "sdc_desktop". What is said of an error is its kind and the
functions it came through, never its message: that may hold what stands in a cell.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType

from sdc_desktop.core.errors import SdcError

_MOST_ENTRIES = 5_000
_MOST_CAUSES = 4
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened.

    Attributes:
        number: Counts the entries of a session, from 1.
        when: Hours, minutes and seconds of this machine's clock.
        text: What happened, in English, for whoever mends the program.
        place: The name of a file that it happened to, "" for none.
        way: For an error: its kind and the functions it came through, a line each.
    """

    number: int
    when: str
    text: str
    place: str = ""
    way: str = ""
    is_error: bool = False


class SessionLog(logging.Handler):
    """Keeps the latest entries of this session."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self._entries: deque[Entry] = deque(maxlen=_MOST_ENTRIES)
        self._count = 0

    @property
    def count(self) -> int:
        """How many entries there were so far, those that were let go included."""
        return self._count

    def entries(self) -> tuple[Entry, ...]:
        """Return what is kept, oldest first."""
        self.acquire()
        try:
            return tuple(self._entries)
        finally:
            self.release()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what was said; called by `logging`, one thread at a time."""
        self._count += 1
        error = record.exc_info[1] if record.exc_info else None
        self._entries.append(
            Entry(
                self._count,
                datetime.fromtimestamp(record.created).strftime("%H:%M:%S"),
                record.getMessage(),
                str(getattr(record, "place", "")),
                way_of(error) if error is not None else "",
                record.levelno >= logging.ERROR,
            )
        )


SESSION = SessionLog()


def begin_log() -> None:
    """Keep from now on what the program says of itself."""
    logger = logging.getLogger("sdc_desktop")
    logger.setLevel(logging.INFO)
    if SESSION not in logger.handlers:
        logger.addHandler(SESSION)


def way_of(error: BaseException) -> str:
    """Return the kind of an error and of its causes, and the functions each came through."""
    return "\n".join(_lines_of(error))


def note_refusal(error: SdcError) -> None:
    """Note that the user was told of `error`: its kind and the functions it came through."""
    _log.info("The window said what cannot be done", exc_info=error)


def in_lines(entries: Iterable[Entry], *, with_names: bool) -> str:
    """Return entries as text for a file or the clipboard, with names of files where wanted."""
    return "\n".join(line for entry in entries for line in _lines_of_entry(entry, with_names))


def _lines_of_entry(entry: Entry, with_names: bool) -> Iterator[str]:
    sign = "ERROR " if entry.is_error else ""
    name = f" [{entry.place}]" if with_names and entry.place else ""
    yield f"{entry.when} {sign}{entry.text}{name}"
    yield from (f"    {line}" for line in entry.way.splitlines())


def _lines_of(error: BaseException | None) -> Iterator[str]:
    for _ in range(_MOST_CAUSES):
        if error is None:
            return
        yield type(error).__name__
        yield from (f"  in {frame}" for frame in _frames(error.__traceback__))
        error = error.__cause__ or error.__context__


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """Yield module, line and function; no path, which would tell where the user keeps what."""
    while trace is not None:
        frame = trace.tb_frame
        module = frame.f_globals.get("__name__", "?")
        yield f"{module}, line {trace.tb_lineno}, {frame.f_code.co_qualname}"
        trace = trace.tb_next
