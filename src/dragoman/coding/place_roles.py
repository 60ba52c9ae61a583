"""How a place name stands in its clause: as where something happens, where it leads to or comes from, or as no place
of an event at all."""

from __future__ import annotations

from typing import Literal, NamedTuple

from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token
from dragoman.records import PlacePrecision

Role = Literal["in", "to", "from", "target", "modifier", "object", "named"]

STATIC = word_set(
    "in at near outside inside off across around along throughout through within above beside beyond between"
)
_TOWARDS = word_set("to into towards toward onto for")
_TARGETED = word_set("on against over upon")
_MOVES_TO = word_set(
    "visit trip travel tour fly go come return head journey arrive pilgrimage send deploy dispatch move march drive "
    "deliver evacuate transfer transport bring withdraw relocate deployment delivery mission convoy flight advance "
    "push enter pour cross rush invite invitation donate ship airlift supply relocate ferry deport extradite"
)
_SETS_OUT = word_set("leave depart head bound set sail fly")
_WAYS = word_set("road highway motorway route street path railway line border way bridge track")
_ALONG = frozenset({"on", "along", "near", "at"})
_MOVES_FROM = word_set(
    "withdraw displace expel evacuate flee abduct kidnap seize escape remove pull deport exit depart leave withdrawal "
    "evacuation expulsion departure pullout retreat exodus march rescue drive fire launch abduction kidnapping seizure "
    "arrest release free"
)
_OBJECT_OF = word_set(
    "visit tour enter invade bomb shell strike attack storm seize capture reach hit rock besiege raid retake recapture "
    "occupy bombard pound liberate overrun regain surround blockade annex leave evacuate shake patrol "
    "take flee terrorize terrorise ravage rock roil grip clear loot torch devastate comb"
)
DONE_TO_PLACES = word_set("recapture retake besiege invade overrun liberate bombard shell")
"""Verbs whose object is a place, even one that could be somebody's name."""
_TAKEN = word_set(
    "bombing shelling siege capture invasion occupation liberation seizure fall bombardment annexation blockade "
    "evacuation battle assault raid takeover attack storming encirclement visit tour"
)
_VIOLENT = word_set(
    "attack strike assault raid bombing shelling airstrike fire war offensive operation march launch rain drop missile "
    "rocket crackdown bombardment ambush drone advance siege blast"
)
_LOCATED = word_set(
    "summit talks talk meeting conference attack bombing blast explosion shooting strike airstrike raid war conflict "
    "crisis massacre protest rally demonstration riot march election vote siege battle fighting clash violence unrest "
    "visit trip negotiation session ceremony trial killing murder assassination kidnapping abduction poisoning coup "
    "offensive operation ceasefire incident crash earthquake forum briefing speech hearing uprising arrest detention "
    "invasion occupation assault shelling stabbing event process round dialogue parade"
)
_OF_STATES = word_set("war conflict crisis election vote coup uprising unrest massacre earthquake protest")
# Nouns that a place name only details: "the city of Salisbury", "Sabah state", "the outskirts of Douma".
CONTAINERS = word_set(
    "city town village district province region outskirt suburb street area island port capital state centre center "
    "coast north south east west neighborhood neighbourhood camp county governorate department prefecture "
    "municipality peninsula enclave strip valley territory part side hamlet township airport airbase base crossing "
    "quarter mountain hill desert river lake sea gulf bay oblast canton emirate republic heartland stronghold bastion "
    "resort outpost settlement commune junction archipelago isle soil airspace water"
)
CITY_NOUNS = word_set("city town village hamlet suburb township port neighborhood neighbourhood")
REGION_NOUNS = word_set("province region governorate oblast canton county prefecture department district territory")
STATE_NOUNS = word_set("state republic country nation kingdom")
_STATES_LIST = frozenset({"appos", "conj"})
PROPER = frozenset({"NNP", "NNPS"})
PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


