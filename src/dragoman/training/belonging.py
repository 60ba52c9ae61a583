"""Fits the model that tells to which state somebody belongs, on annotated articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.coding.belonging import NOBODYS, Belonging
from dragoman.coding.mentions import EntityRef, Mention, Mentions
from dragoman.evaluation.gold import GoldArticle
from dragoman.language.pipeline import ParsedArticle
from dragoman.records import Span
from dragoman.training.logistic import Row, fit_choices

Group = tuple[list[Row], int]


def fit_belonging(groups: Sequence[Group]) -> dict[str, float]:
    """The weights of all features."""
    return fit_choices(groups)


def groups_of(
    article: GoldArticle, parsed: ParsedArticle, mentions: Mentions, belonging: Belonging
) -> Iterator[tuple[EntityRef, Group]]:
    """The open entities that the annotation names, each with its choices and which is right.

    An entity of a state that the article does not name otherwise cannot be chosen and is left out.
    """
    wanted = {id(e): code for e, code in _annotated(article, parsed, mentions)}
    for entity in belonging.open():
        if id(entity) in wanted:
            choices = list(belonging.rows(entity))
            codes = [code for code, _ in choices]
            if wanted[id(entity)] in codes:
                yield entity, ([row for _, row in choices], codes.index(wanted[id(entity)]))


def _annotated(article: GoldArticle, parsed: ParsedArticle, mentions: Mentions) -> Iterator[tuple[EntityRef, str]]:
    """The entities that annotated participants are, with their country; "" for none."""
    for event in article.events:
        for who in (*event.actors, *event.recipients):
            for evidence in event.evidence:
                at = article.text.find(who.text, *evidence.sentence)
                mention = _mention_at(parsed, mentions, (at, at + len(who.text))) if at >= 0 and who.text else None
                if mention is not None and len(mention.referents()) == 1:
                    yield mention.referents()[0], who.country or NOBODYS
                    break


def _mention_at(parsed: ParsedArticle, mentions: Mentions, span: Span) -> Mention | None:
    """The mention that is the phrase of an annotation: by its head, else by what covers that."""
    for sentence in parsed.sentences:
        if sentence.start <= span[0] < sentence.end:
            inside = [t for t in sentence.tokens if t.start < span[1] and span[0] < t.end]
            top = next((t for t in inside if t.head not in inside or t.head is t), None)
            return None if top is None else mentions.headed_by(top) or mentions.covering(top)
    return None
