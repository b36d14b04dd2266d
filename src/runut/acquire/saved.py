"""MHTML: a page saved by a browser with all its parts in one file.

In: the bytes of the file. Out: the page's HTML part as a raw page, or a reject. Pictures and styles in it are not read.

>>> saved_page("a.mht", b"From: x\\n\\nno parts", Given()).reason
'no-article'
"""

from __future__ import annotations

from dataclasses import replace
from email.message import Message

from runut.acquire import mime
from runut.records import Given, RawPage, Reject


def saved_page(source: str, data: bytes, given: Given) -> RawPage | Reject:
    """The first HTML part, which is the page itself."""
    try:
        message = mime.parse(data)
        part = next((part for part in mime.parts_of(message) if part.get_content_type() in mime.HTML), None)
        content = None if part is None else part.get_payload(decode=True)
    except mime.ERRORS as error:
        return Reject(source, "unreadable", f"not readable as MHTML ({str(error)[:80]}); save the page as HTML")
    if part is None or not isinstance(content, bytes):
        return Reject(source, "no-article", "no HTML page in this MHTML file; save the page as HTML")
    if not content.strip():
        return Reject(source, "empty", "the page in this MHTML file is empty")
    address = _address(message) or _address(part)
    if address and not given.url:
        given = replace(given, url=address)
    return RawPage(source, content, "html", given, part.get_content_charset())


def _address(part: Message) -> str | None:
    for header in ("Snapshot-Content-Location", "Content-Location"):
        value = str(part.get(header) or "").strip()
        if value.startswith(("http://", "https://")):
            return value
    return None
