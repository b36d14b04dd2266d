"""``runut watch``: look at sources again and again, fetch what is new with manners, read it into a chronicle.

In: the command's arguments. Out: a receipt a round on the screen. The work is done by ``runut.watch``.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from runut.commands.options import contact_option, own_options, private_option, use_own
from runut.config import CHRONICLE
from runut.errors import UsageError
from runut.messages import say
from runut.stopping import stoppable

if TYPE_CHECKING:
    from runut.watch import Round, Watch

EXAMPLE = """\b
Example:
  runut watch https://kabar.example/feed.xml -o korea.db --contact redaksi@kabar.example
  runut watch https://kabar.example/news-sitemap.xml addresses.txt --once --contact redaksi@kabar.example
  runut watch saved-pages/ -o korea.db --every 5
"""
DELAY = "Between two requests to a host (2), or longer where it asks for that."
WHY = (
    "name a mail address or web page of yours with --contact, or as fetching.contact in runut.toml: the keepers of the "
    "servers must be able to reach whoever lets a program ask them again and again"
)


@click.command("watch", epilog=EXAMPLE)
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("-o", "--output", default=CHRONICLE, show_default=True, metavar="CHRONICLE", help="The chronicle file.")
@click.option("--once", is_flag=True, help="One round, for example from cron.")
@click.option("--every", type=click.FloatRange(1), metavar="MINUTES", help="From one round to the next (30).")
@click.option("--delay", type=click.FloatRange(0.5), default=2.0, metavar="SECONDS", help=DELAY)
@click.option("--most", type=click.IntRange(1), default=200, metavar="N", help="Pages fetched in a round (200).")
@click.option("--json", "as_json", is_flag=True, help="Print each round as one JSON object a line.")
@contact_option
@private_option
@own_options
@click.pass_context
def watch_command(
    context: click.Context,
    sources: tuple[str, ...],
    output: str,
    once: bool,
    every: float | None,
    delay: float,
    most: int,
    as_json: bool,
    contact: str | None,
    allow_private: bool,
    codebook: tuple[str, ...],
    actors: tuple[str, ...],
    no_model: bool,
) -> int:
    """Watch feeds, site maps, lists of addresses (files or web addresses) and folders, and read what is new.

    Fetched pages are kept in web archives beside the chronicle (korea.db: in korea.watch) and read from there. Stop it
    with Ctrl-C; the same command goes on and fetches nothing twice.
    """
    if once and every:
        raise UsageError("--once and --every exclude each other; choose one")
    _check(sources, contact)
    from runut.acquire.fetching import Fetcher
    from runut.acquire.manners import checked_contact
    from runut.keep.store import Store
    from runut.watch import State, Watch, folder_of

    use_own(codebook, actors, no_model=no_model)
    fetcher = Fetcher(contact=checked_contact(contact) if contact else None, delay=delay, private=allow_private)
    store = Store(Path(output), create=True)
    debug = bool(context.parent and context.parent.params.get("debug"))
    with State(folder_of(output)) as state, stoppable():
        watch = Watch(store, state, fetcher, sources, most=most, leave=_ours(output), debug=debug)
        return _rounds(watch, None if once else (every or 30.0) * 60, as_json=as_json)


def _check(sources: tuple[str, ...], contact: str | None) -> None:
    """:raises UsageError: a source is not there, or nobody says who asks."""
    if not sources:
        raise UsageError("name at least one feed, site map, list or folder: runut watch https://kabar.example/feed.xml")
    for source in sources:
        if not source.startswith(("http://", "https://")) and not os.path.exists(source):
            raise UsageError(f"{source} is neither an http address nor a file or folder that is there; check it")
    if not contact and not all(os.path.isdir(source) for source in sources):
        raise UsageError(WHY)


def _ours(output: str) -> tuple[str, ...]:
    """The chronicle and what lies beside it: not to be read as a source."""
    from runut.watch import folder_of

    return (os.path.abspath(output), os.path.abspath(folder_of(output)))


def _rounds(watch: Watch, seconds: float | None, *, as_json: bool) -> int:
    """Round after round, or only one; gives the exit code."""
    while True:
        found = watch.round()
        _show(found, as_json=as_json)
        if found.interrupted:
            say("stopped; what is listed is safe, and the same command goes on")
            return 130
        if seconds is None:
            return 1 if found.is_in_vain else 0
        try:
            watch.wait(seconds)
        except KeyboardInterrupt:
            say("stopped between two rounds")
            return 130


def _show(found: Round, *, as_json: bool) -> None:
    if as_json:
        import orjson

        click.echo(orjson.dumps(found.to_object()) + b"\n", nl=False)
    else:
        click.echo("\n".join(found.lines()))
    sys.stdout.flush()
