"""A file of JSON lines that can be broken off at any moment and gone on with: whole lines are never lost."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dragoman.errors import DragomanError, InputError


class OutputError(DragomanError):
    """A file that cannot be written, with the reason."""

    def __init__(self, path: str | Path, cause: str | OSError) -> None:
        self.reason = cause.strerror or str(cause) if isinstance(cause, OSError) else cause
        super().__init__(f"{path}: cannot be written: {self.reason}")


class Journal:
    """Lines appended one by one, each in the file as soon as it is written.

    Args:
        path: the file; made where there is none.
        resume: keep the whole lines that are there already, and cut off a half-written one. Otherwise what is there
            is kept until :meth:`begin`.

    Raises:
        OutputError: where the file cannot be written.
    """

    def __init__(self, path: Path, resume: bool = False) -> None:
        self.path = path
        self._unused = not path.exists()  # made here, and nothing in it yet
        try:
            # append mode creates; r+b would not; unbuffered: a line is in the file or not in it
            path.open("ab").close()
            self._file: BinaryIO = path.open("r+b", buffering=0)
            self.done, self._end = _whole_lines(self._file) if resume else (0, 0)
        except OSError as error:
            raise OutputError(path, error) from None

    def heads(self) -> Iterator[tuple[str, str]]:
        """Id and coder of each line that is kept.

        Raises:
            InputError: for a line that is no record.
        """
        with self.path.open("rb") as lines:
            for number, line in zip(range(1, self.done + 1), lines, strict=False):
                try:
                    row = json.loads(line)
                    yield row["id"], row["coder"]
                except (ValueError, KeyError, TypeError):
                    cause = "not a coded article, so it cannot be gone on with; leave out --resume to start anew"
                    raise InputError(cause, str(self.path), number) from None

    def begin(self) -> None:
        """Empties the file, or cuts off its half-written last line; the next line goes to its end."""
        self._unused = False
        try:
            self._file.truncate(self._end)
            self._file.seek(self._end)
        except OSError as error:
            raise OutputError(self.path, error) from None

    def write(self, line: str) -> None:
        """Appends a line. Whatever stops it (a full disk, Ctrl-C), the file ends in a whole line afterwards.

        Raises:
            OutputError: where it cannot be written.
        """
        data = encode(line)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
            self._end += len(data)
        except BaseException as error:
            self._file.truncate(self._end)
            self._file.seek(self._end)
            if isinstance(error, OSError):
                raise OutputError(self.path, error) from None
            raise

    def close(self) -> None:
        """Makes sure that all is on the disk; a file that was made in vain goes."""
        if self._file.closed:
            return
        with contextlib.suppress(OSError):  # a device such as /dev/null
            os.fsync(self._file.fileno())
        self._file.close()
        if self._unused:
            self.path.unlink(missing_ok=True)


def encode(line: str) -> bytes:
    """A line of JSON as it stands in a file; half a surrogate pair becomes its escape, which is good JSON too."""
    return (line + "\n").encode("utf-8", "backslashreplace")


def _whole_lines(file: BinaryIO) -> tuple[int, int]:
    """How many whole lines there are, and where the last one ends."""
    count, end, at = 0, 0, 0
    while chunk := file.read(1 << 20):
        count += chunk.count(b"\n")
        last = chunk.rfind(b"\n")
        if last >= 0:
            end = at + last + 1
        at += len(chunk)
    return count, end
