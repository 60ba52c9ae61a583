"""What one event of an article tells of another: whom a denial answers, whose act is condemned, who holds those whose
release is demanded, at whom a protest is aimed, who fired the shots that killed, whose police made the arrests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from dragoman.coding.act_kinds import HOSTILE
from dragoman.coding.arguments import prepositional
from dragoman.coding.attribution import Attribution, innermost
from dragoman.coding.joining import OUTCOMES, Joined
from dragoman.coding.mentions import EntityRef, Mention, Mentions, countries_of, entity_ids
from dragoman.coding.wordsets import word_set

_NEAR = 3
"""Sentences between two events of which one explains the other."""
_JUDGED = frozenset({"ACCUSE", "REJECT", "SUPPORT", "CONCEDE"})
_WISHES = frozenset({"REQUEST", "THREATEN", "PROTEST"})
_CAPTURE = frozenset({"arrest", "abduct"})
_AT_ODDS = frozenset({"THREATEN", "ACCUSE", "REQUEST"})
_FROM_ABROAD = frozenset({"ACCUSE", "REQUEST", "AID", "SUPPORT", "SANCTION"})
_BETWEEN_STATES = frozenset({"THREATEN", "ACCUSE", "REQUEST", "REJECT", "SANCTION"})
_POWER = frozenset({"GOV", "LEG", "COP", "MIL", "JUD"})
_TOLD = word_set(
    "offer decision proposal demand move announcement statement plan step remark comment call request agreement deal "
    "act action threat gesture measure ruling verdict"
)
_CLAIMS = word_set(
    "claim accusation allegation charge report suggestion assertion this that it statement involvement responsibility "
    "account version remark comment criticism they"
)
_OF_THE_LAW = frozenset({"arrest", "convict", "release"})
_OFFICERS = frozenset({"COP", "JUD"})
_CLAIMING = frozenset({"says", "believes"})
_PARTISAN = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PRM", "OPP", "PTY", "REB"})
_OF_STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "PRM"})


def link(events: Sequence[Joined], mentions: Mentions, statements: Sequence[Attribution]) -> list[Joined]:
    """The events, each completed by what the others tell; topics of protests are no events of their own."""
    kept = _without_protest_topics(events)
    for event in kept:
        if not event.actors():
            _find_actor(event, kept, mentions)
        if not event.recipients():
            _find_recipient(event, kept, mentions, statements)
        elif event.type in _BETWEEN_STATES and _open_government(event.recipients()):
            _face_other_state(event, mentions)
    return kept


def _find_actor(event: Joined, events: Sequence[Joined], mentions: Mentions) -> None:
    if event.status not in ("actual", "historical"):
        return
    if event.best.predicate.id in OUTCOMES:
        _share_actors(event, _nearest(event, events, partial(_is_blow_of, event), near=1))
    elif _OF_THE_LAW & set(event.modes()) and event.recipients():
        found = _nearest_officers(event, mentions)
        if found is not None:
            event.best.actors = [found]
            event.best.steps.append("officers told nearby acted")


def _find_recipient(
    event: Joined, events: Sequence[Joined], mentions: Mentions, statements: Sequence[Attribution]
) -> None:
    """Tries, the surest first, what may tell at whom an event is aimed, until one does."""

    def nearest(fits: Callable[[Joined, Joined], bool], near: int = _NEAR) -> Joined | None:
        return _nearest(event, events, partial(fits, event), near)

    kind = event.type
    attempts: list[tuple[bool, Callable[[], None]]] = [
        (kind == "REJECT", lambda: _answer(event, nearest(_calls_for_answer))),
        (kind == "REJECT", lambda: _answer_claim(event, mentions, statements)),
        (kind in _JUDGED, lambda: _answer(event, _act_itself(event, events))),
        (kind in _JUDGED and _takes_up(event), lambda: _answer(event, nearest(_just_told))),
        (kind == "REQUEST" and _demands_release(event), lambda: _answer(event, nearest(_captured))),
        (kind in _WISHES, lambda: _answer(event, nearest(_rejects, near=0))),
        (kind in _AT_ODDS, lambda: _address(event, mentions, statements)),
        (kind in _AT_ODDS, lambda: _face(event, nearest(_at_odds))),
        (kind == "PROTEST", lambda: _aim_at_power(event, mentions)),
        (kind in _BETWEEN_STATES, lambda: _face_other_state(event, mentions)),
        (kind in _FROM_ABROAD, lambda: _address_home(event, mentions)),
    ]
    for applies, attempt in attempts:
        if applies and event.actors():
            attempt()
            if event.recipients():
                return


def _without_protest_topics(events: Sequence[Joined]) -> list[Joined]:
    """Demands made by protesting: they tell at whom the protest is aimed."""
    protests = [e for e in events if e.type == "PROTEST"]
    kept: list[Joined] = []
    for event in events:
        home = next((p for p in protests if event.type == "REQUEST" and _is_topic(event, p)), None)
        if home is None:
            kept.append(event)
        elif not home.recipients():
            home.best.recipients = event.recipients()
            home.best.steps.append("what the protest demands tells at whom it is aimed")
    return kept


def _is_topic(demand: Joined, protest: Joined) -> bool:
    drafts = [d for d in demand.drafts if d.sentence is protest.best.sentence]
    if len(drafts) < len(demand.drafts) or not entity_ids(demand.actors()) <= entity_ids(protest.actors()):
        return False
    return any(a is protest.best.head for d in drafts for a in d.head.ancestors())


def _calls_for_answer(rejection: Joined, other: Joined) -> bool:
    """Whether a rejection may answer the other event: an accusation of the one who rejects, or a wish told before."""
    ours, asked = rejection.actors(), other.recipients()
    if entity_ids(other.actors()) & entity_ids(ours):
        return False
    if other.type == "ACCUSE":
        return _same_side(ours, asked)
    before = other.best.trigger < rejection.best.trigger or other.best.sentence is rejection.best.sentence
    return other.type in _WISHES and before and bool(asked) and _same_side(ours, asked)


def _rejects(wish: Joined, other: Joined) -> bool:
    """Whether a wish is turned down in the same sentence by somebody else: he is whom it was put to."""
    return other.type == "REJECT" and not entity_ids(other.actors()) & entity_ids(wish.actors())


def _takes_up(event: Joined) -> bool:
    """Whether somebody judges what was told before, in a word for it: "welcomed the offer", "called the move"."""
    near = [event.best.head, *event.best.head.children]
    nouns = [n for t in near for n in (t, *t.children) if n.lemma.lower() in _TOLD]
    return any(c.lower in ("the", "this", "that") for n in nouns for c in n.children)


def _just_told(event: Joined, other: Joined) -> bool:
    """Whether the other side did or said something in the sentence before, or earlier in this one."""
    far = event.best.sentence.index - other.best.sentence.index
    before = other.best.trigger < event.best.trigger
    return before and far <= 1 and not _same_side(event.actors(), other.actors())


def _demands_release(event: Joined) -> bool:
    about = event.best.about
    return about is not None and about.type == "RETREAT" and "release" in about.modes


def _captured(_: Joined, other: Joined) -> bool:
    return bool(_CAPTURE & set(other.modes()))


def _act_itself(event: Joined, events: Sequence[Joined]) -> Joined | None:
    """The event that is condemned, praised or refused, as the article tells it elsewhere."""
    about = event.best.about
    if about is None or event.best.predicate.operator == "deny":  # who denies an act does not speak to its author
        return None
    told = next((e for e in events if e is not event and about in e.drafts), None)
    if told is None and about.nominal and about.definite and not about.actors:
        # "welcomed the offer": the one told before; "the deal" is rather what was signed
        earlier = [e for e in events if e.best.trigger < event.best.trigger]
        if about.type == "AGREE":
            told = _nearest(event, earlier, _is_signed, _ALWAYS)
        told = told or _nearest(event, earlier, lambda e: e.type == about.type)
    return told


def _is_signed(told: Joined) -> bool:
    return told.type == "SUPPORT" and told.best.head.lemma in _SIGN


_ALWAYS = 1000
"""Sentences over which a story's one deal is remembered."""
_SIGN = frozenset({"sign", "initial", "ink", "conclude"})


