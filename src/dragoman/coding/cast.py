"""The cast of an article: its entities while they are being found, and which names mean the same one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.coding.detection import Candidate
from dragoman.coding.mentions import EntityRef
from dragoman.coding.reference import Reference
from dragoman.coding.runs import FAMILY_FIRST
from dragoman.records import EntityKind
from dragoman.world.model import Resolution
from dragoman.world.words import fold

NOT_STATES = frozenset({"UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"})
_FILED_SHARE = 0.3
_RIVAL = 4  # names of the second state below which an article is not between two
_ENOUGH = 5  # names of states, those of the lead counted twice, below which nothing tells what an article is about
_SMALL = frozenset({"the", "of", "a", "an", ".", "-", ",", "(", ")", "'s", "’s"})


@dataclass(slots=True, eq=False)
class Figure:
    """An entity with what joins further mentions to it.

    Attributes:
        ref: the entity as later rooms see it.
        words: folded words of its longest name, in order.
        lemmas: nouns that described it.
        roles: words of the offices that the text or the tables give it.
        titled: whether its role comes from the text.
        named: whether it has a proper name.
        last: running number of the last mention linked to it.
    """

    ref: EntityRef
    words: tuple[str, ...] = ()
    lemmas: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    titled: bool = False
    named: bool = False
    last: int = -1

    def learn(self, candidate: Candidate) -> None:
        """Take over what a mention says of the entity where that was unknown."""
        said, ref = candidate.resolution, self.ref
        if said.role:
            self.roles.update(said.role.split())
        if said.role and (not ref.role or (candidate.titled and not self.titled)):
            ref.role, self.titled = said.role, candidate.titled
            if candidate.titled and said.sectors:
                ref.sectors = said.sectors
        ref.country = ref.country or said.country
        ref.sectors = ref.sectors or said.sectors
        ref.gender = ref.gender or candidate.gender
        self.lemmas.add(candidate.lemma)


class Cast:
    """All figures of an article, findable by name."""

    def __init__(self, reference: Reference, state_names: Mapping[str, str]) -> None:
        self.reference = reference
        self.state_names = state_names
        self.figures: list[Figure] = []
        self._by_key: dict[Hashable, Figure] = {}
        self._by_word: dict[str, list[Figure]] = {}
        self._countries: Counter[str] = Counter()
        self._named: set[str] = set()
        self._lead: set[str] = set()
        self._standing: set[str] = set()  # states some of whose people or organs are told for their own sake
        self._filed: str | None = None

    def names(self, country: str) -> bool:
        """Whether the article names a state or body, or one of its people."""
        return country in self._named

    def enroll(self, candidates: Iterable[Candidate]) -> None:
        """Register all full names before any short one is looked up, and count the states named."""
        full = []
        for candidate in candidates:
            country = candidate.resolution.country
            early = candidate.mention.sentence.index < 2
            if country:
                self._named.add(country)
            self.weigh(country, 2 if early else 1)
            mention = candidate.mention
            if country and not (mention.attributive or mention.adjectival or mention.locative):
                self._standing.add(country)
            if early and country and country not in NOT_STATES:
                self._lead.add(country)
            if candidate.doubtful:
                continue
            if candidate.resolution.kind == "person" and len(candidate.name) > 1 and not candidate.short:
                full.append(candidate)
        for candidate in sorted(full, key=lambda c: not c.known):
            self._person(candidate)

    def weigh(self, country: str | None, times: int) -> None:
        """Count a state as one that the article is about."""
        if country and country not in NOT_STATES:
            self._countries[country] += times

    def file_from(self, country: str | None) -> None:
        """Note the state from which the article was filed."""
        self._filed = country
        self.weigh(country, 3)

    def home(self, share: float = 0.4) -> str | None:
        """The state that the article is about, if one clearly is.

        At least this share of the names belong to it and twice as many as to any other that acts, or headline and lead
        name no other, or the article was filed from it and speaks of it a good deal.
        """
        total = self._countries.total()
        if total < _ENOUGH:
            return None
        (country, n), *others = self._countries.most_common(2)
        rival = others[0] if others else ("", 0)
        if n >= share * total and n >= (2 if rival[0] in self._standing else 1.25) * rival[1]:
            return country
        if len(self._lead) == 1:
            return next(iter(self._lead))
        return self._filed if self._filed and self._countries[self._filed] >= _FILED_SHARE * total else None

    def pair(self) -> tuple[Figure, ...]:
        """The two states between which the article plays, if it clearly is about two."""
        (one, n), (other, m), *rest = [*self._countries.most_common(3), ("", 0), ("", 0), ("", 0)][:3]
        if m < _RIVAL or m < 0.4 * n or sum(k for _, k in rest) > 0.4 * m:
            return ()
        figures = [self._by_key.get(("country", code)) for code in (one, other)]
        return tuple(f for f in figures if f is not None) if None not in figures else ()

    def met(self, candidate: Candidate) -> Figure | None:
        """The person or body met elsewhere in the article by a longer form of this name, if any."""
        words = tuple(fold(w) for w in candidate.name if w not in _SMALL)
        return self._alike(words, candidate) or self._by_key.get(("words", words))

    def named(self, candidate: Candidate) -> Figure:
        """The figure of a name, made if it is new."""
        if candidate.resolution.kind == "person" and not candidate.people:
            return self._person(candidate)
        if candidate.name and not candidate.known:
            # entity labels err on short names: who was met by the full name is meant
            words = tuple(fold(w) for w in candidate.name if w not in _SMALL)
            figure = self._alike(words, candidate)
            if figure is not None:
                return figure
        return self._keyed(candidate, self.key(candidate))

    def described(self, candidate: Candidate, country: str | None) -> Figure:
        """The figure of a description that brings back no other: one for all with the same noun and state."""
        said = candidate.resolution
        key = ("described", country, said.role or candidate.lemma, candidate.number, said.sectors[:1])
        return self._keyed(candidate, key, country)

    def fresh(self, candidate: Candidate, country: str | None = None) -> Figure:
        """A new figure for a description that begins a new one ("a policeman")."""
        return self._make(candidate, candidate.resolution, country)

    def key(self, candidate: Candidate) -> Hashable:
        """What makes two names or descriptions the same entity."""
        said = candidate.resolution
        if self.is_state(candidate):
            return "country", said.country
        if candidate.people:
            return "people", said.country, candidate.lemma
        if candidate.known and said.name:
            return "name", said.name
        words = tuple(w for w in map(fold, _name_words(candidate)) if w not in _SMALL)
        return "words", words

    def is_state(self, candidate: Candidate) -> bool:
        """Whether the mention stands for a state as such: its name, its capital, its government."""
        said = candidate.resolution
        if not said.country or candidate.people or (said.country in NOT_STATES and not candidate.state):
            return False
        if candidate.state:
            return True
        return (
            candidate.mention.form == "description"
            and candidate.lemma in self.reference.government
            and said.kind != "person"
        )

    def remember(self, figure: Figure, alias: str) -> None:
        """Let an abbreviation name a figure."""
        self._by_key.setdefault(("words", (fold(alias),)), figure)

    def _unless_a_namesake(self, candidate: Candidate) -> Resolution:
        """What the tables say of a name; nothing where a family name alone would mean somebody out of office of a
        state that the article does not speak of."""
        said = candidate.resolution
        if candidate.short and said.sectors[:1] in ((), ("ELI",)) and said.country not in self._countries:
            return Resolution(
                kind="person", gender=said.gender, number=said.number, how="a family name", confidence=0.2
            )
        return said

    def _person(self, candidate: Candidate) -> Figure:
        words = tuple(fold(w) for w in candidate.name if w not in _SMALL)
        said = candidate.resolution
        figure = self._by_key.get(("person", said.name)) if candidate.known and not candidate.short else None
        figure = figure or self._alike(words, candidate)
        if figure is None and candidate.known:
            figure = self._by_key.get(("person", said.name))
        if figure is None:
            figure = self._make(candidate, self._unless_a_namesake(candidate))
            figure.named = True
            figure.words = words
            for word in words:
                self._by_word.setdefault(word, []).append(figure)
        if not candidate.known:
            figure.learn(candidate)
        elif self._by_key.setdefault(("person", said.name), figure) is figure:
            figure.learn(candidate)  # else the tables mean somebody else of that family name
        return figure

    def _alike(self, words: tuple[str, ...], candidate: Candidate) -> Figure | None:
        """The person whose name holds these words in this order; of several the one mentioned last."""
        found = []
        for figure in self._by_word.get(words[-1], ()) if words else ():
            if not _contains(figure.words, words) or _clash(figure, candidate):
                continue
            found.append(figure)
        if not found:
            return None
        family = [f for f in found if f.words[-1] == words[-1] or (_eastern(f) and f.words[0] == words[0])]
        if not family and len(found) > 1:
            return None  # a given name that several bear
        found = family or found
        return max(found, key=lambda f: (f.last, -f.ref.number_in_article))

    def _keyed(self, candidate: Candidate, key: Hashable, country: str | None = None) -> Figure:
        figure = self._by_key.get(key)
        if figure is None:
            figure = self._by_key[key] = self._make(candidate, candidate.resolution, country)
            figure.named = candidate.mention.form == "name"
        figure.learn(candidate)
        if candidate.alias:
            self.remember(figure, candidate.alias)
        return figure

    def _make(self, candidate: Candidate, said: Resolution, country: str | None = None) -> Figure:
        name, kind, sectors = said.name, said.kind, said.sectors
        if self.is_state(candidate):
            kind, name = "country", self.state_names.get(said.country or "", name or "")
            sectors = ("GOV", "PRE") if "PRE" in sectors else ("GOV",)
        ref = EntityRef(
            len(self.figures),
            name or _plain_name(candidate),
            kind or _kind(candidate),
            said.country or country,
            sectors,
            said.role if kind != "country" else None,
            candidate.gender,
            candidate.number,
        )
        figure = Figure(ref)
        self.figures.append(figure)
        figure.learn(candidate)
        if kind == "country":
            ref.role = None
        return figure


def _kind(candidate: Candidate) -> EntityKind:
    if candidate.place:
        return "organization"
    return "group" if candidate.number == "pl" else "person"


def _name_words(candidate: Candidate) -> list[str]:
    tokens = candidate.mention.tokens
    return list(candidate.name) or [t.text for t in tokens]


def _plain_name(candidate: Candidate) -> str:
    """The description without its article, as written."""
    tokens = candidate.mention.tokens
    while len(tokens) > 1 and tokens[0].tag in ("DT", "PDT", "PRP$"):
        tokens = tokens[1:]
    out, end = "", tokens[0].start
    for t in tokens:
        out += (" " if t.start > end else "") + t.text
        end = t.end
    return out


def _contains(full: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Whether the words of ``part`` stand in ``full`` in the same order."""
    rest = iter(full)
    return all(word in rest for word in part)


def _clash(figure: Figure, candidate: Candidate) -> bool:
    a, b = figure.ref.gender, candidate.gender
    if a and b and a != b and not candidate.short:
        return True
    mine, theirs = figure.ref.country, candidate.resolution.country
    return candidate.titled and bool(mine and theirs) and mine != theirs


def _eastern(figure: Figure) -> bool:
    """Whether the family name stands first, or cannot be told: then one word may be that name."""
    return figure.ref.country in FAMILY_FIRST or figure.ref.country is None
