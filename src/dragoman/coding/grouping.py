"""From base phrases to whole noun phrases: of-phrases, counted people, appositions, and abbreviations in brackets."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.coding.phrases import Hit, Phrase
from dragoman.coding.reference import Reference
from dragoman.coding.runs import GivenNames, Run, proper_run
from dragoman.language.tokens import Sentence, Token
from dragoman.world.model import Entry

_NAMES = ("name", "people", "capital", "seat", "region", "city", "person", "organization", "group")
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos"})
_SAID = frozenset({"attr", "oprd", "acomp"})
_WITH_NUMBERS = frozenset({"CD", "JJ", "JJR", "JJS", "RB", "RBR", "IN", "DT"})
_CLOSERS = frozenset({",", ".", ")", ";", ":", "—", "–", "--", "?", "!", "”", '"', "''"})


@dataclass(slots=True, eq=False)
class Group:
    """One or several base phrases that make one noun phrase, and what it is.

    ``sort`` is "name", "role", "unknown" (a proper name that the tables lack), "generic" (nobody but for what it
    brings back: "the two sides"), "counted" (people of whom but the number is told: "46 were killed") or "" where it
    names nobody.
    """

    phrases: list[Phrase]
    phrase: Phrase  # the one whose noun says what it is
    first: int
    last: int
    sort: str
    run: Run | None = None
    hit: Hit | None = None
    quantity: Token | None = None
    alias: str | None = None
    owner: Group | None = None  # its possessor where that is a description ("the country's army")
    told: list[tuple[int, int]] = field(default_factory=list)  # further token ranges that describe it


def group_phrases(sentence: Sentence, phrases: list[Phrase], reference: Reference, given: GivenNames) -> list[Group]:
    """The whole noun phrases of a sentence, left to right; each base phrase is in one of them.

    A possessor is inside the group of what it owns if that names somebody ("Turkey's president"), else alone.
    """
    groups = _Grouper(sentence, phrases, reference, given).run()
    groups = _double_titles(groups, sentence.tokens, reference)
    groups = _brackets(groups, sentence.tokens)
    return _appositions(groups, sentence.tokens)


class _Grouper:
    def __init__(self, sentence: Sentence, phrases: list[Phrase], reference: Reference, given: GivenNames) -> None:
        self.given = given
        self.tokens = sentence.tokens
        self.phrases = phrases
        self.reference = reference

    def run(self) -> list[Group]:
        owned = {id(p.possessor) for p in self.phrases if p.possessor is not None}
        out: list[Group] = []
        k = 0
        while k < len(self.phrases):
            if id(self.phrases[k]) in owned:
                k = self._owner(k, out)
                continue
            group, k = self._group(k)
            if not group.sort and self._people_counted(group.phrase):
                group.sort = "counted"
            out.append(group)
        return out

    def _people_counted(self, phrase: Phrase) -> bool:
        """Whether a bare number is the subject or object of what is done by or to people."""
        noun = phrase.noun
        if noun.tag != "CD" and noun.lemma.lower() not in self.reference.counts:
            return False
        if any(t is not noun and t.tag not in _WITH_NUMBERS for t in phrase.tokens):
            return False
        verb = noun.head.lemma.lower()
        subject = noun.dep == "nsubj" and noun.head.child("dobj") is None
        return (subject and verb in self.reference.people_do) or (
            noun.dep in ("nsubjpass", "dobj") and verb in self.reference.done_to_people
        )

    def _owner(self, k: int, out: list[Group]) -> int:
        """A chain of possessors and what it owns: one group if that names somebody, else one each."""
        end = k
        while end + 1 < len(self.phrases) and self.phrases[end + 1].possessor is self.phrases[end]:
            end += 1
        group, after = self._group(end)
        if group.sort:
            owner = self._single(end - 1)
            if owner.sort in ("role", "generic"):
                group.owner = owner
            group.phrases[:0] = self.phrases[k:end]
            group.first = self.phrases[k].first
            out.append(group)
            return after
        out.extend(self._chain(k, end))
        out.append(group)
        return after

    def _chain(self, k: int, end: int) -> list[Group]:
        """Possessors of something that is nobody: the last one that names somebody owns those before it."""
        last = self._single(end - 1)
        if end - k > 1 and last.sort:
            last.phrases[:0] = self.phrases[k : end - 1]
            last.first = self.phrases[k].first
            return [last]
        return [*self._chain(k, end - 1), last] if end - k > 1 else [last]

    def _single(self, k: int) -> Group:
        phrase = self.phrases[k]
        tail = phrase.tail()
        run = proper_run(phrase, self.reference, self.given)
        if run is not None and run.sort in (None, "place", "organization") and self._apposed(k):
            run = replace(run, sort="person")
        sort = ""
        if run is not None and run.sort != "place" and not (run.sort is None and tail is not None):
            return Group([phrase], phrase, phrase.first, phrase.last, "unknown", run)
        if tail is not None:
            sort = _sort(tail, phrase, self.reference)
        if not sort and phrase.noun.lemma.lower() in self.reference.offices and self._of_something(phrase):
            return Group([phrase], phrase, phrase.first, phrase.last, "role", None, _office(phrase))
        if (not sort or phrase.noun.lemma.lower() == "party") and self._generic(phrase):
            return Group([phrase], phrase, phrase.first, phrase.last, "generic")
        return Group([phrase], phrase, phrase.first, phrase.last, sort, None, tail)

    def _apposed(self, k: int) -> bool:
        """Whether a name of two words or more stands behind a comma as that of whom a role noun tells."""
        phrase = self.phrases[k]
        noun = phrase.noun
        if noun.dep != "appos" or len(phrase.tokens) < 2 or self.tokens[phrase.first - 1].text != ",":
            return False
        for before in self.phrases[max(k - 3, 0) : k]:
            if before.noun is noun.head and before.noun.tag == "NN":
                tail = before.tail()
                office = before.noun.lemma.lower() in self.reference.offices
                return office or (tail is not None and _is_office(tail))
        return False

    def _of_something(self, phrase: Phrase) -> bool:
        """Whether "of" and a noun follow: "the head of the agency", "heads of state"."""
        after = self.tokens[phrase.last : phrase.last + 1]
        return bool(after) and after[0].lower == "of" and phrase.noun.dep not in _SAID

    def _generic(self, phrase: Phrase) -> bool:
        """Whether it may bring back what was named before, though it names nobody itself: "both sides"."""
        lemma, lead = phrase.noun.lemma.lower(), self.tokens[phrase.first].lower
        plural = phrase.noun.tag in ("NNS", "NNPS")
        known = self.reference.plural if plural else self.reference.singular
        if lemma not in known or lead not in ("the", "both", "this", "that", "these", "those", "all", "two"):
            return False
        return not any(h.is_a(*_NAMES, "adjective") for h in phrase.hits)

    def _group(self, k: int) -> tuple[Group, int]:
        """The phrase k with its of-phrases, and the index of the next phrase."""
        group = self._single(k)
        k += 1
        while k < len(self.phrases):
            follower = self.phrases[k]
            start = k
            if follower.start != group.last + 1 and not self._same_name(group, follower):
                # a possessor stands first: "spokesman for China's Foreign Ministry"
                break
            if not self._takes(group, follower):
                break
            while start + 1 < len(self.phrases) and self.phrases[start + 1].possessor is self.phrases[start]:
                start += 1
            inner, after = self._group(start)
            if not self._absorb(group, inner, self.phrases[k:start]):
                break
            k = after
        return group, k

    def _same_name(self, group: Group, follower: Phrase) -> bool:
        """Whether the parser's entity runs on over "of" or "and" into the next phrase ("Customs and Border Patrol")."""
        noun, first = group.phrase.noun, self.tokens[follower.first]
        if noun.ent != "ORG" or first.ent != "ORG" or first.ent_start or group.sort == "name":
            return False
        between = self.tokens[group.last : follower.first]
        return 0 < len(between) <= 2 and all(t.ent == "ORG" and not t.ent_start for t in between)

    def _takes(self, group: Group, follower: Phrase) -> bool:
        if self._same_name(group, follower):
            return True
        word = self.tokens[group.last].lower
        lemma = group.phrase.noun.lemma.lower()
        if word == "of":
            number = group.phrase.noun.tag == "CD"
            return number or group.sort in ("role", "unknown") or lemma in self.reference.quantities
        return group.sort == "role" and lemma in self.reference.prepositions.get(word, ())

    def _absorb(self, group: Group, inner: Group, owners: list[Phrase]) -> bool:
        if group.sort in ("", "generic"):
            tail = inner.phrase.tail()
            if not inner.sort and tail is not None and tail.is_a("role"):
                inner.sort, inner.hit = "role", tail  # who are counted are people ("a group of supporters")
            if not inner.sort or (
                inner.sort == "name" and inner.hit is not None and not inner.hit.is_a("people", "group", "organization")
            ):
                return False
            # counted people: what is counted says who they are
            group.quantity = group.quantity or group.phrase.noun
            group.phrase, group.sort, group.hit, group.run = inner.phrase, inner.sort, inner.hit, inner.run
        elif _portfolio(group, inner, self.reference):
            # "Secretary of Health Ann Poe": the name is what all of it names
            group.phrase, group.sort, group.hit, group.run = inner.phrase, inner.sort, inner.hit, inner.run
        group.phrases.extend(owners)
        group.phrases.extend(inner.phrases)
        group.last = inner.last
        run = group.run
        if run is not None and run.sort != "person" and inner.run is None and group.quantity is None:
            # a body's name goes on ("Bank of Ghana"), a person's does not ("President Ama Mensah of Ghana")
            group.run = replace(run, last=group.last)
        return True


