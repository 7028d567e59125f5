"""SDC Desktop: check and protect workbooks of statistical tables before they are published."""

__version__ = "0.1.0"
