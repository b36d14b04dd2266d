"""Who held which office when: the table of office holders.

In: ``offices.tsv`` and a stretch of days. Out: the person whose tenure surely covers all of it. A day on which the
table knows of two holders, of none, or only of one in a month of change gives nobody.

>>> holder("USA", "president", (date(2017, 1, 19), date(2017, 1, 19))).name
'Barack Obama'
>>> holder("USA", "president", (date(2017, 1, 1), date(2017, 12, 31))) is None
True
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from runut.extract.actors import tables
from runut.own import follows_own

When = tuple[date, date]
"""First and last day, both included."""

# A tenure without an end counts this long after the day on which its row was last checked.
TRUSTED = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office. The days between ``sure`` are certain, those between ``possible`` may be."""

    of: str
    office: str
    person: str
    sure: When
    possible: When


def span(value: str) -> When:
    """The days of "2024", "2024-05" or "2024-05-31".

    >>> span("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    year, month, day = (*(int(part) for part in value.split("-")), 0, 0)[:3]
    if not month:
        return date(year, 1, 1), date(year, 12, 31)
    if not day:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)


def _tenure(row: dict[str, str]) -> Tenure:
    first, start = span(row["start"])
    if row["end"]:
        end, last = span(row["end"])
    else:
        end, last = min(span(row["as_of"])[1], date.max - TRUSTED) + TRUSTED, date.max
    return Tenure(row["of"], row["office"], row["person"], (start, end), (first, last))


@follows_own
@cache
def tenures() -> dict[str, tuple[Tenure, ...]]:
    """Country, organisation, body or place to its office holders."""
    out: dict[str, list[Tenure]] = {}
    for row in tables.rows("offices.tsv"):
        out.setdefault(row["of"], []).append(_tenure(row))
    return {key: tuple(value) for key, value in out.items()}


def holder(of: str, office: str, when: When | None) -> tables.Person | None:
    """Who held ``office`` of a country, organisation, body or place on all days of ``when``."""
    if when is None:
        return None
    held = [t for t in tenures().get(of, ()) if t.office == office]
    possible = {t.person for t in held if t.possible[0] <= when[1] and when[0] <= t.possible[1]}
    sure = {t.person for t in held if t.sure[0] <= when[0] and when[1] <= t.sure[1]}
    # On the day of a change both hold it: the newer one is sure only from the day after.
    return tables.persons()[sure.pop()] if len(sure) == 1 and len(possible) == 1 else None


def once_held(of: str, office: str) -> tuple[tables.Person, ...]:
    """Everybody of the table who ever held ``office``."""
    names = dict.fromkeys(t.person for t in tenures().get(of, ()) if t.office == office)
    return tuple(tables.persons()[name] for name in names)
