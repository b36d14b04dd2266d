"""``runut scale``: shards done in processes or on a cluster; ``runut scale merge``: a chronicle of them.

In: the command's arguments. Out: Parquet files with manifests in a folder, or a chronicle; the counts on the screen.
The work is done by ``runut.scale``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runut.commands.options import made_folder, own_options, use_own
from runut.commands.worded import worded
from runut.config import CHRONICLE
from runut.errors import UsageError
from runut.messages import say, told

if TYPE_CHECKING:
    from runut.scale.totals import Totals
    from runut.scale.work import Task

EXAMPLE = """\b
Example:
  runut scale crawl/*.warc.gz -o shards --workers 4
  runut scale crawl/ -o shards --watch Rusia --watch Korut --workers 4
  runut scale merge shards -o korea.db
"""
MERGE_EXAMPLE = """\b
Example:
  runut scale merge shards -o korea.db
"""
LOCK = ".lock"
WORKERS = "Do shards in N processes. 0, the default: in this one, where no page has a limit of time or memory."
TIMEOUT = "What a page is given, twice, before it is refused (60)."
WATCH = "Read only pages that name X, by any name that is known for X; a state includes its people and bodies."
WATCH_LIST = "Names for --watch, one a line; lines that begin with # are notes."
RAY = "Do shards on the Ray cluster at ADDRESS; without one, start Ray on this machine."
RETRY = "Do shards again in which pages were refused as crashed, too-slow or unreadable."


class _Scale(click.Command):
    """``runut scale merge`` is a verb of its own; a file of the name merge is written ./merge."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """The context of the one or of the other."""
        if args[:1] == ["merge"]:
            extra["default_map"] = ((parent.default_map if parent else None) or {}).get("scale")
            return worded(merge_command).make_context("scale merge", args[1:], parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


@click.command("scale", cls=_Scale, epilog=EXAMPLE)
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("-o", "--output", metavar="FOLDER", help="Where the Parquet files and their manifests go.")
@click.option("--watch", multiple=True, metavar="X", help=WATCH)
@click.option("--watch-list", metavar="FILE", help=WATCH_LIST)
@click.option("--workers", type=click.IntRange(0, 256), default=0, metavar="N", help=WORKERS)
@click.option("--timeout", type=click.FloatRange(1), default=60, metavar="SECONDS", help=TIMEOUT)
@click.option("--ray", is_flag=False, flag_value="local", metavar="[ADDRESS]", help=RAY)
@click.option("--retry", is_flag=True, help=RETRY)
@click.option("--json", "as_json", is_flag=True, help="Print the counts as one JSON object.")
@own_options
@click.pass_context
def scale_command(
    context: click.Context,
    paths: tuple[str, ...],
    output: str | None,
    watch: tuple[str, ...],
    watch_list: str | None,
    workers: int,
    timeout: float,
    ray: str | None,
    retry: bool,
    as_json: bool,
    codebook: tuple[str, ...],
    actors: tuple[str, ...],
    no_model: bool,
) -> int:
    """Read web archives, tables and folders shard by shard into Parquet; runut scale merge makes a chronicle of them.

    Shards that are done are not done again, so the same command goes on after a stop. A file is the same whatever the
    number of processes and the order of work.
    """
    if not paths or output is None:
        raise UsageError("name what to read and a folder, for example: runut scale crawl.warc.gz -o shards")
    from runut.config import engine_version
    from runut.own import own
    from runut.scale.work import Task

    use_own(codebook, actors, no_model=no_model)
    debug = bool(context.parent and context.parent.params.get("debug"))
    watched = _watched(watch, watch_list)
    isolated = workers > 0 or ray is not None
    folder = made_folder(output)
    task = Task(folder.absolute(), own(), engine_version(), watched, timeout, isolated, debug, retry)
    totals = _run(paths, task, workers, ray)
    _show(totals, output, as_json=as_json)
    if totals.interrupted:
        say("stopped; the shards that are done stay; the same command goes on")
        return 130
    return 0 if totals.counts.kept or totals.counts.passed_over else 1


@click.command("merge", epilog=MERGE_EXAMPLE)
@click.argument("folder", metavar="FOLDER")
@click.option("-o", "--output", default=CHRONICLE, show_default=True, metavar="CHRONICLE", help="The chronicle file.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole receipt as one JSON object.")
@own_options
def merge_command(
    folder: str, output: str, as_json: bool, codebook: tuple[str, ...], actors: tuple[str, ...], no_model: bool
) -> int:
    """Put the shards of a folder into a chronicle: the one that runut build makes of the same pages.

    --codebook, --actors and --no-model must be those that the shards were read with.
    """
    import orjson

    from runut.keep.store import Store
    from runut.scale.merging import merge_shards, sound

    use_own(codebook, actors, no_model=no_model)
    sound(Path(folder))  # before a chronicle is made
    receipt = merge_shards(Path(folder), Store(Path(output), create=True))
    if as_json:
        click.echo(orjson.dumps(receipt.to_object() | {"chronicle": output}))
    else:
        for line in receipt.lines():
            click.echo(line)
    if receipt.interrupted:
        say(f"stopped; what is listed is safe in {output}; the same command goes on")
        return 130
    return 0 if receipt.kept or receipt.already_there else 1


def _watched(named: tuple[str, ...], list_file: str | None) -> tuple[str, ...]:
    found = {name.strip() for name in (*named, *_listed(list_file))}
    if "" in found:
        raise UsageError("--watch needs a name, for example: --watch Rusia")
    return tuple(sorted(found))


def _listed(name: str | None) -> list[str]:
    if name is None:
        return []
    try:
        lines = Path(name).read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise UsageError(f"--watch-list {name} cannot be read ({why}); name another") from error
    found = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if not found:
        raise UsageError(f"--watch-list {name} names nobody; write one name a line")
    return found


def _run(paths: tuple[str, ...], task: Task, workers: int, ray: str | None) -> Totals:
    from runut.scale.columns import arrow_version
    from runut.scale.files import clear_halves
    from runut.scale.shards import plan
    from runut.scale.totals import Totals
    from runut.stopping import stoppable

    arrow_version()
    totals = Totals(model=task.own.model, watched=task.watched)
    with _alone_in(task.folder), stoppable():
        clear_halves(task.folder)
        try:
            if ray is not None:
                from runut.scale.cluster import in_cluster

                ended = in_cluster(plan(paths), task, ray, workers=workers)
            else:
                from runut.scale.pool import here, in_processes

                ended = in_processes(plan(paths), task, workers) if workers else here(plan(paths), task)
            for done in ended:
                totals.add(done)
                _progress(totals)
        except KeyboardInterrupt:
            totals.interrupted = True
    return totals


def _progress(totals: Totals) -> None:
    if sys.stderr.isatty():
        shards, read = totals.done + totals.before, totals.counts.read
        print(f"\r{told(f'shards {shards}, pages read {read}')}", end="", file=sys.stderr)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Two runs in one folder would take each other's half-written files away."""
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:  # Windows
            pass
        except OSError as error:
            raise UsageError(f"another runut scale is at work in {folder}; wait for it or name another") from error
        yield
    finally:
        os.close(handle)


def _show(totals: Totals, output: str, *, as_json: bool) -> None:
    import orjson

    if sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    if as_json:
        click.echo(orjson.dumps(totals.to_object() | {"folder": output}))
        return
    for line in totals.lines():
        click.echo(line)
