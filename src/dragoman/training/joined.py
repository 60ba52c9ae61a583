"""Fits the models that join rules and reader, on sentences that the reader has not been trained on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dragoman.coding.article import ArticleCoder
from dragoman.coding.coder import Coder
from dragoman.coding.dates import find_dates
from dragoman.coding.judging import Candidate, Judge, argument_features, event_features
from dragoman.coding.mentions import Mention, Mentions
from dragoman.coding.statements import find_statements
from dragoman.language.pipeline import ParsedArticle
from dragoman.reader.model import Reading
from dragoman.records import STATUSES, Span

Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class GoldAct:
    """An event of a sentence as annotated; spans are offsets in the article."""

    type: str
    mode: str | None
    status: str
    triggers: tuple[Span, ...]
    actors: tuple[Span, ...] | None
    recipients: tuple[Span, ...] | None


@dataclass(slots=True)
class Rows:
    """What the models are fitted on: features and whether the answer is yes."""

    ruled: list[tuple[Row, bool]] = field(default_factory=list)
    read: list[tuple[Row, bool]] = field(default_factory=list)
    parts: list[tuple[Row, bool]] = field(default_factory=list)
    statuses: list[tuple[str, list[float], str]] = field(default_factory=list)

    def extend(self, other: Rows) -> None:
        """Take in another's rows."""
        for name in ("ruled", "read", "parts", "statuses"):
            getattr(self, name).extend(getattr(other, name))


def ruled_drafts(coder: Coder, parsed: ParsedArticle) -> tuple[list[Any], Mentions]:
    """The rules' drafts of an article, and its mentions."""
    inner: ArticleCoder = coder._coder
    mentions = inner.entities.find(parsed)
    statements = find_statements(parsed, mentions)
    day = parsed.article.published
    return inner.drafts(parsed, mentions, statements, find_dates(parsed, day), day), mentions


def rows_of(judge: Judge, coder: Coder, parsed: ParsedArticle, gold: list[GoldAct]) -> Rows:
    """All rows of one annotated article (or sentence)."""
    drafts, mentions = ruled_drafts(coder, parsed)
    readings = judge.read(parsed.sentences)
    rows = Rows()
    for sentence in parsed.sentences:
        here = [g for g in gold if any(sentence.start <= a < sentence.end for a, _ in g.triggers)]
        own = [d for d in drafts if d.sentence is sentence]
        reading = readings[sentence.index]
        for c in judge.candidates(sentence, reading, own):
            _row(rows, c, reading, here, mentions.in_sentence(sentence.index))
    return rows


def _row(rows: Rows, c: Candidate, reading: Reading, gold: list[GoldAct], mentions: list[Mention]) -> None:
    act = next((g for g in gold if g.type == c.draft.type and _touches(c, g)), None)
    (rows.ruled if c.ruled else rows.read).append((event_features(c, reading), act is not None))
    if act is None:
        return
    if c.ruled:
        rows.statuses.append((c.draft.status, [float(p) for p in reading.statuses[c.word]], act.status))
    roles = reading.roles(c.word)
    before = (list(c.draft.actors), list(c.draft.recipients))
    for role, spans in enumerate((act.actors, act.recipients)):
        if spans is None:
            continue
        for m in mentions:
            right = any(_is_named(m, span) for span in spans)
            rows.parts.append((argument_features(m, role, before, roles, c.ruled), right))


def _touches(c: Candidate, gold: GoldAct) -> bool:
    tokens = c.draft.sentence.tokens
    words = {c.draft.head.i, c.draft.act.i, *range(c.draft.first, c.draft.last)}
    return any(tokens[i].start < b and a < tokens[i].end for i in words for a, b in gold.triggers)


def _is_named(m: Mention, span: Span) -> bool:
    """Whether a mention and an annotated span are the same phrase, give or take modifiers."""
    inside = [t for t in m.sentence.tokens if t.start < span[1] and span[0] < t.end]
    if not inside:
        return False
    shared = len({t.i for t in inside} & set(range(m.first, m.last)))
    if 2 * shared >= 0.6 * (len(inside) + m.last - m.first):
        return True
    top = next((t for t in inside if t.head not in inside or t.head is t), None)
    return top is m.head and not m.attributive


def fit(rows: Rows) -> dict[str, Any]:
    """All weights, as they are written to the file."""
    return {
        "ruled": _fit(rows.ruled),
        "read": _fit(rows.read),
        "parts": _fit(rows.parts),
        "statuses": _fit_statuses(rows.statuses),
    }


def _fit(rows: list[tuple[Row, bool]], ridge: float = 2.0) -> dict[str, float]:
    names = sorted({name for features, _ in rows for name in features})
    index = {name: k for k, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)))
    for r, (features, _) in enumerate(rows):
        for name, value in features.items():
            matrix[r, index[name]] = value
    right = np.array([yes for _, yes in rows], float)
    weights = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        slope = matrix.T @ (p - right) + ridge * weights
        curve = (matrix * (p * (1 - p))[:, None]).T @ matrix + ridge * np.eye(len(names))
        weights -= np.linalg.solve(curve, slope)
    return {name: round(float(weights[k]), 3) for name, k in index.items()}


def _fit_statuses(rows: list[tuple[str, list[float], str]]) -> dict[str, float]:
    """For each status of the rules the weight that makes most answers right."""
    out: dict[str, float] = {}
    for name in STATUSES:
        own = [(read, gold) for ruled, read, gold in rows if ruled == name]

        def right(weight: float, own: list[tuple[list[float], str]] = own, name: str = name) -> int:
            hits = 0
            for read, gold in own:
                scores = [np.log(max(p, 1e-6)) + weight * (s == name) for p, s in zip(read, STATUSES, strict=True)]
                hits += STATUSES[int(np.argmax(scores))] == gold
            return hits

        out[name] = max((round(0.25 * k, 2) for k in range(-8, 25)), key=right)
    return out


def acts_of(events: Iterable[Any]) -> list[GoldAct]:
    """The events of a corpus sentence."""
    return [GoldAct(e.type, e.mode, e.status, e.triggers, e.actors, e.recipients) for e in events]
