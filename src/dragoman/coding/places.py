"""Places: every place that an article names as a place, and which of them is where an event happened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import pairwise

from dragoman.coding import adjuncts
from dragoman.coding.adjuncts import Attached
from dragoman.coding.here import dateline_place, is_here, taken_up
from dragoman.coding.mentions import Mentions
from dragoman.coding.place_roles import (
    PLACE_ENTITIES,
    PROPER,
    STATIC,
    Role,
    extent,
    happens_at,
    part_of_longer_name,
    standing,
    unknown_name,
)
from dragoman.language.pipeline import ParsedArticle
from dragoman.language.tokens import Sentence, Token
from dragoman.records import Place, PlacePrecision, Span
from dragoman.world import gazetteer as world
from dragoman.world.gazetteer import Gazetteer

_MIN_RATIO = 3.0
"""How much larger one of several places of one name must be to be meant without any other sign."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaceExpression:
    """Words that name a place as a place.

    Attributes:
        first, last: token indices in the sentence, half-open.
        head: the token by which the words hang in the parse.
        owners: what happens there, nearest first; the last is the verb of the clause where there is one.
        role: how the place stands to its owner: "in" it, "to" or "from" it, as "target", as "modifier" of a noun,
            or as the "object" of a verb that happens at its object ("visited Kyiv").
        place: the record.
    """

    sentence: Sentence
    first: int
    last: int
    head: Token
    owners: tuple[Token, ...]
    role: Role
    place: Place

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
        plain = [e for e in expressions if e.role != "target"]
        self._attached = Attached(plain, plain)
        self._with_targets = self._attached if len(plain) == len(expressions) else Attached(expressions, plain)
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
        attached = self._static if statement else self._with_targets if target_is_place else self._attached
        if operator and adjuncts.is_verb(trigger):
            found = attached.of_operator(trigger)
        else:
            found = attached.of(trigger, verbal)
        if found is None or (verbal and not _stands_beside(found, trigger)) or _afterwards(found, trigger):
            return None
        return found.place


def _stands_beside(e: PlaceExpression, trigger: Token) -> bool:
    """Whether a place belongs to a word itself and not to what stands below it: what somebody urges or praises may
    be elsewhere."""
    if not adjuncts.is_verb(trigger) or not e.owners or adjuncts.is_verb(e.owners[0]):
        return True
    # "signed at a ceremony in Oslo": the noun is itself a place or time of the act
    return e.owners[0].dep == "pobj" and e.owners[0].head.lower in ("at", "in", "during")


def _afterwards(e: PlaceExpression, trigger: Token) -> bool:
    """ "was released and flown to Madrid": where the next act leads to."""
    return e.role == "to" and any(t.dep == "conj" and t.head is trigger for t in e.owners)


def find_places(
    parsed: ParsedArticle,
    gazetteer: Gazetteer,
    countries_in_article: Collection[str] = (),
    mentions: Mentions | None = None,
) -> Places:
    """All places of an article.

    Args:
        parsed: the article with its sentences.
        gazetteer: the places of the world.
        countries_in_article: ISO alpha-3 codes of the states that the article names; they tell places of one name
            apart.
        mentions: names inside persons and organisations are no places.
    """
    finder = _Finder(gazetteer, frozenset(countries_in_article), mentions, parsed.article.text)
    dateline = dateline_place(parsed.article, gazetteer)
    out: list[PlaceExpression] = []
    before: list[Place] = []
    for sentence in parsed.sentences:
        found = finder.sentence(sentence)
        found += _taken_up(sentence, before + [e.place for e in found], dateline, parsed.article.text)
        found.sort(key=lambda e: e.first)
        before += [e.place for e in found]
        out.extend(found)
    return Places(out, dateline)


def _taken_up(sentence: Sentence, before: list[Place], here: Place | None, text: str) -> list[PlaceExpression]:
    """The words of a sentence that stand for a place named before or in the dateline ("the town", "here")."""
    out: list[PlaceExpression] = []
    role: Role | None
    for t in sentence.tokens:
        if is_here(t):
            place, role, start, anchor = here, "in", t.i, t
        elif t.tag == "NN" and t.dep in ("pobj", "dobj"):
            place = taken_up(t, before)
            role, _, anchor = standing(t)
            start = min((c.i for c in t.children), default=t.i)
        else:
            continue
        if place is None or role is None:
            continue
        span: Span = (sentence.tokens[start].start, t.end)
        owners = tuple(adjuncts.owners(anchor, range(start, t.i + 1)))
        record = replace(place, text=text[span[0] : span[1]], span=span)
        out.append(PlaceExpression(sentence, start, t.i + 1, anchor, owners, role, record))
    return out


