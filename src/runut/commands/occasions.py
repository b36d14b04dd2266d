"""``runut occasions``: the yearly occasions of a chronicle, and the events of one over its years.

In: a chronicle, filters, and the name of an occasion or none. Out: a page, JSON lines or CSV.
"""

from __future__ import annotations

import sys
from typing import Unpack

import click

from runut.api import Chronicle, Filters
from runut.commands.listings import given, warn_if_stale
from runut.commands.options import chronicle_argument, filter_options, language_option, one_format, record_options
from runut.messages import say
from runut.publish.wording import Language

EXAMPLE = """\b
Example:
  runut occasions korea.db
  runut occasions korea.db "Hari Kemenangan" --from 2020
"""


@click.command("occasions", epilog=EXAMPLE)
@chronicle_argument
@click.argument("name", required=False, metavar="[NAME]")
@filter_options
@record_options
@language_option
def occasions_command(
    chronicle: str, name: str | None, as_json: bool, as_csv: bool, language: Language, **filters: Unpack[Filters]
) -> int:
    """List yearly occasions that events belong to: independence days, victories, treaties, disasters.

    With NAME, an Indonesian or English name or the id of one: its events year by year, and the years between that have
    none. "ke-80" is the anniversary as the articles count it; one that does not fit the founding day is marked.
    """
    one_format(as_json=as_json, as_csv=as_csv)
    form = "json" if as_json else "csv" if as_csv else "page"
    with Chronicle(chronicle) as opened:
        warn_if_stale(opened)
        wanted = given(filters)
        count = _print(opened, wanted, language, form) if name is None else _one(opened, name, wanted, language, form)
        if not count:
            say("no events of an occasion here")
    return 0


def _print(chronicle: Chronicle, filters: Filters, language: Language, form: str) -> int:
    from runut.commands.tables import print_table
    from runut.publish.json_lines import dumps
    from runut.publish.occasions import tallies_screen, tallies_table, tally_object

    found = list(chronicle.occasions(**filters))
    if form == "json":
        sys.stdout.writelines(dumps(tally_object(one, language)).decode() for one in found)
    elif form == "csv":
        sys.stdout.write(tallies_table(found, language).csv().decode().replace("\r\n", "\n"))
    else:
        print_table(tallies_screen(found, language))
    return len(found)


def _one(chronicle: Chronicle, name: str, filters: Filters, language: Language, form: str) -> int:
    from runut.commands.tables import print_lines
    from runut.publish.json_lines import dumps
    from runut.publish.occasions import occasion_lines, occasion_object, occasion_table

    found = chronicle.occasion(name, **filters)
    if form == "json":
        sys.stdout.write(dumps(occasion_object(found, language)).decode())
    elif form == "csv":
        sys.stdout.write(occasion_table(found, language).csv().decode().replace("\r\n", "\n"))
    else:
        print_lines(occasion_lines(found, language))
    return found.events
