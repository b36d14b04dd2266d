"""``runut.times``: the time expressions of a string.

In: a string and, if known, its date. Out: ``Time`` records, readable by attribute and by key. Empty TIMEX3s are not
listed.

>>> [(t.text, t["value"]) for t in times("Ia tiba Jumat lalu.", published="2020-06-24")]
[('Jumat lalu', '2020-06-19')]
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date

from runut.errors import UsageError
from runut.extract.times.recognise import recognise
from runut.extract.times.resolve import resolve
from runut.records import Published, TimeExpression


class Time(TimeExpression):
    """A time expression whose fields can also be read as keys."""

    __slots__ = ()

    def __getitem__(self, key: str) -> object:
        """The field named ``key``."""
        if key not in self.keys():
            raise KeyError(key)
        return getattr(self, key)

    def keys(self) -> tuple[str, ...]:
        """Names of the fields, so that ``dict(time)`` works."""
        return FIELDS


FIELDS = tuple(f.name for f in fields(TimeExpression))


def times(text: str, published: str | date | None = None) -> list[Time]:
    """Time expressions of ``text``; ``published`` is its day as ``datetime.date`` or ISO 8601 ("2020-06-24")."""
    given = _published(published)
    found = resolve(recognise(text), text, given)
    return [Time(*(getattr(item, name) for name in FIELDS)) for item in found]


def _published(published: str | date | None) -> Published | None:
    if published is None:
        return None
    if isinstance(published, date):
        day = date(published.year, published.month, published.day)
    else:
        try:
            day = date.fromisoformat(published.strip()[:10])
        except ValueError:
            raise UsageError(f"published {published!r} is no ISO 8601 date: give it as YYYY-MM-DD") from None
    return Published(day, day, day.isoformat(), "metadata")
