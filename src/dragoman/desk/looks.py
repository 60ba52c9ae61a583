"""How pages look: the templates with what they may use. Whatever they show is escaped."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman import __version__
from dragoman.analysis import Party
from dragoman.analysis.relations import QUADS
from dragoman.analysis.who import states
from dragoman.data import content_hash

PAGES: Mapping[str, str] = {
    "/": "Today",
    "/events": "Events",
    "/statements": "Statements",
    "/relations": "Relations",
    "/calendar": "Calendar",
    "/map": "Map",
    "/network": "Network",
    "/review": "Review",
    "/try": "Try it",
    "/about": "About",
}
"""The pages that every page leads to."""

_QUADS = {n: name.replace("_", " ") for n, name in enumerate(QUADS, 1)}
_SIGNS = {1: "+", 2: "++", 3: "\u2212", 4: "\u2212\u2212"}


class Looks:
    """Makes pages out of templates."""

    def __init__(self) -> None:
        self._templates = Environment(
            loader=PackageLoader("dragoman.desk"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(
            pages=PAGES,
            version=__version__,
            static=static,
            quads=_QUADS,
            signs=_SIGNS,
            address=address,
            kept=static_hash(),
        )
        self._templates.filters.update(
            day=written, percent=percent, entity=entity_address, event=event_address, article=article_address,
            plain=plain, number=number, state=state_name,
        )  # fmt: skip

    def page(
        self,
        request: Request,
        template: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> HTMLResponse:
        """A page.

        Args:
            request: what it answers.
            template: its file.
            status: of the answer.
            headers: more of them.
            values: what the template shows.
        """
        there = {"here": request.url.path, "visitor": getattr(request.state, "visitor", None)}
        html = self._templates.get_template(template).render(there | values)
        return HTMLResponse(html, status, dict(headers or {}))

    def text(self, template: str, **values: Any) -> str:
        """What a template gives, without a page around it."""
        return self._templates.get_template(template).render(values)


@lru_cache(maxsize=1)
def static_hash() -> str:
    """What changes whenever a file of the look does."""
    return content_hash(f for f in (resources.files("dragoman.desk") / "static").iterdir() if f.is_file())


def static(name: str) -> str:
    """The address of a file of the look, which browsers may keep."""
    return f"/static/{static_hash()}/{name}"


def address(path: str, values: Mapping[str, str | Sequence[str] | None] | None = None) -> str:
    """An address within the desk; what is empty is left out."""
    given = {name: value for name, value in (values or {}).items() if value}
    return path + (f"?{urlencode(given, doseq=True)}" if given else "")


def entity_address(party: Party | str) -> str:
    """The address of somebody's page, by whatever tells who it is."""
    key = party if isinstance(party, str) else party.entity or party.country or ""
    return f"/entities/{quote(key, safe='@')}"


def event_address(event_id: str) -> str:
    """The address of an event's page."""
    return f"/events/{quote(event_id, safe='')}"


def article_address(article_id: str) -> str:
    """The address of an article's page."""
    return f"/articles/{quote(article_id, safe='')}"


def written(day: str | None) -> str:
    """A day, month or year as one writes it: ``6 March 2024``."""
    if not day:
        return "no date"
    try:
        parts = [int(part) for part in day[:10].split("-")]
        months = [calendar.month_name[m] for m in parts[1:2]]
        return " ".join([*(str(d) for d in parts[2:]), *months, str(parts[0])])
    except (ValueError, IndexError):
        return day


def percent(value: float | None) -> str:
    """A probability in words a reader takes in at a glance."""
    return "not known" if value is None else f"{value:.0%}"


def number(value: float | int | None) -> str:
    """A number with its thousands parted."""
    return "" if value is None else f"{value:,}"


def plain(code: str | None) -> str:
    """A code as words: ``human_rights`` -> ``human rights``."""
    return (code or "").replace("_", " ").replace("-", " ")


def state_name(code: str | None) -> str:
    """The name of a state by its code."""
    return states().get(code or "", code or "")


def days_after(day: str, number_of: int) -> str:
    """The day so many days after another."""
    return (dt.date.fromisoformat(day) + dt.timedelta(number_of)).isoformat()
