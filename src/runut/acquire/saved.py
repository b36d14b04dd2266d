"""MHTML: a page saved by a browser with all its parts in one file.

In: the bytes of the file. Out: the page's HTML part as a raw page with the address that it was saved from, or a reject.
The day of saving is kept as ``fetched``, as that of a page in a web archive is: it is no day of publication. Frames,
pictures and styles in it are not read.

>>> saved_page("a.mht", b"From: x\\n\\nno parts", Given()).reason
'no-article'
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime
from types import MappingProxyType

from runut.acquire import mime
from runut.records import Given, RawPage, Reject


def saved_page(source: str, data: bytes, given: Given) -> RawPage | Reject:
    """The HTML part that was saved from the address of the file, else the first: the others are frames."""
    try:
        message = mime.parse(data)
        part = _page_of(message)
        content = None if part is None else part.get_payload(decode=True)
    except mime.ERRORS as error:
        return Reject(source, "unreadable", f"not readable as MHTML ({str(error)[:80]}); save the page as HTML")
    if part is None or not isinstance(content, bytes):
        return Reject(source, "no-article", "no HTML page in this MHTML file; save the page as HTML")
    if not content.strip():
        return Reject(source, "empty", "the page in this MHTML file is empty")
    fetched = _day(message)
    given = replace(
        given,
        url=given.url or _address(message) or _address(part),
        other=MappingProxyType({**given.other, "fetched": fetched}) if fetched else given.other,
    )
    return RawPage(source, content, "html", given, part.get_content_charset())


def _page_of(message: Message) -> Message | None:
    parts = [part for part in mime.parts_of(message) if part.get_content_type() in mime.HTML]
    address = _address(message)
    own = (part for part in parts if address and str(part.get("Content-Location") or "").strip() == address)
    return next(own, parts[0] if parts else None)


def _day(message: Message) -> str | None:
    """When the page was saved, in UTC as web archives have it."""
    try:
        at = parsedate_to_datetime(str(message.get("Date") or ""))
        return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _address(part: Message) -> str | None:
    for header in ("Snapshot-Content-Location", "Content-Location"):
        value = str(part.get(header) or "").strip()
        if value.startswith(("http://", "https://")):
            return value
    return None
