"""Where: what a place that a user names means in a chronicle.

In: a connection and a name. Out: the condition on ``clusters`` that an event happened there, and whether anything did.
A state, by its code or any of its names, means everywhere in it; any other name means the place of that name or of that
alias ("Jerusalem" is "Yerusalem"), else the places whose name holds its words. An event without a place is nowhere.

>>> country_of("Korut"), country_of("PRK"), country_of("Pyongyang")
('PRK', 'PRK', None)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import ColumnElement, Connection, select

from runut.extract.actors.tables import countries, places
from runut.keep import schema
from runut.keep.words import folded

__all__ = ["country_of", "happened_at", "is_known", "places_named"]


def country_of(name: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of the state that the name means."""
    code = name.strip().upper()
    return code if code in countries() else _states().get(folded(name))


def happened_at(connection: Connection, name: str) -> ColumnElement[bool]:
    """The condition that an event happened at the place that the name means."""
    country = country_of(name)
    if country is not None:
        return schema.clusters.c.country == country
    return schema.clusters.c.place.in_(places_named(connection, name))


def is_known(connection: Connection, name: str) -> bool:
    """Whether anything happened there."""
    return (
        connection.execute(select(schema.clusters.c.id).where(happened_at(connection, name)).limit(1)).first()
        is not None
    )


def places_named(connection: Connection, name: str) -> list[str]:
    """The places of the chronicle that the name means; an index lists them without their events."""
    column = schema.clusters.c.place
    told = connection.execute(select(column).where(column.is_not(None)).distinct().order_by(column)).scalars()
    known = {place: folded(place) for place in told}
    wanted = folded(name)
    same = _aliases().get(wanted, wanted)
    found = [place for place, at in known.items() if at in (wanted, same)]
    return found or [place for place, at in known.items() if wanted and f" {wanted} " in f" {at} "]


@cache
def _states() -> Mapping[str, str]:
    return {folded(name): state.iso3 for state in countries().values() for name in (state.name, *state.aliases)}


@cache
def _aliases() -> Mapping[str, str]:
    return {folded(alias): folded(place.name) for place in places().values() for alias in place.aliases}
