"""A build in a process of its own that dies where it is told to: run as ``python dying.py ORDER``, ORDER in JSON.

``at``: it kills itself with signal 9 when it has come to its statement number ``at`` of the database, counted from the
opening of the chronicle (0: never); ``before`` says whether just before the statement is run or just after. It prints
how many there were. ``reader``: "hand" is that of ``making``, "real" the real one. No file may grow beyond ``size``.
The journal is never written back into the database on the way, so that it can be cut short like one of a power cut.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys

from sqlalchemy import event
from sqlalchemy.engine import Engine

ORDER = json.loads(sys.argv[1])
COUNT = [0]


def _count() -> None:
    COUNT[0] += 1
    if COUNT[0] == ORDER["at"]:
        os.kill(os.getpid(), signal.SIGKILL)


def _after(*_: object) -> None:
    _count()


def _before(connection: object, cursor: object, statement: object, parameters: object, *_: object) -> None:
    _count()


def main() -> None:
    """Build."""
    if ORDER["reader"] == "hand":
        import making
        import runut.reading

        runut.reading.clean_page = making.clean_page
        runut.reading.read_document = making.read_document
    import runut.build as building
    import runut.crew
    from runut.keep.store import Store

    if ORDER["reader"] == "hand":
        runut.crew.PROGRAM = making.WORKER
    event.listen(Engine, "before_cursor_execute" if ORDER["before"] else "after_cursor_execute", _before)
    for moment in ("begin", "commit", "rollback"):
        event.listen(Engine, moment, _after)
    if "://" not in ORDER["chronicle"]:
        event.listen(Engine, "connect", lambda driver, _: driver.execute("PRAGMA wal_autocheckpoint = 0"))
    building.BATCH_PAGES = ORDER["batch"]
    if ORDER["size"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (ORDER["size"], ORDER["size"]))
    store = Store(ORDER["chronicle"], create=True)
    building.build(store, ORDER["paths"], workers=ORDER["workers"])
    print(COUNT[0])


main()
