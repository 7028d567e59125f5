"""Problems of secondary suppression: seeded classes of tables, and those in JJ format.

Classes: C counts by lognormal rows and columns, S few scattered small counts (the hard one), M sums
under p% with p = 10 (levels simplified and demanding). Tables: RxC, HxC with three levels of rows,
2H with hierarchies on both sides, 3-way, L three linked tables of two dimensions each.
"""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sdc_desktop.core.suppression.problem import CellState, Demand, SuppressionProblem

PROBLEMS = Path(__file__).resolve().parents[2] / ".." / "shared" / "instances" / "jj"
H, SMALL_H = (5, 10, 8), (4, 5, 3)
CLASSES: dict[str, tuple[str, tuple[int | tuple[int, ...], ...], float]] = {
    "C20x10": ("C", (20, 10), 60),
    "C50x20": ("C", (50, 20), 300),
    "C100x40": ("C", (100, 40), 600),
    "C400x40": ("C", (400, 40), 600),
    "M20x10": ("M", (20, 10), 40),
    "M50x20": ("M", (50, 20), 40),
    "M100x40": ("M", (100, 40), 40),
    "M400x40": ("M", (400, 40), 40),
    "S20x10r02": ("S", (20, 10), 0.02),
    "S20x10r05": ("S", (20, 10), 0.05),
    "S50x20r02": ("S", (50, 20), 0.02),
    "S50x20r05": ("S", (50, 20), 0.05),
    "S100x40r02": ("S", (100, 40), 0.02),
    "S100x40r05": ("S", (100, 40), 0.05),
    "HC": ("C", (H, 10), 60),
    "HM": ("M", (H, 10), 40),
    "2HC": ("C", (SMALL_H, (4, 4)), 60),
    "2HClarge": ("C", (H, (4, 4)), 60),
    "3C10x6x4": ("C", (10, 6, 4), 40),
    "3M10x6x4": ("M", (10, 6, 4), 40),
    "3C20x10x5": ("C", (20, 10, 5), 150),
    "L50x12x8": ("L", (50, 12, 8), 3),
}


def nodes_of(size: int | tuple[int, ...]) -> tuple[np.ndarray, list[tuple[int, list[int]]]]:
    """Return the part of the leaves that each node holds, and (parent, children) by number."""
    fans = (size,) if isinstance(size, int) else size
    leaves = int(np.prod(fans))
    level, members = list(range(leaves)), [np.eye(leaves)[leaf] for leaf in range(leaves)]
    families = []
    for fan in reversed(fans):
        parents = []
        for start in range(0, len(level), fan):
            children = level[start : start + fan]
            members.append(np.sum([members[child] for child in children], axis=0))
            families.append((len(members) - 1, children))
            parents.append(len(members) - 1)
        level = parents
    return np.array(members), families


def spread(leaves: np.ndarray, members: Sequence[np.ndarray]) -> np.ndarray:
    """Return the table with all its margins."""
    for axis, matrix in enumerate(members):
        leaves = np.moveaxis(np.tensordot(matrix, leaves, (1, axis)), 0, axis)
    return leaves


def relations_of(shape: tuple[int, ...], families: Sequence) -> list[tuple[list[int], list[float]]]:
    """Return each family of each dimension along every line: cells and factors."""
    numbers, rows = np.arange(np.prod(shape)).reshape(shape), []
    for axis, dimension in enumerate(families):
        lines = np.moveaxis(numbers, axis, 0).reshape(shape[axis], -1)
        for parent, children in dimension:
            rows.extend(
                ([*line[children].tolist(), int(line[parent])], [1.0] * len(children) + [-1.0])
                for line in lines.T
            )
    return rows


def singles_of(name: str, seed: int) -> np.ndarray:
    """Return which cells of a class have one contributor: (n,) bool."""
    kind, sizes, parameter = CLASSES[name]
    if kind != "M":
        return make(name, seed, unit=False).values == 1
    members, _ = zip(*(nodes_of(size) for size in sizes), strict=True)
    leaves = tuple(matrix.shape[1] for matrix in members)
    counts = _sums(np.random.default_rng(seed), leaves, parameter, members)[2]
    return counts.ravel() == 1


def make(name: str, seed: int, *, unit: bool) -> SuppressionProblem:
    """Return a problem of a class."""
    kind, sizes, parameter = CLASSES[name]
    rng = np.random.default_rng(seed)
    members, families = zip(*(nodes_of(size) for size in sizes), strict=True)
    leaves = tuple(matrix.shape[1] for matrix in members)
    needs: dict[int, tuple[float, float]] = {}
    if kind == "M":
        values, needs, _ = _sums(rng, leaves, parameter, members)
    else:
        inner = (
            _scattered(rng, leaves, parameter) if kind == "S" else _counts(rng, leaves, parameter)
        )
        values = spread(inner, members)
        for cell in np.flatnonzero((values.ravel() > 0) & (values.ravel() < 10)).tolist():
            value = float(values.ravel()[cell])
            needs[cell] = 9 - value, value - 1
    rows = relations_of(values.shape, families)
    flat = values.ravel().astype(float)
    if kind == "L":
        flat, rows, needs = _pairwise(values.shape, flat, rows, needs)
    states = np.where(flat > 0, CellState.FREE, CellState.STAYS).astype(np.uint8)
    states[list(needs)] = CellState.WITHHELD
    return SuppressionProblem(
        values=flat,
        costs=np.ones(flat.size) if unit else np.maximum(flat, 1.0),
        up=np.full(flat.size, np.inf),
        down=flat.copy() if kind == "M" else np.maximum(flat - 1, 0),
        states=states,
        row_starts=np.cumsum([0, *(len(cells) for cells, _ in rows)]).astype(np.int32),
        columns=np.fromiter(itertools.chain(*(cells for cells, _ in rows)), np.int32),
        coefficients=np.fromiter(itertools.chain(*(factors for _, factors in rows)), float),
        row_down=np.zeros(len(rows)),
        row_up=np.zeros(len(rows)),
        demands=tuple(
            Demand(cell, side, need)
            for cell, both in needs.items()
            for side, need in zip((1, -1), both, strict=True)
            if need > 0
        ),
        is_whole=np.full(flat.size, kind != "M"),
    )


