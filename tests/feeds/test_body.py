"""Bodies are unpacked within limits, however they come."""

from __future__ import annotations

import gzip
import random
import zlib

import pytest

from dragoman.feeds.body import read_body, unzipped
from dragoman.feeds.faults import Fault

MOST = 300_000
_CHANCE = random.Random(5)
TEXT = b"".join(_CHANCE.randbytes(3) * 7 for _ in range(6000))


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def in_pieces(data: bytes, size: int) -> list[bytes]:
    return [data[i : i + size] for i in range(0, len(data), size)]


PACKED = [
    ("", TEXT), ("identity", TEXT), ("gzip", gzip.compress(TEXT)), ("x-gzip", gzip.compress(TEXT)),
    ("GZIP ", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT)), ("deflate", raw_deflate(TEXT)),
    ("gzip", gzip.compress(TEXT[:50_000]) + gzip.compress(TEXT[50_000:])),
    ("gzip", gzip.compress(TEXT) + b"\0\0\0junk"),
]  # fmt: skip


@pytest.mark.parametrize("size", [1, 1000, 65536, 10**6])
@pytest.mark.parametrize(("encoding", "packed"), PACKED)
def test_a_body_is_unpacked(encoding: str, packed: bytes, size: int) -> None:
    assert read_body(in_pieces(packed, size), encoding, MOST) == TEXT


@pytest.mark.parametrize("length", [0, 1, 65535, 65536, 65537, MOST])
def test_up_to_the_limit_all_is_well(length: int) -> None:
    data = bytes(length)
    assert read_body([gzip.compress(data)], "gzip", MOST) == data
    assert read_body(in_pieces(data, 1000), "", MOST) == data


BAD = [
    ("", bytes(MOST + 1), "is more than 300,000 bytes long", True),
    ("gzip", gzip.compress(bytes(MOST + 1)), "is more than 300,000 bytes unpacked", True),
    ("gzip", gzip.compress(bytes(50_000_000)), "is more than 300,000 bytes unpacked", True),
    ("deflate", zlib.compress(bytes(50_000_000)), "is more than 300,000 bytes unpacked", True),
    ("gzip", gzip.compress(TEXT)[:-1], "is cut off", False),
    ("gzip", gzip.compress(TEXT)[:5000], "is cut off", False),
    ("deflate", zlib.compress(TEXT)[:5000], "is cut off", False),
    ("gzip", TEXT, "is broken: it cannot be unpacked", False),
    ("br", TEXT, "is packed as 'br', which was not asked for", True),
    ("gzip, gzip", gzip.compress(gzip.compress(TEXT)), "is packed as 'gzip, gzip'", True),
]


@pytest.mark.parametrize(("encoding", "packed", "cause", "lasting"), BAD, ids=[b[2] for b in BAD])
def test_what_cannot_be_unpacked_is_told(encoding: str, packed: bytes, cause: str, lasting: bool) -> None:
    with pytest.raises(Fault, match=cause) as told:
        read_body(in_pieces(packed, 4096), encoding, MOST)
    assert told.value.lasting is lasting


def test_no_more_is_read_than_the_limit() -> None:
    taken = 0

    def endless() -> object:
        nonlocal taken
        while True:
            taken += 1
            yield bytes(1000)

    with pytest.raises(Fault, match="more than"):
        read_body(endless(), "", MOST)  # type: ignore[arg-type]
    assert taken == 301


def test_files_that_may_be_zipped() -> None:
    assert unzipped(TEXT, MOST) == unzipped(gzip.compress(TEXT), MOST) == TEXT
    with pytest.raises(Fault, match="more than"):
        unzipped(gzip.compress(bytes(MOST + 1)), MOST)
