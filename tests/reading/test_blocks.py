# ruff: noqa: E501
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.reading import split_blocks

LEAD = "The foreign ministers of Ruritania and Graustark met in Strelsau on Monday to talk about the closed border."
MORE = "The two sides will meet again in May, a spokeswoman for the Ruritanian government told reporters afterwards."
LAST = "Graustark shut the border last year after a quarrel over fishing rights in the lake that both countries share."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(b.kind, text[slice(*b.span)]) for b in split_blocks(text, title)]


def kind_of_line(line: str, above: str = LEAD, below: str = MORE) -> list[str]:
    """The kinds of a line that stands in the middle of a story."""
    found = kinds("\n".join(("Ministers meet in Strelsau", above, MORE, line, below, LAST)))
    joined = [(kind, text) for kind, text in found if text in line]
    assert " ".join(text for _, text in joined).replace(" ", "") == line.replace(" ", "")
    return [kind for kind, _ in joined]


ARTICLE = [
    ("headline", "Ruritania hails new border deal: minister"),
    ("summary", "Ruritania hailed the border deal with Graustark, saying it would end a year of quarrels."),
    ("other", "* * *"),
    ("caption", "Foreign Minister Ada Bell is seen here in an undated photo."),
    ("credit", "(Ministry of Foreign Affairs of Ruritania)"),
    ("paragraph", LEAD),
    ("related", "Read more: Border guards strike for better pay: union"),
    ("headline", "A year of quarrels over fish"),
    ("paragraph", MORE),
    ("paragraph", LAST),
    ("related", "Read more: Fish: the lake's last trout"),
]


def test_article_with_everything_around_it() -> None:
    lines = [text for _, text in ARTICLE]
    lines[3:5] = [" ".join(lines[3:5])]
    assert kinds("\n".join(lines)) == ARTICLE
    assert kinds("\n\n".join(lines), ARTICLE[0][1]) == ARTICLE


OTHER_LINES = [
    ("other", "-"),
    ("other", "* * *"),
    ("other", "Subscribe to our newsletter today"),
    ("other", "Sign up here for the morning briefing"),
    ("other", "Follow us on Twitter"),
    ("other", "© 2021 The Strelsau Gazette. All rights reserved."),
    ("other", "Copyright 2021 The Strelsau Gazette"),
    ("other", "Advertisement"),
    ("other", "Story continues below"),
    ("other", "Editor's note: an earlier version of this story misspelled the minister's name."),
    ("other", "This story has been updated with a comment by the ministry."),
    ("other", "Tags: Ruritania, Graustark, fish"),
    ("related", "Read more: Minister resigns over fish"),
    ("related", "Also read: Minister resigns over fish"),
    ("related", "READ ALSO | Minister resigns over fish"),
    ("related", "Read more about the quarrel over fish"),
    ("related", "Related: Minister resigns over fish"),
    ("related", "Related stories"),
    ("related", "You may also like:"),
    ("related", "Watch: Minister resigns over fish"),
    ("byline", "By Ada Bell"),
    ("byline", "By ADA BELL and Rudolf van der Elphberg | Reuters"),
    ("byline", "By Our Correspondent"),
    ("byline", "By AFP"),
    ("byline", "Published 4 March 2022 10:41"),
    ("byline", "Last updated: March 4, 2022, 10:41 GMT"),
    ("byline", "Friday, March 4, 2022"),
    ("byline", "(Reporting by Ada Bell in Strelsau; Editing by Rudolf Elphberg)"),
    ("byline", "Additional reporting by Ada Bell"),
    ("byline", "Xinhua"),
    ("byline", "- With inputs from agencies"),
    ("byline", "Gazette writer Ada Bell in Zenda contributed to this report."),
    ("byline", "Ada Bell, Associated Press"),
    ("byline", "3 min read"),
    ("credit", "Photo: Ada Bell/AFP"),
    ("credit", "(Photo by Ada Bell/Getty Images)"),
    ("credit", "REUTERS/Ada Bell"),
    ("caption", "FILE PHOTO: Ruritanian Foreign Minister Ada Bell speaks to reporters"),
    ("caption", "File - Ada Bell speaks to reporters in Strelsau"),
    ("caption", "This undated handout photo provided by the ministry shows the new bridge."),
    ("headline", "What the lake means"),
    ("headline", "‘Nobody asked us’"),
    ("headline", "The U.S."),
]


