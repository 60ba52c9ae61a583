"""Values as data sets write them: dates, numbers, coordinates; read with a cause where they are none."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from dragoman.formats.rows import Misfit
from dragoman.records import Date

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:\d{6})?")


@lru_cache(maxsize=1 << 12)
def day(text: str | None, column: str) -> str | None:
    """An ISO day out of ``2024-03-05`` (a time after it is dropped) or ``20240305``; None for null.

    Raises:
        Misfit: where it is no day.
    """
    if text is None:
        return None
    found = _ISO.fullmatch(text.strip()) or _COMPACT.fullmatch(text.strip())
    try:
        if found:
            return date(*map(int, found.groups())).isoformat()
    except ValueError:
        pass
    raise Misfit(f"{column}: {_shown(text)} is no day")


def number(text: str | None, column: str, least: float = -math.inf, most: float = math.inf) -> float | None:
    """A number; None for null.

    Raises:
        Misfit: where it is none, or not between the two.
    """
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and least <= value <= most):
        within = f" between {least:g} and {most:g}" if math.isfinite(least) else ""
        raise Misfit(f"{column}: {_shown(text)} is no number{within}")
    return value


def whole(text: str | None, column: str) -> int | None:
    """A whole number; None for null.

    Raises:
        Misfit: where it is none.
    """
    if text is None:
        return None
    if not re.fullmatch(r"[+-]?\d{1,30}", text.strip()):
        raise Misfit(f"{column}: {_shown(text)} is no whole number")
    return int(text)


def coordinates(lat: str | None, lon: str | None) -> tuple[float | None, float | None]:
    """Degrees, either both or none.

    Raises:
        Misfit: where only one is given, or one is none.
    """
    north, east = number(lat, "latitude", -90, 90), number(lon, "longitude", -180, 180)
    if (north is None) != (east is None):
        raise Misfit("latitude and longitude: only one of them is given")
    return north, east


def only_day(when: Date | None) -> str | None:
    """The one day that a data set with one date can tell: the first, where days are known; else None."""
    return when.start if when is not None and when.precision == "day" else None


def host(url: str | None) -> str | None:
    """Who publishes at an address: its host without ``www.``; None where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:  # no address after all
        return None


def short(value: float | None) -> str | None:
    """A number without needless digits: ``4``, ``-9.5``; None for null."""
    if value is None:
        return None
    return str(int(value)) if value == int(value) else repr(float(value))


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + " …")
