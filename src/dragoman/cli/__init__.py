"""The command line: one module a verb. Each imports what it needs when it runs, so that ``--help`` is quick."""

from dragoman.cli.app import main

__all__ = ["main"]
