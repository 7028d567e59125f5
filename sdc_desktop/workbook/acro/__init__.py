"""Folders of outputs that ACRO wrote: opened as one workbook, never written to.

ACRO (AI-SDC) checks outputs while they are made. Its folder holds csv files and a results.json that
says of each output what its own checks found. Both layouts are read, that of 0.4 and that of 1.x,
told apart by what is in them and not by their version.
"""

from sdc_desktop.workbook.acro.reading import read_results_folder

__all__ = ["read_results_folder"]
