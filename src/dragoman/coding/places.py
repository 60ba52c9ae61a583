"""Places: every place that an article names as a place, and which of them is where an event happened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from dragoman.coding import adjuncts
from dragoman.coding.adjuncts import Attached
from dragoman.coding.here import dateline_place, is_here, place_record, taken_up
from dragoman.coding.mentions import Mentions
from dragoman.coding.namesakes import Choice
from dragoman.coding.place_roles import (
    DONE_TO_PLACES,
    PLACE_ENTITIES,
    PROPER,
    Role,
    extent,
    happens_at,
    names_place,
    standing,
)
from dragoman.coding.settling import settle
from dragoman.coding.toponyms import Toponym, ToponymFinder
from dragoman.coding.wordsets import word_set
from dragoman.language.pipeline import ParsedArticle
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Place, PlacePrecision, Span
from dragoman.world import gazetteer as world
from dragoman.world.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True, eq=False)
class PlaceExpression:
    """Words that name a place as a place.

    Attributes:
        first, last: token indices in the sentence, half-open.
        head: the token by which the words hang in the parse.
        owners: what happens there, nearest first; the last is the verb of the clause where there is one.
        role: how the place stands to its owner: "in" it, "to" or "from" it, as "target", as "modifier" of a noun,
            as the "object" of a verb that happens at its object ("visited Kyiv"), or only "named".
        place: the record.
        why: what tells that this place is meant.
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    owners: tuple[Token, ...]
    role: Role
    place: Place
    why: str

    def rank(self) -> tuple[int, ...]:
        """Where something is before where it comes from or leads to, the narrower place before the wider."""
        return int(self.role in ("to", "from", "target")), _NARROW.get(self.place.precision, 1)


_NARROW: dict[PlacePrecision | None, int] = {"site": 0, "city": 1, "region": 2, "country": 3}


class Places:
    """The places of an article, and the one where an event happened.

    Attributes:
        expressions: in order of the text.
        dateline: where the article was filed, or None.
    """

    def __init__(self, expressions: list[PlaceExpression], dateline: Place | None = None) -> None:
        self.expressions, self.dateline = expressions, dateline
        self._by_sentence: dict[int, list[PlaceExpression]] = {}
        for e in expressions:
            self._by_sentence.setdefault(e.sentence.index, []).append(e)
        held = [e for e in expressions if e.role != "named"]
        plain = [e for e in held if e.role != "target"]
        self._attached = Attached(plain, plain)
        self._with_targets = self._attached if len(plain) == len(held) else Attached(held, plain)
        self._static = Attached(e for e in expressions if e.role == "in")

    def in_sentence(self, index: int) -> list[PlaceExpression]:
        """The places of one sentence, left to right."""
        return self._by_sentence.get(index, [])

    def of(
        self,
        trigger: Token,
        *,
        target_is_place: bool = False,
        statement: bool = False,
        verbal: bool = False,
        operator: bool = False,
    ) -> Place | None:
        """Where the event that hangs on this token took place, as its sentence says; None where it does not say.

        Args:
            trigger: verb or noun that expresses the event.
            target_is_place: whether what the event is directed at is where it happens ("the attack on Kharkiv").
            statement: whether the event is the saying of something, which is nowhere but where the speaker is.
            verbal: whether the event is done by speaking, so that it happens where it is said.
            operator: whether the event is what the word does to another act ("agreed to meet in Oslo"), whose place is
                not its own.
        """
        if trigger.sent.index not in self._by_sentence:
            return None
        verbal = verbal and trigger.lemma not in _BY_HAND
        attached = self._static if statement else self._with_targets if target_is_place else self._attached
        if operator and adjuncts.is_verb(trigger):
            found = attached.of_operator(trigger)
        else:
            found = attached.of(trigger, verbal)
        if found is None:
            found = self._of_gathering(trigger) or self._of_sequel(trigger) or self._of_bench(trigger)
        if found is None or (verbal and not _stands_beside(found, trigger)) or _afterwards(found, trigger):
            return None
        if only_judged(trigger) and trigger not in found.owners:
            return None
        return found.place

    def _of_sequel(self, verb: Token) -> PlaceExpression | None:
        """ "said in Oslo after meeting his counterpart": what was done just before was done there."""
        after = verb.head
        if verb.dep != "pcomp" or after.lower not in ("after", "before", "following"):
            return None
        return self._static.own(after.head)

    def _of_bench(self, verb: Token) -> PlaceExpression | None:
        """ "was indicted by a court in Oslo"."""
        agent = verb.child("agent")
        by = agent.child("pobj") if agent is not None else None
        return self._static.own(by) if by is not None and by.lemma in _BENCHES else None

    def _of_gathering(self, verb: Token) -> PlaceExpression | None:
        """ "leaders meeting in Oslo told ...", "leaders, who met in Oslo, told ...": what those who met do, they do
        there."""
        subject = verb.child("nsubj")
        for c in subject.children if subject is not None else ():
            if c.dep in ("acl", "relcl") and c.lemma in _GATHER:
                return self._static.own(c)
        return None


