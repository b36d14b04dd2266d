"""What a source names: a feed, a site map or a list of addresses -> links, whatever it is called.

In: its bytes. Out: :class:`Links`, or what is wrong with it. A page that is none of these is refused, with the feeds
that it offers. Nothing is fetched here.

>>> found = links_of("https://kabar.example/daftar", b"https://kabar.example/1\\n", Limits())
>>> [link.address for link in found.pages], found.maps, found.trouble
(['https://kabar.example/1'], [], [])
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin

from runut.acquire.feeds import Entry, feed_entries, is_json_feed, json_entries
from runut.acquire.gunzip import Gunzip
from runut.acquire.limits import Limits, megabytes
from runut.acquire.links import MAP, Link, Listed, address_links, is_address, named, plain, site_map_links
from runut.acquire.sniff import HEAD, sniff
from runut.acquire.streams import PackedError, read_most
from runut.records import Reject

__all__ = ["Links", "links_of"]

_LINK = re.compile(r"<link\b[^<>]{0,1000}>", re.IGNORECASE)
_FEED = re.compile(r"application/(?:rss|atom|feed)\+(?:xml|json)", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
_SHOWN = 3
_WHAT = "neither a feed nor a site map nor a list of addresses"


@dataclass(slots=True)
class Links:
    """``pages`` and further site ``maps`` that are named, and what could not be read."""

    pages: list[Link] = field(default_factory=list)
    maps: list[Link] = field(default_factory=list)
    trouble: list[Reject] = field(default_factory=list)


def links_of(source: str, data: bytes, limits: Limits) -> Links:
    """The links of a source, made whole by the address of the source."""
    out = Links()
    for item in _items(source, data, limits):
        if isinstance(item, Reject):
            out.trouble.append(item)
            continue
        address = _whole(source, item.address)
        if not is_address(address):
            continue
        link = Link(address, item.title, item.published, item.what, item.changed)
        (out.maps if item.what == MAP else out.pages).append(link)
    return out


def _whole(source: str, address: str) -> str:
    try:
        joined = urljoin(source, plain(address)) if is_address(source) else plain(address)
    except ValueError:
        return ""
    return joined.partition("#")[0]


def _items(source: str, data: bytes, limits: Limits) -> Iterator[Link | Reject]:
    kind = sniff("", data[:HEAD])
    if kind.form == "gzip":
        try:
            data = read_most(Gunzip(io.BytesIO(data), limits.archive_ratio).whole(), limits.document + 1)
        except PackedError as error:
            yield Reject(source, error.reason, error.detail)
            return
        if len(data) > limits.document:
            yield Reject(source, "too-large", f"more than {megabytes(limits.document)} when unpacked")
            return
        kind = sniff("", data[:HEAD])
    if kind.form == "feed":
        yield from map(_of_entry, feed_entries(source, data, limits))
    elif kind.form == "site-map":
        yield from map(_of_named, site_map_links(source, io.BytesIO(data), limits))
    elif kind.form in ("addresses", "text") and any(map(is_address, data.decode("utf-8", "replace").split())):
        yield from map(_of_line, address_links(source, io.BytesIO(data), limits))
    elif kind.form in ("json", "jsonl"):
        yield from _of_json(source, data)
    else:
        yield Reject(source, "unknown-format", f"{_WHAT}{_offered(source, data) if kind.form == 'html' else ''}")


def _of_entry(entry: Entry | Reject) -> Link | Reject:
    return entry if isinstance(entry, Reject) else Link(entry.address, entry.title, entry.published)


def _of_named(found: Listed | Reject) -> Link | Reject:
    return found if isinstance(found, Reject) else found.link


def _of_line(found: Listed | Reject) -> Link | Reject:
    if isinstance(found, Listed) and not is_address(found.link.address):
        return named(found.source, found.link)
    return _of_named(found)


def _of_json(source: str, data: bytes) -> Iterator[Link | Reject]:
    try:
        parsed = json.loads(data.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError) as error:
        yield Reject(source, "broken-row", f"not valid JSON ({plain(str(error))[:80]})")
        return
    if is_json_feed(parsed):
        yield from map(_of_entry, json_entries(source, parsed))
    else:
        yield Reject(source, "unknown-format", f"JSON, but {_WHAT}")


def _offered(source: str, data: bytes) -> str:
    """The feeds that a page names in its head."""
    text = data[:200_000].decode("utf-8", "replace")
    tags = [tag for tag in _LINK.findall(text) if _FEED.search(tag)]
    found = [_whole(source, unescape(href[1])) for tag in tags if (href := _HREF.search(tag))]
    offered = [address for address in dict.fromkeys(found) if is_address(address)][:_SHOWN]
    return f", but a page; it offers {', '.join(offered)}" if offered else ", but a page"
