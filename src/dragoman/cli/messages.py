"""What the program says beside its output: on standard error, a line a message."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

MOST_WARNINGS = 10
"""Warnings that are shown; of the others only the number is told."""


def tell(message: str) -> None:
    """Says something to the user, on one line."""
    print("dragoman: " + " ".join(message.split()), file=sys.stderr, flush=True)


class _Warnings(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.seen = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.seen += 1
        if self.seen <= MOST_WARNINGS:
            tell(f"warning: {record.getMessage()}")


@contextmanager
def warnings() -> Iterator[None]:
    """Shows the first warnings of the log while the context lasts, and then how many more there were."""
    handler, log = _Warnings(), logging.getLogger("dragoman")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        if handler.seen > MOST_WARNINGS:
            tell(f"warning: and {handler.seen - MOST_WARNINGS:,} more of the kind")
