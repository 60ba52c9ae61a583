"""What a phrase is being read as: a resolution under construction, and how the parts of a phrase combine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dragoman.records import EntityKind
from dragoman.world.model import Entry, Gender, Number, Resolution
from dragoman.world.vocabulary import phrase_words
from dragoman.world.words import fold

_WORDS = phrase_words()
# sectors that say little by themselves: the institution named beside them says more
_WEAK = frozenset({"GOV", "CVL", "UAF", "UNK"})
# those who can be out of office
POWER = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "ELI"})
_PROFESSIONS = frozenset({"BUS", "EDU", "LAB", "AGR", "JRN", "MED"})
_MOVEMENTS = frozenset({"PTY", "REB", "REL"})
_ARMED = frozenset({"REB", "CRM", "PRM", "COP", "SPY"})


@dataclass(slots=True)
class Reading:
    """A resolution under construction.

    Attributes:
        state: whether it is a state itself (or its capital) rather than somebody of it.
        counting: whether the head only counts what "of" follows ("a group of").
        portfolio: whether the head's "of" names a field of work ("Ministry of Mines").
        transparent: whether behind the head stands its owner ("the president's office").
        person: whether a person's name was read.
        vague: whether the role noun has several senses, so that the institution beside it tells ("army officer").
        speaking: whether the head speaks for what "for" follows ("a spokesman for the ministry").
        sent: whether the head is of another country than the one it is in or sent to ("ambassador").
        incumbent: whether the person holds another office on the day than the former one the words name.
        family: whether the head is a relative of whoever owns it ("the president's wife").
        against: whether the head is set against whoever owns it ("critics of the president").
        following: whether the head are common people who side with whoever owns them ("the president's supporters").
        employed: whether the head works for what "for", "at" or "with" follows ("a researcher at the institute").
        serving: whether the head serves what "to" follows ("an adviser to the president").
        ruling: whether the head governs, so that it is of the executive whoever runs it ("the Hamas government").
        called: the words of a body's own name that the tables do not know, for what they say of it.
        generic: whether a body of the tables was read by a name that several bear ("Democratic Alliance").
        hired: whether the head works for people without being of their kind ("the minister's lawyer").
        steps: how each part was found.
    """

    country: str | None = None
    sectors: tuple[str, ...] = ()
    name: str | None = None
    role: str | None = None
    kind: EntityKind | None = None
    gender: Gender | None = None
    number: Number | None = None
    code: str | None = None
    confidence: float = 0.0
    state: bool = False
    counting: bool = False
    portfolio: bool = False
    transparent: bool = False
    person: bool = False
    vague: bool = False
    speaking: bool = False
    family: bool = False
    sent: bool = False
    incumbent: bool = False
    against: bool = False
    following: bool = False
    employed: bool = False
    serving: bool = False
    ruling: bool = False
    called: tuple[str, ...] = ()
    generic: bool = False
    hired: bool = False
    steps: list[str] = field(default_factory=list)

    def known(self) -> bool:
        """Whether anything was found out."""
        return bool(self.country or self.sectors or self.name or self.role or self.kind or self.code)

    def is_staff(self) -> bool:
        """Whether the head is people rather than a body."""
        return self.kind in ("person", "group")

    def resolution(self) -> Resolution:
        """The reading as a finished resolution."""
        return Resolution(
            self.country,
            self.sectors,
            self.name,
            self.role,
            self.kind,
            self.gender,
            self.number,
            "; ".join(dict.fromkeys(self.steps)),
            round(min(self.confidence, 0.99), 2),
            self.code.replace("~", self.country or "") if self.code else None,
        )

    def place_in(self, other: Reading, step: str = "", weight: float = 1.0) -> None:
        """Take over the country of another reading where none is known yet, and the actor that a code may lack."""
        self.code = joined(self.code, other.code)
        if self.country is None and other.country is not None:
            self.country = other.country
            if "PRE" in other.sectors and "PRE" not in self.sectors:
                self.sectors = (*self.sectors, "PRE")
            self.confidence = min(self.confidence, other.confidence) * weight if self.sectors else 0.5 * weight
            self.steps.extend([step, *other.steps[:1]] if step else other.steps[:1])

    def become(self, other: Reading, step: str) -> None:
        """Stand for what the other stands for; the number stays when known."""
        number = self.number or other.number
        self.country, self.sectors, self.name, self.role = other.country, other.sectors, other.name, other.role
        self.kind, self.gender, self.code = other.kind, other.gender, other.code
        self.number, self.confidence, self.state = number, other.confidence * 0.95, other.state
        self.steps = [*other.steps, step]

    def belong_to(self, owner: Reading, step: str, *, field: bool = True) -> None:
        """Read the owner or institution into this: its country, and its sectors where they say more.

        ``field`` is whether the owner may be a field of work ("Ministry of Mines").
        """
        if self.against:
            # a government's opponents are its own people; those of states and movements may be anybody's
            if owner.sectors[:1] in (("GOV",), ("ELI",)) and not owner.state:
                self.place_in(owner, step)
            return
        self.place_in(owner, step)
        if owner.state or owner.kind == "country" or (self.portfolio and field) or (self.hired and owner.is_staff()):
            return
        if self.following:
            self.sectors = ("CVL", *(s for s in owner.sectors if s in _MOVEMENTS))
        elif self.family and owner.sectors[:1] and owner.sectors[0] in POWER:
            self.sectors = ("ELI",)
            self.steps.append("family of those in power")
        elif self.family and owner.is_staff():
            self.sectors = ("CVL",)
        elif self.kind == "organization" and self.sectors[:1] == ("LAB",) and set(owner.sectors[:1]) & _PROFESSIONS:
            self.sectors = ("LAB", *(s for s in owner.sectors if s != "LAB"))  # a union of teachers
        elif self.ruling and owner.sectors[:1] in (("REB",), ("PTY",)):
            self.sectors = ("GOV", *(s for s in owner.sectors if s != "GOV"))
            self.steps.append(step)
        elif owner.sectors:
            unsaid = self.vague and (self.kind == "person" or owner.sectors[0] not in _WEAK)
            self.sectors = combine(owner.sectors, () if unsaid else self.sectors, staff=self.is_staff())
            self.confidence = max(self.confidence, owner.confidence * 0.8)
            self.steps.append(step)


def joined(own: str | None, other: str | None) -> str | None:
    """The dictionary code of somebody (``own``) who belongs to something: ``~GGS`` and ``FAR`` make ``FARGGS``.

    A tilde in the code of a role stands where the actor's code goes.
    """
    if own is None or other is None:
        return own or other
    if "~" in own:
        return other + own.replace("~", "") if "~" in other else own.replace("~", other)
    return other.replace("~", own) if "~" in other else own


def combine(outer: Sequence[str], inner: Sequence[str], *, staff: bool = False) -> tuple[str, ...]:
    """The sectors of somebody (``inner``) who belongs to something (``outer``), the telling one first.

    "Hamas official": the organisation tells; "EU lawmaker": the office tells; "rebel commander": the rebels.
    ``staff`` are people, not bodies: an army doctor is of the army, an army hospital is a hospital.
    """
    if not inner or not outer:
        return tuple(inner or outer)
    a, b = outer[0], inner[0]
    if b == "UAF" and a in _MOVEMENTS:
        # gunmen of a known movement are no unknown ones
        return ("REB", *(s for s in outer if s != "REB"))
    if a == "REF" and b not in ("CVL", "UNK"):
        # "refugee agency", "refugee official": they are about refugees
        return tuple(inner)
    institution_tells = (
        (b in _WEAK and (a not in _WEAK or (b == "UNK" and a == "GOV")))
        or (b == "MIL" and (a in _ARMED or a in ("PTY", "BUS")))
        or (b == "REB" and a == "PRM")
        or (b in ("CVL", "UAF") and a == "GOV")
        or (staff and b in _PROFESSIONS and (a in _ARMED or a in ("MIL", "SOC")))
    )
    first, rest = (outer, inner) if institution_tells and a != b else (inner, outer)
    return (*first, *(s for s in rest if s not in first and s not in _WEAK))


def gender_of(words: Sequence[str]) -> Gender | None:
    """The gender that the words tell: "Mrs", "king", "spokeswoman"."""
    for word in words:
        key = fold(word)
        if key in _WORDS["female"]:
            return "f"
        if key in _WORDS["male"]:
            return "m"
    return None


def modified(reading: Reading, modifiers: Sequence[Entry]) -> None:
    """Apply words such as "former" and "opposition" to a reading, those that end an office last."""
    for m in sorted(modifiers, key=lambda m: "ELI" in m.sectors):
        if m.effect == "sector" and "ELI" in m.sectors:
            if reading.incumbent or (reading.sectors and reading.sectors[0] not in POWER):
                continue
            if reading.role and not reading.role.startswith("former "):
                reading.role = f"former {reading.role}"
            reading.sectors = m.sectors
        elif m.sectors == ("REF",) and reading.kind == "organization":
            continue  # committees on refugees are none
        elif m.effect == "sector" and m.sectors and (reading.name is None or reading.vague):
            reading.sectors = (
                m.sectors if reading.vague else combine(m.sectors, reading.sectors, staff=reading.is_staff())
            )
        elif m.effect == "add" and reading.sectors:
            reading.sectors = (*reading.sectors, *(s for s in m.sectors if s not in reading.sectors))
        elif m.effect == "add":
            reading.sectors = m.sectors
        elif m.name in _WORDS["lesser"] and reading.role and not reading.role.startswith(m.name):
            reading.role = f"{m.name} {reading.role}"
        if m.effect != "keep":
            reading.steps.append(f"modifier {m.name}")
            reading.confidence = max(reading.confidence, 0.6)
