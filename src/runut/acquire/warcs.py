"""Web archives (WARC, WARC in gzip, WET, WACZ) -> raw pages, record by record.

In: a stream. Out: a raw page for every answer or conversion that is a page; a reject for every record that is cut off,
damaged, too large or an error page, by the number of its record and with its address; and one reject that counts what
is no page (pictures, styles, redirects). Libraries pass over cut records in silence, so the records are told apart
here, and only what is inside of one is left to a library (``web_records``). One record at a time is in memory.

>>> import io
>>> record = b"WARC/1.0\\r\\nContent-Length: 4\\r\\n\\r\\ntext\\r\\n\\r\\n"
>>> [type(item).__name__ for item in split(io.BytesIO(record + record[:-7]), 1000)]
['bytes', 'Bad']
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from types import MappingProxyType
from typing import IO

from runut.acquire.gunzip import Gunzip
from runut.acquire.job import Found, Job
from runut.acquire.limits import megabytes
from runut.acquire.streams import CHUNK, PackedError, read_most, rejoined
from runut.acquire.web_records import BadRecordError, WebRecord, parse
from runut.records import RawPage, Reject

__all__ = ["Tally", "split", "wacz", "web_archive"]

_START = re.compile(rb"WARC/[01]\.\d{1,3}\s*$")
_INSIDE = re.compile(rb"\r?\n\r?\n(?=WARC/[01]\.\d{1,3}\r?\n[A-Za-z-]{3,40}:)")
_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_ADDRESS = re.compile(rb"^warc-target-uri[ \t]*:[ \t]*<?(\S{1,300}?)>?[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_HEAD, _HEAD_LINES = 1 << 16, 500
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_ABOUT = frozenset({"warcinfo", "request", "metadata"})  # what the crawler says of itself and of its questions
_SHOWN = 5
_PATIENCE = 50  # how often one stream may be read again from inside a record: each time costs a copy


@dataclass(frozen=True, slots=True)
class Bad:
    """A stretch of the file that is no sound record."""

    reason: str
    detail: str
    address: str = ""


@dataclass(slots=True)
class Tally:
    """Where in the archive we are, and what was no page. A caller who reads on where it stopped gives its own."""

    number: int = 0
    others: Counter[str] = field(default_factory=Counter)
    is_empty: bool = True


def web_archive(source: str, stream: IO[bytes], job: Job, *, packed: bool, tally: Tally | None = None) -> Found:
    """The pages of a .warc, .warc.gz or .wet.gz file."""
    tally = tally or Tally()
    if packed:
        gunzip = Gunzip(stream, job.limits.archive_ratio)
        for member in gunzip.members():
            yield from _items(source, member, job, tally)
    else:
        yield from _items(source, stream, job, tally)
    if tally.others:
        total = sum(tally.others.values())
        kinds = ", ".join(f"{kind} {count}" for kind, count in tally.others.most_common(_SHOWN))
        yield Reject(source, "no-article", f"{total} records are no pages ({kinds}); they were passed over")
    elif tally.is_empty:
        yield Reject(source, "no-article", "no page is in this web archive")


def wacz(source: str, stream: IO[bytes], job: Job) -> Found:
    """The pages of all web archives in a .wacz file, which is a zip file with the archives in its folder "archive"."""
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = sorted((info for info in archive.infolist() if _is_warc(info.filename)), key=lambda i: i.filename)
            if not infos:
                yield Reject(source, "no-article", "no web archive is in the folder archive/ of this .wacz file")
            for info in infos[: job.limits.archive_members]:
                yield from _wacz_member(source, archive, info, job)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        yield Reject(source, "broken-archive", f"the .wacz file is damaged or cut off ({str(error)[:80]})")


def _is_warc(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith((".warc", ".warc.gz"))


def _wacz_member(source: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, job: Job) -> Found:
    label = f"{source}!{''.join(char if char.isprintable() else chr(0xFFFD) for char in info.filename)}"
    if info.flag_bits & 1:
        yield Reject(label, "unreadable", "locked with a password; unpack the archive first")
    elif info.file_size > job.limits.archive_ratio * max(info.compress_size, CHUNK):
        yield Reject(label, "too-large", "it unpacks to more than 200 times its size, like a bomb; it was not read")
    else:
        try:
            with archive.open(info) as member:
                yield from web_archive(label, member, job, packed=info.filename.lower().endswith(".gz"))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            yield Reject(label, "broken-archive", f"damaged in the archive ({str(error)[:80]})")


def split(stream: IO[bytes], most: int) -> Iterator[bytes | Bad]:
    """The records as they stand in the stream, and what stands in their place where they are not sound.

    A record is believed only when two empty lines, another record or the end follow where it says that it ends.
    """
    _, line = _after_blanks(stream)
    patience = _PATIENCE
    while line:
        if not _START.match(line):
            yield Bad("broken-record", "bytes that belong to no record")
            line = _next_start(stream)
            continue
        head = _head(stream, line)
        length = _LENGTH.search(head)
        if length is None:
            yield _bad("broken-record", "the record does not say how long it is", head)
            line = _next_start(stream)
        elif int(length[1]) > most:
            yield _bad("too-large", f"a record of {megabytes(int(length[1]))}, the limit is {megabytes(most)}", head)
            _pass_over(stream, int(length[1]))
            _, line = _after_blanks(stream)
        else:
            body = read_most(stream, int(length[1]))
            blanks, line = _after_blanks(stream)
            if len(body) == int(length[1]) and (blanks >= 2 or not line or _START.match(line)):
                yield head + body
                continue
            what = "is cut off" if len(body) < int(length[1]) else "does not end where it says"
            yield _bad("broken-record", f"the record {what} (it says {length[1].decode()} bytes)", head)
            if patience and (inside := _INSIDE.search(body)):
                # It says too much, and what was read holds the records after it.
                patience -= 1
                stream = rejoined(body[inside.end() :] + line, stream)
                line = stream.readline(_HEAD)
            elif line and not _START.match(line):
                line = _next_start(stream)


def _head(stream: IO[bytes], first: bytes) -> bytes:
    lines = [first]
    while len(lines) < _HEAD_LINES and (line := stream.readline(_HEAD)):
        lines.append(line)
        if not line.strip():
            break
    return b"".join(lines)


def _bad(reason: str, detail: str, head: bytes) -> Bad:
    found = _ADDRESS.search(head)
    return Bad(reason, detail, found[1].decode("utf-8", "replace") if found else "")


def _after_blanks(stream: IO[bytes]) -> tuple[int, bytes]:
    """How many empty lines there were, and the line after them."""
    blanks = 0
    while (line := stream.readline(_HEAD)) and not line.strip():
        blanks += 1
    return blanks, line


def _next_start(stream: IO[bytes]) -> bytes:
    while (line := stream.readline(_HEAD)) and not _START.match(line):
        pass
    return line


def _pass_over(stream: IO[bytes], size: int) -> None:
    while size > 0 and (piece := stream.read(min(size, CHUNK))):
        size -= len(piece)


def _items(source: str, stream: IO[bytes], job: Job, tally: Tally) -> Found:
    """What the records of one stream are; numbered on from those before."""
    records = split(stream, job.limits.document)
    while True:
        trouble: PackedError | None = None
        try:
            record = next(records, None)
        except PackedError as error:
            record, trouble = None, error
        if record is None and trouble is None:
            return
        tally.number += 1
        name = f"{source}#{tally.number}"
        found: RawPage | Reject | None
        if trouble:
            found = Reject(name, trouble.reason, trouble.detail)
        elif isinstance(record, Bad):
            where = "".join(char if char.isprintable() else "\ufffd" for char in record.address)
            found = Reject(name, record.reason, f"{record.detail}{f': {where}' if where else ''}")
        else:
            found = _page(name, record or b"", job, tally)
        if found is not None:
            tally.is_empty = False
            yield found
        if trouble:
            return


def _page(name: str, data: bytes, job: Job, tally: Tally) -> RawPage | Reject | None:
    """The page that a sound record holds; None where it is none and only counted."""
    try:
        record = parse(data, job.limits.document)
    except BadRecordError as error:
        return Reject(name, error.reason, str(error))
    if record.kind in _ABOUT:
        return None
    if other := _no_page(record):
        tally.others[other] += 1
        return None
    where = record.address or "no address"
    if record.status >= HTTPStatus.BAD_REQUEST:
        return Reject(name, "not-found", f"the server had answered {record.status}: {where}")
    if record.cut:
        return Reject(name, "broken-record", f"the crawler cut the page off ({record.cut}): {where}")
    if not record.payload.strip():
        return Reject(name, "empty", f"an empty page: {where}")
    fetched = {"fetched": record.date} if record.date else {}
    given = replace(
        job.given, url=job.given.url or record.address or None, other=MappingProxyType({**job.given.other, **fetched})
    )
    return RawPage(name, record.payload, "text" if record.media == "text/plain" else "html", given, record.charset)


def _no_page(record: WebRecord) -> str:
    """What kind of thing the record is, if it is no page."""
    if record.kind not in ("response", "resource", "conversion"):
        return record.kind
    if HTTPStatus.MULTIPLE_CHOICES <= record.status < HTTPStatus.BAD_REQUEST:
        return "redirect"
    if record.media not in _PAGES:
        return record.media or "no type"
    return "robots.txt" if record.address.lower().endswith("/robots.txt") else ""
