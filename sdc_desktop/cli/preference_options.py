"""The options that say what secondary suppression should heed."""

from __future__ import annotations

import argparse

from sdc_desktop.core.protection.preferences import Cost

LAST_TIME = "given"
"""What `--like-last-time` stands for without a record."""


def add_preferences(command: argparse.ArgumentParser) -> None:
    """Add the options that say what secondary suppression should heed."""
    group = command.add_argument_group("what suppression heeds")
    group.add_argument(
        "--cost",
        choices=[one.value for one in Cost],
        default=Cost.VALUE.value,
        help="what secondary suppression keeps small; contributors come from --companion",
    )
    group.add_argument(
        "--keep",
        action="append",
        default=[],
        metavar="SHEET!CELLS",
        help="a cell, a block, rows or columns that must be shown, such as headline figures; "
        "may be given again",
    )
    group.add_argument(
        "--withhold",
        action="append",
        default=[],
        metavar="SHEET!CELLS",
        help="cells that must be withheld, whatever the rules say; may be given again",
    )
    group.add_argument(
        "--known",
        action="append",
        default=[],
        metavar="SHEET!CELL",
        help="a cell whose number readers know from elsewhere; may be given again",
    )
    group.add_argument(
        "--exempt",
        action="append",
        default=[],
        metavar="SHEET!CELLS=REASON",
        help="unsafe cells that are shown all the same, and why; may be given again",
    )
    group.add_argument(
        "--weight",
        action="append",
        default=[],
        metavar="SHEET!CELLS=FACTOR",
        help="what the cost of a cell, of rows (7:9) or of columns (C:C) is multiplied by: above "
        "1 for what should rather be shown, below 1 for what may go; may be given again",
    )
    group.add_argument(
        "--avoid-totals", action="store_true", help="withhold totals as the last resort only"
    )
    group.add_argument(
        "--like-last-time",
        nargs="?",
        const=LAST_TIME,
        metavar="RECORD",
        help="rather withhold what the earlier releases withhold (--earlier), or what the record "
        "of the last check of the same layout says",
    )
    group.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="SHEET!CELL",
        help="say what a reader could work out if this withheld cell were shown; may be given "
        "again",
    )
    group.add_argument(
        "--merge",
        action="append",
        default=[],
        metavar="SHEET!rows 7:8[=LABEL]",
        help="combine two neighbouring categories, rows or columns, before anything is withheld: "
        "the first shows the sums, the second none; may be given again",
    )
    group.add_argument(
        "--same-pattern",
        action="store_true",
        help="tables with the same labels withhold the same cells",
    )