_GATHER = frozenset({"meet", "gather", "convene", "assemble"})
_BY_HAND = frozenset({"sign", "initial", "ink", "award", "decorate"})
"""Acts of types done by speaking that are done by hand: what is signed in a town is signed there."""


def _stands_beside(e: PlaceExpression, trigger: Token) -> bool:
    """Whether a place belongs to a word itself and not to what stands below it: what somebody urges or praises may
    be elsewhere."""
    if not adjuncts.is_verb(trigger) or not e.owners or adjuncts.is_verb(e.owners[0]):
        return True
    for noun in e.owners:
        if adjuncts.is_verb(noun):
            return False
        if noun.lemma in _IMPOSED and noun.dep == "dobj":
            return True  # "lifted the curfew in Imphal"
        # "signed at a ceremony in Oslo", "told supporters in Lima": the noun is where the act is done
        if noun.dep == "pobj" and noun.head.lower in ("at", "in", "during"):
            return True
        if noun.lemma in _LISTENERS and noun.dep in ("dobj", "dative", "pobj"):
            return True
        if noun.lemma in _BENCHES and (noun.dep in ("nsubj", "nsubjpass") or noun.head.dep == "agent"):
            return True  # "a court in Izmir ruled"
        if noun.dep == "nsubj" and noun.head is trigger and e.role == "in":
            return True  # "donors in Geneva pledged"
    return False


_IMPOSED = word_set("curfew blockade siege emergency lockdown restriction")
_BENCHES = word_set("court tribunal judge jury parliament congress senate prosecutor")
_LISTENERS = word_set(
    "reporter journalist supporter crowd audience lawmaker rally worshipper follower delegate student soldier troop "
    "meeting conference correspondent"
)


def only_judged(noun: Token) -> bool:
    """Whether an act is what somebody elsewhere speaks of ("in Oslo, an exile condemned the murder")."""
    if adjuncts.is_verb(noun):
        return False
    verb, relation = adjuncts.clause_verb(noun)
    return verb is not None and relation == "dobj" and adjuncts.reports(verb)


def _afterwards(e: PlaceExpression, trigger: Token) -> bool:
    """ "was released and flown to Madrid": where the next act leads to."""
    return e.role == "to" and any(t.dep == "conj" and t.head is trigger for t in e.owners)


