"""Which words of a sentence tell how many were killed, injured, arrested, abducted, displaced, or protested."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.coding import adjuncts
from dragoman.coding.headcounts import PERSONS, Headcount, nobody, people
from dragoman.coding.numbers import exactly
from dragoman.coding.status import reality
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Sentence, Token
from dragoman.records import CountKind


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """A number of people of one kind, the word that tells it, and whether it is a sum over several events.

    ``verb`` is the word by which the fact hangs in its clause: of "was shot dead" it is "shot", of other facts the
    anchor itself.
    """

    kind: CountKind
    count: Headcount
    anchor: Token
    verb: Token
    total: bool


_DONE_TO: dict[str, CountKind] = {
    **dict.fromkeys(
        word_set(
            "kill murder slay assassinate execute behead massacre slaughter lynch hang drown decapitate butcher "
            "electrocute annihilate"
        ),
        "killed",
    ),
    **dict.fromkeys(word_set("wound injure hurt maim hospitalize hospitalise"), "injured"),
    **dict.fromkeys(word_set("arrest detain apprehend imprison nab jail incarcerate intern"), "arrested"),
    **dict.fromkeys(word_set("abduct kidnap snatch"), "abducted"),
    **dict.fromkeys(word_set("displace uproot evacuate"), "displaced"),
}
_UNDERGONE: dict[str, CountKind] = {
    **dict.fromkeys(word_set("die perish succumb"), "killed"),
    **dict.fromkeys(word_set("march rally demonstrate protest gather assemble congregate"), "protesters"),
    "flee": "displaced",
}
_STATES: dict[str, CountKind] = {
    **dict.fromkeys(word_set("dead slain"), "killed"),
    **dict.fromkeys(word_set("wounded injured hurt hospitalized hospitalised"), "injured"),
    **dict.fromkeys(word_set("displaced homeless"), "displaced"),
}
_NOUNS: dict[str, CountKind] = {
    **dict.fromkeys(
        word_set("death fatality killing murder execution assassination beheading massacre slaughter body corpse"),
        "killed",
    ),
    **dict.fromkeys(word_set("injury wounding"), "injured"),
    **dict.fromkeys(word_set("arrest detention"), "arrested"),
    **dict.fromkeys(word_set("abduction kidnapping hostage captive"), "abducted"),
    **dict.fromkeys(word_set("displacement"), "displaced"),
    **dict.fromkeys(
        word_set("protester protestor demonstrator marcher striker picket rally march protest demonstration crowd"),
        "protesters",
    ),
}
_OF_MANY: frozenset[CountKind] = frozenset({"protesters", "displaced"})
"""Kinds of which one alone is no number: "the president rallied his party"."""
_PROTESTERS = word_set("protester protestor demonstrator marcher striker picket")
_FATALLY = word_set("fatally mortally dead")
_TAKES_LIVES = word_set("claim take lose cost")
_MEANING_TO = word_set(
    "threaten vow plan try attempt want intend refuse fail seek aim prepare conspire plot order swear promise decline"
)
_BODIES = word_set("body corpse")
_HARM = word_set("injury wound burn fracture")
_SUFFERING = word_set("suffer sustain receive")
_TREATED = word_set("treat hospitalize hospitalise")
_HEALERS = word_set("hospital doctor medic paramedic nurse service clinic ambulance they")
_HOME = word_set("home village house town")
_DRIVEN = word_set("force drive chase expel")
_TURNOUT = word_set("draw attract bring see gather")
_JOINING = word_set("join attend take turn pour flood stage hold")
_PROTESTS = word_set("march marches rally rallies protest protests demonstration demonstrations strike sit-in vigil")
_SEIZING = word_set("take hold seize capture")
_RAISING = word_set("bring raise take push lift")
_RISING = word_set("rise climb reach stand jump grow hit increase pass exceed mount")


HARMED = _TREATED | frozenset(
    w for w, kind in (*_DONE_TO.items(), *_UNDERGONE.items()) if kind in ("killed", "injured", "arrested")
)
"""Lemmas of verbs that tell of casualties and arrests."""
CLAIMED = _TAKES_LIVES
"""Lemmas of verbs that take lives."""
CAUSING = word_set("set trigger spark cause ignite provoke prompt fuel unleash")
"""Lemmas of verbs whose subject is the cause of their object, and no part of it."""


def facts(sentence: Sentence) -> list[Fact]:
    """All facts of a sentence, left to right."""
    return [fact for t in sentence.tokens for fact in _facts(t)]


def _facts(t: Token) -> Iterator[Fact]:
    """The facts that a word tells."""
    lemma = t.lemma.lower()
    if adjuncts.is_verb(t):
        yield from _of_verb(lemma, t)
    elif (kind := _STATES.get(t.lower)) is not None:
        yield from _of_state(kind, t)
    elif lemma == "toll":
        yield from _of_toll(t)
    elif lemma == "casualty":
        yield from _of_casualties(t)
    elif lemma == "life":
        yield from _of_lives(t)
    elif (kind := _NOUNS.get(lemma)) is not None and t.pos in ("NOUN", "PROPN"):
        yield from _of_noun(kind, t)


def _make(kind: CountKind, phrase: Token | None, anchor: Token, verb: Token | None = None) -> Iterator[Fact]:
    """The fact that so many people as a phrase names are of a kind; none where that is denied."""
    verb = verb or anchor
    if phrase is None or (adjuncts.is_verb(verb) and _is_undone(verb)):
        return
    denied = any(c.dep == "neg" for v in (anchor, verb) for c in v.children)
    if denied:
        count = Headcount(exactly(0), (phrase.start, phrase.end)) if phrase.lower in ("anyone", "anybody") else None
    else:
        count = nobody(phrase)
    if count is not None and kind == "injured":
        yield Fact("killed", count, anchor, verb, False)  # nobody hurt, nobody dead
    if count is None and not denied:
        count = people(phrase, alone=phrase is anchor)
    if count is not None and not (kind in _OF_MANY and count.amount.high == 1):
        yield Fact(kind, count, anchor, verb, is_total(verb))


def _is_undone(verb: Token) -> bool:
    """Whether an act is only possible, to come, or what somebody means to do: "threatened to behead a captive"."""
    below = verb
    while below.dep in ("xcomp", "conj", "ccomp") and adjuncts.is_verb(below.head):
        infinitive = below.dep == "xcomp" and any(c.dep == "aux" and c.lower == "to" for c in below.children)
        below = below.head
        if infinitive and below.lemma in _MEANING_TO:
            return True
        if below.dep == "ccomp":
            break
    return reality(verb, frozenset()).status in ("hypothetical", "future")


# --- verbs -------------------------------------------------------------------------------------------------------


def _of_verb(lemma: str, t: Token) -> Iterator[Fact]:
    kind = _DONE_TO.get(lemma)
    if kind is not None:
        yield from _make(kind, patient(t), t)
    elif (kind := _UNDERGONE.get(lemma)) is not None:
        yield from _make(kind, _subject(t) or (patient(t) if lemma == "gather" else None), t)
    elif lemma == "shoot" and any(c.lower in _FATALLY and c.dep == "advmod" for c in t.children):
        yield from _make("killed", patient(t), t)
    elif (kind := _STATES.get(t.lower)) is not None:
        yield from _of_state(kind, t)
    else:
        yield from _of_phrase(lemma, t)


def _of_phrase(lemma: str, t: Token) -> Iterator[Fact]:
    """Verbs that tell with objects and particles: "gunned down 12 men", "suffered injuries", "took 20 hostage"."""
    if lemma in ("gun", "mow", "cut") and _has(t, "down"):
        yield from _make("killed", patient(t), t)
    elif lemma in _SUFFERING and (harm := t.child("dobj")) is not None and harm.lemma.lower() in _HARM:
        yield from _make("injured", _subject(t), t)
    elif lemma in _TREATED and _by_doctors(t):
        yield from _make("injured", patient(t), t)
    elif lemma in _SEIZING and any(d.lower in ("hostage", "captive") for c in t.children for d in (c, *c.children)):
        yield from _make("abducted", _taken(t), t)
    elif lemma in _DRIVEN and _from_home(t):
        yield from _make("displaced", patient(t), t)
    elif lemma == "lose" and (lost := t.child("dobj")) is not None:
        if lost.lemma.lower() in PERSONS and _numbered(lost):
            yield from _make("killed", lost, t)
    elif lemma == "lose" and (lost := t.child("nsubjpass")) is not None and _numbered(lost):
        if lost.lemma.lower() in PERSONS:
            yield from _make("killed", lost, t)
    elif lemma in _TURNOUT and _subject_protests(t):
        yield from _make("protesters", t.child("dobj"), t)
    elif lemma in _JOINING and _takes_to_the_street(t):
        yield from _make("protesters", _subject(t), t)
    elif lemma in _RAISING:
        yield from _raised(t)


def _by_doctors(verb: Token) -> bool:
    """ "Were treated for injuries", "doctors treated 131 people"."""
    healer = verb.child("nsubj")
    return any(c.lower == "for" for c in verb.children) or (healer is not None and healer.lemma.lower() in _HEALERS)


def _numbered(noun: Token) -> bool:
    return noun.pos == "NUM" or noun.child("nummod") is not None


def _taken(verb: Token) -> Token | None:
    """Those taken hostage, where the parser may make "hostage" the object or part of it."""
    whom = patient(verb)
    if whom is not None and whom.lower in ("hostage", "captive", "hostages", "captives"):
        inner = whom.child("nummod", "compound", "nmod", "amod") or verb.child("dative")
        return whom if whom.child("nummod") is not None else inner
    return whom


def _from_home(verb: Token) -> bool:
    for c in verb.children:
        if c.dep == "prep" and c.lower == "from" and (noun := c.child("pobj")) is not None and noun.lemma in _HOME:
            return True
        if c.dep in ("xcomp", "advcl", "ccomp") and c.lemma in ("flee", "leave", "abandon"):
            return True
    return False


def _subject_protests(verb: Token) -> bool:
    subject = verb.child("nsubj")
    return subject is not None and subject.lemma.lower() in ("march", "rally", "protest", "demonstration", "strike")


def _takes_to_the_street(verb: Token) -> bool:
    """ "Took to the streets", "joined the march", "went on strike", "turned out for the rally"."""
    words = {t.lower for t in verb.subtree() if t.i > verb.i}
    if verb.lemma in ("take", "pour", "flood", "turn"):
        return bool(words & {"street", "streets"}) or (verb.lemma == "turn" and "out" in words)
    return verb.lemma in ("join", "attend", "stage", "hold") and bool(words & _PROTESTS)


def _raised(verb: Token) -> Iterator[Fact]:
    """ "Bringing the death toll to 40", "bring to six the number of activists assassinated"."""
    noun = verb.child("dobj")
    if noun is None or noun.lemma.lower() not in ("toll", "number", "total"):
        return
    told = [t for t in noun.subtree() if (t.lemma.lower() in _DONE_TO or t.lower in _STATES) and t is not noun]
    kind: CountKind = "killed"
    if noun.lemma.lower() != "toll":
        if not told:
            return
        kind = _DONE_TO.get(told[0].lemma.lower()) or _STATES[told[0].lower]
    for c in (*verb.children, *noun.children):
        if c.dep == "prep" and c.lower == "to" and (number := c.child("pobj")) is not None:
            count = people(number)
            if count is not None:
                yield Fact(kind, count, told[0] if told else noun, verb, True)


def patient(verb: Token) -> Token | None:
    """Whom a verb is done to: object, passive subject, or the noun that its participle or relative clause describes."""
    undergoing = verb.all("nsubjpass")
    found = next((t for t in undergoing if _numbered(t)), undergoing[0] if undergoing else None)
    if found is None and (verb.tag != "VBN" or any(c.lemma == "have" and c.dep == "aux" for c in verb.children)):
        found = verb.child("dobj")
        if found is None and verb.dep == "conj" and adjuncts.is_verb(verb.head) and verb.head.tag == verb.tag:
            found = verb.head.child("dobj")  # "shot and killed two men", as the parser may have it
        found = found or _misparsed(verb) or _left(verb)
    elif found is None:
        found = verb.child("dobj") or verb.child("nsubj")  # "which exploded at dawn, injured six": no passive at all
        if found is None:
            found = verb.head if verb.dep in ("acl", "amod") else _left(verb)
        if found is None and verb.dep == "conj" and adjuncts.is_verb(verb.head):
            found = verb.head.child("nsubjpass")
    return _antecedent(found, verb)


def _misparsed(verb: Token) -> Token | None:
    """The object where the parser makes an adverb of it: "displaced 30,000 people", "killed upwards of 50 rebels"."""
    for c in verb.children:
        if c.i > verb.i and c.dep == "npadvmod" and c.lemma.lower() in PERSONS:
            return c
        if c.dep == "advmod" and c.lower == "upwards" and (of := c.child("prep")) is not None:
            return of.child("pobj")
    return None


def _subject(verb: Token) -> Token | None:
    found = verb.child("nsubj", "nsubjpass")
    if found is None and verb.dep == "conj" and adjuncts.is_verb(verb.head):
        found = verb.head.child("nsubj", "nsubjpass")
    if found is None and verb.dep == "acl" and verb.tag == "VBG":
        found = verb.head  # "5,000 people marching on the palace"
    if found is None and verb.dep == "xcomp" and adjuncts.is_verb(verb.head):
        found = verb.head.child("nsubj", "nsubjpass")
    return _antecedent(found, verb)


def _antecedent(found: Token | None, verb: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if found is not None and found.tag in ("WP", "WDT"):
        return verb.head if verb.dep == "relcl" else None
    return found


# --- states and nouns --------------------------------------------------------------------------------------------


def _of_state(kind: CountKind, t: Token) -> Iterator[Fact]:
    """ "14 dead", "left 20 people wounded", "was shot dead"."""
    if t.child("nummod") is not None or t.dep == "nummod":
        yield from _make(kind, t, t)
    elif adjuncts.is_verb(t):
        described = t.head if t.dep in ("acl", "amod") else _left(t)
        yield from _make(kind, t.child("nsubj", "nsubjpass", "dobj") or described, t)
    elif t.dep == "amod":
        yield from _make(kind, t.head, t)
    else:
        subject = t.child("nsubj", "nsubjpass")
        verb = t.head
        if subject is None and adjuncts.is_verb(verb):
            own = verb.child("nsubj") if verb.lemma == "be" else None
            subject = _antecedent(verb.child("nsubjpass") or verb.child("dobj") or own, verb)
        yield from _make(kind, subject, t, verb if adjuncts.is_verb(verb) and verb.lemma in ("shoot", "gun") else None)


def _left(state: Token) -> Token | None:
    """ "Leaving eight men wounded", where the parser makes a clause of "wounded"."""
    before = state.sent.tokens[state.i - 1] if state.i else state
    return before if before.dep == "dobj" and before.head.lemma == "leave" else None


def _of_noun(kind: CountKind, t: Token) -> Iterator[Fact]:
    """ "14 deaths", "the killing of two nurses", "beaten to death", "hundreds of protesters"."""
    lemma = t.lemma.lower()
    if lemma == "death" and t.dep == "pobj" and t.head.lower == "to" and adjuncts.is_verb(t.head.head):
        yield from _make(kind, patient(t.head.head), t, t.head.head)
        return
    if kind == "protesters":
        yield from _of_protesters(lemma, t)
        return
    counts = _numbered(t) or lemma in ("hostage", "captive")
    if counts and t.tag == "NNS":
        yield from _make(kind, t, t)
        return
    if t.tag == "NNS" and nobody(t) is not None:
        yield from _make(kind, t, t)
        return
    for c in t.children:
        if c.dep == "prep" and c.lower in ("of", "to") and (c.lower == "of" or kind == "injured"):
            yield from _make(kind, c.child("pobj"), t)


def _of_protesters(lemma: str, t: Token) -> Iterator[Fact]:
    if lemma in _PROTESTERS:
        of = t.head if t.dep == "pobj" and t.head.lower == "of" else None
        counted = of.head if of is not None and of.head.tag == "NNS" else t
        if t.tag == "NNS" and t.dep != "dobj":
            yield from _make("protesters", counted, t)
        return
    for c in t.children:
        strong = c.lower == "strong" and c.child("npadvmod", "nummod", "advmod")
        if strong and (number := c.child("npadvmod", "nummod", "advmod")) is not None:
            yield from _make("protesters", number, t)
        noun = c.child("pobj") if c.dep in ("prep", "agent") and c.lower in ("by", "of") else None
        if noun is not None and (_numbered(noun) or noun.tag == "NNS"):
            yield from _make("protesters", noun, t)


def _of_lives(t: Token) -> Iterator[Fact]:
    """ "Claimed 14 lives", "cost the lives of two boys", "lost their lives", "14 lives were lost"."""
    verb = t.head
    if t.dep not in ("dobj", "nsubjpass") or verb.lemma not in _TAKES_LIVES:
        return
    of = next((c.child("pobj") for c in t.children if c.dep == "prep" and c.lower == "of"), None)
    if t.child("nummod") is not None:
        yield from _make("killed", t, t)
    elif of is not None:
        yield from _make("killed", of, t)
    elif verb.lemma == "lose" and t.dep == "dobj":
        yield from _make("killed", _subject(verb), t, verb)


def _of_casualties(t: Token) -> Iterator[Fact]:
    """ "There were no casualties", "without casualties"."""
    count = nobody(t)
    if count is None and t.dep == "pobj" and t.head.lower == "without":
        count = nobody(t) or None
    if count is not None and t.head.lemma in ("be", "cause", "leave", "suffer", "have"):
        yield Fact("killed", count, t, t, False)
        yield Fact("injured", count, t, t, False)


def _of_toll(t: Token) -> Iterator[Fact]:
    """ "The death toll rose to 14", "a death toll of 14"."""
    kind = t.child("compound")
    if kind is not None and kind.lower not in ("death", "casualty"):
        return
    places = [c for c in t.children if c.dep == "prep" and c.lower in ("of", "at")]
    verb = t.head
    if adjuncts.is_verb(verb) and verb.lemma in _RISING:
        places += [c for c in verb.children if c.dep == "prep" and c.lower in ("to", "at")]
        if (direct := verb.child("dobj", "attr", "npadvmod")) is not None and _numbered(direct):
            places.append(verb)
    for place in places:
        number = place.child("pobj", "dobj", "attr", "npadvmod")
        if number is not None and _numbered(number) and (count := people(number)) is not None:
            yield Fact("killed", count, t, t, is_total(t))
            return


# --- sums over a time --------------------------------------------------------------------------------------------

_TIMES = word_set("year years month months week weeks days decade decades hours")
LONG = word_set("war insurgency rebellion uprising conflict campaign crackdown unrest")
"""What lasts for months and years."""


def is_total(anchor: Token) -> bool:
    """Whether a number is a sum over a time: "since January", "so far this year", "in the past two weeks", "in the
    ten-year war", "in six days of fighting"."""
    verb = anchor if adjuncts.is_verb(anchor) else anchor.head
    around = [*verb.children, *(verb.head.children if verb.dep == "conj" else ())]
    around += [c for v in verb.children if v.dep == "conj" for c in v.children]  # "killed and 90 wounded since May"
    return any(_sums(c) for c in around)


