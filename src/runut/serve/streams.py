"""The lists as data: a JSON array, JSON lines or CSV, written as they are read.

In: the records of a listing and its name. Out: chunks of bytes; JSON lines and CSV are those of the command line. A
list of any length takes the memory of a few hundred rows.

>>> sorted(KINDS)
['csv', 'json', 'jsonl']
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType
from typing import Any

from runut.publish.json_lines import dumps
from runut.publish.listings import shape
from runut.publish.wording import Language

__all__ = ["KINDS", "stream"]

KINDS = MappingProxyType(
    {"json": "application/json", "jsonl": "application/x-ndjson", "csv": "text/csv; charset=utf-8"}
)
AT_ONCE = 200


def stream(records: Iterator[Any], name: str, kind: str, language: Language) -> Iterator[bytes]:
    """The records of the listing ``name``."""
    batches = iter(lambda: list(islice(records, AT_ONCE)), [])
    yield from _csv(batches, name, language) if kind == "csv" else _json(batches, name, kind)


def _json(batches: Iterator[list[Any]], name: str, kind: str) -> Iterator[bytes]:
    to_object = shape(name).to_object
    if kind == "jsonl":
        for batch in batches:
            yield b"".join(dumps(to_object(record)) for record in batch)
        return
    before = b"["
    for batch in batches:
        yield before + b",".join(dumps(to_object(record)).rstrip(b"\n") for record in batch)
        before = b","
    yield b"]\n" if before == b"," else b"[]\n"


def _csv(batches: Iterator[list[Any]], name: str, language: Language) -> Iterator[bytes]:
    to_table = shape(name).to_table
    head = to_table((), language).csv()
    yield head
    for batch in batches:
        yield to_table(batch, language).csv().removeprefix(head)
