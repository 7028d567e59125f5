"""HiGHS as the search uses it: silent, on one thread, the same every time."""

from __future__ import annotations

import highspy


def quiet_solver(**options: str | float) -> highspy.Highs:
    """Return a solver that says nothing and takes no chances, with these options as well."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    fixed: dict[str, str | float] = {"output_flag": False, "threads": 1, "random_seed": 0}
    for name, value in (fixed | options).items():
        solver.setOptionValue(name, value)
    return solver
