"""Documents: which text stands at which places, and which text copies which.

In: the names of documents whose articles have changed. Out: what is new, gone or otherwise than before, and the tables
``documents``, ``sketches`` and ``alike``. The same bytes at several places are one document; the first place, by
source, speaks for it. It does not look at events.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import orjson
import xxhash
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from runut.fuse import Prepared, prepare, text_of
from runut.fuse.copies import Sketch, Wording, likeness, originals, sketch, wording
from runut.keep import schema
from runut.keep.rows import add, pick, remove, unpack
from runut.records import Article

__all__ = ["AtHand", "Document", "Place", "Shelf", "originals_of", "places_of", "write_copies"]


# Articles by their identity and the version that read them: another build may have read them again since.
AtHand = Mapping[tuple[str, str], Article]

NO_MARKS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document stands: an article's number, its source and its key."""

    article: int
    source: str
    key: str | None


@dataclass(slots=True)
class Document:
    """A document that is to be merged: what the store knew of it, and what it is now (no ``digest``: gone)."""

    name: str
    places: list[Place]
    number: int | None = None
    digest_before: str | None = None
    digest: str | None = None
    prepared: Prepared | None = None

    @property
    def changed(self) -> bool:
        """Whether its text or what was read from it is otherwise than before."""
        return self.digest != self.digest_before


class Kept:
    """Wordings of documents from step to step, by number and digest; about fifteen kilobytes each."""

    def __init__(self, most: int = 2_000) -> None:
        self.most = most
        self.found: dict[int, tuple[str | None, Wording]] = {}

    def get(self, number: int, digest: str | None) -> Wording | None:
        """The wording of the document as it is now, if it is at hand."""
        known = self.found.get(number)
        return known[1] if known is not None and known[0] == digest else None

    def put(self, number: int, digest: str | None, found: Wording) -> None:
        """Keep it."""
        if len(self.found) >= self.most:
            self.found.clear()
        self.found[number] = (digest, found)


