"""Machine code from plain functions, where numba is installed.

What is compiled is kept on the disk and made again when its file changes. A function also holds
the machine code of those that it calls, maybe of other files: a digest of these files' code, closed
over by each, is part of what numba asks when it looks for what it kept.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import CellType, FunctionType
from typing import Any, TypeVar, cast

_Function = TypeVar("_Function", bound=Callable[..., object])

CAN_COMPILE = importlib.util.find_spec("numba") is not None
"""Whether functions become machine code; without it they run as they are, far slower."""

_DIGEST = "_digest_of_code"


def compiled(function: _Function) -> _Function:
    """Return `function` as machine code that is made at the first call and kept on the disk.

    Its arithmetic is that of the plain function, step by step, so both give the same numbers.
    Other threads run while it works.
    """
    if not CAN_COMPILE:
        return function
    import numba

    marked = _with_digest(cast("FunctionType", function))
    try:
        return cast("_Function", numba.njit(cache=True, nogil=True)(marked))
    except RuntimeError:  # there is no place to keep it
        return cast("_Function", numba.njit(nogil=True)(marked))


def _with_digest(function: FunctionType) -> FunctionType:
    """Return the function with a digest of other files' code as a closed-over value it ignores."""
    digest = hashlib.sha256("".join(_others(function)).encode()).hexdigest()
    code = function.__code__.replace(co_freevars=(_DIGEST,))
    marked = FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, (CellType(digest),)
    )
    marked.__doc__, marked.__module__ = function.__doc__, function.__module__
    marked.__qualname__, marked.__dict__[_DIGEST] = function.__qualname__, digest
    return marked


def _others(function: FunctionType) -> Iterator[str]:
    """Yield what a function's file has of other files: their numbers and their machine code.

    All of it, whether the function uses it or not: it may call one further down that does.
    """
    for name, value in sorted(function.__globals__.items()):
        if name.isupper() and isinstance(value, int | float | str):
            yield f"{name}={value!r}"
        elif _is_compiled(value) and value.py_func.__module__ != function.__module__:
            yield name + _digest_of_file(value.py_func.__module__)


def _is_compiled(value: Any) -> bool:
    plain = getattr(value, "py_func", None)
    return isinstance(plain, FunctionType) and _DIGEST in plain.__dict__


@lru_cache(maxsize=100)
def _digest_of_file(module: str) -> str:
    """Return a digest of all machine code in a file that is loaded, and of what that calls."""
    found = [value.py_func for value in vars(sys.modules[module]).values() if _is_compiled(value)]
    own = [one for one in found if one.__module__ == module]
    parts = [
        one.__name__
        + one.__code__.co_code.hex()
        + repr(one.__code__.co_consts)
        + repr(one.__code__.co_names)
        + one.__dict__[_DIGEST]
        for one in own
    ]
    return hashlib.sha256("".join(parts).encode()).hexdigest()