def _portfolio(group: Group, inner: Group, reference: Reference) -> bool:
    """Whether a title's of-phrase ends in the name of whoever bears the title, not in somebody else's."""
    if group.sort != "role" or not _personal(group) or inner.phrase.possessor is not None:
        return False
    start = inner.run.first if inner.run else inner.hit.first if inner.hit else inner.phrase.first
    if inner.run is not None:
        tokens = inner.phrase.sentence.tokens
        while start < inner.run.last - 1 and tokens[start].lower in reference.fields:
            start += 1
        if start > inner.run.first:
            inner.run = replace(inner.run, first=start, sort="person")
    if not _person(inner) or start == inner.phrase.first or group.phrase.noun.tag in ("NNS", "NNPS"):
        return False
    # a title of its own before the name makes it somebody else: "an aide of President Poe"
    return not any(h.last == start and h.is_a("role") and not _many(h, inner.phrase) for h in inner.phrase.hits)


def _many(hit: Hit, phrase: Phrase) -> bool:
    return phrase.sentence.tokens[hit.last - 1].tag in ("NNS", "NNPS")


def _sort(tail: Hit, phrase: Phrase, reference: Reference) -> str:
    tokens = phrase.sentence.tokens
    if tail.is_a(*_NAMES):
        if _certain(tail, phrase) and not _other_place(tail, tokens):
            return "name"
        return "role" if tail.is_a("role") and _speaks(tail, phrase, reference) else ""
    if tail.is_a("role"):
        return "role" if _speaks(tail, phrase, reference) else ""
    if tail.is_a("adjective"):
        noun = phrase.noun
        the = tokens[phrase.first].lower in ("the", "both") and phrase.last - phrase.first == 2
        return "name" if the and noun.dep not in ("amod", "compound", "nmod") else ""
    return ""


