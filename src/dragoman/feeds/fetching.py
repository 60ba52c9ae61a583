"""Fetching one address: politely, within limits, and with a clear answer to what became of it."""

from __future__ import annotations

import datetime as dt
import email.utils
from collections.abc import Callable
from dataclasses import dataclass

import httpcore
import httpx

from dragoman import __version__
from dragoman.feeds.addresses import absolute, host_of
from dragoman.feeds.body import read_body
from dragoman.feeds.clock import Clock
from dragoman.feeds.faults import Fault, FetchError
from dragoman.feeds.manners import Manners
from dragoman.feeds.network import Deadline, GuardedBackend, Resolve, TooLong, Transport, resolve
from dragoman.feeds.plan import Fetching
from dragoman.feeds.robots import NAME, Robots

_ROBOTS_BYTES = 4 * 2**20
_REDIRECTS = (301, 302, 303, 307, 308)
_COME_BACK = (408, 425, 429)  # of the 4xx, those that may be otherwise later
_OVERLOADED = (429, 502, 503, 504)
_ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with a document, so that it can be asked whether there is a newer one."""

    etag: str | None = None
    modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The request's headers that ask so."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Page:
    """A document as fetched.

    Attributes:
        url: where it was in the end, after all redirects.
        body: unpacked.
        media: its type as the server has it (``text/html``), in lower case; empty where it says none.
        charset: its encoding as the server has it, or None.
        validators: for the next time.
    """

    url: str
    body: bytes
    media: str = ""
    charset: str | None = None
    validators: Validators = Validators()


@dataclass(frozen=True, slots=True)
class _Moved:
    to: str


class Fetcher:
    """Fetches documents from the web, one at a time.

    Args:
        settings: limits and times.
        manners: when which host may be asked.
        clock: tells the time.
        resolve: finds a host's addresses.
    """

    def __init__(self, settings: Fetching, manners: Manners, clock: Clock, resolve: Resolve = resolve) -> None:
        self._settings, self._manners, self._clock = settings, manners, clock
        self._deadline = Deadline()
        self._robots = Robots(self._robots_txt, manners, clock)
        self._client = httpx.Client(
            transport=Transport(GuardedBackend(settings.networks, self._deadline, resolve)),
            headers={"User-Agent": user_agent(settings.contact), "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout),
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Closes all connections."""
        self._client.close()

    def fetch(self, url: str, most: int, validators: Validators = Validators()) -> Page | None:
        """A document.

        Args:
            url: its address.
            most: bytes that it may have, packed and unpacked.
            validators: of the document as it is known already.

        Returns:
            The document; None where it is still the one that is known.

        Raises:
            FetchError: where it cannot be had; HostRests where it was not asked for, Stopped where the program ends.
        """
        self._client.cookies.clear()
        return self._follow(url, most, validators, self._robots.check)

    def _robots_txt(self, url: str) -> bytes:
        page = self._follow(url, _ROBOTS_BYTES, Validators(), lambda _: None)
        return page.body if page else b""

    def _follow(self, url: str, most: int, validators: Validators, check: Callable[[str], None]) -> Page | None:
        """The document, through all redirects; the address of each is checked like the first."""
        for _ in range(self._settings.max_redirects + 1):
            check(url)
            self._manners.turn(url, host_of(url))
            answer = self._ask(url, most, validators)
            if not isinstance(answer, _Moved):
                return answer
            url = answer.to
        most_hops = self._settings.max_redirects
        raise FetchError(
            _shown(url), Fault(f"redirects more than {most_hops} times in a row: perhaps a loop", lasting=True)
        )

    def _ask(self, url: str, most: int, validators: Validators) -> Page | _Moved | None:
        """What one request to one address gives."""
        host = host_of(url)
        try:
            answer = self._send(url, most, validators)
        except (Fault, httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            fault = error if isinstance(error, Fault) else self._fault(error)
            if fault.host_down:
                self._manners.leave(host, fault.wait)
            elif fault.status is not None:
                self._manners.answered(host)
            raise FetchError(_shown(url), fault) from None
        except (httpx.InvalidURL, httpx.RemoteProtocolError):  # httpx looks at the target though it does not follow
            raise FetchError(_shown(url), Fault("redirects to what is no address of the web", lasting=True)) from None
        self._manners.answered(host)
        return answer

    def _send(self, url: str, most: int, validators: Validators) -> Page | _Moved | None:
        self._deadline.start(self._settings.total_timeout)
        with self._client.stream("GET", url, headers=validators.headers()) as response:
            status = response.status_code
            if status == 304 and validators.headers():
                return None
            if status in _REDIRECTS:
                return self._moved(url, response)
            if status not in (200, 203):
                raise self._refusal(response)
            length = response.headers.get("Content-Length", "")
            if length.isdecimal() and int(length) > most:
                raise Fault(f"is {int(length):,} bytes long; at most {most:,} are fetched", lasting=True)
            return Page(
                url=url,
                body=read_body(response.iter_raw(), response.headers.get("Content-Encoding", ""), most),
                media=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                charset=response.charset_encoding,
                validators=Validators(response.headers.get("ETag"), response.headers.get("Last-Modified")),
            )

    def _moved(self, url: str, response: httpx.Response) -> _Moved:
        location = response.headers.get("Location", "")
        to = absolute(location, url) if location else None
        if to is None:
            raise Fault(f"redirects to {location[:200]!r}, which is no address of the web", lasting=True)
        return _Moved(to)

    def _refusal(self, response: httpx.Response) -> Fault:
        status = response.status_code
        return Fault(
            f"answers {status} {response.reason_phrase}".rstrip(),
            lasting=400 <= status < 500 and status not in _COME_BACK,
            host_down=status in _OVERLOADED,
            wait=_retry_after(response.headers.get("Retry-After"), self._clock.now()),
            status=status,
        )

    def _fault(self, error: Exception) -> Fault:
        settings = self._settings
        if isinstance(error, TooLong) or (isinstance(error, httpcore.TimeoutException) and self._deadline.passed):
            return Fault(f"takes longer than {settings.total_timeout:g} s", host_down=True)
        if isinstance(error, httpcore.ConnectTimeout):
            return Fault(f"no connection within {settings.connect_timeout:g} s", host_down=True)
        if isinstance(error, httpcore.TimeoutException):
            return Fault(f"nothing comes for {settings.read_timeout:g} s", host_down=True)
        if isinstance(error, httpcore.ConnectError):
            return Fault(f"cannot be connected to: {error}", host_down=True)
        return Fault(f"breaks off: {error}")


def _shown(url: str) -> str:
    """An address as messages have it: without user name and password."""
    return absolute(url) or url


def user_agent(contact: str | None) -> str:
    """How the program calls itself to servers."""
    return f"{NAME}/{__version__} (news reader{f'; {contact}' if contact else ''})"


def _retry_after(value: str | None, now: float) -> float | None:
    """Seconds that a Retry-After header asks for, as a number or as a date; None for none that can be read."""
    if not value:
        return None
    if value.strip().isdecimal():
        return float(min(int(value.strip()[:9]), 10**8))
    try:
        when = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(when.replace(tzinfo=when.tzinfo or dt.UTC).timestamp() - now, 0.0)
