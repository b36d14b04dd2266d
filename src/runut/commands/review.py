"""``runut review``: a person's decisions on events, made, listed, undone, taken elsewhere.

In: an event's id and what is to be said of it. Out: one line that says what became of it; listings as tables or JSON
lines. The clock is read here and nowhere else. The work is ``runut.review``'s.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, Unpack

import click

from runut.api import Chronicle, Filters
from runut.commands.options import chronicle_argument, filter_options, language_option
from runut.errors import UsageError
from runut.messages import of_sentences, say, told
from runut.publish.wording import Language

if TYPE_CHECKING:
    from runut.records import Cluster
    from runut.review.deciding import Desk, Outcome

F = TypeVar("F", bound=Callable[..., Any])
REASON_NAMES = ("not-an-event", "not-article-text", "duplicate", "wrong-date", "wrong-place", "wrong-person", "other")

EXAMPLE = """\b
Example:
  runut review queue korea.db --limit 10
  runut review accept ev-96b5dd835f9d korea.db
  runut review reject ev-1500a68bc54d korea.db --reason not-an-event
  runut review edit ev-927a8157175f korea.db --time 2023-10-13 --actor Rusia
  runut review undo last korea.db
"""


@click.group("review", epilog=EXAMPLE)
def review_command() -> None:
    """Judge events: accept, reject, edit, merge, split. Every decision is kept with its author, time and reason.

    A decision holds on the words of the articles, whatever later builds, rules and merging make of them; the program
    never undoes one, and nothing is overwritten: undo is a decision like the others. Where an article is read
    otherwise and the event is no longer found, the decision waits (runut review list --waiting).
    """


def _deciding(command: F) -> F:
    """Who, when, and a remark."""
    options = (
        click.option("--by", metavar="NAME", help="Who decides; your login name when left out."),
        click.option("--at", "when", metavar="TIME", help="When: 2026-11-28T09:00Z; now when left out."),
        click.option("--note", metavar="TEXT", help="A remark, kept with the decision."),
    )
    for option in reversed(options):
        command = option(command)
    return command


event_argument = click.argument("event", metavar="EVENT")
report_option = click.option(
    "--report", "reports", multiple=True, metavar="SOURCE", help="Only these reports: a file's name, address or key."
)


def author(given: str | None) -> str:
    """Who decides: the name given, else the login name."""
    if given is not None and not given.strip():
        raise UsageError("--by is empty; name who decides")
    try:
        return given or getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError("nobody knows who decides here; say so with --by NAME") from error


def _desk(chronicle: Chronicle, by: str | None, when: str | None) -> Desk:
    from runut.review.deciding import Desk

    return Desk(chronicle.store, author(by), lambda: when or datetime.now(UTC).isoformat())


def _said(outcome: Outcome, chronicle: Chronicle) -> None:
    """One line for the decision, one for each event that came of it."""
    from runut.publish.phrasing import sentence
    from runut.review.deciding import event_of

    one = outcome.decision
    click.echo(f"{one.id} {one.verb}{f' {one.undoes}' if one.undoes else ''} {told('by')} {one.author}")
    if not outcome.applied:
        path = chronicle.store.path
        say(f"kept; {path} is being built, or is to be merged anew: the build applies it")
        return
    for name in outcome.events:
        click.echo(f"  {name}  {sentence(event_of(chronicle.store, name), of_sentences())}")
    if not outcome.events:
        click.echo(told("  no longer in the chronicle"))


@review_command.command("accept", epilog="\b\nExample:\n  runut review accept ev-96b5dd835f9d korea.db --by sari\n")
@event_argument
@chronicle_argument
@_deciding
def accept_command(event: str, chronicle: str, by: str | None, when: str | None, note: str | None) -> None:
    """Say that an event is right as it is listed.

    It leaves the queue, and comes back to its top if it is ever told otherwise.
    """
    with Chronicle(chronicle) as opened:
        _said(_desk(opened, by, when).accept(event, note=note), opened)


@review_command.command(
    "reject",
    epilog="\b\nExample:\n  runut review reject ev-1500a68bc54d korea.db --reason not-article-text\n"
    "  runut review reject ev-1500a68bc54d korea.db --reason wrong-person --person Putin\n",
)
@event_argument
@chronicle_argument
@click.option("--reason", required=True, type=click.Choice(REASON_NAMES), help="Why.")
@click.option("--person", metavar="NAME", help="With wrong-person: who takes no part.")
@report_option
@_deciding
def reject_command(
    event: str,
    chronicle: str,
    reason: str,
    person: str | None,
    reports: tuple[str, ...],
    by: str | None,
    when: str | None,
    note: str | None,
) -> None:
    """Take an event out of the chronicle, or a wrong value out of an event.

    wrong-date, wrong-place and wrong-person leave the event, without that value; edit gives the right one. The other
    reasons take the event out. With --report this is said of single reports only. An article that comes later and
    tells the same is judged on its own.
    """
    with Chronicle(chronicle) as opened:
        desk = _desk(opened, by, when)
        _said(desk.reject(event, reason, reports=reports, person=person, note=note), opened)


@review_command.command(
    "edit",
    epilog="\b\nExample:\n  runut review edit ev-927a8157175f korea.db --time 2023-10-13 --place Rajin\n"
    "  runut review edit ev-927a8157175f korea.db --actor Rusia --target Korut --status planned\n"
    "  runut review edit ev-927a8157175f korea.db --report 11_lavrov_oktober_2023.txt --time 2023-10\n",
)
@event_argument
@chronicle_argument
@click.option("--act", metavar="ACT", help="The act, by its name in the codebook; it brings its type and code.")
@click.option("--type", "kind", metavar="T", help="The PLOVER type that the act must have.")
@click.option("--status", metavar="S", help="actual, planned, rumoured, denied, negated or conditional.")
@click.option("--actor", "actors", multiple=True, metavar="NAME", help="Who acts; give all. none: nobody.")
@click.option("--target", "targets", multiple=True, metavar="NAME", help="Whom it is done to; give all. none: nobody.")
@click.option("--place", "at", metavar="NAME", help="Where; unknown takes the place out.")
@click.option("--time", "day", metavar="DAY", help="When: 2023-09-13, 2023-09, 2023-09-12/2023-09-14 or unknown.")
@report_option
@_deciding
def edit_command(
    event: str,
    chronicle: str,
    reports: tuple[str, ...],
    by: str | None,
    when: str | None,
    note: str | None,
    **given: Any,
) -> None:
    """Give an event the right values.

    The event then has them, and its reports still say what they say, conflicts included. With --report it is the
    reading of these reports that is put right: what follows from it (merging, conflicts) follows anew.
    """
    from runut.review.values import amendment

    with Chronicle(chronicle) as opened:
        made = amendment(
            opened.store,
            act=given["act"],
            type=given["kind"],
            status=given["status"],
            actors=given["actors"],
            targets=given["targets"],
            at=given["at"],
            when=given["day"],
        )
        _said(_desk(opened, by, when).edit(event, made, reports=reports, note=note), opened)


@review_command.command(
    "merge", epilog="\b\nExample:\n  runut review merge ev-96b5dd835f9d ev-1500a68bc54d korea.db\n"
)
@event_argument
@click.argument("other", metavar="OTHER")
@chronicle_argument
@_deciding
def merge_command(
    event: str, other: str, chronicle: str, by: str | None, when: str | None, note: str | None
) -> None:
    """Say that two events are one. What is merged so stays merged, whatever the rules say."""
    with Chronicle(chronicle) as opened:
        _said(_desk(opened, by, when).merge(event, other, note=note), opened)


@review_command.command(
    "split", epilog="\b\nExample:\n  runut review split ev-927a8157175f korea.db --report 14_putin_mendarat.txt\n"
)
@event_argument
@chronicle_argument
@click.option(
    "--report", "reports", multiple=True, required=True, metavar="SOURCE", help="The reports that tell another event."
)
@_deciding
def split_command(
    event: str, chronicle: str, reports: tuple[str, ...], by: str | None, when: str | None, note: str | None
) -> None:
    """Say that some reports of an event tell another one. What is split so is never merged again by the rules."""
    with Chronicle(chronicle) as opened:
        _said(_desk(opened, by, when).split(event, reports, note=note), opened)


@review_command.command(
    "undo",
    epilog="\b\nExample:\n  runut review undo last korea.db\n  runut review undo de-3f1c0a9be210 korea.db\n",
)
@click.argument("decision", metavar="DECISION")
@chronicle_argument
@_deciding
def undo_command(decision: str, chronicle: str, by: str | None, when: str | None, note: str | None) -> None:
    """Take a decision back: its id (runut review list), or last for the last one in force.

    Undoing an undo, by its id, puts the decision in force again.
    """
    with Chronicle(chronicle) as opened:
        _said(_desk(opened, by, when).undo(decision, note=note), opened)


@review_command.command("queue", epilog="\b\nExample:\n  runut review queue korea.db --type ASSAULT --limit 20\n")
@chronicle_argument
@filter_options
@click.option("--json", "as_json", is_flag=True, help="JSON lines, one event a line, as timeline --json gives them.")
@language_option
def queue_command(chronicle: str, as_json: bool, language: Language, **filters: Unpack[Filters]) -> None:
    """List the events that nobody has judged, the least certain first.

    First come those that were accepted and are told otherwise since; then by confidence, and contradictions among the
    reports count as doubt. The filters are those of the timeline.
    """
    from runut.publish.json_lines import cluster_object, dumps
    from runut.review.audit import lines
    from runut.review.queue import queue

    filters["between"] = filters.get("between") or None
    with Chronicle(chronicle) as opened:
        if opened.store.is_stale():
            say(f"not all of {chronicle} is merged; run its build again")
        count = 0
        for event in queue(opened.store, opened.view(**filters).wanted):
            count += 1
            if as_json:
                sys.stdout.write(dumps(cluster_object(event)).decode())
                continue
            seen = lines(event, language)
            click.echo(f"{event.id}  {_plain(seen['line'])}  [{seen['type']}, {_why(event)}]")
            click.echo(f"{'':17}“{_plain(seen['sentence'])}”")
        if not count:
            say("nothing is left to judge here")


def _why(event: Cluster) -> str:
    """Why it stands where it does, each reason in the reader's language."""
    from runut.review.queue import reasons

    return ", ".join(map(told, reasons(event)))