def find_places(
    parsed: ParsedArticle,
    gazetteer: Gazetteer,
    mentions: Mentions | None = None,
    countries: Collection[str] = (),
) -> Places:
    """All places of an article.

    Args:
        parsed: the article with its sentences.
        gazetteer: the places of the world.
        mentions: whom the article names: names inside persons and organisations are no places, and the states named
            tell places of one name apart.
        countries: ISO alpha-3 codes of further states that the article is about.
    """
    finder = ToponymFinder(gazetteer, mentions, parsed.article.text)
    toponyms = [t for s in parsed.sentences for t in finder.find(s)]
    dateline = dateline_place(parsed.article, gazetteer)
    settle(toponyms, gazetteer, mentions, countries, dateline)
    maker = _Maker(gazetteer, parsed.article.text)
    by_sentence: dict[int, list[Toponym]] = {}
    for t in toponyms:
        by_sentence.setdefault(t.sentence.index, []).append(t)
    out: list[PlaceExpression] = []
    before: list[Place] = []
    for sentence in parsed.sentences:
        found = [e for t in by_sentence.get(sentence.index, ()) if (e := maker.expression(t)) is not None]
        found += maker.descriptions(sentence, finder)
        places = [e.place for e in found if e.role != "named"]
        found += _taken_up(sentence, before + places, dateline, parsed.article.text)
        found.sort(key=lambda e: e.first)
        before += [e.place for e in found if e.role != "named"]
        out.extend(found)
    return Places(out, dateline)


def _taken_up(sentence: Sentence, before: list[Place], here: Place | None, text: str) -> list[PlaceExpression]:
    """The words of a sentence that stand for a place named before or in the dateline ("the town", "there",
    "here")."""
    out: list[PlaceExpression] = []
    role: Role | None
    for t in sentence.tokens:
        if is_here(t):
            place, role, start, anchor, why = here, "in", t.i, t, "the place of the dateline"
        elif t.lower == "there" and t.dep == "advmod" and t.head.i < t.i and adjuncts.is_verb(t.head):
            place, role, start, anchor, why = before[-1] if before else None, "in", t.i, t, "named before"
        elif t.tag == "NN" and t.dep in ("pobj", "dobj"):
            place, why = taken_up(t, before), "named before"
            role, _, anchor = standing(t)
            start = min((c.i for c in t.children), default=t.i)
        else:
            continue
        if place is None or role is None:
            continue
        span: Span = (sentence.tokens[start].start, t.end)
        owners = tuple(adjuncts.owners(anchor, range(start, t.i + 1)))
        record = replace(place, text=text[span[0] : span[1]], span=span)
        out.append(PlaceExpression(sentence, start, t.i + 1, anchor, owners, role, record, why))
    return out


