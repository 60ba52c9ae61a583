"""How many independent sources stand behind something: a publisher counts once, and so does a text that is copied."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from dragoman.stories.report import Report

Groups = Mapping[str, str]
"""The copy group of each article; one that is not there is a text of its own."""


def independent(articles: Iterable[tuple[str, str]]) -> int:
    """The largest number of articles of which no two have the publisher or the text in common.

    Args:
        articles: publisher and text of each. (Publishers and texts make a bipartite graph whose edges are the
            articles; what is sought is its largest matching.)
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for publisher, text in sorted(set(articles)):
        texts[publisher].append(text)
    printed_by: dict[str, str] = {}
    return sum(_place(publisher, texts, printed_by) for publisher in texts)


def _place(publisher: str, texts: Mapping[str, list[str]], printed_by: dict[str, str]) -> bool:
    """Gives a publisher a text of its own, moving others to another of their texts where that helps."""
    came_from: dict[str, str] = {}  # text -> the publisher that asked for it
    queue = deque([publisher])
    while queue:
        asking = queue.popleft()
        for text in texts[asking]:
            if text in came_from:
                continue
            came_from[text] = asking
            if text not in printed_by:
                _move(text, came_from, printed_by)
                return True
            queue.append(printed_by[text])
    return False


def _move(text: str, came_from: Mapping[str, str], printed_by: dict[str, str]) -> None:
    """Hands the texts on along the way that was found."""
    before = {publisher: held for held, publisher in printed_by.items()}
    free: str | None = text
    while free is not None:
        publisher = came_from[free]
        printed_by[free] = publisher
        free = before.get(publisher)


def count_sources(reports: Iterable[Report], groups: Groups) -> int:
    """The number of independent sources of some reports.

    An article without a publisher counts as one of its own.
    """
    return independent(source_of(report, groups) for report in reports)


def source_of(report: Report, groups: Groups) -> tuple[str, str]:
    """Publisher and text of a report."""
    publisher = report.publisher.casefold() if report.publisher else f"\x1f{report.article}"
    return publisher, groups.get(report.article, report.article)
