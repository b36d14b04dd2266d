"""Office holders date a page: "Presiden Joe Biden" was written in his term, "mantan Presiden Joe Biden" after it.

In: the document. Out: ``Held`` records and the spans of days in which a page that names them can have been written.
The terms are facts in ``data/occasions/offices.tsv``; names without a term (a body founded, a man elected) stand in
``data/occasions/since.tsv``. It does not date a page: ``published`` does.

>>> [str(day) for day in windows(held_in("Presiden Joe Biden dan Presiden Prabowo"))[0]]
['2024-10-20', '2025-01-20']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from runut.extract.occasions import Names, table_rows
from runut.records import Document

Window = tuple[date, date]
OPEN = date.max
ALWAYS: tuple[Window, ...] = ((date.min, OPEN),)
# A weekday fits a day of the month again after five years: a longer office does not tell the year.
YOUNG_DAYS = 5 * 365
# "mantan Presiden Trump"; "pada era Presiden Trump" says nothing of when the page was written but that it is younger.
_FORMER = re.compile(r"\b(?:mantan|eks|bekas|almarhum|mendiang)[\s-]+$", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:era|zaman|masa|pemerintahan|kepemimpinan|jabatan|pendahulunya|kala itu|saat itu|ketika itu|dulu)[\s,]+$",
    re.IGNORECASE,
)
_BEFORE = 24


@dataclass(frozen=True, slots=True)
class Held:
    """A name in the text: the page is no older than ``first``; ``terms`` are those of an office held now, if any."""

    name: str
    first: date
    terms: tuple[Window, ...]


@cache
def _table() -> tuple[Names, dict[str, tuple[Window, ...]]]:
    terms: dict[str, tuple[Window, ...]] = {}
    for titles, persons, spans, _ in table_rows("occasions/offices.tsv"):
        spell = tuple(_window(span) for span in spans.split())
        for title in titles.split("|"):
            for person in persons.split("|"):
                name = f"{title} {person}"
                terms[name] = tuple(sorted({*terms.get(name, ()), *spell}))
    for name, day in table_rows("occasions/since.tsv"):
        terms[name] = ((date.fromisoformat(day), OPEN),)
    return Names(sorted(terms)), terms


def _window(span: str) -> Window:
    first, _, last = span.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last) if last else OPEN


def held_in(text: str) -> tuple[Held, ...]:
    """The offices and young names in a piece of prose."""
    names, terms = _table()
    out = []
    lower = text.lower()
    if len(lower) != len(text):
        return ()
    for match in names.finditer(lower):
        name = " ".join(match.group().split())
        spell = terms.get(name)
        if spell is None:
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if _FORMER.search(before):
            ends = [last for _, last in spell if last != OPEN]
            if ends:
                out.append(Held("mantan " + name, min(ends), ()))
        else:
            out.append(Held(name, spell[0][0], () if _PAST.search(before) else spell))
    return tuple(dict.fromkeys(out))


def held_by(document: Document) -> tuple[Held, ...]:
    """The same for title and body of a page."""
    prose = (document.text[b.start : b.end] for b in document.blocks if b.label in ("title", "body"))
    return tuple(dict.fromkeys(held for piece in prose for held in held_in(piece)))


def newest(held: Iterable[Held]) -> tuple[date, str]:
    """The name that came up last, with its day: the page is no older."""
    return max(((one.first, one.name) for one in held), default=(date.min, ""))


@cache
def horizon() -> date:
    """The end of the last year of which the table knows: no page that it can date is younger."""
    return date(max(first.year for spell in _table()[1].values() for first, _ in spell), 12, 31)


def newest_young(held: Iterable[Held]) -> int:
    """The year of the newest name that came up less than five years before the table's end, or lasted no longer."""
    days = [one.first for one in held if (min((one.terms or ALWAYS)[-1][1], horizon()) - one.first).days < YOUNG_DAYS]
    return max(days, default=date.min).year if days else 0


def windows(held: Sequence[Held]) -> tuple[Window, ...]:
    """The spans of days in which all offices were held; where two never met, those of either, after both began."""
    if not held:
        return ALWAYS
    lower = max(one.first for one in held)
    offices = [one.terms for one in held if one.terms]
    found: tuple[Window, ...] = ((lower, horizon()),)
    for terms in offices:
        found = meet(found, terms)
    if not found:
        every = sorted({window for terms in offices for window in terms})
        found = meet(((lower, horizon()),), _joined(every))
    return found or ALWAYS


def meet(some: Sequence[Window], others: Sequence[Window]) -> tuple[Window, ...]:
    """What two sets of spans have in common."""
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return tuple(sorted({(first, last) for first, last in pairs if first <= last}))


def _joined(spans: Sequence[Window]) -> tuple[Window, ...]:
    out: list[Window] = []
    for first, last in spans:
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)
