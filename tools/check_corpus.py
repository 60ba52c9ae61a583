"""Checks the annotated articles of the corpus: ``python tools/check_corpus.py [corpus/articles]``.

Every quote must stand in its article, every trigger, cue and content in its quote; codes, modes and days must exist.
Faults are printed one a line (file, record, cause) and give exit status 1.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from dragoman.ontology.load import load_ontology
from dragoman.records import STATUSES

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "corpus" / "articles"
COUNTRIES = ROOT / "src" / "dragoman" / "world" / "data" / "countries.csv"
BODIES = frozenset("UN EU NATO AU IGO".split())
# the annotators' codes (corpus/README.md): MED are media here and HLH is health, as in the older actor dictionaries
SECTORS = frozenset("GOV LEG JUD MIL COP SPY PRM PTY REB CRM CVL BUS LAB EDU MED HLH REL NGO IGO UNK".split())
ARTICLE_KEYS = {"id", "title", "published", "text", "events", "statements"}
EVENT_KEYS = {
    "type", "mode", "evidence", "source", "target", "status", "date_text", "date", "place", "killed", "injured",
}  # fmt: skip
STATEMENT_KEYS = {"speaker", "kind", "cue", "quote", "content"}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MARKS = re.compile('["“”]')
Json = dict[str, Any]


@lru_cache(maxsize=1)
def country_codes() -> frozenset[str]:
    """All codes an entity or a place may bear; "" is: unknown."""
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return frozenset(row["code"] for row in rows) | BODIES | {""}


def day_fault(day: str, words: str | None) -> str | None:
    """What is wrong with a year, month or day, or with the weekday its words name."""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day):
        return f"{day!r} is no year, month or day"
    try:
        exact = date.fromisoformat((day + "-01-01")[:10])
    except ValueError:
        return f"{day!r} is not in the calendar"
    named = [name for name in WEEKDAYS if name in (words or "")]
    if len(day) == 10 and named and WEEKDAYS[exact.weekday()] not in named:
        return f"{day} was a {WEEKDAYS[exact.weekday()]}, the text says {words!r}"
    return None


def keys_fault(record: Json, wanted: set[str]) -> Iterator[str]:
    """Keys that are missing, or that nobody knows."""
    if set(record) != wanted:
        yield f"keys differ: {sorted(set(record) ^ wanted)}"


def entity_faults(entity: Json, text: str) -> Iterator[str]:
    """An entity's words must stand in the article; its codes must exist."""
    if not entity["text"] or entity["text"] not in text:
        yield f"entity {entity['text']!r} is not in the text"
    if entity["country"] not in country_codes():
        yield f"unknown country {entity['country']!r}"
    if entity["sector"] not in SECTORS:
        yield f"unknown sector {entity['sector']!r}"


def evidence_faults(event: Json, text: str) -> Iterator[str]:
    """At least one sentence reports the event, and its trigger stands in it."""
    if not event["evidence"]:
        yield "no evidence"
    for place in event["evidence"]:
        if not place["quote"] or place["quote"] not in text:
            yield f"quote {place['quote'][:40]!r} is not in the text"
        if not place["trigger"] or place["trigger"] not in place["quote"]:
            yield f"trigger {place['trigger']!r} is not in its quote"


def code_faults(event: Json) -> Iterator[str]:
    """Type, mode and status must be PLOVER's; only violence and protest have victims."""
    known = load_ontology().types.get(event["type"])
    if known is None:
        yield f"unknown type {event['type']!r}"
    elif event["mode"] is not None and event["mode"] not in known.modes:
        yield f"{event['type']} has no mode {event['mode']!r}"
    if event["status"] not in STATUSES:
        yield f"unknown status {event['status']!r}"
    for victims in ("killed", "injured"):
        count = event[victims]
        if count is not None and (type(count) is not int or count < 0 or event["type"] not in ("ASSAULT", "PROTEST")):
            yield f"{victims} {count!r} with {event['type']}"


