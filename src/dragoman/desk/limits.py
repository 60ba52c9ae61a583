"""How much one visitor may ask for: size of what is sent, and requests in a time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

_MOST_VISITORS = 10_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What is allowed.

    Attributes:
        body: bytes of a request.
        text: characters of a text that is coded at once.
        requests: requests in a minute from one address.
        codings: texts coded in a minute for one address.
        logins: tries to log in, in a minute, from one address.
        rows: rows in a file that is downloaded.
    """

    body: int = 1_000_000
    text: int = 50_000
    requests: int = 1200
    codings: int = 30
    logins: int = 6
    rows: int = 100_000


class Rate:
    """Counts what each visitor does, as a bucket that fills steadily.

    Args:
        a_minute: how much each may do in a minute; all of it may be done at once.
        clock: seconds.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = a_minute, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, visitor: str) -> int:
        """Takes one from the visitor's bucket: 0, or where it is empty the seconds until there is one again."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(visitor, (float(self._most), now))
            left = min(self._most, left + (now - then) * self._most / 60)
            allowed = left >= 1
            self._left[visitor] = (left - allowed, now)
            while len(self._left) > _MOST_VISITORS:
                self._left.popitem(last=False)
            return 0 if allowed else max(1, round((1 - left) * 60 / self._most))
