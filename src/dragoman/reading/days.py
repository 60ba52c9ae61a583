"""The day an article was published, out of the many ways in which data sets and pages write it."""

from __future__ import annotations

import datetime as dt
import re

_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
_MONTHS = {name[:length]: number for number, name in enumerate(_NAMES, start=1) for length in (3, 99)}
_MONTHS["sept"] = 9
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_REST = r"(?:$|[\s,T|–—-].*$|\(.*$)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.DOTALL)
    for form in (
        # 2019-05-29, 2019-05-29T10:00:00+02:00, 2019/05/29
        r"(?P<year>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<day>\d{1,2})" + _REST,
        # 20190529, 20190529T100000Z, 20190529100000
        r"(?P<year>\d{4})(?P<m>\d{2})(?P<day>\d{2})(?:(?:[T_ ]?\d{4,6})?Z?|T.*)$",
        # May 29, 2019
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}{_REST}",
        # 29 May 2019, Wed, 29 May 2019 10:00:00 GMT, 29-May-2019
        rf"{_WEEKDAY}{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}{_REST}",
        # Wed May 29 10:00:00 +0000 2019
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY}\s+[\d:]+(?:\s+[+-]\d{{4}}|\s+[A-Z]{{2,4}})?\s+{_YEAR}$",
    )
)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})" + _REST, re.DOTALL)
LONGEST = 80


def parse_day(value: object) -> str | None:
    """The ISO day (``2019-05-29``) that a value gives, or None.

    Takes dates and date-times, ISO and RFC 2822 text, ``20190529``, ``May 29, 2019`` and ``29 May 2019``. The day is
    the one written, in whatever zone it was written. ``03/04/2019`` is two days in one and so none; ``29/05/2019``
    can only be read in one way.
    """
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int) and not isinstance(value, bool) and 18000101 <= value <= 22001231:
        value = str(value)
    if not isinstance(value, str):
        return None
    text = value.strip()
    return _parse(text) if 6 <= len(text) <= LONGEST else None


def _parse(text: str) -> str | None:
    for form in _FORMS:
        match = form.match(text)
        if match:
            parts = match.groupdict()
            month = _MONTHS[parts["month"].lower()] if "month" in parts else int(parts["m"])
            return _iso(int(parts["year"]), month, int(parts["day"]))
    slashed = _SLASHED.match(text)
    if not slashed:
        return None
    first, second, year = (int(part) for part in slashed.groups())
    if first == second or second > 12:
        return _iso(year, first, second)
    return _iso(year, second, first) if first > 12 else None


def _iso(year: int, month: int, day: int) -> str | None:
    if not 1600 <= year <= 2400:
        return None
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
