"""Builds that die where they are told to, in processes that are forked off one that has all loaded already.

``python dying.py`` takes orders, a line of JSON each, from a ``Nursery``. Of a build they say: ``at``: it kills itself
with signal 9 when it has come to its statement number ``at`` of the database, counted from the opening of the chronicle
(0: never); ``before`` says whether just before the statement is run or just after. It prints how many there were.
``reader``: "hand" is that of ``making``, "real" the real one. No file may grow beyond ``size``. The journal is never
written back into the database on the way, so that it can be cut short like one of a power cut.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENDED = "ended"


@dataclass(frozen=True)
class Child:
    """A build in a process of its own."""

    nursery: Nursery
    pid: int
    out: str

    def kill(self) -> None:
        """End it wherever it is."""
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> subprocess.CompletedProcess[str]:
        """How it ended, and what it printed."""
        code = int(self.nursery.ask({ENDED: self.pid}))
        said = [Path(f"{self.out}.{stream}").read_text() for stream in ("out", "err")]
        return subprocess.CompletedProcess([], code, *said)


class Nursery:
    """The process that the builds are forked off."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.folder = tempfile.TemporaryDirectory()
        self.number = 0

    def ask(self, order: dict[str, Any]) -> str:
        """The line that is the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline()

    def start(self, chronicle: object, folder: Path, **other: Any) -> Child:
        """Begin a build."""
        self.number += 1
        out = f"{self.folder.name}/{self.number}"
        order = {
            "chronicle": str(chronicle), "paths": [str(folder)], "reader": "hand", "batch": 4, "workers": 0,
            "at": 0, "before": False, "size": 0, "out": out,
        }  # fmt: skip
        return Child(self, int(self.ask(order | other)), out)

    def run(self, chronicle: object, folder: Path, **other: Any) -> subprocess.CompletedProcess[str]:
        """A build, to its end."""
        return self.start(chronicle, folder, **other).wait()


@contextmanager
def nursery() -> Iterator[Nursery]:
    """A process that builds are forked off, for as long as one needs it."""
    found = Nursery()
    try:
        yield found
    finally:
        found.process.kill()
        found.process.communicate()
        found.folder.cleanup()


def main() -> None:
    """Take orders until there are no more."""
    import making  # noqa: F401 - all of it is loaded here once
    import runut.build
    import runut.keep.store  # noqa: F401
    from runut.acquire import find
    from runut.config import engine_version

    list(find([__file__]))
    engine_version()
    for line in sys.stdin:
        order = json.loads(line)
        if ENDED in order:
            print(os.waitstatus_to_exitcode(os.waitpid(order[ENDED], 0)[1]), flush=True)
        elif child := os.fork():
            print(child, flush=True)
        else:
            os._exit(lived(order))


def lived(order: dict[str, Any]) -> int:
    """In a process of its own: build; gives the exit code."""
    for stream, name in ((sys.stdout, "out"), (sys.stderr, "err")):
        to = os.open(f"{order['out']}.{name}", os.O_WRONLY | os.O_CREAT)
        os.dup2(to, stream.fileno())
    try:
        build(order)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def build(order: dict[str, Any]) -> None:
    """Build, and die where it is said."""
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    import making
    import runut.build as building
    import runut.crew
    import runut.reading
    from runut.keep.store import Store

    if order["reader"] == "hand":
        runut.reading.clean_page = making.clean_page
        runut.reading.read_document = making.read_document
        runut.crew.PROGRAM = making.WORKER
    count = [0]

    def one(*_: object) -> None:
        count[0] += 1
        if count[0] == order["at"]:
            os.kill(os.getpid(), signal.SIGKILL)

    def statement(connection: object, cursor: object, words: object, parameters: object, *_: object) -> None:
        one()

    event.listen(Engine, "before_cursor_execute" if order["before"] else "after_cursor_execute", statement)
    for moment in ("begin", "commit", "rollback"):
        event.listen(Engine, moment, one)
    if "://" not in order["chronicle"]:
        event.listen(Engine, "connect", lambda driver, _: driver.execute("PRAGMA wal_autocheckpoint = 0"))
    building.BATCH_PAGES = order["batch"]
    building.BATCH_SECONDS = float("inf")  # else a busy machine has other statements
    if order["size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (order["size"], order["size"]))
    building.build(Store(order["chronicle"], create=True), order["paths"], workers=order["workers"])
    print(count[0])


if __name__ == "__main__":
    main()
