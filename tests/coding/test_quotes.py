from __future__ import annotations

import pytest

from dragoman.coding.quotes import find_quotations


def inner(text: str) -> list[str]:
    return [text[q.inner[0] : q.inner[1]] for q in find_quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "we will stay" and left.', ["we will stay"]),
        ("“Not now,” he said, “not ever.”", ["Not now,", "not ever."]),
        ("Le maire a dit : « Nous restons. »", [" Nous restons. "]),
        ("„Wir bleiben“, sagte sie.", ["Wir bleiben"]),
        ("»Wir bleiben«, sagte sie.", ["Wir bleiben"]),
        ("''The port is shut,'' the captain said.", ["The port is shut,"]),
        ("``The port is shut,'' the captain said.", ["The port is shut,"]),
        ("Mayor: ‘The bridge is safe’", ["The bridge is safe"]),
        ("Mayor: 'The bridge is safe'", ["The bridge is safe"]),
        ("“He told me ‘go home’ and shut the door,” she said.", ["He told me ‘go home’ and shut the door,"]),
        ("The workers' hall and the mayor's house don't close.", []),
        ("The workers’ hall and the mayor’s house don’t close.", []),
        ("In the '90s they called it 'the pit' for fun.", ["the pit"]),
        ("Nobody's plan, he said.", []),
        ('A 6" pipe burst.', []),
        ("", []),
        ("”Stray mark.", []),
    ],
)
def test_quoted_stretches(text: str, quoted: list[str]) -> None:
    assert inner(text) == quoted


def test_an_unclosed_quotation_runs_to_the_end() -> None:
    (q,) = find_quotations("He said: “We go on", 0, 18)
    assert (q.inner, q.closed) == ((10, 18), False)


def test_a_forgotten_closing_mark_ends_at_the_next_opening() -> None:
    text = "“We stay, he said. “We do not leave.”"
    first, second = find_quotations(text, 0, len(text))
    assert not first.closed
    assert text[second.inner[0] : second.inner[1]] == "We do not leave."


def test_only_the_given_stretch_is_read_and_offsets_are_those_of_the_text() -> None:
    text = '"A" then "B"'
    (q,) = find_quotations(text, 4, len(text))
    assert text[q.span[0] : q.span[1]] == '"B"'
    assert not q.single
