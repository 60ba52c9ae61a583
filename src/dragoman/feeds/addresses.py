"""Addresses of the web: links made absolute, and one form for all spellings of the same address."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import unquote_plus, urljoin

import httpx

from dragoman.data import package_file, read_yaml

LONGEST = 2000
"""Characters of the longest address that is followed; databases cannot index much longer ones."""


def absolute(link: str, base: str = "") -> str | None:
    """A link as found on a page, as an absolute address of the web, without user name; None where it is none.

    Args:
        link: the link; blanks around it and line breaks inside do not matter.
        base: the address of the page.
    """
    try:
        url = httpx.URL(urljoin(base, "".join(link.split("\n")).strip()))
        fragment = url.fragment if url.fragment.startswith("!") else None
        plain = str(url.copy_with(scheme=url.scheme, userinfo=b"", fragment=fragment))
    except (ValueError, httpx.InvalidURL):
        return None
    return plain if url.scheme in ("http", "https") and url.host and len(plain) <= LONGEST else None


def canonical(url: str) -> str:
    """The one form of an absolute address by which articles are known.

    Case of scheme and host, ports that go without saying, user names, fragments (but for ``#!``) and parameters that
    only track readers do not count. The order of parameters does: some sites need it.
    """
    parsed = httpx.URL(url)
    query = parsed.query.decode("ascii", "replace")
    kept = "&".join(p for p in query.split("&") if p and not _tracks(p))
    fragment = parsed.fragment if parsed.fragment.startswith("!") else None
    plain = parsed.copy_with(userinfo=b"", query=kept.encode() or None, fragment=fragment)
    path = plain.raw_path.decode("ascii")
    return f"{plain.scheme}://{plain.netloc.decode('ascii')}{path}{'#' + fragment if fragment else ''}"


def host_of(url: str) -> str:
    """The host of an absolute address, in lower case."""
    return httpx.URL(url).host.lower()


def origin_of(url: str) -> str:
    """Scheme, host and port of an absolute address: what one robots.txt is for."""
    parsed = httpx.URL(url)
    return f"{parsed.scheme}://{parsed.netloc.decode('ascii')}"


def is_front_page(url: str) -> bool:
    """Whether an address is that of a site and not of a page in it."""
    parsed = httpx.URL(url)
    return parsed.path in ("", "/") and not parsed.query


def _tracks(parameter: str) -> bool:
    names, prefixes = _tracking()
    name = unquote_plus(parameter.partition("=")[0]).lower()
    return name in names or name.startswith(prefixes)


@lru_cache(maxsize=1)
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    table: dict[str, Any] = read_yaml(package_file("feeds", "tracking.yaml"))
    return frozenset(table["names"]), tuple(table["prefixes"])
