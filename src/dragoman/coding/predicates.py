"""Finding the words of the lexicon in a sentence, with the sense that their arguments allow."""

from __future__ import annotations

from collections.abc import Callable, Collection

from dragoman.coding.arguments import direct_object, subject, surface_subject
from dragoman.coding.mentions import Mentions
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Sentence, Token
from dragoman.lexicon.predicates import Form, Lexicon, WordKind

_KINDS_OF_ENTITY = {"person": "#person", "organization": "#organization", "group": "#people", "country": "#place"}
# a name as object, written "#person" and so on in the lexicon's conditions
_KINDS_OF_NAME = {"PERSON": "#person", "ORG": "#organization", "NORP": "#people", "GPE": "#place", "LOC": "#place"}
# a name of these sorts tells no act: "March 15", "Prime Minister Strike"
_NAMES_NO_ACT = frozenset({"DATE", "TIME", "PERSON"})
# nouns that only measure the noun below them: "a number of hostages"
_MEASURES = word_set(
    "number series round wave set lot member part kind package amount most many some much all several rest "
    "majority dozen hundred thousand million billion trillion ton tonne kilogram act group batch handful pair "
    "couple score total percent %"
)
TELLING_ATTRIBUTES = frozenset({"visiting"})
"""Participles that tell an act of the noun they stand before: "told visiting Indian minister ..."."""
_KIND: dict[str, WordKind] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


Kinds = Callable[[Token], Collection[str]]
"""What sort of name a token heads, as conditions of the lexicon write it: "#place", "#person" ..."""


def kinds_by(mentions: Mentions) -> Kinds:
    """The kinds of names by the entities found; where there is none, by the model's labels."""

    def kinds(token: Token) -> Collection[str]:
        mention = mentions.headed_by(token)
        if mention is None or mention.form != "name":
            return {_KINDS_OF_NAME[token.ent]} if token.ent in _KINDS_OF_NAME else ()
        return {_KINDS_OF_ENTITY[e.kind] if e.sectors else "#place" for e in mention.referents()}

    return kinds


def find_forms(sentence: Sentence, lexicon: Lexicon, kinds: Kinds) -> dict[Token, tuple[Form, ...]]:
    """The lexicon entries that each word of the sentence may stand for, most specific first; others are left out."""
    found: dict[Token, tuple[Form, ...]] = {}
    forms = lexicon.forms
    words = {w for t in sentence.tokens for w in (t.lower, t.lemma)}
    for token in sentence.tokens:
        kind = _KIND.get(token.pos)
        if kind is None or (token.pos == "PROPN" and token.ent in _NAMES_NO_ACT):
            continue
        if kind == "verb" and _is_thing(token):
            fitting = _fitting(token, "noun", forms.get(("noun", token.lower), ()), kinds, words)
            if fitting or token.tag == "VBN":
                found.update({token: fitting} if fitting else {})
                continue  # "shelling by the army", "help for the displaced"
        fitting = _fitting(token, kind, forms.get((kind, _lemma(token)), ()), kinds, words)
        if not fitting and token.pos == "PROPN":
            fitting = _headline_verb(token, lexicon, kinds, words)
        elif not fitting and kind == "adjective" and token.tag in ("VBN", "VBG"):
            fitting = _fitting(token, "verb", forms.get(("verb", token.lemma), ()), kinds, words)
        elif not fitting and token.tag == "VBN" and token.child("auxpass") is not None:
            # "was deeply troubled by"
            fitting = _fitting(token, "adjective", forms.get(("adjective", token.lower), ()), kinds, words)
        attribute = bool(fitting) and token.dep == "amod" and fitting[0].kind == "verb"
        if fitting and not (attribute and token.lower not in TELLING_ATTRIBUTES):
            found[token] = fitting  # "displaced people", "suspected thieves": an attribute tells no act of its own
    return found


def _is_thing(verb: Token) -> bool:
    """Whether a participle stands as a noun: "shelling killed ten", "help for the displaced"."""
    if verb.child("dobj", "aux", "auxpass", "nsubj") is not None:
        return False
    if verb.tag == "VBG":
        return verb.dep in ("nsubj", "nsubjpass", "pobj", "dobj") or (
            verb.dep == "pcomp" and verb.child("prep") is not None
        )
    return verb.tag == "VBN" and verb.dep in ("dobj", "pobj", "nsubj") and verb.child("det", "poss", "amod") is not None


def _lemma(token: Token) -> str:
    return token.lemma.lower() if token.pos != "PROPN" else _singular(token.lower)


