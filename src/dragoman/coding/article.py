"""One article through all steps of coding: entities, statements, events, their dates and places, records."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from dragoman.coding.act_kinds import SPOKEN, STILL_AHEAD, STRIKES_PLACES
from dragoman.coding.attribution import Attribution, innermost
from dragoman.coding.background import Background
from dragoman.coding.confidence import event_confidence
from dragoman.coding.contexts import Contexts
from dragoman.coding.counts import EventCounts
from dragoman.coding.dates import Dates, find_dates, is_past
from dragoman.coding.draft import Draft
from dragoman.coding.drafting import Drafter
from dragoman.coding.entities import EntityFinder
from dragoman.coding.here import dateline_day
from dragoman.coding.joining import Joined, join
from dragoman.coding.linking import link
from dragoman.coding.mentions import EntityRef, Mention, Mentions
from dragoman.coding.outcomes import absorb_outcomes
from dragoman.coding.participants import Participants
from dragoman.coding.places import Places, find_places
from dragoman.coding.politics import Politics, is_idle
from dragoman.coding.sayings import Sayings
from dragoman.coding.speech import settle_speech
from dragoman.coding.statements import find_statements
from dragoman.coding.undated import fill_dates
from dragoman.coding.unplaced import Unplaced
from dragoman.language.pipeline import ParsedArticle
from dragoman.lexicon.contexts import ContextWords
from dragoman.lexicon.off_topic import load_off_topic
from dragoman.lexicon.predicates import Lexicon
from dragoman.ontology import Ontology
from dragoman.records import Actor, CodedArticle, Date, Event, Evidence, Place, Span, Statement, stable_id
from dragoman.world.gazetteer import gazetteer

if TYPE_CHECKING:
    from dragoman.coding.judging import Judge
    from dragoman.reader.model import Reading


@dataclasses.dataclass(frozen=True, slots=True)
class Drafted:
    """An article half coded: before the reader judges and mentions of one event are joined.

    Attributes:
        day: when it was published, by its record or its dateline.
        readings: what the reader says of the sentences, by their numbers; empty where the rules code alone.
    """

    mentions: Mentions
    statements: list[Attribution]
    dates: Dates
    day: str | None
    drafts: list[Draft]
    readings: Mapping[int, Reading]


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """All that an article tells, with the events joined and in order of weight."""

    mentions: Mentions
    statements: list[Attribution]
    dates: Dates
    places: Places
    sayings: Sayings
    events: list[Joined]


class ArticleCoder:
    """Codes parsed articles one by one; holds what is the same for all of them."""

    def __init__(
        self,
        entities: EntityFinder,
        lexicon: Lexicon,
        ontology: Ontology,
        context_words: ContextWords,
        name: str,
        explain: bool,
        judge: Judge | None = None,
    ) -> None:
        self.judge = judge
        self.entities, self.lexicon, self.ontology = entities, lexicon, ontology
        self.context_words, self.name, self.explain = context_words, name, explain
        self.off_topic = load_off_topic()
        self.places = gazetteer()

    def code(self, parsed: ParsedArticle) -> CodedArticle:
        """All records of one article."""
        article, told = parsed.article, self.told(parsed)
        contexts, counts = Contexts(parsed, self.context_words), EventCounts(told.events, parsed.sentences)
        ids: set[str] = set()
        events: list[Event] = []
        explanations: dict[str, tuple[str, ...]] = {}
        for one in told.events:
            event = self._event(one, parsed, told.statements, contexts, counts)
            if event.id in ids:
                if not _is_new(event, events):
                    continue
                # another event told by the same words: "accused each other"
                event = dataclasses.replace(event, id=stable_id(event.id, str(len(ids))))
            ids.add(event.id)
            events.append(event)
            if self.explain:
                explanations[event.id] = tuple(step for d in one.drafts for step in d.steps)
        return CodedArticle(
            id=article.id,
            published=article.published,
            title=article.title,
            language=article.language,
            coder=self.name,
            events=tuple(events),
            statements=tuple(self._statement(s, parsed, told, contexts) for s in told.statements),
            entities=told.mentions.records(article.id),
            blocks=article.blocks,
            explanations=explanations,
        )

    def told(self, parsed: ParsedArticle) -> Told:
        """What an article tells, step by step, before it is written as records."""
        article, drafted = parsed.article, self.drafted(parsed)
        mentions, statements, dates, drafts = drafted.mentions, drafted.statements, drafted.dates, drafted.drafts
        if self.judge is not None:
            drafts = self.judge.judge(parsed.sentences, drafts, mentions, drafted.readings)
        places = find_places(parsed, self.places, mentions)
        politics = Politics(parsed, drafts, self.off_topic)
        joined = [e for e in join(drafts, _when(drafts, dates), _where(drafts, places)) if politics.keeps(e)]
        joined = link(absorb_outcomes(joined), mentions, statements)
        if self.judge is not None:
            joined = self.judge.weigh(joined)
        sayings = Sayings(statements, dates, places, drafted.day)
        fill_dates(joined, sayings, dates, parsed.sentences, drafted.day)
        Unplaced(places, sayings, parsed.sentences, self.places, article.text).fill(joined)
        joined.sort(key=_weight)
        return Told(mentions, statements, dates, places, sayings, joined)

    def drafted(self, parsed: ParsedArticle) -> Drafted:
        """Who is named, what is said and when, and what the lexicon's rules make of the sentences."""
        mentions = self.entities.find(parsed)
        readings = self.judge.read(parsed.sentences) if self.judge is not None else {}
        attributor = self.judge.attributor if self.judge is not None else None
        statements = find_statements(parsed, mentions, attributor=attributor, readings=readings)
        _fill_first_person(mentions, statements)
        day = parsed.article.published or dateline_day(parsed.article)
        dates = find_dates(parsed, day)
        drafts = self._drafts(parsed, mentions, statements, dates, day)
        return Drafted(mentions, statements, dates, day, drafts, readings)

    def _drafts(
        self,
        parsed: ParsedArticle,
        mentions: Mentions,
        statements: list[Attribution],
        dates: Dates,
        published: str | None,
    ) -> list[Draft]:
        drafter = Drafter(self.lexicon, self.ontology, Participants(mentions))
        background = Background(dates, published)
        drafts: list[Draft] = []
        for sentence in parsed.sentences:
            for draft in drafter.draft(sentence):
                settle_speech(draft, statements, self.ontology)
                self._settle(draft, _date(draft, dates), published, background)
                if not is_idle(draft):
                    drafts.append(draft)
        return drafts

    def _settle(self, draft: Draft, date: Date | None, published: str | None, background: Background) -> None:
        """Status by date and background, then what PLOVER makes of acts that are only planned."""
        if date is not None and published is not None and draft.status in ("actual", "future"):
            if is_past(date, published):
                draft.status = "historical"
                draft.steps.append(f"{date.text!r} makes it historical")
            elif date.start > published[:10] and draft.status == "actual" and not (draft.inner or draft.type in SPOKEN):
                draft.status = "future"
                draft.steps.append(f"{date.text!r} makes it future")
        if draft.status == "actual" and (told := background.of(draft.head)) is not None:
            draft.status = "historical"
            draft.steps.append(f"{told!r} makes it historical")
        if draft.status == "future":
            planned = self.ontology.future.get(draft.type)
            if planned is not None:
                draft.steps.append(f"a future {draft.type} is {planned}")
                draft.inner, draft.type, draft.modes = draft.type, planned, []
            if draft.type in SPOKEN - STILL_AHEAD:
                draft.status = "actual"

    def _event(
        self,
        one: Joined,
        parsed: ParsedArticle,
        statements: list[Attribution],
        contexts: Contexts,
        counts: EventCounts,
    ) -> Event:
        text, best = parsed.article.text, one.best
        modes = one.modes()
        numbers = counts.of(one)
        said = next((s for d in one.drafts if (s := innermost(statements, d.trigger[0])) is not None), None)
        return Event(
            id=stable_id(parsed.article.id, "event", one.type, best.trigger),
            type=one.type,
            modes=modes,
            contexts=contexts.of(d.sentence for d in one.drafts),
            quad=self.ontology.types[one.type].quad,
            score=self.ontology.score(one.type, modes),
            cameo=self._cameo(best, modes),
            status=one.status,
            actors=_records(one.actors(), text, best.trigger),
            recipients=_records(one.recipients(), text, best.trigger),
            date=one.dates[0] if one.dates else None,
            place=next((p for p in one.places if p.country), one.places[0] if one.places else None),
            killed=numbers.number("killed"),
            injured=numbers.number("injured"),
            arrested=numbers.number("arrested"),
            attributed_to=said.id(parsed.article.id) if said is not None else None,
            evidence=tuple(Evidence(d.sentence.span, d.trigger) for d in _one_a_sentence(one.drafts)),
            confidence=event_confidence(one),
            counts=numbers.records(text),
        )

    def _cameo(self, draft: Draft, modes: tuple[str, ...]) -> str:
        own = draft.predicate.cameo
        root = self.ontology.types[draft.type].cameo[:2]
        if own is not None and (draft.type == draft.predicate.type):
            return own
        return self.ontology.cameo(draft.type, modes, draft.inner) or root

    def _statement(self, said: Attribution, parsed: ParsedArticle, told: Told, contexts: Contexts) -> Statement:
        record = said.to_record(parsed.article.id, parsed.article.text)
        date = told.dates.of(said.cue) if said.cue is not None else None
        if date is None:
            date = told.sayings.day(said)
        place = told.places.of(said.cue, statement=True) if said.cue is not None else None
        inside = [s for s in parsed.sentences if said.sentences[0] <= s.start < said.sentences[1]]
        return dataclasses.replace(record, date=date, place=place, contexts=contexts.of(inside))


