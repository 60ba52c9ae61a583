"""One event once an article: drafts that tell the same event are joined, and weak mentions find their event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dragoman.coding.arguments import direct_object, subject
from dragoman.coding.draft import Draft
from dragoman.coding.mentions import EntityRef, Mention, countries_of, entity_ids
from dragoman.coding.tolls import is_total
from dragoman.coding.wordsets import word_set
from dragoman.records import Date, Place, Status

_ROVING = frozenset({"UNO", "IGO", "NGO"})
"""Codes of bodies whose envoys meet states at home."""
_APART = frozenset({"phone", "third-party"})
"""Modes of talks in which nobody visits."""
OUTCOMES = frozenset({"assault.kill", "assault.injure", "assault.die"})
"""Entries that tell what a blow led to."""
_FACTS = frozenset({"ASSAULT", "COERCE", "PROTEST", "RETREAT", "SANCTION"})
_HAPPENINGS = word_set(
    "attack bombing strike airstrike protest demonstration riot clash killing blast explosion shooting kidnapping "
    "abduction assassination massacre"
)
_SOME_PEOPLE = word_set("dozen hundred thousand score handful majority minority other rest most many number")
_MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose participants one report calls actors, the other recipients."""
_LEAD = 2
"""Sentences within which a headline's event is told in full."""
_EPISODES = frozenset({"ASSAULT"})
"""Types whose acts, told one after the other with the same people, are one episode."""
_SURE = 0.8
"""Probability from which the reader's mode of a meeting goes before what hosts and visitors tell."""
_TRUSTED = 0.5
"""Probability from which an act in which nobody is known is an event."""
_NEAR = 4
"""Sentences over which a noun without participants may still refer to an event."""


@dataclass(slots=True, eq=False)
class Joined:
    """An event of the article: the drafts that report it, best first once `join` has done its work.

    ``dates`` and ``places`` are those of the drafts that have one; ``visits`` are all visits of the article, as codes
    of the visitor's state and of the state visited; ``trust`` is the probability that the event is right, by rules and
    reader together, None where no reader judged it.
    """

    drafts: list[Draft]
    dates: list[Date] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    visits: frozenset[tuple[str, str]] = frozenset()
    trust: float | None = None

    @property
    def best(self) -> Draft:
        """The draft that tells the event most fully."""
        return self.drafts[0]

    @property
    def type(self) -> str:
        """Its PLOVER type."""
        return self.best.type

    @property
    def status(self) -> Status:
        """As its fullest report has it."""
        return self.best.status

    def modes(self) -> tuple[str, ...]:
        """The modes named; a meeting of visitors and hosts is a visit though no draft says so."""
        named = self.named_modes()
        if named:
            return named
        supposed = max((d.supposed for d in self.drafts if d.supposed), key=lambda s: s[1], default=None)
        if self.type == "CONSULT" and self._hosts() and (supposed is None or supposed[1] < _SURE):
            return ("visit",)
        return (supposed[0],) if supposed else ()

    def named_modes(self) -> tuple[str, ...]:
        """The modes that any draft names, best draft's first."""
        return tuple(dict.fromkeys(m for d in self.drafts for m in d.modes))

    def actors(self) -> list[Mention]:
        """All who act, each entity once, with the mention that names it best."""
        hosts = self._hosts()
        return [m for m in _once(m for d in self.drafts for m in d.actors) if not _of_states(m, hosts)]

    def recipients(self) -> list[Mention]:
        """All who are acted upon and do not act themselves; of a visit the hosts."""
        acting = entity_ids(self.actors())
        hosts = self._hosts()
        hosting = [m for d in self.drafts for m in d.actors if _of_states(m, hosts)]
        named = _once([*(m for d in self.drafts for m in d.recipients), *hosting])
        people = [m for m in named if not _is_state(m)]
        return [
            m
            for m in named
            if not any(id(e) in acting for e in _entities(m))
            # "visiting Russia ... his talks with the Russian minister": the minister, not the land
            and not (hosting and _is_state(m) and countries_of([m]) & countries_of(people))
        ]

    def _at_home(self) -> frozenset[str]:
        """Of two sides that meet the one at home: by the place, by a visit told elsewhere, the state that a body's
        envoy meets."""
        states = countries_of(m for d in self.drafts for m in (*d.actors, *d.recipients))
        if len(states) != 2:
            return frozenset()
        spans = [m.span for d in self.drafts for m in (*d.actors, *d.recipients)]
        here = {p.country for p in self.places[:1] if p.country and not any(a <= p.span[0] < b for a, b in spans)}
        if here:
            return frozenset(here & states)
        visited = {host for visitor, host in self.visits if {visitor, host} == states}
        if not visited and states & _ROVING and self.type == "CONSULT":
            visited = states - _ROVING
        return frozenset(visited if len(visited) == 1 else ())

    def _hosts(self) -> frozenset[str]:
        """Codes of the states visited, where the event is a visit and the visitors come from elsewhere."""
        if self.type == "AGREE" and self.best.inner == "CONSULT" and not any(d.recipients for d in self.drafts):
            return self._at_home()
        if self.type != "CONSULT":
            return frozenset()
        own = _visits(self.drafts)
        if own:
            return frozenset(host for _, host in own) - {visitor for visitor, _ in own}
        return frozenset() if _APART & set(self.named_modes()) else self._at_home()


