"""Coded articles as an evaluation reads them: native JSONL, of which every offset must hold in the annotated text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from dragoman.errors import InputError
from dragoman.evaluation.gold import GoldArticle
from dragoman.records import CodedArticle, check_offsets, from_json


def read_coded(path: Path, gold: Mapping[str, GoldArticle]) -> dict[str, CodedArticle]:
    """The coded articles of a file of native JSONL, by id.

    Raises:
        InputError: with file, line and cause: a line that is no coded article, an id that stands twice, an article
            that was coded from another text than the annotated one of that id, or none that is annotated.
    """
    if path.is_dir():
        raise InputError("is a folder, not the JSONL that dragoman code writes", str(path))
    found: dict[str, CodedArticle] = {}
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                coded = from_json(line)
                if coded.id in found:
                    raise InputError(f"the id {coded.id!r} stands twice")
                _check(coded, gold.get(coded.id))
            except InputError as error:
                raise InputError(error.cause, str(path), number) from None
            found[coded.id] = coded
    if not gold.keys() & found.keys():
        raise InputError(f"holds none of the annotated articles; the first of them is {next(iter(gold))!r}", str(path))
    return found


def _check(coded: CodedArticle, article: GoldArticle | None) -> None:
    faults = check_offsets(coded, article.text) if article is not None else []
    if faults:
        raise InputError(f"{coded.id!r} was coded from another text than the annotated one: {faults[0]}")
