"""ICEWS: 20 columns with CAMEO codes, one row for each pair of actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.formats.codes import cameo, names
from dragoman.formats.columns import layout
from dragoman.formats.delimited import Values, read_table
from dragoman.formats.dyads import code_of, dyads, name_of, region_of, whole_id
from dragoman.formats.members import Member
from dragoman.formats.rows import Bad, CodedRow, Misfit, Party, Spot
from dragoman.formats.values import coordinates, day, number, only_day, short, whole
from dragoman.records import Actor, Article, CodedArticle, Event

NAME = "icews"
_OF_STATE = frozenset(("LEG", "JUD", "MIL", "COP", "SPY"))


def lines(article: Article, coded: CodedArticle) -> Iterator[str]:
    """The rows of one article, without line breaks: its events that took place."""
    shape = layout(NAME)
    story = {"story": str(whole_id(coded.id)), "publisher": article.publisher}
    for event in coded.events:
        if event.status in shape.statuses:
            told = _of_event(event) | story
            for number_, actor, recipient in dyads(event):
                sides = _party_cells("actor", actor) | _party_cells("recipient", recipient)
                yield shape.line({"number": str(number_), **sides, **told})


def _of_event(event: Event) -> Values:
    place, code = event.place, code_of(event)
    text = cameo().read(code.icews, "cameo")
    return {
        "day": only_day(event.date),
        "event_text": text.name,
        "cameo": text.code,
        "intensity": short(text.intensity),
        "city": place.name if place and place.precision == "city" else None,
        "province": region_of(place),
        "place_country": names().icews.get(place.country or "") if place else None,
        "lat": short(place.lat) if place else None,
        "lon": short(place.lon) if place else None,
    }


def _party_cells(side: str, actor: Actor | None) -> Values:
    table = names()
    body = table.bodies.get(actor.country or "") if actor is not None else None
    told = [s for sector in (actor.sectors if actor is not None else ()) for s in table.sectors[sector]["icews"]]
    if body is not None and body.icews is not None:
        told.append(body.icews)
    return {
        f"{side}_name": name_of(actor),
        f"{side}_sectors": layout(NAME).joint.join(dict.fromkeys(told)) or None,
        f"{side}_country": table.icews.get(actor.country or "") if actor is not None else None,
    }


def read(member: Member, bad: Bad) -> Iterator[CodedRow]:
    """The rows of a file of ICEWS.

    Raises:
        InputError: where its header lacks a column.
    """
    return read_table(member, layout(NAME), _row, bad)


def _row(values: Values, source: str, line: int) -> CodedRow:
    identifier = whole(values["Event ID"], "Event ID")
    if identifier is None:
        raise Misfit("Event ID is missing")
    code = cameo().read(values["CAMEO Code"], "CAMEO Code")
    when = day(values["Event Date"], "Event Date")
    return CodedRow(
        format=NAME,
        id=f"{identifier}-{when}",  # the number alone stands twice in the data; with the day it is unique
        type=code.type,
        date=when,
        date_end=when,
        actors=_party(values, "Source"),
        recipients=_party(values, "Target"),
        modes=(code.mode,) if code.mode else (),
        quad=code.quad,
        score=number(values["Intensity"], "Intensity", -10, 10),
        cameo=code.code,
        place=_spot(values),
        publisher=values["Publisher"],
        raw=values,
        source=source,
        line=line,
    )


def _spot(values: Values) -> Spot | None:
    lat, lon = coordinates(values["Latitude"], values["Longitude"])
    country = names().of_icews.get(values["Country"] or "")
    spot = Spot(values["City"] or values["District"] or values["Province"] or values["Country"], country, lat, lon)
    return None if spot == Spot() else spot


def _party(values: Values, side: str) -> tuple[Party, ...]:
    name, told = values[f"{side} Name"], (values[f"{side} Sectors"] or "").split(",")
    table = names()
    sectors = [s for n in told if (s := table.sector_of_icews(n.strip())) is not None]
    country = table.of_icews.get(values[f"{side} Country"] or "") or table.body_of_icews(name, told)
    party = Party(name, country, tuple(dict.fromkeys(_exact(sectors))))
    return () if party == Party() else (party,)


def _exact(sectors: list[str]) -> list[str]:
    """Without what ICEWS gives beside more exact sectors: Government, and Dissident."""
    exact = [s for s in sectors if s != "GOV"] if _OF_STATE.intersection(sectors) else sectors
    return [s for s in exact if s != "OPP"] or exact