def join(drafts: Sequence[Draft], dates: dict[Draft, Date], places: dict[Draft, Place]) -> list[Joined]:
    """Join the drafts of one article; those that name nobody go to the event they repeat or are dropped."""
    events: list[Joined] = []
    strong = [d for d in drafts if is_strong(d)]
    for draft in strong:
        home = _home(draft, events, dates)
        if home is None:
            events.append(home := Joined([]))
        _add(home, draft, dates, places)
    for draft in drafts:
        if is_strong(draft):
            continue
        near = _by_distance(events, draft)
        near.sort(key=lambda e: not _named_alike(draft, e))
        home = _home(draft, near, dates)
        if home is None and (is_plain_fact(draft) or _trusted(draft)):
            events.append(home := Joined([]))
        if home is not None:
            _add(home, draft, dates, places)
    visits = frozenset(_visits(drafts))
    for event in events:
        event.drafts.sort(key=_fullness)
        event.visits = visits
    return events


def _visits(drafts: Iterable[Draft]) -> set[tuple[str, str]]:
    """Who visits whom, as codes of states."""
    made = [d for d in drafts if "visit" in (*d.modes, *d.predicate.modes)]
    return {(a, r) for d in made for a in countries_of(d.actors) for r in countries_of(d.recipients)}


def is_strong(draft: Draft) -> bool:
    """Whether a draft can stand as an event of its own: what its entry needs is there."""
    needs = draft.predicate.needs
    if not draft.actors and not draft.recipients:
        return False
    if "actor" in needs and not draft.actors:
        return False
    if "recipient" in needs and not draft.recipients:
        return False
    taking_part = entity_ids(draft.actors)
    if "both" in needs and not (draft.recipients and draft.actors) and max(len(draft.actors), len(taking_part)) < 2:
        return False
    if "state" in needs and not any(e.kind == "country" for m in draft.actors for e in _entities(m)):
        return False
    return "armed" not in needs or bool(draft.actors)


def is_plain_fact(draft: Draft) -> bool:
    """Whether an act is told outright though nobody in it is known: "dozens were detained", "rocket attacks"."""
    if draft.type not in _FACTS or draft.status not in ("actual", "historical") or draft.definite:
        return False
    if draft.nominal:
        return draft.head.tag in ("NNS", "NNPS") and draft.head.lemma.lower() in _HAPPENINGS
    if draft.head.tag not in ("VBD", "VBN", "VBZ", "VBP"):
        return False
    if draft.head.dep == "acl":
        return False  # "called for the release of those detained"
    whom = direct_object(draft.head) or subject(draft.head)
    return whom is not None and (whom.pos in ("NUM", "PRON", "DET") or whom.lemma.lower() in _SOME_PEOPLE)


def _trusted(draft: Draft) -> bool:
    """Whether rules and reader together hold an act for told though they know nobody in it."""
    return draft.trust is not None and draft.trust >= _TRUSTED