class Shelf:
    """The documents of one step and those beside them; ``documents``, ``sketches`` and ``alike`` are its tables."""

    def __init__(self, connection: Connection, at_hand: AtHand, kept: Kept | None = None) -> None:
        self.connection = connection
        self.at_hand = at_hand
        self.kept = Kept() if kept is None else kept
        self.wordings: dict[int, Wording] = {}
        self.ranks: dict[int, tuple[date, str]] = {}
        self.known: dict[int, int | None] = {}

    def take(self, names: Sequence[str], marks: Mapping[str, str] = NO_MARKS) -> list[Document]:
        """The named documents as they are now; the changed ones with what merging needs of them.

        ``marks``: of those that a person decided on; another mark makes another document of the same reading.
        """
        table, articles = schema.documents, schema.articles
        places = places_of(self.connection, names)
        found = {name: Document(name, places.get(name, [])) for name in names}
        for row in pick(self.connection, [table.c.id, table.c.name, table.c.digest], table.c.name, names):
            found[row.name].number, found[row.name].digest_before = row.id, row.digest
        first = {one.places[0].article: one for one in found.values() if one.places}
        columns = [articles.c.id, articles.c.identity, articles.c.engine, articles.c.record]
        for row in pick(self.connection, columns, articles.c.id, first):
            document = first[row.id]
            document.digest = xxhash.xxh64_hexdigest(row.record + marks.get(document.name, "").encode())
            if document.changed:
                document.prepared = prepare(self.at_hand.get((row.identity, row.engine)) or unpack(Article, row.record))
        return list(found.values())

    def remove(self, documents: Sequence[Document]) -> set[int]:
        """Take out what was known of the documents; gives the numbers of those that were like them."""
        table, pairs = schema.documents, schema.alike
        numbers = [one.number for one in documents if one.number is not None]
        sketched = pick(self.connection, [table.c.id, table.c.sketch], table.c.id, numbers)
        rows = [{"at": value, "of": row.id} for row in sketched for value in _values(row.sketch)]
        if rows:
            at = schema.sketches.c.value == bindparam("at"), schema.sketches.c.document == bindparam("of")
            self.connection.execute(delete(schema.sketches).where(*at), rows)
        beside = [(row.other, row.one) for row in pick(self.connection, list(pairs.c), pairs.c.one, numbers)]
        if beside:
            at = pairs.c.one == bindparam("at"), pairs.c.other == bindparam("of")
            self.connection.execute(delete(pairs).where(*at), [{"at": a, "of": b} for a, b in beside])
        remove(self.connection, pairs.c.one, numbers)
        remove(self.connection, table.c.id, [one.number for one in documents if one.number and not one.digest])
        return {other for other, _ in beside}.difference(numbers)

    def put(self, documents: Sequence[Document]) -> None:
        """Write the documents that are new or changed, and whom each is like."""
        sketches: dict[int, Sketch] = {}
        for document in documents:
            assert document.prepared is not None
            keys = sketch(document.prepared.text)
            sketches[self._write(document, keys.lies)] = keys
        table = schema.sketches
        add(self.connection, table, [{"value": v, "document": n} for n in sketches for v in sketches[n].lies])
        lying: dict[int, set[int]] = {}
        looks = (v for n in sketches for v in sketches[n].looks)
        for row in pick(self.connection, list(table.c), table.c.value, looks):
            lying.setdefault(row.value, set()).add(row.document)
        pairs = {
            (min(number, other), max(number, other))
            for number in sketches
            for value in sketches[number].looks
            for other in lying.get(value, ())
            if other != number
        }
        met = {number for pair in pairs for number in pair}
        for document in documents:
            if document.number in met and document.prepared is not None:
                self.wordings[document.number] = wording(document.prepared.text)
                self.kept.put(document.number, document.digest, self.wordings[document.number])
        self._load_wordings(met)
        rows = []
        for one, other in sorted(pairs):
            found = likeness(self.wordings[one], self.wordings[other])
            if found is not None:
                near = found.strength
                rows += [{"one": one, "other": other, "share": near}, {"one": other, "other": one, "share": near}]
        add(self.connection, schema.alike, rows)

    def decide(self, numbers: Iterable[int]) -> set[int]:
        """Find anew whom the documents copy; gives those whose answer has changed."""
        table = schema.documents
        answers = originals(numbers, self._rank, self._alike, self._known)
        changed = {number: of for number, of in answers.items() if of != self._known(number)}
        if changed:
            row = update(table).where(table.c.id == bindparam("at")).values(original=bindparam("of"))
            self.connection.execute(row, [{"at": number, "of": of} for number, of in sorted(changed.items())])
        return set(changed)

    def _write(self, document: Document, values: tuple[int, ...]) -> int:
        assert document.prepared is not None
        table = schema.documents
        row = {
            "name": document.name,
            "digest": document.digest,
            "published": document.prepared.text.published,
            "sketch": struct.pack(f"<{len(values)}q", *values),
        }
        if document.number is None:
            key = self.connection.execute(insert(table).values(row)).inserted_primary_key
            assert key is not None
            document.number = int(key[0])
        else:
            self.connection.execute(update(table).where(table.c.id == document.number).values(row))
        return document.number

    def _load_wordings(self, numbers: set[int]) -> None:
        """Of documents that stand nowhere any more, and wait to be taken out, nothing is in common with others."""
        table, articles = schema.documents, schema.articles
        missing = numbers - self.wordings.keys()
        self.wordings.update(dict.fromkeys(missing, Wording()))
        columns = [table.c.name, table.c.id, table.c.digest]
        known = {row.name: row for row in pick(self.connection, columns, table.c.id, missing)}
        first: dict[int, tuple[int, str | None]] = {}
        for name, places in places_of(self.connection, known).items():
            number, digest = known[name].id, known[name].digest
            found = self.kept.get(number, digest)
            if found is None:
                first[places[0].article] = number, digest
            else:
                self.wordings[number] = found
        for row in pick(self.connection, [articles.c.id, articles.c.record], articles.c.id, first):
            number, digest = first[row.id]
            self.wordings[number] = wording(text_of(unpack(Article, row.record)))
            self.kept.put(number, digest, self.wordings[number])

    def _look_up(self, number: int) -> None:
        table = schema.documents
        row = self.connection.execute(
            select(table.c.name, table.c.published, table.c.original).where(table.c.id == number)
        ).one()
        self.ranks[number] = (row.published or date.max, row.name)
        self.known[number] = row.original

    def _rank(self, number: int) -> tuple[date, str]:
        if number not in self.ranks:
            self._look_up(number)
        return self.ranks[number]

    def _known(self, number: int) -> int | None:
        if number not in self.known:
            self._look_up(number)
        return self.known[number]

    def _alike(self, number: int) -> Mapping[int, float]:
        table = schema.alike
        rows = self.connection.execute(select(table.c.other, table.c.share).where(table.c.one == number))
        return {row.other: row.share for row in rows}


def places_of(connection: Connection, names: Iterable[str]) -> dict[str, list[Place]]:
    """Where the named documents stand, each in the order of its places."""
    table = schema.articles
    columns = [table.c.article, table.c.id, table.c.source, table.c.key, table.c.identity]
    rows = sorted(
        pick(connection, columns, table.c.article, names),
        key=lambda row: (row.source, row.key is not None, row.key, row.identity),
    )
    found: dict[str, list[Place]] = {}
    for row in rows:
        found.setdefault(row.article, []).append(Place(row.id, row.source, row.key))
    return found


def originals_of(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    """The documents that the named ones copy, by name."""
    table = schema.documents
    wanted = {row.name: row.original for row in pick(connection, [table.c.name, table.c.original], table.c.name, names)}
    numbers = {number for number in wanted.values() if number is not None}
    name_of = {row.id: row.name for row in pick(connection, [table.c.id, table.c.name], table.c.id, numbers)}
    return {name: name_of[number] for name, number in wanted.items() if number is not None}


def write_copies(connection: Connection, names: set[str]) -> None:
    """Which sources an article repeats: the original's for a copy; for the same bytes elsewhere, the first place's."""
    table = schema.articles
    original = originals_of(connection, names)
    places = places_of(connection, names | set(original.values()))
    rows = []
    for name in sorted(names):
        for place in places.get(name, []):
            of = places.get(original[name], []) if name in original else places[name][:1]
            sources = sorted({one.source for one in of})
            if name not in original and place.source == sources[0]:
                sources = []
            rows.append({"at": place.article, "of": orjson.dumps(sources).decode()})
    if rows:
        change = update(table).where(table.c.id == bindparam("at"), table.c.copies_of != bindparam("of"))
        connection.execute(change.values(copies_of=bindparam("of")), rows)


def _values(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 8}q", packed)