def _singular(word: str) -> str:
    """Proper nouns keep their plural in the tagger's lemma: "Airstrikes", "Talks"."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _headline_verb(token: Token, lexicon: Lexicon, kinds: Kinds, words: set[str]) -> tuple[Form, ...]:
    """A capitalised headline verb that the tagger took for a name: only as root of a headline."""
    if token.sent.block != "headline" or not token.is_root() or not token.lower.endswith("s"):
        return ()
    return _fitting(token, "verb", lexicon.forms.get(("verb", _singular(token.lower)), ()), kinds, words)


def _fitting(
    token: Token, kind: WordKind, candidates: tuple[Form, ...], kinds: Kinds, words: set[str]
) -> tuple[Form, ...]:
    """The forms that hold; ``words`` are those of the sentence, by which most are ruled out at once."""
    return tuple(
        form
        for form in candidates
        if (not form.rest or words.issuperset(form.rest))
        and _words_there(token, form)
        and _company_fits(token, form)
        and (kind != "verb" or _sense_holds(token, form, kinds))
        and (kind != "adjective" or _bearer_fits(token, form, kinds))
    )


def _words_there(token: Token, form: Form) -> bool:
    """Whether the other words of a multi-word form stand with its head."""
    rest = form.rest
    if not rest:
        return True
    tokens = token.sent.tokens
    if form.kind == "verb":
        near = [
            c
            for c in token.children
            if c.dep not in ("punct", "conj") and (c.i > token.i or c.dep in ("advmod", "auxpass"))
        ]
        near = [c for c in near if c.lower not in _ADJUNCTS]
        near += [g for c in near if c.dep in ("prep", "prt", "advmod", "dobj", "ccomp") for g in c.children]
        near = [c for c in near if not (c.dep == "prep" and (_of_time(c) or _no_particle(c, form)))]
        return all(any(w in (c.lower, c.lemma) for c in near) for w in rest) or _follows(tokens, token.i, rest)
    start = token.i - len(rest)
    if start >= 0 and all(w in (t.lower, t.lemma) for w, t in zip(rest, tokens[start : token.i], strict=True)):
        return True
    before = [c for c in token.children if c.i < token.i and c.dep in ("amod", "compound", "nmod", "poss")]
    return all(any(w in (c.lower, c.lemma) for c in before) for w in rest)


# prepositions whose phrases are no part of what a verb says: "suspended talks following an attack"
_ADJUNCTS = frozenset(
    {"after", "following", "before", "during", "since", "amid", "despite", "because", "until", "than", "within"}
)
_PARTICLES = frozenset({"in", "off", "up", "down", "out", "back", "over", "away"})


def _no_particle(preposition: Token, form: Form) -> bool:
    """Whether what looks like a particle opens a phrase: "given millions in aid" is not "give in"."""
    p = form.predicate
    word = preposition.lower
    return (
        word in _PARTICLES and word not in p.recipient and word not in p.actor and preposition.child("pobj") is not None
    )


def _of_time(preposition: Token) -> bool:
    """Whether a preposition only tells a date ("called the emir on Friday" is no call on anybody)."""
    return any(p.dep == "pobj" and p.ent in ("DATE", "TIME") for p in preposition.children)


def _follows(tokens: list[Token], i: int, rest: tuple[str, ...]) -> bool:
    after = tokens[i + 1 : i + 1 + len(rest)]
    if after and after[-1].dep == "prep" and _of_time(after[-1]):
        return False
    return len(after) == len(rest) and all(w in (t.lower, t.lemma) for w, t in zip(rest, after, strict=True))


def _company_fits(token: Token, form: Form) -> bool:
    """Whether the rest of the sentence speaks for the sense ("strike" near "workers") and nothing against it."""
    p = form.predicate
    if not p.near and not p.not_near:
        return True
    lemmas = {t.lemma.lower() for t in token.sent.tokens}
    return (not p.near or bool(lemmas & p.near)) and not lemmas & p.not_near


def _bearer_fits(adjective: Token, form: Form, kinds: Kinds) -> bool:
    """Whether he of whom an adjective is said fits the sense: "fans were disappointed" is no politics."""
    p = form.predicate
    if not p.subjects and not p.not_subjects:
        return True
    said = adjective.dep in ("acomp", "attr", "oprd") and adjective.head.pos in ("VERB", "AUX")
    who = surface_subject(adjective.head if said else adjective)
    lemmas = lemmas_of([who], kinds) if who is not None else set()
    return (not p.subjects or bool(lemmas & p.subjects)) and not lemmas & p.not_subjects


def _sense_holds(verb: Token, form: Form, kinds: Kinds) -> bool:
    """Whether the verb's arguments fit the sense that the entry means."""
    p = form.predicate
    if "object" in p.needs and direct_object(verb) is None:
        return False
    if p.not_complements and any(c.lemma in p.not_complements for c in verb.children if c.dep in ("xcomp", "ccomp")):
        return False
    if "wish" in p.needs and _tells_a_fact(verb):
        return False
    if any(c.lower == "what" and c.dep == "dobj" for c in verb.children):
        return False
    if "infinitive" in p.needs and not _has_infinitive(verb):
        return False
    if p.operator == "direct" and verb.lemma == "ask" and _asks_to_know(verb):
        return False
    if p.objects or p.not_objects:
        if p.objects and not lemmas_of(_judged(verb, form.rest), kinds) & p.objects:
            return False
        whom = _objects(verb) + _prepositional_objects(verb, p.recipient)
        if p.not_objects and lemmas_of(whom, kinds) & p.not_objects:
            return False
    if p.subjects or p.not_subjects:
        who = subject(verb)
        lemmas = lemmas_of([who], kinds) if who is not None else set()
        if p.subjects and not lemmas & p.subjects:
            return False
        if lemmas & p.not_subjects:
            return False
    return True


