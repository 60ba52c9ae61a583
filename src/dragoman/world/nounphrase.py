"""One noun phrase without owners and prepositions: nationality, organisation, title, name, role noun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dragoman.world.choice import Setting, choose, choose_person, people
from dragoman.world.index import World
from dragoman.world.model import Entry, EntryKind
from dragoman.world.people import office_at
from dragoman.world.phrase import Item, join
from dragoman.world.reading import Reading, combine, gender_of, modified
from dragoman.world.spelling import Misspellings
from dragoman.world.vocabulary import phrase_words
from dragoman.world.words import fold, is_capitalised

PlaceFinder = Callable[[str], str | None]
_WORDS = phrase_words()
_STATES: frozenset[EntryKind] = frozenset(("name", "adjective", "people", "capital", "seat", "region", "city"))
_BODIES: frozenset[EntryKind] = frozenset(("organization", "group"))
# sectors of titles by which people are called without holding the office now: "General Petraeus"
_RANKS = frozenset({"MIL", "EDU", "MED", "REL"})


@dataclass(slots=True)
class _Sorted:
    """The items of a noun phrase by what they are; ``head`` is the index of its last telling item."""

    items: list[Item]
    chosen: list[Entry | None]
    doubtful: bool = False
    modifiers: list[Entry] = field(default_factory=list)
    number: str | None = None
    definite: bool = False

    def of_kind(self, kinds: frozenset[EntryKind], until: int | None = None) -> list[Entry]:
        return [e for e in self.chosen[:until] if e is not None and e.kind in kinds]


class NounPhrases:
    """Reads noun phrases by the tables of a world."""

    def __init__(self, world: World, place: PlaceFinder | None = None) -> None:
        self._world = world
        self._place = place or (lambda name: None)
        self._misspellings = Misspellings(world)

    def read(self, items: Sequence[Item], setting: Setting) -> Reading:
        """What the noun phrase stands for; an empty reading where its words say nothing."""
        phrase = self._sort(items, setting)
        if not phrase.items:
            return Reading(number="pl" if phrase.number == "pl" else None)
        if len(phrase.items) == 1 and (pronoun := _pronoun(phrase.items[0])):
            return pronoun
        start = self._name_start(phrase)
        reading = self._named(phrase, start, setting) if start is not None else None
        if reading is None:
            reading = self._headed(phrase, setting)
        if phrase.number == "pl" and reading.number is None and not reading.state:
            reading.number = "pl"
        if phrase.number == "pl" and reading.kind == "person":
            reading.kind = "group"
        reading.gender = reading.gender or gender_of([w for i in phrase.items for w in i.words])
        modified(reading, phrase.modifiers)
        return reading

    # -- sorting -------------------------------------------------------------------------------------------

    def _sort(self, items: Sequence[Item], setting: Setting) -> _Sorted:
        """Drop the small words, choose a reading for each name; unambiguous states speak for the others."""
        phrase = _Sorted([], [])
        own = [
            codes.pop()
            for i in items
            if i.kind == "entry"
            and any(e.kind in _STATES for e in i.entries)
            and len(codes := {e.country for e in i.entries if e.country}) == 1
        ]
        inner = setting.within(*[c for c in own if c])
        for n, item in enumerate(items):
            key = item.folded
            if item.kind in ("determiner", "number", "owner"):
                if key in _WORDS["plural_determiners"] or (key.isdigit() and key != "1" and len(key) < 4):
                    phrase.number = "pl"
                phrase.definite = phrase.definite or key == "the"
                if key in _WORDS["counting"] and n + 1 == len(items):
                    phrase.items.append(Item(item.words, "word"))
                    phrase.chosen.append(None)
                continue
            entry, doubtful = choose(self._fitting(item, items, n), inner) if item.entries else (None, False)
            if entry is not None and entry.kind == "modifier":
                phrase.modifiers.append(entry)
                continue
            phrase.items.append(item)
            phrase.chosen.append(entry)
            phrase.doubtful = phrase.doubtful or doubtful
        return phrase

    def _fitting(self, item: Item, items: Sequence[Item], n: int) -> Sequence[Entry]:
        """The readings that the item's place allows: modifiers need something to modify."""
        last = n + 1 == len(items)
        fitting = [e for e in item.entries if not (last and e.kind == "modifier")]
        if not last:
            return fitting or item.entries
        # at the end a nation's people rather than its adjective, unless the word stands quite alone
        if len(items) > 1 and any(e.kind == "people" for e in fitting):
            fitting = [e for e in fitting if e.kind != "adjective"]
        return fitting

    def _name_start(self, phrase: _Sorted) -> int | None:
        """Where the name begins with which the phrase ends: known people and unknown capitalised words."""
        start = len(phrase.items)
        for i in range(len(phrase.items) - 1, -1, -1):
            item, entry = phrase.items[i], phrase.chosen[i]
            particle = item.kind == "word" and item.folded in _WORDS["name_particles"] and start < len(phrase.items)
            person = any(e.kind == "person" for e in item.entries)
            honorific = item.folded in _WORDS["honorifics"]
            beside = start < len(phrase.items) or i > 0
            nameable = entry is not None and entry.kind in ("city", "region", "capital") and person and beside
            known = entry is not None and (entry.kind == "person" or nameable)
            if honorific or not (known or particle or (item.kind == "name" and not self._is_place(phrase, i))):
                break
            start = i
        while start < len(phrase.items) and phrase.items[start].kind == "word":
            start += 1
        return start if start < len(phrase.items) else None

    def _is_place(self, phrase: _Sorted, i: int) -> bool:
        return False

    # -- phrases that end in a name ----------------------------------------------------------------------

    def _named(self, phrase: _Sorted, start: int, setting: Setting) -> Reading | None:
        words = [w for item in phrase.items[start:] for w in item.words]
        before = phrase.chosen[:start]
        roles = [e for e in before if e is not None and e.kind == "role"]
        honorific = any(i.folded in _WORDS["honorifics"] for i in phrase.items[:start])
        codes = [e.country for e in before if e is not None and e.kind in _STATES | _BODIES and e.country]
        inner = setting.within(*codes)
        offices, doubtful, how = self._person(phrase, start, words, inner, roles)
        titled = bool(roles) or honorific
        if not offices and not titled:
            return self._untitled(phrase, start, words, setting)
        if offices and codes and offices[0].country not in codes and (not titled or _contradicts(codes, offices)):
            offices = ()
        base = self._before(phrase, start, setting)
        if not offices:
            return self._unknown_person(words, base, roles, honorific)
        return _person_reading(offices, base, roles, setting.date, doubtful, how)

    def _person(
        self, phrase: _Sorted, start: int, words: list[str], setting: Setting, roles: Sequence[Entry]
    ) -> tuple[tuple[Entry, ...], bool, str]:
        """The offices of the person named by the words, whether that is doubtful, and by what they were found."""
        whole = self._world.readings(words)
        if any(e.kind == "person" for e in whole):
            offices, doubtful = choose_person(whole, setting, roles)
            return offices, doubtful, "short name" if offices[0].short else "people"
        if len(words) > 1:
            found = self._world.person(join(words), setting.date)
            if found:
                return found, False, "people, other spelling"
            for item in phrase.items[start:]:
                full = [e for e in item.entries if e.kind == "person" and not e.short]
                if full and len(item.words) > 2:
                    offices, doubtful = choose_person(full, setting, roles)
                    return offices, doubtful, "people, longer name"
        return (), False, ""

    def _before(self, phrase: _Sorted, start: int, setting: Setting) -> Reading:
        """What the words before the name say: "Danish Foreign Minister", "Hamas leader"."""
        if not start:
            return Reading()
        part = _Sorted(phrase.items[:start], phrase.chosen[:start])
        return self._headed(part, setting)

    def _unknown_person(
        self, words: list[str], base: Reading, roles: Sequence[Entry], honorific: bool
    ) -> Reading | None:
        if roles and all(r.entity_kind == "organization" for r in roles):
            return None
        base.name, base.person, base.kind, base.number, base.state = join(words), True, "person", "sg", False
        base.steps.append("title before a name")
        base.confidence = max(base.confidence, 0.4)
        return base

    def _untitled(self, phrase: _Sorted, start: int, words: list[str], setting: Setting) -> Reading | None:
        """A name that nothing introduces: a place, a misspelt nation, a name behind a nationality or body."""
        if start == 0:
            if len(words) == 1 and (entry := self._misspellings.find(words[0])) is not None:
                return self._entry(entry, len(phrase.items), 0.5, f"misspelt {entry.name}")
            code = self._place(join(words))
            if code is not None:
                return Reading(code, ("CVL",), join(words), None, None, "n", confidence=0.45, steps=["places"])
            reading = Reading(name=join(words), confidence=0.1, person=_looks_personal(words), steps=["name only"])
            return reading
        base = self._before(phrase, start, setting)
        if base.country is None and not base.sectors:
            return Reading(name=join(words), confidence=0.1, steps=["name only"])
        if base.state or base.kind in (None, "country"):
            # "Russian Ivan Petrov", "Syria Red Roses": of that country, nothing more is known
            named = join(words)
            steps = [*base.steps, "name behind a nationality"]
            sectors = tuple(s for s in base.sectors if s == "PRE")
            return Reading(base.country, sectors, named, confidence=0.4, steps=steps)
        base.confidence *= 0.8
        return base

    # -- phrases that end in a noun or known name -------------------------------------------------------

    def _headed(self, phrase: _Sorted, setting: Setting) -> Reading:
        """A phrase by its head, the last item the tables know, and what stands before and behind it."""
        last = len(phrase.items) - 1
        known = [
            i
            for i, e in enumerate(phrase.chosen)
            # "major offensive": a role noun of several senses before a noun the tables lack says nothing
            if e is not None
            and not (e.kind == "role" and e.ambiguous and i < last and phrase.items[i + 1].kind == "word")
        ]
        if not known:
            return self._unknown_head(phrase)
        head = self._head(phrase, known)
        entry = phrase.chosen[head]
        assert entry is not None
        reading = self._head_reading(phrase, head, entry, setting)
        for i in range(head - 1, -1, -1):
            self._premodify(reading, phrase, i, setting)
        for i in range(head + 1, len(phrase.items)):
            after = phrase.chosen[i]
            if after is not None and after.kind in _STATES:
                reading.place_in(self._entry(after, 1, 0.6, after.kind), "named after it")
        if phrase.doubtful:
            reading.confidence *= 0.7
        return reading

    def _head(self, phrase: _Sorted, known: Sequence[int]) -> int:
        """The index of the head: the last role, body, person or people; a state only where nothing else is known."""
        for i in reversed(known):
            entry = phrase.chosen[i]
            if entry is not None and entry.kind not in _STATES:
                return i
        return known[-1]

    def _head_reading(self, phrase: _Sorted, head: int, entry: Entry, setting: Setting) -> Reading:
        if entry.kind == "person":
            offices, doubtful = choose_person(phrase.items[head].entries, setting, ())
            base = Reading()
            reading = _person_reading(offices, base, (), setting.date, doubtful, "people")
        else:
            reading = self._entry(entry, len(phrase.items), 0.85, _table(entry))
        trailing = phrase.items[head + 1 :]
        lower = any(i.kind == "word" for i in trailing)
        if entry.kind in _STATES and (trailing or _regional(phrase.items[:head])):
            # "Syrian island", "northern Syria": something of that country, not the country
            reading.state, reading.kind, reading.name, reading.number = False, None, None, None
            reading.sectors = ("UNK",) if trailing and lower else tuple(s for s in reading.sectors if s == "PRE")
            reading.confidence = 0.4
        elif lower:
            # "army base", "Trump rally": whose it is, not they themselves
            reading.person, reading.name, reading.kind, reading.role = False, None, None, None
            reading.confidence *= 0.6
        elif entry.kind in _BODIES and head > 0:
            self._namesake(reading, phrase, head, entry)
        if entry.kind == "role":
            self._describe(reading, phrase, head, entry)
        return reading

    def _namesake(self, reading: Reading, phrase: _Sorted, head: int, entry: Entry) -> None:
        """A body called like a known one but of another country: "the Thai Labour Party"."""
        before = phrase.chosen[head - 1]
        own = before.country if before is not None and before.kind in _STATES else None
        if own is None and phrase.items[head - 1].kind == "name":
            start = head - 1
            while start > 0 and phrase.items[start - 1].kind == "name":
                start -= 1
            own = self._place(join(w for i in phrase.items[start:head] for w in i.words))
            if own is None and not entry.ambiguous:
                return
        elif own is None or own == entry.country or not (entry.country is None or self._of_a_state(entry.country)):
            return
        reading.country, reading.confidence = own, 0.5
        reading.name = join(w for i in phrase.items[: head + 1] for w in i.words)
        reading.steps.append("namesake in another country")

    def _of_a_state(self, code: str) -> bool:
        """Whether a body of that code may be another's namesake: those of states, and national societies."""
        return code in self._world.countries or code == "NGO"

    def _describe(self, reading: Reading, phrase: _Sorted, head: int, entry: Entry) -> None:
        """What a role noun as head tells: counting, portfolio, the name of an organisation."""
        last = fold(phrase.items[head].words[-1])
        reading.vague = entry.ambiguous
        reading.counting = last in _WORDS["counting"] and not reading.sectors
        reading.transparent = last in _WORDS["transparent"]
        reading.portfolio = last in _WORDS["portfolios"] or phrase.items[head].folded in _WORDS["portfolios"]
        if entry.entity_kind == "organization" and is_capitalised(phrase.items[head].words[0]):
            names = [i for i in phrase.items if i.kind != "determiner"]
            if any(i.kind == "name" for i in names):
                reading.name = join(w for i in names for w in i.words)
            for i, item in enumerate(phrase.items):
                if item.kind == "name" and reading.country is None and i != head:
                    code = self._place(item.text)
                    if code is not None:
                        reading.country = code
                        reading.steps.append("places")

    def _premodify(self, reading: Reading, phrase: _Sorted, i: int, setting: Setting) -> None:
        entry = phrase.chosen[i]
        if entry is None:
            return
        if entry.kind in _STATES and entry.kind != "seat":
            reading.place_in(self._entry(entry, 1, 0.95, _table(entry)), entry.kind)
        elif entry.kind in _BODIES or entry.kind == "seat":
            reading.belong_to(self._entry(entry, 1, 0.9, _table(entry)), "of that organisation")
        elif entry.kind == "person":
            offices, _ = choose_person(phrase.items[i].entries, setting, ())
            owner = _person_reading(offices, Reading(), (), setting.date, False, "people")
            reading.belong_to(owner, "of that person")
        elif entry.kind == "role" and entry.sectors and (not entry.ambiguous or reading.vague):
            reading.sectors = combine(entry.sectors, () if reading.vague else reading.sectors)
            reading.vague = False
            reading.steps.append(_table(entry))
            reading.confidence = max(reading.confidence, 0.75)

    def _unknown_head(self, phrase: _Sorted) -> Reading:
        """Words of which the tables know none: pure counting, people of no known sort, or nothing."""
        last = phrase.items[-1]
        key = last.folded
        if key in _WORDS["counting"]:
            return Reading(counting=True, number="pl", confidence=0.0)
        if key in _WORDS["people"]:
            plural = phrase.number == "pl" or key.endswith(("s", "men", "people"))
            return Reading(
                None,
                ("UNK",),
                kind="group" if plural else "person",
                number="pl" if plural else "sg",
                confidence=0.5,
                steps=["people of no known sort"],
            )
        return Reading(transparent=key in _WORDS["transparent"], portfolio=key in _WORDS["portfolios"])

    def _entry(self, entry: Entry, size: int, confidence: float, how: str) -> Reading:
        """A reading of one table entry alone."""
        if entry.ambiguous:
            confidence *= 0.8
        kind = entry.entity_kind
        if kind == "person" and entry.number == "pl":
            kind = "group"
        state = entry.kind in _STATES and entry.kind != "seat"
        sectors = entry.sectors
        if entry.kind == "city" and not sectors:
            sectors = ("CVL",)
        return Reading(
            entry.country,
            sectors,
            None if entry.kind in ("role", "adjective", "people") else entry.name,
            entry.role,
            kind,
            entry.gender,
            entry.number,
            entry.code,
            confidence,
            state=state,
            steps=[how],
        )