def _home(draft: Draft, events: Iterable[Joined], dates: dict[Draft, Date]) -> Joined | None:
    for event in events:
        if event.drafts[0].type != draft.type:
            continue  # the reports of an event are of one type
        if any(_dates_clash(dates.get(draft), when) for when in event.dates):
            continue
        if any(_one_blow(draft, other) for other in event.drafts):
            return event
        if not _modes_clash(draft, event) and any(_same(draft, other, dates) for other in event.drafts):
            return event
    return None


def _one_blow(a: Draft, b: Draft) -> bool:
    """Whether two drafts of one sentence are the blow and its outcome: "killed ... when gunmen opened fire"."""
    if a.type != "ASSAULT" or b.type != "ASSAULT" or a.sentence is not b.sentence or a.status != b.status:
        return False
    if a.head.dep == "conj" and a.head.head is b.head:
        return False
    outcome, blow = (a, b) if a.predicate.id in OUTCOMES else (b, a)
    if outcome.modes or outcome.predicate.id not in OUTCOMES:
        return False
    if outcome.head.dep in ("advcl", "xcomp") and outcome.head.head is blow.head:
        return True  # "attacked a camp, killing thirty"
    return not (outcome.actors and blow.actors) and not (outcome.recipients and blow.recipients)


def _modes_clash(draft: Draft, event: Joined) -> bool:
    modes = event.named_modes()
    return bool(draft.modes) and bool(modes) and not set(draft.modes) & set(modes)


def _named_alike(draft: Draft, event: Joined) -> bool:
    """Whether an event is told before by the word of a noun that takes it up: "attacked" and "the attack"."""
    word = draft.act.lemma.lower()
    return draft.definite and any(d.act.lemma.lower() == word and d.trigger < draft.trigger for d in event.drafts)


def _by_distance(events: list[Joined], draft: Draft) -> list[Joined]:
    """Events told before first, the nearest first; then those told after."""
    here = draft.sentence.index

    def distance(e: Joined) -> tuple[int, int]:
        nearest = min((abs(d.sentence.index - here), d.sentence.index > here) for d in e.drafts)
        return nearest[0], int(nearest[1])

    return sorted(events, key=distance)


def _same(a: Draft, b: Draft, dates: dict[Draft, Date]) -> bool:
    """Whether two drafts tell one event: alike in kind, nothing that clashes, and something that both share."""
    if a.type != b.type or (a.inner and b.inner and a.inner != b.inner):
        return False
    if a.type == "AGREE" and a.inner != b.inner and ("CONSULT" in (a.inner, b.inner) or not (_bare(a) or _bare(b))):
        # a meeting that is planned and a promise made are two things, whoever takes part
        return False
    if not _statuses_agree(a, b) or _dates_clash(dates.get(a), dates.get(b)) or _is_sum(a) != _is_sum(b):
        return False
    near = abs(a.sentence.index - b.sentence.index) <= _NEAR
    headline = "headline" in (a.sentence.block, b.sentence.block)
    if (a.adds and a.definite) or (b.adds and b.definite):
        return near
    actors, recipients = _overlap(a.actors, b.actors), _overlap(a.recipients, b.recipients)
    if actors is False or recipients is False or (a.type not in _MUTUAL and _crossed(a, b)):
        return False
    same_words = a.predicate.id == b.predicate.id or a.act.lemma == b.act.lemma
    if _bare(a) or _bare(b):
        # nobody is named: a headline tells what the article tells, a noun refers back, or the same word again, close by
        return headline or (near and ((a if _bare(a) else b).definite or a.act.lemma == b.act.lemma))
    beside = a.nominal or b.nominal or "amod" in (a.head.dep, b.head.dep)  # told by the way, not as a second act
    if a.sentence is b.sentence and not same_words and not beside:
        return False
    if actors and recipients:
        return True
    if not actors and not recipients:
        return False
    if headline and max(a.sentence.index, b.sentence.index) <= _LEAD:
        return True
    if not near and not headline and not (a.nominal and a.definite) and not (b.nominal and b.definite):
        return False
    episode = a.type in _EPISODES and a.sentence is not b.sentence and near
    return same_words or beside or episode


