"""One noun phrase without owners and prepositions: nationality, organisation, title, name, role noun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.world.choice import Setting, choose, choose_person
from dragoman.world.index import World
from dragoman.world.model import Entry, EntryKind, Gender
from dragoman.world.people import standing
from dragoman.world.persons import Found, is_rank, person_reading
from dragoman.world.phrase import Item, is_number, join
from dragoman.world.reading import Reading, combine, gender_of, joined, modified
from dragoman.world.spelling import Misspellings
from dragoman.world.vocabulary import phrase_words, sector_of_name
from dragoman.world.words import fold, is_capitalised

PlaceFinder = Callable[[str], str | None]
_WORDS = phrase_words()
_STATES: frozenset[EntryKind] = frozenset(("name", "adjective", "people", "capital", "seat", "region", "city"))
_BODIES: frozenset[EntryKind] = frozenset(("organization", "group"))
_TOWNS: frozenset[EntryKind] = frozenset(("name", "capital", "region", "city"))


_LEADERS = tuple(Entry(role, "role", role=role) for role in ("president", "prime minister", "chancellor"))


@dataclass(slots=True)
class _Phrase:
    """The telling items of a noun phrase, each with the reading chosen for it (None for unknown words)."""

    items: list[Item] = field(default_factory=list)
    chosen: list[Entry | None] = field(default_factory=list)
    modifiers: list[Entry] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # all but articles and numbers, modifiers too
    doubtful: bool = False
    plural: bool = False
    regional: bool = False

    def add(self, item: Item, entry: Entry | None) -> None:
        self.items.append(item)
        self.chosen.append(entry)

    def until(self, end: int) -> _Phrase:
        return replace(self, items=self.items[:end], chosen=self.chosen[:end])

    def text(self, start: int = 0, end: int | None = None) -> str:
        return join(w for i in self.items[start:end] for w in i.words)

    def former(self) -> bool:
        return any("ELI" in m.sectors for m in self.modifiers)


class NounPhrases:
    """Reads noun phrases by the tables of a world; ``place`` finds the country of a place by name."""

    def __init__(self, world: World, place: PlaceFinder) -> None:
        self._world = world
        self._place = place
        self._misspellings = Misspellings(world)

    def read(self, items: Sequence[Item], setting: Setting) -> Reading:
        """What the noun phrase stands for; an empty reading where its words say nothing."""
        phrase = self._sort(items, setting)
        if not phrase.items:
            return Reading(number="pl" if phrase.plural else None)
        if len(phrase.items) == 1 and (pronoun := _pronoun(phrase.items[0])):
            return pronoun
        start = self._widened(phrase, _name_start(phrase, self._world.people.is_given_name), setting)
        reading = self._named(phrase, start, setting) if start is not None else None
        if reading is None:
            reading = self._headed(phrase, setting)
        if phrase.plural and not reading.state:
            reading.number = reading.number or "pl"
            reading.kind = "group" if reading.kind == "person" else reading.kind
        reading.gender = reading.gender or gender_of([w for i in phrase.items for w in i.words])
        if reading.state and fold(phrase.words[0]) in _WORDS["broadcasts"] and is_capitalised(phrase.words[0]):
            reading.state, reading.kind, reading.name = False, "organization", join(phrase.words)
            reading.sectors = ("JRN",)
        if not reading.state:
            modified(reading, phrase.modifiers)
        if not reading.sectors and not reading.person and not reading.state:
            reading.called = tuple(w for w in phrase.words if is_capitalised(w))
        return reading

    # -- sorting: small words go, every name gets its likeliest reading ------------------------------------

    def _sort(self, items: Sequence[Item], setting: Setting) -> _Phrase:
        phrase = _Phrase()
        inner = setting.within(*_own_countries(items))
        for n, item in enumerate(items):
            if item.kind in ("determiner", "number", "owner"):
                phrase.plural = phrase.plural or _tells_plural(item)
                if n + 1 == len(items) and item.folded in _WORDS["counting"]:
                    phrase.add(Item(item.words, "word"), None)
                continue
            phrase.words.extend(item.words)
            fitting = _fitting(items, n)
            if item.entries and not fitting:
                # "Scott" of "Scott Young" is no known Scott
                item = Item(item.words, "name" if is_capitalised(item.words[0]) else "word")
            entry, doubtful = choose(fitting, inner) if fitting else (_office(item), False)
            if entry is not None and _is_part_of_name(items, n, entry) and not inner.leaning(entry.country):
                item, entry, doubtful = Item(item.words, "name"), None, False
            if entry is not None and entry.kind == "modifier":
                phrase.modifiers.append(entry)
                phrase.regional = phrase.regional or item.folded in _WORDS["regional"]
                continue
            if doubtful and entry is not None and entry.kind in _BODIES:
                # bodies of that name in several countries: what they share stays
                entry = replace(entry, country=None, name=item.text)
            phrase.regional = phrase.regional or (entry is None and item.folded in _WORDS["regional"])
            phrase.doubtful = phrase.doubtful or doubtful
            phrase.add(item, entry)
        return phrase

    # -- phrases that end in a name ----------------------------------------------------------------------

    def _named(self, phrase: _Phrase, start: int, setting: Setting) -> Reading | None:
        words = [w for item in phrase.items[start:] for w in item.words]
        before = phrase.chosen[:start]
        roles = [e for e in before if e is not None and e.kind == "role"]
        honorific = [w for i in phrase.items[:start] for w in i.words if fold(w) in _WORDS["honorifics"]]
        codes = [e.country for e in before if e is not None and e.kind in _STATES | _BODIES and e.country]
        gender = gender_of([w for i in phrase.items[:start] for w in i.words])
        alone = start + 1 == len(phrase.items) and phrase.items[start].kind == "entry"
        found = self._person(words, setting.within(*codes), roles, gender, short=alone)
        if found is not None and codes and not self._may_be_of(found, codes, titled=bool(roles)):
            found = None
        if found is None and not roles and not honorific:
            return self._untitled(phrase, start, setting)
        base = self._before(phrase, start, setting)
        if found is not None:
            return person_reading(found, setting.date, base, roles, former=phrase.former())
        if roles and all(r.entity_kind == "organization" for r in roles):
            return None
        if _is_clergy(phrase.items[start - 1]) and base.role == phrase.items[start - 1].folded:
            base.sectors = ("REL",)
        base.name, base.person, base.kind, base.number, base.state = join(words), True, "person", "sg", False
        base.gender = gender or (None if base.gender == "n" else base.gender)
        base.steps.append("title before a name")
        base.confidence = max(base.confidence, 0.4)
        return base

    def _widened(self, phrase: _Phrase, start: int | None, setting: Setting) -> int | None:
        """The start of a name, one to the left where a town's name is the given name of somebody known."""
        if not start or phrase.items[start].kind != "name":
            return start
        given = phrase.chosen[start - 1]
        if given is None or given.kind not in _TOWNS:
            return start
        known = self._world.person(phrase.text(start - 1), setting.date)
        return start - 1 if known else start

    def _person(
        self, words: list[str], setting: Setting, roles: Sequence[Entry], gender: Gender | None, *, short: bool
    ) -> Found | None:
        """The known person of that name: as written, spelt otherwise, or with further names behind."""
        named = [e for e in self._world.readings(words) if e.kind == "person" and _of_gender(e, gender)]
        written = named if short else [e for e in named if not e.short]
        if written:
            offices, doubtful = choose_person(written, setting, roles)
            return Found(offices, "short name" if offices[0].short else "people", doubtful)
        if len(words) == 1:
            return None
        other = self._world.person(join(words), setting.date)
        if other and _of_gender(other[0], gender):
            return Found(other, "people, other spelling")
        match = self._world.longest(words, 0)
        if match is not None and match[0] > 2 and match[0] >= len(words) - 1:
            longer = [e for e in match[1] if e.kind == "person" and not e.short]
            if longer:
                offices, doubtful = choose_person(longer, setting, roles)
                return Found(offices, "people, longer name", doubtful)
        return None

    def _may_be_of(self, found: Found, codes: Sequence[str], *, titled: bool) -> bool:
        """Whether the person served one of the countries or bodies that the words before the name tell."""
        if any(o.country in codes for o in found.offices):
            return True
        # "NATO Secretary General Jens Stoltenberg": bodies take their officials from everywhere
        return titled and not any(c in self._world.countries for c in codes)

    def _before(self, phrase: _Phrase, start: int, setting: Setting) -> Reading:
        """What the words before the name say: "Danish Foreign Minister", "Hamas leader"; an office over a rank."""
        office = any(e is not None and e.kind == "role" and e.sectors and not is_rank(e) for e in phrase.chosen[:start])
        part = _Phrase()
        for item, entry in zip(phrase.items[:start], phrase.chosen[:start], strict=True):
            if not (office and entry is not None and is_rank(entry)) and item.folded not in _WORDS["honorifics"]:
                part.add(item, entry)
        return self._headed(part, setting) if part.items else Reading()

    def _untitled(self, phrase: _Phrase, start: int, setting: Setting) -> Reading:
        """A name that nothing introduces: a place, a misspelt nation, a name behind a nationality or body."""
        name = phrase.text(start)
        if start == 0:
            if len(phrase.items) == 1 and (entry := self._misspellings.find(name)) is not None:
                return _entry_reading(entry, 0.5, f"misspelt {entry.name}")
            if (entry := self._misspellings.find_body(name)) is not None:
                return _entry_reading(entry, 0.6, f"{_table(entry)}, other spelling")
            code = self._place(name)
            if code is not None:
                return Reading(code, ("CVL",), name, confidence=0.4, steps=["places"])
            body = sector_of_name(name.split()[-1:]) if len(phrase.items) > 2 else None
            return Reading(name=name, confidence=0.1, person=" " in name and body is None, steps=["name only"])
        base = self._before(phrase, start, setting)
        namesake = start == 1 and self._may_be_given(phrase)
        if (base.country is None and not base.sectors) or namesake:
            # "David Quill": towns that are given names too
            return Reading(name=phrase.text(), confidence=0.1, person=namesake, steps=["name only"])
        if base.state:
            # "Russian Ivan Petrov", "Syrian Red Roses": of that country, nothing more is known
            base.name = name if " " in name else phrase.text()
            base.sectors = tuple(s for s in base.sectors if s == "PRE")
            base.state, base.kind, base.number, base.role = False, None, None, None
            base.steps.append("name behind a nationality")
        base.confidence *= 0.5
        return base

    def _may_be_given(self, phrase: _Phrase) -> bool:
        """Whether the phrase begins with a town's name that is rather somebody's given name."""
        entry = phrase.chosen[0]
        if entry is None or entry.kind not in _TOWNS:
            return False
        return entry.ambiguous or self._world.people.is_given_name(phrase.items[0].text)

    # -- phrases that end in a noun or known name -------------------------------------------------------

    def _headed(self, phrase: _Phrase, setting: Setting) -> Reading:
        """A phrase by its head, the last item the tables know, and what stands before and behind it."""
        head = _head(phrase)
        if head is None:
            return _unknown_head(phrase)
        entry = phrase.chosen[head]
        assert entry is not None
        reading = self._head_reading(phrase, head, entry, setting)
        for i in range(head - 1, -1, -1):
            self._premodify(reading, phrase, i, setting)
        for after in phrase.chosen[head + 1 :]:
            if after is not None and after.kind in _STATES:
                if reading.country == "NGO":
                    reading.country = None  # "Caritas Zambia" is the branch there
                reading.place_in(_entry_reading(after, 0.6, after.kind), "named after it")
        if phrase.doubtful:
            reading.confidence *= 0.7
        return reading

    def _head_reading(self, phrase: _Phrase, head: int, entry: Entry, setting: Setting) -> Reading:
        if entry.kind == "person":
            reading = self._chosen_person(phrase.items[head], setting)
        else:
            reading = _entry_reading(entry, 0.85, _table(entry))
        trailing = phrase.items[head + 1 :]
        if reading.state and phrase.former():
            # "the former Yugoslavia", "former French colonies": whose they were, not whose they are
            phrase.modifiers.clear()
            return Reading(name=None if trailing else reading.name, confidence=0.2, steps=["former state"])
        lower = any(i.kind == "word" for i in trailing)
        if entry.kind in _STATES and (trailing or phrase.regional):
            # "Syrian island", "northern Syria": something of that country, not the country
            reading.state, reading.kind, reading.name, reading.number = False, None, None, None
            reading.sectors = ("UNK",) if lower else tuple(s for s in reading.sectors if s == "PRE")
            reading.confidence = 0.4
        elif lower:
            # "army base", "Trump rally": whose it is, not they themselves
            reading.person, reading.name, reading.kind, reading.role = False, None, None, None
            reading.confidence *= 0.6
        elif entry.kind in _BODIES and head > 0:
            self._namesake(reading, phrase, head, entry)
        elif entry.kind in _STATES and entry.ambiguous and head > 0 and phrase.items[head - 1].kind == "name":
            # "George Washington", "Michael Jordan"
            reading = Reading(name=phrase.text(0, head + 1), confidence=0.1, person=True, steps=["name only"])
        if entry.kind == "role":
            self._describe(reading, phrase, head, entry)
        reading.generic = entry.kind in _BODIES and entry.ambiguous
        return reading

    def _chosen_person(self, item: Item, setting: Setting, *, leading: bool = False) -> Reading:
        offices, doubtful = choose_person(item.entries, setting, _LEADERS if leading else ())
        how = "short name" if offices[0].short else "people"
        return person_reading(Found(offices, how, doubtful), setting.date)

    def _namesake(self, reading: Reading, phrase: _Phrase, head: int, entry: Entry) -> None:
        """A body called like a known one but of another country: "the Thai Labour Party"."""
        before = phrase.chosen[head - 1]
        own = before.country if before is not None and before.kind in _STATES else None
        if own is None and phrase.items[head - 1].kind == "name":
            start = head - 1
            while start > 0 and phrase.items[start - 1].kind == "name":
                start -= 1
            own = self._place(phrase.text(start, head))
            if own is None and not entry.ambiguous:
                return
        elif own is None or own == entry.country or not self._of_a_state(entry.country):
            return
        reading.country, reading.confidence = own, 0.5
        reading.name = phrase.text(0, head + 1)
        reading.steps.append("namesake in another country")

    def _yields(self, reading: Reading, after: Entry | None) -> bool:
        """Whether the country found so far is only where they are sent, or the people they are of by descent."""
        if after is not None and after.kind == "adjective":
            return reading.country == after.country
        return reading.country is not None and reading.country not in self._world.countries

    def _of_a_state(self, code: str | None) -> bool:
        """Whether a body of that code may have namesakes: those of states, and societies with national branches."""
        return code is None or code in self._world.countries or code == "NGO"

    def _describe(self, reading: Reading, phrase: _Phrase, head: int, entry: Entry) -> None:
        """What a role noun as head tells: an office, counting, a field of work, the name of an organisation."""
        item = phrase.items[head]
        last = fold(item.words[-1])
        reading.vague = entry.ambiguous
        reading.counting = last in _WORDS["counting"] and not reading.sectors
        reading.transparent = last in _WORDS["transparent"]
        reading.portfolio = last in _WORDS["portfolios"] or item.folded in _WORDS["portfolios"]
        reading.family = last in _WORDS["family"]
        reading.speaking = (reading.role or last) in _WORDS["speaking_for"]
        reading.against = last in _WORDS["against"]
        reading.following = last in _WORDS["following"]
        reading.employed = last in _WORDS["employed"] or reading.speaking
        reading.ruling = last in _WORDS["regimes"] or last in _WORDS["ministries"]
        reading.serving = last in _WORDS["serving"]
        reading.hired = last in _WORDS["hired"]
        reading.sent = last in _WORDS["sent"] or item.folded in _WORDS["sent"] or reading.role in _WORDS["sent"]
        if entry.role and (entry.rank < 0 or entry.sectors == ("UNK",)):
            # "foreign policy chief": the words before it belong to the office
            start = head
            while start > 0 and phrase.items[start - 1].kind == "word":
                start -= 1
            reading.role = phrase.text(start, head + 1).lower()
        if entry.entity_kind == "organization" and is_capitalised(item.words[0]):
            self._name_body(reading, phrase, head)

    def _name_body(self, reading: Reading, phrase: _Phrase, head: int) -> None:
        """An organisation by its own name: "Santa Marta High Court" lies where Santa Marta lies."""
        unknown = [i for i in phrase.items if i.kind == "name"]
        if not unknown:
            return
        reading.name = join(phrase.words) or phrase.text()
        if not any(e is not None and e.kind in _STATES for e in phrase.chosen):
            code = self._place(join(w for i in unknown for w in i.words))
            if code is not None:
                reading.country = code
                reading.steps.append("places")

    def _premodify(self, reading: Reading, phrase: _Phrase, i: int, setting: Setting) -> None:
        entry = phrase.chosen[i]
        if entry is None:
            return
        if entry.kind in _STATES and entry.kind != "seat":
            after = phrase.chosen[i + 1] if i + 1 < len(phrase.chosen) else None
            if reading.sent or (after is not None and after.kind == entry.kind == "adjective"):
                # "Pakistan's U.N. ambassador", "Croatian Serb rebels": the first word says whose they are
                reading.country = entry.country if self._yields(reading, after) else reading.country
            reading.place_in(_entry_reading(entry, 0.95, _table(entry)))
        elif entry.kind in _BODIES or entry.kind == "seat":
            owner = _entry_reading(entry, 0.9, _table(entry))
            reading.belong_to(owner, "of that organisation", field=False)
        elif entry.kind == "person":
            regime = phrase.items[-1].folded in _WORDS["regimes"]
            leading = any(standing(e) for e in phrase.items[i].entries)
            body = reading.kind == "organization" or (reading.kind == "group" and reading.number == "sg")
            if body and entry.short and not regime and (not leading or phrase.items[-1].folded in _WORDS["societies"]):
                return  # "Bar Council", "Law Society": a body is called after nobody but leaders
            owner = self._chosen_person(phrase.items[i], setting, leading=regime)
            if regime and owner.sectors == ("ELI",):
                owner.sectors = ()
            reading.belong_to(owner, "of that person")
        elif entry.kind == "role" and entry.code:
            reading.code = joined(reading.code, entry.code)
        elif entry.kind == "role" and reading.kind == "organization" and is_rank(entry):
            return  # "General Union": a body of everybody, not of a general
        elif entry.kind == "role" and entry.sectors and (not entry.ambiguous or reading.vague):
            reading.sectors = combine(entry.sectors, () if reading.vague else reading.sectors, staff=reading.is_staff())
            reading.vague = False
            reading.steps.append(_table(entry))
            reading.confidence = max(reading.confidence, 0.75)


