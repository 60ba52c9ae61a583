"""From a phrase to what it stands for: country, sectors, name, role, kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.world.index import World
from dragoman.world.model import Resolution
from dragoman.world.words import split_words


@dataclass(frozen=True, slots=True)
class Context:
    """What the surroundings of a phrase say: codes of the countries they name, the most frequent first."""

    countries: tuple[str, ...] = ()


class Resolver:
    """Reads actor phrases by their own words."""

    def __init__(self, world: World) -> None:
        self.world = world

    def resolve(
        self,
        words: Sequence[str] | str,
        *,
        date: str | None = None,
        context: str | Context = "",
        known_country: str | None = None,
    ) -> Resolution | None:
        """What the phrase stands for, or None when its words say nothing.

        Args:
            words: the phrase, as text or as the parser's words.
            date: ISO day on which it was written, for who held which office.
            context: text around it, or the countries named there.
            known_country: code of the country that the phrase is known to speak of ("the president").
        """
        raise NotImplementedError


__all__ = ["Context", "Resolver", "split_words"]
