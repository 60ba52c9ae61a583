"""Datelines: ``KYIV, March 4 (Reuters) -`` at the start of a story says where, when and by whom it was filed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dragoman.reading.phrases import phrases
from dragoman.records import Span

LONGEST = 120
"""A dateline is looked for in this many characters at the start of a paragraph."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_WEEKDAY},?\s+)?"
    rf"(?:(?i:{_MONTH})\s+{_DAY}(?:,?\s+\d{{4}})?|{_DAY}\s+(?i:{_MONTH})(?:,?\s+\d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}})"
)
DATE = rf"(?:{_DATE})"
"""A written day, with or without its weekday and year, as a pattern for larger ones."""
# One word of a place: KYIV, Port-au-Prince, N'DJAMENA, ST., S.C.; small words may stand inside (Rio de Janeiro).
_WORD = r"[^\W\d_a-zà-ÿ](?:[\w'’‘-]|\.(?=\w|[,\s(]))*"
_NAME = rf"{_WORD}(?:\s+(?:(?:of|de|del|do|da|la|el|al|ibn|the|and|in|on|near|aboard)\s+)*{_WORD}){{0,3}}"
_PLACE = rf"{_NAME}(?:\s?/\s?{_NAME}|,\s+{_NAME})*"
_DASH = r"(?:--+|[—–―]|-)"
_OPENING = r"[\"'“‘«„(\[]*"


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and its parts, each a span in the text that was given.

    Attributes:
        span: the whole, from the start of the text to the end of its dash (or what stands for one).
        place: where it was filed; None when only an agency signs: ``(Reuters) -``.
        date: its date as written, often without a year.
        agency: the agency, without brackets.
    """

    span: Span
    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None


def parse_dateline(text: str) -> Dateline | None:
    """The dateline at the start of a paragraph, or None where there is none.

    Leading white space is passed over; all spans count from the start of the given text.
    """
    head = text[: LONGEST + len(text) - len(text.lstrip())]
    start = len(head) - len(head.lstrip())
    for pattern in _patterns():
        match = pattern.match(head, start)
        if match and _credible(match, text):
            return Dateline(
                (start, match.end("end")), _span(match, "place"), _span(match, "date"), _span(match, "agency")
            )
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    known = rf"(?i:{phrases().agency_source})"
    anyone = r"[A-Z][\w.&'’ /-]{1,40}"
    place, date = rf"(?P<place>{_PLACE})", rf"(?P<date>{_DATE})"
    signed = rf"(?:\((?P<agency>{known}(?:\s?/\s?[\w ]+)?|{anyone})\))"
    dash = rf"\.?\s*(?P<end>{_DASH})\s*(?=\S|$)"
    bare_dash = rf"\s*(?P<end>(?:\s{_DASH}|--+|[—–―]))(?=\s*{_OPENING}(?:[A-Z0-9]|$))"
    sources = (
        # KYIV, March 4 (Reuters) -    WASHINGTON (AP) --    GENEVA, 12 March 2020 –    GENEVA (12 March 2020) –
        rf"{place}[,.]?\s+{date}[,.]?\s*{signed}?{dash}",
        rf"{place}[,.]?\s*\({date}\)\s*{signed}?{dash}",
        rf"{place}[,.]?\s*{signed}\s*(?:,\s*{date}\s*)?{dash}",
        # MOSCOW, March 4. /TASS/.    BEIJING, March 4, 2020 /PRNewswire/ --
        rf"{place},\s+{date}\.?\s*/(?P<agency>{known})(?P<end>/\.?(?:\s*{_DASH})?)(?=\s|$)",
        # Tehran, IRNA –    Tehran, March 4, IRNA -
        rf"{place},\s+(?:{date},\s+)?(?P<agency>{known}){dash}",
        # KABUL (Pajhwok):
        rf"{place},?\s*(?:{date}\s*)?{signed}(?P<end>\s?:)(?=\s)",
        # New Delhi, March 4 (IANS) The    Jerusalem (CNN)The    (CNN) The
        rf"(?:{place}(?:,\s+{date})?\s*)?\((?P<agency>{known})(?P<end>\):?)(?=\s*{_OPENING}\s?[A-Z])",
        # May 5 (UPI) --    (Reuters) -
        rf"(?:{date}\s*)?\((?P<agency>{known})\){dash}",
        # ANKARA —    Nairobi -
        rf"{place}{bare_dash}",
        # KUALA LUMPUR: A
        rf"{place}(?P<end>:)(?=\s+{_OPENING}[A-Z0-9])",
    )
    return tuple(re.compile(s) for s in sources)


def _credible(match: re.Match[str], text: str) -> bool:
    """Whether what has a dateline's shape is one: bare names before a dash or colon need to look like a place."""
    place = match.groupdict().get("place")
    if place is None:
        return True
    if phrases().not_place.fullmatch(place) or re.match(r"(?:The|A|An)\s(?!Hague)", place):
        return False
    first = re.split(r",\s|\s?/\s?", place)[0]
    shouted = first == first.upper() and len(first) > 2
    agency = match.groupdict().get("agency")
    if match.groupdict().get("date") or (agency and (shouted or phrases().agency.match(agency))):
        return len(place) <= 60
    if agency:
        return False
    if match.group("end") == ":":
        return shouted and len(first.split()) <= 3
    if len(text) - match.end() < 40:  # "Paris - London" is no paragraph with a dateline
        return False
    return len(place.split()) <= (5 if shouted else 3)


def _span(match: re.Match[str], name: str) -> Span | None:
    found = match.groupdict().get(name)
    return match.span(name) if found else None
