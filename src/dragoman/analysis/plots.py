"""Pictures of answers, as Vega-Lite charts: drawn to SVG or PNG here, or by a browser."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from dragoman.analysis.network import Network
from dragoman.analysis.profile import Profile
from dragoman.analysis.relations import QUADS, Relations, label

if TYPE_CHECKING:
    import altair

Picture = str | bytes

# cooperation blue, conflict orange, the material ones darker: told apart by the colour-blind, too
COLOURS = {
    "verbal_cooperation": "#9ecae1",
    "material_cooperation": "#2171b5",
    "verbal_conflict": "#fdae6b",
    "material_conflict": "#d94801",
}
_SIDES = ["#2171b5", "#d94801"]
_WIDTH, _HEIGHT = 640, 130


def relations_chart(found: Relations) -> altair.VConcatChart:
    """For each direction the number of events by quad class, cooperation upwards and conflict downwards; below the
    mean score of both."""
    import altair as alt  # 0.3 s

    one, other = label(found.one), label(found.other)
    directions = [f"{one} → {other}", f"{other} → {one}"]
    panels: list[Any] = [_counts(found, direction) for direction in directions]
    side = alt.Color(
        "direction:N",
        title=None,
        scale=alt.Scale(domain=directions, range=_SIDES),
        legend=alt.Legend(orient="top", symbolType="stroke"),
    )
    score = alt.Y("score:Q", title="mean score", scale=alt.Scale(domain=[-10, 10]))
    means = [
        {"start": p.start, "direction": f"{p.actor} → {p.recipient}", "score": p.score_mean}
        for p in found
        if p.score_mean is not None
    ]
    lines = alt.Chart(_data(means)).mark_line(point=True).encode(x=_time(found), y=score, color=side)
    zero = alt.Chart(_data([{}])).mark_rule(color="#999").encode(y=alt.datum(0))
    panels.append((zero + lines).properties(width=_WIDTH, height=_HEIGHT))
    return _stacked(panels)


def _counts(found: Relations, direction: str) -> altair.Chart:
    """The bars of one direction."""
    import altair as alt

    bars = [
        {"start": p.start, "quad": _spoken(quad), "order": n % 2, "events": number if n < 2 else -number}
        for p in found
        if f"{p.actor} → {p.recipient}" == direction
        for n, quad in enumerate(QUADS)
        if (number := getattr(p, quad))
    ]
    colour = alt.Color(
        "quad:N",
        title=None,
        scale=alt.Scale(domain=[_spoken(quad) for quad in QUADS], range=list(COLOURS.values())),
        legend=alt.Legend(orient="top", symbolType="square"),
    )
    chart = alt.Chart(_data(bars)).mark_bar()
    encoded = chart.encode(
        x=_time(found), y=_number("events"), color=colour, order=alt.Order("order:Q", sort="descending")
    )
    panel: altair.Chart = encoded.properties(width=_WIDTH, height=_HEIGHT, title=direction)
    return panel


def _time(found: Relations) -> altair.X:
    unit = "utcyearmonth" if found.step == "month" else "utcyearmonthdate"
    return _months([p.start for p in found], [p.end for p in found], unit)


def _months(starts: list[str], ends: list[str], unit: Any) -> altair.X:
    """The axis of time, from the first to the last period, whatever happened in each."""
    import altair as alt

    scale = alt.Scale(domain=[min(starts), max(ends)]) if starts else alt.Scale()
    axis = alt.Axis(format="%b %Y", labelOverlap=True)
    return alt.X("start:T", title=None, timeUnit=unit, scale=scale, axis=axis)


def positions_chart(found: Profile, subject: str) -> altair.VConcatChart:
    """How somebody stands to a subject, month by month: support upwards, accusations and rejections downwards; below
    the number of statements."""
    import altair as alt

    kinds = {"support": "#2171b5", "reject": "#fdae6b", "accuse": "#d94801"}
    bars = [
        {"start": p.start, "event": kind, "events": number if kind == "support" else -number}
        for p in found.positions
        for kind in kinds
        if (number := getattr(p, kind))
    ]
    colour = alt.Color(
        "event:N",
        title=None,
        scale=alt.Scale(domain=list(kinds), range=list(kinds.values())),
        legend=alt.Legend(orient="top", symbolType="square"),
    )
    time = _months([p.start for p in found.positions], [p.end for p in found.positions], "utcyearmonth")
    stands = alt.Chart(_data(bars)).mark_bar().encode(x=time, y=_number("events"), color=colour)
    said = [{"start": p.start, "statements": p.statements} for p in found.positions]
    spoken = alt.Chart(_data(said)).mark_bar(color="#777").encode(x=time, y=_number("statements"))
    title = f"{found.who.name} on {subject}"
    panels = [stands.properties(title=title), spoken]
    return _stacked([panel.properties(width=_WIDTH, height=_HEIGHT) for panel in panels])


def network_chart(found: Network) -> altair.LayerChart:
    """Nodes as circles, the larger the more events; what two do to each other as a line, the thicker the more events,
    blue where its mean score is cooperation, orange where it is conflict. The same network gives the same picture."""
    import altair as alt

    at, edges = _laid_out(found)
    lines = [
        dict(zip(("x", "y", "x2", "y2"), (*at[one], *at[other]), strict=True)) | figures
        for one, other, figures in edges
    ]
    dots = [
        {"x": at[node.id][0], "y": at[node.id][1], "events": node.events,
         "name": node.id if found.of == "countries" else node.name}
        for node in found.nodes
    ]  # fmt: skip
    padded = alt.Scale(padding=30, nice=False, zero=False)
    x, y = alt.X("x:Q", axis=None, scale=padded), alt.Y("y:Q", axis=None, scale=padded)
    width = alt.Size("events:Q", scale=alt.Scale(range=[0.5, 8]), legend=None)
    scale = alt.Scale(domain=[-10, 0, 10], range=["#d94801", "#cccccc", "#2171b5"])
    colour = alt.Color("score:Q", title="mean score", scale=scale)
    rules = alt.Chart(_data(lines)).mark_rule(opacity=0.7)
    rules = rules.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", size=width, color=colour)
    nodes = alt.Chart(_data(dots)).encode(x=x, y=y)
    area = alt.Size("events:Q", scale=alt.Scale(range=[30, 600]), legend=None)
    circles = nodes.mark_circle(color="#333", opacity=1).encode(size=area)
    names = nodes.mark_text(dy=-16, fontSize=11).encode(text="name:N")
    layers: altair.LayerChart = alt.layer(rules, circles, names).resolve_scale(size="independent")
    drawn: altair.LayerChart = layers.properties(width=760, height=560).configure_view(stroke=None)
    return drawn


Tie = tuple[str, str, dict[str, float]]
"""Two nodes, number of events and mean score of what they do to each other."""


def _laid_out(found: Network) -> tuple[dict[str, tuple[float, float]], list[Tie]]:
    """Where each node lies, those that deal much with each other near each other, and the ties between them."""
    import networkx

    ties = _undirected(found)
    graph = networkx.Graph()
    graph.add_nodes_from(sorted(node.id for node in found.nodes))
    for one, other, figures in ties:
        graph.add_edge(one, other, weight=math.log1p(figures["events"]))
    at = networkx.spring_layout(graph, seed=1, iterations=200, k=2 / math.sqrt(max(len(graph), 1)))
    return {node: (round(float(x), 4), round(float(y), 4)) for node, (x, y) in at.items()}, ties


def _undirected(found: Network) -> list[Tie]:
    both: dict[tuple[str, str], list[tuple[int, float]]] = defaultdict(list)
    for edge in found.edges:
        ends = (min(edge.source, edge.target), max(edge.source, edge.target))
        both[ends].append((edge.events, edge.score_mean or 0.0))
    ties: list[Tie] = []
    for (one, other), parts in sorted(both.items()):
        number = sum(events for events, _ in parts)
        ties.append((one, other, {"events": number, "score": sum(n * mean for n, mean in parts) / number}))
    return ties


def _stacked(panels: list[Any]) -> altair.VConcatChart:
    import altair as alt

    chart = alt.vconcat(*panels).resolve_scale(color="independent", x="shared")
    titled: altair.VConcatChart = chart.configure_title(anchor="start")
    return titled


def _number(name: str) -> altair.Y:
    import altair as alt

    return alt.Y(f"{name}:Q", title=name, axis=alt.Axis(format="d", tickMinStep=1))


def _data(rows: list[dict[str, Any]]) -> Any:
    import altair as alt

    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def draw(chart: altair.TopLevelMixin, form: str) -> Picture:
    """A chart as a picture.

    Args:
        chart: it holds its own data; nothing is fetched.
        form: ``svg`` (text) or ``png`` (bytes, two pixels a point).
    """
    import vl_convert

    spec = chart.to_json()
    if form == "svg":
        svg: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
        return svg
    png: bytes = vl_convert.vegalite_to_png(spec, scale=2, allowed_base_urls=[])
    return png
