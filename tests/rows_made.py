"""Rows of other data sets, made up for tests, and articles with events for all their columns."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from hypothesis import strategies as st

from dragoman import Article, CodedArticle
from dragoman.formats.columns import TAB, layout
from dragoman.formats.export import export
from dragoman.formats.reading import read_rows
from dragoman.formats.rows import BadRow, BadRows, CodedRow
from dragoman.ontology.load import load_ontology
from dragoman.records import Actor, Block, Date, Entity, Event, Evidence, Place
from samples import CODED, TEXT

ARTICLE = Article(TEXT, id="a", url="https://www.example.org/1", publisher="Herald", published="2024-03-06")
BARE = Article("", id="a")

POLECAT = {
    "Event ID": "20240304-11-0a1b2c_ACCUSE_disapprove",
    "Event Date": "2024-03-04",
    "Event Type": "ACCUSE",
    "Event Mode": "disapprove",
    "Intensity": "-2.0",
    "Quad Code": "VERBAL CONFLICT",
    "Contexts": "military; territory",
    "Actor Name": "Peru; Ana Ruiz",
    "Actor Country": "PER; PER",
    "Actor COW": "135; 135",
    "Primary Actor Sector": "GOV; OPP",
    "Actor Sectors": "GOV|MIL; OPP",
    "Actor Title": "None; senator",
    "Actor Name Raw": "Lima; Senator Ruiz",
    "Recipient Name": "None",
    "Recipient Country": "CHL",
    "Recipient Sectors": "None",
    "Primary Recipient Sector": "MIL",
    "Recipient Name Raw": "Chilean soldiers",
    "Placename": "Tacna",
    "City": "Tacna",
    "Country": "PER",
    "Latitude": "-18.01",
    "Longitude": "-70.25",
    "Source": "Andina",
    "Publication Date": "2024-03-05",
    "Language": "es",
    "Version": "made up",
}
ICEWS = {
    "Event ID": "31000001",
    "Event Date": "2024-03-04",
    "Source Name": "Police (Ghana)",
    "Source Sectors": "Government,Police",
    "Source Country": "Ghana",
    "Event Text": "Arrest, detain, or charge with legal action",
    "CAMEO Code": "173",
    "Intensity": "-5",
    "Target Name": "Citizen (Ghana)",
    "Target Sectors": "General Population / Civilian / Social,Social",
    "Target Country": "Ghana",
    "Story ID": "52000002",
    "Sentence Number": "3",
    "Publisher": "Graphic",
    "City": "Accra",
    "Province": "Greater Accra Region",
    "Country": "Ghana",
    "Latitude": "5.55602",
    "Longitude": "-0.1969",
}
GDELT = {
    "GLOBALEVENTID": "1170000001",
    "SQLDATE": "20240304",
    "MonthYear": "202403",
    "Year": "2024",
    "FractionDate": "2024.1753",
    "Actor1Code": "ROMGOV",
    "Actor1Name": "PRIME MINISTER",
    "Actor1CountryCode": "ROM",
    "Actor1Type1Code": "GOV",
    "Actor2Code": "IGOUNO",
    "Actor2Name": "UNITED NATIONS",
    "Actor2KnownGroupCode": "UNO",
    "Actor2Type1Code": "IGO",
    "IsRootEvent": "1",
    "EventCode": "0251",
    "EventBaseCode": "025",
    "EventRootCode": "02",
    "QuadClass": "1",
    "GoldsteinScale": "-0.3",
    "NumMentions": "6",
    "NumSources": "2",
    "NumArticles": "4",
    "AvgTone": "-1.25",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Cluj-Napoca, Cluj, Romania",
    "ActionGeo_CountryCode": "RO",
    "ActionGeo_ADM1Code": "RO13",
    "ActionGeo_Lat": "46.7667",
    "ActionGeo_Long": "23.6",
    "ActionGeo_FeatureID": "-1119000",
    "DATEADDED": "20240305101500",
    "SOURCEURL": "https://example.ro/a?b=c",
}
MENTION = {
    "GLOBALEVENTID": "1170000001",
    "EventTimeDate": "20240305101500",
    "MentionTimeDate": "20240306004500",
    "MentionType": "1",
    "MentionSourceName": "example.ro",
    "MentionIdentifier": "https://example.ro/a?b=c",
    "SentenceID": "2",
    "Actor1CharOffset": "-1",
    "Actor2CharOffset": "40",
    "ActionCharOffset": "55",
    "InRawText": "1",
    "Confidence": "70",
    "MentionDocLen": "2100",
    "MentionDocTone": "-2.1",
}
ROWS = {"polecat": POLECAT, "icews": ICEWS, "gdelt": GDELT, "gdelt-mentions": MENTION}


def line(format: str, **changes: str) -> str:
    """A row of a format with other values in some columns; ``Event_Date`` means the column Event Date."""
    shape = layout(format)
    values = ROWS[format] | {k if k in shape.names else k.replace("_", " "): v for k, v in changes.items()}
    assert set(values) <= set(shape.names), "no such column"
    return TAB.join(values.get(name, shape.null) for name in shape.names)


def text(format: str, *lines: str) -> str:
    """A file of these rows, with the header where the format has one."""
    head = layout(format).head()
    return "".join(f"{row}\n" for row in ([head] if head else []) + list(lines))


def read(path: Path, content: str | bytes, format: str | None = None) -> tuple[list[CodedRow], list[BadRow]]:
    """The rows and the bad rows of a file with this content."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    bad = BadRows(kept=1000)
    return list(read_rows(path, format, bad)), bad.first


