"""The same check without a window: the command line contract of DESIGN.md."""

from sdc_desktop.cli.main import main

__all__ = ["main"]
