"""Tables in the files of τ-ARGUS: .tab with one cell a line, .rda with what its columns are, .hrc.

Of the columns those are read that a suppression problem needs: codes, value, cost, status and
protection levels. Statuses: S safe, U unsafe, P must be shown, E empty; D or M withheld for others,
which τ-ARGUS writes in its results (`<SAFE>`, `<UNSAFE>` and `<PROTECT>` rename the first three).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np

from sdc_desktop.core.protection.instances import Instance, InstanceStatus
from sdc_desktop.core.sheets import FloatArray
from sdc_desktop.workbook.interchange.errors import ProblemFileError, read_problem_text

_PART = re.compile(r'<([A-Za-z0-9_]+)>|"([^"]*)"|(\S+)')
_NOISE = 1e-9
_MOST_APART = 0.05
"""How far a total may lie beside the sum of its parts, as a share of it."""
_SECONDARY = ("D", "M")
_EMPTY = "E"

Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TauDimension:
    """What spans one side of a table.

    Attributes:
        name: Of the variable.
        total: The code of its total.
        parents: Every other code, in order, with the code that it is a part of.
    """

    name: str
    total: str
    parents: Mapping[str, str]

    def families(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each code that has parts, with its parts."""
        for parent in dict.fromkeys(self.parents.values()):
            yield parent, tuple(code for code, own in self.parents.items() if own == parent)


@dataclass(frozen=True, slots=True, eq=False)
class TauTable:
    """A table with its problem.

    Attributes:
        dimensions: What spans it.
        response: Name of the variable that is added up.
        codes: For each cell of the problem its code in each dimension.
        instance: The problem.
    """

    dimensions: tuple[TauDimension, ...]
    response: str
    codes: tuple[Codes, ...]
    instance: Instance


@dataclass(slots=True)
class _Variable:
    """A column: its name, and each keyword that is said of it with what follows."""

    name: str
    said: dict[str, list[str]] = field(default_factory=dict)


def read_tau(metadata: Path, table: Path | None = None) -> TauTable:
    """Read a table; without `table` the file of the same name that ends in .tab.

    Raises:
        ProblemFileError: A file cannot be read, or the numbers do not add up.
    """
    general, variables = _read_metadata(metadata)
    file = table or metadata.with_suffix(".tab")
    try:
        rows = _read_rows(read_problem_text(file), general, len(variables))
        dimensions = tuple(
            _dimension(metadata, one, [row[place].rstrip() for row in rows])
            for place, one in enumerate(variables)
            if "RECODEABLE" in one.said
        )
        return _table(general, variables, dimensions, rows)
    except (ValueError, IndexError, KeyError) as error:
        raise ProblemFileError(file, str(error) or type(error).__name__) from error


def _read_metadata(file: Path) -> tuple[dict[str, list[str]], list[_Variable]]:
    general: dict[str, list[str]] = {}
    variables: list[_Variable] = []
    for line in read_problem_text(file).splitlines():
        parts = [(key, text or plain) for key, text, plain in _PART.findall(line)]
        if parts and not parts[0][0] and line[0] not in " \t":
            variables.append(_Variable(parts[0][1]))
            parts = parts[1:]
        said, last = (variables[-1].said if variables else general), ""
        for key, text in parts:
            if key:
                last = key.upper()
                said[last] = []
            elif last:
                said[last].append(text)
    if not any("RECODEABLE" in one.said for one in variables):
        raise ProblemFileError(file, "it names no variable that spans a table")
    return general, variables


def _read_rows(text: str, general: Mapping[str, list[str]], count: int) -> list[list[str]]:
    separator = (general.get("SEPARATOR") or [";"])[0]
    rows = [row for row in csv.reader(text.splitlines(), delimiter=separator) if row]
    for number, row in enumerate(rows, start=1):
        if len(row) < count:
            raise ValueError(f"line {number} has {len(row)} fields and {count} are needed")
    return rows


