"""Dragoman reads news and writes verifiable records: who did what to whom, who said what, when and where."""

__version__ = "0.1.0"
