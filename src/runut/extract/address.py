"""The day in a page's own address: "www.kompas.com/tren/read/2025/06/07/171500065/apa-isi-dialog-trump".

In: the document. Out: the day and the address's span, or None. Papers that put the day of publication into their
addresses print them as text too ("Klik untuk baca: http://..."), in tables and footers, beside the addresses of other
articles; the page's own is the one whose words are those of its title.

>>> day_of_address("https://tekno.kompas.com/read/2025/06/08/16030037/trump-kecewa").isoformat()
'2025-06-08'
"""

from __future__ import annotations

import re
from datetime import date

from runut.records import Document, Span

ADDRESS = re.compile(r"(?:https?://|www\.)[^\s|)\]>\"'”]+")
DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?:/|-)")
WORD = re.compile(r"[a-z0-9]+")
# An address with fewer words of its own says nothing, and with fewer of the title's is another article's.
LEAST_WORDS, LEAST_SHARED = 3, 0.6


def day_of_address(address: str) -> date | None:
    """The day in the path of an address."""
    found = DAY.search(address.partition("//")[2] or address)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def own_address_day(document: Document) -> tuple[date, Span] | None:
    """The day in the address that has the words of the page's title."""
    heading = document.title.text if document.title else document.title_given or ""
    title = set(WORD.findall(heading.lower()))
    for found in ADDRESS.finditer(document.text):
        day = day_of_address(found[0])
        words = WORD.findall(found[0].rstrip("/").rpartition("/")[2].partition("?")[0].lower())
        named = [word for word in words if not word.isdigit()]
        if day is None or len(named) < LEAST_WORDS:
            continue
        if sum(word in title for word in named) >= LEAST_SHARED * len(named):
            return day, Span(found.start(), found.end(), found[0])
    return None