def _open_government(mentions: Sequence[Mention]) -> bool:
    """Whether only "the government" of nobody knows which state is named."""
    told = [e for m in mentions for e in m.referents()]
    return all(e.country is None and e.kind == "organization" and e.sectors[:1] == ("GOV",) for e in told)


def _face_other_state(event: Joined, mentions: Mentions) -> None:
    """In an article about two states, what one says or does is towards the other, named nearest."""
    codes = {e.country for m in event.actors() for e in m.referents() if _speaks_for_state(e)}
    if len(mentions.pair) != 2 or len(codes) != 1 or not codes < set(mentions.pair):
        return
    found = _nearest_mention(
        event,
        (m for m in mentions if m.sentence.index <= event.best.sentence.index),
        lambda e: e.country in mentions.pair and e.country not in codes and _speaks_for_state(e),
        near=2,
        states_first=True,
    )
    if found is not None:
        event.best.recipients = [found]
        event.best.steps.append("the other of the two states that the article is about")


def _aim_at_power(event: Joined, mentions: Mentions) -> None:
    """A protest is aimed at the government or its officers named beside it, of the state of the protesters."""
    states = countries_of(event.actors())
    found = _nearest_mention(
        event,
        mentions,
        lambda e: (
            e.country in states
            and e.kind != "country"
            and bool(_POWER & set(e.sectors[:1]))
            and "spokesperson" not in (e.role or "")
        ),
        near=1,
    )
    if found is not None:
        event.best.recipients = [found]
        event.best.steps.append("power named beside a protest is its aim")