def unknown_name(tokens: list[Token], i: int) -> int | None:
    """A name the tables lack: one that spaCy takes for a place, or in "village of" and before "airbase"."""
    t = tokens[i]
    if i == 0:
        return None
    if t.tag in PROPER and t.dep == "compound" and t.head.i == i + 1 and t.head.lower in CONTAINERS:
        return i + 1 if tokens[i - 1].lower in STATIC or tokens[i - 1].dep == "det" else None
    if t.ent not in PLACE_ENTITIES or not t.ent_start:
        if i > 1 and tokens[i - 1].lower == "of" and tokens[i - 2].lemma.lower() in CONTAINERS and t.ent != "ORG":
            j = i + 1
            while j < len(tokens) and tokens[j].tag in PROPER and tokens[j].start - tokens[j - 1].end < 2:
                j += 1
            return j
        return None
    j = i + 1
    while j < len(tokens) and tokens[j].ent == t.ent and not tokens[j].ent_start:
        j += 1
    while j > i + 1 and not tokens[j - 1].text[0].isalnum():
        j -= 1
    return j if all(x.tag.startswith("NNP") or x.tag in ("HYPH", "IN", "DT", "POS") for x in tokens[i:j]) else None


_DISTANCES = word_set("miles mile km kilometers kilometres meters metres away far hours minutes")


class Standing(NamedTuple):
    """How a name stands: its role, the noun it details ("the city" of "the city of Aleppo") or itself, and the word by
    which it hangs in the parse (that of the first of several coordinated places)."""

    role: Role | None
    outer: Token
    anchor: Token


def standing(head: Token) -> Standing:
    """How a name with this head stands in its clause."""
    t = outer = head
    for _ in range(6):
        if t.dep in _STATES_LIST and t.head is not t and t.head.i < t.i:
            if t.dep == "appos" and outer is t and t.head.lower in CONTAINERS:
                outer = t.head  # "the capital Damascus"
            t = t.head
            continue
        if t.dep == "pobj" and t.head.lower == "of" and t.head.head.lemma.lower() in CONTAINERS:
            container = t.head.head
        elif t.dep in ("compound", "nmod", "poss", "amod") and t.head.lemma.lower() in CONTAINERS:
            container = t.head
        else:
            break
        if outer is t:
            outer = container
        t = container
    return Standing(_own_role(t), outer, t)


def _own_role(t: Token) -> Role | None:
    governor = t.head
    if t.dep == "pobj":
        return role_after(governor)
    if t.dep in ("compound", "nmod", "poss"):
        return "modifier"
    if t.dep == "dobj" and governor.lemma in _OBJECT_OF:
        # "leaves Israel isolated"
        led = governor.lemma == "take" and any(c.lower == "to" for c in governor.children)  # "took Chile to court"
        return "object" if not led and governor.child("oprd", "acomp", "ccomp") is None else None
    if t.dep == "nsubjpass" and governor.lemma in _OBJECT_OF:
        return "object"
    if t.dep == "nsubj" and governor.lemma == "host":
        return "in"
    return None


def role_after(preposition: Token) -> Role | None:
    """How the object of a preposition stands to what governs it."""
    word, governor = preposition.lower, preposition.head
    lemma = governor.lemma.lower()
    if word in STATIC:
        return "in"
    if word == "of":
        return "in" if lemma in _TAKEN else None
    before = preposition.sent.tokens[preposition.i - 1] if preposition.i else preposition
    if before.lemma.lower() in _WAYS and word in ("to", "from", "between", "into"):
        return "in" if before.dep == "pobj" and before.head.lower in _ALONG else None
    if word in _TOWARDS:
        if word == "for":
            return "to" if lemma in _SETS_OUT else None
        return "to" if lemma in _MOVES_TO or _moved(governor) else None
    if word == "from":
        if before.lower in _DISTANCES:
            return None
        return "from" if lemma in _MOVES_FROM or governor.lower == "march" else None
    if word in _TARGETED:
        pobj = preposition.child("pobj")
        if word in ("on", "over") and pobj is not None and pobj.lemma.lower() in CONTAINERS and lemma not in _VIOLENT:
            return "in"
        return "target" if lemma in _VIOLENT or lemma in _OBJECT_OF else None
    return None


