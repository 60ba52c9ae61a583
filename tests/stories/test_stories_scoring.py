"""What speaks for and against two reports telling one event, and what rules it out."""

from __future__ import annotations

from typing import Any

import pytest
from made_reports import person, report, state

from dragoman.stories import Party, Report
from dragoman.stories.plans import fulfils
from dragoman.stories.rules import load_rules
from dragoman.stories.scoring import barred, evidence, kilometres, profile, score
from dragoman.stories.words import content_stems

RULES = load_rules()


def compared(one: Report, other: Report) -> tuple[str | None, float | None]:
    a, b = profile(one, RULES), profile(other, RULES)
    assert barred(a, b, RULES) == barred(b, a, RULES)
    assert score(a, b, RULES) == score(b, a, RULES)
    return barred(a, b, RULES), score(a, b, RULES)


ACCUSE: dict[str, Any] = {
    "type": "ACCUSE",
    "modes": (),
    "killed": None,
    "place": None,
    "place_country": None,
    "trigger": frozenset({"conde"}),
    "start": None,
    "end": None,
    "precision": None,
}
TALKS: dict[str, Any] = {**ACCUSE, "type": "CONSULT", "trigger": frozenset({"met"}), "recipients": ()}


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ({}, {"article": "a1", "killed": 9}, "one article tells them apart"),
        ({}, {"article": "a1", "type": "COERCE"}, "one article tells them apart"),
        (ACCUSE, {**ACCUSE, "article": "a1", "recipients": (state("TCD"),)}, "one article tells them apart"),
        ({}, {"article": "a1"}, None),
        ({}, {"start": "2023-03-07", "end": "2023-03-07"}, "different days"),
        ({}, {"published": "2023-03-04", "start": None, "end": None}, "different days"),
        ({}, {"start": None, "end": None, "published": "2023-06-30"}, "different days"),
        ({}, {"start": "2023-02-01", "end": "2023-02-28", "precision": "month"}, "different days"),
        ({}, {"type": "AGREE"}, "types that do not go together"),
        ({}, {"type": "SANCTION"}, "types that do not go together"),
        ({}, {"place": "Gwoza", "lat": 11.09, "lon": 13.69}, "different towns"),
        ({}, {"place": "Gwoza", "lat": None, "lon": None, "place_country": "TCD"}, "different towns"),
        ({}, {"status": "future"}, "one is planned or supposed, the other told as a fact"),
        ({}, {"place": "Konduga", "lat": 11.65, "lon": 13.42}, None),
        ({}, {"place": "Borno", "place_precision": "region"}, None),
        ({}, {"status": "negated"}, None),
        ({}, {"status": "historical"}, None),
        ({}, {"start": "2023-03-01", "end": "2023-03-31", "precision": "month"}, None),
        ({}, {"dated": False, "start": "2023-03-08", "end": "2023-03-08", "published": "2023-03-08"}, None),
        ({}, {"type": "COERCE"}, None),
        (ACCUSE, {**ACCUSE, "place": "Abuja", "lat": 9.06, "lon": 7.49}, None),
    ],
)
def test_what_rules_one_event_out(one: dict[str, Any], other: dict[str, Any], why: str | None) -> None:
    found, points = compared(report(1, **one), report(**{"number": 2, **other}))
    assert found == why
    assert (points is None) is (why is not None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({}, {"killed": 9}, True),
        ({}, {"killed": 9, "place": "Nigeria", "place_precision": "country", "words": frozenset()}, True),
        ({}, {"start": None, "end": None, "published": "2023-03-08"}, True),
        # told a month later without a day, in other words: rather something else
        (
            {},
            {
                "start": None,
                "end": None,
                "published": "2023-04-08",
                "words": frozenset({"mine", "road", "lorry", "milit"}),
                "topic": frozenset({"mine", "road", "lorry", "milit", "kano"}),
                "cast": frozenset({"kano", "bello", "sule", "aliyu"}),
            },
            False,
        ),
        # another blow in the same state on the same day
        (
            {"place": None},
            {
                "place": "Kano",
                "trigger": frozenset({"shot"}),
                "modes": ("firearms",),
                "killed": 2,
                "words": frozenset({"polic", "post", "rifle", "night"}),
                "topic": frozenset({"polic", "post", "rifle", "kano", "night"}),
                "cast": frozenset({"kano", "bello", "sule", "aliyu"}),
            },
            False,
        ),
    ],
)
def test_the_bombing_and_other_reports(one: dict[str, Any], other: dict[str, Any], same: bool) -> None:
    _, points = compared(report(1, **one), report(2, **other))
    assert points is not None
    assert (points > 0) is same