def _fill_first_person(mentions: Mentions, statements: list[Attribution]) -> None:
    """ "I" and "we" in a statement are its speaker."""
    for m in mentions:
        if m.pronoun and not m.referents():
            said = innermost(statements, m.span[0])
            if said is not None and said.speaker is not None and said.speaker.mention is not None:
                speaker = said.speaker.mention
                m.entity, m.entities = speaker.entity, speaker.entities


def _records(mentions: list[Mention], text: str, near: Span) -> tuple[Actor, ...]:
    """The participants as records: a pronoun gives way to the nearest name or phrase of those it stands for."""
    out: list[Actor] = []
    for m in mentions:
        if not m.referents():
            out.append(m.actor(text))
        for entity in m.referents():
            spoken = _nearest_name(entity, near) if m.pronoun or m.entities else m
            out.append(spoken.actor(text, entity))
    return tuple(out)


def _nearest_name(entity: EntityRef, near: Span) -> Mention:
    """The mention of an entity in words, the nearest to a place in the text; one before it rather than after it."""
    named = [m for m in entity.mentions if not m.pronoun and not m.entities and not m.attributive]
    named = named or [m for m in entity.mentions if not m.pronoun] or entity.mentions
    return min(named, key=lambda m: (m.span[0] > near[0], abs(m.span[0] - near[0])))


