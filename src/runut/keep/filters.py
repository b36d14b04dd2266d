"""What a listing is narrowed to: the same filters for every verb, and the statement that finds the events they leave.

In: the words a user typed. Out: a ``Filter``, checked; and ``matching(connection, filter)``, SQL conditions on
``clusters``. A name is matched against entity ids, names and aliases without regard to case; a state's name or code
also finds its people and bodies. It lists nothing itself.

>>> Filter.of(since="2023-09", until="2023").until
datetime.date(2023, 12, 31)
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    Select,
    Table,
    and_,
    column,
    func,
    literal_column,
    or_,
    select,
    text,
)

from runut.errors import UsageError
from runut.keep import schema
from runut.keep.engine import is_served
from runut.keep.places import happened_at
from runut.keep.postgres import LONGEST_SEARCHED
from runut.keep.words import ACCENTED, bare, folded, parts, query

__all__ = [
    "CERTAINTIES",
    "Filter",
    "Named",
    "holding",
    "in_time",
    "matching",
    "named",
    "published_by",
    "searched",
    "searching",
]

_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_LARGEST = 2**31 - 1  # rows; SQLite counts further, but nobody lists more
STATUSES = ("actual", "planned", "rumoured", "denied", "negated", "conditional")
# Bands of the confidence that an event is told rightly: from the first number, below the second.
CERTAINTIES = MappingProxyType({"high": (0.8, 2.0), "medium": (0.6, 0.8), "low": (0.0, 0.6)})


@dataclass(frozen=True, slots=True)
class Filter:
    """What to list. Empty fields narrow nothing; ``newest`` turns the order of events around."""

    between: tuple[str, str] | None = None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    words: str | None = None
    outlets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    conflicts: bool = False
    newest: bool = False
    limit: int | None = None
    offset: int = 0

    @classmethod
    def of(
        cls,
        *,
        between: tuple[str, str] | None = None,
        actor: str | Sequence[str] = (),
        type: str | Sequence[str] = (),
        status: str | Sequence[str] = (),
        since: str | date | None = None,
        until: str | date | None = None,
        search: str | None = None,
        outlet: str | Sequence[str] = (),
        place: str | Sequence[str] = (),
        certainty: str | Sequence[str] = (),
        conflict: bool = False,
        newest: bool = False,
        limit: int | None = None,
        offset: int = 0,
    ) -> Filter:
        """From what a user gave; an impossible value is a ``UsageError``."""
        statuses = _among("--status", status, STATUSES)
        certainties = _among("--certainty", certainty, tuple(CERTAINTIES))
        for option, number in (("--limit", limit), ("--offset", offset)):
            if number is not None and not 0 <= number <= _LARGEST:
                raise UsageError(f"{option} must lie between 0 and {_LARGEST}")
        first, last = _bound("--from", since, at_end=False), _bound("--to", until, at_end=True)
        if first and last and first > last:
            raise UsageError(f"--from {first} lies after --to {last}; swap them")
        if search is not None:
            query(search)
        types = tuple(name.upper() for name in _many(type))
        who, outlets, places = _many(actor), _many(outlet), _many(place)
        return cls(
            between, who, types, statuses, first, last, search, outlets, places, certainties, conflict, newest, limit,
            offset,
        )  # fmt: skip


def _many(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _among(option: str, value: str | Sequence[str], choices: Sequence[str]) -> tuple[str, ...]:
    names = tuple(name.strip().lower() for name in _many(value))
    for name in names:
        if name not in choices:
            raise UsageError(f"{option} {name!r} is unknown; choose one of {', '.join(choices)}")
    return names


def _bound(option: str, value: str | date | None, *, at_end: bool) -> date | None:
    if value is None or isinstance(value, date):
        return value
    match = _DAY.fullmatch(value.strip())
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if day is None:
            month = month or (12 if at_end else 1)
            day = monthrange(year, month)[1] if at_end else 1
        return date(year, month or 1, day)
    except ValueError as error:
        raise UsageError(f"{option} {value!r} is no day; write 2023-09-13, 2023-09 or 2023") from error


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a name given by the user means in this chronicle."""

    name: str
    ids: frozenset[str]
    country: str | None

    def is_in(self, entity: Column[str], name: ColumnElement[str], country: Column[str] | None) -> ColumnElement[bool]:
        """The condition that a row names one of them."""
        same = or_(entity.in_(sorted(self.ids)), and_(entity.is_(None), name == self.name))
        return same if country is None or self.country is None else or_(same, country == self.country)


def named(connection: Connection, name: str) -> Named:
    """Whom ``name`` means: an exact id, name, alias or country code; else whose name holds its words ("Putin")."""
    wanted, actors, names = folded(name), schema.actors, schema.names
    same_id = select(actors.c.entity).where(func.lower(actors.c.entity) == name.lower())
    same_name = select(names.c.entity).where(names.c.folded == wanted)
    found = {*connection.execute(same_id).scalars(), *connection.execute(same_name).scalars()}
    # A state, by its code or by any of its names, means its people and bodies too: "Rusia" is Putin and the Duma.
    state = and_(actors.c.entity.in_(found), actors.c.entity == actors.c.country)
    called = select(actors.c.country).where(or_(actors.c.country == name.upper(), state))
    country = connection.execute(called.order_by(actors.c.country).limit(1)).scalar()
    if country is not None:
        found |= set(connection.execute(select(actors.c.entity).where(actors.c.country == country)).scalars())
    if not found and country is None and wanted:
        # Names are stored folded: letters, digits and single spaces, so that % and _ cannot occur in them or in it.
        inside = (" " + names.c.folded + " ").like(f"% {wanted.replace('_', ' ')} %")
        found = set(connection.execute(select(names.c.entity).where(inside, names.c.canonical)).scalars())
    return Named(wanted, frozenset(found), country)


