"""People and the offices they held: found by name, whatever the spelling, and by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from dragoman.world.model import Entry, Gender
from dragoman.world.tables import Row
from dragoman.world.vocabulary import phrase_words
from dragoman.world.words import fold, folded, split_words

if TYPE_CHECKING:
    from dragoman.world.index import World

Offices = tuple[Entry, ...]
# letters that begin the same name in different transliterations
_SOUNDS = str.maketrans("jykcqgvfeiouzsx", "iikkkkwwaaaasss")
# particles say nothing of who is meant
_WORDS = phrase_words()
_PARTICLES = _WORDS["arabic_particles"]
_SERVANTS = _WORDS["servants"]
_SHORTEST = 5  # letters of a family name under which spelling is not forgiven
_ALIKE = 82.0  # per cent
_SUFFIXES = _WORDS["name_suffixes"]


class People:
    """All people of the tables."""

    def __init__(self) -> None:
        self._offices: dict[str, list[Entry]] = {}
        self._names: dict[str, list[str]] = {}  # canonical name -> full names
        self._shorts: dict[str, list[str]] = {}
        self._by_folded: dict[str, list[str]] = {}  # folded full name -> canonical names
        self._given: frozenset[str] | None = None
        # made when spelling is first forgiven: it would cost a tenth of a load
        self._by_sound: dict[str, list[str]] | None = None

    def __len__(self) -> int:
        return len(self._offices)

    def __iter__(self) -> Iterator[str]:
        return iter(self._offices)

    def add(self, row: Row) -> None:
        """Take in one office of a person."""
        name = row["name"]
        gender: Gender | None = "m" if row.get("gender") == "m" else "f" if row.get("gender") == "f" else None
        office = Entry(
            name,
            "person",
            row.get("country") or None,
            row.list("sectors"),
            row.get("role") or None,
            "person",
            gender,
            "sg",
            row.get("since") or None,
            row.get("until") or None,
        )
        self.add_office(name, office, row.list("aliases"), row.list("short"))

    def add_office(self, name: str, office: Entry, aliases: Sequence[str] = (), short: Sequence[str] = ()) -> None:
        """Take in one office of a person known by these names."""
        self._offices.setdefault(name, []).append(office)
        names = self._names.setdefault(name, [])
        names.extend(n for n in (name, *aliases) if n not in names)
        shorts = self._shorts.setdefault(name, [])
        shorts.extend(s for s in short if s not in shorts and s not in names)

    def forget(self, name: str) -> None:
        """Drop what is known of the person of that canonical name."""
        for table in (self._offices, self._names, self._shorts):
            table.pop(name, None)

    def index(self, world: World, only: Sequence[str] | None = None, *, replace_readings: bool = False) -> None:
        """Sort the offices and enter the people's names (all of them, or ``only`` these people's).

        With ``replace_readings`` their full names lose the readings they had.
        """
        add = world.names.add
        self._given = self._by_sound = None
        for name in self._offices if only is None else only:
            offices = self._offices[name]
            offices.sort(key=lambda o: (o.since or "", o.until or "9"))
            for full in self._names[name]:
                key = add(full, *offices, replace=replace_readings)
                known = self._by_folded.setdefault(key, [])
                if name not in known:
                    known.append(name)
            if self._shorts[name]:
                shown = [_shortened(office) for office in offices]
                for short in self._shorts[name]:
                    add(short, *shown)

    def is_given_name(self, word: str) -> bool:
        """Whether a known person's full name begins with this word."""
        if self._given is None:
            self._given = frozenset(key.partition(" ")[0] for key in self._by_folded if " " in key)
        return fold(word) in self._given

    def offices(self, name: str) -> Offices:
        """The offices of the person whose canonical name this is, oldest first."""
        return tuple(self._offices.get(name, ()))

    def names(self, name: str) -> tuple[str, ...]:
        """All full names of the person whose canonical name this is."""
        return tuple(self._names.get(name, ()))

    def find(self, name: str, date: str | None = None) -> Offices:
        """The offices of the person of this full name in any spelling, or none (see :meth:`World.person`)."""
        words = [w for w in folded(split_words(name)) if w not in _SUFFIXES]
        found = self._by_folded.get(" ".join(words)) or self._alike(words)
        if not found:
            return ()
        candidates = [self.offices(n) for n in found]
        return min(candidates, key=lambda offices: distance(offices, date))

    def _sounding(self, sound: str) -> Sequence[str]:
        """The folded full names whose family name begins with that sound."""
        if self._by_sound is None:
            self._by_sound = {}
            for key in self._by_folded:
                self._by_sound.setdefault(_sound(_family(key.split())), []).append(key)
        return self._by_sound.get(sound, ())

    def _alike(self, words: list[str]) -> list[str]:
        """Canonical names of the one person whose name is spelt much like these words, or none."""
        family = _family(words)
        if len(words) < 2:
            return []
        keys = self._sounding(_sound(family))
        query = " ".join(words)
        best: list[tuple[float, list[str]]] = []
        for key, score, _ in process.extract(query, keys, scorer=fuzz.token_sort_ratio, limit=5, score_cutoff=60):
            if same_person(words, key.split()):
                best.append((score, self._by_folded[key]))
        if not best:
            return []
        best.sort(key=lambda b: -b[0])
        names = {n for score, found in best if score >= best[0][0] - 3 for n in found}
        return best[0][1] if len(names) == 1 else []


