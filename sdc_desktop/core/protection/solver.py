"""Cheapest ways to make room for a withheld cell: linear programmes over deviations, by HiGHS.

A deviation says how far each withheld cell moves when a reader imagines another table that fits
everything published. It is split into a part up and a part down, both at least 0. The relations
have right-hand sides near 0 whatever the size of the totals, which keeps the numbers small.
Source: Kelly, Golden and Assad (1992) for the sequence of linear programmes; algorithms page 3.3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from sdc_desktop.core.relations import RelationSystem
from sdc_desktop.core.sheets import BoolArray, FloatArray, Int32Array

_MOVES = 1e-7
_ROOM = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Witness:
    """A deviation that gives a cell the room it needs.

    Attributes:
        cells: The cells that move, by number; all of them must be withheld.
        amounts: How far each moves.
    """

    cells: Int32Array
    amounts: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Movement:
    """Which cells may move and how far: (n,) each.

    Attributes:
        may_move: Cells that are withheld or may become so.
        up, down: How far each may move, at least 0; maybe inf.
    """

    may_move: BoolArray
    up: FloatArray
    down: FloatArray


class Router:
    """Finds deviations in one relation system, each from where the last search ended."""

    def __init__(self, system: RelationSystem, values: FloatArray, movement: Movement) -> None:
        self._cells = np.flatnonzero(movement.may_move).astype(np.int32)
        self._place = np.full(values.size, -1, np.int32)
        self._place[self._cells] = np.arange(self._cells.size)
        self._limits = np.concatenate([movement.up[self._cells], movement.down[self._cells]])
        self._solver = _solver(system, values, self._place, self._limits)
        self._all = np.arange(self._limits.size, dtype=np.int32)
        self._costs = np.full(self._limits.size, np.nan)
        self.spent = 0

    def route(
        self,
        cell: int,
        direction: int,
        need: float,
        costs: FloatArray,
        held: Sequence[int] = (),
    ) -> Witness | None:
        """Return the cheapest deviation that moves `cell` by `need`, None when there is none.

        Args:
            cell: Which cell must move.
            direction: 1 for up, -1 for down.
            need: How far, above 0.
            costs: (n,) float64: what a unit of movement of each cell costs.
            held: Cells that must not move.
        """
        forward, backward = self._parts(cell, direction)
        if forward < 0 or need > self._limits[forward] + _ROOM:
            return None
        stopped = [part for one in held for part in self._parts(one, 1) if part >= 0]
        self._set_costs(costs)
        self._set_bounds([forward], need, need)
        self._set_bounds([backward, *stopped], 0.0, 0.0)
        is_found = self._run()
        witness = self._witness() if is_found else None
        self._free([forward, backward, *stopped])
        return witness

    def furthest(self, cell: int, direction: int, held: Sequence[int] = ()) -> float:
        """Return how far `cell` can move when everything that may be withheld is."""
        forward, backward = self._parts(cell, direction)
        if forward < 0:
            return 0.0
        stopped = [part for one in held for part in self._parts(one, 1) if part >= 0]
        self._set_costs(np.zeros(self._place.size))
        self._set_bounds([backward, *stopped], 0.0, 0.0)
        self._solver.changeColCost(forward, -1.0)
        self._costs[forward] = -1.0
        is_found = self._run()
        status = self._solver.getModelStatus()
        reach = float(self._solver.getSolution().col_value[forward]) if is_found else 0.0
        self._free([backward, *stopped])
        return np.inf if status == highspy.HighsModelStatus.kUnbounded else reach

    def _parts(self, cell: int, direction: int) -> tuple[int, int]:
        """Return the columns of the parts in `direction` and against it; -1 where it stays."""
        place = int(self._place[cell])
        if place < 0:
            return -1, -1
        other = place + self._cells.size
        return (place, other) if direction > 0 else (other, place)

    def _set_costs(self, costs: FloatArray) -> None:
        both = np.tile(costs[self._cells], 2)
        changed = np.flatnonzero(both != self._costs).astype(np.int32)
        if changed.size:
            self._solver.changeColsCost(changed.size, changed, both[changed])
        self._costs = both

    def _set_bounds(self, parts: Sequence[int], lower: float, upper: float) -> None:
        for part in parts:
            self._solver.changeColBounds(part, lower, upper)

    def _free(self, parts: Sequence[int]) -> None:
        for part in parts:
            self._solver.changeColBounds(part, 0.0, float(self._limits[part]))

    def _run(self) -> bool:
        self._solver.run()
        self.spent += 1 + max(0, self._solver.getInfo().simplex_iteration_count)
        return bool(self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _witness(self) -> Witness:
        parts = np.array(self._solver.getSolution().col_value)
        size = self._cells.size
        moved = parts[:size] - parts[size:]
        support = np.flatnonzero(np.abs(moved) > _MOVES)
        return Witness(self._cells[support], np.abs(moved[support]))


def _solver(
    system: RelationSystem, values: FloatArray, place: Int32Array, limits: FloatArray
) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("presolve", "off"),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(_model(system, values, place, limits))
    return solver


def _model(
    system: RelationSystem, values: FloatArray, place: Int32Array, limits: FloatArray
) -> highspy.HighsLp:
    """Return `row_lower - A x <= A (up - down) <= row_upper - A x` over the cells that may move."""
    row_of, count = system.row_of, system.row_lower.size
    column = place[system.columns]
    moves = np.flatnonzero(column >= 0)
    row = np.repeat(row_of[moves], 2)
    columns = np.column_stack([column[moves], column[moves] + limits.size // 2]).ravel()
    factors = np.column_stack([system.coefficients[moves], -system.coefficients[moves]]).ravel()
    shown = np.bincount(row_of, system.coefficients * values[system.columns], minlength=count)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = count, limits.size
    model.col_cost_ = np.zeros(limits.size)
    model.col_lower_, model.col_upper_ = np.zeros(limits.size), limits
    model.row_lower_ = np.minimum(system.row_lower - shown, 0.0)
    model.row_upper_ = np.maximum(system.row_upper - shown, 0.0)
    is_exact = system.row_lower == system.row_upper
    model.row_lower_ = np.where(is_exact, 0.0, model.row_lower_)
    model.row_upper_ = np.where(is_exact, 0.0, model.row_upper_)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    starts = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=count))])
    model.a_matrix_.start_ = starts.astype(np.int32)
    model.a_matrix_.index_ = columns.astype(np.int32)
    model.a_matrix_.value_ = factors
    return model


def fill_in(system: RelationSystem) -> FloatArray:
    """Return the source's numbers, and for those it withholds some that fit the relations.

    Returns:
        (n,) float64; where nothing fits, the least possible value.
    """
    missing = ~np.isfinite(system.values)
    guess = np.where(np.isfinite(system.lower), system.lower, 0.0)
    if not missing.any():
        return system.values
    lower = np.where(missing, system.lower, system.values)
    upper = np.where(missing, system.upper, system.values)
    model = highspy.HighsLp()
    rows, columns = system.shape
    model.num_row_, model.num_col_ = rows, columns
    model.col_cost_ = np.where(missing, 1.0, 0.0)
    model.col_lower_, model.col_upper_ = lower, upper
    noise = (
        np.bincount(
            system.row_of,
            np.abs(system.coefficients * np.where(missing, 0, system.values)[system.columns]),
            minlength=rows,
        )
        * 1e-9
    )
    model.row_lower_, model.row_upper_ = system.row_lower - noise, system.row_upper + noise
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = system.row_starts, system.columns
    model.a_matrix_.value_ = system.coefficients
    kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
    model.integrality_ = [kinds[int(one)] for one in missing & system.is_count]
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_max_nodes", 1_000)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return np.where(missing, guess, system.values)
    found = np.array(solver.getSolution().col_value)
    found = np.where(system.is_count, np.rint(found), found)
    return np.where(missing, found, system.values)
