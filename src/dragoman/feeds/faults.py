"""What may go wrong with a fetch, and what is to be done about it: asked again later, or given up."""

from __future__ import annotations

from dragoman.errors import DragomanError


class Fault(Exception):
    """Something that went wrong at a depth where the address asked for is not known; becomes a FetchError.

    Attributes:
        cause: what is wrong.
        lasting: whether asking again is of no use.
        host_down: whether the host as a whole is better left in peace for a while.
        wait: seconds after which the server wants to be asked again, where it says so.
        status: the status of the answer, where it is what is wrong.
    """

    def __init__(
        self,
        cause: str,
        *,
        lasting: bool = False,
        host_down: bool = False,
        wait: float | None = None,
        status: int | None = None,
    ) -> None:
        self.cause, self.lasting, self.host_down = " ".join(cause.split()), lasting, host_down
        self.wait, self.status = wait, status
        super().__init__(self.cause)


class FetchError(DragomanError):
    """Something that could not be fetched, or is not what it was fetched for.

    Attributes:
        url: the address that failed: after a redirect not the one that was asked for.
        cause, lasting, host_down, wait, status: those of the :class:`Fault`.
    """

    def __init__(self, url: str, fault: Fault) -> None:
        self.url, self.cause, self.lasting = url, fault.cause, fault.lasting
        self.host_down, self.wait, self.status = fault.host_down, fault.wait, fault.status
        super().__init__(f"{url}: {fault.cause}")


class HostRests(FetchError):
    """A host that is not asked just now: nothing was asked of it, and nothing is known of what was wanted.

    Attributes:
        until: seconds since the epoch.
        pause: whether it is but the pause between two requests, and not that the host is in trouble.
    """

    def __init__(self, url: str, host: str, until: float, pause: bool = False) -> None:
        self.until, self.pause = until, pause
        super().__init__(url, Fault(f"{host} {'wants a long pause' if pause else 'is left in peace for a while'}"))


class Stopped(Exception):
    """The program is to end; what was about to be asked for was not."""
