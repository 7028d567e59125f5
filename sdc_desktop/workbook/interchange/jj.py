"""JJ files: the neutral form of a suppression problem that sdcTable and τ-ARGUS write.

First 0, then the number of cells, a line for each
(`index value weight status lower upper LPL UPL SPL`), the number of sums, and a line for each
(`right count : index (coefficient) ...`). Statuses: u unsafe, s may be withheld, z must be shown,
x withheld for others. Some files carry a frequency between value and weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from sdc_desktop.core.protection.instances import Instance, InstanceStatus
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.workbook.interchange.errors import ProblemFileError, read_problem_text

_UNBOUNDED = 1_000_000_000.0
_FIELDS = 9
_TERM = re.compile(r"(\d+)\s*\(\s*([-+0-9.eE]+)\s*\)")
_STATUSES = {**{one.value: one for one in InstanceStatus}, "w": InstanceStatus.SAFE}
_NOISE = 1e-9


def read_jj(file: Path) -> Instance:
    """Read a problem.

    Raises:
        ProblemFileError: It cannot be read, or its numbers do not add up.
    """
    lines = [line.strip() for line in read_problem_text(file).splitlines() if line.strip()]
    try:
        count = int(lines[1])
        cells = [_cell(line) for line in lines[2 : 2 + count]]
        rows = [_row(line) for line in lines[3 + count : 3 + count + int(lines[2 + count])]]
        if [number for number, _, _ in cells] != list(range(count)):
            raise ValueError("cells are not numbered from 0")
        if any(not 0 <= column < count for _, terms in rows for column, _ in terms):
            raise ValueError("a sum names a cell that is not there")
        instance = _instance(cells, rows)
    except (ValueError, IndexError, KeyError) as error:
        raise ProblemFileError(file, f"it is no JJ file ({error})") from error
    if not _adds_up(instance):
        raise ProblemFileError(file, "its numbers do not add up")
    return instance


def _cell(line: str) -> tuple[int, InstanceStatus, list[float]]:
    """Return number, status, and value, weight, lower, upper, LPL, UPL and SPL."""
    fields = line.split()
    if len(fields) == _FIELDS + 1:
        del fields[2]
    if len(fields) != _FIELDS:
        raise ValueError(f"a cell has {len(fields)} fields")
    numbers = [float(one) for one in (*fields[1:3], *fields[4:])]
    return int(fields[0]), _STATUSES[fields[3].lower()], numbers


def _row(line: str) -> tuple[float, list[tuple[int, float]]]:
    head, _, terms = line.partition(":")
    right, count = head.split()
    found = [(int(column), float(factor)) for column, factor in _TERM.findall(terms)]
    if len(found) != int(count):
        raise ValueError(f"a sum has {len(found)} terms and says {count}")
    return float(right), found


def _instance(
    cells: list[tuple[int, InstanceStatus, list[float]]],
    rows: list[tuple[float, list[tuple[int, float]]]],
) -> Instance:
    numbers = np.array([one for _, _, one in cells], np.float64).reshape(len(cells), _FIELDS - 2)
    value, weight, lower, upper, lpl, upl, spl = numbers.T
    sizes = [len(terms) for _, terms in rows]
    return Instance(
        names=tuple(str(number) for number, _, _ in cells),
        statuses=tuple(status for _, status, _ in cells),
        values=value,
        weights=np.maximum(weight, _NOISE),
        lower=np.minimum(lower, value),
        upper=np.where(upper >= _UNBOUNDED, np.inf, np.maximum(upper, value)),
        lower_level=np.maximum(lpl, 0.0),
        upper_level=np.maximum(upl, 0.0),
        sliding_level=np.maximum(spl, 0.0),
        row_starts=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        columns=np.array([column for _, terms in rows for column, _ in terms], np.int32),
        coefficients=np.array([factor for _, terms in rows for _, factor in terms], np.float64),
        right=np.array([right for right, _ in rows], np.float64),
        rooms=np.zeros(len(rows)),
    )


def _adds_up(instance: Instance) -> bool:
    terms = instance.coefficients * instance.values[instance.columns]
    count = instance.right.size
    row = np.repeat(np.arange(count), np.diff(instance.row_starts))
    gaps = np.abs(np.bincount(row, terms, minlength=count) - instance.right)
    noise = _NOISE * (1.0 + np.bincount(row, np.abs(terms), minlength=count))
    return bool((gaps <= noise + instance.rooms).all())


def jj_text(instance: Instance) -> str:
    """Return a problem as the text of a JJ file.

    JJ knows no rounded sums: where numbers were rounded, the right-hand side is what the numbers
    give, so that they add up in the file.
    """
    size = instance.values.size
    columns = (
        instance.values,
        instance.weights,
        instance.lower,
        np.where(np.isfinite(instance.upper), instance.upper, _UNBOUNDED),
        instance.lower_level,
        instance.upper_level,
        instance.sliding_level,
    )
    value, weight, *others = (_texts(column) for column in columns)
    lines = ["0", str(size)]
    for number, status in enumerate(instance.statuses):
        rest = " ".join(column[number] for column in others)
        lines.append(f"{number} {value[number]} {weight[number]} {status.value} {rest}")
    lines += [str(instance.right.size), *_row_lines(instance)]
    return "\n".join(lines) + "\n"


def _row_lines(instance: Instance) -> Iterable[str]:
    for row in range(instance.right.size):
        here = slice(instance.row_starts[row], instance.row_starts[row + 1])
        columns, factors = instance.columns[here], instance.coefficients[here]
        right = float(instance.right[row])
        if instance.rooms[row]:
            right = float(factors @ instance.values[columns])
        pairs = zip(columns.tolist(), _texts(factors), strict=True)
        terms = " ".join(f"{column} ({factor})" for column, factor in pairs)
        yield f"{_text(right)} {columns.size} : {terms}"


def _texts(numbers: FloatArray) -> list[str]:
    return [_text(one) for one in numbers.tolist()]


def _text(number: float) -> str:
    return repr(number).removesuffix(".0")