def parts(one: Report, other: Report) -> set[str]:
    return set(evidence(profile(one, RULES), profile(other, RULES)))


@pytest.mark.parametrize(
    ("one", "other", "told", "untold"),
    [
        # who acts on whom
        (("RUS", "POL"), ("RUS", "POL"), {"same country"}, {"other side", "crossed"}),
        (("RUS", "POL"), ("POL", "RUS"), {"crossed", "other side"}, {"same country"}),
        (("RUS", "POL"), ("RUS", "LTU"), {"same country", "other side"}, {"crossed"}),
        (("RUS", "POL"), ("LTU", "RUS"), {"crossed"}, set()),
        (("RUS", "POL"), ("RUS", None), {"same country"}, {"other side"}),
        (("NGA", "NGA"), ("NGA", None), {"same country"}, {"crossed"}),
    ],
)
def test_sides(one: tuple[str, str | None], other: tuple[str, str | None], told: set[str], untold: set[str]) -> None:
    def made(number: int, sides: tuple[str, str | None]) -> Report:
        actor, recipient = sides
        return report(
            number, **{**ACCUSE, "actors": (state(actor),), "recipients": (state(recipient),) if recipient else ()}
        )

    found = parts(made(1, one), made(2, other))
    assert told <= found
    assert not untold & found


@pytest.mark.parametrize(
    ("ours", "theirs", "told", "untold"),
    [
        (("KEN", "ETH"), ("ETH", "KEN"), {"same country"}, {"third party", "other side"}),
        (("KEN", "ETH"), ("KEN", "SOM"), {"third party"}, set()),
        (("KEN", "ETH"), ("KEN",), {"same country"}, {"third party"}),
        (("KEN",), ("SOM",), {"other side"}, {"same country"}),
    ],
)
def test_of_talks_it_is_the_whole_round_that_counts(
    ours: tuple[str, ...], theirs: tuple[str, ...], told: set[str], untold: set[str]
) -> None:
    one = report(1, **{**TALKS, "actors": tuple(map(state, ours))})
    other = report(2, **{**TALKS, "actors": (state(theirs[0]),), "recipients": tuple(map(state, theirs[1:]))})
    found = parts(one, other)
    assert told <= found
    assert not untold & found


def test_persons_are_known_by_their_family_names() -> None:
    one = report(1, **{**ACCUSE, "actors": (person("Selim Karaca", "TUR"),)})
    same = report(2, **{**ACCUSE, "actors": (person("Karaca", None),)})
    other = report(3, **{**ACCUSE, "actors": (person("Nurcan Aydemir", "TUR"),)})
    assert "same name" in parts(one, same)
    assert {"same country", "other name"} <= parts(one, other)
    assert Party("soldiers of the guard", "TUR", (), None, "person").proper is None
    assert Party("Khalid bin Saif", None, (), None, "person").proper == "saif"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"killed": 5}, {"killed": 5}, "same count"),
        ({"killed": 5}, {"killed": 9}, "other count"),
        (
            {"killed": None, "words": frozenset({"3", "2023", "6", "diplo"})},
            {"killed": None, "words": frozenset({"5", "2023", "6", "diplo"})},
            "other figure",
        ),
        (
            {"killed": None, "words": content_stems("Police arrested twenty-six teachers.")},
            {"killed": None, "words": content_stems("They held 26 people in March 2023.")},
            "same figure",
        ),
        ({"status": "negated"}, {}, "negated"),
        ({"modes": ("explosives",)}, {"modes": ("firearms",)}, "other mode"),
        ({"type": "COERCE", "modes": ("arrest",)}, {"type": "COERCE", "modes": ("restrict",)}, "other act"),
        ({"start": None, "end": None}, {"published": "2023-03-07"}, "same issue"),
        ({"start": None, "end": None, "published": "2023-03-12"}, {}, "gap"),
        ({"dated": False, "start": "2023-03-05", "end": "2023-03-05"}, {}, "taken over"),
        ({"start": "2023-03-01", "end": "2023-03-31", "precision": "month"}, {}, "within"),
    ],
)
def test_kinds_of_evidence(one: dict[str, Any], other: dict[str, Any], told: str) -> None:
    assert told in parts(report(1, **one), report(2, **other))


