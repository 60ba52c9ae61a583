"""From the predicates of one sentence to drafts of events: roles filled, operators composed, status set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

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
from dragoman.coding.joining import is_strong
from dragoman.coding.mentions import Mention
from dragoman.coding.participants import Participants
from dragoman.coding.predicates import TELLING_ATTRIBUTES, find_forms, kinds_by, lemmas_of
from dragoman.coding.reciprocal import split_reciprocal
from dragoman.coding.scope import in_scope
from dragoman.coding.status import has_duty, reality
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.predicates import Form, Lexicon, Predicate
from dragoman.ontology import Ontology, Outcome

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
_JUDGING = frozenset({"blame", "accuse", "praise", "deny", "probe", "regret"})
# operators whose event is dated and placed by the act below them: "is to visit Oman on Monday"
_OF_THE_ACT = frozenset({"commit", "plan", "announce", "permit", "try", "cancel", "end", "begin", "command"})
_BY_STATES = frozenset({"COERCE", "SANCTION"})
_OUTWARD = frozenset({"to", "on", "against", "for"})
_DURING = frozenset({"in", "during", "at", "after", "following", "before"})
_HELPING = frozenset(
    {
        "rebuild",
        "fund",
        "finance",
        "strengthen",
        "help",
        "support",
        "assist",
        "aid",
        "protect",
        "feed",
        "shelter",
        "rescue",
        "save",
        "benefit",
        "reach",
    }
)
_MAX_NESTING = 5


@dataclass(slots=True)
class _Roles:
    """Who acts and who is acted upon, with a word on where each was found."""

    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    recipient_place: str = ""
    added: bool = False


class Drafter:
    """Drafts the events of one sentence after another."""

    def __init__(self, lexicon: Lexicon, ontology: Ontology, participants: Participants) -> None:
        self.lexicon, self.ontology, self.participants = lexicon, ontology, participants
        self._carriers = lexicon.light_verbs | lexicon.occur_verbs
        self._kinds = kinds_by(participants.mentions)
        self._forms: dict[Token, Form] = {}
        self._others: dict[Token, tuple[Form, ...]] = {}
        self._used: set[Token] = set()

    def draft(self, sentence: Sentence) -> list[Draft]:
        """All events that the sentence tells, in order of their triggers."""
        forms = find_forms(sentence, self.lexicon, self._kinds)
        telling = [t for t in forms if not self.participants.names(t) and not self._merely_modifies(t, forms)]
        self._forms = {t: forms[t][0] for t in telling}
        self._others = {t: forms[t][1:] for t in telling}
        self._used = set()
        out: list[Draft] = []
        # operators above what they govern: those nearer the root come first
        for token in sorted(self._forms, key=lambda t: (sum(1 for _ in t.ancestors()), t.i)):
            if token not in self._used:
                out.extend(self._evaluate(token, 0))
        _blame_authors(out)
        for draft in out:
            if not draft.actors and (claimed := _claim(draft.head)) is not None:
                draft.actors = self.participants.acting(subject(claimed))
        out = split_reciprocal(out)
        out.extend(self._duty(t) for t in sentence.tokens if t.pos == "VERB" and t not in self._forms and has_duty(t))
        out.sort(key=lambda d: (d.first, d.last))
        return out

    def _merely_modifies(self, noun: Token, forms: Collection[Token]) -> bool:
        """Whether a noun only tells the kind of the next ("riot police", "opposition leader") and no act."""
        if noun.dep != "compound" or noun.pos not in ("NOUN", "PROPN"):
            return False
        return noun.head not in forms and noun.head.lemma.lower() not in self.lexicon.carriers

    def _duty(self, verb: Token) -> Draft:
        """What somebody should do, in a verb that the lexicon does not know."""
        form = self.lexicon.forms["verb", "should"][0]
        draft = self._new(verb, form, "REQUEST")
        draft.recipients = self.participants.acting(subject(verb))
        return draft

    def _evaluate(self, token: Token, depth: int) -> list[Draft]:
        self._used.add(token)
        form = self._forms[token]
        if form.predicate.operator is None:
            plain = self._plain(token, form)
            if not is_strong(plain):
                # "banned imports from Peru": where the longer form lacks somebody, a shorter one may not
                others = (self._plain(token, o) for o in self._others[token] if o.predicate.operator is None)
                plain = next((d for d in others if d.type == plain.type and is_strong(d)), plain)
            return [plain, *_alongside(plain)]
        return self._operate(token, form, depth)

    # plain predicates -----------------------------------------------------------------------------

    def _plain(self, token: Token, form: Form) -> Draft:
        p = form.predicate
        assert p.type is not None
        if p.objects and form.kind == "verb":
            self._use_object(token, p)
        draft = self._new(token, form, p.type)
        roles = self._roles(token, form)
        draft.actors, draft.recipients = roles.actors, roles.recipients
        draft.adds = roles.added
        if (
            p.id == "mobilize.exercise"
            and len({e.country for m in draft.actors for e in m.referents() if e.country}) > 1
        ):
            draft.type, draft.modes = "COOPERATE", []
            draft.steps.append("states that exercise together cooperate")
        if p.type in ("AID", "AGREE") and not draft.recipients:
            draft.recipients = self._beneficiaries(token, draft.actors)
        if p.type == "THREATEN" and not draft.recipients:
            draft.recipients = self._warned(token, draft.actors)
        if p.symmetric:
            _make_symmetric(draft)
        return draft

    def _warned(self, threat: Token, actors: list[Mention]) -> list[Mention]:
        """Who is to do what the condition of a threat says: "threatened sanctions if Iran did not return"."""
        verb = threat if threat.pos == "VERB" else threat.head
        conditions = [c for v in (verb, *verb.all("xcomp", "ccomp")) for c in v.all("advcl")]
        for clause in conditions:
            if any(c.lower in ("if", "unless") for c in clause.all("mark")):
                found = self.participants.affected(surface_subject(clause), actors)
                own = {id(e) for m in actors for e in m.referents()}
                if found and not any(id(e) in own for m in found for e in m.referents()):
                    return found
        return []

    def _beneficiaries(self, giving: Token, givers: list[Mention]) -> list[Mention]:
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

    def _use_object(self, verb: Token, p: Predicate) -> None:
        """The object by which a verb's sense is known tells no event of its own ("signed an agreement")."""
        target = direct_object(verb)
        for t in target.conjuncts() if target is not None else ():
            if t in self._forms and lemmas_of([t], self._kinds) & p.objects:
                self._used.add(t)

    def _new(self, token: Token, form: Form, event_type: str) -> Draft:
        real = reality(token, self._carriers)
        draft = Draft(
            type=event_type,
            modes=list(form.predicate.modes),
            sentence=token.sent,
            head=token,
            act=token,
            first=token.i,
            last=token.i + 1,
            predicate=form.predicate,
            status=real.status,
            obligation=real.duty,
            nominal=form.kind == "noun",
            definite=form.kind == "noun" and any(c.lower in _DEFINITE for c in token.children),
        )
        draft.steps.append(f"{token.text!r} is {form.predicate.id}: {event_type}")
        draft.refusal = real.refusal
        if real.because:
            draft.steps.append(f"{real.because!r} makes it {real.status}")
        for word in _own_words(token, form):
            draft.cover(word)
            self._used.update((word, word.head) if word.dep == "compound" and word.head is not token else (word,))
        if form.kind == "noun" and (carrier := self._light_verb(token)) is not None:
            draft.cover(carrier)
        return draft

    def _roles(self, token: Token, form: Form) -> _Roles:
        p = form.predicate
        if form.kind == "noun":
            return self._noun_roles(token, p)
        if token.dep == "amod" and token.lower in TELLING_ATTRIBUTES:
            return self._attribute_roles(token)
        roles = _Roles()
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

    def _attribute_roles(self, participle: Token) -> _Roles:
        """ "met visiting Iranian minister X": X visits whoever meets, tells or receives him."""
        visitor = participle.head
        verb = visitor.head.head if visitor.dep == "pobj" else visitor.head
        roles = _Roles(self.participants.acting(visitor))
        if visitor.dep in ("dobj", "dative", "pobj") and verb.pos == "VERB":
            roles.recipients = [m for m in self.participants.affected(subject(verb)) if m not in roles.actors]
        return roles

    def _arguments(self, token: Token, form: Form, place: str) -> list[Token]:
        """The tokens that stand in one place of a verb or adjective."""
        if place == "subj":
            found = subject(token) if token.pos in ("VERB", "AUX") else surface_subject(_copula(token))
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

    def _noun_roles(self, noun: Token, p: Predicate) -> _Roles:
        roles = _Roles()
        verb = self._light_verb(noun)
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
        form = self._forms.get(verb)
        return form is None or (form.predicate.operator is not None and form.predicate.operator not in _JUDGING)

    def _noun_actor(self, noun: Token, place: str, verb: Token | None) -> list[Mention]:
        if place == "poss":
            return self.participants.acting(possessor(noun))
        if place == "attr":
            return self.participants.attributive(noun)
        if place == "light":
            if verb is None or verb.lemma not in self.lexicon.light_verbs:
                return []
            return self.participants.acting(subject(verb)) if _below(noun, verb) else []
        holders = [noun, verb] if verb is not None and place != "of" and self._merely_carries(verb) else [noun]
        found = [t for h in holders for t in prepositional(h, place)]
        if not found and place == "by":  # "the expulsion of diplomats by Canada": the parser hangs it on the diplomats
            found = [t for of in prepositional(noun, "of") for t in prepositional(of, "by")]
        return [m for t in found for m in self.participants.acting(t)]

    def _light_verb(self, noun: Token) -> Token | None:
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

    # operators ------------------------------------------------------------------------------------

    def _operate(self, token: Token, form: Form, depth: int) -> list[Draft]:
        operator = form.predicate.operator
        assert operator is not None
        below: list[Draft] = []
        if depth < _MAX_NESTING:
            for inner in in_scope(token, self._forms, self.lexicon):
                if inner not in self._used:
                    below.extend(self._evaluate(inner, depth + 1))
        kept: list[Draft] = []
        own: list[Draft] = []
        for draft in below:
            outcome = self.ontology.compose(_operator_on(operator, draft), draft.type)
            if outcome.type is not None and not any(o.type == outcome.type for o in own):
                own.append(self._composed(token, form, draft, outcome))
            if outcome.keep:
                kept.append(self._kept(token, form, draft, outcome))
        if not own and not kept and form.predicate.type is not None and self._stands_alone(token, form):
            own.append(self._plain(token, form))
            if form.predicate.operator == "commit" and not own[-1].recipients:
                own[-1].recipients = self._promised(token, own[-1].actors)
        return own + kept

    def _promised(self, token: Token, actors: list[Mention]) -> list[Mention]:
        """Towards whom one agrees or offers to do what the lexicon does not know: "willing to send men to Chad"."""
        for act in token.all("xcomp"):
            for argument in (*prepositional(act, "to", "with"), *_below_object(act, "to"), direct_object(act)):
                found = self.participants.affected(argument, actors)
                if found:
                    return found
        return self._beneficiaries(token, actors)

    def _stands_alone(self, token: Token, form: Form) -> bool:
        """Whether an operator without an event below it is an event: of nouns only those that somebody utters."""
        if form.kind != "noun" or form.predicate.operator not in ("commit", "plan", "command"):
            return True
        verb = self._light_verb(token)
        return verb is not None and _below(token, verb)

    def _composed(self, token: Token, form: Form, inner: Draft, outcome: Outcome) -> Draft:
        """The operator's own event, made of its words and the event below it."""
        assert outcome.type is not None
        draft = self._new(token, form, outcome.type)
        draft.modes = [outcome.mode] if outcome.mode else []
        draft.inner, draft.about = inner.inner or inner.type, inner
        if form.predicate.operator in _OF_THE_ACT:
            draft.act = inner.act
        draft.steps = [
            *inner.steps,
            f"{token.text!r} ({form.predicate.id}, {form.predicate.operator}) of {inner.type} gives {outcome.type}",
        ]
        draft.cover(inner.head)
        draft.adds, draft.definite = inner.adds, draft.definite or (inner.adds and inner.definite)
        roles = self._roles(token, form)
        target = direct_object(token) if token.pos in ("VERB", "AUX") else None
        dug = roles.recipient_place == "obj" and target is not None and inner.head in target.subtree()
        draft.actors, draft.recipients = _compose_roles(form.predicate.operator or "", roles, inner, dug)
        if form.predicate.operator in _JUDGING and not inner.actors and inner.type in _BY_STATES and inner.nominal:
            # "criticised the arrests in Zimbabwe": whose police and courts act there
            nouns = [inner.head, *prepositional(inner.head, "of"), token]
            at = next((found for n in nouns if (found := prepositional(n, "in"))), [])
            places = [m for t in at for m in self.participants.affected(t) if any(e.country for e in m.referents())]
            draft.recipients = places or draft.recipients
        if draft.type == "THREATEN" and not draft.recipients:
            draft.recipients = self._warned(token, draft.actors)
        if _blames(form.predicate) and not inner.actors and not dug:
            inner.actors = list(draft.recipients)  # whoever is blamed for an act is told as its author
        if draft.type == "REQUEST" and "ceasefire" in inner.modes and _fights(draft.actors):
            draft.type, draft.modes = "AGREE", []
            draft.steps.append("a party to the conflict that calls for its end agrees to it")
        return draft

    def _kept(self, token: Token, form: Form, inner: Draft, outcome: Outcome) -> Draft:
        """The event below an operator that leaves it a record of its own."""
        above = reality(token, self._carriers)
        if outcome.status is not None:
            inner.status = outcome.status
            inner.steps.append(f"{token.text!r} ({form.predicate.id}) makes it {outcome.status}")
        elif outcome.type is None and above.status != "actual":
            inner.status, inner.obligation = above.status, above.duty
            inner.steps.append(f"{above.because!r} makes it {above.status}")
        elif inner.act.pos == "VERB" and inner.status == "hypothetical" and "'to' makes" in inner.steps[-1]:
            inner.status = "actual"
        if outcome.type is None:
            inner.cover(token)
            if not inner.actors:
                inner.actors = [m for m in self._roles(token, form).actors if m not in inner.recipients]
        return inner


