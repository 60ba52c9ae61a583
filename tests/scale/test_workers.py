"""Coding over processes: every article once, in order, whatever their number and whatever happens to them."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import fake_coders
import pytest

from dragoman.errors import DragomanError
from dragoman.records import Article
from dragoman.scale.rows import Settings
from dragoman.scale.workers import BATCH, Factory, Workers


def articles(number: int, **texts: str) -> list[Article]:
    """Articles n0, n1, ...; the text of some is given by their id."""
    return [Article(texts.get(f"n{n}", "fine"), id=f"n{n}") for n in range(number)]


def code(items: list[Article], number: int) -> list[dict[str, object]]:
    with Workers(Settings(), number, fake_coders.echo) as workers:
        pairs = list(workers.code(items))
    assert [article for article, _ in pairs] == items
    rows = [json.loads(row.line) for _, row in pairs]
    assert [row["id"] for row in rows] == [article.id for article in items]
    assert [row.get("error") for row in rows] == [row.error for _, row in pairs]
    return rows


@pytest.mark.parametrize("number", [1, 3])
def test_all_are_coded_in_order(number: int) -> None:
    rows = code(articles(5 * BATCH + 7), number)
    assert rows == [
        row | {"title": f"echo of {row['id']}", "coder": "echo 1", "events": [], "statements": []} for row in rows
    ]
    assert not any("error" in row for row in rows)


def test_no_articles_and_a_single_one() -> None:
    assert code([], 2) == []
    assert len(code(articles(1), 2)) == 1


def test_an_article_that_kills_its_process_gets_an_error_row_and_no_other_is_lost() -> None:
    number, killers = 3 * BATCH, {"n0": "die", "n40": "die", "n41": "leave", "n95": "die"}
    rows = code(articles(number, **killers), 2)
    failed = {row["id"]: row["error"] for row in rows if "error" in row}
    assert failed == {
        "n0": "could not be coded: its process died (killed by signal 9)",
        "n40": "could not be coded: its process died (killed by signal 9)",
        "n41": "could not be coded: its process died (exit status 3)",
        "n95": "could not be coded: its process died (killed by signal 9)",
    }
    assert all(row["title"] == f"echo of {row['id']}" for row in rows if "error" not in row)


def test_a_process_that_is_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    rows = code(articles(2 * BATCH, n5=f"die-once {tmp_path / 'mark'}"), 2)
    assert not any("error" in row for row in rows)


@pytest.mark.parametrize(
    ("factory", "fault"),
    [
        (fake_coders.without_model, "^no such model$"),
        (fake_coders.broken, "^ZeroDivisionError: division by zero$"),
        (fake_coders.stillborn, r"coding processes die as they start \(exit status 9\); try fewer --workers"),
    ],
)
def test_processes_without_a_coder_end_the_run(factory: Factory, fault: str) -> None:
    with Workers(Settings(), 2, factory) as workers, pytest.raises(DragomanError, match=fault):
        workers.start()


def test_two_coders_in_one_run_are_refused() -> None:
    def until_both_have_started() -> Iterator[Article]:
        end = time.monotonic() + 60  # one process alone could code any number before the other is there
        for n in itertools.count():
            if time.monotonic() > end:
                return
            time.sleep(0.001)
            yield Article("fine", id=f"n{n}")

    with (
        Workers(Settings(), 2, fake_coders.another_each_time) as workers,
        pytest.raises(DragomanError, match="two coders in one run"),
    ):
        for _ in workers.code(until_both_have_started()):
            pass


def test_only_a_few_articles_are_taken_ahead() -> None:
    taken = 0

    def source() -> Iterator[Article]:
        nonlocal taken
        for article in articles(40 * BATCH):
            taken += 1
            yield article

    with Workers(Settings(), 2, fake_coders.echo) as workers:
        next(workers.code(source()))
        assert taken <= 10 * BATCH


def test_leaving_ends_the_processes_also_in_the_midst_of_work() -> None:
    with Workers(Settings(), 2, fake_coders.echo) as workers:
        next(workers.code(articles(10 * BATCH)))
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


def test_the_name_is_the_coders() -> None:
    with Workers(Settings(), 1, fake_coders.echo) as workers:
        assert workers.start() == "echo 1"


def test_it_may_be_used_beside_the_main_thread() -> None:
    found: list[dict[str, object]] = []
    thread = threading.Thread(target=lambda: found.extend(code(articles(3), 1)))
    thread.start()
    thread.join(30)
    assert len(found) == 3
