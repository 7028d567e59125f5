"""Draws that a secret key decides: the same cell has the same draw in every table and every year.

A draw belongs to a cell's labels and its number, so that printing a cell twice gives away nothing,
and nobody without the key can repeat it. This is no cell key: two cells with the same people
under different labels get different draws.

Source: guidance on keyed noise; HMAC after RFC 2104 with SHA-256.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

import numpy as np

from sdc_desktop.core.sheets import FloatArray

_PARTS = 2.0**53
_SEPARATOR = b"\x1f"


def keyed_draws(key: bytes, cells: Iterable[tuple[tuple[str, ...], float]]) -> FloatArray:
    """Return a number from 0 to below 1 for each cell, evenly spread over all keys.

    Args:
        key: The secret, at least 16 bytes.
        cells: Labels of each cell, in any order, and its true number.

    Raises:
        ValueError: The key is too short to be a secret.
    """
    if len(key) < 16:
        raise ValueError("a key needs at least 16 bytes")
    return np.array([_draw(key, labels, number) for labels, number in cells], np.float64)


def _draw(key: bytes, labels: tuple[str, ...], number: float) -> float:
    parts = [label.encode("utf-8") for label in sorted(labels)]
    message = _SEPARATOR.join([*parts, repr(float(number)).encode("ascii")])
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / _PARTS