def _person_reading(
    offices: Sequence[Entry],
    base: Reading,
    roles: Sequence[Entry],
    date: str | None,
    doubtful: bool,
    how: str,
) -> Reading:
    """A known person, by office on the day and by the title before the name."""
    office, when = office_at(offices, date)
    assert office is not None
    sectors, role = office.sectors, office.role
    if when == "after":
        sectors, role = ("ELI",), f"former {role}" if role else None
    elif when == "before":
        sectors, role = (), None
    title = next((r for r in reversed(roles) if r.sectors), None)
    if title is not None and not (title.sectors[0] in _RANKS and sectors):
        sectors = (*base.sectors, *(s for s in sectors if s not in base.sectors and when == "in" and s != "GOV"))
        role = base.role or role
    elif title is not None and title.sectors[0] not in sectors and when != "after":
        sectors = (*sectors, title.sectors[0])
    confidence = {"in": 0.95, "after": 0.85, "before": 0.6, "last": 0.85}[when]
    if "short" in how or "spelling" in how or "longer" in how:
        confidence -= 0.1
    span = "" if when == "last" else f" {office.since or ''}-{office.until or ''}"
    steps = [f"{how}: {office.role or office.name}{span}"]
    return Reading(
        office.country,
        sectors,
        office.name,
        role,
        "person",
        office.gender or base.gender,
        "sg",
        office.code,
        confidence * (0.6 if doubtful else 1),
        person=True,
        steps=[*steps, *base.steps],
    )


def _contradicts(codes: Sequence[str], offices: Sequence[Entry]) -> bool:
    """Whether the nationality before a name is another state's than those the known person served."""
    served = {o.country for o in offices}
    return not served & set(codes) and all(len(c) == 3 and c not in ("UNO", "EUR", "IGO") for c in codes)


def _pronoun(item: Item) -> Reading | None:
    key = item.folded
    if key in _WORDS["singular_pronouns"]:
        return Reading(
            None, ("UNK",), kind="person", gender=gender_of(item.words), number="sg", confidence=0.2, steps=["pronoun"]
        )
    if key in _WORDS["plural_pronouns"]:
        return Reading(None, ("UNK",), kind="group", number="pl", confidence=0.2, steps=["pronoun"])
    return None


def _regional(items: Sequence[Item]) -> bool:
    return any(i.folded in _WORDS["regional"] for i in items)


def _looks_personal(words: Sequence[str]) -> bool:
    return 2 <= len(words) <= 5


def _table(entry: Entry) -> str:
    if entry.kind in _BODIES:
        return f"organisation {entry.name}"
    return f"{entry.kind} {entry.role or entry.name}"


__all__ = ["NounPhrases", "people"]