def in_time(earliest: Column[date], latest: Column[date], wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions that an interval may touch the wanted days; what has no date at all touches none."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.since:
        conditions.append(or_(latest >= wanted.since, and_(latest.is_(None), earliest.is_not(None))))
    if wanted.until:
        conditions.append(or_(earliest <= wanted.until, and_(earliest.is_(None), latest.is_not(None))))
    return conditions


def searched(connection: Connection, table: Table, words: str) -> ColumnElement[bool]:
    """The condition that a row of ``events`` or ``statements`` holds all the words."""
    if is_served(connection):
        return _searched_by_server(table, words)
    match = text(f"SELECT rowid FROM search_{table.name} WHERE search_{table.name} MATCH :words")
    return table.c.id.in_(match.bindparams(words=query(words)).columns(column("rowid", Integer)))


def searching(connection: Connection, words: str) -> Select[tuple[int]]:
    """The numbers of the events of articles whose sentences hold all the words."""
    events = schema.events
    if is_served(connection):
        return select(events.c.id).where(searched(connection, events, words))
    match = text("SELECT rowid FROM search_events WHERE search_events MATCH :words").bindparams(words=query(words))
    return select(match.columns(column("rowid", Integer)).subquery().c.rowid)


def _searched_by_server(table: Table, words: str) -> ColumnElement[bool]:
    """The index of words finds the rows that may hold them, and the stems say whether they do: as FTS5 says it."""
    wanted = [bare(part) for part in parts(words)]
    tokens = func.plainto_tsquery(literal_column("'pg_catalog.simple'"), " ".join(wanted))
    found = literal_column(f"{table.name}.words").op("@@")(tokens)
    may = or_(found, text(f"length({table.name}.stems) > {LONGEST_SEARCHED}"))  # in words, as its index has it
    plain = " " + func.translate(table.c.stems, *ACCENTED) + " "
    return and_(may, *(plain.contains(f" {part} ", autoescape=True) for part in wanted))


def holding(text_of: Column[str], words: str) -> list[ColumnElement[bool]]:
    """The conditions that a column of stems holds all the words, for tables too small for an index of their own."""
    return [(" " + text_of + " ").contains(f" {part} ", autoescape=True) for part in parts(words)]


def matching(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions on ``clusters`` that the filter sets, all of which must hold."""
    table = schema.clusters
    conditions = in_time(table.c.earliest, table.c.latest, wanted)
    if wanted.types:
        conditions.append(table.c.type.in_(wanted.types))
    if wanted.statuses:
        conditions.append(table.c.status.in_(wanted.statuses))
    for name in wanted.actors:
        conditions.append(_takes_part(named(connection, name)))
    if wanted.between:
        conditions.append(_both_take_part(*(named(connection, name) for name in wanted.between)))
    if wanted.words:
        conditions.append(
            table.c.id.in_(select(schema.events.c.cluster).where(searched(connection, schema.events, wanted.words)))
        )
    if wanted.outlets:
        conditions.append(table.c.id.in_(_told_by(wanted.outlets)))
    if wanted.places:
        conditions.append(or_(*(happened_at(connection, name) for name in wanted.places)))
    if wanted.certainties:
        conditions.append(or_(*(_within(*CERTAINTIES[name]) for name in wanted.certainties)))
    if wanted.conflicts:
        conditions.append(_contested())
    return conditions


def _within(least: float, below: float) -> ColumnElement[bool]:
    sure = schema.clusters.c.confidence
    return and_(sure >= least, sure < below)


def published_by(outlets: Sequence[str]) -> ColumnElement[bool]:
    """The condition that an article stands in one of the outlets, by name without regard to case."""
    return func.lower(schema.articles.c.outlet).in_(sorted({name.strip().lower() for name in outlets}))


def _told_by(outlets: Sequence[str]) -> Select[tuple[str]]:
    events, articles = schema.events, schema.articles
    told = select(events.c.cluster).join(articles, articles.c.id == events.c.article)
    return told.where(published_by(outlets), events.c.cluster.is_not(None))


def _contested() -> ColumnElement[bool]:
    """The condition that reports of an event disagree, or that one contradicts itself where it tells the event."""
    conflicts, events = schema.conflicts, schema.events
    across = select(conflicts.c.cluster).where(conflicts.c.cluster.is_not(None))
    inside = select(events.c.cluster).join(conflicts, conflicts.c.event == events.c.id)
    own = inside.where(events.c.cluster.is_not(None))
    return or_(schema.clusters.c.id.in_(across), schema.clusters.c.id.in_(own))


def _takes_part(who: Named) -> ColumnElement[bool]:
    part = schema.participants
    return schema.clusters.c.id.in_(select(part.c.cluster).where(who.is_in(part.c.entity, part.c.name, part.c.country)))


def _both_take_part(one: Named, other: Named) -> ColumnElement[bool]:
    """Two different participants, on whatever side: a meeting lists both as its actors and as its targets."""
    first, second = schema.participants.alias(), schema.participants.alias()
    same_event = and_(first.c.cluster == second.c.cluster, first.c.name != second.c.name)
    pairs = select(first.c.cluster).join(second, same_event)
    return schema.clusters.c.id.in_(
        pairs.where(
            one.is_in(first.c.entity, first.c.name, first.c.country),
            other.is_in(second.c.entity, second.c.name, second.c.country),
        )
    )