def _bare_office(tail: Hit, phrase: Phrase) -> bool:
    """Whether a singular without article names an office, not who holds it: "run for president", "in exile"."""
    noun = phrase.noun
    return (
        tail.first == phrase.first
        and phrase.possessor is None
        and noun.tag == "NN"
        and noun.text[:1].islower()
        and noun.dep in ("pobj", "dobj", "attr", "oprd")
        and all(e.entity_kind == "person" for e in tail.entries if e.kind == "role")
    )


def _certain(tail: Hit, phrase: Phrase) -> bool:
    """Whether a name that has another common meaning is meant as a name here."""
    if any(not e.ambiguous for e in tail.entries):
        return True
    tokens = phrase.sentence.tokens
    if any(t.ent for t in tokens[tail.first : tail.last]):
        return True
    noun = phrase.noun
    named = noun.tag in ("NNP", "NNPS") and (tail.first > 0 or noun.text.isupper())
    return named and noun.dep in _ARGUMENTS


def _other_place(tail: Hit, tokens: list[Token]) -> bool:
    """Whether a family name of the tables is here a place of the same name."""
    if not all(e.kind == "person" and e.short for e in tail.entries):
        return False
    return tail.first > 0 and tokens[tail.last - 1].ent in ("GPE", "LOC") and tokens[tail.first - 1].pos == "ADP"


