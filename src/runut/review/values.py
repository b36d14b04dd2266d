"""What a person types as the right value of an event, made a value: an act, a state, parties, a place, a time.

In: words, and an open ``Store`` whose names are tried first. Out: an ``Amendment``, or a ``UsageError`` that says what
there is to choose from. "unknown" takes a place or a time out, "none" a side's parties. A name that neither the
chronicle nor the knowledge base has is kept as it is typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import get_args

from sqlalchemy import select

from runut.errors import UsageError
from runut.extract.actors.tables import countries, organisations, persons, places
from runut.extract.edtf import edtf_interval
from runut.extract.events.codebook import Act, codebook
from runut.keep import schema
from runut.keep.aliases import known_aliases
from runut.keep.cast import Actor
from runut.keep.engine import reading
from runut.keep.rows import unpack
from runut.keep.store import Store
from runut.keep.words import folded
from runut.records import Amendment, EventTime, Participant, Place, Status

__all__ = ["amendment", "party", "place", "time"]

ROLE = "a person's decision"
UNKNOWN, NONE = "unknown", "none"


def amendment(
    store: Store,
    *,
    act: str | None = None,
    type: str | None = None,
    status: str | None = None,
    actors: Sequence[str] = (),
    targets: Sequence[str] = (),
    at: str | None = None,
    when: str | None = None,
) -> Amendment:
    """The values given, checked; ``at`` is a place, ``when`` a time.

    :raises UsageError: a value cannot be understood, or none is given.
    """
    if not any((act, type, status, actors, targets, at, when)):
        raise UsageError("nothing to change: give --act, --status, --actor, --target, --place or --time")
    meant = _act(act, type) if act or type else None
    codes = () if meant is None else tuple(name for name in ("cameo", "mode") if getattr(meant, name) is None)
    gone = tuple(name for name, value in (("place", at), ("time", when)) if value and value.lower() == UNKNOWN)
    return Amendment(
        type=meant.type if meant else None,
        act=meant.name if meant else None,
        cameo=meant.cameo if meant else None,
        mode=meant.mode if meant else None,
        status=_status(status) if status else None,
        actors=_side(store, actors),
        targets=_side(store, targets),
        place=place(at) if at and "place" not in gone else None,
        time=time(when) if when and "time" not in gone else None,
        cleared=(*codes, *gone),
    )


def _status(name: str) -> Status:
    for known in get_args(Status):
        if known == name.lower():
            status: Status = known
            return status
    raise UsageError(f"--status {name!r} is unknown; choose one of {', '.join(get_args(Status))}")


def _act(name: str | None, kind: str | None) -> Act:
    acts = codebook().acts
    of_kind = sorted(one.name for one in acts.values() if kind and one.type == kind.upper())
    if kind and not of_kind:
        kinds = sorted({one.type for one in acts.values()})
        raise UsageError(f"--type {kind!r} is unknown; choose one of {', '.join(kinds)}")
    if name is None:
        raise UsageError(f"--type {kind} needs --act; its acts are {', '.join(of_kind)}")
    if name not in acts:
        near = get_close_matches(name, acts, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise UsageError(f"there is no act {name!r}{hint} (runut codebook search WORD finds acts)")
    if kind and name not in of_kind:
        raise UsageError(f"the act {name} is of the type {acts[name].type}, not {kind}")
    return acts[name]


def time(value: str) -> EventTime:
    """A day, month, year or interval of these."""
    days = edtf_interval(value)
    if days is None:
        raise UsageError(f"--time {value!r} is no date; write 2023-09-13, 2023-09, 2023-09-12/2023-09-14 or unknown")
    return EventTime(value, *days, "own", ROLE, None)


def place(name: str) -> Place:
    """A town, region, seat of a government or state, on the map where it is known."""
    wanted = folded(name)
    for row in places().values():
        if wanted in (folded(row.name), *map(folded, row.aliases)):
            return Place(row.name, row.country, row.lat, row.lon, None)
    for state in countries().values():
        for seat in state.seats:
            if folded(seat) == wanted:
                return Place(seat, state.iso3, state.lat, state.lon, None)
        if wanted in (state.iso3.lower(), folded(state.name), *map(folded, state.aliases)):
            return Place(state.name, state.iso3, state.lat, state.lon, None)
    return Place(name, None, None, None, None)


def _side(store: Store, names: Sequence[str]) -> tuple[Participant, ...] | None:
    if not names:
        return None
    return () if [name.lower() for name in names] == [NONE] else tuple(party(store, name) for name in names)


def party(store: Store, name: str) -> Participant:
    """Who is called so: an id or a name of the chronicle, the busiest; else one of the knowledge base."""
    actors, names, wanted = schema.actors, schema.names, folded(name)
    with reading(store.engine) as connection:
        called = select(names.c.entity).where(names.c.folded == wanted)
        query = select(actors.c.record).where((actors.c.entity == name) | actors.c.entity.in_(called))
        record = connection.execute(query.order_by(actors.c.n_events.desc(), actors.c.entity).limit(1)).scalar()
    if record is not None:
        entity = unpack(Actor, record).entity
        return Participant(entity.id, entity.name, entity.country, ROLE, None)
    for key, known in known_aliases().items():
        if name == key or wanted in map(folded, known):
            return Participant(key, known[0], _country(key), ROLE, None)
    return Participant(None, name, None, ROLE, None)


def _country(key: str) -> str | None:
    if key in countries():
        return key
    if key in organisations():
        return organisations()[key].country
    return next((one.country for one in persons().values() if one.id == key), None)