class _Maker:
    """What becomes of the names whose place is settled."""

    def __init__(self, gazetteer: Gazetteer, text: str) -> None:
        self.gazetteer, self.text = gazetteer, text

    def expression(self, t: Toponym) -> PlaceExpression | None:
        """The expression of a name; None where it stands for a government or for no place."""
        choice = None if t.describes else t.choice or self._unlisted(t)
        if choice is None or not self._plausible(t, choice.place):
            return None
        role, outer, anchor = t.standing
        start, stop = extent(t.sentence.tokens, t.first, t.end, outer)
        owners = tuple(adjuncts.owners(anchor, range(start, stop)))
        if role is None or (role == "modifier" and not (owners and happens_at(owners[0], choice.place.precision))):
            if not self._is_named(t, choice.place):
                return None
            role = "named"
        record = self._record(t.sentence.tokens, start, stop, choice.place)
        return PlaceExpression(t.sentence, start, stop, anchor, owners, role, record, choice.why)

    def descriptions(self, sentence: Sentence, finder: ToponymFinder) -> list[PlaceExpression]:
        """ "The Afghan capital", where its name does not follow, and "Russian soil"."""
        tokens = sentence.tokens
        out = []
        for t in tokens:
            if t.lower == "capital" and not (t.i + 1 < len(tokens) and tokens[t.i + 1].tag in PROPER):
                out += [self._described(t, self._capital(code), _CAPITAL) for code in finder.states_around(t)]
            elif t.lemma in _OF_STATES:
                out += [self._described(t, self.gazetteer.state(code), _GROUND) for code in finder.states_around(t)]
        return [e for e in out if e is not None]

    def _capital(self, code: str) -> world.Place | None:
        name = self.gazetteer.capitals.get(code, "")
        places = [p for p in self.gazetteer.lookup(name) if p.country == code and p.precision == "city"]
        return max(places, key=lambda p: p.population, default=None)

    def _described(self, t: Token, place: world.Place | None, why: str) -> PlaceExpression | None:
        role, outer, anchor = standing(t)
        if place is None or role is None or role == "modifier":
            return None
        tokens = t.sent.tokens
        of = tokens[t.i + 1] if t.i + 1 < len(tokens) else t
        country = of.child("pobj") if of.lower == "of" else None
        start, stop = extent(tokens, t.i, (country or t).i + 1, outer)
        owners = tuple(adjuncts.owners(anchor, range(start, stop)))
        return PlaceExpression(t.sent, start, stop, anchor, owners, role, self._record(tokens, start, stop, place), why)

    def _unlisted(self, t: Toponym) -> Choice | None:
        """A name that the tables lack, or have of small places far away alone, stands where the text says that it is
        a place: after "the village of", with its state, or where spaCy takes it for one."""
        name = self.text[t.tokens[0].start : t.tokens[-1].end]
        if t.candidates:
            named = t.tokens[0].ent in PLACE_ENTITIES and t.standing.role == "in"
            why = "only small places of this name are known, and none of their states is named"
            return Choice(world.Place(name, "", precision="city"), why) if named else None
        states = {p.country for p in t.wider}
        country = states.pop() if len(states) == 1 else ""
        return Choice(world.Place(name, country, precision="city"), "not in the tables; its state as the text says")

    def _record(self, tokens: list[Token], start: int, stop: int, place: world.Place) -> Place:
        span: Span = (tokens[start].start, tokens[stop - 1].end)
        return place_record(place, self.text[span[0] : span[1]], span)

    def _plausible(self, t: Toponym, place: world.Place) -> bool:
        """Whether a name that may be somebody's is a place: by its preposition or because it is well known."""
        before = t.sentence.tokens[t.first - 1] if t.first else None
        role, _, anchor = t.standing
        if anchor.dep == "pobj" and anchor.head.lower == "between" and self._may_act(place):
            return False
        if place.precision == "country":
            return True
        if place.precision == "city" and before is not None and before.lower == "the" and before.head is t.head:
            return False  # "across the Atlantic"
        done = role == "object" and t.head.head.lemma in DONE_TO_PLACES
        said = t.standing.outer is not t.head  # "the town of"
        into = anchor.dep == "pobj" and anchor.head.lower == "into" and role == "to"
        firm = done or said or into or (role == "in" and t.head.dep != "conj" and anchor.head.lower != "between")
        if t.tokens[0].ent not in PLACE_ENTITIES and not firm and not t.wider:
            return place.precision in ("site", "region") or place.population >= _LARGE
        return True

    def _may_act(self, place: world.Place) -> bool:
        """Whether a place may stand for its government: "cooperation between Moscow and Delhi" is no place."""
        capital = place.precision == "city" and self.gazetteer.capitals.get(place.country) == place.name
        return capital or place.precision == "country"

    def _is_named(self, t: Toponym, place: world.Place) -> bool:
        """Whether a name at which nothing happens still names a place ("the mayor of Valencia"), not a government
        ("Moscow denied it") or a treaty ("the Minsk accords")."""
        if self._may_act(place) or t.key in self.gazetteer.seats:
            return False
        return names_place(t.head, place.precision)


_CAPITAL, _GROUND = "the capital of the state named", "ground of the state named"
_OF_STATES = word_set("soil territory airspace water jail prison custody")
"""What lies in the state whose adjective stands before it."""
_LARGE = 100_000
"""Inhabitants from which on a town is meant by a name that spaCy does not take for a place."""
