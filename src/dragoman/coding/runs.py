"""The proper name at the end of a noun phrase that the tables do not know ("presidential aide Yuri Ushakov")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from dragoman.coding.phrases import Hit, Phrase
from dragoman.coding.reference import Reference
from dragoman.language.tokens import Token
from dragoman.world.model import Gender
from dragoman.world.people import People

Sort = Literal["person", "organization", "group", "place"]

_LABELS: dict[str, Sort] = {
    "PERSON": "person",
    "ORG": "organization",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
# states whose people put the family name first
FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "PRK", "KOR", "VNM", "KHM", "MMR", "SGP", "MYS", "HUN"})
_PROPER = frozenset({"NNP", "NNPS"})
_TITLES = ("role", "adjective", "people", "name", "modifier", "organization", "group", "seat")


@dataclass(frozen=True, slots=True)
class Run:
    """A proper name: token indices, half-open, what it names, and the gender its honorific tells."""

    first: int
    last: int
    sort: Sort | None
    gender: Gender | None = None
    honorific: bool = False


GivenNames = Mapping[str, Gender]


def given_names(people: People) -> GivenNames:
    """Given names that several people of the tables bear, all of one gender; where the family name stands first
    none is taken."""
    found: dict[str, Counter[Gender]] = {}
    for name in people:
        first = people.offices(name)[0]
        if first.gender in ("m", "f") and first.country not in FAMILY_FIRST and " " in name:
            found.setdefault(name.split()[0], Counter())[first.gender] += 1
    return {n: next(iter(c)) for n, c in found.items() if len(c) == 1 and c.total() > 1 and len(n) > 2}


def proper_run(phrase: Phrase, reference: Reference, given: GivenNames) -> Run | None:
    """The proper name that ends a phrase, if the tables' names do not end it.

    A family name of the tables behind an unknown given name is part of the unknown name ("Ivanka Trump").
    """
    tail = phrase.tail()
    if tail is not None and not _family_name(phrase, tail, reference):
        return None
    tokens = phrase.sentence.tokens
    stop = max([phrase.first, *(h.last for h in phrase.hits if h is not tail and _is_title(h))])
    first = phrase.last
    while first > stop and _of_name(tokens, first - 1, reference):
        first -= 1
    while first < phrase.last and tokens[first].tag not in _PROPER:
        first += 1
    gender, honorific = None, False
    while first < phrase.last and (key := tokens[first].lower.rstrip(".")) in reference.honorifics:
        gender, honorific = reference.honorifics[key], True
        first += 1
    if first >= phrase.last:
        return None
    body = _body(phrase, first)
    if body is not None:
        return Run(body, phrase.last, "organization")
    name = tokens[first : phrase.last]
    told = given.get(name[0].text) if len(name) > 1 else None
    if told and len(name) > 3 and name[-1].ent == "ORG":
        told = None  # a body called after somebody
    sort = "person" if told else _sort(phrase, name, first, honorific, reference)
    return Run(first, phrase.last, sort, gender or told, honorific)


def _body(phrase: Phrase, first: int) -> int | None:
    """Where a body's name begins whose first words look like a title ("Refugee Committee"), or None."""
    tokens = phrase.sentence.tokens
    if any(t.ent != "ORG" for t in tokens[first : phrase.last]):
        return None
    start = first
    while start > phrase.first and not tokens[start].ent_start and tokens[start - 1].ent == "ORG":
        start -= 1
    while start < first and tokens[start].tag == "DT":
        start += 1
    return start if start < first else None


def _is_title(hit: Hit) -> bool:
    return hit.is_a(*_TITLES)


def _family_name(phrase: Phrase, hit: Hit, reference: Reference) -> bool:
    """Whether the hit is the short name of a person, or a place, behind an unknown given name of the same person."""
    if hit.first == phrase.first or hit.last - hit.first > 1:
        return False
    tokens = phrase.sentence.tokens
    before, token = tokens[hit.first - 1], tokens[hit.first]
    if any(h.first < hit.first <= h.last and h is not hit and _is_title(h) for h in phrase.hits):
        return False
    if before.tag not in _PROPER or before.lower.rstrip(".") in reference.honorifics:
        return False
    person = all(e.kind == "person" and e.short for e in hit.entries)
    return person or (
        before.ent == token.ent == "PERSON" and not token.ent_start and not hit.is_a("role", "organization")
    )


def _of_name(tokens: list[Token], i: int, reference: Reference) -> bool:
    token = tokens[i]
    if token.tag in _PROPER:
        return True
    if token.ent == "PERSON" and token.text[:1].isupper():
        return True
    return token.lower in reference.particles or (token.text == "-" and i + 1 < len(tokens))


def _sort(phrase: Phrase, name: list[Token], first: int, honorific: bool, reference: Reference) -> Sort | None:
    labels = [_LABELS[t.ent] for t in name if t.ent in _LABELS]
    title = next((h for h in phrase.hits if h.last == first), None)
    if title is not None and any(e.kind == "role" and e.entity_kind == "person" for e in title.entries):
        return "person"
    if honorific:
        return "person"
    if not labels and name[-1].dep == "nsubj" and name[-1].head.lemma.lower() in reference.speech:
        return "person"
    if labels:
        last = labels[-1]
        return max(set(labels), key=lambda s: (labels.count(s), s == last))
    return None
