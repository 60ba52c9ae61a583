"""Articles that wait to be fetched, host by host, so that one slow host does not hold up the others."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable

from dragoman.feeds.addresses import host_of
from dragoman.feeds.state import Waiting


class Queue:
    """Articles by host; of each host, the one that is due first comes first, then the one that was found first."""

    def __init__(self) -> None:
        self._hosts: dict[str, list[tuple[float, int, Waiting]]] = {}
        self._added = 0

    def __len__(self) -> int:
        return sum(map(len, self._hosts.values()))

    def add(self, articles: Iterable[Waiting]) -> None:
        """Articles wait from now on."""
        for article in articles:
            self._added += 1
            waiting = self._hosts.setdefault(host_of(article.link), [])
            heapq.heappush(waiting, (article.due, self._added, article))

    def first(self, ready: Callable[[str], float]) -> tuple[float, str] | None:
        """When the next article may be fetched, and from which host; None where no article waits.

        Args:
            ready: from when on a host may be asked, in seconds since the epoch.
        """
        return min(((max(heap[0][0], ready(host)), host) for host, heap in self._hosts.items()), default=None)

    def take(self, host: str) -> Waiting:
        """The host's next article, which waits no more."""
        heap = self._hosts[host]
        article = heapq.heappop(heap)[2]
        if not heap:
            del self._hosts[host]
        return article
