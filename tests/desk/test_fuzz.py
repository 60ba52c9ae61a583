"""The API under whatever can be sent to it: no fault of the program, and answers as OpenAPI tells them."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS
from starlette.testclient import TestClient

from dragoman.desk import Limits, make_app

CHECKED = ("not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance")
QUESTIONS = [
    ("GET", "/events"), ("GET", "/events/{event_id}"), ("GET", "/statements"), ("GET", "/relations"),
    ("GET", "/calendar"), ("GET", "/network"), ("GET", "/entities"), ("GET", "/entities/{key}"), ("GET", "/articles"),
    ("GET", "/articles/{article_id}"), ("POST", "/code"),
]  # fmt: skip


@pytest.fixture(scope="module")
def told(desk: TestClient) -> Any:
    """The description of an API that answers to any host, as schemathesis calls it by a name of its own."""
    shared = desk.app.state.desk  # type: ignore[attr-defined]
    limits = Limits(requests=1_000_000, codings=1_000_000)
    app = make_app(shared.store, coder=lambda: shared.coder, limits=limits, hosts=None)
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)


def test_every_question_is_tried(told: Any) -> None:
    there = {(one.ok().method.upper(), one.ok().path) for one in told.get_all_operations()}
    assert there == {(method, f"/api/v1{path}") for method, path in QUESTIONS}


@pytest.mark.parametrize(("method", "path"), QUESTIONS)
def test_nothing_breaks_it(told: Any, method: str, path: str) -> None:
    checks = [check for check in CHECKS.get_all() if check.__name__ in CHECKED]
    assert len(checks) == len(CHECKED)
    modes = list(schemathesis.GenerationMode)
    if "{" in path:  # any text may be a key: none of them breaks the form
        modes = [schemathesis.GenerationMode.POSITIVE]

    def run(case: Any) -> None:
        case.call_and_validate(checks=checks)

    quick = settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    for mode in modes:
        strategy = told[f"/api/v1{path}"][method].as_strategy(generation_mode=mode)
        quick(given(strategy)(run))()  # type: ignore[no-untyped-call]
