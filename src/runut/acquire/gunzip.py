"""gzip, member by member: bounded, and honest about where a file is cut off or damaged.

In: a stream of gzip bytes. Out: one readable stream a member (web archives put every record into one of its own), or
all members as one stream. Reading raises ``PackedError`` where the file is cut off, damaged, or unpacks to more than
so many times its size (a bomb, which may promise a thousandfold); after a damaged member the next sound one is looked
for. Python's own ``gzip`` says less: it stops at the first damage and never looks at the ratio.

>>> import gzip
>>> [member.read() for member in Gunzip(io.BytesIO(gzip.compress(b"a") + gzip.compress(b"b")), 200).members()]
[b'a', b'b']
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import IO, Any

from runut.acquire.streams import CHUNK, PackedError

_MAGIC = b"\x1f\x8b\x08"
_SMALL = 10_000_000  # what unpacks to less than this is never taken for a bomb


class Gunzip:
    """A gzip file on its way."""

    def __init__(self, stream: IO[bytes], ratio: int) -> None:
        self._stream, self._ratio = stream, ratio
        self.packed = b""
        self._taken = self._given = 0
        self.is_over = False

    def members(self) -> Iterator[io.BufferedReader]:
        """The members in their order; what a caller leaves of one is passed over."""
        while self._at_member():
            member = _Member(self)
            yield io.BufferedReader(member, CHUNK)
            member.drain()

    def whole(self) -> io.BufferedReader:
        """All members as one stream."""
        return io.BufferedReader(_All(self.members()), CHUNK)

    def refill(self) -> bool:
        """More packed bytes, behind those that are left; False at the end of the file."""
        more = self._stream.read(CHUNK)
        self._taken += len(more)
        self.packed += more
        return bool(more)

    def count(self, size: int) -> None:
        """So many bytes more were unpacked.

        :raises PackedError: that is far more than was packed.
        """
        self._given += size
        if self._given > max(_SMALL, self._ratio * self._taken):
            self.is_over = True
            detail = f"it unpacks to more than {self._ratio} times its size, like a bomb; the rest was not read"
            raise PackedError("too-large", detail)

    def _at_member(self) -> bool:
        """Move to the next member; the zeros or rubbish before it are passed over."""
        while not self.is_over:
            at = self.packed.find(_MAGIC)
            if at >= 0:
                self.packed = self.packed[at:]
                return True
            self.packed = self.packed[-2:]
            if not self.refill():
                break
        return False


class _Member(io.RawIOBase):
    """The unpacked bytes of one member."""

    def __init__(self, parent: Gunzip) -> None:
        self._parent = parent
        self._machine = zlib.decompressobj(31)
        self._is_done = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._is_done:
            if not self._parent.packed and not self._parent.refill():
                self._is_done = True
                raise PackedError("broken-archive", "cut off in the middle of its gzip data; download it again")
            piece = self._unpack(len(buffer))
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
        return 0

    def _unpack(self, most: int) -> bytes:
        parent, machine = self._parent, self._machine
        try:
            piece = machine.decompress(parent.packed, most)
        except zlib.error as error:
            self._is_done = True
            parent.packed = parent.packed[1:]  # or the same magic number would be found again
            raise PackedError("broken-archive", f"damaged gzip data ({str(error)[:80]})") from error
        parent.packed = machine.unused_data if machine.eof else machine.unconsumed_tail
        self._is_done = machine.eof
        try:
            parent.count(len(piece))
        except PackedError:
            self._is_done = True
            raise
        return piece

    def drain(self) -> None:
        """Pass over what is left; trouble in it is nobody's any more."""
        waste = bytearray(CHUNK)
        try:
            while self.readinto(waste):
                pass
        except PackedError:
            return


class _All(io.RawIOBase):
    def __init__(self, members: Iterator[io.BufferedReader]) -> None:
        self._members = members
        self._now = next(members, None)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while self._now is not None:
            piece = self._now.read1(len(buffer))
            if piece:
                buffer[: len(piece)] = piece
                return len(piece)
            self._now = next(self._members, None)
        return 0
