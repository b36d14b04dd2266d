"""What a build does, as lines of JSON for a program: ``build --log FILE``.

In: what happens. Out: a line each with ``event`` (started, there, refused, kept, reread, untouched, written, merged,
ended), the ``stage`` it belongs to (run, find, read, keep, merge), and where it is about one page its ``document``: its
source, and the caller's key behind "#key=". ``seconds`` stand only with what is about the machine and no page, so that
the lines about pages are the same for the same pages. Passwords are masked. It decides nothing.

::

    with Log(open("build.log", "a")) as log:
        log.note("started", "run", paths=["folder"])
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Protocol

import orjson

from runut.errors import UsageError
from runut.keep.sites import masked

__all__ = ["SILENT", "Log", "Noter", "opened"]

Value = str | int | float | bool | None | list[str]


class Noter(Protocol):
    """Somebody who notes what happens."""

    def note(self, event: str, stage: str, document: str | None = None, **more: Value) -> None:
        """Note it."""


class Silent:
    """Notes nothing."""

    def note(self, event: str, stage: str, document: str | None = None, **more: Value) -> None:
        """Nothing to do."""


SILENT: Noter = Silent()


class Log:
    """Lines in a file; each is there as soon as it is noted."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def note(self, event: str, stage: str, document: str | None = None, **more: Value) -> None:
        """Write the line."""
        line: dict[str, Value] = {"event": event, "stage": stage}
        if document is not None:
            line["document"] = document
        self.file.write(orjson.dumps({key: _shown(value) for key, value in (line | more).items()}) + b"\n")
        self.file.flush()


def _shown(value: Value) -> Value:
    if isinstance(value, list):
        return [masked(item) for item in value]
    return masked(value) if isinstance(value, str) else value


@contextmanager
def opened(name: str | None) -> Iterator[Noter]:
    """A log that adds to the file of that name; without a name one that notes nothing.

    :raises UsageError: the file cannot be written.
    """
    if name is None:
        yield SILENT
        return
    try:
        file = open(name, "ab")  # noqa: SIM115 - closed below
    except OSError as error:
        raise UsageError(f"--log {name} cannot be written ({error.strerror}); name another") from error
    with file:
        yield Log(file)


@contextmanager
def timed(log: Noter, event: str, stage: str) -> Iterator[None]:
    """Say afterwards how long it took."""
    began = time.monotonic()
    yield
    log.note(event, stage, seconds=round(time.monotonic() - began, 3))


def document_of(source: str, key: str | None) -> str:
    """How a log names a page."""
    return source if key is None else f"{source}#key={key}"
