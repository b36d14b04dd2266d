"""``runut dyad``: two parties by month: events, cooperation against conflict, firsts, and where nothing was read.

In: two names and a chronicle. Out: a page of text, one JSON object, or CSV by month; the counting is ``fuse.dyads``'s.
"""

from __future__ import annotations

import sys
from typing import Unpack

import click

from runut.api import Chronicle, Filters
from runut.commands.listings import warn_if_stale
from runut.commands.options import chronicle_argument, language_option, one_format, record_options, which_options
from runut.messages import say
from runut.publish.wording import Language

EXAMPLE = """\b
Example:
  runut dyad Rusia Korut korea.db --lang en
  runut dyad Putin "Kim Jong-un" korea.db --from 2023 --csv > months.csv
"""


@click.command("dyad", epilog=EXAMPLE)
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@chronicle_argument
@which_options
@record_options
@language_option
def dyad_command(
    one: str, other: str, chronicle: str, as_json: bool, as_csv: bool, language: Language, **filters: Unpack[Filters]
) -> int:
    """Show how two parties deal with each other: events by month and type, balance, firsts, gaps.

    The balance sums the Goldstein values of what happened; the page says how. A month in which no article was published
    is a gap, one with articles and no event of the two is silent. Firsts are those of the articles read.
    """
    from runut.commands.tables import print_lines, print_table
    from runut.keep.hints import unknown
    from runut.publish.dyads import dyad_object, dyad_table, firsts_lines, head_lines, months_table
    from runut.publish.json_lines import dumps

    one_format(as_json=as_json, as_csv=as_csv)
    with Chronicle(chronicle) as opened:
        warn_if_stale(opened)
        found = opened.dyad(one, other, **filters)
        if as_json:
            sys.stdout.write(dumps(dyad_object(found, language)).decode())
        elif as_csv:
            sys.stdout.write(dyad_table(found).csv().decode().replace("\r\n", "\n"))
        else:
            print_lines(head_lines(found, language))
            print_table(months_table(found, language))
            print_lines(firsts_lines(found, language))
        if not found.events:
            filters["between"] = (one, other)
            view = opened.view(**filters)
            for line in list(unknown(view.store, view.wanted)) or [f"no events of {one} and {other} here"]:
                say(line)
    return 0
