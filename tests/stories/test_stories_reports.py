"""What a report takes over from an article's records, and what it concludes from them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from made_reports import BASE, person, report, state

from dragoman import Article, CodedArticle
from dragoman.errors import InputError, TableError
from dragoman.records import Date, Evidence, Span, Statement
from dragoman.stories import Party, Report, report_of, reports_of
from dragoman.stories.blocking import EVER, keys, window
from dragoman.stories.report import from_json, ordinal, to_json
from dragoman.stories.rules import load_rules, read_rules
from dragoman.stories.words import content_stems, load_words, stem
from samples import CODED, TEXT

RULES = load_rules()
ARTICLE = Article(TEXT, id="a", publisher="Bamako Post", published="2024-03-06T09:30:00Z")


def test_a_report_takes_over_what_the_record_says() -> None:
    (made,) = reports_of(ARTICLE, CODED)
    assert (made.id, made.article, made.publisher, made.published) == ("e", "a", "Bamako Post", "2024-03-06")
    assert (made.type, made.status, made.stage) == ("SUPPORT", "actual", "fact")
    assert made.actors == (Party("Mali", "MLI", ("GOV",), None, "country"),)
    assert (made.start, made.end, made.dated, made.day) == ("2024-03-04", "2024-03-04", True, "2024-03-04")
    assert (made.place, made.town, made.arrested, made.injured) == ("Bamako", "bamako", 3, 0)
    assert made.trigger == {"thank"}
    assert made.words == {"mali", "thank", "chad", "bamak"}
    assert made.mentions == 1


def test_reports_survive_json() -> None:
    for made in (BASE, report(2, actors=(person("Ana Ruiz", None),), start=None, end=None, precision=None)):
        assert from_json(to_json(made)) == made
    assert to_json(BASE) == to_json(from_json(to_json(BASE)))


@pytest.mark.parametrize("line", ["", "[]", "{}", '{"id": 1}', to_json(BASE).replace('"words"', '"wrods"')])
def test_what_is_no_report_is_refused(line: str) -> None:
    with pytest.raises(InputError, match="not a report"):
        from_json(line)


def told(text: str, trigger: str, date: str, cue: str | None = None) -> Report:
    """The report of an event whose trigger and date are these words of a sentence, with a reporting word."""

    def span(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    whole = (0, len(text))
    event = dataclasses.replace(
        CODED.events[0],
        actors=(),
        recipients=(),
        place=None,
        attributed_to=None,
        evidence=(Evidence(whole, span(trigger)),),
        date=Date(date, span(date), "2024-03-04", "2024-03-04", "day"),
    )
    statements = (Statement("s", "indirect", "says", None, span(cue), (whole,), whole),) if cue else ()
    coded = CodedArticle("x", "2024-03-06", None, "en", "test", events=(event,), statements=statements)
    return report_of(Article(text, id="x"), coded, event)


@pytest.mark.parametrize(
    ("text", "trigger", "date", "cue", "dated"),
    [
        ("Gunmen killed nine people on Monday.", "killed", "on Monday", None, True),
        ("Gunmen killed nine people on Monday, police said.", "killed", "on Monday", "said", True),
        ("Gunmen killed nine people, police said on Monday.", "killed", "on Monday", "said", False),
        ("Gunmen killed nine people, police said in the capital on Monday.", "killed", "on Monday", "said", False),
        ("Police said that, on Monday, gunmen killed nine people.", "killed", "on Monday", "said", True),
    ],
)
def test_a_date_told_with_the_saying_is_not_sure(
    text: str, trigger: str, date: str, cue: str | None, dated: bool
) -> None:
    made = told(text, trigger, date, cue)
    assert made.dated is dated
    assert made.day == ("2024-03-04" if dated else None)


def test_a_date_told_with_another_act_is_not_sure() -> None:
    text = "Iran condemned on Thursday the attack."
    date = Date("on Thursday", (15, 26), "2024-03-07", "2024-03-07", "day")
    base = dataclasses.replace(CODED.events[0], actors=(), recipients=(), place=None, attributed_to=None, date=date)
    said = dataclasses.replace(base, id="c", type="ACCUSE", evidence=(Evidence((0, len(text)), (5, 14)),))
    done = dataclasses.replace(base, id="d", type="ASSAULT", evidence=(Evidence((0, len(text)), (31, 37)),))
    coded = CodedArticle("x", "2024-03-07", None, "en", "test", events=(said, done))
    assert [r.dated for r in reports_of(Article(text, id="x"), coded)] == [True, False]


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({}, "fact"),
        ({"status": "negated"}, "fact"),
        ({"status": "historical"}, "fact"),
        ({"status": "future", "start": "2023-03-09", "end": "2023-03-09"}, "plan"),
        ({"status": "hypothetical", "start": None, "end": None}, "hypothetical"),
        ({"status": "hypothetical", "start": "2023-03-05", "end": "2023-03-05"}, "fact"),
        ({"type": "AGREE", "inner": "CONSULT", "start": None, "end": None}, "plan"),
        ({"type": "AGREE", "inner": "AID"}, "fact"),
        ({"type": "AGREE", "inner": "AID", "start": "2023-04-01", "end": "2023-04-30"}, "plan"),
        ({"type": "AGREE", "start": "2023-03-06", "end": "2023-03-06"}, "fact"),
        ({"type": "CONCEDE", "start": "2023-03-08", "end": "2023-03-08"}, "plan"),
        ({"type": "AGREE", "inner": "CONSULT", "status": "negated", "start": None, "end": None}, "fact"),
    ],
)
def test_stages(changes: dict[str, Any], stage: str) -> None:
    assert report(**changes).stage == stage


DAY = ordinal("2023-03-06")


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({}, (DAY, DAY)),
        ({"start": "2023-03-01", "end": "2023-03-31", "precision": "month"}, (DAY - 5, DAY + 25)),
        ({"start": None, "end": None}, (DAY - RULES.lag, DAY)),
        ({"dated": False}, (DAY - RULES.lag, DAY + 1)),
        ({"start": None, "end": None, "published": None}, EVER),
        ({"published": None}, (DAY, DAY)),
        ({"status": "future", "start": None, "end": None}, (DAY, DAY + RULES.ahead + RULES.delay)),
        ({"status": "future", "start": "2023-03-08", "end": "2023-03-08"}, (DAY + 2, DAY + 2 + RULES.delay)),
        ({"start": "0001-01-01", "end": "9999-12-31", "dated": False, "precision": "year"}, EVER),
    ],
)
def test_windows(changes: dict[str, Any], days: tuple[int, int]) -> None:
    assert window(report(**changes), RULES) == days


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, {"force|NGA|bomb", f"force|NGA|{DAY}", "force|maiduguri"}),
        ({"actors": (state("TCD"),), "place": None}, {"force|NGA|TCD", "force|TCD|bomb", f"force|TCD|{DAY}"}),
        ({"actors": (person("Ali Haruna", None),)}, {"force|haruna"}),
        ({"recipients": (), "place": None, "place_country": None}, {"force|NGA|bomb"}),
        (
            {"recipients": (Party("gunmen", None, ("UAF",)),), "place": None, "place_country": None, "about": ()},
            {"force|UAF|bomb"},
        ),
        ({"start": None, "end": None}, {f"force|NGA|{DAY - back}" for back in range(4)}),
    ],
)
def test_keys(changes: dict[str, Any], found: set[str]) -> None:
    assert found <= set(keys(report(**changes), RULES))


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("The Kenyan and Kenya's", {"kenya"}),
        ("agreements, agreed", {"agree"}),
        ("Nine, 9 and twenty-six onions", {"9", "26", "onion"}),
        ("Übersee und São Tomé", {"ubers", "und", "sao", "tome"}),
        ("said on Monday that the minister", set()),
        ("", set()),
    ],
)
def test_stems(text: str, stems: set[str]) -> None:
    assert content_stems(text) == stems


def test_word_lists_hold_words_once() -> None:
    assert all(word == word.casefold() for word in load_words().ignored)
    assert stem("seventeen") == "17"


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        ("prior:", "priors:", "points missing or unknown: .*'prior'"),
        ("  force: [PROTEST,", "  force: [PROTESTS,", "PROTEST"),
        ("why: 'a riot'", "why: ' '", "say why"),
        ("types: [PROTEST, ASSAULT]", "types: [PROTEST, ACCUSE]", "not of one group"),
        ("  delay: 30", "  delai: 30", "limits missing or unknown"),
        ("planned day:", "plan day:", "plans missing or unknown"),
        ("  CONCEDE: [RETREAT,", "  CONCEDE: [RETRAET,", "unknown type: .*RETRAET"),
        ("points: -2.0", "points: much", "not a table of scores"),
        ("points:\n", "points: [\n", "not valid YAML"),
    ],
)
def test_broken_tables_are_told(old: str, new: str, cause: str, tmp_path: Any) -> None:
    from dragoman.data import package_file

    text = package_file("stories", "scoring.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "scoring.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(TableError, match=cause) as caught:
        read_rules(path)
    assert caught.value.source == "scoring.yaml"
