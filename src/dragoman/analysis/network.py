"""Networks: who deals with whom, as nodes and weighted edges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import Connection, Select, exists, func, select

from dragoman.analysis.answers import Columns
from dragoman.analysis.filters import EventFilter, FilterError
from dragoman.analysis.frames import Frame, Library, frame
from dragoman.analysis.pairs import is_held, narrow_pairs
from dragoman.analysis.partners import Sums, totals
from dragoman.analysis.relations import QUADS
from dragoman.analysis.selecting import select_events, unserved
from dragoman.analysis.who import Names, states
from dragoman.store import Store
from dragoman.store.events import MUTUAL
from dragoman.store.schema import event_pairs, event_participants, events

if TYPE_CHECKING:
    import networkx

Of = Literal["countries", "entities"]
"""What the nodes are."""

OF: tuple[Of, ...] = get_args(Of)

LATEST = 50_000
"""Events of which a network of entities is made, the latest."""

EDGE_COLUMNS: Columns = {
    "source": "VARCHAR", "target": "VARCHAR", "source_name": "VARCHAR", "target_name": "VARCHAR",
    **dict.fromkeys((*QUADS, "events"), "INTEGER"), "score_mean": "DOUBLE",
}  # fmt: skip
"""Of a flat table of edges."""


@dataclass(frozen=True, slots=True)
class Node:
    """One who deals with others.

    Attributes:
        id: what a filter takes for it: the code of a country, or the key of an entity.
        name: what to call it.
        country: its code, or None.
        events: in the edges that begin or end here.
    """

    id: str
    name: str
    country: str | None
    events: int


@dataclass(frozen=True, slots=True)
class Edge:
    """What one does to another: ids of two nodes, numbers of events by quad class and in all, mean of the scores."""

    source: str
    target: str
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    events: int
    score_mean: float | None


@dataclass(frozen=True, slots=True)
class Network:
    """Who deals with whom.

    Attributes:
        of: what the nodes are: ``countries`` or ``entities``.
        nodes: those of most events first.
        edges: directed, those of most events first.
    """

    of: Of
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The edges as rows of a flat table, see :data:`EDGE_COLUMNS`."""
        names = {node.id: node.name for node in self.nodes}
        for edge in self.edges:
            told = {"source_name": names[edge.source], "target_name": names[edge.target]}
            yield {name: told[name] if name in told else getattr(edge, name) for name in EDGE_COLUMNS}

    def frame(self, library: Library | None = None) -> Frame:
        """The edges as a data frame, a row each.

        Args:
            library: ``pandas`` or ``polars``; without it the one that is installed.

        Raises:
            FrameError: where it is not installed.
        """
        return frame(list(self.rows()), library)

    def graph(self) -> networkx.DiGraph:
        """The network as a graph of networkx; the weight of an edge is its number of events."""
        import networkx  # 0.2 s

        graph = networkx.DiGraph()
        for node in self.nodes:
            graph.add_node(node.id, label=node.name, country=node.country or "", events=node.events)
        for edge in self.edges:
            figures = {name: getattr(edge, name) for name in QUADS}
            scored = {} if edge.score_mean is None else {"score_mean": edge.score_mean}
            graph.add_edge(edge.source, edge.target, weight=edge.events, **figures, **scored)
        return graph

    def graphml(self) -> str:
        """The network as GraphML, which Gephi, Cytoscape, igraph and others read."""
        import networkx

        return "\n".join(networkx.generate_graphml(self.graph())) + "\n"


def network(
    store: Store, connection: Connection, names: Names, of: Of, asked: EventFilter, limit: int | None
) -> Network:
    """The network of those who take part in events, see :meth:`Questions.network`."""
    if of not in OF:
        raise FilterError("of", f"{of!r} is none; there are {' and '.join(OF)}")
    if not asked.status:
        asked = replace(asked, status=("actual",))
    queries = _of_countries if of == "countries" else _of_entities
    found: dict[tuple[str, str], Sums] = defaultdict(Sums)
    called: dict[str, tuple[str, str | None]] = {}
    for wanted, both in queries(store, connection, names, asked):
        for row in connection.execute(wanted):
            source, name, country, target, other_name, other_country, *figures = tuple(row)
            called[source], called[target] = (name, country), (other_name, other_country)
            found[source, target].add(*figures)
            if both:
                found[target, source].add(*figures)
    edges = [Edge(*ends, *sums.quads, sums.events, sums.mean) for ends, sums in found.items()]
    edges.sort(key=lambda edge: (-edge.events, edge.source, edge.target))
    kept = tuple(edges[:limit])
    return Network(of, _nodes(kept, called), kept)


Query = tuple[Select[Any], bool]
"""A query for source and target, each with name and country, quad class and figures; and whether its edges count in
both directions."""


def _of_countries(store: Store, connection: Connection, names: Names, asked: EventFilter) -> Iterator[Query]:
    of = event_pairs.c
    ends = (of.actor_country, of.recipient_country)
    told = (column for end in ends for column in (end, end.label(None), end.label(None)))
    wanted = select(*told, of.quad, *totals(event_pairs)).where(ends[0] != ends[1]).group_by(*ends, of.quad)
    if is_held(asked):
        yield narrow_pairs(wanted, asked), False
        return
    keys = select_events(store, connection, names, asked).every(connection).subquery()
    yield wanted.select_from(event_pairs.join(keys, keys.c.key == of.event_key)), False


def _of_entities(store: Store, connection: Connection, names: Names, asked: EventFilter) -> Iterator[Query]:
    keys = select_events(store, connection, names, asked).latest(connection, LATEST).subquery()
    columns = (events.c.key, events.c.quad, events.c.score, events.c.type)
    latest = select(*columns).join_from(keys, events, keys.c.key == events.c.key).subquery()
    one, other = event_participants.alias(), event_participants.alias()
    ends = (one.c.entity, other.c.entity)
    joined = latest.join(one, one.c.event_key == latest.c.key).join(other, other.c.event_key == latest.c.key)
    told = (column for end in (one.c, other.c) for column in (end.entity, func.max(end.name), func.max(end.country)))
    wanted = select(*told, latest.c.quad, *totals(latest)).select_from(joined)
    wanted = wanted.where(one.c.side == "actor", ends[0].is_not(None), ends[1].is_not(None))
    wanted = wanted.group_by(*ends, latest.c.quad)
    yield wanted.where(other.c.side == "recipient", ends[0] != ends[1]), False
    third = event_participants.alias()
    alone = ~exists(select(third.c.side).where(third.c.event_key == latest.c.key, third.c.side == "recipient"))
    mutual = unserved(latest.c.type.in_(MUTUAL))
    yield wanted.where(other.c.side == "actor", ends[0] < ends[1], mutual, alone), True


def _nodes(edges: Sequence[Edge], called: Mapping[str, tuple[str, str | None]]) -> tuple[Node, ...]:
    numbers: dict[str, int] = defaultdict(int)
    for edge in edges:
        numbers[edge.source] += edge.events
        numbers[edge.target] += edge.events
    nodes = []
    for key, number in numbers.items():
        name, country = called[key]
        nodes.append(Node(key, states().get(key, name), country, number))
    return tuple(sorted(nodes, key=lambda node: (-node.events, node.id)))
