"""Users' own knowledge: tables of actors and dictionaries that add to the world or override it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dragoman.data import content_hash
from dragoman.world.index import World


def add_files(world: World, files: Sequence[Path]) -> str:
    """Add the files' actors to the world; the hash of their contents."""
    return content_hash(files)
