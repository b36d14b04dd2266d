"""``timeline conflicts statements actors articles export``: the same filters, three formats.

In: the arguments. Out: a table, JSON lines (the records of ``runut.records``), or CSV. The lists come from
``keep.view``, the objects from ``publish.json_lines``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

import click

from runut.api import Chronicle, Filters
from runut.commands.options import chronicle_argument, filter_options, language_option
from runut.errors import UsageError
from runut.messages import say

if TYPE_CHECKING:
    from runut.publish.wording import Language

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def _verb(name: str, summary: str, example: str, why: str | None = None) -> click.Command:
    """The command of one listing; they differ in nothing but their records. ``why``: what two of them are asked for."""

    @click.command(name, help=summary, epilog=f"\b\nExample:\n{example}")
    @chronicle_argument
    @filter_options
    @click.option("--json", "as_json", is_flag=True, help="JSON lines, one object a line.")
    @click.option("--csv", "as_csv", is_flag=True, help="CSV with a header line.")
    @language_option
    @_why_option(why)
    def command(
        chronicle: str,
        as_json: bool,
        as_csv: bool,
        language: Language,
        why: tuple[str, str] | None = None,
        **filters: Unpack[Filters],
    ) -> int:
        if as_json and as_csv:
            raise UsageError("--json and --csv exclude each other; choose one")
        with Chronicle(chronicle) as opened:
            warn_if_stale(opened)
            if why:
                _say_why(opened, why, language, as_json=as_json)
                return 0
            wanted = given(filters)
            records: Iterator[Any] = getattr(opened, name)(**wanted)
            if as_json:
                count = _print_json(records, name)
            elif as_csv:
                count = _print_csv(records, name, language)
            else:
                count = _print(records, name, language)
            if not count:
                _explain_nothing(opened, name, wanted)
        return 0

    return command


def _why_option(summary: str | None) -> Callable[[Decorated], Decorated]:
    """The option ``--why A B`` where a summary says what it answers; else none."""

    def add(command: Decorated) -> Decorated:
        return click.option("--why", nargs=2, metavar="A B", help=summary)(command) if summary else command

    return add


def _say_why(chronicle: Chronicle, names: tuple[str, str], language: Language, *, as_json: bool) -> None:
    from runut.commands.tables import print_lines
    from runut.keep.likeness import ask
    from runut.publish.json_lines import dumps
    from runut.publish.likeness import likeness_lines, likeness_object

    asked = ask(chronicle.store, *names)
    if as_json:
        sys.stdout.write(dumps(likeness_object(asked)).decode())
    else:
        print_lines(likeness_lines(asked, language))


def given(filters: Filters) -> Filters:
    """Click gives an empty tuple for a pair that was left out."""
    filters["between"] = filters.get("between") or None
    return filters


def _print_json(records: Iterable[Any], name: str) -> int:
    from runut.publish.json_lines import dumps
    from runut.publish.listings import shape

    to_object = shape(name).to_object
    count = 0
    for record in records:
        sys.stdout.write(dumps(to_object(record)).decode())
        count += 1
    return count


def _print_csv(records: Iterable[Any], name: str, language: Language) -> int:
    from runut.publish.listings import shape

    table = shape(name).to_table(records, language)
    sys.stdout.write(table.csv().decode().replace("\r\n", "\n"))
    return len(table.rows)


def _print(records: Iterable[Any], name: str, language: Language) -> int:
    from runut.commands.tables import print_conflicts, print_events, print_table
    from runut.publish.listings import shape

    if name == "timeline":
        return print_events(records, language)
    if name == "conflicts":
        return print_conflicts(records, language)
    return print_table(shape(name).to_table(records, language))


def warn_if_stale(chronicle: Chronicle) -> None:
    """Say so where the lists are not of all articles."""
    if chronicle.store.is_stale():
        path = chronicle.store.path
        warning = f"not all of {path} is merged (a build was stopped, or the rules are new); run its build again"
        say(warning)


def _explain_nothing(chronicle: Chronicle, name: str, filters: Filters) -> None:
    """An empty list says why: who is unknown, which types there are."""
    from runut.keep.hints import unknown

    told = list(unknown(chronicle.store, chronicle.view(**filters).wanted))
    for line in told or [f"no {'events' if name == 'timeline' else name} here"]:
        say(line)


timeline_command = _verb(
    "timeline",
    "List events by day: who did what to whom, when, where, according to whom.\n\n"
    "One line an event, however many articles report it. Plans, rumours and denials are marked. A date is shown as "
    "exactly as it is known; events without one come last.",
    "  runut timeline korea.db --between Rusia Korut --from 2023 --status actual\n"
    '  runut timeline korea.db --actor Putin --search "surat" --json',
)
conflicts_command = _verb(
    "conflicts",
    "List where articles disagree: with each other about an event, or with themselves.\n\n"
    "Nothing is repaired: each line says who gives which value, and what kind of disagreement it seems to be.",
    "  runut conflicts korea.db --between Rusia Korut",
)
statements_command = _verb(
    "statements",
    "List who said what, in the order of the articles.\n\n"
    "Names select speakers and addressees, days are those of publication, words those of the statement.",
    "  runut statements korea.db --actor Peskov --from 2023-09",
)
actors_command = _verb(
    "actors",
    "List states, organisations and persons, the busiest first, with the names they go by.\n\n"
    "The filters select events; the list counts those they leave.",
    "  runut actors korea.db --type CONSULT --limit 10",
)
articles_command = _verb(
    "articles",
    "List the articles, by source.\n\n"
    "Days are those of publication; the other filters leave the articles that tell a matching event.\n\n"
    "--why takes two articles by their sources and says what their texts have in common, and why they are one or two.",
    "  runut articles korea.db --from 2023-09 --to 2023-09 --csv > articles.csv\n"
    "  runut articles korea.db --why pages/a.html pages/b.html",
    "Say why two articles are copies of one text, or are not; names no filter.",
)


@click.command(
    "export",
    epilog="\b\nExample:\n  runut export html korea.db --between Rusia Korut -o report.html\n"
    "  runut export csv korea.db > events.csv\n"
    "  runut export xlsx korea.db --from 2023 --lang en --no-text -o events.xlsx",
)
@click.argument("format_name", metavar="FORMAT")
@chronicle_argument
@filter_options
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of the screen.")
@click.option(
    "--text/--no-text", default=None,
    help="With or without the articles' sentences, which are others' copyright: without, each is told by the article's "
    "address or file, its hash and offsets. parquet, polecat, icews, gdelt, plover and ftm are without unless you ask.",
)  # fmt: skip
@language_option
def export_command(
    format_name: str,
    chronicle: str,
    output: str | None,
    text: bool | None,
    language: Language,
    **filters: Unpack[Filters],
) -> int:
    """Write the filtered chronicle in a format that other tools read.

    \b
    Documents:  html markdown docx      Tables:   csv xlsx parquet jsonl
    Event data: polecat icews gdelt plover        Maps, calendars, networks: geojson icalendar timelinejs graphml
    Linked data: ftm jsonld             Annotation (a zip of files): timeml brat    References: bibtex csl

    What a format cannot hold is left out and named, in one line on standard error and in the file where it has a place.
    """
    from runut.commands.exporting import export_to

    with Chronicle(chronicle) as opened:
        warn_if_stale(opened)
        export_to(format_name, opened.view(**given(filters)), output, text=text, language=language)
    return 0
