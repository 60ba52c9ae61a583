"""Statements by rules and reader together: which cues ascribe, how far their content reaches, and who speaks.

The rules find cues in the lexicon and follow the parse; the reader finds cues, contents and sources by the words
alone. Candidates of both are judged by one small logistic model, whose weights are plain numbers in a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from dragoman.coding.contents import Extent
from dragoman.coding.cues import Candidate
from dragoman.coding.trust import Weights as RuleWeights
from dragoman.coding.trust import probability, word_of
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.reporting import CueKind, Reporting
from dragoman.reader.joining import StatementJoining, log_odds
from dragoman.reader.model import Array, Reading
from dragoman.records import Stance

_CUE, _CONTENT = 1, 2
_SOURCE_OF, _CONTENT_OF = 0, 1
_ENDS = frozenset({".", ",", ";", ":", "!", "?"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_GAP = 2
"""Words between two parts of one cue ("said in a statement that": the content begins behind it)."""
_SAME = 0.7
"""Share of words (Dice) from which two contents are the same one."""
_INNER = 0.15
"""By so much a cue inside another content must be likelier than the cue of that."""
_EDGE = 3.0
"""Log-odds beyond which one word counts no more for where a content ends."""
_KINDS: Mapping[str, CueKind] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}


class Attributor:
    """Judges the candidates of one sentence after another."""

    def __init__(self, joining: StatementJoining, rules: RuleWeights, lexicon: Reporting) -> None:
        self.joining, self.rules, self.lexicon = joining, rules, lexicon

    def judge(
        self, sentence: Sentence, ruled: Sequence[Candidate], quoted: Sequence[int], reading: Reading
    ) -> list[Candidate]:
        """The candidates that stand, with their confidence, the reader's own among them; contents are settled."""
        kept = []
        for c, found in self.rows(sentence, ruled, quoted, reading):
            c.confidence = self.joining.trust(found)
            # a phrase that the reader alone takes for a content, and that nobody put in quotation marks, is doubtful
            alone = c.form == "read" and not found["quoted"]
            if c.confidence >= self.joining.floors["unquoted" if alone else "statement"]:
                kept.append(c)
        return _without_doubles(kept)

    def rows(
        self, sentence: Sentence, ruled: Sequence[Candidate], quoted: Sequence[int], reading: Reading
    ) -> Iterator[tuple[Candidate, dict[str, float]]]:
        """Every candidate with its features; contents and speakers are settled on the way."""
        candidates = [c for c in ruled if c.cue.i < len(reading)]
        own = {t.i for c in candidates for t in (c.cue, *c.words)}
        candidates += [c for c in self._read(sentence, quoted, reading) if c.cue.i not in own]
        told = {
            id(c): reading.attributed([t.i for t in c.words if t.i < len(reading)] or [c.cue.i]) for c in candidates
        }
        for c in candidates:
            before = c.extent
            if c.form != "read":
                c.extent = self._settled(c, told[id(c)])
                self._speaker(c, told[id(c)])
            inside = any(o is not c and o.holds(c.cue) for o in candidates)
            yield c, self._features(c, before, quoted, inside, reading, told[id(c)])
        yield from (
            (c, {"bias": 1.0, "beyond": 1.0, "rules": log_odds(self._ruled(c, quoted, False))})
            for c in ruled
            if c.cue.i >= len(reading)
        )

    def _ruled(self, c: Candidate, quoted: Sequence[int], inside: bool) -> float:
        return probability(c, quoted, inside, self.rules)

    def _read(self, sentence: Sentence, quoted: Sequence[int], reading: Reading) -> Iterator[Candidate]:
        """What the reader takes for cues, outside quotation marks, with what it takes for their contents."""
        floor = self.joining.floors["cue"]
        likely = [i for i in range(len(reading)) if reading.said[i, _CUE] >= floor and quoted[i] < 0]
        for group in runs(likely, _GAP):
            words = [sentence.tokens[i] for i in group]
            cue = max(words, key=lambda t: (t.pos in _KINDS, float(reading.said[t.i, _CUE])))
            told = reading.attributed(group)
            extent = _contents(told, {t.i for t in words}, sentence)
            if extent:
                stance, speech = self._sense(cue, extent, quoted)
                c = Candidate(cue, words, stance, extent, None, "read", speech)
                if len(extent) == 1:
                    c.extent = self._best(c, told, _phrase(cue, *extent[0]))
                self._speaker(c, told)
                yield c

    def _sense(self, cue: Token, extent: Extent, quoted: Sequence[int]) -> tuple[Stance, bool]:
        """What a cue makes of its content, and whether it tells of speech: towards a mere phrase somebody takes a
        position ("ruled out a pardon"), a clause or a quotation he asserts, where the lexicon does not know better."""
        kind = _KINDS.get(cue.pos)
        entry = self.lexicon.cues[kind].get(cue.lemma) if kind else None
        told = any(quoted[i] >= 0 or cue.sent.tokens[i].tag in _FINITE for i in _indices(extent))
        if entry is None:
            return ("says" if told else "wants"), True
        return (entry.stance if told else entry.phrase_stance), entry.speech

    def _settled(self, c: Candidate, told: Array) -> Extent:
        """The content that fits the reader's words best: the rules' own, the reader's, or the edges of both."""
        if len(c.extent) != 1 or c.form == "quote":
            return c.extent
        ((first, last),) = c.extent
        options = []
        for a, b in _contents(told, {t.i for t in c.words}, c.cue.sent):
            if a < last and first < b:
                options += [(a, b), (first, b), (a, last), *_phrase(c.cue, a, b)]
        return self._best(c, told, options)

    def _best(self, c: Candidate, told: Array, options: Iterable[tuple[int, int]]) -> Extent:
        """Of a candidate's content and others in its stead the one that fits the reader's words best."""
        odds = [max(-_EDGE, min(_EDGE, log_odds(float(p)))) for p in told[:, _CONTENT_OF]]

        def fit(first: int, last: int) -> float:
            return sum(odds[i] for i in range(first, min(last, len(odds))) if i != c.cue.i)

        ((first, last),) = c.extent
        best, most = c.extent, fit(first, last) + self.joining.floors["own edges"]
        for a, b in options:
            if a < b and not a <= c.cue.i < b and fit(a, b) > most:
                best, most = ((a, b),), fit(a, b)
        return best

    def _speaker(self, c: Candidate, told: Array) -> None:
        """Whom the reader takes for the source, where the rules name nobody or somebody it does not believe in."""
        odds = told[:, _SOURCE_OF]
        if c.speaker is not None:
            own = [t.i for t in c.speaker.subtree() if t.i < len(odds) and t is not c.cue]
            if not own or max(float(odds[i]) for i in own) >= self.joining.floors["other source"]:
                return
        likely = [i for i in range(len(odds)) if odds[i] >= 0.5 and not c.holds(c.cue.sent.tokens[i]) and i != c.cue.i]
        best = max(runs(likely, 1), key=lambda g: sum(float(odds[i]) for i in g), default=None)
        if best is not None:
            tokens = [c.cue.sent.tokens[i] for i in best]
            heads = [t for t in tokens if t.head not in tokens or t.head is t]
            named = [t for t in heads if t.pos in ("NOUN", "PROPN", "PRON")]
            c.speaker = (named or heads or tokens)[0]

    def _features(
        self, c: Candidate, before: Extent, quoted: Sequence[int], inside: bool, reading: Reading, told: Array
    ) -> dict[str, float]:
        words = [t.i for t in (c.cue, *c.words) if t.i < len(reading)]
        here = [i for a, b in c.extent for i in range(a, min(b, len(reading)))]
        some = any(quoted[i] >= 0 for i in here)
        read = set(_indices(_contents(told, set(words), c.cue.sent)))
        shared = 2 * len(read & set(here)) / max(1, len(read) + len(here))
        group = {"clause": "clause", "quote": "quote", "phrase": "phrase", "source": "source"}.get(c.form, "read")
        found = {
            "bias": 1.0,
            f"form {group}": 1.0,
            f"{group} cue": log_odds(max(float(reading.said[i, _CUE]) for i in words)),
            f"{group} content": log_odds(_mean(float(told[i, _CONTENT_OF]) for i in here)),
            "tagged": log_odds(_mean(float(reading.said[i, _CONTENT]) for i in here)),
            "alike": shared,
            "source": log_odds(max((float(p) for p in told[:, _SOURCE_OF]), default=0.0)),
            "nobody": float(c.speaker is None),
            "inside": float(inside),
            "quoted": float(some),
            "stance " + c.stance: 1.0,
            "pos " + c.cue.pos: 1.0,
        }
        if c.form != "read":
            held, c.extent = c.extent, before
            found["rules"] = log_odds(self._ruled(c, quoted, inside))
            c.extent = held
        return found


