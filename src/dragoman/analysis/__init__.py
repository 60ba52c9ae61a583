"""Questions to a store, and what they are answered with."""

from dragoman.analysis.answers import EventStory, FoundEvent, FoundReport, FoundStatement, Party, When, Where
from dragoman.analysis.filters import EventFilter, FilterError, StatementFilter
from dragoman.analysis.frames import FrameError
from dragoman.analysis.paging import Page
from dragoman.analysis.questions import Questions
from dragoman.analysis.relations import Balance, Relations
from dragoman.analysis.who import Who, WhoError

__all__ = [
    "Balance",
    "EventFilter",
    "EventStory",
    "FilterError",
    "FoundEvent",
    "FoundReport",
    "FoundStatement",
    "FrameError",
    "Page",
    "Party",
    "Questions",
    "Relations",
    "StatementFilter",
    "When",
    "Where",
    "Who",
    "WhoError",
]
