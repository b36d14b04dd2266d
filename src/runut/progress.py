"""How far a build is, as lines of JSON for a program that looks on.

In: what ``build`` tells its watcher. Out: at most two lines a second, ``{"doing":"reading","source":...,"read":...}``,
on the stream that was given. It counts nothing itself.

>>> import io
>>> lines = Lines(io.StringIO())
>>> lines.merging()
>>> lines.stream.getvalue()
'{"doing":"merging"}\\n'
"""

from __future__ import annotations

import time
from typing import TextIO

import orjson

from runut.receipt import Receipt

__all__ = ["Lines"]

SECONDS_BETWEEN_LINES = 0.5


class Lines:
    """A watcher that writes lines."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.state: dict[str, object] = {"doing": "reading"}
        self.said = 0.0

    def page(self, source: str, receipt: Receipt) -> None:
        """One page more."""
        self.state |= {
            "source": source,
            "read": receipt.read,
            "kept": receipt.kept,
            "already_there": receipt.already_there,
            "refused": len(receipt.rejects),
            "run": receipt.run,
        }
        if time.monotonic() - self.said >= SECONDS_BETWEEN_LINES:
            self._say()

    def merging(self) -> None:
        """The second half."""
        self.state["doing"] = "merging"
        self._say()

    def end(self) -> None:
        """All is done; the receipt has the counts."""
        self.state = {"doing": "nothing", "read": self.state.get("read", 0)}
        self._say()

    def _say(self) -> None:
        self.said = time.monotonic()
        print(orjson.dumps(self.state).decode(), file=self.stream, flush=True)
