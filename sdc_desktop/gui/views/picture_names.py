"""What there are pictures of, and what they are called."""

from __future__ import annotations

from enum import StrEnum

from sdc_desktop.gui.translating import tr


class Picture(StrEnum):
    """What there is a picture of."""

    MAP = "map"
    COUNTS = "counts"
    LOSS = "loss"
    MOVES = "moves"
    BEFORE_AFTER = "before-after"
    SUMS = "sums"


def picture_names() -> dict[Picture, str]:
    """Return what each picture is called, in the order to offer them."""
    return {
        Picture.MAP: tr("Risk map of the workbook"),
        Picture.COUNTS: tr("Counts around the threshold"),
        Picture.LOSS: tr("Loss by table"),
        Picture.MOVES: tr("How far changed numbers moved"),
        Picture.BEFORE_AFTER: tr("Numbers before and after"),
        Picture.SUMS: tr("Sums that no longer hold"),
    }