def _is_clergy(item: Item) -> bool:
    """Whether the word before a name is what priests and nuns are called: "Father Damien", not "her father Sergei"."""
    return item.folded in _WORDS["clergy"] and is_capitalised(item.words[0])


def _own_countries(items: Sequence[Item]) -> list[str]:
    """Countries that names of the phrase tell without doubt; they speak for the readings of its other names."""
    found: list[str] = []
    for item in items:
        codes = {e.country for e in item.entries if e.country}
        if len(codes) == 1 and any(e.kind in _STATES for e in item.entries):
            found.extend(codes)
    return found


def _tells_plural(item: Item) -> bool:
    key = item.folded
    # four digits alone may be a year
    number = is_number(key) and key != "1" and (len(key) < 4 or "," in key)
    return number or key in _WORDS["plural_determiners"] or key in _WORDS["quantifiers"]


def _fitting(items: Sequence[Item], n: int) -> Sequence[Entry]:
    """The readings that the item's place allows."""
    item, last = items[n], n + 1 == len(items)
    named = not last and (items[n + 1].kind == "name" or any(e.kind == "person" for e in items[n + 1].entries))
    # "chief" is a modifier in "chief negotiator", an office at the end and before a name
    noun = last or (named and item.folded in _WORDS["offices"])
    place = not last and fold(items[n + 1].words[0]) in _WORDS["territorial"]
    if place and any(e.kind in _TOWNS for e in item.entries):
        return [e for e in item.entries if e.kind in _TOWNS]
    fitting = [
        e for e in item.entries if not (noun and e.kind == "modifier") and not (e.short and not _may_be_short(items, n))
    ]
    if last and any(e.kind == "region" for e in fitting):
        fitting = [e for e in fitting if e.kind != "adjective"]
    # at the end a nation's people rather than its adjective, unless the word stands quite alone
    if last and len(items) > 1 and any(e.kind == "people" for e in fitting):
        fitting = [e for e in fitting if e.kind != "adjective"]
    return fitting


