"""``timeline conflicts statements actors articles export``: the same filters, three formats.

In: the arguments. Out: a table, JSON lines exactly as the design's "Records", or CSV. The lists come from
``keep.view``, the objects from ``publish.json_lines``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Unpack

import click

from runut.api import Chronicle, Filters
from runut.commands.options import chronicle_argument, filter_options
from runut.errors import UsageError

Lister = Callable[[Chronicle, Filters], Iterable[Any]]
ToObject = Callable[[Any], dict[str, object]]


def _event(record: Any) -> dict[str, object]:
    from runut.publish.json_lines import cluster_object

    return cluster_object(record)


def _conflict(record: Any) -> dict[str, object]:
    from runut.publish.json_lines import conflict_object

    return conflict_object(record)


def _said(record: Any) -> dict[str, object]:
    from runut.publish.json_lines import statement_object

    return statement_object(record.statement, record.article)


def _actor(record: Any) -> dict[str, object]:
    from runut.publish.json_lines import ActorRow, actor_object

    return actor_object(ActorRow(record.entity, record.aliases, record.offices, record.n_events))


def _article(record: Any) -> dict[str, object]:
    from runut.publish.json_lines import article_row_object

    return article_row_object(record.article, record.copies_of)


def _verb(name: str, summary: str, example: str, to_object: ToObject) -> click.Command:
    """The command of one listing; they differ in nothing but their records."""

    @click.command(name, help=summary, epilog=f"\b\nExample:\n{example}")
    @chronicle_argument
    @filter_options
    @click.option("--json", "as_json", is_flag=True, help="JSON lines, one object a line.")
    @click.option("--csv", "as_csv", is_flag=True, help="CSV with a header line.")
    def command(chronicle: str, as_json: bool, as_csv: bool, **filters: Unpack[Filters]) -> int:
        if as_json and as_csv:
            raise UsageError("--json and --csv exclude each other; choose one")
        with Chronicle(chronicle) as opened:
            _warn_if_stale(opened)
            records: Iterator[Any] = getattr(opened, name)(**_given(filters))
            if as_json:
                count = _print_json(records, to_object)
            else:
                from runut.commands.tables import LISTINGS, print_csv, print_table

                count = (print_csv if as_csv else print_table)(LISTINGS[name], records)
            if not count:
                _explain_nothing(opened, name, _given(filters))
        return 0

    return command


def _given(filters: Filters) -> Filters:
    """Click gives empty tuples and None for what was left out."""
    filters["between"] = filters.get("between") or None
    return filters


def _print_json(records: Iterable[Any], to_object: ToObject) -> int:
    from runut.publish.json_lines import dumps

    count = 0
    for record in records:
        sys.stdout.write(dumps(to_object(record)).decode())
        count += 1
    return count


def _warn_if_stale(chronicle: Chronicle) -> None:
    if chronicle.store.is_stale():
        path = chronicle.store.path
        print(
            f"runut: a build of {path} was stopped before its events were merged; run it again to have them all",
            file=sys.stderr,
        )


def _explain_nothing(chronicle: Chronicle, name: str, filters: Filters) -> None:
    """An empty list says why: who is unknown, which types there are."""
    from runut.keep.hints import unknown

    told = list(unknown(chronicle.store, chronicle.view(**filters).wanted))
    for line in told or [f"no {name} here" if name != "timeline" else "no events here"]:
        print(f"runut: {line}", file=sys.stderr)


timeline_command = _verb(
    "timeline",
    "List events by day: who did what to whom, when, where, according to whom.\n\n"
    "One line an event, however many articles report it. Plans, rumours and denials are marked. A date is shown as "
    "exactly as it is known; events without one come last.",
    "  runut timeline korea.db --between Rusia Korut --from 2023 --status actual\n"
    '  runut timeline korea.db --actor Putin --search "surat" --json',
    _event,
)
conflicts_command = _verb(
    "conflicts",
    "List where articles disagree: with each other about an event, or with themselves.\n\n"
    "Nothing is repaired: each line says who gives which value, and what kind of disagreement it seems to be.",
    "  runut conflicts korea.db --between Rusia Korut",
    _conflict,
)
statements_command = _verb(
    "statements",
    "List who said what, in the order of the articles.\n\n"
    "Names select speakers and addressees, days are those of publication, words those of the statement.",
    "  runut statements korea.db --actor Peskov --from 2023-09",
    _said,
)
actors_command = _verb(
    "actors",
    "List states, organisations and persons, the busiest first, with the names they go by.\n\n"
    "The filters select events; the list counts those they leave.",
    "  runut actors korea.db --type CONSULT --limit 10",
    _actor,
)
articles_command = _verb(
    "articles",
    "List the articles, by source.\n\n"
    "Days are those of publication; the other filters leave the articles that tell a matching event.",
    "  runut articles korea.db --from 2023-09 --to 2023-09 --csv > articles.csv",
    _article,
)


@click.command(
    "export",
    epilog="\b\nExample:\n  runut export html korea.db --between Rusia Korut -o report.html\n"
    "  runut export csv korea.db > events.csv",
)
@click.argument("format_name", metavar="FORMAT")
@chronicle_argument
@filter_options
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of the screen.")
def export_command(format_name: str, chronicle: str, output: str | None, **filters: Unpack[Filters]) -> int:
    """Write the filtered chronicle in a format that other tools read: jsonl, csv, markdown or html.

    html is one self-contained page: timeline, filter, every event with its sentence in its article, conflicts side
    by side. It needs no network.
    """
    from runut.commands.exporting import export_to

    with Chronicle(chronicle) as opened:
        _warn_if_stale(opened)
        export_to(format_name, opened.view(**_given(filters)), output)
    return 0
