"""The web archive beside the chronicle: every page that was fetched, question and answer, as they went over the wire.

In: the exchanges that led to a page. Out: a WARC 1.1 file in gzip, a record a member, on the disk before ``keep``
returns. A file is only ever added to by the process that began it; the next day, the next process and a file that is
full begin another. Nothing in it is ever changed.

::

    archive = Archive(Path("korea.watch"), SystemClock())
    archive.keep(answer.exchanges)
"""

from __future__ import annotations

import gzip
import os
from base64 import b32encode
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha1
from pathlib import Path
from typing import IO
from uuid import uuid4

from runut.acquire.exchange import Exchange
from runut.acquire.manners import Clock
from runut.errors import StoreError

__all__ = ["FULL", "Archive"]

FULL = 200_000_000  # bytes of a file after which another is begun


class Archive:
    """A folder of web archives, the last of them open."""

    def __init__(self, folder: Path, clock: Clock, full: int = FULL) -> None:
        self.folder, self._clock, self._full = folder, clock, full
        self._file: IO[bytes] | None = None
        self._day = ""
        self.path = folder
        self.records = self.size = 0

    def keep(self, exchanges: Sequence[Exchange]) -> None:
        """Write them; ``path``, ``records`` and ``size`` then say where they are.

        :raises StoreError: the disk does not take them.
        """
        try:
            file = self._open()
            whole = b"".join(gzip.compress(record, 6) for one in exchanges for record in _records(one))
            file.write(whole)
            file.flush()
            os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(f"the page cannot be kept in {self.path} ({error.strerror}); free the disk") from error
        self.records += 2 * len(exchanges)
        self.size += len(whole)

    def close(self) -> None:
        """Begin another file with the next page."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> IO[bytes]:
        day = datetime.fromtimestamp(self._clock.now(), UTC).strftime("%Y%m%d")
        if self._file is None or day != self._day or self.size >= self._full:
            self.close()
            self._day = day
            self._file = self._begin(day)
        return self._file

    def _begin(self, day: str) -> IO[bytes]:
        number = 1
        while True:
            self.path = self.folder / f"{day}-{number:04}.warc.gz"
            try:
                file = open(self.path, "xb")  # noqa: SIM115 - open as long as the day
                break
            except FileExistsError:
                number += 1
        about = gzip.compress(_about(self.path.name, self._clock.now()), 6)
        file.write(about)
        self.records, self.size = 1, len(about)
        return file


def _records(exchange: Exchange) -> tuple[bytes, bytes]:
    """The answer and the question, each naming the other."""
    answer, question = _identity(), _identity()
    date = _date(exchange.when)
    common = [f"WARC-Target-URI: {_plain(exchange.address)}", f"WARC-Date: {date}"]
    if exchange.number:
        common.append(f"WARC-IP-Address: {exchange.number.partition('%')[0]}")
    response = _record("response", "application/http;msgtype=response", answer, common, exchange.answered)
    asked = [*common, f"WARC-Concurrent-To: {answer}"]
    return response, _record("request", "application/http;msgtype=request", question, asked, exchange.asked)


def _about(name: str, when: float) -> bytes:
    from runut import __version__

    body = f"software: runut/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    lines = [f"WARC-Date: {_date(when)}", f"WARC-Filename: {name}"]
    return _record("warcinfo", "application/warc-fields", _identity(), lines, body)


def _record(kind: str, media: str, identity: str, more: Sequence[str], body: bytes) -> bytes:
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: {identity}",
        *more,
        f"WARC-Block-Digest: sha1:{b32encode(sha1(body).digest()).decode()}",
        f"Content-Type: {media}",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body + b"\r\n\r\n"


def _identity() -> str:
    return f"<urn:uuid:{uuid4()}>"


def _date(when: float) -> str:
    return datetime.fromtimestamp(when, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(address: str) -> str:
    shown = "".join(char for char in address if char.isprintable() and not char.isspace())
    return shown.encode("utf-8", "replace").decode()
