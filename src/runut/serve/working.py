"""The process of a job: one build into the chronicle, watched by the workbench.

In: an ``Order`` on standard input, as one line of JSON. Out: how far it is, as lines of JSON on standard output
(``runut.progress``), and the receipt in the job's folder. It is ``runut build`` under another name: what it has taken
in stays, and the same order again goes on.

Standard input stays open for as long as somebody wants the job. Its end, for whatever reason (a job that is cancelled,
a workbench that was killed), stops the build in order, as Ctrl-C does. Jobs of one folder wait for each other: two
workbenches of one chronicle read one at a time.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import orjson

from runut.errors import RunutError, StoreError
from runut.keep.codec import decode
from runut.own import Own
from runut.serve.jobs import Inbox
from runut.stopping import interrupt, stoppable

__all__ = ["PROGRAM", "Order", "main"]

PROGRAM = "from runut.serve.working import main; main()"
ASK_AGAIN_SECONDS = 0.2
STEPS_BACK = 10  # of Unix's 19


@dataclass(frozen=True, slots=True)
class Order:
    """What to read, into what, and how."""

    inbox: str
    job: str
    chronicle: str
    codebook: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    model: bool = True
    workers: int = 1
    seconds: float = 60.0
    contact: str | None = None


def main() -> None:
    """Do the job that standard input names."""
    said = os.fdopen(os.dup(1), "w", encoding="utf8")
    os.dup2(2, 1)  # what a library prints must not come between
    order = decode(Order, _first_line())
    _step_back()
    try:
        with stoppable():
            threading.Thread(target=_end_with_input, daemon=True).start()
            _work(order, said)
    except RunutError as error:
        print(orjson.dumps({"doing": "nothing", "error": str(error)}).decode(), file=said, flush=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)


def _step_back() -> None:
    """Readers turn pages meanwhile: they come first, and the job has what they leave of the processors."""
    if hasattr(os, "nice"):  # not on Windows
        with suppress(OSError):
            os.nice(STEPS_BACK)


def _first_line() -> bytes:
    """Read past Python's buffer, whose lock a thread that waits for more would hold to the end of the process."""
    line = bytearray()
    while (byte := os.read(0, 1)) not in (b"", b"\n"):
        line += byte
    return bytes(line)


def _end_with_input() -> None:
    while os.read(0, 1):
        pass
    interrupt(signal.SIGTERM)  # not Ctrl-C's: what runs behind a terminal's back ignores that


def _work(order: Order, said: TextIO) -> None:
    from runut.acquire import Named, find
    from runut.acquire.fetching import Fetcher
    from runut.build import build
    from runut.keep.store import Store
    from runut.own import use
    from runut.progress import Lines

    use(Own(tuple(map(Path, order.codebook)), tuple(map(Path, order.actors)), order.model))
    inbox = Inbox(Path(order.inbox))
    with _alone(inbox.folder):
        job = inbox.get(order.job)
        if job is None or not any(one.left for one in job.sent):
            return
        left = [one for one in job.sent if one.left]
        folder = inbox.path(job.id)
        found = [Named(str(folder / one.file), one.name, one.given) if one.file else one.name for one in left]
        watcher = Lines(said)
        receipt = build(
            Store(order.chronicle),
            [one.name for one in left],
            finder=lambda _names, given: find(found, given, fetcher=Fetcher(contact=order.contact)),
            watcher=watcher,
            workers=order.workers,
            seconds=order.seconds,
            retry=True,
        )
        inbox.put_receipt(job.id, receipt)
        watcher.end()


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One at a time. A lock of SQLite is free again when its process has ended, however it ended, on every system."""
    lock = sqlite3.connect(folder / "lock", timeout=0, isolation_level=None)
    try:
        while True:
            try:
                lock.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise StoreError(f"{folder} cannot be written ({error}); see to its rights and its disk") from error
            time.sleep(ASK_AGAIN_SECONDS)
        yield
    finally:
        lock.close()
