"""The reporting lexicon: words that tell what somebody says, thinks, asks or wants, and what they take as content.

The YAML file groups words by part of speech. An entry names the stance, the complements that may be its content
("takes") and an example sentence of which the word must be found as the cue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources.abc import Traversable
from typing import Any, Literal, cast

from dragoman.data import content_hash, package_file, read_yaml
from dragoman.errors import TableError
from dragoman.records import STANCES, Stance

CueKind = Literal["verb", "noun", "adjective"]
_SECTIONS: Mapping[str, CueKind] = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
_COMPLEMENTS = frozenset({"clause", "question", "infinitive", "gerund", "object", "complement", "quote"})
_PREPOSITIONS = frozenset(
    {"about", "after", "against", "among", "around", "as", "at", "behind", "by", "for", "from", "in", "into"}
    | {"like", "of", "on", "over", "past", "to", "toward", "towards", "upon", "with"}
)
_KEYS = frozenset({"stance", "phrase", "takes", "example", "forms", "needs"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One word of the lexicon.

    Attributes:
        word: its lemma.
        kind: part of speech.
        stance: what it makes of a clause or quotation.
        phrase_stance: what it makes of a phrase or infinitive.
        takes: complements that may be content: "clause", "question" (whether, how ...), "infinitive", "gerund",
            "object", "complement" (of an object: "call it a lie"), "quote", or a preposition.
        example: a sentence in which it is a cue.
        needs: words one of which must depend on it ("make clear that"), or none.
    """

    word: str
    kind: CueKind
    stance: Stance
    phrase_stance: Stance
    takes: frozenset[str]
    example: str
    needs: frozenset[str] = frozenset()

    @property
    def speech(self) -> bool:
        """Whether it tells of speech or writing rather than of thought or attitude."""
        return "quote" in self.takes


@dataclass(frozen=True, slots=True)
class Reporting:
    """The reporting lexicon, by part of speech and lemma.

    Attributes:
        cues: entries by part of speech and lemma (or a form that the tagger leaves as it is).
        silent: verbs whose clause is nothing that anybody says ("make", "ensure").
        containers: nouns that only hold the content of the verb before them ("its position that").
        hearsay: adverbs by which a text passes on what nameless others say.
        venues: venue by word ("briefing", "conference").
        view_nouns: nouns that make "in X's words", "in the view of X" a source.
        documents: things written that can be the source of what stands in them.
        speech_verbs: lemmas of the verbs of speech.
        hash: content hash of the file.
    """

    cues: Mapping[CueKind, Mapping[str, Cue]]
    silent: frozenset[str]
    containers: frozenset[str]
    hearsay: frozenset[str]
    view_nouns: frozenset[str]
    venues: Mapping[str, str]
    documents: frozenset[str]
    speech_verbs: frozenset[str]
    hash: str


@lru_cache(maxsize=1)
def load_reporting() -> Reporting:
    """The packaged reporting lexicon.

    Raises:
        TableError: with file and entry, where an entry breaks the schema.
    """
    return read_reporting(package_file("lexicon", "reporting.yaml"))


def read_reporting(file: Traversable) -> Reporting:
    """A reporting lexicon from a YAML file.

    Raises:
        TableError: with file and entry, where an entry breaks the schema.
    """
    raw = read_yaml(file)
    if not isinstance(raw, dict):
        raise TableError("must be a mapping of sections", file.name)
    expected = {*_SECTIONS, "silent", "containers", "hearsay", "view_nouns", "venues", "documents"}
    if set(raw) != expected:
        odd = ", ".join(sorted(set(raw) ^ expected))
        raise TableError(f"sections missing or unknown: {odd}", file.name)
    cues: dict[CueKind, dict[str, Cue]] = {}
    for section, kind in _SECTIONS.items():
        table = cues[kind] = {}
        for word, row in raw[section].items():
            cue = _cue(str(word), kind, row, file.name)
            for form in (cue.word, *row.get("forms", ())):
                table[form] = cue
    return Reporting(
        cues,
        frozenset(raw["silent"]),
        frozenset(raw["containers"]),
        frozenset(raw["hearsay"]),
        frozenset(raw["view_nouns"]),
        {word: venue for venue, words in raw["venues"].items() for word in words},
        frozenset(raw["documents"]),
        frozenset(word for word, cue in cues["verb"].items() if cue.speech),
        content_hash([file]),
    )


def _cue(word: str, kind: CueKind, row: Any, file: str) -> Cue:
    where = f"{kind} {word!r}"
    if not isinstance(row, dict) or not set(row) <= _KEYS:
        raise TableError(f"{where}: must hold only {', '.join(sorted(_KEYS))}", file)
    stance, takes = row.get("stance"), str(row.get("takes", "")).split()
    phrase = row.get("phrase", stance)
    for value in (stance, phrase):
        if value not in STANCES:
            raise TableError(f"{where}: no such stance: {value}; one of {', '.join(STANCES)}", file)
    if not takes or (bad := set(takes) - _COMPLEMENTS - _PREPOSITIONS):
        raise TableError(f"{where}: takes nothing known: {' '.join(sorted(bad)) if takes else 'empty'}", file)
    example = row.get("example")
    if not isinstance(example, str) or not example.strip():
        raise TableError(f"{where}: has no example", file)
    needs = frozenset(row.get("needs", ()))
    return Cue(word, kind, cast(Stance, stance), cast(Stance, phrase), frozenset(takes), example, needs)