def _speaks(tail: Hit, phrase: Phrase, reference: Reference) -> bool:
    """Whether a role noun means people here: it has no other meaning, or its words or its verb speak for people."""
    roles = [e for e in tail.entries if e.kind == "role"]
    if _bare_office(tail, phrase):
        return False
    if any(not e.ambiguous or (e.entity_kind == "person" and phrase.noun.dep not in _SAID) for e in roles):
        return True
    behind = phrase.sentence.tokens[phrase.last : phrase.last + 1]
    owned = phrase.sentence.tokens[phrase.first].tag == "PRP$" or (bool(behind) and behind[0].lower == "of")
    if owned and any(e.entity_kind == "group" for e in roles) and phrase.noun.tag == "NNS":
        return True  # "his followers", "supporters of the president"
    if phrase.possessor is not None or any(h is not tail and h.is_a(*_NAMES, "adjective") for h in phrase.hits):
        return True
    noun = phrase.noun
    if any(e.entity_kind == "organization" for e in roles):
        the = phrase.sentence.tokens[phrase.first].lower == "the"
        if noun.tag in ("NNP", "NNPS") or (the and noun.dep in ("nsubj", "poss", "nsubjpass")):
            return True
    verb = noun.head.lemma.lower()
    if noun.tag == "NNS" and noun.dep in ("nsubj", "nsubjpass", "dobj") and noun.head.pos == "VERB":
        return True
    return noun.dep in ("nsubj", "pobj") and (verb in reference.speech or verb in reference.acting or verb == "by")


def _brackets(groups: list[Group], tokens: list[Token]) -> list[Group]:
    """Joins "World Health Organization (WHO)" and "Viktor Orban (Hungary)"."""
    out: list[Group] = []
    for group in groups:
        before = out[-1] if out else None
        inside = (
            before is not None
            and before.sort
            and group.first == before.last + 1
            and tokens[before.last].text == "("
            and group.last < len(tokens)
            and tokens[group.last].text == ")"
        )
        if not inside or before is None:
            out.append(group)
            continue
        words = [t.text for t in tokens[group.first : group.last]]
        if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
            before.alias = words[0]
        elif not _person(before):
            out.append(group)
            continue
        else:
            before.told = [*(before.told or [(before.first, before.last)]), (group.first, group.last)]
            before.phrases.extend(group.phrases)
        before.last = group.last + 1
    return out


def _double_titles(groups: list[Group], tokens: list[Token], reference: Reference) -> list[Group]:
    """Joins two titles of one name ("Vice President and Defence Minister Ann Poe"), a title whose of-phrase ends
    right before the name ("Commissioner for Refugees Ann Poe") and one of two fields ("Minister of Industry and
    Trade Ann Poe")."""
    out: list[Group] = []
    for group in groups:
        before = out[-1] if out else None
        if before is not None and _title(before, tokens) and _mere_field(before, group, tokens, reference):
            before.last = group.last
            before.phrases.extend(group.phrases)
            continue
        second = before is not None and _title(before, tokens) and _second_field(before, group, tokens, reference)
        if before is not None and _title(before, tokens) and (second or _person(group)):
            between = [t.lower for t in tokens[before.last : group.first]]
            titled = second or (_titled(group) if between else not _titled(group))
            if between in (["and"], []) and titled and tokens[group.first].tag != "DT":
                group.told = [(before.first, before.last), (group.first, group.last)]
                group.phrases[:0] = before.phrases
                group.first = before.first
                out[-1] = group
                continue
        out.append(group)
    return out


def _mere_field(before: Group, group: Group, tokens: list[Token], reference: Reference) -> bool:
    """Whether a group is no more than the second field of the title before it ("and Finance")."""
    between = [t.lower for t in tokens[before.last : group.first]]
    of = any(t.lower in ("of", "for") for t in tokens[before.first : before.last])
    return between == ["and"] and of and all(t.lower in reference.fields for t in tokens[group.first : group.last])


def _second_field(before: Group, group: Group, tokens: list[Token], reference: Reference) -> bool:
    """Whether a name begins with the second field of the title before it; if so, the name is freed of it."""
    between = [t.lower for t in tokens[before.last : group.first]]
    of = any(t.lower in ("of", "for") for t in tokens[before.first : before.last])
    if between != ["and"] or not of or group.phrase.possessor is not None:
        return False
    end = group.run.last if group.run else group.hit.last if group.hit else group.last
    start = group.first
    while start < end - 1 and tokens[start].lower in reference.fields:
        start += 1
    if start == group.first or not all(t.pos == "PROPN" for t in tokens[start:end]):
        return False
    if group.run is not None:
        group.run = replace(group.run, first=start, sort="person")
    return group.run is not None or (group.hit is not None and group.hit.is_a("person") and group.hit.first == start)


