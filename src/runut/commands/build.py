"""``runut build``: sources in, chronicle and receipt out, with a progress bar where somebody looks on.

In: the command's arguments. Out: the receipt on the screen (``--json``: as an object; ``--receipt``: to a file). The
work is done by ``runut.build``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import click

from runut.build import Nobody, Watcher, build
from runut.commands.options import (
    check_published,
    contact_option,
    own_options,
    private_option,
    published_option,
    url_option,
    use_own,
)
from runut.config import CHRONICLE
from runut.errors import UsageError
from runut.keep.sites import masked
from runut.messages import say
from runut.receipt import Receipt
from runut.records import Given
from runut.stopping import stoppable

EXAMPLE = """\b
Example:
  runut build saved-pages/ rows.jsonl.zip -o korea.db
  runut build saved-pages/ -o korea.db --codebook my-acts.yaml --refresh
  runut build https://kabar.example/berita/1 -o korea.db --contact redaksi@kabar.example
  runut build archive.zip -o korea.db --workers 4 --progress json
  runut build saved-pages/ -o quick.db --no-model
  runut build - -o korea.db --published 2023-09-13 < page.html
"""
WORKERS = (
    "Read in N processes; a page that ends or outlasts its process is refused. 0: in this process. "
    "If not given: one for each core, three at most, once there are pages enough."
)
PROGRESS = ("auto", "bar", "json", "none")
SHOWN = "On standard error: a bar (auto: where it is a terminal), or lines of JSON, two a second at most."
REFRESH = "Of the articles that other rules read, read again those that what has changed since can touch."
REPORT = "Write the receipt with versions, digests, settings and checks of the result to FILE as JSON."
LOG = "Add what happens to every page, as lines of JSON, to FILE."
TIMEOUT = "What --workers give a page, twice, before it is refused (60)."


@click.command("build", epilog=EXAMPLE)
@click.argument("paths", nargs=-1, metavar="PATH_OR_URL...")
@click.option("-o", "--output", default=CHRONICLE, show_default=True, metavar="CHRONICLE", help="The chronicle file.")
@click.option("--reread", is_flag=True, help="Read pages again that an older version or other rules read.")
@click.option("--refresh", is_flag=True, help=REFRESH)
@click.option("--json", "as_json", is_flag=True, help="Print the whole receipt as one JSON object.")
@click.option("--receipt", "receipt_file", metavar="FILE", help="Write the whole receipt to FILE as JSON.")
@click.option("--report", "report_file", metavar="FILE", help=REPORT)
@click.option("--log", "log_file", metavar="FILE", help=LOG)
@click.option("--progress", type=click.Choice(PROGRESS), default="auto", help=SHOWN)
@click.option("--workers", type=click.IntRange(0, 256), metavar="N", help=WORKERS)
@click.option("--timeout", type=click.FloatRange(1), default=60, metavar="SECONDS", help=TIMEOUT)
@own_options
@published_option
@url_option
@contact_option
@private_option
@click.pass_context
def build_command(
    context: click.Context,
    paths: tuple[str, ...],
    output: str,
    reread: bool,
    refresh: bool,
    as_json: bool,
    receipt_file: str | None,
    report_file: str | None,
    log_file: str | None,
    progress: str,
    workers: int | None,
    timeout: float,
    codebook: tuple[str, ...],
    actors: tuple[str, ...],
    no_model: bool,
    published: str | None,
    url: str | None,
    contact: str | None,
    allow_private: bool,
) -> int:
    """Read files, folders, archives, single web pages or standard input (-) into a chronicle.

    Pages that are there already are passed over, so the same command again goes on after a stop and adds only what
    is new. The original bytes are kept. The receipt names every source that was not kept, with the reason.
    """
    if not paths and not (reread or refresh):
        raise UsageError("name at least one file or folder, for example: runut build saved-pages/")
    from runut.acquire import find
    from runut.acquire.fetching import Fetcher
    from runut.acquire.manners import checked_contact
    from runut.keep.store import Store
    from runut.logs import opened
    from runut.report import report

    fetcher = Fetcher(contact=checked_contact(contact) if contact else None, private=allow_private)
    use_own(codebook, actors, no_model=no_model)
    given = Given(published=check_published(published), url=url)
    store = Store(output, create=True)
    output = str(store.path)  # without a password
    debug = bool(context.parent and context.parent.params.get("debug"))
    again = {"reread": reread, "refresh": refresh}
    with _watcher(progress, paths) as watcher, stoppable(), opened(log_file) as log:
        receipt = build(
            store, paths, given=given, **again, watcher=watcher, debug=debug, workers=workers, seconds=timeout, log=log,
            finder=partial(find, fetcher=fetcher),
        )  # fmt: skip
    if report_file:
        settings = {key: masked(value) if isinstance(value, str) else value for key, value in context.params.items()}
        _write("--report", report_file, report(receipt, store, settings) | {"chronicle": output})
    _show(receipt, output, as_json=as_json, receipt_file=receipt_file)
    if receipt.interrupted:
        say(f"stopped; what is listed is safe in {output}; the same command goes on")
        return 130
    return 0 if receipt.kept or receipt.already_there or receipt.reread else 1


def _show(receipt: Receipt, output: str, *, as_json: bool, receipt_file: str | None) -> None:
    import orjson

    whole = receipt.to_object() | {"chronicle": output}
    if receipt_file:
        _write("--receipt", receipt_file, whole)
    if as_json:
        click.echo(orjson.dumps(whole))
    else:
        for line in receipt.lines():
            click.echo(line)


def _write(option: str, name: str, whole: dict[str, object]) -> None:
    import orjson

    try:
        Path(name).write_bytes(orjson.dumps(whole) + b"\n")
    except OSError as error:
        raise UsageError(f"{option} {name} cannot be written ({error.strerror}); name another") from error


@contextmanager
def _watcher(progress: str, paths: tuple[str, ...]) -> Iterator[Watcher]:
    """Who shows how far the build is."""
    if progress == "json":
        from runut.progress import Lines

        lines = Lines(sys.stderr)
        yield lines
        lines.end()
        return
    if progress == "none" or (progress == "auto" and not sys.stderr.isatty()):
        yield Nobody()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    text = TextColumn("{task.description}")
    columns = (SpinnerColumn(), text, BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _Bar(bar, bar.add_task("reading", total=_count_files(paths)))


class _Bar:
    """Moves by one for each file; an archive or a table counts as one however many pages it holds."""

    def __init__(self, progress: object, task: object) -> None:
        from rich.progress import Progress, TaskID

        assert isinstance(progress, Progress)
        self.progress = progress
        self.task = TaskID(int(str(task)))
        self.last = ""

    def page(self, source: str, receipt: Receipt) -> None:
        """One page more; the file is the part of its name before a member or row."""
        container = source.split("!", 1)[0].split("#", 1)[0]
        step = int(container != self.last)
        self.last = container
        refused = len(receipt.rejects)
        text = f"read {receipt.read}, kept {receipt.kept}, refused {refused}"
        self.progress.update(self.task, advance=step, description=text)

    def merging(self) -> None:
        """The second half has no measure."""
        self.progress.update(self.task, description="merging reports into events", total=None)


def _count_files(paths: tuple[str, ...]) -> int:
    return sum(sum(len(files) for _, _, files in os.walk(path)) if os.path.isdir(path) else 1 for path in paths)
