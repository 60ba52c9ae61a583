"""Contexts: what an event or a statement is about, by the words around it and in the article as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dragoman.language.pipeline import ParsedArticle
from dragoman.language.tokens import Sentence
from dragoman.lexicon.contexts import ContextWords

_ARTICLE_SHARE = 0.5
_MOST = 4


class Contexts:
    """The contexts of one article's sentences."""

    def __init__(self, parsed: ParsedArticle, table: ContextWords) -> None:
        self.table = table
        self._sentences = [self._weights(s) for s in parsed.sentences]
        self._article: Counter[str] = Counter()
        for weights in self._sentences:
            self._article.update(weights)
        self._count = max(1, len(parsed.sentences))

    def _weights(self, sentence: Sentence) -> Counter[str]:
        found: Counter[str] = Counter()
        words = self.table.words
        for lemma in {t.lemma.lower() for t in sentence.tokens}:
            for context, weight in words.get(lemma, ()):
                found[context] += weight  # type: ignore[assignment]
        return found

    def of(self, sentences: Iterable[Sentence]) -> tuple[str, ...]:
        """The contexts of what these sentences tell, strongest first; few at most."""
        near: Counter[str] = Counter()
        for s in {s.index for s in sentences}:
            for context, weight in self._sentences[s].items():
                near[context] = max(near[context], weight)
        scores = {c: w + _ARTICLE_SHARE * self._article[c] / self._count for c, w in near.items() if w > 0}
        strong = [c for c, w in scores.items() if w >= self.table.threshold]
        return tuple(sorted(strong, key=lambda c: (-scores[c], c))[:_MOST])
