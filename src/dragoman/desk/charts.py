"""Charts in Vega-Lite: browsers draw them from JSON, and vl-convert draws them as pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.analysis import Relations
from dragoman.analysis.relations import QUADS

COLOURS = ("#7fb3d5", "#1f618d", "#f0b27a", "#a93226")
"""Of the quad classes: blue for cooperation, orange and red for conflict; told apart by colour-blind eyes, too."""

_SIGN = (1, 1, -1, -1)


def balance_chart(found: Relations, behind: Mapping[str, str]) -> dict[str, Any]:
    """Numbers of events by quad class, cooperation above the line and conflict below it, a panel a direction.

    Args:
        found: the relations of two.
        behind: where the events of a period are, by its first day: a click leads there.
    """
    values = [
        {
            "start": point.start,
            "direction": f"{point.actor} \u2192 {point.recipient}",
            "class": quad.replace("_", " "),
            "order": n,
            "number": getattr(point, quad),
            "signed": _SIGN[n] * getattr(point, quad),
            **({"href": behind[point.start]} if point.start in behind else {}),
        }
        for point in found
        for n, quad in enumerate(QUADS)
        if getattr(point, quad)
    ]
    names = [quad.replace("_", " ") for quad in QUADS]
    unit = "yearmonth" if found.step == "month" else "yearmonthdate"
    encoding: dict[str, Any] = {
        "x": {"field": "start", "type": "temporal", "timeUnit": unit, "title": None, "axis": {"labelOverlap": True}},
        "y": {"field": "signed", "type": "quantitative", "title": "events"},
        "color": {
            "field": "class",
            "type": "nominal",
            "scale": {"domain": names, "range": list(COLOURS)},
            "legend": {"title": None, "orient": "bottom", "columns": 2},
        },
        "order": {"field": "order"},
        "row": {"field": "direction", "type": "nominal", "title": None},
        "tooltip": [
            {"field": "direction", "type": "nominal"},
            {"field": "start", "type": "temporal", "title": found.step},
            {"field": "class", "type": "nominal"},
            {"field": "number", "type": "quantitative", "title": "events"},
        ],
    }
    if behind:
        encoding["href"] = {"field": "href", "type": "nominal"}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"Events between {found.one.name} and {found.other.name} by {found.step}",
        "data": {"values": values},
        "mark": {"type": "bar", "cursor": "pointer" if behind else "default"},
        "encoding": encoding,
        "width": 620,
        "height": 150,
        "config": {"background": "white", "font": "sans-serif"},
    }


def drawn(spec: Mapping[str, Any]) -> str:
    """A chart as SVG; the first one takes a second."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(dict(spec)))
