"""What can be made again of a damaged chronicle: from the originals the articles, from the articles everything else.

In: an open ``Store`` and what ``verifying`` found. Out: the store, with nothing changed that was not found wrong, and
no original touched but one whose bytes are found again, by their hash, where they came from. What cannot be made again
is left as it is.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, insert, select, text, update

from runut.acquire import find
from runut.keep import schema
from runut.keep.changes import note_all
from runut.keep.engine import reading, writing
from runut.keep.entries import article_row, event_rows, statement_rows
from runut.keep.merging import merge, start_over
from runut.keep.rows import unpack
from runut.keep.store import Entry, Page, Run, Store, digest
from runut.keep.verifying import SEARCHED, Finding, Remedy
from runut.reading import reread
from runut.records import Article, RawPage

__all__ = ["repair"]


def repair(store: Store, findings: Iterable[Finding], run: Run) -> None:
    """Make again what is wrong; ``run`` is noted as the one that read the articles that are read again."""
    wanted: dict[Remedy, list[str]] = {}
    for finding in findings:
        wanted.setdefault(finding.remedy, []).append(finding.name)
    if "index" in wanted:
        with writing(store.engine) as connection:
            connection.execute(text("REINDEX"))
    for sha256 in wanted.get("restore", ()):
        _restore(store, sha256)
    for name in wanted.get("rows", ()):
        _write_rows(store, name)
    for name in wanted.get("reread", ()):
        _read_again(store, name, run)
    if "search" in wanted:
        with writing(store.engine) as connection:
            for table in SEARCHED:
                connection.execute(text(f"INSERT INTO search_{table}(search_{table}) VALUES('rebuild')"))
    if wanted.keys() & {"rows", "reread", "merge"}:
        with writing(store.engine) as connection:
            start_over(connection)
        merge(store)


def _restore(store: Store, sha256: str) -> None:
    """Take the bytes from the file, or the archive or table, that they were found in."""
    table, originals = schema.pages, schema.originals
    with reading(store.engine) as connection:
        sources = list(connection.execute(select(table.c.source).where(table.c.sha256 == sha256)).scalars())
    for data in _bytes_of(sources):
        if digest(data) == sha256:
            with writing(store.engine) as connection:
                change = update(originals).where(originals.c.sha256 == sha256)
                connection.execute(change.values(data=zlib.compress(data, 6), size=len(data)))
            return


def _bytes_of(sources: Iterable[str]) -> Iterator[bytes]:
    for source in sources:
        for path in (source, source.split("!", 1)[0], source.split("#", 1)[0]):
            if os.path.isfile(path):  # an address is not fetched: it may say something else today
                yield from (found.data for found in find([path]) if isinstance(found, RawPage))


def _write_rows(store: Store, name: str) -> None:
    """The rows of an article, from its record."""
    table = schema.articles
    with writing(store.engine) as connection:
        row = connection.execute(select(table.c.id, table.c.record).where(table.c.identity == name)).one()
        article = unpack(Article, row.record)
        connection.execute(update(table).where(table.c.id == row.id).values(article_row(article)))
        for rows, made in ((schema.events, event_rows), (schema.statements, statement_rows)):
            connection.execute(delete(rows).where(rows.c.article == row.id))
            values = made(row.id, article)
            if values:
                connection.execute(insert(rows), values)
        note_all(connection)


def _read_again(store: Store, name: str, run: Run) -> None:
    """An article whose record is damaged, from its original bytes; without them it is taken out, and said to be."""
    pages = store.pages_of(name)
    if pages:
        store.put_anew(Entry(tuple(Page.of(page) for page in pages), reread(pages)), run)
    else:
        store.withdraw(name, run)
