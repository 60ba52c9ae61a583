"""What the command line asks of the world: phrases resolved row by row, and what the tables know of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from dragoman.world.index import AS_OF, World
from dragoman.world.model import Entry, Resolution
from dragoman.world.resolver import Resolver
from dragoman.world.words import split_words

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_WRITTEN = ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%B %Y")


def day(text: str | None) -> str | None:
    """A date as ISO day, month or year: from ISO forms, ``20190529``, ``29 May 2019``, ``May 29, 2019``.

    ``today`` is the day up to which the tables know the holders of offices, so that results can be reproduced.

    Raises:
        ValueError: where the text is not such a date.
    """
    text = (text or "").strip()
    if not text:
        return None
    if text.lower() in ("today", "now"):
        return AS_OF
    found = _COMPACT.fullmatch(text) or _ISO.fullmatch(text)
    if found:
        value = "-".join(p for p in found.groups() if p)
        datetime.strptime(value, ("%Y", "%Y-%m", "%Y-%m-%d")[value.count("-")])
        return value
    for form in _WRITTEN:
        try:
            when = datetime.strptime(text, form)
        except ValueError:
            continue
        return when.strftime("%Y-%m-%d" if "%d" in form else "%Y-%m")
    raise ValueError(f"{text!r} is no date; write it as YYYY-MM-DD")


def resolve_rows(rows: Iterable[Mapping[str, Any]], world: World | None = None) -> Iterator[dict[str, Any]]:
    """Resolve actor phrases: a row with ``text`` and, where known, ``id``, ``date``, ``context``, ``known_country``.

    Yields a row for each, in order: ``id``, ``country``, ``sectors``, ``name``, ``role``, ``kind``, ``gender``,
    ``number``, ``code`` (only where a user's own dictionary gives one), ``how``, ``confidence``; null or empty where
    unknown. A row that cannot be read gets ``error`` instead of harming the run.
    """
    resolver = Resolver(world or World.load())
    for n, row in enumerate(rows):
        answer: dict[str, Any] = {"id": row.get("id", str(n + 1))}
        try:
            text = row["text"]
            if not isinstance(text, str):
                raise ValueError("text is not a string")
            found = resolver.resolve(
                text,
                date=day(row.get("date")),
                context=row.get("context") or "",
                known_country=row.get("known_country") or None,
            )
        except KeyError:
            yield answer | as_row(None) | {"error": "the row has no text"}
        except (ValueError, TypeError) as e:
            yield answer | as_row(None) | {"error": str(e)}
        else:
            yield answer | as_row(found)


def as_row(found: Resolution | None) -> dict[str, Any]:
    """The JSON form of a resolution; all null for None."""
    r = found or Resolution()
    row: dict[str, Any] = {
        "country": r.country,
        "sectors": list(r.sectors),
        "name": r.name,
        "role": r.role,
        "kind": r.kind,
        "gender": r.gender,
        "number": r.number,
        "how": r.how or None,
        "confidence": r.confidence,
    }
    if r.code is not None:
        row["code"] = r.code
    return row


def describe(world: World, name: str) -> list[dict[str, Any]]:
    """What the tables know of a name: each reading as a plain row, people with all their offices and spellings.

    An empty list where they know nothing. Several people or things of one name all appear.
    """
    entries = list(world.readings(split_words(name))) or list(world.person(name))
    rows: list[dict[str, Any]] = []
    seen: set[str] = set()
    for entry in entries:
        if entry.kind == "person":
            if entry.name not in seen:
                seen.add(entry.name)
                rows.append(_person_row(world, entry))
        else:
            rows.append(_entry_row(entry))
    if name.strip().upper() in world.countries:
        state = world.countries[name.strip().upper()]
        rows.append({"name": state.name, "kind": "country", "country": state.code, "capital": state.capital})
    return rows


def _entry_row(entry: Entry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "kind": entry.kind,
        "country": entry.country,
        "sectors": list(entry.sectors),
        "role": entry.role,
        "since": entry.since,
        "until": entry.until,
        "ambiguous": entry.ambiguous,
    }


def _person_row(world: World, entry: Entry) -> dict[str, Any]:
    offices = world.people.offices(entry.name)
    return {
        "name": entry.name,
        "kind": "person",
        "spellings": list(world.people.names(entry.name)),
        "gender": entry.gender,
        "offices": [
            {
                "country": o.country,
                "sectors": list(o.sectors),
                "role": o.role,
                "since": o.since,
                "until": o.until,
            }
            for o in offices
        ],
    }
