"""From a phrase to what it stands for: country, sectors, name, role, kind.

A phrase is read by its own words first: names and role nouns of the tables, nationality, owner ("Turkey's"), "of X",
title before a name. What the words leave open is filled from the known country or the context; the rest stays open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.world.choice import Setting
from dragoman.world.gazetteer import gazetteer
from dragoman.world.index import World
from dragoman.world.model import Resolution
from dragoman.world.nounphrase import NounPhrases
from dragoman.world.phrase import Item, Part, clauses, compounds, divide, owners, respell, segment, share_office
from dragoman.world.reading import Reading
from dragoman.world.vocabulary import phrase_words, sector_of_name
from dragoman.world.words import fold, is_capitalised, split_words

_WORDS = phrase_words()
# inhabitants: what a region counts as, from where a one-word name is rather a town's than a family's, and how many
# times those of the next town of that name a town must have
_REGION, _WELL_KNOWN, _CLEARLY = 500_000, 50_000, 4
_MEMORY = 1 << 16
# soldiers and spies need not be of the country they are in; others are taken to be
_AWAY = (("MIL",), ("SPY",))


@dataclass(frozen=True, slots=True)
class Context:
    """What the surroundings of a phrase say: codes of the countries they name, the most frequent first.

    Attributes:
        countries: they decide between readings of an ambiguous name.
        fill: whether a single country there is also the country of phrases that name none ("the National Guard").
    """

    countries: tuple[str, ...] = ()
    fill: bool = False


class Resolver:
    """Reads actor phrases by their own words; results are remembered."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._phrases = NounPhrases(world, place_country)
        self._remembered = lru_cache(maxsize=_MEMORY)(self._resolve)
        self._context = lru_cache(maxsize=1024)(self._read_context)

    def resolve(
        self,
        words: Sequence[str] | str,
        *,
        date: str | None = None,
        context: str | Context = "",
        known_country: str | None = None,
    ) -> Resolution | None:
        """What the phrase stands for, or None when its words say nothing.

        Args:
            words: the phrase, as text or as the parser's words.
            date: ISO day on which it was written, for who held which office; without it offices are the latest.
            context: text around it, or the countries named there; decides between readings of a name.
            known_country: code of the country that the phrase is known to speak of ("the president").

        Returns:
            Country, sectors, canonical name, role, kind, gender and number, each None where unknown; ``how`` names
            the tables and rules that led there, ``confidence`` (0 to 1) how sure they are.
        """
        if isinstance(words, str):
            words = split_words(words)
        around = self._context(context) if isinstance(context, str) else context
        return self._remembered(tuple(words), date or None, around, known_country or None)

    def _read_context(self, text: str) -> Context:
        words = split_words(text)
        seen: dict[str, int] = {}
        i = 0
        while i < len(words):
            found = self.world.longest(words, i)
            if found is None:
                i += 1
                continue
            for code in {e.country for e in found[1] if e.country and not e.short}:
                seen[code] = seen.get(code, 0) + 1
            i = found[0]
        return Context(tuple(sorted(seen, key=lambda c: -seen[c])), fill=True)

    def _resolve(
        self, words: tuple[str, ...], date: str | None, context: Context, known_country: str | None
    ) -> Resolution | None:
        setting = Setting(date, context.countries, known_country)
        parts = clauses(words)
        if not parts:
            return None
        reading = self._read_clause(parts[0], setting)
        for part in parts[1:]:
            if not _apposition(reading, other := self._read_clause(part, setting)):
                break
            _merge(reading, other)
        if not reading.known():
            return None
        self._fill(reading, words, setting, context.fill)
        return reading.resolution()

    def _read_clause(self, words: Sequence[str], setting: Setting) -> Reading:
        kept, based = compounds(self.world, share_office(respell(words)))
        parts = divide(segment(self.world, kept))
        if not parts:
            return Reading()
        reading = self._read_owned(parts[0].items, setting)
        for part in parts[1:]:
            self._attach(reading, part, setting)
        _name_body(reading)
        if based:
            reading.place_in(self._read_owned(segment(self.world, based), setting), "based there")
        return reading

    def _read_owned(self, items: list[Item], setting: Setting) -> Reading:
        """A stretch without prepositions: a noun phrase with its owners ("Chad's president's spokesman")."""
        owner_items, head_items = owners(items)
        if not owner_items:
            return self._phrases.read(head_items, setting)
        owner = self._read_owned(owner_items, setting)
        if not head_items:
            return owner
        if owner.country and not setting.known_country:
            setting = setting.within(owner.country)
        reading = self._phrases.read(head_items, setting)
        if reading.transparent and owner.sectors and not owner.state:
            role = reading.role
            reading.become(owner, "the owner's office")
            reading.name, reading.role, reading.kind = None, role, "organization"
        elif not reading.known() and owner.known():
            reading.country, reading.sectors = owner.country, () if owner.state else owner.sectors
            reading.code, reading.confidence = owner.code, 0.5
            reading.steps = [*owner.steps, "owner"]
        else:
            if reading.sent and owner.country in self.world.countries and reading.country not in self.world.countries:
                # "Pakistan's U.N. ambassador" is sent there
                reading.country = None
            if owner.state and reading.generic:
                self._leave_namesake(reading, owner)
            reading.belong_to(owner, "owner")
        return reading

    def _attach(self, reading: Reading, part: Part, setting: Setting) -> None:
        """Read a prepositional phrase into what stands before it."""
        other = self._read_owned(part.items, setting)
        reading.called += tuple(w for i in part.items for w in i.words if reading.called and is_capitalised(w))
        if part.word in ("of", "for") and not other.sent:
            self._leave_namesake(reading, other)
        if other.person and part.preposition in ("origin", "place") and len(part.items) == 1:
            # "from Birmingham": behind "from" and "in" a town, whoever bears its name
            code = place_country(part.items[0].text)
            other = Reading(code, ("CVL",), confidence=0.5, steps=["places"]) if code else other
        if part.preposition == "of":
            self._attach_of(reading, other)
            if reading.sectors[:1] == ("MIL",) and sector_of_name([w for i in part.items for w in i.words]) == "REB":
                reading.sectors = ("REB",)  # "Soldiers of the Caliphate"
        elif part.preposition == "origin":
            reading.place_in(other, "from there", 0.9)
        elif part.word == "for" and reading.portfolio:
            self._attach_of(reading, other)
        elif part.word in ("for", "at", "with") and reading.employed and other.kind == "organization":
            reading.belong_to(other, "works there")
        elif part.preposition == "place" and not reading.sent and reading.sectors[:1] not in _AWAY:
            reading.place_in(other, "is there", 0.8)
        elif part.word == "for" and reading.speaking:
            reading.belong_to(other, "speaks for")
        elif part.word == "to" and reading.serving:
            reading.belong_to(other, "serves")
        if reading.country and not (reading.sectors or reading.role or reading.name or reading.state):
            # something of that country that the tables do not know
            reading.sectors, reading.confidence = ("UNK",), 0.3

    def _leave_namesake(self, reading: Reading, other: Reading) -> None:
        """A body called like a known one, of the country named behind it: "the Democratic Alliance of Chad"."""
        if reading.kind != "organization" or reading.country == other.country or not reading.name:
            return
        stranger = reading.generic and other.country is None and not other.sectors and not other.role and other.name
        if reading.country in self.world.countries and (other.state or stranger):
            reading.country = None
            reading.name = None
            reading.steps.append("namesake in another country")
            if other.state:
                reading.place_in(other)

    def _attach_of(self, reading: Reading, other: Reading) -> None:
        introduced = other.country is not None or other.role is not None
        if other.person and introduced and reading.role and not reading.person and reading.portfolio:
            # "Minister of Public Works Ann Lee": the field of work ends where the name begins
            reading.name, reading.person, reading.kind, reading.number = other.name, True, "person", "sg"
            reading.gender = reading.gender or other.gender
            reading.place_in(other, "of")
        elif reading.counting and other.known():
            reading.become(other, "counted")
            reading.number = "pl"
            reading.kind = "group" if reading.kind == "person" else reading.kind
        elif reading.transparent and other.sectors and not other.state:
            name = reading.name
            reading.become(other, "of")
            reading.name, reading.kind = name, "organization"
        elif not reading.sectors and not reading.role:
            reading.place_in(other, "of")
            if other.sectors and not other.state and not reading.sectors:
                reading.sectors, reading.confidence = other.sectors, 0.5
        else:
            reading.belong_to(other, "of")

    def _fill(self, reading: Reading, words: Sequence[str], setting: Setting, fill: bool) -> None:
        """Fill the country from what the caller knows, where the words name none."""
        if reading.country is not None:
            return
        if setting.known_country:
            reading.country = setting.known_country
            reading.steps.append("known country")
            reading.confidence = max(min(reading.confidence, 0.8), 0.5)
        elif fill and len(setting.countries) == 1 and (reading.sectors or reading.role):
            definite = fold(words[0]) in ("the", "our") or words[0][:1].isupper()
            if definite and reading.sectors[:1] not in (("UAF",), ("UNK",)):
                reading.country = setting.countries[0]
                reading.steps.append("context")
                reading.confidence = min(reading.confidence, 0.6)


