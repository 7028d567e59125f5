"""The fuzz test at length: `python tests/bench/fuzz.py CASES [FIRST]`.

Each case is read, inspected, understood, protected, saved, proved, and what was saved judged by
other readers. Prints each new kind of fault once, with the number of its case, and keeps its file
in the temporary folder (`fuzz.py 1 NUMBER` repeats one case and keeps its file too), then says how
far the cases came. A case may take 30 seconds of the processor and the process 3 GB.
"""

from __future__ import annotations

import faulthandler
import resource
import shutil
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.fuzz_running import Fault, Outcome, run_case
from tests.fuzzing import load_seeds, make_case

SECONDS_A_CASE = 30
MOST_MEMORY = 3 << 30
WORTH_SAYING_MB = 150


class TooSlow(BaseException):
    """Raised by the alarm: no clause of the program may catch it."""


def ring(_: int, __: FrameType | None) -> NoReturn:
    raise TooSlow


def peak_megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run_timed(number: int, path: Path, seed: str) -> Outcome:
    """Run one case; taking too long is a fault."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_CASE)
    try:
        return run_case(number, path, seed)
    except TooSlow:
        return Outcome(number, seed, [], [Fault(number, seed, "any", "TooSlow", "")])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def keep(number: int, path: Path) -> Path:
    """Copy the file of a case to where it stays."""
    return Path(shutil.copy(path, Path(tempfile.gettempdir()) / f"fuzz-{number}{path.suffix}"))


def main(arguments: list[str]) -> int:
    cases = int(arguments[0]) if arguments else 1000
    first = int(arguments[1]) if len(arguments) > 1 else 0
    faulthandler.enable()
    warnings.simplefilter("error", RuntimeWarning)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGPROF, ring)
    kinds: Counter[tuple[str, str, str]] = Counter()
    reached: Counter[str] = Counter()
    slowest, peak, start = (0.0, 0), 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        seeds = load_seeds(Path(folder))
        peak = peak_megabytes()
        for number in range(first, first + cases):
            name, data = make_case(number, seeds)
            path = Path(folder) / f"case{Path(name).suffix}"
            path.write_bytes(data)
            began = time.monotonic()
            outcome = run_timed(number, path, name)
            reached.update(outcome.reached)
            for fault in outcome.faults:
                kind = (fault.step, fault.error, fault.place)
                kinds[kind] += 1
                if kinds[kind] == 1:
                    print(fault, "kept as", keep(number, path), flush=True)
            slowest = max(slowest, (time.monotonic() - began, number))
            if peak_megabytes() - peak > WORTH_SAYING_MB:
                print(f"case {number} ({name}) took memory up to {peak_megabytes()} MB", flush=True)
                peak = peak_megabytes()
        if cases == 1:
            print("kept as", keep(first, path))
    print(f"{cases} cases from {len(seeds)} seeds in {time.monotonic() - start:.0f} s")
    print(", ".join(f"{step} {count}" for step, count in reached.items()))
    print(f"slowest {slowest[0]:.1f} s (case {slowest[1]}), most memory {peak_megabytes()} MB")
    print(f"{sum(kinds.values())} faults of {len(kinds)} kinds")
    return 1 if kinds else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
