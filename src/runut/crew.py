"""Several processes that read: one result whatever their number, and no page can stop or outlast the others.

In: pages, by the methods of ``reading.Hand``. Out: what reading them gives, in the order that they were given. A page
on which its process ends (a fault in a C library, memory) or that takes longer than ``seconds`` is tried once more in a
fresh process and then is a ``Reject`` with its reason: ``crashed`` or ``too-slow``.

A worker is this Python with ``serve``. It is told at its start what the user reads by (``own``), and answers with the
version that it reads by, which must be the one of the build. Pages go to it as pickles; what comes back, from a process
that has read what strangers wrote, is JSON that the types of the records check. It has a session of its own, so that
Ctrl-C stops the build and lets it finish in order; it ends when the build does, however that ends.

::

    with Crew(4) as crew:
        for reading in readings(find(["folder"]), crew):
            print(reading.outcome)
"""

from __future__ import annotations

import copyreg
import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Any, Generic, TypeVar

import orjson

from runut import reading
from runut.config import engine_version
from runut.errors import RunutError, WorkerError
from runut.keep.codec import decode, encode
from runut.own import Own, own, use
from runut.processes import Worker, ends, put, raise_told, take, told
from runut.reading import Hand, Here, Pending
from runut.records import Article, Document, Given, RawPage, Reject

__all__ = ["SECONDS", "Crew", "Helped", "cores", "serve"]

SECONDS = 60.0  # a page takes a twentieth of one
START_SECONDS = 300.0  # tables and the model, on a machine that is busy with other things
TRIES = 2  # a laptop that slept, or memory that another page took, is no fault of the page
AHEAD = 4  # pages that wait for each worker: it goes on while the build writes
MEMORY_BYTES = 4 << 30
ALONE = 40  # pages before help is called: reading so many takes as long as starting two workers
MOST = 3  # workers that a build calls by itself: more than three wait for what finds and writes
PROGRAM = "from runut.crew import serve; serve()"
_WARM = RawPage("warm-up", b"Menteri itu tiba di Seoul pada Senin.", "text", Given(published="2023-09-14"))
_STOP = "stop"  # the answer of a worker that cannot work at all
_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Article, Document, Reject)}

T = TypeVar("T")


def _frozen(values: dict[str, str]) -> MappingProxyType[str, str]:
    return MappingProxyType(values)


copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))


@dataclass(frozen=True, slots=True)
class _Hello:
    """What a worker is told at its start."""

    own: Own
    debug: bool
    seconds: float


class Crew:
    """The hand that works in ``workers`` processes."""

    def __init__(self, workers: int, *, seconds: float = SECONDS, debug: bool = False) -> None:
        self.ahead = AHEAD * workers
        self.seconds = seconds
        self._hello = pickle.dumps(_Hello(own(), debug, seconds))
        self._engine = engine_version()
        self._threads = ThreadPoolExecutor(workers, "crew")
        self._mine = threading.local()
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def clean(self, page: RawPage) -> Future[Document | Reject]:
        """See ``reading.cleaned``."""
        return self._threads.submit(self._do, "cleaned", page, page.source)

    def read(self, documents: Sequence[Document]) -> Future[Article | Reject]:
        """See ``reading.read``."""
        return self._threads.submit(self._do, "read", tuple(documents), documents[0].source)

    def reread(self, pages: Sequence[RawPage]) -> Future[Article | Reject]:
        """See ``reading.reread``."""
        return self._threads.submit(self._do, "reread", tuple(pages), pages[0].source)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._closed = True
            workers = list(self._all)
        for worker in workers:
            worker.end()
        self._threads.shutdown(cancel_futures=True)

    def _do(self, job: str, subject: object, source: str) -> Any:
        """In a thread of its own, one for each worker: hand over, wait, and answer for a worker that ended."""
        order = pickle.dumps((job, subject))
        why = Reject(source, "crashed", "the build was stopped")
        for _ in range(TRIES):
            worker = self._worker()
            answer = worker.ask(order, self.seconds)
            if answer is not None:
                return _opened(answer)
            self._dismiss(worker)
            why = Reject(source, *worker.reason(self.seconds))
            if self._closed:
                break
        return why

    def _worker(self) -> Worker:
        worker: Worker | None = getattr(self._mine, "worker", None)
        if worker is None:
            worker = self._mine.worker = self._hired()
        return worker

    def _hired(self) -> Worker:
        with self._lock:
            if self._closed:
                raise WorkerError("the build was stopped")
            worker = Worker(PROGRAM)
            self._all.add(worker)
        answer = worker.ask(self._hello, START_SECONDS)
        if answer is None:
            self._dismiss(worker)
            raise WorkerError(f"a process that reads could not be started ({worker.reason(START_SECONDS)[1]})")
        engine = _opened(answer)
        if engine != self._engine:
            raise WorkerError("Runut or your rules were changed while it was running; run the same command again")
        return worker

    def _dismiss(self, worker: Worker) -> None:
        self._mine.worker = None
        worker.end()
        with self._lock:
            self._all.discard(worker)


