"""``runut stories``: events that hang together, and why two of them do.

In: a chronicle, filters, or two events. Out: a page, JSON lines or CSV; the grouping is ``fuse.stories``'s.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Unpack

import click

from runut.api import Chronicle, Filters
from runut.commands.listings import given, warn_if_stale
from runut.commands.options import chronicle_argument, filter_options, language_option, one_format, record_options
from runut.errors import UsageError
from runut.messages import say
from runut.publish.wording import Language

if TYPE_CHECKING:
    from runut.records import Cluster

EXAMPLE = """\b
Example:
  runut stories korea.db --between Rusia Korut --from 2023
  runut stories korea.db --why ev-31cfef512089 ev-96b5dd835f9d
"""


@click.command("stories", epilog=EXAMPLE)
@chronicle_argument
@filter_options
@click.option("--why", nargs=2, metavar="E F", help="Say why two events are of one story, or of none; names no filter.")
@record_options
@language_option
def stories_command(
    chronicle: str,
    why: tuple[str, str] | None,
    as_json: bool,
    as_csv: bool,
    language: Language,
    **filters: Unpack[Filters],
) -> int:
    """List stories: groups of events that hang together by parties, acts, days, places and the articles that tell them.

    The filters choose the stories that hold a matching event. --why takes two events by their ids (runut timeline shows
    them with --json or --csv, this list in brackets).
    """
    one_format(as_json=as_json, as_csv=as_csv)
    with Chronicle(chronicle) as opened:
        warn_if_stale(opened)
        if why:
            _explain(opened, why, language, as_json=as_json)
            return 0
        count = _print(opened, given(filters), language, "json" if as_json else "csv" if as_csv else "page")
        if not count:
            say("no stories here")
    return 0


def _print(chronicle: Chronicle, filters: Filters, language: Language, form: str) -> int:
    from runut.commands.tables import print_lines
    from runut.publish.json_lines import dumps
    from runut.publish.stories import stories_table, story_lines, story_object

    found = list(chronicle.stories(**filters))
    if form == "csv":
        sys.stdout.write(stories_table(found, language).csv().decode().replace("\r\n", "\n"))
    for story in found if form != "csv" else ():
        if form == "json":
            sys.stdout.write(dumps(story_object(story, language)).decode())
        else:
            print_lines(story_lines(story, language))
    return len(found)


def _explain(chronicle: Chronicle, names: tuple[str, str], language: Language, *, as_json: bool) -> None:
    from runut.commands.tables import print_lines
    from runut.publish.json_lines import dumps
    from runut.publish.stories import why_lines, why_object

    events = {event.id: event for event in chronicle.timeline()}
    one, other = (_event(events, name) for name in names)
    if as_json:
        sys.stdout.write(dumps(why_object(chronicle.stories(), one, other)).decode())
    else:
        print_lines(why_lines(chronicle.stories(), one, other, language))


def _event(events: dict[str, Cluster], name: str) -> Cluster:
    if name not in events:
        raise UsageError(f"--why: there is no event {name!r} here; runut timeline --json prints their ids")
    return events[name]
