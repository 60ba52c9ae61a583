from __future__ import annotations

import pytest

from dragoman.reading import parse_dateline

STORY = " The minister told reporters that the talks would go on until the end of the week."

DATELINES = [
    # dateline, place, date, agency
    ("KYIV, March 4 (Reuters) -", "KYIV", "March 4", "Reuters"),
    ("WASHINGTON (AP) —", "WASHINGTON", None, "AP"),
    ("BEIJING, May 29 (Xinhua) --", "BEIJING", "May 29", "Xinhua"),
    ("ANKARA —", "ANKARA", None, None),
    ("GENEVA, 12 March 2020 –", "GENEVA", "12 March 2020", None),
    ("GENEVA (12 March 2020) –", "GENEVA", "12 March 2020", None),
    ("Nairobi -", "Nairobi", None, None),
    ("KUALA LUMPUR:", "KUALA LUMPUR", None, None),
    ("KUNDUZ, Afghanistan:", "KUNDUZ, Afghanistan", None, None),
    ("MOSCOW, March 4. /TASS/.", "MOSCOW", "March 4", "TASS"),
    ("New Delhi, March 4 (IANS)", "New Delhi", "March 4", "IANS"),
    ("Jerusalem (CNN)", "Jerusalem", None, "CNN"),
    ("AUGUSTA, Me. —", "AUGUSTA, Me.", None, None),
    ("LONDON/PARIS, Sept 3 (Reuters) -", "LONDON/PARIS", "Sept 3", "Reuters"),
    ("Rio de Janeiro, April 5 (EFE).-", "Rio de Janeiro", "April 5", "EFE"),
    ("ABOARD AIR FORCE ONE —", "ABOARD AIR FORCE ONE", None, None),
    ("Tehran, IRNA –", "Tehran", None, "IRNA"),
    ("Tehran, March 4, IRNA -", "Tehran", "March 4", "IRNA"),
    ("KABUL (Pajhwok):", "KABUL", None, "Pajhwok"),
    ("KABUL (Pajhwok) :", "KABUL", None, "Pajhwok"),
    ("(CNN)", None, None, "CNN"),
    ("(Reuters) -", None, None, "Reuters"),
    ("May 5 (UPI) --", None, "May 5", "UPI"),
    ("PORT-AU-PRINCE, Haiti, Jan. 2, 2011 (AFP) –", "PORT-AU-PRINCE, Haiti", "Jan. 2, 2011", "AFP"),
]


@pytest.mark.parametrize(("written", "place", "date", "agency"), DATELINES)
def test_dateline_and_its_parts(written: str, place: str | None, date: str | None, agency: str | None) -> None:
    text = written + STORY
    found = parse_dateline(text)
    assert found is not None
    parts = [text[slice(*span)] if span else None for span in (found.span, found.place, found.date, found.agency)]
    assert parts == [written, place, date, agency]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya — the host of the talks — said on Monday that it would send an envoy to the capital.",
        "The minister - a man of few words - said that the talks were over and went home to his family.",
        "UPDATE: The minister has left the talks, his spokeswoman said on Monday evening in the capital.",
        "EXCLUSIVE — The minister has left the talks, his spokeswoman said on Monday evening in the capital.",
        "Paris - London",
        "The National Fish Council (NFC) said on Monday that it would go to the talks with an open mind.",
        "Somebody from the Associated Press (AP) asked the minister about the talks on Monday evening.",
        "The UN (United Nations) - which sent the envoy - said nothing about the matter until Monday.",
        "Prime Minister Ada Bell (Labour) said on Monday that she would go to the talks herself.",
        "On March 4 (a Friday) - the day of the talks - the minister was ill and sent his deputy.",
        "",
    ],
)
def test_no_dateline(text: str) -> None:
    assert parse_dateline(text) is None


def test_leading_space_counts() -> None:
    text = "  KYIV, March 4 (Reuters) -" + STORY
    found = parse_dateline(text)
    assert found is not None
    assert text[slice(*found.span)] == "KYIV, March 4 (Reuters) -"
