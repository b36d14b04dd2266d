"""A process of one's own and the messages to it: bytes, each with its length before it.

In: the program that it runs, an order, how long it may take. Out: its answer, or why there is none. What the orders and
answers mean is for those who send them (``crew``, ``scale.pool``). The process has a session of its own, so that Ctrl-C
reaches only the one that asks.

>>> import io
>>> pipe = io.BytesIO()
>>> put(pipe, b"order")
>>> take(io.BytesIO(pipe.getvalue())), take(io.BytesIO(b""))
(b'order', None)
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, NoReturn

import orjson

from runut import errors
from runut.errors import RunutError, WorkerError

__all__ = ["Worker", "ends", "put", "raise_told", "take", "told"]


class Worker:
    """A process that works, seen from the one that asks it."""

    def __init__(self, program: str) -> None:
        command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{program}"]
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
            )
        except OSError as error:
            raise WorkerError(f"a process that reads could not be started ({error.strerror}); use fewer") from error
        self._late = False

    def ask(self, order: bytes, seconds: float | None) -> bytes | None:
        """The answer, or None for a worker that ended or had to be ended; without ``seconds`` it has all the time."""
        watch = threading.Timer(seconds or 0, self._too_late)
        watch.daemon = True
        if seconds:
            watch.start()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            put(self._process.stdin, order)
            return take(self._process.stdout)
        except OSError:  # it is gone, and its end of the pipe with it
            return None
        finally:
            watch.cancel()

    def _too_late(self) -> None:
        self._late = True
        self._process.kill()

    def finish(self, seconds: float) -> None:
        """Let it end by itself, as it does when nothing more is asked; end it if that takes too long."""
        if self._process.stdin is not None:
            with suppress(OSError):
                self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self.end()

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):  # what was still to be written
                    pipe.close()

    def reason(self, seconds: float) -> tuple[str, str]:
        """Why it ended: a code and a sentence."""
        if self._late:
            return "too-slow", f"reading it takes more than {seconds:g} seconds; --timeout gives it longer"
        code = self._process.returncode
        how = f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
        return "crashed", f"the process that read it ended ({how}), twice; please report this"


def told(error: Exception, text: str) -> bytes:
    """An error that stops the run, as a message to the one that asked."""
    return orjson.dumps([type(error).__name__, text])


def raise_told(message: bytes) -> NoReturn:
    """Raise such an error; what is none of ours, or would cost a page only, as the one above all of them."""
    name, text = orjson.loads(message)
    found = getattr(errors, name, RunutError)
    raise (found if issubclass(found, RunutError) and found is not errors.UnreadableError else RunutError)(text)


def ends() -> tuple[IO[bytes], IO[bytes]]:
    """In a process that works: where orders come from and where answers go.

    What a library prints goes to standard error from now on: it must not come between.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, answers


def put(stream: IO[bytes], message: bytes) -> None:
    """Send a message."""
    stream.write(struct.pack("<Q", len(message)))
    stream.write(message)
    stream.flush()


def take(stream: IO[bytes]) -> bytes | None:
    """The next message; None at the end, also in the middle of one."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    (size,) = struct.unpack("<Q", head)
    message = stream.read(size)
    return message if len(message) == size else None
