"""Small articles by hand, for the parts that store and list them and need no language.

A page is lines such as ``visit CONSULT PRK RUS 2023-09-13 actual``, with a count at the end (``1000:kontainer``) where
one is wanted; ``unreadable`` and ``english`` refuse it.
"""

from __future__ import annotations

import hashlib
import os
import signal
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from runut.errors import UnreadableError
from runut.records import (
    Article,
    Block,
    Conflict,
    Document,
    Entity,
    Event,
    EventTime,
    Given,
    Mention,
    Participant,
    Published,
    Quantity,
    RawPage,
    Reject,
    Span,
    Speaker,
    Statement,
)

# What a worker runs that reads by hand.
WORKER = """
import making, runut.reading
runut.reading.clean_page, runut.reading.read_document = making.clean_page, making.read_document
from runut.crew import serve
serve()
"""
NAMES = {"PRK": "Korea Utara", "RUS": "Rusia", "USA": "Amerika Serikat", "person:vladimir-putin": "Vladimir Putin"}
ALIASES = {"PRK": "Korut", "USA": "AS", "person:vladimir-putin": "Presiden Rusia Vladimir Putin"}
COUNTED = ":kontainer"
COUNTRIES = {"person:vladimir-putin": "RUS"}


def raw(text: str, source: str = "a.txt", key: str | None = None) -> RawPage:
    """A page as intake gives it."""
    return RawPage(source, text.encode(), "text", Given(key=key))


def read(page: RawPage) -> Article:
    """The article of such a page."""
    text = page.data.decode()
    if text.startswith("unreadable"):
        raise UnreadableError("binary", "no text in it")
    if text.startswith("english"):
        raise UnreadableError("other-language", "the text is English")
    sha256 = hashlib.sha256(page.data).hexdigest()
    name = hashlib.sha256((sha256 + (page.given.key or "")).encode()).hexdigest()[:16]
    lines = [line for line in text.splitlines() if len(line.split()) == 6 or line.endswith(COUNTED)]
    events = tuple(_event(name, number, line, text) for number, line in enumerate(lines))
    people = dict.fromkeys(p.entity for event in events for p in (*event.actors, *event.targets) if p.entity)
    published = _published(text)
    return Article(
        document=Document(
            source=page.source,
            key=page.given.key,
            id=name,
            sha256=sha256,
            text=text,
            title=None,
            title_given=text.splitlines()[0] if text else None,
            outlet=None,
            language="id",
            blocks=(Block(0, len(text), "body", "test"),),
            cited_sources=(),
            metadata_dates=(),
            incomplete=False,
            given=page.given,
        ),
        published=published,
        entities=tuple(Entity(i, NAMES.get(i, i), _kind(i), COUNTRIES.get(i, i)) for i in people),
        mentions=tuple(Mention(0, 1, ALIASES[i], _kind(i), i) for i in people if i in ALIASES),
        events=events,
        statements=_statements(text),
        conflicts=tuple(
            Conflict("weekday", "10/9/2023 was a Sunday", (span_of(text, line),), ("Minggu",))
            for line in text.splitlines()
            if "weekday" in line
        ),
    )


def clean_page(page: RawPage) -> Document:
    """Stands for ``runut.reading.clean_page``."""
    return read(page).document


def read_document(document: Document) -> Article:
    """Stands for ``runut.reading.read_document``."""
    if "crash" in document.text:
        raise ZeroDivisionError("a fault of ours")
    if "fatal" in document.text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "greedy" in document.text:
        bytearray(5 << 30)
    if "endless" in document.text:
        time.sleep(1000)
    article = read(RawPage(document.source, document.text.encode(), "text", document.given))
    return replace(article, document=document)


def install(patch: pytest.MonkeyPatch) -> None:
    """Put the hand-made reader in the place of the real one, here and in workers."""
    patch.setattr("runut.crew.PROGRAM", WORKER)
    patch.setattr("runut.reading.clean_page", clean_page)
    patch.setattr("runut.reading.read_document", read_document)


def span_of(text: str, line: str) -> Span:
    """Where a line stands."""
    at = text.index(line)
    return Span(at, at + len(line), line)


def _kind(entity: str) -> str:
    return "person" if entity.startswith("person:") else "state"


def _published(text: str) -> Published:
    for line in text.splitlines():
        if line.startswith("published "):
            day = date.fromisoformat(line.split()[1])
            return Published(day, day, day.isoformat(), "metadata")
    return Published(None, None, None, "unknown", why="no date in it")


def _event(article: str, number: int, line: str, text: str) -> Event:
    act, kind, actor, target, day, status, *counts = line.split()
    when = date.fromisoformat(day) if day != "-" else None
    span = span_of(text, line)
    return Event(
        id=f"{article}-{number}",
        type=kind,
        mode=None,
        act=act,
        cameo=None,
        contexts=(),
        status=status,
        actors=(_participant(actor),),
        targets=(_participant(target),),
        place=None,
        time=EventTime(day, when, when, "own", "explicit", None) if when else None,
        said_by=(),
        trigger=span,
        evidence=span,
        also=(),
        quantities=tuple(_quantity(text, line, count) for count in counts),
        confidence=0.8,
        rule="test",
    )


def _quantity(text: str, line: str, count: str) -> Quantity:
    value, of = count.split(":")
    at = text.index(line) + line.index(count)
    return Quantity(at, at + len(count), count, float(value), None, None, None, of)


def _participant(entity: str) -> Participant:
    return Participant(entity, NAMES.get(entity, entity), COUNTRIES.get(entity, entity), "subject", None)


def _statements(text: str) -> tuple[Statement, ...]:
    out = []
    for line in text.splitlines():
        if line.startswith("says "):
            _, who, content = line.split(" ", 2)
            out.append(Statement(Speaker(NAMES[who], who, None), None, None, "direct", span_of(text, content)))
    return tuple(out)


def write(folder: Path, **pages: str) -> Path:
    """A folder of such pages as text files."""
    folder.mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, name: str = "a") -> RawPage | Reject:
    """What intake would give for one of them."""
    path = folder / f"{name}.txt"
    return RawPage(str(path), path.read_bytes(), "text")
