"""Mentions in a sentence: which noun phrases name somebody or something that can act, and how far they reach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dragoman.coding.grouping import Group, group_phrases
from dragoman.coding.mentions import Mention
from dragoman.coding.phrases import Hit, Names, Phrase, hits_of, phrases_of
from dragoman.coding.reference import Reference, load_reference
from dragoman.coding.runs import GivenNames, Run
from dragoman.language.tokens import Sentence, Token
from dragoman.world.model import Gender, Number, Resolution


class Resolves(Protocol):
    """Anything that says who a phrase stands for from its own words."""

    def resolve(
        self,
        words: Sequence[str],
        *,
        date: str | None = None,
        context: str = "",
        known_country: str | None = None,
    ) -> Resolution | None:
        """Country, sectors, role and kind, or None where the words name nobody that acts."""
        ...


@dataclass(slots=True, eq=False)
class Candidate:
    """A mention with what is known of its words, on the way to an entity.

    Attributes:
        name: the words of the proper name in it, or empty for a description.
        known: whether the tables know that name.
        noun: the noun that says what it is.
        lemma: that noun's dictionary form in lower case.
        number, gender: what noun and title tell.
        count: two for "the two leaders", else None.
        alias: an abbreviation given in brackets behind it.
        determiner: its article or possessive in lower case, or "".
        place: whether its name can be a place.
        town: whether it is a capital, a seat of government, a city.
        state: whether its name is a state's or its capital's.
        people: whether it is a people ("Russians").
        titled: whether a title stands beside the name.
        short: whether the tables know the name only as the short form of a person's.
        region: whether its name is a region's or that of a town which is no capital.
        doubtful: a name of which nothing tells what it names; it stands only for somebody named elsewhere.
        listed: whether a plural before the name describes those named behind it, too ("lawyers A and B").
        generic: a noun that is nobody but for what it brings back ("the two sides").
    """

    mention: Mention
    noun: Token
    lemma: str
    name: tuple[str, ...] = ()
    known: bool = False
    number: Number | None = None
    gender: Gender | None = None
    count: int | None = None
    alias: str | None = None
    determiner: str = ""
    place: bool = False
    town: bool = False
    state: bool = False
    people: bool = False
    titled: bool = False
    short: bool = False
    generic: bool = False
    region: bool = False
    doubtful: bool = False
    listed: bool = False

    @property
    def resolution(self) -> Resolution:
        """What its own words say."""
        return self.mention.resolution


_COUNTS = {"two": 2, "both": 2, "2": 2, "three": 3, "3": 3, "four": 4, "4": 4, "five": 5, "5": 5, "six": 6, "seven": 7}
_PLACES = ("name", "capital", "seat", "city", "region")
_TOWNS = ("capital", "seat", "city")
_STATES = ("name", "adjective", "people", "capital", "seat", "region")
_ENTITIES = ("name", "people", "capital", "seat", "region", "person", "organization", "group")
_COLLECTIVE = frozenset({"GOV", "MIL", "COP", "REB", "JUD", "LEG", "SPY", "OPP", "PTY"})


class Detector:
    """Finds the mentions of a sentence.

    Args:
        names: the tables' names.
        resolver: says who a phrase stands for.
        given: given names and the gender they tell.
    """

    def __init__(self, names: Names, resolver: Resolves, given: GivenNames) -> None:
        self.names = names
        self.given = given
        self.resolver = resolver
        self.reference = load_reference()
        self._resolved: dict[tuple[str | None, str | None, tuple[str, ...]], Resolution | None] = {}

    def names_in(self, sentence: Sentence) -> list[Hit]:
        """The tables' names in a sentence."""
        return hits_of(sentence, self.names)

    def candidates(self, sentence: Sentence, hits: list[Hit], published: str | None) -> list[Candidate]:
        """The mentions of a sentence but pronouns, in order of their first word, the wider first."""
        groups = group_phrases(sentence, phrases_of(sentence, hits), self.reference, self.given)
        wholes = [self._candidate(group, published) if group.sort else None for group in groups]
        self._share_heads(groups, wholes, published)
        out: list[Candidate] = []
        for group, whole in zip(groups, wholes, strict=True):
            inner = self._inner(group, whole, published)
            if whole is not None:
                _inherit(whole, inner, self.reference.apart)
                out.append(whole)
            out.extend(inner)
        return out

    def resolve(self, words: Sequence[str], published: str | None, country: str | None = None) -> Resolution | None:
        """The resolver's answer, kept for the next time the same words are met."""
        key = (published, country, tuple(words))
        if key not in self._resolved:
            if len(self._resolved) > 50_000:
                self._resolved.clear()
            self._resolved[key] = self.resolver.resolve(words, date=published, known_country=country)
        return self._resolved[key]

    def _share_heads(self, groups: list[Group], wholes: list[Candidate | None], published: str | None) -> None:
        """In "the US and French presidents" the first state stands for a noun phrase with the second's noun."""
        base: Group | None = None  # the phrase whose noun is shared
        for k in range(len(groups) - 2, -1, -1):
            left, right = groups[k], groups[k + 1]
            whole, follows = wholes[k + 1], base is not None
            if base is None:
                base = right
            hit = _shares(left, right, base) if whole is not None else None
            if hit is None:
                base = None
                continue
            wholes[k] = self._shared(left, hit, base, published)
            if not follows and whole is not None and whole.lemma in self.reference.offices:
                _single(whole)

    def _shared(self, left: Group, hit: Hit, base: Group, published: str | None) -> Candidate | None:
        tokens = left.phrase.sentence.tokens
        words = [t.text for t in tokens[hit.first : hit.last]]
        words += [t.text for t in tokens[base.phrase.hits[0].last : base.last]]
        resolution = self.resolve(words, published)
        if resolution is None:
            return None
        if resolution.name is None:
            resolution = replace(resolution, name=" ".join(words))
        mention = Mention(left.phrase.sentence, left.first, left.last, tokens[hit.last - 1], resolution)
        mention.definite = tokens[left.first].lower in _DEFINITE
        noun = base.phrase.noun
        shared = Candidate(mention, noun, noun.lemma.lower(), number="pl", gender=resolution.gender)
        if shared.lemma in self.reference.offices:
            _single(shared)
        return shared

    def _candidate(self, group: Group, published: str | None) -> Candidate | None:
        sentence = group.phrase.sentence
        run, tokens = group.run, sentence.tokens
        resolution = self._resolution(group, published)
        name: tuple[str, ...] = ()
        noun = group.phrase.noun
        if run is not None:
            name = tuple(t.text for t in tokens[run.first : run.last])
            resolution = _named(resolution, run, name)
        elif group.sort == "name" and group.hit is not None:
            name = group.hit.full or tuple(t.text for t in tokens[group.hit.first : group.hit.last])
        doubtful = resolution is None and run is not None and run.sort is None
        if doubtful:
            resolution = Resolution(name=" ".join(name))
        if resolution is None:
            return None
        if group.sort == "name" and name and resolution.role in self.reference.vague:
            own = self.resolve(name, published)  # the office by the day says more than "leader"
            resolution = replace(resolution, role=own.role if own and own.role else resolution.role)
        adjectival = noun.head.i >= group.last and noun.dep in _BEFORE_NOUN
        first = group.first
        if adjectival and group.sort == "name" and group.hit is not None and noun.dep != "poss":
            first = group.hit.first  # adjectives before it are the following noun's ("improved Russia-US ties")
        mention = Mention(
            sentence,
            first,
            group.last,
            _head(group, tokens),
            resolution,
            form="name" if group.sort in ("name", "unknown") else "description",
            adjectival=adjectival,
        )
        lead = group.quantity or _lead(group, tokens)
        candidate = Candidate(
            mention,
            noun,
            _lead(group, tokens).lemma.lower(),
            name,
            run is None and bool(name),
            _number(lead, resolution),
            alias=group.alias,
        )
        self._features(candidate, group)
        candidate.doubtful = doubtful
        return candidate

    def _resolution(self, group: Group, published: str | None) -> Resolution | None:
        if group.sort in ("name", "unknown") and group.told:
            return self._told(group, published)
        if group.sort == "counted":
            return Resolution(sectors=("CVL",), kind="group", number="pl", how="a number of people", confidence=0.5)
        if group.sort != "generic":
            said = self.resolve(self._words(group), published) or _region(group.hit) or _role(group.hit)
            if group.sort == "name" and _misread(said, group.hit):
                return _state(group.hit) or _region(group.hit)
            if group.sort == "name" and group.hit is not None and not _means(said, group.hit):
                tokens = group.phrase.sentence.tokens[group.hit.first : group.hit.last]
                own = self.resolve([t.text for t in tokens], published)
                said = _titled(own, said, self.reference) if own and said else own or said
            return said
        lemma = group.phrase.noun.lemma.lower()
        plural = group.phrase.noun.tag in ("NNS", "NNPS")
        recall = self.reference.singular.get(lemma)
        kind = self.reference.plural.get(lemma) if plural else recall.kind if recall else None
        return Resolution(kind=kind, number="pl" if plural else "sg", how="reference") if kind else None

    def _told(self, group: Group, published: str | None) -> Resolution | None:
        """A name with an apposition: what each of the two says, the apposition's office before the table's."""
        home = next(r for r in group.told if r[0] <= group.phrase.first < r[1])
        name = self.resolve(self._words(group, home), published)
        for other in group.told:
            if other == home:
                continue
            said = self.resolve(self._words(group, other), published)
            if said is None or name is None:
                name = name or said
                continue
            name = _titled(name, said, self.reference)
        return name

    def _features(self, candidate: Candidate, group: Group) -> None:
        tokens = group.phrase.sentence.tokens
        determiner = tokens[group.first]
        lead = group.phrases[0]
        candidate.determiner = determiner.lower if determiner.tag in ("DT", "PDT", "PRP$", "WP$") else ""
        owned = group.phrase.possessor is not None or lead.possessor is not None
        candidate.mention.definite = owned or candidate.determiner in _DEFINITE or determiner.tag == "PRP$"
        candidate.count = next((_COUNTS[t.lower] for t in lead.tokens[:3] if t.lower in _COUNTS), None)
        candidate.generic = group.sort == "generic"
        hit = group.hit
        if hit is not None and group.sort == "name":
            candidate.place = hit.is_a(*_PLACES) and not hit.is_a("person")
            candidate.town = candidate.place and hit.is_a(*_TOWNS) and not hit.is_a("name")
            candidate.state = hit.is_a("name", "capital", "seat", "adjective")
            candidate.region = candidate.place and not candidate.state
            if hit.is_a("people") and candidate.determiner in _ONE:
                candidate.state, candidate.mention.form = False, "description"  # "a Syrian": one of the people
            candidate.people = hit.is_a("people") and not candidate.state
            candidate.short = hit.is_a("person") and all(e.short for e in hit.entries if e.kind == "person")
        elif group.run is not None and group.run.sort == "place":
            candidate.place = candidate.town = True
        candidate.gender = candidate.resolution.gender or self.reference.genders.get(candidate.lemma)
        if group.run is not None:
            candidate.gender = group.run.gender or candidate.gender
            if candidate.resolution.kind == "person" and candidate.gender is None:
                candidate.gender = self._title_gender(group)
        candidate.listed = group.run is not None and any(
            h.is_a("role") and tokens[h.last - 1].tag == "NNS" and h.last == group.run.first for h in group.phrase.hits
        )
        candidate.titled = (
            candidate.resolution.role is not None
            and bool(candidate.name)
            and group.last - group.first > len(candidate.name)
        )

    def _title_gender(self, group: Group) -> Gender | None:
        for t in group.phrase.sentence.tokens[group.first : group.last]:
            if (gender := self.reference.genders.get(t.lower)) is not None:
                return gender
        return None

    def _words(self, group: Group, part: tuple[int, int] | None = None) -> list[str]:
        """The words that say who it is: no leading determiner, no "US-backed", no name that the tables lack."""
        tokens = group.phrase.sentence.tokens
        i, end = part or (group.first, group.last)
        while i < end - 1 and tokens[i].tag in ("DT", "PDT", "PRP$", "WP$"):
            i += 1
        if group.alias and part is None:
            end = next((k for k in range(i, end) if tokens[k].text == "("), end)
        full = {h.first: h.full for phrase in group.phrases for h in phrase.hits if h.full}
        out: list[str] = []
        while i < end:
            if i in full:
                out.extend(full[i])
                i += 1
                continue
            step = _tie(tokens, i, end, self.reference)
            if not step and not (group.run and group.run.first <= i < group.run.last):
                out.append(tokens[i].text)
            i += step or 1
        return out

    def _inner(self, group: Group, whole: Candidate | None, published: str | None) -> list[Candidate]:
        """States, bodies and people named inside: possessors, adjectives, nouns before the noun, of-phrases."""
        out: list[Candidate] = []
        tokens = group.phrase.sentence.tokens
        if whole is not None and group.owner is not None:
            owner = self._candidate(group.owner, published)
            if owner is not None:
                owner.mention.attributive = owner.mention.adjectival = True
                out.append(owner)
        for phrase in group.phrases:
            for hit in phrase.hits:
                if whole is not None and hit is group.hit:
                    continue
                if group.run is not None and group.run.first <= hit.first < group.run.last:
                    continue
                if not (hit.is_a(*_ENTITIES, "adjective") or (whole is None and _collective(hit, tokens))):
                    continue
                candidate = self._of_hit(group, phrase, hit, published)
                if candidate is not None:
                    candidate.mention.attributive = whole is not None
                    candidate.mention.adjectival = hit.last < phrase.last or whole is None or _owns(tokens, hit)
                    out.append(candidate)
        return out

    def _of_hit(self, group: Group, phrase: Phrase, hit: Hit, published: str | None) -> Candidate | None:
        tokens = phrase.sentence.tokens
        if _doubtful(hit, tokens) or (phrase.noun.lemma.lower() in self.reference.landforms and hit.last < phrase.last):
            return None
        words = hit.full or tuple(t.text for t in tokens[hit.first : hit.last])
        resolution = self.resolve(words, published)
        if resolution is None or _misread(resolution, hit):
            resolution = _state(hit) or _region(hit)
        if resolution is None:
            return None
        token = tokens[hit.last - 1]
        role = hit.is_a("role") and not hit.is_a(*_ENTITIES)
        first = hit.first
        if first == phrase.first + 1 and tokens[phrase.first].lower == "the" and hit.last == phrase.last:
            first = phrase.first
        mention = Mention(phrase.sentence, first, hit.last, token, resolution, form="description" if role else "name")
        candidate = Candidate(
            mention, token, token.lemma.lower(), () if role else words, not role, _number(token, resolution)
        )
        candidate.place = hit.is_a(*_PLACES) and not hit.is_a("person")
        candidate.town = candidate.place and hit.is_a(*_TOWNS) and not hit.is_a("name")
        candidate.state = hit.is_a("name", "capital", "seat", "adjective", "people")
        candidate.region = candidate.place and not candidate.state
        candidate.short = hit.is_a("person") and all(e.short for e in hit.entries if e.kind == "person")
        candidate.gender = resolution.gender
        return candidate