def _dimension(metadata: Path, variable: _Variable, codes: Sequence[str]) -> TauDimension:
    """Return a dimension; codes that its hierarchy does not name are parts of the total."""
    total = (variable.said.get("TOTCODE") or ["Total"])[0].rstrip()
    parents: dict[str, str] = {}
    if names := variable.said.get("HIERCODELIST"):
        lead = (variable.said.get("HIERLEADSTRING") or ["@"])[0]
        parents = _tree(read_problem_text(_beside(metadata, names[0])), lead, total)
    elif levels := variable.said.get("HIERLEVELS"):
        parents = _by_digits(codes, [int(one) for one in levels if int(one)], total)
    known = set(codes)
    for code in dict.fromkeys(codes):
        if code != total:
            parents.setdefault(code, total)
    return TauDimension(variable.name, total, _only(parents, known, total))


def _beside(metadata: Path, name: str) -> Path:
    """Return a file of this name beside another; capitals do not matter there."""
    plain = re.split(r"[\\/]", name)[-1].lower()
    for path in sorted(metadata.parent.iterdir()):
        if path.name.lower() == plain:
            return path
    raise ValueError(f"the hierarchy {name} does not lie beside it")


def _tree(text: str, lead: str, total: str) -> dict[str, str]:
    """Return each code of a hierarchy with its parent; depth is the number of leading signs."""
    parents: dict[str, str] = {}
    above = [total]
    for line in filter(str.strip, text.splitlines()):
        depth = 0
        while line.startswith(lead, depth * len(lead)):
            depth += 1
        code = line[depth * len(lead) :].rstrip()
        del above[depth + 1 :]
        parents[code] = above[depth]
        above.append(code)
    return parents


def _by_digits(codes: Sequence[str], levels: Sequence[int], total: str) -> dict[str, str]:
    """Return each code with its first digits as parent, in steps of `levels` digits."""
    ends = np.cumsum(levels).tolist()
    found: dict[str, str] = {}
    for code in (one for one in dict.fromkeys(codes) if one != total):
        shorter = [code[:end] for end in ends if end < len(code)]
        chain = [*shorter, code]
        for parent, own in zip([total, *chain], chain, strict=False):
            found.setdefault(own, parent)
    return found


def _only(parents: Mapping[str, str], known: set[str], total: str) -> dict[str, str]:
    """Leave out codes that the table does not have; their parts go to what is above them."""
    found: dict[str, str] = {}
    for code in parents:
        if code in known:
            above = parents[code]
            while above != total and above not in known:
                above = parents[above]
            found[code] = above
    return found


def _table(
    general: Mapping[str, list[str]],
    variables: Sequence[_Variable],
    dimensions: tuple[TauDimension, ...],
    rows: Sequence[Sequence[str]],
) -> TauTable:
    spans = [place for place, one in enumerate(variables) if "RECODEABLE" in one.said]
    codes = tuple(tuple(row[place].rstrip() for place in spans) for row in rows)
    if len(set(codes)) != len(codes):
        raise ValueError("a cell stands in it twice")
    value = _column(variables, rows, _is_response)
    if value is None:
        raise ValueError("no variable is added up")
    response = next(one.name for one in variables if _is_response(one))
    cost = _column(variables, rows, lambda one: "COSTVAR" in one.said)
    weights = np.abs(value) if cost is None else cost
    nothing = np.zeros(value.size)
    lower = _column(variables, rows, lambda one: "LOWERPL" in one.said)
    upper = _column(variables, rows, lambda one: "UPPERPL" in one.said)
    starts, columns, factors, rooms = _sums(dimensions, codes, value, _step(variables))
    instance = Instance(
        names=tuple(" / ".join(one) for one in codes),
        statuses=_statuses(general, variables, rows),
        values=value,
        weights=np.where(weights > 0, weights, 1.0),
        lower=np.full(value.size, 0.0 if (value >= 0).all() else -np.inf),
        upper=np.full(value.size, np.inf),
        lower_level=nothing if lower is None else np.maximum(lower, 0.0),
        upper_level=nothing if upper is None else np.maximum(upper, 0.0),
        sliding_level=nothing,
        row_starts=np.array(starts, np.int32),
        columns=np.array(columns, np.int32),
        coefficients=np.array(factors, np.float64),
        right=np.zeros(len(starts) - 1),
        rooms=np.array(rooms, np.float64),
    )
    return TauTable(dimensions, response, codes, instance)