def test_words_shared_with_names_and_triggers_do_not_count_as_wording() -> None:
    one = report(1, words=frozenset({"bomb", "maidu", "a", "b", "c", "d"}))
    other = report(2, words=frozenset({"bomb", "maidu", "a", "x", "y", "z"}))
    found = evidence(profile(one, RULES), profile(other, RULES))
    assert found["wording"] == 1 / 4


def test_an_article_that_tells_an_event_twice_tells_one() -> None:
    told_again = report(1, id="r1b", killed=None, trigger=frozenset({"blast"}))
    assert (compared(report(1), told_again)[1] or 0) > 0
    vague = report(1, id="r1c", killed=None, start=None, end=None, place=None, place_country=None, recipients=())
    assert (compared(report(1), vague)[1] or 0) < 0


def test_distances() -> None:
    assert kilometres((48.86, 2.35), (50.85, 4.35)) == pytest.approx(264, abs=4)
    assert kilometres((10, 20), (10, 20)) == 0


PLAN: dict[str, Any] = {
    **TALKS,
    "type": "AGREE",
    "inner": "CONSULT",
    "actors": (state("KEN"), state("ETH")),
    "published": "2023-03-02",
    "start": "2023-03-06",
    "end": "2023-03-06",
    "precision": "day",
    "place": "Nairobi",
    "place_country": "KEN",
}
OTHER = frozenset({"camel", "fence", "trade", "quota", "mogad"})
MEETING: dict[str, Any] = {**PLAN, "type": "CONSULT", "inner": None, "published": "2023-03-07"}


@pytest.mark.parametrize(
    ("plan", "fact", "linked"),
    [
        ({}, {}, True),
        ({"start": None, "end": None, "precision": None}, {}, True),
        ({"start": "2023-03-01", "end": "2023-03-31", "precision": "month"}, {}, True),
        ({}, {"start": "2023-03-13", "end": "2023-03-13", "published": "2023-03-13"}, True),  # put off by a week
        ({}, {"start": "2023-04-20", "end": "2023-04-20", "published": "2023-04-20"}, False),
        ({}, {"start": "2023-02-27", "end": "2023-02-27", "published": "2023-02-28"}, False),  # done before
        ({}, {"actors": (state("KEN"), state("SOM")), "topic": OTHER, "cast": OTHER}, False),
        ({}, {"type": "ACCUSE"}, False),
        ({}, {"type": "AID"}, False),  # they agreed to meet
        ({}, {"status": "negated"}, False),
        ({"status": "future", "type": "PROTEST", "inner": None}, {"type": "PROTEST"}, True),
    ],
)
def test_plans_and_what_came_of_them(plan: dict[str, Any], fact: dict[str, Any], linked: bool) -> None:
    announced, done = report(1, **{**PLAN, **plan}), report(2, **{**MEETING, **fact})
    assert announced.stage == "plan"
    found = fulfils(profile(announced, RULES), profile(done, RULES), RULES)
    assert (found is not None and found > 0) is linked
    assert fulfils(profile(done, RULES), profile(announced, RULES), RULES) is None