@lru_cache(maxsize=1 << 14)
def place_country(name: str) -> str | None:
    """The country of the place of that name; None where there is none or places of several countries vie."""
    by_country: dict[str, int] = {}
    for place in gazetteer().lookup(name):
        if place.country and place.precision != "country":
            weight = _REGION if place.precision == "region" else place.population
            by_country[place.country] = max(by_country.get(place.country, 0), weight)
    ranked = sorted(by_country.items(), key=lambda c: -c[1])
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _CLEARLY * ranked[1][1]):
        return None
    return ranked[0][0] if " " in name or ranked[0][1] >= _WELL_KNOWN else None


def _name_body(reading: Reading) -> None:
    """Give a body that nothing else tells of the sector that the words of its name tell."""
    if reading.sectors in ((), ("PRE",)) and len(reading.called) > 1 and (sector := sector_of_name(reading.called)):
        reading.sectors = (sector, *reading.sectors)
        reading.kind = reading.kind or "organization"
        reading.confidence = max(reading.confidence, 0.4)
        reading.steps.append("words of its name")


def _apposition(reading: Reading, other: Reading) -> bool:
    """Whether one of the two names somebody and the other says who that is."""
    return (reading.person and not other.person and bool(other.role)) or (
        other.person and not reading.person and bool(reading.role) and reading.number != "pl"
    )


def _merge(reading: Reading, other: Reading) -> None:
    named, described = (reading, other) if reading.person else (other, reading)
    reading.steps = [*named.steps, *described.steps, "apposition"]
    strong = bool(described.sectors) and (not named.sectors or described.sectors != ("CVL",))
    reading.confidence = max(named.confidence, described.confidence)
    values = (
        described.country if strong and described.country else named.country or described.country,
        described.sectors if strong else named.sectors or described.sectors,
        described.role or named.role,
        named.gender or described.gender,
        named.name,
    )
    reading.country, reading.sectors, reading.role, reading.gender, reading.name = values
    reading.person, reading.kind, reading.number = True, "person", "sg"


__all__ = ["Context", "Resolver"]
