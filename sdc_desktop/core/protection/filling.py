"""Numbers for cells whose own numbers the source withholds."""

from __future__ import annotations

import highspy
import numpy as np

from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray

_NOISE = 1e-9
_NODES = 1_000


def fill_in(system: RelationSystem) -> FloatArray:
    """Return the source's numbers, and for those it withholds some that fit the relations.

    Returns:
        (n,) float64; where nothing fits, the least possible value.
    """
    missing = ~np.isfinite(system.values)
    if not missing.any():
        return system.values
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (("output_flag", False), ("threads", 1), ("mip_max_nodes", _NODES)):
        solver.setOptionValue(option, value)
    solver.passModel(_model(system, missing))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        guess = np.where(np.isfinite(system.lower), system.lower, 0.0)
        return np.where(missing, guess, system.values)
    found = np.array(solver.getSolution().col_value)
    found = np.where(system.is_count, np.rint(found), found)
    return np.where(missing, found, system.values)


def _model(system: RelationSystem, missing: BoolArray) -> highspy.HighsLp:
    """Return the relations with the known numbers fixed and the least sum of the others."""
    rows, columns = system.shape
    known = np.where(missing, 0.0, system.values)
    size = np.abs(system.coefficients * known[system.columns])
    noise = np.bincount(system.row_of, size, minlength=rows) * _NOISE
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows, columns
    model.col_cost_ = np.where(missing, 1.0, 0.0)
    model.col_lower_ = np.where(missing, system.lower, system.values)
    model.col_upper_ = np.where(missing, system.upper, system.values)
    model.row_lower_, model.row_upper_ = system.row_lower - noise, system.row_upper + noise
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = system.row_starts, system.columns
    model.a_matrix_.value_ = system.coefficients
    kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
    model.integrality_ = [kinds[int(one)] for one in missing & system.is_count]
    return model
