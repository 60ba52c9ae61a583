"""What is to be watched stands in a TOML file; what is wrong with one is told with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from dragoman.errors import InputError
from dragoman.feeds.plan import Feed, Fetching, Folder, Plan, Sitemap, read_plan

EXAMPLE = Path(__file__).parents[2] / "examples" / "feeds.toml"


def plan_of(text: str, folder: Path) -> Plan:
    (folder / "feeds.toml").write_text(text, encoding="utf-8")
    return read_plan(folder / "feeds.toml")


def test_all_settings(tmp_path: Path) -> None:
    text = """
    [fetching]
    contact = "desk@news.example"
    delay = 5
    connect_timeout = 1.5
    read_timeout = 2
    total_timeout = 3
    max_megabytes = 0.5
    max_redirects = 0
    tries = 1
    private_networks = ["10.2.0.0/16", "::1"]

    [[folder]]
    path = "in"
    columns = { text = "story" }

    [[feed]]
    name = "Lake Times"
    url = "https://lake.example/rss"
    publisher = "The Lake Times"
    every = 30
    include = "/world/"
    content = "feed"

    [[sitemap]]
    url = "https://hill.example/news.xml"
    days = 3
    """
    plan = plan_of(text, tmp_path)
    assert plan.fetching.most == 500_000
    assert [str(n) for n in plan.fetching.networks] == ["10.2.0.0/16", "::1/128"]
    feed, sitemap, folder = plan.sources
    assert feed == Feed(
        name="Lake Times",
        url="https://lake.example/rss",
        publisher="The Lake Times",
        every=30,
        include="/world/",
        content="feed",
    )
    assert sitemap == Sitemap(url="https://hill.example/news.xml", days=3)
    assert folder == Folder(path=str(tmp_path / "in"), columns={"text": "story"})
    assert [s.label for s in plan.sources] == ["Lake Times", "https://hill.example/news.xml", str(tmp_path / "in")]


def test_what_goes_without_saying(tmp_path: Path) -> None:
    plan = plan_of('[[feed]]\nurl = "http://lake.example/rss"\n', tmp_path)
    assert plan.fetching == Fetching()
    assert plan.fetching.networks == []
    assert plan.sources[0].every == 15


def test_the_example_is_sound() -> None:
    assert {type(source) for source in read_plan(EXAMPLE).sources} == {Feed, Sitemap, Folder}


@pytest.mark.parametrize("table", [Fetching, Feed, Sitemap, Folder])
def test_every_setting_is_documented_with_what_holds_without_it(table: type[BaseModel]) -> None:
    docs = (EXAMPLE.parents[1] / "docs" / "feeds.md").read_text(encoding="utf-8")
    for name, field in table.model_fields.items():
        (row,) = re.findall(rf"^\| (.*`{name}`.*) \|$", docs, re.MULTILINE)
        if isinstance(field.default, int | float):
            assert f"{field.default:g}" in row.split("|")[-1], row


FEED = '[[feed]]\nurl = "http://lake.example/rss"\n'
# the file; the line that is named, or none; what is said
BAD: list[tuple[str, int | None, str]] = [
    ("", None, "names nothing to watch: add a [[feed]], a [[sitemap]] or a [[folder]]"),
    ("[fetching]\ndelay = 1\n", None, "names nothing to watch"),
    ("[[feed]]\nurl = nonsense\n", 2, "not valid TOML: Invalid value"),
    ("[[feed]\n", 1, "not valid TOML"),
    ("[[feed]]\nurl = \"x", None, "not valid TOML"),
    ("[[feed]]\nname = \"A\"\n", 1, "[[feed]] number 1, url: is missing"),
    (f"{FEED}\n[[feed]]\nname = \"B\"\n", 4, "[[feed]] number 2, url: is missing"),
    (f"{FEED}\n[[feed]]\nname = \"B\"\nurl = \"lake.example/rss\"\n", 6, "'lake.example/rss' is no address of the web"),
    (f"{FEED}\n[[sitemap]]\nurl = \"ftp://lake.example\"\n", 5, "[[sitemap]] number 1, url: 'ftp://lake.example' is"),
    (f"{FEED}every = 0\n", 3, "[[feed]] number 1, every: should be greater than or equal to 1, not 0"),
    (f"{FEED}every = \"often\"\n", 3, "every: should be a valid number, not 'often'"),
    (f"{FEED}content = \"all\"\n", 3, "content: should be 'page' or 'feed', not 'all'"),
    (f"{FEED}include = \"(\"\n", 3, "include: '(' is no regular expression"),
    (f"{FEED}days = 3\n", 3, "[[feed]] number 1, days: no such setting"),
    (f"{FEED}\n[[feeds]]\nurl = \"http://a.example\"\n", 4, "feeds: no such table; there are fetching, feed, sitemap,"),
    ("[feed]\nurl = \"http://lake.example/rss\"\n", 1, "[feed]: should be a valid list"),
    ("[[folder]]\npath = \"in\"\ncolumns = { words = \"story\" }\n", 3, "columns: no such field of an article: words"),
    (f"[fetching]\ntries = 0\n{FEED}", 2, "[fetching], tries: should be greater than or equal to 1, not 0"),
    (f"[fetching]\nprivate_networks = [\"lan\"]\n{FEED}", 2, "'lan' does not appear to be an IPv4 or IPv6 network"),
    (f"[fetching]\ncontact = \"a\\nb\"\n{FEED}", 2, "[fetching], contact: "),
    (f"[fetching]\ndelay = true\ntries = 0\n{FEED}", 2, "delay: should be a valid number, not True and 1 more"),
    (f"{FEED}{FEED}", None, "names http://lake.example/rss twice"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "cause"), BAD, ids=[b[2] for b in BAD])
def test_what_is_wrong_is_told_with_its_line(text: str, line: int | None, cause: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as told:
        plan_of(text, tmp_path)
    assert cause in told.value.cause
    assert told.value.line == line
    assert str(tmp_path / "feeds.toml") in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "feeds.toml").write_bytes(b"# \xff\n")
    with pytest.raises(InputError, match=r"not valid UTF-8 \(at byte 2\)"):
        read_plan(tmp_path / "feeds.toml")
