"""Tables for people: nothing cut off at any width, triggers marked with and without colour, no tricks by the text."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from conftest import EXAMPLE
from dragoman import Article, CodedArticle, Coder, read
from dragoman.formats import terminal
from dragoman.records import Date, DatePrecision, Place
from dragoman.scale.rows import as_row
from samples import CODED, FAILED, TEXT

ARTICLE = Article(TEXT, id="a")
ANSI = re.compile(r"\x1b\[[0-9;]*m")


def printed(coded: CodedArticle, text: str, width: int = 100, colour: bool = False) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=colour, highlight=False, color_system="truecolor")
    if not colour:
        console = Console(file=file, width=width, highlight=False)
    terminal.TerminalSink(console).write(Article(text, id=coded.id), as_row(coded))
    return file.getvalue()


@pytest.fixture(scope="module")
def example(coder: Coder) -> tuple[CodedArticle, str]:
    (article,) = read([EXAMPLE])
    return coder.code(article), article.text


def words(text: str) -> list[str]:
    """The words of an output, without what wrapping and marking may change."""
    return re.sub(r"[\[\]]", "", ANSI.sub("", text)).split()


@pytest.mark.parametrize("colour", [False, True])
@pytest.mark.parametrize("width", [100, 140])
def test_an_article_fits_the_width(example: tuple[CodedArticle, str], width: int, colour: bool) -> None:
    lines = ANSI.sub("", printed(*example, width, colour)).splitlines()
    assert max(cell_len(line) for line in lines) <= width
    assert len(lines) > 30


def test_without_colour_triggers_stand_in_brackets(example: tuple[CodedArticle, str]) -> None:
    coded, text = example
    out = " ".join(printed(coded, text).split())
    assert coded.events
    for event in coded.events:
        trigger = " ".join(text[slice(*event.evidence[0].trigger)].split())
        assert f"[{trigger}]" in out


def test_with_colour_triggers_are_bold_and_underlined_and_no_bracket_is_added(
    example: tuple[CodedArticle, str],
) -> None:
    coded, text = example
    out = printed(coded, text, colour=True)
    marked = " ".join(re.findall(r"\x1b\[1;4[;\d]*m([^\x1b]*)\x1b", out)).split()
    wanted = " ".join(text[slice(*e.evidence[0].trigger)] for e in coded.events).split()
    assert marked == wanted
    assert "[" not in ANSI.sub("", out)


def test_both_ways_tell_the_same(example: tuple[CodedArticle, str]) -> None:
    assert words(printed(*example)) == words(printed(*example, colour=True))


def test_what_goes_to_no_terminal_has_neither_colour_nor_blanks_at_the_ends(example: tuple[CodedArticle, str]) -> None:
    out = printed(*example)
    assert "\x1b" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


def test_all_of_a_record_is_told() -> None:
    out = printed(CODED, TEXT)
    for told in (
        "Mali thanked Chad in Bamako",  # the title of an article without one is its beginning
        "2024-03-06", "SUPPORT", "Mali (MLI GOV)", "Chad (TCD GOV)", "2024-03-04", "Bamako, MLI", "0.75",
        "Mali [thanked] Chad in Bamako on Monday.", "(according to Keita)", "· 'thanked' is SUPPORT",
        '"Thank you,"', "said", "direct 0.90",
    ):  # fmt: skip
        assert told in out, told


@pytest.mark.parametrize("width", [100, 60, 30, 12])
def test_a_narrow_terminal_folds_and_loses_nothing(width: int) -> None:
    letters = re.sub(r"\W", "", "".join(words(printed(CODED, TEXT, width))))
    for told in ("SUPPORT", "thanked", "Bamako", "Keita"):
        assert told in letters


def test_an_article_that_failed_or_holds_nothing_says_so() -> None:
    assert "the text is empty" in printed(FAILED, "")
    assert "(no text)" in printed(FAILED, "")
    empty = dataclasses.replace(CODED, events=(), statements=(), explanations={})
    assert "no events, no statements" in printed(empty, TEXT)


@pytest.mark.parametrize(
    "odd", ["\x1b[31mred\x1b[0m", "[bold]no markup[/bold]", ":smile:", "a\x07b\x9bc", "\u2028", "\u202ex", "\udcff"]
)
def test_the_text_cannot_steer_the_terminal(odd: str) -> None:
    text = odd + TEXT[len(odd) :]
    coded = dataclasses.replace(CODED, title=odd, blocks=(), id=odd)
    for colour in (False, True):
        out = printed(coded, text, colour=colour)
        assert not re.search(r"[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f\u2028\u202e\udcff]", out)
        assert "\x1b[31mred" not in out
        if odd.startswith(("[", ":")):
            assert odd in ANSI.sub("", out)


@pytest.mark.parametrize(
    ("start", "end", "precision", "told"),
    [
        ("2024-03-04", "2024-03-04", "day", "2024-03-04"),
        ("2024-03-01", "2024-03-31", "month", "2024-03"),
        ("2024-01-01", "2024-12-31", "year", "2024"),
        ("2024-02-26", "2024-03-03", "week", "2024-02-26\nto 2024-03-03"),
        ("2024-01-01", "2024-03-31", "quarter", "2024-01-01\nto 2024-03-31"),
        ("2011-01-01", "2012-12-31", "year", "2011-01-01\nto 2012-12-31"),
    ],
)
def test_a_date_is_told_as_shortly_as_it_can_be(start: str, end: str, precision: DatePrecision, told: str) -> None:
    assert terminal.when(Date("then", (0, 4), start, end, precision)) == told


def test_a_place_without_a_country_stands_alone() -> None:
    assert terminal.where(Place("sea", (0, 3), "Black Sea")) == "Black Sea"
    assert terminal.where(None) == terminal.when(None) == ""


def test_a_console_that_is_no_terminal_has_100_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "37")
    monkeypatch.setattr("sys.stdout", io.StringIO())
    assert terminal.make_console().width == 100
