"""What becomes of a changed file: each step ends in a result or a sentence, and "safe" is true.

What the program calls proved is looked at again in `fuzz_judging.py`, by other readers.
"""

from __future__ import annotations

import contextlib
import random
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import numpy as np

from sdc_desktop.core.actions import Stamp, SuppressionRole, Withhold
from sdc_desktop.core.cells import CellRef
from sdc_desktop.core.check import Assessment, Check, assess
from sdc_desktop.core.errors import Cancelled, SdcError
from sdc_desktop.core.layout import find_tables
from sdc_desktop.core.protection.automatic import suppress, withhold_unsafe
from sdc_desktop.core.sheets import Workbook, WorkbookFormat
from sdc_desktop.register.policies import load_policy
from sdc_desktop.workbook.clean_copy import CopyWish
from sdc_desktop.workbook.finish import FinishWish, finish_check
from sdc_desktop.workbook.inspection import inspect_file
from sdc_desktop.workbook.reader import read_workbook
from tests.fuzz_judging import differences, wrongly_safe

POLICIES = ("uk-tre-acro", "us-cms", "eu-generic", "uk-ukllc")
WHEN = "2026-11-21T09:00:00Z"
STAMP = Stamp("fuzz", WHEN)
MOST_STEPS = 300
READ_ONLY = {WorkbookFormat.XLS, WorkbookFormat.XLSB}
CLEAN_COPIES, REMOVALS = 0.06, 0.5
OTHERS_WITHHELD = 6

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """A case that ended in something else than a result or a sentence, or in a wrong "safe".

    Attributes:
        number: The case, for `make_case`.
        seed: The file it was made from.
        step: What was done, such as "read".
        error: The kind of the exception, or what is wrong.
        place: The innermost lines of the program that raised it, or where it is wrong.
    """

    number: int
    seed: str
    step: str
    error: str
    place: str


@dataclass(slots=True)
class Outcome:
    """How far a case came.

    Attributes:
        reached: Which steps gave a result; "proved" and "safe" where the program says so.
        faults: What is wrong.
    """

    number: int
    seed: str
    reached: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def attempt(self, step: str, work: Callable[[], T]) -> T | None:
        """Do one step; None when it ended in a sentence or a fault."""
        try:
            result = work()
        except SdcError as error:
            if not str(error).endswith("."):
                self.blame(step, type(error).__name__, "is no sentence")
            return None
        except Exception as error:  # noqa: BLE001 - any other end is what is looked for
            self.blame(step, type(error).__name__, _place(error))
            return None
        self.reached.append(step)
        return result

    def blame(self, step: str, error: str, place: str) -> None:
        """Note a fault."""
        self.faults.append(Fault(self.number, self.seed, step, error, place))


def run_case(number: int, path: Path, seed: str, *, is_judged: bool = True) -> Outcome:
    """Read, understand, inspect, check, protect, save and prove the file.

    Args:
        number: Of the case; chance depends on nothing else.
        path: The file.
        seed: What it was made from.
        is_judged: Other readers look at it as well; some files harm these.
    """
    outcome = Outcome(number, seed)
    workbook = outcome.attempt("read", lambda: read_workbook(path))
    outcome.attempt("inspect", lambda: inspect_file(path))
    if workbook is None:
        return outcome
    if any(np.isinf(sheet.values).any() for sheet in workbook.sheets):
        outcome.blame("read", "InfiniteNumber", path.suffix)
    for place in differences(workbook, path) if is_judged else ():
        outcome.blame("read", "OtherReaderDiffers", place)
    tables = outcome.attempt("understand", lambda: find_tables(workbook))
    if tables is None:
        return outcome
    chance = random.Random(number)
    policy = load_policy(chance.choice(POLICIES)).with_parameters({})
    check = outcome.attempt("protect", lambda: _protect(Check(workbook, policy, tables), chance))
    if check is not None:
        _finish(outcome, check, path, chance, is_judged=is_judged)
    return outcome


def _protect(check: Check, chance: random.Random) -> Check:
    """Suppress as the policy asks, and withhold some more cells that hold long numbers."""
    try:
        check = check.do(*suppress(check, STAMP, progress=_some_steps()).actions)
    except Cancelled:
        check = check.do(*withhold_unsafe(check, STAMP))
    others = list(_long_numbers(check.workbook))
    chosen = tuple(chance.sample(others, min(len(others), OTHERS_WITHHELD)))
    if not chosen:
        return check
    return check.do(Withhold(chosen, SuppressionRole.SECONDARY, "[c]", STAMP))


def _finish(
    outcome: Outcome, check: Check, path: Path, chance: random.Random, *, is_judged: bool
) -> None:
    assessment = outcome.attempt("assess", lambda: _assess(check))
    if assessment is None:
        return
    is_copy = check.workbook.format in READ_ONLY or chance.random() < CLEAN_COPIES
    suffix = ".xlsx" if check.workbook.format in READ_ONLY else path.suffix.lower()
    out = path.with_name(f"out{'.xlsx' if is_copy and suffix == '.xlsm' else suffix}")
    wish = FinishWish(
        out,
        who="fuzz",
        remove=None if chance.random() < REMOVALS else (),
        clean_copy=CopyWish(date=WHEN[:10]) if is_copy else None,
    )
    before = path.read_bytes()
    finished = outcome.attempt(
        "save",
        lambda: finish_check(check, assessment, path, wish, version="fuzz", when=WHEN),
    )
    if path.read_bytes() != before:
        outcome.blame("save", "SourceChanged", path.suffix)
    if finished is None:
        return
    outcome.reached.append("proved" if finished.proof.passed else "not proved")
    if finished.proof.passed:
        is_safe = not assessment.is_outstanding and not finished.hidden.outstanding
        outcome.reached += ["safe"] * is_safe
    if finished.proof.passed and is_judged:
        for wrong in wrongly_safe(check, assessment, out, is_copy=is_copy, is_safe=is_safe):
            outcome.blame("safe", *wrong)
    with contextlib.suppress(OSError):
        out.unlink()


def _assess(check: Check) -> Assessment:
    try:
        return assess(check, progress=_some_steps())
    except Cancelled as error:
        raise _TooMuchWorkError from error


class _TooMuchWorkError(SdcError):
    """Raised when an audit takes too many steps for a test."""

    def __init__(self) -> None:
        super().__init__("The audit takes long.")


def _some_steps() -> Callable[[int, int, str], None]:
    """Return a progress that stops the work after some steps."""
    done = iter(range(MOST_STEPS))

    def step(_: int, __: int, ___: str) -> None:
        if next(done, None) is None:
            raise Cancelled

    return step


def _long_numbers(workbook: Workbook) -> Iterator[CellRef]:
    for sheet in workbook.sheets:
        for row, column in np.argwhere(np.abs(np.nan_to_num(sheet.values)) >= 1000)[:5000]:
            yield CellRef(sheet.name, int(row), int(column))


def _place(error: Exception) -> str:
    lines = [
        f"{Path(one.filename).name}:{one.lineno} {one.name}"
        for one in traceback.extract_tb(error.__traceback__)
        if "sdc_desktop" in one.filename
    ]
    return " < ".join(reversed(lines[-3:]))
