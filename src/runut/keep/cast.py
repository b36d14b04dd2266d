"""Who is named, and what an article says against itself: what the listings need of every article.

In: articles as they come in and as they go. Out: the tables ``sightings``, ``actors``, ``names`` and the conflicts
inside articles. Everything is counted, so that taking an article out undoes putting it in. It decides nothing about
events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from runut.keep import schema
from runut.keep.aliases import known_aliases
from runut.keep.codec import decode, encode
from runut.keep.engine import is_served
from runut.keep.rows import add, inserting, pack, pick, remove
from runut.keep.words import folded, stems
from runut.records import Article, Conflict, CrossConflict, Entity

__all__ = ["Actor", "Sightings", "conflict_row", "count_events", "forget", "note", "refresh"]

# What a conflict inside one article says about it: the first are slips of the pen, the others two statements at odds.
_SLIPS = ("weekday", "day", "ordinal", "date", "future")

Sightings = Counter[tuple[str, str, str]]

_SEEN = text(
    "SELECT s.entity, s.kind, s.text, s.n FROM json_each(:wanted) AS w JOIN sightings AS s"
    " ON s.entity = json_extract(w.value, '$[0]') AND s.kind = json_extract(w.value, '$[1]')"
    " AND s.text = json_extract(w.value, '$[2]')"
)
_SEEN_BY_SERVER = text(
    "SELECT s.entity, s.kind, s.text, s.n FROM unnest(CAST(:entities AS text[]), CAST(:kinds AS text[]),"
    " CAST(:texts AS text[])) AS w(entity, kind, text) JOIN sightings AS s"
    " ON md5(s.entity) = md5(w.entity) AND s.kind = w.kind AND md5(s.text) = md5(w.text)"
)
_DESCRIBED = text(
    "SELECT s.entity FROM json_each(:wanted) AS w JOIN sightings AS s ON s.entity = w.value AND s.kind = 'entity'"
    " GROUP BY s.entity HAVING count(*) > 1"
)
_DESCRIBED_BY_SERVER = text(
    "SELECT entity FROM sightings WHERE entity = ANY(:wanted) AND kind = 'entity' GROUP BY entity HAVING count(*) > 1"
)


_KEY = ["entity", "kind", "text"]


@dataclass(frozen=True, slots=True)
class Actor:
    """An entity with the names and offices it was seen under, and the number of events that it takes part in."""

    entity: Entity
    aliases: tuple[str, ...]
    offices: tuple[str, ...]
    n_events: int


def sightings_of(article: Article) -> Sightings:
    """Whom the article names, as what, and how; an office is the article's word on a person, not the person's."""
    seen: Sightings = Counter()
    for entity in article.entities:
        seen[entity.id, "entity", encode(replace(entity, office=None)).decode()] += 1
        if entity.office:
            seen[entity.id, "office", entity.office] += 1
    for mention in article.mentions:
        if mention.form == "name":
            seen[mention.entity, "alias", mention.text] += 1
    return seen


def note(connection: Connection, number: int, article: Article) -> Sightings:
    """Take in article ``number``: its own conflicts are written; whom it names is for ``refresh``."""
    rows = []
    for conflict in article.conflicts:
        row = conflict_row(_across(article, conflict))
        rows.append(row | {"cluster": None, "article": number, "event": _event_of(connection, number, conflict)})
    add(connection, schema.conflicts, rows)
    return sightings_of(article)


def forget(connection: Connection, number: int, article: Article) -> Sightings:
    """Take article ``number`` out again."""
    remove(connection, schema.conflicts.c.article, [number])
    return Counter({name: -n for name, n in sightings_of(article).items()})


def refresh(connection: Connection, seen: Sightings) -> None:
    """Count what was seen and what is gone, and write those anew who are named otherwise than before."""
    table = schema.sightings
    rows = [{"entity": e, "kind": k, "text": t, "n": n} for (e, k, t), n in sorted(seen.items()) if n]
    if not rows:
        return
    upsert = inserting(connection, table)
    added = table.c.n + upsert.excluded.n
    key = [func.md5(table.c.entity), table.c.kind, func.md5(table.c.text)] if is_served(connection) else _KEY
    connection.execute(upsert.on_conflict_do_update(index_elements=key, set_={"n": added}), rows)
    renamed = _renamed(connection, seen)
    if min(seen.values()) < 0:
        connection.execute(delete(table).where(table.c.n <= 0))
    _write_actors(connection, renamed)


def _renamed(connection: Connection, seen: Sightings) -> set[str]:
    """Who has a name more or less than before, or is described in more ways than one.

    The others have all their names already, which may be thousands, and need not be looked at.
    """
    names = sorted({entity for entity, _, _ in seen})
    if is_served(connection):
        entities, kinds, texts = map(list, zip(*sorted(seen), strict=True))
        rows = connection.execute(_SEEN_BY_SERVER, {"entities": entities, "kinds": kinds, "texts": texts})
        described = connection.execute(_DESCRIBED_BY_SERVER, {"wanted": names})
    else:
        rows = connection.execute(_SEEN, {"wanted": orjson.dumps(sorted(seen)).decode()})
        described = connection.execute(_DESCRIBED, {"wanted": orjson.dumps(names).decode()})
    found = {row.entity for row in rows if row.n in (0, seen[tuple(row)[:3]])}
    return found | set(described.scalars())


def count_events(connection: Connection, changes: Mapping[str, int]) -> None:
    """Add to the number of events that entities take part in."""
    table = schema.actors
    rows = [{"name": entity, "more": change} for entity, change in sorted(changes.items()) if change]
    if rows:
        row = update(table).where(table.c.entity == bindparam("name"))
        connection.execute(row.values(n_events=table.c.n_events + bindparam("more")), rows)


def _write_actors(connection: Connection, entities: set[str]) -> None:
    table, actors = schema.sightings, schema.actors
    seen: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for row in pick(connection, list(table.c), table.c.entity, entities):
        seen.setdefault(row.entity, {}).setdefault(row.kind, []).append((row.text, row.n))
    before = {row.entity: row for row in pick(connection, list(actors.c), actors.c.entity, entities)}
    changed = []
    for name in sorted(entities):
        actor = _actor(seen.get(name, {}))
        old = before.get(name)
        if actor is None or old is None or old.record != pack(actor):
            changed.append((name, actor, old.n_events if old else None))
    gone = [name for name, _, _ in changed]
    remove(connection, actors.c.entity, gone)
    old_names = [n.id for n in pick(connection, [schema.names.c.id], schema.names.c.entity, gone)]
    remove(connection, schema.names.c.id, old_names)
    kept = [(name, actor, n) for name, actor, n in changed if actor is not None]
    counts = _events_of(connection, [name for name, _, n in kept if n is None])
    add(connection, actors, [_actor_row(name, actor, counts.get(name, n or 0)) for name, actor, n in kept])
    add(connection, schema.names, [row for _, actor, _ in kept for row in _name_rows(actor)])


def _actor(seen: Mapping[str, Sequence[tuple[str, int]]]) -> Actor | None:
    """What most articles say of it; between equals, the first in the alphabet."""
    entities = seen.get("entity")
    if not entities:
        return None
    text, _ = min(entities, key=lambda one: (-one[1], one[0]))
    aliases, offices = (tuple(sorted(t for t, _ in seen.get(kind, ()))) for kind in ("alias", "office"))
    return Actor(decode(Entity, text.encode()), aliases, offices, 0)


def _events_of(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    """In how many events those take part who were not listed before."""
    part = schema.participants
    rows = pick(connection, [part.c.entity, part.c.cluster], part.c.entity, names)
    return Counter(entity for entity, _ in {(row.entity, row.cluster) for row in rows})


def _actor_row(name: str, actor: Actor, events: int) -> dict[str, Any]:
    return {"entity": name, "n_events": events, "country": actor.entity.country, "record": pack(actor)}


def _name_rows(actor: Actor) -> Iterator[dict[str, Any]]:
    """What a user may call it: as it was seen, and as it is known to be called."""
    entity = actor.entity
    known: Iterable[str] = (entity.name, *actor.aliases, *known_aliases().get(entity.id, ()))
    for name in sorted({folded(name) for name in known} - {""}):
        yield {"entity": entity.id, "folded": name, "canonical": name == folded(entity.name)}


def _event_of(connection: Connection, number: int, conflict: Conflict) -> int | None:
    """The event whose sentence holds the conflict's first words."""
    if not conflict.spans:
        return None
    table, at = schema.events, conflict.spans[0].start
    query = select(table.c.id).where(table.c.article == number, table.c.start <= at, table.c.end > at)
    return connection.execute(query.order_by(table.c.start, table.c.id).limit(1)).scalar()


def _across(article: Article, conflict: Conflict) -> CrossConflict:
    repairs = f"; may be {' or '.join(conflict.repairs)}" if conflict.repairs else ""
    source, key = article.document.source, article.document.key
    return CrossConflict(
        kind=conflict.kind,
        event="",
        values=tuple((source, key, span.text, span) for span in conflict.spans),
        judgement="error-in-text" if conflict.kind in _SLIPS else "contradiction",
        detail=conflict.detail + repairs,
    )


def conflict_row(conflict: CrossConflict) -> dict[str, Any]:
    """The columns that any conflict has."""
    said = [value for _, _, value, _ in conflict.values]
    return {
        "kind": conflict.kind,
        "stems": stems("\n".join((conflict.detail, *said))),
        "record": pack(conflict),
    }