@pytest.mark.parametrize(("kind", "line"), OTHER_LINES)
def test_line_around_the_story(kind: str, line: str) -> None:
    assert kind_of_line(line) == [kind]


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("People walk past a shop in Strelsau on March 3, 2020.", "REUTERS/Ada Bell"),
        ("People walk past a shop in Strelsau on March 3, 2020.", "(AP Photo/Ada Bell)"),
        ("People walk past a shop in Strelsau.", "Photo: Ada Bell"),
        ("People walk past a shop in Strelsau", "[Ada Bell/Reuters]"),
        ("People walk past a shop in Strelsau.", "(Xinhua/Ada Bell)"),
        ("People walk past a shop in Strelsau.", "Ada Bell/AFP via Getty Images"),
        ("People walk past a shop in Strelsau.", "Photo Credit: AP"),
        ("The minister is pictured at the airport.", "(Strelsau Gazette)"),
        ("File photo: the minister at the airport", "(Ministry of Information)"),
    ],
)
def test_caption_and_credit_on_one_line(caption: str, credit: str) -> None:
    found = kinds(f"Ministers meet\n{LEAD}\n{caption} {credit}\n{MORE}")
    assert found[2:4] == [("caption", caption), ("credit", credit)]


STORY_LINES = [
    "Subscribe to that view and you will find few friends in Strelsau, the minister said.",
    "Follow the money, the opposition leader told the committee on Tuesday.",
    "Related to this is the matter of the bridge, which nobody wants to pay for.",
    "By Monday the bridge had been closed to all lorries, the police said.",
    "By 2030, Ruritania wants to build two more bridges across the lake.",
    "Image-conscious ministers stayed away from the bridge on Tuesday.",
    "Published figures show that trade across the border has fallen by half.",
    "The minister is seen as a moderate in the cabinet (she has denied it).",
    "He left without a word (Ruritanian television showed him weeping).",
    "“We will not give up a single fish,” the minister said.",
    "“Nobody asked us.”",
    "He was asked why.",
    "Reuters reported that the bridge had been closed.",
    "Photos of the bridge were shown on television all day, and the minister wept.",
    "Watch what they do, not what they say, she told parliament.",
    "Copyright law was not discussed at the meeting, the ministers said.",
    "The agency Xinhua said the deal was good for both (AFP disagreed).",
]


@pytest.mark.parametrize("line", STORY_LINES)
def test_line_of_the_story(line: str) -> None:
    assert kind_of_line(line) == ["paragraph"]


@pytest.mark.parametrize(
    "text",
    [
        "Ruritania's foreign minister met his counterpart from Graustark.",
        "Ruritania condemns Graustark over fish",
        "Read more: Ruritania condemns Graustark over fish",
        "By Monday, Ruritania had condemned Graustark.",
        "  Ruritania condemns Graustark.\n",
    ],
)
def test_lone_line_is_a_paragraph(text: str) -> None:
    assert kinds(text) == [("paragraph", text.strip())]


def test_lone_title_is_a_headline() -> None:
    assert kinds("Ruritania condemns Graustark", "Ruritania condemns Graustark") == [
        ("headline", "Ruritania condemns Graustark")
    ]


@pytest.mark.parametrize("title", [None, "Ministers meet in Strelsau", "Ministers meet in Strelsau - The Gazette"])
def test_headline(title: str | None) -> None:
    text = f"Ministers meet in Strelsau\n\n{LEAD}\n\n{MORE}"
    assert [kind for kind, _ in kinds(text, title)] == ["headline", "paragraph", "paragraph"]


