"""From the predicates of one sentence to drafts of events: roles filled, operators composed, status set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dragoman.coding.arguments import (
    direct_object,
    prepositional,
    subject,
)
from dragoman.coding.draft import Draft
from dragoman.coding.joining import is_strong
from dragoman.coding.mentions import Mention
from dragoman.coding.participants import Participants
from dragoman.coding.predicates import find_forms, kinds_by, lemmas_of
from dragoman.coding.reciprocal import split_reciprocal
from dragoman.coding.roles import JUDGING, RoleFinder, compose_roles, is_below, own_words
from dragoman.coding.scope import in_scope, is_over
from dragoman.coding.status import has_duty, reality, under
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.predicates import Form, Lexicon, Predicate
from dragoman.ontology import Ontology, Outcome

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her"})
# operators whose event is dated and placed by the act below them: "is to visit Oman on Monday"
_OF_THE_ACT = frozenset({"commit", "plan", "announce", "permit", "try", "cancel", "end", "begin", "command"})
_BY_STATES = frozenset({"COERCE", "SANCTION"})
_CLAIMING = frozenset({"claim", "accept", "admit", "assume", "take"})
"""Verbs that make whoever takes "responsibility for" an act its author; denying it does not."""
_MAX_NESTING = 5


class Drafter:
    """Drafts the events of one sentence after another."""

    def __init__(self, lexicon: Lexicon, ontology: Ontology, participants: Participants) -> None:
        self.lexicon, self.ontology, self.participants = lexicon, ontology, participants
        self.roles = RoleFinder(lexicon, participants)
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
        self.roles.forms = self._forms
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
        roles = self.roles.find(token, form)
        draft.actors, draft.recipients = roles.actors, roles.recipients
        draft.adds = roles.added
        if (
            p.id == "mobilize.exercise"
            and len({e.country for m in draft.actors for e in m.referents() if e.country}) > 1
        ):
            draft.type, draft.modes = "COOPERATE", []
            draft.steps.append("states that exercise together cooperate")
        if p.type in ("AID", "AGREE") and not draft.recipients:
            draft.recipients = self.roles.beneficiaries(token, draft.actors)
        if p.type == "THREATEN" and not draft.recipients:
            draft.recipients = self.roles.warned(token, draft.actors)
        if p.symmetric:
            _make_symmetric(draft)
        return draft

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
        for word in own_words(token, form):
            draft.cover(word)
            self._used.update((word, word.head) if word.dep == "compound" and word.head is not token else (word,))
        if form.kind == "noun" and (carrier := self.roles.light_verb(token)) is not None:
            draft.cover(carrier)
        return draft

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
            outcome = self.ontology.compose(_operator_on(operator, token, draft), draft.type)
            if outcome.type is not None and not any(o.type == outcome.type for o in own):
                own.append(self._composed(token, form, draft, outcome))
            if outcome.keep:
                kept.append(self._kept(token, form, draft, outcome))
        if not own and not kept and form.predicate.type is not None and self._stands_alone(token, form):
            own.append(self._plain(token, form))
            if form.predicate.operator == "commit" and not own[-1].recipients:
                own[-1].recipients = self.roles.promised(token, own[-1].actors)
        return own + kept

    def _stands_alone(self, token: Token, form: Form) -> bool:
        """Whether an operator without an event below it is an event: of nouns only those that somebody utters."""
        if form.kind != "noun" or form.predicate.operator not in ("commit", "plan", "command"):
            return True
        verb = self.roles.light_verb(token)
        return verb is not None and is_below(token, verb)

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
            *draft.steps[1:],
        ]
        draft.cover(inner.head)
        draft.adds, draft.definite = inner.adds, draft.definite or (inner.adds and inner.definite)
        roles = self.roles.find(token, form)
        target = direct_object(token) if token.pos in ("VERB", "AUX") else None
        dug = roles.recipient_place == "obj" and target is not None and inner.head in target.subtree()
        draft.actors, draft.recipients = compose_roles(form.predicate.operator or "", roles, inner, dug)
        if form.predicate.operator in JUDGING and not inner.actors and inner.type in _BY_STATES and inner.nominal:
            # "criticised the arrests in Zimbabwe": whose police and courts act there
            nouns = [inner.head, *prepositional(inner.head, "of"), token]
            at = next((found for n in nouns if (found := prepositional(n, "in"))), [])
            places = [m for t in at for m in self.participants.affected(t) if any(e.country for e in m.referents())]
            draft.recipients = places or draft.recipients
        if draft.type == "THREATEN" and not draft.recipients:
            draft.recipients = self.roles.warned(token, draft.actors)
        if _blames(form.predicate) and not inner.actors and not dug:
            inner.actors = list(draft.recipients)  # whoever is blamed for an act is told as its author
        if draft.type == "REQUEST" and "ceasefire" in inner.modes and _fights(draft.actors):
            draft.type, draft.modes = "AGREE", []
            draft.steps.append("a party to the conflict that calls for its end agrees to it")
        return draft

    def _kept(self, token: Token, form: Form, inner: Draft, outcome: Outcome) -> Draft:
        """The event below an operator that leaves it a record of its own."""
        above = reality(token, self._carriers)
        uttered = form.predicate.operator == "deny" and inner.type == "ACCUSE" and inner.nominal
        if uttered:
            inner.steps.append(f"{token.text!r} denies what it says, not that it was said")
        elif outcome.status is not None:
            inner.status = under(above, token, outcome.status)
            inner.steps.append(f"{token.text!r} ({form.predicate.id}) makes it {inner.status}")
        elif outcome.type is None and above.status != "actual":
            inner.status, inner.obligation = above.status, above.duty
            inner.steps.append(f"{above.because!r} makes it {above.status}")
        elif inner.act.pos == "VERB" and inner.status == "hypothetical" and "'to' makes" in inner.steps[-1]:
            inner.status = "actual"
        if outcome.type is None:
            inner.cover(token)
            if not inner.actors:
                inner.actors = [m for m in self.roles.find(token, form).actors if m not in inner.recipients]
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
    return noun.head if noun.dep == "dobj" and noun.head.lemma in _CLAIMING else None


def _fights(mentions: list[Mention]) -> bool:
    return any("REB" in e.sectors for m in mentions for e in m.referents())


def _operator_on(operator: str, token: Token, inner: Draft) -> str:
    """What an operator amounts to over this complement: orders to others are requests, announced facts are facts."""
    verbal = inner.act.pos in ("VERB", "AUX") and inner.act.tag != "VBN"
    if operator == "command" and verbal:
        return "direct"
    if operator == "end" and inner.type == "CONSULT" and is_over(token, inner.act):
        return "begin"
    if operator == "try" and inner.nominal and token.lemma == "fight":
        return "begin"  # "fought a war"
    if operator == "announce" and inner.head.dep == "ccomp" and inner.head.child("nsubj", "nsubjpass"):
        return "neutral"
    return operator


def _make_symmetric(draft: Draft) -> None:
    """A symmetric act has everybody as actor, unless one visits and the other hosts."""
    if "visit" in draft.modes and draft.actors and draft.recipients:
        return
    draft.actors = sorted({*draft.actors, *draft.recipients}, key=lambda m: m.span)
    draft.recipients = []
