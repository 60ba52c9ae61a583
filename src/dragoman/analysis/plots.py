"""Pictures of answers, as Vega-Lite charts: drawn to SVG or PNG here, or by a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
    count = alt.Y("events:Q", title="events", axis=alt.Axis(format="d", tickMinStep=1))
    chart = alt.Chart(_data(bars)).mark_bar()
    encoded = chart.encode(x=_time(found), y=count, color=colour, order=alt.Order("order:Q", sort="descending"))
    panel: altair.Chart = encoded.properties(width=_WIDTH, height=_HEIGHT, title=direction)
    return panel


def _time(found: Relations) -> altair.X:
    """The axis of time, from the first to the last period, whatever happened in each."""
    import altair as alt

    domain = sorted({p.start for p in found} | {p.end for p in found})
    scale = alt.Scale(domain=[domain[0], domain[-1]]) if domain else alt.Scale()
    axis = alt.Axis(format="%b %Y", labelOverlap=True)
    unit: Any = "utcyearmonth" if found.step == "month" else "utcyearmonthdate"
    return alt.X("start:T", title=None, timeUnit=unit, scale=scale, axis=axis)


def _stacked(panels: list[Any]) -> altair.VConcatChart:
    import altair as alt

    chart = alt.vconcat(*panels).resolve_scale(color="independent", x="shared")
    titled: altair.VConcatChart = chart.configure_title(anchor="start")
    return titled


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