def _address_home(event: Joined, mentions: Mentions) -> None:
    """What foreign states and bodies say in an article about one state is said to that state, named nearest."""
    codes = {e.country for m in event.actors() for e in m.referents()}
    if mentions.home is None or not codes or None in codes or mentions.home in codes:
        return
    found = _nearest_mention(
        event,
        (m for m in mentions if not m.adjectival),
        lambda e: e.country == mentions.home and e.kind == "country",
    )
    if found is not None:
        event.best.recipients = [found]
        event.best.steps.append("said from abroad of the state that the article is about")


def _nearest_mention(
    event: Joined,
    mentions: Iterable[Mention],
    fits: Callable[[EntityRef], bool],
    near: int = _NEAR,
    states_first: bool = False,
) -> Mention | None:
    """The mention in words, nearest to an event, of somebody who fits; on demand states before their organs."""
    here = event.best.sentence.index
    found = [
        m
        for m in mentions
        if not m.pronoun and abs(m.sentence.index - here) <= near and any(fits(e) for e in m.referents())
    ]
    return min(found, key=lambda m: (states_first and not _names_state(m), abs(m.sentence.index - here)), default=None)


def _names_state(mention: Mention) -> bool:
    return any(e.kind == "country" for e in mention.referents())


def _speaks_for_state(entity: EntityRef) -> bool:
    return entity.kind == "country" or bool(_OF_STATE & set(entity.sectors[:1]))


def _is_blow_of(outcome: Joined, other: Joined) -> bool:
    """Whether people were killed or hurt by what another event tells just before, or in the same sentence."""
    if other.type != "ASSAULT" or other.status != outcome.status:
        return False
    before = other.best.sentence.index <= outcome.best.sentence.index
    return before and not entity_ids(other.actors()) & entity_ids(outcome.recipients())


def _share_actors(event: Joined, other: Joined | None) -> None:
    if other is not None:
        event.best.actors = other.actors()
        event.best.steps.append(f"{other.best.head.text!r} tells by whom")


def _nearest_officers(event: Joined, mentions: Mentions) -> Mention | None:
    """The police, prosecutors or court named nearest, of the state of those arrested, tried or freed."""
    states = {e.country for m in event.recipients() for e in m.referents()}
    return _nearest_mention(
        event,
        (m for m in mentions if not m.attributive and not m.locative),
        lambda e: bool(_OFFICERS & set(e.sectors[:1])) and e.kind != "person" and e.country in states,
    )


