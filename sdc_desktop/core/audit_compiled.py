"""Machine code for the audit's inner loops, where numba is installed (docs/decisions).

It is looked for without being imported: only large audits are worth the time of loading it.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., object])


def can_compile() -> bool:
    """Tell whether functions can become machine code here."""
    return importlib.util.find_spec("numba") is not None


def compiled(function: _Function) -> _Function:
    """Return `function` as machine code, made at its first call and kept on the disk.

    It does the same steps on the same whole numbers, so the results are the same. Where nothing
    can be kept it is made anew each time; without numba the function is returned as it is.
    """
    if not can_compile():
        return function
    import numba

    try:
        made = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # numba knows no place to keep it
        made = numba.njit(nogil=True)(function)
    return cast("_Function", made)
