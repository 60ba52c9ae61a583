"""What the lexicon makes of the words that annotators marked: tells words it lacks from events lost later on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.coding.predicates import find_forms
from dragoman.evaluation.kinds import Trace
from dragoman.language.pipeline import DEFAULT_MODEL, load_model, parse
from dragoman.language.tokens import Token
from dragoman.lexicon.predicates import Form, Lexicon, WordKind, load_lexicon
from dragoman.reading.blocks import split_blocks
from dragoman.records import Article, Block, Span

_KINDS: dict[str, WordKind] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


class Fired:
    """What the lexicon makes of the words of one article.

    Args:
        tokens: the words that are coded.
        fired: the entries found in them, by word.
        lexicon: where the entries are from.
    """

    def __init__(self, tokens: Iterable[Token], fired: Mapping[Token, Form], lexicon: Lexicon) -> None:
        self._tokens, self._fired, self._lexicon = list(tokens), fired, lexicon

    def of(self, spans: Iterable[Span], kind: str) -> Trace:
        """What it makes of the words in the spans, where they tell an event of a type."""
        tokens = [t for start, end in spans for t in self._tokens if t.start < end and start < t.end]
        if not tokens:
            return "unread"
        found = [self._fired[t].predicate for t in tokens if t in self._fired]
        if any(p.type == kind for p in found):
            return "fired"
        if found:
            return "operator" if any(p.operator for p in found) else "other"
        return "unfit" if any(self._has_entry(t) for t in tokens) else "unknown"

    def _has_entry(self, token: Token) -> bool:
        kind = _KINDS.get(token.pos)
        if kind is None:
            return False
        return any(_stands(form, token) for form in self._lexicon.forms.get((kind, token.lemma.lower()), ()))


def _stands(form: Form, token: Token) -> bool:
    """Whether the other words of a form stand in the sentence."""
    if not form.rest:
        return True
    words = {w for t in token.sent.tokens for w in (t.lower, t.lemma)}
    return words.issuperset(form.rest)


class Probe:
    """Asks the installed lexicon, over a parse by the packaged model, which is loaded when it is first asked."""

    def __call__(self, text: str, title: str | None, blocks: tuple[Block, ...]) -> Fired:
        """What the lexicon makes of an article's words; without blocks they are told apart here."""
        article = Article(text, title=title, language="en", blocks=blocks or split_blocks(text, title))
        (parsed,) = parse([article], load_model(DEFAULT_MODEL))
        lexicon = load_lexicon()
        fired = {t: forms[0] for s in parsed.sentences for t, forms in find_forms(s, lexicon, lambda _: ()).items()}
        return Fired((t for sentence in parsed.sentences for t in sentence.tokens), fired, lexicon)
