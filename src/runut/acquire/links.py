"""What names pages without holding them: lists of addresses, site maps, and the entries of feeds that only tease.

In: a stream. Out: the links, or a reject for each, by its line or place, so that nothing that was named is lost from
sight; the pages themselves are not fetched here. Site maps are read as a stream, without entities and without network.

>>> named("feed.xml#1", Link("https://kabar.example/1", published="2024-09-03")).reason
'not-fetched'
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from runut.acquire.days import iso_day
from runut.acquire.job import Found, Job
from runut.acquire.limits import Limits
from runut.records import Reject

_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,2000}")
WHAT, MAP = "an address, which is not the page itself", "a further site map"
_LINE = 4096
_ENTRIES = frozenset({"url", "sitemap"})


@dataclass(frozen=True, slots=True)
class Link:
    """A page that is named, with what is said of it there; ``changed``: when it last was, as a site map has it."""

    address: str
    title: str | None = None
    published: str | None = None
    what: str = WHAT
    changed: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A link and where it stands."""

    source: str
    link: Link


def is_address(written: str) -> bool:
    """Whether it is an http or https address."""
    return bool(_ADDRESS.fullmatch(written))


def named(source: str, link: Link) -> Reject:
    """The reject that keeps the address in sight."""
    said = ", ".join(plain(part) for part in (link.title, link.published) if part)
    address = plain(link.address)
    if not is_address(address):
        return Reject(source, "broken-row", f"not an http or https address: {address[:200]}")
    return Reject(source, "not-fetched", f"{link.what}: {address}{f' ({said})' if said else ''}; save it, or give it")


def addresses(source: str, stream: IO[bytes], job: Job) -> Found:
    """A text file with one address a line."""
    yield from map(_listed, address_links(source, stream, job.limits))


def site_map(source: str, stream: IO[bytes], job: Job) -> Found:
    """A site map, of news or of anything, or an index of site maps."""
    yield from map(_listed, site_map_links(source, stream, job.limits))


def _listed(found: Listed | Reject) -> Reject:
    return found if isinstance(found, Reject) else named(found.source, found.link)


def address_links(source: str, stream: IO[bytes], limits: Limits) -> Iterator[Listed | Reject]:
    """The addresses of a list; empty lines and lines that begin with # are passed over."""
    number = count = 0
    while line := stream.readline(_LINE):
        number += 1
        while not line.endswith(b"\n") and len(line) == _LINE and (rest := stream.readline(_LINE)):
            line = line[: _LINE - 1] + rest[-1:]  # too long for an address: keep its head, look for its end
        written = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
        if not written or written.startswith("#"):
            continue
        count += 1
        if count > limits.addresses:
            yield Reject(source, "too-large", f"more than {limits.addresses} addresses; split the list")
            return
        yield Listed(f"{source}#{number}", Link(written))


def site_map_links(source: str, stream: IO[bytes], limits: Limits) -> Iterator[Listed | Reject]:
    """The addresses of a site map, or of an index of them (``Link.what`` is then ``MAP``)."""
    from lxml.etree import XMLSyntaxError

    count = 0
    try:
        for link in _entries(stream):
            count += 1
            if count > limits.addresses:
                yield Reject(source, "too-large", f"more than {limits.addresses} addresses; split the site map")
                return
            yield Listed(f"{source}#{count}", link)
    except XMLSyntaxError as error:
        yield Reject(source, "broken-record", f"the site map is cut off or no sound XML ({plain(str(error))[:100]})")
        return
    if not count:
        yield Reject(source, "empty", "no address is in this site map")


def _entries(stream: IO[bytes]) -> Iterator[Link]:
    from lxml.etree import iterparse

    # "huge_tree" stays off: libxml2 then refuses deep nesting and swollen entities by itself.
    for _, element in iterparse(stream, events=("end",), resolve_entities=False, no_network=True, load_dtd=False):
        if _local(element) not in _ENTRIES:
            continue
        said = {_local(child): (child.text or "").strip() for child in element.iter() if child is not element}
        what = MAP if _local(element) == "sitemap" else WHAT
        published = iso_day(said.get("publication_date"))
        title = plain(said.get("title", "")) or None
        yield Link(said.get("loc", ""), title, published, what, iso_day(said.get("lastmod")))
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _local(element: Any) -> str:
    tag = element.tag  # of comments and instructions it is a function
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def plain(value: str) -> str:
    """A value as one printable line."""
    text = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