class _Finder:
    """The search through one article, with what it needs to know."""

    def __init__(self, gazetteer: Gazetteer, countries: frozenset[str], mentions: Mentions | None, text: str) -> None:
        self.gazetteer, self.countries, self.mentions, self.text = gazetteer, countries, mentions, text

    def sentence(self, sentence: Sentence) -> list[PlaceExpression]:
        tokens = sentence.tokens
        out: list[PlaceExpression] = []
        i, n = 0, len(tokens)
        while i < n:
            t = tokens[i]
            if t.lower == "capital" and (expression := self._capital(sentence, t)) is not None:
                out.append(expression)
            if not t.text[0].isupper() or (t.tag not in PROPER and t.ent not in PLACE_ENTITIES) or t.ent == "DATE":
                i += 1
                continue
            last = self.gazetteer.longest(tokens, i) or unknown_name(tokens, i)
            if last is None:
                i += 1
                continue
            expression, last = self._expression(sentence, i, last)
            if expression is not None:
                out.append(expression)
            i = last
        return out

    def _expression(self, sentence: Sentence, first: int, last: int) -> tuple[PlaceExpression | None, int]:
        tokens = sentence.tokens
        head = adjuncts.head_of(tokens, first, last)
        role, outer, anchor = standing(head)
        if role is None or self._inside_a_name(tokens, first, last, head):
            return None, last
        name = tokens[first:last]
        context, end = self._spelled_out(tokens, last, name)
        place = self._resolve(name, context or self._hints(outer, name), outer is not head)
        if place is None or not self._plausible(tokens, first, place, role, head, anchor):
            return None, end
        start, stop = extent(tokens, first, end, outer)
        owners = tuple(adjuncts.owners(anchor, range(start, stop)))
        if role == "modifier" and not (owners and happens_at(owners[0], place.precision)):
            return None, end
        record = self._record(tokens, start, stop, place)
        return PlaceExpression(sentence, start, stop, anchor, owners, role, record), end

    def _capital(self, sentence: Sentence, t: Token) -> PlaceExpression | None:
        """ "the Afghan capital", where its name does not follow."""
        tokens = sentence.tokens
        if t.i + 1 < len(tokens) and tokens[t.i + 1].tag in PROPER:
            return None
        codes = {h.country for h in self._hints(t, [])}
        role, outer, anchor = standing(t)
        if len(codes) != 1 or role is None or role == "modifier":
            return None
        code = codes.pop()
        name = self.gazetteer.capitals.get(code, "")
        places = [p for p in self.gazetteer.lookup(name) if p.country == code and p.precision == "city"]
        if not places:
            return None
        of = tokens[t.i + 1] if t.i + 1 < len(tokens) else t
        country = of.child("pobj") if of.lower == "of" else None
        start, stop = extent(tokens, t.i, (country or t).i + 1, outer)
        owners = tuple(adjuncts.owners(anchor, range(start, stop)))
        record = self._record(tokens, start, stop, max(places, key=_weight))
        return PlaceExpression(sentence, start, stop, anchor, owners, role, record)

    def _record(self, tokens: list[Token], start: int, stop: int, place: world.Place) -> Place:
        span: Span = (tokens[start].start, tokens[stop - 1].end)
        return Place(
            self.text[span[0] : span[1]],
            span,
            place.name,
            place.country or None,
            place.lat,
            place.lon,
            place.precision if place.country else None,
        )

    def _inside_a_name(self, tokens: list[Token], first: int, last: int, head: Token) -> bool:
        """Whether the words are part of the name of a person or body ("Bank of China"); in "the embassy in Kabul"
        the place stands on its own."""
        if part_of_longer_name(tokens, first, last, head):
            return True
        inside = head.dep == "pobj" and head.head.lower in STATIC
        if self.mentions is not None:
            mention = self.mentions.covering(tokens[first])
            if mention is not None and mention.resolution.kind in ("person", "organization"):
                return not inside or mention.resolution.kind == "person"
        if tokens[first].ent not in ("PERSON", "ORG") or inside:
            return False
        whole = tokens[first].ent_start or (
            first > 0 and tokens[first - 1].ent_start and tokens[first - 1].dep == "det"
        )
        return not whole or (
            last < len(tokens) and tokens[last].ent == tokens[first].ent and not tokens[last].ent_start
        )

    def _plausible(
        self, tokens: list[Token], first: int, place: world.Place, role: Role, head: Token, anchor: Token
    ) -> bool:
        """Whether a name that may be somebody's is a place: by its preposition or because it is well known."""
        before = tokens[first - 1] if first else None
        if anchor.dep == "pobj" and anchor.head.lower == "between" and self._may_act(place):
            return False
        if place.precision == "country":
            return True
        if place.precision == "city" and before is not None and before.lower == "the" and before.head is head:
            return False  # "across the Atlantic"
        firm = role == "in" and head.dep != "conj" and anchor.head.lower != "between"
        if tokens[first].ent not in PLACE_ENTITIES and not firm:
            return place.precision in ("site", "region") or place.population >= _LARGE
        return True

    def _may_act(self, place: world.Place) -> bool:
        """Whether a place may stand for its government: "cooperation between Moscow and Delhi" is no place."""
        return place.precision == "country" or self.gazetteer.capitals.get(place.country) == place.name

    def _spelled_out(self, tokens: list[Token], last: int, name: list[Token]) -> tuple[tuple[world.Place, ...], int]:
        """The region or state after a comma that the place lies in ("Paris, Texas"), and where the whole name ends."""
        if last + 1 >= len(tokens) or tokens[last].text != "," or not tokens[last + 1].text[0].isupper():
            return (), last
        end = self.gazetteer.longest(tokens, last + 1)
        if end is None:
            return (), last
        found = self.gazetteer.lookup(_name(tokens[last + 1 : end]))
        wider = tuple(p for p in found if p.precision in ("country", "region"))
        candidates = self.gazetteer.lookup(_name(name))
        if any(p.precision in ("country", "region") for p in candidates):
            wider = tuple(p for p in wider if p.precision == "country")  # "in Ohio, Pennsylvania and Iowa"
        if not wider or (candidates and not any(_lies_in(p, w) for p in candidates for w in wider)):
            return (), last  # "in Syria, Iraq and Yemen"
        return wider, end

    def _hints(self, outer: Token, name: list[Token]) -> tuple[world.Place, ...]:
        """States named by the adjectives and owners around a place ("the southern English city of Salisbury") and
        the wider place after "in"."""
        found = []
        for t in (outer, *(c for c in outer.children if c.dep in ("amod", "compound", "nmod", "poss"))):
            code = self.gazetteer.adjectives.get(t.text) or self.gazetteer.states.get(t.text)
            if code is not None and t not in name:
                found.append(world.Place(t.text, code))
        of = next((c for c in outer.children if c.dep == "prep" and c.lower == "of"), None)
        wider = of.child("pobj") if of is not None else None
        if wider is not None and wider not in name and wider.text[0].isupper():
            found.extend(p for p in self.gazetteer.lookup(wider.text) if p.precision != "city")
        return (*found, *self._named_after(name)) if name else tuple(found)

    def _named_after(self, name: list[Token]) -> tuple[world.Place, ...]:
        """The wider place that follows a name ("Zorkan in the northern province of Kunduz")."""
        tokens = name[0].sent.tokens
        i = name[-1].i + 1
        if i >= len(tokens) or tokens[i].lower != "in":
            return ()
        for j in range(i + 1, min(len(tokens), i + 6)):
            if tokens[j].tag in PROPER:
                end = self.gazetteer.longest(tokens, j)
                found = () if end is None else self.gazetteer.lookup(_name(tokens[j:end]))
                return tuple(p for p in found if p.country)
        return ()

    def _resolve(self, name: list[Token], hints: tuple[world.Place, ...], contained: bool) -> world.Place | None:
        """The place that a name means here; None where several are as likely or the only one is too small to be
        meant by readers far away. Names that the tables lack are places where the text says so: "the village of"
        (``contained``), or with their state."""
        candidates = self.gazetteer.lookup(_name(name))
        if hints and (fitting := [p for p in candidates if any(_lies_in(p, h) for h in hints)]):
            return max(fitting, key=lambda p: (any(p.admin1 == h.name for h in hints), _weight(p)))
        if not candidates:
            countries = {h.country for h in hints}
            country = countries.pop() if len(countries) == 1 else ""
            return world.Place(self.text[name[0].start : name[-1].end], country, precision="city")
        floor = _LARGE if self.countries else _SMALL
        some = [(self._weight(p), p) for p in candidates if p.country in self.countries or _weight(p) >= floor]
        some.sort(key=lambda item: -item[0])
        if len(some) > 1 and some[0][1].country != some[1][1].country and some[0][0] < _MIN_RATIO * some[1][0]:
            return None
        if some:
            return some[0][1]
        # a namesake of small places far away: the name stands, its state is open
        named = name[0].ent in PLACE_ENTITIES and standing(name[-1]).role == "in"
        return world.Place(self.text[name[0].start : name[-1].end], "", precision="city") if named else None

    def _weight(self, place: world.Place) -> float:
        return _weight(place) * (_NAMED if place.country in self.countries else 1)


_LARGE, _SMALL = 100_000, 15_000
"""Inhabitants a town needs to be meant where the article does not name its state, or no states are known."""
_NAMED = 20
"""How many times likelier a place is whose state the article names."""


def _weight(place: world.Place) -> float:
    """How likely a place is meant by its name alone: by its people; states, sites and regions before towns."""
    if place.precision == "city":
        # towns without figures come from the tables made by hand, which hold what news names
        return float(place.population or _LARGE)
    return {"country": 5e6, "site": 1e7}.get(place.precision, 1e6)


def _lies_in(place: world.Place, wider: world.Place) -> bool:
    if not wider.country or place.country != wider.country or place.precision == "country":
        return False
    return wider.precision == "country" or place.admin1 in ("", wider.name)


def _name(tokens: list[Token]) -> str:
    out = tokens[0].text
    for previous, t in pairwise(tokens):
        out += (" " if t.start > previous.end else "") + t.text
    return out
