"""Looks at ways again, one after the other, whatever found them."""

from __future__ import annotations

import math

import numpy as np

from sdc_desktop.core.sheets import FloatArray, Int32Array
from sdc_desktop.core.suppression.compiled import compiled
from sdc_desktop.core.suppression.flow_graph import Asked
from sdc_desktop.core.suppression.modular_room import BALANCED, Room
from sdc_desktop.core.suppression.modular_tables import Tables
from sdc_desktop.core.suppression.modular_ways import Ways


@compiled
def misfits(tables: Tables, share: FloatArray, asked: Asked, ways: Ways, room: Room) -> Int32Array:
    """Return the demands whose way of a pass does not do what it should: (k,) int32.

    A way must move the demand's cell as far as asked, within what each cell can, fit all relations
    and leave alone what is held. Each is looked at by itself, whatever found it.
    """
    found = np.zeros(asked.edge.size, np.int32)
    count, members = 0, tables.members
    for one in range(asked.edge.size):
        if ways.length[one] <= 0 or math.isnan(ways.amounts[ways.start[one]]):
            continue
        moved, fits = 0.0, True
        span = range(ways.start[one], ways.start[one] + ways.length[one])
        for entry in span:
            cell, amount = ways.cells[entry], ways.amounts[entry]
            fits = fits and -tables.graph.down[cell] - BALANCED <= amount
            fits = fits and amount <= tables.graph.up[cell] + BALANCED and share[cell] > 0.0
            if cell == asked.edge[one]:
                moved = amount
            for place in range(asked.starts[one], asked.starts[one + 1]):
                fits = fits and asked.held[place] != cell
            for place in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
                room.lack[members.rows[place]] += members.factors[place] * amount
        for entry in span:
            cell = ways.cells[entry]
            for place in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
                fits = fits and abs(room.lack[members.rows[place]]) <= 10 * BALANCED
        for entry in span:
            cell = ways.cells[entry]
            for place in range(members.cell_starts[cell], members.cell_starts[cell + 1]):
                room.lack[members.rows[place]] = 0.0
        side = asked.direction[one] if asked.direction[one] != 0 else (1 if moved > 0 else -1)
        if not fits or moved * side < asked.need[one] - 10 * BALANCED:
            found[count] = one
            count += 1
    return found[:count]
