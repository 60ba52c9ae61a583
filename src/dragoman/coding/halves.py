"""The halves of a divided country by their bare names: "the North said", in an article that names North Korea."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.coding.phrases import Hit, Names
from dragoman.coding.reference import Reference
from dragoman.language.tokens import Sentence, Token


def add_halves(sentences: Sequence[Sentence], hits: Sequence[list[Hit]], names: Names, reference: Reference) -> None:
    """Enter "the North" and "the South" among the names of each sentence, where the article names one such country."""
    named = {e.country for some in hits for hit in some if hit.is_a(*_STATES) for e in hit.entries if e.country}
    found = [halves for codes, halves in reference.halves if named & codes]
    if len(found) != 1:
        return
    (halves,) = found
    for sentence, some in zip(sentences, hits, strict=True):
        taken = {i for hit in some for i in range(hit.first, hit.last)}
        for token in sentence.tokens[1:]:
            full = halves.get(token.text)
            if full is not None and token.i not in taken and _stands_alone(sentence.tokens, token):
                words = full.split()
                longest = names.longest(words, 0)
                if longest is not None:
                    some.append(Hit(token.i, token.i + 1, longest[1], tuple(words)))
        some.sort(key=lambda hit: hit.first)


def _stands_alone(tokens: Sequence[Token], token: Token) -> bool:
    """Whether it is all of a noun phrase but for "the", or its possessor: no "the South China Sea"."""
    if tokens[token.i - 1].lower != "the":
        return False
    after = tokens[token.i + 1 : token.i + 2]
    return not after or (
        (after[0].text[:1].islower() or not after[0].text[:1].isalpha()) and after[0].tag not in _NOUNS
    )


_STATES = ("name", "adjective", "people", "capital")
_NOUNS = frozenset({"NN", "NNS"})


__all__ = ["add_halves"]
