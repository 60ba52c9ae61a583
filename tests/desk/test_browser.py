"""The desk in a real browser, on the articles of examples/: nothing is asked of another machine, all works.

With the environment variable DRAGOMAN_SCREENSHOTS, pictures of the main pages are written into that folder.
"""

from __future__ import annotations

import csv
import html
import os
import re
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from dragoman import Coder
from dragoman.desk import Limits, make_app
from dragoman.desk.looks import PAGES
from dragoman.reading import read
from dragoman.store import Store

sync_api = pytest.importorskip("playwright.sync_api")
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect  # noqa: E402

CHROMIUM = shutil.which("chromium")
NEWS = Path(__file__).parents[2] / "examples" / "news.jsonl"
NO_PAGE = re.compile(r"^/(static|api/v1/(?!docs)|review/gold)|\.(csv|json|svg|parquet)(\?|$)")
SCREENSHOTS = os.environ.get("DRAGOMAN_SCREENSHOTS")

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory, coder: Coder) -> Iterator[str]:
    """The address of a desk on the examples, served as ``dragoman serve`` does."""
    with Store.open(tmp_path_factory.mktemp("desk") / "news.db") as store:
        found = list(read([NEWS]))
        for _ in store.add_many(zip(found, coder.pipe(found), strict=True)):
            pass
        app = make_app(store, coder=lambda: coder, limits=Limits(requests=100_000))
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            thread.join(0.05)
            assert thread.is_alive()
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def opened(browser: Browser, here: str, **options: object) -> tuple[BrowserContext, list[str]]:
    """A window of its own, and the list of what is wrong in it: requests to elsewhere, complaints of the console."""
    faults: list[str] = []
    context = browser.new_context(base_url=here, **options)  # type: ignore[arg-type]

    def look(route: Route) -> None:
        if route.request.url.startswith((here, "data:", "blob:")):
            route.continue_()
        else:
            faults.append(f"asked for {route.request.url}")
            route.abort()

    context.route("**/*", look)
    context.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    context.on("weberror", lambda e: faults.append(str(e.error)))
    return context, faults


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of axe-core, which looks for what keeps people from using a page, fresh from npm."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed: axe-core comes from it")
    folder = tmp_path_factory.mktemp("axe")
    command = [npm, "pack", "axe-core@4", "--silent", "--fetch-retries=1", "--fetch-timeout=30000"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        pytest.skip(f"npm does not give axe-core: {done.stderr.strip()[:300] or 'no network?'}")
    with tarfile.open(folder / done.stdout.split()[-1]) as packed:
        script = packed.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


@pytest.fixture
def page(browser: Browser, here: str) -> Iterator[Page]:
    context, faults = opened(browser, here)
    yield context.new_page()
    context.close()
    assert faults == []


def picture(page: Page, name: str) -> None:
    if SCREENSHOTS:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")


def kind_of(link: str) -> str:
    """What pages of one kind have in common: their path, without what is of the one record."""
    return re.sub(r"[^/]*\d[^/]*|(?<=entities/).*", "*", link.partition("?")[0])


def walked(page: Page) -> Iterator[str]:
    """Opens the main pages, and the first one of each kind that any page leads to; the address of each."""
    left = [*PAGES, "/api/v1/docs", "/relations?one=USA&other=RUS"]
    met, kinds = set(left), set[str]()
    while left:
        address = left.pop(0)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        links = re.findall(r'href="(/[^"#]*)', page.content())
        yield address
        for link in (html.unescape(link) for link in links):
            if link not in met and kind_of(link) not in kinds and not NO_PAGE.search(link):
                met.add(link)
                kinds.add(kind_of(link))
                left.append(link)


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}, {"viewport": {"width": 360, "height": 740}}])
def test_every_page_can_be_walked_to(browser: Browser, here: str, options: dict[str, object]) -> None:
    context, faults = opened(browser, here, **options)
    page = context.new_page()
    kinds = set[str]()
    for address in walked(page):
        kinds.add(kind_of(address))
        if options.get("viewport"):
            size = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert size[0] <= size[1], f"{address} is wider than the window"
    context.close()
    assert faults == []
    for kind in ("/events/*", "/articles/*", "/entities/*", "/events/*/review", "/events/*/explain"):
        assert kind in kinds


