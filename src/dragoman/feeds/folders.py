"""Folders in which files with articles appear or change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import InputError
from dragoman.feeds.clock import Clock
from dragoman.feeds.plan import Folder
from dragoman.reading.inputs import files_in, read
from dragoman.records import Article

SETTLED = 2.0
"""Seconds for which a file must not have changed before it is read: what is still being written is left alone."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file that was not read yet, or has changed since.

    Attributes:
        path: absolute.
        version: changes when the file does.
    """

    path: Path
    version: str

    @property
    def address(self) -> str:
        """What it is known by."""
        return self.path.as_uri()


def new_files(folder: Folder, known: Mapping[str, str], clock: Clock) -> list[NewFile]:
    """The folder's files that are new or changed; waits a moment where one has only just been written.

    Args:
        folder: where to look.
        known: address of a file -> version that was read.
        clock: tells the time.

    Raises:
        InputError: where the folder cannot be opened.
    """
    found = list(_new(Path(folder.path), known))
    youngest = max((_changed(file) for file in found), default=0.0)
    if clock.now() - SETTLED < youngest <= clock.now():
        clock.sleep(youngest + SETTLED - clock.now())
        found = [file for file in found if _version(file.path) == file.version]
    return found


def articles_of_file(file: NewFile, folder: Folder) -> Iterator[Article]:
    """The articles of a file.

    Raises:
        InputError: where it cannot be read.
    """
    yield from read([file.path], columns=folder.columns)


def _new(path: Path, known: Mapping[str, str]) -> Iterator[NewFile]:
    if not path.is_dir():
        raise InputError("no such folder", str(path))
    for file in files_in(path):
        version = _version(file)
        if version is not None and known.get(file.as_uri()) != version:
            yield NewFile(file, version)


def _version(file: Path) -> str | None:
    """Time of change and size; None for a file that is gone."""
    try:
        told = file.stat()
    except OSError:
        return None
    return f"{told.st_mtime_ns}-{told.st_size}"


def _changed(file: NewFile) -> float:
    return int(file.version.partition("-")[0]) / 1e9