def _is_part_of_name(items: Sequence[Item], n: int, entry: Entry) -> bool:
    """Whether the short name of a body is only a word of a longer name that the tables lack ("Youth Action Club")."""
    if entry.kind not in _BODIES or not entry.ambiguous or len(items[n].words) > 1:
        return False
    following = items[n + 1] if n + 1 < len(items) else None
    return (n > 0 and items[n - 1].kind == "name") or (following is not None and following.kind == "name")


def _may_be_short(items: Sequence[Item], n: int) -> bool:
    """Whether a family name may stand alone here: not beside other names, not as "the West"."""
    before = items[n - 1] if n else None
    after = items[n + 1] if n + 1 < len(items) else None
    if after is not None and (after.kind == "name" or _is_named(after)):
        return False
    if before is None:
        return True
    if before.folded in _WORDS["honorifics"]:
        return True
    if before.kind == "determiner" and after is None:
        return False
    return before.kind != "name" and not (before.entries and all(e.kind == "person" for e in before.entries))


def _is_named(item: Item) -> bool:
    """Whether the item is a town's or person's name and nothing else."""
    kinds = {e.kind for e in item.entries}
    return bool(kinds) and kinds <= _TOWNS | {"person"}


def _office(item: Item) -> Entry | None:
    """The reading of an office that is in no table because it tells nothing by itself ("chief")."""
    key = item.folded
    if item.kind == "name" and key in _WORDS["bodies"]:
        return Entry(key, "role", entity_kind="organization", ambiguous=True, rank=-1)
    if item.kind not in ("word", "name") or key not in _WORDS["offices"]:
        return None
    if key in _WORDS["unit_offices"]:
        return Entry(key, "role", entity_kind="group", rank=-1)
    plural = key in _WORDS["plural_offices"]
    return Entry(key, "role", None, (), None if plural else key, "person", number="pl" if plural else "sg", rank=-1)


