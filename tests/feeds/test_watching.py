"""Watching a site that misbehaves: each article is stored once, and what fails is tried again with manners."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from feed_site import START, Answer, Handler, Middle, Site, TestClock, here, quick, served

from dragoman.feeds.fetching import Fetcher
from dragoman.feeds.manners import Manners
from dragoman.feeds.plan import Feed, Folder, Plan, Sitemap, Source
from dragoman.feeds.state import Health, Kept, MemoryState
from dragoman.feeds.watching import Tally, Watcher
from dragoman.records import Article

HOUR = 3600.0


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.answers.clear()
    server.asked.clear()
    return server


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Desk:
    """What outlives a run: state, stored articles, time. A run of the program is :meth:`run`."""

    state: MemoryState = field(default_factory=MemoryState)
    stored: list[Article] = field(default_factory=list)
    clock: TestClock = field(default_factory=TestClock)
    said: list[str] = field(default_factory=list)
    dies_after: int | None = None
    """How many articles are stored before the process is killed."""

    def keep(self, articles: Iterable[Article]) -> Iterator[Kept]:
        for article in articles:
            if article.error is None:
                self.stored.append(article)
            if self.dies_after is not None and len(self.stored) > self.dies_after:
                raise Killed
            yield Kept(article.id, article.error is None, article.error)

    def run(self, *sources: Source, once: bool = True, **settings: object) -> Watcher:
        fetching = quick(**settings)
        plan = Plan(
            fetching=fetching,
            feed=[s for s in sources if isinstance(s, Feed)],
            sitemap=[s for s in sources if isinstance(s, Sitemap)],
            folder=[s for s in sources if isinstance(s, Folder)],
        )
        manners = Manners(fetching.delay, self.clock, Middle(), self.state.rests(), self.state.remember_rest)
        fetcher = Fetcher(fetching, manners, self.clock, resolve=here)
        watcher = Watcher(plan, self.state, fetcher, manners, self.keep, self.clock, Middle(), self.said.append)
        try:
            watcher.run(once)
        finally:
            fetcher.close()
        return watcher

    def titles(self) -> list[str]:
        return [article.title or "" for article in self.stored]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def page(title: str, head: str = "") -> str:
    text = f"Kenya urged Ethiopia on Friday to reopen the border near {title}. Ethiopia agreed to talks on the matter."
    body = f"<article><h1>{title}</h1><p>{text}</p></article>"
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def rss(*paths: str) -> str:
    items = "".join(f"<item><title>{p}</title><link>{p}</link></item>" for p in paths)
    return f'<rss version="2.0"><channel><title>Lake</title>{items}</channel></rss>'


def publish(site: Site, *paths: str) -> Feed:
    """A feed that names pages, which are there."""
    for path in paths:
        site.put(path, page(path.strip("/")))
    return Feed(url=site.put("/rss", rss(*paths), media="application/rss+xml", ETag='"7"'), name="Lake")


def tally(watcher: Watcher) -> Tally:
    (only,) = watcher.tallies.values()
    return only


def test_each_article_is_fetched_once(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b")
    first = tally(desk.run(feed))
    assert (first.new, first.stored, first.fault) == (2, 2, None)
    assert desk.titles() == ["a", "b"]
    assert [a.url for a in desk.stored] == [site.url("/a"), site.url("/b")]
    second = tally(desk.run(publish(site, "/c", "/b", "/a")))
    assert (second.new, second.stored) == (1, 1)
    assert desk.titles() == ["a", "b", "c"]
    assert site.paths().count("/a") == 1


def test_other_spellings_of_an_address_are_the_same_article(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/a?utm_source=rss", "/a#top", "/a?fbclid=7")
    assert tally(desk.run(feed)).stored == 1
    assert site.paths() == ["/rss", "/a"]


def test_an_article_that_is_known_under_another_address_is_not_stored_again(site: Site, desk: Desk) -> None:
    site.put("/amp/a", page("a", f'<link rel="canonical" href="{site.url("/a")}">'))
    site.put("/moved", "", 301, Location="/a")
    site.put("/a", page("a"))
    site.put("/rss", rss("/a", "/amp/a", "/moved"))
    counted = tally(desk.run(Feed(url=site.url("/rss"))))
    assert (counted.new, counted.stored, counted.again) == (3, 1, 2)
    desk.run(Feed(url=site.url("/rss")))
    assert len(site.paths()) == 6, "the feed twice, each address once, and once the target of the redirect"


def test_a_feed_that_has_not_changed_is_not_read_but_what_waits_is_fetched(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b")
    site.put("/b", "no", 500)
    assert tally(desk.run(feed)).failed == 1

    def unchanged(handler: Handler) -> None:
        handler.send(Answer(b"", 304 if handler.headers["If-None-Match"] == '"7"' else 200))

    site.do("/rss", unchanged)
    site.put("/b", page("b"))
    desk.clock.time += HOUR
    again = tally(desk.run(feed))
    assert (again.new, again.stored, again.fault) == (0, 1, None)
    assert desk.titles() == ["a", "b"]


def test_with_other_settings_a_feed_is_read_anew(site: Site, desk: Desk) -> None:
    feed = publish(site, "/world/a", "/sport/b")
    desk.run(feed.model_copy(update={"include": "/world/"}))
    assert desk.titles() == ["world/a"]
    desk.run(feed)
    assert [headers["If-None-Match"] for path, headers in site.asked if path == "/rss"] == [None, None]
    assert desk.titles() == ["world/a", "sport/b"]


# what a page does; what is said of it; whether it is tried again
FAILURES = [
    ("404", Answer(b"gone", 404), "answers 404 Not Found; given up"),
    ("410", Answer(b"gone", 410), "answers 410 Gone; given up"),
    ("500", Answer(b"no", 500), "answers 500 Internal Server Error; tried again later"),
    ("PDF", Answer(b"%PDF", media="application/pdf"), "is of the type application/pdf, no page; given up"),
    ("scripts", Answer(b"<html><script>x()</script></html>"), "the page holds no article text"),
    ("encoding", Answer("Встреча министров".encode("cp1251") * 9, media="text/html"), "not valid UTF-8"),
    ("front page", Answer(b"", 302, headers={"Location": "/"}), "leads to the front page"),
    ("loop", Answer(b"", 302, headers={"Location": "/bad"}), "perhaps a loop; given up"),
    ("huge", Answer(bytes(300_000)), "is 300,000 bytes long; at most 200,000 are fetched; given up"),
    (
        "private",
        Answer(b"", 302, headers={"Location": "http://[fc00::1]/"}),
        "fc00::1, which is no public address",
    ),
]


@pytest.mark.parametrize(("answer", "said"), [f[1:] for f in FAILURES], ids=[f[0] for f in FAILURES])
def test_one_bad_article_does_not_harm_the_others(answer: Answer, said: str, site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/bad", "/b")
    site.put("/", page("front"))
    site.answers["/bad"] = answer
    counted = tally(desk.run(feed))
    assert desk.titles() == ["a", "b"]
    assert (counted.failed, counted.given_up) == ((1, 0) if "later" in said else (0, 1))
    assert any(line.startswith(site.url("/bad")) and said in line for line in desk.said), desk.said
    (failure,) = desk.state.failures([feed.url])
    assert failure.address == site.url("/bad")
    desk.run(feed)
    assert site.paths().count("/bad") == (6 if "loop" in said else 1), "not before its time"


def test_a_failure_is_tried_again_at_growing_distances_and_then_given_up(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a")
    site.put("/a", "no", 500)
    tried = []
    for _ in range(20):
        before = site.paths().count("/a")
        desk.run(feed, tries=4)
        if site.paths().count("/a") > before:
            tried.append(desk.clock.time - START)
        desk.clock.time += 300
    assert tried == [0, 600, 1800, 4200]
    (failure,) = desk.state.failures([feed.url])
    assert (failure.tries, failure.due) == (4, None)
    assert desk.state.try_again([feed.url]) == 1
    site.put("/a", page("a"))
    desk.run(feed, tries=4)
    assert desk.titles() == ["a"]


def test_a_server_that_asks_for_time_gets_it_in_later_runs_too(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b", "/c")
    site.answers["/a"] = Answer(b"", 429, headers={"Retry-After": "7200"})
    watcher = desk.run(feed)
    assert site.paths() == ["/rss", "/a"]
    assert (tally(watcher).failed, tally(watcher).stored) == (1, 0)
    desk.clock.time += 7000
    assert "left in peace" in (tally(desk.run(feed)).fault or "")
    assert site.paths() == ["/rss", "/a"]
    desk.clock.time += 300
    site.put("/a", page("a"))
    desk.run(feed)
    assert sorted(desk.titles()) == ["a", "b", "c"]


def test_a_host_in_trouble_does_not_hold_up_another(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b")
    other = [site.url("/c", "other.example"), site.url("/d", "other.example")]
    for path in ("/c", "/d"):
        site.put(path, page(path))
    site.put("/rss", rss("/a", other[0], "/b", other[1]))
    site.put("/a", "no", 503)
    desk.run(feed)
    assert desk.titles() == ["/c", "/d"]


def test_requests_to_a_host_are_apart_and_hosts_take_turns(site: Site, desk: Desk) -> None:
    publish(site, "/a", "/b")
    for path in ("/c", "/d"):
        site.put(path, page(path))
    site.put("/rss", rss("/a", "/b", site.url("/c", "other.example"), site.url("/d", "other.example")))
    desk.run(Feed(url=site.url("/rss")), delay=10.0)
    assert site.paths()[1:] == ["/c", "/a", "/b", "/d"]
    assert desk.clock.time - START == 30, "10 s before the feed, then 10 s between the pages of either host"


def test_a_site_that_wants_long_pauses_gets_them_and_does_not_hold_up_others(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b")
    other = site.url("/c", "other.example")
    site.put("/c", page("c"))
    site.put("/rss", rss("/a", other, "/b"))
    times: dict[str, float] = {}

    def robots(handler: Handler) -> None:
        slow = handler.headers["Host"].startswith("news.")
        handler.send(Answer(b"User-agent: *\nCrawl-delay: 600" if slow else b"", media="text/plain"))

    site.do("/robots.txt", robots)
    for path in ("/a", "/b", "/c"):
        answer = site.answers[path]

        def told(handler: Handler, answer: object = answer) -> None:
            times[handler.path] = desk.clock.time - START
            assert isinstance(answer, Answer)
            handler.send(answer)

        site.do(path, told)
    again = Feed(url=site.put("/rss2", rss()))
    watcher = desk.run(feed, again, delay=2.0)
    assert [t.fault for t in watcher.tallies.values()] == [None, None]
    assert times["/c"] < 10
    assert sorted([times["/a"], times["/b"]]) == [1202, 1802]


def test_what_robots_txt_forbids_is_not_fetched(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/private/b")
    site.put("/robots.txt", "User-agent: *\nDisallow: /private/", media="text/plain")
    counted = tally(desk.run(feed))
    assert (counted.stored, counted.given_up) == (1, 1)
    assert "/private/b" not in site.paths()
    assert any("robots.txt forbids it; given up" in line for line in desk.said)


BAD_FEEDS = [
    (Answer(b"no", 404), "answers 404 Not Found"),
    (Answer(b"no", 500), "answers 500"),
    (Answer(b"<html><body>x</body></html>"), "is a web page, no feed"),
    (Answer(b"<rss version='2.0'><channel><item><title>cut"), "is no feed that can be read"),
    (Answer(b""), "the feed is empty"),
    (Answer(bytes(300_000)), "is 300,000 bytes long"),
]


@pytest.mark.parametrize(("answer", "fault"), BAD_FEEDS, ids=[fault for _, fault in BAD_FEEDS])
def test_a_feed_that_cannot_be_read_is_left_in_peace_for_longer_and_longer(
    answer: Answer, fault: str, site: Site, desk: Desk
) -> None:
    site.answers["/bad"] = answer
    bad, good = Feed(url=site.url("/bad"), every=10), publish(site, "/a")
    watcher = desk.run(bad, good)
    assert fault in (watcher.tallies[bad.url].fault or "")
    assert watcher.tallies[good.url].fault is None
    assert desk.titles() == ["a"]
    assert any(fault in line for line in desk.said)
    looked = []
    for _ in range(15):
        desk.clock.time += 300
        before = site.paths().count("/bad")
        again = desk.run(bad, good).tallies[bad.url].fault or ""
        if site.paths().count("/bad") > before:
            looked.append(desk.clock.time - START)
        else:
            assert "failed lately, left in peace until 2025-10-09 " in again
            assert fault in again
    assert looked == [600, 1800, 4200]
    site.answers["/bad"] = site.answers["/rss"]
    desk.clock.time += 24 * HOUR
    assert desk.run(bad, good).tallies[bad.url].fault is None
    assert desk.state.health(bad.url) == Health()


def test_a_broken_feed_is_read_as_far_as_it_goes_and_again_the_next_time(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b")
    whole = rss("/a", "/b")
    site.put("/rss", whole[: whole.index("<link>/b")], ETag='"7"')
    desk.run(feed)
    site.put("/rss", whole, ETag='"7"')
    desk.run(feed)
    assert desk.titles() == ["a", "b"]
    assert all(headers["If-None-Match"] is None for _, headers in site.asked)


CONTENT = "<p>Kenya urged Ethiopia on Friday to reopen the border.</p>"
FULL = f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Lake</title>
<item><title>One</title><link>/one</link><content:encoded><![CDATA[{CONTENT}]]></content:encoded></item>
<item><title>Two</title><guid isPermaLink="false">no 2</guid><description><![CDATA[{CONTENT}]]></description></item>
<item><title>Three</title><link>/three</link></item>
</channel></rss>"""


