"""One page from the web, on a user's request.

In: an address and a fetcher, which has the manners and the precautions. Out: a raw page or a reject. What is neither
HTML nor plain text is refused; nothing that the page names is fetched.

>>> fetch("http://127.0.0.1/", Given(), Fetcher()).reason
'unreadable'
"""

from __future__ import annotations

from dataclasses import replace

from runut.acquire.exchange import Exchange
from runut.acquire.fetching import Fetcher, Refusal
from runut.records import Given, RawPage, Reject

__all__ = ["fetch", "is_page"]

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def fetch(address: str, given: Given, fetcher: Fetcher) -> RawPage | Reject:
    """Fetch one page."""
    found = fetcher.fetch(address)
    if isinstance(found, Refusal):
        return Reject(address, found.reason, found.detail)
    if not is_page(found.last):
        return Reject(address, "unknown-format", f"the address gives {found.last.media or 'no type'}, not a page")
    if not given.url:
        given = replace(given, url=found.last.address)
    kind = "text" if found.last.media == "text/plain" else "html"
    return RawPage(address, found.last.body, kind, given, found.last.charset)  # type: ignore[arg-type]


def is_page(exchange: Exchange) -> bool:
    """Whether the answer is of a kind that may hold an article."""
    return exchange.media in _PAGES
