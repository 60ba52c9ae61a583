"""What the API says of itself: OpenAPI as JSON, and the same as a page."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from dragoman.desk.context import desk_of

router = APIRouter(prefix="/api/v1", include_in_schema=False)


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """The description that programs read."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
def docs(request: Request) -> Response:
    """The description that people read."""
    told = request.app.openapi()
    return desk_of(request).looks.page(request, "api.html", told=told, questions=_questions(told))


def _questions(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "method": method.upper(),
            "path": path,
            "told": question.get("description", ""),
            "parameters": [_parameter(p) for p in question.get("parameters", [])],
            "media": list(question["responses"]["200"]["content"]),
            "faults": {s: r["description"] for s, r in question["responses"].items() if s != "200"},
        }
        for path, methods in told["paths"].items()
        for method, question in methods.items()
    ]


def _parameter(one: dict[str, Any]) -> dict[str, Any]:
    schema = one["schema"]
    several = schema.get("type") == "array"
    choices = (schema.get("items", {}) if several else schema).get("enum", [])
    return {
        "name": one["name"],
        "required": one.get("required", False),
        "several": several,
        "told": one.get("description") or schema.get("description") or "",
        "choices": choices,
        "default": schema.get("default"),
    }
