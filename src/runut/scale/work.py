"""One shard done: pages found, passed over or read, written as Parquet, and the manifest last.

In: a ``Shard`` and a ``Task``. Out: files in the task's folder and the ``Manifest``. It is a function of the shard's
bytes and the task's rules: who calls it, in which order and how often makes no difference. A shard that is done
already, with the same bytes and rules, is not done again.

::

    with hand_for(task) as hand:
        manifest = do(shard, task, hand)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import orjson

from runut import __version__
from runut.config import engine_version
from runut.crew import Crew
from runut.errors import WorkerError
from runut.own import Own, use
from runut.reading import Hand, Here, Reading, readings
from runut.records import Article, RawPage, Reject
from runut.scale.columns import Columns, arrow_version
from runut.scale.files import (
    Counts,
    Manifest,
    Output,
    hash_of,
    put_in_place,
    read_manifest,
    whole,
    withdraw,
    write_manifest,
)
from runut.scale.funnel import funnel
from runut.scale.shards import Shard, digest, pages_of
from runut.scale.watch import watch_for

__all__ = ["Done", "Task", "begin", "do", "done_before", "hand_for", "rules_of"]

PARTS = ("fastwarc", "selectolax", "trafilatura", "lxml", "htmldate", "ftfy", "py3langid", "onnxruntime", "tokenizers")


@dataclass(frozen=True, slots=True)
class Task:
    """What holds for all shards of a run. ``isolated``: pages are read in a process beside the one that does the shard.

    ``engine``: the version by which the caller reads; who reads by another must not take part.
    """

    folder: Path
    own: Own
    engine: str
    watched: tuple[str, ...] = ()
    seconds: float = 60.0
    isolated: bool = True
    debug: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a shard: its manifest, or why it could not be done; ``before``: it was done already."""

    shard: Shard
    manifest: Manifest | None
    trouble: str = ""
    before: bool = False


def begin(task: Task) -> None:
    """Take the rules of the task, in a process that has just begun.

    :raises WorkerError: it reads by others.
    """
    use(task.own)
    if engine_version() != task.engine:
        raise WorkerError("Runut or your rules were changed, or differ between machines; run the same command again")


def hand_for(task: Task) -> AbstractContextManager[Hand]:
    """Who reads the pages: a process beside this one, which bounds the time and memory of each, or this one."""
    return Crew(1, seconds=task.seconds, debug=task.debug) if task.isolated else nullcontext(Here(task.debug))


def rules_of(task: Task) -> dict[str, str]:
    """What the bytes depend on beside the input: shards with other rules are done again."""
    rules = {"reading": task.engine}
    if task.watched:
        names = orjson.dumps(watch_for(task.watched).words)
        rules["watch"] = sha256(names).hexdigest()
    return rules


def done_before(shard: Shard, task: Task, rules: dict[str, str]) -> Manifest | None:
    """The manifest of the shard where it is done already: same bytes, same rules, files as they were."""
    found = read_manifest(task.folder, shard.name)
    if found is None or found.rules != rules or (task.retry and found.faults):
        return None
    same = (found.input_sha256, found.input_bytes) == digest(shard)
    return found if same and whole(task.folder, found) else None


def do(shard: Shard, task: Task, hand: Hand) -> Manifest:
    """Do the shard."""
    names = {"articles": f"{shard.name}.articles.parquet", "rejects": f"{shard.name}.rejects.parquet"}
    input_sha256, input_bytes = digest(shard)
    counts = Counts()
    withdraw(task.folder, shard.name)
    with (
        put_in_place(task.folder, names["articles"]) as articles,
        put_in_place(task.folder, names["rejects"]) as rejects,
    ):
        with Columns(articles, rejects) as columns:
            for item in readings(_wanted(shard, task, counts), hand):
                columns.put(item)
                _count(counts, item)
        rows = {"articles": columns.articles.rows, "rejects": columns.rejects.rows}
        paths = {"articles": articles, "rejects": rejects}
        outputs = {kind: Output(names[kind], *hash_of(paths[kind]), rows[kind]) for kind in names}
    manifest = Manifest(
        shard.name, shard.source, input_sha256, input_bytes, rules_of(task), counts, outputs, _versions()
    )
    write_manifest(task.folder, manifest)
    return manifest


def _wanted(shard: Shard, task: Task, counts: Counts) -> Iterator[RawPage | Reject | None]:
    found = _counted(pages_of(shard), counts)
    yield from funnel(found, watch_for(task.watched), counts) if task.watched else found


def _counted(found: Iterable[RawPage | Reject], counts: Counts) -> Iterator[RawPage | Reject]:
    for item in found:
        counts.read += 1
        yield item


def _count(counts: Counts, item: Reading | Reject) -> None:
    if isinstance(item, Reject):
        counts.reject(item.reason)
    elif isinstance(item.outcome, Article):
        counts.kept += 1
        counts.joined += len(item.pages) - 1
        counts.events += len(item.outcome.events)
    else:
        counts.reject(item.outcome.reason, len(item.pages))


def _versions() -> dict[str, str]:
    found = {"runut": __version__, "pyarrow": arrow_version()}
    for part in PARTS:
        try:
            found[part] = version(part)
        except PackageNotFoundError:
            continue
    return found
