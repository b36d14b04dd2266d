"""Row files: every row of a .jsonl, .csv or .json file is one article.

In: a binary stream. Out: raw pages and rejects, one row at a time; a broken row is a reject of its own and the rest
goes on. Columns: ``text`` or ``html``; ``id`` (comes back as key), ``title``, ``published`` (or ``date``), ``url``,
``outlet``, ``author``; the others are kept in ``Given.other``.

>>> import io
>>> [page.given.key for page in json_lines("a.jsonl", io.BytesIO(b'{"id": 7, "text": "Isi."}'), Given(), Limits())]
['7']
"""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import IO, Any

from runut.acquire.feeds import is_json_feed, json_feed
from runut.acquire.job import Found, Job
from runut.acquire.limits import Limits, megabytes
from runut.acquire.streams import rejoined
from runut.records import Given, RawPage, Reject

_NAMED = ("title", "url", "outlet", "author")
_HINT = 'every row needs a column "text" or "html"'


def json_lines(source: str, stream: IO[bytes], given: Given, limits: Limits, first: int = 1) -> Found:
    """One JSON object a line; empty lines are skipped and counted. ``first``: the number of the stream's first line."""
    number = first - 1
    is_empty = first == 1
    while line := stream.readline(limits.document + 1):
        number += 1
        name = f"{source}#{number}"
        if len(line) > limits.document:
            is_empty = False
            _skip_line(stream, line)
            yield Reject(name, "too-large", f"the row is longer than {megabytes(limits.document)}")
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            is_empty = False
            yield _json_row(name, line, given)
    if is_empty:
        yield Reject(source, "empty", "the file holds no rows")


def json_file(source: str, data: bytes, job: Job) -> Found:
    """One JSON object, or a list of them, or a JSON Feed; a .json file that holds JSON lines is read as such."""
    given = job.given
    try:
        parsed = json.loads(data.removeprefix(codecs.BOM_UTF8))
    except (ValueError, RecursionError) as error:
        if data.lstrip()[:1] == b"{" and b"\n" in data.strip():
            yield from json_lines(source, io.BytesIO(data), given, job.limits)
            return
        yield Reject(source, "broken-row", f"not valid JSON ({_short(error)}); repair the file")
        return
    if is_json_feed(parsed):
        yield from json_feed(source, parsed, job)
        return
    if isinstance(parsed, dict):
        yield _article(source, parsed, given)
        return
    if not isinstance(parsed, list) or not parsed:
        yield Reject(source, "broken-row", f"neither a JSON object nor a list of objects; {_HINT}")
        return
    for number, row in enumerate(parsed, 1):
        yield _article(f"{source}#{number}", row, given)


def table(source: str, stream: IO[bytes], given: Given, limits: Limits) -> Found:
    """Comma, semicolon or tab separated values with a header line."""
    csv.field_size_limit(limits.document)
    head = stream.read(65536)
    text = io.TextIOWrapper(rejoined(head, stream), encoding=_encoding(head), errors="replace", newline="")
    reader = csv.reader(text, delimiter=_delimiter(head))
    header: list[str] | None = None
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            number += 1
            yield Reject(
                f"{source}#{number}", "broken-row", f"not readable as CSV ({_short(error)}); check its quotation marks"
            )
            continue
        if header is None:
            header = [cell.strip().strip("\ufeff").lower() for cell in cells]
            if "text" not in header and "html" not in header:
                yield Reject(source, "broken-row", f"no column named text or html in the first line; {_HINT}")
                return
            continue
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) > len(header):
            yield Reject(f"{source}#{number}", "broken-row", f"{len(cells)} cells, but the header names {len(header)}")
            continue
        yield _article(f"{source}#{number}", dict(zip(header, cells, strict=False)), given)
    if header is None or not number:
        yield Reject(source, "empty", "the file holds no rows")


def _json_row(name: str, line: bytes, given: Given) -> RawPage | Reject:
    try:
        parsed = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Reject(name, "broken-row", f"not valid JSON ({_short(error)}); repair or remove this line")
    return _article(name, parsed, given)


def _article(name: str, row: Any, given: Given) -> RawPage | Reject:
    if not isinstance(row, dict):
        return Reject(name, "broken-row", f"the row is no JSON object; {_HINT}")
    cells = {str(column).strip().lower(): cell for column, cell in row.items()}
    text, markup = cells.get("text"), cells.get("html")
    if not isinstance(text, str | None) or not isinstance(markup, str | None):
        return Reject(name, "broken-row", 'the columns "text" and "html" must be strings')
    if text is None and markup is None:
        return Reject(name, "broken-row", _HINT)
    is_text = bool(text and text.strip()) or not (markup and markup.strip())
    content = (text if is_text else markup) or ""
    if not content.strip():
        return Reject(name, "empty", "the row holds no text")
    kind: Any = "text" if is_text else "html"
    return RawPage(name, content.encode("utf-8", "replace"), kind, _given(cells, given), "utf-8")


def _given(cells: Mapping[str, Any], given: Given) -> Given:
    """What the row says, over what the caller said for the whole file."""
    values = {column: _plain(cells[column]) for column in _NAMED if column in cells}
    published = next((found for column in ("published", "date") if (found := _plain(cells.get(column)))), None)
    used = {"text", "html", "id", *_NAMED, "published"} | ({"date"} if not _plain(cells.get("published")) else set())
    other = {
        **given.other,
        **{column: kept for column in cells if column not in used and (kept := _plain(cells[column]))},
    }
    return replace(
        given,
        key=_plain(cells.get("id")) or given.key,
        title=values.get("title") or given.title,
        published=published or given.published,
        url=values.get("url") or given.url,
        outlet=values.get("outlet") or given.outlet,
        author=values.get("author") or given.author,
        other=MappingProxyType(other),
    )


def _plain(cell: Any) -> str | None:
    """A cell as a string; None for an empty one."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        # A lone surrogate ("\\ud800" in JSON) cannot be stored as UTF-8.
        return cell.encode("utf-8", "replace").decode("utf-8").strip() or None
    return json.dumps(cell, ensure_ascii=True, sort_keys=True)


def _skip_line(stream: IO[bytes], line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 20)


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8-sig"


def _delimiter(head: bytes) -> str:
    first = head.split(b"\n", 1)[0]
    return max((",", ";", "\t"), key=lambda mark: first.count(mark.encode()))


def _short(error: BaseException) -> str:
    return str(error)[:120] or type(error).__name__