def _shortened(o: Entry) -> Entry:
    """The office as a reading of a name on second mention (dataclasses.replace is too slow for thousands)."""
    return Entry(
        o.name,
        o.kind,
        o.country,
        o.sectors,
        o.role,
        o.entity_kind,
        o.gender,
        o.number,
        o.since,
        o.until,
        o.ambiguous,
        True,
        o.code,
    )


def same_person(words: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names (folded words) are likely spellings of one name.

    The family names must look alike, the given names too or one be the other's beginning; one of the names may
    have words in between that the other lacks.
    """
    a, b = _bare(words), _bare(other)
    if len(a) < 2 or len(b) < 2:
        return False
    if (a[0] == b[0] and set(a) >= set(b)) or (set(b) >= set(a) and b[0] == a[0]):
        # a further name at the end or in the middle: "Jam Kamal Khan Alyani", "Joseph Robinette Biden"
        return a[-1] == b[-1] or min(len(a), len(b)) > 2
    if a[0] == b[-1] and a[-1] == b[0]:
        return len(a) == len(b) == 2
    if len(a) > 2 and len(b) > 2 and not any(_spelt_alike(m, n, 75) for m in a[1:-1] for n in b[1:-1]):
        # "Nguyen Van Hung" is not "Nguyen Sinh Hung"
        return False
    if not _spelt_alike(a[-1], b[-1], 80 if a[0] == b[0] else _ALIKE):
        return False
    if min(len(a[-1]), len(b[-1])) < _SHORTEST and a[-1] != b[-1]:
        return False
    if a[0] + "a" == b[0] or b[0] + "a" == a[0]:
        return False  # "Luis" and "Luisa"
    return _spelt_alike(a[0], b[0], 75)


def _spelt_alike(a: str, b: str, cutoff: float) -> bool:
    if a == b:
        return True
    if _sound(a) != _sound(b) or min(len(a), len(b)) < 4:
        return False
    return fuzz.ratio(_skeleton(a), _skeleton(b)) >= cutoff


def _skeleton(word: str) -> str:
    """The word without what transliterations differ in: doubled letters, y/i, final h."""
    out = ""
    for c in word.replace("ph", "f").replace("kh", "h").replace("yy", "y").replace("j", "y").replace("y", "i"):
        if not out or out[-1] != c:
            out += c
    return out.rstrip("h") or out


def _sound(word: str) -> str:
    return word[:1].translate(_SOUNDS)


def _bare(words: Sequence[str]) -> list[str]:
    """The words of a name without particles and initials; "Abdul" makes one name with the word behind it."""
    bare: list[str] = []
    servant = ""
    for word in words:
        if word in _SERVANTS:
            servant = word
        elif word not in _PARTICLES and word not in _SUFFIXES and len(word) > 1:
            bare.append(servant + word)
            servant = ""
    if servant:
        bare.append(servant)
    return bare or list(words)


def _family(words: Sequence[str]) -> str:
    bare = _bare(words)
    return bare[-1] if bare else ""


def office_at(offices: Sequence[Entry], date: str | None) -> tuple[Entry | None, str]:
    """The office that counts on a day, and how it stands to it: ``in``, ``after``, ``before`` or ``last``.

    Without a date the latest office (``last``). After an office the one left last (``after``), unless the next one
    begins within two months (``in``). Before any office the first one (``before``).
    """
    if not offices:
        return None, "last"
    if date is None:
        return max(offices, key=lambda o: (o.until or "9", standing(o), o.since or "")), "last"
    held = [o for o in offices if (not o.since or o.since <= date) and (not o.until or date[: len(o.until)] <= o.until)]
    if held:
        return max(held, key=lambda o: (standing(o), o.since or "")), "in"
    past = [o for o in offices if o.until and o.until < date]
    coming = [o for o in offices if o.since and o.since > date]
    if coming:
        soon = min(coming, key=lambda o: o.since or "")
        if not past or _months(date, soon.since or "") <= 2:
            return soon, "in" if past else "before"
    if past:
        return max(past, key=lambda o: o.until or ""), "after"
    return None, "last"


def standing(office: Entry) -> int:
    """How high an office stands among those held at the same time: 2 for heads of state and government, 1, 0."""
    role = office.role or ""
    if office.country is None or role not in _WORDS["leading"]:
        return 1 if role in _WORDS["second"] else 0
    return 2


def distance(offices: Sequence[Entry], date: str | None) -> int:
    """Months between a day and the person's nearest time in office; without a date, since the latest office."""
    if date is None:
        return -max((_month(o.until or "9999") for o in offices), default=0)
    months = []
    for o in offices:
        since, until = _month(o.since or "0000"), _month(o.until or "9999", last=True)
        now = _month(date)
        months.append(max(since - now, now - until, 0))
    return min(months, default=1 << 20)


def _months(a: str, b: str) -> int:
    return abs(_month(b) - _month(a))


def _month(date: str, *, last: bool = False) -> int:
    year, _, rest = date.partition("-")
    return int(year) * 12 + (int(rest[:2]) if rest else 12 if last else 1)
