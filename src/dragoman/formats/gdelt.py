"""GDELT 2.0, table of events: 61 columns with CAMEO codes, one row for each pair of actor and recipient."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from dragoman.formats.codes import cameo, names
from dragoman.formats.columns import layout
from dragoman.formats.delimited import Values, read_table
from dragoman.formats.dyads import code_of, dyads, name_of
from dragoman.formats.members import Member
from dragoman.formats.rows import Bad, CodedRow, Misfit, Party, Spot
from dragoman.formats.values import coordinates, day, number, only_day, short, whole
from dragoman.records import Actor, Article, CodedArticle, Date, Event, Place

NAME = "gdelt"
STATE, US_STATE, US_CITY, CITY, REGION = 1, 2, 3, 4, 5
"""GDELT's sorts of places."""


def lines(article: Article, coded: CodedArticle) -> Iterator[str]:
    """The rows of one article, without line breaks: its events that took place."""
    shape = layout(NAME)
    about = {"added": added(article, coded), "url": article.url}
    lead = _lead_end(coded)
    for event in coded.events:
        if event.status in shape.statuses:
            told = _of_event(event) | {"root": _root(event, lead)} | about
            for number_, actor, recipient in dyads(event):
                sides = _party_cells("actor", actor) | _party_cells("recipient", recipient)
                yield shape.line({"number": str(number_), **sides, **told})


def added(article: Article, coded: CodedArticle) -> str | None:
    """When the article was published, as YYYYMMDDHHMMSS in UTC, with zeros where only its day is known."""
    try:
        when = datetime.fromisoformat(coded.published or article.published or "")
    except ValueError:
        return None
    return (when.astimezone(UTC) if when.tzinfo is not None else when).strftime("%Y%m%d%H%M%S")


def _of_event(event: Event) -> Values:
    code = code_of(event)
    return {
        **_date_cells(event.date),
        "cameo": code.code,
        "base": code.code[:3],
        "cameo_root": code.code[:2],
        "quad": str(code.quad),
        "goldstein": f"{code.goldstein:.1f}" if code.goldstein is not None else None,
        "mentions": str(len(event.evidence)),
        "one": "1",
        **_place_cells(event.place),
    }


def _date_cells(when: Date | None) -> Values:
    the_day = only_day(when)
    start, end = (when.start, when.end) if when is not None else ("", "")
    fraction = None
    if the_day is not None:
        year, month, of_month = map(int, the_day.split("-"))
        fraction = f"{year + ((month - 1) * 30 + of_month) / 365:.4f}"
    return {
        "day": the_day.replace("-", "") if the_day else None,
        "month": start[:7].replace("-", "") or None if the_day or start[:7] == end[:7] else None,
        "year": start[:4] or None if the_day or start[:4] == end[:4] else None,
        "fraction": fraction,
    }


def _place_cells(place: Place | None) -> Values:
    if place is None:
        return dict.fromkeys(("place_type", "place_name", "place_country", "place_adm1", "place_lat", "place_lon",
                              "place_feature"))  # fmt: skip
    american, state = place.country == "USA", names().name.get(place.country or "")
    fips = names().fips.get(place.country or "")
    whole_state = place.precision == "country"
    kinds = {"country": STATE, "region": US_STATE if american else REGION}
    kind = kinds.get(place.precision or "", (US_CITY if american else CITY) if place.precision else None)
    return {
        "place_type": str(kind) if kind else None,
        "place_name": state or place.name if whole_state else _full_name(place, state),
        "place_country": fips,
        "place_adm1": fips if whole_state else None,
        "place_lat": short(place.lat),
        "place_lon": short(place.lon),
        "place_feature": fips if whole_state else None,
    }


def _full_name(place: Place, state: str | None) -> str:
    """As GDELT has it: city, region, state; or region, state."""
    region = place.admin1 if place.precision != "region" else None
    return ", ".join(filter(None, (place.name, region, state)))


def _lead_end(coded: CodedArticle) -> int | None:
    """Where the first paragraph ends; None where the parts of the article are not known."""
    return next((b.span[1] for b in coded.blocks if b.kind == "paragraph"), None)


def _root(event: Event, lead: int | None) -> str | None:
    if lead is None:
        return None
    return "1" if any(e.sentence[0] < lead for e in event.evidence) else "0"


def _party_cells(side: str, actor: Actor | None) -> Values:
    table = names()
    country, body = actor.country if actor else None, table.bodies.get((actor.country if actor else None) or "")
    roles = [r for s in (actor.sectors if actor else ()) if (r := table.sectors[s]["cameo"])]
    state: str | None = table.cameo.get(country or "")
    if body is not None:
        roles, state = [body.role, *roles], body.country
    first, second, third = [*dict.fromkeys(roles), None, None, None][:3]
    code = (body.code if body is not None else state or "") + "".join(r for r in (first, second, third) if r)
    if body is not None:  # its code holds its role already
        code = body.code + "".join(r for r in (second, third) if r)
    called = name_of(actor)
    return {
        f"{side}_code": code or None,
        f"{side}_name": called.upper() if called else None,
        f"{side}_country": state,
        f"{side}_group": body.group if body is not None else None,
        f"{side}_role1": first,
        f"{side}_role2": second,
        f"{side}_role3": third,
    }


def read(member: Member, bad: Bad) -> Iterator[CodedRow]:
    """The rows of a file of GDELT's events."""
    return read_table(member, layout(NAME), _row, bad)


def _row(values: Values, source: str, line: int) -> CodedRow:
    identifier = whole(values["GLOBALEVENTID"], "GLOBALEVENTID")
    if identifier is None:
        raise Misfit("GLOBALEVENTID is missing")
    code = cameo().read(values["EventCode"], "EventCode")
    when = day(values["SQLDATE"], "SQLDATE")
    url = values["SOURCEURL"]
    return CodedRow(
        format=NAME,
        id=str(identifier),
        type=code.type,
        date=when,
        date_end=when,
        actors=_party(values, "Actor1"),
        recipients=_party(values, "Actor2"),
        modes=(code.mode,) if code.mode else (),
        quad=code.quad,
        score=number(values["GoldsteinScale"], "GoldsteinScale", -10, 10),
        cameo=code.code,
        place=_spot(values),
        published=day(values["DATEADDED"], "DATEADDED"),
        url=url if url and url.startswith(("http://", "https://")) else None,
        raw=values,
        source=source,
        line=line,
    )


def _spot(values: Values) -> Spot | None:
    lat, lon = coordinates(values["ActionGeo_Lat"], values["ActionGeo_Long"])
    name, country = values["ActionGeo_FullName"], names().of_fips.get(values["ActionGeo_CountryCode"] or "")
    spot = Spot(name, country, lat, lon)
    return None if spot == Spot() else spot


def _party(values: Values, side: str) -> tuple[Party, ...]:
    table = names()
    roles = [r for n in (1, 2, 3) if (r := values[f"{side}Type{n}Code"]) is not None]
    body = next((table.of_body_role[r] for r in roles if r in table.of_body_role), None)
    country = (
        table.of_cameo.get(values[f"{side}CountryCode"] or "")
        or table.of_group.get(values[f"{side}KnownGroupCode"] or "")
        or body
    )
    apart = table.of_body_role if country in table.bodies else {}
    sectors = tuple(dict.fromkeys(table.of_role[r] for r in roles if r in table.of_role and r not in apart))
    party = Party(values[f"{side}Name"], country, sectors)
    return () if party == Party() else (party,)