def _name_start(phrase: _Phrase, is_given: Callable[[str], bool]) -> int | None:
    """Where the name begins with which the phrase ends: known people and unknown capitalised words."""
    size = len(phrase.items)
    start = size
    for i in range(size - 1, -1, -1):
        item, entry = phrase.items[i], phrase.chosen[i]
        if item.folded in _WORDS["honorifics"]:
            break
        particle = item.kind == "word" and start < size and item.folded in _WORDS["name_particles"]
        person = any(e.kind == "person" for e in item.entries)
        # "Mr. Jordan", "Nguyen Van Hung": towns that are people's names too
        between = i > 0 and phrase.items[i - 1].kind == "name" and start < size
        town = entry is not None and entry.kind in _TOWNS and (between or (person and (start < size or i > 0)))
        # "Rabbi David Stern", "President Rosa Lima": towns beside given names
        town = town or (entry is not None and entry.kind in _TOWNS and _beside_given(phrase, i, start, is_given))
        unknown = entry is None and item.kind == "name"
        if not (particle or unknown or town or (entry is not None and entry.kind == "person")):
            break
        start = i
    while start < size and phrase.items[start].kind == "word":
        start += 1
    return start if start < size else None


def _beside_given(phrase: _Phrase, i: int, start: int, is_given: Callable[[str], bool]) -> bool:
    """Whether the town behind a title is rather a given name, or the family name behind one."""
    title = next(
        (e for e in phrase.chosen[:i] if e is not None and e.kind == "role" and e.entity_kind == "person"), None
    )
    if title is None or len(phrase.items[i].words) > 1:
        return False
    before = phrase.items[i - 1]
    if start < len(phrase.items):
        return is_given(phrase.items[i].text)
    return before.kind == "name" and is_given(before.text)