def _moved(noun: Token) -> bool:
    """Whether a noun is what somebody sends or brings somewhere ("sent a team of engineers to Chad")."""
    for _ in range(4):
        if noun.dep == "dobj":
            return noun.head.lemma in _MOVES_TO
        if noun.dep not in ("pobj", "conj", "prep"):
            return False
        noun = noun.head
    return False


def stands_as_town(name: Token, role: Role | None) -> bool:
    """Whether a name stands where towns do, and people hardly: "flew to Gusau", "in Gusau", "visited Gusau"."""
    return role in ("in", "to") or (role == "object" and name.head.lemma in _GO_TO)


_GO_TO = word_set("visit tour reach leave enter")


def part_of_longer_name(tokens: list[Token], first: int, last: int, head: Token) -> bool:
    """Whether capitalised words before the name make it another one ("the Washington Post", "Bill Clinton")."""
    if last == first + 1 and tokens[first].lower in _NEVER:
        return True
    if first and tokens[first - 1].lower in _DASHES:
        return True  # "the US-Mexico border", "(D-Ohio)", "... in northern province - Xinhua"
    if first == 0 or tokens[first - 1].tag not in PROPER or tokens[first - 1].dep not in ("compound", "nmod"):
        return False
    before = tokens[first - 1]
    return first <= before.head.i < last and before.lower not in _PARTS and head.dep != "compound"


_DASHES = frozenset({"-", "–", "—", "--"})
_NEVER = word_set(
    "university college school church hospital center centre post club hall airport station street house park congress "
    "senate parliament bank court company union council committee party police time times news press board office "
    "department ministry commission assembly agency institute foundation association league group army navy force "
    "state city town county province republic kingdom president king prince queen general man best same most"
)
_PARTS = word_set(
    "north south east west northern southern eastern western northeast northwest southeast southwest central greater "
    "upper lower old new downtown inner outer mid capital"
)


def extent(tokens: list[Token], first: int, last: int, outer: Token) -> tuple[int, int]:
    """The words to quote: the name with the noun it details, their adjectives and the article."""
    start, stop = min(first, outer.i), max(last, outer.i + 1)
    while start > 0 and tokens[start - 1].head.i in range(start, stop) and tokens[start - 1].dep in _TAKEN_IN:
        start -= 1
    return start, stop


_BELONGS = word_set("of from to into toward towards for")
_TREATIES = word_set("agreement accord convention treaty protocol pact declaration summit process formula deal club")


def names_place(head: Token, precision: PlacePrecision) -> bool:
    """Whether a name at which nothing happens stands for a place, by the word it hangs on; of a region, which may
    have a government, only after "of" or "from"."""
    while head.dep == "conj" and head.head is not head:
        head = head.head
    if head.dep == "pobj":
        return precision != "region" or head.head.lower in _BELONGS
    if head.dep in ("compound", "nmod"):
        return precision != "region" and head.head.pos == "NOUN" and head.head.lemma.lower() not in _TREATIES
    return precision != "region" or head.dep == "poss"


_TAKEN_IN = frozenset({"det", "amod", "compound", "nmod", "advmod", "poss", "case"})


def happens_at(noun: Token, precision: PlacePrecision) -> bool:
    """Whether a noun is what happens at the place before it: "the Kabul bombing", not "Kabul's view"."""
    lemma = noun.lemma.lower()
    if precision == "country":
        return noun.pos == "NOUN" and lemma in _OF_STATES  # "the Iran talks" are held elsewhere
    if noun.pos not in ("NOUN", "PROPN"):
        return False
    if lemma in _LOCATED:
        return True
    return noun.pos == "NOUN" and noun.dep == "pobj" and role_after(noun.head) in ("in", "from")
