"""Machine code from plain functions, where numba is installed.

What is compiled is kept on the disk and made again when its file changes. A function also holds
the machine code of those that it calls, maybe of other files: a digest of their code, closed over
by each, is part of what numba asks when it looks for what it kept.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Callable, Iterator
from types import CellType, CodeType, FunctionType
from typing import TypeVar, cast

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
    """Return the function with the digest of its code as a closed-over value that it ignores."""
    digest = hashlib.sha256("".join(_parts(function)).encode()).hexdigest()
    code = function.__code__.replace(co_freevars=(_DIGEST,))
    marked = FunctionType(
        code, function.__globals__, function.__name__, function.__defaults__, (CellType(digest),)
    )
    marked.__doc__, marked.__module__ = function.__doc__, function.__module__
    marked.__qualname__, marked.__dict__[_DIGEST] = function.__qualname__, digest
    return marked


def _parts(function: FunctionType) -> Iterator[str]:
    """Yield the code of a function, and for each name that it uses what is known of it."""
    code: CodeType = function.__code__
    yield code.co_code.hex() + repr(code.co_consts)
    for name in code.co_names:
        used = function.__globals__.get(name)
        plain = getattr(used, "py_func", used)
        if isinstance(used, int | float | str):
            yield f"{name}={used!r}"
        elif isinstance(plain, FunctionType):
            yield name + plain.__dict__.get(_DIGEST, "")
