"""The lexicon of predicates and operators: loading, checking, and finding entries by the words of a sentence.

An entry names words (verbs, nouns, adjectives) that express one event type, says where actor and recipient stand,
and under which conditions on its arguments the sense holds. The YAML files in ``predicates/`` (one a type) and
``operators/`` (one an operator) are documented in docs/lexicon.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any, Literal

from dragoman.data import content_hash, package_file, read_yaml
from dragoman.errors import TableError
from dragoman.ontology import Ontology, load_ontology

WordKind = Literal["verb", "noun", "adjective"]

_KEYS = frozenset(
    "id mode modes verbs nouns adjectives from to noun_from noun_to symmetric object unless_object subject "
    "unless_subject near unless_near unless_complement needs alone also cameo weight examples look_alikes".split()
)
_NEEDS = frozenset({"actor", "recipient", "object", "either", "both", "armed", "infinitive", "state", "wish"})
_VERB_FROM, _VERB_TO = ("subj",), ("obj",)
_NOUN_FROM, _NOUN_TO = ("poss", "by", "attr", "light"), ("on", "against", "to", "with", "at", "toward", "towards")


@dataclass(frozen=True, slots=True)
class Predicate:
    """One entry of the lexicon.

    Attributes:
        id: unique name, "accuse.condemn".
        type: the event type it expresses; for an operator, the type it expresses alone (or None).
        operator: the operator class, or None for a plain predicate.
        modes: modes of the type that the word itself implies.
        actor, recipient: where they stand for verbs and adjectives, best first: "subj", "obj", a preposition, "comp"
            (the subject of the clause it governs).
        noun_actor, noun_recipient: the same for nouns: "poss", "attr" (adjective or noun before it), "light" (the
            subject or object of the verb that carries it), or a preposition.
        symmetric: everybody involved is an actor ("met", "agreed", "talks").
        objects, subjects: lemmas one of which must be the head of object / subject; empty for no condition.
        not_objects, not_subjects: lemmas that rule the sense out.
        not_complements: lemmas of the clause below that rule the sense out ("declined to comment").
        near, not_near: lemmas one of which must stand in the sentence, lemmas that must not.
        needs: participants without which there is no event: "actor", "recipient", "either", "both", "object" (the
            verb has an object), "armed" (somebody armed or governing must act).
        also: type and mode of a second record that the same words tell ("sentenced to prison": a conviction and an
            imprisonment), with the same participants; or None.
        cameo: a CAMEO code more exact than that of type and mode, or None.
        weight: trust in the word as a sign of the type, 0 to 1.
        examples: "sentence | [TYPE] ACTORS > RECIPIENTS [status]".
        look_alikes: sentences that must not give the type.
    """

    id: str
    type: str | None
    operator: str | None
    modes: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    noun_actor: tuple[str, ...]
    noun_recipient: tuple[str, ...]
    symmetric: bool
    objects: frozenset[str]
    subjects: frozenset[str]
    not_objects: frozenset[str]
    not_subjects: frozenset[str]
    not_complements: frozenset[str]
    near: frozenset[str]
    not_near: frozenset[str]
    needs: frozenset[str]
    also: tuple[str, str | None] | None
    cameo: str | None
    weight: float
    examples: tuple[str, ...]
    look_alikes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A way to say a predicate: the head's lemma is the key in the index; ``rest`` are the other words."""

    predicate: Predicate
    kind: WordKind
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All predicates, indexed by kind and lemma of their head word; longer forms first."""

    predicates: tuple[Predicate, ...]
    forms: Mapping[tuple[WordKind, str], tuple[Form, ...]]
    light_verbs: frozenset[str]
    occur_verbs: frozenset[str]
    carriers: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    hash: str


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The packaged lexicon.

    Raises:
        TableError: with file and entry, where an entry breaks the schema.
    """
    ontology = load_ontology()
    classes_file = package_file("lexicon", "classes.yaml")
    classes = {name: frozenset(words) for name, words in read_yaml(classes_file).items()}
    files = [
        f
        for folder in ("predicates", "operators")
        for f in sorted(package_file("lexicon", folder).iterdir(), key=lambda f: f.name)
        if f.name.endswith(".yaml")
    ]
    predicates: list[Predicate] = []
    forms: dict[tuple[WordKind, str], list[Form]] = {}
    for file in files:
        for predicate, own_forms in _file(file, classes, ontology):
            predicates.append(predicate)
            for lemma, form in own_forms:
                forms.setdefault((form.kind, lemma), []).append(form)
    _check_unique(predicates)
    return Lexicon(
        tuple(predicates),
        {key: tuple(sorted(fs, key=_specific_first)) for key, fs in forms.items()},
        classes["light_verbs"],
        classes["occur_verbs"],
        classes["carriers"],
        classes,
        content_hash([classes_file, *files]),
    )


