"""The body of an answer, read within limits that hold for what is sent and for what it unpacks to."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from dragoman.feeds.faults import Fault

_ZIPPED = b"\x1f\x8b"
_GZIP, _ZLIB, _RAW = 31, 15, -15  # how zlib is told of a format
_STEP = 2**16


def read_body(chunks: Iterable[bytes], encoding: str, most: int) -> bytes:
    """The body, unpacked.

    Args:
        chunks: of the body as sent.
        encoding: the header Content-Encoding; empty for none.
        most: bytes that it may have, as sent and unpacked.

    Raises:
        Fault: where it has more, is cut off, or is packed in a way that was not asked for.
    """
    sent = _counted(chunks, most)
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return b"".join(sent)
    if name in ("gzip", "x-gzip"):
        return unpack(sent, most, _GZIP)
    if name == "deflate":
        return _inflate(sent, most)
    raise Fault(f"is packed as {encoding!r}, which was not asked for", lasting=True)


def unzipped(data: bytes, most: int) -> bytes:
    """The content of a gzip file; what is none, as it is.

    Raises:
        Fault: where it is cut off, broken, or unpacks to more than ``most`` bytes.
    """
    return unpack([data], most, _GZIP) if data.startswith(_ZIPPED) else data


def unpack(chunks: Iterable[bytes], most: int, form: int) -> bytes:
    """What chunks of packed data unpack to; hardly more than ``most`` bytes are ever held.

    Raises:
        Fault: where there would be more, or the data are broken or cut off.
    """
    unpacked, unpacker = bytearray(), zlib.decompressobj(form)
    begun = False
    try:
        for chunk in chunks:
            begun = True
            if unpacker.eof and chunk.startswith(_ZIPPED[:1]):
                unpacker = zlib.decompressobj(form)
            while not unpacker.eof:
                room = min(_STEP, most + 1 - len(unpacked))
                piece = unpacker.decompress(chunk, room)
                unpacked += piece
                if len(unpacked) > most:
                    raise _too_large(most, "unpacked")
                chunk = unpacker.unconsumed_tail
                if unpacker.eof and unpacker.unused_data.startswith(_ZIPPED[:1]):  # gzip files may follow one another
                    chunk, unpacker = unpacker.unused_data, zlib.decompressobj(form)
                elif not chunk and len(piece) < room:
                    break
    except zlib.error as error:
        raise Fault(f"is broken: it cannot be unpacked ({error})") from None
    if begun and not unpacker.eof:
        raise Fault("is cut off: the packed data have no end")
    return bytes(unpacked)


def _inflate(chunks: Iterator[bytes], most: int) -> bytes:
    """Servers mean two things by "deflate"; which one, the first byte tells."""
    first = next(chunks, b"")
    form = _ZLIB if first[:1] == b"\x78" else _RAW
    return unpack(_after(first, chunks), most, form)


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _counted(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most:
            raise _too_large(most, "long")
        if chunk:
            yield chunk


def _too_large(most: int, how: str) -> Fault:
    return Fault(f"is more than {most:,} bytes {how}", lasting=True)