def barriers(page: Page, axe: str) -> list[str]:
    """The serious faults of the page that is open: where, rule, first element, what is wrong with it."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert found["passes"], "axe looked at nothing"
    return [
        f"{urlsplit(page.url).path} {fault['id']}: {node['html'][:200]} {node['failureSummary']}"
        for fault in found["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:1]
    ]


LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}},
}


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_keeps_people_out(browser: Browser, here: str, axe: str, look: str) -> None:
    context = browser.new_context(base_url=here, **LOOKS[look])  # type: ignore[arg-type]
    page = context.new_page()
    faults = [fault for _ in walked(page) for fault in barriers(page, axe)]
    for address in ("/login", "/no-such-page", "/events?actor=Nobodystan", "/events?text=nobodysaidthis"):
        page.goto(address)
        faults += barriers(page, axe)
    page.goto("/events")
    page.get_by_text("Filters").click()
    page.locator("summary", has_text="Type").click()
    faults += barriers(page, axe)
    page.goto("/try")
    page.get_by_role("button", name="Code it").click()
    page.wait_for_selector("#found")
    faults += barriers(page, axe)
    context.close()
    assert not faults, "\n".join(faults)


def test_axe_finds_a_barrier(page: Page, axe: str) -> None:
    page.goto("/try")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<input>')")
    assert [fault.split()[1] for fault in barriers(page, axe)] == ["label:"]


def pointed_at(page: Page, x: float, y: float) -> bool:
    """Whether the mouse, moved there, shows by its shape that something of the chart can be clicked."""
    page.mouse.move(x, y)
    return bool(page.evaluate("getComputedStyle(document.querySelector('#chart canvas')).cursor === 'pointer'"))


def test_the_chart_is_drawn_and_leads_to_events(page: Page) -> None:
    page.goto("/relations?one=USA&other=RUS")
    page.wait_for_selector("#chart[data-drawn] canvas")
    picture(page, "relations")
    box = page.locator("#chart canvas").bounding_box()
    assert box
    inked = page.evaluate(
        "() => { const c = document.querySelector('#chart canvas');"
        " return new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size }"
    )
    assert inked > 10
    assert any(
        pointed_at(page, box["x"] + x, box["y"] + y)
        for x in range(20, int(box["width"]), 12)
        for y in (40, 60, 80, 100, 120, 140)
    )
    page.mouse.down()
    page.mouse.up()
    page.wait_for_url("**/events?pair=USA%2CRUS**")
    assert page.locator("ol.records > li").count() > 0


def test_without_scripts_the_chart_is_a_picture(browser: Browser, here: str) -> None:
    context, faults = opened(browser, here, java_script_enabled=False)
    page = context.new_page()
    page.goto("/relations?one=USA&other=RUS")
    with page.expect_response("**/relations/chart.svg**") as answer:
        page.reload()
    assert answer.value.ok
    context.close()
    assert faults == []


def test_the_map_and_the_network_are_drawn(page: Page) -> None:
    page.goto("/map")
    assert page.locator("svg.map circle").count() > 5
    picture(page, "map")
    page.locator("svg.map a").first.click()
    page.wait_for_url("**/events?place=**")
    page.goto("/network")
    assert page.locator("svg.network line").count() > 5


def test_a_filter_and_a_download_work(page: Page, tmp_path: Path) -> None:
    page.goto("/events")
    all_of_them = page.locator("ol.records > li").count()
    page.get_by_text("Filters").click()
    page.get_by_label("Actor", exact=True).fill("Russia")
    page.locator("summary", has_text="Type").click()
    page.get_by_label("ACCUSE").check()
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/events?**actor=Russia**")
    shown = page.locator("ol.records > li").count()
    assert 0 < shown < all_of_them
    assert page.get_by_label("Actor", exact=True).input_value() == "Russia"
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    path = tmp_path / "events.csv"
    download.value.save_as(path)
    with path.open(newline="") as lines:
        assert len(list(csv.DictReader(lines))) == shown


def test_marks_show_their_records(page: Page) -> None:
    page.goto("/articles/talks-2")
    picture(page, "article")
    page.locator("mark.m-trigger").nth(1).hover()
    assert page.locator("[role=tooltip]").inner_text().strip()
    page.keyboard.press("Escape")
    expect(page.locator("[role=tooltip]")).to_have_count(0)
    page.locator("mark.m-trigger a").nth(1).focus()
    expect(page.locator("[role=tooltip]")).to_have_count(1)


def test_a_text_is_coded(page: Page) -> None:
    page.goto("/try")
    page.get_by_role("button", name="Code it").click()
    page.wait_for_selector("#found")
    assert page.locator("mark.m-trigger").count() > 1


def test_the_keyboard_is_enough(page: Page) -> None:
    page.goto("/events")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("grain")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events?text=grain**")
    visible = page.evaluate("() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle }")
    assert visible in ("none", "solid")
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid" or page.evaluate(
        "document.activeElement.className"
    ) in ("skip", "brand")


def test_a_review_changes_what_is_shown(page: Page) -> None:
    page.goto("/events?type=PROTEST")
    before = page.locator("ol.records > li").count()
    page.goto("/review")
    picture(page, "review")
    page.goto("/events?type=PROTEST")
    page.locator("a.go").first.click()
    picture(page, "event")
    page.get_by_role("main").get_by_role("link", name="Review", exact=True).click()
    page.get_by_label("no such event is told").check()
    page.get_by_label("Note").fill("a parade")
    page.get_by_role("button", name="Keep the review").click()
    expect(page.get_by_text("a parade")).to_have_count(1)
    page.goto("/events?type=PROTEST")
    expect(page.locator("ol.records > li")).to_have_count(before - 1)
