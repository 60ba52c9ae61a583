"""Reading: from files, tables and pages to articles, and from an article's text to its blocks."""

from dragoman.reading.blocks import split_blocks
from dragoman.reading.dateline import Dateline, parse_dateline
from dragoman.reading.days import parse_day
from dragoman.reading.inputs import check, files_of, read
from dragoman.reading.language import detect, settle_language
from dragoman.reading.rows import Where, article_from_row

__all__ = [
    "Dateline",
    "Where",
    "article_from_row",
    "check",
    "detect",
    "files_of",
    "parse_dateline",
    "parse_day",
    "read",
    "settle_language",
    "split_blocks",
]