def test_articles_that_stand_in_their_feed_are_not_fetched(site: Site, desk: Desk) -> None:
    site.put("/three", page("three"))
    feed = Feed(url=site.put("/rss", FULL), content="feed", publisher="Lake Times")
    for stored in (3, 0):
        counted = tally(desk.run(feed))
        assert (counted.new, counted.stored) == (stored, stored)
    assert desk.titles() == ["One", "Two", "three"]
    assert desk.stored[0].text == "One\nKenya urged Ethiopia on Friday to reopen the border."
    assert {a.publisher for a in desk.stored} == {"Lake Times"}
    assert site.paths() == ["/rss", "/three", "/rss"]


def test_a_feed_counts_as_read_only_when_all_that_stands_in_it_is_stored(site: Site, desk: Desk) -> None:
    feed = Feed(url=site.put("/rss", FULL, ETag='"7"'), content="feed")
    site.put("/three", page("three"))
    desk.dies_after = 1
    with pytest.raises(Killed):
        desk.run(feed)
    desk.dies_after = None
    desk.run(feed)
    assert [headers["If-None-Match"] for path, headers in site.asked if path == "/rss"] == [None, None]
    assert sorted(set(desk.titles())) == ["One", "Two", "three"]


def sitemap(*paths: str, day: str = "2025-10-08") -> str:
    return "<urlset>" + "".join(f"<url><loc>{p}</loc><lastmod>{day}</lastmod></url>" for p in paths) + "</urlset>"


