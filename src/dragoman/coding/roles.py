"""Who acts and who is acted upon: the participants of a predicate, by its entry's places in the parse."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.coding.act_kinds import HOSTILE
from dragoman.coding.arguments import (
    companions,
    complement_clause_subject,
    direct_object,
    fellows,
    indirect_object,
    is_passive,
    possessor,
    prepositional,
    subject,
    surface_subject,
)
from dragoman.coding.draft import Draft
from dragoman.coding.mentions import Mention, entity_ids
from dragoman.coding.participants import Participants
from dragoman.coding.predicates import TELLING_ATTRIBUTES
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Token
from dragoman.lexicon.predicates import Form, Lexicon, Predicate

JUDGING = frozenset({"blame", "accuse", "praise", "deny", "probe", "regret"})
"""Operators that judge an act."""
_OUTWARD = frozenset({"to", "on", "against", "for"})
_DURING = frozenset({"in", "during", "at", "after", "following", "before"})
_HELPING = word_set(
    "rebuild fund finance strengthen help support assist aid protect feed shelter rescue save benefit reach"
)
_TAKE_PART = frozenset({"involve", "include", "feature", "gather", "unite", "bring"})


@dataclass(slots=True)
class Roles:
    """Who acts and who is acted upon, with a word on where each was found."""

    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    recipient_place: str = ""
    added: bool = False


class RoleFinder:
    """Finds who acts and who is acted upon for the predicates of one sentence after another."""

    def __init__(self, lexicon: Lexicon, participants: Participants) -> None:
        self.lexicon, self.participants = lexicon, participants
        self.forms: dict[Token, Form] = {}

    def find(self, token: Token, form: Form) -> Roles:
        """The participants of a predicate, by the places its entry names, the first that is filled."""
        p = form.predicate
        if form.kind == "noun":
            return self._noun_roles(token, p)
        if token.dep == "amod" and token.lower in TELLING_ATTRIBUTES:
            return self._attribute_roles(token)
        roles = Roles()
        taken: set[Token] = set()
        for place in p.actor:
            for argument in self._arguments(token, form, place):
                roles.actors += [m for m in self.participants.acting(argument) if m not in roles.actors]
                taken.add(argument)
            if roles.actors:
                break
        if (
            not roles.actors
            and form.kind == "verb"
            and is_passive(token)
            and (done := direct_object(token)) is not None
        ):
            # "the agreement between Kenya and Uganda was signed"
            roles.actors = [m for t in prepositional(done, "between") for m in self.participants.acting(t)]
        roles.actors += [m for t in companions(token) for m in self.participants.acting(t) if m not in roles.actors]
        for place in p.recipient:
            for argument in self._arguments(token, form, place):
                if argument not in taken:
                    roles.recipients += [
                        m
                        for m in self.participants.affected(argument, roles.actors)
                        if m not in roles.recipients and m not in roles.actors
                    ]
            foreign = [m for m in roles.recipients if not self.participants.owned_by(m, roles.actors)]
            if foreign or place == p.recipient[-1]:
                # "withdrew its troops from Niger": where one's own things are named, go on looking
                roles.recipients, roles.recipient_place = foreign or roles.recipients, place if roles.recipients else ""
                if roles.recipients:
                    break
        if roles.recipient_place == "obj":
            roles.recipients += [m for t in fellows(token) for m in self.participants.affected(t)]
        return roles

    def _attribute_roles(self, participle: Token) -> Roles:
        """ "met visiting Iranian minister X": X visits whoever meets, tells or receives him."""
        visitor = participle.head
        verb = visitor.head.head if visitor.dep == "pobj" else visitor.head
        roles = Roles(self.participants.acting(visitor))
        if visitor.dep in ("dobj", "dative", "pobj") and verb.pos == "VERB":
            roles.recipients = [m for m in self.participants.affected(subject(verb)) if m not in roles.actors]
        return roles

    def _arguments(self, token: Token, form: Form, place: str) -> list[Token]:
        """The tokens that stand in one place of a verb or adjective."""
        if place == "subj":
            found = subject(token) if form.kind == "verb" else surface_subject(_copula(token))
        elif place == "obj":
            found = direct_object(token)
            if found is not None and found.dep == "dobj" and is_passive(token) and (given := surface_subject(token)):
                return [found, given]  # "was handed a life sentence"
        elif place == "iobj":
            found = indirect_object(token)
        elif place == "comp":
            found = complement_clause_subject(token)
        else:
            return [*prepositional(token, place), *_below_words(token, form, place), *_below_object(token, place)]
        return [found] if found is not None else []

    def _noun_roles(self, noun: Token, p: Predicate) -> Roles:
        roles = Roles()
        verb = self.light_verb(noun)
        for place in p.noun_recipient:
            holders = [noun, verb] if verb is not None and self._merely_carries(verb) else [noun]
            if place == "poss":
                found = self.participants.affected(possessor(noun))
            elif place == "attr":
                found = self.participants.attributive(noun)
            else:
                found = [m for h in holders for t in prepositional(h, place) for m in self.participants.affected(t)]
            roles.recipients += [m for m in found if m not in roles.recipients]
            if roles.recipients:
                break
        undergoing = verb is not None and verb.lemma in self.lexicon.classes["undergo"] and p.type in HOSTILE
        if verb is not None and undergoing and not roles.recipients and is_below(noun, verb):
            roles.recipients = self.participants.affected(subject(verb))  # "faces sanctions", "will pay higher tariffs"
        owner = (
            possessor(noun) if not roles.recipients and noun.lemma.lower() in self.lexicon.classes["suffered"] else None
        )
        if owner is not None:
            # "his arrest", "the minister's murder": the person suffers it
            mine = self.participants.affected(owner)
            roles.recipients = [m for m in mine if any(e.kind == "person" for e in m.referents())]
        traveller = self._traveller(noun) or (self._attendee(noun) if p.symmetric else None)
        if traveller is not None:
            roles.actors += [m for m in self.participants.acting(traveller) if m not in roles.recipients]
        for place in p.noun_actor:
            found = [m for m in self._noun_actor(noun, place, verb) if m not in roles.recipients or p.symmetric]
            if found:
                roles.actors += [m for m in found if m not in roles.actors]
                if not p.symmetric:
                    break
        if p.symmetric and (taking_part := _taking_part(noun)) is not None:
            roles.actors += [m for m in self.participants.enumerated_after(taking_part) if m not in roles.actors]
            roles.added = True
        return roles

    def _traveller(self, noun: Token) -> Token | None:
        """Who "arrived for talks", "is expected for a visit": the subject of the journey takes part in its purpose."""
        verb = noun.head.head
        purpose = noun.dep == "pobj" and noun.head.lower == "for" and verb.pos == "VERB"
        return surface_subject(verb) if purpose and verb.lemma in self.lexicon.classes["journeys"] else None

    def _attendee(self, noun: Token) -> Token | None:
        """Whoever does something "in a meeting with X" takes part in it."""
        verb = noun.head.head
        within = noun.dep == "pobj" and noun.head.lower in _DURING and noun.head.dep == "prep"
        return subject(verb) if within and verb.pos == "VERB" and prepositional(noun, "with") else None

    def _merely_carries(self, verb: Token) -> bool:
        """Whether a verb tells no event of its own, so that the phrases on it belong to the noun it carries."""
        form = self.forms.get(verb)
        return form is None or (form.predicate.operator is not None and form.predicate.operator not in JUDGING)

    def _noun_actor(self, noun: Token, place: str, verb: Token | None) -> list[Mention]:
        if place == "poss":
            return self.participants.acting(possessor(noun))
        if place == "attr":
            return self.participants.attributive(noun)
        if place == "light":
            if (
                verb is None
                or verb.lemma not in self.lexicon.light_verbs
                or verb.lemma in self.lexicon.classes["undergo"]
            ):
                return []
            return self.participants.acting(subject(verb)) if is_below(noun, verb) else []
        holders = [noun, verb] if verb is not None and place != "of" and self._merely_carries(verb) else [noun]
        found = [t for h in holders for t in prepositional(h, place)]
        if not found and place == "by":  # "the expulsion of diplomats by Canada": the parser hangs it on the diplomats
            found = [t for of in prepositional(noun, "of") for t in prepositional(of, "by")]
        return [m for t in found for m in self.participants.acting(t)]

    def light_verb(self, noun: Token) -> Token | None:
        """The verb that carries an event noun: "launched a series of attacks", "in talks with"."""
        t = noun
        for _ in range(5):
            head = t.head
            if head is t:
                return None
            if head.pos in ("VERB", "AUX"):
                light = head.lemma in self.lexicon.light_verbs or head.lemma in self.lexicon.occur_verbs
                return head if light and t.dep in ("dobj", "nsubjpass", "nsubj", "attr", "prep") else None
            carrying = t.dep == "conj" or head.pos == "ADP" or head.lemma.lower() in self.lexicon.carriers
            if not carrying or (head.lower not in ("of", "in", "on", "with") and head.pos == "ADP"):
                return None
            t = head
        return None

    def warned(self, threat: Token, actors: list[Mention]) -> list[Mention]:
        """Who is to do what the condition of a threat says: "threatened sanctions if Iran did not return"."""
        verb = threat if threat.pos == "VERB" else threat.head
        conditions = [c for v in (verb, *verb.all("xcomp", "ccomp")) for c in v.all("advcl")]
        for clause in conditions:
            if any(c.lower in ("if", "unless") for c in clause.all("mark")):
                found = self.participants.affected(surface_subject(clause), actors)
                if found and not entity_ids(found) & entity_ids(actors):
                    return found
        return []

    def beneficiaries(self, giving: Token, givers: list[Mention]) -> list[Mention]:
        """Whom aid is "to help" or "to support"."""
        verb = giving if giving.pos == "VERB" else giving.head
        purposes = [
            c for v in (verb, *verb.all("dobj")) for c in v.children if c.dep in ("advcl", "acl", "xcomp", "relcl")
        ]
        for purpose in purposes:
            if purpose.lemma in _HELPING and purpose.tag == "VB":
                found = self.participants.affected(direct_object(purpose) or complement_clause_subject(purpose), givers)
                if found:
                    return found
        return []

    def promised(self, token: Token, actors: list[Mention]) -> list[Mention]:
        """Towards whom one agrees or offers to do what the lexicon does not know: "willing to send men to Chad"."""
        for act in token.all("xcomp"):
            for argument in (*prepositional(act, "to", "with"), *_below_object(act, "to"), direct_object(act)):
                found = self.participants.affected(argument, actors)
                if found:
                    return found
        return self.beneficiaries(token, actors)


def own_words(token: Token, form: Form) -> list[Token]:
    """The other words of a multi-word form, as they stand below its head ("vowed to retaliate": retaliate)."""
    if not form.rest:
        return []
    near = [c for c in token.children if c.dep != "conj"]
    near += [g for c in near for g in c.children if c.dep in ("prep", "prt", "advmod", "dobj", "ccomp")]
    return [t for t in near if t.lower in form.rest or t.lemma in form.rest]


def _below_words(token: Token, form: Form, preposition: str) -> list[Token]:
    """ "vowed to retaliate against Turkey": the preposition hangs on another word of the form."""
    return [p for word in own_words(token, form) for p in prepositional(word, preposition)]


def _below_object(verb: Token, preposition: str) -> list[Token]:
    """ "imposed sanctions on Iran": the preposition often hangs on the object."""
    if verb.pos not in ("VERB", "AUX"):
        return []
    target = direct_object(verb)
    if target is None or (target.i < verb.i and verb.tag != "VBN"):
        return []  # of a passive it is the subject: "sanctions on Iran were lifted"
    found = [p for t in target.conjuncts() for p in prepositional(t, preposition)]
    if not found and preposition in _OUTWARD:  # "sent a team of experts to Estonia"
        found = [p for of in prepositional(target, "of") for p in prepositional(of, preposition)]
    if not found and preposition == "of" and (owner := possessor(target)) is not None:
        return [owner]  # "suspended Guinea's membership" as "the membership of Guinea"
    return found


def compose_roles(operator: str, roles: Roles, inner: Draft, dug: bool) -> tuple[list[Mention], list[Mention]]:
    """Who acts in the operator's event and towards whom.

    Args:
        dug: whether the operator's recipients were dug out of the phrase of the act itself, where they may be the
            victims of the condemned act; a preposition or a bare object names the culprit.
    """
    actors, said = roles.actors, roles.recipients
    if operator == "plan":
        # the planned act keeps its own roles: who is to visit, who is to receive
        if inner.nominal and inner.predicate.symmetric and not inner.recipients:
            return actors + _besides(inner.actors, actors), []
        return (inner.actors or actors), inner.recipients
    others = _besides(inner.actors, actors)
    if operator == "commit":
        if inner.inner is None and inner.type == "CONSULT" and not inner.recipients and not said:
            return actors + others, []
        return (actors or inner.actors), _first(said, _besides(inner.recipients, actors), others)
    if operator in ("direct", "command", "refuse", "permit"):
        if "release" in inner.modes:
            # those to be freed are not the ones asked
            return actors, _first(said if not dug else [], others)
        return actors, _first(said, others, _besides(inner.recipients, actors))
    if operator == "deny":
        return actors, said
    if operator in ("blame", "praise", "regret", "probe", "accuse"):
        concerned = others or ([] if operator == "blame" and dug else said)
        if operator == "praise":
            concerned = concerned + [
                m for m in inner.recipients if m not in actors and inner.type in ("AGREE", "CONSULT")
            ]
        return actors, _first(concerned, said if operator != "blame" else [], [])
    return (actors or inner.actors), _first(said, others if actors else [], _besides(inner.recipients, actors))


def _besides(mentions: list[Mention], others: list[Mention]) -> list[Mention]:
    """Those who are not among the others, by whatever words they are named."""
    known = entity_ids(others)
    return [m for m in mentions if m not in others and not entity_ids([m]) & known]


def _first(*choices: list[Mention]) -> list[Mention]:
    return next((c for c in choices if c), [])


def _taking_part(noun: Token) -> Token | None:
    """The verb that says who takes part in an event noun: "the talks involved", "the meeting is set to include"."""
    verb = noun.head
    if noun.dep not in ("nsubj", "nsubjpass") or verb.pos not in ("VERB", "AUX"):
        return None
    for v in (verb, *(c for c in verb.children if c.dep in ("xcomp", "conj"))):
        if v.lemma in _TAKE_PART:
            return v
    return None


def _copula(adjective: Token) -> Token:
    """The verb by which an adjective or noun is said of somebody; the word itself where there is none."""
    head = adjective.head
    return head if adjective.dep in ("acomp", "attr", "oprd") and head.pos in ("VERB", "AUX") else adjective


def is_below(noun: Token, verb: Token) -> bool:
    """Whether a noun is the object side of a verb (its subject side acts itself)."""
    t = noun
    while t.head is not verb:
        if t.head is t:
            return False
        t = t.head
    return t.dep not in ("nsubj",) or is_passive(verb)