def where_and_when_faults(event: Json, text: str) -> Iterator[str]:
    """Days parse, and their words and the place stand in the article."""
    words, place = event["date_text"], event["place"]
    if words is not None and not any(words in sentence["quote"] for sentence in event["evidence"]):
        yield f"date_text {words!r} is in no evidence"
    fault = day_fault(event["date"], words) if event["date"] is not None else None
    if fault:
        yield fault
    if place is not None and place["text"] not in text:
        yield f"place {place['text']!r} is not in the text"
    if place is not None and place["country"] not in country_codes():
        yield f"unknown country {place['country']!r}"


def event_faults(event: Json, text: str) -> Iterator[str]:
    """All that is wrong with one event."""
    yield from keys_fault(event, EVENT_KEYS)
    yield from evidence_faults(event, text)
    yield from code_faults(event)
    yield from where_and_when_faults(event, text)
    for entity in event["source"] + event["target"]:
        yield from entity_faults(entity, text)


def statement_faults(statement: Json, text: str) -> Iterator[str]:
    """All that is wrong with one statement."""
    yield from keys_fault(statement, STATEMENT_KEYS)
    quote, content, cue, kind = (statement[key] for key in ("quote", "content", "cue", "kind"))
    if not quote or quote not in text:
        yield f"quote {quote[:40]!r} is not in the text"
    if not content or content not in quote:
        yield f"content {content[:40]!r} is not in its quote"
    if cue is not None and (not cue or cue not in quote):
        yield f"cue {cue!r} is not in its quote"
    if kind not in ("direct", "indirect", "mixed"):
        yield f"unknown kind {kind!r}"
    elif kind != "direct" and (kind == "mixed") != bool(MARKS.search(content)):
        yield f"{kind}, but the content {content[:40]!r} has {'no ' if kind == 'mixed' else ''}quotation marks"
    yield from entity_faults(statement["speaker"], text)


def article_faults(article: Json, stem: str) -> Iterator[str]:
    """All that is wrong with one article; stem is its file's name without the ending."""
    yield from keys_fault(article, ARTICLE_KEYS)
    text = article["text"]
    if article["id"] != stem:
        yield f"id {article['id']!r} is not the file's name"
    if not text.startswith(article["title"] + "\n"):
        yield "the text does not begin with the title"
    if article["published"] is not None and len(article["published"]) != 10:
        yield f"published {article['published']!r} is no day"
    elif article["published"] is not None and (fault := day_fault(article["published"], None)):
        yield f"published: {fault}"
    for kind, check in (("event", event_faults), ("statement", statement_faults)):
        for number, record in enumerate(article[kind + "s"], start=1):
            yield from (f"{kind} {number}: {fault}" for fault in check(record, text))


def file_faults(path: Path) -> Iterator[str]:
    """All that is wrong with one file, each with the file's name before it."""
    try:
        found = list(article_faults(json.loads(path.read_text(encoding="utf-8")), path.stem))
    except json.JSONDecodeError as error:
        found = [f"line {error.lineno}: no JSON ({error.msg})"]
    except KeyError as error:
        found = [f"key {error} is missing"]
    yield from (f"{path.name}: {fault}" for fault in found)


def check(paths: Iterable[Path]) -> list[str]:
    """The faults of all files."""
    return [fault for path in paths for fault in file_faults(path)]


def main(arguments: list[str]) -> int:
    """Prints the faults, or what the corpus holds."""
    folder = Path(arguments[0]) if arguments else ARTICLES
    paths = sorted(folder.glob("*.json"))
    if not paths:
        print(f"{folder}: no articles (*.json)", file=sys.stderr)
        return 1
    faults = check(paths)
    for fault in faults:
        print(fault)
    if faults:
        return 1
    articles = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    counts = {kind: sum(len(article[kind]) for article in articles) for kind in ("events", "statements")}
    print(f"{len(paths)} articles, {counts['events']} events, {counts['statements']} statements: no faults")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