def index(*paths: str, day: str = "2025-10-08") -> str:
    parts = "".join(f"<sitemap><loc>{p}</loc><lastmod>{day}</lastmod></sitemap>" for p in paths)
    return f"<sitemapindex>{parts}</sitemapindex>"


def test_sitemaps_of_an_index(site: Site, desk: Desk) -> None:
    for path in ("/a", "/b", "/c"):
        site.put(path, page(path.strip("/")))
    site.put("/1.xml", sitemap("/a", "/b"), ETag='"1"')
    site.put("/2.xml", sitemap("/c", "/old"))
    site.put("/old.xml", sitemap("/old"))
    source = Sitemap(url=site.put("/index.xml", index("/1.xml", "/2.xml", "/1.xml", "/index.xml")), include="/[abc]$")
    assert tally(desk.run(source)).stored == 3
    assert sorted(desk.titles()) == ["a", "b", "c"]
    desk.run(source)
    tags = [headers["If-None-Match"] for path, headers in site.asked if path == "/1.xml"]
    assert tags == [None, '"1"']
    assert "/old" not in site.paths()


def test_of_a_sitemap_only_the_last_days(site: Site, desk: Desk) -> None:
    site.put("/new", page("new"))
    site.put("/new.xml", sitemap("/new"))
    site.put("/old.xml", sitemap("/old", day="2025-10-01"))
    old, new = index("/old.xml", day="2025-10-01"), index("/new.xml")
    site.put("/index.xml", new.replace("</sitemapindex>", "") + old.removeprefix("<sitemapindex>"))
    desk.run(Sitemap(url=site.url("/index.xml"), days=3))
    assert site.paths() == ["/index.xml", "/new.xml", "/new"]


