"""Rules and reader together: which drafts stand, of which type, status and mode, and who takes part in them.

The rules of the lexicon propose and explain; the reader judges what they propose and proposes where they are silent.
Small logistic models, whose weights are plain numbers in a file, join what both say (`dragoman.reader.joining`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dragoman.coding.attributing import Attributor
from dragoman.coding.draft import Draft
from dragoman.coding.joining import Joined
from dragoman.coding.mentions import Mention, Mentions, countries_of
from dragoman.coding.politics import is_official
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.predicates import Predicate
from dragoman.reader.joining import Joining, log_odds
from dragoman.reader.labels import NOTHING, TYPES
from dragoman.reader.model import Array, Reader, Reading

READER = "reader."
"""How the entries begin that stand for what the reader alone proposes."""
_OPEN_WORDS = frozenset({"VERB", "NOUN", "ADJ", "PROPN", "AUX", "ADP", "ADV"})


def by_reader(name: str) -> Predicate:
    """The entry that stands for what the reader alone proposes."""
    nothing: frozenset[str] = frozenset()
    return Predicate(
        f"{READER}{name.lower()}", name, None, (), (), (), (), (), False, nothing, nothing, nothing, nothing, nothing,
        nothing, nothing, nothing, None, None, 0.5, (), (),
    )  # fmt: skip


@dataclass(slots=True)
class Candidate:
    """A draft with what the reader says of it.

    Attributes:
        word: the trigger word on which the reader was asked.
        ruled: whether the lexicon proposed it; ``rival``: whether the lexicon says something else of these words.
    """

    draft: Draft
    word: int
    ruled: bool
    rival: bool = False
    trust: float = 0.0


class Judge:
    """Judges the drafts of one article after another."""

    def __init__(self, reader: Reader, joining: Joining, attributor: Attributor | None = None) -> None:
        self.reader, self.joining, self.attributor = reader, joining, attributor
        self._entries = {name: by_reader(name) for name in TYPES if name != NOTHING}

    def read(self, sentences: Iterable[Sentence]) -> dict[int, Reading]:
        """The readings of some sentences of an article, by their numbers."""
        chosen = list(sentences)
        readings = self.reader.read([[t.text for t in s.tokens] for s in chosen])
        return {s.index: r for s, r in zip(chosen, readings, strict=True)}

    def judge(
        self,
        sentences: Sequence[Sentence],
        drafts: Sequence[Draft],
        mentions: Mentions,
        readings: Mapping[int, Reading],
    ) -> list[Draft]:
        """The drafts that stand, completed, and those that the reader adds; in order of the text."""
        told: dict[int, list[Draft]] = {}
        for draft in drafts:
            told.setdefault(draft.sentence.index, []).append(draft)
        out: list[Draft] = []
        for sentence in sentences:
            reading = readings.get(sentence.index)
            if reading is not None:
                out.extend(self._sentence(sentence, reading, told.get(sentence.index, []), mentions))
        return out

    def weigh(self, events: list[Joined]) -> list[Joined]:
        """The events that stand once all that an article tells of each is seen together."""
        if not self.joining.events:
            return events
        for event, found in zip(events, event_rows(events), strict=True):
            event.trust = self.joining.event(found)
        return [e for e in events if e.trust is not None and e.trust >= self.joining.floors["event"]]

    def _sentence(self, sentence: Sentence, reading: Reading, drafts: list[Draft], mentions: Mentions) -> list[Draft]:
        candidates = self.candidates(sentence, reading, drafts)
        for c in candidates:
            if not c.ruled:
                self.cast(c, reading, mentions.in_sentence(sentence.index))
        for c in candidates:
            c.trust = self.joining.trust(event_features(c, reading), c.ruled)
        chosen = self._choose(candidates)
        for c in chosen:
            self._settle(c, reading)
            if c.ruled:
                self.cast(c, reading, mentions.in_sentence(sentence.index))
            c.draft.trust = c.trust
        # what stands beyond the words that are read of a very long sentence is left to the rules
        kept = [c.draft for c in chosen] + [d for d in drafts if d.head.i >= len(reading)]
        return sorted(kept, key=lambda d: (d.first, d.last))

    def candidates(self, sentence: Sentence, reading: Reading, drafts: list[Draft]) -> list[Candidate]:
        """What the lexicon proposes and, beside it, what the reader does."""
        found = [Candidate(d, _word(d, reading), True) for d in drafts if d.head.i < len(reading)]
        own = {(w, c.draft.type) for c in found for w in _words(c.draft, reading)}
        ruled = {w for c in found for w in _words(c.draft, reading)}
        for token in sentence.tokens[: len(reading)]:
            name, likely = reading.best(token.i)
            if token.pos not in _OPEN_WORDS or likely < self.joining.floor or (token.i, name) in own:
                continue
            draft = self._propose(token, name, reading)
            found.append(Candidate(draft, token.i, False, rival=token.i in ruled))
        return found

    def _propose(self, token: Token, name: str, reading: Reading) -> Draft:
        draft = Draft(
            type=name,
            modes=[],
            sentence=token.sent,
            head=token,
            act=token,
            first=token.i,
            last=token.i + 1,
            predicate=self._entries[name],
            nominal=token.pos not in ("VERB", "AUX"),
            definite=token.pos == "NOUN" and any(c.lower in ("the", "this", "that", "its") for c in token.children),
        )
        draft.status = reading.status(token.i)[0]
        draft.steps.append(f"the reader takes {token.text!r} for {name} ({reading.kind(token.i, name):.2f})")
        return draft

    def _choose(self, candidates: list[Candidate]) -> list[Candidate]:
        """Those trusted enough; of two that rest on the same words the more trusted."""
        chosen: list[Candidate] = []
        for c in sorted(candidates, key=lambda c: -c.trust):
            if c.trust < self.joining.threshold(c.ruled):
                continue
            if any(_clash(c, other) for other in chosen):
                continue
            chosen.append(c)
        return chosen

    def _settle(self, c: Candidate, reading: Reading) -> None:
        """Status and mode, where the reader is surer than the rules."""
        draft = c.draft
        draft.steps.append(
            f"the reader gives {draft.type} {reading.kind(c.word, draft.type):.2f}, "
            f"rules and reader together {c.trust:.2f}"
        )
        if c.ruled:
            draft.status = self.joining.status(draft.status, reading.statuses[c.word])
        mode, sure = reading.mode(c.word, draft.type)
        if mode is None or mode in draft.modes:
            return
        if draft.modes and sure > self.joining.floors["other mode"]:
            draft.modes = [mode]
            draft.steps.append(f"the reader says {mode} ({sure:.2f})")
        elif not draft.modes and sure > self.joining.floors["mode"]:
            draft.supposed = mode, sure

    def cast(self, c: Candidate, reading: Reading, mentions: list[Mention]) -> None:
        """Who acts and who is acted upon, among those whom the sentence names."""
        draft = c.draft
        # lists of those who take part too are the rules' own, and who is host and who visits
        if not mentions or draft.adds or draft.turned:
            return
        roles = reading.roles(c.word)
        before = (list(draft.actors), list(draft.recipients))
        taken: list[list[Mention]] = []
        for role in (0, 1):
            scored = [
                (m, self.joining.part(argument_features(m, role, before, roles, c.ruled)))
                for m in (*mentions, *_outside(before[role], mentions))
            ]
            taken.append(_widest([(m, s) for m, s in scored if s >= _part_floor(c, before)]))
        draft.actors = taken[0]
        # whoever acts bears nothing, nor do the parts of the phrase that names him ("the Russian president")
        draft.recipients = [m for m in taken[1] if not any(_shares(m, a) for a in taken[0])]
        if c.ruled:
            for role, (old, new) in enumerate(zip(before, (draft.actors, draft.recipients), strict=True)):
                if {id(m) for m in old} != {id(m) for m in new}:
                    named = ", ".join(" ".join(t.text for t in m.tokens) for m in new) or "nobody"
                    draft.steps.append(f"rules and reader together: {('actor', 'recipient')[role]} {named}")


def _part_floor(c: Candidate, before: tuple[list[Mention], list[Mention]]) -> float:
    """The probability from which somebody takes part; "the summit" refers to a meeting told elsewhere, whose
    participants are told there, so that a name beside it must be surer."""
    return 0.75 if c.ruled and c.draft.nominal and not any(before) else 0.5


def _outside(ruled: list[Mention], here: list[Mention]) -> list[Mention]:
    """Those whom the rules found beyond the sentence's own mentions."""
    return [m for m in ruled if m not in here]


