"""Who said what: forms of attribution, contents over sentences and paragraphs, speakers, venues, and what is none."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.coding.attribution import Attribution, innermost
from dragoman.coding.entities import EntityFinder
from dragoman.coding.mentions import Mentions
from dragoman.coding.statements import candidates_of, find_statements
from dragoman.language.pipeline import ParsedArticle, load_model, parse
from dragoman.lexicon.reporting import Cue, load_reporting
from dragoman.records import Article, Block
from dragoman.world.index import World


def parsed(text: str, headline: bool = False) -> ParsedArticle:
    blocks, at = [], 0
    for n, line in enumerate(text.split("\n")):
        if line.strip():
            blocks.append(Block("headline" if headline and n == 0 else "paragraph", (at, at + len(line))))
        at += len(line) + 1
    return next(parse([Article(text=text, id="t", blocks=tuple(blocks))], load_model()))


@cache
def finder() -> EntityFinder:
    return EntityFinder(World.load())


def find(text: str, headline: bool = False) -> list[Attribution]:
    return find_statements(parsed(text, headline), Mentions([], []))


def row(text: str, a: Attribution) -> tuple[str | None, str | None, str, str]:
    """Speaker, cue, contents (parted by |), kind and stance."""
    speaker = text[slice(*a.speaker.span)] if a.speaker else None
    cue = text[slice(*a.cue_span)] if a.cue_span else None
    return speaker, cue, " | ".join(text[s:e] for s, e in a.content), f"{a.kind} {a.stance}"


Row = tuple[str | None, str | None, str, str]

FORMS: list[tuple[str, list[Row]]] = [
    (
        "The minister said the bridge would open in May.",
        [("The minister", "said", "the bridge would open in May", "indirect says")],
    ),
    (
        "The minister said on Friday that the bridge would open.",
        [("The minister", "said", "that the bridge would open", "indirect says")],
    ),
    (
        "“The bridge will open in May,” the minister said.",
        [("the minister", "said", "“The bridge will open in May,”", "direct says")],
    ),
    (
        '"The bridge will open in May," said Lena Okoro, the mayor of the town.',
        [("Lena Okoro, the mayor of the town", "said", '"The bridge will open in May,"', "direct says")],
    ),
    (
        "''The bridge will open in May,'' the minister said.",
        [("the minister", "said", "''The bridge will open in May,''", "direct says")],
    ),
    (
        "The minister said: “The bridge will open.”",
        [("The minister", "said", "“The bridge will open.”", "direct says")],
    ),
    (
        "“We will rebuild the bridge,” Okoro said, “and we will do it soon.”",
        [("Okoro", "said", "“We will rebuild the bridge,” | “and we will do it soon.”", "direct says")],
    ),
    (
        "“We lost the bridge. We lost the road. We need help,” Okoro said. “Nobody has come.”",
        [
            (
                "Okoro",
                "said",
                "“We lost the bridge. We lost the road. We need help,” | “Nobody has come.”",
                "direct says",
            )
        ],
    ),
    (
        "The general said the attack was “a grave mistake” by the rebels.",
        [("The general", "said", "the attack was “a grave mistake” by the rebels", "mixed says")],
    ),
    (
        "According to the police, two men fled across the river.",
        [("the police", "According to", "two men fled across the river", "indirect says")],
    ),
    (
        "Two men fled across the river, according to a senior officer.",
        [("a senior officer", "according to", "Two men fled across the river", "indirect says")],
    ),
    (
        "In the view of the bishop, the law that was passed in May is a disgrace.",
        [("the bishop", "In", "the law that was passed in May is a disgrace", "indirect says")],
    ),
    (
        "The ministry denied that its troops had crossed the border.",
        [("The ministry", "denied", "that its troops had crossed the border", "indirect denies")],
    ),
    (
        "Many farmers believe the dam will fail.",
        [("Many farmers", "believe", "the dam will fail", "indirect believes")],
    ),
    (
        "The envoy does not believe the truce will hold.",
        [("The envoy", "believe", "the truce will hold", "indirect denies")],
    ),
    (
        "The premier urged both sides to lay down their weapons.",
        [("The premier", "urged", "both sides to lay down their weapons", "indirect orders")],
    ),
    (
        "The president wants to visit the flooded valley.",
        [("The president", "wants", "to visit the flooded valley", "indirect wants")],
    ),
    (
        "Reporters asked whether the army had been warned.",
        [("Reporters", "asked", "whether the army had been warned", "indirect asks")],
    ),
    (
        "The council reaffirmed its position that the islands are part of the republic.",
        [("The council", "reaffirmed", "that the islands are part of the republic", "indirect says")],
    ),
    (
        "The mayor made clear that the market would stay open.",
        [("The mayor", "made", "that the market would stay open", "indirect says")],
    ),
    (
        "The premier is confident that the bill will pass.",
        [("The premier", "confident", "that the bill will pass", "indirect believes")],
    ),
    (
        "Talks in the capital will reportedly focus on the price of grain and could lead to a new treaty.",
        [
            (
                None,
                "reportedly",
                "Talks in the capital will | focus on the price of grain and could lead to a new treaty",
                "indirect says",
            )
        ],
    ),
    (
        "His warning that the dam would burst was ignored by the council.",
        [("His", "warning", "that the dam would burst", "indirect says")],
    ),
    (
        "“The road is open,” the mayor stated, emphasizing that the city supports all repairs.",
        [
            ("the mayor", "stated", "“The road is open,”", "direct says"),
            ("the mayor", "emphasizing", "that the city supports all repairs", "indirect says"),
        ],
    ),
    (
        "She stressed that the plan is “firm and fair,” underscoring the city’s wish to rebuild “by our own hands.”",
        [
            ("She", "stressed", "that the plan is “firm and fair,”", "mixed says"),
            ("She", "underscoring", "the city’s wish to rebuild “by our own hands.”", "mixed says"),
        ],
    ),
    (
        "The minister said the general had told reporters that the town was empty.",
        [
            (
                "The minister",
                "said",
                "the general had told reporters that the town was empty",
                "indirect says",
            ),
            ("the general", "told", "that the town was empty", "indirect says"),
        ],
    ),
    (
        "The rebels deny that they are retreating and say talks will go on.",
        [
            ("The rebels", "deny", "that they are retreating", "indirect denies"),
            ("The rebels", "say", "talks will go on", "indirect says"),
        ],
    ),
    (
        "The paper quoted the clerk as saying that the files were burned.",
        [("the clerk", "saying", "that the files were burned", "indirect says")],
    ),
    (
        "She issued a statement saying the bank was safe.",
        [("She", "saying", "the bank was safe", "indirect says")],
    ),
]


@pytest.mark.parametrize(("text", "rows"), FORMS, ids=[t[:50] for t, _ in FORMS])
def test_forms_of_attribution(text: str, rows: list[Row]) -> None:
    found = [row(text, a) for a in find(text)]
    assert found == rows


NOTHING = [
    "The workers' club opened a new hall on Sunday.",
    'The so-called "ghost ship" sank in the bay.',
    "The “People’s Bridge” spans the river.",
    "Heavy rain made the river rise.",
    "The committee did not say that the road was closed.",
    "Rain helped the crops grow.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_attribution(text: str) -> None:
    assert [row(text, a) for a in find(text)] == []


HEADLINES: list[tuple[str, Row]] = [
    (
        "Kenya welcomes talks on river dam: minister",
        ("minister", None, "Kenya welcomes talks on river dam", "indirect says"),
    ),
    (
        "Minister: Kenya will join talks on river dam",
        ("Minister", None, "Kenya will join talks on river dam", "indirect says"),
    ),
    (
        "Talks on river dam will resume, says ministry",
        ("ministry", "says", "Talks on river dam will resume", "indirect says"),
    ),
]


@pytest.mark.parametrize(("title", "wanted"), HEADLINES)
def test_headlines(title: str, wanted: Row) -> None:
    assert row(title, find(title + "\nRain fell in the valley.", headline=True)[0]) == wanted


def test_a_label_before_a_colon_is_no_speaker() -> None:
    assert find("Weekly review: A year of floods\nRain fell in the valley.", headline=True) == []


def test_a_paragraph_that_opens_with_a_mark_goes_on_with_the_quotation() -> None:
    text = "“We lost the road,” the mayor said. “We lost the bridge.\n“We need help from the capital.”\nRain fell."
    (only,) = find(text)
    assert [text[s:e] for s, e in only.content] == [
        "“We lost the road,”",
        "“We lost the bridge.",
        "“We need help from the capital.”",
    ]


def test_a_quotation_without_cue_goes_on_with_the_last_speaker() -> None:
    text = "“We lost the road,” the mayor said.\n“Nobody came to help us for a week.”"
    first, second = find(text)
    assert second.cue_span is None
    assert second.speaker is first.speaker
    assert second.kind == "direct"


def test_a_cue_in_a_sentence_of_its_own_takes_the_quotation_before_it() -> None:
    text = "“Is this how we treat the poor?” The bishop asked. “I hope not.”"
    (only,) = find(text)
    assert row(text, only)[:2] == ("The bishop", "asked")
    assert only.stance == "asks"


def test_who_stands_for_the_noun_before_it() -> None:
    text = "Angela Merkel, who called the plan “unfair and dangerous,” will travel to Paris."
    article = parsed(text)
    statement = find_statements(article, finder().find(article))[0]
    record = statement.to_record("t", text)
    assert record.speaker is not None
    assert (record.speaker.text, record.speaker.name, record.speaker.country) == ("who", "Angela Merkel", "DEU")
    assert record.kind == "mixed"


def test_an_unknown_who_is_called_by_the_words_before_it() -> None:
    text = "The shepherd, who said the wolves had returned, lives alone."
    record = find(text)[0].to_record("t", text)
    assert record.speaker is not None
    assert (record.speaker.text, record.speaker.country) == ("who", None)
    assert (record.speaker.name or "").startswith("The shepherd")


def test_a_pronoun_stands_for_whoever_spoke_before() -> None:
    text = "Emmanuel Macron said the talks were useful. He added that a date had been set."
    article = parsed(text)
    record = find_statements(article, finder().find(article))[1].to_record("t", text)
    assert record.speaker is not None
    assert (record.speaker.text, record.speaker.name) == ("He", "Emmanuel Macron")


def test_the_addressee() -> None:
    text = "The envoy told lawmakers that the talks had failed."
    record = find(text)[0].to_record("t", text)
    assert record.addressee is not None
    assert record.addressee.text == "lawmakers"


VENUES = [
    ("Speaking at a briefing, the envoy noted that talks had failed.", ["briefing"]),
    ("The envoy said in an interview that talks had failed.", ["interview"]),
    ("The mayor tweeted that the bridge was closed.", ["tweet"]),
    (
        "The envoy told a press conference that talks had failed. The envoy added that he was tired.",
        ["press conference", "press conference"],
    ),
    ("Speaking at a briefing, she said talks had failed. She added that a date was set.", ["briefing", "briefing"]),
    ("At a briefing, she said talks had failed. The king added that a date was set.", ["briefing", None]),
]


@pytest.mark.parametrize(("text", "venues"), VENUES)
def test_venues(text: str, venues: list[str | None]) -> None:
    assert [a.venue for a in find(text)] == venues


def test_innermost_is_the_narrowest_content_round_an_offset() -> None:
    text = "The minister said the general had told reporters that the town was empty. Rain fell."
    found = find(text)
    inner = innermost(found, text.index("empty"))
    outer = innermost(found, text.index("had told"))
    assert inner is not None
    assert outer is not None
    assert (row(text, inner)[0], row(text, outer)[0]) == ("the general", "The minister")
    assert innermost(found, text.index("Rain")) is None


def test_ids_are_stable_and_differ() -> None:
    text = "The minister said the road was open. The minister said the bridge was shut."
    ids = [a.id("t") for a in find(text)]
    assert ids == [a.id("t") for a in find(text)]
    assert len(set(ids)) == 2


def _all_cues() -> list[Cue]:
    seen: dict[tuple[str, str], Cue] = {}
    for table in load_reporting().cues.values():
        for cue in table.values():
            seen[cue.kind, cue.word] = cue
    return list(seen.values())


@cache
def _examples() -> dict[str, set[str]]:
    """For each example sentence of the lexicon the words that are proposed as cues in it."""
    texts = [c.example for c in _all_cues()]
    articles = [Article(text=t, id=str(k), blocks=(Block("paragraph", (0, len(t))),)) for k, t in enumerate(texts)]
    out: dict[str, set[str]] = {}
    for article in parse(articles, load_model()):
        words = out.setdefault(article.article.text, set())
        for candidate, *_ in candidates_of(article, Mentions([], [])):
            words |= {candidate.cue.lemma, candidate.cue.lower}
    return out


@pytest.mark.parametrize("cue", _all_cues(), ids=lambda c: f"{c.kind} {c.word}")
def test_every_word_of_the_lexicon_is_a_cue_in_its_example(cue: Cue) -> None:
    assert cue.word in _examples()[cue.example] or (cue.word == "hope" and "hop" in _examples()[cue.example])


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["“", "”", '"', "''", "'", "‘", "’", "said", "that", "he", ",", ".", ":", "the mayor", "\n", "Rain"]
        ),
        max_size=25,
    ).map(" ".join)
)
def test_any_text_gives_contents_that_lie_in_it(text: str) -> None:
    for a in find(text):
        assert a.content
        for start, end in a.content:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]