def _head(phrase: _Phrase) -> int | None:
    """The index of the head: the last role, body or person; a state only where nothing else is known."""
    last = len(phrase.items) - 1
    state: int | None = None
    for i in range(last, -1, -1):
        entry = phrase.chosen[i]
        if entry is None:
            continue
        vague = entry.kind == "role" and (entry.ambiguous or entry.rank < 0)
        if vague and i < last and phrase.items[i + 1].kind == "word":
            # "major offensive": a role noun of several senses before a noun that the tables lack says nothing
            continue
        if entry.kind not in _STATES:
            return i
        state = i if state is None else state
    return state


def _unknown_head(phrase: _Phrase) -> Reading:
    """Words of which the tables know none: pure counting, people of no known sort, or nothing."""
    key = phrase.items[-1].folded
    if key in _WORDS["counting"]:
        return Reading(counting=True, number="pl")
    if key in _WORDS["people"]:
        plural = phrase.plural or key.endswith(("s", "men", "people"))
        return Reading(
            sectors=("UNK",),
            kind="group" if plural else "person",
            number="pl" if plural else "sg",
            confidence=0.5,
            steps=["people of no known sort"],
        )
    return Reading(transparent=key in _WORDS["transparent"], portfolio=key in _WORDS["portfolios"])


def _entry_reading(entry: Entry, confidence: float, how: str) -> Reading:
    """A reading of one table entry alone."""
    kind = "group" if entry.entity_kind == "person" and entry.number == "pl" else entry.entity_kind
    return Reading(
        entry.country,
        entry.sectors or (("CVL",) if entry.kind == "city" else ()),
        None if entry.kind in ("role", "adjective", "people") else entry.name,
        entry.role,
        kind,
        entry.gender,
        entry.number,
        entry.code,
        confidence * (0.8 if entry.ambiguous else 1),
        state=entry.kind in _STATES and entry.kind != "seat",
        steps=[how],
    )


def _pronoun(item: Item) -> Reading | None:
    key = item.folded
    if key in _WORDS["singular_pronouns"]:
        gender = gender_of(item.words)
        return Reading(sectors=("UNK",), kind="person", gender=gender, number="sg", confidence=0.2, steps=["pronoun"])
    if key in _WORDS["plural_pronouns"]:
        return Reading(sectors=("UNK",), kind="group", number="pl", confidence=0.2, steps=["pronoun"])
    return None


def _of_gender(entry: Entry, gender: Gender | None) -> bool:
    return gender is None or entry.gender is None or entry.gender == gender


def _table(entry: Entry) -> str:
    if entry.kind in _BODIES:
        return f"organisation {entry.name}"
    return f"{entry.kind} {entry.role or entry.name}"
