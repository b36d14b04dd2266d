"""Mail: newsletters in an mbox file or saved one by one (.eml) -> raw pages.

In: a stream or the bytes of one message. Out: the HTML part of each message, else its plain text, as a raw page, or a
reject by the number of the message. The day of sending is given as its day of publication, the sender of bulk mail as
its outlet. Attachments are not read, and a newsletter of many stories stays one page, whose stories are
told apart when it is cleaned.

>>> page = letter("a.eml", b"Subject: Kabar\\nDate: Tue, 3 Sep 2024 06:00:00 +0700\\n\\nKapal tiba.\\n", Given())
>>> page.given.title, page.given.published, page.kind
('Kabar', '2024-09-03T06:00:00+07:00', 'text')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import IO

from runut.acquire import mime
from runut.acquire.days import iso_day
from runut.acquire.job import Found, Job
from runut.acquire.limits import megabytes
from runut.records import Given, RawPage, Reject

_BEGINS = re.compile(rb"From \S.{0,200}?\d{1,2}:\d{2}")
_LINE = 1 << 16
_BULK = ("List-Id", "List-Unsubscribe", "List-Post")


def mailbox(source: str, stream: IO[bytes], job: Job) -> Found:
    """Every message of an mbox file."""
    number = 0
    for number, data in enumerate(_messages(stream, job.limits.document), 1):
        name = f"{source}#{number}"
        if data is None:
            yield Reject(name, "too-large", f"a message of more than {megabytes(job.limits.document)}")
        else:
            yield letter(name, data, job.given)
    if not number:
        yield Reject(source, "empty", "no message is in this mailbox")


def letter(source: str, data: bytes, given: Given) -> RawPage | Reject:
    """One message."""
    try:
        message = mime.parse(data)
        parts = mime.parts_of(message)
        part = next((part for kinds in (mime.HTML, ("text/plain",)) for part in _texts(parts, kinds)), None)
        content = None if part is None else part.get_payload(decode=True)
    except mime.ERRORS as error:
        return Reject(source, "unreadable", f"not readable as mail ({str(error)[:80]})")
    if part is None or not isinstance(content, bytes):
        return Reject(source, "no-article", "no text is in this message")
    if not content.strip():
        return Reject(source, "empty", "the text of this message is empty")
    kind = part.get_content_type()
    return RawPage(
        source, content, "html" if kind in mime.HTML else "text", _given(message, given), part.get_content_charset()
    )


def _texts(parts: list[Message], kinds: tuple[str, ...]) -> Iterator[Message]:
    for part in parts:
        if part.get_content_type() in kinds and part.get_content_disposition() != "attachment":
            yield part


def _given(message: Message, given: Given) -> Given:
    """What the message says of itself, where the caller did not say otherwise."""
    name, address = parseaddr(_header(message, "From"))
    sender = name.strip() or address.rpartition("@")[2] or None
    is_bulk = any(message.get(header) for header in _BULK)
    return replace(
        given,
        title=given.title or _header(message, "Subject") or None,
        published=given.published or iso_day(_header(message, "Date")),
        outlet=given.outlet or (sender if is_bulk else None),
        author=given.author or (None if is_bulk else sender),
    )


def _header(message: Message, name: str) -> str:
    """A header as one printable line, whatever it was packed in."""
    try:
        value = str(make_header(decode_header(str(message.get(name) or ""))))
    except mime.ERRORS:
        value = str(message.get(name) or "")
    value = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def _messages(stream: IO[bytes], most: int) -> Iterator[bytes | None]:
    """The messages without their "From " lines; None for one that is too large."""
    lines: list[bytes] = []
    size = 0
    is_open, is_blank = False, True
    while line := stream.readline(_LINE):
        if is_blank and _BEGINS.match(line):
            if is_open:
                yield b"".join(lines) if size <= most else None
            lines, size, is_open, is_blank = [], 0, True, False
            continue
        is_blank = not line.strip()
        size += len(line)
        if is_open and size <= most:
            lines.append(line[1:] if line.startswith(b">From ") else line)
    if is_open:
        yield b"".join(lines) if size <= most else None
