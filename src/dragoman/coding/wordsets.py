"""Closed classes of words, written as one string so that a list stays a few readable lines."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a string parted by white space."""
    return frozenset(words.split())
