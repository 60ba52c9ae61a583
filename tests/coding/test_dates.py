"""Date expressions and which event they date: tables of sentences."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from told import event

from dragoman.coding.dates import Dates, find_dates, is_news, is_past
from dragoman.language.pipeline import ParsedArticle, load_model, parse
from dragoman.language.tokens import Token
from dragoman.records import Article, Block, Date

TABLE = Path(__file__).with_name("dates.csv")


def rows() -> list[tuple[str, str, str, str, str, str]]:
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [tuple(row) for row in csv.reader(lines[1:])]  # type: ignore[misc]


def parsed(text: str, block: str = "paragraph") -> ParsedArticle:
    article = Article(text, blocks=(Block(block, (0, len(text))),))  # type: ignore[arg-type]
    return next(parse([article], load_model()))


def dates_of(text: str, published: str | None = "2025-08-18", block: str = "paragraph") -> tuple[ParsedArticle, Dates]:
    article = parsed(text, block)
    return article, find_dates(article, published)


def token(article: ParsedArticle, word: str) -> Token:
    return next(t for s in article.sentences for t in s.tokens if t.text == word)


@pytest.mark.parametrize(("published", "sentence", "start", "end", "precision", "text"), rows())
def test_expressions(published: str, sentence: str, start: str, end: str, precision: str, text: str) -> None:
    _, dates = dates_of(sentence, published or None)
    told = [(e.text, e.record()) for e in dates.expressions]
    if not start:
        assert [record for _, record in told if record is not None] == []
        assert bool(told) == (precision != "none")
        return
    assert told, "no expression found"
    words, record = next((t for t in told if t[0] == text), (told[0][0], None)) if text else told[0]
    assert record is not None, f"among {told}"
    assert (record.start, record.end, record.precision) == (start, end, precision)
    assert sentence[record.span[0] : record.span[1]] == record.text == words


def test_the_table_is_large_enough() -> None:
    resolved = [row for row in rows() if row[2]]
    assert len(resolved) >= 300
    assert len(rows()) - len(resolved) >= 110


ATTACHED = [
    # sentence, trigger, text of its date ("" for none); published on Monday 2025-08-18
    ("Police arrested two men on Saturday.", "arrested", "on Saturday"),
    ("Two men were killed in Friday's attack.", "attack", "Friday"),
    ("Two men were killed in Friday's attack.", "killed", "Friday"),
    ("Envoys held talks in Doha on Sunday.", "talks", "on Sunday"),
    ("The talks held on Sunday ended without result.", "talks", "on Sunday"),
    ("The attack took place late on Tuesday.", "attack", "late on Tuesday"),
    ("An attack on a base killed three soldiers on Thursday.", "attack", "on Thursday"),
    ("A bomb exploded on Thursday, killing three soldiers.", "killing", "on Thursday"),
    ("Six people died on Monday when a bomb tore through a market.", "tore", "on Monday"),
    ("On Monday, police stopped the car and arrested the driver.", "arrested", "On Monday"),
    ("The remarks came after a summit in Alaska on Friday, where the leaders met.", "summit", "on Friday"),
    ("The remarks came after a summit in Alaska on Friday, where the leaders met.", "met", "on Friday"),
    ("Protesters marched a day after a summit on Friday.", "summit", "on Friday"),
    ("The envoy is scheduled to receive a delegation on Monday.", "receive", "on Monday"),
    ("The envoy is scheduled to receive a delegation on Monday.", "scheduled", "on Monday"),
    ("In June a farmer was seized by rebels, while in April a nurse was abducted.", "seized", "In June"),
    ("In June a farmer was seized by rebels, while in April a nurse was abducted.", "abducted", "in April"),
    ("Dozens were detained for several days beginning on July 9, 2015.", "detained", "on July 9, 2015"),
    ("Hundreds were jailed in the 2015 police sweep.", "sweep", "2015"),
    ("The army has occupied the valley since 2014.", "occupied", "since 2014"),
    ("The ministry said on Thursday the army has started an offensive.", "said", "on Thursday"),
    ("In a statement issued on Friday, the premier condemned the arrests.", "condemned", "on Friday"),
    ("Speaking in Oslo on Sunday, the premier condemned the arrests.", "condemned", "on Sunday"),
    ("Police opened fire on crowds marching on Friday.", "marching", "on Friday"),
    ("Police on Friday opened fire on crowds marching on the palace.", "marching", "on Friday"),
    ("He will leave on Thursday, when he is scheduled to meet the king.", "meet", "on Thursday"),
    # no date of their own
    ("More than 90 people have been kidnapped since January.", "kidnapped", "since January"),
    ("They met for the first time since their February quarrel.", "met", ""),
    ("They met for the first time since their February quarrel.", "quarrel", "February"),
    ("The ministry said on Thursday that rebels had attacked a bridge.", "attacked", ""),
    ("The group claimed the May 2000 abduction of a priest.", "abduction", "May 2000"),
    ("The premier condemned Friday's attack.", "condemned", ""),
    ("Rebels must free the hostages before Friday.", "free", ""),
    ("Rebels must free the hostages by Friday.", "free", ""),
    ("The curfew will last until Tuesday.", "curfew", ""),
    ("Police arrested a man after Friday's attack.", "arrested", ""),
    ("The two sides have traded fire for three days.", "traded", ""),
    ("The church was bombed at Easter.", "bombed", ""),
]


@pytest.mark.parametrize(("sentence", "trigger", "text"), ATTACHED)
def test_of(sentence: str, trigger: str, text: str) -> None:
    article, dates = dates_of(sentence)
    found = dates.of(token(article, trigger))
    assert (found.text if found else "") == text


def test_operators_do_not_take_the_time_of_the_act() -> None:
    article, dates = dates_of("The premiers agreed on Friday to meet in May.")
    agreed = dates.of(token(article, "agreed"), operator=True)
    assert agreed is not None
    assert agreed.text == "on Friday"
    article, dates = dates_of("The premiers agreed to meet in May.")
    assert dates.of(token(article, "agreed"), operator=True) is None


def test_of_saying() -> None:
    article, dates = dates_of("The ministry said on Thursday the army will free all prisoners.")
    free = token(article, "free")
    assert dates.of(free) is None
    spoken = dates.of(free, verbal=True)
    assert spoken is not None
    assert spoken.start == "2025-08-14"


def test_own_but_unresolved_expression_is_told() -> None:
    article, dates = dates_of("The church was bombed at Easter.")
    expression = dates.expression_of(token(article, "bombed"))
    assert expression is not None
    assert expression.text == "at Easter"
    assert expression.record() is None


TOLD_BEFORE = [
    # text, last expression, its day
    ("On May 3, 2019, rebels attacked the town. The next day, troops moved in.", "The next day", "2019-05-04"),
    ("Police arrested him on Saturday, and a day later he died.", "a day later", "2025-08-17"),
    ("Rebels took the port on Friday. Two days later they left.", "Two days later", "2025-08-17"),
    ("Rebels took the port on Friday. They had warned the mayor the previous day.", "the previous day", "2025-08-14"),
    ("Rebels took the port on Friday and the town on Saturday. The next day they left.", "The next day", None),
    ("Rebels took the port on Friday. Hours later, they left.", "Hours later", "2025-08-15"),
]


@pytest.mark.parametrize(("text", "expression", "start"), TOLD_BEFORE)
def test_days_counted_from_a_day_told_before(text: str, expression: str, start: str | None) -> None:
    _, dates = dates_of(text)
    last = dates.expressions[-1]
    assert last.text == expression
    record = last.record()
    assert (record.start if record else None) == start


def test_headlines_tell_the_past_in_the_present() -> None:
    _, headline = dates_of("Premier visits Vienna on Friday", block="headline")
    _, paragraph = dates_of("The premier visits Vienna on Friday.")
    assert [e.record().start for e in (headline.expressions[0], paragraph.expressions[0])] == [  # type: ignore[union-attr]
        "2025-08-15",
        "2025-08-22",
    ]


def test_dateline_serves_where_publication_is_unknown() -> None:
    told = "LIMA, Aug. 18, 2025 (Reuters) - Chile's premier visited Peru on Friday."
    untold = "LIMA, Aug. 18 (Reuters) - Chile's premier visited Peru on Friday."
    date = event(told, "visited", published=None).date
    assert date is not None
    assert date.start == "2025-08-15"
    assert event(untold, "visited", published=None).date is None


def test_times_of_publication_are_accepted_and_nonsense_is_not() -> None:
    article = parsed("The minister resigned on Friday.")
    timed, nonsense = (find_dates(article, p).expressions[0].record() for p in ("2025-08-18T07:30:00Z", "yesterday"))
    assert timed is not None
    assert timed.start == "2025-08-15"
    assert nonsense is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Prime Minister May said the vote may be delayed.",
        "Ministers march in and march out.",
        "About 2000 people fled the town.",
        "The army used 1500 soldiers.",
        "The second car bomb killed a guard.",
        "He was the first to speak, and that was all.",
        "April Jones did not comment.",
    ],
)
def test_no_dates(sentence: str) -> None:
    assert dates_of(sentence)[1].expressions == []


def test_is_past() -> None:
    def day(text: str) -> Date:
        return Date("then", (0, 4), text, text, "day")

    def month(text: str, start: str, end: str) -> Date:
        return Date(text, (0, 4), start, end, "month")

    assert is_past(day("2025-07-10"), "2025-08-18")
    assert not is_past(day("2025-07-20"), "2025-08-18")
    assert is_past(month("In July", "2025-07-01", "2025-07-31"), "2025-08-18")
    assert not is_past(month("last month", "2025-07-01", "2025-07-31"), "2025-08-18")
    assert not is_past(month("since May", "2025-05-01", "2025-05-31"), "2025-08-18")
    assert is_past(day("2025-08-10"), "2025-08-18", days=7)
    assert not is_past(day("2001-01-01"), None)
    assert not is_past(None, "2025-08-18")


def test_is_news() -> None:
    def date_of(start: str, end: str) -> Date:
        return Date("then", (0, 4), start, end, "day")

    assert is_news(date_of("2025-08-15", "2025-08-15"), "2025-08-18")
    assert is_news(date_of("2025-08-15", "2025-08-16"), "2025-08-18")
    assert not is_news(date_of("2025-08-15", "2025-08-17"), "2025-08-18")
    assert not is_news(date_of("2025-08-05", "2025-08-05"), "2025-08-18")
    assert not is_news(date_of("2025-08-19", "2025-08-19"), "2025-08-18")
    assert not is_news(date_of("2025-08-15", "2025-08-15"), None)
    assert not is_news(None, "2025-08-18")


WORDS = (
    "the a in on at since until by before after from for of last next this past coming Monday Fri. Sept. May March 3 "
    "5th 31 30 2014 1990s 24 hours two hundred thousand million years centuries decades weeks days day week month "
    "year quarter first fourth Q3 earlier later ago overnight yesterday tomorrow today weekend mid-March mid - and , "
    "to – 3–5 2018–19 03/04/2019 2019-05-29 30-Feb-2019 00-00-0000 9999 early late eve half fiscal Easter Day morning "
    "same following previous that Army attacked said will visit killed people . 0000 1000-01-01 99"
).split()


@pytest.mark.parametrize("published", ["2019-05-15", "1500-01-01", "2200-12-31", None])
def test_any_words_are_read_without_a_fault(published: str | None) -> None:
    draw = random.Random(published)
    for _ in range(100):
        text = " ".join(draw.choices(WORDS, k=draw.randint(3, 25)))
        for e in dates_of(text, published)[1].expressions:
            record = e.record()
            assert record is None or record.start <= record.end
            assert record is None or text[record.span[0] : record.span[1]] == record.text
