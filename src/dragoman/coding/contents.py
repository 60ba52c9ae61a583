"""Which words of its sentence are a cue's content, over the parse and the quotation marks."""

from __future__ import annotations

from collections.abc import Container, Sequence

from dragoman.language.tokens import Token

Extent = tuple[tuple[int, int], ...]
"""Half-open ranges of token indices in one sentence, left to right."""

_COMMAS = frozenset({",", ";", "—", "–", "-", "--"})
_CLOSERS = frozenset({"”", '"', "''", "’", "'", "»"})
_OPENERS = frozenset({"“", '"', "''", "``", "‘", "'", "«", "„", "(", "["})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl", "attr"})
_ADJUNCTS = frozenset({"advcl", "prep", "npadvmod", "advmod"})
_SPAN_OF_GAP = 14
"""At most so many words may stand between a verb of speech and the quotation it introduces."""


def clause_extent(verb: Token, clause: Token, quoted: Sequence[int], speech: Container[str] = ()) -> Extent:
    """The content that is a clause governed by the cue: behind it, before it, or round it.

    ``speech`` holds the lemmas of verbs of speech: a participle of one ends the clause ("..., adding that").
    """
    members = {t.i for t in clause.subtree()}
    if clause.i < verb.i:
        return _inverted(verb, clause, members, quoted)
    first = min(i for i in members if i > verb.i)
    if _lacks_subject(verb, clause):
        first = verb.i + 1
    last = max(members) + 1
    last = _cut(verb, clause, first, last, quoted, speech)
    last = _with_siblings(verb, clause, last)
    # "First half," she said, "second half."
    return _quote_before(verb, quoted) + _trimmed(verb.sent.tokens, first, last, quoted)


def _lacks_subject(verb: Token, clause: Token) -> bool:
    """Whether the parser took the subject of a clause that follows its cue for something else."""
    if clause.tag not in ("VBD", "VBZ", "VBP") or verb.child("dobj", "dative") is not None:
        return False
    return not any(c.dep in _SUBJECTS or c.dep == "mark" for c in clause.children)


def _inverted(verb: Token, clause: Token, members: set[int], quoted: Sequence[int]) -> Extent:
    """ "X," she said on Monday, "Y": the words before the ascribing phrase and those of the clause after it."""
    tokens = verb.sent.tokens
    outer = [c for c in verb.children if c is not clause and c.i > clause.i and c.pos != "PUNCT" and c.dep != "ccomp"]
    begin = verb.i
    for c in outer:
        if c.i < verb.i:
            begin = min(begin, min(t.i for t in c.subtree() if t.i > clause.i))
    parts = list(_trimmed(tokens, _after_colon(tokens, begin, quoted), begin, quoted))
    behind = [i for i in members if i > verb.i]
    resume = _next_quote(tokens, verb.i + 1, quoted)
    if behind and (resume is None or min(behind) < resume):
        parts.extend(_trimmed(tokens, min(behind), max(members) + 1, quoted))
    elif resume is not None:
        parts.extend(_trimmed(tokens, resume, len(tokens), quoted))
    return tuple(parts)


def _after_colon(tokens: list[Token], begin: int, quoted: Sequence[int]) -> int:
    """Where the content before an ascribing phrase begins: at the sentence's start or after its last colon."""
    for i in range(begin - 3, 0, -1):
        if tokens[i].text in (":", ";") and quoted[i] < 0:
            return i + 1
    return 0


def _next_quote(tokens: list[Token], start: int, quoted: Sequence[int]) -> int | None:
    """Where a quotation goes on behind the ascribing phrase, unless another verb introduces it."""
    for i in range(start, len(tokens)):
        if quoted[i] >= 0:
            return i
        if tokens[i].pos in ("VERB", "AUX") and i > start:
            return None
    return None