def test_one_bad_sitemap_of_an_index_does_not_harm_the_others(site: Site, desk: Desk) -> None:
    site.put("/a", page("a"))
    site.put("/1.xml", "<urlset><url>")
    site.put("/2.xml", sitemap("/a"))
    source = Sitemap(url=site.put("/index.xml", index("/1.xml", "/2.xml", "/3.xml")))
    watcher = desk.run(source)
    assert desk.titles() == ["a"]
    assert tally(watcher).fault is not None
    assert "1.xml: is not valid XML" in (tally(watcher).fault or "")
    assert "and 1 more" in (tally(watcher).fault or "")


def test_an_index_of_nothing_that_can_be_read(site: Site, desk: Desk) -> None:
    source = Sitemap(url=site.put("/index.xml", index("/1.xml", "/2.xml")))
    assert tally(desk.run(source)).fault == f"answers 404 Not Found ({site.url('/1.xml')})"


def test_an_endless_index_of_indices_ends(site: Site, desk: Desk) -> None:
    def deeper(handler: Handler) -> None:
        handler.send(Answer(index(f"{handler.path}x").encode()))

    for n in range(10):
        site.do("/i" + "x" * n, deeper)
    desk.run(Sitemap(url=site.url("/i")))
    assert site.paths() == ["/i", "/ix", "/ixx"]