def _one_a_sentence(drafts: list[Draft]) -> list[Draft]:
    seen: dict[int, Draft] = {}
    for d in drafts:
        seen.setdefault(d.sentence.index, d)
    return list(seen.values())


def _is_new(event: Event, others: Iterable[Event]) -> bool:
    return all((event.type, event.actors, event.recipients) != (e.type, e.actors, e.recipients) for e in others)


def _weight(event: Joined) -> tuple[int, int, int]:
    """Headline and lead first, main clauses before subordinate ones."""
    first = min(event.drafts, key=lambda d: (d.sentence.index, sum(1 for _ in d.head.ancestors())))
    return first.sentence.index, sum(1 for _ in first.head.ancestors()), first.first


def _when(drafts: list[Draft], dates: Dates) -> dict[Draft, Date]:
    return {d: date for d in drafts if (date := _date(d, dates)) is not None}


def _date(draft: Draft, dates: Dates) -> Date | None:
    """When the sentence says that an event happened: what is only planned, when it will; what is agreed or promised,
    when that was done."""
    if _commits(draft):
        own = dates.of(draft.head, operator=True)
        return own if own is not None or draft.act.dep == "ccomp" else dates.of(draft.act)
    found = dates.of(draft.act, draft.type in SPOKEN)
    if found is None and draft.head is not draft.act:  # "are expected on Friday for talks"
        found = dates.of(draft.head, operator=True)
    return found


def _commits(draft: Draft) -> bool:
    """Whether an event is the promise of another act ("agreed on Monday to meet in May")."""
    return draft.predicate.operator == "commit" and draft.head is not draft.act and not draft.nominal


def _where(drafts: list[Draft], places: Places) -> dict[Draft, Place]:
    return {d: place for d in drafts if (place := _place(d, places)) is not None}


def _place(draft: Draft, places: Places) -> Place | None:
    if _commits(draft):
        return places.of(draft.head, operator=True) or places.of(draft.act)
    verbal = draft.type in SPOKEN and not draft.inner
    found = places.of(draft.act, target_is_place=draft.type in STRIKES_PLACES, verbal=verbal)
    if found is None and draft.head is not draft.act and not verbal:
        found = places.of(draft.head, operator=True)
    return found
