"""Distinct events: what all reports of one event come to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.ontology import load_ontology
from dragoman.records import DatePrecision, PlacePrecision, Status, stable_id
from dragoman.stories.history import Revision, revisions
from dragoman.stories.report import Party, Report, Stage
from dragoman.stories.sources import Groups, count_sources
from dragoman.stories.support import Support, Supported, chosen, latest, nested, supported, supported_parties
from dragoman.stories.words import fold

DateValue = tuple[str, str, DatePrecision]
PlaceValue = tuple[str, str | None, float | None, float | None, PlacePrecision | None]


@dataclass(frozen=True, slots=True)
class DistinctEvent:
    """One event, whatever the number of its reports.

    Each field has the value with most support; ``support`` has all values of all fields.

    Attributes:
        id: the same in whatever order the articles came; it changes only when an earlier report of the event turns up.
        stage: whether it is told as done, planned or supposed.
        best: id of the report that agrees best with the whole: its words may stand for the event.
        confidence: of the surest report.
        n_mentions: sentences that report it.
        n_articles: articles that report it.
        n_sources: of these, how many are independent: copies count once, and so does a publisher.
        first_seen, last_seen: days of the first and last publication, or None.
        reports, articles: their ids, by publication.
        support: for each field that any report gives, its values with their support, the best first.
        revisions: what was told first and what changed, by publication; plans of it included.
        plans: ids of the distinct events that are plans of this one.
        outcome: of a plan: id of the distinct event that came of it, or None.
    """

    id: str
    stage: Stage
    type: str
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    quad: int
    score: float
    status: Status
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    date: DateValue | None
    place: PlaceValue | None
    killed: int | None
    injured: int | None
    arrested: int | None
    best: str
    confidence: float
    n_mentions: int
    n_articles: int
    n_sources: int
    first_seen: str | None
    last_seen: str | None
    reports: tuple[str, ...]
    articles: tuple[str, ...]
    support: Support
    revisions: tuple[Revision, ...]
    plans: tuple[str, ...] = ()
    outcome: str | None = None


def by_publication(report: Report) -> tuple[str, str, str]:
    """What reports are sorted by: publication, then article and record; what has no day comes last."""
    return report.published or "9999", report.article, report.id


def event_id(reports: Iterable[Report]) -> str:
    """The id of the event that these reports tell: that of its first report, hashed."""
    first = min(reports, key=by_publication)
    return stable_id("distinct event", first.article, first.id)


def summarise(reports: Sequence[Report], groups: Groups, plans: Sequence[Report] = ()) -> DistinctEvent:
    """What the reports of one event come to.

    Args:
        reports: at least one.
        groups: copy group of each article.
        plans: reports of what became this event, for its history.
    """
    told = sorted(reports, key=by_publication)
    support = _support(told, groups)
    event_type, modes, status = _first(support, "type"), _first(support, "modes") or (), _first(support, "status")
    ontology = load_ontology()
    published = [r.published for r in told if r.published]
    return DistinctEvent(
        id=event_id(told),
        stage=told[0].stage,
        type=event_type,
        modes=modes,
        contexts=_first(support, "contexts") or (),
        quad=ontology.types[event_type].quad,
        score=ontology.score(event_type, modes),
        status=status,
        actors=chosen(support.get("actors", ())),
        recipients=chosen(support.get("recipients", ())),
        date=_first(support, "date"),
        place=_first(support, "place"),
        killed=_first(support, "killed"),
        injured=_first(support, "injured"),
        arrested=_first(support, "arrested"),
        best=_best(told, support),
        confidence=max(r.confidence for r in told),
        n_mentions=sum(r.mentions for r in told),
        n_articles=len({r.article for r in told}),
        n_sources=count_sources(told, groups),
        first_seen=min(published, default=None),
        last_seen=max(published, default=None),
        reports=tuple(r.id for r in told),
        articles=tuple(dict.fromkeys(r.article for r in told)),
        support=support,
        revisions=revisions(sorted([*plans, *told], key=by_publication)),
    )


def _first(support: Support, name: str) -> Any:
    values = support.get(name)
    return values[0].value if values else None


def _support(told: Sequence[Report], groups: Groups) -> Support:
    """The values of all fields; modes and contexts are those of reports of the best supported type."""
    found: dict[str, list[Supported[Any]]] = {"type": supported(((r, r.type) for r in told), groups)}
    alike = [r for r in told if r.type == found["type"][0].value]
    found["modes"] = supported(((r, r.modes) for r in alike if r.modes), groups)
    found["contexts"] = supported(((r, r.contexts) for r in alike if r.contexts), groups)
    found["status"] = supported(_statuses(told), groups)
    found["actors"] = supported_parties(((r, r.actors) for r in told), groups)
    found["recipients"] = supported_parties(((r, r.recipients) for r in told), groups)
    found["date"] = nested(_dates(told), _wider_date, groups)
    found["place"] = nested(_places(told), _wider_place, groups)
    for name in ("killed", "injured", "arrested"):
        counts = ((r, getattr(r, name)) for r in told if getattr(r, name) is not None)
        found[name] = supported(latest(counts), groups)
    return {name: tuple(values) for name, values in found.items() if values}


def _statuses(told: Sequence[Report]) -> list[tuple[Report, Status]]:
    """The statuses; what is past for one article and news for another is actual."""
    now = any(r.status == "actual" for r in told)
    return [(r, "actual" if now and r.status == "historical" else r.status) for r in told]


def _dates(told: Sequence[Report]) -> list[tuple[Report, DateValue]]:
    """The dates told with the event itself, or all where there are none of these."""
    given = [r for r in told if r.start is not None]
    sure = [r for r in given if r.dated] or given
    return [(r, (r.start, r.end, r.precision)) for r in sure if r.start and r.end and r.precision]


def _wider_date(wide: DateValue, narrow: DateValue) -> bool:
    return wide != narrow and wide[0] <= narrow[0] and narrow[1] <= wide[1]


def _places(told: Sequence[Report]) -> list[tuple[Report, PlaceValue]]:
    """The places, each under the name, and with the point, that it has in its first report."""
    known: dict[tuple[str, str | None], PlaceValue] = {}
    given = []
    for r in told:
        if r.place is not None:
            value = (r.place, r.place_country, r.lat, r.lon, r.place_precision)
            given.append((r, known.setdefault((fold(r.place), r.place_country), value)))
    return given


def _wider_place(wide: PlaceValue, narrow: PlaceValue) -> bool:
    """Whether one is the country in which the other lies."""
    return wide[4] == "country" != narrow[4] and wide[1] is not None and wide[1] == narrow[1]


_FIELDS: tuple[tuple[str, Callable[[Report], Any]], ...] = (
    ("type", lambda r: r.type),
    ("modes", lambda r: r.modes),
    ("status", lambda r: r.status),
    ("date", lambda r: (r.start, r.end, r.precision)),
    ("killed", lambda r: r.killed),
    ("injured", lambda r: r.injured),
    ("arrested", lambda r: r.arrested),
)


def _best(told: Sequence[Report], support: Support) -> str:
    """Id of the report that agrees with most of the chosen values and names most sides; the surest, then the first."""

    def fit(report: Report) -> tuple[int, float]:
        agreed = sum(name in support and read(report) == support[name][0].value for name, read in _FIELDS)
        return agreed + bool(report.actors) + bool(report.recipients), report.confidence

    return max(reversed(told), key=fit).id