def _alongside(draft: Draft) -> list[Draft]:
    """The second record that an entry may tell with the same words ("sentenced to prison")."""
    also = draft.predicate.also
    if also is None:
        return []
    second = replace(draft, type=also[0], modes=[also[1]] if also[1] else [], steps=list(draft.steps))
    second.actors, second.recipients = list(draft.actors), list(draft.recipients)
    second.steps.append(f"{draft.head.text!r} also tells {also[0]}")
    return [second]


def _blames(predicate: Predicate) -> bool:
    return predicate.operator == "blame" and "allege" in predicate.modes


def _blame_authors(drafts: list[Draft]) -> None:
    """ "an attack that Britain has blamed on Russia": the one blamed is told as its author."""
    by_head = {d.head: d for d in drafts}
    for draft in drafts:
        if _blames(draft.predicate) and draft.head.dep in ("relcl", "acl") and draft.recipients:
            act = by_head.get(draft.head.head)
            if act is not None and not act.actors:
                act.actors = list(draft.recipients)
                act.steps.append(f"{draft.head.text!r} tells its author")


def _claim(act: Token) -> Token | None:
    """The verb by which somebody "claimed responsibility for" an act."""
    noun = act.head.head
    if act.dep != "pobj" or act.head.lower != "for" or noun.lemma != "responsibility":
        return None
    return noun.head if noun.dep == "dobj" and noun.head.pos == "VERB" else None


