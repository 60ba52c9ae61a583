"""What PLOVER counts as an event at all."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.coding.draft import Draft
from dragoman.coding.joining import Joined
from dragoman.coding.mentions import EntityRef, countries_of
from dragoman.coding.wordsets import word_set
from dragoman.language.pipeline import ParsedArticle
from dragoman.lexicon.off_topic import OffTopic

_POLITICAL = word_set("GOV LEG JUD MIL COP SPY PRM PTY REB UAF OPP CRM REL SOC LAB PRE REF")
_CONDITIONS = ("if", "If", "unless", "Unless", "whether")
_FEWEST = 4
"""Sentences with words of a field below which they do not make an article one of that field."""
_PRIVATE_ACTS = frozenset({"PROTEST"})
_BY_UNKNOWN_HANDS = frozenset({"ASSAULT", "COERCE", "SANCTION", "RETREAT"})
_FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_SPOKEN = frozenset({"REJECT", "THREATEN", "AGREE"})
_SAID = frozenset({"SUPPORT", "ACCUSE", "CONCEDE", "REJECT", "THREATEN"})
_SPEAKING = frozenset({"call", "phone", "telephone", "ring", "write", "issue", "speak", "visit", "meet"})
_BODIES = frozenset({"UNO", "EUR", "IGO", "IMG", "ISM", "NGO"})


def is_idle(draft: Draft) -> bool:
    """Whether a draft tells nothing that happens: a refusal that is denied, a mere purpose ("came to help")."""
    if draft.status == "negated" and draft.type in _SPOKEN:
        return True
    if draft.head.dep == "advcl" and any(f"{word!r} makes it hypothetical" in draft.steps for word in _CONDITIONS):
        return True
    if "'to' makes it hypothetical" not in draft.steps:
        return False
    if draft.type == "REQUEST":
        # "met the envoy to seek support": asking is what the meeting was for, and done there
        draft.status = "actual"
        return False
    if draft.head.dep != "advcl" and draft.head.head.lemma not in _SPEAKING:
        return False
    if draft.type in _SAID and draft.head.head.lemma in _SPEAKING:
        draft.status = "actual"  # "called the president to express his support"
        return False
    return True


class Politics:
    """Decides which events of one article are political ones."""

    def __init__(self, parsed: ParsedArticle, drafts: Iterable[Draft], table: OffTopic) -> None:
        lemmas = [{t.lemma.lower() for t in s.tokens} for s in parsed.sentences]
        self._protests = any(d.type == "PROTEST" for d in drafts)
        self._disasters = [bool(words & table.disasters) for words in lemmas]
        self._off = [False] * len(lemmas)
        for field in table.fields.values():
            speaking = [bool(words & field) for words in lemmas]
            if sum(speaking) >= max(_FEWEST, table.share * len(lemmas)):
                self._off = [a or b for a, b in zip(self._off, speaking, strict=True)]
        self._off_topic = any(self._off)

    def keeps(self, event: Joined) -> bool:
        """Whether a state, one of its organs, a body, party, armed group or movement takes part.

        Protests always count, and so does violence whose author the text does not name, unless a disaster is told
        beside it. In an article on sport, markets, weather or culture, states alone do not act: teams bear their names.
        """
        here = event.best.sentence.index
        taking_part = [e for m in (*event.actors(), *event.recipients()) for e in m.referents()]
        if self._off_topic and (self._off[here] or not any(is_official(e) for e in taking_part)):
            return False
        if event.type in _PRIVATE_ACTS or event.best.inner in _PRIVATE_ACTS:
            return True
        tried = event.type == "ACCUSE" and "investigate" in event.modes() and bool(event.recipients())
        if (event.type in _BY_UNKNOWN_HANDS or tried) and all(
            _unknown(e) for m in event.actors() for e in m.referents()
        ):
            return not (self._disasters[here] and not event.modes())
        if event.type in _FORCE and _foreign(event):
            return True
        return any(_counts(e) or (self._protests and e.kind == "group" and bool(e.sectors)) for e in taking_part)


def _foreign(event: Joined) -> bool:
    """Whether people of one state act on those of another: "Israeli settlers assaulted Palestinian farmers"."""
    acting, struck = countries_of(event.actors()), countries_of(event.recipients())
    return bool(acting) and bool(struck) and not acting & struck


def is_official(entity: EntityRef) -> bool:
    """Whether somebody other than a state as such acts in politics: an organ, party, armed group, movement."""
    return entity.kind != "country" and bool(_POLITICAL & set(entity.sectors))


def _unknown(entity: EntityRef) -> bool:
    return entity.kind == "group" and entity.country is None and entity.sectors == ("UNK",)


def _counts(entity: EntityRef) -> bool:
    if entity.kind == "country" or entity.country in _BODIES:
        return True
    return bool(_POLITICAL & set(entity.sectors)) or (entity.country is not None and not entity.sectors)