def _specific_first(form: Form) -> tuple[int, int]:
    p = form.predicate
    return -len(form.rest), -(bool(p.objects) + bool(p.subjects) + bool(p.near))


def _file(
    file: Traversable, classes: Mapping[str, frozenset[str]], ontology: Ontology
) -> Iterable[tuple[Predicate, list[tuple[str, Form]]]]:
    raw = read_yaml(file)
    operator, kind = raw.get("operator"), raw.get("type")
    if operator is not None and operator not in ontology.composition:
        raise TableError(f"no such operator: {operator}", file.name)
    if kind is not None and kind not in ontology.types:
        raise TableError(f"no such event type: {kind}", file.name)
    for row in raw["entries"]:
        predicate = _entry(row, operator, row.get("alone", kind), classes, ontology, file.name)
        yield predicate, list(_forms(row, predicate, file.name))


def _entry(
    row: Mapping[str, Any],
    operator: str | None,
    kind: str | None,
    classes: Mapping[str, frozenset[str]],
    ontology: Ontology,
    file: str,
) -> Predicate:
    where = f"entry {row.get('id', '?')}"
    if unknown := set(row) - _KEYS:
        raise TableError(f"{where}: unknown keys: {', '.join(sorted(unknown))}", file)
    alone, _, alone_mode = kind.partition(" ") if kind else ("", "", "")
    modes = tuple(row.get("modes", ())) or tuple(m for m in (row.get("mode"), alone_mode) if m)
    if alone and alone not in ontology.types:
        raise TableError(f"{where}: no such event type: {alone}", file)
    for mode in modes:
        if alone and mode not in ontology.types[alone].modes:
            raise TableError(f"{where}: {alone} has no mode {mode}", file)
    also, _, also_mode = row.get("also", "").partition(" ")
    if also and (also not in ontology.types or (also_mode and also_mode not in ontology.types[also].modes)):
        raise TableError(f"{where}: no such type and mode: {row['also']}", file)
    needs = frozenset(row.get("needs", ()))
    if bad := needs - _NEEDS:
        raise TableError(f"{where}: unknown needs: {', '.join(sorted(bad))}", file)
    if not row.get("examples"):
        raise TableError(f"{where}: has no example", file)

    def words(key: str) -> frozenset[str]:
        out: set[str] = set()
        for w in row.get(key, ()):
            if not isinstance(w, str):
                raise TableError(f"{where}: {key} has {w!r}, which is no word; put it in quotation marks", file)
            if w.startswith("@"):
                if w[1:] not in classes:
                    raise TableError(f"{where}: no word class {w}", file)
                out |= classes[w[1:]]
            else:
                out.add(w)
        return frozenset(out)

    return Predicate(
        id=row["id"],
        type=alone or None,
        operator=operator,
        modes=modes,
        actor=tuple(row.get("from", _VERB_FROM)),
        recipient=tuple(row.get("to", _VERB_TO)),
        noun_actor=tuple(row.get("noun_from", _NOUN_FROM)),
        noun_recipient=tuple(row.get("noun_to", _NOUN_TO)),
        symmetric=bool(row.get("symmetric", False)),
        objects=words("object"),
        subjects=words("subject"),
        not_objects=words("unless_object"),
        not_subjects=words("unless_subject"),
        not_complements=words("unless_complement"),
        near=words("near"),
        not_near=words("unless_near"),
        needs=needs,
        also=(also, also_mode or None) if also else None,
        cameo=row.get("cameo"),
        weight=float(row.get("weight", 0.8)),
        examples=tuple(row["examples"]),
        look_alikes=tuple(row.get("look_alikes", ())),
    )


def _forms(row: Mapping[str, Any], predicate: Predicate, file: str) -> Iterable[tuple[str, Form]]:
    kinds: tuple[tuple[WordKind, str], ...] = (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives"))
    count = 0
    for kind, key in kinds:
        for text in row.get(key, ()):
            words = str(text).split()
            # a verb's head comes first ("call off"), a noun's and an adjective's last ("air strike")
            head, rest = (words[0], words[1:]) if kind == "verb" else (words[-1], words[:-1])
            yield head, Form(predicate, kind, tuple(rest))
            count += 1
    if not count:
        raise TableError(f"entry {row['id']}: names no word", file)


def _check_unique(predicates: list[Predicate]) -> None:
    seen: set[str] = set()
    for p in predicates:
        if p.id in seen:
            raise TableError(f"entry {p.id} occurs twice", "lexicon")
        seen.add(p.id)
