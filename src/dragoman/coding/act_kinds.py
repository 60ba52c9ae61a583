"""Kinds of event types that decide where dates, places and opponents are looked for."""

from __future__ import annotations

SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
"""Types whose act is done by speaking."""
STILL_AHEAD = frozenset({"ACCUSE", "REQUEST"})
"""Spoken acts that are not done by announcing them: who "will ask" has not asked, who "will reject" has."""
ON_THE_SCENE = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
"""Types whose acts are done on the spot, so that several told in a row share it."""
STRIKES_PLACES = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
"""Types that happen where what they are directed at is ("the attack on Kharkiv")."""
HOSTILE = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"})
"""Types whose actors and recipients are at odds."""
