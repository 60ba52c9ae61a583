"""Connections to the web: never to a private address, and never for longer than a fetch may take.

The check stands where the connection is made: a host is resolved, all its addresses are checked, and the very address
that was checked is connected to. So neither a redirect nor a name server that changes its mind gets around it.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from dragoman.feeds.faults import Fault

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Sequence[str]]

_EMBEDDED = ipaddress.IPv6Network("64:ff9b::/96")  # an IPv4 address in its last 32 bits (NAT64)


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, the preferred first.

    Raises:
        OSError: where it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet: not private, local, of a group, or one that hides such a one."""
    if isinstance(address, ipaddress.IPv6Address):
        hidden = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _EMBEDDED:
            hidden = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if hidden is not None:
            return is_public(hidden)
    return address.is_global and not (address.is_multicast or address.is_reserved)


class Deadline:
    """When the present fetch must be over; set anew for each."""

    def __init__(self) -> None:
        self._until = float("inf")

    def start(self, seconds: float) -> None:
        """The next fetch begins and may take so long in all."""
        self._until = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take, given what one step may take.

        Raises:
            httpcore.TimeoutException: where nothing is left.
        """
        left = self._until - time.monotonic()
        if left <= 0:
            raise TooLong
        return left if timeout is None else min(left, timeout)

    @property
    def passed(self) -> bool:
        """Whether nothing is left."""
        return time.monotonic() >= self._until


class TooLong(httpcore.TimeoutException):
    """The fetch as a whole took longer than it may."""


class GuardedBackend(httpcore.NetworkBackend):
    """Makes connections to public addresses only, each step within what is left of the deadline.

    Args:
        private: networks that are not public and yet allowed.
        deadline: of the present fetch.
        resolve: finds a host's addresses.
    """

    def __init__(self, private: Iterable[Network], deadline: Deadline, resolve: Resolve = resolve) -> None:
        self._private, self._deadline, self._resolve = tuple(private), deadline, resolve
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first of the host's addresses that takes it.

        Raises:
            Fault: where the host is unknown, or one of its addresses is not allowed.
            httpcore.ConnectError, httpcore.ConnectTimeout: where none takes it.
        """
        options = list(socket_options or ())
        addresses = self._checked(host, port)
        for address in addresses[:-1]:
            try:
                return self._connect(address, port, timeout, local_address, options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connect(addresses[-1], port, timeout, local_address, options)

    def _connect(
        self, address: str, port: int, timeout: float | None, local: str | None, options: list[Any]
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout)
        return _Stream(self._plain.connect_tcp(address, port, left, local, options), self._deadline)

    def _checked(self, host: str, port: int) -> list[str]:
        try:
            found = list(self._resolve(host, port))
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or "not a name"
            raise Fault(f"the host {host} is not known ({reason})", host_down=True) from None
        for address in found:
            parsed = ipaddress.ip_address(address)
            if not is_public(parsed) and not any(parsed in network for network in self._private):
                raise Fault(
                    f"{host} is at {address}, which is no public address; if it may be asked, name its network in"
                    " private_networks",
                    lasting=True,
                )
        if not found:
            raise Fault(f"the host {host} has no address", host_down=True)
        return found


class _Stream(httpcore.NetworkStream):
    """A connection whose every step ends with the deadline: a server that sends a byte now and then gains nothing."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(
            self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """What httpx sends requests through: connections of :class:`GuardedBackend`, straight to the host, no proxy."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusted(),
            max_connections=8,
            max_keepalive_connections=4,
            keepalive_expiry=10.0,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request; faults are those of httpcore, and Fault."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


@lru_cache(maxsize=1)
def trusted() -> ssl.SSLContext:
    """Whose certificates count: those of certifi, or of SSL_CERT_FILE; reading them takes a moment."""
    return httpx.create_ssl_context()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()
