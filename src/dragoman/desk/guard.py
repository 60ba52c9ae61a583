"""What stands before every page: hosts that are answered, sizes and rates, headers that bind browsers."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.desk.limits import Limits, Rate

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""No script and no style but those of the desk itself; nothing of another site."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with "no-referrer" the desk's own forms would come without an origin
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_BODY = frozenset({"POST", "PUT", "PATCH"})

Refuse = Callable[[Scope, int, str, Mapping[str, str]], Response]
"""What answers a request that is not let in: the request, status, why, more headers."""


class Guard:
    """Lets in what keeps the rules; everything that goes out bears the headers.

    Args:
        app: what is guarded.
        hosts: names under which the desk is known, or none for any. A page of elsewhere whose name is made to point
            to this machine is thus not answered.
        limits: sizes and rates.
        refuse: makes the answers to what is not let in.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, limits: Limits, refuse: Refuse) -> None:
        self._app, self._hosts, self._limits, self._refuse = app, hosts, limits, refuse
        self._rate = Rate(limits.requests)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        fault = self._fault(scope)
        if fault is not None:
            await self._refuse(scope, *fault)(scope, receive, _adorned(scope, send))
            return
        if scope["method"] in _BODY:
            body = await _body(receive, self._limits.body)
            if body is None:
                why = f"the request is larger than {self._limits.body:,} bytes"
                await self._refuse(scope, 413, why, {})(scope, receive, _adorned(scope, send))
                return
            receive = _again(body, receive)
        await self._app(scope, receive, _adorned(scope, send))

    def _fault(self, scope: Scope) -> tuple[int, str, Mapping[str, str]] | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts is not None and host_name(host) not in self._hosts:
            return 421, "this is not the host of the desk", {}
        if b"%00" in scope["query_string"] or "\x00" in scope["path"]:
            return 400, "the address holds a NUL character", {}
        if wait := self._rate.wait(visitor(scope)):
            return 429, f"too many requests; wait {wait} s", {"Retry-After": str(wait)}
        if scope["method"] not in _SAFE and not _own(headers, host):
            return 403, "the request comes from another site", {}
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length) > self._limits.body:
            return 413, f"the request is larger than {self._limits.body:,} bytes", {}
        return None


def visitor(scope: Scope) -> str:
    """The address a request comes from; of IPv6 the network, as one has all the addresses in it."""
    client = scope.get("client")
    host = client[0] if client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network(f"{host}/64", strict=False)) if address.version == 6 else host


def host_name(host: str) -> str:
    """The name in a Host header, without port and brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.partition(":")[0].lower()


def _own(headers: Headers, host: str) -> bool:
    """Whether what changes something was sent by a page of the desk, or by a program, which sends no Origin."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host


async def _body(receive: Receive, most: int) -> bytes | None:
    """All that is sent, or None where it is more than is allowed."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > most:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """Receives what was read already, then what comes after it."""
    told = False

    async def again() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _adorned(scope: Scope, send: Send) -> Send:
    """Sends with the headers of the desk; pages are not kept by caches unless they say so."""

    async def adorned(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store" if scope["method"] not in _SAFE else "private, no-cache")
        await send(message)

    return adorned