def _words(draft: Draft, reading: Reading) -> list[int]:
    """The trigger's words that were read."""
    named = {draft.head.i, draft.act.i, *range(draft.first, draft.last)}
    return [i for i in sorted(named) if i < len(reading)]


def _word(draft: Draft, reading: Reading) -> int:
    """The word of a trigger that tells its type best."""
    words = _words(draft, reading) or [0]
    return max(words, key=lambda i: _likely(draft, reading, i))


def _likely(draft: Draft, reading: Reading, word: int) -> float:
    """How likely the reader holds a word to tell what the draft says.

    Of "the meeting is set to include ..." the rules see the plan, hence AGREE, in words that another reading may take
    for the act itself: a reader who says CONSULT of them does not speak against a planned CONSULT.
    """
    likely = reading.kind(word, draft.type)
    if draft.type == "AGREE" and draft.inner is not None:
        likely = min(1.0, likely + reading.kind(word, draft.inner))
    return likely


def _clash(a: Candidate, b: Candidate) -> bool:
    """Whether two candidates rest on the same words, so that one at most is right."""
    if a.ruled and b.ruled:
        return False
    first, last = max(a.draft.first, b.draft.first), min(a.draft.last, b.draft.last)
    return first < last


def event_features(c: Candidate, reading: Reading) -> dict[str, float]:
    """What is known of a candidate: what the rules say and what the reader says."""
    draft = c.draft
    own, nothing = _likely(draft, reading, c.word), float(reading.kinds[c.word, 0])
    words = _words(draft, reading) or [0]
    some = max(1 - float(reading.kinds[i, 0]) for i in words)
    found = {
        "bias": 1.0,
        "type": log_odds(own),
        "some": log_odds(some),
        "nothing": log_odds(nothing),
        "actor": float(bool(draft.actors)),
        "recipient": float(bool(draft.recipients)),
        "nominal": float(draft.nominal),
        "headline": float(draft.sentence.block == "headline"),
        "status " + draft.status: 1.0,
        "is " + draft.type: 1.0,
    }
    if c.ruled:
        found["trust"] = log_odds(draft.predicate.weight)
        found["operator"] = float(draft.predicate.operator is not None)
    else:
        found["rival"] = float(c.rival)
        found["pos " + draft.head.pos] = 1.0
    return found


