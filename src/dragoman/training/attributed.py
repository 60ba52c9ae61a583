"""Fits the model that joins rules and reader about statements, on articles that the reader has not been trained on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from dragoman.coding.attributing import Attributor
from dragoman.coding.attribution import Range, spans_of
from dragoman.coding.cues import find_cues
from dragoman.coding.running import QuotedText
from dragoman.coding.trust import load_weights
from dragoman.language.pipeline import ParsedArticle, load_model, parse
from dragoman.lexicon.reporting import load_reporting
from dragoman.reader.joining import StatementJoining
from dragoman.reader.model import Reader
from dragoman.reading.blocks import split_blocks
from dragoman.records import Article, Span
from dragoman.training.logistic import Row, fit_rows

_WORD = re.compile(r"\S+")


def fit_statements(reader: Reader, gold: Sequence[Mapping[str, Any]], floors: Mapping[str, float]) -> dict[str, Any]:
    """The weights, as they are written to the file.

    Args:
        reader: which has not been trained on these articles.
        gold: articles as ``{"id", "text", "attributions": [{"content": [[start, end], ...]}, ...]}``.
        floors: as `StatementJoining` names them.
    """
    attributor = Attributor(StatementJoining({}, floors), load_weights(), load_reporting())
    articles = (Article(g["text"], g["id"], blocks=split_blocks(g["text"])) for g in gold)
    rows: list[tuple[Row, bool]] = []
    for g, parsed in zip(gold, parse(articles, load_model(), 16), strict=True):
        marked = [[(a, b) for a, b in one["content"]] for one in g["attributions"]]
        rows.extend(_answers(reader, attributor, parsed, marked))
    return {"weights": fit_rows(rows), "floors": dict(floors)}


def _answers(
    reader: Reader, attributor: Attributor, parsed: ParsedArticle, marked: Iterable[Iterable[Span]]
) -> Iterator[tuple[Row, bool]]:
    """Every candidate of an article with its features, and whether half of its content's words are a marked one's."""
    words = _Words(parsed.article.text)
    wanted = [words.touched(spans) for spans in marked]
    quotes = QuotedText(parsed.article.text, parsed.sentences)
    readings = reader.read([[t.text for t in s.tokens] for s in parsed.sentences])
    for sentence, reading in zip(parsed.sentences, readings, strict=True):
        quoted = quotes.of(sentence)
        ruled = list(find_cues(sentence, quoted, attributor.lexicon))
        for candidate, row in attributor.rows(sentence, ruled, quoted, reading):
            ranges: list[Range] = [(sentence.index, first, last) for first, last in candidate.extent]
            if candidate.speech:
                ranges = quotes.extend(ranges, False)
            found = words.touched(spans_of(ranges, parsed.sentences))
            yield row, any(4 * len(found & w) >= len(found) + len(w) for w in wanted if w)


class _Words:
    """The words of a text, parted by white space, and which of them spans touch."""

    def __init__(self, text: str) -> None:
        bounds = [m.span() for m in _WORD.finditer(text)]
        self._starts, self._ends = [a for a, _ in bounds], [b for _, b in bounds]

    def touched(self, spans: Iterable[Span]) -> set[int]:
        return {i for a, b in spans for i in range(bisect_right(self._ends, a), bisect_left(self._starts, b))}
