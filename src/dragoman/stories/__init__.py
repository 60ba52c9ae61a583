"""Stories: which articles are copies of one text, and which reports of different articles tell one event."""

from dragoman.stories.copies import Fingerprint, are_copies, fingerprint
from dragoman.stories.event import DistinctEvent
from dragoman.stories.history import Revision
from dragoman.stories.joining import Joined, Shelf, Touched, before_removal, join
from dragoman.stories.report import Party, Report, report_of, reports_of
from dragoman.stories.stories import Stories
from dragoman.stories.support import Supported

__all__ = [
    "DistinctEvent",
    "Fingerprint",
    "Joined",
    "Party",
    "Report",
    "Revision",
    "Shelf",
    "Stories",
    "Supported",
    "Touched",
    "are_copies",
    "before_removal",
    "fingerprint",
    "join",
    "report_of",
    "reports_of",
]