def test_section_above_the_headline() -> None:
    text = f"World News\nMinisters meet in Strelsau\n{LEAD}\n{MORE}"
    assert [kind for kind, _ in kinds(text, "Ministers meet in Strelsau")] == [
        "other", "headline", "paragraph", "paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize("section", ["POLITICS", "World News", "Middle East"])
def test_known_section_above_an_unknown_headline(section: str) -> None:
    text = f"{section}\nMinisters meet in Strelsau\n{LEAD}\n{MORE}"
    assert [kind for kind, _ in kinds(text)] == ["other", "headline", "paragraph", "paragraph"]


def test_title_that_is_not_in_the_text() -> None:
    assert [kind for kind, _ in kinds(f"{LEAD}\n{MORE}", "Ministers meet in Strelsau")] == ["paragraph"] * 2


def test_second_line_without_evidence_is_a_paragraph() -> None:
    assert [kind for kind, _ in kinds(f"Ministers meet\n{LEAD}\n{MORE}")] == ["headline", "paragraph", "paragraph"]


@pytest.mark.parametrize("below", ["---", "By Ada Bell", "Photo: Ada Bell/AFP", "STRELSAU, March 4 (AFP) - " + MORE])
def test_summary_by_what_stands_below(below: str) -> None:
    assert [kind for kind, _ in kinds(f"Ministers meet\n{LEAD}\n{below}\n{LAST}")][:2] == ["headline", "summary"]


def test_summary_that_the_lead_repeats() -> None:
    standfirst = "Foreign ministers of Ruritania and Graustark met to talk about the closed border."
    assert [kind for kind, _ in kinds(f"Fish and bridges\n{standfirst}\n{LEAD}\n{MORE}")][:3] == [
        "headline", "summary", "paragraph",
    ]  # fmt: skip


def test_dateline_is_cut_off() -> None:
    text = f"Ministers meet\nSTRELSAU, March 4 (Reuters) - {LEAD}\n{MORE}"
    assert kinds(text)[1:3] == [("dateline", "STRELSAU, March 4 (Reuters) -"), ("paragraph", LEAD)]


def test_dateline_of_a_lone_sentence() -> None:
    assert kinds(f"STRELSAU (AP) — {LEAD}") == [("dateline", "STRELSAU (AP) —"), ("paragraph", LEAD)]


def test_dateline_on_a_line_of_its_own() -> None:
    assert kinds(f"Ministers meet\nSTRELSAU, March 4 (AFP) -\n{LEAD}")[1:] == [
        ("dateline", "STRELSAU, March 4 (AFP) -"),
        ("paragraph", LEAD),
    ]


def test_speakers_of_a_transcript_are_no_datelines() -> None:
    text = f"Debate\nBELL: {LEAD}\nELPHBERG: {MORE}\nBELL: {LAST}"
    assert [kind for kind, _ in kinds(text)] == ["headline", "paragraph", "paragraph", "paragraph"]


def test_title_below_a_bare_label_is_related() -> None:
    text = "\n".join(
        ("Ministers meet", LEAD, "Read more:", "Minister resigns over fish", "A year of quarrels", MORE, LAST)
    )
    assert [kind for kind, _ in kinds(text)][2:5] == ["related", "related", "headline"]


def test_titles_below_a_bare_plural_label_are_related() -> None:
    text = "\n".join(("Ministers meet", LEAD, MORE, "Related stories", "Minister resigns over fish", "Bridge closed"))
    assert [kind for kind, _ in kinds(text)][3:] == ["related"] * 3


def wrap(paragraph: str, width: int = 60) -> str:
    lines, line = [], ""
    for word in paragraph.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


@pytest.mark.parametrize("gap", ["\n\n", "\r\n\r\n", "\n  \n"])
def test_hard_wrapped_lines_are_joined(gap: str) -> None:
    paragraphs = ["Ministers meet in Strelsau", *(wrap(p) for p in (LEAD + " " + MORE, LAST, MORE + " " + LAST))]
    text = gap.join(paragraphs)
    assert kinds(text) == list(zip(["headline", *["paragraph"] * 3], paragraphs, strict=True))


def test_one_sentence_a_line_is_not_hard_wrapped() -> None:
    text = "\n".join((LEAD, MORE, LAST, LEAD, MORE))
    assert [kind for kind, _ in kinds(text)] == ["paragraph"] * 5


def test_empty_text() -> None:
    assert split_blocks("", None) == ()
    assert split_blocks(" \n\t\n", "Title") == ()


_PIECES = st.sampled_from(
    [
        *(line for _, line in OTHER_LINES), *STORY_LINES, LEAD, MORE, wrap(LAST), "KYIV, March 4 (Reuters) -", " ", "\t",
        "\r", "\u2028", "\u200b", "\u00a0", "(", ")", "[", "/", ":", "- ", "A", ".", "Photo: ", "Read more:", "é", "中文",
    ]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=20), st.just("\n")), max_size=30).map("".join), st.none() | _PIECES)
def test_blocks_cover_the_text_in_order(text: str, title: str | None) -> None:
    reached = 0
    for block in split_blocks(text, title):
        start, end = block.span
        assert reached <= start < end <= len(text)
        assert text[reached:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        reached = end
    assert text[reached:].strip() == ""
