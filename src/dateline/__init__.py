"""Dateline reads news reports and keeps the record they contain."""

__version__ = "0.1.0"