def _plain(text: str) -> str:
    """Control characters of a page must not reach the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)


@review_command.command(
    "list",
    epilog="\b\nExample:\n  runut review list korea.db --waiting\n  runut review list korea.db --csv > decisions.csv\n",
)
@chronicle_argument
@click.option("--waiting", is_flag=True, help="Only those of which something is not here, or is no longer read so.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines, with the state and what each pin means now.")
@click.option("--csv", "as_csv", is_flag=True, help="CSV with a header line.")
def list_command(chronicle: str, waiting: bool, as_json: bool, as_csv: bool) -> None:
    """List the decisions, the oldest first, with their state: in force, waiting or undone.

    A decision waits while its article is not in the chronicle, or is read by rules that no longer give the event.
    """
    from runut.commands.tables import print_table
    from runut.keep.decisions import held
    from runut.publish.decisions import decision_object, decisions_table
    from runut.publish.json_lines import dumps

    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other; choose one")
    with Chronicle(chronicle) as opened:
        found = [one for one in held(opened.store) if one.waits or not waiting]
    if as_json:
        for one in found:
            sys.stdout.write(dumps(decision_object(one)).decode())
    elif as_csv:
        sys.stdout.write(decisions_table(found).csv().decode().replace("\r\n", "\n"))
    else:
        print_table(decisions_table(found), words=("state",))
    if not found:
        say("no decision waits here" if waiting else "no decisions here")


@review_command.command("export", epilog="\b\nExample:\n  runut review export korea.db -o decisions.jsonl\n")
@chronicle_argument
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of the screen.")
def export_command(chronicle: str, output: str | None) -> None:
    """Write all decisions, undone ones and undoings too, as JSON lines. They hold the sentences that they are about."""
    from runut.keep.decisions import held
    from runut.review.exchange import written

    with Chronicle(chronicle) as opened:
        _write(b"".join(written(one.decision for one in held(opened.store))), output)


@review_command.command("import", epilog="\b\nExample:\n  runut review import decisions.jsonl korea.db\n")
@click.argument("file", metavar="FILE")
@chronicle_argument
def import_command(file: str, chronicle: str) -> None:
    """Add decisions made elsewhere; those that are here already are passed over.

    They hold on the same articles, by the bytes of these. Those on articles that are not here wait for them.
    """
    from runut.review.exchange import decisions_in, take_in

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UsageError(f"{file} cannot be read ({error.strerror})") from error
    decisions = decisions_in(data, file)
    with Chronicle(chronicle) as opened:
        taken = take_in(opened.store, decisions)
    click.echo(told(f"{taken.added} added, {taken.known} here already, {taken.waiting} of the added wait"))


@review_command.command(
    "gold", epilog="\b\nExample:\n  runut review gold korea.db -o mine.yaml\n  runut score mine.yaml\n"
)
@chronicle_argument
@click.option("-o", "--output", metavar="FILE", help="Write to FILE instead of the screen.")
def gold_command(chronicle: str, output: str | None) -> None:
    """Write what was accepted, edited and rejected as gold for runut score.

    A sentence becomes an example when every event read in it is judged, an article when all of its events are. The
    file holds the articles' sentences, which are others' copyright.
    """
    from runut.review.examples import examples, gold_yaml

    with Chronicle(chronicle) as opened:
        items = list(examples(opened.store))
    if not items:
        say("no sentence is wholly judged yet; accept, edit or reject all events of one")
        return
    _write(gold_yaml(items).encode(), output)


def _write(data: bytes, output: str | None) -> None:
    if not output or output == "-":
        sys.stdout.write(data.decode())
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise UsageError(f"{output} cannot be written ({error.strerror}); choose another with -o") from error
