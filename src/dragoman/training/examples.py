"""Training examples: sentences as words, with what the annotations say about them, from every set there is.

All sets come to one form. What a set does not say is left open: a sentence with one marked pair and its type says
nothing about the other words; a label of a sentence does not say which word gives it.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.evaluation.gold import GoldArticle, GoldEntity, read_gold
from dragoman.language.pipeline import DEFAULT_MODEL, load_model, parse
from dragoman.language.tokens import Sentence
from dragoman.records import Article, Block, Span
from dragoman.training.sentences import GoldSentence, read_sentences

_EMPTY_WORDS = frozenset(
    "a an the to be is are was were been being has have had having do does did will would can could may might should "
    "must not and of in on at by for with from up out off over its his her their".split()
)
_YIELD = frozenset({"CONCEDE", "RETREAT"})
_CLASSES = (
    frozenset[str](),
    frozenset({"AGREE", "CONSULT", "SUPPORT"}),
    frozenset({"COOPERATE", "AID", "CONCEDE", "RETREAT"}),
    frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"}),
    frozenset({"PROTEST", "MOBILIZE", "COERCE", "ASSAULT"}),
)
"""The five classes of sentences that older sets tell apart."""


@dataclass(slots=True)
class Told:
    """One event of an example; numbers are word indices.

    Attributes:
        trigger: the word that tells it.
        actors, recipients: the words of those who act and who are acted upon; None where they are not known.
    """

    trigger: int
    type: str
    mode: str | None
    status: str
    actors: frozenset[int] | None
    recipients: frozenset[int] | None


@dataclass(frozen=True, slots=True)
class Said:
    """Statements of an example; numbers are word indices.

    Attributes:
        source, cue, content: the words of all sources, cues and contents.
        links: for each cue its words, and those of its source and content in the same sentence.
    """

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    links: tuple[tuple[frozenset[int], frozenset[int], frozenset[int]], ...]


@dataclass(slots=True)
class Example:
    """One sentence.

    Attributes:
        words: its words and marks.
        source: the set it is from, and its number there.
        events: all events told; `complete` says that no other word tells one.
        unsure: words that belong to a trigger, so that no label is right for them.
        pair: words of the marked actors and recipients, and the types that may lie between them; no words where a side
            is not marked.
        quad: class of the whole sentence: 0 nothing, 1 to 4 the quad class.
        said: the statements; None where nobody marked them.
    """

    words: list[str]
    source: str
    events: list[Told] = field(default_factory=list)
    complete: bool = False
    unsure: set[int] = field(default_factory=set)
    pair: tuple[frozenset[int], frozenset[int], frozenset[str]] | None = None
    some: frozenset[str] | None = None
    said: Said | None = None


def from_corpus(folder: Path, split: str) -> Iterator[Example]:
    """The annotated sentences of the corpus."""
    gold = [g for g in read_sentences(sorted(folder.glob("*.txt"))) if g.split == split]
    for g, words in zip(gold, _tokens(g.text for g in gold), strict=True):
        example = Example([w for w, _ in words], f"{g.source}:{g.line}", complete=True)
        for e in g.events:
            _add(example, words, list(e.triggers), e.type, e.mode, e.status, list(e.actors), list(e.recipients))
        if g.statements or g.kind == "look-alikes":
            example.said = _said(g, words)
        yield example


def _said(g: GoldSentence, words: _Words) -> Said:
    told = []
    for s in g.statements:
        source, cue = ([span] if span else [] for span in (s.source, s.cue))
        told.append((source, cue, list(s.content)))
    return _statements(words, told)


def _statements(words: _Words, told: Iterable[tuple[list[Span], list[Span], list[Span]]]) -> Said:
    """Statements as sources, cues and contents, seen from one sentence."""
    links = [(_inside(words, s), _inside(words, c), _inside(words, t)) for s, c, t in told]
    source, cue, content = (frozenset[int]().union(*(link[k] for link in links)) for k in range(3))
    return Said(source, cue, content, tuple((c, s, t) for s, c, t in links if c))


def from_articles(folder: Path) -> Iterator[Example]:
    """The sentences of annotated articles, one file an article."""
    files = read_gold(folder).values()
    for gold, sentences in zip(files, _sentences(g.text for g in files), strict=True):
        for sentence in sentences:
            yield _from_article(gold, sentence)


def _from_article(gold: GoldArticle, sentence: Sentence) -> Example:
    words = [(t.text, (t.start, t.end)) for t in sentence.tokens]
    example = Example([w for w, _ in words], f"{gold.id}:{sentence.index}", complete=True)
    for event in gold.events:
        for evidence in event.evidence:
            if not sentence.start <= evidence.trigger[0] < sentence.end:
                continue
            if event.optional:
                example.unsure |= _inside(words, [evidence.trigger])
                continue
            who, whom = (named_in(gold.text, sentence.span, side) for side in (event.actors, event.recipients))
            _add(example, words, [evidence.trigger], event.type, event.mode, event.status, who, whom)
    return example


def named_in(text: str, home: Span, entities: Iterable[GoldEntity]) -> tuple[Span, ...] | None:
    """Where entities are named in a sentence; None where one of them is named elsewhere only."""
    spans = []
    for entity in entities:
        at = text.find(entity.text, *home)
        if at < 0:
            return None
        spans.append((at, at + len(entity.text)))
    return tuple(spans)


def from_pairs(file: Path) -> Iterator[Example]:
    """Sentences with one marked pair and its type."""
    rows = _rows(file)
    for row, words in zip(rows, _tokens(r["text"] for r in rows), strict=True):
        who, whom = _inside(words, [tuple(row["source_span"])]), _inside(words, [tuple(row["target_span"])])
        if who and whom:
            types = _YIELD if row["root"] == "YIELD" else frozenset({row["root"]})
            yield Example([w for w, _ in words], row["id"], pair=(who, whom, types))


def from_classes(file: Path) -> Iterator[Example]:
    """Sentences with a class from 0 (nothing) to 4, and with the words of those who act and are acted upon."""
    rows = _rows(file)
    for row, words in zip(rows, _tokens(r["text"] for r in rows), strict=True):
        types = _CLASSES[row["label"]]
        who, whom = (_inside(words, _spaced(row["text"], row[side] or ())) for side in ("source", "target"))
        pair = (who, whom, types) if types and (who or whom) else None
        yield Example([w for w, _ in words], row["id"], pair=pair, some=types)


def _spaced(text: str, phrases: Iterable[str]) -> Iterator[Span]:
    """Where phrases whose words and marks are set apart by blanks stand first in a text that is not so written."""
    for phrase in phrases:
        found = re.search(r"\s*".join(re.escape(word) for word in phrase.split()), text)
        if found:
            yield found.span()


def from_attributions(file: Path) -> Iterator[Example]:
    """The sentences of articles with every attribution marked."""
    rows = _rows(file)
    for row, sentences in zip(rows, _sentences(r["text"] for r in rows), strict=True):
        told = [_parts(a) for a in row["attributions"]]
        for sentence in sentences:
            words = [(t.text, (t.start, t.end)) for t in sentence.tokens]
            yield Example([w for w, _ in words], f"{row['id']}:{sentence.index}", said=_statements(words, told))


def _parts(attribution: dict[str, list[list[int]]]) -> tuple[list[Span], list[Span], list[Span]]:
    source, cue, content = ([(a, b) for a, b in attribution[key]] for key in ("source", "cue", "content"))
    return source, cue, content


def _rows(file: Path) -> list[dict[str, Any]]:
    opener = gzip.open if file.suffix == ".gz" else open
    with opener(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


_Words = list[tuple[str, Span]]


def _add(
    example: Example,
    words: _Words,
    triggers: list[Span],
    name: str,
    mode: str | None,
    status: str,
    who: Iterable[Span] | None,
    whom: Iterable[Span] | None,
) -> None:
    covered = [sorted(_inside(words, [span])) for span in triggers]
    example.unsure.update(i for part in covered for i in part)
    if not covered or not covered[0]:
        return
    told = next((i for i in covered[0] if words[i][0].lower() not in _EMPTY_WORDS), covered[0][0])
    actors = None if who is None else _inside(words, who)
    recipients = None if whom is None else _inside(words, whom)
    if all(told != e.trigger for e in example.events):
        example.events.append(Told(told, name, mode, status, actors, recipients))


def _inside(words: _Words, spans: Iterable[Span]) -> frozenset[int]:
    """The words that lie in some spans."""
    spans = list(spans)
    return frozenset(i for i, (_, (a, b)) in enumerate(words) if any(s < b and a < e for s, e in spans))


def _tokens(texts: Iterable[str]) -> Iterator[_Words]:
    for sentences in _sentences(texts):
        yield [(t.text, (t.start, t.end)) for s in sentences for t in s.tokens]


def _sentences(texts: Iterable[str]) -> Iterator[list[Sentence]]:
    """Parsed as the coder parses; every line of a text is a block."""
    articles = (Article(text=text, id=str(n), blocks=lines_of(text)) for n, text in enumerate(texts))
    for parsed in parse(articles, load_model(DEFAULT_MODEL), 64):
        yield parsed.sentences


def lines_of(text: str) -> tuple[Block, ...]:
    """Every line of a text as a paragraph."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(Block("paragraph", (start, start + len(line.rstrip()))))
        start += len(line)
    return tuple(blocks)
