"""Stories in memory: for a folder of articles, for tests, and as the pattern for a database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from dragoman.errors import InputError
from dragoman.records import Article, CodedArticle
from dragoman.stories.blocking import cells
from dragoman.stories.components import Blocks
from dragoman.stories.copies import Fingerprint, fingerprint
from dragoman.stories.event import DistinctEvent
from dragoman.stories.joining import Touched, before_removal, join
from dragoman.stories.report import Report, reports_of
from dragoman.stories.rules import Rules, load_rules
from dragoman.stories.sources import Groups


class Stories:
    """Articles, their copies and the distinct events that they report.

    Articles may be added and removed in any order and portions: what is found depends only on which are there.

    Args:
        rules: how reports are compared; the packaged rules if None.
    """

    def __init__(self, rules: Rules | None = None) -> None:
        self._rules = rules or load_rules()
        self._shelf = _Memory(self._rules)
        self._events: dict[str, DistinctEvent] = {}
        self._event_of: dict[str, str] = {}

    def add(self, articles: Iterable[tuple[Article, CodedArticle]]) -> None:
        """Adds articles as read and as coded; one that is there already is replaced.

        Raises:
            InputError: if an article and its records have different ids; then nothing is added.
        """
        prepared = []
        for article, coded in articles:
            if article.id != coded.id:
                raise InputError(f"the records are those of article {coded.id!r}, not {article.id!r}")
            prepared.append((fingerprint(article, coded.blocks, coded.language), reports_of(article, coded)))
        self.add_reports(prepared)

    def add_reports(self, articles: Iterable[tuple[Fingerprint, Sequence[Report]]]) -> None:
        """Adds articles by fingerprint and reports; one that is there already is replaced."""
        coming = {mark.article: (mark, reports) for mark, reports in articles}
        touched = before_removal(self._shelf, coming, self._rules)
        self._drop(coming)
        for mark, reports in coming.values():
            self._shelf.put(mark, reports)
        self._settle(coming, touched)

    def remove(self, articles: Collection[str]) -> None:
        """Takes articles out by id, as if they had never come.

        Raises:
            KeyError: if one is not there; then nothing is removed.
        """
        for article in articles:
            if article not in self._shelf.marks:
                raise KeyError(article)
        touched = before_removal(self._shelf, articles, self._rules)
        self._drop(articles)
        self._settle((), touched)

    @property
    def events(self) -> tuple[DistinctEvent, ...]:
        """All distinct events, by first publication, then id."""
        return tuple(sorted(self._events.values(), key=lambda e: (e.first_seen or "9999", e.id)))

    @property
    def groups(self) -> Groups:
        """The copy group of each article, named by its earliest article."""
        return dict(sorted(self._shelf.group_of.items()))

    def event_of(self, report: str) -> DistinctEvent:
        """The distinct event that a report, given by its id, belongs to.

        Raises:
            KeyError: if there is no such report.
        """
        return self._events[self._event_of[report]]

    def _drop(self, articles: Collection[str]) -> None:
        for report in self._shelf.reports(articles):
            self._events.pop(self._event_of.pop(report.id), None)
        for article in articles:
            self._shelf.take(article)

    def _settle(self, came: Collection[str], touched: Touched) -> None:
        joined = join(self._shelf, came, touched, self._rules)
        self._shelf.group_of.update(joined.groups)
        for event in joined.events:
            for report in event.reports:
                self._events.pop(self._event_of.get(report, ""), None)
        for event in joined.events:
            self._events[event.id] = event
            self._event_of.update(dict.fromkeys(event.reports, event.id))


class _Memory:
    """A shelf in memory."""

    def __init__(self, rules: Rules) -> None:
        self.marks: Blocks[Fingerprint] = Blocks(lambda f: f.article, Fingerprint.bands)
        self.group_of: dict[str, str] = {}
        self._reports: Blocks[Report] = Blocks(lambda r: r.id, lambda r: cells(r, rules))
        self._of_article: dict[str, tuple[str, ...]] = {}

    def put(self, mark: Fingerprint, reports: Sequence[Report]) -> None:
        self.marks.add(mark)
        self._of_article[mark.article] = tuple(r.id for r in reports)
        for report in reports:
            self._reports.add(report)

    def take(self, article: str) -> None:
        if article in self.marks:
            self.marks.remove(article)
            self.group_of.pop(article, None)
            for report in self._of_article.pop(article):
                self._reports.remove(report)

    def fingerprints(self, articles: Collection[str]) -> list[Fingerprint]:
        return [self.marks[a] for a in articles if a in self.marks]

    def reports(self, articles: Collection[str]) -> list[Report]:
        return [self._reports[r] for a in articles for r in self._of_article.get(a, ())]

    def sharing_bands(self, fingerprints: Sequence[Fingerprint]) -> list[Fingerprint]:
        return [other for mark in fingerprints for other in self.marks.near(mark)]

    def sharing_keys(self, reports: Sequence[Report]) -> list[Report]:
        return [other for report in reports for other in self._reports.near(report)]

    def groups(self, articles: Collection[str]) -> dict[str, str]:
        return {a: self.group_of[a] for a in articles if a in self.group_of}
