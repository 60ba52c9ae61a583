"""POLECAT: 40 columns, one row an event; what concerns several actors is a list in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.formats.beside import laid
from dragoman.formats.codes import names
from dragoman.formats.columns import layout
from dragoman.formats.delimited import Values, read_table
from dragoman.formats.dyads import region_of
from dragoman.formats.members import Member
from dragoman.formats.rows import Bad, CodedRow, Misfit, Party, Spot
from dragoman.formats.values import coordinates, day, number, only_day
from dragoman.ontology.load import load_ontology
from dragoman.records import Actor, Article, CodedArticle, Event

NAME = "polecat"
SEVERAL = "|"
"""Stands between the sectors of one actor."""

QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_QUAD_NUMBERS = {name: quad for quad, name in QUADS.items()}


def lines(article: Article, coded: CodedArticle) -> Iterator[str]:
    """The rows of one article, without line breaks: its events that took place."""
    shape = layout(NAME)
    of_article = _of_article(article, coded)
    for event in coded.events:
        if event.status in shape.statuses:
            yield shape.line(_of_event(event) | of_article)


def _of_event(event: Event) -> Values:
    place, joined = event.place, layout(NAME).list
    return {
        "id": event.id,
        "day": only_day(event.date),
        "type": event.type,
        "modes": joined(event.modes),
        "score": str(float(event.score)),
        "quad": QUADS.get(event.quad),
        "contexts": joined(event.contexts),
        **_people("actor", event.actors),
        **_people("recipient", event.recipients),
        "place": place.name if place else None,
        "city": place.name if place and place.precision == "city" else None,
        "province": region_of(place),
        "place_country": place.country if place else None,
        "lat": str(float(place.lat)) if place and place.lat is not None else None,
        "lon": str(float(place.lon)) if place and place.lon is not None else None,
        "geonames": str(place.geonames) if place and place.geonames is not None else None,
        "place_text": place.text if place else None,
    }


def _people(side: str, actors: Sequence[Actor]) -> Values:
    cow, joined = names().cow, layout(NAME).list
    lists: dict[str, list[str | None]] = {
        "names": [a.name for a in actors],
        "countries": [a.country for a in actors],
        "cow": [cow.get(a.country or "") for a in actors],
        "primary": [a.sectors[0] if a.sectors else None for a in actors],
        "sectors": [SEVERAL.join(a.sectors) or None for a in actors],
        "roles": [a.role for a in actors],
        "texts": [a.text for a in actors],
    }
    return {f"{side}_{what}": joined(items) for what, items in lists.items()}


def _of_article(article: Article, coded: CodedArticle) -> Values:
    joined = layout(NAME).list
    published = coded.published or article.published
    places = (*(e.place for e in coded.events), *(s.place for s in coded.statements))
    states = [e.name for e in coded.entities if e.kind == "country"]
    return {
        "publisher": article.publisher,
        "published_day": published[:10] if published else None,
        "people": joined(_once(e.name for e in coded.entities if e.kind == "person")),
        "organizations": joined(_once(e.name for e in coded.entities if e.kind in ("organization", "group"))),
        "locations": joined(_once([*states, *(p.name for p in places if p is not None)])),
        "language": coded.language or article.language,
        "coder": coded.coder,
    }


def _once(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


def read(member: Member, bad: Bad) -> Iterator[CodedRow]:
    """The rows of a file of POLECAT.

    Raises:
        InputError: where its header lacks a column.
    """
    return read_table(member, layout(NAME), _row, bad)


def _row(values: Values, source: str, line: int) -> CodedRow:
    kind = values["Event Type"]
    if kind not in load_ontology().types:
        raise Misfit(f"Event Type: {kind!r} is no type of PLOVER")
    identifier = values["Event ID"]
    if identifier is None:
        raise Misfit("Event ID is missing")
    when = day(values["Event Date"], "Event Date")
    quad = values["Quad Code"]
    if quad is not None and quad.upper() not in _QUAD_NUMBERS:
        raise Misfit(f"Quad Code: {quad!r} is none of {', '.join(_QUAD_NUMBERS)}")
    return CodedRow(
        format=NAME,
        id=identifier,
        type=kind,
        date=when,
        date_end=when,
        actors=_parties(values, "Actor"),
        recipients=_parties(values, "Recipient"),
        modes=_items(values["Event Mode"]),
        contexts=_items(values["Contexts"]),
        quad=_QUAD_NUMBERS[quad.upper()] if quad is not None else None,
        score=number(values["Intensity"], "Intensity", -10, 10),
        place=_spot(values),
        publisher=values["Source"],
        published=day(values["Publication Date"], "Publication Date"),
        language=values["Language"],
        coder=values["Version"],
        raw=values,
        source=source,
        line=line,
    )


def _spot(values: Values) -> Spot | None:
    lat, lon = coordinates(values["Latitude"], values["Longitude"])
    name = values["Placename"] or values["City"] or values["Raw Placename"]
    spot = Spot(name, names().iso(values["Country"]), lat, lon)
    return None if spot == Spot() else spot


def _cells(text: str | None) -> list[str | None]:
    shape = layout(NAME)
    if text is None:
        return []
    return [None if (item := part.strip()) in shape.nulls else item for part in text.split(shape.joint.strip())]


def _items(text: str | None) -> tuple[str, ...]:
    return tuple(item for item in _cells(text) if item is not None)


def _parties(values: Values, side: str) -> tuple[Party, ...]:
    sectors = _cells(values[f"{side} Sectors"]) or _cells(values[f"Primary {side} Sector"])
    named, raw, countries, roles = (_cells(values[f"{side} {c}"]) for c in ("Name", "Name Raw", "Country", "Title"))
    rows = laid([named, raw, countries, sectors, roles])
    return tuple(p for p in (_party(*row) for row in rows) if p != Party())


def _party(name: str | None, text: str | None, country: str | None, sectors: str | None, role: str | None) -> Party:
    known = load_ontology().sectors
    kept = tuple(s for s in (sectors or "").split(SEVERAL) if s in known)
    return Party(name, names().iso(country), kept, role, text)
