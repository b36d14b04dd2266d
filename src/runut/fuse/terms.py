"""Terms in prison: "memvonis X 16 tahun penjara". The lengths of what a court imposes, as counts of the act.

In: an article as read. Out: by the id of each act that sentences somebody, the one term that its sentence names; two
terms are of two persons, and are left out. Times of years are read as lengths, so they are no counts elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from runut.fuse.weights import weights
from runut.records import Article, Event, Quantity

__all__ = ["terms_of"]

YEARS = re.compile(r"P(\d+)Y")
# The word stands behind the length or before it.
PRISON = "penjara|kurungan|bui"
BEHIND = re.compile(rf"\s+(?:hukuman\s+)?(?:{PRISON})\b", re.IGNORECASE)
AHEAD = re.compile(rf"\b(?:{PRISON}|dipenjara|dibui)\s+(?:selama\s+)?$", re.IGNORECASE)
REACH = 24


def terms_of(article: Article) -> dict[str, Quantity]:
    """The term that each sentencing names."""
    terms = tuple(_terms(article))
    found = {}
    for event in article.events:
        here = [one for one in terms if event.evidence.start <= one.start < event.evidence.end]
        if event.act in weights().convicting and len(here) == 1 and not _counted(event, here[0]):
            found[event.id] = here[0]
    return found


def _counted(event: Event, term: Quantity) -> bool:
    return any(one.start < term.end and term.start < one.end for one in event.quantities)


def _terms(article: Article) -> Iterator[Quantity]:
    text = article.document.text
    for time in article.times:
        years = YEARS.fullmatch(time.value) if time.type == "DURATION" else None
        prison = BEHIND.match(text, time.end) or AHEAD.search(text, max(0, time.start - REACH), time.start)
        if years and prison:
            value = float(years[1])
            yield Quantity(time.start, time.end, time.text, value, None, None, "tahun", "penjara", rule="terms")
