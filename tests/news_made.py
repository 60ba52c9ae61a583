"""A dozen articles with hand-made records, and a row of another data set: what questions are asked of in tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.ontology import load_ontology
from dragoman.records import (
    Actor,
    Article,
    CodedArticle,
    Date,
    Entity,
    Event,
    Evidence,
    Place,
    Span,
    Statement,
    stable_id,
)
from dragoman.store import Imported

Who = tuple[str, str, str | None, tuple[str, ...], str | None, Any]
"""Words, name, country, sectors, role, kind."""


def _state(name: str, code: str) -> Who:
    return (name, name, code, ("GOV",), None, "country")


USA, RUS = _state("United States", "USA"), _state("Russia", "RUS")
CHN, KEN, ETH = _state("China", "CHN"), _state("Kenya", "KEN"), _state("Ethiopia", "ETH")
PUTIN: Who = ("Putin", "Vladimir Putin", "RUS", ("GOV",), "president", "person")
MAO: Who = ("Mao Ning", "Mao Ning", "CHN", ("GOV",), "spokesperson", "person")
RUTO: Who = ("Ruto", "William Ruto", "KEN", ("GOV",), "president", "person")
ABIY: Who = ("Abiy", "Abiy Ahmed", "ETH", ("GOV",), "prime minister", "person")
UN: Who = ("United Nations", "United Nations", "UNO", ("IGO",), None, "organization")
POLICE: Who = ("police", "police", "KEN", ("COP",), None, "group")
CROWD: Who = ("protesters", "protesters", "KEN", ("CVL",), None, "group")


class Story:
    """An article in the making: sentences are added with the records that point into them."""

    def __init__(self, number: str, published: str | None, publisher: str | None = "Herald") -> None:
        self.id, self.published, self.publisher = number, published, publisher
        self.text = ""
        self._events: list[Event] = []
        self._said: list[Statement] = []
        self._entities: dict[str, tuple[Who, list[Span]]] = {}

    def event(
        self,
        sentence: str,
        kind: str,
        actors: Sequence[Who],
        recipients: Sequence[Who] = (),
        *,
        day: str | None = None,
        status: str = "actual",
        place: tuple[str, str | None] | None = None,
        confidence: float = 0.8,
        contexts: tuple[str, ...] = (),
        killed: int | None = None,
        cameo: str | None = None,
    ) -> Story:
        """Adds a sentence that tells an event; ``kind`` is a type and its modes."""
        start = self._add(sentence)
        event_type, *modes = kind.split()
        ontology = load_ontology()
        end = start + len(sentence)
        self._events.append(
            Event(
                id=stable_id(self.id, start),
                type=event_type,
                modes=tuple(modes),
                contexts=contexts,
                quad=ontology.types[event_type].quad,
                score=ontology.score(event_type, modes),
                cameo=cameo,
                status=status,  # type: ignore[arg-type]
                actors=tuple(self._actor(who, start) for who in actors),
                recipients=tuple(self._actor(who, start) for who in recipients),
                date=Date("then", (start, start + 4), day, day, "day") if day else None,
                place=Place(place[0], (start, start + 4), *place, precision="city") if place else None,
                killed=killed,
                injured=None,
                arrested=None,
                attributed_to=None,
                evidence=(Evidence((start, end), (start, start + 4)),),
                confidence=confidence,
            )
        )
        return self

    def says(
        self,
        sentence: str,
        speaker: Who | None,
        content: str,
        about: Sequence[Who] = (),
        *,
        stance: str = "says",
        contexts: tuple[str, ...] = (),
        day: str | None = None,
    ) -> Story:
        """Adds a sentence that holds a statement; ``about`` are those whom its content names."""
        start = self._add(sentence)
        at = self.text.index(content, start)
        for who in about:
            self._mention(who, at)
        self._said.append(
            Statement(
                id=stable_id(self.id, "said", start),
                kind="indirect",
                stance=stance,  # type: ignore[arg-type]
                speaker=self._actor(speaker, start) if speaker else None,
                cue=None,
                content=((at, at + len(content)),),
                sentence=(start, start + len(sentence)),
                date=Date("then", (start, start + 4), day, day, "day") if day else None,
                contexts=contexts,
                confidence=0.9,
            )
        )
        return self

    def made(self) -> tuple[Article, CodedArticle]:
        """The article and its records."""
        title = f"Story {self.id}"
        url = f"https://news.example/{self.id}"
        article = Article(self.text, self.id, url, self.publisher, title, None, self.published, "en")
        entities = tuple(
            Entity(stable_id(self.id, who[1]), who[1], who[5], who[2], who[3], who[4], tuple(spans))
            for who, spans in self._entities.values()
        )
        records = (tuple(self._events), tuple(self._said), entities)
        return article, CodedArticle(self.id, self.published, title, "en", "coder 1", *records)

    def _add(self, sentence: str) -> int:
        self.text += ("\n" if self.text else "") + sentence
        return len(self.text) - len(sentence)

    def _mention(self, who: Who, start: int) -> Span:
        at = self.text.index(who[0], start)
        spans = self._entities.setdefault(who[1], (who, []))[1]
        spans.append((at, at + len(who[0])))
        return spans[-1]

    def _actor(self, who: Who, start: int) -> Actor:
        words, name, country, sectors, role, kind = who
        return Actor(words, self._mention(who, start), name, country, sectors, role, kind)


def articles() -> list[tuple[Article, CodedArticle]]:
    """The articles, in no order of time."""
    geneva, nairobi = ("Geneva", "CHE"), ("Nairobi", "KEN")
    stories = [
        Story("s1", "2024-01-10")
        .event("United States imposed sanctions on Russia.", "SANCTION", [USA], [RUS], day="2024-01-09")
        .says("Mao Ning said that Russia was a partner.", MAO, "Russia was a partner", [RUS], contexts=("diplomatic",)),
        Story("s2", "2024-01-10", "Gazette").event(
            "United States imposed sanctions on Russia.", "SANCTION", [USA], [RUS], day="2024-01-09"
        ),
        Story("s3", "2024-01-20")
        .event("Russia condemned United States in Geneva.", "ACCUSE disapprove", [RUS], [USA], place=geneva)
        .says(
            "Putin denied that United States had asked for talks.",
            PUTIN,
            "United States had asked for talks",
            [USA],
            stance="denies",
        ),
        Story("s4", "2024-02-06", "Gazette").event(
            "Putin met envoys of United States in Geneva.",
            "CONSULT visit",
            [PUTIN],
            [USA],
            day="2024-02-05",
            place=geneva,
            contexts=("diplomatic",),
        ),
        Story("s5", "2024-02-07").event(
            "China will host talks with Russia.", "AGREE", [CHN], [RUS], day="2024-03-01", status="future"
        ),
        Story("s6", "2024-02-12")
        .event("Ruto received Abiy in Nairobi.", "CONSULT visit", [RUTO], [ABIY], day="2024-02-11", place=nairobi)
        .says("Ruto said that Ethiopia should open the border.", RUTO, "Ethiopia should open the border", [ETH])
        .says("Abiy said that grain would be sent.", ABIY, "grain would be sent", day="2024-02-11"),
        Story("s7", "2024-02-20", "Courier").event(
            "Ruto and Abiy will meet on 9 March.",
            "CONSULT",
            [RUTO, ABIY],
            day="2024-03-09",
            status="future",
            contexts=("diplomatic",),
        ),
        Story("s8", "2024-02-21", "Courier")
        .event(
            "Kenyan police fired on protesters in Nairobi, killing 4.",
            "ASSAULT firearms",
            [POLICE],
            [CROWD],
            day="2024-02-20",
            place=nairobi,
            killed=4,
            confidence=0.95,
            contexts=("human_rights",),
        )
        .event("Earlier protesters marched in Nairobi.", "PROTEST demo", [CROWD], day="2024-02-20", confidence=0.4),
        Story("s9", "2024-03-05").event(
            "United Nations sent grain to Ethiopia.", "AID", [UN], [ETH], day="2024-03-04", contexts=("environment",)
        ),
        Story("s10", None, None)
        .event("China praised Kenya for its roads.", "SUPPORT", [CHN], [KEN])
        .says("Mao Ning said that Kenya kept its word.", MAO, "Kenya kept its word", [KEN]),
        Story("s11", "2024-03-06").says(
            "Somebody said that police had lied.", None, "police had lied", [POLICE], stance="believes"
        ),
    ]
    return [story.made() for story in stories]


def imported() -> Imported:
    """A row of another data set: the United States accuse China."""
    one, other = (Actor(n, (0, 1), n, c, ("GOV",), None, "country") for n, c in (("USA", "USA"), ("China", "CHN")))
    event = Event(
        id="p1",
        type="ACCUSE",
        modes=("allege",),
        contexts=(),
        quad=3,
        score=-3.5,
        cameo=None,
        status="actual",
        actors=(one,),
        recipients=(other,),
        date=None,
        place=None,
        killed=None,
        injured=None,
        arrested=None,
        attributed_to=None,
        evidence=(),
        confidence=0.5,
    )
    return Imported(event, "2024-01-15", "Wire", "a row")
