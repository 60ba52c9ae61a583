"""The example sentences of lexicon entries as checkable expectations: documentation and test in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.errors import TableError
from dragoman.lexicon.predicates import Lexicon, Predicate
from dragoman.ontology import load_ontology
from dragoman.records import STATUSES, Actor, CodedArticle, Event


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a sentence must give: an event of the type with at least these countries on each side.

    For a look-alike ``present`` is False: no event of the type may come out. ``known_failure``: the sentence begins
    with "!" in the file, because the coder does not get it right yet.
    """

    entry: str
    sentence: str
    type: str
    actors: frozenset[str]
    recipients: frozenset[str]
    status: str
    present: bool
    known_failure: bool

    def fault(self, coded: CodedArticle) -> str | None:
        """Why the coded sentence does not meet the expectation, or None if it does."""
        same = [e for e in coded.events if e.type == self.type]
        if not self.present:
            return f"{self.type} found where there is none" if same else None
        if not same:
            return f"no {self.type}, only {sorted({e.type for e in coded.events})}"
        if not any(self._fits(e) for e in same):
            return "; ".join(_shown(e) for e in same) + f" instead of {self._wanted()}"
        return None

    def _fits(self, event: Event) -> bool:
        return (
            _countries(event.actors) == self.actors
            and _countries(event.recipients) == self.recipients
            and event.status == self.status
        )

    def _wanted(self) -> str:
        return f"{sorted(self.actors)} > {sorted(self.recipients)} {self.status}"


def expectations(lexicon: Lexicon) -> Iterator[Expectation]:
    """All examples and look-alikes of the lexicon.

    Raises:
        TableError: where an example is not of the form ``sentence | [TYPE] ACTORS > RECIPIENTS [status]``.
    """
    for predicate in lexicon.predicates:
        for text in predicate.examples:
            yield _expectation(predicate, text)
        for text in predicate.look_alikes:
            if predicate.type is not None:
                none: frozenset[str] = frozenset()
                sentence = text.lstrip("! ")
                yield Expectation(
                    predicate.id, sentence, predicate.type, none, none, "actual", False, text.startswith("!")
                )


def _expectation(predicate: Predicate, text: str) -> Expectation:
    sentence, bar, record = text.rpartition(" | ")
    left, arrow, right = record.partition(">")
    if not bar or not arrow:
        raise TableError(f"entry {predicate.id}: example without '| ACTORS > RECIPIENTS': {text}", "lexicon")
    words = left.split()
    kind = words.pop(0) if words and words[0] in load_ontology().types else predicate.type
    after = right.split()
    status = after.pop() if after and after[-1] in STATUSES else "actual"
    if kind is None:
        raise TableError(f"entry {predicate.id}: example names no type: {text}", "lexicon")
    return Expectation(
        predicate.id,
        sentence.lstrip("! ").strip(),
        kind,
        frozenset(words),
        frozenset(after),
        status,
        True,
        sentence.startswith("!"),
    )


def _countries(actors: tuple[Actor, ...]) -> frozenset[str]:
    return frozenset(a.country for a in actors if a.country)


def _shown(event: Event) -> str:
    return f"{sorted(_countries(event.actors))} > {sorted(_countries(event.recipients))} {event.status}"