def _cut(verb: Token, clause: Token, first: int, last: int, quoted: Sequence[int], speech: Container[str]) -> int:
    """The end of a clause, without what the parser hung into it though it goes on with the cue's own clause."""
    tokens = verb.sent.tokens
    for i in range(clause.i + 1, last):
        token = tokens[i]
        if quoted[i] >= 0:
            continue
        reports = token.lemma in speech or _introduces(token)
        if reports and token.tag == "VBG" and token.dep == "advcl" and _after_comma(tokens, i):
            return i
        second = token.dep == "conj" and token.head is clause and token.tag == verb.tag != clause.tag
        if second and _introduces(token) and token.child("nsubj", "nsubjpass") is None:
            return max(first + 1, i - 1)
    return last


def _after_comma(tokens: list[Token], i: int) -> bool:
    """Whether a comma stands before a token, a closing quotation mark between them or not."""
    i -= 1
    while i > 0 and tokens[i].text in _CLOSERS:
        i -= 1
    return tokens[i].text == ","


def _introduces(verb: Token) -> bool:
    return verb.child("ccomp") is not None


def _with_siblings(verb: Token, clause: Token, last: int) -> int:
    """Adjuncts right behind the clause belong to it, wherever the parser hung them, unless a comma parts them."""
    tokens = verb.sent.tokens
    for c in verb.children:
        if c.i > clause.i and c.dep in _ADJUNCTS:
            branch = c.subtree()
            if branch[0].i == last and tokens[last - 1].text not in _COMMAS and branch[-1].i >= last:
                last = branch[-1].i + 1
    return last


def complements_extent(verb: Token, parts: list[Token], quoted: Sequence[int]) -> tuple[Extent, list[Token]]:
    """Phrases and infinitives as content: from the first complement to the end of the last; a preposition that
    opens it belongs to the cue. Also returns the words of the cue."""
    tokens = verb.sent.tokens
    words = [verb]
    before = [p for p in parts if p.i < verb.i]
    behind = [p for p in parts if p.i > verb.i]
    ranges: list[tuple[int, int]] = []
    for p in before:
        branch = p.subtree()
        ranges.extend(_trimmed(tokens, branch[0].i, branch[-1].i + 1, quoted))
    if behind:
        first = min(t.i for t in behind[0].subtree() if t.i > verb.i)
        last = max(t.i for p in behind for t in p.subtree()) + 1
        opening = behind[0]
        thing = verb.child("dobj")
        if thing is not None and verb.i < thing.i < opening.i:
            first = thing.subtree()[0].i
        elif opening.dep == "prep" and not before:
            words.append(opening)
            first = opening.i + 1
        last = _with_siblings(verb, opening, last)
        ranges.extend(_trimmed(tokens, first, last, quoted))
    particle = verb.child("prt")
    if particle is not None:
        words.append(particle)
    return tuple(sorted(ranges)), words


def object_extent(word: Token, child: Token, quoted: Sequence[int]) -> Extent:
    """One complement as content; an opening preposition is left out."""
    branch = child.subtree()
    first, last = branch[0].i, branch[-1].i + 1
    if child.dep == "prep":
        first = child.i + 1
    return _trimmed(word.sent.tokens, first, last, quoted)


def adjacent_quote(verb: Token, quoted: Sequence[int]) -> Extent:
    """A quotation that stands beside a verb of speech, whatever the parser made of it: behind it after a comma or
    colon (or at once), or before it with at most its subject between."""
    tokens = verb.sent.tokens
    after = _quote_behind(verb, tokens, quoted)
    if after:
        return after
    return _quote_before(verb, quoted)


def _quote_before(verb: Token, quoted: Sequence[int]) -> Extent:
    """The quotation that ends right before a verb and its subject, at most a comma between."""
    if verb.tag == "VBG":  # "...," she said, "...," adding: a participle looks ahead only
        return ()
    tokens = verb.sent.tokens
    begin = verb.i
    for c in verb.children:
        if c.i < verb.i and quoted[c.i] < 0 and c.dep in ("nsubj", "aux", "advmod", "neg", "auxpass", "nsubjpass"):
            begin = min(begin, c.subtree()[0].i)
    at = begin - 1
    if at >= 0 and tokens[at].text in _COMMAS:
        at -= 1
    if at < 0 or quoted[at] < 0:
        return ()
    number, first = quoted[at], at
    while first > 0 and quoted[first - 1] == number:
        first -= 1
    return ((first, at + 1),)