def _answer_claim(event: Joined, mentions: Mentions, statements: Sequence[Attribution]) -> None:
    """Who denies a claim answers the other side that spoke of him right before, for a state or a party."""
    head = event.best.head
    words = {t.lemma.lower() for t in (head, *head.children)}
    if not words & _CLAIMS and event.best.predicate.operator != "deny":
        return
    here, before = event.best.sentence.index, event.best.trigger[0]
    for said in reversed(statements):
        speaker = said.speaker.mention if said.speaker is not None else None
        if speaker is None or speaker.span[0] >= before or said.stance not in _CLAIMING:
            continue
        if here - speaker.sentence.index > 1:
            return
        political = any(_PARTISAN & set(e.sectors) for e in speaker.referents())
        others = [m for m in mentions.in_sentence(speaker.sentence.index) if m is not speaker]
        spoken_of = _same_side(event.actors(), others)
        if political and spoken_of and not _same_side(event.actors(), [speaker]):
            event.best.recipients = [speaker]
            event.best.steps.append("whoever spoke before is answered")
            return


def _address(event: Joined, mentions: Mentions, statements: Sequence[Attribution]) -> None:
    """What somebody is told is meant for him: "told Greece it would respond with force"."""
    said = innermost(statements, event.best.trigger[0])
    if said is None or said.cue is None:
        return
    told = [*said.cue.all("dobj", "dative"), *prepositional(said.cue, "to")]
    found = [
        m for t in told if (m := mentions.headed_by(t)) is not None and not entity_ids([m]) & entity_ids(event.actors())
    ]
    if countries_of(found):
        event.best.recipients = found
        event.best.steps.append("whoever is told it is meant")


def _at_odds(event: Joined, other: Joined) -> bool:
    """Whether the actor of an event is a party to the other, hostile one."""
    if other.type not in HOSTILE or not other.recipients() or other.best.trigger > event.best.trigger:
        return False
    ours = event.actors()
    return _same_side(ours, other.actors()) != _same_side(ours, other.recipients())


def _face(event: Joined, other: Joined | None) -> None:
    """The opponent in one quarrel is the one in the next."""
    if other is not None:
        opposed = other.recipients() if _same_side(event.actors(), other.actors()) else other.actors()
        event.best.recipients = opposed
        event.best.steps.append(f"{other.best.head.text!r} tells with whom it is at odds")


def _nearest(
    event: Joined, events: Sequence[Joined], fits: Callable[[Joined], bool], near: int = _NEAR
) -> Joined | None:
    here = event.best.sentence.index
    found = [
        e for e in events if e is not event and e.actors() and abs(e.best.sentence.index - here) <= near and fits(e)
    ]
    return min(found, key=lambda e: abs(e.best.sentence.index - here), default=None)


def _answer(event: Joined, other: Joined | None) -> None:
    """Whoever acts in the other event is the recipient of this one, unless he is its actor."""
    if other is None:
        return
    own = entity_ids(event.actors())
    found = [m for m in other.actors() if not entity_ids([m]) & own]
    if found:
        event.best.recipients = found
        event.best.steps.append(f"{other.best.head.text!r} tells whom it is about")


def _same_side(ours: Iterable[Mention], theirs: Iterable[Mention]) -> bool:
    """Whether both name the same one, or organs of the same state."""
    ours, theirs = list(ours), list(theirs)
    if entity_ids(ours) & entity_ids(theirs):
        return True
    mine = {side for m in ours for e in m.referents() if (side := _side(e))}
    return any(_side(e) in mine for m in theirs for e in m.referents())


def _side(entity: EntityRef) -> tuple[str, str] | None:
    """The state for which somebody acts, or his camp within it."""
    if entity.country is None:
        return None
    sector = entity.sectors[0] if entity.sectors else "GOV"
    return entity.country, "state" if sector in _OF_STATE else sector