def _has_infinitive(verb: Token) -> bool:
    return any(
        c.dep in ("xcomp", "ccomp", "advcl") and any(a.dep == "aux" and a.lower == "to" for a in c.children)
        for c in verb.children
    )


def _tells_a_fact(verb: Token) -> bool:
    """ "insisted that it had paid": the clause tells what is so, not what ought to be."""
    return any(
        c.dep == "ccomp"
        and (c.tag in ("VBD", "VBZ") or any(a.dep in ("aux", "auxpass") and a.lower != "be" for a in c.children))
        for c in verb.children
    )


def _asks_to_know(verb: Token) -> bool:
    """ "asked why", "asked whether": a question, no request."""
    return any(
        c.dep == "ccomp" and any(w.tag in ("WRB", "WP", "WDT") or w.lower in ("whether", "if") for w in c.children)
        for c in verb.children
    )


def _judged(verb: Token, own: tuple[str, ...]) -> list[Token]:
    """Whose head tells the sense: the object; without one, or where the form brings its own, that of a preposition.

    "opened its borders to refugees" is told by both: "open border" by its refugees, too.
    """
    direct = _objects(verb)
    return direct if any(t.lemma not in own for t in direct) else direct + _prepositional_objects(verb)


def _objects(verb: Token) -> list[Token]:
    """Heads of what a verb acts on directly: its object with conjuncts, what it makes of it ("declared X a spy")."""
    target = direct_object(verb)
    found = list(target.conjuncts()) if target is not None else []
    if target is not None:
        # "called the decision unacceptable": the parser hangs the judgement on the noun
        found += [c for c in target.children if c.dep == "amod" and c.i > target.i]
    found += [c for c in verb.children if c.dep in ("attr", "oprd") or (c.dep == "ccomp" and c.pos in ("ADJ", "NOUN"))]
    # "denounced the law as a disgrace": what it is judged as
    return found + [p for c in verb.children if c.dep == "prep" and c.lower == "as" for p in c.children]


def _prepositional_objects(verb: Token, only: Collection[str] = ()) -> list[Token]:
    """Objects of a verb's prepositions, also of one below another ("out of"); ``only`` of these, if any are given."""
    found: list[Token] = []
    for c in verb.children:
        if c.dep in ("prep", "dative", "prt"):
            for preposition in (c, *c.all("prep")):
                if not only or preposition.lower in only or c.lower in only:
                    found.extend(preposition.all("pobj"))
    return found


def lemmas_of(heads: list[Token], kinds: Kinds) -> set[str]:
    """Lemmas of the heads, also with what defines them: "nuclear test", "state emergency", and what a number is of."""
    lemmas = {_lemma(h) for h in heads}
    for h in heads:
        if h.lemma in _MEASURES:
            lemmas |= {p.lemma.lower() for c in h.children if c.lower == "of" for p in c.children}
        lemmas |= {f"{c.lemma.lower()} {h.lemma.lower()}" for c in h.children if c.dep in ("compound", "amod")}
        lemmas |= {f"{h.lemma.lower()} {p.lemma.lower()}" for c in h.children if c.lower == "of" for p in c.children}
        lemmas.update(kinds(h))
    return lemmas
