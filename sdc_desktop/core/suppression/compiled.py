"""Machine code from plain functions, where numba is installed."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., object])

CAN_COMPILE = importlib.util.find_spec("numba") is not None
"""Whether functions become machine code; without it they run as they are, far slower."""


def compiled(function: _Function) -> _Function:
    """Return `function` as machine code that is made at the first call and kept on the disk.

    Its arithmetic is that of the plain function, step by step, so both give the same numbers.
    Other threads run while it works.
    """
    if not CAN_COMPILE:
        return function
    import numba

    try:
        return cast("_Function", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # there is no place to keep it
        return cast("_Function", numba.njit(nogil=True)(function))
