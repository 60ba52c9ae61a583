"""What the API answers with: JSON, or CSV and NDJSON where the Accept header wants them; with ETags."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from fastapi import HTTPException, Request
from fastapi.responses import Response
from pydantic import BaseModel

from dragoman.analysis import FoundStatement, Who
from dragoman.analysis.answers import Columns
from dragoman.analysis.partners import Partner
from dragoman.analysis.profile import Topic
from dragoman.desk.faults import PROBLEM
from dragoman.formats.tables import JOINT
from dragoman.records import to_dict

JSON, NDJSON, CSV = "application/json", "application/x-ndjson", "text/csv"

T = TypeVar("T")


class Listed(BaseModel, Generic[T]):
    """A page of records; ``next`` is the cursor of the one after it, or null."""

    items: list[T]
    next: str | None


class Head(BaseModel):
    """An article without its text."""

    id: str
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None
    language: str | None
    coder: str
    error: str | None


class Full(BaseModel):
    """An article with its records; ``events`` has the distinct event of each report, by the report's id."""

    article: dict[str, Any]
    coded: dict[str, Any]
    events: dict[str, str]


class Found(BaseModel):
    """Whom a name means, with the key of its page."""

    key: str
    who: Who


class Known(BaseModel):
    """Somebody: with whom they deal, and what they say."""

    who: Who
    partners: list[Partner]
    latest: list[FoundStatement]
    contexts: list[Topic]
    topics: list[Topic]


class Problem(BaseModel):
    """A fault, as RFC 9457 has them."""

    type: str
    title: str
    status: int
    detail: str


def told(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The faults that a question may meet, for OpenAPI."""
    names = {
        400: "a parameter that cannot be",
        404: "there is no such record",
        406: "no form that the Accept header allows",
        413: "too large",
        422: "a parameter or body that is not of its form",
        429: "too many requests",
        503: "the store fails",
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": names[status], "model": Problem, "content": {PROBLEM: {"schema": schema}}}
        for status in (*statuses, 422, 429, 503)
    }


def tabled(model: type[Any], *statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of a question whose records can be rows, too."""
    text = {"schema": {"type": "string"}}
    return {
        200: {"model": model, "content": {NDJSON: text, CSV: text}},
        304: {"description": "as it was"},
        **told(400, 406, *statuses),
    }


def answer(request: Request, content: Any, status: int = 200) -> Response:
    """JSON, or that nothing has changed."""
    return _tagged(request, json.dumps(_plain(content), ensure_ascii=False).encode(), JSON, {}, status)


def answer_rows(
    request: Request, items: Sequence[Any], rows: Iterable[Mapping[str, Any]], columns: Columns, following: str | None
) -> Response:
    """Records in the form that is wanted; in rows the cursor of the next page stands in the Link header.

    Args:
        request: what is answered.
        items: the records.
        rows: the same as rows of a flat table.
        columns: of the table.
        following: cursor of the page after this one, or None.

    Raises:
        HTTPException: 406 where the Accept header allows none of the forms.
    """
    form = wanted(request.headers.get("accept", "*/*"))
    headers = {"Vary": "Accept"}
    if following is not None:
        # a path alone: whatever stands before the desk may call it otherwise
        on = request.url.include_query_params(after=following)
        headers["Link"] = f'<{on.path}?{on.query}>; rel="next"'
    if form == CSV:
        return _tagged(request, _csv(rows, columns), f"{CSV}; charset=utf-8", headers)
    if form == NDJSON:
        lines = "".join(json.dumps(_plain(item), ensure_ascii=False) + "\n" for item in items)
        return _tagged(request, lines.encode(), NDJSON, headers)
    body = json.dumps({"items": _plain(items), "next": following}, ensure_ascii=False)
    return _tagged(request, body.encode(), JSON, headers)


def wanted(accept: str) -> str:
    """The form that an Accept header prefers.

    Raises:
        HTTPException: 406 where it allows none.
    """
    best: dict[str, float] = {}
    for part in accept.split(","):
        kind, *parameters = (p.strip().lower() for p in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        best[kind] = float(weight) if weight.replace(".", "", 1).isdecimal() else 0.0
    forms = {JSON: best.get(JSON), NDJSON: best.get(NDJSON), CSV: best.get(CSV)}
    for form, weight_of in forms.items():
        if weight_of is None:
            forms[form] = best.get(form.partition("/")[0] + "/*", best.get("*/*", 0.0))
    chosen = max(forms, key=lambda form: forms[form] or 0.0)
    if not forms[chosen]:
        raise HTTPException(406, f"there are {', '.join(forms)}")
    return chosen


def _tagged(request: Request, body: bytes, media: str, headers: Mapping[str, str], status: int = 200) -> Response:
    tag = f'"{hashlib.blake2b(media.encode() + body, digest_size=12).hexdigest()}"'
    known = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    all_headers = {**headers, "ETag": tag}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=all_headers)
    return Response(body, status, all_headers, media_type=media)


def _csv(rows: Iterable[Mapping[str, Any]], columns: Columns) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(row[name]) for name in columns)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    return JOINT.join("" if v is None else str(v) for v in value) if isinstance(value, list) else value


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, BaseModel):
        return value.model_dump()
    return to_dict(value) if hasattr(value, "__dataclass_fields__") else value
