"""The same function under Ray: shards on as many machines as a cluster has.

In: shards, a ``Task``, the address of a cluster ("local": one is started on this machine). Out: ``Done`` for each, in
the order in which they end. The files of the shards and the folder of the task must be at the same paths on every
machine, and the same Runut installed. A process or machine that is lost in the middle of a shard costs that shard's
time: Ray gives it to another, which writes the same bytes to the same name. Ray is an extra: ``pip install
'runut[ray]'``.

::

    for done in in_cluster(plan(["a.warc.gz"]), task, "local", workers=2):
        print(done.shard.source)
"""

from __future__ import annotations

import atexit
import os
import socket
from collections.abc import Iterable, Iterator
from typing import Any

from runut.errors import RunutError, UsageError, WorkerError
from runut.reading import Hand
from runut.scale.shards import Shard
from runut.scale.work import Done, Task, begin, do, done_before, hand_for, rules_of

__all__ = ["in_cluster"]

RETRIES = 3
SECONDS = 10.0
AHEAD = 2  # shards that wait for each core
_hands: dict[Task, Hand] = {}  # of this process: rules and model are loaded once, not for every shard


def in_cluster(shards: Iterable[Shard], task: Task, address: str, *, workers: int = 0) -> Iterator[Done]:
    """Do them on the cluster at ``address``; ``workers`` bounds how many at once where it is started here."""
    ray = _ray()
    _connect(ray, address, workers)
    try:
        remote = ray.remote(_done).options(max_retries=RETRIES, num_cpus=1)
        most = AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
        given = ray.put(task)
        pending: dict[Any, Shard] = {}
        for shard in shards:
            pending[remote.remote(shard, given)] = shard
            if len(pending) >= most:
                yield _next(ray, pending)
        while pending:
            yield _next(ray, pending)
    finally:
        ray.shutdown()


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would report to its makers
    try:
        import ray
    except ImportError as error:
        raise UsageError("--ray needs Ray: pip install 'runut[ray]'") from error
    return ray


def _connect(ray: Any, address: str, workers: int) -> None:
    _reach(address)
    more: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
    if address == "local":
        more |= {"include_dashboard": False, "num_cpus": workers or None}
    try:
        ray.init(address=address, **more)
    except Exception as error:  # of many kinds, plain ones among them
        raise WorkerError(f"no Ray cluster answers at {address} ({error}); start one or write --ray local") from error


def _reach(address: str) -> None:
    """Ray itself waits for minutes where nobody answers, and then ends the program."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if not host or not port.isdigit():
        return
    try:
        socket.create_connection((host.strip("[]"), int(port)), SECONDS).close()
    except (OSError, OverflowError) as error:
        raise WorkerError(f"no Ray cluster answers at {address} ({error}); start one or write --ray local") from error


def _next(ray: Any, pending: dict[Any, Shard]) -> Done:
    """The next that ends; a shard that ends every process it is given to is listed, and the others go on."""
    (first, *_), _ = ray.wait(list(pending), num_returns=1)
    shard = pending.pop(first)
    try:
        done: Done = ray.get(first)
    except ray.exceptions.RayTaskError as error:
        known = error.cause if isinstance(error.cause, RunutError) else None
        raise (known or WorkerError(f"a shard could not be done: {error.cause}")) from error
    except ray.exceptions.RayError as error:
        return Done(shard, None, f"every process that was given it ended ({str(error).splitlines()[0]})")
    return done


def _done(shard: Shard, task: Task) -> Done:
    """In a process of the cluster."""
    if task not in _hands:
        begin(task)
        hand = hand_for(task)
        _hands[task] = hand.__enter__()
        atexit.register(hand.__exit__, None, None, None)
    before = done_before(shard, task, rules_of(task))
    return Done(shard, before or do(shard, task, _hands[task]), before=before is not None)
