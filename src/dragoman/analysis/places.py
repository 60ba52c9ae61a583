"""Where a place in a question is: a country, or places of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, func, or_

from dragoman.analysis.who import state


@dataclass(frozen=True, slots=True)
class Spots:
    """The places that are meant.

    Attributes:
        countries: by code: whatever lies there.
        names: whatever is called so.
    """

    countries: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def find(cls, given: Sequence[str]) -> Spots:
        """What is meant by names or codes of countries and names of other places."""
        codes = {name: state(name) for name in given}
        return cls(tuple(c for c in codes.values() if c), tuple(name for name, code in codes.items() if not code))

    @property
    def is_country(self) -> bool:
        """Whether a single country is meant."""
        return len(self.countries) == 1 and not self.names

    def are(self, table: FromClause) -> ColumnElement[bool]:
        """The condition that the place of a row is meant."""
        ways = []
        if self.countries:
            ways.append(table.c.place_country.in_(self.countries))
        if self.names:
            ways.append(table.c.place_name.in_(self.names))
            ways.append(func.lower(table.c.place_name).in_([name.lower() for name in self.names]))
        return or_(*ways)
