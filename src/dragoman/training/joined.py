"""Fits the models that join rules and reader, on texts that the reader has not been trained on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from dragoman.coding.article import Drafted
from dragoman.coding.coder import Coder
from dragoman.coding.joining import Joined
from dragoman.coding.judging import Candidate, Judge, argument_features, event_features, event_rows
from dragoman.coding.mentions import Mention, countries_of
from dragoman.evaluation.gold import GoldArticle, GoldEvent, read_gold
from dragoman.evaluation.match import countries, pair_up, share_sentence, share_trigger
from dragoman.language.pipeline import ParsedArticle, load_model, parse
from dragoman.reader.joining import Joining
from dragoman.reader.model import Reader, Reading
from dragoman.records import STATUSES, Article, Block, Evidence, Span
from dragoman.training.examples import lines_of, named_in
from dragoman.training.logistic import Row, fit_rows
from dragoman.training.sentences import read_sentences

Answers = list[tuple[Row, bool]]


@dataclass(frozen=True, slots=True)
class GoldAct:
    """An event as one sentence tells it; spans are offsets in the article; None where it does not name all of them."""

    type: str
    status: str
    triggers: tuple[Span, ...]
    actors: tuple[Span, ...] | None
    recipients: tuple[Span, ...] | None


@dataclass(frozen=True, slots=True)
class Case:
    """An annotated text, parsed; ``events`` are those of a whole article, None for a sentence that stands alone."""

    parsed: ParsedArticle
    acts: tuple[GoldAct, ...]
    events: tuple[GoldEvent, ...] | None = None


@dataclass(slots=True)
class Rows:
    """What the models are fitted on: features, and whether the answer is yes."""

    parts: Answers = field(default_factory=list)
    ruled: Answers = field(default_factory=list)
    read: Answers = field(default_factory=list)
    events: Answers = field(default_factory=list)
    statuses: list[tuple[str, list[float], str]] = field(default_factory=list)


def sentence_cases(folder: Path, split: str) -> Iterator[tuple[str, Case]]:
    """The annotated sentences of a folder, each with the name of its file."""
    gold = [g for g in read_sentences(sorted(folder.glob("*.txt"))) if g.split == split]
    articles = []
    for g in gold:
        block = Block("headline" if g.style == "headline" else "paragraph", (0, len(g.text)))
        articles.append(Article(text=g.text, id=g.source, blocks=(block,)))
    for g, parsed in zip(gold, parse(articles, load_model(), 64), strict=True):
        acts = (GoldAct(e.type, e.status, e.triggers, e.actors, e.recipients) for e in g.events)
        yield g.source, Case(parsed, tuple(acts))


def article_cases(folder: Path) -> Iterator[tuple[str, Case]]:
    """The annotated articles of a folder, each with its id."""
    gold = list(read_gold(folder).values())
    articles = [Article(g.text, g.id, published=g.published, blocks=lines_of(g.text)) for g in gold]
    for g, parsed in zip(gold, parse(articles, load_model(), 16), strict=True):
        acts = (act for event in g.events if not event.optional for act in _acts(g, event, parsed))
        yield g.id, Case(parsed, tuple(acts), g.events)


def _acts(article: GoldArticle, event: GoldEvent, parsed: ParsedArticle) -> Iterator[GoldAct]:
    for evidence in event.evidence:
        home = next((s.span for s in parsed.sentences if s.start <= evidence.trigger[0] < s.end), None)
        if home is not None:
            who, whom = (named_in(article.text, home, side) for side in (event.actors, event.recipients))
            yield GoldAct(event.type, event.status, (evidence.trigger,), who, whom)


def fit(reader: Reader, cases: Sequence[Case], floors: Mapping[str, float]) -> dict[str, Any]:
    """All weights, as they are written to the file.

    One after the other, as the judge asks them: who takes part, which reports stand, which events.
    """
    rules = Coder(fast=True)
    joining = Joining({}, {}, {}, {}, dict.fromkeys(STATUSES, 0.0), floors)
    judge, rows = Judge(reader, joining), Rows()
    drafted = [rules.drafted(case.parsed) for case in cases]
    readings = [judge.read(case.parsed.sentences) for case in cases]
    for case, half, read in zip(cases, drafted, readings, strict=True):
        _collect_parts(rows, judge, case, half, read)
    joining = dataclasses.replace(joining, parts=fit_rows(rows.parts), statuses=fit_statuses(rows.statuses))
    judge = Judge(reader, joining)
    for case, half, read in zip(cases, drafted, readings, strict=True):
        for candidate, act, reading in _candidates(judge, case, half, read):
            if not candidate.ruled:
                judge.cast(candidate, reading, half.mentions.in_sentence(candidate.draft.sentence.index))
            answers = rows.ruled if candidate.ruled else rows.read
            answers.append((event_features(candidate, reading), act is not None))
    joining = dataclasses.replace(joining, ruled=fit_rows(rows.ruled), read=fit_rows(rows.read))
    coder = Coder(judge=Judge(reader, joining))
    for case in cases:
        rows.events.extend(event_answers(coder.told(case.parsed).events, _gold(case)))
    names = ("ruled", "read", "parts", "statuses")
    return {"events": fit_rows(rows.events), **{name: dict(getattr(joining, name)) for name in names}}


def _gold(case: Case) -> Sequence[GoldEvent]:
    """The annotated events; of a sentence that stands alone those that it tells."""
    if case.events is not None:
        return case.events
    whole = (0, len(case.parsed.article.text))
    told = ((act, tuple(Evidence(whole, span) for span in act.triggers)) for act in case.acts)
    return [GoldEvent(act.type, None, act.status, (), (), evidence, None, None) for act, evidence in told]


def _candidates(
    judge: Judge, case: Case, half: Drafted, readings: Mapping[int, Reading]
) -> Iterator[tuple[Candidate, GoldAct | None, Reading]]:
    """Every candidate of a text with the annotated act that it tells."""
    for sentence in case.parsed.sentences:
        here = [g for g in case.acts if any(sentence.start <= a < sentence.end for a, _ in g.triggers)]
        own = [d for d in half.drafts if d.sentence is sentence]
        reading = readings[sentence.index]
        for c in judge.candidates(sentence, reading, own):
            yield c, next((g for g in here if g.type == c.draft.type and _touches(c, g)), None), reading


def _collect_parts(rows: Rows, judge: Judge, case: Case, half: Drafted, readings: Mapping[int, Reading]) -> None:
    for c, act, reading in _candidates(judge, case, half, readings):
        if act is None:
            continue
        if c.ruled:
            rows.statuses.append((c.draft.status, [float(p) for p in reading.statuses[c.word]], act.status))
        roles = reading.roles(c.word)
        before = (list(c.draft.actors), list(c.draft.recipients))
        for role, spans in enumerate((act.actors, act.recipients)):
            if spans is None:
                continue
            for m in half.mentions.in_sentence(c.draft.sentence.index):
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


def matched(events: Sequence[Joined], gold: Sequence[GoldEvent]) -> dict[int, int]:
    """Annotated events and those of a coder that match, one to one, as numbers."""
    told = [tuple(Evidence(d.sentence.span, d.trigger) for d in e.drafts) for e in events]

    def closeness(g: GoldEvent, k: int) -> float:
        if g.type != events[k].type or not share_sentence(g.evidence, told[k]):
            return 0
        actors = countries(g.actors) & countries_of(events[k].actors())
        recipients = countries(g.recipients) & countries_of(events[k].recipients())
        return 1 + 2 * share_trigger(g.evidence, told[k]) + len(actors) + len(recipients)

    return pair_up(gold, range(len(events)), closeness)


def event_answers(events: Sequence[Joined], gold: Sequence[GoldEvent]) -> Answers:
    """Each event of an article with its features, and whether it is an annotated one; optional ones are left out."""
    pairs = {k: gold[i] for i, k in matched(events, gold).items()}
    rows = zip(range(len(events)), event_rows(events), strict=True)
    return [(row, k in pairs) for k, row in rows if k not in pairs or not pairs[k].optional]


def fit_statuses(rows: Sequence[tuple[str, list[float], str]]) -> dict[str, float]:
    """For each status of the rules the weight that makes most answers right; of equal ones the most cautious."""
    out: dict[str, float] = {}
    for name in STATUSES:
        own = [(read, gold) for ruled, read, gold in rows if ruled == name]

        def right(weight: float, own: list[tuple[list[float], str]] = own, name: str = name) -> int:
            hits = 0
            for read, gold in own:
                scores = [np.log(max(p, 1e-6)) + weight * (s == name) for p, s in zip(read, STATUSES, strict=True)]
                hits += STATUSES[int(np.argmax(scores))] == gold
            return hits

        out[name] = max((round(0.25 * k, 2) for k in range(24, -5, -1)), key=right)
    return out
