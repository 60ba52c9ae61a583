"""Words marked: pieces of a text under spans that lie within and across each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.desk.marking import Mark, paragraphs, pieces

TEXT = "Kenya met Ethiopia in Nairobi."


def shown(text: str, *marks: tuple[int, int, str], within: tuple[int, int] | None = None) -> str:
    """Pieces as text: ``[kinds:words]``."""
    found = pieces(text, [Mark((a, b), kind, kind) for a, b, kind in marks], within)
    return "".join(f"[{'+'.join(m.kind for m in p.marks)}:{p.text}]" if p.marks else p.text for p in found)


@pytest.mark.parametrize(
    ("marks", "wanted"),
    [
        ([], TEXT),
        ([(0, 5, "a")], "[a:Kenya] met Ethiopia in Nairobi."),
        ([(0, 5, "a"), (10, 18, "b")], "[a:Kenya] met [b:Ethiopia] in Nairobi."),
        ([(0, 18, "a"), (6, 9, "b")], "[a:Kenya ][a+b:met][a: Ethiopia] in Nairobi."),
        ([(0, 9, "a"), (6, 18, "b")], "[a:Kenya ][b+a:met][b: Ethiopia] in Nairobi."),
        ([(0, 5, "b"), (0, 5, "a")], "[a+b:Kenya] met Ethiopia in Nairobi."),
        ([(3, 3, "a")], TEXT),
        ([(22, 99, "a")], "Kenya met Ethiopia in [a:Nairobi.]"),
    ],
)
def test_marks_lie_over_words(marks: list[tuple[int, int, str]], wanted: str) -> None:
    assert shown(TEXT, *marks) == wanted


def test_a_part_of_the_text_is_shown() -> None:
    assert shown(TEXT, (0, 9, "a"), (22, 29, "b"), within=(6, 18)) == "[a:met] Ethiopia"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70)), max_size=8))
def test_no_word_is_lost(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(span, "a", "a") for span in spans]
    assert "".join(p.text for p in pieces(text, marks)) == text


def test_paragraphs_keep_their_marks() -> None:
    found = paragraphs(pieces("One two\n\nthree four", [Mark((4, 14), "a", "a")]))
    assert [[(p.text, len(p.marks), len(p.opens)) for p in line] for line in found] == [
        [("One ", 0, 0), ("two", 1, 1)],
        [("three", 1, 0), (" four", 0, 0)],
    ]
