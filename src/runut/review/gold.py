"""Gold files: what a careful reader gets out of an article, in YAML.

In: a YAML file or a folder of them. Out: ``GoldArticle`` records with the page to read. An item is an article in a file
of its own (``file:``, or ``id:`` with ``ID.txt`` beside the YAML), whose ``published`` is an answer to be found; or a
text written into the item (``text:``), whose ``published`` is given to the reader. A list of types, dates or states
means any of these; ``optional: true`` is neither required nor wrong. It reads no article and scores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from runut.errors import UsageError
from runut.own import parsed
from runut.records import Given, RawPage

Days = tuple[date, date]
DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
# Three capitals are a country code, save for bodies that are written so.
COUNTRY = re.compile(r"(?!PBB$)[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One act that the article tells; ``days`` are the accepted intervals, None among them for "unknown"."""

    what: str
    types: tuple[str, ...]
    actors: tuple[str, ...]
    targets: tuple[str, ...]
    days: tuple[Days | None, ...]
    statuses: tuple[str, ...]
    evidence: str
    optional: bool = False
    said_by: tuple[tuple[str, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """Something that somebody says; ``quote``: ``content`` is only the quoted part of it."""

    speakers: tuple[str, ...]
    content: str
    quote: bool
    optional: bool = False


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One article with all its acts; ``text`` is the page as it is stored.

    ``statements``: None where the file says nothing about them; ``quotes_only``: the indirect ones are not listed.
    ``events_listed``: False where the file says nothing about events.
    """

    name: str
    text: str
    page: RawPage
    published: Days | None
    litter: tuple[str, ...]
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...] | None = None
    quotes_only: bool = False
    events_listed: bool = True


def load_gold(path: Path) -> tuple[GoldArticle, ...]:
    """All articles of a gold file, or of every ``*.yaml`` below a folder, in the order of names.

    :raises UsageError: nothing there, or an item that cannot be understood; the text names the item.
    """
    if not path.exists():
        raise UsageError(f"{path}: there is no such gold file or folder")
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    articles = [article for file in files for article in _load(file)]
    if not articles:
        raise UsageError(f"{path}: no gold article in it (an item needs `file:`, `text:` or `id:`, and `events:`)")
    return tuple(articles)


def _load(file: Path) -> list[GoldArticle]:
    try:
        content = parsed(file.read_text(encoding="utf8"), str(file))
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not written in UTF-8; save it as UTF-8") from error
    items = content if isinstance(content, list) else [content]
    return [_article(file, item) for item in items if isinstance(item, dict) and item.keys() & {"events", "statements"}]


def _article(file: Path, item: Mapping[str, Any]) -> GoldArticle:
    if "text" in item:
        text = str(item["text"])
        name = str(item.get("id") or text[:40])
        given = _plain(item.get("published"))
        page = RawPage(f"{file}#{name}", text.encode(), "text", Given(key=name, published=given), "utf-8")
        published = None
    else:
        source = file.parent / str(item.get("file") or f"{item.get('id')}.txt")
        name = source.stem
        text, page = _read(source, file)
        published = days_of(_plain(item.get("published")))
    try:
        events = tuple(map(_event, item.get("events") or ()))
        said = tuple(map(_statement, item["statements"] or ())) if "statements" in item else None
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file}: {name}: an event or statement lacks or misstates {error}") from error
    litter = tuple(map(str, item.get("not_article_text") or ()))
    inline, listed = "text" in item, "events" in item
    return GoldArticle(name, text, page, published, litter, events, said, quotes_only=not inline, events_listed=listed)


def _read(source: Path, file: Path) -> tuple[str, RawPage]:
    try:
        data = source.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: its article {source} cannot be read: {error.strerror}") from error
    kind: Literal["text", "html"] = "html" if source.suffix.lower() in (".html", ".htm") else "text"
    return data.decode("utf8", errors="replace"), RawPage(str(source), data, kind)


def _plain(value: Any) -> str | None:
    """The day of ``published: 2020-06-24`` or ``published: {date: ..., basis: ...}``."""
    if isinstance(value, dict):
        value = value.get("date")
    return None if value is None else str(value)


def _event(item: Mapping[str, Any]) -> GoldEvent:
    return GoldEvent(
        what=str(item.get("what") or item["evidence"]),
        types=_strings(item["type"]),
        actors=_strings(item["actors"]),
        targets=_strings(item["targets"]),
        days=tuple(days_of(value) for value in _listed(item["date"])),
        statuses=_strings(item["status"]),
        evidence=str(item["evidence"]),
        optional=bool(item.get("optional")),
        said_by=tuple(map(_strings, _listed(item["said_by"]))) if "said_by" in item else None,
    )


def _statement(item: Mapping[str, Any]) -> GoldStatement:
    content = str(item["quote"] if "quote" in item else item["content"])
    return GoldStatement(_strings(item["speaker"]), content, "quote" in item, bool(item.get("optional")))


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in _listed(value)) if value is not None else ()


def days_of(value: object) -> Days | None:
    """The days of an EDTF date or interval; None where it names none ("unknown", "XXXX-05-09").

    >>> days_of("2020-05/2020-06-24")
    (datetime.date(2020, 5, 1), datetime.date(2020, 6, 24))
    """
    if value is None:
        return None
    first, _, last = str(value).partition("/")
    start, end = _edges(first), _edges(last or first)
    return (start[0], end[1]) if start and end else None


def _edges(value: str) -> Days | None:
    match = DAY.fullmatch(value.strip())
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year and month and day:
            return (date(year, month, day),) * 2
        if year and month:
            return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
        return (date(year, 1, 1), date(year, 12, 31)) if year else None
    except ValueError:
        return None