def _quote_behind(verb: Token, tokens: list[Token], quoted: Sequence[int]) -> Extent:
    for i in range(verb.i + 1, min(len(tokens), verb.i + _SPAN_OF_GAP)):
        if quoted[i] >= 0:
            if i > verb.i + 1 and tokens[i - 1].text not in (",", ":"):
                return ()
            last = i
            while last < len(tokens) and quoted[last] >= 0:
                last += 1
            return ((i, last),)
        if tokens[i].pos == "VERB":
            return ()
    return ()


def parenthetical_extent(verb: Token, subject: Token, quoted: Sequence[int]) -> Extent:
    """What stands round "..., she said, ..." when the parser did not see it: the sentence without the inserted
    words; nothing unless commas part them from it."""
    tokens = verb.sent.tokens
    begin, end = min(verb.i, subject.subtree()[0].i), verb.i + 1
    if subject.i > verb.i:
        end = subject.subtree()[-1].i + 1
    if begin and tokens[begin - 1].lower == "as":
        begin -= 1
    if begin < 3 or tokens[begin - 1].text != "," or (end < len(tokens) and tokens[end].text not in (",", ".")):
        return ()
    parts = list(_trimmed(tokens, _after_colon(tokens, begin, quoted), begin, quoted))
    if end < len(tokens) and tokens[end].text == ",":
        parts.extend(_trimmed(tokens, end + 1, len(tokens), quoted))
    return tuple(parts)


def rest_of_clause(phrase: Token) -> Extent:
    """The clause that a source phrase or adverb qualifies, without that phrase."""
    tokens = phrase.sent.tokens
    out = {t.i for t in phrase.subtree()}
    over = _clause_head(phrase)
    members = {t.i for t in over.subtree()} - out
    if over.dep in ("ROOT", "ccomp") and over.head is over:
        members = set(range(len(tokens))) - out
    if not members:
        return ()
    lead, tail = [i for i in members if i < min(out)], [i for i in members if i > max(out)]
    ranges: list[tuple[int, int]] = []
    if lead:
        ranges.extend(_trimmed(tokens, min(lead), max(lead) + 1, ()))
    if tail:
        ranges.extend(_trimmed(tokens, min(tail), max(tail) + 1, ()))
    return tuple(r for r in ranges if r[1] > r[0])


def _clause_head(phrase: Token) -> Token:
    for over in phrase.ancestors():
        if over.pos in ("VERB", "AUX") and over.dep not in ("xcomp", "aux", "auxpass"):
            return over
    last = phrase
    for last in phrase.ancestors():  # noqa: B007  (the root)
        pass
    return last


def _trimmed(tokens: list[Token], first: int, last: int, quoted: Sequence[int]) -> Extent:
    """A range without the marks at its edges that belong to the sentence: quotation marks stay, commas go."""
    while first < last and tokens[first].pos == "PUNCT" and tokens[first].text not in _OPENERS:
        first += 1
    while last > first and _outer_mark(tokens[last - 1], quoted):
        last -= 1
    if last > first and quoted and quoted[last - 1] >= 0:
        while last < len(tokens) and quoted[last] == quoted[last - 1]:  # to the end of the quotation
            last += 1
    opened = bool(quoted) and first > 0 and tokens[first - 1].text in _OPENERS and quoted[first - 1] >= 0
    if opened and first < last and quoted[first] == quoted[first - 1]:
        first -= 1
    return ((first, last),) if first < last else ()


def _outer_mark(token: Token, quoted: Sequence[int]) -> bool:
    if token.pos != "PUNCT" and token.text not in _COMMAS:
        return False
    if quoted and quoted[token.i] >= 0:
        return False
    return token.text in _COMMAS or token.text in (".", ":", "…", "...", "(", "[")
