"""Fetching from a server that misbehaves in every way a server can."""

from __future__ import annotations

import email.utils
import gzip
import time
from collections.abc import Iterator

import pytest
from feed_site import START, Answer, Handler, Misbehaviour, Site, TestClock, fetcher_of, manners_of, quick, served

from dragoman.feeds.faults import FetchError, HostRests
from dragoman.feeds.fetching import Fetcher, Page, Validators, user_agent

MOST = 100_000


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    with served() as site:
        yield site


@pytest.fixture
def site(server: Site) -> Site:
    server.answers.clear()
    server.asked.clear()
    return server


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def fetcher(clock: TestClock) -> Iterator[Fetcher]:
    made = fetcher_of(clock)
    yield made
    made.close()


def fault_of(fetcher: Fetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as told:
        fetcher.fetch(url, MOST)
    return told.value


def test_a_page_comes_with_all_that_is_told_of_it(site: Site, fetcher: Fetcher) -> None:
    then = "Wed, 08 Oct 2025 10:00:00 GMT"
    body, media = "über".encode("latin-1"), "Text/HTML; charset=ISO-8859-1"
    url = site.put("/a", body, media=media, ETag='"7"', Last_Modified=then)
    validators = Validators('"7"', then)
    assert fetcher.fetch(url, MOST) == Page(url, b"\xfcber", "text/html", "iso-8859-1", validators)


def test_the_program_says_who_it_is(site: Site, clock: TestClock) -> None:
    fetcher_of(clock, contact="desk@news.example").fetch(site.put("/a", "x"), MOST)
    for path in ("/robots.txt", "/a"):
        told = next(headers for asked, headers in site.asked if asked == path)
        assert told["User-Agent"].startswith("Dragoman/")
        assert "desk@news.example" in told["User-Agent"]
        assert told["Host"] == f"news.example:{site.port}"
        assert told["Accept-Encoding"] == "gzip, deflate"
    assert "(news reader)" in user_agent(None)


def test_what_has_not_changed_is_not_sent_again(site: Site, fetcher: Fetcher) -> None:
    def conditional(handler: Handler) -> None:
        known = handler.headers["If-None-Match"] == '"7"' and handler.headers["If-Modified-Since"] == "then"
        handler.send(Answer(b"" if known else b"x", 304 if known else 200))

    url = site.do("/a", conditional)
    assert fetcher.fetch(url, MOST, Validators('"7"', "then")) is None
    assert fetcher.fetch(url, MOST, Validators('"6"', "then")) is not None
    assert fetcher.fetch(url, MOST) is not None


def test_not_modified_is_no_answer_to_who_has_nothing(site: Site, fetcher: Fetcher) -> None:
    assert "answers 304" in fault_of(fetcher, site.put("/a", "", 304)).cause


# status, headers, whether it is lasting, whether the host is left in peace, for how many seconds
STATUSES: list[tuple[int, dict[str, str], bool, float]] = [
    (400, {}, True, 0), (401, {}, True, 0), (403, {}, True, 0), (404, {}, True, 0), (410, {}, True, 0),
    (451, {}, True, 0), (408, {}, False, 0), (429, {}, False, 120), (429, {"Retry-After": "30"}, False, 30),
    (500, {}, False, 0), (502, {}, False, 120), (503, {}, False, 120), (503, {"Retry-After": "3600"}, False, 3600),
    (503, {"Retry-After": email.utils.formatdate(START + 900, usegmt=True)}, False, 900),
    (503, {"Retry-After": "soon"}, False, 120), (503, {"Retry-After": "9" * 5000}, False, 86400),
    (503, {"Retry-After": email.utils.formatdate(START - 900, usegmt=True)}, False, 0), (204, {}, False, 0),
    (300, {}, False, 0), (206, {}, False, 0), (999, {}, False, 0),
]  # fmt: skip


@pytest.mark.parametrize(("status", "headers", "lasting", "peace"), STATUSES)
def test_refusals(
    status: int, headers: dict[str, str], lasting: bool, peace: float, site: Site, fetcher: Fetcher, clock: TestClock
) -> None:
    url = site.url("/a")
    site.answers["/a"] = Answer(b"" if status in (204, 304) else b"no", status, headers=headers)
    fault = fault_of(fetcher, url)
    assert (fault.url, fault.lasting, fault.status) == (url, lasting, status)
    assert f"answers {status}" in fault.cause
    site.put("/b", "x")
    if peace:
        clock.time += peace - 2
        assert isinstance(fault_of(fetcher, site.url("/b")), HostRests)
        clock.time += 2
    assert fetcher.fetch(site.url("/b"), MOST) is not None


def test_redirects_are_followed(site: Site, fetcher: Fetcher) -> None:
    for status in (301, 302, 303, 307, 308):
        site.put(f"/{status}", "", status, Location="/end?x=1")
    site.put("/end?x=1", "there")
    for status in (301, 302, 303, 307, 308):
        page = fetcher.fetch(site.url(f"/{status}"), MOST)
        assert page is not None
        assert (page.url, page.body) == (site.url("/end?x=1"), b"there")


BAD_REDIRECTS: list[tuple[str, str]] = [
    ("file:///etc/passwd", "redirects to 'file:///etc/passwd', which is no address of the web"),
    ("ftp://news.example/a", "no address of the web"),
    ("javascript:alert(1)", "no address of the web"),
    ("http://[bad", "no address of the web"),
    ("", "redirects to '', which is no address of the web"),
    ("/a", "redirects more than 5 times in a row: perhaps a loop"),
]


@pytest.mark.parametrize(("to", "cause"), BAD_REDIRECTS)
def test_redirects_that_lead_nowhere(to: str, cause: str, site: Site, fetcher: Fetcher) -> None:
    fault = fault_of(fetcher, site.put("/a", "", 302, Location=to))
    assert cause in fault.cause
    assert fault.lasting
    assert site.paths() == ["/a"] * (6 if to == "/a" else 1)


def test_a_loop_of_two(site: Site, fetcher: Fetcher) -> None:
    site.put("/b", "", 302, Location="/a")
    assert "perhaps a loop" in fault_of(fetcher, site.put("/a", "", 302, Location="/b")).cause
    assert site.paths() == ["/a", "/b"] * 3


def test_a_redirect_to_a_private_address_is_refused(site: Site, clock: TestClock) -> None:
    addresses = {"news.example": "127.0.0.1", "inside.example": "10.0.0.1"}
    fetcher = Fetcher(quick(), manners_of(clock), clock, resolve=lambda host, port: [addresses[host]])
    fault = fault_of(fetcher, site.put("/a", "", 302, Location="http://inside.example/admin"))
    assert fault.lasting
    assert "inside.example is at 10.0.0.1, which is no public address" in fault.cause


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f000001", "2130706433", "127.1", "[::1]", "0.0.0.0"])
def test_this_machine_is_private_by_any_name(host: str, site: Site, clock: TestClock) -> None:
    site.put("/a", "secret")
    fetcher = Fetcher(quick(private_networks=[]), manners_of(clock), clock)
    fault = fault_of(fetcher, site.url("/a", host))
    assert "no public address" in fault.cause or "is not known" in fault.cause
    assert site.asked == []


def broken(data: bytes) -> Misbehaviour:
    """Sends these bytes instead of an answer."""

    def send(handler: Handler) -> None:
        handler.wfile.write(data)
        handler.close_connection = True

    return send


def drip(head: bytes, drop: bytes, pause: float = 0.05) -> Misbehaviour:
    """Sends a little at a time, for ever."""

    def send(handler: Handler) -> None:
        handler.wfile.write(head)
        while True:
            handler.wfile.write(drop)
            handler.wfile.flush()
            time.sleep(pause)

    return send


def silent(handler: Handler) -> None:
    time.sleep(1.0)


OK = b"HTTP/1.1 200 OK\r\n"
MISBEHAVIOURS: list[tuple[str, Misbehaviour, str, bool]] = [
    ("says nothing", silent, "nothing comes for 0.3 s", False),
    ("drips its head", drip(OK, b"X-Thing: 1\r\n"), "takes longer than 0.6 s", False),
    ("drips its body", drip(OK + b"Content-Length: 99999\r\n\r\n", b"x"), "takes longer than 0.6 s", False),
    ("stops midway", broken(OK + b"Content-Length: 1000\r\n\r\nhalf"), "breaks off", False),
    ("stops in a chunk", broken(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\nhalf"), "breaks off", False),
    ("hangs up", broken(b""), "breaks off", False),
    ("speaks no HTTP", broken(b"220 mail.news.example ESMTP\r\n"), "breaks off", False),
    ("has an endless head", drip(OK, b"X-Thing: " + b"1" * 20_000 + b"\r\n", 0.0), "breaks off", False),
    ("claims to be huge", broken(OK + b"Content-Length: 9999999999\r\n\r\n"), "is 9,999,999,999 bytes long", True),
    ("is huge", drip(OK + b"\r\n", b"x" * 50_000, 0.0), "is more than 100,000 bytes long", True),
    (
        "is a bomb",
        broken(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(50_000_000))),
        "is more than 100,000 bytes unpacked",
        True,
    ),
    ("is a broken zip", broken(OK + b"Content-Encoding: gzip\r\n\r\nnonsense"), "cannot be unpacked", False),
    (
        "is half a zip",
        broken(OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(range(256)) * 40)[:-20]),
        "is cut off: the packed data have no end",
        False,
    ),
    ("packs oddly", broken(OK + b"Content-Encoding: br\r\n\r\nx"), "is packed as 'br'", True),
]


@pytest.mark.parametrize(
    ("misbehaviour", "cause", "lasting"), [m[1:] for m in MISBEHAVIOURS], ids=[m[0] for m in MISBEHAVIOURS]
)
def test_a_server_that_misbehaves(
    misbehaviour: Misbehaviour, cause: str, lasting: bool, site: Site, fetcher: Fetcher, clock: TestClock
) -> None:
    site.put("/robots.txt", "")
    began = time.monotonic()
    fault = fault_of(fetcher, site.do("/a", misbehaviour))
    assert cause in fault.cause
    assert fault.lasting is lasting
    assert time.monotonic() - began < 2
    clock.time += 3600
    site.put("/b", "fine")
    assert fetcher.fetch(site.url("/b"), MOST) is not None, "the next fetch is not harmed"


def test_a_server_that_is_not_there(fetcher: Fetcher) -> None:
    fault = fault_of(fetcher, "http://news.example:9/a")
    assert "cannot be connected to" in fault.cause
    assert (fault.lasting, fault.host_down) == (False, True)
    assert isinstance(fault_of(fetcher, "http://news.example:9/b"), HostRests)


def test_what_a_server_wants_kept_is_forgotten_after_the_fetch(site: Site, fetcher: Fetcher) -> None:
    site.put("/a", "", 302, Location="/b", Set_Cookie="reader=7; Path=/")
    site.put("/b", "x")
    fetcher.fetch(site.url("/a"), MOST)
    fetcher.fetch(site.url("/b"), MOST)
    cookies = [headers["Cookie"] for path, headers in site.asked if path == "/b"]
    assert cookies == ["reader=7", None], "sent along a redirect, not from one article to the next"


FORBIDS = "robots.txt forbids"
# robots.txt: its content and status; what becomes of /private/a and of /a
ROBOTS: list[tuple[str, int, str, str]] = [
    ("", 404, "", ""), ("", 200, "", ""), ("", 403, "", ""), ("", 410, "", ""),
    ("User-agent: *\nDisallow: /private/\n", 200, FORBIDS, ""),
    ("User-agent: Dragoman\nDisallow: /\n\nUser-agent: *\nDisallow:\n", 200, FORBIDS, FORBIDS),
    ("User-agent: Other\nDisallow: /\n", 200, "", ""),
    ("User-agent: *\nDisallow: /*/a$\n", 200, FORBIDS, ""),
    ("\ufeffUser-agent: *\nDisallow: /private\n", 200, FORBIDS, ""),
    ("no", 500, "answers 500", "left in peace"), ("no", 429, "answers 429", "left in peace"),
    ("no", 503, "answers 503", "left in peace"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "status", "private", "other"), ROBOTS)
def test_robots_txt(content: str, status: int, private: str, other: str, site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", content, status, "text/plain")
    for path, cause in (("/private/a", private), ("/a", other)):
        url = site.put(path, "x")
        if cause:
            fault = fault_of(fetcher, url)
            assert cause in fault.cause
            assert fault.lasting is (cause == FORBIDS)
        else:
            assert fetcher.fetch(url, MOST) is not None
        assert (path in site.paths()) is not bool(cause)


def test_robots_txt_is_asked_for_once_a_day_and_site(site: Site, fetcher: Fetcher, clock: TestClock) -> None:
    def asked() -> int:
        return site.paths(robots=True).count("/robots.txt")

    for path in ("/a", "/b", "/c"):
        fetcher.fetch(site.put(path, "x"), MOST)
    assert asked() == 1
    fetcher.fetch(site.url("/a", "other.example"), MOST)
    assert asked() == 2
    clock.time += 86_401
    fetcher.fetch(site.url("/a"), MOST)
    assert asked() == 3


def test_the_target_of_a_redirect_is_asked_for_its_rules_too(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /private")
    fault = fault_of(fetcher, site.put("/a", "", 301, Location=site.url("/private", "other.example")))
    assert (fault.url, fault.cause) == (site.url("/private", "other.example"), "the site's robots.txt forbids it")
    assert site.paths() == ["/a"]


def test_a_site_may_ask_for_longer_pauses(site: Site, clock: TestClock) -> None:
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 7\n")
    fetcher = fetcher_of(clock, delay=2.0)
    for path in ("/a", "/b"):
        fetcher.fetch(site.put(path, "x"), MOST)
    assert clock.slept == [2.0, 7.0], "after robots.txt, and between the pages"


def test_robots_txt_may_stand_elsewhere_but_not_be_endless(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "", 301, Location="/r")
    site.put("/r", "User-agent: *\nDisallow: /private")
    assert "forbids" in fault_of(fetcher, site.put("/private", "x")).cause
    assert fetcher.fetch(site.put("/a", "x"), MOST) is not None


def test_robots_txt_that_can_never_be_read_is_asked_for_once(site: Site, fetcher: Fetcher) -> None:
    site.put("/robots.txt", "", 302, Location="/robots.txt")
    for path in ("/a", "/b"):
        fault = fault_of(fetcher, site.put(path, "x"))
        assert (fault.url, fault.lasting) == (site.url("/robots.txt"), True)
        assert "perhaps a loop" in fault.cause
    assert site.paths(robots=True) == ["/robots.txt"] * 6


def test_user_name_and_password_go_to_their_host_only_and_into_no_message(site: Site, fetcher: Fetcher) -> None:
    site.put("/a", "", 302, Location="/b")
    url = site.url("/a", "reader:secret@news.example")
    fault = fault_of(fetcher, url)
    assert "secret" not in f"{fault} {fault.url}"
    told = {path: headers["Authorization"] for path, headers in site.asked}
    assert (told["/a"] or "").startswith("Basic ")
    assert (told["/b"], told["/robots.txt"]) == (None, None)


def test_robots_txt_that_is_private(site: Site, clock: TestClock) -> None:
    fetcher = Fetcher(quick(private_networks=[]), manners_of(clock), clock, lambda host, port: ["10.0.0.1"])
    assert "no public address" in fault_of(fetcher, site.url("/a")).cause