def _title(group: Group, tokens: list[Token]) -> bool:
    """Whether it is a title in capitals without a name: "Vice President"."""
    if group.sort != "role" or group.quantity is not None or not _personal(group) or group.hit is None:
        return False
    hit = group.hit
    return (
        group.phrase.noun.tag in ("NN", "NNP")
        and tokens[hit.first].text[:1].isupper()
        and group.phrase.determiner() is None
    )


def _appositions(groups: list[Group], tokens: list[Token]) -> list[Group]:
    out: list[Group] = []
    for group in groups:
        before = out[-1] if out else None
        if before is not None and _comma(before, group, tokens):
            if _describes(before, group, tokens):
                if before.run is not None:
                    before.run = replace(before.run, sort="person")
                before.told = [*(before.told or [(before.first, before.last)]), (group.first, group.last)]
                before.phrases.extend(group.phrases)
                before.last = group.last
                continue
            if _introduces(before, group, tokens):
                group.told = [(before.first, before.last), (group.first, group.last)]
                group.phrases[:0] = before.phrases
                group.first = before.first
                out[-1] = group
                continue
        out.append(group)
    return out


def _comma(before: Group, group: Group, tokens: list[Token]) -> bool:
    return (
        bool(before.sort and group.sort)
        and "generic" not in (before.sort, group.sort)
        and group.first == before.last + 1
        and tokens[before.last].text == ","
    )


def _closed(group: Group, tokens: list[Token]) -> bool:
    """Whether a mark ends the phrase, at once or behind one more preposition ("director for trade at the bank,")."""
    for token in tokens[group.last : group.last + 9]:
        if token.text in _CLOSERS:
            return True
        if token.i == group.last and token.pos != "ADP":
            return False
        if token.pos not in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "NUM"):
            return False
    return group.last >= len(tokens)


def _describes(before: Group, group: Group, tokens: list[Token]) -> bool:
    """ "Mao Ning, a spokesperson for the ministry," """
    if group.sort != "role" or group.quantity is not None or not _closed(group, tokens):
        return False
    if not (_may_be_person(before) and _personal(group)):
        return False
    if group.phrase.noun.tag in ("NNS", "NNPS") or _listed(group, tokens):
        return False
    # behind a titled name a comma more likely goes on with a list, unless the clause goes on
    return not _titled(before) or _clause_follows(group, tokens)


def _titled(group: Group) -> bool:
    return any(h.is_a("role") for h in group.phrase.hits)


def _clause_follows(group: Group, tokens: list[Token]) -> bool:
    after = tokens[group.last : group.last + 2]
    return len(after) < 2 or after[-1].pos in ("VERB", "AUX", "ADV", "SCONJ", "PRON")


def _introduces(before: Group, group: Group, tokens: list[Token]) -> bool:
    """ "The Russian leader, Vladimir Putin, said" """
    if before.sort != "role" or before.quantity is not None or before.phrase.noun.tag in ("NNS", "NNPS"):
        return False
    if not (_person(group) and _personal(before)):
        return False
    start = group.run.first if group.run else group.hit.first if group.hit else group.first
    if start != group.first or _listed(group, tokens):
        return False
    appositive = tokens[group.last - 1].dep == "appos"
    return appositive or (_closed(group, tokens) and tokens[before.first].lower not in ("a", "an"))


def _listed(group: Group, tokens: list[Token]) -> bool:
    """Whether "and" follows right behind, so that commas part the members of a list."""
    after = tokens[group.last : group.last + 2]
    return bool(after) and (after[0].lower == "and" or (len(after) == 2 and after[1].lower in ("and", "or")))


def _office(phrase: Phrase) -> Hit:
    """A noun that is an office by its of-phrase alone, as if the tables had it."""
    lemma, plural = phrase.noun.lemma.lower(), phrase.noun.tag == "NNS"
    entry = Entry(lemma, "role", role=None if plural else lemma, entity_kind="group" if plural else "person")
    return Hit(phrase.last - 1, phrase.last, (entry,))


def _is_office(hit: Hit) -> bool:
    return any(e.kind == "role" and e.entity_kind == "person" for e in hit.entries)


def _person(group: Group) -> bool:
    if group.run is not None:
        return group.run.sort == "person"
    return group.sort == "name" and group.hit is not None and group.hit.is_a("person")


def _may_be_person(group: Group) -> bool:
    return _person(group) or (group.run is not None and group.run.sort is None)


def _personal(group: Group) -> bool:
    return group.hit is not None and _is_office(group.hit)
