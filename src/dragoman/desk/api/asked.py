"""What may be asked of the API: the parameters of each question, as OpenAPI tells them."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from dragoman.analysis import EventFilter, StatementFilter
from dragoman.analysis.filters import KINDS
from dragoman.analysis.meetings import OUTCOMES
from dragoman.analysis.paging import Sort
from dragoman.analysis.periods import Step
from dragoman.ontology import load_ontology
from dragoman.records import STANCES, STATUSES

F = TypeVar("F", EventFilter, StatementFilter)

_ONTOLOGY = load_ontology()
_WHO = "named as people would: Russia, RUS, Putin, KEN COP, or by a key of the store"


def _one_of(values: tuple[str, ...], told: str) -> Any:
    return Field(default=[], description=told, json_schema_extra={"items": {"type": "string", "enum": list(values)}})


Names = Annotated[list[str], Field(description=_WHO)]
Day = Annotated[
    str | None,
    Field(description="a day, month or year", pattern=r"^\d{4}(-\d\d?(-\d\d?)?)?$", examples=["2024-03"]),
]
Words = Annotated[str | None, Field(description='words that must all be there; "a phrase", -not, this OR that')]
Limit = Annotated[int, Field(ge=1, le=1000, description="records on a page")]
After = Annotated[str | None, Field(description="cursor: next of the page before", max_length=2000)]
Confidence = Annotated[float | None, Field(ge=0, le=1, description="only what is at least as sure")]


class _Query(BaseModel):
    model_config = ConfigDict(extra="forbid")

    def values(self, *left_out: str) -> dict[str, list[str]]:
        """The fields that are set, as text that filters parse."""
        given = {n: v for n, v in self.model_dump().items() if n not in left_out and v not in (None, [])}
        return {n: [str(one) for one in (v if isinstance(v, list) else [v])] for n, v in given.items()}


class Period(_Query):
    """What is asked of time and trust, whatever the question."""

    since: Day = None
    until: Day = None
    publisher: list[str] = Field(default=[], description="who reports it")
    min_confidence: Confidence = None
    text: Words = None


class Which(Period):
    """Which events are meant."""

    actor: Names = []
    recipient: Names = []
    who: Names = []
    pair: list[str] = Field(default=[], max_length=2, description="two, of which one acts on the other")
    type: list[str] = _one_of(tuple(_ONTOLOGY.types), "types of PLOVER")
    mode: list[str] = _one_of(tuple(sorted({m for t in _ONTOLOGY.types.values() for m in t.modes})), "modes of PLOVER")
    context: list[str] = _one_of(_ONTOLOGY.contexts, "contexts of PLOVER")
    status: list[str] = _one_of(STATUSES, "statuses")
    place: list[str] = Field(default=[], description="a country, or a place by its name")
    source: list[str] = Field(default=[], description="dragoman, an imported data set, or all")


class EventsQuery(Which):
    """A page of events."""

    sort: Sort = "newest"
    after: After = None
    limit: Limit = 50


class StatementsQuery(Period):
    """A page of statements."""

    speaker: Names = []
    about: Names = []
    pair: list[str] = Field(default=[], max_length=2, description="two, of which one speaks about the other")
    kind: list[str] = _one_of(KINDS, "kinds")
    stance: list[str] = _one_of(STANCES, "stances")
    context: list[str] = _one_of(_ONTOLOGY.contexts, "contexts of PLOVER")
    place: list[str] = Field(default=[], description="where it was said")
    sort: Sort = "newest"
    after: After = None
    limit: Limit = 50


class RelationsQuery(_Query):
    """Two, and how time is cut."""

    one: str = Field(description=_WHO, min_length=1)
    other: str = Field(description=_WHO, min_length=1)
    step: Step = "month"
    since: Day = None
    until: Day = None
    min_confidence: Confidence = None
    ids: bool = Field(default=False, description="whether the ids of the events behind each point are told, too")


class CalendarQuery(Period):
    """A page of meetings."""

    who: Names = []
    pair: list[str] = Field(default=[], max_length=2, description="two that meet each other")
    place: list[str] = Field(default=[], description="where")
    outcome: list[str] = _one_of(OUTCOMES, "what became of them")
    sort: Sort = "oldest"
    after: After = None
    limit: Limit = 50


class NetworkQuery(Which):
    """Which events make the network."""

    limit: Limit = 200


class ArticlesQuery(_Query):
    """A page of articles, the latest added first."""

    text: Words = None
    publisher: list[str] = Field(default=[], description="who prints it")
    since: Day = None
    until: Day = None
    after: Annotated[int | None, Field(ge=0, lt=2**63, description="cursor: next of the page before")] = None
    limit: Limit = 50


class Text(BaseModel):
    """A text to be coded."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(description="the article, its headline on a line of its own", min_length=1)
    published: str | None = Field(default=None, description="the day of publication: what 'on Monday' counts from")


def parsed(query: _Query, kind: type[F], *left_out: str) -> F:
    """The filter that a query asks for.

    Raises:
        FilterError: where a value is none of its field.
    """
    return kind.parse(query.values("sort", "after", "limit", *left_out))
