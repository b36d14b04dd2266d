"""What a page's machinery says about it: title, site, address and dates.

In: a parsed page and its address. Out: :class:`PageMetadata`. Dates are kept as they are written and in order of trust:
JSON-LD, meta elements, <time>, the address, and htmldate only where none of these speaks. Which of them is right is
decided when the publication day is read.

>>> from selectolax.lexbor import LexborHTMLParser
>>> page = LexborHTMLParser('<meta property="article:published_time" content="2024-09-03T17:30:00Z">')
>>> [(found.value, found.where) for found in read(page, "", None).dates]
[('2024-09-03T17:30:00Z', 'meta')]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from runut.clean.dates import jakarta_day
from runut.records import MetadataDate

_META_DATES = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "dtk:publishdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "publication_date",
    "parsely-pub-date",
    "content_publisheddate",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "date",
    "content_published_date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
)
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/\d_-])")
_EDTF_MONTH = re.compile(r"\d{4}(?:-\d\d)?")
_ARTICLE_TYPES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "webpage", "liveblogposting")
_MAX_LD = 400_000
_LATEST = "2099-12-31"


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """``titles`` in order of trust: og:title, then <title>."""

    titles: tuple[str, ...]
    site: str | None
    url: str | None
    dates: tuple[MetadataDate, ...]


def read(parsed: Any, markup: str, url: str | None) -> PageMetadata:
    """All that the page's head and JSON-LD say."""
    named = _named_metas(parsed)
    address = url or named.get("og:url") or _canonical(parsed)
    dates = list(_dates(parsed, named, address))
    if not dates and markup:
        dates = list(_by_htmldate(markup))
    title = parsed.css_first("head title") or parsed.css_first("title")
    titles = [named.get("og:title"), title.text(strip=True) if title else None]
    return PageMetadata(
        tuple(text.strip() for text in titles if text and text.strip()),
        named.get("og:site_name"),
        address,
        _unique(dates),
    )


def _named_metas(parsed: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in parsed.css("meta[content]"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content:
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _canonical(parsed: Any) -> str | None:
    node = parsed.css_first('link[rel="canonical"]')
    return (node.attributes.get("href") or None) if node else None


def _dates(parsed: Any, named: dict[str, str], address: str | None) -> Iterator[MetadataDate]:
    for value in _json_ld(parsed):
        if _is_date(value):
            yield MetadataDate(value.strip(), "json-ld")
    for name in _META_DATES:
        value = named.get(name, "")
        if _is_date(value):
            yield MetadataDate(value.strip(), "meta")
    for node in parsed.css("time[datetime]")[:5]:
        value = node.attributes.get("datetime") or ""
        if _is_date(value):
            yield MetadataDate(value.strip(), "time")
            break
    if address and (found := _URL_DATE.search(address)):
        value = "-".join(found.groups())
        if _is_date(value):
            yield MetadataDate(value, "url")


def _is_date(value: str) -> bool:
    return bool(value) and (jakarta_day(value) is not None or bool(_EDTF_MONTH.fullmatch(value.strip())))


def _json_ld(parsed: Any) -> Iterator[str]:
    for node in parsed.css('script[type="application/ld+json"]')[:20]:
        source = node.text(deep=True) or ""
        if "datePublished" not in source or len(source) > _MAX_LD:
            continue
        try:
            # Sites leave raw line breaks inside strings; strict=False accepts them.
            yield from _published(json.loads(source, strict=False))
        except (ValueError, RecursionError):
            found = re.search(r'"datePublished"\s*:\s*"([^"]{4,40})"', source)
            if found:
                yield found.group(1)


def _published(tree: Any) -> Iterator[str]:
    """datePublished of the article; of other things only where nothing is an article."""
    articles: list[str] = []
    others: list[str] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            value = node.get("datePublished")
            kinds = str(node.get("@type", "")).lower()
            if isinstance(value, str):
                (articles if any(kind in kinds for kind in _ARTICLE_TYPES) else others).append(value)
            stack.extend(item for item in node.values() if isinstance(item, dict | list))
    yield from (articles or others)[:1]


def _by_htmldate(markup: str) -> Iterator[MetadataDate]:
    from htmldate import find_date

    try:
        # The latest day is given because the library would otherwise ask the machine's clock.
        value = find_date(markup, original_date=True, extensive_search=False, max_date=_LATEST)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return
    if value:
        yield MetadataDate(value, "htmldate")


def _unique(dates: list[MetadataDate]) -> tuple[MetadataDate, ...]:
    return tuple(dict.fromkeys(dates))
