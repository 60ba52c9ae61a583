"""The tables of the store; docs/store.md tells what each is for.

Rows are joined by ``key``, a number that is the store's own; ``id`` is the record's own name, which files and people
see. Days are ISO text (``2024-03-06``), so that they sort and cut (``substr(day, 1, 7)``) alike in every database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

VERSION = 3
"""Of this schema. Whoever changes a table raises it and adds a step to ``migrations``."""

METADATA = MetaData()

Key = BigInteger().with_variant(Integer(), "sqlite")  # in SQLite only INTEGER is the row's own number
Words = Text()
Code = Text().with_variant(Text(collation="C"), "postgresql")  # days, ids and codes: compared byte by byte
Json = JSON(none_as_null=True)

DRAGOMAN = "dragoman"
"""The ``source`` of what Dragoman coded itself; imported rows have their data set's name."""

REJECTED = "rejected"
"""The ``source`` of an event that Dragoman coded and a reviewer rejected."""


def _key() -> Column[Any]:
    return Column("key", Key, primary_key=True, autoincrement=False)


def _part_of(table: str, **options: Any) -> Column[Any]:
    """The key of the row in another table that this one belongs to, and goes with."""
    name = f"{table.removesuffix('s')}_key"
    return Column(name, Key, ForeignKey(f"{table}.key", ondelete="CASCADE"), **options)


def _date() -> list[Column[Any]]:
    """When: first and last day, both included; ``day`` is what one filters and sorts by."""
    return [
        Column("day", Code),
        Column("date_start", Code),
        Column("date_end", Code),
        Column("date_precision", Code),
        Column("date_text", Words),
    ]


def _place() -> list[Column[Any]]:
    return [
        Column("place_name", Words),
        Column("place_country", Code),
        Column("place_lat", Float),
        Column("place_lon", Float),
        Column("place_precision", Code),
    ]


def _what() -> list[Column[Any]]:
    """The fields that a report and a distinct event have in common."""
    return [
        Column("source", Code, nullable=False, server_default=DRAGOMAN),
        Column("type", Code, nullable=False),
        Column("modes", Json, nullable=False),
        Column("contexts", Json, nullable=False),
        Column("quad", Integer),
        Column("score", Float),
        Column("cameo", Code),
        Column("status", Code, nullable=False),
        *_date(),
        *_place(),
        Column("killed", Integer),
        Column("injured", Integer),
        Column("arrested", Integer),
        Column("confidence", Float),
        Column("sentence", Words),
    ]


def _who(prefix: str = "") -> list[Column[Any]]:
    """Somebody who takes part; ``entity`` is the same wherever the same one is meant (``rows.entity_key``)."""
    return [
        Column(f"{prefix}name", Words),
        Column(f"{prefix}country", Code),
        Column(f"{prefix}sector", Code),
        Column(f"{prefix}sectors", Json),
        Column(f"{prefix}role", Words),
        Column(f"{prefix}kind", Code),
        Column(f"{prefix}entity", Code),
    ]


def _participants(table: str) -> list[Any]:
    return [
        _part_of(table, primary_key=True),
        Column("side", Code, CheckConstraint("side IN ('actor', 'recipient')"), primary_key=True),
        Column("position", Integer, primary_key=True),
        *_who(),
    ]


meta = Table("meta", METADATA, Column("name", Code, primary_key=True), Column("value", Code))

articles = Table(
    "articles",
    METADATA,
    _key(),
    Column("id", Code, nullable=False, unique=True),
    Column("url", Words),
    Column("publisher", Code),
    Column("title", Words),
    Column("author", Words),
    Column("published", Code),
    Column("language", Code),
    Column("text", Words, nullable=False),
    Column("hash", Code, nullable=False),
    Column("coder", Code, nullable=False),
    Column("added", Code, nullable=False),
    Column("error", Words),
    Column("blocks", Json, nullable=False),
    Column("explanations", Json),
    Index("articles_by_publisher", "publisher", "published"),
    Index("articles_by_published", "published"),
    Index("articles_by_hash", "hash"),
    Index("articles_by_url", "url", postgresql_using="hash"),  # a tree there holds no entry over 2.7 kB
)

