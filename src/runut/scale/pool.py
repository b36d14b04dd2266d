"""Several processes on this machine that do shards; or none beside this one.

In: shards and a ``Task``. Out: ``Done`` for each, in the order in which they end. A shard on which its process ends is
tried once more in a fresh one and then is listed with how it ended; the others go on. Pages are safe before that: each
process that does shards has another beside it that reads (``crew``), and a page that ends or outlasts that one is a
refusal of its shard.

::

    for done in in_processes(plan(["a.warc.gz"]), task, 4):
        print(done.shard.source, done.manifest.counts.kept)
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import orjson

from runut.errors import RunutError, WorkerError
from runut.processes import Worker, ends, put, raise_told, take, told
from runut.scale.files import manifest_of, shown
from runut.scale.shards import Shard
from runut.scale.work import Done, Task, begin, do, done_before, hand_for, rules_of

__all__ = ["here", "in_processes", "serve"]

PROGRAM = "from runut.scale.pool import serve; serve()"
TRIES = 2
START_SECONDS = 300.0
END_SECONDS = 10.0
_DONE, _ERROR = b"done\n", b"error\n"


def here(shards: Iterable[Shard], task: Task) -> Iterator[Done]:
    """Do them in this process, one after another."""
    rules = rules_of(task)
    with hand_for(task) as hand:
        for shard in shards:
            before = done_before(shard, task, rules)
            yield Done(shard, before or do(shard, task, hand), before=before is not None)


def in_processes(shards: Iterable[Shard], task: Task, workers: int) -> Iterator[Done]:
    """Do them in so many processes."""
    pool = _Pool(task)
    threads = ThreadPoolExecutor(workers, "shards")
    pending: set[Future[Done]] = set()
    try:
        for shard in shards:
            pending.add(threads.submit(pool.done, shard))
            if len(pending) >= 2 * workers:
                ended, pending = wait(pending, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in ended)
        while pending:
            ended, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (one.result() for one in ended)
        pool.finish()
    finally:
        pool.end()
        threads.shutdown(cancel_futures=True)


class _Pool:
    """The processes, one for each thread that asks."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._mine = threading.local()
        self._all: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def done(self, shard: Shard) -> Done:
        """In a thread: hand over, wait, and answer for a process that ended."""
        how = ""
        for _ in range(TRIES):
            worker = self._worker()
            answer = worker.ask(pickle.dumps(shard), None)
            if answer is not None:
                return _opened(shard, answer)
            self._dismiss(worker)
            how = worker.reason(0)[1]
            if self._closed:
                break
        return Done(shard, None, how)

    def finish(self) -> None:
        """Let all of them end in order, those beside them too."""
        for worker in self._closing():
            worker.finish(END_SECONDS)

    def end(self) -> None:
        """End all of them, whatever they are at."""
        for worker in self._closing():
            worker.end()

    def _closing(self) -> list[Worker]:
        with self._lock:
            self._closed = True
            return list(self._all)

    def _worker(self) -> Worker:
        worker: Worker | None = getattr(self._mine, "worker", None)
        if worker is not None:
            return worker
        with self._lock:
            if self._closed:
                raise WorkerError("the run was stopped")
            worker = self._mine.worker = Worker(PROGRAM)
            self._all.add(worker)
        answer = worker.ask(pickle.dumps(self._task), START_SECONDS)
        if answer is None:
            self._dismiss(worker)
            raise WorkerError(f"a process could not be started ({worker.reason(START_SECONDS)[1]}); use fewer")
        _sound(answer)
        return worker

    def _dismiss(self, worker: Worker) -> None:
        self._mine.worker = None
        worker.end()
        with self._lock:
            self._all.discard(worker)


def _opened(shard: Shard, answer: bytes) -> Done:
    _sound(answer)
    before, manifest = orjson.loads(answer.removeprefix(_DONE))
    found = manifest_of(manifest.encode())
    if found is None:
        raise WorkerError("a process answered with something else than a manifest; please report this")
    return Done(shard, found, before=before)


def _sound(answer: bytes) -> None:
    if answer.startswith(_ERROR):
        raise_told(answer.removeprefix(_ERROR))


def serve() -> None:
    """Be such a process: take the task, then shards from standard input until it ends."""
    orders, answers = ends()
    first = take(orders)
    if first is None:
        return
    task: Task = pickle.loads(first)
    try:
        begin(task)
        rules = rules_of(task)
        with hand_for(task) as hand:
            put(answers, _DONE)
            while order := take(orders):
                shard: Shard = pickle.loads(order)
                before = done_before(shard, task, rules)
                manifest = before or do(shard, task, hand)
                put(answers, _DONE + orjson.dumps([before is not None, shown(manifest).decode()]))
    except Exception as error:
        put(answers, _ERROR + told(error, _told(error, task)))


def _told(error: Exception, task: Task) -> str:
    if isinstance(error, RunutError):
        return str(error)
    if task.debug:
        import traceback

        return traceback.format_exc()
    return f"a shard could not be done ({type(error).__name__}: {error}); please report this"
