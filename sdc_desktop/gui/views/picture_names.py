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


def keeping_in_words(picture: Picture) -> str:
    """Return what a saved picture tells whoever gets it."""
    team = tr("keep it within the team.")
    return {
        Picture.MAP: tr("A saved picture holds no number of the workbook."),
        Picture.COUNTS: tr("A saved picture holds no withheld number; it shows the threshold:"),
        Picture.LOSS: tr("A saved picture holds no number of the workbook."),
        Picture.MOVES: tr("A saved picture shows how far the method moves numbers:"),
        Picture.BEFORE_AFTER: tr("A saved picture holds the numbers as readers get them only."),
        Picture.SUMS: tr("A saved picture tells what readers can add up themselves."),
    }[picture] + (f" {team}" if picture in (Picture.COUNTS, Picture.MOVES) else "")


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