_ONE = frozenset({"a", "an", "another", "one", "every", "each"})
_BEFORE_NOUN = frozenset({"compound", "amod", "nmod", "poss"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


def _owns(tokens: list[Token], hit: Hit) -> bool:
    return hit.last < len(tokens) and tokens[hit.last].tag == "POS"


def _collective(hit: Hit, tokens: list[Token]) -> bool:
    """Whether a role noun before a noun that is nobody acts in it: "police raid", "rebel attack"."""
    return any(
        e.kind == "role" and e.entity_kind != "person" and _COLLECTIVE.intersection(e.sectors) for e in hit.entries
    )


def _doubtful(hit: Hit, tokens: list[Token]) -> bool:
    """Whether a name has another common meaning and nothing nearby speaks for the name."""
    if all(e.kind == "person" and e.short for e in hit.entries):
        return tokens[hit.first].ent in ("GPE", "LOC", "FAC")
    return all(e.ambiguous for e in hit.entries) and not any(t.ent for t in tokens[hit.first : hit.last])


def _titled(name: Resolution, said: Resolution, reference: Reference) -> Resolution:
    """What a name says by itself, with the office that the words beside it give, unless they say less."""
    better = said.role is not None and (said.role not in reference.vague or name.role is None)
    return replace(
        name,
        country=name.country or said.country,
        role=said.role if better else name.role,
        sectors=said.sectors if better and said.sectors else name.sectors or said.sectors,
        kind=name.kind or said.kind,
        gender=name.gender or said.gender,
    )


def _misread(said: Resolution | None, hit: Hit | None) -> bool:
    """Whether a place was taken for a person of that name."""
    return (
        said is not None and said.kind == "person" and hit is not None and hit.is_a(*_PLACES) and not hit.is_a("person")
    )


def _means(said: Resolution | None, hit: Hit) -> bool:
    """Whether the resolver read the phrase as the name that ends it."""
    if said is None or said.name is None or said.kind is None:
        return False
    return said.kind == "person" or not hit.is_a("person") or hit.is_a("organization", "name", "group")


def _lead(group: Group, tokens: list[Token]) -> Token:
    """The noun that the title or name hangs by: "heads" of "heads of state"."""
    hit = group.hit
    if group.run is None and hit is not None and hit.last - hit.first > 1 and group.sort == "role":
        for t in tokens[hit.first : hit.last]:
            if not hit.first <= t.head.i < hit.last or t.head is t:
                return t
    return group.phrase.noun


def _region(hit: Hit | None) -> Resolution | None:
    """A region or town as one who acts: its authorities."""
    for e in hit.entries if hit is not None else ():
        if e.kind in ("region", "city") and e.country:
            return Resolution(e.country, ("GOV",), e.name, None, "organization", "n", "sg", "table", 0.6)
    return None


def _role(hit: Hit | None) -> Resolution | None:
    for e in hit.entries if hit is not None else ():
        if e.kind == "role":
            return Resolution(None, e.sectors, None, e.role, e.entity_kind, e.gender, e.number, "role", 0.4)
    return None


def _state(hit: Hit | None) -> Resolution | None:
    for e in hit.entries if hit is not None else ():
        if e.kind in ("adjective", "name", "capital") and e.country:
            return Resolution(e.country, e.sectors or ("GOV",), e.name, None, "country", "n", "sg", "table", 0.9)
    return None


def _named(resolution: Resolution | None, run: Run, name: tuple[str, ...]) -> Resolution | None:
    """What the words beside an unknown name say of it."""
    of = resolution or Resolution()
    kind = "person" if run.sort == "person" or of.kind == "person" else of.kind
    if kind is None:
        kind = {"organization": "organization", "group": "group"}.get(run.sort or "")  # type: ignore[assignment]
    if kind is None or (run.sort is None and kind != "person"):
        return None
    number: Number | None = "sg" if kind == "person" else of.number
    gender = run.gender or of.gender
    return Resolution(
        of.country, of.sectors, " ".join(name), of.role, kind, gender, number, of.how or "name", of.confidence or 0.5
    )


def _number(noun: Token, resolution: Resolution) -> Number | None:
    if resolution.kind == "person" and resolution.name is not None:
        return "sg"
    if noun.tag in ("NNS", "NNPS") or (noun.tag == "CD" and noun.lower not in ("one", "1")):
        return "pl"
    return resolution.number or ("sg" if noun.tag in ("NN", "NNP") else None)


def _tie(tokens: list[Token], i: int, end: int, reference: Reference) -> int:
    """How many tokens from i make a tie like "US-backed" or a stance like "pro-Russian"; 0 where none begins."""
    if i + 2 >= end or tokens[i + 1].text not in "-–":
        return 0
    if tokens[i + 2].lower in reference.ties or tokens[i].lower in reference.stances:
        return 3
    return 0


def _head(group: Group, tokens: list[Token]) -> Token:
    """The token by which the group hangs in the parse: one whose governor is outside, the noun if possible."""
    noun = group.quantity or group.phrase.noun
    inside = range(group.first, group.last)
    t = noun
    while t.head is not t and t.head.i in inside:
        t = t.head
    return t


def _inherit(whole: Candidate, inner: list[Candidate], apart: Collection[str]) -> None:
    """A phrase whose words tell no state is of the state named in it: "spokesman for the Chadian army"; not those who
    are ``apart`` from it: "Chad's neighbour"."""
    said = whole.resolution
    if said.country or whole.generic or whole.lemma in apart:
        return
    tokens = whole.mention.sentence.tokens
    for part in inner:
        m = part.mention
        before = tokens[m.first - 1].lower if m.first else ""
        tied = m.last + 1 < len(tokens) and tokens[m.last].text == "-"
        if part.resolution.country and not tied and before not in ("to", "on", "against", "-"):
            whole.mention.resolution = replace(said, country=part.resolution.country)
            return


def _single(candidate: Candidate) -> None:
    """Of an office that one person holds, "French and German presidents" are one each."""
    candidate.number = "sg"
    candidate.mention.definite = True
    candidate.mention.resolution = replace(candidate.resolution, kind="person", number="sg")


def _shares(left: Group, right: Group, base: Group) -> Hit | None:
    """The state before "and" that shares the noun of a phrase behind it: "US" in "US and French presidents"."""
    tokens = left.phrase.sentence.tokens
    if base.sort != "role" or base.phrase.noun.tag not in ("NNS", "NNPS") or not base.phrase.hits:
        return None
    if [t.lower for t in tokens[left.last : right.first]] not in (["and"], [","], ["or"], [",", "and"]):
        return None
    hit, lead = left.phrase.tail(), base.phrase.hits[0]
    if hit is None or not hit.is_a("adjective", "name") or lead is base.hit:
        return None
    if not lead.is_a("adjective", "name") or lead.first > base.phrase.first:
        return None
    bare = not hit.is_a("name") and tokens[left.phrase.first].tag != "DT"
    short = tokens[hit.first].text.isupper() and hit.last - hit.first == 1
    before = tokens[hit.last - 1].dep in _BEFORE_NOUN
    return hit if bare or short or before or not hit.is_a("name") else None
