"""``runut diff``: what a chronicle says otherwise than an older copy of it.

In: two chronicle files. Out: a table, JSON lines or CSV; the comparison is ``keep.diff``'s.
"""

from __future__ import annotations

import sys

import click

from runut.api import Chronicle
from runut.commands.options import language_option
from runut.errors import UsageError
from runut.messages import say
from runut.publish.wording import Language

EXAMPLE = """\b
Example:
  runut build pages/ -o before.db
  cp before.db korea.db
  runut build new-pages/ -o korea.db
  runut diff before.db korea.db
"""


@click.command("diff", epilog=EXAMPLE)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--json", "as_json", is_flag=True, help="JSON lines, one difference a line.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a header line.")
@language_option
def diff_command(old: str, new: str, as_json: bool, as_csv: bool, language: Language) -> int:
    """Compare two chronicles: the events that NEW added, withdrew, merged, split or tells otherwise, and why.

    Events are compared by the reports that they rest on, not by their ids. The reason is a new article, one that is
    gone, one read by other rules, other rules of merging, or other reports beside the event.
    """
    from runut.commands.tables import print_table
    from runut.keep.diff import differences
    from runut.publish.differences import difference_object, differences_table
    from runut.publish.json_lines import dumps

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other; choose one")
    with Chronicle(old) as before, Chronicle(new) as after:
        found = list(differences(before.store, after.store))
    if as_json:
        for one in found:
            sys.stdout.write(dumps(difference_object(one)).decode())
    elif as_csv:
        sys.stdout.write(differences_table(found, language).csv().decode().replace("\r\n", "\n"))
    else:
        print_table(differences_table(found, language))
    if not found:
        say(f"{old} and {new} tell the same events")
    return 0
