"""How long the pages of the desk take on a store: python benchmarks/desk.py news.db

Each page is asked for about those who are in most of the news, without a network between; the median of some rounds,
each round about others. The first round, in which much comes from the disk, is told beside it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from urllib.parse import quote

from questions import Values, values
from starlette.testclient import TestClient

from dragoman.analysis import EventFilter, Questions
from dragoman.desk import Limits, make_app
from dragoman.desk.drawing import land
from dragoman.store import Store
from dragoman.world.index import World

ROUNDS = 5

Page = Callable[[Values, str, str], str]
PAGES: dict[str, Page] = {
    "today": lambda v, event, article: "/",
    "events": lambda v, event, article: "/events",
    "events of an actor": lambda v, event, article: f"/events?actor={v.country}",
    "events by words": lambda v, event, article: f"/events?text={quote(v.word)}",
    "statements": lambda v, event, article: "/statements",
    "statements of a country": lambda v, event, article: f"/statements?speaker={v.country}",
    "an event": lambda v, event, article: f"/events/{event}",
    "an article": lambda v, event, article: f"/articles/{quote(article)}",
    "a country": lambda v, event, article: f"/entities/{v.country}",
    "a person": lambda v, event, article: f"/entities?name={quote(v.person)}",
    "relations": lambda v, event, article: f"/relations?one={v.country}&other={v.other}",
    "calendar": lambda v, event, article: f"/calendar?who={v.country}",
    "map": lambda v, event, article: f"/map?who={v.country}",
    "network": lambda v, event, article: "/network",
    "network of a country": lambda v, event, article: f"/network?who={v.country}",
    "review": lambda v, event, article: "/review",
    "about": lambda v, event, article: "/about",
}


def main() -> None:
    """Prints a row a page: median and first, in milliseconds."""
    World.load()
    land()
    with Store.open(sys.argv[1], create=False) as store:
        visitor = TestClient(make_app(store, limits=Limits(requests=1_000_000)), base_url="http://127.0.0.1")
        ask = Questions(store)
        rounds = values(store, ROUNDS)
        told = [ask.events(EventFilter(actor=(v.country,)), limit=1).items[0].id for v in rounds]
        articles = [str(ask.reports([event])[event][0].article_id) for event in told]
        print(f"{'page':26}{'median':>8}{'first':>8}   (ms)")
        for name, page in PAGES.items():
            taken = []
            for v, event, article in zip(rounds, told, articles, strict=True):
                started = time.perf_counter()
                answer = visitor.get(page(v, event, article))
                taken.append(1000 * (time.perf_counter() - started))
                assert answer.status_code == 200, (name, answer.status_code)
            print(f"{name:26}{statistics.median(taken):8.0f}{taken[0]:8.0f}", flush=True)


if __name__ == "__main__":
    main()