def _without_doubles(candidates: list[Candidate]) -> list[Candidate]:
    """Of candidates with all but the same content the likeliest, the outer one of two that are about as likely
    ("underlined its intention to continue ..."); in order of their cues."""

    def rank(c: Candidate) -> float:
        inner = any(o is not c and o.holds(c.cue) for o in candidates)
        return c.confidence - _INNER * inner

    kept: list[Candidate] = []
    for c in sorted(candidates, key=rank, reverse=True):
        own = set(_indices(c.extent))
        others = (set(_indices(k.extent)) for k in kept)
        if not any(2 * len(own & o) >= _SAME * (len(own) + len(o)) for o in others):
            kept.append(c)
    return sorted(kept, key=lambda c: c.cue.i)


def runs(indices: Iterable[int], gap: int) -> list[list[int]]:
    """Numbers in groups whose neighbours are at most `gap` apart."""
    out: list[list[int]] = []
    for i in indices:
        if out and i - out[-1][-1] <= gap:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _contents(told: Array, cue: set[int], sentence: Sentence) -> Extent:
    """The stretches that the reader takes for a cue's content, small gaps closed, without what stands alone."""
    likely = [i for i in range(len(told)) if told[i, _CONTENT_OF] >= 0.5 and i not in cue]
    parts = []
    for group in runs(likely, 3):
        between = range(group[0], group[-1] + 1)
        if not cue & set(between):
            parts.append((group[0], group[-1] + 1))
        else:
            parts.extend((g[0], g[-1] + 1) for g in runs(group, 1))
    longest = max((b - a for a, b in parts), default=0)
    return tuple((a, b) for a, b in parts if b - a > 1 or longest <= 1)


def _phrase(cue: Token, first: int, last: int) -> list[tuple[int, int]]:
    """The phrase of the parse that a stretch of words all but is, on its side of the cue."""
    tokens = cue.sent.tokens
    inside = range(first, last)
    tops = [t for t in tokens[first:last] if t.head.i not in inside or t.head is t]
    top = next((t for t in tops if t.pos != "PUNCT"), None)
    if top is None:
        return []
    members = [t.i for t in top.subtree() if (t.i < cue.i) == (first < cue.i) and t.i != cue.i]
    a, b = min(members, default=first), max(members, default=last - 1) + 1
    while b - 1 > a and tokens[b - 1].text in _ENDS:
        b -= 1
    return [(a, b), (first, b), (a, last)]


def _indices(extent: Extent) -> Iterator[int]:
    for first, last in extent:
        yield from range(first, last)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


__all__ = ["Attributor", "runs", "word_of"]
