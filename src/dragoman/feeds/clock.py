"""Time, as what waits here sees it: so that tests need not wait, and a signal ends every wait."""

from __future__ import annotations

import threading
import time
from typing import Protocol

from dragoman.feeds.faults import Stopped


class Clock(Protocol):
    """What tells the time and waits."""

    def now(self) -> float:
        """Seconds since the epoch."""
        ...

    def sleep(self, seconds: float) -> None:
        """Waits; raises Stopped when the program is to end meanwhile, or was to end before."""
        ...


class SystemClock:
    """The machine's clock; :meth:`stop` ends the present wait and all later ones."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def now(self) -> float:
        """Seconds since the epoch."""
        return time.time()

    def sleep(self, seconds: float) -> None:
        """Waits.

        Raises:
            Stopped: when :meth:`stop` was called.
        """
        if self._stop.wait(max(seconds, 0)):
            raise Stopped

    def stop(self) -> None:
        """Says that the program is to end; may be called from a signal handler."""
        self._stop.set()
