"""Which column of a table, or key of a JSON object, holds what of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dragoman.errors import InputError

NAMES: dict[str, list[str]] = {
    "text": (
        "text body content article full_text fulltext article_text article_body body_text main_text maintext"
        " story_text content_text plain_text plaintext raw_text document sentence story"
    ).split(),
    "id": "id article_id story_id doc_id document_id docid guid uuid identifier _id".split(),
    "url": "url link permalink source_url article_url web_url story_url href uri".split(),
    "title": "title headline heading article_title hed".split(),
    "published": (
        "published date publication_date pub_date pubdate published_at publishedat published_date publish_date"
        " date_published datepublished date_publish article_date story_date datetime timestamp publication_datetime"
    ).split(),
    "publisher": (
        "publisher source outlet source_name publication newspaper site_name sitename site source_domain domain"
        " provider"
    ).split(),
    "author": "author authors byline creator".split(),
    "language": "language lang language_code lang_code".split(),
}
"""The names by which each field of an article is known, the likeliest first; case, spaces and dashes do not matter."""


def choose_columns(names: Iterable[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Which of the names holds each field.

    Args:
        names: the columns of the table or the keys of the object.
        given: field -> column as the user says it; it overrules every guess.

    Returns:
        field -> column, for the fields that were found.
    """
    chosen = check_fields(given)
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(_normal(name), name)
    for field, guesses in NAMES.items():
        if field not in chosen:
            found = next((known[g] for g in guesses if g in known), None)
            if found is not None and found not in chosen.values():
                chosen[field] = found
    return chosen


def check_fields(given: Mapping[str, str] | None) -> dict[str, str]:
    """The user's choice of columns.

    Raises:
        InputError: where it names a field that articles do not have.
    """
    unknown = sorted(set(given or {}) - set(NAMES))
    if unknown:
        raise InputError(f"no such field of an article: {', '.join(unknown)}; there are {', '.join(NAMES)}")
    return dict(given or {})


def _normal(name: str) -> str:
    return re.sub(r"[\s.-]+", "_", str(name).strip().lower())
