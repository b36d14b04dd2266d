"""Readings as columns, and back: what of a shard stands in its Parquet files.

In: ``Reading`` and ``Reject`` records. Out: two files. The first has a row for each article: where it is from, when it
was published, its events in columns that other tools can query, the whole record, and the original bytes of its pages.
The second has a row for each refusal. Nothing of the machine, the clock or the order of work is in them: the same
readings give the same bytes with the same pyarrow (an extra: ``pip install 'runut[parquet]'``).

::

    with Columns(articles, rejects) as columns:
        columns.put(reading)
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

from runut import __version__
from runut.errors import UsageError
from runut.keep.codec import decode, encode
from runut.keep.store import Entry, Page
from runut.reading import Reading
from runut.records import Article, Event, Given, RawPage, Reject

__all__ = ["Columns", "entries", "rejects"]

ROWS, BYTES = 256, 16_000_000  # of one row group: what is held in memory
OPTIONS: dict[str, Any] = {
    "version": "2.6", "compression": "zstd", "compression_level": 3, "use_dictionary": False, "write_statistics": True,
    "data_page_size": 1 << 20, "data_page_version": "1.0", "write_page_index": False, "store_schema": True,
    "use_deprecated_int96_timestamps": False, "write_page_checksum": False,
}  # fmt: skip


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("runut scale needs pyarrow: pip install 'runut[parquet]'") from error
    return pa, pq


def arrow_version() -> str:
    """The version that writes.

    :raises UsageError: there is none.
    """
    return str(_arrow()[0].__version__)


def _schemas(pa: Any) -> tuple[Any, Any]:
    text, whole, real, day, many = pa.string(), pa.int32(), pa.float64(), pa.date32(), pa.list_
    event = pa.struct([
        ("id", text), ("type", text), ("mode", text), ("act", text), ("cameo", text), ("status", text), ("date", text),
        ("earliest", day), ("latest", day), ("actors", many(text)), ("targets", many(text)), ("place", text),
        ("said_by", many(text)), ("sentence", text), ("confidence", real),
    ])  # fmt: skip
    page = pa.struct([
        ("identity", text), ("source", text), ("sha256", text), ("kind", text), ("charset", text), ("given", text),
        ("data", pa.binary()),
    ])  # fmt: skip
    article = pa.schema([
        ("id", text), ("source", text), ("key", text), ("title", text), ("outlet", text), ("published", text),
        ("published_earliest", day), ("published_latest", day), ("language", text), ("events", many(event)),
        ("n_statements", whole), ("record", pa.binary()), ("pages", many(page)),
    ])  # fmt: skip
    reject = pa.schema([("identity", text), ("source", text), ("reason", text), ("detail", text)])
    return article, reject


class Columns:
    """Both files of a shard while they are written."""

    def __init__(self, articles: Path, refused: Path) -> None:
        self._pa, pq = _arrow()
        schemas = [one.with_metadata({"runut": __version__}) for one in _schemas(self._pa)]
        self.articles = _Table(self._pa, schemas[0], pq.ParquetWriter(articles, schemas[0], **OPTIONS))
        self.rejects = _Table(self._pa, schemas[1], pq.ParquetWriter(refused, schemas[1], **OPTIONS))

    def put(self, item: Reading | Reject) -> None:
        """One more."""
        if isinstance(item, Reject):
            self.rejects.put(_refused(None, item), 0)
        elif isinstance(item.outcome, Reject):
            for page in item.pages:
                self.rejects.put(_refused(page, item.outcome), 0)
        else:
            self.articles.put(_row(item.pages, item.outcome), sum(len(page.data) for page in item.pages))

    def __enter__(self) -> Columns:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for table in (self.articles, self.rejects):
            table.close()


class _Table:
    """One file: rows are gathered and written as row groups, whose borders depend on the rows alone."""

    def __init__(self, pa: Any, schema: Any, writer: Any) -> None:
        self._pa, self._schema, self._writer = pa, schema, writer
        self._rows: list[dict[str, Any]] = []
        self._size = 0
        self.rows = 0

    def put(self, row: dict[str, Any], size: int) -> None:
        self._rows.append(row)
        self._size += size
        self.rows += 1
        if len(self._rows) >= ROWS or self._size >= BYTES:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._pa.Table.from_pylist(self._rows, self._schema), row_group_size=ROWS)
        self._rows, self._size = [], 0

    def close(self) -> None:
        self._flush()
        self._writer.close()


def _row(pages: tuple[RawPage, ...], article: Article) -> dict[str, Any]:
    document, published = article.document, article.published
    return {
        "id": document.id, "source": document.source, "key": document.key,
        "title": document.title.text if document.title else document.title_given,
        "outlet": document.outlet.name if document.outlet else None, "published": published.value,
        "published_earliest": published.earliest, "published_latest": published.latest, "language": document.language,
        "events": [_event(event) for event in article.events], "n_statements": len(article.statements),
        "record": encode(article), "pages": [_page(Page.of(raw)) for raw in pages],
    }  # fmt: skip


def _event(event: Event) -> dict[str, Any]:
    time = event.time
    return {
        "id": event.id, "type": event.type, "mode": event.mode, "act": event.act, "cameo": event.cameo,
        "status": event.status, "date": time.value if time else None, "earliest": time.earliest if time else None,
        "latest": time.latest if time else None, "actors": [one.name for one in event.actors],
        "targets": [one.name for one in event.targets], "place": event.place.name if event.place else None,
        "said_by": [one.name for one in event.said_by], "sentence": event.evidence.text, "confidence": event.confidence,
    }  # fmt: skip


def _page(page: Page) -> dict[str, Any]:
    raw = page.raw
    return {
        "identity": page.identity, "source": raw.source, "sha256": page.sha256, "kind": raw.kind,
        "charset": raw.charset, "given": encode(raw.given).decode(), "data": raw.data,
    }  # fmt: skip


def _refused(page: RawPage | None, reject: Reject) -> dict[str, Any]:
    source = page.source if page else reject.source
    name = Page.of(page).identity if page else None
    return {"identity": name, "source": source, "reason": reject.reason, "detail": reject.detail}


def entries(path: Path) -> Iterator[Entry]:
    """The articles of a file, as the store takes them; a few are in memory at a time."""
    for row in _rows(path, 32):
        pages = tuple(_stored(page) for page in row["pages"])
        yield Entry(pages, decode(Article, row["record"]))


def rejects(path: Path) -> Iterator[Entry | Reject]:
    """The refusals of a file; those of a page come with its name and without its bytes, which nobody keeps."""
    for row in _rows(path, 4096):
        reject = Reject(row["source"], row["reason"], row["detail"])
        page = Page(RawPage(row["source"], b"", "text"), "", row["identity"] or "")
        yield Entry((page,), reject) if row["identity"] else reject


def _rows(path: Path, number: int) -> Iterator[dict[str, Any]]:
    _, pq = _arrow()
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=number):
            yield from batch.to_pylist()


def _stored(page: dict[str, Any]) -> Page:
    given = decode(Given, page["given"].encode())
    raw = RawPage(page["source"], page["data"], page["kind"], given, page["charset"])
    return Page(raw, page["sha256"], page["identity"])
