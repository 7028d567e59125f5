"""Notes each time that the window's thread was silent, how long, and what it was doing.

A timer of the window beats every millisecond. A thread beside it looks at the stack of the
window's thread, and of the others, whenever no beat came for a while, so that each silence has a
name. Beside the seconds that pass stands what the window's own thread computed meanwhile: where
that is little, it was kept from its turn, by a thread of ours or by the rest of the machine.
"""

from __future__ import annotations

import resource
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 1
LIMIT_MS = 50.0
_LOOK_AFTER = 0.015
_LOOK_EVERY = 0.004
_OURS = "sdc_desktop"


def megabytes() -> int:
    """Return the memory that this process has now, in MB; 0 where nobody tells."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() >> 20


@dataclass
class Silence:
    """One time without a beat: how long, what was computed meanwhile, and where."""

    act: str
    ms: float
    own_ms: float
    all_ms: float
    stacks: Counter[str] = field(default_factory=Counter)
    beside: Counter[str] = field(default_factory=Counter)

    @property
    def place(self) -> str:
        """Where the window's thread was seen most often, or who else was at work."""
        return self.stacks.most_common(1)[0][0] if self.stacks else "not seen"

    @property
    def is_own(self) -> bool:
        """Whether the window's thread itself was busy for most of it."""
        return self.own_ms > self.ms / 2


class Watch(QObject):
    """Collects silences; `act` names what is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.act = ""
        self.silences: list[Silence] = []
        self.memory: Counter[str] = Counter()
        self._main = threading.get_ident()
        self._stacks: Counter[str] = Counter()
        self._beside: Counter[str] = Counter()
        self._last = time.perf_counter()
        self._own, self._all = time.thread_time(), time.process_time()
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)
        self._thread = threading.Thread(target=self._look_on, daemon=True)
        self._thread.start()

    def begin(self, act: str) -> None:
        """Count what follows to an act."""
        self._beat()
        self.act = act

    def stop(self) -> None:
        """End watching."""
        self._timer.stop()
        self._is_over = True
        self._thread.join()

    def _beat(self) -> None:
        now, own, every = time.perf_counter(), time.thread_time(), time.process_time()
        gap = (now - self._last) * 1000 - BEAT_MS
        if gap > LIMIT_MS / 5:
            self.silences.append(
                Silence(
                    self.act,
                    gap,
                    (own - self._own) * 1000,
                    (every - self._all) * 1000,
                    self._stacks,
                    self._beside,
                )
            )
        self._stacks, self._beside = Counter(), Counter()
        self._last, self._own, self._all = now, own, every

    def _look_on(self) -> None:
        while not self._is_over:
            begin = time.perf_counter()
            time.sleep(_LOOK_EVERY)
            self.memory[self.act] = max(self.memory[self.act], megabytes())
            now = time.perf_counter()
            is_late = now - begin > _LOOK_AFTER
            if now - self._last < _LOOK_AFTER and not is_late:
                continue
            self._look()

    def _look(self) -> None:
        """Note what each thread is doing; keep none of their frames alive."""
        stacks, beside = self._stacks, self._beside
        for thread, frame in sys._current_frames().items():
            if thread == self._main:
                stacks[_in_words(frame)] += 1
            elif thread != self._thread.ident:
                beside[_in_words(frame)] += 1


def _in_words(frame: FrameType | None) -> str:
    """Return the innermost frames of ours, the innermost first."""
    lines: list[str] = []
    innermost = frame
    while frame is not None and len(lines) < 6:
        path = frame.f_code.co_filename
        if _OURS in path:
            name = path.rpartition(f"/{_OURS}/")[2].removesuffix(".py")
            lines.append(f"{name}:{frame.f_code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    if not lines and innermost is not None:
        return f"({innermost.f_code.co_filename.rpartition('/')[2]}:{innermost.f_code.co_name})"
    return " < ".join(lines)
