"""A connection that ends: bounded in time as a whole and in bytes, with everything that went over it kept.

In: the numbers of a host and a :class:`Target`. Out: a connection as ``http.client`` wants it, whose reads all share
one deadline (a server that sends a byte now and then does not hold the program), and the bytes of question and answer
as they went over the wire, which is what a web archive holds. It knows nothing of HTTP.

>>> Tape(most=3).left
3
"""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass, field
from typing import Any

from runut.acquire.hosts import Target
from runut.acquire.streams import CHUNK


class TooMuchError(Exception):
    """More came than may come."""


@dataclass(slots=True)
class Tape:
    """What was asked and what was answered; ``number``: the IP address that it was asked."""

    most: int
    asked: bytearray = field(default_factory=bytearray)
    answered: bytearray = field(default_factory=bytearray)
    number: str = ""

    @property
    def left(self) -> int:
        """How many bytes may still come."""
        return self.most - len(self.answered)


class Connection(http.client.HTTPConnection):
    """One question to one of the numbers that were checked, whatever the name stands for by now."""

    def __init__(self, target: Target, numbers: tuple[str, ...], tape: Tape, seconds: float) -> None:
        super().__init__(target.host, target.port)
        if target.scheme == "https":
            self.default_port = 443  # or the header Host would name the port
        self._target, self._numbers, self._tape = target, numbers, tape
        self._deadline = time.monotonic() + seconds
        self._open: socket.socket | None = None

    def connect(self) -> None:
        """Connect to the first number that answers."""
        plain = self._plain()
        try:
            if self._target.scheme == "https":
                plain.settimeout(_left(self._deadline))  # of the whole handshake
                plain = ssl.create_default_context().wrap_socket(plain, server_hostname=self._target.host)
        except BaseException:
            plain.close()
            raise
        self._open = plain
        self.sock: Any = _Wire(plain, self._tape, self._deadline)

    def end(self) -> None:
        """Hang up. ``close`` does not: http.client calls it as soon as it has read the head."""
        if self._open is not None:
            self._open.close()

    def _plain(self) -> socket.socket:
        trouble: OSError | None = None
        for number in self._numbers:
            try:
                found = socket.create_connection((number, self._target.port), _left(self._deadline))
            except OSError as error:
                trouble = error
                continue
            self._tape.number = number
            return found
        raise trouble or TimeoutError("no address to connect to")


def _left(deadline: float) -> float:
    """The seconds that are left.

    :raises TimeoutError: none are.
    """
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time for this page is over")
    return left


class _Wire:
    """The socket, as far as ``http.client`` uses one."""

    def __init__(self, plain: socket.socket, tape: Tape, deadline: float) -> None:
        self._plain, self._tape, self._deadline = plain, tape, deadline

    def sendall(self, data: bytes) -> None:
        """Send it and keep it."""
        self._tape.asked += data
        self._plain.settimeout(_left(self._deadline))
        self._plain.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """What the answer is read from."""
        return io.BufferedReader(_Answer(self._plain, self._tape, self._deadline), CHUNK)

    def close(self) -> None:
        """Nothing more will be asked; the answer may still be on its way."""


class _Answer(io.RawIOBase):
    def __init__(self, plain: socket.socket, tape: Tape, deadline: float) -> None:
        self._plain, self._tape, self._deadline = plain, tape, deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._tape.left <= 0:
            raise TooMuchError
        self._plain.settimeout(_left(self._deadline))
        count = self._plain.recv_into(memoryview(buffer)[: self._tape.left])
        self._tape.answered += memoryview(buffer)[:count]
        return count