entities = Table(
    "entities",
    METADATA,
    _part_of("articles", primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", Code, nullable=False),
    *_who(),
    Column("record", Json, nullable=False),
    Index("entities_by_entity", "entity"),
    sqlite_with_rowid=False,
)

events = Table(
    "events",
    METADATA,
    _key(),
    Column("id", Code, nullable=False, unique=True),
    *_what(),
    Column("n_mentions", Integer, nullable=False),
    Column("n_articles", Integer, nullable=False),
    Column("n_sources", Integer, nullable=False),
    Column("first_seen", Code),
    Column("last_seen", Code),
    Column("alternatives", Json),
    Column("revisions", Json),
    Column("hash", Code),
    Index("events_by_day", "day", "type", "status", "confidence", "source"),
    Index("events_by_type", "type", "day", "status", "confidence", "source"),
    Index("events_by_place", "place_country", "day", "type", "status", "confidence", "source"),
)

event_participants = Table(
    "event_participants",
    METADATA,
    *_participants("events"),
    Column("day", Code),
    Index("event_participants_by_country", "country", "day", "side", "event_key"),
    Index("event_participants_by_entity", "entity", "day", "side", "event_key"),
    Index("event_participants_by_sector", "sector", "day", "side", "event_key"),
    sqlite_with_rowid=False,
)

event_pairs = Table(
    "event_pairs",
    METADATA,
    _part_of("events", primary_key=True),
    Column("actor_country", Code, primary_key=True),
    Column("recipient_country", Code, primary_key=True),
    Column("day", Code),
    Column("quad", Integer),
    Column("score", Float),
    Column("type", Code, nullable=False),
    Column("status", Code, nullable=False),
    Column("confidence", Float),
    Column("source", Code, nullable=False),
    Index(
        "event_pairs_by_countries",
        *("actor_country", "recipient_country", "day", "quad", "score", "type", "status", "confidence", "source"),
    ),
    sqlite_with_rowid=False,
)

event_modes = Table(
    "event_modes",
    METADATA,
    _part_of("events", primary_key=True),
    Column("mode", Code, primary_key=True),
    Column("day", Code),
    Index("event_modes_by_mode", "mode", "day", "event_key"),
    sqlite_with_rowid=False,
)

event_contexts = Table(
    "event_contexts",
    METADATA,
    _part_of("events", primary_key=True),
    Column("context", Code, primary_key=True),
    Column("day", Code),
    Index("event_contexts_by_context", "context", "day", "event_key"),
    sqlite_with_rowid=False,
)

event_publishers = Table(
    "event_publishers",
    METADATA,
    _part_of("events", primary_key=True),
    Column("publisher", Code, primary_key=True),
    Column("day", Code),
    Index("event_publishers_by_publisher", "publisher", "day", "event_key"),
    sqlite_with_rowid=False,
)

event_links = Table(
    "event_links",
    METADATA,
    Column("plan_key", Key, ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
    Column("outcome_key", Key, ForeignKey("events.key", ondelete="CASCADE"), primary_key=True),
    Index("event_links_by_outcome", "outcome_key"),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    METADATA,
    _key(),
    Column("id", Code, nullable=False),
    _part_of("articles"),
    Column("position", Integer, nullable=False),
    Column("event_key", Key, ForeignKey("events.key", ondelete="SET NULL")),
    *_what(),
    Column("attributed_to", Code),
    Column("published", Code),
    Column("publisher", Code),
    Column("record", Json, nullable=False),
    Index("reports_by_article", "article_key", "position"),
    Index("reports_by_event", "event_key"),
    Index("reports_by_id", "id", "source", unique=True),
    Index("reports_by_type", "type", "day"),
)

report_participants = Table(
    "report_participants",
    METADATA,
    *_participants("reports"),
    Index("report_participants_by_entity", "entity"),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    METADATA,
    _key(),
    Column("id", Code, nullable=False),
    _part_of("articles", nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Code, nullable=False),
    Column("stance", Code, nullable=False),
    *_who("speaker_"),
    *_who("addressee_"),
    *_date(),
    *_place(),
    Column("venue", Words),
    Column("contexts", Json, nullable=False),
    Column("confidence", Float),
    Column("content", Words),
    Column("record", Json, nullable=False),
    Index("statements_by_article", "article_key", "position"),
    Index("statements_by_day", "day", "stance", "kind", "confidence"),
    Index("statements_by_speaker", "speaker_entity", "day"),
    Index("statements_by_country", "speaker_country", "day"),
    Index("statements_by_id", "id"),
)

statement_contexts = Table(
    "statement_contexts",
    METADATA,
    _part_of("statements", primary_key=True),
    Column("context", Code, primary_key=True),
    Column("day", Code),
    Index("statement_contexts_by_context", "context", "day", "statement_key"),
    sqlite_with_rowid=False,
)

statement_about = Table(
    "statement_about",
    METADATA,
    _part_of("statements", primary_key=True),
    Column("position", Integer, primary_key=True),
    *_who(),
    Column("day", Code),
    Index("statement_about_by_entity", "entity", "day", "statement_key"),
    Index("statement_about_by_country", "country", "day", "statement_key"),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    METADATA,
    _part_of("articles", primary_key=True),
    Column("group_id", Code),
    Column("published", Code),
    Column("language", Code),
    Column("size", Integer, nullable=False),
    Column("exact", Code, nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Index("copies_by_group", "group_id"),
)

stories = Table(
    "stories",
    METADATA,
    _part_of("reports", primary_key=True),
    Column("story", Words, nullable=False),
)

# no row of these two is looked up by what it is part of, and one left behind would only be looked at in vain:
# so they have no foreign key, which would need an index as large as themselves
copy_bands = Table(
    "copy_bands",
    METADATA,
    Column("band", BigInteger, primary_key=True),
    Column("article_key", Key, primary_key=True),
    sqlite_with_rowid=False,
)

story_keys = Table(
    "story_keys",
    METADATA,
    Column("cell", Integer, primary_key=True),
    Column("hash", BigInteger, primary_key=True),
    Column("report_key", Key, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    METADATA,
    Column("url", Words, primary_key=True),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("status", Code),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("last_try", Code),
    Column("next_try", Code),
    Column("error", Words),
)

fetches = Table(
    "fetches",
    METADATA,
    Column("url", Words, primary_key=True),
    Column("link", Words),
    Column("feed", Words),
    Column("details", Json),
    Column("first_seen", Code, nullable=False),
    Column("status", Code, nullable=False),
    Column("etag", Words),
    Column("last_modified", Words),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("next_try", Code),
    Column("error", Words),
    Column("article_id", Code),
    Index("fetches_by_status", "status", "next_try"),
)

hosts = Table(
    "hosts",
    METADATA,
    Column("host", Words, primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("next_try", Code, nullable=False),
)

# what reviewers say has no foreign key: it outlives the records it was said of, which go when an article is coded anew
reviews = Table(
    "reviews",
    METADATA,
    _key(),
    Column("article_id", Code, nullable=False),
    Column("report_id", Code, nullable=False),
    Column("type", Code, nullable=False),
    Column("sentence", Words, nullable=False),
    Column("trigger_words", Words, nullable=False),
    Column("reviewer", Code, nullable=False),
    Column("at", Code, nullable=False),
    Column("verdict", Code, nullable=False),
    Column("changes", Json, nullable=False),
    Column("note", Words),
    Index("reviews_by_article", "article_id"),
)

users = Table(
    "users",
    METADATA,
    Column("name", Code, primary_key=True),
    Column("password", Code, nullable=False),
    Column("role", Code, nullable=False),
    Column("added", Code, nullable=False),
)

sessions = Table(
    "sessions",
    METADATA,
    Column("hash", Code, primary_key=True),
    Column("user_name", Code, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("csrf", Code, nullable=False),
    Column("until", Code, nullable=False),
    Index("sessions_by_user", "user_name"),
)

tokens = Table(
    "tokens",
    METADATA,
    Column("hash", Code, primary_key=True),
    Column("user_name", Code, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("until", Code, nullable=False),
    Index("tokens_by_user", "user_name"),
)