def _bare(draft: Draft) -> bool:
    return not draft.actors and not draft.recipients


def _is_sum(draft: Draft) -> bool:
    """Whether a draft adds up the victims of a long time ("200 people have been killed since May"), an event apart
    from each of those in which they fell."""
    return draft.predicate.id in OUTCOMES and not draft.nominal and is_total(draft.head)


def _statuses_agree(a: Draft, b: Draft) -> bool:
    if a.status == b.status:
        return True
    return (_bare(a) or _bare(b)) and not {"negated", "historical"} & {a.status, b.status}


def _dates_clash(a: Date | None, b: Date | None) -> bool:
    return a is not None and b is not None and (a.end < b.start or b.end < a.start)


def _of_states(mention: Mention, codes: frozenset[str]) -> bool:
    own = countries_of([mention])
    return bool(own) and own <= codes


def _is_state(mention: Mention) -> bool:
    return any(e.kind == "country" for e in _entities(mention))


def _overlap(a: list[Mention], b: list[Mention]) -> bool | None:
    """Whether two sides share an entity or a country; None where one side is empty."""
    if not a or not b:
        return None
    if entity_ids(a) & entity_ids(b):
        return True
    if _are_others(a) or _are_others(b):
        return False
    na, nb = _numbers(a), _numbers(b)
    if na and nb:
        return bool(na & nb)  # "46 persons", "the 46 worshippers": the same; "two activists", "450 people": others
    ca, cb = countries_of(a), countries_of(b)
    if ca and cb:
        return bool(ca & cb) and _sectors_meet(a, b)
    return None if _vague(a) or _vague(b) else False


def _are_others(mentions: list[Mention]) -> bool:
    """Whether all are told as others than those told before: "another rebel group"."""
    told = [[m, *(n for e in m.referents() for n in e.mentions)] for m in mentions]
    return all(any(n.tokens[0].lower in ("another", "other") for n in names) for names in told)


def _crossed(a: Draft, b: Draft) -> bool:
    """Whether somebody acts in one and is acted upon in the other."""
    return bool(entity_ids(a.actors) & entity_ids(b.recipients) or entity_ids(b.actors) & entity_ids(a.recipients))


def _numbers(mentions: list[Mention]) -> set[str]:
    """The numbers of people that the mentions tell."""
    return {
        t.lower for m in mentions if m.form == "description" for t in m.tokens if t.pos == "NUM" and t.lower != "one"
    }


def _sectors_meet(a: list[Mention], b: list[Mention]) -> bool:
    sa = {s for m in a for e in _entities(m) for s in e.sectors[:1]}
    sb = {s for m in b for e in _entities(m) for s in e.sectors[:1]}
    return not sa or not sb or bool(sa & sb)


def _vague(mentions: list[Mention]) -> bool:
    return all(not m.resolution.name and not m.resolution.country for m in mentions)


def _entities(mention: Mention) -> list[EntityRef]:
    return list(mention.referents())


def _once(mentions: Iterable[Mention]) -> list[Mention]:
    """Each entity once: a name rather than a pronoun, else the first mention."""
    chosen: dict[object, Mention] = {}
    for m in mentions:
        keys: list[object] = [id(e) for e in _entities(m)] or [m.span]
        for key in keys:
            known = chosen.get(key)
            if known is None or (known.pronoun and not m.pronoun):
                chosen[key] = m
    return list(dict.fromkeys(chosen.values()))


def _add(event: Joined, draft: Draft, dates: dict[Draft, Date], places: dict[Draft, Place]) -> None:
    event.drafts.append(draft)
    if draft in dates:
        event.dates.append(dates[draft])
    if draft in places:
        event.places.append(places[draft])


def _fullness(draft: Draft) -> tuple[int, int, int]:
    """Best first: both sides named, in running text, told by a verb, early."""
    sides = bool(draft.actors) + bool(draft.recipients)
    return -sides, int(draft.sentence.block == "headline") + int(draft.nominal), draft.sentence.index
