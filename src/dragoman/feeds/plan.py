"""What is to be watched, and how: a TOML file, read and checked."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from dragoman.errors import InputError
from dragoman.feeds.addresses import absolute, canonical
from dragoman.feeds.network import Network
from dragoman.reading.columns import check_fields

_AT = re.compile(r" \(at line (\d+), column \d+\)$|\(at end of document\)$")
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\"'-]+)\s*\]")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


Seconds = Annotated[float, Field(gt=0, le=3600)]


class Fetching(_Table):
    """How documents are fetched: the table ``[fetching]``.

    Attributes:
        contact: an address that servers see, to write to when something is wrong.
        delay: seconds between two requests to a host.
        connect_timeout, read_timeout: seconds without an answer.
        total_timeout: seconds that one document may take.
        max_megabytes: of a page or feed, as sent and unpacked (1 MB: a million bytes).
        max_redirects: in a row.
        tries: how often an article is tried before it is given up.
        private_networks: networks that may be asked although they are not public, as ``10.2.0.0/16``.
    """

    contact: str | None = Field(default=None, pattern=r"^[ -~]{1,200}$")
    delay: float = Field(default=2.0, ge=0, le=3600)
    connect_timeout: Seconds = 10.0
    read_timeout: Seconds = 20.0
    total_timeout: Seconds = 60.0
    max_megabytes: float = Field(default=10.0, gt=0, le=1000)
    max_redirects: int = Field(default=5, ge=0, le=20)
    tries: int = Field(default=8, ge=1, le=100)
    private_networks: list[str] = []

    @field_validator("private_networks")
    @classmethod
    def _are_networks(cls, given: list[str]) -> list[str]:
        for network in given:
            ipaddress.ip_network(network)
        return given

    @property
    def networks(self) -> list[Network]:
        """``private_networks``, parsed."""
        return [ipaddress.ip_network(network) for network in self.private_networks]

    @property
    def most(self) -> int:
        """``max_megabytes`` in bytes."""
        return int(self.max_megabytes * 1e6)


class _Source(_Table):
    """What all that is watched has in common.

    Attributes:
        name: as messages have it; without one, the address.
        publisher: of all its articles, whatever they say themselves.
        every: minutes between two looks.
    """

    name: str | None = Field(default=None, min_length=1)
    publisher: str | None = Field(default=None, min_length=1)
    every: float = Field(default=15.0, ge=1, le=10080)

    @property
    def address(self) -> str:
        """What it is known by."""
        raise NotImplementedError

    @property
    def label(self) -> str:
        """What it is called in messages."""
        return self.name or self.address


class _Online(_Source):
    """Feeds and sitemaps.

    Attributes:
        url: where it is.
        include: a regular expression; only articles whose address it is found in are fetched.
    """

    url: str
    include: str | None = None

    @field_validator("url")
    @classmethod
    def _is_address(cls, given: str) -> str:
        if absolute(given) is None:
            raise ValueError(f"{given!r} is no address of the web (http:// or https://)")
        return given

    @field_validator("include")
    @classmethod
    def _is_pattern(cls, given: str | None) -> str | None:
        try:
            re.compile(given or "")
        except re.error as error:
            raise ValueError(f"{given!r} is no regular expression: {error}") from None
        return given

    @property
    def address(self) -> str:
        """Its URL, without user name and password."""
        return canonical(self.url)


class Feed(_Online):
    """An RSS or Atom feed.

    Attributes:
        content: ``page``: the articles are fetched from their pages; ``feed``: they stand in the feed itself.
    """

    content: Literal["page", "feed"] = "page"


class Sitemap(_Online):
    """A sitemap, a news sitemap, or an index of them.

    Attributes:
        days: only articles that were published or changed in so many last days; None: all.
    """

    days: int | None = Field(default=None, ge=1)


class Folder(_Source):
    """A folder in which files with articles appear.

    Attributes:
        path: of the folder; from the place of the TOML file, where it is not absolute.
        columns: field of an article -> column of a table, where names are not the usual ones.
    """

    path: str = Field(min_length=1)
    columns: dict[str, str] | None = None

    @field_validator("columns")
    @classmethod
    def _are_fields(cls, given: dict[str, str] | None) -> dict[str, str] | None:
        try:
            return check_fields(given) or None
        except InputError as error:
            raise ValueError(error.cause) from None

    @property
    def address(self) -> str:
        """Its path."""
        return self.path


Source = Feed | Sitemap | Folder


class Plan(_Table):
    """All of a TOML file: ``[fetching]`` and any number of ``[[feed]]``, ``[[sitemap]]`` and ``[[folder]]``."""

    fetching: Fetching = Field(default_factory=Fetching)
    feed: list[Feed] = []
    sitemap: list[Sitemap] = []
    folder: list[Folder] = []

    @property
    def sources(self) -> tuple[Source, ...]:
        """All that is watched."""
        return (*self.feed, *self.sitemap, *self.folder)


def read_plan(path: Path) -> Plan:
    """The plan of a TOML file.

    Raises:
        InputError: with file, line and cause, where it cannot be read, is no TOML or breaks its form.
    """
    source = str(path)
    try:
        text = path.read_text(encoding="utf-8")
        plan = _with_paths(Plan.model_validate(tomllib.loads(text)), path.parent)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        line = int(at.group(1)) if at and at.group(1) else None
        raise InputError(f"not valid TOML: {_AT.sub('', str(error)) if line else error}", source, line) from None
    except UnicodeDecodeError as error:
        raise InputError(f"not valid UTF-8 (at byte {error.start})", source) from None
    except ValidationError as error:
        raise _misfit(error, text, source) from None
    _check_sources(plan, source)
    return plan


def _with_paths(plan: Plan, folder: Path) -> Plan:
    paths = [f.model_copy(update={"path": str((folder / Path(f.path).expanduser()).resolve())}) for f in plan.folder]
    return plan.model_copy(update={"folder": paths})


def _check_sources(plan: Plan, source: str) -> None:
    if not plan.sources:
        raise InputError("names nothing to watch: add a [[feed]], a [[sitemap]] or a [[folder]]", source)
    seen: set[str] = set()
    for watched in plan.sources:
        if watched.address in seen:
            raise InputError(f"names {watched.address} twice", source)
        seen.add(watched.address)


def _misfit(error: ValidationError, text: str, source: str) -> InputError:
    """The first thing that breaks the form, with the line of its table."""
    first = error.errors(include_url=False)[0]
    table, *path = first["loc"]
    entry = path[0] if path and isinstance(path[0], int) else None
    path = path if entry is None else path[1:]
    shown = f"[{table}]" if entry is None else f"[[{table}]] number {entry + 1}"
    if not path and first["type"] == "extra_forbidden":
        cause = f"{table}: no such table; there are {', '.join(Plan.model_fields)}"
        return InputError(cause, source, _line(text, str(table), 0, None))
    field = ".".join(str(part) for part in path)
    more = f" and {error.error_count() - 1} more" if error.error_count() > 1 else ""
    cause = f"{shown}{f', {field}' if field else ''}: {_cause(first)}{more}"
    return InputError(cause, source, _line(text, str(table), entry or 0, str(path[0]) if path else None))


def _cause(fault: Any) -> str:
    if fault["type"] == "extra_forbidden":
        return "no such setting"
    if fault["type"] == "missing":
        return "is missing"
    said: str = fault["msg"].removeprefix("Value error, ").removeprefix("Input ")
    return f"{said}, not {fault['input']!r}" if said.startswith("should") else said


def _line(text: str, table: str, entry: int, key: str | None) -> int | None:
    """The line of a key, or else of the head of its table; None where it cannot be told."""
    found = None
    for number, line in _lines_of(text, table, entry):
        found = found or number
        if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return found


def _lines_of(text: str, table: str, entry: int) -> Iterator[tuple[int, str]]:
    """The numbered lines of the entry-th table of a name."""
    inside, seen = False, -1
    for number, line in enumerate(text.splitlines(), start=1):
        head = _HEADER.match(line)
        if head:
            seen += head.group(2) == table
            inside = head.group(2) == table and seen == entry
        if inside:
            yield number, line
