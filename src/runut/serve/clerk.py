"""Who has the jobs done: one after the other, each in a process of its own (``working``), watched to its end.

In: jobs of an ``Inbox``. Out: the same jobs with another state, and how far the one at work is. The clerk reads no
article and writes nothing into the chronicle. What he knows stands in the inbox: after a restart, jobs that were not at
their end are ``stopped`` and can be gone on with.

::

    clerk = Clerk(Inbox(folder), Orders("korea.db"))
    clerk.start()
    clerk.add(job)
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

import orjson

from runut.keep.codec import decode, encode
from runut.serve.jobs import Inbox, Job, Progress, State
from runut.serve.working import PROGRAM, Order

__all__ = ["Clerk", "Orders"]

END_SECONDS = 20.0  # what a job has to end in order when the workbench ends; what it read is safe before
LOG_BYTES = 2000


@dataclass(frozen=True, slots=True)
class Orders:
    """How every job is to be done."""

    chronicle: str
    codebook: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    model: bool = True
    workers: int = 1
    seconds: float = 60.0
    contact: str | None = None

    def order(self, inbox: Inbox, job: Job) -> Order:
        """The order of one job."""
        return Order(
            str(inbox.folder.absolute()), job.id, self.chronicle, self.codebook, self.actors, self.model, self.workers,
            self.seconds, self.contact,
        )  # fmt: skip


class Clerk:
    """The queue of jobs and the one at work."""

    def __init__(self, inbox: Inbox, orders: Orders) -> None:
        self.inbox = inbox
        self.orders = orders
        self._queue: deque[str] = deque()
        self._changed = threading.Condition()
        self._at: str | None = None
        self._progress = Progress()
        self._process: subprocess.Popen[bytes] | None = None
        self._wanted = True  # the job at work
        self._closed = False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin: what an earlier workbench left unfinished is listed as stopped."""
        self._closed = True  # whatever is at work is none of ours
        for job in self.inbox.all():
            if job.is_going:
                self._ended(job.id, "")
        self._closed = False
        self.inbox.tidy()
        self._thread = threading.Thread(target=self._run, name="clerk", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End: the job at work ends in order, and is stopped like those that wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._let_go()
        if self._thread is not None:
            self._thread.join(END_SECONDS + 5)

    # ------------------------------------------------------------ what a reader asks for

    def add(self, job: Job) -> Job:
        """Put a job at the end of the queue; one that was not finished goes on."""
        with self._changed:
            waiting = replace(job, state="waiting", why="")
            self.inbox.put(waiting)
            if job.id not in self._queue and job.id != self._at:
                self._queue.append(job.id)
            self._changed.notify_all()
        return waiting

    def cancel(self, number: str) -> None:
        """Take a job out of the queue, or end it; what it has read stays, and so do its files."""
        with self._changed:
            if number in self._queue:
                self._queue.remove(number)
                self._put(number, "cancelled")
            elif number == self._at:
                self._wanted = False
        if number == self._at:
            self._let_go()

    def progress(self, number: str) -> Progress | None:
        """How far the job is, where it is at work."""
        with self._changed:
            return self._progress if number == self._at else None

    @property
    def at_work(self) -> str | None:
        """The job at work."""
        return self._at

    @property
    def waiting(self) -> tuple[str, ...]:
        """The jobs that wait, in order."""
        with self._changed:
            return tuple(self._queue)

    # ------------------------------------------------------------ the clerk's own thread

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._queue and not self._closed:
                    self._changed.wait()
                if self._closed:
                    for number in self._queue:
                        self._put(number, "stopped")
                    return
                self._at, self._progress, self._wanted = self._queue.popleft(), Progress(), True
            with suppress(OSError):  # the disk; what it has of the job is listed as stopped at the next start
                self._do(self._at)
            with self._changed:
                self._at = None

    def _do(self, number: str) -> None:
        job = self._put(number, "running")
        why = "" if job is None else self._begun(job)  # None: removed by hand
        with self._changed:
            self._at = None  # before anybody can see that it has ended
        self._ended(number, why)

    def _begun(self, job: Job) -> str:
        """See ``_watched``."""
        (self.inbox.path(job.id) / "receipt.json").unlink(missing_ok=True)
        try:
            return self._watched(job)
        except OSError as error:
            return f"no process could be started for it ({error.strerror})"

    def _watched(self, job: Job) -> str:
        """Start the process of the job and follow it to its end: what went wrong, if anything did."""
        command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{PROGRAM}"]
        log, why = self.inbox.path(job.id) / "log", ""
        with log.open("wb") as errors:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
            )
            assert process.stdin is not None
            assert process.stdout is not None
            with process.stdout, suppress(OSError):
                process.stdin.write(encode(self.orders.order(self.inbox, job)) + b"\n")
                process.stdin.flush()
                with self._changed:
                    self._process = process
                if self._closed or not self._wanted:
                    self._let_go()
                why = self._followed(job.id, process.stdout)
        code = process.wait()
        self._let_go()
        return why or (f"its process ended by signal {-code}" if code < 0 else _last_words(log, code))

    def _followed(self, number: str, lines: IO[bytes]) -> str:
        why = ""
        for line in lines:
            with suppress(ValueError, TypeError, AttributeError):
                why = str(orjson.loads(line).get("error", "")) or why
                progress = decode(Progress, line)
                with self._changed:
                    self._progress = progress
                self._note(number, progress.run)
        return why

    def _note(self, number: str, run: int) -> None:
        """Know the build of a job before it ends: a process that is killed leaves no receipt."""
        job = self.inbox.get(number)
        if job is not None and run and run not in job.runs:
            self.inbox.put(replace(job, runs=(*job.runs, run)))

    def _ended(self, number: str, why: str) -> None:
        receipt, job = self.inbox.receipt(number), self.inbox.get(number)
        if job is None:
            return
        if receipt is not None and receipt.run not in job.runs:
            job = replace(job, runs=(*job.runs, receipt.run))
            self.inbox.put(job)
        if receipt is not None and not receipt.interrupted:
            self.inbox.clear(replace(job, state="done", why=""), receipt)
        elif not self._wanted:
            self._put(number, "cancelled")
        elif self._closed or receipt is not None:
            self._put(number, "stopped")
        else:
            self._put(number, "crashed", why)

    def _put(self, number: str, state: State, why: str = "") -> Job | None:
        job = self.inbox.get(number)
        if job is not None:
            job = replace(job, state=state, why=why)
            self.inbox.put(job)
        return job

    def _let_go(self) -> None:
        """Nobody wants the job any more: its process hears it, and is ended where it does not listen."""
        with self._changed:
            process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        with suppress(OSError):
            process.stdin.close()
        if process.poll() is None:
            watch = threading.Timer(END_SECONDS, process.kill)
            watch.daemon = True
            watch.start()


def _last_words(log: Path, code: int) -> str:
    """The last line that the process left on its standard error, which is what Python says of an error."""
    try:
        text = log.read_bytes()[-LOG_BYTES:].decode("utf8", "replace").strip()
    except OSError:
        text = ""
    return text.rpartition("\n")[2] or f"its process ended with code {code}"
