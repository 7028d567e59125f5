"""Machine code that is kept on the disk is made again when code that it calls changes elsewhere."""

import sys
from types import ModuleType

import pytest

from sdc_desktop.core.suppression.compiled import CAN_COMPILE

LOWER = """
from sdc_desktop.core.suppression.compiled import compiled
LIMIT = {limit}
@compiled
def step(number):
    return further(number) + 1
@compiled
def further(number):
    return number * {factor}
"""
UPPER = """
from sdc_desktop.core.suppression.compiled import compiled
from {lower} import LIMIT, step
@compiled
def walk(number):
    return late(number)
@compiled
def late(number):
    return min(LIMIT, step(number))
"""


def digest(monkeypatch: pytest.MonkeyPatch, name: str, *, limit: int = 9, factor: int = 2) -> str:
    """Return what numba asks of `walk` when it looks for what it kept."""
    made = {}
    for file, code in (
        (f"lower_{name}", LOWER.format(limit=limit, factor=factor)),
        (f"upper_{name}", UPPER.format(lower=f"lower_{name}")),
    ):
        made[file] = ModuleType(file)
        made[file].__dict__["__file__"] = __file__
        monkeypatch.setitem(sys.modules, file, made[file])
        exec(compile(code, __file__, "exec"), made[file].__dict__)
    walk = made[f"upper_{name}"].__dict__["walk"].py_func
    return str(walk.__closure__[0].cell_contents)


@pytest.mark.skipif(not CAN_COMPILE, reason="numba is not installed")
def test_what_a_function_calls_in_other_files_is_part_of_what_is_kept(monkeypatch):
    first = digest(monkeypatch, "first")
    assert digest(monkeypatch, "same") == first
    assert digest(monkeypatch, "other_code", factor=3) != first
    assert digest(monkeypatch, "other_number", limit=8) != first