def _sums(c: Token) -> bool:
    if c.lower == "since" or (c.lower == "far" and any(g.lower == "so" for g in c.children)):
        return True
    if c.dep == "mark" and c.lower == "since":
        return False
    if c.dep == "advcl" and any(g.lower == "since" and g.dep == "mark" for g in c.children):
        return True
    if c.dep == "npadvmod" and c.lower in ("year", "month", "week") and _has(c, "this"):
        return True
    if c.dep != "prep" or c.lower not in ("in", "over", "during", "within"):
        return False
    noun = c.child("pobj")
    if noun is None:
        return False
    if noun.lower in _TIMES and (_has(noun, "past") or _has(noun, "last")):
        return bool(noun.lower != "hours")
    if noun.lower in _TIMES and any(g.dep == "prep" and g.lower == "of" for g in noun.children):
        return _numbered(noun)  # "in six days of fighting"
    aged = any(g.lower.split("-")[-1] in ("old", "year", "month", "week", "long") for g in noun.children)
    return noun.lower in LONG and (aged or any(g.lower == "old" for g in noun.subtree()))


def _has(t: Token, word: str) -> bool:
    return any(c.lower == word for c in t.children)


def seized(trigger: Token) -> Fact | None:
    """Persons held by other words than those of the table: "rounded up 40 men", "took 12 men into custody"."""
    if not adjuncts.is_verb(trigger) or trigger.lemma in _DONE_TO:
        return None
    whom = patient(trigger)
    if whom is None or (whom.pos != "NUM" and whom.lemma.lower() not in PERSONS and whom.ent != "PERSON"):
        return None
    return next(_make("arrested", whom, trigger), None)
