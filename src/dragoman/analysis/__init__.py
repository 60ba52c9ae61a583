"""Questions to a store, and what they are answered with."""

from dragoman.analysis.answers import EventStory, FoundEvent, FoundReport, FoundStatement, Party, When, Where
from dragoman.analysis.filters import EventFilter, FilterError, StatementFilter
from dragoman.analysis.frames import FrameError
from dragoman.analysis.meetings import Meeting
from dragoman.analysis.network import Edge, Network, Node
from dragoman.analysis.paging import Page
from dragoman.analysis.partners import Partner
from dragoman.analysis.positions import Position
from dragoman.analysis.profile import Profile, Topic
from dragoman.analysis.questions import Questions
from dragoman.analysis.relations import Balance, Relations
from dragoman.analysis.who import Who, WhoError

__all__ = [
    "Balance",
    "Edge",
    "EventFilter",
    "EventStory",
    "FilterError",
    "FoundEvent",
    "FoundReport",
    "FoundStatement",
    "FrameError",
    "Meeting",
    "Network",
    "Node",
    "Page",
    "Partner",
    "Party",
    "Position",
    "Profile",
    "Questions",
    "Relations",
    "StatementFilter",
    "Topic",
    "When",
    "Where",
    "Who",
    "WhoError",
]
