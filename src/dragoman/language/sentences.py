"""Sentence boundaries for news, set before the parser runs so that it builds one tree a sentence.

The stock parser finds boundaries as a by-product and errs at abbreviations, list lines and closing quotation
marks; here marks and white space decide.
"""

from __future__ import annotations

import re

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

_CLOSERS = frozenset({'"', "”", "’", "''", ")", "]", "»", "'", "“"})
_ENDERS = frozenset({".", "!", "?", "…", "...", "?!", "!!", ".."})
# No sentence ends after these even when a capital follows: titles, ranks, months, "vs." and the like.
_ABBREVIATIONS = frozenset(
    "mr. mrs. ms. dr. prof. gen. lt. col. maj. capt. sgt. cmdr. adm. brig. sen. rep. gov. pres. hon. rev. st. "
    "vs. v. no. nos. fig. jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. mt. ft. messrs. mme. mlle. "
    "sr. sra. amb. dept. supt. det. insp. cpl. pvt. spc. e.g. i.e. cf. approx. ca.".split()
)
_OPENS = re.compile(r"[\"“‘'«(\[]?[^\W_]")
_INITIAL = re.compile(r"^(?:[A-Z]\.)+$")


def ends_sentence(words: list[str], k: int) -> bool:
    """Whether a sentence ends after the k-th word, going by the words themselves (white space left out).

    Closing quotation marks and brackets after a full stop still belong to the sentence; the caller asks about
    the last of them.
    """
    j = k
    while j > 0 and words[j] in _CLOSERS:
        j -= 1
    last = words[j]
    if k + 1 >= len(words):
        return True
    if j < k and any(_opens_anew(words, m) for m in range(j + 1, k + 1)):
        return False  # a mark that opens the next sentence belongs to it
    following = words[k + 1]
    if following in _CLOSERS and not _opens_anew(words, k + 1):
        return False
    if last not in _ENDERS:
        # "U.S." at the end of a sentence keeps its point inside the token
        return _INITIAL.match(last) is not None and len(last) > 2 and _starts_clause(words, k + 1)
    if j > 0 and words[j - 1].lower() + "." in _ABBREVIATIONS and last == ".":
        return False
    if j > 0 and len(words[j - 1]) == 1 and words[j - 1].isupper() and last == ".":
        return False
    first = next((c for c in following if c.isalnum()), "")
    if first and first.islower():
        return False
    return bool(_OPENS.match(following)) or following in {
        '"',
        "“",
        "‘",
        "'",
        "«",
        "(",
        "[",
        "-",
        "–",
        "—",
        "*",
        "•",
        "``",
    }


def _opens_anew(words: list[str], k: int) -> bool:
    """Whether a mark that may open or close opens here: straight marks are told by the number seen before."""
    mark = words[k]
    if mark == "“":
        return True
    if mark in {'"', "''"}:
        return sum(w == mark for w in words[:k]) % 2 == 0
    return False


_CLAUSE_STARTERS = frozenset(
    "the a an he she it they we i this that these those in on at but and however meanwhile according after "
    "before while when as for".split()
)


def _starts_clause(words: list[str], k: int) -> bool:
    word = words[k]
    return word[:1].isupper() and word.lower() in _CLAUSE_STARTERS


@Language.component("dragoman_sentences")
def set_boundaries(doc: Doc) -> Doc:
    """Mark sentence starts: at line breaks and where `ends_sentence` says so; nowhere else."""
    words: list[str] = []
    indices: list[int] = []
    starts = {0}
    fresh = True  # the next word begins a line
    for token in doc:
        if token.is_space:
            fresh = fresh or "\n" in token.text
            continue
        if fresh and words:
            starts.add(token.i)
            starts.update(_inner(words, indices))
            words, indices = [], []
        words.append(token.text)
        indices.append(token.i)
        fresh = False
    starts.update(_inner(words, indices))
    # all at once: setting token.is_sent_start goes over the whole Doc for each token
    marks = np.full(len(doc), -1, dtype=np.int64)
    marks[sorted(starts & set(range(len(doc))))] = 1
    return doc.from_array([SENT_START], marks.astype(np.uint64))  # type: ignore[arg-type]


def _inner(words: list[str], indices: list[int]) -> list[int]:
    """Indices in the Doc of the words that begin a sentence inside one line."""
    return [indices[k + 1] for k in range(len(words) - 1) if ends_sentence(words, k)]
