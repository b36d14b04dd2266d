"""``runut audit``: a random sample of one's own chronicle, judged, and the precision that follows.

In: a chronicle and the size of the sample, or a sheet that was filled in. Out: the sheet; figures with their interval.
The counting is ``runut.review.audit``'s.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from runut.api import Chronicle, Filters
from runut.commands.options import chronicle_argument, filter_options, language_option
from runut.errors import UsageError
from runut.messages import say, told
from runut.publish.wording import Language

if TYPE_CHECKING:
    from runut.records import Cluster
    from runut.review.audit import Judgement

EXAMPLE = """\b
Example:
  runut audit korea.db --sample 200 -o audit.csv
  runut audit korea.db --sample 200 -o audit.csv --ask
  runut audit --judged audit.csv
  runut audit korea.db --judged audit.csv --record --by sari
"""
SHEET = "audit.csv"


@click.command("audit", epilog=EXAMPLE)
@chronicle_argument
@click.option("--sample", "size", type=click.IntRange(min=1), metavar="N", help="Draw N events at random.")
@click.option("--seed", type=int, default=0, metavar="N", help="Another number draws another sample (0).")
@click.option("-o", "--output", default=SHEET, metavar="FILE", help=f"The sheet to fill in ({SHEET}).")
@click.option("--ask", is_flag=True, help="Ask here, event by event; what is answered stands in the sheet at once.")
@click.option("--judged", metavar="FILE", help="Count the verdicts of a sheet.")
@click.option("--record", is_flag=True, help="With --judged: keep the verdicts as decisions (accept, reject).")
@click.option("--by", metavar="NAME", help="With --record: who judged; your login name when left out.")
@click.option("--json", "as_json", is_flag=True, help="With --judged: one JSON object.")
@filter_options
@language_option
def audit_command(
    chronicle: str,
    size: int | None,
    seed: int,
    output: str,
    ask: bool,
    judged: str | None,
    record: bool,
    by: str | None,
    as_json: bool,
    language: Language,
    **filters: Unpack[Filters],
) -> None:
    """Measure how often your own chronicle is right: draw events at random, judge them, get precision.

    The sheet has one event a line: write y or n into verdict, and for n a reason: not-an-event, not-article-text,
    duplicate, wrong-type, wrong-status, wrong-person, wrong-date, wrong-place or other. Two figures come out, each with
    its 95 % Wilson interval: events right in every part, and events of the article at all, whatever value is wrong.
    The same seed draws the same events. The filters narrow what is drawn from. Missed events are not measured.
    """
    if (size is None) == (judged is None):
        raise UsageError("give either --sample N to draw events or --judged FILE to count verdicts")
    if judged is not None:
        _count(judged, chronicle if record else None, by, as_json=as_json)
        return
    assert size is not None
    from runut.review.audit import sample
    from runut.review.sheet import read_sheet

    sheet = Path(output)
    known = {one.event: one for one in read_sheet(sheet)} if ask and sheet.exists() else {}
    if sheet.exists() and not ask:
        raise UsageError(f"{output} is there already; --judged counts it, --ask goes on with it, -o names another")
    filters["between"] = filters.get("between") or None
    with Chronicle(chronicle) as opened:
        events = sample(opened.store, opened.view(**filters).wanted, size, seed)
    if not events:
        raise UsageError(f"{chronicle} has no event that the filters leave")
    drawn = f"{len(events)} at random, seed {seed}{_narrowed(filters)}"
    _write(sheet, events, known, language, drawn)
    if not ask:
        click.echo(told(f"{len(events)} events in {output}; fill in verdict, then: runut audit --judged {output}"))
        if len(events) < size:
            say(f"these are all that the filters leave; {size} were asked for")
        return
    _ask(sheet, events, known, language, drawn)
    _count(output, None, None, as_json=False)


def _narrowed(filters: Filters) -> str:
    """What was drawn from, where it was not all: ", type ASSAULT"."""
    given = {name: value for name, value in filters.items() if value and name not in ("limit", "offset", "newest")}
    shown = (f"{name.strip('_')} {' '.join(v) if isinstance(v, tuple) else v}" for name, v in sorted(given.items()))
    return "".join(f", {one}" for one in shown)


def _write(
    sheet_path: Path, events: Sequence[Cluster], known: Mapping[str, Judgement], language: Language, drawn: str
) -> None:
    from runut.review.sheet import row_of, sheet

    try:
        sheet_path.write_bytes(sheet(row_of(one, known.get(one.id), language, drawn) for one in events))
    except OSError as error:
        raise UsageError(f"{sheet_path} cannot be written ({error.strerror}); choose another with -o") from error


def _ask(
    sheet_path: Path, events: Sequence[Cluster], known: dict[str, Judgement], language: Language, drawn: str
) -> None:
    """Event by event; q ends it, and the same command goes on from there."""
    from runut.review.audit import WRONG, Judgement, lines

    for number, event in enumerate(events, 1):
        if event.id in known and known[event.id].right is not None:
            continue
        seen = {name: _plain(value) for name, value in lines(event, language).items()}
        click.echo(f"\n{number}/{len(events)}  {seen['date']}  {seen['line']}  [{seen['type']} {seen['status']}]")
        click.echo(f"  “{seen['sentence']}”  ({seen['source']})")
        answer = click.prompt(told("  right? y, n, s to skip, q to stop"), type=click.Choice(["y", "n", "s", "q"]))
        if answer == "q":
            return
        if answer == "s":
            continue
        reason = click.prompt(told("  what is wrong"), type=click.Choice(list(WRONG))) if answer == "n" else ""
        known[event.id] = Judgement(event.id, answer == "y", reason)
        _write(sheet_path, events, known, language, drawn)


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def _count(judged: str, chronicle: str | None, by: str | None, *, as_json: bool) -> None:
    import orjson

    from runut.review.audit import figures_object, precision
    from runut.review.sheet import read_sheet

    judgements = read_sheet(Path(judged))
    figures, reasons = precision(judgements)
    total = figures[0].judged
    if as_json:
        click.echo(orjson.dumps(figures_object(judgements)).decode())
    else:
        click.echo(told(f"{total} judged of {len(judgements)} drawn"))
        for one in figures if total else ():
            share = f"{100 * one.right / total:.1f} %  (95 %: {100 * one.low:.1f} to {100 * one.high:.1f})"
            click.echo(f"  {told(one.name):<32}{one.right:>5}   {share}")
        for reason, n in sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])):
            click.echo(f"  {reason:<32}{n:>5}")
    if chronicle is not None:
        _record(judgements, chronicle, by)


def _record(judgements: Sequence[Judgement], chronicle: str, by: str | None) -> None:
    from datetime import UTC, datetime

    from runut.commands.review import author
    from runut.review.deciding import Desk
    from runut.review.judged import record

    who = author(by)
    with Chronicle(chronicle) as opened:
        kept, left = record(Desk(opened.store, who, lambda: datetime.now(UTC).isoformat()), judgements)
    click.echo(told(f"{kept} kept as decisions by {who}"))
    for event, why in left:
        say(f"{event}: {why}")
