"""Feeds (RSS, Atom, JSON Feed) -> the articles that they hold whole, and a reject for every entry that only teases.

In: the bytes of a feed. Out: for each entry, in the order of the feed, its text as a raw page with the title, day,
author and address that the feed gives, or a reject with its address. A summary is not taken for the article.

>>> from runut.acquire.job import Job
>>> from runut.acquire.limits import Limits
>>> data = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://kabar.example/1"}]}'
>>> [found.reason for found in json_feed("feed.json", json.loads(data), Job.of(Given(), Limits()))]
['not-fetched']
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.sax import SAXException

from runut.acquire.days import iso_day
from runut.acquire.job import Found, Job
from runut.acquire.limits import Limits, megabytes
from runut.acquire.links import Link, named, plain
from runut.records import RawPage, Reject

__all__ = ["Entry", "feed", "feed_entries", "is_json_feed", "json_entries", "json_feed"]

_JSON_FEED = "://jsonfeed.org/version/"
_TAG = re.compile(r"<[^<>]{0,2000}>|\s+")
# Letters. What a feed calls its content is whole when it is more than a caption; what it calls its summary only when it
# is longer than summaries are, which have 100 to 300.
_CONTENT, _SUMMARY = 200, 500
_TEASES = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|selengkapnya|baca juga.{0,80})\W*$", re.IGNORECASE)
# An entity that the file declares itself has no use in a feed and is how bombs are made.
_DECLARES = b"<!ENTITY"
_XML_TAG = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(?P<ends></)|(?P<begins><[A-Za-z_])(?:[^<>]*(?P<closed>/)>)?",
    re.DOTALL,
)
_MAX_DEPTH = 200
_NO_TEXT = "only a summary and an address"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, whatever the format; ``text`` is plain where ``markup`` is empty."""

    address: str
    title: str
    published: str | None
    author: str
    markup: str
    text: str = ""
    is_content: bool = True


def feed(source: str, data: bytes, job: Job) -> Found:
    """RSS or Atom."""
    yield from _pages(source, feed_entries(source, data, job.limits), job)


def feed_entries(source: str, data: bytes, limits: Limits) -> Iterator[Entry | Reject]:
    """The entries of RSS or Atom, and what is wrong with the feed."""
    if refused := _refused(source, data, limits):
        yield refused
        return
    import feedparser

    try:
        # From a stream: of bytes it would try whether they are the name of a file.
        parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False)
        entries = [_of_xml(entry) for entry in parsed.entries]
    except Exception as error:  # feedparser lets through whatever its parsers raise
        yield Reject(source, "broken-record", f"not readable as a feed ({plain(str(error))[:80]})")
        return
    yield from entries or (Reject(source, "empty", "no entry is in this feed"),)
    if parsed.bozo and isinstance(parsed.get("bozo_exception"), SAXException):
        trouble = plain(str(parsed.bozo_exception))[:100]
        yield Reject(source, "broken-record", f"the feed is no sound XML ({trouble}); entries may be missing")


def _refused(source: str, data: bytes, limits: Limits) -> Reject | None:
    """A feed that is not parsed at all."""
    if _DECLARES in data:
        return Reject(source, "unreadable", "the feed declares entities of its own, as bombs do; it was not read")
    if len(data) > limits.feed:
        return Reject(source, "too-large", f"a feed of more than {megabytes(limits.feed)}")
    if _is_deep(data):
        return Reject(source, "unreadable", f"the feed is nested over {_MAX_DEPTH} elements deep; it was not read")
    return None


def _is_deep(data: bytes) -> bool:
    """feedparser's time grows with the square of the depth; real feeds nest some ten elements."""
    depth = 0
    for found in _XML_TAG.finditer(data):
        if found["ends"]:
            depth -= 1
        elif found["begins"] and not found["closed"]:
            depth += 1
            if depth > _MAX_DEPTH:
                return True
    return False


def is_json_feed(parsed: object) -> bool:
    """Whether a JSON file says that it is a feed."""
    return isinstance(parsed, dict) and _JSON_FEED in str(parsed.get("version"))


def json_feed(source: str, parsed: Mapping[str, Any], job: Job) -> Found:
    """JSON Feed, version 1 or 1.1."""
    yield from _pages(source, json_entries(source, parsed), job)


def json_entries(source: str, parsed: Mapping[str, Any]) -> Iterator[Entry | Reject]:
    """The entries of a JSON Feed."""
    items = parsed.get("items")
    if not isinstance(items, list):
        yield Reject(source, "broken-row", 'a JSON Feed without its list "items"')
        return
    entries = [_of_json(item) for item in items if isinstance(item, dict)]
    yield from entries or (Reject(source, "empty", "no entry is in this feed"),)


def _pages(source: str, found: Iterator[Entry | Reject], job: Job) -> Found:
    number = 0
    for item in found:
        if isinstance(item, Reject):
            yield item
        else:
            number += 1
            yield _page(f"{source}#{number}", item, job)


def _page(source: str, entry: Entry, job: Job) -> RawPage | Reject:
    given = replace(
        job.given,
        title=job.given.title or entry.title or None,
        published=job.given.published or entry.published,
        url=job.given.url or entry.address or None,
        author=job.given.author or entry.author or None,
    )
    words = html.unescape(_TAG.sub(" ", entry.markup)) if entry.markup else entry.text
    if len(words) < (_CONTENT if entry.is_content else _SUMMARY) or _TEASES.search(words[-200:]):
        if not entry.address:
            return Reject(source, "no-article", "an entry with neither its text nor an address")
        return named(source, Link(entry.address, entry.title, entry.published, _NO_TEXT))
    if entry.markup:
        return RawPage(source, entry.markup.encode("utf-8", "replace"), "html", given, "utf-8")
    return RawPage(source, entry.text.encode("utf-8", "replace"), "text", given, "utf-8")


def _of_xml(entry: Mapping[str, Any]) -> Entry:
    contents = [str(part.get("value") or "") for part in entry.get("content") or []]
    markup = max([*contents, str(entry.get("summary") or "")], key=len)
    return Entry(
        address=plain(str(entry.get("link") or "")),
        title=plain(html.unescape(_TAG.sub(" ", str(entry.get("title") or "")))),
        published=iso_day(entry.get("published")),
        author=plain(str(entry.get("author") or "")),
        markup=markup,
        is_content=markup in contents,
    )


def _of_json(item: Mapping[str, Any]) -> Entry:
    def text(name: str) -> str:
        value = item.get(name)
        return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""

    authors = item.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else item.get("author")
    return Entry(
        address=plain(text("url") or text("external_url")),
        title=plain(text("title")),
        published=iso_day(text("date_published")),
        author=plain(str(first.get("name") or "")) if isinstance(first, dict) else "",
        markup=text("content_html"),
        text=text("content_text"),
    )
