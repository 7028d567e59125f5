"""Workbooks in formats that are only read (xls, xlsb) are saved as new xlsx workbooks."""

from __future__ import annotations

from sdc_desktop.workbook.rewritten.finishing import Rewritten, finish_rewritten
from sdc_desktop.workbook.rewritten.plain import REWRITTEN, NotRewrittenError, Plain

__all__ = ["REWRITTEN", "NotRewrittenError", "Plain", "Rewritten", "finish_rewritten"]