def _pairwise(
    shape: tuple[int, ...],
    flat: np.ndarray,
    rows: list[tuple[list[int], list[float]]],
    needs: dict[int, tuple[float, float]],
) -> tuple[np.ndarray, list[tuple[list[int], list[float]]], dict[int, tuple[float, float]]]:
    """Return the three tables of two dimensions alone, linked by the margins that they share."""
    where = np.indices(shape).reshape(len(shape), -1)
    is_total = where == np.array(shape)[:, None] - 1
    kept = is_total.any(axis=0)
    place = np.cumsum(kept) - 1
    linked = [
        ([int(place[cell]) for cell in cells], factors)
        for cells, factors in rows
        if kept[cells].all()
    ]
    return (
        flat[kept],
        linked,
        {int(place[cell]): need for cell, need in needs.items() if kept[cell]},
    )


def _means(rng: np.random.Generator, leaves: tuple[int, ...], mean: float) -> np.ndarray:
    means = mean * rng.lognormal(0, 0.5, leaves)
    for axis, size in enumerate(leaves):
        effect = rng.lognormal(0, 0.7 if axis else 1.1, size)
        shape = [1] * len(leaves)
        shape[axis] = size
        means *= (effect / effect.mean()).reshape(shape)
    return means


def _counts(rng: np.random.Generator, leaves: tuple[int, ...], mean: float) -> np.ndarray:
    return rng.poisson(_means(rng, leaves, mean)).astype(float)


def _scattered(rng: np.random.Generator, leaves: tuple[int, ...], share: float) -> np.ndarray:
    counts = np.maximum(10, np.rint(rng.lognormal(4, 0.7, leaves)))
    return np.where(rng.random(leaves) < share, rng.integers(1, 10, leaves), counts)


def _sums(
    rng: np.random.Generator,
    leaves: tuple[int, ...],
    mean: float,
    members: Sequence[np.ndarray],
) -> tuple[np.ndarray, dict[int, tuple[float, float]], np.ndarray]:
    """Return sums, their levels by the p% rule with p = 10, and how many contributors each has."""
    many = rng.poisson(_means(rng, leaves, mean))
    top: dict[tuple[int, ...], list[float]] = {}
    inner = np.zeros(leaves)
    for place in np.ndindex(*leaves):
        amounts = np.sort(1 + np.rint(rng.lognormal(3, 1.6, many[place])))[::-1]
        inner[place] = amounts.sum()
        top[place] = amounts[:2].tolist()
    values, counts = spread(inner, members), spread(many.astype(float), members)
    largest: dict[tuple[int, ...], list[float]] = {}
    over = [
        [np.flatnonzero(matrix[:, leaf]) for leaf in range(matrix.shape[1])] for matrix in members
    ]
    for place, amounts in top.items():
        for cell in itertools.product(*(over[axis][leaf] for axis, leaf in enumerate(place))):
            largest[cell] = sorted([*largest.get(cell, []), *amounts], reverse=True)[:2]
    needs = {}
    for cell, amounts in largest.items():
        first, second = (*amounts, 0.0, 0.0)[:2]
        rest = float(values[cell]) - first - second
        if first > 0 and (rest < 0.1 * first or counts[cell] < 3):
            need = max(0.1 * first - rest, 0.1 * first)
            number = int(np.ravel_multi_index(cell, values.shape))
            needs[number] = need, min(need, float(values[cell]))
    return values, needs, counts


def read_jj(name: str) -> SuppressionProblem:
    """Return a shared problem in JJ format."""
    lines = iter(gzip.decompress((PROBLEMS / f"{name}.jj.gz").read_bytes()).decode().splitlines())
    next(lines)
    cells = [next(lines).split() for _ in range(int(next(lines)))]
    numbers = np.array([[float(cell[place]) for place in (1, 2, 4, 5, 6, 7, 8)] for cell in cells])
    values, costs, lower, upper, lpl, upl, spl = numbers.T
    rows = []
    for _ in range(int(next(lines))):
        words = next(lines).split(":")[1].replace("(", "").replace(")", "").split()
        rows.append(([int(word) for word in words[::2]], [float(word) for word in words[1::2]]))
    kinds = {"u": CellState.WITHHELD, "s": CellState.FREE, "z": CellState.STAYS}
    return SuppressionProblem(
        values=values,
        costs=np.maximum(costs, 1e-9),
        up=np.where(upper >= 1e9, np.inf, upper - values),
        down=values - lower,
        states=np.array([kinds[cell[3]] for cell in cells], np.uint8),
        row_starts=np.cumsum([0, *(len(columns) for columns, _ in rows)]).astype(np.int32),
        columns=np.array([cell for columns, _ in rows for cell in columns], np.int32),
        coefficients=np.array([factor for _, factors in rows for factor in factors]),
        row_down=np.zeros(len(rows)),
        row_up=np.zeros(len(rows)),
        demands=tuple(
            Demand(cell, side, float(need))
            for cell, needs in enumerate(zip(upl, lpl, spl, strict=True))
            for side, need in zip((1, -1, 0), needs, strict=True)
            if need > 0
        ),
        is_whole=np.ones(values.size, bool),
    )