def none_bad(bad: BadRow) -> None:
    """For files that must have no bad rows."""
    raise AssertionError(str(bad))


def exported(path: Path, format: str, *coded: CodedArticle, article: Article = ARTICLE) -> list[str]:
    """The lines of an export."""
    export([(article, c) for c in coded], format, path)
    return path.read_text(encoding="utf-8").splitlines()


def cells(format: str, row: str) -> dict[str, str]:
    """A written row by columns."""
    return dict(zip(layout(format).names, row.split(TAB), strict=True))


def event(**changes: object) -> Event:
    """The event of the samples with other values."""
    return dataclasses.replace(CODED.events[0], **changes)  # type: ignore[arg-type]


def coded(*events: Event, **changes: object) -> CodedArticle:
    """The coded article of the samples with other events."""
    return dataclasses.replace(CODED, events=events or CODED.events, **changes)  # type: ignore[arg-type]


def actor(name: str | None, country: str | None, *sectors: str, role: str | None = None, text: str = "they") -> Actor:
    """An actor."""
    return Actor(text, (0, 4), name, country, sectors, role, "group")


def when(start: str, end: str = "", precision: str = "day") -> Date:
    """A date."""
    return Date("then", (0, 4), start, end or start, precision)  # type: ignore[arg-type]


def where(
    name: str, country: str | None, precision: str | None, lat: float | None = None, region: str | None = None
) -> Place:
    """A place; its longitude is its latitude."""
    return Place("there", (0, 5), name, country, lat, lat, precision, region)  # type: ignore[arg-type]


# ----- made by hypothesis

_ONTOLOGY = load_ontology()
_STATES = ("USA", "PSE", "XKX", "HKG", "COD", "TLS", "ROU", "GBR", "CIV")
_days = st.dates().map(lambda d: d.isoformat())


def words(forbidden: str = ";") -> st.SearchStrategy[str]:
    """Texts as names are: no controls, no outer blanks, not the null of another format."""
    letters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=forbidden)
    return st.text(letters, min_size=1, max_size=20).map(str.strip).filter(lambda s: s not in ("", "None", "NULL"))


def actors(forbidden: str, sectors: tuple[str, ...], countries: tuple[str, ...] = _STATES) -> st.SearchStrategy[Actor]:
    """Actors with one or two of the sectors."""
    return st.builds(
        Actor,
        text=words(forbidden),
        span=st.just((0, 4)),
        name=st.none() | words(forbidden),
        country=st.none() | st.sampled_from(countries),
        sectors=st.lists(st.sampled_from(sectors), max_size=2, unique=True).map(tuple),
        role=st.none() | words(forbidden),
        kind=st.just("person"),
    )


def _typed(kind: str) -> st.SearchStrategy[tuple[str, tuple[str, ...]]]:
    modes = sorted(_ONTOLOGY.types[kind].modes)
    chosen = st.lists(st.sampled_from(modes), max_size=2, unique=True) if modes else st.just([])
    return chosen.map(lambda m: (kind, tuple(m)))


@st.composite
def events(draw: st.DrawFn, people: st.SearchStrategy[Actor], forbidden: str = ";", several: bool = True) -> Event:
    """Events of all types with any number of actors and recipients (at most one each unless several)."""
    kind, modes = draw(st.sampled_from(sorted(_ONTOLOGY.types)).flatmap(_typed))
    most = 3 if several else 1
    start = draw(_days)
    place = st.builds(
        Place,
        text=words(forbidden),
        span=st.just((0, 4)),
        name=words(forbidden),
        country=st.none() | st.sampled_from(_STATES),
        lat=st.floats(-90, 90),
        lon=st.floats(-180, 180),
        precision=st.sampled_from(["site", "city", "region", "country"]),
    )
    return Event(
        id=draw(st.text("0123456789abcdef", min_size=16, max_size=16)),
        type=kind,
        modes=modes,
        contexts=tuple(draw(st.lists(st.sampled_from(_ONTOLOGY.contexts), max_size=3, unique=True))),
        quad=_ONTOLOGY.types[kind].quad,
        score=draw(st.floats(-10, 10)),
        cameo=_ONTOLOGY.cameo(kind, modes, None),
        status="actual",
        actors=tuple(draw(st.lists(people, max_size=most))),
        recipients=tuple(draw(st.lists(people, max_size=most))),
        date=draw(st.none() | st.just(Date("then", (0, 4), start, start, "day"))),
        place=draw(st.none() | place),
        killed=draw(st.none() | st.integers(0, 10**6)),
        injured=draw(st.none() | st.integers(0, 10**6)),
        arrested=draw(st.none() | st.integers(0, 10**6)),
        attributed_to=None,
        evidence=(Evidence((0, 38), (5, 12)),),
        confidence=draw(st.floats(0, 1)),
    )


def with_entities() -> CodedArticle:
    """An article with people, organizations, groups and states."""
    entities = (
        Entity("1", "Ana Ruiz", "person", "PER", ("OPP",), None, ((0, 4),)),
        Entity("2", "Red Cross", "organization", "NGO", (), None, ((0, 4),)),
        Entity("3", "gunmen", "group", None, ("UAF",), None, ((0, 4),)),
        Entity("4", "Peru", "country", "PER", ("GOV",), None, ((0, 4),)),
    )
    return coded(entities=entities, blocks=(Block("headline", (0, 10)), Block("paragraph", (10, 20))))
