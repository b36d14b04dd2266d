"""One question to a web server and its answer: the bytes of both, the head read, the body unpacked, all bounded.

In: a :class:`Target` with the numbers that it may be asked at, and headers. Out: an :class:`Exchange`. An answer that
is cut off, late or too long comes with what there was of it and says so in ``cut``. Redirects are not followed here,
and nobody's rules are asked.
"""

from __future__ import annotations

import http.client
import re
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from typing import Literal

from runut.acquire.hosts import Target
from runut.acquire.streams import CHUNK
from runut.acquire.wire import Connection, Tape, TooMuchError
from runut.errors import UnreadableError

__all__ = ["Cut", "Exchange", "ask"]

Cut = Literal["", "length", "time", "disconnect"]
_HEAD = 1 << 18  # http.client allows a hundred headers; what they and the marks of the pieces add to the body
_MAGIC = b"\x1f"
_PACKED = frozenset({"gzip", "x-gzip"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Exchange:
    """``asked`` and ``answered`` are the bytes on the wire, ``body`` is unpacked; ``when``: seconds since 1970."""

    address: str
    number: str
    when: float
    asked: bytes
    answered: bytes
    status: int
    headers: Message
    body: bytes
    cut: Cut = ""

    def header(self, name: str) -> str:
        """A header as one printable line; empty where there is none."""
        value = str(self.headers.get(name) or "")
        with suppress(UnicodeError):
            value = value.encode("latin-1").decode("utf-8")  # http.client reads every byte as a letter
        value = value.encode("utf-8", "replace").decode("utf-8")
        return "".join(char for char in value if char.isprintable()).strip()

    @property
    def media(self) -> str:
        """The type that the server gives, in small letters; empty where it gives none."""
        return self.header("Content-Type").partition(";")[0].strip().lower()[:60]

    @property
    def charset(self) -> str | None:
        """The charset that the server gives."""
        found = _CHARSET.search(self.header("Content-Type"))
        return found[1] if found else None


def ask(
    target: Target, numbers: tuple[str, ...], headers: Mapping[str, str], *, most: int, seconds: float, when: float
) -> Exchange:
    """Ask once.

    :raises UnreadableError: there was no answer, or none that can be read.
    """
    tape = Tape(most=most + _HEAD)
    connection = Connection(target, numbers, tape, seconds)
    try:
        connection.request("GET", target.path, headers={**headers, "Connection": "close"})
        response = connection.getresponse()
        body, cut = _body(response, most)
        return Exchange(
            target.address, tape.number, when, bytes(tape.asked), bytes(tape.answered), response.status,
            response.headers, body, cut,
        )  # fmt: skip
    except TooMuchError as error:
        raise UnreadableError("too-large", "the server's answer has no end") from error
    except TimeoutError as error:
        raise UnreadableError("unreadable", f"not finished after {seconds:g} seconds; try again later") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        detail = f"could not be fetched ({_plain(error)}); try again later, or save the page and give the file"
        raise UnreadableError("unreadable", detail) from error
    finally:
        connection.end()


def _body(response: http.client.HTTPResponse, most: int) -> tuple[bytes, Cut]:
    """The unpacked body, and how it ended if not well."""
    packing = str(response.headers.get("Content-Encoding") or "identity").strip().lower()
    if packing in _PACKED:
        unpack = _Unpacking(most)
    elif packing == "identity":
        unpack = _Unpacking(most, is_packed=False)
    else:
        raise UnreadableError("unknown-format", f"the server packs the page as {packing[:20]}, though not asked to")
    try:
        while piece := response.read1(CHUNK):
            if not unpack.take(piece):
                return bytes(unpack.body), "length"
    except TooMuchError:
        return bytes(unpack.body), "length"
    except TimeoutError:
        return bytes(unpack.body), "time"
    except (http.client.HTTPException, OSError):
        return bytes(unpack.body), "disconnect"
    whole = not response.length and unpack.is_whole
    return bytes(unpack.body), "" if whole else "disconnect"


class _Unpacking:
    """A body on its way, never longer than ``most``, however little of it came."""

    def __init__(self, most: int, *, is_packed: bool = True) -> None:
        self.body = bytearray()
        self._most = most
        self._machine = zlib.decompressobj(31) if is_packed else None
        self._has_begun = False

    def take(self, piece: bytes) -> bool:
        """Unpack a piece; False where it is too much."""
        if self._machine is None:
            self.body += piece[: self._most + 1 - len(self.body)]
            return len(self.body) <= self._most
        while piece:
            if self._machine.eof:
                if not piece.startswith(_MAGIC):
                    return True  # padding, which browsers pass over, too
                self._machine = zlib.decompressobj(31)
            self._has_begun = True
            try:
                self.body += self._machine.decompress(piece, self._most + 1 - len(self.body))
            except zlib.error as error:
                raise UnreadableError("unreadable", f"the page came as damaged gzip ({str(error)[:60]})") from error
            if len(self.body) > self._most:
                return False
            piece = self._machine.unconsumed_tail or self._machine.unused_data
        return True

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing at the end."""
        return self._machine is None or not self._has_begun or self._machine.eof


def _plain(error: BaseException) -> str:
    text = str(error) or type(error).__name__
    return "".join(char if char.isprintable() else " " for char in text)[:100]