def _fights(mentions: list[Mention]) -> bool:
    return any("REB" in e.sectors for m in mentions for e in m.referents())


def _operator_on(operator: str, inner: Draft) -> str:
    """What an operator amounts to over this complement: orders to others are requests, announced facts are facts."""
    verbal = inner.act.pos in ("VERB", "AUX") and inner.act.tag != "VBN"
    if operator == "command" and verbal:
        return "direct"
    if operator == "announce" and inner.head.dep == "ccomp" and inner.head.child("nsubj", "nsubjpass"):
        return "neutral"
    return operator


def _own_words(token: Token, form: Form) -> list[Token]:
    """The other words of a multi-word form, as they stand below its head ("vowed to retaliate": retaliate)."""
    if not form.rest:
        return []
    near = [c for c in token.children if c.dep != "conj"]
    near += [g for c in near for g in c.children if c.dep in ("prep", "prt", "advmod", "dobj", "ccomp")]
    return [t for t in near if t.lower in form.rest or t.lemma in form.rest]


def _below_words(token: Token, form: Form, preposition: str) -> list[Token]:
    """ "vowed to retaliate against Turkey": the preposition hangs on another word of the form."""
    return [p for word in _own_words(token, form) for p in prepositional(word, preposition)]


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


def _compose_roles(operator: str, roles: _Roles, inner: Draft, dug: bool) -> tuple[list[Mention], list[Mention]]:
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
    known = {id(e) for m in others for e in m.referents()}
    return [m for m in mentions if m not in others and not any(id(e) in known for e in m.referents())]


def _first(*choices: list[Mention]) -> list[Mention]:
    return next((c for c in choices if c), [])


def _make_symmetric(draft: Draft) -> None:
    """A symmetric act has everybody as actor, unless one visits and the other hosts."""
    if "visit" in draft.modes and draft.actors and draft.recipients:
        return
    draft.actors = sorted({*draft.actors, *draft.recipients}, key=lambda m: m.span)
    draft.recipients = []


_TAKE_PART = frozenset({"involve", "include", "feature", "gather", "unite", "bring"})


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


def _below(noun: Token, verb: Token) -> bool:
    """Whether a noun is the object side of a verb (its subject side acts itself)."""
    t = noun
    while t.head is not verb:
        if t.head is t:
            return False
        t = t.head
    return t.dep not in ("nsubj",) or is_passive(verb)