def put_file(path: Path, text: str, age: float = 60) -> None:
    path.write_text(text)
    os.utime(path, (START - age, START - age))


def test_folders(desk: Desk, tmp_path: Path) -> None:
    folder = Folder(path=str(tmp_path), publisher="The Wire")
    put_file(tmp_path / "a.txt", "Kenya urged Ethiopia to reopen the border.")
    put_file(tmp_path / "b.jsonl", '{"text": "One."}\n{broken\n{"text": "Two."}\n')
    put_file(tmp_path / "c.parquet", "PAR1")
    counted = tally(desk.run(folder))
    assert (counted.new, counted.stored, counted.uncoded, counted.given_up) == (4, 3, 1, 1)
    assert [a.text for a in desk.stored] == ["Kenya urged Ethiopia to reopen the border.", "One.", "Two."]
    assert {a.publisher for a in desk.stored} == {"The Wire"}
    assert [f.address for f in desk.state.failures([folder.path])] == [(tmp_path / "c.parquet").as_uri()]
    assert tally(desk.run(folder)).stored == 0
    put_file(tmp_path / "b.jsonl", '{"text": "Three."}\n', age=30)
    assert tally(desk.run(folder)).stored == 1


def test_a_folder_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    folder = Folder(path=str(tmp_path / "gone"))
    assert tally(desk.run(folder)).fault == "no such folder"


def test_a_file_counts_as_read_only_when_all_of_it_is_stored(desk: Desk, tmp_path: Path) -> None:
    put_file(tmp_path / "a.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    desk.dies_after = 1
    with pytest.raises(Killed):
        desk.run(Folder(path=str(tmp_path)))
    desk.dies_after = None
    desk.run(Folder(path=str(tmp_path)))
    assert {a.text for a in desk.stored} == {"One.", "Two."}


@pytest.mark.parametrize("dies_after", [0, 1, 2])
def test_what_was_not_stored_when_the_process_died_is_fetched_by_the_next(
    dies_after: int, site: Site, desk: Desk
) -> None:
    feed = publish(site, "/a", "/b", "/c")
    desk.dies_after = dies_after
    with pytest.raises(Killed):
        desk.run(feed)
    desk.dies_after = None
    desk.run(feed)
    assert sorted(set(desk.titles())) == ["a", "b", "c"]
    assert site.paths().count("/a") == (2 if dies_after == 0 else 1)


def test_it_goes_on_until_it_is_told_to_end(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b").model_copy(update={"every": 30})
    site.put("/b", "no", 500)
    desk.clock.ends = START + 2 * HOUR
    watcher = desk.run(feed, once=False)
    assert watcher.stopped
    assert site.paths().count("/rss") == 4
    assert site.paths().count("/b") == 4, "at once, after 10, 30 and 70 minutes"
    assert (tally(watcher).stored, tally(watcher).failed) == (1, 4)


def test_a_host_left_in_peace_is_asked_again_when_its_time_has_come(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b")
    asked = []

    def busy(handler: Handler) -> None:
        asked.append(desk.clock.time - START)
        ready = len(asked) > 1
        body = page("a").encode() if ready else b""
        handler.send(Answer(body, 200 if ready else 503, headers={} if ready else {"Retry-After": "300"}))

    site.do("/a", busy)
    desk.clock.ends = START + 700
    desk.run(feed, once=False)
    assert asked == [0, 600]
    assert sorted(desk.titles()) == ["a", "b"]


def test_ending_leaves_what_waits_for_the_next_run(site: Site, desk: Desk) -> None:
    feed = publish(site, "/a", "/b", "/c")
    desk.clock.ends = START + 15
    watcher = desk.run(feed, delay=10.0)
    assert watcher.stopped
    assert len(desk.stored) == 0, "robots.txt, the feed: then it was time"
    desk.clock.ends = START + 45
    desk.run(feed, delay=10.0)
    assert 0 < len(desk.stored) < 3
    desk.clock.ends = float("inf")
    desk.run(feed)
    assert desk.titles() == ["a", "b", "c"]
    assert desk.state.failures([feed.url]) == []
