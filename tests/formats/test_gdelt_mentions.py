"""GDELT 2.0: the 16 columns of its mentions, written and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import Article
from dragoman.errors import InputError
from dragoman.formats.columns import TAB, layout
from dragoman.formats.gdelt import lines as event_lines
from dragoman.formats.mentions import Mention, lines, read_mentions
from dragoman.formats.reading import detect, read_rows
from dragoman.formats.rows import BadRows
from dragoman.records import CodedArticle, Evidence
from rows_made import ARTICLE, BARE, MENTION, actor, cells, coded, event, exported, line, none_bad, text

COLUMNS = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras"
).split()


def written(of: CodedArticle, article: Article = ARTICLE) -> list[dict[str, str]]:
    return [cells("gdelt-mentions", row) for row in lines(article, of)]


def test_the_columns_are_those_of_the_data_set(tmp_path: Path) -> None:
    assert layout("gdelt-mentions").names == COLUMNS
    (row,) = exported(tmp_path / "o", "gdelt-mentions", coded())
    assert len(row.split(TAB)) == 16


def test_a_row_says_where_the_event_is_mentioned() -> None:
    (row,) = written(coded())
    (of_event,) = [cells("gdelt", row) for row in event_lines(ARTICLE, coded())]
    assert row == {
        "GLOBALEVENTID": of_event["GLOBALEVENTID"],
        "EventTimeDate": "20240306000000",
        "MentionTimeDate": "20240306000000",
        "MentionType": "1",
        "MentionSourceName": "example.org",
        "MentionIdentifier": "https://www.example.org/1",
        "SentenceID": "",
        "Actor1CharOffset": "0",
        "Actor2CharOffset": "13",
        "ActionCharOffset": "5",
        "InRawText": "1",
        "Confidence": "75",
        "MentionDocLen": "88",
        "MentionDocTone": "",
        "MentionDocTranslationInfo": "",
        "Extras": "",
    }


@pytest.mark.parametrize(
    ("article", "column", "wanted"),
    [
        (Article("", "a", publisher="Herald"), "MentionType", "2"),
        (Article("", "a", publisher="Herald"), "MentionIdentifier", "Herald, 2024-03-06"),
        (Article("", "a", publisher="Herald"), "MentionSourceName", "Herald"),
        (Article("", "a", url="http://[bad", publisher="Herald"), "MentionSourceName", "Herald"),
        (BARE, "MentionSourceName", ""),
        (BARE, "MentionDocLen", ""),
    ],
)
def test_articles_without_address(article: Article, column: str, wanted: str) -> None:
    assert written(coded(), article)[0][column] == wanted


def test_an_article_of_which_nothing_is_known() -> None:
    (row,) = written(coded(published=None), BARE)
    assert (row["MentionType"], row["MentionIdentifier"], row["MentionTimeDate"]) == ("", "", "")


def test_every_sentence_is_a_mention_of_its_own() -> None:
    of = event(evidence=(Evidence((0, 38), (5, 12)), Evidence((64, 88), (73, 77))))
    first, second = written(coded(of))
    assert first["GLOBALEVENTID"] == second["GLOBALEVENTID"]
    assert [r["ActionCharOffset"] for r in (first, second)] == ["5", "73"]
    assert [r["Actor1CharOffset"] for r in (first, second)] == ["0", ""], "where it is named there is not known"


def test_whom_the_event_does_not_have_is_minus_one() -> None:
    (row,) = written(coded(event(recipients=())))
    assert row["Actor2CharOffset"] == "-1"


def test_pairs_have_the_numbers_of_their_events() -> None:
    of = coded(event(actors=(actor("A", None), actor("B", None))))
    numbers = [row["GLOBALEVENTID"] for row in written(of)]
    assert numbers == [cells("gdelt", row)["GLOBALEVENTID"] for row in event_lines(ARTICLE, of)]
    assert len(set(numbers)) == 2


def test_a_row_is_read(tmp_path: Path) -> None:
    path = tmp_path / "20240306004500.mentions.CSV"
    path.write_text(text("gdelt-mentions", line("gdelt-mentions")))
    (found,) = read_mentions(path, none_bad)
    assert found == Mention(
        event=1170000001,
        first_seen="2024-03-05",
        seen="2024-03-06",
        kind=1,
        publisher="example.ro",
        identifier="https://example.ro/a?b=c",
        sentence=2,
        offsets=(None, 40, 55),
        confidence=0.7,
        length=2100,
        raw={n: MENTION.get(n) for n in COLUMNS},
        source=str(path),
        line=1,
    )


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    rows = exported(tmp_path / "o", "gdelt-mentions", coded())
    (found,) = read_mentions(tmp_path / "o", none_bad)
    assert TAB.join(v or "" for v in found.raw.values()) == rows[0]
    assert (found.offsets, found.confidence, found.length) == ((0, 13, 5), 0.75, 88)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"GLOBALEVENTID": ""}, "GLOBALEVENTID is missing"),
        ({"MentionTimeDate": "soon"}, "MentionTimeDate: 'soon' is no day"),
        ({"Confidence": "120"}, "Confidence: '120' is no number between 0 and 100"),
        ({"MentionDocLen": "long"}, "MentionDocLen: 'long' is no whole number"),
        ({"Extras": "\t"}, "has 17 columns where 16 are wanted"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(changes: dict[str, str], cause: str, tmp_path: Path) -> None:
    path, bad = tmp_path / "m", BadRows()
    path.write_text(text("gdelt-mentions", line("gdelt-mentions", **changes), line("gdelt-mentions")))
    assert [m.line for m in read_mentions(path, bad)] == [2]
    assert [(b.line, b.cause) for b in bad.first] == [(1, cause)]


def test_mentions_are_no_events(tmp_path: Path) -> None:
    (tmp_path / "m").write_text(text("gdelt-mentions", line("gdelt-mentions")))
    assert detect(tmp_path / "m") == "gdelt-mentions"
    with pytest.raises(InputError, match="holds mentions of events, not events"):
        list(read_rows(tmp_path / "m"))
