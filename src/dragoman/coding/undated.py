"""Dates for events whose own clause names none, from what the article tells beside it.

Three inferences only: what somebody says is said on the day that the article names for the saying; a headline tells
what its lead dates; acts of force, or meetings, that are told in the plain past belong to the one day on which the
article's acts of force, or meetings, happened.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dragoman.coding.act_kinds import ON_THE_SCENE, SPOKEN
from dragoman.coding.adjuncts import BARRIERS, CASUALTY, is_verb, reports
from dragoman.coding.dates import DateExpression, Dates, is_news
from dragoman.coding.draft import Draft
from dragoman.coding.joining import Joined
from dragoman.coding.sayings import Sayings
from dragoman.coding.wordsets import word_set
from dragoman.language.tokens import Sentence
from dragoman.records import Date

_NEAR = 2
"""Sentences over which acts told in a row share their day, where the article names several."""


class _Story(NamedTuple):
    """Acts that are told together: their types, and nouns that stand for them."""

    types: frozenset[str]
    nouns: frozenset[str]


_STORIES = (
    _Story(
        ON_THE_SCENE,
        word_set(
            "incident attack assault shooting blast explosion bombing raid clash ambush shelling strike airstrike "
            "killing kidnapping abduction operation violence protest rally march demonstration riot unrest crackdown"
        ),
    ),
    _Story(
        frozenset({"CONSULT"}),
        word_set("meeting talk summit visit conference ceremony negotiation session trip signing dialogue"),
    ),
)
_BEFORE = word_set("earlier previously formerly always repeatedly already often before ago")


def fill_dates(
    events: Sequence[Joined], sayings: Sayings, dates: Dates, sentences: Sequence[Sentence], published: str | None
) -> None:
    """Give events without a date the one that the article tells beside them; where reports give an event several, the
    one that says most closely when it was comes first."""
    for event in events:
        event.dates.sort(key=_days_long)
    lead = _lead(sentences)
    days = [(story, _days(story, events, dates, published)) for story in _STORIES]
    spoken = [e for e in events if e.type in SPOKEN and e.dates and is_news(e.dates[0], published)]
    for event in events:
        if event.dates or event.status not in ("actual", "future") or _has_own(event, dates):
            continue
        found: Date | None = None
        if event.type in SPOKEN and not _elsewhen(event.best):
            found = sayings.date(event)
            if found is None and plainly_told(event.best, None):
                found = sayings.date_of_acts(event, spoken)
        for story, told in days:
            if found is None and event.type in story.types and event.status == "actual":
                found = _day_of_story(event, told, lead, dates)
        if found is None and event.type in ON_THE_SCENE and event.status == "actual":
            found = _day_told_before(event, lead, dates, published)
        if found is None and lead is not None:
            found = _day_of_lead(event, lead, dates, published)
        if found is not None:
            event.dates.append(found)
            event.best.steps.append(f"{found.text!r}, told beside it, dates it")


def _days_long(when: Date) -> int:
    return (date.fromisoformat(when.end) - date.fromisoformat(when.start)).days


def _has_own(event: Joined, dates: Dates) -> bool:
    """Whether a report has a time of its own that cannot be resolved: no other may take its place."""
    return any(dates.expression_of(d.act) is not None for d in event.drafts)


def _earlier(draft: Draft) -> bool:
    """Whether the words put an act before the news: "had rejected", "has always rejected", "earlier accused"."""
    if not is_verb(draft.head):
        return False
    words = {c.lower for c in draft.head.children}
    return "had" in words or bool(words & _BEFORE)


def _lead(sentences: Sequence[Sentence]) -> Sentence | None:
    """The first sentence of the running text."""
    return next((s for s in sentences if s.block == "paragraph"), None)


def _day_of_lead(event: Joined, lead: Sentence, dates: Dates, published: str | None) -> Date | None:
    """The day in the news that the main clause of the lead names, for what only the headline tells; the only one in
    the lead for what it tells itself."""
    if all(d.sentence.block == "headline" for d in event.drafts):
        if not _is_the_news(event.best):
            return None
        days = [dates.of(root) for root in lead.roots()]
    elif event.best.sentence is lead and event.type not in ON_THE_SCENE and not _elsewhen(event.best):
        days = [e.record() if _dates_a_verb(e) else None for e in dates.in_sentence(lead.index)]
        if len(days) != 1:
            return None
    else:
        return None
    return next((d for d in days if d is not None and is_news(d, published)), None)


def _elsewhen(draft: Draft) -> bool:
    return _beside_the_story(draft) or _earlier(draft)


def _dates_a_verb(e: DateExpression) -> bool:
    """ "said on Friday", not "Friday's attack"."""
    return e.relation == "at" and (not e.owners or is_verb(e.owners[0]))


def _is_the_news(draft: Draft) -> bool:
    """Whether a headline tells an act as its news, not as what the news is about ("quarrel over the killings")."""
    above = (draft.head, *draft.head.ancestors())
    return not any(t.dep in ("prep", "pcomp", "mark") and t.lower in BARRIERS for t in above)


def _days(story: _Story, events: Sequence[Joined], dates: Dates, published: str | None) -> list[tuple[int, Date]]:
    """Days in the news on which the acts of a story happened, with the sentence that says so, in order of the text."""
    told = [
        (event.best.sentence.index, event.dates[0])
        for event in events
        if event.dates and event.type in story.types and event.status == "actual"
    ]
    for e in dates.expressions:
        if e.relation == "at" and _dates_any(e, story.nouns) and (found := e.record()) is not None:
            told.append((e.sentence.index, found))
    return sorted((t for t in told if is_news(t[1], published)), key=lambda t: t[0])


def _dates_any(e: DateExpression, nouns: frozenset[str]) -> bool:
    """ "Friday's attack", "the incident happened on Friday", "an incident that happened on Friday"."""
    for owner in e.owners:
        if owner.lemma in _HAPPEN:
            about = (*owner.all("nsubj"), owner.head)
            if any(t.lemma.lower() in nouns for t in about):
                return True
        elif owner.lemma.lower() in nouns and not is_verb(owner):
            return True
    return False


_HAPPEN = frozenset({"happen", "occur", "take", "start", "begin", "unfold"})


def _day_of_story(event: Joined, told: Sequence[tuple[int, Date]], lead: Sentence | None, dates: Dates) -> Date | None:
    """The one day of the acts of a story; where there are several, that of the acts told just before."""
    if not plainly_told(event.best, lead):
        return None
    told = [t for t in told if not _tells_another_time(event.best.sentence, t[1], dates)]
    if len({d.start for _, d in told}) == 1:
        return told[0][1]
    here = event.best.sentence.index
    return _nearest([(here - i, d) for i, d in told if 0 <= here - i <= _NEAR])


def _nearest(days: Sequence[tuple[int, Date]]) -> Date | None:
    """Of days with the number of sentences that lie between, the nearest; None where two are as near."""
    least = min((distance for distance, _ in days), default=0)
    near = {d.start: d for distance, d in days if distance == least}
    return next(iter(near.values())) if len(near) == 1 else None


def _day_told_before(event: Joined, lead: Sentence | None, dates: Dates, published: str | None) -> Date | None:
    """The one day of the sentence right before, for what is told on in the plain past, without another time."""
    draft = event.best
    if draft.nominal or draft.sentence is lead or draft.sentence.block == "headline" or not plainly_told(draft, lead):
        return None
    before = [e for e in dates.in_sentence(draft.sentence.index - 1) if e.relation == "at"]
    found = _nearest([(1, day) for e in before if (day := e.record()) is not None])
    if found is None or not is_news(found, published) or _tells_another_time(draft.sentence, found, dates):
        return None
    return found


def _tells_another_time(sentence: Sentence, day: Date, dates: Dates) -> bool:
    """Whether a sentence names only other times: "Hundreds were killed in the riots that followed the 2007 vote"; when
    somebody tells it does not matter."""
    told = [e for e in dates.in_sentence(sentence.index) if not (e.owners and reports(e.owners[-1]))]
    own = [found for e in told if (found := e.record()) is not None]
    return bool(own) and all(day.end < d.start or d.end < day.start for d in own)


def _beside_the_story(draft: Draft) -> bool:
    """ "came a day after a drone killed nine": what is before or after something else has a time of its own."""
    for t in (draft.head, *draft.head.ancestors()):
        if any(c.dep == "mark" and c.lower in _OTHER_TIMES for c in t.children):
            return t.head.lemma not in CASUALTY
        if t.dep in ("prep", "pcomp") and t.lower in _OTHER_TIMES:
            return t.head.lemma not in CASUALTY
    return False


_OTHER_TIMES = frozenset({"after", "before", "since", "until", "following"})


def plainly_told(draft: Draft, lead: Sentence | None) -> bool:
    """Whether an act is told as part of the story: in the plain past, by a noun that refers back, in headline or lead;
    not "have been killed since", "had attacked"."""
    if _earlier(draft) or _beside_the_story(draft):
        return False
    if draft.sentence.block == "headline" or (draft.sentence is lead and draft.head.dep != "acl"):
        return True
    if draft.nominal:
        return draft.definite
    verb = draft.head
    auxiliaries = {c.lower for c in verb.children if c.dep in ("aux", "auxpass")}
    if verb.tag == "VBD":
        return True
    if verb.tag == "VBN":
        return bool(auxiliaries & {"was", "were"}) or (verb.dep == "conj" and not auxiliaries)
    return verb.tag == "VBG" and verb.dep == "advcl" and not auxiliaries