def argument_features(
    m: Mention, role: int, before: tuple[list[Mention], list[Mention]], roles: Array, ruled: bool
) -> dict[str, float]:
    """What is known of a mention as actor (role 0) or recipient (1)."""
    name = ("actor", "recipient")[role]
    ours, theirs = before[role], before[1 - role]
    words = [i for i in range(m.first, m.last) if i < len(roles)]
    mine = sum(float(roles[i][role]) for i in words) / len(words) if words else 0.0
    other = sum(float(roles[i][1 - role]) for i in words) / len(words) if words else 0.0
    head = float(roles[m.head.i][role]) if m.head.i < len(roles) else 0.0
    kind = "ruled" if ruled else "read"
    return {
        f"{name} {kind} bias": 1.0,
        f"{name} {kind} words": log_odds(mine),
        f"{name} {kind} head": log_odds(head),
        f"{name} {kind} other": log_odds(other),
        f"{name} rules": float(m in ours),
        f"{name} rules other": float(m in theirs),
        f"{name} rules none": float(ruled and not ours),
        f"{name} attributive": float(m.attributive),
        f"{name} locative": float(m.locative),
        f"{name} pronoun": float(m.pronoun),
        f"{name} adjectival": float(m.adjectival),
        f"{name} unknown": float(not m.referents()),
    }


def _shares(a: Mention, b: Mention) -> bool:
    """Whether two mentions have words in common."""
    return a.sentence is b.sentence and a.first < b.last and b.first < a.last


def _widest(scored: list[tuple[Mention, float]]) -> list[Mention]:
    """The mentions of a role, none inside another: the likelier one stays."""
    out: list[Mention] = []
    for m, _ in sorted(scored, key=lambda pair: -pair[1]):
        if not any(_shares(m, o) for o in out):
            out.append(m)
    return sorted(out, key=lambda m: m.span)


def event_rows(events: Sequence[Joined]) -> list[dict[str, float]]:
    """What is known of each event of an article, beside the others."""
    return [_event_row(event, events) for event in events]


def _event_row(event: Joined, events: Sequence[Joined]) -> dict[str, float]:
    trusts = sorted((log_odds(d.trust) for d in event.drafts if d.trust is not None), reverse=True)
    alike = [e for e in events if e is not event and e.type == event.type]
    sentences = {d.sentence.index for d in event.drafts}
    found = {
        "bias": 1.0,
        "best": trusts[0] if trusts else 0.0,
        "second": trusts[1] if len(trusts) > 1 else 0.0,
        "several": float(len(event.drafts) > 1),
        "headline": float(any(d.sentence.block == "headline" for d in event.drafts)),
        "actor": float(bool(event.actors())),
        "recipient": float(bool(event.recipients())),
        "nominal": float(event.best.nominal),
        "ruled": float(any(not d.predicate.id.startswith(READER) for d in event.drafts)),
        "status " + event.status: 1.0,
        "is " + event.type: 1.0,
    }
    taking_part = [e for m in (*event.actors(), *event.recipients()) for e in m.referents()]
    found["nobody"] = float(not taking_part)
    found["state"] = float(any(e.kind == "country" for e in taking_part))
    found["official"] = float(any(is_official(e) for e in taking_part))
    found["private"] = float(bool(taking_part) and not found["state"] and not found["official"])
    found["surer beside"] = float(
        any(sentences & {d.sentence.index for d in e.drafts} and _surer(e, event) for e in alike)
    )
    found["surer alike"] = float(any(_same_sides(e, event) and _surer(e, event) for e in alike))
    return found


def _surer(a: Joined, b: Joined) -> bool:
    best_a, best_b = (max((d.trust or 0.0 for d in e.drafts), default=0.0) for e in (a, b))
    return best_a > best_b


def _same_sides(a: Joined, b: Joined) -> bool:
    return countries_of(a.actors()) == countries_of(b.actors()) and countries_of(a.recipients()) == countries_of(
        b.recipients()
    )