@dataclass(frozen=True, slots=True)
class _OrHere(Generic[T]):
    """What a worker will have done, or this process where no worker can be started."""

    pending: Pending[T]
    here: Callable[[], Pending[T]]

    def result(self) -> T:
        """Wait for it."""
        try:
            return self.pending.result()
        except WorkerError:
            return self.here().result()


class Helped:
    """The hand that works in this process at first and, once there is enough to do, in ``workers`` others."""

    def __init__(self, workers: int, *, seconds: float = SECONDS, debug: bool = False) -> None:
        self._here = Here(debug)
        self._call: Callable[[], Crew] = lambda: Crew(workers, seconds=seconds, debug=debug)
        self._crew: Crew | None = None
        self._worth = workers > 1
        self._failed = False
        self._given = 0

    @property
    def ahead(self) -> int:
        """See ``reading.Hand``."""
        return self._crew.ahead if self._crew else self._here.ahead

    def clean(self, page: RawPage) -> Pending[Document | Reject]:
        """See ``reading.cleaned``."""
        self._count()
        return self._by(lambda hand: hand.clean(page))

    def read(self, documents: Sequence[Document]) -> Pending[Article | Reject]:
        """See ``reading.read``."""
        return self._by(lambda hand: hand.read(documents))

    def reread(self, pages: Sequence[RawPage]) -> Pending[Article | Reject]:
        """See ``reading.reread``."""
        self._count()
        return self._by(lambda hand: hand.reread(pages))

    def __enter__(self) -> Helped:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._crew:
            self._crew.__exit__(kind, error, at)

    def _count(self) -> None:
        self._given += 1
        if self._worth and not self._crew and self._given > ALONE:
            self._crew = self._call()

    def _by(self, work: Callable[[Hand], Pending[T]]) -> Pending[T]:
        if self._crew is None or self._failed:
            return work(self._here)
        return _OrHere(work(self._crew), lambda: self._alone(work))

    def _alone(self, work: Callable[[Hand], Pending[T]]) -> Pending[T]:
        """No worker can be started: what is still to come is not offered to one."""
        self._failed = True
        return work(self._here)


def cores() -> int:
    """How many workers a build may call by itself: one for each processor that this process may use, at most three."""
    if hasattr(os, "sched_getaffinity"):
        return min(MOST, len(os.sched_getaffinity(0)))
    return min(MOST, os.cpu_count() or 1)


def _packed(answer: object) -> bytes:
    return type(answer).__name__.encode() + b"\n" + encode(answer)


def _opened(message: bytes) -> Any:
    """The answer of a worker; an error that stops the build is raised."""
    name, _, body = message.partition(b"\n")
    kind = _KINDS.get(name.decode())
    if kind is not None:
        return decode(kind, body)
    if name.decode() == _STOP:
        raise_told(body)
    return orjson.loads(body)


def serve() -> None:
    """Be a worker: read orders from standard input until it ends, and answer each on standard output."""
    orders, answers = ends()
    first = take(orders)
    if first is None:
        return
    hello: _Hello = pickle.loads(first)
    jobs: dict[str, Callable[..., Article | Document | Reject]] = {
        "cleaned": reading.cleaned, "read": reading.read, "reread": reading.reread,
    }  # fmt: skip
    put(answers, _answer(lambda: _begin(hello)))
    while order := take(orders):
        with _Alarm(hello.seconds):
            job, subject = pickle.loads(order)
            put(answers, _answer(lambda job=job, subject=subject: jobs[job](subject, debug=hello.debug)))  # type: ignore[misc]


def _begin(hello: _Hello) -> str:
    """Take the user's rules, and read once, so that no page pays for the tables and the model."""
    _bound_memory()
    _bound_threads()
    use(hello.own)
    document = reading.cleaned(_WARM)
    if isinstance(document, Document):
        reading.read([document])
    return engine_version()


def _answer(work: Callable[[], object]) -> bytes:
    try:
        return _packed(work())
    except RunutError as error:
        return f"{_STOP}\n".encode() + told(error, str(error))
    except Exception as error:  # only with --debug: the build shows where
        import traceback

        return f"{_STOP}\n".encode() + told(error, traceback.format_exc())


def _bound_memory() -> None:
    """A page that asks for more gets a MemoryError, and is a reject, before the machine begins to swap."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most == resource.RLIM_INFINITY or most > MEMORY_BYTES:
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, most))


def _bound_threads() -> None:
    """The workers are the threads: the model gets one in each, and says the same."""
    from runut.extract.reader import session

    session.THREADS = 1


class _Alarm:
    """Ends the worker for good when nobody is left to end it: its build was killed while it was at a page."""

    def __init__(self, seconds: float) -> None:
        self.seconds = 2 * seconds + 5

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
