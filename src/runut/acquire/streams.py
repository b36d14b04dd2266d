"""Small things that every reader of a stream needs: read so much and no more, look at the head, put bytes back.

In: binary streams. Out: bytes and streams. What is not seekable (a gzip file on its way) becomes readable from its
first byte again.

>>> import io
>>> read_most(io.BytesIO(b"abcdef"), 4)
b'abcd'
>>> rejoined(b"ab", io.BytesIO(b"cd")).read()
b'abcd'
"""

from __future__ import annotations

import io
from typing import IO, Any

CHUNK = 1 << 16


class PackedError(Exception):
    """A packed stream is cut off, damaged or unpacks to too much; ``reason`` and ``detail`` are those of a reject."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def read_most(stream: IO[bytes], most: int) -> bytes:
    """Up to ``most`` bytes, however small the pieces in which they come."""
    chunks: list[bytes] = []
    left = most
    while left > 0 and (chunk := stream.read(min(left, CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def rejoined(head: bytes, rest: IO[bytes]) -> io.BufferedReader:
    """The bytes that were read to look at, and then the rest of the stream."""
    return io.BufferedReader(_Joined(head, rest), CHUNK)


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._head.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)