_NO_RESPONSE = {"RECODEABLE", "SHADOW", "COSTVAR", "LOWERPL", "UPPERPL", "WEIGHT", "STATUS"}
_NO_RESPONSE |= {"FREQUENCY", "MAXSCORE", "HOLDING", "REQUEST", "RECORDKEY"}


def _is_response(variable: _Variable) -> bool:
    return "NUMERIC" in variable.said and not _NO_RESPONSE & variable.said.keys()


def _column(
    variables: Sequence[_Variable],
    rows: Sequence[Sequence[str]],
    is_wanted: Callable[[_Variable], bool],
) -> FloatArray | None:
    """Return the numbers of the first column that is wanted: (cells,) float64."""
    for place, one in enumerate(variables):
        if is_wanted(one):
            return np.array([float(row[place].replace(",", ".") or 0) for row in rows], np.float64)
    return None


def _statuses(
    general: Mapping[str, list[str]],
    variables: Sequence[_Variable],
    rows: Sequence[Sequence[str]],
) -> tuple[InstanceStatus, ...]:
    """Return what may be done with each cell; without statuses all are safe."""
    letters = {
        (general.get(key) or [usual])[0].upper(): status
        for key, usual, status in (
            ("SAFE", "S", InstanceStatus.SAFE),
            ("UNSAFE", "U", InstanceStatus.UNSAFE),
            ("PROTECT", "P", InstanceStatus.STAYS),
        )
    }
    letters |= {_EMPTY: InstanceStatus.STAYS, **dict.fromkeys(_SECONDARY, InstanceStatus.SECONDARY)}
    for place, one in enumerate(variables):
        if "STATUS" in one.said:
            return tuple(letters[row[place].strip().upper()] for row in rows)
    return (InstanceStatus.SAFE,) * len(rows)


def _sums(
    dimensions: Sequence[TauDimension], codes: Sequence[Codes], value: FloatArray, step: float
) -> tuple[list[int], list[int], list[float], list[float]]:
    """Return every family of every dimension along all lines: starts, cells, factors, rooms.

    Parts that the table does not have are empty. A total that lies beside the sum of its parts, as
    rounded ones do, is believed to hold within half a last digit for each, or as far as it lies.
    """
    number = {code: place for place, code in enumerate(codes)}
    starts, columns, factors, rooms = [0], list[int](), list[float](), list[float]()
    for axis, dimension in enumerate(dimensions):
        others = [[one.total, *one.parents] for one in dimensions]
        for parent, parts in dimension.families():
            others[axis] = [parent]
            for place in product(*others):
                if place not in number:
                    continue
                line = ((*place[:axis], part, *place[axis + 1 :]) for part in parts)
                here = [number[one] for one in line if one in number]
                if here:
                    gap = abs(float(value[here].sum() - value[number[place]]))
                    rooms.append(_room(gap, float(np.abs(value[here]).sum()), len(here), step))
                    columns += [*here, number[place]]
                    factors += [1.0] * len(here) + [-1.0]
                    starts.append(len(columns))
    return starts, columns, factors, rooms


def _room(gap: float, size: float, parts: int, step: float) -> float:
    if gap <= _NOISE * (1.0 + size):
        return 0.0
    if gap > _MOST_APART * size:
        raise ValueError("its numbers do not add up")
    return max(gap, step * (parts + 1) / 2)


def _step(variables: Sequence[_Variable]) -> float:
    for one in filter(_is_response, variables):
        decimals = one.said.get("DECIMALS") or ["0"]
        return float(10.0 ** -int(decimals[0]))
    return 1.0
