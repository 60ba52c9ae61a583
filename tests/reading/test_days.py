from __future__ import annotations

import datetime as dt

import pytest

from dragoman.reading import parse_day


@pytest.mark.parametrize(
    "value",
    [
        "2019-05-29",
        " 2019-05-29 ",
        "2019-5-29",
        "2019/05/29",
        "2019-05-29T23:30:00+02:00",
        "2019-05-29 10:00:00.000",
        "2019-05-29T10:00:00Z",
        "20190529",
        "20190529T100000Z",
        "20190529100000",
        20190529,
        "May 29, 2019",
        "May 29th 2019",
        "Wednesday, May 29, 2019 10:41 am",
        "29 May 2019",
        "29-May-2019",
        "29 May 2019, 10:41 GMT",
        "Wed, 29 May 2019 10:00:00 GMT",
        "Wed May 29 10:00:00 +0000 2019",
        "29/05/2019",
        "05/29/2019",
        dt.date(2019, 5, 29),
        dt.datetime(2019, 5, 29, 23, 59),
    ],
)
def test_day(value: object) -> None:
    assert parse_day(value) == "2019-05-29"


@pytest.mark.parametrize(
    "value",
    [
        "03/04/2019", "2019-02-30", "2019", "May 2019", "yesterday", "", None, 1559088000, True, 3.5, "29 May",
        "0000-01-01", "2019-13-01", "the 29 May 2019 issue", [2019, 5, 29],
    ],
)  # fmt: skip
def test_no_day(value: object) -> None:
    assert parse_day(value) is None


def test_same_day_and_month_is_not_ambiguous() -> None:
    assert parse_day("04/04/2019") == "2019-04-04"


def test_sept() -> None:
    assert parse_day("Sept. 3, 2021") == "2021-09-03"
